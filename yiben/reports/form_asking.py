"""Asking units for cells of a form: which, whom and until when; once more, until another day, or no more; and taking in
what they have answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from yiben.lib import workbooks
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.reports.form_asks import RELATIVE
from yiben.reports.form_grid import cell_url
from yiben.reports.form_models import CellAsk, Typed, Workbook
from yiben.reports.form_typing import wants_number
from yiben.reports.workbooks import asking
from yiben.reports.workbooks.asking import Askable
from yiben.reports.workbooks.desk import Desk, desk
from yiben.reports.workbooks.hand import Cell
from yiben.ui.fields import DayField, done
from yiben.units.models import Post, PostKind
from yiben.units.scope import StaffRequest, for_posts

WRONG = 422
DAYS = 3
ANSWERS = (PostKind.WORKER, PostKind.OFFICER)


# --- what the form's page says of it ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Two:
    """A cell that the street has typed itself, and what a unit answered since."""

    cell: str
    url: str
    words: str
    own: Typed
    answer: Typed


def in_two_minds(on: Desk, asks: Sequence[CellAsk]) -> list[Two]:
    """The cells of which the officer has not said yet whose value goes into the file."""
    merged = {one.unit_id: one.merged_at for one in asks}
    told = []
    for cell, others in on.beside.items():
        own, row = on.typed[cell], on.rows.get(cell)
        for one in others:
            since = merged.get(one.unit_id or 0)
            if own.unit_id is None and one.unit_id and one.value != own.value and (since is None or one.at > since):
                words = " / ".join(row.proposal.words) if row is not None else ""
                told.append(Two(workbooks.named(*cell[1]), cell_url(on.form, *cell), words, own, one))
    return told


@dataclass(frozen=True)
class Round:
    """What was asked of a unit, and how far it is."""

    ask: CellAsk
    filled: int

    @property
    def blank(self) -> int:
        return len(self.ask.cells) - self.filled

    @property
    def merged(self) -> bool:
        one = self.ask
        return one.answered_at is not None and one.merged_at is not None and one.merged_at >= one.answered_at


def rounds(on: Desk, asks: Sequence[CellAsk]) -> list[Round]:
    """What was asked of each unit."""
    told = [*on.typed.values(), *(one for others in on.beside.values() for one in others)]
    typed = {(one.unit_id, one.cell) for one in told}
    return [Round(one, sum((one.unit_id, cell) in typed for cell in asking.cells_of(one))) for one in asks]


# --- asking -----------------------------------------------------------------------------------------------------------


class AskForm(forms.Form):
    """Which cells, by what is over them; which units; until when."""

    heads = forms.MultipleChoiceField(label=_lazy("填哪些格"), widget=forms.CheckboxSelectMultiple)
    units = forms.MultipleChoiceField(label=_lazy("请哪些单位填"), widget=forms.CheckboxSelectMultiple)
    due = DayField(label=_lazy("请在这天前填好"))

    def __init__(self, *args: Any, cells: Sequence[Askable], several: bool, reached: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells = cells
        self._choices("heads", [(key, _counted(key, some, several)) for key, some in _by_head(cells).items()])
        units = {one.unit.pk: _own(one.unit.name) if one.own else one.unit.name for one in cells}
        self._choices("units", [(str(pk), _with_people(name, pk in reached)) for pk, name in units.items()])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices

    @property
    def chosen(self) -> list[Cell]:
        heads, units = self.cleaned_data["heads"], self.cleaned_data["units"]
        return [one.cell for one in self.cells if _head(one) in heads and str(one.unit.pk) in units]


def _head(one: Askable) -> str:
    return f"{one.cell[0]}|{one.words}"


def _by_head(cells: Sequence[Askable]) -> dict[str, list[Askable]]:
    found: dict[str, list[Askable]] = {}
    for one in sorted(cells, key=lambda one: one.cell[1][::-1]):
        found.setdefault(_head(one), []).append(one)
    return found


def _counted(key: str, cells: Sequence[Askable], several: bool) -> str:
    sheet, _bar, words = key.partition("|")
    first, n = workbooks.named(*cells[0].cell[1]), len(cells)
    told = {"words": words or first, "n": n}
    said = _("%(words)s：%(n)d 格") % told if n > 1 else f"{words} {first}".strip()
    return f"{sheet} · {said}" if several else said


def _own(name: str) -> str:
    return _("%(name)s（本级）") % {"name": name}


def _with_people(name: str, reached: bool) -> str:
    return name if reached else _("%(name)s（没有人能登录填写）") % {"name": name}


def _usual(one: Askable) -> bool:
    """Whether a unit knows best: a number that isn't worked out from others."""
    return wants_number(one.heads) and not any(RELATIVE.search(word) for word in one.heads)


@for_posts(PostKind.OFFICER)
def ask(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Choose what is asked of whom; and, of what was asked before, until when or no more."""
    kept = _form(request, pk)
    on = desk(kept)
    cells = asking.askable(on)
    reached = _reached([one.unit.pk for one in cells])
    several = len({one.cell[0] for one in cells}) > 1
    first = _first(cells, reached, request.GET.get("sheet", ""), request.GET.get("cell", ""))
    form = AskForm(request.POST or None, cells=cells, several=several, reached=reached, initial=first)
    if done(form, lambda: asking.ask_units(kept, by=request.post, due=form.cleaned_data["due"], cells=form.chosen)):
        n = len({one.unit.pk for one in cells if one.cell in form.chosen})
        told = {"units": n, "n": len(form.chosen)}
        messages.success(request, _("已请 %(units)d 个单位填 %(n)d 格；填好后在这里一并并入") % told)
        return redirect("reports:form", pk)
    asks = list(kept.asks.open().select_related("unit"))
    context = {
        "form_kept": kept,
        "form": form,
        "may_ask": bool(cells),
        "rounds": rounds(on, asks),
        "due": today() + timedelta(days=DAYS),
    }
    return render(request, "reports/form_ask.html", context, status=WRONG if form.is_bound else 200)


def _first(cells: Sequence[Askable], reached: set[int], sheet: str, cell: str) -> dict[str, Any]:
    """What is ticked at first: the one cell from whose page one comes, or what units usually know."""
    alone = [one for one in cells if one.cell[0] == sheet and workbooks.named(*one.cell[1]) == cell]
    some = alone or [one for one in cells if _usual(one)]
    units = {str(one.unit.pk) for one in some if one.unit.pk in reached}
    return {
        "heads": sorted({_head(one) for one in some}),
        "units": sorted(units),
        "due": today() + timedelta(days=DAYS),
    }


def _reached(units: Sequence[int]) -> set[int]:
    """The units in which somebody can answer."""
    posts = Post.objects.on(today()).filter(unit__in=set(units), kind__in=ANSWERS)
    return set(posts.order_by().values_list("unit_id", flat=True))


# --- what was asked before --------------------------------------------------------------------------------------------


class DueForm(forms.Form):
    due = DayField(label=_lazy("期限改到"))


@require_POST
@for_posts(PostKind.OFFICER)
def put_off(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another day for the units that were chosen."""
    kept, said = _form(request, pk), DueForm(request.POST)
    if not said.is_valid():
        raise Refused(_("请写明期限"))
    asking.put_off(kept, by=request.post, units=_units(request), due=said.cleaned_data["due"])
    messages.success(request, _("期限改好了"))
    return redirect("reports:form", pk)


@require_POST
@for_posts(PostKind.OFFICER)
def take_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask the units that were chosen no more."""
    asking.take_back(_form(request, pk), by=request.post, units=_units(request))
    messages.success(request, _("收回了；已经填的还在，可以并入"))
    return redirect("reports:form", pk)


def _units(request: StaffRequest) -> list[int]:
    return [int(one) for one in request.POST.getlist("units") if one.isascii() and one.isdecimal()]


@require_POST
@for_posts(PostKind.OFFICER)
def merge(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What units have answered, into the form at once; in place of the street's own where that was chosen."""
    instead = [int(one) for one in request.POST.getlist("instead") if one.isascii() and one.isdecimal()]
    asking.merge(_form(request, pk), by=request.post, instead=instead)
    messages.success(request, _("各单位填的已经并入"))
    return redirect("reports:form", pk)


def _form(request: StaffRequest, pk: UUID) -> Workbook:
    return get_object_or_404(Workbook.objects.for_post(request.post), pk=pk)
