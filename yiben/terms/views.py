from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yiben.terms.models import IndicatorVersion, Kind, Metric, Topic
from yiben.units.models import Line, PostKind
from yiben.units.scope import StaffRequest, for_posts

PARTS: dict[str, Promise | str] = {
    "indicators": _("指标口径"),
    "kinds": _("活动类型"),
    "topics": _("事项"),
    "metrics": _("计量"),
    "lines": _("条线"),
}
ADDS: dict[str, Promise | str] = {
    "sum": _("相加"),
    "last": _("取期末的数"),
    "max": _("取最大的一个"),
    "distinct": _("数有几个，不重复"),
    "ratio": _("两数相除"),
}


@require_safe
@for_posts(*PostKind)
def catalogue(request: StaffRequest) -> HttpResponse:
    """What the words count as: shipped with the program, the same for everybody who counts."""
    part = request.GET.get("part", "")
    part = part if part in PARTS else "indicators"
    tabs = [(label, f"?part={name}", name == part) for name, label in PARTS.items()]
    return render(request, "terms/list.html", {"part": part, "tabs": tabs, "rows": ROWS[part]()})


def _indicators() -> list[Any]:
    lines = dict(Line.objects.values_list("slug", "short"))
    newest = IndicatorVersion.objects.newest().filter(indicator__active=True).order_by("indicator__order")
    return [(version, ADDS[version.adds], lines.get(version.line_id or "", "")) for version in newest]


def _topics() -> list[Any]:
    kinds = dict(Kind.objects.values_list("slug", "name"))
    lines = dict(Line.objects.values_list("slug", "short"))
    return [
        (topic, [kinds[slug] for slug in topic.kinds if slug in kinds], [lines[s] for s in topic.lines if s in lines])
        for topic in Topic.objects.filter(active=True)
    ]


ROWS: dict[str, Any] = {
    "indicators": _indicators,
    "kinds": lambda: list(Kind.objects.filter(active=True)),
    "topics": _topics,
    "metrics": lambda: list(Metric.objects.filter(active=True)),
    "lines": lambda: list(Line.objects.all()),
}
