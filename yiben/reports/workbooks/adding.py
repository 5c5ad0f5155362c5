"""Which cells a total adds: those beside it, or above and below it in its table, down to the last total of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from yiben.lib.periods import Period
from yiben.lib.workbooks import Place
from yiben.reports.workbooks.folding import folded
from yiben.reports.workbooks.layout import Layout
from yiben.reports.workbooks.listing import Listed
from yiben.reports.workbooks.periods_said import meet
from yiben.reports.workbooks.proposals import Proposal, Sort
from yiben.reports.workbooks.units_said import Units


def with_totals(proposals: Sequence[Proposal], layout: Layout, units: Units) -> list[Proposal]:
    """The proposals, each total with the cells that it adds; typed, or a figure of its own, where it can't be a sum."""
    table = _Table.of(proposals, layout, units)
    return [_adding(one, table) if one.sort == Sort.TOTAL else one for one in proposals]


def of_a_list(one: Proposal, lists: Sequence[Listed], layout: Layout, units: Units) -> Proposal:
    """A total right below a list, adding that column of it; any other proposal as it is."""
    if one.sort != Sort.TYPED or not any(_is_total(place, layout, units) for place in layout.stub_before(one.place)):
        return one
    row, column = one.place
    above = next((some for some in lists if 0 < row - some.last <= 2 and some.adds(column)), None)
    if above is None or above.selection is None:
        return one
    parts = tuple((number, column) for number in above.rows)
    return replace(one, sort=Sort.TOTAL, parts=parts, sure=above.sure, reason="")


def sums(
    proposals: Sequence[Proposal], taken: AbstractSet[int], layout: Layout, units: Units
) -> Iterator[tuple[str, Place, tuple[Place, ...]]]:
    """What stands already where a total does, and what is to be typed there, with the cells that it should add."""
    table, sheet = _Table.of(proposals, layout, units), layout.sheet
    numbers = (p for p, cell in sheet.cells.items() if cell.formula or isinstance(cell.value, Decimal))
    typed = (place for place, one in table.proposals.items() if one.sort == Sort.TYPED)
    for place in (*numbers, *typed):
        if place[0] in taken:
            continue
        if any(_is_total(one, layout, units) for one in layout.stub_before(place)[:1]):
            parts = _of_its_group(place, _run(place, table, down=True), layout, down=True)
        elif any(_is_total(one, layout, units) for one in layout.heads_over(place)[0][:1]):
            parts = _beside(place, table)
        else:
            continue
        if parts:
            yield sheet.name, place, tuple(parts)


def _is_total(place: Place, layout: Layout, units: Units) -> bool:
    named = units.find(layout.text(place))
    return named is not None and named.total


@dataclass(frozen=True)
class _Table:
    """A sheet's words and what its cells were bound to."""

    layout: Layout
    units: Units
    proposals: Mapping[Place, Proposal]

    @classmethod
    def of(cls, proposals: Sequence[Proposal], layout: Layout, units: Units) -> _Table:
        return cls(layout, units, {one.place: one for one in proposals})


def _adding(total: Proposal, table: _Table) -> Proposal:
    """A total with the cells that it adds: those of its table before it, down to the last total of its kind."""
    down = total.field == "row"
    parts = [] if down else _beside(total.place, table)
    parts = parts or _of_its_group(total.place, _run(total.place, table, down=down), table.layout, down=down)
    alike = [
        one
        for one in parts
        if (p := table.proposals.get(one)) is None
        or p.asked is None
        or not total.metric
        or p.asked.metric.split("|")[0] == total.metric.split("|")[0]
    ]
    periods = [p.asked.period for one in alike if (p := table.proposals.get(one)) is not None and p.asked is not None]
    if not down and total.asked is not None and _overlap(periods):
        return replace(total, sort=Sort.FIGURE, field="")
    parts = alike
    sorts = {p.sort for one in parts if (p := table.proposals.get(one)) is not None}
    before = not down and parts and min(parts)[1] > total.place[1]
    if before and total.asked is not None and sorts and sorts <= {Sort.TYPED, Sort.REFUSED}:
        return replace(total, sort=Sort.FIGURE, sure=min(total.sure, 0.85), field="")
    if not parts:
        return replace(total, sort=Sort.TYPED, asked=None, reason="看不出合计的是哪些格")
    return replace(total, parts=tuple(parts), field="")


def _beside(place: Place, table: _Table) -> list[Place]:
    """What stands under the same upper head as a total: before it, else behind it."""
    row, column = place
    heads = table.layout.heads_over(place)[0]
    if len(heads) < 2 or (named := table.units.find(table.layout.text(heads[0]))) is None or not named.total:
        return []
    for step in (-1, 1):
        found = []
        here = (row, column + step)
        while here in table.proposals and heads[1] in table.layout.heads_over(here)[0]:
            found.append(here)
            here = (row, here[1] + step)
        if found:
            return found
    return []


def _run(place: Place, table: _Table, *, down: bool) -> list[Place]:
    row, column = place
    found: list[Place] = []
    subtotals: list[Place] = []
    loose = 0
    """How many cells stand behind the last subtotal, in none of them."""
    grand = _grand(place, table.layout, down)
    for step in range(1, 400):
        here = (row - step, column) if down else (row, column - step)
        if min(here) < 1:
            break
        one = table.proposals.get(here)
        if one is None:
            cell = table.layout.sheet.cells.get(here)
            if here[0] in table.layout.numbering:
                if found or subtotals or not down:
                    break
                return _heads_follow(place, table, down=down)
            if cell is not None and isinstance(cell.value, Decimal) and cell.formula is None:
                found.append(here)
                continue
            if cell is not None and cell.formula is not None:
                # What a formula adds up can't be told apart from what it doesn't.
                return [] if grand else found
            if table.layout.text(here) and subtotals and not found and not down:
                return _heads_follow(place, table, down=down)
            if table.layout.text(here) and (found or subtotals):
                break
            if table.layout.text(here) and step == 1:
                return _heads_follow(place, table, down=down)
            continue
        if one.sort == Sort.TOTAL and (one.field == "row") == down:
            loose = loose if subtotals else len(found)
            subtotals.append(here)
            if grand:
                continue
            break
        found.append(here)
    return [*found[:loose], *subtotals] if grand and len(subtotals) >= 2 else found


def _of_its_group(place: Place, parts: list[Place], layout: Layout, *, down: bool) -> list[Place]:
    """Of the rows or columns before a subtotal those that stand beside the same group as it: 东片 over three rows."""
    stub = layout.stub_before(place) if down else layout.heads_over(place)[0]
    around = [layout.stub_before(one) if down else layout.heads_over(one)[0] for one in parts]
    for group in stub[1:]:
        alike = [one for one, words in zip(parts, around, strict=True) if group in words[1:]]
        if 0 < len(alike) < len(parts):
            return alike
    name = re.sub("(?:[小合]计|合计数)$", "", folded(layout.text(stub[0]))) if stub else ""
    named = [one for one, words in zip(parts, around, strict=True) if name and _called(words[1:], name, layout)]
    return named or parts


def _called(places: Sequence[Place], name: str, layout: Layout) -> bool:
    return any(folded(layout.text(one)) == name for one in places)


def _grand(place: Place, layout: Layout, down: bool) -> bool:
    slot_words = layout.stub_before(place) if down else layout.heads_over(place)[0]
    return any(re.search("[总合共]计", folded(layout.text(one))) for one in slot_words)


def _heads_follow(place: Place, table: _Table, *, down: bool) -> list[Place]:
    """A total that stands before its parts: 合计 as the first row or column."""
    row, column = place
    found: list[Place] = []
    for step in range(1, 400):
        here = (row + step, column) if down else (row, column + step)
        one = table.proposals.get(here)
        if one is None:
            break
        if one.sort == Sort.TOTAL and (one.field == "row") == down:
            if found:
                break
            continue  # 合计 itself has several columns
        found.append(here)
    return found


def _overlap(periods: Sequence[Period]) -> bool:
    """Whether spans of different length stand side by side: quarters and the half-years that they make up."""
    distinct = sorted(set(periods))
    return any(meet(a, b) for a, b in pairwise(distinct))
