"""A text for the chat group about a measure that lags: to whom it falls, what is asked, how far it is. It ranks nobody:
units stand in the tree's order, and those that are on course aren't named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from yiben.figures.targets import Reading
from yiben.plans.models import Measure
from yiben.units.models import Unit

LAGGING = ("at_risk", "overdue")


def nudge(measure: Measure, readings: Sequence[Reading], units: Sequence[Unit], today: date) -> str:
    """The text, "" where nothing lags."""
    lines = [line for reading in readings for line in _lines(reading, units)]
    if not lines:
        return ""
    head = _("【%(plan)s】%(title)s，截至%(day)s：") % {
        "plan": measure.plan.title,
        "title": measure.title,
        "day": date_format(today, "n月j日"),
    }
    return "\n".join([head, *lines, _("请抓紧安排；已经办了的，请今天就记一笔。")])


def _lines(reading: Reading, units: Sequence[Unit]) -> list[str]:
    if reading.target.scope != "each":
        return [f"· {reading.progress.words}"] if reading.progress and reading.state in LAGGING else []
    each = [(unit, reading.by_unit[unit.pk][1]) for unit in units if unit.pk in reading.by_unit]
    return [f"· {unit.short_name}：{progress.words}" for unit, progress in each if progress.state in LAGGING]
