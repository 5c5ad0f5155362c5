"""Periods: any [from, to] of days, and the short names that officials give to the common ones."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
EARLIEST, LATEST = 1900, 2199

_SHAPE = re.compile(
    r"(?P<year>\d{4})(?:[Hh](?P<half>[12])|[Qq](?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?", re.ASCII
)
_RANGE = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)", re.ASCII)
_HALVES = {1: "上半年", 2: "下半年"}
_QUARTERS = {1: "第一季度", 2: "第二季度", 3: "第三季度", 4: "第四季度"}


_stopped: date | None = None


def today() -> date:
    """The day it is in Shanghai. Read it at the edge (view, command) and pass it in."""
    return _stopped or datetime.now(SHANGHAI).date()


def stop_the_calendar(day: date | None) -> None:
    """Let `today` stay on a day, for a demonstration whose year is over; None lets it run again."""
    global _stopped
    _stopped = day


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` to `end`, both included.

    >>> str(Period.parse("2025-07-01..2025-09-30")), Period.parse("2025Q3").label()
    ('2025Q3', '2025年第三季度')
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if isinstance(self.start, datetime) or isinstance(self.end, datetime):
            raise TypeError("a period is made of days, not moments")
        if self.start > self.end:
            raise ValueError("时段的开始日期不能晚于结束日期")

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that `text` names: 2025, 2025H1, 2025Q3, 2025-07 or 2025-01-01..2025-11-20."""
        text = text.strip()
        if named := _SHAPE.fullmatch(text):
            return cls._named(**{part: int(number) for part, number in named.groupdict().items() if number})
        if days := _RANGE.fullmatch(text):
            return cls(_day(days[1]), _day(days[2]))
        raise ValueError(f"看不懂时段“{text[:40]}”，请写成 2025、2025H1、2025Q3、2025-07 或 2025-01-01..2025-11-20")

    @classmethod
    def _named(cls, year: int, half: int = 0, quarter: int = 0, month: int = 0) -> Period:
        if half:
            return cls.of_months(year, half * 6 - 5, half * 6)
        if quarter:
            return cls.of_quarter(year, quarter)
        return cls.of_month(year, month) if month else cls.of_year(year)

    @classmethod
    def of_year(cls, year: int) -> Period:
        return cls.of_months(year, 1, 12)

    @classmethod
    def of_quarter(cls, year: int, quarter: int) -> Period:
        return cls.of_months(year, quarter * 3 - 2, quarter * 3)

    @classmethod
    def of_month(cls, year: int, month: int) -> Period:
        return cls.of_months(year, month, month)

    @classmethod
    def of_months(cls, year: int, first: int, last: int) -> Period:
        """The whole months `first` to `last` of one year."""
        if not EARLIEST <= year <= LATEST:
            raise ValueError(f"年份应在 {EARLIEST} 至 {LATEST} 之间：{year}")
        return cls(date(year, first, 1), _month_end(year, last))

    def __str__(self) -> str:
        return self._short_name() or f"{self.start.isoformat()}..{self.end.isoformat()}"

    def __contains__(self, other: date | Period) -> bool:
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        return self.start <= other <= self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def whole_months(self) -> tuple[date, ...]:
        """The first days of the months that lie wholly inside: the cells of the tally that the period is made of."""
        return tuple(first for first in self._first_days() if Period.of_month(first.year, first.month) in self)

    def edges(self) -> tuple[Period, ...]:
        """The days that belong to no whole month: none, one or two stretches, to be counted from entries."""
        months = self.whole_months()
        if not months:
            return (self,)
        before, after = months[0] - timedelta(days=1), _next_month(months[-1])
        head = (Period(self.start, before),) if self.start <= before else ()
        tail = (Period(after, self.end),) if after <= self.end else ()
        return head + tail

    def previous_year(self) -> Period:
        """The same stretch a year before; what ends with a month still does (29 February and 28 February match)."""
        year, month = self.end.year - 1, self.end.month
        last = _month_end(year, month)
        at_month_end = self.end == _month_end(self.end.year, month)
        end = last if at_month_end else date(year, month, min(self.end.day, last.day))
        start_day = min(self.start.day, monthrange(self.start.year - 1, self.start.month)[1])
        return Period(date(self.start.year - 1, self.start.month, start_day), end)

    def label(self) -> str:
        """The period in the words of an official document: 2025年, 2025年上半年, 2025年1月1日至11月20日."""
        year = f"{self.start.year}年"
        if self._is_whole_months_of_a_year():
            return year + self._months_label()
        if self.start == self.end:
            return _day_label(self.start)
        end = _day_label(self.end)
        return f"{_day_label(self.start)}至{end.removeprefix(year)}"

    def _months_label(self) -> str:
        first, last = self.start.month, self.end.month
        match last - first + 1:
            case 12:
                return ""
            case 6 if first in (1, 7):
                return _HALVES[last // 6]
            case 3 if last % 3 == 0:
                return _QUARTERS[last // 3]
            case 1:
                return f"{first}月"
        return f"{first}月至{last}月"

    def _short_name(self) -> str:
        if not self._is_whole_months_of_a_year() or not EARLIEST <= self.start.year <= LATEST:
            return ""
        year, first, last = self.start.year, self.start.month, self.end.month
        match last - first + 1:
            case 12:
                return f"{year}"
            case 6 if first in (1, 7):
                return f"{year}H{last // 6}"
            case 3 if last % 3 == 0:
                return f"{year}Q{last // 3}"
            case 1:
                return f"{year}-{first:02}"
        return ""

    def _is_whole_months_of_a_year(self) -> bool:
        start, end = self.start, self.end
        return start.year == end.year and start.day == 1 and end == _month_end(end.year, end.month)

    def _first_days(self) -> Iterator[date]:
        first = self.start.replace(day=1)
        while first <= self.end:
            yield first
            first = _next_month(first)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"没有这一天：{text}") from None
    if not EARLIEST <= day.year <= LATEST:
        raise ValueError(f"年份应在 {EARLIEST} 至 {LATEST} 之间：{day.year}")
    return day


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _day_label(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
