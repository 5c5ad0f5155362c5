"""The same activity in the book twice, as far as words can tell: put before both units, merged by nobody but them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from yiben.ledger.models import Cohost, Distinct, Entry
from yiben.ledger.suspects import Activity, Shapes, suspects
from yiben.lib.refused import Refused
from yiben.units.acts import WRITERS, verb
from yiben.units.models import Post, Unit
from yiben.units.scope import writes_for


@dataclass(frozen=True)
class Twin:
    """Another record of what may be the same activity, and the sentence why.

    The other may stand in a neighbour's book: its unit, day and title are told, its page opens to who may read it."""

    entry: Entry
    other: Entry
    why: str


def twins_of(entry: Entry, tenant: Unit) -> list[Twin]:
    """What stands in the street's book and may be the same as this entry. In four queries."""
    if entry.state != "standing":
        return []
    return _told({entry.pk: entry}, [entry.start], tenant)


def recent_twins(post: Post, since: datetime) -> list[Twin]:
    """The same for all that the post's unit held or co-hosted and that was recorded lately."""
    held = Q(unit=post.unit_id) | Q(pk__in=Cohost.objects.filter(unit=post.unit_id).values("entry"))
    fresh = Entry.objects.standing().filter(held, recorded_at__gte=since).select_related("unit")
    entries = {entry.pk: entry for entry in fresh}
    return _told(entries, {entry.start for entry in entries.values()}, post.tenant)


def _told(fresh: dict[UUID, Entry], days: Iterable[date], tenant: Unit) -> list[Twin]:
    if not fresh:
        return []
    standing = Entry.objects.standing().filter(unit__tenant=tenant, start__in=list(days)).select_related("unit")
    book = {entry.pk: entry for entry in standing} | fresh
    distinct = {(pair.one_id, pair.other_id) for pair in Distinct.objects.filter(one__in=book)}
    names = {name for entry in book.values() for name in (entry.unit.name, *entry.unit.short_names)}
    pairs = suspects(_activities(book, fresh), Shapes(names))
    told = [(book[_key(pair.one)], book[_key(pair.other)], pair.why) for pair in pairs]
    return [Twin(*pair) for pair in told if _in_order(pair[0].pk, pair[1].pk) not in distinct]


def _key(key: object) -> UUID:
    assert isinstance(key, UUID)
    return key


def _activities(book: dict[UUID, Entry], fresh: dict[UUID, Entry]) -> list[Activity]:
    hosts: defaultdict[UUID, set[int]] = defaultdict(set)
    for entry, unit in Cohost.objects.filter(entry__in=book).values_list("entry_id", "unit_id"):
        hosts[entry].add(unit)
    return [
        Activity(
            pk,
            entry.unit_id,
            entry.start,
            entry.title or "",
            entry.place or "",
            frozenset(hosts[pk]),
            fresh=pk in fresh,
        )
        for pk, entry in book.items()
        if not entry.erased
    ]


def _in_order(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    return (one, other) if one < other else (other, one)


def may_part(entry: Entry, post: Post) -> bool:
    """Whether a post may say that two records are two: who writes for the unit of one, or held it together."""
    together = Cohost.objects.filter(entry=entry, unit=post.unit_id).exists()
    return tell_apart.may(post) and (writes_for(post, entry.unit) or together)


@verb("ledger.tell_apart", posts=WRITERS)
def tell_apart(entry: Entry, other: Entry, *, by: Post) -> Entry:
    """Say that two records are of two activities; neither is told beside the other again."""
    if not (may_part(entry, by) or may_part(other, by)):
        raise Refused(_("只有这两条记录的单位能说它们是不是一次活动"))
    if entry.pk == other.pk or entry.unit.tenant_id != other.unit.tenant_id:
        raise Refused(_("请选同一街道的另一条记录"))
    one, two = _in_order(entry.pk, other.pk)
    Distinct.objects.get_or_create(one_id=one, other_id=two, defaults={"by": by})
    return entry
