"""What was done: entries, their quantities and attributions, chained unit by unit, and the tally of their sums.

Whatever will ever be counted enters here by `actions.record`; nothing is edited: a mistake is corrected by an entry
in the old one's place, or voided. `tally` keeps the sums true in the same transaction, `chain` proves that nothing was
changed. It stands on `units`, `terms`, `plans` and `gongwen`.
"""
