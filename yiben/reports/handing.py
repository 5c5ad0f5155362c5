"""What of this room is open in a post or at a unit, for whoever goes on with it (units/handing.py)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from yiben.reports.models import CellAsk, Citation, Report, State, Workbook
from yiben.units.handing import Work
from yiben.units.models import Unit


def of_posts(posts: Collection[int]) -> list[Work]:
    """The reports that she drafted and are not issued, the forms that she took in and are not filled."""
    drafts = Report.objects.filter(drafted_by__in=posts).exclude(state=State.ISSUED)
    unmerged = CellAsk.objects.unsettled().filter(workbook=OuterRef("pk"))
    forms = Workbook.objects.light().filter(uploaded_by__in=posts)
    forms = forms.filter(Q(filled_at=None) | Exists(unmerged))
    return [
        *(
            Work(_("还没出具的汇报"), one.title, reverse("reports:detail", args=[one.pk]), post=one.drafted_by_id)
            for one in drafts.defer("body", "document", "sources").order_by("drafted_at")
        ),
        *(
            Work(_("还没填好的报表"), one.name, reverse("reports:form", args=[one.pk]), one.due, one.uploaded_by_id)
            for one in forms.order_by("due", "uploaded_at")
        ),
    ]


def of_unit(unit: Unit) -> list[Work]:
    """The forms in which the unit still has cells to type."""
    asked = CellAsk.objects.open().filter(unit__in=unit.carried).select_related("workbook")
    asked = asked.defer("workbook__content", "workbook__result").order_by("due")
    return [
        Work(_("要填的报表"), one.workbook.name, reverse("reports:form-asked", args=[one.pk]), one.due) for one in asked
    ]


def kept(unit: Unit, after: date) -> list[tuple[str, int]]:
    """The issued reports that cite figures of the unit: they stay as they were printed."""
    citing = Citation.objects.filter(unit=unit).order_by().values("report").distinct()
    return [(_("引用了它的数字、已经出具的汇报"), citing.count())]
