"""Sentences with blanks, in one cell or across a row: each blank bound by its clause and those before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from yiben.lib.periods import Period
from yiben.lib.workbooks import Place
from yiben.reports.workbooks.binding import Binding
from yiben.reports.workbooks.cells import Cell
from yiben.reports.workbooks.context import Context
from yiben.reports.workbooks.layout import Slot
from yiben.reports.workbooks.meanings import Meaning
from yiben.reports.workbooks.proposals import CONFIDENT, Proposal, Sort
from yiben.reports.workbooks.selection import Said, Selection
from yiben.reports.workbooks.sentences import Blank, between, blanks_in, unit_behind
from yiben.reports.workbooks.sheet_reading import SheetReader

_UNIT_ALONE = re.compile("[\u4e00-\u9fff]{1,3}")


class Clauses:
    """The sentences of one sheet."""

    def __init__(self, reader: SheetReader, binding: Binding) -> None:
        self.reader, self._binding = reader, binding
        self._rows: dict[int, dict[Place, _Clause]] = {}

    def sentences(self, taken: set[int]) -> Iterator[Proposal]:
        """The cells in whose words blanks stand."""
        for place, written in self.reader.sheet.cells.items():
            if not isinstance(written.value, str) or written.formula is not None:
                continue
            if place[0] not in taken and self.reader.seen(place) and (blanks := blanks_in(written.value)):
                yield self._sentence(place, blanks)

    def blank(self, place: Place) -> Proposal | None:
        """What an empty cell asks for that is the blank of a sentence across its row; None where it is none."""
        clause = self._across(place[0]).get(place)
        return self._binding.proposal(clause.cell) if clause is not None else None

    def _across(self, row: int) -> dict[Place, _Clause]:
        """The blanks of a row that is one sentence: 全年召开会议 | | 次，组织学习 | | 次."""
        if row not in self._rows:
            self._rows[row] = dict(self._clauses_of(row))
        return self._rows[row]

    def _clauses_of(self, row: int) -> Iterator[tuple[Place, _Clause]]:
        layout = self.reader.layout
        texts = layout.texts_in(row)
        if not any(unit_behind(layout.text(one)) and not _UNIT_ALONE.fullmatch(layout.text(one)) for one in texts):
            return
        before: _Clause | None = None
        for left, right in pairwise(texts):
            place = next(((row, c) for c in range(left[1] + 1, right[1]) if layout.empty((row, c))), None)
            if place is not None and unit_behind(layout.text(right)):
                blank = between(layout.text(left), layout.text(right), first=before is None)
                before = _clause(self.reader, place, self.reader.context(row), blank, before)
                yield place, before

    def _sentence(self, place: Place, blanks: Sequence[Blank]) -> Proposal:
        context = self.reader.context(place[0])
        told = []
        clause: _Clause | None = None
        label = self.reader.label(place, context.period)
        for blank in blanks:
            clause = _clause(self.reader, place, context, blank, clause, label)
            told.append(self._binding.proposal(clause.cell))
        sure = [one for one in told if one.asked is not None and one.sure >= CONFIDENT]
        spans = zip(blanks, told, strict=True)
        return Proposal(
            self.reader.sheet.name,
            place,
            Sort.SENTENCE if sure else Sort.TYPED,
            (str(self.reader.sheet.value(*place)),),
            min([one.sure for one in sure], default=0.0),
            reason=next((one.reason for one in told if one.reason), ""),
            blanks=tuple((b.start, b.end, one.asked) for b, one in spans if one.asked and one.sure >= CONFIDENT),
        )


@dataclass(frozen=True)
class _Clause:
    """One blank in a sentence, and what it hands on to the clause behind it."""

    cell: Cell
    said: Said | None
    lines: frozenset[str]
    period: Period | None


def _clause(
    reader: SheetReader,
    place: Place,
    context: Context,
    blank: Blank,
    before: _Clause | None,
    label: Meaning | None = None,
) -> _Clause:
    """The clause around a blank. One that only counts takes over what the clause before it names; whose work it
    is holds to the end of the point."""
    meanings = [reader.meanings.read(place, part, context.period) for part in (blank.head, *_parts(blank)) if part]
    said = next((m.said for m in reversed(meanings) if m.said is not None), None)
    if before is not None and before.said is not None and blank.goes_on and not _selects(meanings):
        told = replace(before.said, metric="", unit="", scale=Decimal(1), typed="", refused="")
        meanings.append(Meaning(place, before.said.words, said=told))
        known = said is not None and not (said.refused or said.typed)
        said = replace(said or told, selection=told.selection, anything=told.anything) if known else told
    if label is not None and not _selects(meanings):
        meanings.append(label)
    earlier = before.period if before is not None and not blank.fresh else None
    period = next((m.period for m in meanings if m.period is not None), earlier)
    if period is not None and all(m.period is None for m in meanings):
        meanings.append(Meaning(place, "", period=period))
    lines = before.lines if before is not None and not blank.fresh else frozenset()
    own = frozenset().union(*(m.said.selection.lines for m in meanings if m.said and m.said.selection))
    if lines and not own and _selects(meanings):
        meanings.append(Meaning(place, "", said=Said("", Selection(lines=lines))))
    slot = Slot(place, (), (place,), None)
    cell = Cell(reader, slot, context, meanings, None, (blank.before,), in_a_sentence=True)
    return _Clause(cell, said, own or lines, period)


def _selects(meanings: Iterable[Meaning]) -> bool:
    return any(m.said is not None and (m.said.selection or m.said.anything) for m in meanings)


def _parts(blank: Blank) -> tuple[str, ...]:
    return (f"{blank.before}({blank.unit})" if blank.unit else blank.before,)
