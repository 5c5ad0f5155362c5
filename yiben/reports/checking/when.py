"""Which days a sentence speaks of: 一季度, 上半年, 1—10月, 截至11月20日, 去年同期, 3月5日. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from yiben.lib.periods import Period

_DASH = "[-—–－~～至到]{1,2}"
_SAID = re.compile(
    rf"""(?:(?<!截至)(?<!截止))(?P<year>(?<!\d)20\d\d)年(?P<whole>度|全年)?|(?P<march>学雷锋月|雷锋月)|(?P<last>去年|上年|上一年|(?<!今)(?<!本)(?<!每)(?<!全)往年)(?P<same>同期|同比)?|(?P<now>今年以来|今年|本年度?|全年|年内)
    |(?P<quarter>第?[一二三四1-4ⅠⅡⅢⅣ]季度)|(?P<thirds>前(?:三|3)(?:个)?季度|前三季)|(?P<half>上半年|下半年)
    |(?:截至|截止|至|到)(?:目前)?(?:(?P<till_year>20\d\d)年)?(?P<until>1[0-2]|[1-9])月(?:(?P<day>[12]\d|3[01]|[1-9])日|(?P<end>底|末))?
    |(?<!\d)(?P<from_month>1[0-2]|[1-9])月(?P<from_day>[12]\d|3[01]|[1-9])日{_DASH}(?P<to_month>1[0-2]|[1-9])月(?P<to_day>[12]\d|3[01]|[1-9])日
    |(?<!\d)(?P<first>1[0-2]|[1-9])(?:月(?:份)?)?{_DASH}(?P<to>1[0-2]|[1-9])月(?:份)?(?!\d*日)
    |(?<!\d)(?P<month>1[0-2]|[1-9])月(?:份)?(?:(?P<date>[12]\d|3[01]|[1-9])日(?:{_DASH}(?P<till>[12]\d|3[01]|[1-9])日)?|(?P<part>底前|底|末|初|上旬|中旬|下旬)|(?P<since>以来))?
    |(?=[一二三四五六七八九十元])(?<![一二三四五六七八九十第每个正])(?P<named>十[一二]?|[一二三四五六七八九元])月(?:份|里)?(?![一二三四五六七八九十\d])""",
    re.VERBOSE,
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4} | dict(
    zip("ⅠⅡⅢⅣ", (1, 2, 3, 4), strict=True)
)
_MONTHS = {name: at for at, name in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)} | {"元": 1}
_STOP = re.compile("[。；！？\n]")
"""Behind it, a year that something was compared with is forgotten."""
_QUOTED = re.compile("[“《‘][^”》’\n]{0,60}[”》’]")


@dataclass(frozen=True)
class Said:
    """A period that words name: where they stand, and whether they only moved the year (去年, 2024年)."""

    start: int
    end: int
    period: Period
    year_only: bool = False
    compared: bool = False
    """Whether it is named to be compared with: 去年, 上年同期."""


def periods_said(text: str, default: Period, known: Period | None = None) -> list[Said]:
    """Every period named in the text, in its order. `default` gives the year; `known` is what went before."""
    quoted = [(found.start(), found.end()) for found in _QUOTED.finditer(text)]
    said: list[Said] = []
    base, year = known or default, (known or default).end.year
    for found in _SAID.finditer(text):
        if any(first <= found.start() < last for first, last in quoted):
            continue
        if found["march"] and said and _within_days(text, said[-1], found):
            continue
        if found["now"] == "全年" and said and said[-1].year_only and said[-1].end == found.start():
            continue
        if said and said[-1].compared and _is_over(text, said[-1], found.start()):
            year = base.end.year
        one, year = _one(found, base, year, default)
        if one is None:
            continue
        if said and said[-1].year_only and found.start() - said[-1].end <= 2:
            of_year = said.pop()
            one = replace(one, start=of_year.start, compared=of_year.compared)
        if not one.compared and _THAN.search(text, max(0, one.start - 2), one.start):
            one = replace(one, compared=True)
        said.append(one)
        base = base if one.compared else one.period
    return said


def _within_days(text: str, last: Said, found: re.Match[str]) -> bool:
    """Whether a clause has named its days: 一季度结合学雷锋月开展32场."""
    return not re.search("[，。；]", text[last.end : found.start()]) and last.period.days > _A_MONTH


_A_MONTH = 31
_GREW = re.compile("(?:增|升|提高|降|减|多|少|持平|翻)[^，；。]*[，；]")


def closed(text: str, said: Said, at: int) -> bool:
    """Whether the days that something was compared with are done with before a place: 较2024年的23场增长26.1%，培训…"""
    return (
        said.compared
        and _THAN.search(text, max(0, said.start - 2), said.start) is not None
        and (_GREW.search(text, said.end, at) is not None)
    )


_THAN = re.compile("[比较]第?$")
_THAN_CLOSES = re.compile("[。；！？\n，]")


def _is_over(text: str, last: Said, at: int) -> bool:
    """Whether what something was compared with is forgotten: behind 较2024年的23场增长26.1%， it is this year again."""
    stop = _THAN_CLOSES if _THAN.search(text, max(0, last.start - 2), last.start) else _STOP
    return stop.search(text, last.end, at) is not None


def _one(found: re.Match[str], base: Period, year: int, default: Period) -> tuple[Said | None, int]:
    at = found.start(), found.end()
    if found["year"]:
        year = int(found["year"])
        return Said(*at, _year(year, default), year_only=True, compared=year < default.end.year), year
    if found["last"]:
        before = base.previous_year() if found["same"] else Period.of_year(default.end.year - 1)
        return Said(*at, before, year_only=not found["same"], compared=True), year if found["same"] else before.end.year
    if found["now"] == "全年" and default.days < _MOST_OF_A_YEAR:
        return Said(*at, Period.of_year(year)), year
    if found["now"]:
        return Said(*at, _year(default.end.year, default), year_only=True), default.end.year
    try:
        if found["since"]:
            return Said(
                *at, Period(date(year, int(found["month"]), 1), max(default.end, _within(found, year).end))
            ), year
        return Said(*at, _within(found, year)), year
    except ValueError:
        return None, year


_MOST_OF_A_YEAR = 250
"""A document of less speaks of more than itself when it says 全年."""


def _year(year: int, default: Period) -> Period:
    return default if year == default.start.year == default.end.year else Period.of_year(year)


def _within(found: re.Match[str], year: int) -> Period:
    """What names no year itself, in a year."""
    if found["quarter"]:
        return Period.of_quarter(year, next(_QUARTERS[mark] for mark in found["quarter"] if mark in _QUARTERS))
    if found["march"]:
        return Period.of_month(year, 3)
    if found["thirds"]:
        return Period.of_months(year, 1, 9)
    if found["half"]:
        return Period.of_months(year, 1, 6) if found["half"] == "上半年" else Period.of_months(year, 7, 12)
    if found["from_month"]:
        begins, ends = (date(year, int(found[f"{end}_month"]), int(found[f"{end}_day"])) for end in ("from", "to"))
        return Period(begins, ends)
    if found["until"]:
        year, month = int(found["till_year"] or year), int(found["until"])
        day = int(found["day"]) if found["day"] else monthrange(year, month)[1]
        return Period(date(year, 1, 1), date(year, month, day))
    if found["first"]:
        return Period.of_months(year, int(found["first"]), int(found["to"]))
    if found["named"]:
        return Period.of_month(year, _MONTHS[found["named"]])
    month = int(found["month"])
    if found["date"]:
        return Period(date(year, month, int(found["date"])), date(year, month, int(found["till"] or found["date"])))
    return Period.of_month(year, month)
