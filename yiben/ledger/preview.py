"""A row of a list as the preview shows it: its own words, under our headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yiben.ledger.batches import book_of
from yiben.ledger.heads import LABELS
from yiben.ledger.imports import as_text
from yiben.ledger.models import Entry, EntryQuerySet, ImportBatch, ImportRow
from yiben.ledger.spoken import column_name, noticed, said
from yiben.lib.canonical import plain_decimal
from yiben.terms.models import Kind, Metric
from yiben.units.models import Unit

TAKEN = ("没有写类型，", "没有写事项，")
"""How a finding begins that says what a row's name was taken for, where no column says it."""


@dataclass(frozen=True)
class Shown:
    sheet: str
    number: int
    days: str
    title: str
    unit: str
    kind: str
    counts: str
    findings: Sequence[Mapping[str, Any]]
    entry: UUID | None
    taken: str = ""
    """What the row doesn't say and its name was taken for: nothing amiss, and of most lists true of every row."""


@dataclass(frozen=True)
class Names:
    """What units, kinds and metrics are called."""

    units: Mapping[int, str]
    kinds: Mapping[str, str]
    metrics: Mapping[str, str]

    @classmethod
    def of(cls, batch: ImportBatch) -> Names:
        """Those that a row of this list can name."""
        units = dict(Unit.objects.under(book_of(batch)).values_list("pk", "name"))
        return cls(units, *(dict(model.objects.values_list("slug", "name")) for model in (Kind, Metric)))


def shown(row: ImportRow, mapping: Mapping[str, Sequence[Mapping[str, Any]]], names: Names) -> Shown:
    """The row's accepted cells by what they mean, and what is known without a cell of its own: whose it is, which
    kind; `entry` is its entry once there is one."""
    columns, entered = mapping.get(row.sheet, ()), getattr(row, "entered", None)
    texts = {at: as_text(cell) for at, cell in row.cells.items()}
    taken = [column for column in columns if column["field"]]
    cells = {column["field"]: texts.get(str(column["at"]), "") for column in taken}
    return Shown(
        sheet=row.sheet,
        number=row.number,
        days="—".join(
            filter(None, _days(row.draft) or [cells.get(name, "") for name in ("start", "start+place", "end")])
        ),
        title=cells.get("title") or row.draft.get("title", ""),
        unit=cells.get("unit") or names.units.get(row.draft.get("unit", 0), ""),
        kind=cells.get("kind") or names.kinds.get(row.draft.get("kind", ""), ""),
        counts=_read(row.draft, names) if row.draft else _written(taken, texts),
        findings=[_told(finding, columns) for finding in row.findings if not _taken(finding)],
        entry=entered.entry_id if entered else None,
        taken=_("；").join(said(finding["text"]) for finding in row.findings if row.good and _taken(finding)),
    )


def _told(finding: Mapping[str, Any], columns: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """In the reader's language, but for what the sheet itself calls a column."""
    column, own = str(finding["column"]), any(finding["column"] == one["header"] for one in columns)
    return {**finding, "text": said(finding["text"]), "column": column if own else column_name(column)}


def _taken(finding: Mapping[str, Any]) -> bool:
    return not finding["bad"] and str(finding["text"]).startswith(TAKEN)


def _read(draft: Mapping[str, Any], names: Names) -> str:
    """What the row counts, in columns or in words, in the book's order; that it was once is left out."""
    order = list(names.metrics)
    told = [told for told in draft["amounts"] if told[:2] != ["times", "1"]]
    told.sort(key=lambda amount: order.index(amount[0]))
    return _("、").join(
        counted(noun or names.metrics.get(metric, metric), words or value) for metric, value, words, noun in told
    )


def _written(columns: Sequence[Mapping[str, Any]], texts: Mapping[str, str]) -> str:
    """The cells under the columns that count, of a row that could not be read."""
    cells = [
        (column["label"].partition("（")[0], texts.get(str(column["at"])))
        for column in columns
        if column["field"].partition("=")[0] not in LABELS
    ]
    return _("、").join(counted(name, text) for name, text in cells if text)


def counted(name: str, number: str) -> str:
    """人数 35; 志愿者8人 says itself what it counts."""
    return f"{column_name(name)} {number.removeprefix(name).strip() or number}"


def notices_of(batch: ImportBatch) -> list[str]:
    """What is said of a list as a whole; of its tables by their names where there are several, once for those of which
    the same is said."""
    told: dict[str, list[str]] = {}
    for text in batch.notices:
        sheet = max((name for name in batch.mapping if text.startswith(f"{name}：")), key=len, default="")
        told.setdefault(text.removeprefix(f"{sheet}：") if sheet else text, []).append(sheet)
    return [_headed(_whose(sheets, batch), noticed(text, ())) for text, sheets in told.items()]


def _whose(sheets: Sequence[str], batch: ImportBatch) -> str:
    named = list(dict.fromkeys(filter(None, sheets)))
    if len(batch.mapping) == 1 or not named:
        return ""
    return _("各表") if len(named) == len(batch.mapping) else _("、").join(named)


def _headed(whose: str, said: str) -> str:
    return _("%(sheet)s：%(said)s") % {"sheet": whose, "said": said} if whose else said


def columns_of(batch: ImportBatch) -> list[tuple[str, str, str, str]]:
    """What each column was read as: (its sheet, where it is the first of it; heading; field; why it never is)."""
    told = []
    for sheet, columns in batch.mapping.items():
        headed = [column for column in columns if column["header"]]
        for turn, column in enumerate(headed):
            of = "" if turn else sheet
            told.append((of, column["header"], column_name(column["label"]), column["refused"]))
    return told


def _days(draft: Mapping[str, Any]) -> list[str]:
    return [draft["start"], draft["end"] or ""] if draft else []


@dataclass(frozen=True)
class Side:
    """One of two that may be the same activity; `entry` where it stands in the book and may be opened."""

    where: str
    days: str
    title: str
    place: str
    unit: str
    counts: str
    entry: UUID | None = None


@dataclass(frozen=True)
class Pair:
    """A row beside what it may repeat."""

    pk: int
    skipped: bool
    row: Side
    twins: Sequence[tuple[str, Side]]


def pairs(batch: ImportBatch, rows: Sequence[ImportRow], readable: EntryQuerySet) -> list[Pair]:
    """The rows with their twins, those of the list and those in the book that the reader may see."""
    told = [twin for row in rows for twin in row.twins]
    entries = {e.pk: e for e in readable.filter(pk__in=[t["entry"] for t in told if "entry" in t]).for_list()}
    numbers = {twin["number"] for twin in told if "number" in twin}
    named = batch.rows.filter(number__in=numbers).select_related("entered") if numbers else []
    others = {(row.sheet, row.number): row for row in named}
    names = Names.of(batch)

    def side(twin: Mapping[str, Any]) -> Side | None:
        if "entry" in twin:
            entry = entries.get(UUID(twin["entry"]))
            return _of_entry(entry) if entry else None
        other = others.get((twin["sheet"], twin["number"]))
        return _of_row(other, batch, names) if other else None

    return [
        Pair(
            row.pk, row.skipped, _of_row(row, batch, names), [(said(t["why"]), s) for t in row.twins if (s := side(t))]
        )
        for row in rows
    ]


def _of_row(row: ImportRow, batch: ImportBatch, names: Names) -> Side:
    told = shown(row, batch.mapping, names)
    where = _("第%(row)d行") % {"row": row.number}
    where = f"{row.sheet} {where}" if len(batch.mapping) > 1 else where
    return Side(where, told.days, told.title, row.draft.get("place", ""), told.unit, told.counts, told.entry)


def _of_entry(entry: Entry) -> Side:
    told = [told for told in entry.quantities.all() if told.words or told.metric_id != "times" or told.value != 1]
    counts = _("、").join(counted(q.noun or q.metric.name, q.words or plain_decimal(q.value)) for q in told)
    days = "—".join(str(day) for day in (entry.start, entry.end) if day)
    where = {"corrected": _("账本里（已更正）"), "void": _("账本里（已作废）")}.get(entry.state, _("账本里"))
    return Side(where, days, entry.title, entry.place, entry.unit.name, counts, entry.pk)
