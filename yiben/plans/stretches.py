"""The stretches of a year in which something recurring is due: twelve months, four quarters. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from yiben.lib.periods import Period
from yiben.plans.models import Frequency, Target


def stretches(frequency: str, year: int) -> list[Period]:
    """In order; weeks begin on the year's first Monday, and the last may end with the year. No rhythm: the year."""
    match frequency:
        case Frequency.WEEKLY:
            return _weeks(year)
        case Frequency.MONTHLY:
            return [Period.of_month(year, month) for month in range(1, 13)]
        case Frequency.QUARTERLY:
            return [Period.of_quarter(year, quarter) for quarter in range(1, 5)]
        case Frequency.HALF_YEARLY:
            return [Period.of_months(year, 1, 6), Period.of_months(year, 7, 12)]
    return [Period.of_year(year)]


def stretches_of(target: Target, year: int) -> list[Period]:
    """Those in which a target is due: what shall be done by June is not due again in July."""
    until = target.deadline or target.measure.deadline
    every = stretches(target.frequency, year)
    return [period for period in every if until is None or period.start <= until] or every


def _weeks(year: int) -> list[Period]:
    first = date(year, 1, 1) + timedelta(days=-date(year, 1, 1).weekday() % 7)
    mondays = [first + timedelta(days=7 * week) for week in range(52)]
    return [Period(monday, min(monday + timedelta(days=6), date(year, 12, 31))) for monday in mondays]


def name_of(period: Period) -> str:
    """第一季度, 3月; nothing for what is named by its days."""
    label = period.label().removeprefix(f"{period.start.year}年")
    return "" if "日" in label else label


@dataclass(frozen=True)
class Stretch:
    """A period due, and whether it is the one that runs today."""

    period: Period
    now: bool

    @property
    def name(self) -> str:
        """第一季度, 3月; nothing for a week, which is named by its days."""
        return name_of(self.period)


@dataclass(frozen=True)
class Rhythm:
    """A recurring target with its periods of the year."""

    target: Target
    stretches: list[Stretch]


def rhythms_of(targets: Iterable[Target], year: int, today: date) -> list[Rhythm]:
    """The recurring ones of these targets."""
    return [
        Rhythm(target, [Stretch(period, today in period) for period in stretches_of(target, year)])
        for target in targets
        if target.frequency
    ]
