"""What is told by words that only titles have: 便民服务类9场 are the entries called 便民志愿服务. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from yiben.reports.checking.subjects import pairs

_SOME = 0.6
"""A pair of characters in more of the titles than this share tells none from another."""
_OFTEN = 2


class Alike(NamedTuple):
    """Entries whose titles have words in common with a claim, and the pairs of characters that they are."""

    entries: frozenset[UUID]
    shared: frozenset[str]


@dataclass(frozen=True)
class Titles:
    """The titles of the book's entries, each bare and once, found by the pairs of characters that they have."""

    entries: Mapping[str, frozenset[UUID]]
    common: Collection[str]
    """Pairs that names of kinds and lines have: among all lines they tell no title from another."""
    _index: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Mapping[str, frozenset[UUID]], common: Collection[str]) -> Titles:
        index: defaultdict[str, list[str]] = defaultdict(list)
        for title in entries:
            for pair in pairs(title):
                index[pair].append(title)
        return cls(entries, common, dict(index))

    def like(self, words: str, among: frozenset[UUID], *, of_all: bool) -> list[Alike]:
        """The entries whose titles have most of what the words have of their own; then all with as much as tells."""
        told: defaultdict[str, set[str]] = defaultdict(set)
        for pair in pairs(words):
            if of_all and pair in self.common:
                continue
            found = [title for title in self._index.get(pair, ()) if not self.entries[title].isdisjoint(among)]
            if found and sum(len(self.entries[title] & among) for title in found) <= _SOME * len(among):
                for title in found:
                    told[title].add(pair)
        if not told:
            return []
        most = max(map(len, told.values()))
        likest = self._all({title: own for title, own in told.items() if len(own) == most})
        wider = self._all({title: own for title, own in told.items() if len(own) >= min(_OFTEN, most)})
        return [likest] if likest == wider else [likest, wider]

    def _all(self, told: Mapping[str, set[str]]) -> Alike:
        entries = frozenset[UUID]().union(*(self.entries[title] for title in told))
        return Alike(entries, frozenset[str]().union(*told.values()))


def common_pairs(names: Iterable[str]) -> frozenset[str]:
    """The pairs of characters in some names."""
    return frozenset(pair for name in names for pair in pairs(name))
