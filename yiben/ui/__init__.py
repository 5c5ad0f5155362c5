"""How pages look: the base page, the style sheet, a little script, and the parts that every page is made of.

It keeps no table and knows no domain word beyond the names of states. Rooms above extend `ui/base.html`, include its
partials and load its tags (`{% load ui %}`); docs/pages.md tells how. It stands on `lib` alone.
"""
