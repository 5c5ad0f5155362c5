"""How a workbook must be called: its own [Content_Types].xml says whether it has macros, or is a template.

Excel opens none whose ending says otherwise (ECMA-376 Part 2, §10.1.2; the media types are Microsoft's).
"""

from __future__ import annotations

from yiben.lib.refused import Refused
from yiben.lib.workbooks.parts import Package

_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml."
MEDIA_TYPES = {
    "xlsx": f"{_PLAIN}sheet",
    "xltx": f"{_PLAIN}template",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    "xltm": "application/vnd.ms-excel.template.macroEnabled.12",
}
WITH_MACROS = frozenset({"xlsm", "xltm"})
_SAYS = {"xltm": "template.macroenabled.main", "xlsm": "sheet.macroenabled.main", "xltx": "template.main"}


def ending(data: bytes) -> str:
    """xlsx, xlsm, xltx or xltm; what can't be read is called xlsx."""
    try:
        declared = Package(data).text("[Content_Types].xml").casefold()
    except Refused:
        return "xlsx"
    return next((found for found, said in _SAYS.items() if said in declared), "xlsx")
