"""What was done: entries, their quantities, evidence, corrections and attributions, and the tally.

People enter a fact once, put it right by another entry in its place, or withdraw it with a reason; lists come in from
Excel and go out again. The book is append-only and chained, one chain a unit. It stands on plans, terms and units;
everything that is ever counted becomes an entry here.
"""
