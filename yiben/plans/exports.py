"""Plans and their measures as Excel tables, as they stand on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from yiben.lib.masking import masked
from yiben.lib.tables import write_table
from yiben.plans.draft import Group, Pair
from yiben.plans.models import Plan, Target


def plans_workbook(plans: Iterable[Plan]) -> bytes:
    """One row a plan; they come with `kept` and `numbers` counted."""
    head = [
        _("年度"),
        _("标题"),
        _("单位"),
        _("任务"),
        _("数量目标"),
        _("状态"),
        _("成文日期"),
        _("导入于"),
        _("确认于"),
    ]
    rows = (_plan(plan) for plan in plans)
    return write_table(head, rows, title=_("工作要点"), sheet=_("工作要点"))


def _plan(plan: Any) -> Sequence[object]:
    state, counts = plan.get_state_display(), (plan.kept, plan.numbers)
    return [
        plan.year,
        masked(plan.title),
        plan.unit.name,
        *counts,
        state,
        plan.date,
        plan.uploaded_at,
        plan.confirmed_at,
    ]


def measures_workbook(plan: Plan, groups: Iterable[Group]) -> bytes:
    """One row a promised number, or a measure without one, in the document's order."""
    head = [
        _("编号"),
        _("标题"),
        _("条线"),
        _("任务"),
        _("目标"),
        _("指标"),
        _("牵头单位"),
        _("配合单位"),
        _("分管领导"),
    ]
    head += [_("完成时限"), _("办结"), _("原文")]
    rows = (row for group in groups for one in group.rows for row in _measure(group, one.pair))
    return write_table(head, rows, title=masked(plan.title), sheet=_("任务"))


def _measure(group: Group, pair: Pair) -> Iterable[Sequence[object]]:
    measure = pair.measure
    done = measure.why_dropped or (_("已办结：%(why)s") % {"why": pair.done.reason} if pair.done else "")
    duties = [measure.lead_unit, measure.support_units, measure.leader]
    targets: Sequence[Target | None] = pair.targets or [None]
    for target in targets:
        day = target.deadline or measure.deadline if target else measure.deadline
        cells: list[Any] = [measure.path, group.heading, group.line, measure.title, *_asked(target), *duties]
        yield [*map(masked, cells), day, masked(done), masked(measure.text)]


def _asked(target: Target | None) -> tuple[str, str]:
    if target is None:
        return "", ""
    return target.words_asked, target.indicator.name if target.indicator else ""
