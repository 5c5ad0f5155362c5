"""A form and the book brought together: every cell with its answer, and the superior's file with the answers in it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import Any, BinaryIO, Protocol

from yiben.ledger.headings import SCALES
from yiben.lib.periods import Period
from yiben.lib.workbooks import Area, Coming, Place, Sheet, Value, Workbook, fill, named
from yiben.reports.workbooks.answering import Activity, Answer, Facts, answers
from yiben.reports.workbooks.dressing import Dress, Dressed
from yiben.reports.workbooks.known import MONEY, Known, Manner
from yiben.reports.workbooks.listing import Listed
from yiben.reports.workbooks.proposals import CONFIDENT, Form, Proposal, Sort
from yiben.reports.workbooks.proposing import propose
from yiben.reports.workbooks.selection import Selection


class Activities(Protocol):
    """The entries of a list, told one after the other as often as asked; how many there are."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Activity]: ...


Select = Callable[[Any, Selection, Period], Activities]
MOST_ROWS = 200_000
LONG = 1000
"""A list of more entries is filled row by row, beside the pages, and shown in part."""
SHOWN = 200


@dataclass(frozen=True)
class Row:
    """A cell as it is told: what it is bound to and what would stand in it."""

    proposal: Proposal
    answer: Answer | None = None
    value: Value = None

    @property
    def entries(self) -> int:
        return len(self.answer.entries) if self.answer else 0


@dataclass(frozen=True)
class Listing:
    """A list with the entries that fill it, one a row."""

    listed: Listed
    sheet: Sheet
    activities: Activities
    dress: Dress

    @property
    def count(self) -> int:
        """How many entries find a row."""
        return min(len(self.activities), len(self.listed.rows) + self._more)

    @property
    def left_over(self) -> int:
        return len(self.activities) - self.count

    @cached_property
    def _more(self) -> int:
        """Rows below the last, down to where something stands again."""
        if not self.listed.open_ended:
            return 0
        below = min((row for row, _column in self.sheet.cells if row > self.listed.last), default=None)
        return MOST_ROWS if below is None else max(below - self.listed.last - 1, 0)

    @cached_property
    def model(self) -> int:
        """The row whose looks and drop-downs a new one takes: the last free one, or the last that a drop-down is in."""
        if self.listed.rows:
            return self.listed.rows[-1]
        below = (one for choice in self.sheet.choices for one in choice.areas if one.top > self.listed.head)
        return max((one.bottom for one in below if one.left in self.listed.fields), default=0)

    def like(self, row: int) -> int:
        """The row that one looks like: itself, or a new one's model."""
        return self.model if row > max(self.listed.last, self.model) and self.model else row

    @property
    def area(self) -> Area:
        rows = list(islice(self._rows(), self.count))
        return Area(min(rows), min(self.listed.fields), max(rows), max(self.listed.fields))

    def _rows(self) -> Iterator[int]:
        yield from self.listed.rows
        yield from range(self.listed.last + 1, self.listed.last + 1 + self._more)

    def __iter__(self) -> Iterator[tuple[int, list[Row]]]:
        for number, (row, entry) in enumerate(zip(self._rows(), self.activities, strict=False), start=1):
            yield row, list(_entry_cells(self.listed, self.sheet, (row, self.like(row)), number, entry, self.dress))


@dataclass
class Read:
    """A workbook read against the book. Of long lists `rows` has the first only."""

    workbook: Workbook
    form: Form
    rows: list[Row] = field(default_factory=list)
    lists: list[Listing] = field(default_factory=list)
    like: dict[str, dict[int, int]] = field(default_factory=dict)

    @cached_property
    def cells(self) -> dict[tuple[str, Place], Row]:
        return {(row.proposal.sheet, row.proposal.place): row for row in self.rows}

    @property
    def long(self) -> list[Listing]:
        return [one for one in self.lists if one.count > LONG]

    @property
    def left_over(self) -> dict[str, int]:
        """How many entries of a list found no row, by sheet."""
        return {one.listed.sheet: one.left_over for one in self.lists if one.left_over}

    def every(self) -> Iterator[Row]:
        """All cells, those of long lists one row after the other."""
        yield from self.rows
        for listing in self.long:
            for _row, cells in islice(listing, SHOWN, None):
                yield from cells

    def values(self, *, least: float = CONFIDENT) -> dict[str, dict[Place, Value]]:
        """What would be written, by sheet, of cells at least that sure."""
        told: dict[str, dict[Place, Value]] = {}
        for row in self.rows:
            if row.value is not None and row.proposal.sure >= least:
                told.setdefault(row.proposal.sheet, {})[row.proposal.place] = row.value
        return told

    def file(self, *, least: float = CONFIDENT) -> bytes:
        """The superior's file with the answers in it; all else as it was."""
        out = io.BytesIO()
        self.write(out, self.values(least=least), least=least)
        return out.getvalue()

    def write(
        self,
        out: BinaryIO,
        values: Mapping[str, Mapping[Place, Value]],
        *,
        least: float = CONFIDENT,
        told: Callable[[int], None] = lambda done: None,
    ) -> int:
        """Write the file with these values and the long lists, a row in memory at a time; `told` hears of every one.
        Gives how many cells were filled beyond `values`."""
        written = [_Written(one, least, told) for one in self.long]
        coming = {one.listing.listed.sheet: Coming(one, one.listing.area, one.listing.model) for one in written}
        fill(out, self.workbook, {name: cells for name, cells in values.items() if cells}, coming, like=self.like)
        return sum(one.cells for one in written)


@dataclass
class _Written:
    """A long list's rows as they are written; `cells` counts those behind the ones shown."""

    listing: Listing
    least: float
    told: Callable[[int], None]
    cells: int = 0

    def __iter__(self) -> Iterator[tuple[int, dict[int, Value]]]:
        for done, (row, cells) in enumerate(self.listing, start=1):
            values = {one.proposal.place[1]: one.value for one in cells if one.proposal.sure >= self.least}
            self.cells += sum(value is not None for value in values.values()) if done > SHOWN else 0
            yield row, values
            self.told(done)


def read(
    workbook: Workbook,
    known: Known,
    facts: Callable[[Period], Facts],
    select: Select,
    adjusted: Callable[[Form], Form] = lambda form: form,
) -> Read:
    """Every cell of a workbook with what the book says to it; `adjusted` puts in what a person has chosen."""
    form = adjusted(propose(workbook, known))
    form.proposals = [_by_manner(one, known.manner) for one in form.proposals]
    found = Read(workbook, form)
    dress = Dress(workbook, known)
    span = _span(form, known.period)
    asked = any(one.sort in (Sort.FIGURE, Sort.TOTAL, Sort.SENTENCE) for one in form.proposals)
    told = answers(form, facts(span), dress.sheets) if asked else {}
    for one in form.proposals:
        answer = told.get((one.sheet, one.place))
        said = dress.figure(one, answer)
        found.rows.append(Row(replace(one, reason=said.reason or one.reason), answer, said.value))
    for listed in form.lists:
        found.rows += _list_rows(found, listed, dress, select)
    if found.lists:
        found.rows = [_below_a_list(row, found) for row in found.rows]
    return found


def _below_a_list(row: Row, found: Read) -> Row:
    """A total below a list with what its rows come to."""
    one = row.proposal
    if one.sort != Sort.TOTAL or row.value is not None or one.asked is not None:
        return row
    cells = found.cells
    parts = [cells[one.sheet, place] for place in one.parts if (one.sheet, place) in cells]
    numbers = [part.value for part in parts if isinstance(part.value, Decimal)]
    ids = tuple(key for part in parts if part.answer and part.value is not None for key in part.answer.entries)
    return (
        replace(row, answer=Answer(sum(numbers, Decimal(0)), ids), value=sum(numbers, Decimal(0))) if numbers else row
    )


def _by_manner(one: Proposal, manner: Manner) -> Proposal:
    """A cell with the scale of money and the meaning of 人数 that a person chose for the form."""
    asked = one.asked
    if asked is None:
        return one
    if manner.people and asked.metric == "people":
        asked = replace(asked, metric=f"{manner.people}|people")
    if manner.money and asked.metric == "money":
        asked = replace(asked, scale=MONEY[manner.money])
    return replace(one, asked=asked)


def _span(form: Form, base: Period) -> Period:
    periods = [one.asked.period for one in form.proposals if one.asked is not None]
    periods += [asked.period for one in form.proposals for _start, _end, asked in one.blanks]
    periods = periods or [base]
    return Period(min(one.start for one in periods), max(one.end for one in periods))


def _list_rows(found: Read, listed: Listed, dress: Dress, select: Select) -> Iterator[Row]:
    if listed.selection is None:
        typed = Proposal(listed.sheet, (0, 0), Sort.TYPED, reason=listed.reason)
        yield from _columns(listed, typed, dict.fromkeys(listed.fields, listed.reason))
        return
    known = dress.known
    activities = select(listed.home or known.home, listed.selection, listed.period or known.period)
    listing = Listing(listed, dress.sheets[listed.sheet], activities, dress)
    found.lists.append(listing)
    for row, cells in islice(listing, SHOWN if listing.count > LONG else None):
        if listing.like(row) != row:
            found.like.setdefault(listed.sheet, {})[row] = listing.like(row)
        yield from cells
    yield from _columns(listed, Proposal(listed.sheet, (0, 0), Sort.REFUSED), listed.refused)


def _columns(listed: Listed, like: Proposal, columns: Mapping[int, str]) -> Iterator[Row]:
    """The free cells of columns that the book doesn't fill, each with its reason."""
    for row in listed.rows:
        for column, reason in columns.items():
            yield Row(replace(like, place=(row, column), words=(listed.heads[column],), reason=reason))


def _entry_cells(
    listed: Listed, sheet: Sheet, at: tuple[int, int], number: int, entry: Activity, dress: Dress
) -> Iterator[Row]:
    """An entry's cells in a row, which looks like another where it is new: `at` tells both."""
    row, like = at
    for column, name in listed.fields.items():
        place = (row, column)
        if not _free(sheet, place):
            continue
        if name == "people" and listed.comers(column) and _once(entry) and name not in entry.amounts:
            name = "attendances"
        (value, reason), sure = _field(name, number, entry, sheet, (like, column), dress)
        words = (listed.heads[column],)
        reason = reason if reason or value is not None else "这条记录没有填"
        sure = 1.0 if column in listed.accepted else min(listed.sure, sure)
        proposal = Proposal(listed.sheet, place, Sort.FIELD, words, sure, field=name, row=number, reason=reason)
        yield Row(proposal, Answer(None, (entry.id,)), value)
    for column, reason in listed.others.items():
        if _free(sheet, (row, column)):
            words = (listed.heads[column],)
            yield Row(Proposal(listed.sheet, (row, column), Sort.TYPED, words, row=number, reason=reason))


def _free(sheet: Sheet, place: Place) -> bool:
    cell = sheet.cells.get(place)
    return sheet.value(*place) is None and not (cell is not None and cell.formula)


def _field(name: str, number: int, entry: Activity, sheet: Sheet, place: Place, dress: Dress) -> tuple[Dressed, float]:
    """What a field of an entry says in this cell, and how sure it is that this is meant."""
    match name:
        case "serial":
            return Dressed(Decimal(number)), 1.0
        case "start":
            return Dressed(dress.day(entry.start, entry.end, sheet, place)), 1.0
        case "end":
            return Dressed(dress.day(entry.end or entry.start, None, sheet, place)), 1.0
        case "year" | "month" | "day":
            return Dressed(Decimal(getattr(entry.start, name))), 1.0
        case "start+place":
            return Dressed(dress.words(f"{dress.written(entry.start)} {entry.place}".strip())), 1.0
        case "unit":
            return dress.chosen(sheet, place, entry.unit, dress.unit_names(entry.unit)), 1.0
        case "kind":
            return dress.sort(sheet, place, entry.kind, dress.kind_names(entry.kind)), 1.0
        case "topic":
            return dress.sort(sheet, place, entry.topic), 1.0
        case "title" | "place" | "note":
            return dress.chosen(sheet, place, dress.words(getattr(entry, name))), 1.0
        case "lines":
            return dress.chosen(sheet, place, "、".join(entry.lines) or None, dress.line_names(entry.lines)), 1.0
        case "cohosts":
            return dress.chosen(sheet, place, "、".join(entry.cohosts) or None), 1.0
    value, sure = _amount(name, entry, dress.known.manner)
    return dress.chosen(sheet, place, value), sure


def _once(entry: Activity) -> bool:
    """Whether people came to it once: then they are as many as came."""
    return entry.end in (None, entry.start) and entry.amounts.get("times", 1) <= 1


def _amount(name: str, entry: Activity, manner: Manner) -> tuple[Decimal | None, float]:
    metric = name.partition("*")[0]
    value = entry.amounts.get(metric)
    if value is None and metric == "people" and "attendances" in entry.amounts:
        return entry.amounts["attendances"], 0.9 if manner.people else 0.6
    if value is None:
        return None, 1.0
    if metric == "money" and manner.money:
        return value / MONEY[manner.money], 1.0
    if name in SCALES:
        return value / SCALES[name], 1.0
    return (value * 60 if name == "hours*分钟" else value), 1.0


def told(row: Row) -> dict[str, Any]:
    """A cell as JSON: numbers as text, so that no digit is lost."""
    one = row.proposal
    asked = one.asked
    return {
        "sheet": one.sheet,
        "cell": one.cell,
        "sort": str(one.sort),
        "unit": asked.units[0].name + ("（本级）" if asked.own else "") if asked and asked.units else None,
        "selector": _selector(asked.selection)
        if asked
        else ({"field": one.field, "row": one.row} if one.field else None),
        "metric": asked.metric.split("|")[0] if asked else None,
        "period": str(asked.period) if asked else None,
        "value": _said(row.value),
        "entries": row.entries,
        "approx": row.answer.approx if row.answer else 0,
        "parts": [named(*part) for part in one.parts] or None,
        "confidence": round(one.sure, 2),
        "words": list(one.words),
        "reason": (row.answer.reason if row.answer and row.answer.reason else one.reason) or None,
    }


def _said(value: Value) -> str | None:
    if value is None:
        return None
    return format(value.normalize() + 0, "f") if isinstance(value, Decimal) else str(value)


def _selector(selection: Selection) -> dict[str, Any]:
    told: Mapping[str, Any] = {
        "indicator": selection.figure,
        "kinds": sorted(selection.kinds),
        "lines": sorted(selection.lines),
        "topics": sorted(selection.topics),
        "titles": list(selection.titles),
    }
    return {name: value for name, value in told.items() if value}
