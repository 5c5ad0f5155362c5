"""Pages of superiors' forms: the register, a form that looks like its sheet, one cell and why, cells asked of units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from yiben.ledger.models import Entry
from yiben.lib import office, uploads, workbooks
from yiben.lib.downloads import XLSX, attachment
from yiben.lib.periods import Period, today
from yiben.lib.refused import Refused
from yiben.reports import form_tasks
from yiben.reports.form_figures import elsewhere, figure_url, reported, same_in
from yiben.reports.form_grid import SHOWN_COLUMNS, SHOWN_ROWS, columns, grid, said
from yiben.reports.form_models import Binding, CellAsk, Frequency, Workbook
from yiben.reports.workbooks import keeping
from yiben.reports.workbooks.desk import Desk, desk, series_of
from yiben.reports.workbooks.filling import Row
from yiben.reports.workbooks.known import MONEY, Known
from yiben.reports.workbooks.proposing import Asked, Sort
from yiben.reports.workbooks.wording import Selection
from yiben.ui.fields import DayField, done
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
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.et"}),
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
            raise forms.ValidationError(str(error)) from error

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


class AskForm(forms.Form):
    due = DayField(label=_lazy("请各社区在这天前填好"))


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
    context = {"form": form, "form_kept": kept}
    return render(request, "reports/form_details.html", context, status=WRONG if form.is_bound else 200)


def _describe(request: StaffRequest, kept: Workbook, said: dict[str, Any]) -> Workbook:
    said["name"] = said["name"].strip() or kept.name
    return keeping.describe(kept, by=request.post, series=series_of(said["name"]), **said)


def _taken_in(request: StaffRequest, said: dict[str, Any]) -> Workbook:
    filename, data = said.pop("file")
    kept = keeping.take_in(by=request.post, unit=request.post.unit, filename=filename, data=data, **said)
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
    months: dict[str, dict[str, int]] = {}
    for one in forms_kept:
        month = months.setdefault(f"{one.uploaded_at:%Y-%m}", {"forms": 0, "answered": 0, "typed": 0})
        month["forms"] += 1
        month["answered"] += one.counts.get("answered", 0)
        month["typed"] += one.counts.get("hand", 0)
    asked = Binding.objects.filter(workbook__in=[one.pk for one in forms_kept]).exclude(figure="").exclude(value="")
    again = asked.values("figure").annotate(times=Count("workbook", distinct=True)).filter(times__gt=1)
    samples = _again(list(again.order_by("-times", "figure")[:20]), forms_kept)
    return render(
        request, "reports/form_burden.html", {"months": sorted(months.items(), reverse=True), "again": samples}
    )


def _again(found: Sequence[Any], kept: Iterable[Workbook]) -> list[dict[str, Any]]:
    """The same figure asked several times: in which forms, and by which words."""
    named = {one.pk: one for one in kept}
    rows = Binding.objects.filter(figure__in=[one["figure"] for one in found], workbook__in=list(named))
    told: dict[str, dict[str, Any]] = {}
    for row in rows:
        one = told.setdefault(
            row.figure, {"words": row.key.partition("|")[2].partition("#")[0].replace("|", "，"), "forms": {}}
        )
        one["forms"][row.workbook_id] = named[row.workbook_id]
    return [{**told[one["figure"]], "times": one["times"]} for one in found if one["figure"] in told]


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
    on = desk(form)
    sheets = [sheet for sheet in on.found.workbook.sheets if not sheet.hidden]
    chosen = next((sheet for sheet in sheets if sheet.name == request.GET.get("sheet")), sheets[0] if sheets else None)
    asks = list(form.asks.select_related("unit"))
    told = reported(on)
    context = {
        "form_kept": form,
        "counts": on.counts,
        "sheets": [(sheet.name, f"?sheet={quote(sheet.name)}", sheet is chosen) for sheet in sheets],
        "grid": grid(on, chosen) if chosen is not None else [],
        "letters": [workbooks.named(1, column)[:-1] for column in columns(chosen)] if chosen else [],
        "cut": chosen is not None and (chosen.bottom > SHOWN_ROWS or chosen.right > SHOWN_COLUMNS),
        "left_over": on.found.left_over,
        "long": [(one.listed.sheet, one.count) for one in on.found.long],
        "differing": [one for one in told if one.differs],
        "same_in": same_in(told),
        "contradictions": on.contradictions,
        "refused": _refusals(on),
        "notes": on.found.form.notes[:6],
        "asks": asks,
        "waiting": on.counts.get("waiting", 0),
        "to_ask": len(keeping.to_ask(on)) if not asks else 0,
        "ask_form": AskForm(initial={"due": today() + timedelta(days=3)}),
        "manner_changed": bool(form.settings),
        "manner_form": MannerForm(initial=_manner(form.settings)),
        "last": on.last,
        "may": keeping.fill.may(request.post),
    }
    return render(request, "reports/form_detail.html", context)


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


def _refusals(on: Desk) -> list[tuple[str, str]]:
    """What the boundary leaves out: by the words of the cells, each once."""
    found: dict[str, str] = {}
    for row in on.found.rows:
        if row.proposal.sort == Sort.REFUSED:
            found.setdefault(row.proposal.reason, row.proposal.cell)
    return [(cell, reason) for reason, cell in found.items()]


# --- one cell ---------------------------------------------------------------------------------------------------------


def typed_field(label: str, options: Sequence[str], initial: str = "") -> forms.Field:
    """What is typed into a cell: one of its drop-down where it has one."""
    said: dict[str, Any] = {"label": label, "required": False, "initial": initial}
    if options:
        return forms.ChoiceField(choices=[("", "—"), *((word, word) for word in options)], **said)
    return forms.CharField(max_length=keeping.LONGEST_TYPED, **said)


class CellForm(forms.Form):
    """What a cell is bound to: a unit and an indicator, or a value typed by hand."""

    unit = forms.ChoiceField(label=_lazy("哪个单位"), required=False)
    own = forms.BooleanField(label=_lazy("只算它本级举办的"), required=False)
    indicator = forms.ChoiceField(label=_lazy("填什么数"), required=False)
    typed = forms.CharField(label=_lazy("或手填"), max_length=keeping.LONGEST_TYPED, required=False)

    def __init__(self, *args: Any, known: Known, options: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed"] = typed_field(_("或手填"), options)
        unit, indicator = self.fields["unit"], self.fields["indicator"]
        assert isinstance(unit, forms.ChoiceField)
        assert isinstance(indicator, forms.ChoiceField)
        unit.choices = [(str(place.pk), place.name) for place in known.places]
        offered = [(one.slug, f"{one.name}（{one.unit}）") for one in known.definitions]
        indicator.choices = [("", _("（不变）")), ("-", _("账本不填，手填")), *offered]


@for_posts(*SEE)
def cell(request: StaffRequest, pk: UUID, cell: str) -> HttpResponse:
    """One cell: what it asks, by which words, what it rests on, and how to change it."""
    form = _form(request, pk)
    on = desk(form)
    sheet, place = request.GET.get("sheet", ""), _place(cell)
    row = on.rows.get((sheet, place))
    if row is None:
        raise Http404
    if request.method == "POST" and not keeping.bind.may(request.post):
        return redirect("reports:form", pk)
    asked = row.proposal.asked
    typed = on.typed.get((sheet, place))
    first = {
        "unit": str(asked.units[0].pk) if asked and asked.units else str(form.unit_id),
        "own": bool(asked and asked.own),
        "typed": typed.value if typed else "",
    }
    options = workbooks.Choices(on.found.workbook).at(on.found.workbook.sheet(sheet), place)
    change = CellForm(request.POST or None, known=on.known, options=options, initial=first)
    if change.is_bound and change.is_valid():
        try:
            _change(request, on, sheet, place, change.cleaned_data)
            return redirect(f"{reverse('reports:form', args=[pk])}?sheet={quote(sheet)}")
        except Refused as refused:
            change.add_error(None, refused.sentence)
    return render(
        request,
        "reports/form_cell.html",
        _cell_page(request, on, row, change, sheet),
        status=WRONG if change.errors else 200,
    )


def _place(cell: str) -> tuple[int, int]:
    try:
        return workbooks.at(cell)
    except ValueError as error:
        raise Http404 from error


def _change(request: StaffRequest, on: Desk, sheet: str, place: tuple[int, int], said: dict[str, Any]) -> None:
    if said["typed"].strip() or (sheet, place) in on.typed:
        keeping.type_in(on.form, by=request.post, sheet=sheet, place=place, value=said["typed"])
    row = on.rows[sheet, place]
    if said["indicator"] == "-":
        keeping.bind(on.form, by=request.post, sheet=sheet, place=place, asked=None)
    elif said["indicator"] or _moved(row.proposal.asked, said):
        asked = _asked(on, row, said)
        if asked is not None:
            keeping.bind(on.form, by=request.post, sheet=sheet, place=place, asked=asked)


def _moved(asked: Asked | None, said: dict[str, Any]) -> bool:
    return asked is not None and (str(asked.units[0].pk) != said["unit"] or asked.own != said["own"])


def _asked(on: Desk, row: Row, said: dict[str, Any]) -> Asked | None:
    before = row.proposal.asked
    unit = next((place for place in on.known.places if str(place.pk) == said["unit"]), on.known.home)
    period = before.period if before is not None else on.known.period
    scale = before.scale if before is not None else Decimal(1)
    if not said["indicator"]:
        return None if before is None else Asked((unit,), said["own"], before.selection, before.metric, period, scale)
    one = next(d for d in on.known.definitions if d.slug == said["indicator"])
    if one.adds != "sum" or one.held != "held":
        return Asked((unit,), said["own"], Selection(figure=one.slug), one.metric, period, scale)
    chosen = Selection(one.kinds, frozenset({one.line} - {""}), (), one.topics)
    metric = "attendances|people" if one.metric == "people" and one.unit == "人次" else one.metric
    return Asked((unit,), said["own"], chosen, metric, period, scale)


def _cell_page(request: StaffRequest, on: Desk, row: Row, change: CellForm, sheet: str) -> dict[str, Any]:
    one = row.proposal
    answer = row.answer
    ids = answer.entries if answer else ()
    entries = Entry.objects.for_post(request.post).standing().filter(pk__in=list(ids)[:500]).for_list()
    reason = (answer.reason if answer and answer.reason else "") or one.reason
    return {
        "form_kept": on.form,
        "sheet": sheet,
        "cell": one.cell,
        "row": row,
        "state": on.state((sheet, one.place), row),
        "value": said(row.value),
        "typed": on.typed.get((sheet, one.place)),
        "before": on.before.get(on.keys.get((sheet, one.place), ""), ""),
        "asked": one.asked,
        "said": _selection_words(one.asked, on.known) if one.asked else "",
        "parts": "、".join(workbooks.named(*part) for part in one.parts),
        "reason": reason,
        "entries": entries[:50],
        "count": len(ids),
        "elsewhere": elsewhere(on, one.asked),
        "figure_url": figure_url(request.post, one.asked, on.known),
        "form": change,
        "may": keeping.bind.may(request.post) and one.sort not in (Sort.REFUSED, Sort.FIELD),
    }


def _selection_words(asked: Asked, known: Known) -> str:
    """What is counted, in words."""
    chosen = asked.selection
    if chosen.figure:
        return next((one.words for one in known.definitions if one.slug == chosen.figure), chosen.figure)
    terms = ((known.kinds, chosen.kinds), (known.lines, chosen.lines), (known.topics, chosen.topics))
    parts = ["、".join(term.name for term in known_ones if term.slug in some) for known_ones, some in terms]
    parts += [_("名称里有“%(words)s”") % {"words": words} for words in chosen.titles]
    metric = next((one.name for one in known.metrics if one.slug == asked.metric.partition("|")[0]), "")
    return f"{' · '.join(part for part in parts if part) or _('各类活动')} · {metric}"


# --- what is done to a form -------------------------------------------------------------------------------------------


@require_POST
@for_posts(PostKind.OFFICER)
def fill(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Fill it as it stands, and keep the bindings."""
    form = form_tasks.fill(_form(request, pk), by=request.post)
    if form.queued_at is None:
        messages.success(request, _("填好了 %(n)d 格，可以下载") % {"n": form.counts["answered"] + form.counts["hand"]})
    return redirect("reports:form", pk)


@require_POST
@for_posts(PostKind.OFFICER)
def manner(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change the conventions of this form."""
    form, said = _form(request, pk), MannerForm(request.POST)
    if said.is_valid():
        keeping.describe(form, by=request.post, settings={**form.settings, **said.settings})
    return redirect("reports:form", pk)


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
    """What the communities have answered, into the form at once."""
    keeping.merge(_form(request, pk), by=request.post)
    messages.success(request, _("各社区填的已经并入"))
    return redirect("reports:form", pk)


@require_safe
@for_posts(*SEE)
def filled(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The superior's own file, filled."""
    form = _form(request, pk)
    if form.result is None:
        raise Http404
    return attachment(bytes(form.result), form.filename.rpartition(".")[0] + ".xlsx", XLSX)


@require_safe
@for_posts(*SEE)
def source(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The file as it came."""
    form = _form(request, pk)
    return attachment(bytes(form.content), form.filename.rpartition(".")[0] + ".xlsx", XLSX)


# --- cells asked of a unit --------------------------------------------------------------------------------------------


class AnswerForm(forms.Form):
    """A field for each cell that the unit was asked."""

    def __init__(self, *args: Any, asked: CellAsk, said: dict[tuple[str, int, int], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        book = workbooks.opened(bytes(asked.workbook.content))
        choices = workbooks.Choices(book)
        for number, one in enumerate(asked.cells):
            place = (one["row"], one["column"])
            label = one["words"] or workbooks.named(*place)
            options = choices.at(book.sheet(one["sheet"]), place)
            self.fields[f"cell{number}"] = typed_field(label, options, said.get((one["sheet"], *place), ""))

    @property
    def values(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.fields]


@for_posts(PostKind.WORKER, *SEE)
def asked(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The cells that a unit was asked, to be typed by it."""
    one = get_object_or_404(CellAsk.objects.for_post(request.post), pk=pk)
    rows = one.workbook.typed.filter(Q(unit=one.unit)).values_list("sheet", "row", "column", "value")
    said = {(sheet, row, column): value for sheet, row, column, value in rows}
    form = AnswerForm(request.POST or None, asked=one, said=said)
    if request.method == "POST" and form.is_valid():
        keeping.answer(one, by=request.post, values=form.values)
        messages.success(request, _("已经交给街道"))
        return redirect("reports:form-asked", pk)
    return render(
        request, "reports/form_asked.html", {"asked": one, "form": form, "may": keeping.answer.may(request.post)}
    )
