"""How likely each kind is by an activity's name alone, by its characters: where no rule is sure.

The table beside this module is learnt by `scripts/learn_titles.py` from names whose kinds people told.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_APART = re.compile(r"[\s“”‘’\"'《》「」，,、：:；;。！!？?·—\-－|｜/()（）【】\[\]]+")
_A_WORD = re.compile("[\u4e00-\u9fff]{2}")
_DIGITS = re.compile(r"\d+")
# How much a name shows by what it begins with, or what stands in it before its last words.
_BEGINS, _EARLIER = 0.7, 0.7
_SIZE = 3
Shares = dict[str, float]


def shown_by(name: str) -> Shares:
    """What a name shows: its characters by one, two and three, and how its parts begin and end."""
    parts = list(filter(None, _APART.split(_DIGITS.sub("0", name))))
    shown: Shares = {}
    for part in parts:
        shown.update(dict.fromkeys(_runs(part), 1.0))
    for number, part in enumerate(parts):
        ends = 1.0 if number == len(parts) - 1 else _EARLIER
        begins = _BEGINS if number == 0 else _BEGINS * _EARLIER
        for mark, least in [("$" + part[-size:], ends) for size in (1, 2, 3)] + [
            ("^" + part[:size], begins) for size in (1, 2)
        ]:
            shown[mark] = max(shown.get(mark, 0.0), least)
    size = math.sqrt(sum(weight * weight for weight in shown.values())) or 1.0
    return {run: _SIZE * weight / size for run, weight in shown.items()}


def _runs(part: str) -> Iterator[str]:
    for size in (1, 2, 3):
        for at in range(len(part) - size + 1):
            yield part[at : at + size]


class _Learnt:
    """The table: of each run of characters what it adds to kinds, worked out when it is first met."""

    def __init__(self, text: str) -> None:
        rows = (line.partition("\t") for line in text.splitlines() if not line.startswith("#"))
        self._told = {run: told for run, _tab, told in rows}
        first = [one.partition(":") for one in self._told.pop("").split()]
        self.slugs = [slug for slug, _colon, _weight in first]
        self.begins = [int(weight) / 100 for _slug, _colon, weight in first]
        self._at = {slug: at for at, slug in enumerate(self.slugs)}
        self._known: dict[str, tuple[tuple[int, float], ...]] = {}

    def adds(self, run: str) -> tuple[tuple[int, float], ...]:
        known = self._known.get(run)
        if known is None:
            told = self._told.get(run)
            if told is None:
                return ()
            parts = (one.partition(":") for one in told.split())
            known = self._known[run] = tuple((self._at[slug], int(weight) / 100) for slug, _colon, weight in parts)
        return known


@cache
def _learnt() -> _Learnt:
    return _Learnt(files("yiben.ledger").joinpath("sounding.tsv").read_text(encoding="utf-8"))


def sounds(name: str) -> Shares:
    """The probability of each kind, by a name; none where it has no words."""
    if not _A_WORD.search(name):
        return {}
    learnt = _learnt()
    told = list(learnt.begins)
    for run, weight in shown_by(name).items():
        for at, adds in learnt.adds(run):
            told[at] += weight * adds
    most = max(told)
    odds = [math.exp(value - most) for value in told]
    total = sum(odds)
    return {slug: value / total for slug, value in zip(learnt.slugs, odds, strict=True)}
