"""Attribution in bulk: entries that answer no measure yet, the measures that each may answer, and many said at once.

What people chose is remembered by what they chose: a title that went to a measure before goes there again, also where
last year's plan promised the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from yiben.ledger import chain
from yiben.ledger.models import Attribution, Entry, EntryQuerySet, Head, SetAside
from yiben.lib.refused import Refused
from yiben.plans.models import Measure
from yiben.plans.offering import answerable, promises_of
from yiben.plans.suggesting import Activity, Promise, Promises, Suggestion, bare, is_clear
from yiben.terms.models import definitions
from yiben.units.acts import WRITERS, verb
from yiben.units.models import Post, PostKind, Unit
from yiben.units.scope import writes_for

MOST = 5000
"""So many entries are compared for one page; the latest, where there are more."""
_REMEMBERED = 20_000
_OF_A_NOTE = 300


# What is offered


def unattributed(post: Post | None, years: Iterable[int]) -> EntryQuerySet:
    """The entries that a post may attribute, of the years that a plan is tracked for: in force, with their words, and
    neither attributed nor set aside. What answered only measures that a revision let go is open again. Without a post
    all of the book's."""
    answered = Attribution.objects.standing().filter(measure__in=Measure.objects.tracked().values("pk")).values("entry")
    read = Entry.objects.for_post(post) if post is not None else Entry.objects.all()
    open_ = read.standing().filter(start__year__in=sorted(set(years)), salt__isnull=False)
    own = open_.filter(unit__in=post.unit.carried) if post is not None and post.kind == PostKind.WORKER else open_
    return own.filter(set_aside=None).exclude(pk__in=answered)


def promises_for(tenant: Unit, post: Post | None = None, measures: Sequence[Measure] | None = None) -> list[Promise]:
    """The street's measures ready for `suggest`, with what people chose before; of a post, those that it reads."""
    found = list(answerable(tenant, post)) if measures is None else measures
    return promises_of(found, definitions(tenant), _chosen(tenant, found))


def _chosen(tenant: Unit, measures: Iterable[Measure]) -> dict[UUID, set[str]]:
    """The latest titles that went to each measure, or to one of the same words in another plan."""
    same = {_words(measure.title, measure.line_id): measure.pk for measure in measures}
    own = {measure.pk for measure in measures}
    told = Attribution.objects.standing().filter(measure__plan__unit=tenant, entry__salt__isnull=False)
    rows = told.order_by("-pk").values_list("measure", "measure__title", "measure__line", "entry__title")
    chosen: dict[UUID, set[str]] = defaultdict(set)
    for measure, title, line, said in rows[:_REMEMBERED]:
        if (answered := measure if measure in own else same.get(_words(title, line))) is not None:
            chosen[answered].add(said)
    return chosen


def _words(title: str, line: str | None) -> tuple[str, str]:
    return bare(title), line or ""


@dataclass(frozen=True)
class Offer:
    """An entry with the measures that it may answer, the likest first; `clear` where the first needs no thought."""

    entry: UUID
    suggestions: list[Suggestion]

    @property
    def clear(self) -> bool:
        return is_clear(self.suggestions)

    @property
    def score(self) -> float:
        return self.suggestions[0].score if self.suggestions else 0.0


@dataclass(frozen=True)
class Offers:
    """All that is open, the clear ones first, then by how likely the best is; `more` were not looked at."""

    rows: list[Offer]
    measures: dict[UUID, Measure]
    more: int = 0

    @cached_property
    def clear(self) -> int:
        return sum(offer.clear for offer in self.rows)


def offers(entries: EntryQuerySet, measures: Sequence[Measure], promises: Sequence[Promise]) -> Offers:
    """What each of these entries may answer. Three queries, however many entries."""
    ready = Promises(promises)
    asked = _activities(entries)
    rows = [Offer(pk, ready.suggest(activity)) for pk, activity in asked.items()]
    rows.sort(key=lambda offer: (not offer.clear, -offer.score))
    more = entries.count() - len(rows) if len(rows) == MOST else 0
    return Offers(rows, {measure.pk: measure for measure in measures}, more)


def _activities(entries: EntryQuerySet) -> dict[UUID, Activity]:
    latest = entries.order_by("-start", "pk")[:MOST]
    rows = latest.annotate(said=Substr("note", 1, _OF_A_NOTE), about=F("topic__name"), whose=F("unit__name"))
    told = list(rows.values_list("pk", "title", "said", "about", "kind", "topic", "whose", "start"))
    lines: dict[UUID, set[str]] = defaultdict(set)
    bearing = Attribution.objects.standing().filter(line__isnull=False, entry__in=entries.values("pk"))
    for entry, line in bearing.values_list("entry", "line"):
        lines[entry].add(line)
    return {
        pk: Activity(
            title=title,
            note=f"{note} {about or ''}",
            kind=kind,
            lines=frozenset(lines.get(pk, ())),
            topics=frozenset([topic] if topic else []),
            unit=whose,
            day=start,
        )
        for pk, title, note, about, kind, topic, whose, start in told
    }


# What is said


@dataclass(frozen=True)
class Attributed:
    """How many entries were attributed or set aside, and how many had been changed by somebody meanwhile."""

    entries: int = 0
    aside: int = 0
    missed: int = 0

    def act_detail(self) -> dict[str, Any]:
        return {"entries": self.entries, "aside": self.aside}


@verb("ledger.attribute_all", posts=WRITERS)
def attribute_all(
    choices: Mapping[UUID, Collection[UUID]], *, by: Post | None, aside: Collection[UUID] = ()
) -> Attributed:
    """Let each of these entries answer these measures, too; those `aside` answer none, and aren't offered again.

    What an entry bears already stays. Lines, and with them all figures but the measures' own, stay as they are.
    """
    wanted = {pk: set(measures) for pk, measures in choices.items() if measures}
    entries, heads = _locked({*wanted, *aside}, by)
    _refuse_untracked(entries.values(), {pk for measures in wanted.values() for pk in measures})
    attributed = _attribute(wanted, entries, heads, by)
    left = [pk for pk in aside if pk in entries and pk not in wanted]
    SetAside.objects.bulk_create([SetAside(entry_id=pk, by=by) for pk in left], ignore_conflicts=True)
    return Attributed(attributed, len(left), len({*wanted, *aside} - set(entries)))


def _locked(asked: Collection[UUID], by: Post | None) -> tuple[dict[UUID, Entry], dict[int, Head]]:
    """Those in force, and their units' heads under a lock. An entry that this post may not write for is refused."""
    named = list(Entry.objects.filter(pk__in=asked).select_related("unit__tenant"))
    if any(not writes_for(by, entry.unit) for entry in named):
        raise Refused(_("只能归集本单位的记录"))
    heads = chain.locked({entry.unit_id for entry in named})
    standing = set(Entry.objects.standing().filter(pk__in=asked).values_list("pk", flat=True))
    return {entry.pk: entry for entry in named if entry.pk in standing}, heads


def _refuse_untracked(entries: Iterable[Entry], measures: Collection[UUID]) -> None:
    tenants = {entry.unit.tenant_id for entry in entries}
    found = Measure.objects.tracked().filter(pk__in=measures, plan__unit__in=tenants).count() if measures else 0
    if tenants and (len(tenants) > 1 or found != len(measures)):
        raise Refused(_("所选任务不在已确认的工作要点里"), field="measures")


def _attribute(
    wanted: Mapping[UUID, set[UUID]], entries: Mapping[UUID, Entry], heads: Mapping[int, Head], by: Post | None
) -> int:
    had = set(Attribution.objects.standing().filter(entry__in=wanted).values_list("entry", "measure"))
    facts = []
    for pk, entry in entries.items():
        for measure in sorted(wanted.get(pk, ()), key=str):
            if (pk, measure) not in had:
                fact = Attribution(entry=entry, measure_id=measure)
                head = heads[entry.unit_id]
                chain.link(head, fact, entry.unit, by, chain.now(head))
                facts.append(fact)
    Attribution.objects.bulk_create(facts)
    Head.objects.bulk_update(heads.values(), ["number", "digest", "recorded_at"])
    SetAside.objects.filter(entry__in=wanted).delete()
    return len({fact.entry_id for fact in facts})
