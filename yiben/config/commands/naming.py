"""How commands name a plan, a measure or an entry: by what people call it, or by its id."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from yiben.ledger.models import Entry
from yiben.lib.refused import Refused
from yiben.plans.models import Measure, MeasureQuerySet, Plan, PlanQuerySet, PlanState
from yiben.units.models import Post


def plans_for(by: Post | None) -> PlanQuerySet:
    """Those that the post reads; without a post all. Dropped drafts are none."""
    seen = Plan.objects.for_post(by) if by is not None else Plan.objects.select_related("unit").defer("source")
    return seen.exclude(state=PlanState.DROPPED)


def plan_named(name: str | None, by: Post | None, *states: str) -> Plan:
    """The plan of that title, part of it, or id; without a name the only one that stands so."""
    found = plans_for(by).filter(state__in=states) if states else plans_for(by)
    if name:
        key = _id(name)
        found = found.filter(pk=key) if key is not None else found.filter(title__contains=name)
    plans = list(found.order_by("-year", "-uploaded_at")[:10])
    if len(plans) == 1:
        return plans[0]
    if not plans:
        raise Refused(_("没有这样的工作要点") if name else _("没有可以办理的工作要点"))
    offered = "；".join(f"{plan.pk}（{plan.title}，{plan.get_state_display()}）" for plan in plans)
    raise Refused(_("有不止一份，请用 --plan 写明哪一份：%(offered)s") % {"offered": offered})


def measures_for(by: Post | None) -> MeasureQuerySet:
    """The measures that the post reads; without a post all."""
    seen = Measure.objects.for_post(by) if by is not None else Measure.objects.all()
    return seen.select_related("plan__unit", "line").defer("plan__source")


def measure_named(name: str, found: MeasureQuerySet) -> Measure:
    """The measure of that number (一（一）1), title or id."""
    if key := _id(name):
        named = list(found.filter(pk=key))
    else:
        named = list(found.filter(path=name)) or list(found.filter(title=name))
        named = named or list(found.filter(title__contains=name)[:10])
    if len(named) == 1:
        return named[0]
    if not named:
        raise Refused(_("没有叫“%(name)s”的任务") % {"name": name})
    offered = "；".join(f"{one.pk}（{one.plan.year} {one.path} {one.title}）" for one in named[:10])
    raise Refused(_("“%(name)s”对应不止一项任务：%(offered)s") % {"name": name, "offered": offered})


def entry_named(name: str, by: Post | None) -> Entry:
    """The entry in force of that id or receipt (unit code and number)."""
    read = (Entry.objects.for_post(by) if by is not None else Entry.objects.all()).standing().for_list()
    code, _dash, rest = name.partition("-")
    number = rest.partition("-")[0]
    if key := _id(name):
        found = read.filter(pk=key).first()
    else:
        found = read.filter(unit__code=code, number=int(number)).first() if number.isdecimal() else None
    if found is None:
        raise Refused(_("没有这条记录：%(name)s") % {"name": name})
    return found


def _id(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None
