"""Which of the units that a brief names held the activity."""

from __future__ import annotations

import re
from typing import NamedTuple

from yiben.ledger.briefing.activities import Part
from yiben.ledger.briefing.drafts import Draft, Finding, Span
from yiben.ledger.briefing.hosts import CREDIT, DOER, HOST, OWNER, PLACE, Named
from yiben.ledger.briefing.reading import Reading


class Holder(NamedTuple):
    """The full name of who held it and the words that tell it; or, unsettled, what to ask a person."""

    unit: str | None
    span: Span | None = None
    finding: Finding | None = None


def holder_of(reading: Reading, part: Part, before: Draft | None) -> Holder:
    """Who acts in a part's words, in those before it, in the heading; who signed; else the worker's own unit."""
    opening = Span(part.span.start, min(part.span.start + 16, part.span.end))
    above = reading.above(part)
    found = _first(reading, (part.span,), HOST) or _first(reading, (opening,), CREDIT)
    found = found or _first(reading, (part.span,), DOER) or _first(reading, above, HOST)
    found = found or (_first(reading, (opening,), OWNER) if before else None)
    if not found and before and (told := before.words_of("unit")):
        return Holder(before.unit, told[0])
    found = found or _first(reading, (part.span, *above, *reading.layout.foot), CREDIT, HOST)
    found = found or _first(reading, (part.span, *above), OWNER)
    found = found or _visited(reading, part)
    return _told_apart(reading, found) if found else Holder(reading.default_unit)


def _visited(reading: Reading, part: Part) -> Named | None:
    """The unit that others went to, where nobody else is named and the writers don't speak of themselves."""
    visited = [one for one in reading.named_within(part.span) if one.role == PLACE]
    alone = len({one.units for one in visited}) == 1 and not _OURS.search(reading.text, *part.span)
    return visited[0] if alone else None


_OURS = re.compile(
    "我(?:们|社区|街道|辖区|办|站|单位)|本(?:社区|街道|单位|站)|社区(?:组织|干部|工作者|联合|党委|两委|志愿者)"
)


def gone_to(reading: Reading, part: Part) -> list[Span]:
    """Where the names of units stand that somebody went to: 来到和平里，向工人送水."""
    found = [one.span for one in reading.named_within(part.span) if one.role == PLACE]
    return [span for span in found if _WENT.search(reading.text, max(0, span.start - 2), span.start)]


_WENT = re.compile("(?:来到|走进|前往|在|赴)$")


def _first(reading: Reading, spans: tuple[Span, ...], *roles: str) -> Named | None:
    return next((one for span in spans for one in reading.named_within(span) if one.role in roles), None)


def _told_apart(reading: Reading, one: Named) -> Holder:
    """The one unit that the words mean; of several the one that stands elsewhere by its full name."""
    if len(one.units) == 1:
        return Holder(one.units[0], one.span)
    others = {other.units[0] for other in reading.named if len(other.units) == 1 and other.units[0] in one.units}
    others = others or {full for full in one.units if _set_apart(reading.text, full, one.words)}
    if len(others) == 1:
        return Holder(others.pop(), one.span)
    text = f"“{one.words}”可能是{'或'.join(one.units)}，请选一个"
    return Holder(None, one.span, Finding(one.span, "unit", text))


def _set_apart(text: str, full: str, words: str) -> bool:
    """Whether what sets this full name apart (城东街道 of 城东街道幸福社区) stands in the text."""
    apart = full.replace(words, "") if words in full else ""
    return len(apart) > 1 and apart in text


# A community that is none of the units given still tells one activity from the next.
_OTHER_UNIT = re.compile(
    r"\s*(?:\d{1,2}[.、])?\s*(?:20\d\d年)?\d{1,2}月\d{1,2}[日号](?:（[^）]{2,4}）)?(?:[上下]午|晚上?|早上|中午)?，?(?P<unit>[\u4e00-\u9fff]{2,6}?社区)"
    r"(?=妇联|党委|党支部|团支部|工会|计生协会|居委会|党群服务中心|新时代文明实践站|举[办行]|开展|组织|联合|邀请|召开|在|走访|慰问)"
)


def opening_unit(reading: Reading, span: Span) -> tuple[str, int]:
    """The unit that a clause opens with, and where its name ends; '' for none."""
    for one in reading.named_within(Span(span.start, min(span.start + 26, span.end))):
        if one.span.end <= span.end and one.role in (HOST, CREDIT):
            return one.units[0], one.span.end
    other = _OTHER_UNIT.match(reading.text, span.start, min(span.end, span.start + 40))
    return (other["unit"], other.end()) if other else ("", span.start)
