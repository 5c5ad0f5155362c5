"""A brief as it was posted to the group chat, read into entries to be looked at and saved.

    >>> brief = read_brief("3月5日，河畔社区开展学雷锋志愿服务活动，30余名志愿者参加。",
    ...                    units={"河畔社区": ["河畔"]}, today=date(2025, 3, 6), default_unit="河畔社区")
    >>> brief.entries[0].kind, brief.entries[0].start
    ('volunteering', datetime.date(2025, 3, 5))

Whatever the text, there is an answer; what it doesn't say stays empty. Each question has a module in `briefing/`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from yiben.gongwen import quantities
from yiben.ledger.briefing.activities import Part, heads_of, parts_of
from yiben.ledger.briefing.counts import counted_in
from yiben.ledger.briefing.days import calendar_of, named_days
from yiben.ledger.briefing.drafts import Brief, Draft, Finding, Quantity, Source, Span
from yiben.ledger.briefing.hosts import cohosts_in, named_in, names_of, without_names
from yiben.ledger.briefing.kinds import kind_of
from yiben.ledger.briefing.layout import clauses, folded, laid_out, told_until
from yiben.ledger.briefing.places import place_in
from yiben.ledger.briefing.plans import is_planned
from yiben.ledger.briefing.reading import Reading
from yiben.ledger.briefing.spaces import squeezed
from yiben.ledger.briefing.strung import apart
from yiben.ledger.briefing.titles import heading_of, labelled_in, said, title_in
from yiben.ledger.briefing.topics import lines_of
from yiben.ledger.briefing.when import day_of, days_ahead, opening_day
from yiben.ledger.briefing.who import gone_to, holder_of, opening_unit

__all__ = ["LONGEST", "MOST", "Brief", "Draft", "Finding", "Quantity", "Source", "Span", "read_brief"]

LONGEST = 20_000
"""Of a longer text only so many characters are read: a brief is a page."""
MOST = 60
"""Of more activities only so many are read: a page of them is a list for the import."""


def read_brief(text: str, *, units: Mapping[str, Sequence[str]], today: date, default_unit: str | None) -> Brief:
    """The entries that a brief tells. `units` maps each full name to its short names; `default_unit` holds what
    names nobody."""
    bare = squeezed(folded(text[:LONGEST]))
    reading = _reading(bare.text, units, today, default_unit)
    parts = _parts(reading)
    entries: list[Draft] = []
    findings: list[Finding] = []
    for part in parts[:MOST]:
        draft, finding = _draft(reading, part, len(parts) == 1, entries[-1] if entries else None)
        entries += apart(reading, part, draft)
        findings += [finding] if finding else []
    told = tuple(bare.finding(one) for one in (*findings, *_too_many(bare.text, parts)))
    return Brief(tuple(map(bare.draft, entries)), (*told, *_too_long(text, parts)))


def _reading(text: str, units: Mapping[str, Sequence[str]], today: date, default_unit: str | None) -> Reading:
    layout = laid_out(text)
    names = names_of(units)
    calendar = calendar_of(text, today, layout.dateline, layout.signed)
    named, bare = named_in(text, names), without_names(text, names)
    return Reading(layout, names, calendar, named, bare, quantities(text), named_days(text), default_unit)


def _parts(reading: Reading) -> list[Part]:
    spans = clauses(reading.text, reading.layout.body)
    openings = [(opening_day(reading, span), *opening_unit(reading, span)) for span in spans]
    return parts_of(reading.text, spans, heads_of(reading.text, spans, openings))


def _too_many(text: str, parts: list[Part]) -> list[Finding]:
    if len(parts) <= MOST:
        return []
    return [Finding(Span(parts[MOST].span.start, len(text)), "", f"活动太多，只读了前{MOST}项")]


def _too_long(text: str, parts: list[Part]) -> list[Finding]:
    if len(parts) > MOST or len(text) <= LONGEST:
        return []
    return [Finding(Span(LONGEST, len(text)), "", "简报太长，后面的部分没有读")]


def _draft(reading: Reading, part: Part, alone: bool, before: Draft | None) -> tuple[Draft, Finding | None]:
    """One activity; the heading is of it where it is alone, else of all."""
    text, (start, end) = reading.text, part.span
    above = reading.layout.heading if alone else ()
    heading = labelled_in(text, *above, part.span) or heading_of(text, above)
    shared = None if alone else reading.shared(part)
    kind = kind_of(reading.bare, heading, start, end, shared)
    slug = kind.slug if kind else None
    planned = is_planned(text, start, end, above, days_ahead(reading, part))
    when = day_of(reading, part, before, planned=planned, kind=slug or "")
    holder = holder_of(reading, part, before)
    told = end if planned else told_until(text, start, end)
    place = place_in(text, start, told, holder.unit, gone_to(reading, part))
    cohosts = cohosts_in(text, start, told, reading.names, holder.unit)
    title = heading or title_in(text, start, end, kind.span if kind else None)
    found = {"unit": holder.span, "title": title}
    found |= {name: one.span for name, one in (("start", when), ("place", place), ("kind", kind)) if one}
    sources = [Source(name, span) for name, span in found.items() if span]
    draft = Draft(
        start=when.start if when else None,
        end=when.end if when else None,
        unit=holder.unit,
        cohosts=tuple(one.name for one in cohosts),
        place=place.name if place else None,
        kind=slug,
        lines=lines_of(reading.bare, *([shared] if shared else []), Span(0 if alone else start, end)),
        title=said(text, title) if title else "",
        quantities=tuple(counted_in(text, reading.mentions_within(part.span), start, end, slug)),
        planned=planned,
        span=part.span,
        sources=tuple(sorted((*sources, *(Source("cohosts", one.span) for one in cohosts)), key=lambda one: one.span)),
    )
    return draft, holder.finding
