"""Entries as plain facts, and the arithmetic of every adding rule over them. No database in here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from yiben.lib.periods import Period
from yiben.terms.definitions import Definition


@dataclass(frozen=True)
class Ended:
    """That a unit was ended on a day, and the paths of those that went on with it, one after the other."""

    until: date
    heirs: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """An entry as figures see it. `order` sorts what was said of one day (later wins); `amounts` maps a metric to its
    integer amount and whether it is approximate; `cohosts` are the paths of the units that held it too. `ended` is
    a merged unit's: its stock is counted again by who went on with it."""

    id: UUID
    path: str
    day: date
    order: int
    kind: str
    topic: str
    lines: frozenset[str]
    measures: frozenset[UUID]
    cohosts: tuple[str, ...]
    amounts: dict[str, tuple[int, bool]]
    ended: Ended | None = None


@dataclass(frozen=True)
class Total:
    """An integer amount of the metric (or a Decimal already, for a ratio), how many entries it rests on and how many
    of them are approximate. `amount` is None where there is no answer. `used` are the facts themselves."""

    amount: int | Decimal | None
    entries: int = 0
    approx: int = 0
    used: Sequence[Fact] = ()

    @property
    def ids(self) -> frozenset[UUID]:
        return frozenset(fact.id for fact in self.used)


def of_kind(definition: Definition, fact: Fact) -> bool:
    """Whether an entry is of the sort that the definition counts, wherever and whenever it was held."""
    return (
        (not definition.kinds or fact.kind in definition.kinds)
        and (not definition.topics or fact.topic in definition.topics)
        and (not definition.line or definition.line in fact.lines)
    )


def held_by(definition: Definition, fact: Fact, path: str) -> bool:
    """Whether the unit at `path` (or one below it) held it; or held it with others, where the definition says so."""
    if fact.path.startswith(path):
        return True
    return definition.held == "held-or-cohosted" and any(cohost.startswith(path) for cohost in fact.cohosts)


def add_up(definition: Definition, facts: Iterable[Fact], path: str, period: Period) -> Total:
    """The definition's number for the unit at `path` and all below it in a period, by its adding rule."""
    return over(definition, of_unit(definition, facts, path), path, period)


def of_unit(definition: Definition, facts: Iterable[Fact], path: str) -> list[Fact]:
    """What the unit at `path` and all below it did of the definition's sort, whenever."""
    return [fact for fact in of_sort(definition, facts) if held_by(definition, fact, path)]


def of_sort(definition: Definition, facts: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in facts if of_kind(definition, fact)]


def over(definition: Definition, hers: Sequence[Fact], path: str, period: Period) -> Total:
    """The same as `add_up` over what `of_unit` has found: asked for period after period without searching again."""
    if definition.adds == "last":
        return _last(definition, [fact for fact in hers if fact.day <= period.end], path)
    first, last = period.start, period.end
    inside = [fact for fact in hers if first <= fact.day <= last]
    if definition.adds == "distinct":
        return _distinct(inside)
    if definition.adds == "max":
        return _max(definition, inside)
    return _sum(definition, inside)


def ratio(definition: Definition, over: Total, under: Total) -> Total:
    """Numerator over denominator, each added up first: two decimals, a percentage where the unit is %; no answer
    where the denominator is nothing."""
    used = list({id(fact): fact for fact in (*over.used, *under.used)}.values())
    together = Total(None, len(used), over.approx + under.approx, used)
    if over.amount is None or not under.amount:
        return together
    assert definition.numerator is not None
    assert definition.denominator is not None
    top = Decimal(over.amount).scaleb(-definition.numerator.places)
    bottom = Decimal(under.amount).scaleb(-definition.denominator.places)
    times = 100 if definition.unit == "%" else 1
    value = (top * times / bottom).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Total(value, together.entries, together.approx, used)


def _noting(definition: Definition, facts: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in facts if definition.metric in fact.amounts]


def _total(amount: int | None, definition: Definition, used: list[Fact]) -> Total:
    approx = sum(fact.amounts[definition.metric][1] for fact in used)
    return Total(amount, len(used), approx, used)


def _sum(definition: Definition, facts: list[Fact]) -> Total:
    used = _noting(definition, facts)
    return _total(sum(fact.amounts[definition.metric][0] for fact in used), definition, used)


def _max(definition: Definition, facts: list[Fact]) -> Total:
    used = _noting(definition, facts)
    if not used:
        return Total(None)
    largest = max(used, key=lambda fact: fact.amounts[definition.metric][0])
    return _total(largest.amounts[definition.metric][0], definition, [largest])


def _last(definition: Definition, facts: list[Fact], path: str) -> Total:
    """A stock on the period's last day: each unit's newest word, added up. A rate doesn't add: the unit's own. What a
    merged unit said holds until one that went on with it has spoken."""
    newest: dict[str, Fact] = {}
    for fact in sorted(_noting(definition, facts), key=lambda fact: (fact.day, fact.order)):
        newest[fact.path] = fact
    if definition.metric == "rate":
        newest = {path: newest[path]} if path in newest else {}
    if not newest:
        return Total(None)
    used = [fact for fact in newest.values() if not _taken_over(fact, newest)]
    return _total(sum(fact.amounts[definition.metric][0] for fact in used), definition, used)


def _taken_over(fact: Fact, newest: Mapping[str, Fact]) -> bool:
    ended = fact.ended
    return ended is not None and any(path in newest and newest[path].day > ended.until for path in ended.heirs)


def _distinct(facts: list[Fact]) -> Total:
    """How many units held at least one."""
    return Total(len({fact.path for fact in facts}), len(facts), 0, facts)
