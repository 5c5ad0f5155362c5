"""A superior's workbook read against the book: which figure each of its empty cells asks for, and what the book says.

`layout` gathers the words around each empty cell, `wording` tells what they mean, `proposing` puts a binding together
with how sure it is and why; `listing` does the same for forms that ask for a row an activity. None of these knows
Django or an entry: what a street calls things comes in as `Known`. `answering` works out values by the conventions
that the page shows, `book` reads both from the tables, `filling` writes into the file.
"""
