"""The list of reports as an Excel table."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiben.lib.downloads import XLSX, attachment
from yiben.lib.masking import masked
from yiben.lib.periods import today
from yiben.lib.tables import write_table
from yiben.reports.models import Report
from yiben.units.models import PostKind
from yiben.units.scope import StaffRequest, for_posts


@require_safe
@for_posts(PostKind.OFFICER, PostKind.LEAD, PostKind.AUDITOR)
def list_table(request: StaffRequest) -> HttpResponse:
    """All reports that the post may read, as a file."""
    found = Report.objects.for_post(request.post).select_related("unit", "drafted_by__person")
    return attachment(
        reports_workbook(found.defer("body", "document", "sources")), _("汇报") + f"{today():%Y%m%d}.xlsx", XLSX
    )


def reports_workbook(reports: Iterable[Report]) -> bytes:
    """One row a report, the newest first."""
    head = [
        _("标题"),
        _("种类"),
        _("单位"),
        _("自"),
        _("至"),
        _("起草"),
        _("起草人"),
        _("状态"),
        _("发文字号"),
        _("出具"),
    ]
    return write_table(head, map(_row, reports), title=_("汇报"), sheet=_("汇报"))


def _row(report: Report) -> list[object]:
    by = report.drafted_by.person.name if report.drafted_by else _("系统")
    return [
        masked(report.title),
        report.get_genre_display(),
        report.unit.name,
        report.start,
        report.end,
        report.drafted_at,
        masked(by),
        report.get_state_display(),
        masked(report.number),
        report.issued_at,
    ]
