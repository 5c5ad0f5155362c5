"""Functions that would be as true in another product: days and periods, spreadsheets, canonical bytes, refusals.

No tables and nothing of ours is imported here. The one exception to "true elsewhere" is `boundary`,
the single place that all rooms ask about what Yiben does not record.
"""
