"""…/t/CODE, short enough to be typed from paper."""

from django.urls import path

from yiben.reports import trace_pages

app_name = "traces"
urlpatterns = [path("<str:code>", trace_pages.trace, name="trace")]
