"""The cells of a sheet that are typed on its own page: each with what stands there, what it takes, and what was typed
wrong. A field of the form is made only for what was changed, so that a page of many cells stays light."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from yiben.lib import workbooks
from yiben.lib.canonical import plain_decimal
from yiben.lib.workbooks import Place
from yiben.reports.form_typing import NumberTyped, typed_field, wants_number
from yiben.reports.workbooks.desk import Desk
from yiben.reports.workbooks.filling import Row
from yiben.reports.workbooks.hand import LONGEST_TYPED, Cell
from yiben.reports.workbooks.proposals import Sort

MOST_INPUTS = 500
"""More cells are typed page by page."""
LAST_SHOWN = 250
_NOT_ADDED = re.compile("[%％‰率比均占]|增长|增幅|降幅|下降|排名|得分|评分")
_TYPED = ("open", "hand", "waiting", "blank")


@dataclass(frozen=True)
class Input:
    """A cell as it is typed."""

    name: str
    label: str
    value: str
    number: bool
    options: str = ""
    error: str = ""
    longest: int = LONGEST_TYPED


@dataclass
class Inputs:
    """What may be typed on a sheet's page. `first` is the first of its rows that takes anything; `posted` what came
    back, on a page that was shown at `seen`."""

    on: Desk
    sheet: workbooks.Sheet
    first: int = 1
    posted: Mapping[str, str] = field(default_factory=dict)
    seen: datetime | None = None
    errors: dict[Place, str] = field(default_factory=dict)

    @cached_property
    def _open(self) -> dict[Place, Row]:
        """All cells of the sheet that take something by hand, in its order."""
        found = {}
        for (name, place), row in self.on.rows.items():
            if name == self.sheet.name and place[0] <= LAST_SHOWN and may_be_typed(self.on, row):
                found[place] = row
        return dict(sorted(found.items()))

    @cached_property
    def cells(self) -> dict[Place, Row]:
        """Those of this page: as many rows from the first as are light."""
        below = {place: row for place, row in self._open.items() if place[0] >= self.first}
        return {place: row for place, row in below.items() if self.next is None or place[0] < self.next}

    @cached_property
    def next(self) -> int | None:
        """The row with which the next page begins."""
        rows = [place[0] for place in self._open if place[0] >= self.first]
        if len(rows) <= MOST_INPUTS:
            return None
        return max(rows[MOST_INPUTS], self.first + 1)

    @cached_property
    def options(self) -> dict[tuple[str, ...], str]:
        """The drop-downs of these cells, each once."""
        told = {self._options(place): "" for place in self.cells}
        return {one: f"options{number}" for number, one in enumerate(sorted(one for one in told if one))}

    def at(self, place: Place) -> Input | None:
        """What is typed into a cell of the page; nothing where it takes nothing."""
        row = self.cells.get(place)
        if row is None:
            return None
        name = workbooks.named(*place)
        value = self.posted.get(name, self.value(place)) if place in self.errors else self.value(place)
        label = f"{name} {' / '.join(row.proposal.words)}".strip()
        listed = self.options.get(self._options(place), "")
        return Input(name, label, value, wants_number(row.proposal.words), listed, self.errors.get(place, ""))

    def value(self, place: Place) -> str:
        """What the street has there; a unit's answer stands beside it until it is merged."""
        typed = self.on.typed.get((self.sheet.name, place))
        return typed.value if typed is not None and typed.merged else ""

    def _options(self, place: Place) -> tuple[str, ...]:
        like = self.on.found.like.get(self.sheet.name, {}).get(place[0], place[0])
        return self._choices.at(self.sheet, (like, place[1]))

    @cached_property
    def _choices(self) -> workbooks.Choices:
        return workbooks.Choices(self.on.found.workbook)

    # --- what came back -----------------------------------------------------------------------------------------------

    def changed(self) -> tuple[dict[Cell, str], list[tuple[str, str]]]:
        """What was typed anew and is right, and what of it was understood in other words. What is wrong is put among
        the errors."""
        told: dict[Cell, str] = {}
        understood = []
        for place, row, said in self._came():
            try:
                value = self._clean(place, row, said)
            except forms.ValidationError as wrong:
                self.errors[place] = "".join(wrong.messages)
                continue
            told[self.sheet.name, place] = value
            if value != said and isinstance(self._field(place, row), NumberTyped):
                understood.append((said, value))
        return told, understood

    def _came(self) -> Iterator[tuple[Place, Row, str]]:
        for place, row in self.cells.items():
            said = self.posted.get(workbooks.named(*place))
            if said is not None and said.strip() != self.value(place):
                yield place, row, said.strip()

    def _clean(self, place: Place, row: Row, said: str) -> str:
        typed = self.on.typed.get((self.sheet.name, place))
        if typed is not None and self.seen is not None and typed.at > self.seen:
            who = typed.by.person.name if typed.by else ""
            raise forms.ValidationError(_("%(who)s刚刚填了 %(value)s") % {"who": who, "value": typed.value[:20]})
        return str(self._field(place, row).clean(said))

    def _field(self, place: Place, row: Row) -> forms.Field:
        return typed_field("", row.proposal.words, self._options(place))


def may_be_typed(on: Desk, row: Row) -> bool:
    """Whether a cell takes a value by hand on its sheet's page. A sentence with blanks is written on its own."""
    one = row.proposal
    sheet = on.found.workbook.sheet(one.sheet)
    return (
        on.state((one.sheet, one.place), row) in _TYPED
        and one.sort != Sort.SENTENCE
        and sheet.value(*one.place) is None
    )


def as_last_time(on: Desk, which: str, sheet: str) -> dict[Cell, str]:
    """What stood there the last time, for cells that are empty yet: of one (H5), of a column (H), or of all (*)."""
    told = {}
    for cell, row in on.rows.items():
        value = on.before.get(on.keys.get(cell, ""), "")
        if value and cell not in on.typed and may_be_typed(on, row) and _is_one(which, sheet, cell):
            told[cell] = value
    return told


def summed(on: Desk) -> dict[Cell, str]:
    """What totals come to that the book can't tell, where every cell that they add has its number; rates don't add."""
    told = {}
    for cell, parts in _totals(on).items():
        row = on.rows.get(cell)
        if row is None or cell in on.typed or not may_be_typed(on, row) or not _adds(row):
            continue
        numbers = [on.numbers.at(cell[0], part) for part in parts]
        known = [one for one in numbers if isinstance(one, Decimal)]
        if known and len(known) == len(numbers):
            told[cell] = plain_decimal(sum(known, Decimal(0)))
    return told


def has_totals(on: Desk) -> bool:
    """Whether any total waits to be typed that could be added."""
    rows = ((cell, on.rows.get(cell)) for cell in _totals(on))
    return any(row and cell not in on.typed and may_be_typed(on, row) and _adds(row) for cell, row in rows)


def _totals(on: Desk) -> dict[Cell, tuple[Place, ...]]:
    form = on.found.form
    return {
        **{(sheet, place): parts for sheet, place, parts in form.sums},
        **{(one.sheet, one.place): one.parts for one in form.proposals if one.sort == Sort.TOTAL and one.parts},
    }


def _adds(row: Row) -> bool:
    words = row.proposal.words
    counted = row.proposal.sort == Sort.TOTAL or wants_number(words)
    return counted and not any(_NOT_ADDED.search(word) for word in words)


def _is_one(which: str, sheet: str, cell: Cell) -> bool:
    name = workbooks.named(*cell[1])
    return which == "*" or (cell[0] == sheet and which in (name, name.rstrip("0123456789")))


def shown_at(text: str) -> datetime | None:
    """When a page was shown, as it says itself."""
    try:
        return parse_datetime(text)
    except ValueError:
        return None
