"""What a form is read with and answered from, out of the tables: a street's names, and the facts of a span."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Min, Q

from yiben.figures.facts import Ended, Fact
from yiben.ledger.headings import Counted
from yiben.ledger.models import Attribution, Entered, Entry, Quantity
from yiben.lib.masking import masked
from yiben.lib.periods import Period
from yiben.reports.workbooks.answering import Activity, Facts
from yiben.reports.workbooks.known import Known, Place, Term, bare, called
from yiben.reports.workbooks.selection import Selection
from yiben.terms.models import Indicator, Kind, Metric, Topic, definitions
from yiben.units.models import Line, Unit

_NEVER_PUT = ("volunteer-attendances", "people-served", "households-served", "items-done", "money-total", "hours-total")

MOST_IN_ORDER = 10_000
"""A longer list keeps the order of the chains within a day."""


def known(home: Unit, period: Period, *, today: Any) -> Known:
    """How this unit's street calls things. A fixed number of queries."""
    top = home.tenant or home
    metrics = list(Metric.objects.filter(active=True))
    all_of_it = Entry.objects.standing().held_under(top)
    names = list(all_of_it.order_by().values_list("title", "topic_id", "kind_id").annotate(Min("start")))
    used = Attribution.objects.standing().filter(line__isnull=False, entry__unit__path__startswith=top.path)
    bearing = list(used.order_by().values_list("entry__title", "line_id").distinct())
    asked = {slug: one for slug, one in definitions(home.tenant).items() if slug not in _NEVER_PUT}
    aliases = dict(Indicator.objects.filter(pk__in=asked).values_list("slug", "aliases"))
    return Known(
        home=_place(home),
        places=tuple(_place(unit) for unit in Unit.objects.under(top)),
        definitions=tuple(asked.values()),
        aliases={slug: tuple(told) for slug, told in aliases.items()},
        kinds=tuple(
            Term(one.slug, one.name, tuple(one.aliases), one.counts) for one in Kind.objects.filter(active=True)
        ),
        topics=_terms(Topic.objects.filter(active=True)),
        lines=tuple(Term(one.slug, one.name, (one.short, *one.aliases)) for one in Line.objects.filter(active=True)),
        metrics=tuple(Counted(m.slug, m.name, m.unit, tuple(m.aliases)) for m in metrics),
        places_of={metric.slug: metric.places for metric in metrics},
        today=today,
        period=period,
        titles=_by_title((title, kind) for title, _topic, kind, _first in names),
        lines_used=frozenset(line for _title, line in bearing),
        lines_by_title=_by_title(bearing),
        topics_used=frozenset(topic for _title, topic, _kind, _first in names if topic),
        topics_by_title=_by_title((title, topic or "") for title, topic, _kind, _first in names),
        first_day=min((first for _title, _topic, _kind, first in names), default=None),
    )


def _by_title(told: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for title, one in told:
        found.setdefault(bare(title), set()).add(one)
    return {title: frozenset(some) for title, some in found.items()}


def _terms(rows: Iterable[Any]) -> tuple[Term, ...]:
    return tuple(Term(one.slug, one.name, tuple(one.aliases)) for one in rows)


def _place(unit: Unit) -> Place:
    return Place(unit.pk, unit.name, tuple(unit.short_names), unit.kind, unit.path)


def facts(home: Unit, names: Known, span: Period) -> Facts:
    """What was held under a unit in a span, and every stock up to its end. Four queries."""
    when = Q(start__gte=span.start) | Q(kind="status")
    entries = Entry.objects.standing().held_under(home).filter(when, start__lte=span.end).order_by()
    rows = list(
        entries.order_by("recorded_at", "number").values_list(
            "pk", "unit__path", "start", "kind_id", "topic_id", "title", "unit__until", "unit__successor__path"
        )
    )
    amounts = _amounts(entries)
    lines = _lines(entries)
    told = [
        Fact(
            id=pk,
            path=path,
            day=day,
            order=order,
            kind=kind,
            topic=topic or "",
            lines=frozenset(lines.get(pk, ())),
            measures=frozenset(),
            cohosts=(),
            amounts=amounts.get(pk, {}),
            ended=Ended(until, (heir,)) if until and heir else None,
        )
        for order, (pk, path, day, kind, topic, _title, until, heir) in enumerate(rows)
    ]
    return Facts(
        told,
        {row[0]: row[5] for row in rows},
        {one.slug: one for one in names.definitions},
        names.places_of,
        frozenset(kind.slug for kind in names.kinds if kind.counts),
    )


def _amounts(entries: Any) -> dict[Any, dict[str, tuple[int, bool]]]:
    found: dict[Any, dict[str, tuple[int, bool]]] = {}
    rows = Quantity.objects.filter(entry__in=entries.values("pk")).order_by()
    for entry, metric, amount, words in rows.values_list("entry_id", "metric_id", "amount", "words"):
        told = found.setdefault(entry, {})
        before, about = told.get(metric, (0, False))
        told[metric] = (before + amount, about or bool(words))
    return found


def _lines(entries: Any) -> dict[Any, list[str]]:
    found: dict[Any, list[str]] = {}
    rows = Attribution.objects.standing().filter(line__isnull=False, entry__in=entries.values("pk"))
    for entry, line in rows.values_list("entry_id", "line_id"):
        found.setdefault(entry, []).append(line)
    return found


class Activities:
    """The entries of a list by their days, masked, a chunk in memory at a time."""

    def __init__(self, home: Unit, selection: Selection, span: Period, *, chunk: int = 500) -> None:
        self._entries = _selected(home, selection, span)
        self._titles, self._chunk = selection.titles, chunk

    def __len__(self) -> int:
        return self._length

    @cached_property
    def _length(self) -> int:
        if not self._titles:
            return int(self._entries.count())
        titles = self._entries.order_by().values_list("title", flat=True).iterator()
        return sum(1 for title in titles if self._called(title))

    def _called(self, title: str) -> bool:
        return all(called(bare(title), words) for words in self._titles)

    def __iter__(self) -> Iterator[Activity]:
        keys = iter(_in_order(self._entries))
        while some := list(islice(keys, self._chunk)):
            entries = Entry.objects.filter(pk__in=some).for_list().prefetch_related("cohosts__unit")
            found = {entry.pk: entry for entry in entries}
            yield from (_activity(found[key]) for key in some if self._called(found[key].title))


def select(place: Place, selection: Selection, span: Period) -> Activities:
    """The entries that a list of this unit asks for."""
    return Activities(Unit.objects.get(pk=place.pk), selection, span)


def _selected(home: Unit, selection: Selection, span: Period) -> Any:
    entries = Entry.objects.standing().within(span).held_under(home)
    if selection.kinds:
        entries = entries.filter(kind__in=selection.kinds)
    elif not selection:
        entries = entries.filter(kind__counts=True)
    if selection.topics:
        entries = entries.filter(topic__in=selection.topics)
    if selection.lines:
        bearing = Attribution.objects.standing().filter(line__in=selection.lines)
        entries = entries.filter(pk__in=bearing.values("entry"))
    return entries


def _in_order(entries: Any) -> Iterable[Any]:
    """The keys by day; of one day as the list had them that they came by, then as they were told."""
    ordered = entries.order_by("start", "recorded_at", "number")
    if entries.count() > MOST_IN_ORDER:
        return ordered.values_list("pk", flat=True).iterator(chunk_size=2000)
    rows = list(ordered.values_list("pk", "start", "origin"))
    batches = {origin.partition(":")[2] for _pk, _day, origin in rows if origin.startswith("import:")}
    if not batches:
        return [pk for pk, _day, _origin in rows]
    told = Entered.objects.filter(row__batch__in=batches).values_list("entry_id", "row__sheet", "row__number")
    place = {entry: (sheet, number) for entry, sheet, number in told}
    return [pk for pk, _day, _origin in sorted(rows, key=lambda row: (row[1], *place.get(row[0], ("~", 0))))]


def _activity(entry: Entry) -> Activity:
    amounts: dict[str, Decimal] = {}
    for quantity in entry.quantities.all():
        amounts[quantity.metric_id] = amounts.get(quantity.metric_id, Decimal(0)) + quantity.value
    return Activity(
        entry.pk,
        entry.unit.name,
        entry.unit.path,
        entry.start,
        entry.end,
        entry.kind.name,
        entry.topic.name if entry.topic else "",
        tuple(line.short for line in entry.lines),
        masked(entry.title),
        masked(entry.place),
        masked(entry.note),
        tuple(cohost.unit.name for cohost in entry.cohosts.all()),
        amounts,
    )
