"""An .xlsx kept as its sender made it: read as a grid, filled cell by cell, everything else byte for byte as it was.

Libraries that load a workbook and save it again lose what they don't know: stamps, drop-downs, print settings. Here a
part's text is never built anew. `parts` knows the package, `sheets` finds the cells and where each stands in the text,
`formulas` works out what depends on a filled cell, `filling` puts values in those places, `packing` writes the package.
"""

from yiben.lib.workbooks.choosing import Choices
from yiben.lib.workbooks.endings import MEDIA_TYPES, WITH_MACROS, ending
from yiben.lib.workbooks.filling import Coming, fill, filled
from yiben.lib.workbooks.sheets import Area, Cell, Choice, Place, Sheet, Value, Workbook, at, named, opened

__all__ = [
    "MEDIA_TYPES",
    "WITH_MACROS",
    "Area",
    "Cell",
    "Choice",
    "Choices",
    "Coming",
    "Place",
    "Sheet",
    "Value",
    "Workbook",
    "at",
    "ending",
    "fill",
    "filled",
    "named",
    "opened",
]
