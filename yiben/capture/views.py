from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from yiben.units.acts import WRITERS
from yiben.units.scope import StaffRequest, for_posts


@require_safe
@for_posts(*WRITERS)
def paste(request: StaffRequest) -> HttpResponse:
    """Where a brief is pasted."""
    return render(request, "capture/paste.html", {})


@require_POST
@for_posts(*WRITERS)
def look(request: StaffRequest) -> HttpResponse:
    return render(request, "capture/paste.html", {})


@require_POST
@for_posts(*WRITERS)
def save(request: StaffRequest) -> HttpResponse:
    return render(request, "capture/paste.html", {})
