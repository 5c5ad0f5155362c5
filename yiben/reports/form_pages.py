"""Pages of superiors' forms: the register, a form that looks like its sheet, one cell and why, cells asked of units."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from yiben.lib import office, uploads, workbooks
from yiben.lib.downloads import attachment
from yiben.lib.periods import Period, today
from yiben.lib.refusals import spoken
from yiben.reports import form_said
from yiben.reports.form_asking import in_two_minds, rounds
from yiben.reports.form_cells import form_url, selection_words
from yiben.reports.form_doubts import Alike, Doubt, refusals
from yiben.reports.form_figures import asked_again, reported, same_in
from yiben.reports.form_grid import SHOWN_COLUMNS, SHOWN_ROWS, cell_url, grid, letters
from yiben.reports.form_inputs import Inputs, as_last_time, has_totals
from yiben.reports.form_lists import lists_of
from yiben.reports.form_models import Frequency, Workbook
from yiben.reports.workbooks import asking, keeping, withdrawing
from yiben.reports.workbooks.desk import Desk, desk, series_of
from yiben.reports.workbooks.known import MONEY
from yiben.ui.fields import DayField, done
from yiben.ui.spans import span
from yiben.units.models import PostKind
from yiben.units.scope import StaffRequest, for_posts

SEE = (PostKind.OFFICER, PostKind.LEAD, PostKind.AUDITOR)
MOST_FILE = 20 * 1024 * 1024
WRONG = 422


class DescribeForm(forms.Form):
    """What the register says of a form."""

    name = forms.CharField(
        label=_lazy("报表名称"), max_length=120, required=False, help_text=_lazy("不写则用表里的标题")
    )
    asker = forms.CharField(label=_lazy("谁要的"), max_length=80, required=False, help_text=_lazy("如 区民政局基层科"))
    document = forms.CharField(
        label=_lazy("依据的文件"),
        max_length=120,
        required=False,
        help_text=_lazy("文号或通知标题；群里发的就写群里发的"),
    )
    frequency = forms.ChoiceField(label=_lazy("多久一次"), choices=Frequency.choices, initial=Frequency.ONCE)
    due = DayField(label=_lazy("报送期限"), required=False)


class UploadForm(DescribeForm):
    file = forms.FileField(
        label=_lazy("上级发来的表格"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.et"}),
        help_text=_lazy("原样上传 .xlsx，不用改格式；填的时候只动要填的格。"),
    )
    period = forms.CharField(
        label=_lazy("时段"),
        max_length=30,
        help_text=_lazy("2025、2025H1、2025Q3、2025-07 或起..止；表里写明了时段的，以表里为准"),
    )
    field_order = ("file", "period", "name", "asker", "document", "frequency", "due")

    def clean_period(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["period"])
        except ValueError as error:
            raise forms.ValidationError(spoken(str(error))) from error

    def clean_file(self) -> tuple[str, bytes]:
        file = self.cleaned_data["file"]
        if file.size > MOST_FILE:
            raise forms.ValidationError(_("文件超过 20 MB，请拆分后上传"))
        return uploads.safe_name(file.name), file.read()


class MannerForm(forms.Form):
    """How this form is filled."""

    totals = forms.ChoiceField(
        label=_lazy("合计、小计"),
        choices=[
            ("-", _lazy("表里列出的各行相加（附注另有说明的照附注）")),
            ("rows", _lazy("表里列出的各行相加")),
            ("all", _lazy("全街道，包括街道本级和站办所")),
        ],
    )
    zeros = forms.ChoiceField(label=_lazy("没有开展的"), choices=[("1", _lazy("填 0")), ("-", _lazy("留空"))])
    people = forms.ChoiceField(
        label=_lazy("“人数”列"),
        choices=[
            ("-", _lazy("几条记录都有人数的，不相加，留给人填")),
            ("attendances", _lazy("这份表的“人数”就是人次，按人次相加")),
        ],
    )
    money = forms.ChoiceField(
        label=_lazy("金额的单位"),
        choices=[("-", _lazy("照表头写的（万元、元）")), *((unit, unit) for unit in MONEY)],
    )
    marks = forms.ChoiceField(
        label=_lazy("“是否开展”的格写"),
        choices=[
            ("-", _lazy("照表头写的；表头没写的写 是 / 否")),
            ("√/×", "√ / ×"),
            ("√/", _lazy("开展的打 √，没有开展的空着")),
            ("有/无", "有 / 无"),
            ("已开展/未开展", "已开展 / 未开展"),
        ],
    )
    dates = forms.ChoiceField(
        label=_lazy("日期写作"),
        choices=[
            ("iso", "2025-03-05"),
            ("dots", "2025.3.5"),
            ("chinese", "2025年3月5日"),
            ("short", "3月5日"),
        ],
    )
    masks = forms.ChoiceField(
        label=_lazy("姓名、电话、证件号"),
        choices=[("stars", _lazy("138****5678，张**老人")), ("words", _lazy("（已隐去），张某某老人"))],
    )

    @property
    def settings(self) -> dict[str, Any]:
        """What was chosen, as it is kept: "" where the form itself says it."""
        told = {name: "" if value == "-" else value for name, value in self.cleaned_data.items()}
        return {**told, "zeros": bool(told["zeros"])}


# --- the register -----------------------------------------------------------------------------------------------------


@require_safe
@for_posts(*SEE)
def register(request: StaffRequest) -> HttpResponse:
    """Who asks what, how often, by which document, until when; newest first."""
    page = Paginator(Workbook.objects.for_post(request.post).light(), 30).get_page(request.GET.get("page"))
    context = {"page": page, "may_keep": keeping.keep.may(request.post), "today": today()}
    return render(request, "reports/form_list.html", context)


@for_posts(PostKind.OFFICER)
def upload(request: StaffRequest) -> HttpResponse:
    """A form from above: taken in, and shown with what the book says."""
    form = UploadForm(request.POST or None, request.FILES or None, initial={"period": str(today().year)})
    kept = done(form, lambda: _taken_in(request, dict(form.cleaned_data)))
    if kept is not None:
        return redirect("reports:form", kept.pk)
    return render(request, "reports/form_upload.html", {"form": form}, status=WRONG if form.is_bound else 200)


@for_posts(PostKind.OFFICER)
def details(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What the register says of a form: who asks it, how often, by which document, until when."""
    kept = _form(request, pk)
    first = {name: getattr(kept, name) for name in DescribeForm.base_fields}
    form = DescribeForm(request.POST or None, initial=first)
    saved = done(form, lambda: _describe(request, kept, dict(form.cleaned_data)))
    if saved is not None:
        return redirect("reports:form", pk)
    context = {
        "form": form,
        "form_kept": kept,
        "asked": kept.asks.exclude(cells=[]).exists(),
        "typed": kept.typed.count(),
    }
    return render(request, "reports/form_details.html", context, status=WRONG if form.is_bound else 200)


@require_POST
@for_posts(PostKind.OFFICER)
def drop(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A form taken in by mistake goes."""
    gone = withdrawing.drop(_form(request, pk), by=request.post)
    messages.success(request, _("已撤回“%(name)s”") % {"name": gone.name})
    return redirect("reports:forms")


def _describe(request: StaffRequest, kept: Workbook, said: dict[str, Any]) -> Workbook:
    said["name"] = said["name"].strip() or kept.name
    return keeping.describe(kept, by=request.post, series=series_of(said["name"]), **said)


def _taken_in(request: StaffRequest, said: dict[str, Any]) -> Workbook:
    filename, data = said.pop("file")
    kept = keeping.take_in(by=request.post, unit=request.post.unit, filename=filename, data=data, **said)
    if workbooks.ending(bytes(kept.content)) in workbooks.WITH_MACROS:
        messages.info(request, _("表里带有宏：一本不运行它，填的时候原样留着。"))
    if kept.converted:
        messages.info(request, _("这份旧格式的表格已经转成 .xlsx；转换可能改动样式，填好后请对照原表看一遍。"))
        if not office.apart():
            messages.warning(request, _("这台服务器不能给转换程序断网：只设了不通的代理，表里的外部链接没有更新。"))
    return kept


@require_safe
@for_posts(*SEE)
def burden(request: StaffRequest) -> HttpResponse:
    """How much is asked: forms received, cells filled by Yiben and by hand, figures asked again. Ranks nobody."""
    forms_kept = list(Workbook.objects.for_post(request.post).light())
    months: dict[date, dict[str, int]] = {}
    for one in forms_kept:
        month = months.setdefault(localdate(one.uploaded_at).replace(day=1), {"forms": 0, "answered": 0, "typed": 0})
        month["forms"] += 1
        month["answered"] += one.counts.get("answered", 0)
        month["typed"] += one.counts.get("hand", 0)
    told = [(span(Period.parse(f"{month:%Y-%m}")), one) for month, one in sorted(months.items(), reverse=True)]
    context = {"months": told, "again": asked_again(forms_kept)}
    return render(request, "reports/form_burden.html", context)


# --- a form -----------------------------------------------------------------------------------------------------------


def _form(request: StaffRequest, pk: UUID) -> Workbook:
    return get_object_or_404(Workbook.objects.for_post(request.post), pk=pk)


@require_safe
@for_posts(*SEE)
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The form as its sheet looks, every cell coloured by what becomes of it."""
    form = _form(request, pk)
    if request.headers.get("HX-Request") == "true":
        return _progress(request, form)
    if form.queued_at is not None:
        return render(request, "reports/form_working.html", _worked_on(form))
    return page_of(request, desk(form))


def page_of(request: StaffRequest, on: Desk, inputs: Inputs | None = None, *, status: int = 200) -> HttpResponse:
    """A form's page; `inputs` has what was typed wrong."""
    form = on.form
    sheets = [sheet for sheet in on.found.workbook.sheets if not sheet.hidden]
    name = inputs.sheet.name if inputs is not None else request.GET.get("sheet")
    chosen = next((sheet for sheet in sheets if sheet.name == name), sheets[0] if sheets else None)
    asks = list(form.asks.select_related("unit"))
    told = reported(on)
    may = keeping.fill.may(request.post)
    if inputs is None and may and chosen is not None:
        inputs = Inputs(on, chosen, _row(request))
    context = {
        "form_kept": form,
        "counts": on.counts,
        "sheets": [(sheet.name, form_url(form, sheet.name), sheet is chosen) for sheet in sheets],
        "sheet": chosen.name if chosen is not None else "",
        "grid": grid(on, chosen, inputs) if chosen is not None else [],
        "letters": letters(on, chosen, may) if chosen is not None else [],
        "inputs": inputs if inputs is not None and inputs.cells else None,
        "earlier": inputs is not None and inputs.first > 1,
        "last_time": len(as_last_time(on, "*", "")) if may else 0,
        "sums": has_totals(on) if may else False,
        "now": timezone.now().isoformat(),
        "cut": chosen is not None and (chosen.bottom > SHOWN_ROWS or chosen.right > SHOWN_COLUMNS),
        "left_over": on.found.left_over,
        "long": [(one.listed.sheet, one.count) for one in on.found.long],
        "differing": [one for one in told if one.differs],
        "same_in": same_in(told),
        "contradictions": [replace(one, words=form_said.said(one.words)) for one in on.contradictions],
        "refused": refusals(on),
        "doubts": _doubts(on),
        "lists": lists_of(on),
        "moved": form.filled_at is not None and form.counts.get("digest", on.digest) != on.digest,
        "notes": on.found.form.notes[:6],
        "rounds": rounds(on, asks),
        "two": in_two_minds(on, asks),
        "waiting": on.counts.get("waiting", 0),
        "to_ask": len(asking.askable(on, asks)) if may else 0,
        "manner_changed": bool(form.settings),
        "manner_form": MannerForm(initial=_manner(form.settings)),
        "last": on.last,
        "may": may,
    }
    return render(request, "reports/form_detail.html", context, status=status)


def _row(request: StaffRequest) -> int:
    said = request.GET.get("from", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else 1


def sheet_url(form: Workbook, sheet: str, first: int = 1) -> str:
    """Where a sheet of a form is shown, and typed from a row on."""
    return form_url(form, sheet) + (f"&from={first}" if first > 1 else "")


def _progress(request: StaffRequest, form: Workbook) -> HttpResponse:
    """How far a long list is, asked again and again; the whole page once it is filled."""
    if form.queued_at is not None:
        return render(request, "reports/_form_working.html", _worked_on(form))
    answer = HttpResponse()
    answer["HX-Redirect"] = reverse("reports:form", args=[form.pk])
    return answer


def _worked_on(form: Workbook) -> dict[str, Any]:
    text = _("正在填清单") if form.done else _("排队等候")
    return {"form_kept": form, "text": text, "here": reverse("reports:form", args=[form.pk])}


def _manner(settings: dict[str, Any]) -> dict[str, Any]:
    told = {"dates": "iso", "masks": "stars", **settings, "zeros": "1" if settings.get("zeros", True) else ""}
    return {name: told.get(name) or "-" for name in MannerForm.base_fields}


def _doubts(on: Desk) -> list[tuple[Doubt, str, str]]:
    """What isn't sure, each with what would be counted and where it stands on the page."""
    told = []
    for one in Alike(on).doubts():
        asked = one.example.proposal.asked
        url = cell_url(on.form, one.sheet, one.example.proposal.place)
        told.append((one, selection_words(asked, on.known) if asked is not None else "", url))
    return told


# --- what is done to a form -------------------------------------------------------------------------------------------


@require_POST
@for_posts(PostKind.OFFICER)
def manner(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change the conventions of this form."""
    form, said = _form(request, pk), MannerForm(request.POST)
    if said.is_valid():
        keeping.describe(form, by=request.post, settings={**form.settings, **said.settings})
    return redirect("reports:form", pk)


@require_safe
@for_posts(*SEE)
def filled(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The superior's own file, filled."""
    form = _form(request, pk)
    if form.result is None:
        raise Http404
    return _as_a_file(form, bytes(form.result))


@require_safe
@for_posts(*SEE)
def source(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The file as it came."""
    form = _form(request, pk)
    return _as_a_file(form, bytes(form.content))


def _as_a_file(form: Workbook, content: bytes) -> HttpResponse:
    """Under the name by which it came; of one with macros Excel wants the ending to say so."""
    ending = workbooks.ending(content)
    return attachment(content, f"{form.filename.rpartition('.')[0]}.{ending}", workbooks.MEDIA_TYPES[ending])
