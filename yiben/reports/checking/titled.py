"""What is told by words that only titles have: 便民服务类9场 are the entries called 便民志愿服务. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from yiben.reports.checking.subjects import bared, pairs

_COMMON = 0.5
"""What a pair is worth that names of kinds have, too."""
_SOME, _FEW_OF_ALL = 0.6, 0.15
"""A pair of characters that names of kinds have, too, in more titles of a line or of all tells none from another."""


def _of_holidays(text: str) -> str:
    """暑假班 is what another calls 暑期托管班."""
    return text.replace("暑假", "暑期").replace("寒假", "寒期")


class Alike(NamedTuple):
    """Entries whose titles have words in common with a claim, and the pairs of characters that they are."""

    entries: frozenset[UUID]
    shared: frozenset[str]


@dataclass(frozen=True)
class Titles:
    """The titles of some entries, each bare and once, found by the pairs of characters that they have. Pairs that names
    of kinds and lines have, too, are left out where many of the titles have them: they tell none from another."""

    entries: Mapping[str, frozenset[UUID]]
    common: Collection[str]
    most: float
    _every: Mapping[str, Sequence[str]]
    """By every pair, however many titles have it, and of more entries than these where they are some of others."""
    _told: dict[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Mapping[str, frozenset[UUID]], common: Collection[str], *, of_all: bool) -> Titles:
        index: defaultdict[str, list[str]] = defaultdict(list)
        for title in entries:
            for pair in pairs(_of_holidays(title)):
                if pair not in _DONE:
                    index[pair].append(title)
        return cls(entries, common, (_FEW_OF_ALL if of_all else _SOME) * sum(map(len, entries.values())), index)

    def among(self, some: frozenset[UUID]) -> Titles:
        """The titles that some of the entries bear."""
        entries = {title: own & some for title, own in self.entries.items() if not own.isdisjoint(some)}
        return Titles(entries, self.common, _SOME * sum(map(len, entries.values())), self._every)

    def _having_pair(self, pair: str) -> Sequence[str]:
        """The titles that have a pair, none where it tells them from no others; found once."""
        if pair not in self._told:
            titles = [title for title in self._every.get(pair, ()) if title in self.entries]
            is_common = pair in self.common and sum(len(self.entries[title]) for title in titles) > self.most
            self._told[pair] = [] if is_common else titles
        return self._told[pair]

    def pairs_of(self, some: Iterable[UUID]) -> set[str]:
        """The pairs of characters in the titles of some entries."""
        return {pair for title in {self._titles.get(entry, "") for entry in some} for pair in pairs(title)}

    @cached_property
    def _titles(self) -> dict[UUID, str]:
        return {entry: title for title, own in self.entries.items() for entry in own}

    def near(self, words: str) -> set[str]:
        """The titles that share two neighbouring characters with some words."""
        return {title for pair in pairs(_of_holidays(words)) for title in self._having_pair(pair)}

    def having(self, noun: str) -> frozenset[UUID]:
        """The entries whose titles have all of a noun in its order: 技能培训 has 中式面点技能培训 and 技能提升培训."""
        first, last = noun[:2], noun[-2:]
        near = self.entries.keys() & set(self._every.get(first, ())).intersection(self._every.get(last, ()))
        return frozenset[UUID]().union(*(self.entries[title] for title in near if _has(title, noun, _PIECES)))

    def like(self, words: str) -> list[Alike]:
        """The entries whose titles have most of what the words have of their own; then all with half as much."""
        told = [(pair, titles) for pair in pairs(_of_holidays(words)) if (titles := self._having_pair(pair))]
        worth: defaultdict[str, float] = defaultdict(float)
        for pair, titles in told:
            weight = _COMMON if pair in self.common else 1.0
            for title in titles:
                worth[title] += weight
        if not worth:
            return []
        best = max(worth.values())
        likest = {title for title, much in worth.items() if much == best}
        wider = {title for title, much in worth.items() if 2 * much >= best}
        return [self._all(likest, told), *([self._all(wider, told)] if len(wider) > len(likest) else [])]

    def _all(self, some: set[str], told: Sequence[tuple[str, Sequence[str]]]) -> Alike:
        entries = frozenset[UUID]().union(*(self.entries[title] for title in some))
        return Alike(entries, frozenset(pair for pair, titles in told if not some.isdisjoint(titles)))


_PIECES, _SHORTEST = 3, 2
"""So many pieces a noun may be in within a title, each of so many characters."""


def _has(title: str, noun: str, pieces: int) -> bool:
    if noun in title:
        return True
    if pieces == 1:
        return False
    for length in range(len(noun) - _SHORTEST, _SHORTEST - 1, -1):
        at = title.find(noun[:length])
        if at >= 0 and _has(title[at + length :], noun[length:], pieces - 1):
            return True
    return False


_DONE = frozenset("开展 举办 组织 召开 举行 进行".split())
"""临江社区开展亲子阅读 is no likelier a title of what was 开展."""
_VERBS = "开展|举办|组织|召开|举行|承办|开设|开办|参加|进行|实施|推出|完成"
_BEFORE_NOUN = re.compile(
    f"^.*(?:{_VERBS})了?|^(?:其中|全年|今年|年内|[上下]半年|[一二三四]季度|全街道|街道|各社区|社区|辖区|各类|各项|相关|系列|共|累计|先后|"
    "截至|目前|现有|共有|拥有|已有|现|有)+"
)
_BEHIND_NOUN = re.compile(
    f"(?:{_VERBS}|开课|授课|系列|活动|场次|人次|次数|期数|课次|全年|今年|虽|已|现|有|共|累计|达到?|了|为|数|班|类)+$"
)


def noun_of(clause: str) -> str:
    """What a clause says was done, without the verb: 面向一线职工举办技能培训 is 技能培训; of examples, their sort."""
    said = bared(_EXAMPLES.sub("", clause))
    return _BEFORE_NOUN.sub("", _BEHIND_NOUN.sub("", said))


def core_of(noun: str) -> str:
    """A noun without whom it was for and how it was done: 职工技能提升培训 is 技能培训."""
    return _HOW.sub("", _WHOM.sub("", noun))


_WHOM = re.compile(
    "^(?:困难|全体|一线|基层|辖区|社区|街道|职工|居民|群众|妇女|女性|青年|老年人?|少年|儿童|学生|企业|各类)+(?=[\u4e00-\u9fff]{4})"
)
_HOW = re.compile(
    "(?<=[\u4e00-\u9fff]{2})(?:提升|知识|主题|系列|专题|综合|现场|免费|公益|集中|专场|便民|业务|普及|使用)(?=[\u4e00-\u9fff]{2})"
)
_EXAMPLES = re.compile("^.*等(?=[一-鿿]{2})")


def common_pairs(names: Iterable[str]) -> frozenset[str]:
    """The pairs of characters in some names."""
    return frozenset(pair for name in names for pair in pairs(name))
