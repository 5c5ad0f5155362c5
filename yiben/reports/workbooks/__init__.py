"""A superior's workbook read against the book: which figure each of its empty cells asks for, and what the book says.

`layout` gathers the words around each empty cell; `wording` tells what a phrase means in one book, `meanings` what it
means where it stands, `context` what lines around a table say for all of it. `binding` puts together what a cell asks
for, how sure that is and why (`entries_asked`, `metric_asked`, `whose_and_when`), `clauses` does so for sentences,
`adding` for totals, `listing` for forms that ask for a row an activity; `proposing` is the door to them all. None of
these knows Django or an entry: what a street calls things comes in as `Known`. `answering` works out values by the
conventions that the page shows, `book` reads both from the tables, `filling` writes into the file.
"""
