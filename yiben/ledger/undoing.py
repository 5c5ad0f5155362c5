"""A list taken back: what of it still stands is voided, so many entries in a transaction."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yiben.ledger import actions
from yiben.ledger.batches import Progress, locked, silent
from yiben.ledger.models import BatchState, BatchStep, Entry, EntryQuerySet, ImportBatch
from yiben.lib.refused import Refused
from yiben.lib.rows import by_the_thousand
from yiben.units.acts import WRITERS, take_turn, verb
from yiben.units.models import Post

UNDONE_AT_ONCE = 2500


def undo_import(batch: ImportBatch, *, by: Post | None, reason: str = "", progress: Progress = silent) -> int:
    """Void what of a list still stands; gives how many. What was corrected since stays as it was corrected."""
    undo(begin_undoing(batch, by=by, reason=reason), by=by, progress=progress)
    batch.refresh_from_db()
    return Entry.objects.filter(void=True, replaces__origin=batch.origin).count()


@verb("ledger.undo_import", posts=WRITERS)
def begin_undoing(batch: ImportBatch, *, by: Post | None, reason: str = "") -> ImportBatch:
    """Ask whether a list may be undone now, and mark it as being undone."""
    batch = locked(batch)
    if batch.state in (BatchState.READING, BatchState.ENTERING, BatchState.UNDOING):
        raise Refused(_("这份表正在处理，等它办完再撤销"))
    if batch.state == BatchState.DROPPED:
        raise Refused(_("这份表没有导入过"))
    batch.reason, batch.problem = reason.strip() or _("撤销导入"), ""
    batch.by = by or batch.by
    batch.state, batch.step = BatchState.UNDOING, ""
    batch.save()
    return batch


@by_the_thousand()
def undo(batch: ImportBatch, *, by: Post | None, progress: Progress = silent) -> ImportBatch:
    """Void what still stands of a list that is being undone, so many entries in a transaction."""
    total, done, after = _standing_of(batch).count(), 0, None
    progress(BatchStep.UNDOING, done, total)
    while True:
        batch, undone, after = _undo_chunk(batch, by, after)
        done += undone
        progress(BatchStep.UNDOING, done, total)
        if after is None:
            return batch


def _standing_of(batch: ImportBatch) -> EntryQuerySet:
    """What of a list still stands as it was entered: a correction keeps the origin, and stands in another's place."""
    return Entry.objects.filter(origin=batch.origin, replaces=None).standing()


@transaction.atomic
def _undo_chunk(batch: ImportBatch, by: Post | None, after: UUID | None) -> tuple[ImportBatch, int, UUID | None]:
    take_turn(by, alone=False)
    batch = locked(batch)
    if batch.state != BatchState.UNDOING:
        return batch, 0, None
    standing = _standing_of(batch).order_by("pk")
    entries = list((standing.filter(pk__gt=after) if after else standing)[:UNDONE_AT_ONCE])
    if entries:
        said = [actions.withdrawal(entry).but(replaces=entry.pk, reason=batch.reason) for entry in entries]
        actions.enter(said, by=by)
    if len(entries) == UNDONE_AT_ONCE:
        return batch, len(entries), entries[-1].pk
    batch.state = BatchState.UNDONE
    batch.save()
    return batch, len(entries), None
