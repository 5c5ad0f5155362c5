"""Numbers that lead a piece of text: 一、 （一） 1. （1） ① 第一章, and those that run in: 一是, 第一，, 首先."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

CN = "一二三四五六七八九十"

# One character for one character, so that places in the folded text are places in the text.
_FOLD = {
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    **{ord(blank): " " for blank in "\t\u3000\xa0\u2002\u2003\u2007\u2009\u200a\u200b\u202f\ufeff"},
    **dict(zip(map(ord, "(﹙)﹚．﹒,:;﹕﹔"), "（（））..，：；：；", strict=True)),
}
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SINGLE = {
    **{char: ("①", value) for value, char in enumerate(_CIRCLES, 1)},
    **{chr(first + at): ("①", at + 1) for first in (0x2776, 0x2780, 0x278A) for at in range(10)},
    **{chr(0x3220 + at): ("（一）", at + 1) for at in range(10)},
    **{chr(0x2474 + at): ("（1）", at + 1) for at in range(20)},
    **{chr(0x2488 + at): ("1.", at + 1) for at in range(20)},
}
_SINGLES = "".join(_SINGLE)
_BULLETS = "●•◆◇■□▲△★☆◎○※➢➤\uf06c\uf0b7\uf075\uf0d8"

RANKS = {
    "第一部分": -2, "第一章": -1, "第一节": 0, "第一条": 1, "一、": 1, "（一）": 2, "bold": 2.5, "line": 2.5,
    "label": 2.6, "1.": 3, "1.1": 3.5, "（1）": 4, "1）": 4.5,
    "①": 5, "•": 7, "第一": 8, "首先": 9, "一是": 10, "一抓": 10,
}  # fmt: skip
LEVELS = {
    "第一部分": 1, "第一章": 1, "第一节": 2, "第一条": 1, "一、": 1, "（一）": 2, "1.": 3, "1.1": 4, "（1）": 4,
    "1）": 4, "bold": 3, "line": 3, "label": 3,
}  # fmt: skip
RUN_INS = frozenset({"第一", "首先", "一是", "一抓"})

_LEADING = re.compile(
    rf"""\ *(?:
      第\ ?(?P<unit_value>[{CN}]{{1,4}}|\d{{1,2}})\ ?(?P<unit>部分|编|篇|章|节|条)(?![、的例款约])
    | （\ ?(?P<cn_paren>[{CN}]{{1,3}})\ ?）\ ?[、.：]?
    | (?P<cn_half>[{CN}]{{1,3}})）\ ?[、.]?
    | (?:项目|任务|行动|工程|专题)(?P<cn_named>[{CN}]{{1,3}})\ ?：
    | (?P<cn>[{CN}]{{1,3}})\ ?[、.，：]
    | (?P<cn_blank>[{CN}]{{1,3}})\ +(?=[^\ ]{{2,20}}$)
    | （\ ?(?P<paren>\d{{1,3}})\ ?）\ ?[、.]?
    | (?P<half>\d{{1,2}})）\ ?[、.]?
    | (?P<multi>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:\ +|、|\.(?!\d))
    | (?P<digit_blank>\d{{1,2}})\ +(?=[\u4e00-\u9fff]{{4,20}}$)(?![月日年个项次名])
    | (?P<digit>\d{{1,3}})\ ?(?:(?:、|\.|，)(?!\ ?\d)|\.(?=\ ?\d{{1,2}}月)|[、.](?=\ ?20\d\d年))
    | (?P<single>[{_SINGLES}])\ ?[、.]?
    | (?P<bullet>[{_BULLETS}])
    )\ *""",
    re.VERBOSE,
)
_RUN_IN = re.compile(
    rf"""
      (?P<cn_is>[{CN}]{{1,2}})(?P<verb>是|要|抓|则)
    | 第(?P<ord>[{CN}])(?:[，、：]|是|要)
    | 其(?P<its>[{CN}])(?:[，、：]|是)
    | (?P<adverb>首先|其次|再次|再者|最后)[，、：]?
    | (?P<single>[{_SINGLES}])\ ?[、.]?
    | （\ ?(?P<cn_paren>[{CN}]{{1,2}})\ ?）、?
    | （\ ?(?P<paren>\d{{1,2}})\ ?）、?
    | (?P<cn>[{CN}]{{1,2}})、
    | (?P<half>(?<!\d)\d{{1,2}})）
    | (?P<digit>(?<![\d.])\d{{1,2}})(?:、|\.)(?!\ ?\d)
    """,
    re.VERBOSE,
)
_ADVERBS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 9}
_STRIDES = {"首先": 9, "一是": 2, "第一": 2}  # a number left out by mistake doesn't end the series
_UNITS = {"部分": "第一部分", "编": "第一部分", "篇": "第一部分", "章": "第一章", "节": "第一节", "条": "第一条"}
_LABEL = re.compile(r"(?P<label>[^，。；：！？、\s“”《》（）\d]{2,14}(?:工作|方面))：")
NO_LABEL = re.compile(rf"以下|如下|下列|做好|抓好|几|重点|落实|开展|推进|完成|[{CN}\d][项个方大件]")


class Mark(NamedTuple):
    """A number found: its manner, its value, where it stands and where what it numbers begins."""

    manner: str
    value: int
    start: int
    end: int
    number: str


def fold(text: str) -> str:
    """The text with half-width and full-width forms made one, each character in its old place."""
    return text.translate(_FOLD)


def cn_value(numeral: str) -> int:
    """What a Chinese numeral below a hundred says: 二十一 is 21."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int("".join(str(CN.index(char) + 1) for char in numeral)) if len(numeral) < 3 else 0
    return (CN.index(tens[0]) + 1 if tens else 1) * 10 + (CN.index(ones[0]) + 1 if ones else 0)


def leading(folded: str, start: int = 0, end: int | None = None) -> Mark | None:
    """The number that a line of folded text begins with."""
    found = _LEADING.match(folded, start, len(folded) if end is None else end)
    if found is None or (found["cn"] and _counts_on(folded, found)):
        return None
    manner, value = _manner(found)
    first = found.end(0) - len(found[0].lstrip(" "))
    return Mark(manner, value, first, found.end(), _bare(found, manner, first))


def _bare(found: re.Match[str], manner: str, first: int) -> str:
    written = found.string[first : found.end()].strip(" ") if manner != "•" else ""
    if manner == "1）":
        return written.rstrip("、. ")
    return written.rstrip("、.，： ").replace(" ", "")


def _counts_on(folded: str, found: re.Match[str]) -> bool:
    """True for 一、二季度 and 三、四月: two ordinals side by side, not a number and a heading."""
    rest = re.match(rf"([{CN}]{{1,2}})[季月年级类期]", folded[found.end() : found.end() + 4])
    return bool(rest and cn_value(rest[1]) == cn_value(found["cn"]) + 1)


def _manner(found: re.Match[str]) -> tuple[str, int]:
    group = found.groupdict()
    if group.get("unit"):
        value = group["unit_value"] or ""
        return _UNITS[group["unit"]], int(value) if value.isdigit() else cn_value(value)
    if group["single"]:
        return _SINGLE[group["single"]]
    if group.get("multi"):
        return "1.1", int(group["multi"].rpartition(".")[2])
    if group.get("bullet"):
        return "•", 0
    for name, manner in (("cn", "一、"), ("cn_blank", "一、"), ("cn_paren", "（一）"), ("cn_half", "（一）")):
        if group.get(name):
            return manner, cn_value(group[name])
    if group.get("cn_named"):
        return "1.", cn_value(group["cn_named"])
    for name, manner in (("digit", "1."), ("digit_blank", "1."), ("paren", "（1）"), ("half", "1）")):
        if group.get(name):
            return manner, int(group[name])
    return _run_in_manner(group)


def _run_in_manner(group: dict[str, str]) -> tuple[str, int]:
    if group["cn_is"]:
        return ("一抓" if group["verb"] == "抓" else "一是"), cn_value(group["cn_is"])
    if group["adverb"]:
        return "首先", _ADVERBS[group["adverb"]]
    return "第一", cn_value(group["ord"] or group["its"])


def run_ins(folded: str, start: int, end: int, lead: Mark | None = None) -> list[Mark]:
    """The numbers and labels that run in between start and end, only such as stand in a series.

    The number that leads the line counts as the first of a series: 1.…；2.… in one line.
    """
    found = sorted((*_candidates(folded, start, end), *_labels(folded, start, end)), key=lambda mark: mark.start)
    return _in_series(found, folded, start, {lead.manner: lead.value} if lead else {})


def _candidates(folded: str, start: int, end: int) -> Iterator[Mark]:
    for found in _RUN_IN.finditer(folded, start, end):
        if not _may_begin(folded, found, start):
            continue
        if found["cn"] and _counts_on(folded, found):
            continue
        manner, value = _manner(found)
        number = found[0].rstrip("、.，： ").replace(" ", "") if manner != "首先" else found["adverb"]
        yield Mark(manner, value, found.start(), found.end(), number)


def _may_begin(folded: str, found: re.Match[str], start: int) -> bool:
    """A number begins a clause; ① may stand anywhere."""
    before = folded[max(start, found.start() - 3) : found.start()].rstrip(" ")
    if not before or found["single"]:
        return True
    official = found["cn"] or found["digit"] or found["cn_paren"] or found["paren"]
    return before[-1] in ("。；：！？\n”）" if official else "。；：，！？\n”）—")


def _labels(folded: str, start: int, end: int) -> Iterator[Mark]:
    """团委工作：… at the head of a sentence: a heading that runs in without a number."""
    for found in _LABEL.finditer(folded, start, end):
        before = folded[max(start, found.start() - 1) : found.start()]
        if before in ("", "。", "；", "\n", " ") and not NO_LABEL.search(found["label"]):
            yield Mark("label", 0, found.start(), found.end(), "")


def _in_series(found: list[Mark], folded: str, start: int, last: dict[str, int]) -> list[Mark]:
    kept: list[Mark] = []
    later = _later_values(found)
    for at, mark in enumerate(found):
        if kept and mark.start < kept[-1].end:
            continue
        if mark.manner == "label":
            if last and not kept and not folded[start : mark.start].strip():
                continue  # （四）群团工作：… is the title of the number before it
            last = {}
        elif not (
            _belongs(mark, last.get(mark.manner), later[at], not folded[start : mark.start].strip())
            or _one_more_series(mark, kept)
        ):
            continue
        last[mark.manner] = mark.value
        kept.append(mark)
    return kept


def _one_more_series(mark: Mark, kept: list[Mark]) -> bool:
    """A series of one, where the same manner has made a series before."""
    return mark.value == 1 and any(mark.manner == before.manner for before in kept)


def _belongs(mark: Mark, before: int | None, following: int | None, leads: bool) -> bool:
    if before is not None and before < mark.value <= before + _STRIDES.get(mark.manner, 1):
        return True
    if mark.manner == "一是":
        return leads or mark.value == 1
    if leads and mark.manner == "第一":
        return True
    return mark.value == 1 and following is not None and 1 < following <= (9 if mark.manner == "首先" else 3)


def _later_values(found: list[Mark]) -> list[int | None]:
    """For each mark, the value of the next one of its manner."""
    ahead: dict[str, int] = {}
    values: list[int | None] = []
    for mark in reversed(found):
        values.append(ahead.get(mark.manner))
        ahead[mark.manner] = mark.value
    return values[::-1]
