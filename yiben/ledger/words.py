"""What names in a list can mean for a post: its street's units, the catalogue's kinds and lines, tracked measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from yiben.ledger.heads import Counted, Words, key
from yiben.ledger.topics import TopicWords
from yiben.plans.models import Measure
from yiben.terms.models import Kind, Metric, Topic
from yiben.units.models import Line, Post, PostKind, Unit
from yiben.units.scope import writes_for


def words_for(by: Post | None, unit: Unit, today: date) -> Words:
    """The words of the unit's street as this post may use them."""
    assert unit.tenant is not None
    units = list(Unit.objects.under(unit.tenant))
    kinds = list(Kind.objects.filter(active=True))
    topics = list(Topic.objects.filter(active=True))
    return Words(
        units=unit_names(units, unit.tenant),
        writable=frozenset(one.pk for one in units if writes_for(by, one)),
        default_unit=unit.pk,
        kinds=words_by_name(kinds),
        topics=words_by_name(topics),
        lines=line_words(Line.objects.filter(active=True)),
        measures=_measure_names(unit.tenant),
        metrics=[Counted(m.slug, m.name, m.unit, tuple(m.aliases)) for m in Metric.objects.filter(active=True)],
        today=today,
        kind_names={kind.slug: kind.name for kind in kinds},
        line_names=dict(Line.objects.filter(active=True).values_list("slug", "short")),
        topic_words=[topic_words(topic) for topic in topics],
    )


def topic_words(topic: Topic) -> TopicWords:
    """A topic as titles are searched for it."""
    return TopicWords(topic.slug, (topic.name, *topic.aliases), frozenset(topic.kinds))


def units_written_for(post: Post, day: date) -> list[Unit]:
    """The units a post may log for: a worker her own, an officer those below her that have a book."""
    if post.kind == PostKind.WORKER:
        return [post.unit]
    return list(Unit.objects.under(post.unit).on(day).filter(tenant__isnull=False))


def names_under(tenant: Unit) -> list[str]:
    """All that the street's units are called."""
    return [name for unit in Unit.objects.under(tenant) for name in (unit.name, *unit.short_names)]


def unit_names(units: Iterable[Unit], tenant: Unit) -> dict[str, frozenset[int]]:
    """By full and short names, also with the street's name in front; a name of two units is ambiguous, save where just
    one of them still stands: a merged community may be called as one of its predecessors was."""
    named: defaultdict[str, set[int]] = defaultdict(set)
    units = list(units)
    standing = {unit.pk for unit in units if unit.until is None}
    for unit in units:
        for name in {unit.name, *unit.short_names}:
            named[key(name)].add(unit.pk)
            if unit.pk != tenant.pk:
                named[key(tenant.name + name)].add(unit.pk)
    # In its own lists a street is 街道, whatever its name.
    for generic in ("街道", "镇", "乡"):
        if tenant.name.endswith(generic):
            named[generic].add(tenant.pk)
            named[f"{generic}办"].add(tenant.pk)
    return {name: frozenset(found & standing or found) for name, found in named.items()}


def words_by_name(terms: Iterable[Any]) -> dict[str, str]:
    """Names before aliases: one term's alias never takes another's name."""
    listed = list(terms)
    named = {key(term.name): term.slug for term in listed}
    for term in listed:
        for alias in term.aliases:
            named.setdefault(key(alias), term.slug)
    return named


def line_words(lines: Iterable[Line]) -> dict[str, str]:
    """Lines by name, short name and slug, then by alias."""
    listed = list(lines)
    named = {key(name): line.slug for line in listed for name in (line.name, line.short, line.slug)}
    for line in listed:
        for alias in line.aliases:
            named.setdefault(key(alias), line.slug)
    return named


def _measure_names(tenant: Unit) -> dict[str, frozenset[tuple[int, UUID]]]:
    """Tracked measures by number, by title, and by both together."""
    named: defaultdict[str, set[tuple[int, UUID]]] = defaultdict(set)
    for measure in Measure.objects.tracked().filter(plan__unit=tenant).select_related("plan"):
        for name in (measure.path, measure.title, f"{measure.path}{measure.title}"):
            if name.strip():
                named[key(name)].add((measure.plan.year, measure.pk))
    return {name: frozenset(found) for name, found in named.items()}
