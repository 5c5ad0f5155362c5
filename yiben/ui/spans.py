"""Periods in the reader's language: 2025年第四季度, Q4 2025. Documents keep to `Period.label`, which is Chinese."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiben.lib.periods import Period


def span(period: Period) -> str:
    """The period's name on a page."""
    if (get_language() or "zh").startswith("zh"):
        return period.label()
    year, half = {"year": period.start.year}, str(period)[4:]
    if half in ("H1", "H2"):
        return (_("%(year)d年上半年") if half == "H1" else _("%(year)d年下半年")) % year
    if half.startswith("Q"):
        return _("%(year)d年第%(quarter)s季度") % (year | {"quarter": half[1:]})
    if not half:
        return _("%(year)d年") % year
    if period == Period.of_month(period.start.year, period.start.month):
        return _("%(year)d年%(month)02d月") % (year | {"month": period.start.month})
    if period.start == period.end:
        return _day(period.start)
    return _("%(start)s至%(end)s") % {"start": _day(period.start), "end": _day(period.end)}


def _day(day: date) -> str:
    return _("%(year)d年%(month)d月%(day)d日") % {"year": day.year, "month": day.month, "day": day.day}
