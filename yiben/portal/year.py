"""The page of a new year: what of the old one goes on, and what is to be done about the rest."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiben.ledger.months import months_of
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.plans.models import Plan, PlanState
from yiben.plans.opening import may_open
from yiben.reports.form_models import Frequency, Workbook
from yiben.reports.models import Template
from yiben.units.models import Post, PostKind
from yiben.units.prolonging import prolong_post
from yiben.units.scope import StaffRequest, for_posts

OPENERS = (PostKind.OFFICER, PostKind.LEAD, PostKind.ADMIN)
FROM_MONTH = 10
"""From October the year that is opened is the next one."""


def year_opened(day: date) -> int:
    return day.year + (day.month >= FROM_MONTH)


@require_safe
@for_posts(*OPENERS)
def year(request: StaffRequest) -> HttpResponse:
    """What opens the year: plans drafted from last year's, forms and templates that go on, posts that end before."""
    opening = year_opened(today())
    told = _of_admin(request.post, opening) if request.post.kind == PostKind.ADMIN else _of_lines(request.post, opening)
    return render(request, "portal/year.html", {"year": opening, "before": opening - 1} | told)


def _of_lines(post: Post, opening: int) -> dict[str, Any]:
    seen = Plan.objects.for_post(post)
    later = {plan.unit_id: plan for plan in seen.filter(year=opening).exclude(state=PlanState.DROPPED)}
    plans = [
        (plan, later.get(plan.unit_id), may_open(plan, post))
        for plan in seen.filter(year=opening - 1, state=PlanState.CONFIRMED)
    ]
    forms = Workbook.objects.for_post(post).exclude(frequency=Frequency.ONCE).values("series")
    return {
        "plans": plans,
        "forms": list(forms.annotate(last=Max("end")).order_by("series")),
        "templates": Template.objects.filter(unit=post.tenant, ours="").count() if post.tenant else 0,
    }


def _of_admin(post: Post, opening: int) -> dict[str, Any]:
    tenant = post.tenant
    months = months_of(tenant, opening - 1, today()) if tenant else []
    ending = Post.objects.under(post.unit).filter(until__gte=today(), until__lt=date(opening, 12, 31))
    return {
        "ending": ending.select_related("person", "unit").order_by("until", "unit__path"),
        "closed": sum(month.closed for month in months),
        "end": date(opening, 12, 31),
    }


@require_POST
@for_posts(PostKind.ADMIN)
def prolong(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a post run on to the end of the year that is opened."""
    post = get_object_or_404(Post.objects.under(request.post.unit), pk=pk)
    end = date(year_opened(today()), 12, 31)
    try:
        held = prolong_post(post, by=request.post, until=end, today=today())
        messages.success(request, _("%(name)s的岗位延到%(year)d年底。") % {"name": held.person.name, "year": end.year})
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("portal:year")
