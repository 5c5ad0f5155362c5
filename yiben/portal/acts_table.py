"""The trace of acts as an Excel table."""

from __future__ import annotations

import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from yiben.lib.masking import masked
from yiben.lib.tables import save_table
from yiben.portal.traces import told
from yiben.units.models import Act


def acts_workbook(acts: Iterable[Act]) -> bytes:
    """One row an act, in the order that they come."""
    head = [_("时间"), _("办了什么"), _("谁"), _("岗位"), _("细节")]
    file = io.BytesIO()
    save_table(file, head, map(_row, acts), title=_("办理痕迹"), sheet=_("办理痕迹"))
    return file.getvalue()


def _row(act: Act) -> list[object]:
    row = told(act)
    about = _("；").join(f"{name} {value}" for name, value in row.about)
    who = act.person.name if act.person else _("系统")
    return [act.at, str(row.what), masked(who), act.post.title if act.post else "", masked(about)]
