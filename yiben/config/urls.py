"""Which room answers which address."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", set_language, name="language"),
    path("ui/", include("yiben.ui.urls")),
]
