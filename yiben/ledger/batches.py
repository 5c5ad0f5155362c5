"""A list that came as a file, as a whole: locked, told how far work on it is, put aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeAlias

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.ledger.models import BatchState, ImportBatch, ImportUpload
from yiben.lib.refused import Refused
from yiben.units.acts import WRITERS, verb
from yiben.units.models import Post, Unit

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told which step work is at (a BatchStep), how many rows are done, and of how many; 0 where that isn't known yet."""

STALE = timedelta(days=30)


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody is told."""


@verb("ledger.skip_import_row", posts=WRITERS)
def skip_row(batch: ImportBatch, row: int, *, by: Post | None, skip: bool = True) -> ImportBatch:
    """Leave a row of a list in preview out, for it tells what is recorded already; or take it after all."""
    batch = in_preview(batch)
    changed = batch.rows.filter(pk=row, good=True, entered=None).update(skipped=skip)
    if not changed:
        raise Refused(_("这一行不在可以导入的行里"))
    return batch


@verb("ledger.drop_import", posts=WRITERS)
def drop_import(batch: ImportBatch, *, by: Post | None) -> ImportBatch:
    """Put a list aside that nothing was entered from; its cells go."""
    batch = locked(batch)
    if batch.state not in (BatchState.PREVIEW, BatchState.READING) or batch.rows.filter(entered__isnull=False).exists():
        raise Refused(_("这份表已经导入，不能放弃，只能撤销"))
    return put_aside(batch)


def put_stale_aside(tenant: Unit) -> None:
    """What nobody confirmed within a month goes, with the cells that were kept for its preview."""
    old = ImportBatch.objects.filter(unit__tenant=tenant, state=BatchState.PREVIEW, at__lt=timezone.now() - STALE)
    for batch in old.exclude(rows__entered__isnull=False):
        put_aside(batch)


def put_aside(batch: ImportBatch) -> ImportBatch:
    """Let a list go that nothing was entered from, with its cells and its file."""
    batch.rows.all().delete()
    ImportUpload.objects.filter(batch=batch).delete()
    batch.state, batch.looks = BatchState.DROPPED, {}
    batch.save()
    return batch


def stop(batch: ImportBatch, why: str) -> None:
    """Work on a list beside the pages could not go on: it stands where a person can take it up, and says why."""
    with transaction.atomic():
        batch = locked(batch)
        if not batch.working:
            return
        batch.problem = why
        if batch.state == BatchState.READING and not batch.mapping:
            put_aside(batch)
            return
        # Rows half read as newly taken: nothing of them is entered before the columns were looked at again.
        batch.confirmed = batch.confirmed and batch.state != BatchState.READING
        batch.state = BatchState.DONE if batch.state == BatchState.UNDOING else BatchState.PREVIEW
        batch.save()


def still(batch: ImportBatch, state: str) -> bool:
    """Whether a list is in this state yet, its row locked: somebody may have put it aside meanwhile."""
    return ImportBatch.objects.select_for_update().filter(pk=batch.pk, state=state).exists()


def locked(batch: ImportBatch) -> ImportBatch:
    """The list as it is now, its row locked."""
    found: ImportBatch = (
        ImportBatch.objects.select_for_update(of=("self",)).select_related("unit__tenant", "by").get(pk=batch.pk)
    )
    return found


def in_preview(batch: ImportBatch) -> ImportBatch:
    """The same, of a list that waits for a person."""
    batch = locked(batch)
    if batch.state != BatchState.PREVIEW:
        raise Refused(_("这份表已经导入或放弃"))
    return batch


def book_of(batch: ImportBatch) -> Unit:
    """The street in whose book it is."""
    assert batch.unit.tenant is not None
    return batch.unit.tenant
