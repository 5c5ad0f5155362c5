"""Superiors' forms that we made up, with the right answer of each cell worked out from the list itself, not by Yiben."""
