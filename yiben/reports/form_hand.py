"""What is typed into a form by hand: which of two values of a cell goes into the file."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yiben.reports.form_cells import form_url, place_of
from yiben.reports.form_models import Typed, Workbook
from yiben.reports.workbooks import hand
from yiben.units.models import PostKind
from yiben.units.scope import StaffRequest, for_posts


@require_POST
@for_posts(PostKind.OFFICER)
def take(request: StaffRequest, pk: UUID, cell: str) -> HttpResponse:
    """Of the street's value and a unit's, the one that goes into the file; the other stays beside it."""
    form = get_object_or_404(Workbook.objects.for_post(request.post), pk=pk)
    (row, column), sheet = place_of(cell), request.GET.get("sheet", "")
    number = request.POST.get("typed", "")
    rows = Typed.objects.filter(workbook=form, sheet=sheet, row=row, column=column)
    one = get_object_or_404(rows, pk=int(number) if number.isdecimal() else 0)
    hand.take(form, by=request.post, one=one)
    messages.success(request, _("%(cell)s 进表的是 %(value)s") % {"cell": cell, "value": one.value})
    return redirect(form_url(form, sheet))
