"""What it adds up to: figures by indicator, unit and period, each with the entries that it rests on.

People read a figure and its definition in words, the progress of targets, and the board of measures by communities.
It keeps no number of its own beside the ledger's tally. It stands on the ledger, plans, terms and units.
"""
