"""What has changed since a report was issued: 出具时 128，现在 132，因为…"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from yiben.figures.charts_tables import of_line
from yiben.figures.facts import add_up
from yiben.figures.rollup import Figure, Figures
from yiben.ledger.models import Entry
from yiben.lib.periods import Period
from yiben.reports.models import Citation, Report
from yiben.terms.definitions import Definition
from yiben.terms.models import definition_of, definitions
from yiben.units.models import Post

SHOWN = 5
LOOKED_AT = 100
"""So many of the newest entries that moved a figure are looked up to show some: a list of thousands says nothing."""

Days = Mapping[UUID, date]


@dataclass(frozen=True)
class Moved:
    """Entries that moved a figure: how many, and the newest few of those that the reader's post may read."""

    count: int
    shown: Sequence[Entry]


@dataclass(frozen=True)
class Change:
    """A cited figure that would be another one today, and the entries that came or went."""

    citation: Citation
    now: Figure
    came: Moved
    went: Moved

    @property
    def differs(self) -> bool:
        return _differs(self.citation, self.now)


def changes(report: Report, post: Post | None) -> list[Change]:
    """The citations of an issued report whose value has moved, each figure once, in the report's order.

    A few queries, however much is cited and however much has moved.
    """
    citations = _each_once(report)
    if not citations:
        return []
    known = _definitions(citations)
    now = _load(citations, known)
    moved = [(citation, found) for citation in citations if _differs(citation, found := _figure(now, citation, known))]
    return _told(report.as_of, moved, known, post) if moved else []


def since(citation: Citation, post: Post | None) -> Change:
    """What one cited figure would be today, and what came and went: entries may change and the number stay."""
    known = _definitions([citation])
    now = _figure(_load([citation], known), citation, known)
    return _told(citation.as_of, [(citation, now)], known, post)[0]


def period_cited(citation: Citation) -> Period:
    return Period(citation.start, citation.end)


def definition_cited(citation: Citation) -> Definition:
    """The definition by which it was worked out, narrowed to a line if it was."""
    return _definitions([citation])[_slug(citation)]


def _each_once(report: Report) -> list[Citation]:
    first: dict[tuple[object, ...], Citation] = {}
    for one in report.citations.select_related("unit", "line"):
        first.setdefault((_slug(one), one.version, one.unit_id, one.measure_id, one.start, one.end), one)
    return list(first.values())


def _slug(citation: Citation) -> str:
    return f"{citation.indicator_id}@{citation.line_id}" if citation.line_id else citation.indicator_id


def _definitions(citations: Iterable[Citation]) -> dict[str, Definition]:
    """The definitions as cited, by slug: those of today where the version still is the same."""
    today = definitions()
    found: dict[str, Definition] = {}
    for one in citations:
        same = today.get(one.indicator_id)
        if _slug(one) not in found:
            cited = same if same and same.version == one.version else definition_of(one.indicator_id, one.version)
            found[_slug(one)] = of_line(cited, one.line) if one.line else cited
    return found


def _load(citations: Sequence[Citation], known: Mapping[str, Definition], as_of: datetime | None = None) -> Figures:
    span = Period(min(one.start for one in citations), max(one.end for one in citations))
    units = list({one.unit_id: one.unit for one in citations}.values())
    measures = {one.measure_id for one in citations if one.measure_id}
    asked = {_slug(one) for one in citations}
    stretches = {period_cited(one) for one in citations}
    wanted = [known[slug] for slug in sorted(asked)]
    return Figures.load(wanted, units, span, as_of=as_of, measures=measures, stretches=stretches)


def _figure(figures: Figures, citation: Citation, known: Mapping[str, Definition]) -> Figure:
    definition = known[_slug(citation)]
    return figures.of(definition, citation.unit, period_cited(citation), measure=citation.measure_id)


def _differs(citation: Citation, now: Figure) -> bool:
    return now.value != citation.value or now.approx != citation.approx


def _told(
    as_of: datetime | None, moved: Sequence[tuple[Citation, Figure]], known: Mapping[str, Definition], post: Post | None
) -> list[Change]:
    cited = [citation for citation, _now in moved]
    then = _load(cited, known, as_of=as_of)
    now = _load(cited, known, as_of=timezone.now())
    behind = [(_behind(then, one, known), _behind(now, one, known)) for one in cited]
    came = [{pk: day for pk, day in after.items() if pk not in before} for before, after in behind]
    went = [{pk: day for pk, day in before.items() if pk not in after} for before, after in behind]
    readable = _readable([*came, *went], post)
    return [
        Change(citation, figure, _moved(came[at], readable), _moved(went[at], readable))
        for at, (citation, figure) in enumerate(moved)
    ]


def _behind(figures: Figures, citation: Citation, known: Mapping[str, Definition]) -> dict[UUID, date]:
    """The entries that a figure rested on, with their days; of a ratio, those of both its parts."""
    definition, measure = known[_slug(citation)], citation.measure_id
    facts = {fact.id: fact for fact in figures.facts if measure is None or measure in fact.measures}
    parts = [part for part in (definition.numerator, definition.denominator) if part is not None] or [definition]
    period, path = period_cited(citation), citation.unit.path
    found = frozenset[UUID]().union(*(add_up(part, facts.values(), path, period).ids for part in parts))
    return {pk: facts[pk].day for pk in found}


def _newest(days: Days) -> list[UUID]:
    return sorted(days, key=lambda pk: (days[pk], pk), reverse=True)[:LOOKED_AT]


def _readable(moved: Iterable[Days], post: Post | None) -> dict[UUID, Entry]:
    asked = {pk for days in moved for pk in _newest(days)}
    return Entry.objects.for_post(post).filter(pk__in=asked).select_related("unit", "replaced_by").in_bulk()


def _moved(days: Days, readable: Mapping[UUID, Entry]) -> Moved:
    return Moved(len(days), [readable[pk] for pk in _newest(days) if pk in readable][:SHOWN])
