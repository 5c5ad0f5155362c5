"""Drafts of a list held against the book and kept as its rows, so many in a transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from yiben.ledger import bulk
from yiben.ledger.batches import Progress, book_of, still
from yiben.ledger.content import content_told
from yiben.ledger.imports import Draft, Finding, Table
from yiben.ledger.models import BatchStep, ImportBatch, ImportRow
from yiben.ledger.repeats import activity_of, tell_suspects
from yiben.ledger.rules import Book, check
from yiben.ledger.suspects import Activity
from yiben.lib.canonical import uuid7
from yiben.lib.refused import Refused
from yiben.lib.rows import as_json, insert, rewrite
from yiben.units.models import Unit

ROWS_AT_ONCE = 2500
FEW_DRAFTS = 400


def keep(
    batch: ImportBatch,
    drafts: Iterable[Draft],
    total: int,
    tables: Mapping[str, Table],
    put_down: Callable[[ImportBatch, Sequence[Draft]], None],
    progress: Progress,
) -> None:
    """Drafts checked and kept, so many in a transaction; in the end told which may be the same activity."""
    checks, tenant, done = Checks(tables, book_of(batch)), book_of(batch), 0
    activities: list[Activity] = []
    state = batch.state
    for chunk in _chunks(drafts):
        checks.hold(chunk)
        with transaction.atomic():
            if not still(batch, state):
                raise Refused(_("这份表已经放弃"))
            put_down(batch, chunk)
        activities += [activity_of(draft) for draft in chunk if draft.good]
        done += len(chunk)
        progress(BatchStep.CHECKING, done, total)
    progress(BatchStep.COMPARING, 0, 0)
    tell_suspects(batch, activities, tenant)


def _chunks(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    waiting = iter(drafts)
    while chunk := list(islice(waiting, ROWS_AT_ONCE)):
        yield chunk


class Checks:
    """Holds drafts against the book's own rules, so that the preview tells what the book would."""

    def __init__(self, tables: Mapping[str, Table], tenant: Unit) -> None:
        self._headings = {sheet[:60]: {c.field: c.header for c in table.columns} for sheet, table in tables.items()}
        self._tenant = tenant
        self._sieve: bulk.Sieve | None = None

    def hold(self, drafts: Sequence[Draft]) -> None:
        """Say beside each draft what the book would not take of it."""
        odd = self._odd([draft for draft in drafts if draft.good])
        if not odd:
            return
        contents = [content_told(draft.said, id=uuid7(), origin="import") for draft in odd]
        book = Book.open(contents)
        for draft, content in zip(odd, contents, strict=True):
            try:
                check(content, book)
            except Refused as refused:
                named = self._headings[draft.sheet[:60]]
                draft.findings.append(Finding(named.get(refused.field or "", ""), refused.sentence))

    def _odd(self, drafts: list[Draft]) -> list[Draft]:
        """The drafts that the rules have to be asked about one by one: all of a short list, with fewer queries."""
        if self._sieve is None and len(drafts) <= FEW_DRAFTS:
            return drafts
        self._sieve = self._sieve or bulk.Sieve.open(self._tenant)
        self._sieve.look_ahead(draft.said for draft in drafts)
        return [draft for draft in drafts if self._sieve.numbers(draft.said) is None]


def insert_rows(batch: ImportBatch, drafts: Sequence[Draft]) -> None:
    """Keep drafts as new rows."""
    key = batch.pk.hex
    told = [
        (key, draft.sheet[:60], draft.number, as_json(draft.cells), *_read_of(draft), _NONE, False) for draft in drafts
    ]
    insert(ImportRow, _ROW, told)


_ROW = (
    *("batch_id", "sheet", "number", "cells", "draft", "findings", "good"),
    *("twins", "skipped"),
)
_NONE = "[]"


def rewrite_rows(batch: ImportBatch, drafts: Sequence[Draft]) -> None:
    """Keep drafts as what the rows say that are there already."""
    numbers = [draft.number for draft in drafts]
    known = {
        (sheet, number): pk
        for pk, sheet, number in batch.rows.filter(number__in=numbers).values_list("pk", "sheet", "number")
    }
    told = [(*_read_of(draft), _NONE, False, known[draft.sheet[:60], draft.number]) for draft in drafts]
    rewrite(ImportRow, ("draft", "findings", "good", "twins", "skipped"), told)


def _read_of(draft: Draft) -> tuple[str, str, bool]:
    findings, good = draft.findings, draft.good
    told = f"[{','.join(map(_finding, findings))}]" if findings else _NONE
    return as_json(draft.said) if good else "{}", told, good


@lru_cache(maxsize=4096)
def _finding(finding: Finding) -> str:
    return as_json(finding.kept())
