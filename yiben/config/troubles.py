"""The book can't be reached or written: what a person is told then, wherever in a request it showed.

Nothing was acknowledged: an entry's receipt is given after its transaction is through. A phone's outbox takes the
answer for "not now" and sends again.
"""

from __future__ import annotations

import errno
import logging
import sys
from collections.abc import Iterator

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.defaults import server_error

from yiben.config.keeping.health import health

UNAVAILABLE = 503
FULL = _("服务器的磁盘满了，这一次没有记下。请马上告诉管理员，腾出地方后再试。")
BUSY = _("现在写账的人太多，这一次没有记下。请过一会儿再试。")
OTHER = _("账本与程序的版本不一致，这一次没有记下。请告诉管理员。")
GONE = _("账本暂时连不上，这一次没有记下。请过一会儿再试；一直不行请告诉管理员。")
_FULL_WORDS = ("is full", "no space left", "could not extend", "disk quota")
_BUSY_WORDS = ("is locked", "waited ", "lock timeout", "deadlock")
_OTHER_WORDS = ("no such table", "no such column", "does not exist", "has no column")
_NO_SPACE = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}

log = logging.getLogger(__name__)


def answer(request: HttpRequest) -> HttpResponse:
    """What a request that broke off is answered: in words where the database or the disk is why, else that we are."""
    sentence = told(sys.exc_info()[1])
    if not sentence:
        return server_error(request)
    log.error("the book could not be reached or written: %s", sentence)
    if request.path_info == reverse("health"):
        # Before any page, the book is asked whose it is; a machine that watches is answered all the same.
        return JsonResponse(health(), status=UNAVAILABLE)
    body = _fragment(sentence) if request.headers.get("HX-Request") == "true" else _page(sentence)
    response = HttpResponse(body, status=UNAVAILABLE)
    response["Retry-After"] = "30"
    response["Cache-Control"] = "no-store"
    return response


def told(error: BaseException | None) -> str:
    """The sentence for an error that is the database's or the disk's; nothing for one that is ours."""
    for one in _causes(error):
        if isinstance(one, OSError) and one.errno in _NO_SPACE:
            return str(FULL)
        words = str(one).lower()
        if isinstance(one, DatabaseError) and any(word in words for word in _FULL_WORDS):
            return str(FULL)
        if isinstance(one, DatabaseError) and any(word in words for word in _OTHER_WORDS):
            return str(OTHER)
        if isinstance(one, (OperationalError, InterfaceError)):
            return str(BUSY if any(word in words for word in _BUSY_WORDS) else GONE)
    return ""


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _page(sentence: str) -> str:
    # No context processor: they would ask the database.
    return render_to_string("503.html", {"sentence": sentence})


def _fragment(sentence: str) -> str:
    return format_html('<p class="refused" role="alert">{}</p>', sentence)
