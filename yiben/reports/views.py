from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
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
from yiben.reports import actions, clerk_templates, keeping_text
from yiben.reports.carried import marks
from yiben.reports.defaults import document as brought
from yiben.reports.defaults import ours
from yiben.reports.drawn import PICTURES
from yiben.reports.forms import BuildForm, EditForm, IssueForm, RemarksForm, TemplateForm, offered
from yiben.reports.frozen import Part, parts
from yiben.reports.grammar import DOCUMENT_WORDS, LOOPS
from yiben.reports.manners import FILTERS
from yiben.reports.models import MOVERS, TRANSITIONS, Move, Report, State, Template
from yiben.reports.render import COUNTS, LIMITS, Piece, Rendered, ShownLine, ShownTable, shelf
from yiben.reports.render import render as worked_out
from yiben.reports.since import changes
from yiben.reports.text import Text
from yiben.terms.models import definitions
from yiben.units.models import Line, PostKind
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


# --- clerks' templates ----------------------------------------------------------------------------------------------


@require_GET
@for_posts(*SEE)
def templates(request: StaffRequest) -> HttpResponse:
    """The street's templates in use."""
    found = Template.objects.for_post(request.post).annotate(drafted=Count("reports"))
    context = {
        "templates": found.select_related("kept_by__person"),
        "may_keep": clerk_templates.keep.may(request.post),
        "ours": offered(request.post),
    }
    return render(request, "reports/template_list.html", context)


@require_http_methods(["GET", "POST"])
@for_posts(PostKind.OFFICER)
def keep_template(request: StaffRequest) -> HttpResponse:
    """Upload one; what it says that can't be understood stands under the form, by paragraph."""
    form, findings = TemplateForm(request.POST or None, request.FILES or None), ()
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            found = clerk_templates.keep_template(
                by=request.post,
                unit=request.post.tenant,
                name=form.cleaned_data["name"],
                filename=upload.name,
                data=upload.content,
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
            findings = getattr(refused, "findings", ())
        else:
            messages.success(request, _("模板“%(name)s”可以用了") % {"name": found.name})
            return redirect("reports:templates")
    context = {"form": form, "findings": findings, **_examples()}
    return render(request, "reports/template_keep.html", context, status=422 if form.is_bound else 200)


def _examples() -> dict[str, str]:
    """Words between braces, which a page of ours would take for its own."""
    return {
        "figure_example": "{{ 志愿服务场次 }}",
        "loop_example": "{% for 社区 in 各社区 %}",
        "loop_end": "{% endfor %}",
        "if_example": "{% if 志愿服务场次 %}",
        "if_end": "{% endif %}",
        "else_example": "{% else %}",
    }


STRETCHES = (
    ("上年同期", _lazy("上一年同一时段的数；时段还没过完的，算到上一年的今天")),
    ("累计", _lazy("从当年1月1日到时段最后一天的数")),
    ("同比", _lazy("与上年同期相比的变化，如：增长12.5%、下降3%、持平；比率写作提高2个百分点")),
)
NUMBERED = (
    ("章号", _lazy("一、二、三……，用在一级标题前；下面什么都没有的标题不写")),
    ("节号", _lazy("每一章里从一数起，用在“（一）”这样的标题里")),
    ("点号", _lazy("用在“一是”“二是”里；只有一点时不写“一是”")),
)
WRITTEN = (
    ("工会会费收缴金额", "元", "21994.5"),
    ("工会会费收缴金额", "万元", "21994.5"),
    ("工会会费收缴金额", "千分位", "21994.5"),
    ("学社衔接率", "百分比", "95.5"),
    ("志愿服务场次", "汉字", "128"),
    ("工会会费收缴金额", "大写", "21994.5"),
    ("志愿服务场次", "余", "128"),
    ("活动参与人次", "约", "1286"),
    ("标题", "分行", "青棠街道2025年群团和民生工作总结"),
)
"""Each manner of writing a figure, shown at one."""


@require_GET
@for_posts(*SEE)
def template_names(request: StaffRequest) -> HttpResponse:
    """All that can be written between braces."""
    catalogue = [one for one in definitions(request.post.tenant).values() if one.name.isidentifier()]
    lines = {line.slug: line.name for line in Line.objects.all()}
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for one in catalogue:
        groups.setdefault(lines.get(one.line, _("各条线")), []).append(("{{ " + one.name + " }}", one.unit, one.brief))
    context = {
        "groups": groups,
        "words": ["{{ " + name + " }}" for name in DOCUMENT_WORDS],
        "counts": ["{{ " + name + " }}" for name in COUNTS],
        "loops": [
            (f"{{% for {words[0]} in {loop} %}}", ["{{ " + word + " }}" for word in words])
            for loop, words in LOOPS.items()
        ],
        "lines": list(dict.fromkeys(lines.values())),
        "line_example": f"{{{{ 活动场次 | {next(iter(lines.values()), '')} }}}}",
        "line_loop": f"{{% for 任务 in 各任务 | {next(iter(lines.values()), '')} %}}",
        "stretches": [(f"{{{{ 活动场次 | {word} }}}}", told) for word, told in STRETCHES],
        "numberings": [(f"{{{{ {name} }}}}", told) for name, told in NUMBERED],
        "pictures": ["{{ " + name + " }}" for name in PICTURES],
        "filters": [(f"{{{{ {name} | {word} }}}}", number, FILTERS[word](number)) for name, word, number in WRITTEN],
        **_examples(),
    }
    return render(request, "reports/template_names.html", context)


@require_GET
@for_posts(*SEE)
def template_ours(request: StaffRequest) -> HttpResponse:
    """One that Yiben brought along, to be used as it is or changed in Word or WPS."""
    slug = request.GET.get("which", "brief")
    if slug not in ours():
        raise Http404
    return attachment(brought(slug), f"{ours()[slug].called}.docx", DOCX)


@require_POST
@for_posts(PostKind.OFFICER)
def drop_template(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = clerk_templates.drop_template(_template(request, pk), by=request.post)
    messages.success(request, _("模板“%(name)s”已停用，已起草的汇报不受影响") % {"name": found.name})
    return redirect("reports:templates")


@require_GET
@for_posts(*SEE)
def template_source(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The template as it was uploaded."""
    found = _template(request, pk)
    return attachment(bytes(found.source), f"{found.name}.docx", DOCX)


def _template(request: StaffRequest, pk: UUID) -> Template:
    return get_object_or_404(Template.objects.for_post(request.post), pk=pk)
