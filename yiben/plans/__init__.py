"""What was promised: work-points documents as uploaded and as read, their measures and targets.

An officer uploads a document and gets a draft beside its source text; what is confirmed is frozen and tracked, and
each measure points at the words it stands in. It is issued to units, which acknowledge it; a revised document is laid
against it, and a measure goes on through revisions under its own id. It stands on `units`, `terms` and `gongwen`.
"""
