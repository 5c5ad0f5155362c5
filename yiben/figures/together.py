"""A unit's figure together with those of the units that ended into it.

A merger moves no figure of the past, so what a merged unit did in a year stands under several names. Here they are
laid beside each other, and taken together by the definition's own rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from yiben.figures.rollup import Figure, Figures
from yiben.lib.periods import Period
from yiben.terms.definitions import Definition
from yiben.units.models import Unit
from yiben.units.reorganising import predecessors


@dataclass(frozen=True)
class Together:
    """The whole, under the present unit's name, and each part: the present unit's own first."""

    whole: Figure
    parts: list[Figure]


@dataclass
class WithPredecessors:
    """Figures of a unit and of those before it, read once for all definitions asked."""

    units: Sequence[Unit]
    period: Period
    figures: Figures

    @classmethod
    def load(cls, definitions: Iterable[Definition], unit: Unit, period: Period) -> WithPredecessors | None:
        """None where nobody went before."""
        before = predecessors(unit)
        if not before:
            return None
        asked = list(definitions)
        asked += [part for one in asked for part in (one.numerator, one.denominator) if part is not None]
        units = [unit, *before]
        return cls(units, period, Figures.load(asked, units, period))

    def of(self, definition: Definition) -> Together:
        """The whole and its parts; no query."""
        parts = [self.figures.of(definition, unit, self.period) for unit in self.units]
        used = self._used(definition, parts)
        value = self._value(definition, used)
        entries, approx = sum(part.entries for part in used), sum(part.approx for part in used)
        return Together(Figure(definition, self.units[0], self.period, value, entries, approx), parts)

    def _used(self, definition: Definition, parts: list[Figure]) -> list[Figure]:
        """The parts that make the whole. A stock is what the present unit says, once it has said anything: it counts
        what it took over."""
        said = [part for part in parts if part.value is not None]
        return parts[:1] if definition.adds == "last" and parts[0].value is not None else said

    def _value(self, definition: Definition, used: list[Figure]) -> Decimal | None:
        if definition.adds == "ratio":
            return self._ratio(definition)
        values = [part.value for part in used if part.value is not None]
        if not values or (definition.metric == "rate" and len(values) > 1):
            return None
        return max(values) if definition.adds == "max" else sum(values, Decimal(0))

    def _ratio(self, definition: Definition) -> Decimal | None:
        assert definition.numerator is not None
        assert definition.denominator is not None
        top, bottom = self.of(definition.numerator).whole.value, self.of(definition.denominator).whole.value
        if top is None or not bottom:
            return None
        times = 100 if definition.unit == "%" else 1
        return (top * times / bottom).quantize(Decimal("0.01"), ROUND_HALF_UP)
