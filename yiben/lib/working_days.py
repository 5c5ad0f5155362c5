"""Working days of the mainland: weekends, public holidays and the Saturdays worked in their stead."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import chinese_calendar
from chinese_calendar.constants import holidays, workdays

_KNOWN = {day.year for day in (*holidays, *workdays)}
_A_DAY = timedelta(days=1)


class UnknownCalendar(ValueError):
    """The State Council has not published that year's holidays, or this installation is older than they are."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year}年的节假日安排尚未收录，无法推算工作日")
        self.year = year


def is_known(year: int) -> bool:
    """Whether that year's public holidays are on record here."""
    return year in _KNOWN


def is_working_day(day: date) -> bool:
    """Whether offices work on `day`; raises UnknownCalendar where that can't be known."""
    day = day.date() if isinstance(day, datetime) else day
    if not is_known(day.year):
        raise UnknownCalendar(day.year)
    return chinese_calendar.is_workday(day)


def add_working_days(day: date, count: int) -> date:
    """The working day that is `count` working days after `day` (before it, where negative); `day` itself isn't counted.

    With 0 it is `day`, working or not: "within 0 days" moves nothing.
    """
    step = _A_DAY if count > 0 else -_A_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start` and up to `end`: 0 for the same day, negative backwards."""
    if end < start:
        return -working_days_between(end, start)
    days = (start + _A_DAY * step for step in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)
