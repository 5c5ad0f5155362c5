from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from yiben.ui.context import LARGE, TYPE_COOKIE

YEAR = 365 * 24 * 3600


@require_POST
def choose_type(request: HttpRequest) -> HttpResponse:
    """Large or normal type, kept in this browser."""
    response = redirect(_way_back(request))
    if request.POST.get("type") == LARGE:
        response.set_cookie(TYPE_COOKIE, LARGE, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    else:
        response.delete_cookie(TYPE_COOKIE, samesite="Lax")
    return response


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else "/"
