"""Drafts of a list held against the book and kept as its rows, so many in a transaction.

What needs no database is a talk of its own (`lots`), which may be held in a child: it gives rows ready to be written,
and drafts that the book's rules are to be asked about one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import lru_cache
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from django.db import transaction
from django.utils.translation import gettext as _

from yiben.ledger.again import mark_same
from yiben.ledger.batches import Progress, book_of, still
from yiben.ledger.bulk import Sieve
from yiben.ledger.content import content_told
from yiben.ledger.imports import Draft, Finding
from yiben.ledger.models import BatchStep, ImportBatch, ImportRow
from yiben.ledger.repeats import activity_of, standing_activities, tell_suspects
from yiben.ledger.rules import Book, check
from yiben.ledger.suspects import Activity, Shapes, Suspect, suspects
from yiben.lib.aside import Asks, Talk, aside
from yiben.lib.canonical import uuid7
from yiben.lib.refused import Refused
from yiben.lib.rows import as_json, insert_flat, rewrite

ROWS_AT_ONCE = 2500
FEW_DRAFTS = 400
COMPARED_AT_ONCE = 5000

Kept: TypeAlias = tuple[str, int, str, str, str, bool]
"""A row as it is written: sheet, number, cells, draft, findings, whether it is good."""
Columns: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
"""By sheet, its columns as a batch keeps them."""


class Lot(NamedTuple):
    """Rows in their order: ready to be written, or drafts that the rules have not been asked about."""

    rows: list[Kept | Draft]


class Days(NamedTuple):
    """From the first to the last, what stands in the book is to be told."""

    first: date
    last: date


class Alike(NamedTuple):
    """Pairs of rows, or of a row and an entry, that may be the same activity."""

    pairs: list[Suspect]


def lots(drafts: Iterable[Draft], opened: Callable[[], Sieve], unit_names: Iterable[str]) -> Talk:
    """The drafts in lots; then which may tell the same, of so many days at a time as hold some thousands. Asks for
    what stands in the book on those; `opened` gives the sieve, which a short list goes without."""
    sieve: Sieve | None = None
    activities: list[Activity] = []
    for chunk in _chunks(drafts):
        good = [draft for draft in chunk if draft.good]
        if sieve is None and len(good) > FEW_DRAFTS:
            sieve = opened()
        if sieve:
            sieve.look_ahead(draft.said for draft in good)
        activities += map(activity_of, good)
        yield Lot([_ready(draft, sieve) for draft in chunk])
    yield from _compared(list(_windows(activities)), Shapes(unit_names))


def _compared(windows: Sequence[list[Activity]], shapes: Shapes) -> Talk:
    """Which may tell the same: every second window's worked out in a child, where there are several."""
    mine, others = windows[::2], list[list[Activity]]()
    for window in windows[1::2]:
        others.append((yield from _with_standing(window)))
    told = aside(lambda: (Alike(suspects(window, shapes)) for window in others)) if others else _nothing()
    with closing(told):
        for window in mine:
            yield Alike(suspects((yield from _with_standing(window)), shapes))
            yield from islice(told, 1)


def _with_standing(window: list[Activity]) -> Generator[Asks, list[Activity], list[Activity]]:
    standing = yield Asks(Days(window[0].start, window[-1].start))
    return [*window, *standing]


def _nothing() -> Talk:
    yield from ()


def _chunks(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    waiting = iter(drafts)
    while chunk := list(islice(waiting, ROWS_AT_ONCE)):
        yield chunk


def _ready(draft: Draft, sieve: Sieve | None) -> Kept | Draft:
    odd = draft.good and (sieve is None or sieve.numbers(draft.said) is None)
    return draft if odd else kept(draft)


def _windows(activities: list[Activity]) -> Iterator[list[Activity]]:
    """Whole days together, in their order."""
    by_day = attrgetter("start")
    activities.sort(key=by_day)
    window: list[Activity] = []
    for _day, held in groupby(activities, by_day):
        window += held
        if len(window) >= COMPARED_AT_ONCE:
            yield window
            window = []
    if window:
        yield window


def keep(
    batch: ImportBatch,
    talk: Talk,
    total: int,
    put_down: Callable[[ImportBatch, Sequence[Kept]], None],
    progress: Progress,
) -> None:
    """The lots checked and kept, each in a transaction; in the end told which may be the same activity."""
    keeper, answer = _Keeper(batch, total, put_down, progress), None
    with closing(talk):
        while True:
            try:
                said = talk.send(answer)
            except StopIteration:
                return
            answer = keeper.hear(said)


class _Keeper:
    """Hears a talk of `lots`, and does with the database what is to be done."""

    def __init__(
        self,
        batch: ImportBatch,
        total: int,
        put_down: Callable[[ImportBatch, Sequence[Kept]], None],
        progress: Progress,
    ) -> None:
        self.batch, self.state, self.tenant = batch, batch.state, book_of(batch)
        self.put_down, self.progress, self.total = put_down, progress, total
        self.done = 0
        # Rows that the book would not take after all, which are compared with nothing.
        self.bad: set[Any] = set()

    def hear(self, said: Lot | Asks | Alike) -> list[Activity] | None:
        if isinstance(said, Lot):
            self._keep(said.rows)
        elif isinstance(said, Asks):
            self.progress(BatchStep.COMPARING, 0, 0)
            return standing_activities(self.tenant, said.what.first, said.what.last, self.batch.by)
        else:
            pairs = (pair for pair in said.pairs if pair.one not in self.bad and pair.other not in self.bad)
            told = list(pairs)
            tell_suspects(self.batch, told)
            mark_same(self.batch, told)
        return None

    def _keep(self, rows: Sequence[Kept | Draft]) -> None:
        odd = [row for row in rows if isinstance(row, Draft)]
        hold(odd, self.batch.mapping)
        self.bad.update((draft.sheet, draft.number) for draft in odd if not draft.good)
        ready = [kept(row) if isinstance(row, Draft) else row for row in rows]
        with transaction.atomic():
            if not still(self.batch, self.state):
                raise Refused(_("这份表已经放弃"))
            self.put_down(self.batch, ready)
        self.done += len(rows)
        self.progress(BatchStep.CHECKING, self.done, self.total)


def hold(drafts: Sequence[Draft], mapping: Columns) -> None:
    """Say beside each good draft what the book would not take of it, so that the preview tells it."""
    good = [draft for draft in drafts if draft.good]
    if not good:
        return
    headings = {sheet[:60]: {c["field"]: c["header"] for c in columns} for sheet, columns in mapping.items()}
    contents = [content_told(draft.said, id=uuid7(), origin="import") for draft in good]
    book = Book.open(contents)
    for draft, content in zip(good, contents, strict=True):
        try:
            check(content, book)
        except Refused as refused:
            named = headings[draft.sheet[:60]]
            draft.findings.append(Finding(named.get(refused.field or "", ""), refused.sentence))


def kept(draft: Draft) -> Kept:
    """A draft as it is written."""
    findings, good = draft.findings, draft.good
    told = f"[{','.join(map(_finding, findings))}]" if findings else _NONE
    return draft.sheet[:60], draft.number, as_json(draft.cells), as_json(draft.said) if good else "{}", told, good


@lru_cache(maxsize=4096)
def _finding(finding: Finding) -> str:
    return as_json(finding.kept())


def insert_rows(batch: ImportBatch, rows: Sequence[Kept]) -> None:
    """Keep them as new rows."""
    same = {"batch_id": batch.pk.hex, "twins": _NONE, "same": False, "skipped": False}
    insert_flat(ImportRow, _ROW, tuple(chain.from_iterable(rows)), same=same)


_ROW = ("sheet", "number", "cells", "draft", "findings", "good")
_NONE = "[]"


def rewrite_rows(batch: ImportBatch, rows: Sequence[Kept]) -> None:
    """Keep them as what the rows say that are there already; what a person left out stays left out."""
    numbers = [number for _sheet, number, *_told in rows]
    known = {
        (sheet, number): pk
        for pk, sheet, number in batch.rows.filter(number__in=numbers).values_list("pk", "sheet", "number")
    }
    told = [(*read, _NONE, False, known[sheet, number]) for sheet, number, _cells, *read in rows]
    rewrite(ImportRow, ("draft", "findings", "good", "twins", "same"), told)
