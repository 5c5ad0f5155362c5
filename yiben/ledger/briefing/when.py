"""Which of the days that a brief names is the activity's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from yiben.ledger.briefing.activities import LATER, Part
from yiben.ledger.briefing.days import Sort, When, days_in, heading_days, number
from yiben.ledger.briefing.drafts import Draft, Span
from yiben.ledger.briefing.reading import Reading

_LATELY = re.compile("近日|日前|连日来|近期|近段时间|最近")
# Of a stock or of work done by a day, 截至9月30日 tells the day.
_AS_OF_A_DAY = frozenset({"status", "dues", "service", "milestone"})
_SOON = 45
"""So many days on, a day without a year may be next year's; farther off it was rather this year's."""
_WEEKDAY = ("周", "星期")
# Under a line with the day alone, 上午，… is of that day.
_DIARY = re.compile(r"\s*(?:[上下]午|中午|晚上|晚)(?:\d|[，,:]|[\u4e00-\u9fff])")


def day_of(reading: Reading, part: Part, before: Draft | None, *, planned: bool, kind: str) -> When | None:
    """The day that a part names, or the words before all parts, or the heading; else that of the activity before."""
    if later := _some_days_later(reading, part, before):
        return later
    for span in (part.span, *([part.preamble] if part.preamble else [])):
        if found := _surest(reading, span, planned, kind):
            return found
    if _LATELY.search(reading.text, *part.span):
        return None
    diary = _DIARY.match(reading.text, part.span.start) is not None
    heads = [span for span in reading.layout.heading if diary or not _dates_all(reading, span)]
    days = (_surest(reading, span, planned, "") for span in heads)
    return next(filter(None, days), None) or _inherited(before)


def _some_days_later(reading: Reading, part: Part, before: Draft | None) -> When | None:
    """次日，… is told from the day of the activity before."""
    found = LATER.match(reading.text, part.span.start, min(part.span.end, part.span.start + 24))
    if before is None or before.start is None or not found or not (found["next"] or found["after"]):
        return None
    days = 1 if found["next"] else number(found["after"].replace("两", "二"))
    return When((before.end or before.start) + timedelta(days=days), None, Span(*found.span()), counted=True)


def _surest(reading: Reading, span: Span, planned: bool, kind: str) -> When | None:
    for when in heading_days(reading.text, *span, reading.calendar, planned=planned):
        return when
    lately = _LATELY.search(reading.text, *span)
    most = Sort.AS_OF if kind in _AS_OF_A_DAY else Sort.PLAIN if lately else Sort.FESTIVAL
    named = [when for when in _named(reading, span, planned) if when.sort <= most]
    if course := _course(reading.text, named):
        return course
    surest = min(named, key=lambda when: when.sort, default=None)
    # 11月8日起…（11月8日—10日） tells its last day later.
    return next((when for when in named if surest and when.start == surest.start and when.end), surest)


_BEGINS = re.compile("(?:正式)?(?:开班|开课|开幕|启动|开营|开始|开赛)")
_ENDS = re.compile("(?:圆满|正式|顺利)?(?:结业|结课|闭幕|闭营|结束|落幕|收官)")


_UNTIL = re.compile("(?:起)?[^，。；\\d]{0,4}(?:到|至)了?")


def _course(text: str, named: list[When]) -> When | None:
    """7月14日开班、7月18日结业: from the one to the other."""
    for one, other in pairwise(named):
        if text[one.span.start - 1 : one.span.start] == "从" and _UNTIL.fullmatch(text, one.span.end, other.span.start):
            return one._replace(end=other.start) if one.start < other.start else None
    first = next((when for when in named if _BEGINS.match(text, when.span.end)), None)
    last = next((when for when in named if _ENDS.match(text, when.span.end)), None)
    if first is None or last is None or not first.start < last.start:
        return None
    return first._replace(end=last.start)


def _days(reading: Reading, span: Span, planned: bool) -> Iterator[When]:
    within = reading.days_within(span)
    month = reading.month_before(span.start) if within and not within[0][0]["month"] else None
    return days_in(within, reading.calendar, planned=planned, month=month)


def _named(reading: Reading, span: Span, planned: bool) -> list[When]:
    """The days that a span names; of 昨天（11月18日） only the second, whenever it is read."""
    named = list(_days(reading, span, planned))
    twice = [
        one
        for one, other in pairwise(named)
        if one.counted and reading.text[one.span.end : other.span.start] in _BRACKETS
    ]
    return [one for one in named if one not in twice]


_BRACKETS = ("（", "(", "，即", "即")


def _dates_all(reading: Reading, span: Span) -> bool:
    """Whether a line is only when the text was put out."""
    return reading.text[slice(*span)] == reading.layout.dated


def _inherited(before: Draft | None) -> When | None:
    """下午 is of the day that the activity before names; its words stand there."""
    if before is None or before.start is None:
        return None
    return When(before.start, before.end, before.words_of("start")[0])


def days_ahead(reading: Reading, part: Part) -> int | None:
    """How far off the first day is that a part names, read as one to come; None where it names none."""
    for most in (Sort.PLAIN, Sort.FESTIVAL):
        for span in (part.span, *reading.above(part)):
            for when in _days(reading, span, planned=True):
                if when.sort <= most and not reading.text.startswith(_WEEKDAY, when.span.start):
                    return _ahead(reading, when)
    return None


def _ahead(reading: Reading, when: When) -> int:
    today = reading.calendar.today
    ahead = (when.start - today).days
    return -1 if ahead > _SOON and when.start.year > today.year else ahead


def opening_day(reading: Reading, span: Span) -> When | None:
    """The day that a clause opens with."""
    stop = min(span.end, span.start + 40)
    for when in heading_days(reading.text, span.start, min(stop, span.start + 14), reading.calendar, planned=False):
        return when
    named = list(_days(reading, Span(span.start, stop), planned=False))
    if plain := next((when for when in named if when.sort <= Sort.PLAIN), None):
        return plain if plain.span.start < span.start + 24 else None
    feast = next((when for when in named if when.sort is Sort.FESTIVAL), None)
    return feast if feast and feast.span.start < span.start + 6 and _HELD.search(reading.text, *span) else None


_HELD = re.compile("开展|举办|举行|召开|组织|走访|慰问|看望|邀请|走进|设点|设立")
