"""Who is to see to a measure, and by when, as a text says it: （牵头单位：党群办；配合单位：各社区；时限：9月底前）,
（党群办牵头，各社区配合，9月底前完成）, 责任单位：党群办（牵头）、经发办. Pure.

A name ends where something is told that is no name: a day, a rhythm, what is to be done with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from yiben.gongwen import deadlines, frequencies


class Duty(NamedTuple):
    """What a text says of one role, lead, support, leader or time; of another, "", it tells only where it stands."""

    role: str
    who: str
    start: int
    end: int


_LABEL = re.compile(
    "(?:第一)?(?:(?:牵头|责任|主办|主责|配合|协办|协同|协助|参与|承办|实施|落实)(?:单位|部门|科室|条线|主体|站所)|牵头|配合|"
    "完成(?:时限|时间)|时间节点|时限(?:要求)?|责任人|负责人|牵头人|"
    "(?:责任|分管|牵头|主管|包联|包保|挂钩|挂点|联系)(?:街道|处级)?领导|分管负责人|联系人|(?:联系)?电话) ?[：:]"
)
_ROLES = (
    ("leader", re.compile("领导|分管")),
    ("", re.compile("人[：: ]|电话")),
    ("lead", re.compile("牵头|责任|主办|主责|承办|实施|落实")),
    ("support", re.compile("配合|协办|协同|协助|参与")),
    ("time", re.compile("时限|时间")),
)
_END = re.compile("[；;。\n]")
_OPENS, _SHUTS = "（(【〔[", "）)】〕]"
_BETWEEN = " \u3000\t，,、；;。／/：:（("
# 党群办牵头，各社区配合: said without a colon, where a bracket, 由 or the whole says that a name begins.
_NAME = r"[^，,。；;：:（）()【】\n\d的]"
_LED = re.compile(
    rf"(?:^|(?<=[（(【])|由)\s*(?P<lead>{_NAME}{{2,40}}?)(?:负责|具体|总)?牵头(?:负责|落实|实施|组织){{0,2}}"
    rf"(?=[，,；;。）)】]|$)(?:[，,；;]\s*(?P<support>{_NAME}{{2,60}}?)(?:协同|密切|积极|共同|予以)?(?:配合|协助|协办|参与)"
    r"(?=[，,；;。）)】]|$))?"
)
_MARKED = re.compile(r"[（(](?P<role>牵头|主责|主办|责任|配合|协助|协办)(?:单位|部门)?[）)]")
_NO_NAME = re.compile(
    r"(?:(?:^|[，,、；;\s])(?:全年|年内|长期|常态|持续|限期|适时|及时|按(?:期|时|月|季|要求|进度|计划)|每)[^，,、；;]*"
    r"|[，,、；;\s][^，,、；;\s]{0,12}(?:完成|推进|实施|办结|报送|上报|启动|开展|到位))$"
    r"|\d+ ?(?:年|月|日|季度)|\d{7,}|[（(][^（）()]*(?:\d{7,}|[：:]|电话|联系)"
)
_LONGEST, _LONGEST_NAMES = 2000, 300


def duties(text: str) -> list[Duty]:
    """What a text says, in its order."""
    found = list(_labelled(text)) if "：" in text or ":" in text else []
    taken = [(one.start, one.end) for one in found]
    for led in _LED.finditer(text[:_LONGEST]):
        if not any(start < led.end() and led.start() < end for start, end in taken):
            found += _led(led)
    return sorted(found, key=lambda one: one.start)


def said_of(role: str, who: str) -> list[Duty]:
    """What is said of one role: a cell below its heading, or what stands behind its name."""
    who = re.sub(r"\s*\n\s*", "、", who.strip())
    if role not in ("lead", "support"):
        return [Duty(role, _until_no_name(who) if role == "leader" else who, 0, 0)]
    if led := _LED.match(who):
        return [one._replace(start=0, end=0) for one in _led(led)]
    lead, support = _sorted_out(role, _until_no_name(who))
    pairs = (("lead", lead), ("support", support))
    return [Duty(name, names, 0, 0) for name, names in pairs if names]


def role_of(label: str) -> str:
    """Which role a label names; "" where none that a measure has."""
    return next((role for role, pattern in _ROLES if pattern.search(label)), "")


def begins_with_duty(text: str) -> bool:
    """Whether a text begins by saying who is to see to something."""
    return bool(_LABEL.match(text))


def rest_of(text: str, found: list[Duty]) -> str:
    """A text without what is said of duties."""
    for one in reversed(found):
        text = text[: one.start] + text[one.end :]
    return text


def _labelled(text: str) -> Iterator[Duty]:
    labels = list(_LABEL.finditer(text))
    for at, label in enumerate(labels):
        limit = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        end = _end_of(text, label.end(), min(limit, label.end() + _LONGEST_NAMES))
        for one in said_of(role_of(label[0]), text[label.end() : end].strip(_BETWEEN)):
            yield one._replace(start=label.start(), end=end)


def _end_of(text: str, start: int, limit: int) -> int:
    """Where the words behind a label end: at a stop, or where the bracket that they stand in is shut."""
    depth = 0
    for at in range(start, limit):
        depth += (text[at] in _OPENS) - (text[at] in _SHUTS)
        if depth < 0 or (depth == 0 and _END.match(text, at)) or text[at] == "\n":
            return at
    return limit


def _led(led: re.Match[str]) -> list[Duty]:
    told = [Duty("lead", _until_no_name(led["lead"]), led.start(), led.end())]
    if led["support"]:
        told.append(Duty("support", _until_no_name(led["support"]), led.end(), led.end()))
    return [one for one in told if one.who]


def _until_no_name(who: str) -> str:
    ends = [found.start for found in deadlines(who)] + [found.start for found in frequencies(who)]
    ends += [found.start() for found in [_NO_NAME.search(who)] if found]
    # Where something was cut off, the next thing that is no name may stand last: 各社区，全年推进，6月底前.
    return _until_no_name(who[: min(ends)].rstrip(_BETWEEN)) if ends else who.strip(_BETWEEN + "由")


def _sorted_out(role: str, names: str) -> tuple[str, str]:
    """党群办（牵头）、经发办: who is marked to lead leads, and the others help."""
    marked = list(_MARKED.finditer(names))
    if not marked:
        return (names, "") if role == "lead" else ("", names)
    lead: list[str] = []
    support: list[str] = []
    behind = 0
    for mark in marked:
        *others, one = re.split("[、，,]", names[behind : mark.start()].strip("、，, "))
        (lead if role_of(mark["role"]) == "lead" else support).append(one)
        support += others
        behind = mark.end()
    support += re.split("[、，,]", names[behind:].strip("、，, "))
    return "、".join(filter(None, lead)), "、".join(filter(None, support))
