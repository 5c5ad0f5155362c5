"""The words around each empty cell of a sheet: heads above it, the stub at its left, lines above the table, notes.

Merged cells count as all the cells that they cover. A line alone in its row is a title, a section or a note.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from yiben.lib.workbooks import Area, Place, Sheet

WIDEST, DEEPEST = 120, 5000
_NOTE = re.compile(
    r"^\s*(?:注|备注|说明|附注|填表说明|填报说明|填写说明|要求|注意|(?:统计|填报|数据)?(?:范围|口径))\s*\d*\s*[:：.、]|^\s*(?:填[表报]要求|填表须知|[（(]?\d+[)）、.](?=.{18,}).*[。；;，])"
)
_TOLD = re.compile(r"[^:：]{2,10}[:：]\s*[^\s_＿:：（(].*|[（(][^（()）]*[)）]|.*[会局委府办]制", re.S)
"""What says all that it has to say, so that no cell beside it is to be filled: 填报单位：青棠街道, （志愿服务条线）."""
_LABELLED = re.compile(
    r"^(?:填报|上报|报送|制表|填表|统计|所属|申报)?(?:单位|社区|部门|街道)(?:名称)?(?:[(（](?:盖章|公章)[)）]\s*[:：]?|[:：])$"
)
_FOOT = re.compile(
    "(?:填[表报]|制表|审[核批]|负责|联系|经办|统计|复核|分管|主管)(?:人|员|领导|电话|日期|时间)|盖章|签[字章名]"
)
_SAMPLE = re.compile(
    "[(（]?(?:样例|示例|范例|举例|例如?)[)）]?\\s*[:：]|[(（](?:样例|示例|范例|例)[)）]|(?:样例|示例|范例)$"
)
"""A row that shows how to fill in."""
_APPENDED = re.compile("^附?[表件][一二三四五六七八九十\\d]{0,2}[:：]\\s*(?=.{2})")
"""附表：走访企业台账 is a title, no label."""
_COUNTED = re.compile("[(（]?(?:计?量|数据|金额|货币)?(?:单位|计量|量纲)[:：].+")
"""What the numbers of a table are counted in, said whole: 单位：场、人次."""
_CODE = re.compile(r"[①-⑳㉑-㉟]|(?!20\d\d(?:\D|$))(?:\d+|[A-Z]{1,4}-?\d{2,}[\dA-Z-]*|\d{4,}[\dA-Z-]*)", re.ASCII)
"""Numbers that only tell rows apart: 1, 34010001, A-102."""
_CODES = re.compile("(?:指标|行|项目)?(?:代码|编码|代号|编号|序号|行次|行号)|[甲乙丙丁]")
_LABEL = re.compile(r"[^:：\d]{1,8}")
"""A label beside others, 联系电话: no line that says anything of the whole."""
_CHAPTER = re.compile("(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）])")
_POINT = re.compile(r"\s*(?:\d{1,2}[、.．]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|[①-⑳])")
_TABLE = re.compile("附?表[一二三四五六七八九十\\d]{1,2}")
_SEAL = re.compile("(?<=..)[（(](?:盖章|公章|签章)[)）]")
_SUM = re.compile(r".{0,10}[合总小共]\s*计")
_LONG = 45
_IN_BRACKETS = re.compile(r"[(（]\s*([A-Z]{1,4}-?\d{1,4})\s*[)）]$")
_COUNTED_IN = re.compile(r"[(（]\s*[\u4e00-\u9fff/]{1,3}\s*[)）]")
"""A head's lower row that only says what is counted: （次）."""
_TARGET = re.compile(
    r"(?:每[年季月]|全年)?(?:不少于|不低于|至少|不超过|达到|[≥>＞≧]=?)\s*\d[\d.]*\s*[\u4e00-\u9fff%]{0,3}(?:[(（]?及?以上[)）]?)?|"
    r"\d[\d.]*\s*[\u4e00-\u9fff%]{0,3}及?以上"
)
"""What is to be reached, beside what is asked: 不少于2次."""
_DASHES = re.compile(r"[-—–―－─一/／\\×xX*]{1,4}|\.{3,6}|…+")
"""Marks in a cell that is not to be filled."""
_NUMBERS_A_COLUMN = re.compile(
    r"[甲乙丙丁戊己庚辛]|栏次|列次|栏目|代码|(?P<code>[A-Z]{0,4}-?(?P<nr>\d{1,3}))(?:=[\d+\-*×/÷()]+)?"
)
"""Of a row below the heads that only numbers the columns: 甲, 乙, 1, 2, 3=1+2, LL1."""


def _signs(text: str) -> bool:
    """Whether words are for who signs: 填表人, 盖章; a unit's name with its seal's place behind it is a stub."""
    return bool(_FOOT.search(_SEAL.sub("", text)))


_ASKS_NOTHING = (_COUNTED_IN, _COUNTED, _TOLD)


@dataclass(frozen=True)
class Slot:
    """An empty cell that could be answered, and the words that say what for. The nearest word stands first."""

    place: Place
    above: tuple[Place, ...]
    left: tuple[Place, ...]
    section: Place | None


@dataclass
class Layout:
    """A sheet seen as tables."""

    sheet: Sheet
    codes: Mapping[str, str] = field(default_factory=dict)
    """What codes stand for that another sheet explains."""
    _anchors: dict[Place, Place] = field(default_factory=dict)
    _said: dict[Place, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for area in self.sheet.merged:
            self._cover(area)
        self.bottom = min(
            max([self.sheet.bottom, *(a.bottom for a in self.sheet.merged if a.bottom < DEEPEST)], default=0), DEEPEST
        )
        self.right = min(
            max([self.sheet.right, *(a.right for a in self.sheet.merged if a.right < WIDEST)], default=0), WIDEST
        )
        self._rows = {row: self._texts_of(row) for row in range(1, self.bottom + 1)}
        self._above: dict[Place, tuple[tuple[Place, ...], Place | None, int]] = {}
        self._columns: dict[int, list[int]] = {}

    def _cover(self, area: Area) -> None:
        for row in range(area.top, min(area.bottom, area.top + 2000) + 1):
            for column in range(area.left, min(area.right, area.left + WIDEST) + 1):
                self._anchors[row, column] = (area.top, area.left)

    # --- cells ------------------------------------------------------------------------------------------------------

    def anchor(self, place: Place) -> Place:
        return self._anchors.get(place, place)

    def text(self, place: Place) -> str:
        """The words at a place; "" for numbers, formulas and blanks."""
        said = self._said.get(place)
        if said is None:
            said = self._said[place] = self._words(place)
        return said

    def _words(self, place: Place) -> str:
        cell = self.sheet.cells.get(self.anchor(place))
        if cell is None or cell.formula is not None or cell.value is None or self.anchor(place)[0] in self.numbering:
            return ""
        if isinstance(cell.value, str):
            said = cell.value.strip()
            if said in self.codes and not self._explained(self.anchor(place)):
                return self.codes[said]
            if (coded := _IN_BRACKETS.search(said)) and coded[1] in self.codes:
                return self.codes[coded[1]]
            return "" if _TARGET.fullmatch(said) or _CODE.fullmatch(said) or _DASHES.fullmatch(said) else said
        if isinstance(cell.value, Decimal) and 2000 <= cell.value <= 2100:
            return str(cell.value)
        return ""

    def _explained(self, place: Place) -> bool:
        """Whether the words of a code stand beside it, so that it only repeats them."""
        row, column = place
        near = (self.sheet.cells.get((row + step, column)) for step in (-1, 1))
        return any(cell is not None and str(cell.value).strip() in self.codes for cell in near)

    @cached_property
    def numbering(self) -> frozenset[int]:
        """Rows that only number the columns below their heads."""
        found: dict[int, list[Place]] = {}
        for place, cell in self.sheet.cells.items():
            if cell.value is not None and str(cell.value).strip():
                found.setdefault(place[0], []).append(place)
        return frozenset(row for row, places in found.items() if row > 1 and self._only_numbers(places))

    def _only_numbers(self, places: list[Place]) -> bool:
        said = [_NUMBERS_A_COLUMN.fullmatch(str(self.sheet.cells[one].value).strip()) for one in sorted(places)]
        if len(said) < 3 or any(
            one is None or self.sheet.cells[place].formula for one, place in zip(said, sorted(places), strict=True)
        ):
            return False
        numbers = [int(one["nr"]) for one in said if one is not None and one["nr"]]
        return numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False

    def dashed(self, row: int) -> bool:
        """Whether dashes stand in a row where others have their values: it heads what follows."""
        cells = (self.sheet.cells.get(self.anchor((row, column))) for column in range(1, self.right + 1))
        return any(cell is not None and _DASHES.fullmatch(str(cell.value or "").strip()) for cell in cells)

    def empty(self, place: Place) -> bool:
        """Whether nothing stands there, not even a formula; of merged cells only the first counts."""
        if self.anchor(place) != place:
            return False
        cell = self.sheet.cells.get(place)
        return cell is None or (cell.formula is None and (cell.value is None or str(cell.value).strip() == ""))

    def formula(self, place: Place) -> bool:
        cell = self.sheet.cells.get(self.anchor(place))
        return cell is not None and cell.formula is not None

    def _texts_of(self, row: int) -> list[Place]:
        """Where the distinct words of a row stand."""
        found: dict[Place, None] = {}
        for column in range(1, self.right + 1):
            if self.text((row, column)):
                found[self.anchor((row, column))] = None
        return list(found)

    def texts_in(self, row: int) -> list[Place]:
        """Where the distinct words of a row stand that begin in it."""
        return [place for place in self._rows.get(row, []) if place[0] == row]

    def next_text(self, place: Place) -> int | None:
        """The column of the next words at the right of a place."""
        row, column = place
        if row not in self._columns:
            self._columns[row] = [one for one in range(1, self.right + 1) if self.text((row, one))]
        told = self._columns[row]
        at = bisect_right(told, column)
        return told[at] if at < len(told) else None

    def last_of(self, place: Place) -> Place:
        """The last column that merged cells cover which begin at a place."""
        row, column = place
        while self.anchor((row, column + 1)) == place:
            column += 1
        return row, column

    def numbers_in(self, row: int) -> bool:
        return any(
            (cell := self.sheet.cells.get(self.anchor((row, column)))) is not None
            and (cell.formula is not None or isinstance(cell.value, Decimal))
            for column in range(1, self.right + 1)
        )

    # --- rows -------------------------------------------------------------------------------------------------------

    @cached_property
    def _alone(self) -> dict[int, Place]:
        """Rows that one text has for itself, neither a stub before value cells nor a head."""
        found = {}
        for row, texts in self._rows.items():
            if len(texts) == 1 and not self.numbers_in(row) and self._is_line(row, texts[0]):
                found[row] = texts[0]
        return found

    def _is_line(self, row: int, place: Place) -> bool:
        if _SUM.fullmatch(self.text(place)):
            return False
        if self.dashed(row) and place[1] <= 3:
            return True
        covered = sum(self.anchor((row, column)) == place for column in range(1, self.right + 1))
        if covered >= max(2, self.right * 0.6) or (place[1] <= 2 and self._titles(row, place, covered)):
            return True
        text = self.text(place)
        if len(text) > _LONG or _NOTE.search(text):
            return True
        # A stub alone in its row stands before empty cells under a head: then it is no line.
        return not self._under_a_head(row) and (row <= self._first_head or place[1] <= 2)

    def _titles(self, row: int, place: Place, covered: int) -> bool:
        """Whether words that stand alone in a row name what follows: a table of its own, or 1. and 2. of 一、"""
        text, below = self.text(place), self.text((row + 1, place[1]))
        if _CHAPTER.match(text) and _POINT.match(below) and len(text) <= 20:
            return True
        apart = covered >= 2 or _TABLE.match(text) or not self._rows.get(row - 1)
        return bool(apart) and len(text) >= 4 and self._heads_begin(row + 1)

    def _heads_begin(self, row: int) -> bool:
        """Whether the heads of another table stand in a row: words, and what is to be filled below them."""
        texts = self._rows.get(row, [])
        last = row + 1 if any(place in texts for place in self._rows.get(row + 1, [])) else row  # 社区 merged over both
        below = self._rows.get(last + 1, [])
        return len(texts) >= 3 and not any(map(self.numbers_in, {row, last})) and len(below) <= 1 and row > 2

    @property
    def first_head(self) -> int:
        return self._first_head

    @cached_property
    def _first_head(self) -> int:
        """The first row that could be a head: of two words at least."""
        return next((row for row, texts in self._rows.items() if len(texts) >= 2 and self._dense(row)), self.bottom + 1)

    def _dense(self, row: int) -> bool:
        words = [self.text(place).replace("其中：", "").replace("其中:", "") for place in self._rows[row]]
        if len(words) >= 4 and not any(re.search("[:：]", word) for word in words):
            return True
        return not any(_LABELLED.match(word) or _signs(word) or re.search("[:：].+|[:：]$", word) for word in words)

    def _under_a_head(self, row: int) -> bool:
        return row > self._first_head

    @cached_property
    def notes(self) -> list[tuple[int, str]]:
        """Remarks on how to fill in, with their rows."""
        return [
            (row, self.text(place))
            for row, places in self._rows.items()
            for place in places
            if place[0] == row and (_NOTE.search(self.text(place)) or len(self.text(place)) > _LONG)
        ]

    def lines_before_heads(self) -> list[str]:
        """What stands alone in its row before the first heads: titles, who fills it in."""
        return [self.text(place) for row, place in self._alone.items() if row <= self.first_head]

    @cached_property
    def lines_alone(self) -> frozenset[str]:
        """Words that have a row for themselves."""
        return frozenset(self.text(place) for place in self._alone.values())

    def is_note(self, row: int) -> bool:
        texts = self._rows.get(row, [])
        return bool(texts) and bool(_NOTE.search(self.text(texts[0])) or len(self.text(texts[0])) > 80)

    def is_foot(self, row: int) -> bool:
        texts = self._rows.get(row, [])
        return any(_signs(self.text(place)) and not self._dense(row) for place in texts)

    def lines_above(self, row: int) -> list[str]:
        """Lines over a row, the nearest first: titles, 填报单位, 单位：万元."""
        found = []
        for above in range(row - 1, 0, -1):
            texts = self._rows.get(above, [])
            if above in self._alone or (texts and not self._dense(above)):
                said = (place for place in texts if not _NOTE.search(self.text(place)))
                found += [_APPENDED.sub("", self.text(place)) for place in said if not self._labels(place)]
        return found

    def title_over(self, row: int) -> str:
        """The words that stand alone right over a row of heads; "" where another table does, or it is none."""
        if len(self._rows.get(row, [])) < 2:
            return ""
        for above in range(row - 1, 0, -1):
            texts = self._rows.get(above, [])
            said = _APPENDED.sub("", self.text(texts[0])) if texts else ""
            if above in self._alone and not self.is_note(above) and not re.search("[:：]", said):
                return said
            if texts and above not in self._alone and self._dense(above):
                return ""
        return ""

    def _labels(self, place: Place) -> bool:
        """Whether words are for the empty cell beside them: 联系电话 says nothing of the whole."""
        row, column = self.last_of(place)
        beside = column < self.right and self.empty((row, column + 1)) and (row, column + 1) in self.sheet.cells
        return beside and bool(_LABEL.fullmatch(self.text(place)))

    # --- slots ------------------------------------------------------------------------------------------------------

    def slots(self) -> Iterator[Slot]:
        """Every empty cell with a head above or a stub at its left. What is hidden, nobody asks for."""
        for row in range(1, self.bottom + 1):
            if row in self._alone or self.is_note(row) or self.is_foot(row) or row in self.sheet.hidden_rows:
                continue
            if self._shows_how(row):
                continue
            if row in self.numbering:
                continue
            headed = False
            for column in range(1, self.right + 1):
                if column in self.sheet.hidden_columns or (slot := self._slot((row, column))) is None:
                    continue
                headed = headed or bool(slot.above)
                if slot.above or not headed or slot.place in self.sheet.cells:
                    yield slot  # else it lies behind the table, where not even a frame is

    def _slot(self, place: Place) -> Slot | None:
        if not self.empty(place):
            return None
        above, section, _top = self.heads_over(place)
        left = self.stub_before(place, {row for row, _column in above})
        if not above and (not left or any(one.fullmatch(self.text(left[0])) for one in _ASKS_NOTHING)):
            return None
        if not self._rows[place[0]] and not self._first_free(place):
            return None
        if not above and self._behind_heads(place):
            return None
        return Slot(place, above, left, section)

    def _behind_heads(self, place: Place) -> bool:
        """Whether a place is the last of a row of heads, and most of these have something to be filled below them."""
        row, _column = place
        heads = self.texts_in(row)[1:]
        if not heads or self.next_text(place) is not None or not self._rows.get(row + 1):
            return False
        return sum(self.empty((row + 1, column)) for _row, column in heads) * 2 > len(heads)

    def _first_free(self, place: Place) -> bool:
        """Whether a place in a row without any words is to be filled: right under its head, nothing but notes below."""
        row, column = place
        heads = row - 2 if row - 1 in self.numbering else row - 1
        if len(self._rows.get(heads, [])) < 2 or self.numbers_in(heads) or not self.text((heads, column)):
            return False
        return not any(self._rows.get(below) and not self._remark(below) for below in range(row + 1, row + 4))

    def _remark(self, row: int) -> bool:
        return row in self._alone or self.is_note(row) or self.is_foot(row)

    def heads_over(self, place: Place) -> tuple[tuple[Place, ...], Place | None, int]:
        """The block of words over a place, a section line in between, and the row where the block begins."""
        row, column = place
        if (row - 1, column) in self._above and self._passes(row - 1, column):
            return self._above.setdefault(place, self._above[row - 1, column])
        section: Place | None = None
        block: list[Place] = []
        top = row
        for above in range(row - 1, 0, -1):
            if above in self._alone:
                if block or self.is_note(above):
                    break
                if not block and self._has_table_above(above, column):
                    section = section or self._alone[above]
                    continue
                break
            here = (above, column)
            if self._shows_how(above):
                continue
            if self._rows[above] and not self._dense(above) and (block or len(self._rows[above]) <= 3):
                break
            if self.text(here) and not self._foot_word(here):
                anchor = self.anchor(here)
                if anchor not in block:
                    block.append(anchor)
                top = min(top, above, anchor[0])
            elif block:
                if parent := self._parent(here):
                    block.append(parent)
                    continue
                break
        found = (tuple(block), section, top)
        self._above[place] = found
        return found

    def _shows_how(self, row: int) -> bool:
        texts = self._rows.get(row, [])
        return bool(texts) and bool(_SAMPLE.match(self.text(texts[0])))

    def _passes(self, row: int, column: int) -> bool:
        """Whether a row holds nothing in this column, so that the cell below has the same heads."""
        return row not in self._alone and not self.text((row, column)) and row > 1

    def _foot_word(self, place: Place) -> bool:
        return self.is_foot(place[0]) or self.is_note(place[0])

    def _has_table_above(self, row: int, column: int) -> bool:
        """Whether over a line in between the same table goes on: it is a section of it, no new title."""
        below = self._rows.get(row + 1, [])
        if len(below) >= 2 and not self.numbers_in(row + 1) and self._full(row + 1):
            return False
        return any(self.text((above, column)) for above in range(row - 1, self._first_head - 1, -1))

    def _full(self, row: int) -> bool:
        width = [c for c in range(1, self.right + 1) if (row, c) in self.sheet.cells or (row, c) in self._anchors]
        filled = [c for c in width if self.text((row, c))]
        return len(filled) >= 2 and len(filled) >= len(width) * 0.7

    def _parent(self, place: Place) -> Place | None:
        """An upper head written only over the first of its columns, the others left blank beside it."""
        row, column = place
        if self.formula(place) or self.anchor(place) != place or row in self._alone:
            return None
        for left in range(column - 1, 0, -1):
            if self.text((row, left)):
                spans_down = self.anchor((row + 1, left)) == self.anchor((row, left))
                return self.anchor((row, left)) if self.text((row + 1, left)) and not spans_down else None
            if not self.text((row + 1, left)):
                return None
        return None

    def stub_before(self, place: Place, heads: AbstractSet[int] = frozenset()) -> tuple[Place, ...]:
        """The words at the left of a place, the nearest block only; a group name may stand some rows higher."""
        row, column = place
        block: list[Place] = []
        for left in range(column - 1, 0, -1):
            here = (row, left)
            if self.text(here):
                anchor = self.anchor(here)
                if anchor not in block:
                    block.append(anchor)
            elif block and not self._coded(here) and not (heads and self._number(here)):
                if parent := self._group(here, heads):
                    block.append(parent)
                    continue
                break
        return tuple(block)

    def _number(self, place: Place) -> bool:
        """Whether a number stands there: a target, last year's, between a row's words and what is to be filled."""
        cell = self.sheet.cells.get(self.anchor(place))
        if cell is None:
            return False
        aimed = isinstance(cell.value, str) and bool(_TARGET.fullmatch(cell.value.strip()))
        return cell.formula is not None or isinstance(cell.value, Decimal) or aimed

    def _coded(self, place: Place) -> bool:
        """Whether a number stands there that only tells rows apart: 01 in a column of 代码 between words and unit."""
        if self.empty(place):
            return False
        return any(_CODES.fullmatch(self.text(head)) for head in self.heads_over(place)[0])

    def _group(self, place: Place, heads: AbstractSet[int]) -> Place | None:
        row, column = place
        if self.anchor(place) != place or not self.empty(place):
            return None
        for above in range(row - 1, max(row - 40, 0), -1):
            if above in self._alone or {above, self.anchor((above, column))[0]} & heads:
                return None
            if self.text((above, column)):
                return self.anchor((above, column)) if self.text((above, column + 1)) else None
        return None
