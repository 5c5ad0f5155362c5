"""Sentences with blanks: 全年开展志愿服务____场次，参与群众____人次. Where each stands and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLANK = re.compile(
    r"[_＿]{2,}|[(（][ \u3000]+[)）](?=\s*[\u4e00-\u9fff元%])|(?<=[\u4e00-\u9fff:：])[ \u3000]{3,}(?=[\u4e00-\u9fff])"
)
_UNIT = re.compile(
    r"\s*[(（]?(万人次|人次|场次|户次|批次|期次|万元|千元|课时|学时|小时|场|次|期|批|人|名|户|份|册|张|元|件|个|项|班|堂|节|支|家|讲|课|轮|%)"
)
_BOUNDS = re.compile("[，,；;。\n(（)）]")
_STOPS = re.compile("[；;。\n]")
_NUMBERED = re.compile(r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳]|[一二三四五六七八九]是)\s*")
_POINT = re.compile(r"。|[；;\n]\s*[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]")
_HEADED = re.compile("^(?P<head>[^，,；;。_＿]{2,16})[:：](?=.*[_＿ \u3000])")


@dataclass(frozen=True)
class Blank:
    """A blank: its span in the text, the words before it in its clause, the unit behind it. `goes_on`: whether a blank
    before it stands in the same clause; `head`: what the whole is headed by (工会工作：)."""

    start: int
    end: int
    before: str
    unit: str
    goes_on: bool
    head: str
    fresh: bool = False
    """Whether another point of a list begins with it, which has nothing to do with the one before."""


def blanks_in(text: str) -> list[Blank]:
    """The blanks of a text, none where it has none or where nothing says what they are for."""
    if not _BLANK.search(text):
        return []
    return [blank for blank in _blanks(text) if blank.before or blank.unit]


def unit_behind(text: str) -> str:
    """The unit of count that a text begins with, where nothing but a comma or an end follows: 次，组织学习."""
    found = _UNIT.match(text)
    rest = text[found.end() :].lstrip(")） \u3000") if found else ""
    return found[1] if found and (not rest or rest[0] in "，,；;。、") else ""


def between(before: str, behind: str, *, first: bool) -> Blank:
    """A blank that is a cell of its own, between the words of the cells beside it."""
    unit = unit_behind(before)
    words = before.removeprefix(unit) if unit else before
    clause = _NUMBERED.sub("", _BOUNDS.split(words.rstrip(" \u3000:："))[-1])
    goes_on = not first and not _STOPS.search(words)
    return Blank(0, 0, clause.strip(), unit_behind(behind), goes_on, "", first or bool(_POINT.search(words)))


def _blanks(text: str) -> Iterator[Blank]:
    headed = _HEADED.match(_NUMBERED.sub("", text))
    head = (
        headed["head"]
        if headed and not _BLANK.match(text, text.index(headed["head"]) + len(headed["head"]) + 1)
        else ""
    )
    last = 0
    for found in _BLANK.finditer(text):
        unit = _UNIT.match(text, found.end())
        clause = _BOUNDS.split(text[last : found.start()].rstrip(" \u3000:："))[-1]
        words = _NUMBERED.sub("", clause)
        words = words.removeprefix(head).lstrip(":：") if head else words
        goes_on = last > 0 and not _STOPS.search(text[last : found.start()])
        fresh = last == 0 or bool(_POINT.search(text[last : found.start()]))
        inner = int(found[0][0] in "(（")  # brackets stay around what is written
        yield Blank(
            found.start() + inner, found.end() - inner, words.strip(), unit[1] if unit else "", goes_on, head, fresh
        )
        last = unit.end() if unit else found.end()
