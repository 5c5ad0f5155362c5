"""Which promise an activity may answer, and why, in words: the best three of the measures that a caller names.

Pure. Lines and topics say most, then what people chose for titles alike, then the words in common, each by how seldom
measures use it; a kind that the promised number doesn't count speaks against.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from math import log
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from yiben.plans.likeness import kinds_in, pairs_in

MOST = 3
LEAST = 0.3
"""A score below which nothing is offered."""
SURE, AHEAD = 0.7, 0.15
"""The best is clear from this score on, so far ahead of the second."""
_ALIKE = 82
_MOST_WORDS = 3
_NOTE = 0.3
_TURN = re.compile(
    r"20\d\d年?|第[一二三四五六七八九十百\d]+[届次期场讲课批季]?|[（(][一二三四五六七八九十\d]+[)）]|\d+月?\d*日?|[\W_]"
)


@dataclass(frozen=True)
class Promise:
    """A measure as it is compared. `kinds` and `topics` are what its promised numbers count; empty: they tell nothing.

    `chosen` are titles of activities that people attributed to it.
    """

    measure: UUID
    title: str
    text: str = ""
    line: str = ""
    year: int | None = None
    kinds: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    units: str = ""
    deadline: date | None = None
    chosen: Sequence[str] = field(default=(), compare=False)

    @property
    def words(self) -> str:
        return f"{self.title}\n{self.text}"


class Activity(NamedTuple):
    """What somebody tells of an activity: slugs for kind, lines and topics, the unit by its name."""

    title: str
    note: str = ""
    kind: str = ""
    lines: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    unit: str = ""
    day: date | None = None


class Suggestion(NamedTuple):
    """A measure that an activity may answer: how surely (to 1 and a little beyond), and why, in words."""

    measure: UUID
    score: float
    reason: str


def suggest(
    title: str,
    note: str,
    kind: str,
    lines: Iterable[str],
    topics: Iterable[str],
    unit: str,
    day: date | None,
    measures: Sequence[Promise],
) -> list[Suggestion]:
    """The best of these measures for an activity, at most three, the likest first. For many, keep a `Promises`."""
    return Promises(measures).suggest(Activity(title, note, kind, frozenset(lines), frozenset(topics), unit, day))


def is_clear(suggestions: Sequence[Suggestion]) -> bool:
    """Whether the first may be taken for granted: sure by itself, and well ahead of the second."""
    if not suggestions or suggestions[0].score < SURE:
        return False
    return len(suggestions) == 1 or suggestions[0].score - suggestions[1].score >= AHEAD


class Promises:
    """Measures made ready, so that a thousand activities are held against a hundred measures in a moment."""

    def __init__(self, measures: Sequence[Promise]) -> None:
        self._measures = list(measures)
        self._kinds = [one.kinds or kinds_in(one.words) for one in self._measures]
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        self._chosen: defaultdict[str, set[int]] = defaultdict(set)
        for at, one in enumerate(self._measures):
            for pair in pairs_in(one.words):
                self._at[pair].append(at)
            for title in map(bare, one.chosen):
                self._chosen[title].add(at)
        self._chosen.pop("", None)
        self._titles = list(self._chosen)
        self._weights = {pair: _weight(len(ats), len(self._measures)) for pair, ats in self._at.items()}
        self._remembered: dict[str, dict[int, float]] = {}

    def suggest(self, asked: Activity) -> list[Suggestion]:
        """The likest measures for one activity, at most three."""
        words, before = self._words(asked), self._before(bare(asked.title))
        scored = [(self._score(at, asked, words[at], before.get(at, 0.0)), at) for at in self._of_the_year(asked.day)]
        best = sorted((pair for pair in scored if pair[0] >= LEAST), key=lambda pair: (-pair[0], pair[1]))[:MOST]
        return [
            Suggestion(self._measures[at].measure, round(score, 3), self._why(at, asked, before.get(at, 0.0)))
            for score, at in best
        ]

    def _of_the_year(self, day: date | None) -> Iterator[int]:
        for at, one in enumerate(self._measures):
            if one.year is None or day is None or one.year == day.year:
                yield at

    def _words(self, asked: Activity) -> list[float]:
        """What each measure shares with the words, in weights of pairs of characters; the title's count in full."""
        shared = [0.0] * len(self._measures)
        mine = pairs_in(asked.title)
        for weight, pairs in ((1.0, mine), (_NOTE, pairs_in(asked.note) - mine)):
            for pair in pairs:
                for at in self._at.get(pair, ()):
                    shared[at] += weight * self._weights[pair]
        return shared

    def _before(self, title: str) -> dict[int, float]:
        """How like the titles are that people attributed to each measure: 1 for the same, a half for one alike."""
        if title not in self._remembered:
            found = dict.fromkeys(self._chosen.get(title, ()), 1.0)
            if not found and len(title) > 2:
                for other, _score, _at in process.extract(title, self._titles, scorer=fuzz.ratio, score_cutoff=_ALIKE):
                    found |= dict.fromkeys(self._chosen[other], 0.5)
            # A title that went here and there tells less.
            self._remembered[title] = {at: share / len(found) ** 0.5 for at, share in found.items()}
        return self._remembered[title]

    def _score(self, at: int, asked: Activity, words: float, before: float) -> float:
        one, kinds, score = self._measures[at], self._kinds[at], words / (words + 3)
        own = one.line in asked.lines
        if asked.topics and one.topics:
            score += 0.45 if asked.topics & one.topics else -0.1
        if not (score or before or (own and asked.kind in one.kinds)):
            return 0.0
        if kinds and asked.kind:
            score += 0.1 if asked.kind in kinds else -0.12
        score += 0.25 * own + 0.05 * bool(asked.unit and asked.unit in one.units)
        if one.deadline and asked.day and asked.day > one.deadline:
            score -= 0.08
        foreign = bool(asked.lines and one.line and not own)
        return score * (0.4 if foreign else 1.0) + 0.7 * before

    def _why(self, at: int, asked: Activity, before: float) -> str:
        one, said = self._measures[at], []
        if before:
            said.append(_("以前同名的记录归在这里") if before > 0.5 else _("以前名称相近的记录归在这里"))
        if one.line in asked.lines:
            said.append(_("同一条线"))
        if asked.topics & one.topics:
            said.append(_("事项相同"))
        elif asked.kind in self._kinds[at]:
            said.append(_("类型相符"))
        if asked.unit and asked.unit in one.units:
            said.append(_("任务点了本单位的名"))
        if shared := self._in_common(asked, one):
            said.append(_("都说到“%(words)s”") % {"words": "”“".join(shared)})
        return _("，").join(said)

    def _in_common(self, asked: Activity, one: Promise) -> list[str]:
        """The words that tell most of what both say, in the order of the activity's own."""
        pieces = dict.fromkeys([*_shared(asked.title, one.words), *_shared(asked.note, one.words)])
        whole = [word for word in pieces if pairs_in(word) and not any(word != o and word in o for o in pieces)]
        best = sorted(whole, key=lambda word: -sum(self._weights.get(pair, 0) for pair in pairs_in(word)))
        return [word for word in whole if word in best[:_MOST_WORDS]]


def bare(title: str) -> str:
    """A title without what tells one of a course from the next: days, numbers, marks."""
    return _TURN.sub("", title)


@lru_cache(maxsize=4096)
def _weight(measures: int, among: int) -> float:
    """1 for what one measure alone says, little for what all say."""
    return max(0.2, 1 - log(measures) / log(among + 1))


def _shared(one: str, other: str) -> Iterator[str]:
    """The longest pieces of two or more characters that one text has in common with another, from its beginning."""
    at = 0
    while at < len(one) - 1:
        end = at
        while end < len(one) and one[at : end + 1] in other and _MARK.match(one, end) is None:
            end += 1
        piece = one[at:end].strip(_PARTICLES)
        if len(piece) >= 2:
            yield piece
        at = max(end, at + 1)


_MARK = re.compile(r"[\W\d_]")
_PARTICLES = "和与及等的了在为对将把由"
