"""The trace of acts as an Excel table, as filtered."""

from __future__ import annotations

import io
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiben.lib.downloads import XLSX, attachment
from yiben.lib.masking import masked
from yiben.lib.periods import today
from yiben.lib.tables import save_table
from yiben.portal.forms import ActFilterForm
from yiben.portal.traces import told
from yiben.units.models import Act, PostKind
from yiben.units.scope import StaffRequest, for_posts

MOST = 100_000
"""Acts in one file: the newest. Filters reach the others."""


@require_safe
@for_posts(PostKind.AUDITOR, PostKind.ADMIN)
def acts_table(request: StaffRequest) -> HttpResponse:
    """The acts of the page's filters as a file."""
    acts = ActFilterForm(request.GET, post=request.post).acts()[:MOST]
    return attachment(acts_workbook(acts.iterator(chunk_size=2000)), _("办理痕迹") + f"{today():%Y%m%d}.xlsx", XLSX)


def acts_workbook(acts: Iterable[Act]) -> bytes:
    """One row an act, the newest first."""
    head = [_("时间"), _("办了什么"), _("谁"), _("岗位"), _("细节")]
    file = io.BytesIO()
    save_table(file, head, map(_row, acts), title=_("办理痕迹"), sheet=_("办理痕迹"))
    return file.getvalue()


def _row(act: Act) -> list[object]:
    row = told(act)
    about = _("；").join(f"{name} {value}" for name, value in row.about)
    who = act.person.name if act.person else _("系统")
    return [act.at, str(row.what), masked(who), act.post.title if act.post else "", masked(about)]
