"""Where else a form's figures stand: in the catalogue, and in forms that were reported before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse

from yiben.figures.asked import may_see
from yiben.lib.workbooks import named
from yiben.reports.form_grid import cell_url, said
from yiben.reports.models import Binding, Workbook
from yiben.reports.workbooks.desk import Desk
from yiben.reports.workbooks.kept import figure_key
from yiben.reports.workbooks.known import Known
from yiben.reports.workbooks.proposals import Asked, Sort
from yiben.terms.definitions import Definition
from yiben.units.models import Post, Unit


def figure_url(post: Post, asked: Asked | None, known: Known) -> str:
    """The catalogue's page of the figure that a cell asks for; "" where the catalogue has none."""
    if asked is None or asked.own or len(asked.units) != 1:
        return ""
    found = next((one for one in known.definitions if _same(one, asked) and may_see(post, one)), None)
    if found is None:
        return ""
    code = Unit.objects.values_list("code", flat=True).get(pk=asked.units[0].pk)
    line = next(iter(asked.selection.lines), "")
    query = {"unit": code, "period": str(asked.period), **({"line": line} if line and not found.line else {})}
    return f"{reverse('figures:figure', args=[found.slug])}?{urlencode(query)}"


def _same(one: Definition, asked: Asked) -> bool:
    chosen = asked.selection
    if chosen.figure:
        return one.slug == chosen.figure
    if chosen.titles or not one.from_cells or len(chosen.lines) > 1:
        return False
    lines = chosen.lines in (frozenset({one.line}), frozenset()) if one.line else True
    if one.line and not chosen.lines:
        return False
    metric = "people" if one.metric == "people" and one.unit == "人次" else one.metric
    metrics = {"attendances|people"} if metric == "people" and one.unit == "人次" else {one.metric}
    return lines and one.kinds == chosen.kinds and one.topics == chosen.topics and asked.metric in metrics


def elsewhere(on: Desk, asked: Asked | None) -> QuerySet[Binding]:
    """同一数字已于…报…: the same figure in other forms that were filled."""
    if asked is None:
        return Binding.objects.none()
    return _others(on, [figure_key(asked)])[:5]


def _others(on: Desk, figures: list[str]) -> QuerySet[Binding]:
    found = Binding.objects.filter(figure__in=figures, workbook__unit=on.form.unit, workbook__filled_at__isnull=False)
    found = found.exclude(workbook=on.form).exclude(value="").select_related("workbook")
    return found.defer("workbook__content", "workbook__result").order_by("-workbook__filled_at")


@dataclass(frozen=True)
class Reported:
    """A figure of this form that another form had."""

    cell: str
    url: str
    words: str
    now: str
    earlier: Binding

    @property
    def before(self) -> str:
        try:
            return said(Decimal(self.earlier.value))
        except InvalidOperation:
            return self.earlier.value

    @property
    def differs(self) -> bool:
        return self.now != self.before


def reported(on: Desk) -> list[Reported]:
    """The figures of a form that were reported before, each where it was the last time."""
    asked = {
        figure_key(row.proposal.asked): (place, row)
        for place, row in on.rows.items()
        if row.proposal.sort == Sort.FIGURE and row.proposal.asked is not None and row.value is not None
    }
    latest: dict[str, Binding] = {}
    for one in _others(on, list(asked)):
        latest.setdefault(one.figure, one)
    told = []
    for figure, one in latest.items():
        (sheet, place), row = asked[figure]
        url, words = cell_url(on.form, sheet, place), " / ".join(row.proposal.words)
        told.append(Reported(row.proposal.cell, url, words, said(row.value), one))
    return told


def same_in(told: Iterable[Reported]) -> list[tuple[Workbook, int]]:
    """The forms that had the same numbers, with how many."""
    forms = {one.earlier.workbook_id: one.earlier.workbook for one in told}
    count = Counter(one.earlier.workbook_id for one in told if not one.differs)
    return [(forms[pk], number) for pk, number in count.items()]


@dataclass(frozen=True)
class Again:
    """Forms that asked for the same figures, with the cells of each in which they stood."""

    forms: tuple[Workbook, ...]
    count: int
    cells: list[tuple[str, list[tuple[str, str]]]]


MOST_GROUPS, MOST_CELLS = 20, 60


def asked_again(kept: Iterable[Workbook]) -> list[Again]:
    """The figures that several forms asked for, taken together where they are the same forms; most cells first."""
    forms = {one.pk: one for one in kept}
    asked = Binding.objects.filter(workbook__in=list(forms)).exclude(figure="").exclude(value="")
    several = asked.values("figure").annotate(times=Count("workbook", distinct=True)).filter(times__gt=1)
    rows = (
        asked.filter(figure__in=several.values("figure")).defer("asked").order_by("workbook", "sheet", "row", "column")
    )
    by_figure: dict[str, dict[Any, Binding]] = {}
    for row in rows.order_by("workbook", "sheet", "row", "column"):
        by_figure.setdefault(row.figure, {})[row.workbook_id] = row
    groups: dict[frozenset[Any], list[dict[Any, Binding]]] = {}
    for some in by_figure.values():
        groups.setdefault(frozenset(some), []).append(some)
    most = sorted(groups.items(), key=lambda one: -len(one[1]))[:MOST_GROUPS]
    return [_again([one for one in forms.values() if one.pk in pks], figures) for pks, figures in most]


def _again(forms: list[Workbook], figures: list[dict[Any, Binding]]) -> Again:
    cells = [(_words(next(iter(some.values()))), [_cell(one, some[one.pk]) for one in forms]) for some in figures]
    return Again(tuple(forms), len(figures), cells[:MOST_CELLS])


def _words(one: Binding) -> str:
    """The heads of a cell, out of its key."""
    sheet, _bar, words = one.key.partition("#")[0].partition("|")
    return " · ".join([sheet, *words.split("|")])


def _cell(form: Workbook, one: Binding) -> tuple[str, str]:
    place = (one.row, one.column)
    return f"{form.period.label()} {named(*place)}", cell_url(form, one.sheet, place)
