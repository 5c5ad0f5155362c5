"""How often something is to be done: 每季度不少于2次, 每两个月一次, 全年至少4场."""

import re
from bisect import bisect_left
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from yiben.gongwen._numerals import read_numeral
from yiben.gongwen._quantities import Mention, quantities

_TIMES = frozenset("次 场 场次 期 轮 期次 班次 节 堂 批次 课时 回".split())
_UNITS = {
    **{
        "年": "year",
        "年度": "year",
        "学年": "year",
        "季度": "quarter",
        "季": "quarter",
        "半年": "half",
        "学期": "half",
    },
    **{"月": "month", "双月": "month", "周": "week", "星期": "week", "天": "day", "日": "day", "工作日": "day"},
}
# What says how often without 每: 半年一次, 季度不少于2次, 双月召开.
_BARE = {
    "年": "year",
    "度": "quarter",
    "月": "month",
    "季均": "quarter",
    "月均": "month",
    "周均": "week",
    "半年": "half",
}
_SOME_TIMES = "(?:至少|不少于|不低于)?[一二两三四五六七八九十0-9]{1,3}[次场期轮]"
_EVERY = re.compile(
    "每(?:隔|逢)? ?(?P<count>[0-9]{1,4}|[一二两三四五六七八九十]{1,4})? ?个?(?P<unit>年度|学年|半年|年|季度|季|学期|双月|月|星期|周|工作日|天|日)"
    "|(?P<once_in>[0-9]{1,4}|[一二两三四五六七八九十]{1,4})个?(?P<span>年|月|季度|季|周|天|学期)一(?:次|届|换|评|调度|通报|汇报|例会|会|课|研判|更新|督查|总结|主题)"
    f"|(?P<bare>(?<![近同第])一年|(?<![上下])半年|(?<![第一二三四1-4前上下个两])季度|一个季度|一个月|[月季周]均)(?={_SOME_TIMES})"
    f"|(?P<second>双月|双周)(?=召开|开展|举办|组织|{_SOME_TIMES})"
    "|(?P<total>全年|年内|年度内|一年内|年均|本年度)"
)
_CLAUSE_END = re.compile("[。；;！？\n]|，(?=每|全年)")


class Frequency(NamedTuple):
    """So many times in each so many units of time: 每季度不少于2次 → low 2, per "quarter", every 1.

    `times` is the number written, None where the text only says 每月; then once is the least it means.
    """

    start: int
    end: int
    text: str
    times: Decimal | None
    per: str
    every: int
    low: Decimal | None
    high: Decimal | None


def frequencies(text: str) -> list[Frequency]:
    """The frequencies a text sets, in order."""
    found = list(_EVERY.finditer(text))
    if not found:
        return []
    counted = [mention for mention in quantities(text) if mention.unit in _TIMES]
    return [frequency for every in found if (frequency := _frequency(text, every, counted))]


def _frequency(text: str, every: re.Match[str], counted: list[Mention]) -> Frequency | None:
    per, count = _rhythm(every)
    if every["once_in"]:
        once = Decimal(1)
        return Frequency(every.start(), every.end(), every[0], once, per, count, once, once)
    times = _times_behind(text, every.end(), counted)
    if times:
        words = text[every.start() : times.end]
        base = times.low if times.low is not None else times.high
        return Frequency(every.start(), times.end, words, base, per, count, times.low, times.high)
    if every["total"]:
        return None
    return Frequency(every.start(), every.end(), every[0], None, per, count, Decimal(1), None)


def _rhythm(every: re.Match[str]) -> tuple[str, int]:
    """The unit of time, and every how many of it."""
    if every["second"]:
        return _UNITS[every["second"][1]], 2
    if every["bare"]:
        return _BARE.get(every["bare"]) or _BARE[every["bare"][-1]], 1
    unit = every["unit"] or every["span"] or "年"
    return _UNITS[unit], _count(every["count"] or every["once_in"]) * (2 if unit == "双月" else 1)


def _count(words: str | None) -> int:
    numeral = read_numeral(words) if words else None
    return int(numeral.base) if numeral and numeral.base >= 1 else 1


def _times_behind(text: str, at: int, counted: list[Mention]) -> Mention | None:
    """The first number of times in the same clause, unless another 每 stands before it."""
    limit = at + 40
    for end in (_CLAUSE_END.search(text, at, limit), _EVERY.search(text, at, limit)):
        limit = min(limit, end.start()) if end else limit
    place = bisect_left(counted, at, key=attrgetter("start"))
    return counted[place] if place < len(counted) and counted[place].start < limit else None
