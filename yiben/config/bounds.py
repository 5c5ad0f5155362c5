"""How much one request may bring. It is told by its head, before a byte of its body is read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yiben.lib.refused import Refused, RefusedMiddleware

TOO_LARGE = 413


class RequestLimit:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.refusing = RefusedMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404  # nothing is called so, and PostgreSQL won't even look
        if not _is_over(request.META.get("CONTENT_LENGTH"), settings.REQUEST_LIMIT):
            return self.get_response(request)
        megabytes = settings.REQUEST_LIMIT // (1024 * 1024)
        refused = Refused(_("文件太大：一次最多 %(megabytes)d MB，请分开上传") % {"megabytes": megabytes})
        response = self.refusing.process_exception(request, refused)
        assert response is not None
        response.status_code = TOO_LARGE
        return response


def _is_over(length: str | None, limit: int) -> bool:
    # Python refuses to read a number of thousands of digits, so the first twenty must do.
    return length is not None and length != "" and (not length.isdecimal() or int(length[:20]) > limit)
