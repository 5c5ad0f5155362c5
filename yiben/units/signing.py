"""Between the password and the code: who is waited for, where to, and for how long."""

from __future__ import annotations

import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yiben.units.models import Person

_AWAITING = "awaiting"
PATIENCE = 300  # seconds to type the code in


def await_code(request: HttpRequest, person: Person, *, to: str) -> HttpResponse:
    """Her password was right; she is signed in by the code only."""
    request.session.cycle_key()
    request.session[_AWAITING] = (person.pk, to, int(time.time()))
    return redirect("units:code")


def awaited(request: HttpRequest) -> tuple[Person | None, str]:
    """Who is waited for in this browser, and where she was going; None where nobody is, or no longer."""
    pk, to, since = request.session.get(_AWAITING, (None, "/", 0))
    if time.time() - since > PATIENCE:
        forget(request)
        return None, "/"
    return Person.objects.filter(pk=pk, is_active=True).first(), to


def forget(request: HttpRequest) -> None:
    request.session.pop(_AWAITING, None)
