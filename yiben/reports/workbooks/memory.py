"""What was confirmed of the same form before: by the words of its cells, whatever was uploaded since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from yiben.reports.models import Binding, Workbook
from yiben.units.models import Unit

MOST_FORMS = 12


def confirmed(
    unit: Unit, series: str, *, but: Workbook | None = None, before: datetime | None = None
) -> list[Workbook]:
    """The forms of a series that were filled, the latest first. One that was only uploaded says nothing."""
    alike = Workbook.objects.light().filter(unit=unit, series=series, filled_at__isnull=False)
    if but is not None:
        alike = alike.exclude(pk=but.pk)
    if before is not None:
        alike = alike.filter(filled_at__lt=before)
    return list(alike.order_by("-filled_at")[:MOST_FORMS])


def remembered(forms: Sequence[Workbook]) -> Mapping[str, Binding]:
    """What was confirmed of each cell, by its key: all of the latest form, and what persons chose in those before."""
    if not forms:
        return {}
    of_the_latest = Q(workbook=forms[0].pk) | Q(changed=True)
    rows = Binding.objects.filter(of_the_latest, workbook__in=[one.pk for one in forms])
    turn = {one.pk: number for number, one in enumerate(forms)}
    return {one.key: one for one in sorted(rows, key=lambda one: -turn[one.workbook_id])}
