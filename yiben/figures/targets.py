"""The targets of plans held against figures: what a page or a report needs to say how far each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yiben.figures.progress import Aim, Progress, everywhere, recurring, toward
from yiben.figures.rollup import Figure, Figures
from yiben.lib.periods import Period
from yiben.plans.models import Target
from yiben.plans.stretches import stretches_of
from yiben.terms.definitions import Definition
from yiben.units.models import Unit, UnitKind


@dataclass(frozen=True)
class Reading:
    """A target with the figure of the whole, its progress, and the same for each community.

    `progress` is None where a single community or office is looked at and the goal is not its own: a part has none.
    """

    target: Target
    definition: Definition
    figure: Figure
    progress: Progress | None
    by_unit: dict[int, tuple[Figure, Progress]]

    @property
    def state(self) -> str:
        """The progress's state, "" where there is none to tell."""
        return self.progress.state if self.progress else ""


def load(
    targets: Sequence[Target],
    definitions: dict[str, Definition],
    whole: Unit,
    units: Sequence[Unit],
    year: int,
    *,
    as_of: datetime | None = None,
    until: date | None = None,
) -> Figures:
    """Everything that `read` will ask for these targets, in a handful of queries."""
    asked = [definitions[t.indicator_id] for t in targets if t.indicator_id in definitions]
    own = {target.measure_id for target in targets if target.own}
    counted = {_counted(due_period(target, year), until) for target in targets}
    span = Period.of_year(year)
    return Figures.load(asked, [whole, *units], span, as_of=as_of, measures=own, stretches=counted)


def read(
    target: Target,
    definition: Definition,
    figures: Figures,
    whole: Unit,
    communities: Sequence[Unit],
    year: int,
    today: date,
    *,
    until: date | None = None,
) -> Reading:
    """How far a target is, in the whole and in each community; what was done after `until` isn't counted."""
    period = due_period(target, year)
    counted = _counted(period, until)
    measure = target.measure_id if target.own else None
    aim = Aim(
        comparator=target.comparator,
        goal=target.value,
        unit=target.unit or definition.unit,
        start=period.start,
        due=period.end,
        accrues=definition.adds == "sum",
    )

    def one(unit: Unit) -> tuple[Figure, Progress]:
        found = figures.of(definition, unit, counted, measure=measure)
        if not target.frequency:
            return found, toward(aim, found.value, today)
        due = stretches_of(target, year)
        # Before a community was there, nothing was due in it.
        spans = [span for span in due if span.end >= unit.since] or due
        parts = [(span, figures.of(definition, unit, span, measure=measure).value) for span in spans]
        return found, recurring(aim, parts, today, every=target.get_frequency_display())

    figure, own = one(whole)
    if target.scope == "each":
        by_unit = {unit.pk: one(unit) for unit in communities}
    else:  # the goal is the whole's, and so is how far it is
        by_unit = {unit.pk: (figures.of(definition, unit, counted, measure=measure), own) for unit in communities}
    progress: Progress | None = own
    if whole.kind == UnitKind.OFFICE:
        progress = None
    elif whole.kind == UnitKind.COMMUNITY:
        progress = own if target.scope == "each" else None
    elif target.scope == "each":
        named = [(unit.short_name, by_unit[unit.pk][1]) for unit in communities]
        progress = everywhere(aim, named, every=target.get_frequency_display())
    return Reading(target, definition, figure, progress, by_unit)


def _counted(period: Period, until: date | None) -> Period:
    """The days of a period that count: none after `until`."""
    return period if until is None else Period(period.start, max(period.start, min(period.end, until)))


def due_period(target: Target, year: int) -> Period:
    """From the first day of the plan's year to the target's deadline, within the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    due = target.deadline or target.measure.deadline or last
    return Period(first, min(max(due, first), last))
