"""…/t/CODE, short enough to be typed from paper."""

from django.urls import path, re_path

from yiben.reports import trace_pages

app_name = "traces"
urlpatterns = [
    path("", trace_pages.enter, name="enter"),
    re_path(r"^(?P<code>[^/]+)/?$", trace_pages.trace, name="trace"),
]
