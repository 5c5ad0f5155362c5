"""Which doors stand in the head of every page, for each kind of post. A room that is not mounted has no door."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from django.http import HttpRequest
from django.urls import get_resolver, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiben.units.models import Post, PostKind


class Door(NamedTuple):
    label: Promise | str
    to: str


HOME = Door(_("首页"), "portal:home")
ENTRIES = Door(_("记录"), "ledger:list")
PLANS = Door(_("工作要点"), "plans:list")
BOARD = Door(_("进度"), "figures:board")
FIGURES = Door(_("数字"), "figures:index")
CHARTS = Door(_("图表"), "figures:charts")
REPORTS = Door(_("汇报"), "reports:list")
ASKS = Door(_("问答"), "ledger:asks")
VERIFY = Door(_("核验"), "portal:verify")
ACTS = Door(_("办理痕迹"), "portal:acts")
UNITS = Door(_("单位"), "units:list")
PEOPLE = Door(_("人员和岗位"), "units:people")
CATALOGUE = Door(_("口径目录"), "terms:list")
MONTHS = Door(_("结账"), "ledger:months")
KEEPING = Door(_("保管"), "keeping:checklist")

DOORS: dict[str, tuple[Door, ...]] = {
    PostKind.WORKER: (HOME, ENTRIES, PLANS, BOARD, FIGURES, CHARTS, ASKS),
    PostKind.OFFICER: (HOME, PLANS, ENTRIES, BOARD, FIGURES, CHARTS, REPORTS, ASKS),
    PostKind.LEAD: (HOME, BOARD, REPORTS, ENTRIES, FIGURES, CHARTS, PLANS, ASKS),
    PostKind.AUDITOR: (HOME, ENTRIES, FIGURES, CHARTS, REPORTS, PLANS, VERIFY, ACTS),
    PostKind.ADMIN: (HOME, UNITS, PEOPLE, CATALOGUE, MONTHS, ACTS, KEEPING),
}


def doors(request: HttpRequest) -> dict[str, object]:
    """`navigation` of the base page: (label, url, current), for the post that the request acts in; `feedback_url`,
    which says on which page it came up."""
    post: Post | None = getattr(request, "post", None)
    if post is None:
        return {}
    mounted = get_resolver(get_urlconf()).namespace_dict
    found = [(str(door.label), reverse(door.to)) for door in DOORS[post.kind] if door.to.split(":")[0] in mounted]
    here = _nearest(request.path, [url for _label, url in found])
    navigation = [(label, url, url == here) for label, url in found]
    find = {"find_url": reverse(ENTRIES.to)} if ENTRIES in DOORS[post.kind] else {}
    return find | {"navigation": navigation, "feedback_url": f"{reverse('units:feedback')}?page={quote(request.path)}"}


ELSEWHERE = {"/units/self/": "", "/units/feedback/": "", "/figures/measures/": "/figures/board/", "/t/": "/reports/"}
"""Pages whose address says another door than the one that they lie behind; "" is none."""


def _nearest(path: str, urls: list[str]) -> str:
    """The door behind which a page lies: the longest address that its own begins with."""
    for start, door in ELSEWHERE.items():
        if path.startswith(start):
            return door
    above = [url for url in urls if (path.startswith(url) and url != "/") or path == url]
    return max(above, key=len, default="")
