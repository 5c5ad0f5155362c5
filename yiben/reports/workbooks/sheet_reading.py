"""What a sheet of a form tells of one of its cells or heads, by the words that stand around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from yiben.lib.periods import Period
from yiben.lib.workbooks import Place, Sheet
from yiben.reports.workbooks.context import Context, Contexts
from yiben.reports.workbooks.folding import bare_core, folded, only_orders, unnumbered
from yiben.reports.workbooks.glossary import terms_in
from yiben.reports.workbooks.known import Known
from yiben.reports.workbooks.layout import Layout, Slot
from yiben.reports.workbooks.marks import HELD
from yiben.reports.workbooks.meanings import Meaning, Meanings
from yiben.reports.workbooks.selection import Said, Selection
from yiben.reports.workbooks.units_said import Units
from yiben.reports.workbooks.wording import Wording

_SERIAL = re.compile(r"^(?:序号|编号|行次|行号|代码|栏次|序)$")
_REMARK = re.compile(r"备注|说明|亮点|联系|填[表报]人|签[字名]|存在问题|建议|下一步")
_PEOPLE = re.compile("人|员|群体|职工|老年|儿童|青年|妇女|残疾|军|学生|家庭|户|企业|商|女性")
_ONLY_PEOPLE = re.compile(f"(?:{_PEOPLE.pattern}|困难|重点|老人|儿童)(?:群体|对象|人群|家庭|类)?(?:活动|服务|工作)?$")
_UNITS_HEAD = re.compile("^(?:计?量?单位|计量)$")
_FAR = 14
"""So many columns behind a value at most stands what it is counted in."""
_IN_CHARGE = re.compile("(?:牵头|责任|主管|归口|承办|主责|负责)(?:单位|部门|科室|条线|站所|线)(?:名称)?$|条线$")


class SheetReader:
    """A sheet as it is read: its layout, what its words mean, and what is said around each of its tables."""

    def __init__(
        self,
        sheet: Sheet,
        known: Known,
        units: Units,
        wording: Wording,
        notes: Sequence[str] = (),
        codes: Mapping[str, str] | None = None,
    ) -> None:
        self.sheet, self.known, self.units, self.wording = sheet, known, units, wording
        self.layout = Layout(sheet, codes or {})
        said = (*(text for _row, text in self.layout.notes), *notes, *self.layout.lines_before_heads())
        self.terms = terms_in(said, wording)
        self.meanings = Meanings(self.layout, known, units, wording, self.terms)
        self._contexts = Contexts(self.layout, known, units, wording, self.terms, notes)
        self._heads: dict[Place, str] = {}
        self._groups: dict[Place, bool] = {}
        self._pairs: dict[tuple[Place, Place], Said | None] = {}

    def context(self, row: int) -> Context:
        """What the lines above a row say for all of its table."""
        return self._contexts.above(row)

    def head(self, place: Place) -> str:
        """serial, remark or "": what a head says of its whole column."""
        if place not in self._heads:
            text = self.layout.text(place)
            remark = "remark" if _REMARK.search(text) else ""
            self._heads[place] = "serial" if _SERIAL.match(folded(text)) else remark
        return self._heads[place]

    def meant_by_all(self, subject: Said | None, own: Selection, texts: Sequence[str]) -> frozenset[str]:
        """The kinds of a term in the title that the notes spell out, of which a head repeats only a part: 培训人次
        under 社区教育培训情况, where 教育培训 takes in 讲座."""
        title = folded(subject.words) if subject is not None else ""
        for term, chosen in self.terms.items():
            repeated = any(len(core := bare_core(text)) > 1 and core in term for text in texts)
            if term in title and repeated and own.kinds < chosen.kinds and not own.named:
                return chosen.kinds
        return frozenset()

    def corner(self, slot: Slot) -> Said:
        """What stands over a stub, in the row of the heads: 各季度活动场次 over 工会, 妇联."""
        if not (slot.above and slot.left):
            return Said("")
        said = self.wording.read(unnumbered(self.layout.text((slot.above[-1][0], slot.left[-1][1]))))
        return Said("") if said.refused or said.metric == HELD else said

    def indent(self, place: Place) -> int:
        """How far words are set in below the words that they belong to."""
        value = self.sheet.value(*place)
        return len(value) - len(value.lstrip(" \u3000\t\xa0")) if isinstance(value, str) else 0

    def in_charge(self, slot: Slot) -> str:
        """The line that a column behind the values gives a row to: 牵头部门."""
        row, column = slot.place
        if not self._anybody_in_charge:
            return ""
        for right in range(column + 1, min(self.layout.right, column + 20) + 1):
            line = self.wording.line_only(self.layout.text((row, right)))
            heads = self.layout.heads_over((row, right))[0] if line in self.known.lines_used else ()
            if any(_IN_CHARGE.search(folded(self.layout.text(head))) for head in heads):
                return line
        return ""

    @cached_property
    def _anybody_in_charge(self) -> bool:
        texts = (cell.value for cell in self.sheet.cells.values() if isinstance(cell.value, str))
        return any(_IN_CHARGE.search(folded(text)) for text in texts if len(text) < 12)

    def puts_together(self, group: Place) -> bool:
        """Whether words beside a group's name select different entries; a group of people narrows down instead."""
        if _ONLY_PEOPLE.search(folded(self.layout.text(group))):
            return False
        if only_orders(self.layout.text(group)):
            return True
        row, column = group
        if group not in self._groups:
            across = [(row + 1, one) for one in range(column, column + 40) if self.layout.anchor((row, one)) == group]
            down = [(one, column + 1) for one in range(row, row + 60) if self.layout.anchor((one, column)) == group]
            found = ({self.wording.read(self.layout.text(one)).selection for one in some} for some in (across, down))
            self._groups[group] = any(len(some - {None}) >= 2 for some in found)
        return self._groups[group]

    def joined(self, slot: Slot) -> Said | None:
        """Parent and child heads read as one: 志愿服务 over 队伍数."""
        for block in (slot.above, slot.left):
            if len(block) >= 2 and (said := self._together(block[1], block[0])) is not None:
                return said
        return None

    def _together(self, parent: Place, child: Place) -> Said | None:
        if (parent, child) not in self._pairs:
            said = self.wording.read(self.layout.text(parent) + self.layout.text(child))
            self._pairs[parent, child] = said if said.selection is not None and said.selection.figure else None
        return self._pairs[parent, child]

    def seen(self, place: Place) -> bool:
        """Whether neither its row nor its column is hidden."""
        row, column = place
        return row not in self.sheet.hidden_rows and column not in self.sheet.hidden_columns

    def unit_behind(self, slot: Slot) -> Place | None:
        """The cell at the right that tells nothing but what a value is counted in: 指标 | 数量 | 单位."""
        row, column = self.layout.last_of(slot.place)
        behind = self.layout.next_text((row, column))
        if behind is None or behind > column + _FAR or (behind > column + 1 and not self._counts_units((row, behind))):
            return None
        text = self.layout.text((row, behind))
        return (row, behind) if len(text) <= 4 and self.wording.read(f"({text})").metric else None

    def _counts_units(self, place: Place) -> bool:
        heads = self.layout.heads_over(place)[0]
        return any(_UNITS_HEAD.search(folded(self.layout.text(one))) for one in heads)

    def label(self, place: Place, base: Period) -> Meaning | None:
        """What the cell before a sentence names, which goes for all of it: 志愿服务 | 开展____场."""
        found = next((self.meanings.at(one, base) for one in self.layout.stub_before(place)[:1]), None)
        return found if found is not None and found.said is not None and found.said.selection is not None else None
