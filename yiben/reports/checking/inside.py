"""What contradicts itself within a document: the same thing with two values, parts that make no whole, growth that does
not follow from the numbers printed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yiben.gongwen import Place
from yiben.lib.periods import Period
from yiben.reports.checking.claims import Claim


@dataclass(frozen=True)
class Odd:
    """A claim that doesn't go with the others: where it stands, and why in one Chinese sentence."""

    place: Place
    start: int
    why: str
    certain: bool = False


def odd_inside(read: Sequence[Claim], period: Period) -> list[Odd]:
    """Every claim that the document's own numbers speak against."""
    return []
