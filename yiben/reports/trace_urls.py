"""…/t/CODE, short enough to be typed from paper."""

from django.urls import re_path

from yiben.reports import trace_pages

app_name = "traces"
urlpatterns = [re_path(r"^(?P<code>[^/]+)/?$", trace_pages.trace, name="trace")]
