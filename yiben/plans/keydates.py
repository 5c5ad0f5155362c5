"""The public days of a year that a street's work goes by: festivals, and the days of workers, youth, women, volunteers.

Fixed days stand in a table; lunar ones and 清明 are worked out by calendar libraries.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from chinese_calendar import get_solar_terms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from lunardate import LunarDate

YEARS = range(2000, 2100)


class KeyDay(NamedTuple):
    """A day and what people call it."""

    day: date
    name: Promise | str


_FIXED = {
    (1, 1): _("元旦"),
    (3, 5): _("学雷锋纪念日"),
    (3, 8): _("三八国际妇女节"),
    (3, 12): _("植树节"),
    (3, 15): _("国际消费者权益日"),
    (4, 23): _("世界读书日"),
    (5, 1): _("五一国际劳动节"),
    (5, 4): _("五四青年节"),
    (5, 8): _("世界红十字日"),
    (5, 12): _("全国防灾减灾日"),
    (5, 15): _("国际家庭日"),
    (6, 1): _("六一国际儿童节"),
    (6, 14): _("世界献血者日"),
    (6, 26): _("国际禁毒日"),
    (7, 1): _("七一建党纪念日"),
    (8, 1): _("八一建军节"),
    (9, 10): _("教师节"),
    (10, 1): _("国庆节"),
    (11, 9): _("全国消防日"),
    (12, 4): _("国家宪法日"),
    (12, 5): _("国际志愿者日"),
}
_LUNAR = {
    (1, 1): _("春节"),
    (1, 15): _("元宵节"),
    (5, 5): _("端午节"),
    (8, 15): _("中秋节"),
    (9, 9): _("重阳节"),
}


def key_days(year: int) -> list[KeyDay]:
    """Those of a year of `YEARS`, in order."""
    assert year in YEARS
    days = [KeyDay(date(year, month, day), name) for (month, day), name in _FIXED.items()]
    lunar = {name: LunarDate(year, month, day).to_solar_date() for (month, day), name in _LUNAR.items()}
    days += [KeyDay(day, name) for name, day in lunar.items()]
    days.append(KeyDay(LunarDate(year, 1, 1).to_solar_date() - timedelta(days=1), _("除夕")))
    days += [KeyDay(_tomb_sweeping(year), _("清明节")), KeyDay(_first_aid_day(year), _("世界急救日"))]
    return sorted(days, key=lambda one: one.day)


def _tomb_sweeping(year: int) -> date:
    terms = get_solar_terms(date(year, 4, 1), date(year, 4, 10))
    return next(day for day, name in terms if name == "清明")


def _first_aid_day(year: int) -> date:
    """The second Saturday of September."""
    first = date(year, 9, 1)
    return first + timedelta(days=(5 - first.weekday()) % 7 + 7)
