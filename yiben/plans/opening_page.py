"""The page on which the next year's work points are begun."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiben.lib.refused import Refused
from yiben.plans import opening
from yiben.plans.models import Plan, PlanState
from yiben.units.models import PostKind
from yiben.units.scope import StaffRequest, for_posts

WRONG = 422


@for_posts(PostKind.OFFICER)
def open_year(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Which of this year's measures recur; pressed, they are the next year's draft."""
    plan = get_object_or_404(Plan.objects.for_post(request.post).filter(state=PlanState.CONFIRMED), pk=pk)
    there = opening.opened(plan)
    if there is not None:
        return redirect("plans:detail", there.pk)
    if request.method != "POST":
        return _page(request, plan, "")
    try:
        ticked = {UUID(one) for one in request.POST.getlist("measures") if _is_key(one)}
        draft = opening.open_year(plan, by=request.post, measures=ticked)
    except Refused as refused:
        return _page(request, plan, refused.sentence)
    told = _("已起草%(year)d年的工作要点：可以下载成 Word 接着写，也可以就在这里核对。确认以前不会跟踪。")
    messages.success(request, told % {"year": draft.year})
    return redirect("plans:draft", draft.pk)


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _page(request: StaffRequest, plan: Plan, wrong: str) -> HttpResponse:
    measures = plan.measures.filter(dropped=False).order_by("order").prefetch_related("targets")
    ticked = set(request.POST.getlist("measures"))
    asked = request.method == "POST"
    rows = [
        (one, list(one.targets.all()), str(one.pk) in ticked if asked else opening.recurs(one, one.targets.all()))
        for one in measures
    ]
    groups = [(heading, list(group)) for heading, group in groupby(rows, key=lambda row: row[0].heading)]
    context = {
        "plan": plan,
        "year": plan.year + 1,
        "groups": groups,
        "wrong": wrong,
        "crumbs": [(_("工作要点"), reverse("plans:list")), (plan.title, reverse("plans:detail", args=[plan.pk]))],
    }
    return render(request, "plans/open_year.html", context, status=WRONG if wrong else 200)
