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
from yiben.ledger.briefing.days import Calendar, Sort, When, calendar_of, days_in, heading_days, named_days
from yiben.ledger.briefing.drafts import Brief, Draft, Finding, Quantity, Source, Span
from yiben.ledger.briefing.hosts import CREDIT, HOST, OWNER, Named, Names, cohosts_in, named_in, names_of
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
    days: list[tuple[re.Match[str], Sort | None]]
    default_unit: str | None

    @property
    def text(self) -> str:
        return self.layout.text


def read_brief(text: str, *, units: Mapping[str, Sequence[str]], today: date, default_unit: str | None) -> Brief:
    """The entries that a brief tells. `units` maps each full name to its short names."""
    plain = folded(text[:LONGEST])
    layout = laid_out(plain)
    names = names_of(units)
    calendar = calendar_of(plain, today, layout.dated, layout.signed)
    read = _Read(layout, names, calendar, named_in(plain, names), quantities(plain), named_days(plain), default_unit)
    entries: list[Draft] = []
    findings: list[Finding] = []
    parts = _parts(read)
    for part in parts:
        draft, found = _draft(read, part, len(parts) == 1, entries[-1] if entries else None)
        entries.append(draft)
        findings += found
    if len(text) > LONGEST:
        findings.append(Finding(Span(LONGEST, len(text)), "", "简报太长，后面的部分没有读"))
    return Brief(tuple(entries), tuple(findings))


def _parts(read: _Read) -> list[Part]:
    spans = clauses(read.text, read.layout.body)
    heads = heads_of(read.text, spans, lambda span: _opening_day(read, span), lambda span: _opening_unit(read, span))
    return parts_of(read.text, spans, heads)


def _opening_day(read: _Read, span: Span) -> date | None:
    """The day that a clause opens with."""
    stop = min(span.end, span.start + 40)
    for when in heading_days(read.text, span.start, min(stop, span.start + 14), read.calendar, planned=False):
        return when.start
    for when in days_in(read.days, Span(span.start, stop), read.calendar, planned=False):
        return when.start if when.sort <= Sort.PLAIN and when.span.start < span.start + 24 else None
    return None


def _opening_unit(read: _Read, span: Span) -> tuple[str, int]:
    """The unit that a clause opens with, and where its name ends."""
    for one in read.named:
        if span.start <= one.span.start < span.start + 26 and one.span.end <= span.end and one.role in (HOST, CREDIT):
            return one.units[0], one.span.end
    other = _OTHER_UNIT.match(read.text, span.start, min(span.end, span.start + 40))
    return (other["unit"], other.end()) if other else ("", span.start)


# A community that is none of the units given still tells one activity from the next.
_OTHER_UNIT = re.compile(
    r"\s*(?:\d{1,2}[.、])?\s*(?:20\d\d年)?\d{1,2}月\d{1,2}[日号](?:（[^）]{2,4}）)?(?:[上下]午|晚上?|早上|中午)?，?(?P<unit>[\u4e00-\u9fff]{2,6}?社区)"
    r"(?=妇联|党委|党支部|团支部|工会|计生协会|居委会|党群服务中心|新时代文明实践站|举[办行]|开展|组织|联合|邀请|召开|在|走访|慰问)"
)


def _draft(read: _Read, part: Part, alone: bool, before: Draft | None) -> tuple[Draft, list[Finding]]:
    text, (start, end) = read.text, part.span
    heading = heading_of(text, read.layout.heading) if alone else None
    planned = is_planned(text, start, end, read.layout.heading if alone else (), _days_ahead(read, part))
    kind = kind_of(text, heading, start, end)
    when = _when(read, part, planned, kind.slug if kind else "") or _inherited(read, part, before)
    unit, unit_span, findings = _unit(read, part, before)
    cohosts = cohosts_in(text, start, end, read.names, unit)
    place = place_in(text, start, end, unit)
    counts = counted_in(text, read.mentions, start, end, kind.slug if kind else None)
    title = heading or title_in(text, start, end, kind.span if kind else None)
    single = {"start": when and when.span, "unit": unit_span, "place": place and place[1], "kind": kind and kind.span}
    sources = [Source(field, span) for field, span in {**single, "title": title}.items() if span]
    sources += [Source("cohosts", span) for _, span in cohosts]
    draft = Draft(
        start=when.start if when else None,
        end=when.end if when else None,
        unit=unit,
        cohosts=tuple(name for name, _ in cohosts),
        place=place[0] if place else None,
        kind=kind.slug if kind else None,
        lines=lines_of(text, 0 if alone else start, end),
        title=said(text, title) if title else "",
        quantities=tuple(counts),
        planned=planned,
        span=part.span,
        sources=tuple(sorted(sources, key=lambda source: source.span)),
    )
    return draft, findings


_SOON = 45  # of a day without a year, taken as next year's: farther off it was rather this year's


def _days_ahead(read: _Read, part: Part) -> int | None:
    """How far off the first day is that a part names, if it is still to come."""
    for span in [part.span, *([part.preamble] if part.preamble else []), *read.layout.heading]:
        for when in days_in(read.days, span, read.calendar, planned=True):
            if when.sort <= Sort.PLAIN and not read.text.startswith(("周", "星期"), when.span.start):
                ahead = ((when.end or when.start) - read.calendar.today).days
                return -1 if ahead > _SOON and when.start.year > read.calendar.today.year else ahead
    return None


_LATELY = re.compile("近日|日前|连日来|近期|近段时间|最近")
_STOCKS = frozenset({"status", "dues", "service", "milestone"})


def _when(read: _Read, part: Part, planned: bool, kind: str) -> When | None:
    """The day that a part names, else the words before all parts, else the heading."""
    for span in [part.span, *([part.preamble] if part.preamble else [])]:
        if found := _surest(read, span, planned, kind):
            return found
    if _LATELY.search(read.text, *part.span):
        return None
    return next((found for span in read.layout.heading if (found := _heading_day(read, span, planned))), None)


def _surest(read: _Read, span: Span, planned: bool, kind: str) -> When | None:
    for when in heading_days(read.text, *span, read.calendar, planned=planned):
        return when
    days = list(days_in(read.days, span, read.calendar, planned=planned))
    lately = _LATELY.search(read.text, *span)
    most = Sort.AS_OF if kind in _STOCKS else Sort.PLAIN if lately else Sort.FESTIVAL
    days = [when for when in days if when.sort <= most]
    return min(days, key=lambda when: when.sort) if days else None


def _heading_day(read: _Read, span: Span, planned: bool) -> When | None:
    if read.text[slice(*span)] == read.layout.dated:
        return None
    return _surest(read, span, planned, "")


def _inherited(read: _Read, part: Part, before: Draft | None) -> When | None:
    """The day of the activity before, whose words stand there: 下午 is of the same day."""
    if before is None or before.start is None or _LATELY.search(read.text, *part.span):
        return None
    return When(before.start, before.end, before.words_of("start")[0])


def _unit(read: _Read, part: Part, before: Draft | None) -> tuple[str | None, Span | None, list[Finding]]:
    """Who held it: who acts in its words, in those before, in the heading; who signed; else the worker's own unit."""
    opening = Span(part.span.start, min(part.span.start + 16, part.span.end))
    above = (*([part.preamble] if part.preamble else []), *read.layout.heading)
    found = (
        _first_named(read, (part.span,), HOST)
        or _first_named(read, (opening,), CREDIT)
        or _first_named(read, above, HOST)
    )
    if not found and before and (told := before.words_of("unit")):
        return before.unit, told[0], []
    found = found or _first_named(read, (part.span, *above, *read.layout.foot), CREDIT, HOST)
    found = found or _first_named(read, (part.span, *above), OWNER)
    return _told_apart(read, found) if found else (read.default_unit, None, [])


def _first_named(read: _Read, spans: tuple[Span, ...], *roles: str) -> Named | None:
    for span in spans:
        for one in read.named:
            if one.role in roles and span.start <= one.span.start < span.end:
                return one
    return None


def _told_apart(read: _Read, one: Named) -> tuple[str | None, Span, list[Finding]]:
    if len(one.units) == 1:
        return one.units[0], one.span, []
    others = {other.units[0] for other in read.named if len(other.units) == 1 and other.units[0] in one.units}
    others = others or {full for full in one.units if _elsewhere(read.text, full, one.words)}
    if len(others) == 1:
        return others.pop(), one.span, []
    text = f"“{one.words}”可能是{'或'.join(one.units)}，请选一个"
    return None, one.span, [Finding(one.span, "unit", text)]


def _elsewhere(text: str, full: str, words: str) -> bool:
    """Whether what sets this full name apart (城东街道 of 城东街道幸福社区) stands in the text."""
    apart = full.replace(words, "") if words in full else ""
    return len(apart) > 1 and apart in text
