"""A draft that was read, taken down as rows: the plan, its paragraphs, measures and targets."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from yiben.gongwen import Block, Document, Finding, Place
from yiben.plans.answering import Answer, answer_of, wholes
from yiben.plans.models import Frequency, Measure, Paragraph, Plan, Target
from yiben.plans.reading import LineDraft, MeasureDraft, PlanDraft, TargetDraft

_TOO_MUCH = Decimal(10) ** 12
_CENT = Decimal("0.01")


def take_down(draft: PlanDraft, document: Document, *, known: Container[str], **said: Any) -> Plan:
    """The plan with everything in it, `said` being what the document can't say; `known` are the indicators in use."""
    assert draft.year is not None
    plan = Plan.objects.create(
        year=draft.year,
        title=(draft.title or said["filename"].rpartition(".")[0] or _("工作要点"))[:200],
        body=draft.body[:120],
        date=draft.date,
        findings=[_finding(found) for found in draft.findings],
        **said,
    )
    taken = as_read(draft, plan, known, take_paragraphs(plan, document))
    Measure.objects.bulk_create(one.measure for one in taken)
    Target.objects.bulk_create(target for one in taken for target in one.targets)
    return plan


def cited(path: str) -> str:
    """How people cite a measure: the numbers above it in a row, 一（二）1 and 二三是; 1/2 becomes 1.2."""
    return re.sub(r"(?<=\d)/(?=\d)", ".", path).replace("/", "")


def _finding(found: Finding) -> dict[str, Place | str | None]:
    return {"where": found.where, "what": found.what, "text": found.text, "kind": found.kind}


def take_paragraphs(plan: Plan, document: Document) -> dict[Place, Paragraph]:
    """Every paragraph and table cell of the document, word for word, by its place."""
    cells = (cell for table in document.tables for row in table.rows for cell in row)
    blocks: dict[Place, Block] = {block.index: block for block in (*document.blocks, *cells)}
    rows = [
        Paragraph(plan=plan, order=order, index=str(place)[:20], level=block.level, text=block.text)
        for order, (place, block) in enumerate(blocks.items(), 1)
    ]
    Paragraph.objects.bulk_create(rows)
    return dict(zip(blocks, rows, strict=True))


@dataclass(frozen=True)
class Taken:
    """A measure as its document says it, and the numbers that it promises; neither is saved."""

    measure: Measure
    targets: list[Target]


def as_read(
    draft: PlanDraft, plan: Plan, known: Container[str], paragraphs: Mapping[Place, Paragraph] | None = None
) -> list[Taken]:
    """The rows of a draft in the document's order, `known` being the indicators in use. Pure."""
    drafts = [(line, measure) for line in draft.lines for measure in line.measures]
    shared = wholes([measure for _line, measure in drafts])
    return [
        Taken(
            row := _measure(plan, order, line, measure, paragraphs or {}),
            [_target(row, promise, answer_of(promise, shared, known)) for promise in _bounded(measure)],
        )
        for order, (line, measure) in enumerate(drafts, 1)
    ]


def _bounded(draft: MeasureDraft) -> Iterator[TargetDraft]:
    """Without numbers that nobody can mean: a book has no room for them."""
    return (target for target in draft.targets if 0 <= target.value < _TOO_MUCH)


def _measure(
    plan: Plan, order: int, line: LineDraft, draft: MeasureDraft, paragraphs: Mapping[Place, Paragraph]
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
        leader=draft.leader[:80],
        deadline=draft.deadline,
    )


def _target(measure: Measure, draft: TargetDraft, answer: Answer) -> Target:
    return Target(
        measure=measure,
        indicator_id=answer.indicator,
        comparator=draft.comparator,
        value=draft.value.quantize(_CENT),
        unit=draft.unit[:20],
        scope=draft.scope,
        deadline=draft.deadline,
        # A plan is a year's: once a year is what it says without a rhythm, too.
        frequency="" if draft.frequency in (None, Frequency.YEARLY) else draft.frequency,
        own=answer.own,
        words=draft.words[:200],
    )
