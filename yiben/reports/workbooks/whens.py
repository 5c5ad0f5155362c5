"""The time of a cell or a list as a person chose it: told by the form's own, so that next month's moves along."""

from __future__ import annotations

from datetime import date, timedelta

from yiben.lib.periods import Period

NAMED = ("so-far", "year", "quarter", "month", "before", "last-year")
"""From January on, the whole year, the quarter, the month, the stretch before, the same stretch a year before."""


def fixed(period: Period, base: Period) -> str:
    """A time by itself, as it is kept: it holds for forms of this period only."""
    return f"{period}@{base}"


def holds(when: str, base: Period) -> bool:
    """Whether what was chosen says anything for a form of this period."""
    return when in NAMED or when.partition("@")[2] == str(base)


def span(when: str, base: Period) -> Period:
    """What was chosen, for a form of this period."""
    year, month = base.end.year, base.end.month
    match when:
        case "so-far":
            return Period(date(year, 1, 1), base.end)
        case "year":
            return Period.of_year(year)
        case "quarter":
            return Period.of_quarter(year, (month + 2) // 3)
        case "month":
            return Period.of_month(year, month)
        case "before":
            return _before(base)
        case "last-year":
            return base.previous_year()
    return Period.parse(when.partition("@")[0])


def _before(base: Period) -> Period:
    """As many months before, where it is made of months; else as many days."""
    end = base.start - timedelta(days=1)
    if base.edges():
        return Period(end - timedelta(days=base.days - 1), end)
    months = base.start.year * 12 + base.start.month - 1 - len(base.whole_months())
    return Period(date(months // 12, months % 12 + 1, 1), end)
