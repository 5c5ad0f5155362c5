"""The page of a trace code: a figure as an issued report printed it, what it meant, and what has come of it since."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiben.figures.rollup import behind
from yiben.ledger.models import Entry
from yiben.lib.plain import plain
from yiben.reports.models import Citation, Report
from yiben.reports.since import definition_cited, period_cited, since
from yiben.units.models import PostKind
from yiben.units.scope import StaffRequest, for_posts

SEE = (PostKind.OFFICER, PostKind.LEAD, PostKind.AUDITOR)
PER_PAGE = 30
LONGEST = 40


@require_safe
@for_posts(*SEE)
def enter(request: StaffRequest) -> HttpResponse:
    """Where a code is typed that stands on paper."""
    typed = request.GET.get("code", "")
    code = _as_kept(typed)
    if code and _cited(request).filter(code=code).exists():
        return redirect("traces:trace", code)
    wrong = _("没有这个溯源码，或者它的汇报不在您的范围内。请照来源说明上的十个字母和数字再输一遍。") if code else ""
    return render(request, "reports/trace_enter.html", {"typed": typed, "wrong": wrong})


def _as_kept(typed: str) -> str:
    """A code as people type it from paper, in full-width digits, small letters, with strokes or blanks."""
    return re.sub(r"[\W_]+", "", plain(typed)).upper()[:LONGEST]


def _cited(request: StaffRequest) -> QuerySet[Citation]:
    return Citation.objects.filter(report__in=Report.objects.for_post(request.post).values("pk"))


@require_safe
@for_posts(*SEE)
def trace(request: StaffRequest, code: str) -> HttpResponse:
    """One figure of an issued report: its definition in words, then, now and why, the entries that it rested on."""
    cited = _cited(request).select_related("report", "unit", "measure", "line")
    citation = get_object_or_404(cited, code=_as_kept(code))
    change = since(citation, request.post)
    rested_on = behind(
        definition_cited(citation),
        citation.unit,
        period_cited(citation),
        as_of=citation.as_of,
        measure=citation.measure_id,
    )
    seen = rested_on.filter(pk__in=Entry.objects.for_post(request.post).values("pk"))
    page = Paginator(seen.for_list().order_by("-start", "-recorded_at", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "reports/trace.html",
        {
            "citation": citation,
            "definition": change.now.definition,
            "period": period_cited(citation),
            "now": change.now,
            "change": change,
            "page": page,
            "hidden": max(citation.entries - page.paginator.count, 0),
            "figure_url": figure_url(citation),
            "manner": "money" if change.now.definition.metric == "money" else "",
        },
    )


def figure_url(citation: Citation) -> str:
    """The page of the same figure as it is today."""
    asked = {"unit": citation.unit.code, "period": str(period_cited(citation))}
    asked |= {"measure": str(citation.measure_id)} if citation.measure_id else {}
    asked |= {"line": citation.line_id} if citation.line_id else {}
    return reverse("figures:figure", args=[citation.indicator_id]) + "?" + urlencode(asked)
