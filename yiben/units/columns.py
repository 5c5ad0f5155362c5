"""The head of a sheet that a street fills in: which column is what, and what stands in a cell, as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from django.utils.translation import gettext as _

from yiben.lib.boundary import What, allows
from yiben.lib.plain import plain
from yiben.lib.refusals import spoken
from yiben.lib.sheets import Cell, Row, Sheet

HEAD_WITHIN = 10
"""Rows among which a head is looked for."""
Head = tuple[int, dict[str, int], list[str]]
"""Which row it is (from 0), the column of each name, and the headings that name nothing."""


def head_of(sheet: Sheet, words: Mapping[str, Iterable[str]], *needed: Set[str]) -> Head | None:
    """The first row whose headings name all of one of the needed sets; `words` are the headings of each name."""
    for at, row in enumerate(sheet.rows[:HEAD_WITHIN]):
        columns, unknown = _columns(row, words)
        if any(names <= columns.keys() for names in needed):
            return at, columns, unknown
    return None


def _columns(row: Row, words: Mapping[str, Iterable[str]]) -> tuple[dict[str, int], list[str]]:
    columns: dict[str, int] = {}
    unknown: list[str] = []
    for at, cell in enumerate(row):
        said = text_of(cell).replace(" ", "").rstrip("*＊")
        name = next((name for name, called in words.items() if said in called), None)
        if name and name not in columns:
            columns[name] = at
        elif said:
            unknown.append(said)
    return columns, unknown


def text_of(cell: Cell) -> str:
    """What stands there, as people read it: 3 for 3.0, nothing for an empty cell."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else plain(str(cell)).strip()


def left_out(name: str) -> str:
    """Why a column isn't read: the boundary's reason, or that nothing asks for it."""
    verdict = allows(name, what=What.COLUMN)
    return spoken(verdict.reason) or _("“%(name)s”这一列用不上，已略去") % {"name": name[:20]}
