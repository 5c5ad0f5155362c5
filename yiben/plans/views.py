from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yiben.lib.downloads import DOCX, XLSX, attachment
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.lib.uploads import Type, type_of
from yiben.plans import actions
from yiben.plans.agenda import agenda_of, standings_of, tracked_in
from yiben.plans.comparing import compared
from yiben.plans.deciding import DECIDERS, lines_of_others
from yiben.plans.draft import Counts, Pair, findings_of, groups_of, pairs_of, paragraphs_of, source_of
from yiben.plans.exports import measures_workbook, plans_workbook
from yiben.plans.forms import (
    IssueForm,
    MeasureForm,
    NoteForm,
    ReasonForm,
    ReviseForm,
    TargetForm,
    UploadForm,
    indicator_choices,
    tried,
)
from yiben.plans.keydates import YEARS
from yiben.plans.models import Measure, Plan, PlanState, Receipt, Target, Upcoming, UpcomingQuerySet
from yiben.plans.opening import may_open
from yiben.plans.receipts import issued_of, own_receipt
from yiben.plans.spans import pieces
from yiben.plans.stretches import rhythms_of
from yiben.plans.upcoming import call_off
from yiben.units.acts import READERS, WRITERS
from yiben.units.models import Line, PostKind, Unit
from yiben.units.scope import StaffRequest, for_posts

ROWS = 30
WRONG = 422
OFFICER = PostKind.OFFICER
WATCHERS = (PostKind.OFFICER, PostKind.LEAD, PostKind.AUDITOR)


# -- reading plans


@require_GET
@for_posts(*READERS)
def plans(request: StaffRequest) -> HttpResponse:
    """Work points, the newest year first."""
    page = Paginator(_listed(request), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "may_upload": actions.upload.may(request.post),
        "owed": set(Receipt.objects.owed_by(request.post).values_list("plan", flat=True)),
    }
    return render(request, "plans/list.html", context)


def _listed(request: StaffRequest) -> QuerySet[Plan]:
    kept = Q(measures__dropped=False) | Q(measures__why_dropped__gt="")
    waiting = Receipt.objects.for_post(request.post).waiting()
    counted = Plan.objects.for_post(request.post).annotate(
        kept=Count("measures", filter=kept, distinct=True),
        numbers=Count("measures__targets", filter=kept, distinct=True),
        waiting=Count("receipts", filter=Q(receipts__in=waiting.values("pk")), distinct=True),
    )
    return counted.exclude(state=PlanState.DROPPED).order_by("-year", "-uploaded_at", "pk")


@require_GET
@for_posts(*READERS)
def plans_table(request: StaffRequest) -> HttpResponse:
    """The same list as an Excel table."""
    return attachment(plans_workbook(_listed(request)), _("工作要点") + f"{today():%Y%m%d}.xlsx", XLSX)


@require_GET
@for_posts(*READERS)
def measures_table(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A plan's measures as an Excel table, as its page lists them."""
    plan = _plan(request, pk)
    content = measures_workbook(plan, groups_of(plan, _kept(plan), paragraphs_of(plan)))
    return attachment(content, f"{plan.title}.xlsx", XLSX)


@require_GET
@for_posts(*READERS)
def calendar(request: StaffRequest) -> HttpResponse:
    """A year's key days, what the work points owe by when, and how that stands today."""
    now = today()
    year = _year(request, now.year)
    lines = [one for one in Line.objects.filter(active=True) if request.post.answers_for(one.slug)]
    line = next((one for one in lines if one.slug == request.GET.get("line")), None)
    measures = tracked_in(year, request.post, line.slug if line else "")
    standings = standings_of(measures, request.post.unit, year, now)
    context = {
        "agenda": agenda_of(measures, year, _announced(request, year), standings, now),
        "lines": lines,
        "line": line,
        "today": now,
        "entry_page": settings.ENTRY_PAGE if call_off.may(request.post) else "",
        "before": year - 1 if year - 1 in YEARS else None,
        "after": year + 1 if year + 1 in YEARS else None,
        "this_month": now.month if year == now.year else None,
        "progress_page": settings.MEASURE_PAGE,
    }
    return render(request, "plans/calendar.html", context)


def _announced(request: StaffRequest, year: int) -> UpcomingQuerySet:
    announced = Upcoming.objects.for_post(request.post).open().filter(start__year=year)
    return announced.select_related("unit")


@require_POST
@for_posts(*WRITERS)
def not_held(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was announced will not be held."""
    call_off(get_object_or_404(Upcoming.objects.for_post(request.post).select_related("unit"), pk=pk), by=request.post)
    messages.success(request, _("已从日历上去掉"))
    return redirect("plans:calendar")


def _year(request: StaffRequest, otherwise: int) -> int:
    """The year asked for, where it is one of the calendar's."""
    asked = request.GET.get("year", "")
    return int(asked) if re.fullmatch(r"\d{4}", asked, re.ASCII) and int(asked) in YEARS else otherwise


@require_GET
@for_posts(*READERS)
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A plan in the document's order: headings, measures, targets."""
    plan = _plan(request, pk)
    if plan.state == PlanState.DRAFT and actions.may_edit(plan, request.post):
        return redirect("plans:draft", pk)
    return _plan_page(request, plan, NoteForm())


def _plan_page(request: StaffRequest, plan: Plan, form: NoteForm) -> HttpResponse:
    pairs = _kept(plan)
    own = own_receipt(plan, request.post)
    context = {
        "issued": issued_of(plan, request.post) if request.post.kind in WATCHERS else None,
        "may_issue": actions.may_issue(plan, request.post),
        "may_revise": actions.may_revise(plan, request.post),
        "may_confirm": actions.may_confirm(plan, request.post),
        "next_year": plan.year + 1 if request.post.kind == OFFICER and may_open(plan, request.post) else None,
        "revision": plan.revisions.exclude(state=PlanState.DROPPED).defer("source").first(),
        "own": own,
        "form": form if own and not own.acknowledged_at and plan.state == PlanState.CONFIRMED else None,
        "plan": plan,
        "groups": groups_of(plan, pairs, paragraphs_of(plan)),
        "counts": Counts.of(pairs),
        "findings": findings_of(plan),
        "progress_page": settings.MEASURE_PAGE if plan.state == PlanState.CONFIRMED else "plans:measure",
    }
    return render(request, "plans/detail.html", context, status=WRONG if form.errors else 200)


@require_GET
@for_posts(*READERS)
def source(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The document as it was uploaded."""
    plan = _plan(request, pk)
    data = bytes(plan.source)
    word = type_of(data, plan.filename) == Type.DOCX
    return attachment(data, plan.filename or "plan", DOCX if word else "text/plain")


@require_GET
@for_posts(*READERS)
def measure(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One measure: its words, what they promise, and what its owner says of it."""
    found = get_object_or_404(Measure.objects.for_post(request.post).select_related("plan__unit", "same_as"), pk=pk)
    return _measure_page(request, found, ReasonForm())


def _measure_page(request: StaffRequest, found: Measure, form: ReasonForm) -> HttpResponse:
    tracked = found.plan.state == PlanState.CONFIRMED and not found.dropped
    context = {
        "plan": found.plan,
        "measure": found,
        "pair": (pair := Pair(found)),
        "rhythms": rhythms_of(pair.targets, found.plan.year, today()),
        "completions": found.completions.select_related("by__person"),
        "form": form if tracked and actions.may_declare(found, request.post) and _is_officer(request) else None,
        "progress_page": settings.MEASURE_PAGE if tracked else "",
    }
    return render(request, "plans/measure.html", context, status=WRONG if form.errors else 200)


# -- bringing one in


@for_posts(OFFICER)
def upload(request: StaffRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None, post=request.post)
    plan = tried(form, lambda: actions.upload(by=request.post, **form.said()))
    if plan is None:
        return render(request, "plans/upload.html", {"form": form}, status=WRONG if form.is_bound else 200)
    messages.success(request, _("已读出来，请对照原文核对。确认以前不会跟踪。"))
    return redirect("plans:draft", plan.pk)


@require_GET
@for_posts(OFFICER)
def draft(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Each measure beside its words, to be put right and confirmed."""
    plan = _plan(request, pk)
    if plan.state != PlanState.DRAFT or not actions.may_edit(plan, request.post):
        return redirect("plans:detail", pk)
    pairs, paragraphs = pairs_of(plan), paragraphs_of(plan)
    context = {
        "plan": plan,
        "others": lines_of_others(plan, request.post),
        "may_drop": actions.may_drop(plan, request.post),
        "groups": groups_of(plan, pairs, paragraphs),
        "counts": Counts.of(pairs),
        "findings": findings_of(plan),
        "source": source_of(paragraphs, pairs),
        "steps": [(_("上传文件"), "done"), (_("对照原文核对"), "now"), (_("确认后跟踪"), "")],
    }
    return render(request, "plans/draft.html", context)


@require_POST
@for_posts(*DECIDERS)
def confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    plan = actions.confirm(_plan(request, pk), by=request.post)
    told = _("已确认，任务开始跟踪。以前登记的记录，可以在“记录”里成批归集到任务。")
    if plan.revises_id:
        told = _("已确认修订，同一项任务接着跟踪。修订后的要点要重新下发。")
    messages.success(request, told)
    return redirect("plans:detail", plan.pk)


@require_POST
@for_posts(*DECIDERS)
def drop(request: StaffRequest, pk: UUID) -> HttpResponse:
    plan = actions.drop_plan(_plan(request, pk), by=request.post)
    messages.success(request, _("已放弃《%(title)s》的草稿，文件可以重新上传。") % {"title": plan.title})
    return redirect("plans:list")


# -- putting a draft right


@require_GET
@for_posts(OFFICER)
def pair(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A measure of a draft as it is shown again when nothing is to be changed."""
    found = _drafted(request, pk)
    return _changed(request, found)


@for_posts(OFFICER)
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _drafted(request, pk)
    form = MeasureForm(request.POST or None, measure=found)
    saved = tried(form, lambda: actions.edit_measure(found, by=request.post, **form.said()))
    return _changed(request, found) if saved else _editing(request, found, measure_form=form)


@require_POST
@for_posts(OFFICER)
def split(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _drafted(request, pk)
    at = request.POST.get("at", "")
    if not at.isascii() or not at.isdigit():
        raise Refused(_("请选择在哪里拆开"))
    added = actions.split_measure(found, min(int(at[:9]), len(found.text)), by=request.post)
    return _changed(request, found, added)


@require_POST
@for_posts(OFFICER)
def merge(request: StaffRequest, pk: UUID) -> HttpResponse:
    """With the next one."""
    found = _drafted(request, pk)
    following = actions.neighbour(found)
    if following is None:
        raise Refused(_("后面没有可以合并的任务"))
    gone = following.pk
    return _changed(request, actions.merge_measures(found, following, by=request.post), gone=gone)


@require_POST
@for_posts(OFFICER)
def leave_out(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _changed(request, actions.drop_measure(_drafted(request, pk), by=request.post))


@require_POST
@for_posts(OFFICER)
def keep(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _changed(request, actions.keep_measure(_drafted(request, pk), by=request.post))


@require_POST
@for_posts(OFFICER)
def add_target(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _drafted(request, pk)
    form = TargetForm(request.POST, measure=found, offered=indicator_choices(request.post.tenant))
    saved = tried(form, lambda: actions.add_target(found, form.goal, by=request.post))
    return _stay(request, found) if saved else _editing(request, found, target_form=form)


@require_POST
@for_posts(OFFICER)
def set_target(request: StaffRequest, pk: int) -> HttpResponse:
    target = _target(request, pk)
    form = TargetForm(
        request.POST, measure=target.measure, offered=indicator_choices(request.post.tenant), target=target
    )
    saved = tried(form, lambda: actions.set_target(target, form.goal, by=request.post))
    return _stay(request, target.measure) if saved else _editing(request, target.measure, target_form=form)


@require_POST
@for_posts(OFFICER)
def remove_target(request: StaffRequest, pk: int) -> HttpResponse:
    return _stay(request, actions.remove_target(_target(request, pk), by=request.post))


# -- revising it


@for_posts(OFFICER)
def revise(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The revised document of a plan that is tracked."""
    plan = _plan(request, pk)
    if not actions.may_revise(plan, request.post):
        raise Refused(_("只能修订本单位及所辖单位已确认的工作要点"))
    form = ReviseForm(request.POST or None, request.FILES or None)
    draft = tried(form, lambda: actions.revise(plan, by=request.post, **form.said()))
    if draft is None:
        return render(
            request, "plans/revise.html", {"form": form, "plan": plan}, status=WRONG if form.is_bound else 200
        )
    messages.success(request, _("已读出来，请核对改了哪些。确认以前，原要点照旧跟踪。"))
    return redirect("plans:revision", draft.pk)


@require_GET
@for_posts(*READERS)
def revision(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What changed from the plan before: side by side, word by word."""
    plan = _plan(request, pk)
    if plan.revises_id is None:
        return redirect("plans:detail", pk)
    open_ = plan.state == PlanState.DRAFT and actions.may_edit(plan, request.post)
    steps = [(_("上传修订稿"), "done"), (_("核对改动"), "now"), (_("确认后跟踪"), "")] if open_ else []
    context = {"plan": plan, "comparison": compared(plan), "may_edit": open_, "steps": steps}
    context |= {
        "may_confirm": actions.may_confirm(plan, request.post),
        "may_drop": actions.may_drop(plan, request.post),
        "others": lines_of_others(plan, request.post) if open_ else [],
    }
    return render(request, "plans/revision.html", context)


@require_POST
@for_posts(OFFICER)
def match(request: StaffRequest, pk: UUID) -> HttpResponse:
    """With which measure of the plan before this one goes on; with none, where none is named."""
    found, wanted = _drafted(request, pk), request.POST.get("old", "")
    if found.plan.revises is None:
        raise Refused(_("只能对应到原要点里的任务"))
    known = {str(measure.pk): measure for measure in found.plan.revises.measures.filter(dropped=False)}
    if wanted and wanted not in known:
        raise Refused(_("只能对应到原要点里的任务"))
    actions.match(found, known.get(wanted), by=request.post)
    return redirect(f"{reverse('plans:revision', args=[found.plan_id])}#m-{pk}")


@require_POST
@for_posts(OFFICER)
def decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Whether what a person had put right stands, or what the revised words say."""
    found = _drafted(request, pk)
    actions.decide(found, by=request.post, mine=request.POST.get("stands") == "mine")
    return redirect(f"{reverse('plans:revision', args=[found.plan_id])}#m-{pk}")


# -- issuing it


@require_GET
@for_posts(*WATCHERS)
def receipts(request: StaffRequest, pk: UUID) -> HttpResponse:
    """To whom it was issued, who has not said yet that it arrived, and to whom else it may go."""
    return _receipts_page(request, _plan(request, pk))


@require_POST
@for_posts(*DECIDERS)
def issue(request: StaffRequest, pk: UUID) -> HttpResponse:
    plan = _plan(request, pk)
    form = IssueForm(request.POST, offered=_not_issued(plan))
    if tried(form, lambda: actions.issue(plan, by=request.post, units=form.chosen)) is None:
        return _receipts_page(request, plan, form)
    messages.success(request, _("已下发。"))
    return redirect("plans:receipts", pk)


@require_POST
@for_posts(*DECIDERS)
def recall(request: StaffRequest, pk: UUID) -> HttpResponse:
    """From the unit that the form names."""
    rows = issued_of(_plan(request, pk), request.post).waiting
    named = {str(row.unit_id): row for row in rows}.get(request.POST.get("unit", ""))
    if named is None:
        raise Refused(_("这个单位已经签收，或者已经收回，请刷新页面"))
    actions.recall(named, by=request.post)
    messages.success(request, _("已从%(unit)s收回。") % {"unit": named.unit.name})
    return redirect("plans:receipts", pk)


@require_POST
@for_posts(*WRITERS)
def acknowledge(request: StaffRequest, pk: UUID) -> HttpResponse:
    plan, form = _plan(request, pk), NoteForm(request.POST)
    own = own_receipt(plan, request.post)
    if own is None:
        raise Refused(_("这份工作要点没有下发给本单位"))
    if not form.is_valid():
        return _plan_page(request, plan, form)
    actions.acknowledge(own, by=request.post, note=form.cleaned_data["note"])
    messages.success(request, _("已签收。"))
    return redirect("plans:detail", pk)


def _receipts_page(request: StaffRequest, plan: Plan, form: IssueForm | None = None) -> HttpResponse:
    may_issue = actions.may_issue(plan, request.post)
    offered = _not_issued(plan) if may_issue else []
    context = {
        "plan": plan,
        "issued": issued_of(plan, request.post),
        "may_issue": may_issue,
        "form": form or (IssueForm(offered=offered) if offered else None),
    }
    return render(request, "plans/receipts.html", context, status=WRONG if form else 200)


def _not_issued(plan: Plan) -> list[Unit]:
    return list(actions.issuable(plan).exclude(pk__in=plan.receipts.standing().values("unit")))


# -- what an owner says


@require_POST
@for_posts(OFFICER)
def done(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _say(request, pk, actions.declare_done)


@require_POST
@for_posts(OFFICER)
def take_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _say(request, pk, actions.take_back)


def _say(request: StaffRequest, pk: UUID, verb: Callable[..., object]) -> HttpResponse:
    found = get_object_or_404(Measure.objects.for_post(request.post).select_related("plan__unit"), pk=pk)
    form = ReasonForm(request.POST)
    if tried(form, lambda: verb(found, by=request.post, reason=form.cleaned_data["reason"])) is None:
        return _measure_page(request, found, form)
    messages.success(request, _("已记下。"))
    return redirect("plans:measure", pk)


# -- what is found, and the answers


def _kept(plan: Plan) -> list[Pair]:
    """All that was promised, what a revision cancelled since included."""
    return [pair for pair in pairs_of(plan) if not pair.measure.dropped or pair.measure.why_dropped]


def _is_officer(request: StaffRequest) -> bool:
    return request.post.kind == OFFICER


def _plan(request: StaffRequest, pk: UUID) -> Plan:
    return get_object_or_404(Plan.objects.for_post(request.post), pk=pk)


def _drafted(request: StaffRequest, pk: UUID) -> Measure:
    """A measure of a draft that the post may read; who may change it is the verb's to say."""
    drafts = Plan.objects.for_post(request.post).filter(state=PlanState.DRAFT)
    found = (
        Measure.objects.filter(plan__in=drafts).select_related("plan__unit", "paragraph", "line").defer("plan__source")
    )
    return get_object_or_404(found, pk=pk)


def _target(request: StaffRequest, pk: int) -> Target:
    drafts = Plan.objects.for_post(request.post).filter(state=PlanState.DRAFT)
    found = (
        Target.objects.filter(measure__plan__in=drafts)
        .select_related("measure__plan__unit")
        .defer("measure__plan__source")
    )
    return get_object_or_404(found, pk=pk)


def _asks_for_fragment(request: StaffRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _changed(request: StaffRequest, *measures: Measure, gone: UUID | None = None) -> HttpResponse:
    """The measures as they are now, with the counts; without a script, the draft at their place."""
    plan = measures[0].plan
    if not _asks_for_fragment(request):
        return redirect(f"{reverse('plans:draft', args=[plan.pk])}#m-{measures[0].pk}")
    pairs = pairs_of(plan)
    wanted = {measure.pk for measure in measures}
    context = {
        "plan": plan,
        "pairs": [pair for pair in pairs if pair.measure.pk in wanted],
        "counts": Counts.of(pairs),
        "gone": gone,
    }
    return render(request, "plans/_changed.html", context)


def _stay(request: StaffRequest, measure: Measure) -> HttpResponse:
    """Go on editing the same measure."""
    if not _asks_for_fragment(request):
        return redirect("plans:edit", measure.pk)
    return _editing(request, measure)


def _editing(
    request: StaffRequest,
    measure: Measure,
    *,
    measure_form: MeasureForm | None = None,
    target_form: TargetForm | None = None,
) -> HttpResponse:
    """One measure with all that may be changed of it: a fragment of the draft, or a page of its own."""
    offered = indicator_choices(request.post.tenant)
    forms = [TargetForm(measure=measure, offered=offered, target=target) for target in measure.targets.order_by("pk")]
    added = TargetForm(measure=measure, offered=offered)
    if target_form is not None:
        forms = [target_form if form.target == target_form.target else form for form in forms]
        added = target_form if target_form.target is None else added
    wrong = any(form.is_bound for form in (measure_form, target_form) if form is not None)
    pairs = pairs_of(measure.plan)
    context = {
        "plan": measure.plan,
        "pair": next(pair for pair in pairs if pair.measure.pk == measure.pk),
        "measure_form": measure_form or MeasureForm(measure=measure),
        "target_forms": forms,
        "new_target": added,
        "pieces": pieces(measure.text),
        "neighbour": actions.neighbour(measure),
        "counts": Counts.of(pairs),
        "adding": added.is_bound,
        "fragment": _asks_for_fragment(request),
    }
    template = "plans/_editing.html" if context["fragment"] else "plans/edit.html"
    return render(request, template, context, status=WRONG if wrong else 200)
