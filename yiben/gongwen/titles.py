"""How wide Chinese text stands, and a title broken into lines that please the eye and keep words whole."""

from __future__ import annotations

import math
import re
import unicodedata

_CLOSING = "，。、；：！？）》〉」』】〕”’…—·%％"
_OPENING = "（《〈「『【〔“‘"
_JOINED = re.compile(r"[0-9A-Za-z.%]{2}|\d[年月日个号期次届]|[年月]\d|第[\d一二三四五六七八九十]")
# A line may well begin anew behind one of these, or before one of those.
_AFTER = re.compile(
    "(?:街道|社区|[镇乡区市县省]|年度|季度|委员会|办事处|工委|工作|情况|建设|会议|[的和与及暨、，”》）])$"
)
_BEFORE = re.compile("(?:关于|工作|情况|建设|会议|汇报|报告|总结|材料|方案|通知|意见|要点|[（《“]|20\\d\\d|二〇)")
_BODY = re.compile("(?:工作)?委员会|办事处|党?工委|(?:工作)?领导小组|办公室")  # ends the name of an organ
# Pairs of characters that belong together.
_WORDS = frozenset(
    re.findall(
        "..",
        "街道社区年度季度工作情况建设会议汇报报告总结材料发言方案通知意见要点关于组织宣传统战政法群团党的"
        "作委作领群众服务居民治理基层平安文明委员员会办事事处党工工委活动开展推进落实实施完成进展半年全年上半下半"
        "专项行动妇联工会团委志愿老年儿童青年妇女城市管理环境整治安全生产应急人大政协代表议案民生项目经济"
        "发展生态文化精神思想主义学习教育干部人才队伍作风廉政监督检查考核评估规划计划目标任务责任制度",
    )
)
_UGLY, _TORN, _POOR, _GOOD = 400.0, 80.0, 30.0, -12.0


def width(text: str) -> float:
    """In ems: a Chinese character is one, a digit or Latin letter half."""
    return sum(0.5 if unicodedata.east_asian_width(char) in "NaH" else 1.0 for char in text)


def balanced(text: str, limit: float) -> list[str]:
    """The fewest lines of at most `limit` ems, about equally long, broken where the meaning allows."""
    lines = max(1, math.ceil(width(text) / limit))
    if lines == 1:
        return [text]
    return _lines(text, _best(text, limit, width(text) / lines))


def _best(text: str, limit: float, aim: float) -> list[int]:
    """For each place, where the last line up to it had best begin."""
    costs, begins = [0.0], [0]
    inside = _quoted(text)
    for end in range(1, len(text) + 1):
        last = end == len(text)
        price = 0.0 if last else _price(text, end, inside)
        cost, begin = min(_choices(text, end, costs, limit, aim))
        costs.append(cost + price)
        begins.append(begin)
    return begins


def _choices(text: str, end: int, costs: list[float], limit: float, aim: float) -> list[tuple[float, int]]:
    """Cost and beginning of each line that could end here."""
    found: list[tuple[float, int]] = []
    wide = 0.0
    for begin in range(end - 1, -1, -1):
        wide += width(text[begin])
        if wide > limit and found:
            break
        # Each line weighs something, so that a fourth line is not made where three do.
        found.append((costs[begin] + (wide - aim) ** 2 + 1000, begin))
    return found


def _price(text: str, at: int, inside: set[int]) -> float:
    """What it costs to break the line before `text[at]`."""
    before, after = text[at - 1], text[at]
    if after in _CLOSING or before in _OPENING or _JOINED.match(text, at - 1):
        return _UGLY
    if at in inside:
        return _TORN
    if before + after in _WORDS or text.endswith("关于", 0, at) or _BODY.match(text, at):
        return _POOR
    return _GOOD if _AFTER.search(text[max(0, at - 5) : at]) or _BEFORE.match(text, at) else 0.0


def _quoted(text: str) -> set[int]:
    """Places within 《…》 or “…”, where a break is poor."""
    return {at for found in re.finditer("《[^》]*》|“[^”]*”", text) for at in range(found.start() + 1, found.end())}


def _lines(text: str, begins: list[int]) -> list[str]:
    found: list[str] = []
    end = len(text)
    while end:
        found.append(text[begins[end] : end].strip())
        end = begins[end]
    return found[::-1]
