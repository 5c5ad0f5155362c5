"""Bindings as they are kept: a cell under its own words, what it asks as JSON, and put over a new proposal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from yiben.lib.periods import Period
from yiben.lib.workbooks import Place
from yiben.reports.workbooks.known import Known
from yiben.reports.workbooks.proposing import Asked, Form, Proposal, Sort
from yiben.reports.workbooks.wording import Selection

LONGEST_KEY = 300


def keys(form: Form) -> dict[tuple[str, Place], str]:
    """Every bound cell's own words; of two with the same words the second is told by its turn."""
    seen: Counter[str] = Counter()
    found = {}
    for one in form.proposals:
        words = f"{one.sheet}|{'|'.join(one.words)}"[: LONGEST_KEY - 8]
        seen[words] += 1
        found[one.sheet, one.place] = words if seen[words] == 1 else f"{words}#{seen[words]}"
    return found


def as_json(asked: Asked | None) -> dict[str, Any]:
    """What a cell asks, to be kept."""
    if asked is None:
        return {}
    chosen = asked.selection
    return {
        "units": [unit.pk for unit in asked.units],
        "own": asked.own,
        "kinds": sorted(chosen.kinds),
        "lines": sorted(chosen.lines),
        "titles": list(chosen.titles),
        "topics": sorted(chosen.topics),
        "figure": chosen.figure,
        "metric": asked.metric,
        "scale": str(asked.scale),
        "period": str(asked.period),
        "marks": list(asked.marks),
    }


def from_json(told: Mapping[str, Any], known: Known, period: Period) -> Asked:
    """What was kept, for another period."""
    places = {place.pk: place for place in known.places}
    units = tuple(places[pk] for pk in told["units"] if pk in places)
    chosen = Selection(
        frozenset(told["kinds"]),
        frozenset(told["lines"]),
        tuple(told["titles"]),
        frozenset(told["topics"]),
        told["figure"],
    )
    marks = tuple(told.get("marks", ()))
    return Asked(units, told["own"], chosen, told["metric"], period, Decimal(told["scale"]), marks)


def figure_key(asked: Asked) -> str:
    """The name of what is asked, the same wherever it is asked: to tell what was reported already."""
    chosen = asked.selection
    parts = [
        ",".join(unit.path for unit in asked.units) + ("!" if asked.own else ""),
        ",".join(sorted(chosen.kinds)),
        ",".join(sorted(chosen.lines)),
        ",".join(chosen.titles),
        ",".join(sorted(chosen.topics)),
        chosen.figure,
        asked.metric.partition("|")[0],
        str(asked.period),
    ]
    return "/".join(parts)[:200]


def overlaid(kept: Mapping[str, Any], known: Known) -> Callable[[Form], Form]:
    """A form with what persons chose before in the place of what is proposed. `kept`: bindings by key."""

    def adjusted(form: Form) -> Form:
        named = keys(form)
        form.proposals = [_chosen(one, kept.get(named[one.sheet, one.place]), known) for one in form.proposals]
        return form

    return adjusted


def _chosen(one: Proposal, binding: Any, known: Known) -> Proposal:
    if binding is None or one.sort == Sort.REFUSED:
        return one
    if not binding.changed:
        return replace(one, sure=1.0) if binding.sort == one.sort and one.sure > 0 else one
    if binding.sort == Sort.TYPED:
        return replace(one, sort=Sort.TYPED, asked=None, parts=(), reason="由人选定：手填")
    if binding.sort != Sort.FIGURE:
        return one
    period = one.asked.period if one.asked is not None else known.period
    return replace(
        one, sort=Sort.FIGURE, asked=from_json(binding.asked, known, period), parts=(), sure=1.0, reason="由人选定"
    )
