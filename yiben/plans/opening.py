"""Opening the next year: what recurs of a year's work points, as a draft that a person goes on writing.

The new document says what the old one said, with its years moved on; who leads, what is counted and how much goes
along. Nothing of it is tracked before it is confirmed, like any plan.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from hashlib import sha256
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from yiben.gongwen import Heading, Paper, Para, read, write
from yiben.gongwen.paper import chinese
from yiben.lib.refused import Refused
from yiben.plans.actions import OFFICERS
from yiben.plans.models import Measure, Paragraph, Plan, PlanState, Target
from yiben.plans.spans import located
from yiben.plans.taking import take_paragraphs
from yiben.units.acts import verb
from yiben.units.models import Post

_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
_RECURRING = re.compile("每(?:年|季|半年|月|周|个|[两二三]个?月)|定期|常态|全年|年度|持续|坚持|例会")
LAST = 2099


def shifted(text: str, year: int) -> str:
    """The text a year on: 2025年 becomes 2026年, and the year before it the year itself. Other years stay."""
    return _YEAR.sub(lambda found: str(int(found[0]) + (int(found[0]) in (year - 1, year))), text)


def a_year_on(day: date | None) -> date | None:
    """The same day of the next year; a leap day becomes the last of February."""
    if day is None:
        return None
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def recurs(measure: Measure, targets: Iterable[Target]) -> bool:
    """Whether a measure is one of every year by its words or its rhythm: what is ticked before a person looks."""
    return bool(_RECURRING.search(measure.text)) or any(target.frequency for target in targets)


def opened(plan: Plan) -> Plan | None:
    """The next year's plan of that unit, if there is one already: drafted, or confirmed."""
    live = (PlanState.DRAFT, PlanState.CONFIRMED)
    return Plan.objects.filter(unit=plan.unit_id, year=plan.year + 1, state__in=live).defer("source").first()


def may_open(plan: Plan, by: Post | None) -> bool:
    """Whether a post may draft the year after this plan."""
    reached = by is None or (open_year.may(by) and by.unit.reaches(plan.unit))
    return reached and plan.state == PlanState.CONFIRMED and plan.year < LAST


@verb("plans.open_year", posts=OFFICERS)
def open_year(plan: Plan, *, by: Post | None, measures: Collection[UUID]) -> Plan:
    """A draft of the next year's work points out of these measures of this year's, in their order."""
    if not may_open(plan, by):
        raise Refused(_("只能从本单位及所辖单位已确认的工作要点起草下一年的"))
    if opened(plan):
        raise Refused(_("%(year)d年已经有工作要点了") % {"year": plan.year + 1})
    chosen = _chosen(plan, measures)
    data = write(_paper(plan, chosen))
    document = read(data)
    draft = Plan.objects.create(
        unit=plan.unit,
        year=plan.year + 1,
        title=_title(plan),
        body=plan.body,
        filename=f"{_title(plan)}.docx",
        source=data,
        sha256=sha256(data).hexdigest(),
        uploaded_by=by,
    )
    paragraphs = list(take_paragraphs(draft, document).values())
    for order, (measure, path) in enumerate(zip(chosen, _paths(chosen), strict=True), 1):
        _carry(measure, draft, order, path, paragraphs)
    return draft


def _chosen(plan: Plan, measures: Collection[UUID]) -> list[Measure]:
    tracked = plan.measures.filter(dropped=False).order_by("order").prefetch_related("targets")
    chosen = [measure for measure in tracked if measure.pk in measures]
    if not chosen:
        raise Refused(_("请至少选一项任务"), field="measures")
    return chosen


def _title(plan: Plan) -> str:
    title = shifted(plan.title, plan.year)
    return title if str(plan.year + 1) in title else f"{plan.year + 1}年{title}"[:200]


def _paper(plan: Plan, chosen: Sequence[Measure]) -> Paper:
    blocks: list[Heading | Para] = []
    for heading, group in groupby(chosen, key=lambda measure: measure.heading):
        blocks.append(Heading(1, text=_bare(heading) or _("其他工作")))
        blocks += [Para(f"{number}. {_said(measure)}") for number, measure in enumerate(group, 1)]
    return Paper(title=_title(plan), body=plan.body or None, blocks=tuple(blocks))


def _paths(chosen: Sequence[Measure]) -> list[str]:
    """How the new document numbers them: under the second heading, the third is 二3."""
    groups = groupby(chosen, key=lambda measure: measure.heading)
    return [
        f"{chinese(at)}{number}" for at, (_name, group) in enumerate(groups, 1) for number, _one in enumerate(group, 1)
    ]


_NUMBERED = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十百\d]+[）)、.．]\s*|第[一二三四五六七八九十]+[，、]\s*|[一二三四五六七八九十]是)"
)


def _bare(text: str) -> str:
    """Without the old document's number."""
    return _NUMBERED.sub("", text.strip())


def _said(measure: Measure) -> str:
    return " ".join(_bare(shifted(measure.text, measure.plan.year)).split("\n"))


def _carry(measure: Measure, draft: Plan, order: int, path: str, paragraphs: Sequence[Paragraph]) -> None:
    """The same promise in the new draft, pointing at its words there."""
    text = _said(measure)
    found = located(text, ((paragraph, paragraph.text) for paragraph in paragraphs))
    paragraph, (start, end) = found or (None, (0, 0))
    row = Measure.objects.create(
        plan=draft,
        order=order,
        line_id=measure.line_id,
        heading=_bare(measure.heading),
        path=path,
        title=shifted(measure.title, measure.plan.year),
        text=text,
        paragraph=paragraph,
        start=start,
        end=end,
        lead_unit=measure.lead_unit,
        support_units=measure.support_units,
        leader=measure.leader,
        deadline=a_year_on(measure.deadline),
    )
    for target in measure.targets.all():
        Target.objects.create(
            measure=row,
            indicator_id=target.indicator_id if target.indicator and target.indicator.active else None,
            comparator=target.comparator,
            value=target.value,
            unit=target.unit,
            scope=target.scope,
            deadline=a_year_on(target.deadline),
            frequency=target.frequency,
            own=target.own,
            words=shifted(target.words, measure.plan.year),
        )
