"""A form that was taken in by mistake, or twice, let go."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yiben.lib.refused import Refused
from yiben.reports.models import Workbook
from yiben.units.acts import verb
from yiben.units.models import Post, PostKind


@verb("reports.drop_form", posts=[PostKind.OFFICER])
def drop(form: Workbook, *, by: Post | None) -> Workbook:
    """Let a form go, with what was typed into it: it stands in the register, and counts as a burden, no longer. The
    trace keeps its name and its hash. Raises Refused where units were asked to fill in, or a list is being filled."""
    if by is not None and not by.unit.reaches(form.unit):
        raise Refused(_("这份报表不是本单位的"))
    # One that was taken back asks for no cell.
    if form.asks.exclude(cells=[]).exists():
        raise Refused(_("这份报表已经请单位填了，不能撤回"))
    if form.queued_at is not None:
        raise Refused(_("这份报表正在后台填，填完再撤回"))
    pk = form.pk
    form.delete()
    # What the trace is about has its key yet.
    form.pk = pk
    return form
