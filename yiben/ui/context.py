"""What the base page needs to know, told without a query of its own."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

import yiben
from yiben.lib.periods import today

TYPE_COOKIE = "type"
LARGE = "large"


def page(request: HttpRequest) -> dict[str, object]:
    """`acting` (the post, or None), `posts` (its holder's), `here`, `today`, `demo`, `large_type`, `version`.

    Posts are taken from the request as the middleware of `units` left them; what isn't there is not looked up.
    """
    return {
        "acting": getattr(request, "post", None),
        "posts": getattr(request, "posts", ()),
        "here": _here(request),
        "today": today(),
        "demo": getattr(settings, "DEMO", False),
        "large_type": request.COOKIES.get(TYPE_COOKIE) == LARGE,
        "version": yiben.__version__,
    }


def _here(request: HttpRequest) -> str:
    # The page that answers a POST may have no GET: go back to the front then.
    return request.get_full_path() if request.method == "GET" else "/"
