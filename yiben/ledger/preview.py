"""A row of a list as the preview shows it: its own words, under our headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yiben.ledger.heads import LABELS
from yiben.ledger.imports import as_text
from yiben.ledger.models import Entry, EntryQuerySet, ImportBatch, ImportRow
from yiben.ledger.spoken import column_name, noticed, said


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


def shown(
    row: ImportRow,
    mapping: Mapping[str, Sequence[Mapping[str, Any]]],
    units: Mapping[int, str] | None = None,
    kinds: Mapping[str, str] | None = None,
) -> Shown:
    """The row's accepted cells by what they mean, and what is known without a cell of its own: whose it is, which
    kind; `entry` is its entry once there is one."""
    columns, entered = mapping.get(row.sheet, ()), getattr(row, "entered", None)
    texts = {at: as_text(cell) for at, cell in row.cells.items()}
    taken = [column for column in columns if column["field"]]
    cells = {column["field"]: texts.get(str(column["at"]), "") for column in taken}
    counts = [
        f"{column_name(column['label'].partition('（')[0])} {texts[str(column['at'])]}"
        for column in taken
        if column["field"].partition("=")[0] not in LABELS and texts.get(str(column["at"]))
    ]
    return Shown(
        sheet=row.sheet,
        number=row.number,
        days="—".join(
            filter(None, _days(row.draft) or [cells.get(name, "") for name in ("start", "start+place", "end")])
        ),
        title=cells.get("title") or row.draft.get("title", ""),
        unit=cells.get("unit") or (units or {}).get(row.draft.get("unit", 0), ""),
        kind=cells.get("kind") or (kinds or {}).get(row.draft.get("kind", ""), ""),
        counts="、".join(counts),
        findings=[finding | {"text": said(finding["text"])} for finding in row.findings],
        entry=entered.entry_id if entered else None,
    )


def notices_of(batch: ImportBatch) -> list[str]:
    """What is said of a list as a whole; of its tables by their names where there are several."""
    alone = next(iter(batch.mapping)) if len(batch.mapping) == 1 else ""
    return [noticed(text.removeprefix(f"{alone}：") if alone else text, batch.mapping) for text in batch.notices]


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

    def side(twin: Mapping[str, Any]) -> Side | None:
        if "entry" in twin:
            entry = entries.get(UUID(twin["entry"]))
            return _of_entry(entry) if entry else None
        other = others.get((twin["sheet"], twin["number"]))
        return _of_row(other, batch) if other else None

    return [
        Pair(row.pk, row.skipped, _of_row(row, batch), [(said(t["why"]), s) for t in row.twins if (s := side(t))])
        for row in rows
    ]


def _of_row(row: ImportRow, batch: ImportBatch) -> Side:
    told = shown(row, batch.mapping)
    where = _("第%(row)d行") % {"row": row.number}
    where = f"{row.sheet} {where}" if len(batch.mapping) > 1 else where
    return Side(where, told.days, told.title, row.draft.get("place", ""), told.unit, told.counts, told.entry)


def _of_entry(entry: Entry) -> Side:
    counts = "、".join(f"{quantity.metric.name} {quantity}" for quantity in entry.quantities.all())
    days = "—".join(str(day) for day in (entry.start, entry.end) if day)
    return Side(_("账本里"), days, entry.title, entry.place, entry.unit.short_name, counts, entry.pk)
