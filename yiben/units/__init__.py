"""Who: the tree of units, people, the posts they act in, the lines of work, and the trace of what they did.

People sign in and act in one post at a time; `scope` says what a post reaches, `acts` makes every write a verb
that leaves an Act. Everything above stands on this room; it stands on `lib` and `ui`.
"""
