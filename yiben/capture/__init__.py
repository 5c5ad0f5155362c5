"""The worker's path into the book: a pasted brief becomes drafts to look at and save; a phone sends what waited in it.

It keeps no table. What is saved goes through the ledger's one door, with ids that the browser made, so that sending
again is harmless. The browser's own part (outbox, service worker) stands in `ui`.
"""
