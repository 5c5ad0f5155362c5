"""Activities that were announced: put in the calendar, and taken from it when they have been logged or called off."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.lib.plain import legible
from yiben.lib.refused import Refused
from yiben.plans.models import Upcoming
from yiben.units.acts import WRITERS, verb
from yiben.units.models import Post, Unit
from yiben.units.scope import writes_for

LONGEST_TITLE, LONGEST_PLACE = 200, 120


def announce(
    *,
    by: Post | None,
    unit: Unit,
    start: date,
    title: str,
    end: date | None = None,
    place: str = "",
    kind: str = "",
    id: UUID | None = None,
) -> Upcoming:
    """Put an activity in the calendar. The same id by the same post again gives the same one."""
    if known := Upcoming.objects.filter(pk=id).first() if id else None:
        if known.by_id != (by.pk if by else None) or known.unit_id != unit.pk:
            raise Refused(_("这个编号已经用过，请重新登记"))
        return known
    told = Upcoming(unit=unit, start=start, end=end, title=legible(title).strip(), place=legible(place), by=by)
    told.kind_id = kind or None
    if id:
        told.pk = id
    return _announce(told, by=by)


@verb("plans.announce", posts=WRITERS)
def _announce(told: Upcoming, *, by: Post | None) -> Upcoming:
    if not writes_for(by, told.unit):
        raise Refused(_("只能登记本单位的活动"), field="unit")
    if not told.title:
        raise Refused(_("请写活动名称"), field="title")
    if len(told.title) > LONGEST_TITLE or len(told.place) > LONGEST_PLACE:
        raise Refused(_("活动名称最多200字，地点最多120字"), field="title")
    if told.end and told.end < told.start:
        raise Refused(_("结束日期不能早于开始日期"), field="end")
    told.save(force_insert=True)
    return told


@verb("plans.call_off", posts=WRITERS)
def call_off(one: Upcoming, *, by: Post | None) -> Upcoming:
    """It will not be held."""
    if not writes_for(by, one.unit):
        raise Refused(_("只能登记本单位的活动"))
    if not settle(one, called_off=True):
        raise Refused(_("这件事已经记下或取消了"))
    return Upcoming.objects.get(pk=one.pk)


def settle(one: Upcoming, *, called_off: bool = False) -> bool:
    """Take it off the calendar, inside the verb that knows why: it has been logged, or called off. False: it was."""
    waiting = Upcoming.objects.open().filter(pk=one.pk)
    return bool(waiting.update(settled_at=timezone.now(), called_off=called_off))
