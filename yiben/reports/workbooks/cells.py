"""A cell that is to be bound: the words around it, what they mean, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from yiben.lib.workbooks import Place
from yiben.reports.workbooks.context import Context
from yiben.reports.workbooks.layout import Slot
from yiben.reports.workbooks.meanings import Meaning
from yiben.reports.workbooks.metrics_said import is_unit
from yiben.reports.workbooks.proposals import CONFIDENT
from yiben.reports.workbooks.selection import Said
from yiben.reports.workbooks.sheet_reading import SheetReader

SURE = 0.97
"""How sure a cell is of which nothing makes doubt."""


@dataclass
class Cell:
    """One cell, or one blank of a sentence, with all that is said of it; it grows less sure while it is understood."""

    reader: SheetReader
    slot: Slot
    context: Context
    meanings: list[Meaning]
    joined: Said | None
    """What its upper and its lower head say together."""
    texts: tuple[str, ...]
    in_a_sentence: bool = False
    sure: float = SURE
    doubt: str = ""
    """Why it isn't sure, for the person who is to look at it."""

    def __post_init__(self) -> None:
        if self.context.doubt:
            self.doubted(0.6, self.context.doubt)

    def doubted(self, sure: float, why: str = "") -> None:
        """No surer than this, for the first reason that there is."""
        self.sure = min(self.sure, sure)
        self.doubt = self.doubt or (why if sure < CONFIDENT else "")

    @cached_property
    def nearest(self) -> frozenset[Place]:
        """The words next to a cell, over it and before it; what it is counted in may stand between."""
        text = self.reader.layout.text
        blocks = (block for block in (self.slot.left, self.slot.above) if block)
        return frozenset(next((one for one in block if not is_unit(text(one))), block[0]) for block in blocks)

    @cached_property
    def section(self) -> Said | None:
        """What a line within the table says: of a programme named by the cell's own words it says no more."""
        if self.slot.section is None:
            return None
        return next((m.said for m in self.meanings if m.place == self.slot.section), None)

    def anything(self, said: Iterable[Said]) -> bool:
        """Whether every activity is meant, by these words or by the table's title: 活动场次."""
        return any(s.anything for s in said) or (self.context.subject is not None and self.context.subject.anything)


def cell_at(reader: SheetReader, slot: Slot) -> Cell:
    """An empty cell with the meanings of the words that stand around it."""
    top = min([place[0] for place in slot.above], default=slot.place[0])
    context = reader.context(top)
    places = [*slot.left, *slot.above, *([slot.section] if slot.section else [])]
    meanings = [reader.meanings.at(place, context.period) for place in places]
    texts = tuple(dict.fromkeys(meaning.text for meaning in meanings))
    if (unit := reader.unit_behind(slot)) is not None and not any(m.said and m.said.metric for m in meanings):
        meanings.append(reader.meanings.at(unit, context.period))
    return Cell(reader, slot, context, meanings, reader.joined(slot), texts)


def half_understood(said: Said) -> str:
    """Why words are less than sure, for the person who is to look at them."""
    if said.selection is not None and said.selection.titles:
        return f"“{said.words[:16]}”是按活动名称里的字找的，可能不全，也可能多了"
    return f"“{said.words[:16]}”里有不认得的字" + (f"“{said.rest[:8]}”" if said.rest else "")
