"""What nobody is sure of yet, taken together as a person would look at it: cells under one head that ask the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from yiben.lib.workbooks import Place, named
from yiben.reports import form_said
from yiben.reports.form_grid import said
from yiben.reports.workbooks.desk import Desk
from yiben.reports.workbooks.filling import Row
from yiben.reports.workbooks.folding import folded
from yiben.reports.workbooks.kept import PARTS_UNSURE
from yiben.reports.workbooks.listing import Listed
from yiben.reports.workbooks.periods_said import span_in
from yiben.reports.workbooks.proposals import CONFIDENT, Asked, Sort
from yiben.reports.workbooks.units_said import Units


@dataclass(frozen=True)
class Doubt:
    """Unsure cells that ask the same of different units or months: what is over them, and one to look at."""

    sheet: str
    head: str
    areas: str
    count: int
    example: Row
    value: str
    whose: str
    reason: str


class Alike:
    """Which cells of a form go together."""

    def __init__(self, on: Desk) -> None:
        self.on = on
        self._unit = cache(Units(on.known).find)

    def doubts(self) -> list[Doubt]:
        """All that isn't sure, by head, in the order of the sheets."""
        groups: dict[Hashable, list[Row]] = {}
        for row in self._unsure():
            groups.setdefault(self.key(row), []).append(row)
        return [self._doubt(rows) for rows in groups.values()]

    def unsure_with(self, row: Row, span: str) -> list[Row]:
        """The unsure cells that ask what this one asks: in its column, its row, or all of them."""
        return self._along(row, span, self._unsure())

    def with_it(self, row: Row, span: str) -> list[Row]:
        """All cells that ask what this one asks; sums of them go by themselves."""
        rows = (one for one in self.on.rows.values() if one.proposal.sort in (Sort.FIGURE, Sort.TYPED))
        return self._along(row, span, rows)

    def _unsure(self) -> Iterator[Row]:
        for cell, row in self.on.rows.items():
            if self.on.state(cell, row) == "unsure" and row.proposal.reason != PARTS_UNSURE:
                yield row

    def _along(self, row: Row, span: str, rows: Iterable[Row]) -> list[Row]:
        key, (down, across) = self.key(row), row.proposal.place
        alike = (one for one in rows if one.proposal.sheet == row.proposal.sheet and self.key(one) == key)
        match span:
            case "column":
                return [one for one in alike if one.proposal.place[1] == across]
            case "row":
                return [one for one in alike if one.proposal.place[0] == down]
            case "all":
                return list(alike)
        return [row]

    def key(self, row: Row) -> Hashable:
        """The same for cells that differ only in whose and of when they are."""
        one = row.proposal
        if one.sort == Sort.FIELD:
            listed = self._list_of(row)
            column = one.place[1] if listed is None or listed.sure >= CONFIDENT else 0
            return one.sheet, listed.head if listed else 0, column
        if misread := self._misread(row):
            return one.sheet, misread
        return one.sheet, one.sort == Sort.TOTAL, _meaning(one.asked), self._heads(row)

    def _list_of(self, row: Row) -> Listed | None:
        """The list that a cell is a field of."""
        sheet, (down, _across) = row.proposal.sheet, row.proposal.place
        lists = [one for one in self.on.found.form.lists if one.sheet == sheet and one.head < down]
        return max(lists, key=lambda one: one.head, default=None)

    def _misread(self, row: Row) -> str:
        """The name of a unit that isn't quite one, where this is the doubt: all cells of it go together."""
        for word in row.proposal.words:
            unit = self._unit(word)
            if unit is not None and unit.problem and unit.problem == row.proposal.reason:
                return word
        return ""

    def _heads(self, row: Row) -> tuple[str, ...]:
        return tuple(word for word in row.proposal.words if not self._whose(word) and not self._when(word))

    def _whose(self, word: str) -> bool:
        return self._unit(word) is not None

    def _when(self, word: str) -> bool:
        said = folded(word)
        span = span_in(said, self.on.known.period)
        return span is not None and not (said[: span.start] + said[span.end :]).strip("()、,:.年度")

    def _doubt(self, rows: list[Row]) -> Doubt:
        one = rows[0].proposal
        shown = next((row for row in rows if row.value), rows[0])
        head = self._misread(rows[0]) or " · ".join(reversed(self._heads(rows[0])))
        if one.sort == Sort.FIELD and len({row.proposal.place[1] for row in rows}) > 1:
            head = ""
        places = areas(row.proposal.place for row in rows)
        return Doubt(one.sheet, head, places, len(rows), shown, said(shown.value), whose(shown), self.reason(rows[0]))

    def reason(self, row: Row) -> str:
        """Why a cell isn't sure, in words."""
        if row.proposal.sort != Sort.FIELD or row.proposal.reason:
            return form_said.said(row.proposal.reason)
        listed = self._list_of(row)
        if listed is not None and listed.sure < CONFIDENT:
            return _("标题没有写清是哪一类活动；列出来的是账本里最像的")
        return _("表里要的是人数，账本里记的是人次")


def refusals(on: Desk) -> list[tuple[str, str, int, str]]:
    """What the boundary leaves out, each reason once: the sheet, the cells, how many, and why."""
    found: dict[tuple[str, str], list[Place]] = {}
    for row in on.found.rows:
        one = row.proposal
        if one.sort == Sort.REFUSED:
            found.setdefault((one.sheet, one.reason), []).append(one.place)
    return [(sheet, areas(places), len(places), form_said.said(reason)) for (sheet, reason), places in found.items()]


def whose(row: Row) -> str:
    """Whose figure a cell asks for."""
    asked = row.proposal.asked
    return "、".join(unit.name for unit in asked.units[:3]) if asked is not None else ""


def _meaning(asked: Asked | None) -> Hashable:
    return (asked.selection, asked.metric, asked.scale, asked.marks) if asked is not None else None


def areas(places: Iterable[Place]) -> str:
    """Cells as they are named together: D5:D16、F5."""
    columns: dict[int, list[int]] = {}
    for row, column in sorted(places):
        columns.setdefault(column, []).append(row)
    runs = [(first, last, column) for column, rows in sorted(columns.items()) for first, last in _runs(rows)]
    wide: list[tuple[int, int, int, int]] = []
    for first, last, column in runs:
        left = next((one for one in wide if one[1:] == (first, last, column - 1)), None)
        if left is not None:
            wide[wide.index(left)] = (left[0], first, last, column)
        else:
            wide.append((column, first, last, column))
    return "、".join(_named(*one) for one in wide)


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    first = last = rows[0]
    for row in rows[1:]:
        if row > last + 1:
            yield first, last
            first = row
        last = row
    yield first, last


def _named(left: int, first: int, last: int, right: int) -> str:
    start, end = named(first, left), named(last, right)
    return start if start == end else f"{start}:{end}"
