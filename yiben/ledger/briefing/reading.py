"""A brief's text with all that was read from it once, whatever activities it turns out to tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from yiben.gongwen import Mention
from yiben.ledger.briefing.activities import Part
from yiben.ledger.briefing.days import Calendar, Sort, number
from yiben.ledger.briefing.drafts import Span
from yiben.ledger.briefing.hosts import Named, Names
from yiben.ledger.briefing.layout import Layout


class Reading(NamedTuple):
    """The text, its layout, and in order of place the units, numbers and days that it names; `bare` is the text with
    the names of places in it blotted out, so that 青年路社区 speaks of no youth."""

    layout: Layout
    names: Names
    calendar: Calendar
    named: list[Named]
    bare: str
    mentions: list[Mention]
    days: list[tuple[re.Match[str], Sort | None]]
    default_unit: str | None

    @property
    def text(self) -> str:
        return self.layout.text

    def named_within(self, span: Span) -> list[Named]:
        """The units named between two places."""
        first = bisect_left(self.named, span.start, key=lambda one: one.span.start)
        last = bisect_left(self.named, span.end, key=lambda one: one.span.start)
        return self.named[first:last]

    def days_within(self, span: Span) -> list[tuple[re.Match[str], Sort | None]]:
        """The words that name a day between two places."""
        first = bisect_left(self.days, span.start, key=lambda one: one[0].start())
        last = bisect_left(self.days, span.end, key=lambda one: one[0].start())
        return [one for one in self.days[first:last] if one[0].end() <= span.end]

    def month_before(self, at: int) -> int | None:
        """The month named last before a place, in which a bare 5日 is meant."""
        named = (found["month"] for found, _sort in reversed(self.days) if found.start() < at)
        return next((number(month) for month in named if month), None)

    def mentions_within(self, span: Span) -> list[Mention]:
        """The numerals between two places."""
        first = bisect_left(self.mentions, span.start, key=lambda one: one.start)
        last = bisect_left(self.mentions, span.end, key=lambda one: one.start)
        return self.mentions[first:last]

    def shared(self, part: Part) -> Span | None:
        """The line that heads several activities, if it is short: what it says holds for each."""
        heads = [span for span in self.above(part) if span.end - span.start <= _HEADING]
        return heads[0] if heads else None

    def above(self, part: Part) -> tuple[Span, ...]:
        """What stands before a part and holds for it: the words before all parts, and the heading."""
        return (*([part.preamble] if part.preamble else []), *self.layout.heading)


_HEADING = 40
