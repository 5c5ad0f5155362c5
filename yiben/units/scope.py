"""What a post reaches, and which post a request acts in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from yiben.lib.periods import today
from yiben.units.models import Person, Post, PostKind, Unit

SESSION_KEY = "post"
FACTOR_KEY = "factor"
"""In the session once the second factor was shown."""


class StaffRequest(HttpRequest):
    """A request whose view was asked for a post: `post` is there."""

    post: Post
    posts: list[Post]
    user: Person


def posts_held(request: HttpRequest) -> list[Post]:
    """The posts that whoever signed in holds today, in the order in which they were given."""
    if not request.user.is_authenticated:
        return []
    return list(Post.objects.on(today()).filter(person_id=request.user.pk).prefetch_related("lines"))


def chosen(request: HttpRequest, posts: list[Post]) -> Post | None:
    """The post this request acts in: the one chosen, else the first held today, else none."""
    wanted = request.session.get(SESSION_KEY) if posts else None
    return next((post for post in posts if post.pk == wanted), posts[0] if posts else None)


class PostMiddleware:
    """Sets `request.posts` and `request.post`. They are looked up once a request, for every page asks them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.posts = posts_held(request)  # type: ignore[attr-defined]
        request.post = chosen(request, request.posts)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            # What one person may see is kept by no proxy, and asked for anew when another sits down.
            response["Cache-Control"] = "private, no-cache"
        return response


def what_comes_first(request: HttpRequest) -> HttpResponse | None:
    """The page that stands before all others: whoever still has the password that an administrator made chooses her
    own, and an administrator shows a second factor, for who keeps people and passwords must not be one stolen
    password away. The demo, whose passwords are printed and which is served to its own machine only, goes without."""
    if request.user.passing:  # type: ignore[union-attr]
        return redirect("units:password")
    post: Post | None = getattr(request, "post", None)
    demanded = settings.SECOND_FACTOR and post is not None and post.kind == PostKind.ADMIN
    if demanded and not request.session.get(FACTOR_KEY):
        return redirect("units:take_on_factor")
    return None


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, and after it the page that was asked for. A press isn't repeated: it begins again at the page
    on which it was made; and htmx, which would put the sign-in page inside that one, is sent there whole."""
    fragment = request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"
    asked = request.method in ("GET", "HEAD") and not fragment
    to = request.get_full_path() if asked else _on_which(request)
    page = redirect_to_login(to)
    return HttpResponse(headers={"HX-Redirect": page["Location"]}) if fragment else page


def _on_which(request: HttpRequest) -> str:
    """The page on which something was pressed, as the browser tells it; the front page where it is none of ours."""
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "/"
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return urlunsplit(urlsplit(page)._replace(scheme="", netloc="", fragment="")) if ours else "/"


def for_posts(*kinds: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a page to posts of these kinds only; no sign-in → the sign-in page, no post or another → 403."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            post: Post | None = getattr(request, "post", None)
            before = what_comes_first(request)
            if before is not None:
                return before
            if post is None or str(post.kind) not in {str(kind) for kind in kinds}:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.posts = frozenset(str(kind) for kind in kinds)  # type: ignore[attr-defined]
        return guarded

    return decorate


def writes_for(post: Post | None, unit: Unit) -> bool:
    """Whether a post may enter or correct what this unit did: a worker for her own unit and those that
    ended into it, an officer in her subtree."""
    if post is None:
        return True
    if post.kind == PostKind.WORKER:
        return unit.pk in post.unit.carried
    return post.kind == PostKind.OFFICER and post.unit.reaches(unit)
