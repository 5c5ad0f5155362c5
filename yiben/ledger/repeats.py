"""What a list may tell twice, or the book tell already: said beside its rows, for a person to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias, cast
from uuid import UUID

import orjson
from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiben.ledger.imports import Draft, Finding
from yiben.ledger.models import Cohost, Entry, EntryQuerySet, ImportBatch, ImportRow
from yiben.ledger.suspects import Activity, Suspect
from yiben.lib.periods import Period
from yiben.lib.rows import as_json, rewrite
from yiben.units.models import Post, Unit

RowKey: TypeAlias = tuple[str, int]
"""A row of a list: its sheet and its number."""

MOST_TWINS = 5
_AT_ONCE = 2500


def activity_of(draft: Draft) -> Activity:
    """A good draft as it is compared."""
    said = draft.said
    key, cohosts = (draft.sheet, draft.number), frozenset(said["cohosts"])
    return Activity(key, said["unit"], _day(said["start"]), said["title"], said["place"], cohosts)


def row_activity(row: ImportRow) -> Activity:
    """A kept row as it is compared."""
    return activity_of(Draft(row.sheet, row.number, {}, row.draft))


_day = lru_cache(maxsize=4096)(date.fromisoformat)


def tell_suspects(batch: ImportBatch, pairs: Iterable[Suspect]) -> None:
    """Say beside a row which other row, or which entry, may be the same activity."""
    told: dict[Any, list[tuple[dict[str, Any], Finding]]] = {}
    for found in sorted(pairs, key=lambda pair: not pair.exact):
        twins = told.setdefault(found.one, [])
        if len(twins) < MOST_TWINS:
            twins.append(_twin(found))
    _keep_twins(batch, told)


def _twin(found: Suspect) -> tuple[dict[str, Any], Finding]:
    told: dict[str, Any] = {"why": found.why}
    if isinstance(found.other, UUID):
        told["entry"] = str(found.other)
        return told, Finding("", _beside_entry(found.why, found.exact), bad=False)
    sheet, number = cast("tuple[str, int]", found.other)
    own_sheet, _number = cast("tuple[str, int]", found.one)
    told |= {"sheet": sheet[:60], "number": number}
    row = _row(get_language()) % {"row": number}
    said = _beside_row(get_language(), found.exact)
    where = row if sheet == own_sheet else f"{sheet}{row}"
    return told, Finding("", said % {"where": where, "why": found.why}, bad=False)


# Their words are looked up once: a long list tells tens of thousands.
@lru_cache(maxsize=8)
def _row(_language: str | None) -> str:
    return _("第%(row)d行")


@lru_cache(maxsize=8)
def _beside_row(_language: str | None, exact: bool) -> str:
    return _("与%(where)s同日同名，请看是否重复") if exact else _("与%(where)s像是同一件事（%(why)s），请看是否重复")


def _beside_entry(why: str, exact: bool) -> str:
    if exact:
        return _("账本里已有同日同名的记录，请看是否重复")
    told = {"where": _("账本里已有的记录"), "why": why}
    return _("与%(where)s像是同一件事（%(why)s），请看是否重复") % told


def _keep_twins(batch: ImportBatch, told: Mapping[Any, Sequence[tuple[dict[str, Any], Finding]]]) -> None:
    sheets: defaultdict[str, dict[int, Sequence[tuple[dict[str, Any], Finding]]]] = defaultdict(dict)
    for (sheet, number), twins in told.items():
        sheets[sheet[:60]][number] = twins
    for sheet, wanted in sheets.items():
        numbers = sorted(wanted)
        for first in range(0, len(numbers), _AT_ONCE):
            part = batch.rows.filter(sheet=sheet, number__in=numbers[first : first + _AT_ONCE])
            asked = part.order_by("number").annotate(
                known=Cast("twins", TextField()), said=Cast("findings", TextField())
            )
            rows = asked.values_list("pk", "number", "known", "said")
            with transaction.atomic():
                told_rows = [_beside(wanted[number], known, said, pk) for pk, number, known, said in rows]
                rewrite(ImportRow, ("twins", "findings"), told_rows)


def _beside(
    twins: Sequence[tuple[dict[str, Any], Finding]], known: str, findings: str, pk: int
) -> tuple[str, str, int]:
    all_twins = orjson.loads(known) + [twin for twin, _finding in twins]
    said = orjson.loads(findings) + [finding.kept() for _twin, finding in twins]
    return as_json(all_twins), as_json(said), pk


def standing_activities(tenant: Unit, first: date, last: date, by: Post | None) -> list[Activity]:
    """What stands in the book on these days and the author of a list may read, as it is compared."""
    entries = Entry.objects.for_post(by) if by else Entry.objects.all()
    return compared(entries.standing().filter(unit__tenant=tenant).within(Period(first, last)))


def compared(standing: EntryQuerySet) -> list[Activity]:
    """These entries as they are compared."""
    hosts: dict[UUID, set[int]] = {}
    for entry, unit in Cohost.objects.filter(entry__in=standing.order_by()).values_list("entry_id", "unit_id"):
        hosts.setdefault(entry, set()).add(unit)
    told = standing.values_list("pk", "unit_id", "start", "title", "place")
    return [
        Activity(pk, unit, start, title, place, frozenset(hosts.get(pk, ())), fresh=False)
        for pk, unit, start, title, place in told
    ]
