"""Reading a document back against the book: every quantity a claim, every claim judged, none passed silently."""
