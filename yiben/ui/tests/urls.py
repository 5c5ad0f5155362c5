from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.i18n import set_language

from yiben.lib.refused import Refused
from yiben.ui.tests import guide

here = [path(f"{name}/", guide.nothing, name=name) for name in ("switch", "sign_out", "self")]


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
]
