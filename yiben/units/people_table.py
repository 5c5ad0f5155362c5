"""People and posts as an Excel table, for the administrator who looks after them."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiben.lib.downloads import XLSX, attachment
from yiben.lib.masking import masked
from yiben.lib.periods import today
from yiben.lib.tables import write_table
from yiben.units.models import Post, PostKind
from yiben.units.scope import StaffRequest, for_posts


@require_safe
@for_posts(PostKind.ADMIN)
def people_table(request: StaffRequest) -> HttpResponse:
    """The list of people as a file."""
    posts = Post.objects.under(request.post.unit).select_related("unit", "person").prefetch_related("lines")
    content = people_workbook(posts.order_by("unit__path", "kind", "person__name", "pk"))
    return attachment(content, _("人员和岗位") + f"{today():%Y%m%d}.xlsx", XLSX)


def people_workbook(posts: Iterable[Post]) -> bytes:
    """One row a post, those that ended too."""
    head = [_("姓名"), _("登录名"), _("单位"), _("岗位"), _("条线"), _("自"), _("至")]
    rows = (
        [
            masked(post.person.name),
            masked(post.person.login),
            post.unit.name,
            post.get_kind_display(),
            post.lines_told,
            post.since,
            post.until,
        ]
        for post in posts
    )
    return write_table(head, rows, title=_("人员和岗位"), sheet=_("人员和岗位"))
