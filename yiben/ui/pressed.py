"""The address of a button opened as if it were a page: by a link, a bookmark, or after signing in again."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

_OPENED = ("GET", "HEAD")


class PressedMiddleware:
    """Answers it with a page of ours instead of the browser's bare one; status and `Allow` stay."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method in _OPENED:
            response.content = render_to_string("405.html", {}, request).encode()
        return response
