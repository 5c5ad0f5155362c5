"""Numbers that bear no measure word and have one by what stands before them: 场次：10, 人次分别为135、134,
449人次（甲183、乙130）. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from yiben.gongwen import Mention, quantities

IMPLIED = {
    "场次": "场", "人次": "人次", "人数": "人", "户数": "户", "户次": "户", "份数": "份", "件数": "件", "次数": "次",
    "期数": "期", "金额": "元", "款": "元", "时长": "小时", "队伍数": "支", "个数": "个", "节点": "个", "资料": "份",
    "课时": "课时", "学时": "学时", "场数": "场", "小时": "小时", "课次": "课次", "班次": "班次", "期次": "期",
    "节次": "节", "批次": "批次", "家次": "家次", "家数": "家", "条数": "条", "册数": "册", "张数": "张", "名额": "个",
    "岗位数": "个", "班数": "期", "节数": "节", "讲数": "讲",
}  # fmt: skip
"""The measure word of what a head or a label says."""
_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_LABELS = "(?:场次|人次|人数|户数|户次|份数|件数|次数|期数|金额|时长|课时|学时|课次|班次|节次|家次|条数|岗位数|册数)"
_COMPARED = "(?:[比较](?:去年|上年|上一年|20[0-9]{2}年)(?:同期)?|由(?:去年|上年|20[0-9]{2}年)(?:同期)?)的?"
"""人次比上年的387增长46.1%: the label stands before what it is compared with."""
_LABELLED = re.compile(
    rf"(?P<label>{_LABELS})(?:合计|累计|总计|共计|共)?(?:分别|依次)?[为是达]?[：:]?(?P<than>{_COMPARED})?\s*"
    rf"(?P<numbers>{_NUMBER}(?:[、和]{_NUMBER})*)(?=[，。；、！）\s]|$|(?(than)[增上提下减降]))"
)
LABEL = re.compile(rf"[\u4e00-\u9fff]{{0,8}}{_LABELS}[：:]\s*{_NUMBER}$")
"""A line that is nothing but a label and its number."""
_LISTED = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:（(?P<aside>[^（）]*)）|：(?P<behind>[^（）：。；！？]*)(?=[。；！？]|$))"
)
_ITEM = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,16}})(?P<number>{_NUMBER})")
_NOT_A_MEASURE = frozenset({"term", ""})


def with_measures(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, those without a measure word given the one that a label before them or the number that they are
    parts of has; what nothing tells stays as it was."""
    bare = [one for one in mentions if not one.unit and one.kind in _NOT_A_MEASURE]
    if not bare:
        return list(mentions)
    units = {at: unit for first, end, unit in _spans(text, mentions) for at in range(first, end)}
    return [_measured(text, one, units) if one in bare else one for one in mentions]


def _spans(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int, str]]:
    for found in _LABELLED.finditer(text):
        yield *found.span("numbers"), IMPLIED[found["label"]]
    for one in mentions:
        listed = _LISTED.match(text, one.end) if one.unit and one.kind in ("people", "count") else None
        side = "aside" if listed and listed["aside"] is not None else "behind"
        if listed and _are_parts(listed[side], one):
            yield *listed.span(side), one.unit


def _are_parts(items: str, whole: Mention) -> bool:
    """Whether all that a list holds are names, each with a smaller number: 钟楼183、翠微苑130."""
    told = [_ITEM.fullmatch(item.strip()) for item in re.split("[、，]", items)]
    most = whole.high if whole.high is not None else whole.low
    return len(told) > 1 and all(one and Decimal(one["number"].replace(",", "")) < (most or 0) for one in told)


def _measured(text: str, one: Mention, units: dict[int, str]) -> Mention:
    unit = units.get(one.start)
    grown = quantities(f"{one.text}{unit}") if unit else []
    if len(grown) != 1 or not grown[0].unit:
        return one
    return grown[0]._replace(start=one.start, end=one.end, text=one.text)


UNREAD = "unread"
"""The kind of what stands where a number should and is none: 3.5.6场."""
_RUN = re.compile("(?<![0-9.,第v])[0-9][0-9.,]*[0-9]")
_NUMERAL = re.compile("[0-9]{1,15}(?:\\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?")
_DAY = re.compile("(?:19|20)?[0-9]{2}\\.[01]?[0-9](?:\\.[0-3]?[0-9])?")
_ROW = re.compile("(?:分别|依次|各)[^，。；]{0,6}$")


def with_unread(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, and in their place whatever is written like a number with a measure word and can't be read: none
    is passed silently."""
    found = [one for run in _RUN.finditer(text) if (one := _unread(text, run))]
    kept = [one for one in mentions if not any(odd.start < one.end and one.start < odd.end for odd in found)]
    return sorted([*kept, *found], key=lambda one: one.start) if found else list(mentions)


def _unread(text: str, run: re.Match[str]) -> Mention | None:
    if _NUMERAL.fullmatch(run[0]) or _DAY.fullmatch(run[0]):
        return None
    if "," in run[0] and _ROW.search(text, 0, run.start()):
        return None
    told = quantities(f"5{text[run.end() : run.end() + 3]}")
    if not told or told[0].start or not told[0].unit:
        return None
    end = run.end() + told[0].end - 1
    return Mention(run.start(), end, text[run.start() : end], None, None, told[0].unit, UNREAD, "", "")


def unreadable(written: str) -> Mention | None:
    """What a cell of a table says in place of a number: 3.5.6."""
    run = _RUN.match(written)
    if run is None or len(written) - run.end() > _MEASURE or _NUMERAL.fullmatch(run[0]) or _DAY.fullmatch(run[0]):
        return None
    return Mention(0, len(written), written, None, None, "个", UNREAD, "", "")


_MEASURE = 2
_DECK = "[\\s\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\u200d]*"
_LONE = re.compile(
    rf"^{_DECK}(?P<open>[【\[〖]?)\s*"
    r"(?P<number>(?:近|超|约|逾)?(?:[0-9][0-9,.]*|[两一二三四五六七八九十百千]+)[余多]?)\s*[】\]〗]?\s*$"
)
_SO_MANY = re.compile(
    "(?:这么|如此之?)多(?P<unit>人次|场次|[场次期人名户份件家条个袋])"
    "|的?(?P<label>场次|场数|人次|人数|户数|份数|件数|次数|期数|小时|课时)$"
)
_FIRST_CLAUSE = re.compile("[^，。；：！？0-9]{2,30}(?=[，。；：！？]|$)")
_LEAST = 2
_LONGEST_LINE = 24
_YEAR = re.compile("20[0-9]{2}$")


class Captioned(NamedTuple):
    """A number that stands alone on a line, read together with the line below it."""

    text: str
    at: int
    """Where the number stands in that text."""
    length: int
    number: str
    start: int
    """Where it stands in its own line."""


def lone_number(line: str) -> bool:
    """Whether a line is nothing but a number: 🩸【865】."""
    found = _LONE.match(line)
    return found is not None and (
        found["open"] != "" or (len(found["number"]) >= _LEAST and not _YEAR.match(line.strip()))
    )


def captioned(line: str, below: str, *, stands_free: bool) -> Captioned | None:
    """【1241】 above 人次孩子走进爱心托管班: the number with its words, where the line below says what it measures; and
    565人次 above 慰问一线职工, where it `stands_free` of what is above it."""
    if stands_free and len(line) <= _LONGEST_LINE and (measured := _with_caption(line, below)):
        return measured
    found = _LONE.match(line) if len(line) <= _LONGEST_LINE and lone_number(line) else None
    if found is None:
        return None
    number, start = found["number"], found.start("number")
    # 12 above 家庭教育 is a page, not so many families: a plain number needs a measure of two characters.
    joined = quantities(f"{number}{below}")
    framed = start > 0 or len(joined[0].unit if joined else "") > 1
    if framed and joined and joined[0].start == 0 and joined[0].end > len(number) and joined[0].unit:
        return Captioned(f"{number}{below}", 0, joined[0].end, number, start)
    clause = _FIRST_CLAUSE.match(below)
    said = _SO_MANY.search(clause[0]) if clause else None
    if clause is None or said is None:
        return None
    unit = said["unit"] or IMPLIED.get(said["label"], "场")
    words = clause[0][: said.start()] + clause[0][said.end() :]
    return Captioned(f"{words}{number}{unit}{below[clause.end() :]}", len(words), len(number + unit), number, start)


_LONGEST = 12
_FRAME = "【】[]〖〗"


def _undecked(line: str) -> str:
    return _DECKED.sub("", line).strip().strip(_FRAME).strip()


def lone_quantity(line: str) -> bool:
    """Whether a line is nothing but a number and its measure word: 565人次."""
    if len(line) > _LONGEST_LINE:
        return False
    bare = _undecked(line)
    told = quantities(bare) if bare[:1].isdigit() and len(bare) <= _LONGEST else []
    return len(told) == 1 and (told[0].start, told[0].end) == (0, len(bare)) and bool(told[0].unit)


def _with_caption(line: str, below: str) -> Captioned | None:
    bare, words = _undecked(line), below.strip()
    if not (_CAPTION.fullmatch(words) and lone_quantity(line)):
        return None
    return Captioned(f"{words}{bare}", len(words), len(bare), bare, line.find(bare))


_DECKED = re.compile(f"^{_DECK}")
_CAPTION = re.compile("[^，。；：！？0-9]{2,24}")
