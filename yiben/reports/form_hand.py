"""What is typed into a form by hand, on the page that looks like its sheet; and which of two values goes in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yiben.reports import form_pages, form_tasks
from yiben.reports.form_cells import form_url, place_of
from yiben.reports.form_inputs import Inputs, as_last_time, shown_at, summed
from yiben.reports.form_models import Typed, Workbook
from yiben.reports.workbooks import hand
from yiben.reports.workbooks.desk import Desk, desk
from yiben.units.models import PostKind
from yiben.units.scope import StaffRequest, for_posts

WRONG = 422
MOST_LEVELS = 3


@dataclass(frozen=True)
class Came:
    """A sheet's page with what was typed on it: what was kept of it, and what was wrong."""

    on: Desk
    inputs: Inputs | None
    count: int
    understood: list[tuple[str, str]]

    @property
    def wrong(self) -> bool:
        return self.inputs is not None and bool(self.inputs.errors)


@require_POST
@for_posts(PostKind.OFFICER)
def type_cells(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Keep what was typed on the sheet's page; and what stood there the last time, where that was pressed."""
    came = _keep(request, _form(request, pk))
    if came.wrong:
        return _again(request, came)
    _tell(request, came)
    messages.success(request, _("手填的存好了 %(n)d 格") % {"n": came.count} if came.count else _("没有改动"))
    return redirect(form_pages.sheet_url(came.on.form, request.POST.get("sheet", ""), _row(request)))


@require_POST
@for_posts(PostKind.OFFICER)
def fill(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Keep what was typed, and fill the form as it stands with it."""
    came = _keep(request, _form(request, pk))
    if came.wrong:
        return _again(request, came)
    _tell(request, came)
    form = form_tasks.fill(came.on.form, by=request.post)
    if form.queued_at is None:
        messages.success(request, _filled_words(form.counts))
    return redirect(form_pages.sheet_url(form, request.POST.get("sheet", "")))


def _filled_words(counts: dict[str, int]) -> str:
    """What was written: cells from the book and by hand; and what stays empty."""
    told = {"n": counts["answered"] + counts["hand"], "unsure": counts["unsure"]}
    if told["unsure"]:
        return _("填好了 %(n)d 格，可以下载；没有把握的 %(unsure)d 格空着") % told
    return _("填好了 %(n)d 格，可以下载") % told


def _keep(request: StaffRequest, form: Workbook) -> Came:
    on = desk(form)
    name = request.POST.get("sheet", "")
    sheet = next((one for one in on.found.workbook.sheets if one.name == name), None)
    if sheet is None:
        return Came(on, None, 0, [])
    seen = shown_at(request.POST.get("seen", ""))
    inputs = Inputs(on, sheet, _row(request), {key: str(value) for key, value in request.POST.items()}, seen)
    values, understood = inputs.changed()
    last = as_last_time(on, request.POST.get("last", ""), name)
    values = {**last, **{cell: value for cell, value in values.items() if value or cell in on.typed}}
    if values:
        hand.type_all(form, by=request.post, values=values, on=on)
    sums = _add(request, form) if "sum" in request.POST and not inputs.errors else 0
    return Came(on, inputs, len(values) + sums, understood)


def _add(request: StaffRequest, form: Workbook) -> int:
    """The totals that can be added now, typed as what they come to; those that add them, too."""
    count = 0
    for _turn in range(MOST_LEVELS):
        on = desk(form)
        values = summed(on)
        if not values:
            break
        hand.type_all(form, by=request.post, values=values, on=on)
        count += len(values)
    return count


def _row(request: StaffRequest) -> int:
    said = request.POST.get("from", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else 1


def _tell(request: StaffRequest, came: Came) -> None:
    for typed, kept in came.understood:
        messages.info(request, _("“%(typed)s”记作 %(kept)s；不对请改") % {"typed": typed, "kept": kept})


def _again(request: StaffRequest, came: Came) -> HttpResponse:
    """The page with what was wrong; what was right is kept already."""
    _tell(request, came)
    assert came.inputs is not None
    on = desk(came.on.form)
    wrong = came.inputs
    if came.count:
        messages.success(request, _("手填的存好了 %(n)d 格") % {"n": came.count})
    messages.error(request, _("有 %(n)d 格没有存，请看标红的格") % {"n": len(wrong.errors)})
    inputs = Inputs(on, on.found.workbook.sheet(wrong.sheet.name), wrong.first, wrong.posted, errors=wrong.errors)
    return form_pages.page_of(request, on, inputs, status=WRONG)


def _form(request: StaffRequest, pk: UUID) -> Workbook:
    return get_object_or_404(Workbook.objects.for_post(request.post), pk=pk)


@require_POST
@for_posts(PostKind.OFFICER)
def take(request: StaffRequest, pk: UUID, cell: str) -> HttpResponse:
    """Of the street's value and a unit's, the one that goes into the file; the other stays beside it."""
    form = _form(request, pk)
    (row, column), sheet = place_of(cell), request.GET.get("sheet", "")
    number = request.POST.get("typed", "")
    rows = Typed.objects.filter(workbook=form, sheet=sheet, row=row, column=column)
    one = get_object_or_404(rows, pk=int(number) if number.isdecimal() else 0)
    hand.take(form, by=request.post, one=one)
    messages.success(request, _("%(cell)s 进表的是 %(value)s") % {"cell": cell, "value": one.value})
    return redirect(form_url(form, sheet))
