"""What we say: reports made of cited figures, and the source table that goes with them.

A line officer builds and drafts, somebody else reviews, the lead issues; what is issued is frozen, bytes and all, and
its page says what has changed since. It stands on figures and everything below, and writes its documents by gongwen.
"""
