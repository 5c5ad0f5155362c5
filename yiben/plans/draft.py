"""How a plan is laid out on a page: headings, measures beside their words, what was read in them, what is open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from yiben.gongwen import Frequency, deadlines, frequencies
from yiben.plans.models import Completion, Measure, Paragraph, Plan, Target
from yiben.plans.said import said


class Mark(NamedTuple):
    """A span to be highlighted, and how."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Pair:
    """A measure beside its words, with marks on what was read in them."""

    measure: Measure
    cells: Sequence[str] = ()
    """What else stands in its row, of a measure that was read in a table."""

    @cached_property
    def targets(self) -> list[Target]:
        return list(self.measure.targets.all())

    @cached_property
    def beside(self) -> list[tuple[str, list[Mark]]]:
        """The other cells of its row, with marks on the numbers that were read in them."""
        words = [target.words for target in self.targets if target.words not in self.measure.text]
        return [(cell, list(_found(cell, words))) for cell in self.cells]

    @cached_property
    def marks(self) -> list[Mark]:
        """The promised numbers; days and rhythms as far as they stand in front of them."""
        text = self.measure.text
        marks = list(_found(text, (target.words for target in self.targets)))
        others = [Mark(day.start, day.end, "deadline") for day in deadlines(text)]
        others += [Mark(every.start, _rhythm_end(text, every), "frequency") for every in frequencies(text)]
        for mark in others:
            inside = any(one.start <= mark.start < one.end for one in marks)
            end = min((one.start for one in marks if one.start > mark.start), default=mark.end)
            if not inside:
                marks.append(mark._replace(end=min(end, mark.end)))
        return marks

    @property
    def deadline(self) -> date | None:
        """The measure's own deadline, where none of its numbers says the same."""
        said = {target.deadline for target in self.targets}
        return None if self.measure.deadline in said else self.measure.deadline

    @property
    def place(self) -> str:
        return place_words(self.measure.paragraph.index) if self.measure.paragraph else ""

    @property
    def open_targets(self) -> int:
        """How many of its numbers have no indicator yet."""
        return sum(target.indicator_id is None for target in self.targets)

    @property
    def done(self) -> Completion | None:
        """The last word that it is done; None where nobody said so, or it was taken back."""
        words = list(self.measure.completions.all())
        return words[-1] if words and words[-1].done else None


@dataclass(frozen=True)
class Told:
    """A finding with its place in words, and the anchor of what it is about on the page."""

    where: str
    anchor: str
    what: str
    text: str
    kind: str

    @property
    def quote(self) -> str:
        """The text, where the sentence doesn't quote it."""
        return "" if "“" in self.what else self.text


class Row(NamedTuple):
    """A pair, the lesser heading that begins with it, and what the boundary left out behind it."""

    lesser: str
    pair: Pair
    refused: list[Told]


@dataclass(frozen=True)
class Group:
    """A heading of the plan with the measures under it; `line` names the line of work they are of, where it is one."""

    heading: str
    line: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Counts:
    """What is on the page: how many measures and numbers will be tracked, and what is still to be decided."""

    measures: int
    targets: int
    open: int
    dropped: int
    first_open: Pair | None = None

    @classmethod
    def of(cls, pairs: Iterable[Pair]) -> Counts:
        pairs = list(pairs)
        # What a later revision cancelled was promised here.
        kept = [pair for pair in pairs if not pair.measure.dropped or pair.measure.why_dropped]
        targets = sum(len(pair.targets) for pair in kept)
        waiting = [pair for pair in kept if pair.open_targets]
        missing = sum(pair.open_targets for pair in waiting)
        return cls(len(kept), targets, missing, len(pairs) - len(kept), waiting[0] if waiting else None)


def pairs_of(plan: Plan) -> list[Pair]:
    """Every measure of a plan in the document's order, dropped ones too. Four queries, and one where it has tables."""
    measures = (
        plan.measures.select_related("line", "paragraph")
        .prefetch_related(
            Prefetch("targets", Target.objects.select_related("indicator").order_by("pk")),
            Prefetch("completions", Completion.objects.select_related("by__person").order_by("at", "pk")),
        )
        .order_by("order")
    )
    rows = _rows_of(plan, [measure for measure in measures if not measure.dropped])
    return [Pair(measure, rows.get(measure.pk, ())) for measure in measures]


def _rows_of(plan: Plan, measures: Iterable[Measure]) -> dict[UUID, list[str]]:
    """What stands beside each measure that was read in a table, in its row; asked for where there is one."""
    at = {one.pk: found for one in measures if one.paragraph and (found := _CELL.match(one.paragraph.index))}
    if not at:
        return {}
    rows: dict[str, list[tuple[str, str]]] = {}
    for index, text in plan.paragraphs.filter(index__startswith="t").exclude(text="").values_list("index", "text"):
        rows.setdefault(index.rpartition("c")[0], []).append((index, text))
    return {
        pk: [text for index, text in rows.get(found[0].rpartition("c")[0], ()) if index != found[0]]
        for pk, found in at.items()
    }


def groups_of(plan: Plan, pairs: Sequence[Pair], paragraphs: Sequence[Paragraph]) -> list[Group]:
    """The same under the headings that they stand under, as the document has them."""
    groups: list[Group] = []
    lesser, refused = _lesser_headings(pairs, paragraphs), _refused(plan, pairs, paragraphs)
    for pair in pairs:
        line = pair.measure.line.name if pair.measure.line else ""
        if not groups or groups[-1].heading != pair.measure.heading:
            groups.append(Group(pair.measure.heading, line))
        key = pair.measure.pk
        groups[-1].rows.append(Row(lesser.get(key, ""), pair, refused.get(key, [])))
    return groups


def _refused(plan: Plan, pairs: Sequence[Pair], paragraphs: Sequence[Paragraph]) -> dict[UUID, list[Told]]:
    """What the boundary left out, by the measure in front of it."""
    places = {paragraph.index: paragraph.order for paragraph in paragraphs}
    starts = [(pair.measure.paragraph.order, pair.measure.pk) for pair in pairs if pair.measure.paragraph]
    found: dict[UUID, list[Told]] = {}
    for finding in plan.findings:
        at = places.get(str(finding["where"]))
        if finding["kind"] == "boundary" and at is not None and starts:
            before = [key for order, key in starts if order <= at]
            found.setdefault(before[-1] if before else starts[0][1], []).append(_told(**finding))
    return found


def _lesser_headings(pairs: Sequence[Pair], paragraphs: Sequence[Paragraph]) -> dict[UUID, str]:
    """The heading （一）… above the first measure below it: a paragraph of its own, or the head of the measure's."""
    first: dict[int, Measure] = {}
    for pair in pairs:
        if pair.measure.paragraph_id is not None:
            first.setdefault(pair.measure.paragraph_id, pair.measure)
    found: dict[UUID, str] = {}
    waiting = ""
    for paragraph in paragraphs:
        measure = first.get(paragraph.pk)
        if measure is None:
            waiting = paragraph.text if paragraph.level == 2 and len(paragraph.text) <= _LONGEST_HEADING else ""
            continue
        head = paragraph.text[: measure.start].strip() if paragraph.level == 2 else ""
        if heading := (head if len(head) <= _LONGEST_HEADING else "") or waiting:
            found[measure.pk] = heading.rstrip("。")
        waiting = ""
    return found


_LONGEST_HEADING = 40


@dataclass(frozen=True)
class Shown:
    """A paragraph of the source with the pieces that became measures marked."""

    paragraph: Paragraph
    marks: list[Mark]


def paragraphs_of(plan: Plan) -> list[Paragraph]:
    """What the document says, in its order."""
    return list(plan.paragraphs.exclude(text=""))


def source_of(paragraphs: Sequence[Paragraph], pairs: Sequence[Pair]) -> list[Shown]:
    """The document as it was read, paragraph by paragraph."""
    spans: dict[int | None, list[Mark]] = {}
    for pair in pairs:
        measure = pair.measure
        if not measure.dropped:
            spans.setdefault(measure.paragraph_id, []).append(Mark(measure.start, measure.end, ""))
    return [Shown(paragraph, spans.get(paragraph.pk, [])) for paragraph in paragraphs]


def findings_of(plan: Plan) -> list[Told]:
    return [_told(**found) for found in plan.findings]


def _told(where: object, what: str, text: str, kind: str) -> Told:
    return Told(place_words(where), f"{'r' if kind == 'boundary' else 'p'}-{where}", said(what), text, kind)


_CELL = re.compile(r"t(\d+)r(\d+)c(\d+)")


def place_words(where: object) -> str:
    """A place of the document as people count: 第3段, 表1第2行第1列."""
    if where is None or where == "":
        return _("全文")
    if cell := _CELL.match(str(where)):
        table, row, column = (int(number) + 1 for number in cell.groups())
        return _("表%(table)d第%(row)d行第%(column)d列") % {"table": table, "row": row, "column": column}
    if str(where).isdigit():
        return _("第%(number)d段") % {"number": int(str(where)) + 1}
    return _("文本框或控件")


_RHYTHM = re.compile("每(?:[两二三四]个?)?(?:季度?|半年|个?月|周|年|天|日)|全年|年内|年度")


def _rhythm_end(text: str, every: Frequency) -> int:
    """Behind 每季度: the number that it goes with has a mark of its own."""
    head = _RHYTHM.match(text, every.start, every.end)
    return head.end() if head else every.end


def _found(text: str, words: Iterable[str]) -> Iterable[Mark]:
    """Where each of the words stands; the same words again stand further on."""
    after: dict[str, int] = {}
    for word in filter(None, words):
        at = text.find(word, after.get(word, 0))
        if at >= 0:
            after[word] = at + len(word)
            yield Mark(at, at + len(word), "")
