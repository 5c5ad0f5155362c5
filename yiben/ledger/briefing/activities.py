"""How many activities a brief tells, and which of its words tell of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from yiben.ledger.briefing.drafts import Span


class Part(NamedTuple):
    """The words of one activity, and those that stand before all of them and count for each."""

    span: Span
    preamble: Span | None


class Head(NamedTuple):
    """What a clause opens with: a number of a list, a day, a half of a day, a unit that does something."""

    number: str
    day: object
    half: str
    unit: str
    event: bool
    strong: bool


_ENUMERATOR = re.compile(
    r"\s*(?:(?P<paren>[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)])|(?P<arabic>\d{1,2}(?:[.．、](?!\d)|[）)]))|(?P<chinese>[一二三四五六七八九十]{1,2}、)|(?P<run>[一二三四五六七八九]是)|(?P<circle>[①-⑳])|(?P<bullet>[●■◆•·▪★✅➤▶]|[-—] ))"
)
_HALF = re.compile("(?:当天|当日|同日|同天)?(上午|下午|晚上|晚间|当晚|傍晚|中午|早上|清晨)")
_EVENT = re.compile(
    "(?:开展|举办|举行|召开|组织|主办|承办|启动|迎来|开设|进行|走访|慰问|看望|邀请|收缴|完成|发放|参加|受理|办结|办理|接待|上演|开讲|开班)"
)
_NOUN = re.compile(
    "活动|讲座|培训|会议|会(?![员长费])|比赛|竞赛|大赛|慰问|走访|义诊|筛查|宣传|志愿服务|演出|演练|课|班|仪式|捐|献血|沙龙|展|招聘|接待|咨询|视察|调研|清洁|整治|学习|晚会|大扫除|表彰|评选|体检|放映|观影|联欢|运动"
)
_INSIDE = re.compile(
    "(?:活动|现场|活动现场|期间|随后|据悉|同时|此外|本次|此次|会上|课上|会后|最后|接着|首先|其次|志愿者们|大家|居民们|下一步|接下来|今后|未来|通过|过程中)"
)


def heads_of(
    text: str, spans: list[Span], day_in: Callable[[Span], object], unit_in: Callable[[Span], str]
) -> list[Head]:
    """What each clause opens with."""
    found = []
    for span in spans:
        words = text[slice(*span)]
        number = _ENUMERATOR.match(words)
        opening = words[number.end() :] if number else words
        half = _HALF.match(opening.lstrip("，, "))
        event = bool(_EVENT.search(words))
        found.append(
            Head(
                str(number.lastgroup) if number else "",
                day_in(span),
                half[1] if half else "",
                unit_in(span),
                event,
                event and bool(_NOUN.search(words)) and not _INSIDE.match(opening),
            )
        )
    return found


def parts_of(text: str, spans: list[Span], heads: list[Head]) -> list[Part]:
    """The activities, each from its opening to the next; one for a brief that tells of one."""
    if not spans:
        return []
    starts = _listed(heads) or _anchored(heads)
    if len(starts) < 2:
        return [Part(Span(spans[0].start, spans[-1].end), None)]
    preamble = Span(spans[0].start, spans[starts[0]].start) if starts[0] else None
    stops = [*starts[1:], len(spans)]
    return [Part(Span(spans[a].start, spans[b - 1].end), preamble) for a, b in zip(starts, stops, strict=True)]


def _listed(heads: list[Head]) -> list[int]:
    """Where the items of a list begin, if its items are activities of their own."""
    for family in ("chinese", "paren", "arabic", "circle", "bullet", "run"):
        items = [at for at, head in enumerate(heads) if head.number == family]
        if len(items) < 2:
            continue
        own = sum(1 for at in items if heads[at].strong and (heads[at].day or heads[at].unit or family != "run"))
        if own >= 2 and own * 2 > len(items):
            return items
    return []


def _anchored(heads: list[Head]) -> list[int]:
    starts: list[int] = []
    day: object = None
    half = unit = ""
    for at, head in enumerate(heads):
        new_day = head.day is not None and head.day != day
        new_half = bool(head.half) and head.half != half
        new_unit = bool(head.unit) and head.unit != unit
        if head.strong and (new_day or new_half or new_unit):
            starts.append(at)
            day, half, unit = head.day or day, head.half, head.unit or unit
    return starts
