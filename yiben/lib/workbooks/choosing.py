"""What a drop-down lets be chosen: words in the rule itself, cells of this or another sheet, a name for such cells."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property
from html import unescape

from yiben.lib.workbooks import parts
from yiben.lib.workbooks.sheets import Choice, Place, Sheet, Value, Workbook, area

MOST_OPTIONS = 500
_NAMED = re.compile(r"""<(?:[\w.-]+:)?definedName(?=\s)(?P<rest>[^<>]*)>(?P<inside>[^<]*)<""")
_CELLS = re.compile(r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<sheet>[^!'\"(),]+))!)?(?P<cells>[$A-Za-z0-9:]+)")


class Choices:
    """The options of every cell of a workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def at(self, sheet: Sheet, place: Place) -> tuple[str, ...]:
        """What may be chosen there; nothing where anything may stand, or the list can't be found."""
        for one in sheet.choices:
            if any(some.holds(place) for some in one.areas):
                return self._options(sheet, one)
        return ()

    def _options(self, sheet: Sheet, choice: Choice) -> tuple[str, ...]:
        key = (sheet.name, choice.source)
        if key not in self._known:
            self._known[key] = choice.options or self._listed(sheet, choice.source)
        return self._known[key]

    def _listed(self, sheet: Sheet, source: str) -> tuple[str, ...]:
        found = _CELLS.fullmatch(self._names.get(source.casefold(), source))
        where = area(found["cells"].replace("$", "")) if found else None
        if found is None or where is None:
            return ()
        name = (found["quoted"] or "").replace("''", "'") or found["sheet"] or sheet.name
        listed = next((one for one in self.workbook.sheets if one.name == name), None)
        if listed is None or (where.bottom - where.top + 1) * (where.right - where.left + 1) > MOST_OPTIONS:
            return ()
        rows, columns = range(where.top, where.bottom + 1), range(where.left, where.right + 1)
        return tuple(filter(None, (_words(listed.value(row, column)) for row in rows for column in columns)))

    @cached_property
    def _names(self) -> dict[str, str]:
        text = self.workbook.package.text(parts.book_part(self.workbook.package))
        found = ((parts.attributes(one["rest"]).get("name", ""), one["inside"]) for one in _NAMED.finditer(text))
        return {name.casefold(): unescape(inside).strip() for name, inside in found}


def _words(value: Value) -> str:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value or "").strip()
