"""Which indicators sound alike, by the characters that their names share; and what differs between two of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from yiben.terms.definitions import Definition
from yiben.terms.sentences import Aspect, Names, aspects

# How a name says its unit: it makes no two indicators alike.
_MEASURED = re.compile("(?:总|各类)?(?:场次|人次|次数|人数|户数|户次|件数|份数|队伍数|个数|金额|时长|小时|合计)$")
_STOCK = re.compile("开展|举办|组织|活动|各类|全年|单位数?")
ALIKE = 0.5


class Called(NamedTuple):
    """An indicator and all the names that it goes by."""

    slug: str
    name: str
    aliases: Sequence[str] = ()
    unit: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Difference(NamedTuple):
    """What two definitions settle differently, and how each does."""

    what: str
    a: str
    b: str


def differences(a: Definition, b: Definition, names: Names) -> list[Difference]:
    """Where two definitions part ways, in the order of `aspects`; empty for two that count the same."""
    pairs = zip(aspects(a, names), aspects(b, names), strict=True)
    return [Difference(one.what, one.words, other.words) for one, other in pairs if one.words != other.words]


def changes(versions: Sequence[Definition], names: Names) -> dict[int, list[Difference]]:
    """What each version of an indicator settles differently from the one before it, by its number; given in order."""
    return {later.version: differences(before, later, names) for before, later in pairwise(versions)}


def common(a: Definition, b: Definition, names: Names) -> list[Aspect]:
    """What two definitions settle alike."""
    settled = set(aspects(b, names))
    return [aspect for aspect in aspects(a, names) if aspect in settled]


def counting_the_same(one: Definition, others: Iterable[Definition]) -> list[Definition]:
    """Those whose number is always the same, whatever they are called."""
    return [other for other in others if other.slug != one.slug and _counted(other) == _counted(one)]


def _counted(one: Definition) -> tuple[object, ...]:
    parts = [part.slug for part in (one.numerator, one.denominator) if part is not None]
    measured = "" if one.adds in ("ratio", "distinct") else one.metric
    return one.adds, measured, one.line, one.kinds, one.topics, one.held, *parts


def alike(one: Called, others: Iterable[Called], *, most: int = 6) -> list[Called]:
    """Those that could be taken for `one`, the likest first and those of another unit last; at most `most`."""
    scored = [(likeness(one, other), other) for other in others if other.slug != one.slug]
    close = [pair for pair in scored if pair[0] >= ALIKE]
    return [other for _score, other in sorted(close, key=lambda pair: (pair[1].unit != one.unit, -pair[0]))[:most]]


def likeness(a: Called, b: Called) -> float:
    """From 0 (nothing shared) to 1 (a name in common): of all pairs of their names, the likest."""
    return max(_shared(mine, hers) for mine in a.names for hers in b.names)


def _shared(a: str, b: str) -> float:
    """Dice's measure over pairs of neighbouring characters."""
    if a == b:
        return 1.0
    mine, hers = _pairs(a), _pairs(b)
    return 2 * len(mine & hers) / (len(mine) + len(hers)) if mine and hers else 0.0


@lru_cache(maxsize=2048)
def _pairs(name: str) -> frozenset[str]:
    bare = _STOCK.sub("", _MEASURED.sub("", name))
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))
