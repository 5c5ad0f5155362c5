"""The Excel of people in the browser: uploaded, looked at row by row, confirmed; then the slips to print."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yiben.lib.downloads import XLSX, attachment
from yiben.lib.periods import today
from yiben.ui.fields import done
from yiben.units.forms import PeopleListForm
from yiben.units.models import Line, PostKind, Unit
from yiben.units.people_list import sealed, take_on_many, unsealed
from yiben.units.people_sheet import Book, people_template, read_people
from yiben.units.scope import StaffRequest, for_posts
from yiben.units.slips import slips_page

WRONG = 422


@never_cache
@for_posts(PostKind.ADMIN)
def people_list(request: StaffRequest) -> HttpResponse:
    """A list uploaded, and what was read from it. Nothing is written before it is confirmed."""
    form = PeopleListForm(request.POST or None, request.FILES or None)
    book = Book.of(request.post, today())
    reading = done(form, lambda: read_people(form.cleaned_data["file"].read(), book))
    if reading is None:
        return render(request, "units/people_list.html", {"form": form}, status=WRONG if form.errors else 200)
    context = {
        "reading": reading,
        "bad": len(reading.shown) - len(reading.rows),
        "rows": sealed(reading.rows, request.post),
        "form": form,
    }
    return render(request, "units/people_checked.html", context)


@never_cache
@require_POST
@for_posts(PostKind.ADMIN)
def take_on_list(request: StaffRequest) -> HttpResponse:
    """What was looked at is written: all of it, or nothing. The slips are shown this once."""
    rows = unsealed(request.POST.get("rows", ""), request.post)
    slips = take_on_many(rows, by=request.post)
    return slips_page(request, slips, posts=len(rows))


@require_safe
@for_posts(PostKind.ADMIN)
def template(request: StaffRequest) -> HttpResponse:
    units = Unit.objects.for_post(request.post).on(today())
    content = people_template(units, Line.objects.filter(active=True))
    return attachment(content, _("人员表（空表）") + ".xlsx", XLSX)
