from __future__ import annotations

import re
from decimal import Decimal
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.gongwen import Block, Document, Finding, Place, read
from yiben.lib.refused import Refused
from yiben.lib.uploads import safe_name
from yiben.plans.answering import answer_of, wholes
from yiben.plans.models import Frequency, Measure, Paragraph, Plan, PlanState, Target
from yiben.plans.reading import LineDraft, MeasureDraft, PlanDraft, TargetDraft, read_plan
from yiben.plans.words import words_of_book
from yiben.units.acts import verb
from yiben.units.models import Post, PostKind, Unit

OFFICERS = (PostKind.OFFICER,)
_YEARS = range(2000, 2100)


# Bringing a document in


@verb("plans.upload", posts=OFFICERS)
def upload(*, by: Post | None, unit: Unit, filename: str, data: bytes, year: int | None = None) -> Plan:
    """A draft plan of what was read in the document; nothing in it is tracked before it is confirmed."""
    if by is not None and not by.unit.reaches(unit):
        raise Refused(_("只能为本单位及所辖单位导入工作要点"), field="unit")
    digest = sha256(data).hexdigest()
    _refuse_twice(unit, digest)
    document = read(data)
    if not document.readable:
        raise Refused(document.findings[0].what, field="file")
    lines, indicators = words_of_book()
    draft = read_plan(document, lines=lines, indicators=indicators, year=year)
    plan = _plan_of(draft, by=by, unit=unit, filename=filename, data=data, digest=digest)
    paragraphs = _keep_paragraphs(plan, document)
    _keep_measures(plan, draft, paragraphs)
    return plan


def _refuse_twice(unit: Unit, digest: str) -> None:
    same = Plan.objects.filter(unit=unit, sha256=digest).exclude(state=PlanState.DROPPED).first()
    if same:
        raise Refused(
            _("这份文件已经导入过，就是《%(title)s》（%(state)s）")
            % {"title": same.title, "state": same.get_state_display()},
            field="file",
        )


def _plan_of(draft: PlanDraft, *, by: Post | None, unit: Unit, filename: str, data: bytes, digest: str) -> Plan:
    if draft.year not in _YEARS:
        raise Refused(_("文件里没有写明年度，请填写是哪一年的工作要点"), field="year")
    assert draft.year is not None
    if not any(line.measures for line in draft.lines):
        raise Refused(_("这份文件里没有读出任务，请确认上传的是工作要点"), field="file")
    name = safe_name(filename)
    return Plan.objects.create(
        unit=unit,
        year=draft.year,
        title=(draft.title or name.rpartition(".")[0] or _("工作要点"))[:200],
        body=draft.body[:120],
        date=draft.date,
        filename=name,
        source=data,
        sha256=digest,
        findings=[_finding(found) for found in draft.findings],
        uploaded_by=by,
    )


def _finding(found: Finding) -> dict[str, Place | str | None]:
    return {"where": found.where, "what": found.what, "text": found.text, "kind": found.kind}


def _keep_paragraphs(plan: Plan, document: Document) -> dict[Place, Paragraph]:
    """Every paragraph and table cell of the document, word for word, by its place."""
    cells = (cell for table in document.tables for row in table.rows for cell in row)
    blocks: dict[Place, Block] = {block.index: block for block in (*document.blocks, *cells)}
    rows = [
        Paragraph(plan=plan, order=order, index=str(place), level=block.level, text=block.text)
        for order, (place, block) in enumerate(blocks.items(), 1)
    ]
    Paragraph.objects.bulk_create(rows)
    return dict(zip(blocks, rows, strict=True))


def _keep_measures(plan: Plan, draft: PlanDraft, paragraphs: dict[Place, Paragraph]) -> None:
    drafts = [(line, measure) for line in draft.lines for measure in line.measures]
    rows = [_measure(plan, order, line, read, paragraphs) for order, (line, read) in enumerate(drafts, 1)]
    Measure.objects.bulk_create(rows)
    shared = wholes([measure for _line, measure in drafts])
    Target.objects.bulk_create(
        _target(row, promise, shared)
        for row, (_line, measure) in zip(rows, drafts, strict=True)
        for promise in measure.targets
    )


def _measure(
    plan: Plan, order: int, line: LineDraft, draft: MeasureDraft, paragraphs: dict[Place, Paragraph]
) -> Measure:
    return Measure(
        plan=plan,
        order=order,
        line_id=line.line,
        heading=line.title[:200],
        path=cited(draft.path)[:60],
        title=draft.title[:200],
        text=draft.text,
        paragraph=paragraphs.get(draft.paragraph),
        start=draft.start,
        end=draft.end,
        lead_unit=draft.lead_unit[:80],
        support_units=draft.support_units[:200],
        deadline=draft.deadline,
    )


def cited(path: str) -> str:
    """How people cite a measure: the numbers above it in a row, 一（二）1 and 二三是; 1/2 becomes 1.2."""
    return re.sub(r"(?<=\d)/(?=\d)", ".", path).replace("/", "")


def _target(measure: Measure, draft: TargetDraft, shared: dict[str, Decimal]) -> Target:
    answer = answer_of(draft, shared)
    return Target(
        measure=measure,
        indicator_id=answer.indicator,
        comparator=draft.comparator,
        value=draft.value,
        unit=draft.unit[:20],
        scope=draft.scope,
        deadline=draft.deadline,
        # A plan is a year's: once a year is what it says without a rhythm, too.
        frequency="" if draft.frequency in (None, Frequency.YEARLY) else draft.frequency,
        own=answer.own,
        words=draft.words[:200],
    )


# Deciding


@verb("plans.confirm", posts=OFFICERS)
def confirm(plan: Plan, *, by: Post | None) -> Plan:
    """From now on the plan is tracked, and frozen."""
    _may_edit(plan, by)
    if not plan.measures.filter(dropped=False).exists():
        raise Refused(_("没有要跟踪的任务，不能确认"))
    return _move(plan, PlanState.CONFIRMED, confirmed_at=timezone.now(), confirmed_by=by)


@verb("plans.drop", posts=OFFICERS)
def drop_plan(plan: Plan, *, by: Post | None) -> Plan:
    """Give a draft up. The same document may be uploaded again."""
    _may_edit(plan, by)
    return _move(plan, PlanState.DROPPED)


def _move(plan: Plan, state: str, **said: object) -> Plan:
    moved = Plan.objects.filter(pk=plan.pk, state=PlanState.DRAFT).update(state=state, **said)
    if not moved:
        raise Refused(_("这份工作要点已经有人确认或放弃，请刷新页面"))
    plan.refresh_from_db()
    return plan


def _may_edit(plan: Plan, by: Post | None) -> None:
    if by is not None and not by.unit.reaches(plan.unit):
        raise Refused(_("只能办理本单位及所辖单位的工作要点"))
    state = Plan.objects.filter(pk=plan.pk).values_list("state", flat=True).first()
    if state != PlanState.DRAFT:
        raise Refused(_("工作要点确认后不再改动"))
