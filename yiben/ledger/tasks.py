"""Long lists are worked on beside the pages: what is pressed is marked on the list and queued, and a worker carries on.

A short list is done at once, in the request. What a list's state says is under way can be begun again at any moment,
by another process as well: nothing is entered twice, and nothing is left out.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from yiben.ledger import importing
from yiben.ledger.importing import SHORT_FILE, Fields
from yiben.ledger.models import BatchState, ImportBatch, ImportUpload
from yiben.lib.refused import Refused
from yiben.units.acts import WRITERS, verb
from yiben.units.models import Post, Unit

FEW_ROWS = 1000

log = logging.getLogger(__name__)


def receive(
    *, by: Post | None, unit: Unit, filename: str, data: bytes, heads: Mapping[str, int] | None = None
) -> ImportBatch:
    """A list taken in: a short one is read at once, a long one stored and queued. Refused as `begin_import`."""
    verb = importing.begin_import if len(data) <= SHORT_FILE else store
    return verb(by=by, unit=unit, filename=filename, data=data, heads=heads)


@verb("ledger.begin_import", posts=WRITERS)
def store(
    *, by: Post | None, unit: Unit, filename: str, data: bytes, heads: Mapping[str, int] | None = None
) -> ImportBatch:
    """Keep a long list until the worker has read it."""
    batch = importing.take_in(by=by, unit=unit, filename=filename, data=data, heads=heads)
    batch.state = BatchState.READING
    batch.save(force_insert=True)
    ImportUpload.objects.create(batch=batch, content=data)
    _queue(batch)
    return batch


def map_columns(batch: ImportBatch, *, by: Post | None, fields: Fields, leave: Collection[str] = ()) -> ImportBatch:
    """Columns taken for these fields, some tables left out; a long list's rows are read anew beside the pages."""
    if batch.rows.count() <= FEW_ROWS:
        return importing.map_import(batch, by=by, fields=fields, leave=leave)
    return _map_beside(batch, by=by, fields=fields, leave=leave)


@verb("ledger.map_import", posts=WRITERS)
def _map_beside(batch: ImportBatch, *, by: Post | None, fields: Fields, leave: Collection[str]) -> ImportBatch:
    batch = importing.take_for(batch, by=by, fields=fields, leave=leave)
    batch.step, batch.done, batch.total = "", 0, 0
    batch.save()
    if batch.working:
        _queue(batch)
    return batch


def commit(batch: ImportBatch, *, by: Post | None, reason: str = "", again: int | None = None) -> ImportBatch:
    """A list entered: few rows at once, many beside the pages. Refused once, where rows may tell what came into the
    book since the list was read; and where more rows than a person knew of (`again`) would be entered again."""
    _see_again(batch, by, again)
    if batch.rows.filter(good=True, entered=None).count() <= FEW_ROWS:
        return importing.commit_import(batch, by=by, reason=reason)
    with transaction.atomic():
        batch = importing.begin_entering(batch, by=by, reason=reason, beside=True)
        _queue(batch)
    return batch


def _see_again(batch: ImportBatch, by: Post | None, again: int | None) -> None:
    new = importing.look_again(batch, by=by) if batch.state == BatchState.PREVIEW else 0
    if new:
        said = _("这份表读出来以后，账本里又记了别的：有 %(n)d 行可能重复，请看一看再导入")
        raise Refused(said % {"n": new}, field="twins")
    if again is not None and (same := batch.counts()["same"]) > again:
        raise Refused(_("其中 %(n)d 条账本里已有一样的，请先定要不要再记一遍") % {"n": same}, field="twins")


def undo(batch: ImportBatch, *, by: Post | None) -> ImportBatch:
    """A list taken back: few entries at once, many beside the pages."""
    if batch.rows.filter(entered__isnull=False).count() <= FEW_ROWS:
        importing.undo_import(batch, by=by)
        return batch
    with transaction.atomic():
        batch = importing.begin_undoing(batch, by=by)
        _queue(batch)
    return batch


def _queue(batch: ImportBatch) -> None:
    carry_on.enqueue(str(batch.pk))


@task()
def carry_on(pk: str) -> None:
    """Do what a list's state says is under way. In a state that is none, another worker has done it already."""
    batch = ImportBatch.objects.select_related("unit__tenant", "by").filter(pk=pk).first()
    work = _WORK.get(batch.state) if batch else None
    if batch is None or work is None:
        return
    try:
        work(batch)
    except Refused as refused:
        importing.stop(batch, refused.sentence)
    except Exception:
        log.exception("import %s broke off", pk)
        give_up(pk)
        raise


def give_up(pk: str) -> None:
    """A list that nothing carries on any more: it is no longer said to be under way, and a person can take it up."""
    if batch := ImportBatch.objects.filter(pk=pk).first():
        importing.stop(batch, _("办到一半出了意外，已经办好的都在；请再试一次，还不行请告诉管理员。"))


def _read(batch: ImportBatch) -> None:
    upload = ImportUpload.objects.filter(batch=batch).first()
    if upload is None:
        importing.read_again(batch, progress=_telling(batch))
    else:
        importing.read(batch, bytes(upload.content), progress=_telling(batch))
    with transaction.atomic():
        if importing.still(batch, BatchState.READING):
            ImportUpload.objects.filter(batch=batch).delete()
            batch.state = BatchState.PREVIEW
            batch.save()


def _enter(batch: ImportBatch) -> None:
    importing.enter(batch, by=batch.by, progress=_telling(batch))


def _undo(batch: ImportBatch) -> None:
    importing.undo(batch, by=batch.by, progress=_telling(batch))


_WORK: dict[str, Callable[[ImportBatch], None]] = {
    BatchState.READING: _read,
    BatchState.ENTERING: _enter,
    BatchState.UNDOING: _undo,
}


def _telling(batch: ImportBatch) -> importing.Progress:
    """Progress onto the list's row, for its page to show."""

    def tell(step: str, done: int, total: int) -> None:
        told: dict[str, Any] = {"step": step, "done": done, "total": total}
        ImportBatch.objects.filter(pk=batch.pk).update(**told)

    return tell
