"""Several activities strung on one sentence: 3日、5日、7日分别举办义诊、讲座、插花课，60人、35人、20人参加."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from yiben.ledger.briefing.activities import Part
from yiben.ledger.briefing.days import When, each_day
from yiben.ledger.briefing.drafts import Draft, Quantity, Source, Span, Words
from yiben.ledger.briefing.kinds import kind_of
from yiben.ledger.briefing.reading import Reading

_IN_TURN = re.compile("[^。；]{0,40}?(?P<turn>分别|先后|依次)")
_HELD = re.compile(
    "(?:开展|举办|举行|召开|组织|开设|进行|放映|上演)(?:开展|举办|召开)?了?(?P<list>[^，。；\n\\d]{3,80})"
)
_AT = re.compile(
    "(?:在|走进|来到|深入|前往)(?P<list>[^，。；\n]{4,80}?)(?=开展|举办|举行|召开|组织|进行|设|，|为|向|，)"
)
_JOINT = re.compile("、|以及|和|与|及")
_BESIDE = re.compile("[、和与及，]{1,2}")


def apart(reading: Reading, part: Part, draft: Draft) -> list[Draft]:
    """The activities of a draft whose days are told in one breath and each in its turn; else the draft alone."""
    for found, _sort in reading.days_within(part.span):
        turn = _IN_TURN.match(reading.text, found.end(), part.span.end) if found["more"] or found["more2"] else None
        if turn is None:
            continue
        month = reading.month_before(part.span.start)
        days = each_day(found, reading.calendar, planned=draft.planned, month=month)
        stop = min(
            (at for at in (reading.text.find("。", turn.end(), part.span.end),) if at >= 0), default=part.span.end
        )
        behind = Span(turn.end(), stop)
        items, places = _listed(reading.text, _HELD, behind, len(days)), _listed(reading.text, _AT, behind, len(days))
        if items or places or turn["turn"] == "分别":
            return _each(reading, draft, days, items, places)
    return [draft]


def _listed(text: str, pattern: re.Pattern[str], span: Span, number: int) -> list[Span]:
    """The spans of a list behind a verb, if it has so many."""
    found = pattern.search(text, *span)
    if not found:
        return []
    begin, end = found.span("list")
    joints = list(_JOINT.finditer(text, begin, end))
    joints = joints if len(joints) == number - 1 else [one for one in joints if one[0] == "、"]
    if len(joints) != number - 1:
        return []
    bounds = [begin, *(at for one in joints for at in one.span()), end]
    return [Span(bounds[at], bounds[at + 1]) for at in range(0, len(bounds), 2)]


def _each(
    reading: Reading, draft: Draft, days: Sequence[When], items: Sequence[Span], places: Sequence[Span]
) -> list[Draft]:
    shares = _shares(reading.text, draft.quantities, len(days))
    made = []
    for at, day in enumerate(days):
        one = replace(draft, start=day.start, end=None, quantities=shares[at])
        words = {"start": day.span}
        if items and (kind := kind_of(reading.bare, None, *items[at])):
            one = replace(one, kind=kind.slug, title=reading.text[slice(*items[at])])
            words |= {"kind": kind.span, "title": items[at]}
        if places:
            one = replace(one, place=_bare(reading.text, places[at]).name)
            words |= {"place": places[at]}
        kept = [source for source in one.sources if source.field not in words]
        told = sorted((*kept, *(Source(name, span) for name, span in words.items())), key=lambda source: source.span)
        made.append(replace(one, sources=tuple(told)))
    return made


def _bare(text: str, span: Span) -> Words:
    return Words(text[slice(*span)].removeprefix("辖区").strip(), span)


def _shares(text: str, quantities: Sequence[Quantity], number: int) -> list[tuple[Quantity, ...]]:
    """What of the numbers goes with each: rows of as many as there are days. What is of all goes with none."""
    rows: list[list[Quantity]] = [[one] for one in quantities[:1]]
    for before, one in pairwise(quantities):
        if _BESIDE.fullmatch(text, before.span.end, one.span.start):
            rows[-1].append(one)
        else:
            rows.append([one])
    rows = [row for row in rows if len(row) == number]
    return [tuple(row[at] for row in rows) for at in range(number)]
