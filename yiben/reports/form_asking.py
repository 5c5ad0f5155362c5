"""Asking units for their cells of a form, and taking in what they have answered."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from yiben.lib import workbooks
from yiben.lib.refused import Refused
from yiben.reports.form_grid import cell_url
from yiben.reports.form_models import CellAsk, Typed, Workbook
from yiben.reports.workbooks import keeping
from yiben.reports.workbooks.desk import Desk
from yiben.ui.fields import DayField
from yiben.units.models import PostKind
from yiben.units.scope import StaffRequest, for_posts


class AskForm(forms.Form):
    due = DayField(label=_lazy("请各社区在这天前填好"))


@dataclass(frozen=True)
class Two:
    """A cell that the street has typed itself, and what a unit answered since."""

    cell: str
    url: str
    words: str
    own: Typed
    answer: Typed


def in_two_minds(on: Desk, asks: list[CellAsk]) -> list[Two]:
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


def _form(request: StaffRequest, pk: UUID) -> Workbook:
    return get_object_or_404(Workbook.objects.for_post(request.post), pk=pk)


@require_POST
@for_posts(PostKind.OFFICER)
def ask(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask the communities for their own cells."""
    form, said = _form(request, pk), AskForm(request.POST)
    if not said.is_valid():
        raise Refused(_("请写明期限"))
    keeping.ask_units(form, by=request.post, due=said.cleaned_data["due"])
    messages.success(request, _("已请各社区填写；填好后在这里一并并入"))
    return redirect("reports:form", pk)


@require_POST
@for_posts(PostKind.OFFICER)
def merge(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What units have answered, into the form at once; in place of the street's own where that was chosen."""
    instead = [int(one) for one in request.POST.getlist("instead") if one.isdecimal()]
    keeping.merge(_form(request, pk), by=request.post, instead=instead)
    messages.success(request, _("各单位填的已经并入"))
    return redirect("reports:form", pk)
