"""What a list says that the book says already, number for number; and what came into the book since the list was read.

Nothing is left out here: the rows are marked, and a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from yiben.ledger.batches import book_of, in_preview
from yiben.ledger.models import Entry, EntryQuerySet, Head, ImportBatch, ImportRow, Quantity
from yiben.ledger.repeats import RowKey, compared, row_activity, tell_suspects
from yiben.ledger.suspects import Shapes, Suspect, suspects
from yiben.ledger.words import names_under
from yiben.lib.refused import Refused
from yiben.terms.models import Metric
from yiben.units.acts import WRITERS, verb
from yiben.units.models import Post

Numbers: TypeAlias = frozenset[tuple[str, str, Decimal, str]]
"""What is counted: metric, noun, value, words. That it was once is left out: it is put in where none was given."""
One = TypeVar("One")

_ONCE = ("times", "", Decimal(1), "")
_AT_ONCE = 500
_MARGIN = timedelta(minutes=1)
"""So long may an entry be on its way into the book that has its moment already."""


def mark_same(batch: ImportBatch, pairs: Iterable[Suspect]) -> None:
    """Mark the rows of which an entry of the same unit, day and name says the same numbers."""
    exact: defaultdict[RowKey, list[UUID]] = defaultdict(list)
    for pair in pairs:
        if pair.exact and isinstance(pair.other, UUID):
            exact[_row_key(pair.one)].append(pair.other)
    for sheet in {sheet for sheet, _number in exact}:
        for numbers in _some(sorted(number for of, number in exact if of == sheet)):
            rows = batch.rows.filter(sheet=sheet[:60], number__in=numbers, good=True)
            _mark(rows, {number: exact[sheet, number] for number in numbers})


def _row_key(key: object) -> RowKey:
    assert isinstance(key, tuple)
    return key


def _mark(rows: Any, twins: Mapping[int, Sequence[UUID]]) -> None:
    book = _said_in_book([pk for entries in twins.values() for pk in entries])
    same = []
    for pk, number, draft in rows.values_list("pk", "number", "draft"):
        told = draft["end"], _numbers(draft["amounts"])
        if any(book.get(entry) == told for entry in twins[number]):
            same.append(pk)
    ImportRow.objects.filter(pk__in=same).update(same=True)


def _numbers(amounts: Iterable[Sequence[str]]) -> Numbers:
    return frozenset((metric, noun, Decimal(value), words) for metric, value, words, noun in amounts) - {_ONCE}


def _said_in_book(entries: Collection[UUID]) -> dict[UUID, tuple[str | None, Numbers]]:
    """Of each entry that stands its last day and what it counts."""
    places = dict(Metric.objects.values_list("slug", "places"))
    counted: defaultdict[UUID, set[tuple[str, str, Decimal, str]]] = defaultdict(set)
    kept = Quantity.objects.filter(entry__in=entries).order_by()
    for entry, metric, noun, amount, words in kept.values_list("entry_id", "metric_id", "noun", "amount", "words"):
        counted[entry].add((metric, noun, Decimal(amount).scaleb(-places[metric]), words))
    standing = Entry.objects.standing().filter(pk__in=entries).order_by()
    ends = standing.values_list("pk", "end")
    return {pk: (str(end) if end else None, frozenset(counted[pk]) - {_ONCE}) for pk, end in ends}


@verb("ledger.skip_same_rows", posts=WRITERS)
def skip_same(batch: ImportBatch, *, by: Post | None, skip: bool = True) -> ImportBatch:
    """Leave out all rows of a list in preview that the book has already, number for number; or take them after all."""
    batch = in_preview(batch)
    _tell(batch, _since(batch, by))
    changed = batch.rows.filter(good=True, same=True, entered=None, skipped=not skip).update(skipped=skip)
    if not changed:
        raise Refused(_("没有和账本里完全一样的行"))
    return batch


def look_again(batch: ImportBatch, *, by: Post | None) -> int:
    """How many of a list's waiting rows may tell what came into the book since the list was read, and were not told
    beside it before. They are told now."""
    since = _since(batch, by)
    if since.new or since.gone:
        tell_again(batch, since, by=by)
    return len({pair.one for pair in since.new})


class Since(NamedTuple):
    """Since a list was read: pairs of its rows with entries that are new, and the entries that stand no more."""

    new: list[Suspect]
    gone: set[UUID]


@verb("ledger.tell_twins_again", posts=WRITERS)
def tell_again(batch: ImportBatch, since: Since, *, by: Post | None) -> ImportBatch:
    """Say beside a list's rows what came into the book since it was read."""
    batch = in_preview(batch)
    _tell(batch, since)
    return batch


def _tell(batch: ImportBatch, since: Since) -> None:
    if since.gone:
        _unmark(batch, since.gone)
    tell_suspects(batch, since.new)
    mark_same(batch, since.new)


def _since(batch: ImportBatch, by: Post | None) -> Since:
    fresh = _entered_since(batch)
    gone = {pk for pk in fresh.values_list("replaces", flat=True) if pk}
    standing = compared((fresh.for_post(by) if by else fresh).standing())
    if not standing:
        return Since([], gone)
    days = sorted({str(activity.start) for activity in standing})
    waiting = batch.rows.filter(good=True, entered=None, skipped=False, draft__start__in=days).defer("cells")
    rows = {(row.sheet, row.number): row for row in waiting}
    alike = suspects([*map(row_activity, rows.values()), *standing], Shapes(names_under(book_of(batch))))
    new = [pair for pair in alike if isinstance(pair.other, UUID) and not _told(rows[_row_key(pair.one)], pair.other)]
    return Since(new, gone)


def _entered_since(batch: ImportBatch) -> EntryQuerySet:
    """What others entered since. A unit whose chain stands as it stood is not looked through."""
    since = batch.at - _MARGIN
    moved = list(
        Head.objects.filter(unit__tenant=book_of(batch), recorded_at__gte=since).values_list("unit", flat=True)
    )
    return Entry.objects.filter(unit__in=moved, recorded_at__gte=since).exclude(origin=batch.origin)


def _told(row: ImportRow, entry: UUID) -> bool:
    return any(twin.get("entry") == str(entry) for twin in row.twins)


def _unmark(batch: ImportBatch, gone: set[UUID]) -> None:
    """Rows are marked no more whose entry stands no more, save where another says the same."""
    for row in batch.rows.filter(same=True, entered=None).only("number", "sheet", "twins"):
        entries = [UUID(twin["entry"]) for twin in row.twins if "entry" in twin]
        if gone.intersection(entries):
            this = batch.rows.filter(pk=row.pk)
            this.update(same=False)
            _mark(this, {row.number: entries})


def _some(numbers: Sequence[One]) -> Iterator[Sequence[One]]:
    for first in range(0, len(numbers), _AT_ONCE):
        yield numbers[first : first + _AT_ONCE]
