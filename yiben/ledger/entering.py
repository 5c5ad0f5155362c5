"""A list's good rows into the book, so many in a transaction, taken up where a break left them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from django.db import IntegrityError, connection, transaction
from django.db.models import TextField
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _

from yiben.ledger import actions, bulk
from yiben.ledger.batches import Progress, book_of, locked, silent
from yiben.ledger.content import Content, content_told
from yiben.ledger.heads import LABELS
from yiben.ledger.imports import Finding
from yiben.ledger.models import BatchState, BatchStep, Closing, Entered, ImportBatch, ImportRow, closed_on
from yiben.lib.canonical import uuid7_hex
from yiben.lib.refused import Refused
from yiben.lib.rows import as_json, by_the_thousand, insert, rewrite, told
from yiben.units.acts import WRITERS, take_turn, verb
from yiben.units.models import Post

ENTERED_AT_ONCE = 8000
"""Others who write wait for so many: half a second, where nothing else is under way."""


def commit_import(
    batch: ImportBatch,
    *,
    by: Post | None,
    reason: str = "",
    progress: Callable[[int, int], None] | None = None,
    chunks: int | None = None,
) -> ImportBatch:
    """Enter the good rows, so many in a transaction; begun again after a break it goes on where it was.

    `chunks` stops after that many. `reason` is asked for where rows fall in closed months.
    """
    begin_entering(batch, by=by, reason=reason)
    enter(batch, by=by, progress=_only_how_far(progress), chunks=chunks)
    batch.refresh_from_db()
    return batch


def _only_how_far(progress: Callable[[int, int], None] | None) -> Progress:
    return (lambda _step, done, total: progress(done, total)) if progress else silent


@verb("ledger.commit_import", posts=WRITERS)
def begin_entering(batch: ImportBatch, *, by: Post | None, reason: str = "", beside: bool = False) -> ImportBatch:
    """Ask whether a list may be entered now, and keep why; `beside` the pages it is marked as being entered."""
    batch = locked(batch)
    if batch.state == BatchState.DONE:
        return batch
    if batch.state == BatchState.ENTERING:
        raise Refused(_("这份表正在导入，稍等就好"))
    if batch.state != BatchState.PREVIEW:
        raise Refused(_("这次导入已经撤销或放弃，请重新上传"))
    if not batch.rows.filter(good=True, skipped=False).exists():
        raise Refused(_("没有可以导入的行，请按提示修改后重新上传"))
    if not batch.confirmed:
        raise Refused(_("有的列是按内容猜的，请先看一下各列认作什么"))
    if _entered_by_another(batch):
        raise Refused(_("同一份文件已由另一次导入记入，这一次请放弃"))
    if not reason.strip() and late_rows(batch):
        raise Refused(_("这个月已经结账，补录、更正或作废要写明原因"), field="reason")
    batch.reason, batch.problem = reason.strip(), ""
    # Whoever goes on with a leaver's list enters it in her own name.
    batch.by = by or batch.by
    if beside:
        batch.state, batch.step = BatchState.ENTERING, ""
    batch.save()
    return batch


def late_rows(batch: ImportBatch) -> int:
    """How many good rows not yet entered fall on closed days: they need a reason."""
    tenant = book_of(batch)
    if not Closing.objects.filter(unit=tenant, closed=True).exists():
        return 0
    waiting = batch.rows.filter(good=True, entered=None, skipped=False)
    days = {date.fromisoformat(day) for day in waiting.order_by().values_list("draft__start", flat=True).distinct()}
    closed = [day.isoformat() for day in closed_on(tenant, days)]
    return waiting.filter(draft__start__in=closed).count() if closed else 0


@by_the_thousand()
def enter(
    batch: ImportBatch, *, by: Post | None, progress: Progress = silent, chunks: int | None = None
) -> ImportBatch:
    """Enter what waits of a list, so many rows in a transaction. What a killed process left is taken up here."""
    order = _in_order(batch)
    done = batch.rows.filter(entered__isnull=False).count()
    total = done + len(order)
    progress(BatchStep.ENTERING, done, total)
    for first in range(0, len(order) or 1, ENTERED_AT_ONCE)[:chunks]:
        last = first + ENTERED_AT_ONCE >= len(order)
        batch, entered = _enter_chunk(batch, by, order[first : first + ENTERED_AT_ONCE], last=last)
        done += entered
        progress(BatchStep.ENTERING, done, total)
    return batch


def _in_order(batch: ImportBatch) -> list[int]:
    """The rows that wait to be entered: by unit and day, so that each transaction touches few of the street's cells."""
    waiting = batch.rows.filter(good=True, entered=None, skipped=False)
    return list(waiting.order_by(*_UNIT_AND_DAY[connection.vendor], "pk").values_list("pk", flat=True))


_UNIT_AND_DAY: Mapping[str, Sequence[Any]] = {
    # A draft is written with its unit and day in front (rows.py). To look them up in it takes three times as long.
    "sqlite": [Substr(Cast("draft", TextField()), 1, 40)],
    "postgresql": ["draft__unit", "draft__start"],
}


@transaction.atomic
def _enter_chunk(batch: ImportBatch, by: Post | None, keys: Sequence[int], *, last: bool) -> tuple[ImportBatch, int]:
    """Enter these rows, as far as they wait yet; gives how many. With the last ones the list is done."""
    take_turn(by, alone=False)
    batch = locked(batch)
    if batch.state not in (BatchState.PREVIEW, BatchState.ENTERING):
        return batch, 0
    waiting = {pk: said for pk, said, skipped in told(ImportRow, ("id", "draft", "skipped"), keys) if not skipped}
    for (pk,) in told(Entered, ("row_id",), keys):
        waiting.pop(pk, None)
    # The ids are made here: in the order of entering each index grows at its end.
    rows = [bulk.Row(pk, uuid7_hex(), orjson.loads(waiting[pk])) for pk in keys if pk in waiting]
    entered = _record_rows(batch, rows, by)
    if last:
        _let_go(batch)
        batch.state, batch.looks = BatchState.DONE, {}
        batch.save()
    return batch, entered


def _let_go(batch: ImportBatch) -> None:
    """Drop the cells of columns that were not taken: they were kept for the preview only."""
    wanted = {sheet[:60]: {str(c["at"]) for c in columns if c["field"]} for sheet, columns in batch.mapping.items()}
    if all(bool(c["field"]) or bool(c["refused"]) for columns in batch.mapping.values() for c in columns):
        return
    changed = []
    for pk, sheet, cells in batch.rows.values_list("pk", "sheet", "cells").iterator(chunk_size=2000):
        kept = {at: cell for at, cell in cells.items() if at in wanted[sheet]}
        if len(kept) < len(cells):
            changed.append((as_json(kept), pk))
    rewrite(ImportRow, ("cells",), changed)


def _entered_by_another(batch: ImportBatch) -> bool:
    """Whether two who uploaded the same file at once are both about to enter it."""
    others = ImportBatch.objects.filter(unit=batch.unit, sha256=batch.sha256).exclude(pk=batch.pk)
    entered = others.filter(state__in=[BatchState.DONE, BatchState.PREVIEW], rows__entered__isnull=False)
    return entered.exists() or others.filter(state=BatchState.ENTERING).exists()


def _record_rows(batch: ImportBatch, rows: list[bulk.Row], by: Post | None) -> int:
    if not rows:
        return 0
    try:
        with transaction.atomic():
            bulk.enter(rows, tenant=book_of(batch), origin=batch.origin, reason=batch.reason, by=by)
    except (Refused, IntegrityError) as refused:
        if isinstance(refused, Refused) and refused.field == "reason":
            raise
        rows = [row for row, content in _contents(batch, rows) if _record_row(row, content, by)]
    # In the order of its own key, for its table is that.
    insert(Entered, ("row_id", "entry_id"), sorted([(row.pk, row.entry) for row in rows]))
    return len(rows)


def _contents(batch: ImportBatch, rows: Sequence[bulk.Row]) -> Iterator[tuple[bulk.Row, Content]]:
    closed = closed_on(book_of(batch), {date.fromisoformat(row.said["start"]) for row in rows})
    for row in rows:
        reason = batch.reason if date.fromisoformat(row.said["start"]) in closed else ""
        yield row, content_told(row.said, id=UUID(row.entry), origin=batch.origin, reason=reason)


def _record_row(row: bulk.Row, content: Content, by: Post | None) -> bool:
    """One row by itself, when the book would not take its chunk: it has changed since the preview."""
    try:
        with transaction.atomic():
            actions.enter([content], by=by)
    except Refused as refused:
        kept = ImportRow.objects.get(pk=row.pk)
        kept.findings.append(Finding(LABELS.get(refused.field or "", ""), refused.sentence).kept())
        kept.good, kept.draft = False, {}
        kept.save()
        return False
    return True
