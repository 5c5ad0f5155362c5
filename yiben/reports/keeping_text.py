"""What people do with last year's text: take sections of an issued report into a draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yiben.gongwen import Mention
from yiben.lib.refused import Refused
from yiben.reports.actions import LONGEST, may_be_edited
from yiben.reports.carried import Cites, Section, carried, sections, taken_over
from yiben.reports.frozen import parts
from yiben.reports.models import Report, State
from yiben.units.acts import verb
from yiben.units.models import Post, PostKind


def sources(report: Report, post: Post | None) -> QuerySet[Report]:
    """The unit's issued reports of earlier days, the newest first."""
    seen = Report.objects.for_post(post) if post else Report.objects.all()
    earlier = seen.filter(unit=report.unit, state=State.ISSUED, end__lt=report.start)
    return earlier.order_by("-end", "-issued_at")


def offered(source: Report) -> list[Section]:
    """The sections of an issued report as a draft would have them: its figures as names, other numbers marked."""
    body, cites = (source.body, _nothing) if source.body else (_as_issued(source), _cited(source))
    return [
        Section(one.level, one.number, one.title, tuple(carried(line, cites) for line in one.lines))
        for one in sections(body)
    ]


@verb("reports.keep_sections", posts=[PostKind.OFFICER])
def keep_sections(report: Report, *, by: Post | None, source: Report, wanted: Collection[int], was: str = "") -> Report:
    """Take some sections of an earlier issued report into a draft: in the place of its own of that title, else last."""
    may_be_edited(report, by)
    if not sources(report, by).filter(pk=source.pk).exists():
        raise Refused(_("只能取本单位以前出具的汇报"))
    taken = [one for at, one in enumerate(offered(source)) if at in wanted]
    if not taken:
        raise Refused(_("请选要取的章节"))
    body = taken_over(report.body, taken)
    if len(body) > LONGEST:
        raise Refused(_("正文太长，最多6万字"))
    unchanged = Report.objects.filter(pk=report.pk, state=report.state, body=was or report.body)
    if not unchanged.update(body=body):
        raise Refused(_("这份汇报刚刚被别人改过，请刷新后再取"))
    report.refresh_from_db()
    return report


def _nothing(_mention: Mention) -> str:
    return ""


def _as_issued(source: Report) -> str:
    """The words of a document that a template made."""
    told = parts(bytes(source.document or b""))
    return "\n".join(part.text for part in told if part.role in ("body", "heading") or part.level)


def _cited(source: Report) -> Cites:
    """Finds the figure that a printed number was, where it can be only one: by its value and measure word."""
    named: defaultdict[tuple[Any, str], set[str]] = defaultdict(set)
    for one in source.citations.select_related("indicator").filter(line=None, measure=None):
        if one.unit_id == source.unit_id and (one.start, one.end) == (source.start, source.end):
            named[one.value, one.indicator.unit].add(one.name)

    def cites(mention: Mention) -> str:
        value = mention.low if mention.low == mention.high else None
        found = named.get((Decimal(value), mention.unit), set()) if value is not None else set()
        return next(iter(found)) if len(found) == 1 else ""

    return cites
