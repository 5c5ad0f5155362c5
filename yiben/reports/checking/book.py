"""The book held ready for a check: all facts of a street in a span, so that any definition can be asked at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest
from uuid import UUID

from yiben.figures.facts import Fact, Total, held_by, over, ratio
from yiben.figures.rollup import Figure, Figures
from yiben.lib.periods import Period
from yiben.terms.definitions import Definition
from yiben.units.models import Unit

_METRICS = (
    "times",
    "attendances",
    "people",
    "volunteers",
    "households",
    "materials",
    "items",
    "money",
    "hours",
    "rate",
)


@dataclass(frozen=True)
class _Asked:
    """Whose facts are asked for, of which task, whether without those below, and of which entries if not of all."""

    path: str
    task: UUID | None
    own: bool
    among: frozenset[UUID]

    def has(self, definition: Definition, fact: Fact) -> bool:
        if self.among and fact.id not in self.among:
            return False
        return fact.path == self.path if self.own else held_by(definition, fact, self.path)


@dataclass
class Book:
    """Facts by kind and topic; a figure is worked out when first asked for."""

    facts: Sequence[Fact]
    as_of: datetime
    sorts: dict[tuple[str, str], list[Fact]] = field(default_factory=dict)
    tasks: dict[UUID, list[Fact]] = field(default_factory=dict)
    _found: dict[tuple[object, ...], list[Fact]] = field(default_factory=dict)

    @classmethod
    def load(cls, whole: Unit, span: Period, lines: Iterable[str], measures: Iterable[UUID], as_of: datetime) -> Book:
        """Everything that the unit and all below it did in the span, stocks of whatever age. Six queries."""
        wide = [_wide(metric, line) for metric, line in zip_longest(_METRICS, sorted(lines), fillvalue="")]
        wide.append(replace(_wide("items", ""), slug="wide-stocks", adds="last", kinds=frozenset({"status"})))
        wide.append(replace(_wide("times", ""), slug="wide-held", held="held-or-cohosted"))
        figures = Figures.load(wide, [whole], span, as_of=as_of, measures=measures)
        return cls.of(figures.facts, as_of)

    @classmethod
    def of(cls, facts: Sequence[Fact], as_of: datetime) -> Book:
        sorts: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
        tasks: defaultdict[UUID, list[Fact]] = defaultdict(list)
        for fact in facts:
            sorts[fact.kind, fact.topic].append(fact)
            for measure in fact.measures:
                tasks[measure].append(fact)
        return cls(facts, as_of, dict(sorts), dict(tasks))

    def figure(
        self,
        definition: Definition,
        unit: Unit,
        period: Period,
        task: UUID | None = None,
        *,
        own: bool = False,
        among: frozenset[UUID] = frozenset(),
    ) -> Figure:
        """The figure; what a catalogue doesn't name is worked out alike. `own` leaves out what stands below the unit,
        `among` all but some entries."""
        asked = _Asked(unit.path, task, own, among)
        total = self._total(definition, asked, period)
        places = 0 if isinstance(total.amount, Decimal) or definition.adds == "distinct" else definition.places
        value = None if total.amount is None else Decimal(total.amount).scaleb(-places)
        return Figure(definition, unit, period, value, total.entries, total.approx, self.as_of, task)

    def ids(self, definition: Definition, unit: Unit) -> frozenset[UUID]:
        """The entries that a definition counts of a unit, whenever."""
        return frozenset(fact.id for fact in self._held(definition, _Asked(unit.path, None, False, frozenset())))

    def bearing(
        self, definition: Definition, unit: Unit, period: Period, *, among: frozenset[UUID] = frozenset()
    ) -> frozenset[UUID]:
        """The entries that have a part in a figure: those of the period that noted its metric."""
        return self._total(definition, _Asked(unit.path, None, False, among), period).ids

    def kinds_of(self, topics: frozenset[str]) -> frozenset[str]:
        """The kinds of entries that bear one of the topics."""
        return frozenset(kind for kind, topic in self.sorts if topic in topics)

    def _total(self, definition: Definition, asked: _Asked, period: Period) -> Total:
        if definition.adds == "ratio":
            assert definition.numerator is not None
            assert definition.denominator is not None
            top, under = (self._total(one, asked, period) for one in (definition.numerator, definition.denominator))
            return ratio(definition, top, under)
        return over(definition, self._held(definition, asked), asked.path, period)

    def _held(self, definition: Definition, asked: _Asked) -> list[Fact]:
        key = definition.kinds, definition.topics, definition.line, definition.held, asked
        if key not in self._found:
            self._found[key] = [
                fact
                for fact in self._of_sort(definition, asked.task)
                if (not definition.line or definition.line in fact.lines) and asked.has(definition, fact)
            ]
        return self._found[key]

    def _of_sort(self, definition: Definition, task: UUID | None) -> Iterable[Fact]:
        kinds, topics = definition.kinds, definition.topics
        if task:
            facts = self.tasks.get(task, [])
            return [f for f in facts if (not kinds or f.kind in kinds) and (not topics or f.topic in topics)]
        if not kinds and not topics:
            return self.facts
        return [
            fact
            for (kind, topic), facts in self.sorts.items()
            if (not kinds or kind in kinds) and (not topics or topic in topics)
            for fact in facts
        ]


def _wide(metric: str, line: str) -> Definition:
    """A definition that has its metric and line read of every entry of the span, whatever is asked later."""
    return Definition(f"wide-{metric}-{line}", 1, "", "", metric or "times", "sum", "", date(2000, 1, 1), line=line)
