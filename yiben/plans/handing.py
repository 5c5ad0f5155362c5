"""What of this room is open in a post or at a unit, for whoever goes on with it (units/handing.py)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from yiben.plans.models import Measure, Plan, PlanState, Receipt, Upcoming
from yiben.units.handing import Work
from yiben.units.models import Unit


def of_posts(posts: Collection[int]) -> list[Work]:
    """The work points that she brought in and nobody has confirmed yet."""
    drafts = Plan.objects.filter(uploaded_by__in=posts, state=PlanState.DRAFT).defer("source")
    return [
        Work(_("还没确认的工作要点"), one.title, reverse("plans:detail", args=[one.pk]), post=one.uploaded_by_id)
        for one in drafts.order_by("uploaded_at")
    ]


def of_unit(unit: Unit) -> list[Work]:
    """The work points that the unit has not said have arrived, and what stands in its calendar."""
    owed = Receipt.objects.waiting().filter(unit__in=unit.carried).select_related("plan").defer("plan__source")
    told = Upcoming.objects.open().filter(unit__in=unit.carried).order_by("start")
    return [
        *(
            Work(_("要签收的工作要点"), one.plan.title, reverse("plans:detail", args=[one.plan_id]))
            for one in owed.order_by("issued_at")
        ),
        *(Work(_("日历上的活动"), one.title, reverse("plans:calendar"), one.start) for one in told),
    ]


def kept(unit: Unit, after: date) -> list[tuple[str, int]]:
    """The promises that name the unit: their words are those of an issued document, and stay as they are."""
    named = Measure.objects.tracked().filter(plan__unit=unit.tenant_id, lead_unit__contains=unit.name)
    return [(_("写着由它牵头的任务"), named.count())]
