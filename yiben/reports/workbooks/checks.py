"""A form's own arithmetic: totals against what they add, 其中 against its whole, rates against what they compare. Told,
never mended: formulas count as what they come to with the cells that are filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from yiben.lib.workbooks import Place, Value, named
from yiben.lib.workbooks.formulas import Book, Fault, Unknown
from yiben.reports.workbooks.filling import Read
from yiben.reports.workbooks.folding import folded
from yiben.reports.workbooks.layout import Layout
from yiben.reports.workbooks.proposals import Proposal, Sort

_RATE = re.compile(r"(?:完成|达成|达标|执行|覆盖|到位|办结)率|进度(?:\(%\))?$")
_GROWTH = re.compile(r"增幅|增长率?|同比|环比|增减率|较.{1,4}增")
_SHARE = re.compile(r"占比|占.{1,6}比[例重]?|比例|比重")
_GOAL = re.compile(r"任务|目标|计划|应|指标|总数|总户")
_DONE = re.compile(r"完成|实际|已")
_BASE = re.compile(r"上年|去年|同期|上期|上月|上季")
_NOW = re.compile(r"本年|今年|本期|本月|本季|当年|完成|实际")
_WHOLE = re.compile(r"总|合计|全部")


@dataclass(frozen=True)
class Contradiction:
    """Two numbers of a form that don't agree. `percent`: they are shares, told in hundredths."""

    sheet: str
    cell: str
    said: Decimal
    expected: Decimal
    words: str
    percent: bool = False

    @property
    def told(self) -> str:
        return _plain(self.said, self.percent)

    @property
    def computed(self) -> str:
        return _plain(self.expected, self.percent)


def _plain(number: Decimal, percent: bool) -> str:
    shown = (number * 100).quantize(Decimal("0.01"), ROUND_HALF_UP) if percent else number
    text = format(shown, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) + ("%" if percent else "")


def contradictions(found: Read, numbers: Numbers) -> list[Contradiction]:
    """What doesn't add up, with what would be written."""
    return [*_totals(found, numbers), *_parts(found, numbers), *_rates(found, numbers)]


@dataclass
class Numbers:
    """The numbers of a workbook as they would stand, formulas worked out."""

    book: Book
    _known: dict[tuple[str, Place], Decimal | None] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Read, values: Mapping[str, Mapping[Place, Value]]) -> Numbers:
        coming = {one.listed.sheet: one.area for one in found.long}
        return cls(Book(found.workbook, values, coming))

    def at(self, sheet: str, place: Place) -> Decimal | None:
        if (sheet, place) not in self._known:
            self._known[sheet, place] = self._number(sheet, place)
        return self._known[sheet, place]

    def _number(self, sheet: str, place: Place) -> Decimal | None:
        try:
            answer = self.book.answer((sheet, *place), 0)
        except (Unknown, Fault):
            return None
        return answer if isinstance(answer, Decimal) else _percent(answer) if isinstance(answer, str) else None

    def all(self, sheet: str, places: Iterable[Place]) -> list[Decimal]:
        return [number for place in places if (number := self.at(sheet, place)) is not None]


def _percent(text: str) -> Decimal | None:
    """85.5% as the share that it is."""
    try:
        return Decimal(text.strip().rstrip("%％")) / 100 if text.strip().endswith(("%", "％")) else None
    except InvalidOperation:
        return None


def _totals(found: Read, numbers: Numbers) -> Iterator[Contradiction]:
    """Sums that we fill, that are typed, printed, or worked out by the form's own formulas."""
    filled = [(row.proposal.sheet, row.proposal.place, row.proposal.parts) for row in found.rows]
    for sheet, place, parts in [*filled, *found.form.sums]:
        said, known = numbers.at(sheet, place), numbers.all(sheet, parts)
        if said is None or not known or sum(known) == said:
            continue
        yield Contradiction(sheet, named(*place), said, sum(known, Decimal(0)), "与所加各格之和不符")


def _parts(found: Read, numbers: Numbers) -> Iterator[Contradiction]:
    """其中 may not be more than that of which it is a part: the column before all 其中, or the row above them."""
    by_place = {(row.proposal.sheet, row.proposal.place): row.proposal for row in found.rows}
    for (sheet, place), one in by_place.items():
        if one.sort == Sort.REFUSED or not _of_which(one):
            continue
        whole = _whole(by_place, sheet, place)
        said, most = numbers.at(sheet, place), numbers.at(sheet, whole.place) if whole else None
        if whole is None or said is None or most is None or said <= most or not _alike(one, whole):
            continue
        yield Contradiction(sheet, one.cell, said, most, f"“其中”大于它所属的 {whole.cell}")


def _of_which(one: Proposal) -> bool:
    return any(folded(word).startswith("其中") for word in one.words)


def _whole(by_place: Mapping[tuple[str, Place], Proposal], sheet: str, place: Place) -> Proposal | None:
    for down, right in ((0, -1), (-1, 0)):
        row, column = place[0] + down, place[1] + right
        while (one := by_place.get((sheet, (row, column)))) is not None and _of_which(one):
            row, column = row + down, column + right
        if one is not None:
            return one
    return None


def _alike(one: Proposal, other: Proposal) -> bool:
    """Whether both count the same thing, as far as that is known."""
    asked = [proposal.asked.metric for proposal in (one, other) if proposal.asked is not None]
    return len(asked) < 2 or asked[0].split("|")[0] == asked[1].split("|")[0]


def _rates(found: Read, numbers: Numbers) -> Iterator[Contradiction]:
    for layout in found.form.layouts:
        columns = dict(_heads(layout))
        for column, head in columns.items():
            parts = _compared(column, head, columns)
            if parts is not None:
                yield from _rates_of(layout, column, parts, "增" in head or bool(_GROWTH.search(head)), numbers)


def _heads(layout: Layout) -> Iterator[tuple[int, str]]:
    """The words over each column, where the table has one block of heads."""
    row = layout.first_head
    for column in range(1, layout.right + 1):
        words = [layout.text((below, column)) for below in (row + 1, row) if below <= layout.bottom]
        if said := next((folded(word) for word in words if word), ""):
            yield column, said


def _compared(column: int, head: str, columns: Mapping[int, str]) -> tuple[int, int] | None:
    """The columns of the number and of what it is compared with: the nearest ones of such words before the rate."""
    before = [(other, words) for other, words in sorted(columns.items(), reverse=True) if other < column]
    before = [(other, words) for other, words in before if not (_RATE.search(words) or _GROWTH.search(words))]
    for shape, one, other in ((_GROWTH, _NOW, _BASE), (_RATE, _DONE, _GOAL), (_SHARE, _DONE, _WHOLE)):
        if shape.search(head):
            over = next((at for at, words in before if other.search(words)), None)
            under = next((at for at, words in before if one.search(words) and at != over), None)
            return (under, over) if under and over else None
    return None


def _rates_of(
    layout: Layout, column: int, parts: tuple[int, int], growth: bool, numbers: Numbers
) -> Iterator[Contradiction]:
    sheet = layout.sheet.name
    for row in range(layout.first_head + 1, layout.bottom + 1):
        said, one, other = (numbers.at(sheet, (row, at)) for at in (column, *parts))
        if said is None or one is None or not other:
            continue
        expected = one / other - (1 if growth else 0)
        share = said / 100 if abs(said) > Decimal("1.5") or _near(said / 100, expected) else said
        if not _near(share, expected):
            words = f"与 {named(row, parts[0])}、{named(row, parts[1])} 算出来的不符"
            yield Contradiction(sheet, named(row, column), share, expected, words, percent=True)


def _near(said: Decimal, expected: Decimal) -> bool:
    """Whether a share is what it should be, to the place that it was written to, at least to a whole per cent."""
    places = max(-int(said.normalize().as_tuple().exponent), 2)
    return abs(said - expected) <= Decimal("0.5000001").scaleb(-places)


__all__ = ["Contradiction", "Numbers", "contradictions"]
