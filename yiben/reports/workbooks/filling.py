"""A form and the book brought together: every cell with its answer, and the superior's file with the answers in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from yiben.ledger.headings import SCALES
from yiben.lib.periods import Period
from yiben.lib.workbooks import Place, Sheet, Value, Workbook, filled, named
from yiben.reports.workbooks.answering import Activity, Answer, Facts, answers
from yiben.reports.workbooks.known import Known
from yiben.reports.workbooks.listing import Listed
from yiben.reports.workbooks.proposing import CONFIDENT, Form, Proposal, Sort, propose
from yiben.reports.workbooks.wording import Selection

Activities = Callable[[Any, Selection, Period], Iterable[Activity]]
MOST_ROWS = 60_000


@dataclass(frozen=True)
class Row:
    """A cell as it is told: what it is bound to and what would stand in it."""

    proposal: Proposal
    answer: Answer | None = None
    value: Value = None

    @property
    def entries(self) -> int:
        return len(self.answer.entries) if self.answer else 0


@dataclass
class Read:
    """A workbook read against the book."""

    workbook: Workbook
    form: Form
    rows: list[Row] = field(default_factory=list)
    like: dict[str, dict[int, int]] = field(default_factory=dict)
    left_over: dict[str, int] = field(default_factory=dict)
    """How many entries of a list found no row."""

    def values(self, *, least: float = CONFIDENT) -> dict[str, dict[Place, Value]]:
        """What would be written, by sheet, of cells at least that sure."""
        told: dict[str, dict[Place, Value]] = {}
        for row in self.rows:
            if row.value is not None and row.proposal.sure >= least:
                told.setdefault(row.proposal.sheet, {})[row.proposal.place] = row.value
        return told

    def file(self, data: bytes, *, least: float = CONFIDENT) -> bytes:
        """The superior's file with the answers in it; all else as it was."""
        return filled(data, self.values(least=least), like=self.like, workbook=self.workbook)


def read(
    workbook: Workbook,
    known: Known,
    facts: Callable[[Period], Facts],
    activities: Activities,
    adjusted: Callable[[Form], Form] = lambda form: form,
) -> Read:
    """Every cell of a workbook with what the book says to it; `adjusted` puts in what a person has chosen."""
    form = adjusted(propose(workbook, known))
    found = Read(workbook, form)
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    span = _span(form, known.period)
    told = answers(form, facts(span), sheets)
    for one in form.proposals:
        answer = told.get((one.sheet, one.place))
        value = _number(answer)
        found.rows.append(Row(one, answer, None if value == 0 and not known.manner.zeros else value))
    for listed in form.lists:
        found.rows += _list_rows(found, listed, known, sheets[listed.sheet], activities)
    return found


def _span(form: Form, base: Period) -> Period:
    periods = [one.asked.period for one in form.proposals if one.asked is not None] or [base]
    return Period(min(one.start for one in periods), max(one.end for one in periods))


def _number(answer: Answer | None) -> Value:
    if answer is None or answer.value is None:
        return None
    return answer.value


def _list_rows(found: Read, listed: Listed, known: Known, sheet: Sheet, activities: Activities) -> Iterator[Row]:
    if listed.selection is None:
        for row in listed.rows:
            for column in listed.fields:
                yield Row(
                    Proposal(listed.sheet, (row, column), Sort.TYPED, (listed.heads[column],), reason=listed.reason)
                )
        return
    period = listed.period or known.period
    rows = _rows_for(found, listed)
    for number, entry in enumerate(activities(listed.home or known.home, listed.selection, period), start=1):
        row = next(rows, 0)
        if row == 0:
            found.left_over[listed.sheet] = found.left_over.get(listed.sheet, 0) + 1
            continue
        yield from _entry_cells(listed, sheet, row, number, entry, known.manner.dates)
    for column, reason in listed.refused.items():
        for row in listed.rows:
            yield Row(Proposal(listed.sheet, (row, column), Sort.REFUSED, (listed.heads[column],), reason=reason))


def _rows_for(found: Read, listed: Listed) -> Iterator[int]:
    yield from listed.rows
    if not listed.open_ended:
        return
    model = listed.rows[-1] if listed.rows else 0
    for row in range(listed.last + 1, listed.last + MOST_ROWS):
        if model:
            found.like.setdefault(listed.sheet, {})[row] = model
        yield row


def _entry_cells(listed: Listed, sheet: Sheet, row: int, number: int, entry: Activity, dates: str) -> Iterator[Row]:
    for column, name in listed.fields.items():
        place = (row, column)
        if sheet.value(row, column) is not None or ((cell := sheet.cells.get(place)) and cell.formula):
            continue
        value, sure = _field(name, number, entry, sheet, place, dates)
        words = (listed.heads[column],)
        reason = "" if value is not None else "这条记录没有填"
        proposal = Proposal(
            listed.sheet, place, Sort.FIELD, words, min(listed.sure, sure), field=name, row=number, reason=reason
        )
        yield Row(proposal, Answer(None, (entry.id,)), value)


def _field(name: str, number: int, entry: Activity, sheet: Sheet, place: Place, dates: str) -> tuple[Value, float]:
    """What a field of an entry says in this cell, and how sure it is that this is meant."""
    match name:
        case "serial":
            return Decimal(number), 1.0
        case "start":
            return _day(entry.start, entry.end, sheet, place, dates), 1.0
        case "end":
            return _day(entry.end or entry.start, None, sheet, place, dates), 1.0
        case "start+place":
            return f"{_written(entry.start, dates)} {entry.place}".strip(), 1.0
        case "unit":
            return entry.unit, 1.0
        case "kind" | "topic" | "title" | "place" | "note":
            return getattr(entry, name) or None, 1.0
        case "lines" | "cohosts":
            return "、".join(getattr(entry, name)) or None, 1.0
    return _amount(name, entry)


def _written(day: date, manner: str) -> str:
    if manner == "chinese":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.year}.{day.month}.{day.day}" if manner == "dots" else day.isoformat()


def _day(day: date, end: date | None, sheet: Sheet, place: Place, dates: str) -> Value:
    cell = sheet.cells.get(place)
    if cell is not None and cell.shows == "date":
        return day
    first = _written(day, dates)
    return first if end is None or end == day else f"{first}至{_written(end, dates)}"


def _amount(name: str, entry: Activity) -> tuple[Value, float]:
    metric = name.partition("*")[0]
    value = entry.amounts.get(metric)
    if value is None and metric == "people" and "attendances" in entry.amounts:
        return entry.amounts["attendances"], 0.6
    if value is None:
        return None, 1.0
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
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _selector(selection: Selection) -> dict[str, Any]:
    told: Mapping[str, Any] = {
        "indicator": selection.figure,
        "kinds": sorted(selection.kinds),
        "lines": sorted(selection.lines),
        "topics": sorted(selection.topics),
        "titles": list(selection.titles),
    }
    return {name: value for name, value in told.items() if value}
