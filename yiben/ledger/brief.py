"""A brief as it was posted to the group chat, read into entries to be looked at and saved.

    >>> brief = read_brief("3月5日，河畔社区开展学雷锋志愿服务活动，30余名志愿者参加。",
    ...                    units={"河畔社区": ["河畔"]}, today=date(2025, 3, 6), default_unit="河畔社区")
    >>> brief.entries[0].kind, brief.entries[0].start
    ('volunteering', datetime.date(2025, 3, 5))

Whatever the text, there is an answer; what it doesn't say stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from yiben.gongwen import Mention, quantities
from yiben.ledger.briefing.activities import Part, heads_of, parts_of
from yiben.ledger.briefing.counts import counted_in
from yiben.ledger.briefing.days import Calendar, When, calendar_of, days_in, heading_days
from yiben.ledger.briefing.drafts import Brief, Draft, Finding, Quantity, Source, Span
from yiben.ledger.briefing.hosts import Named, Names, cohosts_in, named_in, names_of
from yiben.ledger.briefing.kinds import kind_of
from yiben.ledger.briefing.layout import Layout, clauses, folded, laid_out
from yiben.ledger.briefing.places import place_in
from yiben.ledger.briefing.plans import is_planned
from yiben.ledger.briefing.titles import heading_of, said, title_in
from yiben.ledger.briefing.topics import lines_of

__all__ = ["LONGEST", "Brief", "Draft", "Finding", "Quantity", "Source", "Span", "read_brief"]

LONGEST = 20_000
"""Of a longer text only so many characters are read: a brief is a page."""


class _Read(NamedTuple):
    """A brief's text with what was read from it once, for all its activities."""

    layout: Layout
    names: Names
    calendar: Calendar
    named: list[Named]
    mentions: list[Mention]
    default_unit: str | None

    @property
    def text(self) -> str:
        return self.layout.text


def read_brief(text: str, *, units: Mapping[str, Sequence[str]], today: date, default_unit: str | None) -> Brief:
    """The entries that a brief tells. `units` maps each full name to its short names."""
    plain = folded(text[:LONGEST])
    layout = laid_out(plain)
    foot = plain[layout.foot[0].start :] if layout.foot else ""
    names = names_of(units)
    read = _Read(
        layout, names, calendar_of(plain, today, foot), named_in(plain, names), quantities(plain), default_unit
    )
    drafts = [_draft(read, part, alone) for parts in [_parts(read)] for part in parts for alone in [len(parts) == 1]]
    entries, findings = zip(*drafts, strict=True) if drafts else ((), ())
    found = [finding for some in findings for finding in some]
    if len(text) > LONGEST:
        found.append(Finding(Span(LONGEST, len(text)), "", "简报太长，后面的部分没有读"))
    return Brief(tuple(entries), tuple(found))


def _parts(read: _Read) -> list[Part]:
    spans = clauses(read.text, read.layout.body)
    heads = heads_of(read.text, spans, lambda span: _opening_day(read, span), lambda span: _opening_unit(read, span))
    return parts_of(read.text, spans, heads)


def _opening_day(read: _Read, span: Span) -> object:
    """The day that a clause opens with."""
    for when in days_in(read.text, span.start, min(span.end, span.start + 30), read.calendar, False):
        return when.start
    for when in heading_days(read.text[span.start : span.start + 12], read.calendar, False):
        return when.start
    return None


def _opening_unit(read: _Read, span: Span) -> str:
    for one in read.named:
        if span.start <= one.span.start < span.start + 26 and one.span.end <= span.end and one.role == "host":
            return one.units[0]
    return ""


def _draft(read: _Read, part: Part, alone: bool) -> tuple[Draft, list[Finding]]:
    text, (start, end) = read.text, part.span
    heading = heading_of(text, read.layout.heading) if alone else None
    planned = is_planned(text, start, end, heading if alone else None)
    when = _when(read, part, planned, alone)
    planned = planned or bool(when and when.planned and when.start > read.calendar.today)
    unit, unit_span, findings = _unit(read, part)
    kind = kind_of(text, heading, start, end)
    cohosts = cohosts_in(text, start, end, read.names, unit)
    place = place_in(text, start, end, frozenset({unit or "", *read.names.meanings}))
    counts = counted_in(text, read.mentions, start, end, kind.slug if kind else None)
    title = heading or title_in(text, start, end)
    sources = [Source("cohosts", span) for _, span in cohosts]
    if when:
        sources.append(Source("start", when.span))
    if unit_span:
        sources.append(Source("unit", unit_span))
    if place:
        sources.append(Source("place", place[1]))
    if kind:
        sources.append(Source("kind", kind.span))
    if title:
        sources.append(Source("title", title))
    draft = Draft(
        start=when.start if when else None,
        end=when.end if when else None,
        unit=unit,
        cohosts=tuple(name for name, _ in cohosts),
        place=place[0] if place else None,
        kind=kind.slug if kind else None,
        lines=lines_of(text, start if not alone else 0, end),
        title=said(text, title) if title else "",
        quantities=tuple(counts),
        planned=planned,
        span=part.span,
        sources=tuple(sorted(sources, key=lambda source: source.span)),
    )
    return draft, findings


def _when(read: _Read, part: Part, planned: bool, alone: bool) -> When | None:
    places = [part.span, *([part.preamble] if part.preamble else [])]
    for span in places:
        for when in days_in(read.text, span.start, span.end, read.calendar, planned):
            return when
        for when in heading_days(read.text[slice(*span)], read.calendar, planned):
            return when._replace(span=Span(when.span.start + span.start, when.span.end + span.start))
    if re.search("近日|日前|连日来|近期", read.text[slice(*part.span)]):
        return None
    for span in read.layout.heading:
        for when in days_in(read.text, span.start, span.end, read.calendar, planned):
            return when
    return None


def _unit(read: _Read, part: Part) -> tuple[str | None, Span | None, list[Finding]]:
    """Who held it: who acts in its words, in those before, in the heading; who signed; else the worker's own unit."""
    spans = [part.span, *([part.preamble] if part.preamble else []), *read.layout.heading, *read.layout.foot]
    for roles in (("host",), ("owner",)):
        for span in spans:
            for one in read.named:
                if one.role in roles and span.start <= one.span.start < span.end:
                    return _told_apart(read, one)
    return read.default_unit, None, []


def _told_apart(read: _Read, one: Named) -> tuple[str | None, Span, list[Finding]]:
    if len(one.units) == 1:
        return one.units[0], one.span, []
    others = {other.units[0] for other in read.named if len(other.units) == 1 and other.units[0] in one.units}
    if len(others) == 1:
        return others.pop(), one.span, []
    text = f"“{one.words}”可能是{'或'.join(one.units)}，请选一个"
    return None, one.span, [Finding(one.span, "unit", text)]
