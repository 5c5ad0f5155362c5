"""A kept form as it stands: proposed anew from its file, with what persons chose, typed and were answered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from tempfile import TemporaryFile
from typing import Any

from yiben.lib import workbooks
from yiben.lib.canonical import digest
from yiben.lib.periods import today
from yiben.lib.workbooks import Place, Value
from yiben.reports.models import Binding, Typed, Workbook
from yiben.reports.workbooks import book
from yiben.reports.workbooks.answering import NOT_THERE
from yiben.reports.workbooks.checks import Contradiction, Numbers, contradictions
from yiben.reports.workbooks.filling import Read, Row, read
from yiben.reports.workbooks.kept import keys, overlaid
from yiben.reports.workbooks.known import Known, Manner
from yiben.reports.workbooks.memory import confirmed, remembered
from yiben.reports.workbooks.proposals import CONFIDENT, Sort


@dataclass
class Desk:
    """A form and all that is known of its cells."""

    form: Workbook
    found: Read
    known: Known
    typed: dict[tuple[str, Place], Typed]
    """What goes into the file; where nothing does, what a unit has answered."""
    before: dict[str, str]
    """What was typed into the same cell the last time, by key."""
    keys: dict[tuple[str, Place], str]
    rows: dict[tuple[str, Place], Row] = field(default_factory=dict)
    last: Workbook | None = None
    """The same form as it was confirmed the last time."""
    kept: Mapping[str, Binding] = field(default_factory=dict)
    """What persons chose or confirmed, by key."""
    beside: dict[tuple[str, Place], list[Typed]] = field(default_factory=dict)
    """What else was typed into a cell, by the street or a unit, and stands aside."""
    streamed: int = 0
    """Cells of long lists that were filled beyond those shown."""

    @cached_property
    def counts(self) -> dict[str, int]:
        """Cells by what became of them: answered, typed, to be typed, refused, formulas left alone."""
        told: Counter[str] = Counter()
        for place, row in self.rows.items():
            told[self.state(place, row)] += 1
        return dict(told)

    def state(self, place: tuple[str, Place], row: Row) -> str:
        """answered, unsure, hand (typed), waiting (a unit answered, not yet merged), blank, open, refused, fixed."""
        one = self.typed.get(place)
        if one is not None:
            return "hand" if one.merged else "waiting"
        if row.proposal.sort == Sort.REFUSED:
            return "refused"
        if row.value is not None:
            return "answered" if row.proposal.sure >= CONFIDENT else "unsure"
        if row.answer is not None and row.answer.reason == NOT_THERE:
            return "open"
        if row.proposal.sort in (Sort.FIGURE, Sort.TOTAL, Sort.FIELD, Sort.SENTENCE):
            return "blank"
        return "fixed" if row.proposal.sort == Sort.FIXED else "open"

    def values(self) -> dict[str, dict[Place, Value]]:
        """What is written: the book's answers that are sure, and what was typed."""
        told = self.found.values(least=CONFIDENT)
        for (sheet, place), one in self.typed.items():
            if one.merged:
                told.setdefault(sheet, {})[place] = one.number if one.number is not None else one.value
        return told

    def file(self, told: Callable[[int], None] = lambda done: None) -> bytes:
        """The superior's own file, filled; `told` hears of every row of a long list."""
        with TemporaryFile() as out:
            self.streamed = self.found.write(out, self.values(), told=told)
            out.seek(0)
            return out.read()

    @property
    def digest(self) -> str:
        """What would be written, in short: the same as long as the file would be."""
        told = {
            sheet: {str(place): str(value) for place, value in some.items()} for sheet, some in self.values().items()
        }
        return digest([told, [[one.listed.sheet, one.count] for one in self.found.long]])[:16]

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers as they would stand, formulas worked out."""
        return Numbers.of(self.found, self.values())

    @property
    def contradictions(self) -> list[Contradiction]:
        return contradictions(self.found, self.numbers)


def manner(settings: Mapping[str, Any]) -> Manner:
    """What a person chose for the form."""
    plain = ("totals", "dates", "zeros", "money", "people", "masks")
    told = {name: settings[name] for name in plain if name in settings}
    marks = str(settings.get("marks", ""))
    return Manner(**told, marks=tuple(marks.split("/")) if marks else ())


def desk(form: Workbook) -> Desk:
    """The form with every cell worked out. A fixed number of queries, whatever its size."""
    known = _known(form)
    earlier = confirmed(form.unit, form.series, but=form, before=form.filled_at)
    own = {one.key: one for one in form.bindings.all()}
    kept = own if form.filled_at else {**remembered(earlier), **own}

    workbook = workbooks.opened(bytes(form.content))
    found = read(workbook, known, partial(book.facts, form.unit, known), book.select, overlaid(kept, known))
    made = Desk(form, found, known, {}, _before(earlier), keys(found.form), kept=kept)
    made.typed, made.beside = _typed(form)
    made.last = earlier[0] if earlier and (form.filled_at or kept.keys() & set(made.keys.values())) else None
    made.rows = {(row.proposal.sheet, row.proposal.place): row for row in found.rows}
    return made


def _known(form: Workbook) -> Known:
    return replace(book.known(form.unit, form.period, today=today()), manner=manner(form.settings))


def _typed(form: Workbook) -> tuple[dict[tuple[str, Place], Typed], dict[tuple[str, Place], list[Typed]]]:
    """What counts of all that was typed into each cell, and the rest of it."""
    first: dict[tuple[str, Place], Typed] = {}
    beside: dict[tuple[str, Place], list[Typed]] = {}
    for one in form.typed.select_related("by__person", "unit").order_by("-merged", "-at"):
        if first.setdefault(one.cell, one) is not one:
            beside.setdefault(one.cell, []).append(one)
    return first, beside


def _before(earlier: Sequence[Workbook]) -> dict[str, str]:
    rows = earlier[0].typed.filter(merged=True).exclude(key="") if earlier else Typed.objects.none()
    return dict(rows.values_list("key", "value"))


_OF_A_TIME = re.compile(
    r"20\d\d年?度?|第?[一二三四1-4]季度|[上下]半年|(?:1[0-2]|0?[1-9]|[一二三四五六七八九]|十[一二]?)月份?|\d{1,2}日|[\s（）()_\-.]|\d+"
)


def series_of(title: str) -> str:
    """A form's name without its time: the same in March and in April."""
    return (_OF_A_TIME.sub("", title) or title)[:120]
