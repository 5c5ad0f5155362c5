from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from yiben.plans.models import Plan, PlanState
from yiben.units.acts import READERS
from yiben.units.scope import StaffRequest, for_posts


@require_GET
@for_posts(*READERS)
def plans(request: StaffRequest) -> HttpResponse:
    """Work points by year, the newest first."""
    shown = Plan.objects.for_post(request.post).exclude(state=PlanState.DROPPED)
    return render(request, "plans/list.html", {"plans": shown})


@require_GET
@for_posts(*READERS)
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One plan in the document's order."""
    plan = get_object_or_404(Plan.objects.for_post(request.post), pk=pk)
    measures = plan.measures.filter(dropped=False).select_related("line").prefetch_related("targets__indicator")
    return render(request, "plans/detail.html", {"plan": plan, "measures": measures})
