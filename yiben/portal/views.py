from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiben.ledger.chain import walk
from yiben.ledger.models import Head
from yiben.lib.downloads import XLSX, attachment
from yiben.lib.periods import Period, today
from yiben.portal import desk
from yiben.portal.acts_table import acts_workbook
from yiben.portal.forms import ActFilterForm
from yiben.portal.traces import told
from yiben.reports.models import Report, State
from yiben.terms.models import definitions
from yiben.units.models import Act, Post, PostKind, Unit
from yiben.units.scope import StaffRequest, for_posts, what_comes_first

ROWS = 50


@require_safe
@login_required
def home(request: StaffRequest) -> HttpResponse:
    """The first page of whoever signed in: what waits for her in the post she acts in."""
    before = what_comes_first(request)
    if before is not None:
        return before
    if request.post is None:
        return render(request, "portal/no_post.html")
    kind = PostKind(request.post.kind)
    day = today()
    said = {"today": day, "this_month": Period.of_month(day.year, day.month)}
    return render(request, f"portal/{kind}.html", HOMES[kind](request.post) | said)


def _worker(post: Post) -> dict[str, Any]:
    known = definitions(post.tenant, retired=True)
    return {
        "asked": desk.asked_of(post),
        "owed": desk.owed_by(post),
        "cells": desk.cells_asked_of(post),
        "twins": desk.twins_of(post),
        "latest": desk.latest_of(post),
        "month": desk.month_of(post, today(), known=known),
        "shares": desk.shares_of(post, today(), known=known),
    }


def _officer(post: Post) -> dict[str, Any]:
    open_reports = Report.objects.for_post(post).exclude(state=State.ISSUED).defer("body", "document", "sources")
    late = desk.late_of(post, today())
    return {
        "asked": desk.asked_of(post),
        "late": late,
        "by_line": desk.month_by_line(post, today()),
        "reports": open_reports[: desk.LATEST],
        "drafts": desk.drafts_of(post),
        "to_attribute": desk.to_attribute(post, late.year) if late.tracked else 0,
    }


def _lead(post: Post) -> dict[str, Any]:
    reports = Report.objects.for_post(post).defer("body", "document", "sources")
    return {
        "asked": desk.asked_of(post),
        "waiting": reports.filter(state__in=[State.SENT, State.REVIEWED])[: desk.LATEST],
        "late": desk.late_of(post, today()),
        "issued": reports.filter(state=State.ISSUED).order_by("-issued_at")[:3],
    }


def _auditor(post: Post) -> dict[str, Any]:
    issued = Report.objects.for_post(post).filter(state=State.ISSUED).defer("body", "document", "sources")
    return {"acts": _latest_acts(post), "issued": issued.order_by("-issued_at")[: desk.LATEST]}


def _admin(post: Post) -> dict[str, Any]:
    return {
        "acts": _latest_acts(post),
        "ending": desk.posts_ending(post, today()),
        "units": Unit.objects.for_post(post).on(today()).count(),
        "posts": Post.objects.under(post.unit).on(today()).count(),
    }


HOMES: dict[PostKind, Callable[[Post], dict[str, Any]]] = {
    PostKind.WORKER: _worker,
    PostKind.OFFICER: _officer,
    PostKind.LEAD: _lead,
    PostKind.AUDITOR: _auditor,
    PostKind.ADMIN: _admin,
}


def _latest_acts(post: Post) -> list[Any]:
    return [told(act) for act in Act.objects.for_post(post).select_related("person", "post__unit")[: desk.LATEST]]


@require_safe
@for_posts(PostKind.WORKER)
def shares(request: StaffRequest) -> HttpResponse:
    """Every promise of the street with the part that the worker's unit has in it."""
    return render(request, "portal/shares.html", {"shares": desk.shares_of(request.post, today(), every=True)})


@require_safe
@for_posts(PostKind.AUDITOR, PostKind.ADMIN)
def acts(request: StaffRequest) -> HttpResponse:
    """Who did what, when: an auditor reads all of it, an administrator what administrators did."""
    filters = ActFilterForm(request.GET, post=request.post)
    export_url = f"{reverse('portal:acts-workbook')}?{request.GET.urlencode()}"
    page = Paginator(filters.acts(), ROWS).get_page(request.GET.get("page"))
    context = {"filters": filters, "page": page, "rows": [told(act) for act in page], "export_url": export_url}
    return render(request, "portal/acts.html", context)


MOST_ACTS = 100_000
"""In one file: the newest. Filters reach the others."""


@require_safe
@for_posts(PostKind.AUDITOR, PostKind.ADMIN)
def acts_table(request: StaffRequest) -> HttpResponse:
    """The acts of the page's filters as an Excel table."""
    found = ActFilterForm(request.GET, post=request.post).acts()[:MOST_ACTS]
    content = acts_workbook(found.iterator(chunk_size=2000))
    return attachment(content, _("办理痕迹") + f"{today():%Y%m%d}.xlsx", XLSX)


@require_http_methods(["GET", "HEAD", "POST"])
@for_posts(PostKind.AUDITOR, PostKind.LEAD)
def verify(request: StaffRequest) -> HttpResponse:
    """The end of every unit's chain; on a press, every digest worked out again."""
    units = list(Unit.objects.for_post(request.post))
    heads = {head.unit_id: head for head in Head.objects.filter(unit__in=units)}
    asked = request.method == "POST"
    walks = {unit.pk: walk(unit, heads.get(unit.pk)) for unit in units} if asked else {}
    rows = [(unit, heads.get(unit.pk), walks.get(unit.pk)) for unit in units]
    return render(
        request,
        "portal/verify.html",
        {
            "rows": [(unit, head, found) for unit, head, found in rows if head or (found and found.breaks)],
            "asked": asked,
            "breaks": [broken for found in walks.values() for broken in found.breaks],
        },
    )
