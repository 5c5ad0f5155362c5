"""A year of work points month by month: key days, what is due by a day, what is due again at a stretch's end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from yiben.lib.periods import Period
from yiben.plans.keydates import KeyDay, key_days
from yiben.plans.models import Frequency, Measure, Target, Upcoming
from yiben.plans.stretches import stretches_of
from yiben.units.models import Post

_OFTEN = (Frequency.WEEKLY, Frequency.MONTHLY)


@dataclass(frozen=True)
class Due:
    """What a measure owes by a day: the numbers that it names, or the measure as a whole."""

    day: date
    measure: Measure
    targets: list[Target]


@dataclass(frozen=True)
class Month:
    period: Period
    days: list[KeyDay] = field(default_factory=list)
    due: list[Due] = field(default_factory=list)
    recurring: list[Due] = field(default_factory=list)
    upcoming: list[Upcoming] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.period.start.month


@dataclass(frozen=True)
class Agenda:
    """The twelve months, and what is due in each of them alike."""

    year: int
    months: list[Month]
    often: list[Due]
    promised: int


def tracked_in(year: int, post: Post | None) -> list[Measure]:
    """The tracked measures of a year with their numbers, of a post those that it reads. Two queries."""
    seen = Measure.objects.for_post(post) if post is not None else Measure.objects.all()
    tracked = seen.tracked().filter(plan__year=year)
    return list(tracked.select_related("line").prefetch_related("targets").order_by("plan", "order"))


def agenda_of(measures: Iterable[Measure], year: int, upcoming: Iterable[Upcoming] = ()) -> Agenda:
    """Pure: the measures come with their targets. `upcoming` are activities of that year, in their order."""
    measures = list(measures)
    months = [Month(Period.of_month(year, month)) for month in range(1, 13)]
    for one in key_days(year):
        months[one.day.month - 1].days.append(one)
    for held in upcoming:
        months[held.start.month - 1].upcoming.append(held)
    often: list[Due] = []
    for measure in measures:
        for due in _by_a_day(measure):
            if due.day.year == year:
                months[due.day.month - 1].due.append(due)
        _recurring(measure, year, months, often)
    for month in months:
        month.due.sort(key=lambda due: due.day)
    return Agenda(year, months, often, len(measures))


def _by_a_day(measure: Measure) -> list[Due]:
    """A measure's own deadline, and those of its numbers; what recurs is due again and again instead."""
    days: dict[date, list[Target]] = {measure.deadline: []} if measure.deadline else {}
    for target in measure.targets.all():
        day = target.deadline or measure.deadline
        if day and not target.frequency:
            days.setdefault(day, []).append(target)
    return [Due(day, measure, targets) for day, targets in days.items()]


def _recurring(measure: Measure, year: int, months: list[Month], often: list[Due]) -> None:
    for target in measure.targets.all():
        if target.frequency in _OFTEN:
            often.append(Due(date(year, 12, 31), measure, [target]))
        elif target.frequency:
            for period in stretches_of(target, year):
                months[period.end.month - 1].recurring.append(Due(period.end, measure, [target]))
