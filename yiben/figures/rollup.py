"""Figures: (definition, unit, period, as of) → a value and the entries that it rests on.

`Figures.load` reads what a page needs in a handful of queries, however many units and definitions; `of` then answers
without asking again. Plain sums come from the tally's cells for whole months and from entries for the days at the
edges; everything else, and every look at the past, from entries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Max, Q
from django.db.models.functions import Cast

from yiben.figures.facts import Ended, Fact, Total, add_up, held_by, of_sort, over, ratio
from yiben.ledger.models import Attribution, Cell, Cohost, Entry, Quantity
from yiben.ledger.tally import Sum, month_of
from yiben.lib.periods import Period
from yiben.plans.models import Measure
from yiben.terms.definitions import Definition
from yiben.units.models import Unit


@dataclass(frozen=True)
class Figure:
    """A number about work done, which never travels without what it rests on.

    `value` is in the definition's unit (yuan, not fen), None where the book has no answer. `approx` of its `entries`
    tell an approximate number. `measure` narrows it to the entries attributed to that measure.
    """

    definition: Definition
    unit: Unit
    period: Period
    value: Decimal | None
    entries: int
    approx: int
    as_of: datetime | None = None
    measure: UUID | None = None

    @property
    def about(self) -> bool:
        return self.approx > 0

    @property
    def printed(self) -> str:
        """As an official document writes it: digits without separators, 约 before what is only about right."""
        if self.value is None:
            return ""
        return ("约" if self.about else "") + plain(self.value)

    def behind(self) -> Any:
        """The entries that it rests on, newest first, whoever asks (narrow it by `for_post`)."""
        return behind(self.definition, self.unit, self.period, as_of=self.as_of, measure=self.measure)


def plain(value: Decimal) -> str:
    """12000 → 12000, 12.50 → 12.5: no exponent, no needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass
class Figures:
    """Cells and facts of some units in a span of days, ready to answer for any definition given to `load`."""

    span: Period
    as_of: datetime | None
    tallied: bool = False
    edges: frozenset[Period] = frozenset()
    cells: dict[tuple[int, str, str], list[tuple[int, str, str, Sum]]] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    _held: dict[tuple[str, str, UUID | None], list[Fact]] = field(default_factory=dict)
    _months: dict[tuple[int, str], dict[int, Sum]] = field(default_factory=dict)

    @classmethod
    def load(
        cls,
        definitions: Iterable[Definition],
        units: Sequence[Unit],
        span: Period,
        *,
        as_of: datetime | None = None,
        measures: Iterable[UUID] = (),
        stretches: Iterable[Period] = (),
    ) -> Figures:
        """Read what is needed: at most one query of cells, five of entries and one of merged units.

        `span` bounds every period asked later (a stock may be older); those that cut other months than it does must be
        among the `stretches`. `measures` are those whose own entries will be asked for.
        """
        asked = list({definition.slug: definition for definition in definitions}.values())
        own = frozenset(measures)
        # Cells know only now; and a unit above the streets has none of its own.
        figures = cls(span, as_of, tallied=as_of is None and all(unit.tenant_id for unit in units))
        figures.edges = frozenset(edge for stretch in (span, *stretches) for edge in stretch.edges())
        in_cells = [d for d in asked if figures.tallied and d.from_cells]
        if in_cells:
            figures.cells = _cells(in_cells, units, span)
        elsewhere = _with_parts(d for d in asked if d not in in_cells)
        figures.facts = _facts(_wanted(elsewhere, in_cells, units, span, own, figures.edges), as_of, own)
        return figures

    def of(self, definition: Definition, unit: Unit, period: Period, *, measure: UUID | None = None) -> Figure:
        """The figure; no query. The definition, unit and period must lie within what was loaded."""
        assert definition.adds == "last" or period in self.span, "a period outside what was loaded"
        total = self._total(definition, unit, period, measure)
        places = 0 if isinstance(total.amount, Decimal) or definition.adds == "distinct" else definition.places
        value = None if total.amount is None else Decimal(total.amount).scaleb(-places)
        return Figure(definition, unit, period, value, total.entries, total.approx, self.as_of, measure)

    def _total(self, definition: Definition, unit: Unit, period: Period, measure: UUID | None) -> Total:
        if definition.adds == "ratio":
            assert definition.numerator is not None
            assert definition.denominator is not None
            top = self._from_facts(definition.numerator, unit, period, measure)
            return ratio(definition, top, self._from_facts(definition.denominator, unit, period, measure))
        if measure is None and self.tallied and definition.from_cells:
            return self._from_cells(definition, unit, period)
        return self._from_facts(definition, unit, period, measure)

    def _from_facts(self, definition: Definition, unit: Unit, period: Period, measure: UUID | None = None) -> Total:
        """Found once for a unit, then added up for each period that is asked."""
        key = definition.slug, unit.path, measure
        if key not in self._held:
            sort = self._of_sort(definition, measure)
            self._held[key] = [fact for fact in sort if held_by(definition, fact, unit.path)]
        return over(definition, self._held[key], unit.path, period)

    def _of_sort(self, definition: Definition, measure: UUID | None) -> list[Fact]:
        key = definition.slug, "", measure
        if key not in self._held:
            self._held[key] = of_sort(definition, self.facts if measure is None else self._by_measure.get(measure, ()))
        return self._held[key]

    @cached_property
    def _by_measure(self) -> dict[UUID, list[Fact]]:
        found: defaultdict[UUID, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            for measure in fact.measures:
                found[measure].append(fact)
        return dict(found)

    def _from_cells(self, definition: Definition, unit: Unit, period: Period) -> Total:
        by_month = self._by_month(definition, unit)
        months, edges = _stretches(period)
        found = Sum()
        for month in months & by_month.keys():
            found = found.plus(by_month[month])
        for edge in edges:
            assert any(edge in loaded for loaded in self.edges), "days within a month that were not loaded"
            at_edge = self._from_facts(definition, unit, edge)
            assert isinstance(at_edge.amount, int)
            found = found.plus(Sum(at_edge.amount, at_edge.entries, at_edge.approx))
        return Total(found.amount, found.entries, found.approx)

    def _by_month(self, definition: Definition, unit: Unit) -> dict[int, Sum]:
        """The unit's sums of the definition by month, folded from its cells once."""
        key = unit.pk, definition.slug
        if key not in self._months:
            found: dict[int, Sum] = {}
            for month, kind, topic, step in self.cells.get((unit.pk, definition.line, definition.metric), ()):
                if (not definition.kinds or kind in definition.kinds) and (
                    not definition.topics or topic in definition.topics
                ):
                    found[month] = found[month].plus(step) if month in found else step
            self._months[key] = found
        return self._months[key]


@lru_cache(maxsize=512)
def _stretches(period: Period) -> tuple[frozenset[int], tuple[Period, ...]]:
    """The months of a period that cells answer, and the days at its edges."""
    return frozenset(month_of(first) for first in period.whole_months()), period.edges()


def figure(
    definition: Definition,
    unit: Unit,
    period: Period,
    *,
    as_of: datetime | None = None,
    measure: UUID | None = None,
) -> Figure:
    """One figure on its own."""
    own = [measure] if measure else []
    return Figures.load([definition], [unit], period, as_of=as_of, measures=own).of(
        definition, unit, period, measure=measure
    )


def behind(
    definition: Definition,
    unit: Unit,
    period: Period,
    *,
    as_of: datetime | None = None,
    measure: UUID | None = None,
) -> Any:
    """The entries that a figure rests on: those counted, and for a stock or a maximum just those that speak."""
    if definition.adds in ("last", "max"):
        facts = _facts(
            _Wanted.of([definition], [unit], period, frozenset([measure] if measure else [])), as_of, frozenset()
        )
        found = add_up(definition, facts, unit.path, period).ids
        return Entry.objects.filter(pk__in=found)
    if definition.adds == "ratio":
        parts = [part for part in (definition.numerator, definition.denominator) if part is not None]
        query = Q()
        for part in parts:
            query |= Q(pk__in=behind(part, unit, period, as_of=as_of, measure=measure).values("pk"))
        return Entry.objects.filter(query)
    entries = matching(definition, unit, period, as_of=as_of)
    if definition.adds != "distinct":
        entries = entries.filter(pk__in=Quantity.objects.filter(metric=definition.metric).values("entry"))
    return entries.for_measure(measure, as_of) if measure else entries


def matching(definition: Definition, unit: Unit, period: Period, *, as_of: datetime | None = None) -> Any:
    """Entries in force of the definition's sort that the unit held (or co-hosted, where it says so) in the period."""
    held = Q(unit__path__gte=unit.path, unit__path__lt=unit.path + "~")
    if definition.held == "held-or-cohosted":
        held |= Q(
            pk__in=Cohost.objects.filter(unit__path__gte=unit.path, unit__path__lt=unit.path + "~").values("entry")
        )
    entries = Entry.objects.standing(as_of).within(period).filter(held)
    if definition.kinds:
        entries = entries.filter(kind__in=definition.kinds)
    if definition.topics:
        entries = entries.filter(topic__in=definition.topics)
    return entries.bearing_line(definition.line, as_of) if definition.line else entries


def cohosted(definition: Definition, unit: Unit, period: Period) -> int:
    """How many entries of the sort the unit held with another that logged them: told beside a figure (design §5)."""
    hers = Cohost.objects.filter(unit__path__gte=unit.path, unit__path__lt=unit.path + "~").values("entry")
    entries = Entry.objects.standing().within(period).filter(pk__in=hers)
    entries = entries.exclude(unit__path__gte=unit.path, unit__path__lt=unit.path + "~")
    if definition.kinds:
        entries = entries.filter(kind__in=definition.kinds)
    if definition.topics:
        entries = entries.filter(topic__in=definition.topics)
    return (entries.bearing_line(definition.line) if definition.line else entries).count()


def _with_parts(definitions: Iterable[Definition]) -> list[Definition]:
    """The definitions with ratios replaced by their parts, each once. Both parts are worked out from entries, so that
    an entry in both is one entry behind the ratio."""
    asked: dict[str, Definition] = {}
    for definition in definitions:
        parts = [part for part in (definition.numerator, definition.denominator) if part is not None]
        for one in parts or [definition]:
            asked[one.slug] = one
    return list(asked.values())


def _cells(
    definitions: Sequence[Definition], units: Sequence[Unit], span: Period
) -> dict[tuple[int, str, str], list[tuple[int, str, str, Sum]]]:
    sorts: dict[tuple[str, str], list[Definition]] = {}
    for definition in definitions:
        sorts.setdefault((definition.line, definition.metric), []).append(definition)
    wanted = Q()
    for (line, metric), some in sorts.items():
        one = Q(line=line, metric=metric)
        if all(definition.kinds for definition in some):
            one &= Q(kind__in=frozenset[str]().union(*(definition.kinds for definition in some)))
        wanted |= one
    months = Q(month__gte=month_of(span.start), month__lte=month_of(span.end))
    rows = Cell.objects.filter(wanted, months, unit__in=[unit.pk for unit in units]).values_list(
        "unit_id", "line", "metric", "month", "kind", "topic", "amount", "entries", "approx"
    )
    cells: defaultdict[tuple[int, str, str], list[tuple[int, str, str, Sum]]] = defaultdict(list)
    for unit, line, metric, month, kind, topic, amount, entries, approx in rows:
        cells[unit, line, metric].append((month, kind, topic, Sum(amount, entries, approx)))
    return dict(cells)


@dataclass
class _Wanted:
    """Which entries to read: by span (or older, for a stock), unit and kind. At least those that are counted; sixty
    definitions ask alike, and each condition more is made and read again in every query."""

    spans: dict[tuple[date | None, date], list[Definition]] = field(default_factory=dict)
    own: Q = field(default_factory=Q)
    metrics: set[str] = field(default_factory=set)
    lines: set[str] = field(default_factory=set)
    units: Q = field(default_factory=Q)
    cohosts: bool = False
    stocks: bool = False

    @classmethod
    def of(
        cls, definitions: Sequence[Definition], units: Sequence[Unit], span: Period, own: frozenset[UUID]
    ) -> _Wanted:
        wanted = cls()
        for definition in definitions:
            wanted.want(definition, span)
        if own:
            wanted.units = _answering(own)
        wanted.within(units)
        return wanted

    def want(self, definition: Definition, span: Period) -> None:
        since = None if definition.adds == "last" else span.start
        self.spans.setdefault((since, span.end), []).append(definition)
        self.metrics.add(definition.metric)
        self.lines |= {definition.line} - {""}
        self.cohosts |= definition.held == "held-or-cohosted"
        self.stocks |= definition.adds == "last"

    @property
    def entries(self) -> Q | None:
        """None where nothing is wanted."""
        asked = [_within(*span) & _sorts(some) for span, some in self.spans.items()]
        asked += [self.own] if self.own else []
        return reduce(or_, asked) & self.units if asked else None

    def within(self, units: Sequence[Unit]) -> None:
        """Keep to the subtrees of the units; the smallest set of ranges that covers them."""
        tops: list[str] = []
        for path in sorted(unit.path for unit in units):
            if not any(path.startswith(top) for top in tops):
                tops.append(path)
        held, shared = Q(), Q()
        for top in tops:
            held |= Q(unit__path__gte=top, unit__path__lt=top + "~")
            shared |= Q(unit__path__gte=top, unit__path__lt=top + "~")
        if self.cohosts:
            held |= Q(pk__in=Cohost.objects.filter(shared).values("entry"))
        self.units &= held


def _within(since: date | None, until: date) -> Q:
    return Q(start__lte=until) if since is None else Q(start__gte=since, start__lte=until)


def _sorts(definitions: Sequence[Definition]) -> Q:
    """Entries of the kinds and topics of any of them; of all, where one asks for all."""
    if any(not definition.kinds and not definition.topics for definition in definitions):
        return Q()
    kinds: defaultdict[frozenset[str], list[frozenset[str]]] = defaultdict(list)
    for definition in definitions:
        kinds[definition.topics].append(definition.kinds)
    return reduce(or_, (_sort(topics, some) for topics, some in kinds.items()))


def _sort(topics: frozenset[str], kinds: Sequence[frozenset[str]]) -> Q:
    asked = Q(topic__in=topics) if topics else Q()
    return asked & Q(kind__in=frozenset[str]().union(*kinds)) if all(kinds) else asked


def _answering(measures: frozenset[UUID]) -> Q:
    return Q(pk__in=Attribution.objects.standing().filter(measure__in=measures).values("entry"))


def _wanted(
    elsewhere: Sequence[Definition],
    in_cells: Sequence[Definition],
    units: Sequence[Unit],
    span: Period,
    own: frozenset[UUID],
    edges: Iterable[Period],
) -> _Wanted:
    """What cells don't answer; and for what they do, the days at the edges and the entries of single measures."""
    wanted = _Wanted()
    for definition in elsewhere:
        wanted.want(definition, span)
    for edge in sorted(edges) if in_cells else ():
        for definition in in_cells:
            wanted.want(definition, edge)
    if own:
        wanted.own = _answering(own) & _within(span.start, span.end)
        wanted.metrics |= {definition.metric for definition in in_cells}
        wanted.lines |= {definition.line for definition in in_cells} - {""}
    wanted.within(units)
    return wanted


def _facts(wanted: _Wanted, as_of: datetime | None, own: frozenset[UUID]) -> list[Fact]:
    asked = wanted.entries
    if asked is None:
        return []
    entries = Entry.objects.standing(as_of).filter(asked).order_by()
    # In the order in which they were told; joined by the text of ids, for making a UUID of each row takes longest.
    told = entries.order_by("recorded_at", "number").values_list(
        "pk", _text("pk"), "unit__path", "start", "kind_id", "topic_id"
    )
    rows = list(told)
    if not rows:
        return []
    amounts = _amounts(entries, wanted.metrics)
    lines = _attributed(entries, as_of, "line_id", Q(line__in=wanted.lines)) if wanted.lines else {}
    measures = _attributed(entries, as_of, "measure_id", Q(measure__in=own)) if own else {}
    shared = _shared(entries) if wanted.cohosts else {}
    ended = ended_units() if wanted.stocks else {}
    return [
        Fact(
            id=pk,
            path=path,
            day=day,
            order=order,
            kind=kind,
            topic=topic or "",
            lines=frozenset(lines.get(key, ())),
            measures=frozenset(measures.get(key, ())),
            cohosts=tuple(shared.get(key, ())),
            amounts=amounts.get(key, {}),
            ended=ended.get(path),
        )
        for order, (pk, key, path, day, kind, topic) in enumerate(rows)
    ]


def ended_units() -> dict[str, Ended]:
    """The units that others went on with, by their paths. They are few."""
    rows = Unit.objects.filter(successor__isnull=False, until__isnull=False).order_by()
    into = {path: (until, heir) for path, until, heir in rows.values_list("path", "until", "successor__path") if until}
    return {path: Ended(until, tuple(_heirs(path, into))) for path, (until, _heir) in into.items()}


def _heirs(path: str, into: Mapping[str, tuple[date, str]]) -> Iterator[str]:
    while path in into:
        path = into[path][1]
        yield path


def _text(column: str) -> Cast:
    return Cast(column, CharField())


def _amounts(entries: Any, metrics: set[str]) -> dict[str, dict[str, tuple[int, bool]]]:
    rows = Quantity.objects.filter(entry__in=entries.values("pk"), metric__in=metrics).order_by()
    amounts: defaultdict[str, dict[str, tuple[int, bool]]] = defaultdict(dict)
    for entry, metric, amount, words in rows.values_list(_text("entry_id"), "metric_id", "amount", "words"):
        before, about = amounts[entry].get(metric, (0, False))
        amounts[entry][metric] = (before + amount, about or bool(words))
    return dict(amounts)


def _attributed(entries: Any, as_of: datetime | None, column: str, to: Q) -> dict[str, list[Any]]:
    rows = Attribution.objects.standing(as_of).filter(to, entry__in=entries.values("pk"))
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for entry, thing in rows.values_list(_text("entry_id"), column):
        found[entry].append(thing)
    return dict(found)


def _shared(entries: Any) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    rows = Cohost.objects.filter(entry__in=entries.values("pk"))
    for entry, path in rows.values_list(_text("entry_id"), "unit__path"):
        found[entry].append(path)
    return dict(found)


@dataclass
class Tracked:
    """How many entries answer each measure, by unit and all below it: what is shown where no number was promised."""

    counts: dict[UUID, list[tuple[str, int]]]
    last: dict[UUID, Any]

    @classmethod
    def load(cls, measures: Iterable[Measure], span: Period, within: Unit) -> Tracked:
        """What was held by `within` and all below it. One query: a row a measure and unit."""
        held = Entry.objects.standing().within(span).held_under(within)
        rows = (
            Attribution.objects.standing()
            .filter(measure__in=list(measures), entry__in=held)
            .order_by()
            .values_list("measure_id", "entry__unit__path")
            .annotate(Count("pk"), Max("entry__start"))
        )
        counts: defaultdict[UUID, list[tuple[str, int]]] = defaultdict(list)
        last: dict[UUID, Any] = {}
        for measure, path, count, day in rows:
            counts[measure].append((path, count))
            last[measure] = max(day, last.get(measure, day))
        return cls(dict(counts), last)

    def of(self, measure: Measure, unit: Unit) -> int:
        return sum(count for path, count in self.counts.get(measure.pk, ()) if path.startswith(unit.path))
