from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, include, path
from django.views.i18n import set_language

from yiben.lib.refused import Refused
from yiben.ui.tests import guide


def doors(*names: str) -> list[URLPattern]:
    """Addresses of rooms above, which the head of every page names."""
    return [path(f"{name}/", guide.nothing, name=name) for name in names]


here = doors("switch", "sign_out", "self", "feedback")
outbox = doors("ready", "entries", "photos", "worker", "unsent", "paste", "trust")
entries = [*doors("new"), path("<uuid:pk>/", guide.nothing, name="detail")]


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refused("只能更正本单位的记录")


urlpatterns = [
    path("", guide.shell, name="shell"),
    path("guide/", guide.guide, name="guide"),
    path("wrong/", guide.wrong, name="wrong"),
    path("auth/", guide.auth, name="auth"),
    path("refuse/", refuse),
    path("part/<str:name>/", guide.part),
    path("language/", set_language, name="language"),
    path("ui/", include("yiben.ui.urls")),
    path("units/", include((here, "units"))),
    path("capture/", include((outbox, "capture"))),
    path("entries/", include((entries, "ledger"))),
    path("plans/", include((doors("calendar"), "plans"))),
]
