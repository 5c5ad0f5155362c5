"""The rules say no: one exception for every room, and the one place that answers it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist, loader
from django.utils.html import format_html

from yiben.lib.refusals import spoken

STATUS = 409

# Stands alone on purpose: it is shown when there is no template to lean on.
_BARE_PAGE = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>未能办理</title></head>'
    '<body><main><h1>未能办理</h1><p role="alert">{}</p></main></body></html>'
)
_FRAGMENT = '<p class="refused" role="alert">{}</p>'


class Refused(Exception):
    """The rules say no; `sentence` tells the user why, `field` names the form field that it belongs to, if any.

    `said` is the sentence as it was written.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.said = str(sentence)
        self.field = field

    @property
    def sentence(self) -> str:
        """Why, in the reader's language. What a child process without Django refuses, it says as it was written."""
        return spoken(self.said) if settings.configured else self.said

    def __str__(self) -> str:
        return self.sentence

    def __reduce__(self) -> tuple[Callable[..., Refused], tuple[str, str | None]]:
        # Exceptions are pickled by their args alone, which would lose the field between processes.
        return _rebuilt, (self.said, self.field)


def _rebuilt(sentence: str, field: str | None) -> Refused:
    return Refused(sentence, field=field)


class RefusedMiddleware:
    """Answers a `Refused` that nobody caught: a fragment for htmx, a page for everyone else, both with status 409."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        body = _fragment(exception) if _asks_for_fragment(request) else _page(request, exception)
        response = HttpResponse(body, status=STATUS)
        response.headers["Cache-Control"] = "no-store"
        return response


def _asks_for_fragment(request: HttpRequest) -> bool:
    # A boosted link or a history restore wants a whole page although htmx sends it.
    headers = request.headers
    whole = "true" in (headers.get("HX-Boosted"), headers.get("HX-History-Restore-Request"))
    return headers.get("HX-Request") == "true" and not whole


def _fragment(refused: Refused) -> str:
    return format_html(_FRAGMENT, refused.sentence)


def _page(request: HttpRequest, refused: Refused) -> str:
    try:
        return loader.render_to_string("ui/refused.html", {"refused": refused}, request)
    except TemplateDoesNotExist:
        return format_html(_BARE_PAGE, refused.sentence)
