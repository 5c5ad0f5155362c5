"""The demo stays at home: its passwords are printed, so it answers this machine and nobody else."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
_SENTENCE = "演示数据的密码是公开的，只能在本机（127.0.0.1）上打开。"


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class DemoStaysHome:
    """Refuses, in a demo, whatever came from another machine, also by a proxy on this one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.DEMO:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = request.META.get("REMOTE_ADDR", "")
        if not is_loopback(address) or any(name in request.META for name in _FORWARDED):
            return HttpResponseForbidden(_SENTENCE, content_type="text/plain; charset=utf-8")
        return self.get_response(request)
