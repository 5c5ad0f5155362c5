"""What has changed since a report was issued: 出具时 128，现在 132，因为…"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yiben.figures.rollup import Figure, Figures, behind
from yiben.ledger.models import Entry
from yiben.lib.periods import Period
from yiben.reports.models import Citation, Report
from yiben.terms.models import definition_of


@dataclass(frozen=True)
class Change:
    """A cited figure that would be another one today, and the entries that came or went."""

    citation: Citation
    now: Figure
    came: Sequence[Entry]
    went: Sequence[Entry]


def changes(report: Report) -> list[Change]:
    """The citations of an issued report whose value has moved, each figure once, in the report's order."""
    seen: set[tuple[object, ...]] = set()
    found = []
    for citation in report.citations.select_related("unit"):
        key = (citation.indicator_id, citation.version, citation.unit_id, citation.measure_id)
        if key in seen:
            continue
        seen.add(key)
        change = _change(report, citation)
        if change is not None:
            found.append(change)
    return found


def _change(report: Report, citation: Citation) -> Change | None:
    definition = definition_of(citation.indicator_id, citation.version)
    period, measure = report_period(citation), citation.measure_id
    own = [measure] if measure else []
    now = Figures.load([definition], [citation.unit], period, measures=own).of(
        definition, citation.unit, period, measure=measure
    )
    if now.value == citation.value and now.approx == citation.approx:
        return None
    then_ids = set(behind(definition, citation.unit, period, as_of=citation.as_of, measure=measure).values_list("pk"))
    now_ids = set(behind(definition, citation.unit, period, measure=measure).values_list("pk"))
    return Change(citation, now, _entries(now_ids - then_ids), _entries(then_ids - now_ids))


def report_period(citation: Citation) -> Period:
    return Period(citation.start, citation.end)


def _entries(ids: set[tuple[object]]) -> list[Entry]:
    return list(Entry.objects.filter(pk__in=[pk for (pk,) in ids]).select_related("unit", "kind"))
