"""Yiben（一本）: one book for a street's work.

Plans are read in, work is entered once, figures are worked out, reports go out. Rooms cite downwards only:
ARCHITECTURE.md has the map.
"""

__version__ = "0.1.0"
