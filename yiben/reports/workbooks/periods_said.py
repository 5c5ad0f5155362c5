"""The span that words of a form name: 第三季度, 1-6月, 截至11月20日, 本月; some only beside the form's own period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from yiben.lib.periods import Period

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_DIGITS |= {"十一": 11, "十二": 12}
_YEAR = r"(?:(?P<year>20\d\d(?=年|[^\d])|\d\d(?=年))年?度?)?"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(shape))
    for name, shape in (
        (
            "days",
            r"(?P<y1>20\d\d)[年.\-/](?P<m1>\d{1,2})[月.\-/](?P<d1>\d{1,2})日?(?:至|到|[-—~～]+)"
            r"(?:(?P<y2>20\d\d)[年.\-/])?(?P<m2>\d{1,2})[月.\-/](?P<d2>\d{1,2})日?",
        ),
        (
            "days",
            r"(?P<m1>\d{1,2})[月.](?P<d1>\d{1,2})[日号]?(?:至|到|[-—~～]+)(?:(?P<m2>\d{1,2})[月.])?(?P<d2>\d{1,2})(?:[日号]|$)",
        ),
        ("until", rf"截[至止]到?(?:目前|现在)?{_YEAR}(?P<m2>{_MONTH})月(?P<d2>\d{{1,2}})[日号]?"),
        ("until_month", rf"截[至止]到?{_YEAR}(?P<m2>{_MONTH})月(?:底|末|份)?"),
        ("months", rf"{_YEAR}(?P<m1>{_MONTH})月?份?(?:至|到|[-—~～]+)(?P<m2>{_MONTH})月份?"),
        (
            "quarters",
            rf"{_YEAR}(?:前(?P<q2>[一二三两四1-4])个?季度|第?(?P<q1>[一二三四1-4])季?度?(?:至|到|[-—~～]+)第?(?P<q>[一二三四1-4])季度)",
        ),
        ("first_months", rf"{_YEAR}前(?P<m>{_MONTH})个?月"),
        ("quarter", rf"{_YEAR}第?(?P<q>[一二三四1-4])季度?|{_YEAR.replace('year', 'year2')}[Qq](?P<q2>[1-4])"),
        ("half", rf"{_YEAR}(?P<h>[上下])半年"),
        ("month", rf"{_YEAR}(?P<m>{_MONTH})月份?(?!\d|[一二三四五六七八九十]{{1,3}}日)"),
        (
            "so_far",
            r"(?:(?:自|从)?(?:今年|本年|年初)以来|截[至止]到?目前|迄今)(?:累计)?|"
            r"1月?份?(?:至|到|[-—–~～一])+本[月季期](?:末|底)?(?:累计)?(?:数|完成)?|"
            r"(?:自|从)?(?:本年|今年)?年初(?:起|以来|至今|至本[月季期](?:末|底)?|至报告期末?)?累计(?:完成|数|开展)?|"
            r"(?:本年|今年|年度|年初|全年|当年|年内)?(?:至今)?累计(?:完成|数|开展)?|年初至今|(?:1月)?至本月",
        ),
        ("this_month", r"(?:本|当|这个)[月周旬](?:份|发生|完成|新增)*(?:数)?|(?:本|当)期(?:数)?"),
        ("this_quarter", r"[本当]季度?(?:数|实际|完成)?"),
        ("last_month", r"^上个?月(?:份|数|完成|实际|发生)?(?!.*[增减比较同])"),
        ("last_quarter", r"^上个?季度?(?:数|完成|实际)?(?!.*[增减比较同])"),
        ("year", r"(?P<year>20\d\d)(?:年度?|(?!\d))|(?:本|今|全|当)年度?(?:数)?|年度(?!末)|(?<![当])全年"),
    )
)

ONE_OF_THEM = re.compile("(?:[本当上]个?[月周旬]|[本当上]季度?)(?:份|度|数|完成|实际|发生|新增|场次|次数|人次)*")
"""Words that tell one span by where the form stands itself: 本月, 上季度."""


@dataclass(frozen=True)
class Span:
    """A period, and the words that named it."""

    period: Period
    start: int
    end: int
    sure: bool = True


def span_in(text: str, base: Period) -> Span | None:
    """The span that the text names, years left out taken from `base`; None where it names none."""
    for name, shape in _SHAPES:
        for found in shape.finditer(text):
            period = _period(name, found, base)
            if period is not None:
                return Span(period, found.start(), found.end())
    return None


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _DIGITS[said]


def _period(name: str, found: re.Match[str], base: Period) -> Period | None:
    told = found.groupdict()
    year = _year(told.get("year") or told.get("year2"), base)
    try:
        return _made(name, told, year, base)
    except ValueError:
        return None


def _year(said: str | None, base: Period) -> int:
    if not said:
        return base.end.year
    return int(said) if len(said) == 4 else 2000 + int(said)


def _made(name: str, told: dict[str, str | None], year: int, base: Period) -> Period | None:
    match name:
        case "days":
            first = date(int(told.get("y1") or year), int(told["m1"] or 0), int(told["d1"] or 0))
            month = int(told["m2"] or first.month)
            return Period(first, date(int(told.get("y2") or first.year), month, int(told["d2"] or 0)))
        case "quarters":
            return Period.of_months(
                year, _number(told["q1"] or "1") * 3 - 2, _number(told["q"] or told["q2"] or "") * 3
            )
        case "first_months":
            return Period.of_months(year, 1, _number(told["m"] or ""))
        case "until":
            return Period(date(year, 1, 1), date(year, _number(told["m2"] or ""), int(told["d2"] or 0)))
        case "until_month":
            return Period.of_months(year, 1, _number(told["m2"] or ""))
        case "months":
            return Period.of_months(year, _number(told["m1"] or ""), _number(told["m2"] or ""))
        case "quarter":
            return Period.of_quarter(year, _number(told["q"] or told["q2"] or ""))
        case "half":
            return Period.of_months(year, 1, 6) if told["h"] == "上" else Period.of_months(year, 7, 12)
        case "month":
            return Period.of_month(year, _number(told["m"] or ""))
        case "so_far":
            return Period(date(base.end.year, 1, 1), base.end)
        case "this_month":
            return base if _shorter_than_a_year(base) else None
        case "last_month" if base.days <= 31:
            ended = base.start - timedelta(days=1)
            return Period.of_month(ended.year, ended.month)
        case "last_quarter" if 80 < base.days <= 92:
            ended = base.start - timedelta(days=1)
            return Period.of_quarter(ended.year, (ended.month + 2) // 3)
        case "this_quarter":
            return Period.of_quarter(base.end.year, (base.end.month + 2) // 3)
        case "year":
            return base if not told.get("year") and not _shorter_than_a_year(base) else Period.of_year(year)
    return None


def _shorter_than_a_year(base: Period) -> bool:
    return base.days < 200


def meet(one: Period, other: Period) -> bool:
    """Whether two spans share a day."""
    return one.start <= other.end and other.start <= one.end
