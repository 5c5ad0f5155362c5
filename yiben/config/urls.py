"""Which room answers which address."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from yiben.config.keeping.views import health

ROOMS = {
    "units/": "yiben.units.urls",
    "terms/": "yiben.terms.urls",
    "plans/": "yiben.plans.urls",
    "entries/": "yiben.ledger.urls",
    "figures/": "yiben.figures.urls",
    "reports/": "yiben.reports.urls",
    "t/": "yiben.reports.trace_urls",
    "capture/": "yiben.capture.urls",
    "ui/": "yiben.ui.urls",
    "keeping/": "yiben.config.keeping.urls",
    "": "yiben.portal.urls",
}

handler500 = "yiben.config.troubles.answer"

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", set_language, name="language"),
    path("health/", health, name="health"),
    *(path(address, include(urls)) for address, urls in ROOMS.items()),
]
