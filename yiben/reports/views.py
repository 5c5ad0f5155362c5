from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiben.lib import office
from yiben.lib.downloads import DOCX, PDF, attachment
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.reports import actions, keeping_text
from yiben.reports.carried import marks
from yiben.reports.clerk_templates import newer
from yiben.reports.forms import BuildForm, EditForm, IssueForm, RemarksForm
from yiben.reports.frozen import Part, parts
from yiben.reports.models import MOVERS, TRANSITIONS, Move, Report, State
from yiben.reports.render import COUNTS, LIMITS, Piece, Rendered, ShownLine, ShownTable, shelf
from yiben.reports.render import render as worked_out
from yiben.reports.since import changes
from yiben.reports.text import Text
from yiben.units.models import PostKind
from yiben.units.scope import StaffRequest, for_posts

SEE = (PostKind.OFFICER, PostKind.LEAD, PostKind.AUDITOR)


@require_GET
@for_posts(*SEE)
def reports(request: StaffRequest) -> HttpResponse:
    """All reports that the post may read, newest first."""
    page = Paginator(Report.objects.for_post(request.post), 30).get_page(request.GET.get("page"))
    return render(request, "reports/list.html", {"page": page, "may_build": actions.build.may(request.post)})


@require_http_methods(["GET", "POST"])
@for_posts(PostKind.OFFICER)
def build(request: StaffRequest) -> HttpResponse:
    """Draft a report from the book."""
    form = BuildForm(request.POST or None, post=request.post, initial={"genre": request.GET.get("genre", "")})
    if request.method == "GET" or not form.is_valid():
        return render(request, "reports/build.html", {"form": form}, status=200 if request.method == "GET" else 422)
    try:
        report = actions.build(by=request.post, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return render(request, "reports/build.html", {"form": form}, status=422)
    return redirect("reports:detail", report.pk)


@require_GET
@for_posts(*SEE)
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A report: the text with its figures, its words counted, what is to do; issued, what has moved since."""
    report = _report(request, pk)
    if report.state == State.ISSUED:
        return _issued(request, report)
    rendered, shown_parts, trouble = _as_it_stands(report)
    remarks = list(report.remarks.select_related("by__person"))
    return render(
        request,
        "reports/detail.html",
        {
            "report": report,
            "returned": remarks[-1] if report.state == State.RETURNED and remarks else None,
            "waits": WAITS.get(State(report.state)),
            **_text(rendered),
            "parts": shown_parts,
            "trouble": trouble,
            "cited": [(cited, _linked(cited)[1]) for cited in rendered.cited],
            "steps": _steps(report),
            "remarks": remarks,
            "moves": _moves(request, report),
            "newer": _newer(request, report),
            "issue_form": IssueForm(initial={"date": today()}),
        },
    )


def _as_it_stands(report: Report) -> tuple[Rendered, Sequence[Part], str]:
    """Its figures as they are now; by a template, also what the document reads like, or why it can't be filled in."""
    if not report.template_id:
        return worked_out(report, shelf(report)), (), ""
    try:
        rendered, document = actions.written(report, shelf(report))
    except Refused as refused:
        return Rendered(Text((), ())), (), refused.sentence
    return rendered, parts(document), ""


def _text(rendered: Rendered) -> dict[str, object]:
    """A draft's text as it stands now: what the page and the preview beside an edit show of it."""
    return {
        "shown": [_shown(one) for one in rendered.shown],
        "words": rendered.words,
        "limits": LIMITS,
        "length": "overdue" if rendered.words > LIMITS[1] else "at_risk" if rendered.words > LIMITS[0] else "on_course",
        "findings": rendered.findings,
    }


def _issued(request: StaffRequest, report: Report) -> HttpResponse:
    citations = list(report.citations.select_related("unit", "indicator"))
    return render(
        request,
        "reports/issued.html",
        {
            "report": report,
            "parts": parts(bytes(report.document or b"")),
            "citations": citations,
            "changes": changes(report, request.post),
            "steps": _steps(report),
            "remarks": report.remarks.select_related("by__person"),
            "pdf": office.available() is not None,
        },
    )


def _shown(one: ShownLine | ShownTable) -> dict[str, object]:
    """A paragraph or table for the page: words, and figures with the page they open."""
    if isinstance(one, ShownLine):
        pieces, then = ([_linked(piece) for piece in some] for some in (one.pieces, one.then))
        return {"level": one.level, "number": one.number, "pieces": pieces, "then": then}
    rows = [[(*_linked(piece), side) for piece, side in zip(row, one.align, strict=True)] for row in one.rows]
    return {"table": one, "rows": rows, "head": list(zip(one.head, one.align, strict=True))}


def _linked(piece: Piece) -> tuple[str, str]:
    if isinstance(piece, str):
        return piece, ""
    asked = {"unit": piece.figure.unit.code, "period": str(piece.figure.period)}
    if piece.figure.measure:
        asked["measure"] = str(piece.figure.measure)
    slug = piece.figure.definition.slug.partition("@")[0]
    return piece.printed, reverse("figures:figure", args=[slug]) + "?" + urlencode(asked)


WAITS = {
    State.DRAFTED: _lazy("等起草人修改、送审。"),
    State.SENT: _lazy("等分管领导审阅。起草人不能审阅自己起草的汇报。"),
    State.RETURNED: _lazy("等起草人按意见修改后再送审。"),
    State.REVIEWED: _lazy("等分管领导出具。"),
}
STEPS = (State.DRAFTED, State.SENT, State.REVIEWED, State.ISSUED)


def _steps(report: Report) -> list[tuple[str, str]]:
    state = State.DRAFTED if report.state == State.RETURNED else State(report.state)
    at = STEPS.index(state)
    return [
        (str(step.label), "done" if place < at or state == State.ISSUED else "now" if place == at else "")
        for place, step in enumerate(STEPS)
    ]


def _moves(request: StaffRequest, report: Report) -> set[str]:
    """The moves that this post may make now: by the table, the kind of post, and that who drafts doesn't review."""
    wrote = actions.wrote(report, request.post)
    return {
        move
        for move in TRANSITIONS[report.state]
        if str(request.post.kind) in {str(kind) for kind in MOVERS[move]} and (move == Move.SEND or not wrote)
    } | ({"edit"} if _may_edit(request, report) else set())


def _newer(request: StaffRequest, report: Report) -> bool:
    """Whether this post may have it filled by a newer version of its template."""
    mine = actions.take_version.may(request.post) and report.state in (State.DRAFTED, State.RETURNED)
    return mine and report.template is not None and newer(report.template) is not None


def _may_edit(request: StaffRequest, report: Report) -> bool:
    mine = actions.edit.may(request.post) and report.state in (State.DRAFTED, State.RETURNED)
    return mine and not report.template_id


@require_http_methods(["GET", "POST"])
@for_posts(PostKind.OFFICER)
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change a draft's words."""
    report = _draft(request, pk)
    first = {"title": report.title, "body": report.body, "was": report.body}
    form = EditForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(report, by=request.post, **_same_breaks(form.cleaned_data))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("reports:detail", report.pk)
    status = 422 if request.method == "POST" else 200
    stock = shelf(report)
    names = [(definition.name, definition.unit) for definition in stock.definitions.values()]
    context = {
        "report": report,
        "kept_title": report.title,
        "form": form,
        "names": names,
        "counts": COUNTS,
        "tasks": list(stock.by_task),
        "example": "开展志愿服务{{ 志愿服务场次 }}场",
        "manner_example": "{{ 志愿服务场次 | 余 }}、{{ 志愿服务场次 | 上年同期 }}、{{ 志愿服务场次 | 同比 }}",
        "task_example": "{{ 活动场次：" + next(iter(stock.by_task), "开展“春送岗位”活动") + " }}",
    }
    return render(
        request, "reports/edit.html", context | _text(worked_out(_as_typed(report, form), stock)), status=status
    )


@require_http_methods(["GET", "POST"])
@for_posts(PostKind.OFFICER)
def keep_sections(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take sections from an earlier report into a draft."""
    report = _draft(request, pk)
    earlier = list(keeping_text.sources(report, request.post).defer("document", "sources")[:MOST_EARLIER])
    asked = request.POST.get("source") or request.GET.get("source") or (str(earlier[0].pk) if earlier else "")
    source = next((one for one in earlier if str(one.pk) == asked), None)
    if request.method == "POST":
        if source is None:
            raise Http404
        wanted = {int(at) for at in request.POST.getlist("section") if at.isdecimal()}
        keeping_text.keep_sections(
            report, by=request.post, source=source, wanted=wanted, was=request.POST.get("was", "").replace("\r\n", "\n")
        )
        messages.success(request, _("已取来，标着“上年”的数字请逐个核过"))
        return redirect("reports:edit", report.pk)
    offered_now = keeping_text.offered(source) if source else []
    found = [
        (one, [(line, marks(line)) for line in one.lines if "。" in line or line != one.lines[0]])
        for one in offered_now
    ]
    context = {"report": report, "earlier": earlier, "source": source, "sections": found}
    return render(request, "reports/keep_sections.html", context)


MOST_EARLIER = 12


@require_POST
@for_posts(PostKind.OFFICER)
def preview(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The text as typed, with its figures worked out; nothing is kept."""
    report = _as_typed(_draft(request, pk), EditForm(request.POST))
    return render(request, "reports/_preview.html", {"report": report} | _text(worked_out(report, shelf(report))))


def _as_typed(report: Report, form: EditForm) -> Report:
    """The report with the words of the form, unsaved."""
    report.title = str(form["title"].value() or "")[:200]
    report.body = str(form["body"].value() or "").replace("\r\n", "\n")[: actions.LONGEST]
    return report


def _same_breaks(said: dict[str, str]) -> dict[str, str]:
    """A browser sends line breaks as CRLF; the text is kept with LF."""
    return {name: value.replace("\r\n", "\n") for name, value in said.items()}


@require_POST
@for_posts(PostKind.OFFICER)
def take_version(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Fill it by its template's newest version."""
    actions.take_version(_report(request, pk), by=request.post)
    messages.success(request, _("已改按模板的新一版填写"))
    return redirect("reports:detail", pk)


@require_POST
@for_posts(*SEE)
def send(request: StaffRequest, pk: UUID) -> HttpResponse:
    actions.send(_report(request, pk), by=request.post)
    messages.success(request, _("已送审"))
    return redirect("reports:detail", pk)


@require_POST
@for_posts(*SEE)
def send_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    actions.send_back(_report(request, pk), by=request.post, remarks=_remarks(request))
    messages.success(request, _("已退回起草人"))
    return redirect("reports:detail", pk)


@require_POST
@for_posts(*SEE)
def review(request: StaffRequest, pk: UUID) -> HttpResponse:
    actions.review(_report(request, pk), by=request.post, remarks=_remarks(request))
    messages.success(request, _("已审阅通过，可以出具"))
    return redirect("reports:detail", pk)


def _remarks(request: HttpRequest) -> str:
    form = RemarksForm(request.POST)
    return form.cleaned_data["remarks"] if form.is_valid() else ""


@require_POST
@for_posts(*SEE)
def issue(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Issue it: number and date are typed here, and the bytes are frozen."""
    report, form = _report(request, pk), IssueForm(request.POST)
    if not form.is_valid():
        raise Refused(_("请填写成文日期"), field="date")
    actions.issue(report, by=request.post, **form.cleaned_data)
    messages.success(request, _("已出具，文件不再改变"))
    return redirect("reports:detail", pk)


@require_GET
@for_posts(*SEE)
def document(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The clean document: frozen bytes when issued, as it stands now before."""
    report = _report(request, pk)
    data = bytes(report.document) if report.document is not None else actions.preview(report)[0]
    return attachment(data, f"{report.title}.docx", DOCX)


@require_GET
@for_posts(*SEE)
def sources(request: StaffRequest, pk: UUID) -> HttpResponse:
    """来源说明, apart from the document."""
    report = _report(request, pk)
    data = bytes(report.sources) if report.sources is not None else actions.preview(report)[1]
    return attachment(data, f"{report.title}（来源说明）.docx", DOCX)


@require_GET
@for_posts(*SEE)
def pdf(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The issued document as PDF, where LibreOffice is."""
    report = _report(request, pk)
    if report.document is None:
        raise Http404
    return attachment(office.to_pdf(bytes(report.document)), f"{report.title}.pdf", PDF)


def _draft(request: StaffRequest, pk: UUID) -> Report:
    """A report whose words the post may still change: what stands in it can cite only what is hers to see."""
    report = _report(request, pk)
    if not report.is_for(request.post):
        raise Http404
    if report.state not in (State.DRAFTED, State.RETURNED):
        raise Refused(_("送审以后不能再改，请先退回"))
    if report.template_id:
        raise Refused(str(actions.NOT_EDITED))
    return report


def _report(request: StaffRequest, pk: UUID) -> Report:
    return get_object_or_404(
        Report.objects.for_post(request.post).select_related("unit__tenant", "drafted_by__person", "template"), pk=pk
    )
