"""How many activities a brief tells, and which of its words tell of each."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from yiben.ledger.briefing.days import When
from yiben.ledger.briefing.drafts import Span


class Part(NamedTuple):
    """The words of one activity, and those that stand before all of them and count for each."""

    span: Span
    preamble: Span | None


class Head(NamedTuple):
    """What a clause opens with: a number of a list, a day, a half of a day, a unit that does something; whether the
    clause tells of an activity; whether it begins a line."""

    number: str
    day: date | None
    half: str
    same_day: bool
    later: bool
    counted: bool
    unit: str
    does: bool
    event: bool
    dated: bool
    core: bool
    inside: bool
    background: bool
    of_all: bool
    line: bool


_ENUMERATOR = re.compile(
    r"\s*(?:(?P<paren>[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)])|(?P<arabic>\d{1,2}(?:[.．、](?!\d)|[.．、](?=\d{1,2}月)|[）)]))"
    r"|(?P<chinese>[一二三四五六七八九十]{1,2}、)|(?P<run>[一二三四五六七八九]是)|(?P<circle>[①-⑳])|(?P<bullet>[•·\u25a0-\u25ff\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?|[-—] ))\s*"
)
_HALF = re.compile(
    "(?:\\d{1,2}月\\d{1,2}[日号](?:[（(][^）)]{2,4}[）)])? ?|(?P<same>当天|当日|同日|同天)|今天|昨天)?(?P<half>上午|下午|晚上|晚间|当晚|傍晚|中午|早上|清晨|晚)"
)
# 11月12日，河畔社区上午开展…
_HALF_LATER = re.compile(
    r"\d{1,2}月\d{1,2}[日号]，?[^，。；]{2,10}?(?P<half>上午|下午|晚上|晚)(?=开展|举办|组织|召开|邀请)"
)
_NIGHT = re.compile("晚上|当晚|晚间")
_EVENT = re.compile(
    "开展|举办|举行|召开|组织|察看|视察|主办|承办|启动|迎来|开设|进行|走访|慰问|看望|邀请|收缴|完成|发放|参加|受理|办结|办理|接待|上演|开讲|开班|放映|排练|清理|探访|参观|讲授|化解|调解|表演|播放|赠送|入户|巡查|检查|上门|送去|送上|联合|代办|义诊|募集|授课|设置|志愿者"
)
# A clause that opens with its day and tells a number needs no other sign of something done.
_DATED = re.compile(
    r"(?:20\d\d年)?(?:\d|[一二三四五六七八九十]){1,3} ?月 ?(?:\d|[一二三四五六七八九十]){1,3} ?[日号][^。；]{0,60}?(?:\d|[十百]余?)[^。；]{0,6}[名人位次户处份个本册场条件家]"
)
_OPENS_DATED = re.compile(r"(?:20\d\d年)?(?:\d|[一二三四五六七八九十]){1,3} ?[月.] ?(?:\d|[一二三四五六七八九十]){1,3}")
# 次日，社区举办讲座; 社区团支部同日组织…
LATER = re.compile(
    "[^，。；\\d]{0,12}?(?:(?P<next>次日|翌日|第二天|隔天|隔日)|(?P<after>[一二两三四五六七]|\\d)天(?:之)?后|同日|同一天|同天)"
)
_COUNTED = re.compile(
    r"(?:\d|[一二两三四五六七八九十百]余?)[^。；\d，]{0,6}[名人位次户处份个本册条件家组对张支袋盒幅棵盆](?!活动|讲座)"
)
_OWN_DAY = re.compile(
    "(?:昨|今|前|明)[天日]|(?:本|上|这|下)?个?(?:周|星期)[一二三四五六日天]|\\d{1,2}[日号]|\\d{1,2}[-./]\\d{1,2}[ |｜]"
)
_OVER = re.compile("结束|落下?帷?幕|收官|截[至止]")
# ✅ 9:00 社区大院 反诈宣传
_CLOCK = re.compile("\\d{1,2}:\\d\\d")
_MARK = re.compile("【[^】\n]{1,12}】\\s*")
_LABEL = re.compile(r"^[^:，。；\n]{2,16}:\s*(?=(?:20\d\d年)?\d{1,2}[月.]|[今昨][天日]|[上本]周)")
_CORE = re.compile("开展|举办|举行|召开|组织|走访|慰问|邀请|表演|走进|来到|播放")
_NOUN = re.compile(
    "活动|讲座|培训|会议|会(?![员长费])|比赛|竞赛|大赛|慰问|走访|义诊|筛查|宣传|志愿|演出|节目|动画片|演练|课|班|仪式|捐|献血|沙龙|展|招聘|接待|咨询|视察|调研|清洁|整治|学习|晚会|大扫除|表彰|评选|体检|放映|观影|联欢|运动|参观|清理|服务|排练|夜巡|巡|探访|调解|检查|慰问金|察看"
)
_INSIDE = re.compile(
    "(?:在?活动(?:中|现场|当天|期间|伊始|开始|结束|最后|过程)|现场|期间|随后|据悉|据了解|同时|本次|此次|该|会上|课上|课后|会后|会议|讲座|培训|最后|接着|首先|其次|志愿者们|大家|居民们|下一步|接下来|今后|未来|通过|过程中|其中|近年来|今年以来|截至|目前|此前|之前|活动|演练|比赛|“)"
)
_OF_ALL = re.compile("各社区|各单位|各村|各基层|多个社区|各级")
_BACKGROUND = re.compile(
    "下(?:周|个?月)[^，。；]{0,3}(?:还|也|将)|(?:\\d{1,2}月\\d{1,2}[日号]，?)?(?:社区|街道)?还将|此前|之前|据悉|据了解|截至|今年以来|近年来|其中|下一步|今后|未来|自"
)
_DOES = re.compile(
    "[^，。；]{0,10}(?:开展|举办|举行|召开|组织|启动|走访|慰问|看望|联合|邀请|收缴|发放|清理|接待|放映|化解|上门|送去|送上|为[^，。；]{1,16}(?:送|开展|举办|提供))"
)


def heads_of(text: str, spans: list[Span], openings: list[tuple[When | None, str, int]]) -> list[Head]:
    """What each clause opens with, given its day, its unit and where that name ends."""
    return [
        _head(text, span, when.start if when else None, unit, stop)
        for span, (when, unit, stop) in zip(spans, openings, strict=True)
    ]


def _head(text: str, span: Span, day: date | None, unit: str, unit_end: int) -> Head:
    words = text[slice(*span)]
    number = _ENUMERATOR.match(words)
    if number and number.lastgroup == "bullet" and span.start and not text[span.start - 1].isspace():
        words, number = words[number.end() :], None
    opening = _LABEL.sub("", (words[number.end() :] if number else words).lstrip("，, （"))
    opening = _MARK.sub("", opening, count=1) if opening.startswith("【") else opening
    counted, begins = bool(_COUNTED.search(words)), span.start == 0 or text[span.start - 1] == "\n"
    clock = _CLOCK.match(opening) if number else None
    half = _HALF.match(opening) or _HALF_LATER.match(opening)
    return Head(
        number=str(number.lastgroup) if number else "",
        day=day,
        half=_NIGHT.sub("晚", half["half"]) if half else clock[0] if clock else "",
        same_day=bool(half and half.groupdict().get("same")),
        unit=unit,
        does=bool(unit and _DOES.match(text, unit_end, span.end)),
        later=bool(LATER.match(opening)),
        counted=counted,
        event=bool(
            (_EVENT.search(words) and _NOUN.search(words))
            or (counted and (half or clock or LATER.match(opening)) and not _OVER.search(words))
            or (day and (number or _DATED.match(opening) or (counted and (begins or unit or _OWN_DAY.match(opening)))))
        ),
        dated=bool(day and _OPENS_DATED.match(opening)),
        core=bool(_CORE.search(words)),
        inside=bool(_INSIDE.match(opening)),
        background=bool(_BACKGROUND.match(opening)),
        of_all=bool(_OF_ALL.search(words)),
        line=begins,
    )


def parts_of(text: str, spans: list[Span], heads: list[Head]) -> list[Part]:
    """The activities, each from its opening to the next; one for a brief that tells of one."""
    if not spans:
        return []
    starts = _listed(text, spans, heads) or _anchored(heads)
    if len(starts) < 2:
        return [Part(Span(spans[0].start, spans[-1].end), None)]
    preamble = Span(spans[0].start, spans[starts[0]].start) if starts[0] else None
    starts = [_with_its_heading(text, spans, start, starts) for start in starts]
    stops = [*starts[1:], len(spans)]
    return [Part(Span(spans[a].start, spans[b - 1].end), preamble) for a, b in zip(starts, stops, strict=True)]


def _with_its_heading(text: str, spans: list[Span], start: int, starts: list[int]) -> int:
    """Where an activity begins: at the short line before it, if that heads it (书院社区, then what it did)."""
    if not start or start - 1 in starts:
        return start
    above = text[slice(*spans[start - 1])]
    own_line = text[spans[start].start - 1] == "\n"
    heads = len(above) <= _HEADING and not _STOPS.search(above)
    return start - 1 if own_line and heads else start


_HEADING = 24
_STOPS = re.compile("[。！？；，,.]")


def _listed(text: str, spans: list[Span], heads: list[Head]) -> list[int]:
    """Where the items of a list begin, if its items are activities of their own."""
    for family in ("chinese", "paren", "arabic", "circle", "bullet", "run"):
        items = [at for at, head in enumerate(heads) if head.number == family]
        if len(items) < 2:
            continue
        before = text[spans[0].start : spans[items[0]].start]
        announced = bool(_ANNOUNCED.search(before)) and not _ASKED.search(before)
        own = sum(1 for at in items if _stands_alone(heads[at], announced))
        if (own >= 2 and own * 2 > len(items)) or _by_units(heads, items):
            return (
                items if _stands_alone(heads[items[0]], announced) or heads[items[0]].number != "bullet" else items[1:]
            )
    return []


_ANNOUNCED = re.compile(
    "[两二三四五六七八九十\\d](?:项|场|个|次)(?:主题|系列|志愿服务)?(?:活动|工作)|以下(?:活动|工作)|(?:活动|工作)(?:如下|汇总|情况|回顾|动态|小结|简报)"
)
_ASKED = re.compile("部署|要求|强调|指出|安排|明确|主要内容|流程|议程")


def _by_units(heads: list[Head], items: list[int]) -> bool:
    """Whether each item of a list opens with a unit of its own."""
    units = [heads[at].unit for at in items]
    return all(units) and len(set(units)) == len(units)


def _stands_alone(head: Head, announced: bool) -> bool:
    return head.event and not head.inside and bool(head.day or head.half or head.does or announced)


def _by_labels(heads: list[Head]) -> bool:
    """Whether every line opens with a unit and its day: 河畔社区（9月12日）:…"""
    lines = [head for head in heads if head.line]
    return len(lines) > 1 and all(head.unit and head.day for head in lines)


def _halves_follow(heads: list[Head], at: int, umbrella: int) -> bool:
    """Whether a day is told by its halves, each with what it counts: 开展系列活动。上午义诊60人次；下午讲座35人."""
    first = heads[at]
    if any(head.counted for head in heads[umbrella:at]) or not first.counted:
        return False
    behind = (head for head in heads[at + 1 :] if head.half and head.half != first.half and not head.inside)
    return any(head.counted and (head.event or head.core) for head in behind)


def _anchored(heads: list[Head]) -> list[int]:
    """Where a new day, another half of the day or another unit begins to do something. What stands before the first
    day is no activity of its own: it introduces."""
    starts: list[int] = []
    day: date | None = None
    half = unit = ""
    by_days = len({head.day for head in heads if head.dated}) > 1
    by_labels = _by_labels(heads)
    for at, head in enumerate(heads):
        told = head.event or (head.dated and by_days) or (head.line and by_labels) or (head.does and head.day)
        if not told or head.background or (head.inside and not head.day) or (head.number and not head.dated):
            continue
        new_day = head.day is not None and head.day != day
        again = head.same_day or head.day is not None
        if starts and head.half and not half and not head.day and _halves_follow(heads, at, starts[-1]):
            half, starts = head.half, [*starts[:-1], at] if len(starts) == 1 else starts
            continue
        new_day |= head.later and (head.core or head.event) and head.counted
        new_half = bool(head.half) and head.half != half and bool(half or (again and head.core))
        new_unit = head.does and bool(unit) and head.unit != unit
        if starts and not (new_day or new_half or new_unit):
            continue
        if not starts and not (head.day or head.half or head.does):
            continue
        if new_day and day is None:
            starts = []
        starts.append(at)
        day, half, unit = head.day or day, head.half, head.unit or unit
    if len(starts) > 2 and heads[starts[0]].of_all and not heads[starts[0]].unit.endswith("社区"):
        return starts[1:]
    return starts
