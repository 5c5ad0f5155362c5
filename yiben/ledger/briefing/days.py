"""The day a brief names for what was or will be done; what names another day (a sign-off, a festival) gives none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import IntEnum
from typing import NamedTuple

from lunardate import LunarDate

from yiben.gongwen import deadlines
from yiben.ledger.briefing.drafts import Span

_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_Y = r"(?:20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})"
_WEEK = "(?:[（(](?:星期|周|礼拜)[一二三四五六日天][）)])?"
_PART = "(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|晚|夜)?"
_CLOCK = r"(?:\d{1,2}(?:[:：]\d\d|[时点](?:\d{1,2}分|半|整|许)?))?"
_AFTER_DAY = rf"起?[ ]?{_WEEK}[ ]?{_PART}{_CLOCK}"
_TO = r"[ ]?(?:至|到|[-—–~～－]{1,2})[ ]?"
_FEAST = "(?:元旦|三八|妇女|植树|五一|劳动|五四|青年|六一|儿童|七一|建党|八一|建军|教师|国庆|元宵|端午|七夕|中秋|重阳|清明|除夕|学雷锋纪念日)"
_DAY = re.compile(
    rf"""(?=[\d〇○零一二三四五六七八九十今昨明前后大本上下去这周星次翌当元劳植妇儿青教建国中重端清除学农正腊冬])(?:(?<![\d.第])|(?<=[\n。；;:]\d\.)|(?<=\A\d\.))(?:
    (?P<iso>20\d\d)(?P<mark>[-./])(?P<im>1[0-2]|0?[1-9])(?P=mark)(?P<id>3[01]|[12]\d|0?[1-9])(?![\d.])
        (?:{_TO}(?:20\d\d(?P=mark))?(?:(?P<iem>1[0-2]|0?[1-9])(?P=mark))(?P<ied>3[01]|[12]\d|0?[1-9])(?!\d))?
    |(?:(?P<year>{_Y})[ ]?年[ ]?|(?P<shift>今年|本年|去年|明年)[ ]?)?
        (?:(?<![\d一二三四五六七八九十])(?P<month>{_M})[ ]?月[ ]?|(?P<same>本月|上月|上个月|下月|下个月|当月)[ ]?)(?P<day>{_D})[ ]?
        (?:[日号](?:{_AFTER_DAY}{_TO}(?:(?P<ey>{_Y})年)?(?:(?P<em>{_M})月)?(?P<ed>{_D})[日号]|(?P<more>(?:{_AFTER_DAY}[、和及与](?:{_M}月)?{_D}[日号])+))?
        |{_TO}(?:(?P<em2>{_M})月)?(?P<ed2>{_D})[ ]?[日号]
        |(?P<more2>(?:[、和]{_D})+)[日号])
    |(?<![\d月、至到—-])(?P<bare>3[01]|[12]\d|[1-9])[日号](?={_WEEK}(?:[，,、）)]|上午|下午|晚|早|中午|当天|清晨|起|开展|举办|举行|召开|组织|邀请|走访|慰问|联合|的|{_TO}\d{{1,2}}[日号]))(?:{_AFTER_DAY}{_TO}(?P<bed>{_D})[日号])?
    |(?P<rel>大前[天日]|前[天日](?!往)|昨(?:[天日晚]|儿个?)|今(?:[天日晚早](?!年|后|天的美好)|儿个?)|明[天日晚早](?!年)|后天)
    |(?P<week>上上|[本这上下])(?:个)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])
    |(?<![每本上下这年个两三四至、到—-])(?:周|星期)(?P<wday>[一二三四五六日天])(?=上午|下午|晚|早|，|,|中午|的|:|[（( ]|组织|开展|举办|召开|走访)
    |(?P<feast>{_FEAST}[”"]?(?:国际)?(?:[妇儿劳青][女童动年])?节?(?:当天|当日))
    |(?:(?:农历|阴历)(?P<moon>[一二三四五六七八九十]{{1,2}}|[正腊冬])月|(?P<winter>[正腊])月)(?P<moonday>初[一二三四五六七八九十]|[二廿]?十[一二三四五六七八九]?|廿[一二三四五六七八九]|三十)(?:日)?
    )""",
    re.VERBOSE,
)
_DATELINE = re.compile(
    rf"(?:(?P<y>{_Y})年)?(?P<m>{_M})月(?P<d>{_D})[日号](?=，?(?:记者|笔者|通讯员)从[^，。]{{2,24}}(?:获悉|了解)|讯|电(?!影|话|动|子|信|脑|梯|视|瓶)|消息[:，]|[ ，:]{{0,2}}[昨前][天日晚])"
)
_WRITTEN = re.compile(r"(?P<y>20\d\d)[-./年](?P<m>\d{1,2})[-./月](?P<d>\d{1,2})|(?P<m2>\d{1,2})月(?P<d2>\d{1,2})[日号]")
_HEAD_DAY = re.compile(
    r"(?m)(?:^|(?<=[：:]))\s*(?:[•·\u25a0-\u25ff\u2600-\u27bf\U0001f300-\U0001faff-]\ufe0f?|\d{1,2}[、.．](?=\s*\d{1,2}[./]))?\s*[【（(]?(?P<m>1[0-2]|0?[1-9])[./](?P<d>3[01]|[12]\d|0?[1-9])"
    r"(?:[-—–~～至](?:(?P<em>1[0-2]|0?[1-9])[./])?(?P<ed>3[01]|[12]\d|0?[1-9]))?"
    r"(?=[\s）)】，,:]|[上下]午|早|晚|星期|周[一二三四五六日]|[\u4e00-\u9fff]{2,10}[日节](?:[，,]|来临))(?! ?[万元%])"
)
_MORE = re.compile(rf"(?:(?P<m>{_M})月)?(?P<d>{_D})(?:[日号]|(?=、|和|$))")
# Behind the day: until when, since when, of a law, or a day that is only near.
_NOT_AFTER = re.compile(
    r"，?(?:记者|笔者|通讯员)从[^，。]{2,24}(?:获悉|了解)|报名(?=[，。；])|(?:之|以)?前(?!往|来|期|去)|前夕|讯|电(?!影|话|动|子|信|脑|梯|视|瓶)|[ ，:]{0,2}[昨前][天日晚]|[^，。；\d]{0,8}以来|[^，。；]{0,6}(?:施行|实施|生效)|截止|出生|[（(]?以邮戳"
    r"|[^，。；、\d]{0,3}(?:第\d+个)?[^，。；、\d]{0,18}(?:来临|到来|临近|将至|即将)|[^，。；、]{0,16}(?:日|节)(?:之际|前夕|前后|来临)|(?:公布|印发|发布|颁布|通过)的"
)
# 3月5日是学雷锋纪念日: the day of the activity only where no other is named.
_IS_FESTIVAL = re.compile("(?:既|正|恰)?(?:是|为|逢|值)[^，。；]{0,24}(?:日|节|节气|周年|小年|立夏|冬至|立春)")
_NOT_BEFORE = re.compile(
    r"(?:每年的?|(?:^|[，。；\n])(?:继|根据|按照|依据|落实)|原(?:定|计划)?(?:于|在)?|成立于|始建于|建于|生于|(?:报名|缴费|申请|申报|受理|公示|有效|征集|征求意见)(?:时间|截止|日期|期)[^，。；\n]{0,8}|即日起至|有效期[^，。；]{0,4}|投诉|缴费期|持续(?:至|到)|延续(?:至|到)|开放(?:至|到))$"
)
_AS_OF = re.compile("(?:截至|截止到?|截止至|截止日期)(?:目前)?$")
_LABEL = re.compile("(?:时间|日期|何时|举办日期)\\s*[:：]\\s*$")
_NO_LABEL = re.compile("(?:报名|截止|发布|缴费|集合|公示)(?:的)?(?:时间|日期)\\s*[:：]\\s*$")
_DIGITS = {mark: value for value, mark in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
_WEEKDAYS = {**{mark: value for value, mark in enumerate("一二三四五六日")}, "天": 6}
_RELATIVE = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}
_WEEKS = {"上上": -14, "上": -7, "本": 0, "这": 0, "下": 7}


class Sort(IntEnum):
    """How surely a day named is the day of the activity, the surest first."""

    LABELLED, PLAIN, FESTIVAL, AS_OF = range(4)


class When(NamedTuple):
    """A day, or the first and last of several, and its words. `counted` is one told from now: 昨日, 本周三."""

    start: date
    end: date | None
    span: Span
    sort: Sort = Sort.PLAIN
    counted: bool = False


class Calendar(NamedTuple):
    """From where days without a year and words such as 昨日 are counted."""

    today: date
    dateline: date | None
    year: int | None
    week: int = 0
    """So many days before this week's those weekdays are that are named alone: 上周，…周二的讲座."""


_WEEK_ALONE = re.compile("(上上|[上下])(?:一|个)?(?:周|星期|礼拜)(?![一二三四五六日天])")


def calendar_of(text: str, today: date, dated: str, signed: str) -> Calendar:
    """The calendar of a brief: its dateline, and the year that it or its sign-off names."""
    found = _DATELINE.search(text)
    line = None
    if found:
        line = _nearest(number(found["m"]), number(found["d"]), _year(found["y"]), today, ahead=False)
    elif written := _WRITTEN.search(dated) or _WRITTEN.search(signed):
        month, day = int(written["m"] or written["m2"]), int(written["d"] or written["d2"])
        line = _nearest(month, day, _year(written["y"]), today, ahead=False) if month < 13 else None
    year = re.search(rf"({_Y})[-./年]", signed)
    known = line.year if line else _year(year[1]) if year else None
    return Calendar(today, line, known, _week_told(text, today))


def _week_told(text: str, today: date) -> int:
    """How far back the week is that a brief tells: 上周, or a summary of 11.3—11.9."""
    if alone := _WEEK_ALONE.search(text):
        return _WEEKS[alone[1]]
    span = _BRACKETED.search(text)
    first = _nearest(int(span["m"]), int(span["d"]), None, today, ahead=False) if span and span["ed"] else None
    if first is None or (today - first).days > _RECENT:
        return 0
    return -((today - timedelta(today.weekday())) - (first - timedelta(first.weekday()))).days


_RECENT = 15


def named_days(text: str) -> list[tuple[re.Match[str], Sort | None]]:
    """The words of a text that name a day, each with what the words around make of it; None: another's day."""
    return [(found, _sort(text, found)) for found in _DAY.finditer(text)]


def days_in(
    named: list[tuple[re.Match[str], Sort | None]], calendar: Calendar, *, planned: bool, month: int | None = None
) -> Iterator[When]:
    """The days that these words name, in order; a bare 5日 takes the month named before it, and a day without a
    year that of the whole date before it."""
    for found, sort in named:
        if found["month"]:
            month = number(found["month"])
        if found["year"] or found["iso"]:
            calendar = calendar._replace(year=_year(found["year"]) or int(found["iso"]))
        when = _when(found, calendar, planned, month) if sort is not None else None
        if when and sort is not None:
            yield when._replace(sort=sort)


_BRACKETED = re.compile(
    r"[（(](?P<m>1[0-2]|0?[1-9])[./](?P<d>3[01]|[12]\d|0?[1-9])(?:[-—–~～至](?:(?P<em>1[0-2]|0?[1-9])[./])?(?P<ed>3[01]|[12]\d|0?[1-9]))?[）)]"
)
# 10-15 讲座 防溺水: as a table of notes begins.
_NOTED = re.compile(
    r"(?m)^\s*(?P<m>1[0-2]|0?[1-9])-(?P<d>3[01]|[12]\d|0?[1-9])(?P<em>(?!))?(?P<ed>(?!))?[ \t|｜]+(?=[\u4e00-\u9fff](?!\d))(?![月日号人名位岁点时户]|年级)"
)
_COMPACT = re.compile(r"(?m)^\s*(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")


def heading_days(text: str, start: int, end: int, calendar: Calendar, *, planned: bool) -> Iterator[When]:
    """Days as they head a line of a list, 3.5, 3/5 or 20250305, or stand in brackets."""
    for found in _COMPACT.finditer(text, start, end):
        if day := _day(int(found["y"]), int(found["m"]), int(found["d"])):
            yield When(day, None, Span(found.start("y"), found.end()))
    for found in (
        *_HEAD_DAY.finditer(text, start, end),
        *_NOTED.finditer(text, start, end),
        *_BRACKETED.finditer(text, start, end),
    ):
        day = _nearest(int(found["m"]), int(found["d"]), calendar.year, calendar.today, ahead=planned)
        if day:
            last = _on_or_after(day, int(found["em"] or found["m"]), int(found["ed"])) if found["ed"] else None
            yield When(day, last if last and last > day else None, Span(found.start("m"), found.end()))


def _sort(text: str, found: re.Match[str]) -> Sort | None:
    """What the words around a day make of it; None where they make it another's."""
    if found["rel"] or found["weekday"] or found["wday"]:
        return Sort.PLAIN
    if found["feast"]:
        return Sort.FESTIVAL
    before = text[max(0, found.start() - 14) : found.start()]
    if _NOT_BEFORE.search(before) or _NO_LABEL.search(before):
        return None
    if _LABEL.search(before):
        return Sort.LABELLED
    if _AS_OF.search(before):
        return Sort.AS_OF
    stop = min(len(text), found.end() + 30)
    if _NOT_AFTER.match(text, found.end(), stop):
        return None
    return Sort.FESTIVAL if _IS_FESTIVAL.match(text, found.end(), stop) else Sort.PLAIN


def _when(found: re.Match[str], calendar: Calendar, planned: bool, month: int | None) -> When | None:
    span = Span(found.start(), found.end())
    if found["rel"] or found["weekday"] or found["wday"]:
        day = _counted(found, calendar, planned)
        return When(day, None, span, counted=True) if day else None
    if found["feast"] or found["moonday"]:
        day = _kept(found, calendar, planned)
        return When(day, None, span) if day else None
    first = _first(found, calendar, planned, month)
    if first is None:
        return None
    last = _last(found, first)
    return When(first, last if last and last > first else None, span)


def _counted(found: re.Match[str], calendar: Calendar, planned: bool) -> date | None:
    if found["rel"]:
        word = found["rel"]
        base = calendar.dateline or calendar.today
        return _shifted(base, _RELATIVE["大前" if word.startswith("大前") else word[0]])
    monday = _shifted(calendar.today, -calendar.today.weekday())
    if monday is None:
        return None
    day = _WEEKDAYS[found["weekday"] or found["wday"]]
    if found["weekday"]:
        return _shifted(monday, _WEEKS[found["week"]] + day)
    this = _shifted(monday, day + calendar.week)
    if calendar.week:
        return this
    if this and not planned and this > calendar.today:
        return _shifted(this, -7)
    if this and planned and this < calendar.today:
        return _shifted(this, 7)
    return this


def _kept(found: re.Match[str], calendar: Calendar, planned: bool) -> date | None:
    """The day of a festival, or of the moon's calendar: the last that has come, or the next that will."""
    today = calendar.today
    years = [calendar.year] if calendar.year else range(today.year - 1, today.year + 2)
    days = [day for year in years if (day := _by_moon(found, year) if found["moonday"] else _of_feast(found, year))]
    if planned:
        return min((day for day in days if day >= today), default=None)
    return max((day for day in days if day <= today), default=None)


def _of_feast(found: re.Match[str], year: int) -> date | None:
    return next((told.on(year) for told in deadlines(found["feast"]) if told.festival), None)


def _by_moon(found: re.Match[str], year: int) -> date | None:
    month, day = found["moon"] or found["winter"], found["moonday"].removeprefix("初").replace("廿", "二十")
    try:
        found_day: date = LunarDate(
            year, _MOONS.get(month) or number(month), number(day.replace("二十十", "二十"))
        ).to_solar_date()
    except ValueError:
        return None
    return found_day


_MOONS = {"正": 1, "冬": 11, "腊": 12}


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _first(found: re.Match[str], calendar: Calendar, planned: bool, month: int | None) -> date | None:
    today = calendar.today
    if found["iso"]:
        return _day(int(found["iso"]), int(found["im"]), int(found["id"]))
    if found["bare"]:
        return _bare(int(found["bare"]), calendar, planned, month)
    day = number(found["day"])
    if found["same"]:
        shift = {"上": -1, "下": 1}.get(found["same"][0], 0)
        months = today.year * 12 + today.month - 1 + shift
        return _day(months // 12, months % 12 + 1, day)
    year = _year(found["year"]) or calendar.year
    if found["shift"]:
        year = today.year + {"去": -1, "明": 1}.get(found["shift"][0], 0)
    return _nearest(number(found["month"]), day, year, today, ahead=planned)


def _bare(day: int, calendar: Calendar, planned: bool, month: int | None) -> date | None:
    today = calendar.dateline or calendar.today
    if month:
        return _nearest(month, day, calendar.year, today, ahead=planned)
    this = _day(today.year, today.month, day)
    if planned or (this and this <= today):
        return this
    months = today.year * 12 + today.month - 2
    return _day(months // 12, months % 12 + 1, day)


def _last(found: re.Match[str], first: date) -> date | None:
    if found["iso"]:
        return _day(first.year, int(found["iem"]), int(found["ied"])) if found["ied"] else None
    last = found["ed"] or found["ed2"] or found["bed"]
    month = first.month
    if last:
        named = found["em"] or found["em2"]
        return _on_or_after(first, number(named) if named else month, number(last))
    more = found["more"] or found["more2"]
    if not more:
        return None
    end = first
    for other in _MORE.finditer(more):
        month = number(other["m"]) if other["m"] else month
        end = _on_or_after(first, month, number(other["d"])) or end
    return end


def each_day(found: re.Match[str], calendar: Calendar, *, planned: bool, month: int | None) -> list[When]:
    """All days of 3日、5日和7日, each for itself."""
    first = _first(found, calendar, planned, month)
    if first is None:
        return []
    span = Span(found.start(), found.end())
    days, at = [first], first.month
    for other in _MORE.finditer(found["more"] or found["more2"] or ""):
        at = number(other["m"]) if other["m"] else at
        if day := _on_or_after(first, at, number(other["d"])):
            days.append(day)
    return [When(day, None, span) for day in days]


def _on_or_after(first: date, month: int, day: int) -> date | None:
    last = _day(first.year, month, day)
    return _day(first.year + 1, month, day) if last and month < first.month else last


def _nearest(month: int, day: int, year: int | None, today: date, *, ahead: bool) -> date | None:
    """The day in the year named; else the last that has come, or the next that will."""
    if year:
        return _day(year, month, day)
    this = _day(today.year, month, day)
    if this is None:
        return _day(today.year - 1, month, day)
    if ahead:
        return this if (today - this).days < 120 else _day(today.year + 1, month, day)
    return this if this <= today else _day(today.year - 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(words: str | None) -> int | None:
    if not words:
        return None
    if words.isascii():
        return int(words)
    return int("".join(str(_DIGITS[mark]) for mark in words))


def number(words: str) -> int:
    """What a numeral of a date says: 12, 十二."""
    if words.isascii():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _DIGITS[words]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
