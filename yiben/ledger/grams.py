"""Where entries' words contain some text, without reading them all: by every two characters that stand side by side.

Chinese has no blanks between words, and who searches types one, two or three characters: those and their pairs find
them without knowing words, on either database alike. The index follows the chains at a distance (`follow`, called by
the worker): no writer waits for it, and what stands beyond its end is read through. It only narrows; `search.py` asks
the words themselves.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from django.db import transaction

from yiben.ledger import chain
from yiben.ledger.models import Entry, Gram, Head, Indexed
from yiben.lib.rows import insert, rewrite

BLOCK = 2048
"""So many numbers of a chain stand in one row."""
WORTH_A_STEP = 50
"""Fewer entries than this are sooner read through than put into the index."""
_AT_ONCE = 500

Numbers: TypeAlias = dict[int, set[int]]
"""By unit, numbers of its chain."""


def grams_of(*texts: str) -> set[str]:
    """Every character of the texts, and every two that stand side by side in one of them, whatever their case."""
    lower = [text.lower() for text in texts]
    return {character for text in lower for character in text} | pairs_of(*lower)


def pairs_of(*texts: str) -> set[str]:
    return {one + other for text in texts for one, other in pairwise(text.lower())}


def numbers_with(word: str, units: Collection[int]) -> Numbers:
    """The facts of these units whose words have every pair of the word's: all that contain it, and some that don't."""
    wanted = pairs_of(word) or grams_of(word)
    told: dict[tuple[int, int], list[bytes]] = {}
    rows = Gram.objects.filter(gram__in=wanted, unit__in=units).values_list("unit_id", "block", "places")
    for unit, block, places in rows:
        told.setdefault((unit, block), []).append(bytes(places))
    found: Numbers = {}
    for (unit, block), each in told.items():
        if len(each) == len(wanted):
            found.setdefault(unit, set()).update(block * BLOCK + place for place in _shared(each))
    return found


def _shared(each: list[bytes]) -> set[int]:
    rarest, *others = sorted(each, key=len)
    return set(_read(rarest)).intersection(*map(_read, others))


def behind(units: Collection[int]) -> dict[int, tuple[int, int]]:
    """By unit, how far the index has come and how far the chain, where that is farther."""
    ends = dict(Head.objects.filter(unit__in=units).values_list("unit_id", "number"))
    come = _come(units)
    return {unit: (come.get(unit, 0), end) for unit, end in ends.items() if end > come.get(unit, 0)}


def _come(units: Collection[int]) -> dict[int, int]:
    return dict(Indexed.objects.filter(unit__in=units).values_list("unit_id", "number"))


# -- keeping it


def follow(least: int = WORTH_A_STEP) -> bool:
    """Take the index on where a chain is ahead by `least` facts, in short transactions; gives whether it moved."""
    moved = False
    for unit, (come, end) in behind(list(Head.objects.values_list("unit_id", flat=True))).items():
        while end - come >= least:
            come, moved = _step(unit), True
    return moved


@transaction.atomic
def _step(unit: int) -> int:
    """Index a unit's words to the end of a block or of the chain; gives the number that it has come to."""
    head = chain.locked({unit})[unit]
    mark, _made = Indexed.objects.get_or_create(unit_id=unit)
    block = (mark.number + 1) // BLOCK
    last = min(head.number, (block + 1) * BLOCK - 1)
    told = Entry.objects.filter(unit=unit, number__gt=mark.number, number__lte=last).order_by("number")
    places: dict[str, list[int]] = {}
    for number, *texts in told.values_list("number", "title", "place", "note"):
        for gram in grams_of(*texts):
            places.setdefault(gram, []).append(number % BLOCK)
    _add(unit, block, places)
    Indexed.objects.filter(unit=unit).update(number=last)
    return last


def _add(unit: int, block: int, places: dict[str, list[int]]) -> None:
    had = {gram.gram: gram for gram in _of(unit, block, places)}
    longer = [(bytes(had[gram].places) + _told(more), had[gram].pk) for gram, more in places.items() if gram in had]
    rewrite(Gram, ("places",), longer)
    fresh = [(gram, unit, block, _told(more)) for gram, more in places.items() if gram not in had]
    insert(Gram, ("gram", "unit_id", "block", "places"), fresh)


def forget(entries: Iterable[Entry]) -> None:
    """Take these entries' words out of the index, in the transaction that erases them, while they can still be read."""
    for entry in entries:
        block, place = divmod(entry.number, BLOCK)
        for gram in _of(entry.unit_id, block, grams_of(entry.title, entry.place, entry.note)):
            left = [one for one in _read(bytes(gram.places)) if one != place]
            gram.places = _told(left)
            if left:
                gram.save()
            else:
                gram.delete()


def _of(unit: int, block: int, grams: Collection[str]) -> Iterator[Gram]:
    asked = sorted(grams)
    for first in range(0, len(asked), _AT_ONCE):
        yield from Gram.objects.filter(gram__in=asked[first : first + _AT_ONCE], unit=unit, block=block)


def _told(places: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(places)}H", *places)


def _read(told: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(told) // 2}H", told)
