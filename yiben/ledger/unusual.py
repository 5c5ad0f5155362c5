"""Amounts that may well be true and seldom are: 5,000 people at one meeting. They are asked back, and never refused.

What is told of one time on one day is compared; a course of twelve times may have twelve times as many. What the book
can't take at all (`rules.MOST`) is far beyond.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

# A room holds fewer than a yard or a street. What is given or told to many at once has no walls.
_IN_A_ROOM = frozenset({"meeting", "study", "training", "lecture", "consultation", "award"})
# Stocks, sums of months, what a project or a union's purse comes to: of no one time.
_OF_NO_TIME = frozenset({"status", "service", "dues", "milestone"})
_ROOM = {"attendances": 1000, "people": 1000, "volunteers": 300, "households": 1000}
_OPEN = {"attendances": 3000, "people": 3000, "volunteers": 1000, "households": 3000}
_ANYWHERE = {"materials": 20_000, "items": 10_000, "hours": 5000, "money": 1_000_000, "times": 60}
_TIMES_OF_A_SUMMARY = 1000
_HOURS_OF_A_DAY = 16
_PEOPLE = ("volunteers", "people", "attendances")
LEAST_ASKED = {**_ANYWHERE, **_ROOM, "hours": _HOURS_OF_A_DAY}
"""By metric, up to how many nothing is ever asked back."""


class Activity(NamedTuple):
    """What an entry says that bears on how many there may be."""

    kind: str
    start: date | None
    end: date | None = None
    summary: bool = False


def most_usual(kind: str) -> dict[str, int]:
    """By metric how many one time on one day usually has at most; nothing for a kind that is of no one time."""
    if kind in _OF_NO_TIME:
        return {}
    return {**_ANYWHERE, **(_ROOM if kind in _IN_A_ROOM else _OPEN)}


def unusual(told: Activity, amounts: Iterable[tuple[str, Decimal]]) -> list[str]:
    """The metrics of which an entry tells more than anybody would expect of its kind, times and days."""
    said, most = dict(amounts), most_usual(told.kind)
    # Nearly every row of a long list is done with here.
    if not most or not (any(n > most.get(metric, n) for metric, n in said.items()) or _too_long(said, 1)):
        return []
    days = (told.end - told.start).days + 1 if told.start and told.end and told.end > told.start else 1
    often = max(said.get("times", Decimal(1)), Decimal(1)) * days
    usual = {metric: bound * often for metric, bound in most.items()}
    usual["times"] = Decimal(_TIMES_OF_A_SUMMARY if told.summary else most["times"] * days)
    return [m for m, n in said.items() if n > usual.get(m, n) or (m == "hours" and _too_long(said, often))]


def _too_long(said: Mapping[str, Decimal], often: Decimal | int) -> bool:
    """More hours than those who came have in their days: 5,000 hours of ten volunteers."""
    people = next((said[metric] for metric in _PEOPLE if said.get(metric)), None)
    return people is not None and said.get("hours", 0) > people * often * _HOURS_OF_A_DAY


def for_browser(kinds: Iterable[str]) -> dict[str, Any]:
    """The same bounds for a browser that asks before it sends: by kind, those of a kind said once."""
    sorts: dict[str, dict[str, int]] = {"room": {**_ANYWHERE, **_ROOM}, "open": {**_ANYWHERE, **_OPEN}, "none": {}}
    of = {kind: "none" if kind in _OF_NO_TIME else "room" if kind in _IN_A_ROOM else "open" for kind in kinds}
    return {"sorts": sorts, "of": of, "summary": _TIMES_OF_A_SUMMARY, "day": _HOURS_OF_A_DAY, "people": list(_PEOPLE)}
