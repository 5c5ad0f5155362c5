"""A revised document held against the one before: which measure goes on as which, and what changed in its words. Pure.

Numbers shift as soon as something is put in, so the words decide, and the number only where words are much alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

ALIKE = 0.6
ALIKE_IN_PLACE = 0.35
"""How much of their words two texts share at least to be one promise; less is asked under the same number."""
_MANY = 250_000
_NUMBER = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*|[一二三四五六七八九十]+是)")


class Said(NamedTuple):
    """A measure as its document has it."""

    heading: str
    path: str
    text: str


class Piece(NamedTuple):
    """A stretch of a text; `changed` where the other text has it otherwise, or not at all."""

    text: str
    changed: bool


def matched(old: Sequence[Said], new: Sequence[Said]) -> list[int | None]:
    """For each new measure the place of the old one that it goes on with; None for one that is new."""
    found: dict[int, int] = {}
    for exact in (_in_place, _by_text):
        _pair_exactly(old, new, found, exact)
    taken = set(found.values())
    left = [at for at in range(len(old)) if at not in taken]
    open_ = [at for at in range(len(new)) if at not in found]
    # So many that they can't all be compared: only those under the same number are.
    near_only = len(left) * len(open_) > _MANY
    scored = (
        (_score(old[before], new[after]), before, after)
        for after in open_
        for before in left
        if not near_only or _in_one_place(old[before], new[after])
    )
    # The best first; of equals, the earlier.
    for _likeness, before, after in sorted((one for one in scored if one[0]), key=lambda one: (-one[0], one[1:])):
        if before not in taken and after not in found:
            found[after] = before
            taken.add(before)
    return [found.get(at) for at in range(len(new))]


def _in_place(said: Said) -> tuple[str, ...]:
    return (said.heading, said.path, _bare(said.text))


def _by_text(said: Said) -> tuple[str, ...]:
    return (_bare(said.text),)


def _pair_exactly(
    old: Sequence[Said], new: Sequence[Said], found: dict[int, int], key: Callable[[Said], tuple[str, ...]]
) -> None:
    taken = set(found.values())
    waiting: dict[tuple[str, ...], list[int]] = {}
    for at, said in reversed(list(enumerate(old))):
        if at not in taken:
            waiting.setdefault(key(said), []).append(at)
    for at, said in enumerate(new):
        if at not in found and waiting.get(key(said)):
            found[at] = waiting[key(said)].pop()


def _score(old: Said, new: Said) -> float:
    """How alike two measures are; 0 where they are not one promise."""
    likeness = _likeness(_bare(old.text), _bare(new.text))
    in_place = _in_one_place(old, new)
    if likeness < (ALIKE_IN_PLACE if in_place else ALIKE):
        return 0
    return likeness + 0.15 * in_place + 0.05 * (old.heading == new.heading)


def _in_one_place(old: Said, new: Said) -> bool:
    return bool(old.path) and (old.heading, old.path) == (new.heading, new.path)


def _likeness(one: str, other: str) -> float:
    """The share of pairs of characters that two texts have in common."""
    first, second = _pairs(one), _pairs(other)
    return 2 * len(first & second) / (len(first) + len(second) or 1)


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[str]:
    # Numbers are what a revision changes most: they don't make two promises different.
    text = re.sub(r"\d+(?:\.\d+)?", "0", text)
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


@lru_cache(maxsize=8192)
def _bare(text: str) -> str:
    return re.sub(r"\s+", "", unnumbered(text))


def unnumbered(text: str) -> str:
    """A text without its own number, which stands beside it."""
    return _NUMBER.sub("", text)


def is_same(old: str, new: str) -> bool:
    """Whether two texts say the same, whatever their numbers and blanks."""
    return _bare(old) == _bare(new)


def shifted(places: Sequence[int]) -> set[int]:
    """Which of these stand out of their former order, `places` being that: both of two that were exchanged, and only
    the one that went past several others."""
    if not places:
        return set()
    behind = list(_runs(places))
    before = list(_runs([-place for place in reversed(places)]))[::-1]
    longest = max(map(sum, zip(behind, before, strict=True)))
    kept = Counter(one for one, other in zip(behind, before, strict=True) if one + other == longest)
    return {at for at, length in enumerate(behind) if length + before[at] < longest or kept[length] > 1}


def _runs(places: Sequence[int]) -> Iterator[int]:
    """For each place the length of the longest run in order that ends with it."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
        yield at + 1


_LONG = 600
_CLAUSE = re.compile(r"[^，。；！？\n]+[，。；！？\n]*|[，。；！？\n]+")
_WORD = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+|\s+|.", re.S)


def word_diff(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, with what differs marked: 不少于[4]场 and 不少于[6]场; long ones clause by clause."""
    long = max(len(old), len(new)) > _LONG
    before, after = ((_CLAUSE if long else _WORD).findall(text) for text in (old, new))
    # What is found by words takes the square of their number; a person reads no longer promise word by word.
    steps = SequenceMatcher(None, before, after, autojunk=long).get_opcodes()
    told = [("".join(before[a:b]), "".join(after[c:d]), tag != "equal") for tag, a, b, c, d in steps]
    whole = list(_without_crumbs(told))
    return _pieces((left, changed) for left, _right, changed in whole), _pieces(
        (right, changed) for _left, right, changed in whole
    )


def _without_crumbs(told: Sequence[tuple[str, str, bool]]) -> Iterable[tuple[str, str, bool]]:
    """A single character that happens to be the same between two changes is read as changed with them."""
    for at, (left, right, changed) in enumerate(told):
        between = 0 < at < len(told) - 1
        yield left, right, changed or (between and len(left) == 1)


def _pieces(stretches: Iterable[tuple[str, bool]]) -> list[Piece]:
    """Neighbours of one kind joined, empty ones left out."""
    found: list[Piece] = []
    for text, changed in stretches:
        if text and found and found[-1].changed == changed:
            found[-1] = Piece(found[-1].text + text, changed)
        elif text:
            found.append(Piece(text, changed))
    return found
