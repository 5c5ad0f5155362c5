"""What becomes of the cells of a form, as values: each bound to what it asks for, or not, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from yiben.lib.periods import Period
from yiben.lib.workbooks import Place, named
from yiben.reports.workbooks.known import Place as Unit
from yiben.reports.workbooks.layout import Layout
from yiben.reports.workbooks.listing import Listed
from yiben.reports.workbooks.selection import Selection

CONFIDENT = 0.8


class Sort(StrEnum):
    """What becomes of a cell: answered from the book, a sum of its neighbours, a field of an entry, a sentence whose
    blanks are answered, typed, left out."""

    FIGURE = "figure"
    TOTAL = "total"
    FIELD = "field"
    FIXED = "fixed"
    SENTENCE = "sentence"
    TYPED = "typed"
    REFUSED = "refused"


@dataclass(frozen=True)
class Asked:
    """A figure that a cell asks for. `units` are those whose holdings count, each with all below it, or `own` alone."""

    units: tuple[Unit, ...]
    own: bool
    selection: Selection
    metric: str
    period: Period
    scale: Decimal = Decimal(1)
    marks: tuple[str, ...] = ()
    """How it is said that something was held, and that nothing was, where only that is asked."""


@dataclass(frozen=True)
class Proposal:
    """A cell and what it is bound to."""

    sheet: str
    place: Place
    sort: Sort
    words: tuple[str, ...] = ()
    sure: float = 0.0
    asked: Asked | None = None
    parts: tuple[Place, ...] = ()
    """The cells that a total adds up."""
    field: str = ""
    row: int = 0
    """For a list: which field of which entry, counted from 0."""
    metric: str = ""
    reason: str = ""
    blanks: tuple[tuple[int, int, Asked], ...] = ()
    """Of a sentence: the spans of blanks that can be answered, and what each asks."""

    @property
    def cell(self) -> str:
        return named(*self.place)


@dataclass
class Form:
    """A workbook's proposals, its lists, and what was seen of it as a whole."""

    proposals: list[Proposal] = field(default_factory=list)
    lists: list[Listed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    layouts: list[Layout] = field(default_factory=list)
    sums: list[tuple[str, Place, tuple[Place, ...]]] = field(default_factory=list)
    """Numbers and formulas that stand where a total does, with the cells that it should add."""
