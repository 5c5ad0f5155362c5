"""Bindings as they are kept: a cell under its own words, what it asks as JSON, and put over a new proposal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from yiben.lib.periods import Period
from yiben.lib.workbooks import Place
from yiben.reports.workbooks import whens
from yiben.reports.workbooks.known import Known
from yiben.reports.workbooks.listing import Listed
from yiben.reports.workbooks.proposals import Asked, Form, Proposal, Sort
from yiben.reports.workbooks.selection import Selection

LONGEST_KEY = 300
CHOSEN = "由人选定"
ANOTHER_TIME = "上次的时段是自己写的，只用在那一期；这里照表上写的"
PARTS_UNSURE = "要合计的格里有没有把握的；它们看过以后，合计自己会填"


def keys(form: Form) -> dict[tuple[str, Place], str]:
    """Every bound cell's own words; of two with the same words the second is told by its turn. A list has one for
    each column, at its head, and one for itself by its turn on its sheet."""
    seen: Counter[str] = Counter()
    found = {
        (one.sheet, (one.head, column)): f"{one.sheet}||{one.heads[column]}"[:LONGEST_KEY]
        for one in form.lists
        for column in (*one.fields, *one.others)
    }
    turns: Counter[str] = Counter()
    for listed in form.lists:
        turns[listed.sheet] += 1
        found[listed.sheet, itself(listed)] = f"{listed.sheet}||#{turns[listed.sheet]}"
    for one in form.proposals:
        words = f"{one.sheet}|{'|'.join(one.words)}"[: LONGEST_KEY - 8]
        seen[words] += 1
        found[one.sheet, one.place] = words if seen[words] == 1 else f"{words}#{seen[words]}"
    return found


def itself(one: Listed) -> Place:
    """Where a list's own binding stands: before its first row."""
    return (one.rows[0] if one.rows else one.head, 0)


def as_json(asked: Asked | None) -> dict[str, Any]:
    """What a cell asks, to be kept."""
    if asked is None:
        return {}
    return {
        "units": [unit.pk for unit in asked.units],
        "own": asked.own,
        **entries_as_json(asked.selection),
        "metric": asked.metric,
        "scale": str(asked.scale),
        "period": str(asked.period),
        "marks": list(asked.marks),
    }


def entries_as_json(chosen: Selection) -> dict[str, Any]:
    """Which entries are counted, to be kept."""
    return {
        "kinds": sorted(chosen.kinds),
        "lines": sorted(chosen.lines),
        "titles": list(chosen.titles),
        "topics": sorted(chosen.topics),
        "figure": chosen.figure,
    }


def _selection(told: Mapping[str, Any]) -> Selection:
    return Selection(
        frozenset(told["kinds"]),
        frozenset(told["lines"]),
        tuple(told["titles"]),
        frozenset(told["topics"]),
        told["figure"],
    )


def from_json(told: Mapping[str, Any], known: Known, period: Period) -> Asked:
    """What was kept, for another period."""
    places = {place.pk: place for place in known.places}
    units = tuple(places[pk] for pk in told["units"] if pk in places)
    marks = tuple(told.get("marks", ()))
    return Asked(units, told["own"], _selection(told), told["metric"], period, Decimal(told["scale"]), marks)


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
        form.proposals = _as_sure_as_their_parts(form.proposals)
        form.lists = [_as_chosen(one, kept, named, known) for one in form.lists]
        return form

    return adjusted


def _chosen(one: Proposal, binding: Any, known: Known) -> Proposal:
    if binding is None or one.sort == Sort.REFUSED:
        return one
    if not binding.changed:
        return replace(one, sure=1.0) if one.sure > 0 and _means_the_same(one, binding) else one
    if binding.sort == Sort.TYPED:
        return replace(one, sort=Sort.TYPED, asked=None, parts=(), reason=f"{CHOSEN}：手填")
    if binding.sort != Sort.FIGURE:
        return replace(one, sure=1.0, reason=CHOSEN) if binding.sort == one.sort else one
    period = one.asked.period if one.asked is not None else known.period
    sure, reason, when = 1.0, CHOSEN, binding.asked.get("when", "")
    if when and whens.holds(when, known.period):
        period = whens.span(when, known.period)
    elif when:
        sure, reason = 0.6, ANOTHER_TIME
    return replace(
        one, sort=Sort.FIGURE, asked=from_json(binding.asked, known, period), parts=(), sure=sure, reason=reason
    )


def _means_the_same(one: Proposal, binding: Any) -> bool:
    """Whether a cell asks now what it was confirmed to ask, but for the time."""
    return bool(binding.sort == one.sort and {**as_json(one.asked), "period": ""} == {**binding.asked, "period": ""})


def _as_sure_as_their_parts(proposals: Sequence[Proposal]) -> list[Proposal]:
    """A sum of cells that nobody is sure of is as unsure as they are, unless somebody chose it."""
    sure = {(one.sheet, one.place): one.sure for one in proposals if one.sort in (Sort.FIGURE, Sort.TOTAL)}
    totals = [one for one in proposals if one.sort == Sort.TOTAL and one.reason != CHOSEN]
    for _turn in range(3):  # a grand total may add subtotals, which add rows
        for one in totals:
            parts = (sure[one.sheet, place] for place in one.parts if (one.sheet, place) in sure)
            sure[one.sheet, one.place] = min([sure[one.sheet, one.place], *parts])
    return [_no_surer(one, sure.get((one.sheet, one.place), one.sure)) for one in proposals]


def _no_surer(one: Proposal, sure: float) -> Proposal:
    if sure >= one.sure:
        return one
    return replace(one, sure=sure, reason=PARTS_UNSURE)


def _as_chosen(listed: Listed, kept: Mapping[str, Any], named: Mapping[tuple[str, Place], str], known: Known) -> Listed:
    """A list with the entries and the fields that a person chose for it; the columns so chosen are sure."""
    told: dict[int, str] = {}
    for column in (*listed.fields, *listed.others):
        one = kept.get(named[listed.sheet, (listed.head, column)])
        if one and one.changed and one.sort == Sort.FIELD and ("field" in one.asked or column in listed.fields):
            told[column] = one.asked.get("field", listed.fields.get(column, ""))
    fields = {column: name for column, name in sorted({**listed.fields, **told}.items()) if name}
    typed = {column: f"{CHOSEN}：手填" for column, name in told.items() if not name}
    others = {column: why for column, why in listed.others.items() if column not in fields} | typed
    made = replace(listed, fields=fields, others=others, accepted=frozenset(told.keys() & fields.keys()))
    whole = kept.get(named[listed.sheet, itself(listed)])
    return _of_entries(made, whole.asked, known) if whole and whole.changed and whole.asked else made


def _of_entries(listed: Listed, asked: Mapping[str, Any], known: Known) -> Listed:
    when = asked.get("when", "")
    holds = bool(when) and whens.holds(when, known.period)
    return replace(
        listed,
        selection=_selection(asked),
        period=whens.span(when, known.period) if holds else listed.period,
        sure=1.0 if holds or not when else 0.6,
        reason="",
    )
