"""A cell of words read as a brief is: what was held, where, when and whose, as far as it tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from yiben.ledger.brief import read_brief
from yiben.ledger.heads import Words

_LONGEST_TITLE = 40
_CLAUSE = re.compile("[，,。；;：:\n（(]")
_DOING = re.compile("^(?:开展|举办|组织|召开|举行)(?:了)?")
# Who did it may stand before what was done: 组织20名志愿者开展清洁家园活动.
_WITH = re.compile(
    "^[^，,。]{0,8}(?:组织|带领|动员|发动|邀请|联合|会同)[^，,。]{1,20}?(?:开展|举办|举行|召开|进行)(?:了)?(?=[^，,。]{3})"
)
# 组织志愿者18名清理绿化带 is 清理绿化带.
_WHO_CAME = re.compile(
    "^(?:组织|带领|动员|发动|安排|出动)(?:了)?(?:[\u4e00-\u9fff]{2,8}?\\d+余?多?[名人位]|\\d+余?多?[名人位](?:[\u4e00-\u9fff]{0,4}(?:志愿者|居民|职工|党员|学生|青年|妇女|代表|队员)))"
    "(?:前往|赴|到|在|对)?(?=[\u4e00-\u9fff]{3})"
)
_DAY = re.compile(r"^(?:20\d\d[年./-])?\d{1,2}[月./-]\d{1,2}[日号]?(?:[上下]午|晚上?)?[，,\s]*")
_NAME = re.compile("(?!为|根据|结合|按照|近日|当[日天]|联合|通过|围绕|持续|深入|进一步)[^\\d，,。；;在由共]{2,16}")
_COUNTED = re.compile(r"\d+余?[人份户名元件]")


class ToldIn(NamedTuple):
    """An activity as some words tell it; `text` are the words of its own."""

    title: str
    place: str | None
    day: date | None
    unit: str | None
    text: str


Tells: TypeAlias = Callable[[str], list[ToldIn]]


def telling(words: Words, year: int) -> Tells:
    """Reads a text as a brief is read; only activities that say their day or stand alone."""
    names: dict[int, list[str]] = {}
    for name, pks in words.units.items():
        if len(pks) == 1:
            names.setdefault(next(iter(pks)), []).append(name)
    units: Mapping[str, Sequence[str]] = {max(known, key=len): known for known in names.values()}
    today = min(words.today, date(year, 12, 31))

    def told(text: str) -> list[ToldIn]:
        found = read_brief(text, units=units, today=today, default_unit=None).entries
        parts = [text[one.span.start : one.span.end] for one in found] if len(found) > 1 else [text]
        return [
            ToldIn(_named(one.title, part), one.place, one.start, one.unit, part)
            for one, part in zip(found, parts, strict=True)
        ]

    return told


def first_told(told: Sequence[ToldIn], text: str) -> ToldIn:
    """The first of what a text tells; where it tells none, its first clause is the name."""
    return told[0] if told else ToldIn(_clause(text), None, None, None, text)


def _named(title: str, text: str) -> str:
    """What the activity is called: the words before the first comma where these are a name, else as a brief is read."""
    clause = _DOING.sub("", _WHO_CAME.sub("", _WITH.sub("", _DAY.sub("", _clause(text)))))
    if not clause and not title:
        # 4月15日，组织居民代表20人召开议事会: the day had a clause of its own.
        clause = _DOING.sub("", _WITH.sub("", _clause(_DAY.sub("", text))))
    if _NAME.fullmatch(clause) or not title or _COUNTED.search(title):
        return clause
    return _DOING.sub("", _WITH.sub("", _DAY.sub("", title))) or title


def _clause(text: str) -> str:
    return _CLAUSE.split(text.strip(), maxsplit=1)[0][:_LONGEST_TITLE]
