"""Which rows of a list tell an activity, and which are sums, notes at the foot, headings of groups or mere serials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from math import isfinite
from typing import Any, NamedTuple

from yiben.ledger.blocks import Block
from yiben.ledger.headings import key, parts_of
from yiben.ledger.heads import SERIAL, Column, names_it
from yiben.ledger.samples import SKIPPED
from yiben.ledger.surroundings import told_by
from yiben.ledger.undone import in_note
from yiben.lib.canonical import plain_decimal
from yiben.lib.dates import read_days
from yiben.lib.masking import masked
from yiben.lib.plain import plain
from yiben.lib.sheets import Cell, Row

ABOVE = "above"
"""Under this name a row keeps the heading of its group."""
CALLED_OFF = "off"
"""Under this name a row keeps that a cell of a refused column says that it was not held, and nothing of the words."""
_OFF = "取消"
_TOTAL = re.compile(
    r"(?:.{0,10}(?:合计|小计|小结|总计|共计|累计|合\s*计)|合计.{0,6}|总数|(?:[上下]半年|全年|本?年度?|本[年季月]|第?[一二三四1-4]季度)计|平均.{0,4}|[同环]比.{0,4}|承前页|过次页|转下页|接上页|"
    r"(?:[上本去]?年度?|[上本]月|[上本]期|年初|期初|月初|年末|期末|月末|上页)(?:结转|结余|余额|转入)(?:下年|下月|下期)?(?:数|额)?)"
    r"(?:[（(].{0,12}[)）])?[:：]?"
)
_SUMMED = re.compile(
    r"(?:合计|总计|共计|小计)[:：]?.{0,12}|(?:以上|全年|本[月季页表])?(?:合计|总?共计?)[:：]?\d+[场次项个条件].{0,20}"
)
_FOOT = re.compile(
    "(?:填表|制表|审核|填报|负责|联系|经办|报送|统计|录入|复核|审批|主管|分管|校对|单位负责)(?:人|员|领导|者)|(?:注|备注|说明|附注|填表说明|填报说明|注意事项)[:：]|填表说明$|"
    "填[报表制](?:日期|时间|单位|说明)|(?:制表|填表|审核|审批|复核|经办|统计|校对|核对|签发)[:：]|联系(?:电话|方式)|盖章|签[字章]|以上(?:由|数据|内容|情况|信息|均|系|为)"
)
# In the place of a day, beside no name, it heads the sum of the months above.
_WHOLE_YEAR = frozenset({"全年", "全年度", "年度", "本年", "上半年", "下半年"})
_SIGNS = re.compile("[\u4e00-\u9fff]{2,10}[:：]")
_GROUP = re.compile("[（(]?[一二三四五六七八九十]{1,3}[)）、.．].{1,30}")
_ORDINAL = re.compile("[（(]?[一二三四五六七八九十]{1,3}[)）、.．]?")
# Alone in its row, under the head of the days, it heads those of its month.
_A_MONTH = re.compile("(?:20\\d\\d年?)?(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?")
_EXAMPLES = frozenset(
    "示例 例 例如 举例 样例 范例 填写示例 填报示例 填写样例 填表示例 (示例) （示例） 示例： 例：".split()
)
_GUIDE = re.compile("^[如例][:：]|格式|下拉|填写|请[填选写]|填数字|必填|选填|字以内|不超过\\d+字|[Yy]{4}|单选|多选")
# In the place of an activity these say that there was none.
_NONE_HELD = re.compile(
    "(?:[本当上]月|本周|本?季度?|近期|暂)?(?:无|没有|未(?:开展|组织|举办))(?:任何|相关)?(?:活动|内容|数据|情况)?(?:开展)?|[/\\\\—…-]+|0"
)
_LONGEST_NUMBER = 10
# Telephones and identity cards; of other long numbers nobody knows whose they are.
_PERSONS_NUMBER = re.compile(
    r"(?<!\d)(?:1[3-9]\d(?:[ -]?\d{4}){2}|\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?!\d)"
)
_DITTO = frozenset({"同上", "↓", "↑", "〃", "″", '"', "''", "同前", "同上。"})
_REPEATED = frozenset({"start", "start+place", "year", "month", "day"})
_LONGEST_GROUP = 40
_LONGEST_DAY = 14


class Line(NamedTuple):
    """A row of a sheet as it is kept: its number there and its cells that may be kept, by column."""

    sheet: str
    number: int
    cells: dict[str, Any]


@dataclass
class Sorted:
    """The rows that tell something, and the numbers of those that don't."""

    lines: list[Line] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    feet: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    examples: list[int] = field(default_factory=list)
    blanks: list[int] = field(default_factory=list)
    continued: list[int] = field(default_factory=list)
    masked: list[int] = field(default_factory=list)

    def notices(self, sheet: str) -> Iterator[str]:
        for numbers, what in (
            (self.totals, "是合计"),
            (self.groups, "是小标题"),
            (self.feet, "是表尾说明"),
            (self.examples, "是填写示例"),
            (self.blanks, "没有填活动"),
            (self.continued, "接着写上一行的活动，没有另记，其中的数量没有加上"),
        ):
            if numbers:
                yield f"{sheet}：第{_numbers(numbers)}行{what}" + ("" if numbers is self.continued else "，没有导入")
        if self.masked:
            yield f"{sheet}：第{_numbers(self.masked)}行写着手机号或证件号，中间几位没有保存"


def says_nothing(row: Sequence[Cell], heads: set[str]) -> bool:
    """Whether a row looks like a sum, a signature, the heading of a group or the head again, wherever the day may
    stand: its cells tell nothing of a column."""
    words = [cell for cell in row if isinstance(cell, str)]
    only_words = len(words) == sum(cell is not None for cell in row)
    if only_words and (len(set(words)) < 2 or {key(word) for word in words} <= heads):
        return True
    sums = any(_TOTAL.fullmatch(key(cell)) for cell in words)
    return sums or bool(words and _FOOT.match(plain(words[0]).replace(" ", "")))


def is_sum(cell: Cell) -> bool:
    """Whether a cell heads a row of sums: 合计, 小计."""
    return isinstance(cell, str) and bool(_TOTAL.fullmatch(key(cell)))


def _numbers(numbers: list[int]) -> str:
    """3、4、5 as 3–5 where there are many."""
    if len(numbers) <= 12:
        return "、".join(map(str, numbers))
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = [str(a) if a == b else f"{a}–{b}" for a, b in runs]
    return "、".join(said[:20]) + (f"等 {len(numbers)} " if len(said) > 20 else "")


def sort_rows(block: Block, columns: list[Column], year: int) -> Sorted:
    """A table's rows by what they are; of refused columns nothing is kept."""
    return _Sorter(block, columns, year).sorted()


def says_each(lines: Sequence[Line], at: str) -> bool:
    """Whether each row tells for itself what stands in a column, as most lists of units do, and a blank cell is a gap.
    Told once for the rows below, a good part of the cells are blank, and few rows repeat the one above."""
    told = [line.cells.get(at) for line in lines]
    blanks = told.count(None)
    if not blanks or blanks == len(told):
        return False
    said = [cell for cell in told if cell is not None]
    repeats = sum(one is not None and one == other for one, other in pairwise(told))
    # Groups of one unit's rows stand together; where units come again, more blanks must tell that these are groups.
    runs = 1 + sum(one != other for one, other in pairwise(said))
    enough = 3 if runs > len(set(said)) else 5
    return told[0] is None or repeats > blanks or blanks * enough < len(told)


class _Sorter:
    def __init__(self, block: Block, columns: list[Column], year: int) -> None:
        self.block, self.year = block, year
        self.fields = [column for column in columns if column.field]
        self.kept = [(column.at, str(column.at)) for column in columns if not column.refused]
        self.refused = [column.at for column in columns if column.refused]
        self.serials = {column.at for column in columns if key(column.header) in SERIAL}
        self.days = [c.at for c in self.fields if c.field in ("start", "start+place")]
        self.titles = {c.at for c in self.fields if names_it(c)}
        self.whose = {c.at for c in self.fields if c.field in ("unit", "lines")}
        self.first = min((c.at for c in self.fields if c.at not in self.serials), default=0)
        repeated = [c.at for c in self.fields if c.field in _REPEATED]
        self.repeats = {
            at: area.top
            for area in block.sheet.merged
            if area.bottom > area.top and area.left in repeated and area.top > block.head.last
            for at in ((row, area.left) for row in range(area.top, area.bottom + 1))
        }
        self.continued = self._continued()
        self.blotted: set[int] = set()
        # What stands under refused heads and calls nothing off, looked at once.
        self.calm: set[Cell] = set()
        self._is_day: dict[Any, bool] = {}
        self.wide = {m.top: m.right - m.left + 1 for m in block.sheet.merged if m.right > m.left}

    def _continued(self) -> frozenset[int]:
        """Rows over which day, name and unit of the row above are merged: they tell more of its activity."""
        identifying = [*self.days, *self.titles, *(c.at for c in self.fields if c.field == "unit")]
        below = [
            {row for m in self.block.sheet.merged if m.left <= at <= m.right for row in range(m.top + 1, m.bottom + 1)}
            for at in identifying
        ]
        return frozenset.intersection(*map(frozenset, below)) if self.days and self.titles else frozenset()

    def sorted(self) -> Sorted:
        found = Sorted()
        numbers = {
            **{"total": found.totals, "foot": found.feet, "group": found.groups},
            **{"example": found.examples, "blank": found.blanks, "continued": found.continued},
        }
        group, footed, above = "", False, dict[str, Any]()
        for index, row, own in self.block.rows():
            number = self.block.number(index)
            what = self._what(index, own, footed)
            footed = what == "foot"
            if what in numbers:
                numbers[what].append(number)
            if what == "group":
                group = _heading(own)[:_LONGEST_GROUP]
            elif what == "row" and (cells := self._cells(index, row, above)):
                above = cells
                if index in self.blotted:
                    found.masked.append(number)
                found.lines.append(Line(self.block.name, number, cells | {ABOVE: group} if group else cells))
        return found

    def _cells(self, index: int, row: Row, above: Mapping[str, Any]) -> dict[str, Any]:
        cells: dict[str, Any] = {}
        ditto = False
        for at, name in self.kept:
            cell = row[at]
            kind = type(cell)
            if kind is str:
                if not cell or cell in SKIPPED:
                    continue
                ditto = ditto or cell in _DITTO
                # A number that belongs to a person is blotted out wherever it was typed.
                if len(cell) > _LONGEST_NUMBER and _PERSONS_NUMBER.search(cell):  # type: ignore[arg-type]
                    cell = self._blotted(index, str(cell))
                cells[name] = cell
            elif kind is int:
                cells[name] = cell
            elif cell is not None:
                cells[name] = kept_cell(cell)
        for at in self.refused:
            if type(told := row[at]) is str and told not in self.calm:
                if _calls_off(told):
                    cells[CALLED_OFF] = _OFF
                else:
                    self.calm.add(told)
        for at in self.days if self.repeats else ():
            top = self.repeats.get((index, at))
            if top is not None and row[at] is None and (cell := self.block.sheet.rows[top][at]) is not None:
                cells[str(at)] = kept_cell(cell)
        return {at: above.get(at, cell) if cell in _DITTO else cell for at, cell in cells.items()} if ditto else cells

    def _blotted(self, index: int, text: str) -> str:
        self.blotted.add(index)
        return _PERSONS_NUMBER.sub(lambda found: masked(found[0]), text)

    def _what(self, index: int, own: Row, footed: bool) -> str:
        """row, total, foot, group, example, blank, continued, or "" for what is nothing at all."""
        if index in self.continued:
            return "continued"
        if any(cell in _EXAMPLES for cell in own[: self.first + 1]):
            return "example"
        if index == self.block.head.last + 1 and self._guides(own):
            return "example"
        if len(own) - own.count(None) > 3 and self._has_day(own):
            return "row"
        filled = [(at, cell) for at, cell in enumerate(own) if cell is not None]
        words = [cell for _at, cell in filled if isinstance(cell, str)]
        if all(at in self.serials for at, _cell in filled) and not words:
            return ""
        day = self._has_day(own)
        first = plain(words[0]).replace(" ", "") if words else ""
        if not day and (any(_TOTAL.fullmatch(key(cell)) for cell in words) or _SUMMED.fullmatch(first)):
            return "total"
        if not day and self._sums_a_year(filled):
            return "total"
        if not day and len(words) == len(filled) and told_by(words):
            return "group"
        if not day and (_FOOT.match(first) or (footed and len(filled) == 1) or _signed(filled)):
            return "foot"
        if len(filled) == 1 and index not in self.wide and self._is_remark(filled[0][0], first):
            return "foot"
        if len(filled) == 1 and words and self._is_group(index, *filled[0]):
            return "group"
        if not day and len(filled) == len(words) == 2 and _ORDINAL.fullmatch(first):
            return "group"
        return "blank" if filled[0][0] <= self.first and self._holds_nothing(filled) else "row"

    def _sums_a_year(self, filled: Sequence[tuple[int, Cell]]) -> bool:
        """Whether 全年 stands in the place of a day, and nothing is named."""
        whole = any(at in self.days and cell in _WHOLE_YEAR for at, cell in filled)
        return whole and not any(at in self.titles for at, _cell in filled)

    def _holds_nothing(self, filled: Sequence[tuple[int, Cell]]) -> bool:
        """Whether a row that names a unit or a day, and nothing or less tells of what was done: 桥南 | 无 | 无活动."""
        days = {at for at, cell in filled if at in self.days and not _NONE_HELD.fullmatch(key(str(cell)))}
        aside = {*self.whose, *self.serials, *days}
        told = [cell for at, cell in filled if at not in aside]
        if not told:
            return not days
        return len(told) < len(filled) and all(_NONE_HELD.fullmatch(key(str(cell))) for cell in told)

    def _guides(self, own: Row) -> bool:
        """Whether the first row tells how to fill in the others: 格式：2025-01-01 | 下拉选择 | 不超过20字."""
        words = [cell for cell in own if cell is not None]
        if len(words) < 2 or not all(isinstance(cell, str) for cell in words):
            return False
        return sum(bool(_GUIDE.search(str(cell))) for cell in words) * 2 >= len(words)

    def _is_remark(self, at: int, text: str) -> bool:
        """A sentence alone in its row, under another column than that of names: 以上数据由各社区填报。"""
        return at not in self.titles and len(text) > _LONGEST_DAY and not text[0].isdigit() and not _GROUP.match(text)

    def _is_group(self, index: int, at: int, cell: Cell) -> bool:
        """一、志愿服务类 alone in its row heads those below; so does what is merged over the columns."""
        text = str(cell).strip()
        if at in self.days and _A_MONTH.fullmatch(plain(text).replace(" ", "")):
            return True
        if _GROUP.fullmatch(text) or self.wide.get(index, 1) * 2 > self.block.sheet.width:
            return True
        if at in self.titles or at in self.days:
            return False
        return at in self.serials or (at == self.first and len(self.fields) > 2 and not _is_unit_cell(self.fields, at))

    def _has_day(self, own: Row) -> bool:
        for at in self.days:
            cell = own[at]
            if cell is None:
                continue
            # By type too, for True is 1 and a number in a cell may be a day that its digits as text are not.
            known = (type(cell), cell)
            if known not in self._is_day:
                self._is_day[known] = _is_day(cell, self.year)
            if self._is_day[known]:
                return True
        return False


def _signed(filled: Sequence[tuple[int, Cell]]) -> bool:
    """Whether a row holds nothing but who signs it, cell by cell: 工会主席： | 审核： | 填表人：李敏."""
    words = [plain(cell).replace(" ", "") if isinstance(cell, str) else "" for _at, cell in filled]
    return all(map(_SIGNS.match, words)) and any(map(_FOOT.search, words))


def _calls_off(cell: Cell) -> bool:
    return len(str(cell)) <= _LONGEST_GROUP and in_note(str(cell), counted=False)


def _heading(own: Row) -> str:
    """What a row heads those below with: its only words, or the unit that 社区：桥南社区 names."""
    words = [str(cell) for cell in own if cell is not None]
    # 一 | 家庭教育: the number stands in a cell of its own.
    return told_by(words) or words[1 if len(words) == 2 and _ORDINAL.fullmatch(words[0].strip()) else 0]


def _is_unit_cell(fields: list[Column], at: int) -> bool:
    return any(column.at == at and "unit" in parts_of(column.field) for column in fields)


def _is_day(cell: Cell, year: int) -> bool:
    if isinstance(cell, date):
        return True
    return read_days(cell, year=year).value is not None


def kept_cell(cell: Cell) -> str | int | float:
    """A cell as it is kept until the list is entered: numbers as numbers, all else as text."""
    kind = type(cell)
    if kind is str or kind is int:
        return cell  # type: ignore[return-value]
    if kind is float and isfinite(cell):  # type: ignore[arg-type]
        return cell  # type: ignore[return-value]
    return as_text(cell)


def as_text(cell: Cell) -> str:
    """A cell as it is kept and given back: days as 2025-03-05, numbers by their digits, text as typed."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return "是" if cell else "否"
        case datetime():
            return str(cell.date()) if (cell.hour, cell.minute) == (0, 0) else f"{cell:%Y-%m-%d %H:%M}"
        case float() if isfinite(cell):
            return plain_decimal(Decimal(f"{cell:.15g}"))
    return str(cell)
