"""Reading a brief: one question a module, each over one compiled pass. `yiben.ledger.brief` puts the answers together.

Nothing here knows of Django or of the book. Where a brief says nothing, the answer is empty: a person fills it in
faster than she finds a guess.
"""
