"""Keeping the book: taking it out in open formats, backing it up, restoring it, its keys on paper, its health.

What is kept is the whole deployment (database, attached files, keys), so all of this belongs to who keeps the server
and to the administrator; no other post meets it. It stands on every room and, like the rest of `config`, nothing cites
it.
"""
