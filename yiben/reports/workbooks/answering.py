"""What the book says to a cell: nothing held is 0, held but not noted is empty, people don't add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from yiben.figures.facts import Fact, Total, add_up, ratio
from yiben.lib.workbooks import Place, Sheet
from yiben.reports.workbooks.known import bare, called
from yiben.reports.workbooks.marks import HELD
from yiben.reports.workbooks.proposals import Asked, Form, Proposal, Sort
from yiben.terms.definitions import Definition


@dataclass(frozen=True)
class Answer:
    """A cell's value and what it rests on; `reason` where there is none."""

    value: Decimal | None
    entries: tuple[UUID, ...] = ()
    approx: int = 0
    reason: str = ""
    text: str = ""
    """A sentence with its blanks filled."""


NOT_THERE = "账本里没有这个数，请手填"
NOT_NOTED = "有 {count} 条记录，但都没有填这个数"
NOT_ADDED = "{count} 条记录都填了人数，人数不能相加，请手填或改填人次"


@dataclass
class Facts:
    """The facts that a form's cells are worked out from, with what each entry is called."""

    facts: Sequence[Fact]
    titles: Mapping[UUID, str]
    definitions: Mapping[str, Definition]
    places: Mapping[str, int]
    counting: frozenset[str]
    _bare: dict[UUID, str] = field(default_factory=dict)
    _by_selection: dict[object, list[Fact]] = field(default_factory=dict)

    def of(self, asked: Asked) -> Answer:
        """What the book says, in the form's own scale."""
        if asked.selection.figure:
            return self._figure(asked)
        found = [fact for fact in self._selected(asked) if fact.day in asked.period and _held(fact, asked)]
        return self._summed(asked, found)

    def _selected(self, asked: Asked) -> list[Fact]:
        """All facts of a selection, found once."""
        key = asked.selection
        if key not in self._by_selection:
            self._by_selection[key] = [fact for fact in self.facts if self._fits(fact, asked)]
        return self._by_selection[key]

    def _fits(self, fact: Fact, asked: Asked) -> bool:
        wanted = asked.selection
        if wanted.kinds and fact.kind not in wanted.kinds:
            return False
        if wanted.lines and not wanted.lines & fact.lines:
            return False
        if wanted.topics and fact.topic not in wanted.topics:
            return False
        return all(called(self._title(fact), words) for words in wanted.titles)

    def _title(self, fact: Fact) -> str:
        if fact.id not in self._bare:
            self._bare[fact.id] = bare(self.titles.get(fact.id, ""))
        return self._bare[fact.id]

    def _summed(self, asked: Asked, found: Sequence[Fact]) -> Answer:
        if not asked.selection.kinds or asked.metric == "times":
            found = [fact for fact in found if fact.kind in self.counting or asked.selection]
        if asked.metric == HELD:
            return Answer(Decimal(bool(found)), tuple(fact.id for fact in found))
        if not found:
            return Answer(Decimal(0))
        for metric in asked.metric.split("|"):
            noted = [fact for fact in found if metric in fact.amounts or metric == "times"]
            if metric == "attendances" and "|" in asked.metric and not any(metric in f.amounts for f in found):
                continue
            if noted:
                return self._of_noted(asked, metric, noted)
        return Answer(None, tuple(fact.id for fact in found), reason=NOT_NOTED.format(count=len(found)))

    def _of_noted(self, asked: Asked, metric: str, noted: Sequence[Fact]) -> Answer:
        ids = tuple(fact.id for fact in noted)
        if metric == "people" and "|" not in asked.metric and len(noted) > 1:
            return Answer(None, ids, reason=NOT_ADDED.format(count=len(noted)))
        amount = sum(fact.amounts.get(metric, (1, False))[0] for fact in noted)
        approx = sum(fact.amounts.get(metric, (1, False))[1] for fact in noted)
        return Answer(Decimal(amount).scaleb(-self._places(metric)) / asked.scale, ids, approx)

    def _places(self, metric: str) -> int:
        return self.places.get(metric, 0)

    def _figure(self, asked: Asked) -> Answer:
        """An indicator that doesn't simply add, by its own rule."""
        definition = self.definitions[asked.selection.figure]
        facts = [fact for fact in self.facts if _held(fact, asked)]
        path = asked.units[0].path
        total = self._total(definition, facts, path, asked)
        ids = tuple(total.ids)
        if total.amount is None:
            return Answer(None, ids, reason=NOT_THERE)
        places = 0 if isinstance(total.amount, Decimal) or definition.adds == "distinct" else definition.places
        return Answer(Decimal(total.amount).scaleb(-places) / asked.scale, ids, total.approx)

    def _total(self, definition: Definition, facts: list[Fact], path: str, asked: Asked) -> Total:
        if definition.adds == "ratio":
            assert definition.numerator is not None
            assert definition.denominator is not None
            parts = [add_up(part, facts, path, asked.period) for part in (definition.numerator, definition.denominator)]
            return ratio(definition, *parts)
        if definition.adds == "sum" and not [f for f in facts if f.kind in definition.kinds or not definition.kinds]:
            return Total(0)
        return add_up(definition, facts, path, asked.period)


def _held(fact: Fact, asked: Asked) -> bool:
    if asked.own:
        return any(fact.path == unit.path for unit in asked.units)
    return any(fact.path.startswith(unit.path) for unit in asked.units)


def answers(form: Form, facts: Facts, sheets: Mapping[str, Sheet]) -> dict[tuple[str, Place], Answer]:
    """Every bound cell's answer; totals after what they add."""
    found: dict[tuple[str, Place], Answer] = {}
    totals = []
    for one in form.proposals:
        if one.sort == Sort.FIGURE and one.asked is not None:
            found[one.sheet, one.place] = facts.of(one.asked)
        elif one.sort == Sort.TOTAL:
            totals.append(one)
        elif one.sort == Sort.SENTENCE:
            found[one.sheet, one.place] = _sentence(one, facts, sheets[one.sheet])
    bound = {(one.sheet, one.place): one for one in form.proposals}
    for _turn in range(3):  # a grand total may add subtotals, which add rows
        for one in totals:
            found[one.sheet, one.place] = _added(one, found, bound, sheets[one.sheet])
    return found


def _sentence(one: Proposal, facts: Facts, sheet: Sheet) -> Answer:
    """The sentence with the numbers that the book has; other blanks stay."""
    text, at, said = str(sheet.value(*one.place)), 0, ""
    told = [(start, end, facts.of(asked)) for start, end, asked in one.blanks]
    for start, end, answer in told:
        if answer.value is not None:
            said += text[at:start] + format(answer.value.normalize() + 0, "f")
            at = end
    ids = tuple(dict.fromkeys(key for _start, _end, answer in told for key in answer.entries))
    reason = next((answer.reason for _start, _end, answer in told if answer.reason), "")
    return Answer(
        None, ids, sum(answer.approx for _start, _end, answer in told), reason, said + text[at:] if at else ""
    )


def _added(
    total: Proposal,
    found: Mapping[tuple[str, Place], Answer],
    bound: Mapping[tuple[str, Place], Proposal],
    sheet: Sheet,
) -> Answer:
    """The rows or columns shown, added up. One that must be typed leaves the sum to be typed as well."""
    values: list[Decimal] = []
    ids: list[UUID] = []
    approx = 0
    for place in total.parts:
        one = bound.get((total.sheet, place))
        if one is None:
            value = sheet.value(*place)
            if isinstance(value, Decimal):
                values.append(value)
            continue
        if one.sort not in (Sort.FIGURE, Sort.TOTAL):
            return Answer(None, reason="要合计的格里有要手填的")
        answer = found.get((total.sheet, place))
        if answer is None:
            continue
        if answer.value is None and not _noted_nowhere(answer):
            return Answer(None, reason=answer.reason)
        if answer.value is not None:
            values.append(answer.value)
        ids += answer.entries
        approx += answer.approx
    if not values:
        return Answer(None, reason="要合计的格都没有数")
    if _is_people(total, bound) and len([v for v in values if v]) > 1:
        return Answer(None, tuple(ids), reason="人数不能相加，请手填")
    return Answer(sum(values, Decimal(0)), tuple(dict.fromkeys(ids)), approx)


def _noted_nowhere(answer: Answer) -> bool:
    return answer.reason.endswith("都没有填这个数") or answer.reason == "要合计的格都没有数"


def _is_people(total: Proposal, bound: Mapping[tuple[str, Place], Proposal]) -> bool:
    first = next((bound[total.sheet, place] for place in total.parts if (total.sheet, place) in bound), None)
    return first is not None and first.asked is not None and first.asked.metric == "people"


@dataclass(frozen=True)
class Activity:
    """An entry as a row of a list shows it."""

    id: UUID
    unit: str
    path: str
    start: date
    end: date | None
    kind: str
    topic: str
    lines: tuple[str, ...]
    title: str
    place: str
    note: str
    cohosts: tuple[str, ...]
    amounts: Mapping[str, Decimal]
