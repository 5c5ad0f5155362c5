"""How a plan is laid out on a page: headings, measures beside their words, what was read in them, what is open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from yiben.gongwen import deadlines, frequencies
from yiben.plans.models import Completion, Measure, Paragraph, Plan, Target


class Mark(NamedTuple):
    """A span to be highlighted, and how."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Pair:
    """A measure beside its words, with marks on what was read in them."""

    measure: Measure

    @cached_property
    def targets(self) -> list[Target]:
        return list(self.measure.targets.all())

    @cached_property
    def marks(self) -> list[Mark]:
        """The promised numbers first; then days and rhythms that stand outside of them."""
        text = self.measure.text
        numbers = list(_found(text, (target.words for target in self.targets)))
        others = [Mark(day.start, day.end, "deadline") for day in deadlines(text)]
        others += [Mark(every.start, every.end, "frequency") for every in frequencies(text)]
        return numbers + [mark for mark in others if not any(_meet(mark, number) for number in numbers)]

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
class Group:
    """A heading of the plan with the measures under it; `line` names the line of work they are of, where it is one."""

    heading: str
    line: str
    pairs: list[Pair] = field(default_factory=list)

    @property
    def kept(self) -> int:
        return sum(not pair.measure.dropped for pair in self.pairs)


@dataclass(frozen=True)
class Counts:
    """What is on the page: how many measures and numbers will be tracked, and what is still to be decided."""

    measures: int
    targets: int
    open: int
    dropped: int

    @classmethod
    def of(cls, pairs: Iterable[Pair]) -> Counts:
        pairs = list(pairs)
        kept = [pair for pair in pairs if not pair.measure.dropped]
        targets = sum(len(pair.targets) for pair in kept)
        return cls(len(kept), targets, sum(pair.open_targets for pair in kept), len(pairs) - len(kept))


def pairs_of(plan: Plan) -> list[Pair]:
    """Every measure of a plan in the document's order, dropped ones too. Four queries."""
    measures = (
        plan.measures.select_related("line", "paragraph", "plan")
        .prefetch_related(
            Prefetch("targets", Target.objects.select_related("indicator").order_by("pk")),
            Prefetch("completions", Completion.objects.select_related("by__person").order_by("at", "pk")),
        )
        .order_by("order")
    )
    return [Pair(measure) for measure in measures]


def groups_of(pairs: Sequence[Pair]) -> list[Group]:
    """The same under the headings that they stand under."""
    groups: list[Group] = []
    for pair in pairs:
        line = pair.measure.line.name if pair.measure.line else ""
        if not groups or groups[-1].heading != pair.measure.heading:
            groups.append(Group(pair.measure.heading, line))
        groups[-1].pairs.append(pair)
    return groups


@dataclass(frozen=True)
class Shown:
    """A paragraph of the source with the pieces that became measures marked."""

    paragraph: Paragraph
    marks: list[Mark]


def source_of(plan: Plan, pairs: Sequence[Pair]) -> list[Shown]:
    """The document as it was read, paragraph by paragraph; one query."""
    spans: dict[int | None, list[Mark]] = {}
    for pair in pairs:
        measure = pair.measure
        if not measure.dropped:
            spans.setdefault(measure.paragraph_id, []).append(Mark(measure.start, measure.end, ""))
    paragraphs = plan.paragraphs.exclude(text="")
    return [Shown(paragraph, spans.get(paragraph.pk, [])) for paragraph in paragraphs]


@dataclass(frozen=True)
class Told:
    """A finding with its place in words, and the anchor of what it is about on the page."""

    where: str
    anchor: str
    what: str
    text: str


def findings_of(plan: Plan) -> list[Told]:
    return [
        Told(place_words(found["where"]), f"p-{found['where']}", found["what"], found["text"])
        for found in plan.findings
    ]


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


def _found(text: str, words: Iterable[str]) -> Iterable[Mark]:
    """Where each of the words stands; the same words again stand further on."""
    after: dict[str, int] = {}
    for word in filter(None, words):
        at = text.find(word, after.get(word, 0))
        if at >= 0:
            after[word] = at + len(word)
            yield Mark(at, at + len(word), "")


def _meet(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end
