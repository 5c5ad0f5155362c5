"""What is told by words that only titles have: 便民服务类9场 are the entries called 便民志愿服务. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from yiben.reports.checking.subjects import pairs

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
    _index: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, entries: Mapping[str, frozenset[UUID]], common: Collection[str], *, of_all: bool) -> Titles:
        index: defaultdict[str, list[str]] = defaultdict(list)
        for title in entries:
            for pair in pairs(_of_holidays(title)):
                index[pair].append(title)
        most = (_FEW_OF_ALL if of_all else _SOME) * sum(map(len, entries.values()))
        told = {
            pair: titles
            for pair, titles in index.items()
            if pair not in common or sum(len(entries[title]) for title in titles) <= most
        }
        return cls(entries, common, told)

    def among(self, some: frozenset[UUID]) -> Titles:
        """The titles that some of the entries bear."""
        kept = {title: own & some for title, own in self.entries.items() if not own.isdisjoint(some)}
        return Titles.of(kept, self.common, of_all=False)

    def near(self, words: str) -> set[str]:
        """The titles that share two neighbouring characters with some words."""
        return {title for pair in pairs(_of_holidays(words)) for title in self._index.get(pair, ())}

    def like(self, words: str) -> list[Alike]:
        """The entries whose titles have most of what the words have of their own; then all with half as much."""
        told = [(pair, self._index[pair]) for pair in pairs(_of_holidays(words)) if pair in self._index]
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


def common_pairs(names: Iterable[str]) -> frozenset[str]:
    """The pairs of characters in some names."""
    return frozenset(pair for name in names for pair in pairs(name))
