"""Lists read: a sheet's head matched to our columns, its rows read into drafts, with what is odd said row by row.

Nothing is looked up here and nothing is written: `Words` brings the units, kinds and measures by the names that people
use for them; `importing.begin_import` keeps what comes out. Rows are read from their kept cells, at first and whenever
the columns are taken for something else, so that both readings are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any
from uuid import UUID

from yiben.ledger.amounts import read_amount
from yiben.ledger.content import Amount, Content
from yiben.ledger.guesses import TICKS, guess
from yiben.ledger.heads import (
    LABELS,
    MINUTES,
    NAMES,
    SCALES,
    SERIAL,
    Column,
    Counted,
    Head,
    Words,
    find_head,
    key,
    label_of,
)
from yiben.ledger.mappings import Saved, recalled
from yiben.ledger.prose import amounts_in
from yiben.ledger.topics import only_topic, topic_of
from yiben.lib.canonical import plain_decimal
from yiben.lib.dates import read_day, read_days
from yiben.lib.plain import Reading as Read
from yiben.lib.plain import plain, quoted
from yiben.lib.sheets import Cell, Row, Sheet

__all__ = ["LABELS", "NAMES", "Column", "Counted", "Draft", "Finding", "Line", "Reading", "Table", "Words", "key"]

TEMPLATE_SHEETS = ("填写说明", "选项")

_TOTAL = re.compile(r"(?:.{0,8}(?:合计|小计|总计|共计|累计)|合计.{0,6})[:：]?")
_FOOT = re.compile(
    "(?:填表|制表|审核|填报|负责|联系|经办|报送)人|(?:注|备注|说明|填表说明)[:：]|填[报表](?:日期|时间|单位)|盖章"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*(?:年|[-—./]\d)")
_MONTH = re.compile(r"(?<![\d.])(1[0-2]|0?[1-9])月")
_DAY_ALONE = re.compile(r"(\d{1,2})(?:\.0)?[日号]?")
_CAPTION = re.compile(r"单位[:：]?(?:场|人|次|、|,|，|/|\s)*(万元|千元|百元)")
_DITTO = frozenset({"同上", "〃", "″", '"', "''", "同前"})
_NUMBERED = re.compile(r"(?:^|[\n；;。\s])\s*(?:[（(]?[1-9][）)、.．](?!\d)|[①-⑨])")
_SPLIT = re.compile(r"[、，,;；/／\n]+")
_TAIL_OF_KIND = re.compile("(?:类|活动|工作)$")
_FULL_NAME = 4
_PEOPLE = frozenset({"attendances", "people", "volunteers"})
_GROUP = re.compile("[（(]?[一二三四五六七八九十]{1,3}[)）、.．].{1,30}")
_ANY_KIND = "活动"
_YES = TICKS | {"汇总", "补录汇总"}


@dataclass(frozen=True)
class Finding:
    """What is odd in a row: the column, what about it. A bad one keeps the row out."""

    column: str
    text: str
    bad: bool = True

    def kept(self) -> dict[str, Any]:
        return {"column": self.column, "text": self.text, "bad": self.bad}


@dataclass(frozen=True)
class Line:
    """A row of a sheet as it is kept: its number there and its cells that may be kept, by column."""

    sheet: str
    number: int
    cells: dict[str, Any]


@dataclass
class Draft:
    """A row as read: its accepted cells, what it would say in the book, and what is odd."""

    sheet: str
    number: int
    cells: dict[str, Any]
    said: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    twins: list[dict[str, Any]] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not any(finding.bad for finding in self.findings)


@dataclass(frozen=True)
class Table:
    """One sheet's columns, and what its surroundings say of all rows: the year, the month, whose they are."""

    columns: list[Column]
    year: int
    month: int | None = None
    unit: int | None = None

    def context(self) -> dict[str, int | None]:
        return {"year": self.year, "month": self.month, "unit": self.unit}


@dataclass
class Reading:
    """What a file gave: the table of each sheet, notices about the whole, and its rows."""

    tables: dict[str, Table] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)

    @property
    def sure(self) -> bool:
        """Whether every column that is taken was told by its name or by a person before, the needed ones too."""
        named = [{column.field for column in table.columns} for table in self.tables.values()]
        told = all(column.sure for table in self.tables.values() for column in table.columns if column.field)
        return told and all({"start", "title"} <= names for names in named)


def read_list(sheets: Sequence[Sheet], words: Words, *, filename: str = "", saved: Sequence[Saved] = ()) -> Reading:
    """The drafts in a file's sheets. A sheet without a head that we know is told and left out."""
    reading = Reading()
    for sheet in sheets:
        if sheet.name in TEMPLATE_SHEETS or not sheet.rows:
            continue
        if sheet.hidden:
            reading.notices.append(f"工作表{quoted(sheet.name)}是隐藏的，没有读取")
            continue
        head, recollection = _head_of(sheet, words, saved)
        if head is None:
            lying = "像是横着填的：列名竖着排在左边，请转成每行一条再上传"
            why = lying if _lies_down(sheet, words) else "没有认出表头，没有读取"
            reading.notices.append(f"工作表{quoted(sheet.name)}{why}")
            continue
        _read_sheet(sheet, head, recollection, words, filename, reading)
    return reading


def _head_of(sheet: Sheet, words: Words, saved: Sequence[Saved]) -> tuple[Head | None, str]:
    """The head with its columns told by name, by content, or as a person confirmed them, which is said; none where
    no column is a day, or where nothing but the day was recognised beside one column."""
    head = find_head(sheet, words.metrics)
    if head is None:
        return None, ""
    columns = guess(head.columns, sheet.filled(head.last + 1), words)
    columns, recollection = recalled(columns, saved, words)
    head = replace(head, columns=columns)
    filled = [column for column in columns if column.header]
    return (head, recollection) if ("start" in head.fields and len(filled) >= 3) or _enough(head) else (None, "")


def _enough(head: Head) -> bool:
    return "start" in head.fields and len(head.fields) >= 2


def _lies_down(sheet: Sheet, words: Words) -> bool:
    """Whether the names of columns stand one under another, and the activities side by side."""
    turned = Sheet(sheet.name, list(zip(*sheet.rows[:HIGH], strict=True)))
    head = find_head(turned, words.metrics)
    return head is not None and len(head.fields) >= 3 and "start" in head.fields


HIGH = 60


def _year(sheet: Sheet, head: Head, filename: str, today: date) -> int:
    """The year of days that are typed without one: as the title above says, else the sheet's or the file's name."""
    above = [str(cell) for row in sheet.rows[: head.first] for cell in row if isinstance(cell, str)]
    for text in (*above, sheet.name, filename):
        if found := _YEAR.search(plain(text)):
            return int(found[1])
    return today.year


def _unit_above(sheet: Sheet, head: Head, words: Words) -> tuple[str, int] | None:
    """The one unit that the title or the line above the head names in full: 填报单位：临水社区."""
    above = "\n".join(key(cell) for row in sheet.rows[: head.first] for cell in row if isinstance(cell, str))
    named = {
        (name, min(units))
        for name, units in words.units.items()
        if len(name) >= _FULL_NAME and len(units) == 1 and units <= words.writable and name in above
    }
    # 青石街道临水社区 names the community, not the street around it.
    inner = [found for found in named if not any(found[0] in other[0] and found != other for other in named)]
    units = {unit for _name, unit in inner}
    return max(inner, key=lambda found: len(found[0])) if len(units) == 1 else None


# --- rows ---------------------------------------------------------------------------------------------------------


def _read_sheet(sheet: Sheet, head: Head, recollection: str, words: Words, filename: str, reading: Reading) -> None:
    columns = _in_captions_unit(sheet, head, head.columns, words)
    if recollection:
        reading.notices.append(f"{sheet.name}：{recollection}")
    reading.notices += [f"{sheet.name}：{text}" for text in left_out(columns)]
    unit = None
    if not any(column.field == "unit" for column in columns):
        named = _unit_above(sheet, head, words)
        said = f"按表上方写的，都记在{named[0]}名下" if named else "都记在所选单位名下"
        reading.notices.append(f"{sheet.name}：没有单位一列，{said}")
        unit = named[1] if named else None
    year, month = _year(sheet, head, filename, words.today), _month(sheet, head)
    table = reading.tables[sheet.name] = Table(columns, year, month, unit)
    reading.drafts += read_lines(_lines(sheet, head, table, words, reading.notices), table, words)


def read_lines(lines: Iterable[Line], table: Table, words: Words) -> list[Draft]:
    """Kept rows read into drafts, as the table's columns are taken now."""
    reader = _RowReader(table, words)
    return [reader.draft(line) for line in lines]


def left_out(columns: Sequence[Column]) -> Iterator[str]:
    """A sentence for each column that is not taken."""
    for column in columns:
        if column.refused:
            yield column.refused
        elif not column.field and column.header and key(column.header) not in SERIAL:
            yield f"{quoted(column.header)}一列{column.why or '认不出'}，没有导入"


def _lines(sheet: Sheet, head: Head, table: Table, words: Words, notices: list[str]) -> list[Line]:
    """The rows that tell something, without sums, feet and heads repeated; of refused columns nothing."""
    reader = _RowReader(table, words)
    kept = [column.at for column in table.columns if not column.refused]
    totals, foots, groups, lines = [], [], [], list[Line]()
    above: dict[str, Any] = {}
    for index, row, own in _rows(sheet, head.last + 1):
        if reader.is_total(own):
            totals.append(str(index + 1))
        elif reader.is_foot(own):
            foots.append(str(index + 1))
        elif reader.is_group(own):
            groups.append(str(index + 1))
        elif not reader.repeats_head(own):
            cells = {str(at): _kept(row[at]) for at in kept if as_text(row[at]) != ""}
            cells = {at: above.get(at, cell) if cell in _DITTO else cell for at, cell in cells.items()}
            if cells:
                lines.append(Line(sheet.name, index + 1, cells))
            above = cells
    if totals:
        notices.append(f"{sheet.name}：第{'、'.join(totals)}行是合计，没有导入")
    if groups:
        notices.append(f"{sheet.name}：第{'、'.join(groups)}行是小标题，没有导入")
    if foots:
        notices.append(f"{sheet.name}：第{'、'.join(foots)}行是表尾说明，没有导入")
    return lines


def _kept(cell: Cell) -> str | int | float:
    """A cell as it is kept until the list is entered: numbers as numbers, all else as text."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell):
        return cell
    return as_text(cell)


def _in_captions_unit(sheet: Sheet, head: Head, columns: list[Column], words: Words) -> list[Column]:
    """Money in 万元 where the line above the head says so and the column does not say otherwise."""
    above = (plain(cell) for row in sheet.rows[: head.first] for cell in row if isinstance(cell, str))
    told = next((found[1] for cell in above if (found := _CAPTION.search(cell))), "")
    if not told:
        return columns
    name = f"money*{told}"
    why = f"表上方写着单位：{told}"
    return [
        replace(c, field=name, label=label_of(name, words.metrics), why=why)
        if c.field == "money" and "元" not in c.header
        else c
        for c in columns
    ]


def _month(sheet: Sheet, head: Head) -> int | None:
    """The month of days that are typed without one: as the sheet is called, or the title above says."""
    above = [str(cell) for row in sheet.rows[: head.first] for cell in row if isinstance(cell, str)]
    for text in (sheet.name, *above):
        if found := _MONTH.findall(plain(text).replace(" ", "")):
            return int(found[0]) if len(set(found)) == 1 else None
    return None


def _rows(sheet: Sheet, first: int) -> Iterator[tuple[int, Row, Row]]:
    """Rows that hold something, with what merged cells repeat filled in, and as they are."""
    for offset, row in enumerate(sheet.filled(first)):
        own = sheet.rows[first + offset]
        if any(cell is not None for cell in own):
            yield first + offset, row, own


class _RowReader:
    """Reads rows under one head."""

    def __init__(self, table: Table, words: Words) -> None:
        self.columns = {column.field: column for column in table.columns if column.field}
        metrics = {metric.slug: metric.name for metric in words.metrics}
        self.metric_names = metrics
        bases = [(column, column.field.partition("*")[0].split("/")) for column in table.columns if column.field]
        self.counts = [(column, names) for column, names in bases if set(names) <= set(metrics)]
        self.ticks = [column for column in table.columns if "=" in column.field]
        self.words, self.year, self.month = words, table.year, table.month
        self.default_unit = words.default_unit if table.unit is None else table.unit
        self.last_unit = ""

    def draft(self, line: Line) -> Draft:
        row = line.cells
        draft = Draft(line.sheet, line.number, row)
        find = draft.findings
        start, end = self._days(row, find)
        title = self._text(row, "title")
        if not title:
            find.append(Finding(self._head("title"), "没有活动名称"))
        self._tell_several(row, title, find)
        unit = self._unit(row, find)
        amounts, told = self._amounts(row, find)
        draft.said = {
            "unit": unit,
            "start": start.isoformat() if start else None,
            "end": end.isoformat() if end and end != start else None,
            "kind": (kind := self._kind(row, title, find)),
            "topic": self._topic(row, title, kind, find),
            "title": title,
            "place": self._text(row, "place"),
            "note": "；".join(filter(None, (self._text(row, "note"), told))),
            "lines": self._lines(row, find),
            "measures": self._measures(row, start, find),
            "cohosts": self._cohosts(row, unit, find),
            "summary": key(self._text(row, "summary")).upper() in _YES,
            "amounts": amounts,
        }
        if not draft.good:
            draft.said = {}
        return draft

    # -- rows that are none

    def is_total(self, row: Row) -> bool:
        """合计 and its like stand in a row of their own, without a day."""
        day = row[self.columns["start"].at] if "start" in self.columns else None
        if day is not None and read_days(day, year=self.year).value:
            return False
        return any(isinstance(cell, str) and _TOTAL.fullmatch(key(cell)) for cell in row)

    def is_foot(self, row: Row) -> bool:
        filled = [cell for cell in row if cell is not None]
        words = [cell for cell in filled if isinstance(cell, str)]
        return len(words) == len(filled) and bool(words and _FOOT.match(plain(words[0]).replace(" ", "")))

    def is_group(self, row: Row) -> bool:
        """一、志愿服务类 alone in its row heads those below."""
        filled = [cell for cell in row if cell is not None]
        return len(filled) == 1 and isinstance(filled[0], str) and bool(_GROUP.fullmatch(filled[0].strip()))

    def repeats_head(self, row: Row) -> bool:
        return all(
            isinstance(row[c.at], str) and key(str(row[c.at])) in key(c.header)
            for c in self.columns.values()
            if row[c.at] is not None
        )

    # -- single cells

    def _cell(self, row: Mapping[str, Any], name: str) -> Any:
        return row.get(str(self.columns[name].at)) if name in self.columns else None

    def _head(self, name: str) -> str:
        return self.columns[name].header if name in self.columns else LABELS.get(name, name)

    def _text(self, row: Mapping[str, Any], name: str) -> str:
        return " ".join(as_text(self._cell(row, name)).split())

    def _days(self, row: Mapping[str, Any], find: list[Finding]) -> tuple[date | None, date | None]:
        cell = self._in_month(self._cell(row, "start"))
        reading = read_days(cell, year=self.year)
        if reading.value is None:
            find.append(Finding(self._head("start"), reading.problem or "没有日期"))
            return None, None
        start, end = reading.value
        if start > self.words.today:
            find.append(Finding(self._head("start"), f"{start.isoformat()}还没到，活动办完再登记"))
        last = read_day(self._cell(row, "end"), year=start.year)
        if last.problem:
            find.append(Finding(self._head("end"), last.problem))
        elif last.value and last.value < start:
            find.append(Finding(self._head("end"), "结束日期早于开始日期"))
        return start, last.value or end

    def _in_month(self, cell: Any) -> Any:
        """A day alone (5日, or 5 in the sheet called 3月) with the month that the sheet is for."""
        day = _DAY_ALONE.fullmatch(plain(str(cell))) if self.month and cell is not None else None
        return f"{self.month}月{day[1]}日" if day else cell

    def _tell_several(self, row: Mapping[str, Any], title: str, find: list[Finding]) -> None:
        """A cell that numbers several activities is one entry all the same, and told."""
        cell = self._cell(row, "title")
        several = len(_NUMBERED.findall(cell)) if isinstance(cell, str) else 0
        if several > 1:
            told = f"这一格里像是写了 {several} 项活动，只记作一条；要分开记请拆成几行"
            find.append(Finding(self._head("title"), told, bad=False))

    def _unit(self, row: Mapping[str, Any], find: list[Finding]) -> int:
        said = self._text(row, "unit")
        if not said and self.last_unit and len(self.words.writable) > 1:
            said = self.last_unit
            find.append(Finding(self._head("unit"), f"没有写单位，按上面的行记在{quoted(said)}", bad=False))
        self.last_unit = said
        if not said:
            return self.default_unit
        found = self.words.units.get(key(said), frozenset())
        if len(found) != 1:
            why = "有不止一个单位叫这个名字" if found else "没有这个单位"
            find.append(Finding(self._head("unit"), f"{why}：{quoted(said)}"))
            return self.default_unit
        (unit,) = found
        if unit not in self.words.writable:
            find.append(Finding(self._head("unit"), f"您不能替{quoted(said)}登记"))
        return unit

    def _kind(self, row: Mapping[str, Any], title: str, find: list[Finding]) -> str:
        said = self._text(row, "kind")
        ticked = self._ticked(row, "kind")
        if not said and len(ticked) == 1:
            return ticked[0]
        if len(ticked) > 1:
            find.append(Finding(self._head("kind"), "勾了不止一种类型", bad=True))
        if not said:
            guessed = self._guessed_kind(title)
            name = self.words.kind_names.get(guessed, guessed)
            if title:
                find.append(Finding(self._head("kind"), f"没有写类型，按名称认作{quoted(name)}", bad=False))
            return guessed
        known = self.words.kinds.get(key(said)) or self.words.kinds.get(_TAIL_OF_KIND.sub("", key(said)))
        if known is None:
            offered = "、".join(self.words.kind_names.values())
            find.append(Finding(self._head("kind"), f"没有这种类型：{quoted(said)}。可以填：{offered}"))
        return known or ""

    def _ticked(self, row: Mapping[str, Any], name: str) -> list[str]:
        fields = (column for column in self.ticks if column.field.startswith(f"{name}="))
        return [c.field.partition("=")[2] for c in fields if key(str(row.get(str(c.at), ""))).upper() in TICKS]

    def _lines(self, row: Mapping[str, Any], find: list[Finding]) -> list[str]:
        named = self._several(row, "lines", self.words.lines, "没有这条条线", find)
        return sorted({*named, *self._ticked(row, "lines")})

    def _guessed_kind(self, title: str) -> str:
        said = key(title)
        named = [(word != _ANY_KIND, len(word), slug) for word, slug in self.words.kinds.items() if word in said]
        return max(named)[2] if named else "other"

    def _topic(self, row: Mapping[str, Any], title: str, kind: str, find: list[Finding]) -> str:
        """The topic that is written; in a list that has no column for it, the one that the title names."""
        if "topic" in self.columns:
            return self._one(row, "topic", self.words.topics, "没有这个事项", find)
        words = self.words.topic_words
        slug = topic_of(title, kind, words) or only_topic(kind, words)
        if slug:
            name = next(topic.words[0] for topic in words if topic.slug == slug)
            find.append(Finding(self._head("topic"), f"没有写事项，按名称认作{quoted(name)}", bad=False))
        return slug

    def _one(self, row: Mapping[str, Any], name: str, known: Mapping[str, str], why: str, find: list[Finding]) -> str:
        said = self._text(row, name)
        if not said:
            return ""
        found = known.get(key(said))
        if found is None:
            find.append(Finding(self._head(name), f"{why}：{quoted(said)}"))
        return found or ""

    def _several(
        self, row: Mapping[str, Any], name: str, known: Mapping[str, str], why: str, find: list[Finding]
    ) -> list[str]:
        parts = [part.strip() for part in _SPLIT.split(self._text(row, name)) if part.strip()]
        parts = [one for part in parts for one in ([part] if key(part) in known else re.split("[和与及]", part))]
        unknown = [part for part in parts if key(part) not in known]
        if unknown:
            find.append(Finding(self._head(name), f"{why}：{'、'.join(quoted(part) for part in unknown)}"))
        return sorted({known[key(part)] for part in parts if key(part) in known})

    def _measures(self, row: Mapping[str, Any], start: date | None, find: list[Finding]) -> list[str]:
        """Measures by number or title; one that isn't found leaves the row good, to be attributed by hand."""
        whole = self._text(row, "measures")
        parts = [whole] if key(whole) in self.words.measures else re.split("[;；\n]+", whole)
        found: set[str] = set()
        for part in filter(None, (part.strip() for part in parts)):
            named = self.words.measures.get(key(part), frozenset())
            of_the_year = {pk for year, pk in named if start and year == start.year} or {pk for _year, pk in named}
            if len(of_the_year) == 1:
                found |= {str(pk) for pk in of_the_year}
            else:
                why = "有不止一项任务这样写" if named else "没有找到这项任务"
                find.append(Finding(self._head("measures"), f"{why}：{quoted(part)}，没有归集", bad=False))
        return sorted(found)

    def _cohosts(self, row: Mapping[str, Any], unit: int, find: list[Finding]) -> list[int]:
        """Units of the street that held it too; others (企业, 学校) are told and stay in nobody's book."""
        found: set[int] = set()
        for part in filter(None, (part.strip() for part in _SPLIT.split(self._text(row, "cohosts")))):
            named = self.words.units.get(key(part), frozenset())
            if len(named) == 1:
                found |= named
            else:
                stranger = f"{quoted(part)}不是本街道的单位，没有记入联合单位"
                find.append(Finding(self._head("cohosts"), stranger, bad=False))
        return sorted(found - {unit})

    def _amounts(self, row: Mapping[str, Any], find: list[Finding]) -> tuple[list[list[str]], str]:
        """What the row counts, and the words that some of it was read from: they go into the note."""
        amounts: list[list[str]] = []
        for column, names in self.counts:
            cell = row.get(str(column.at))
            parts = _parted(cell, len(names))
            if parts is None:
                find.append(Finding(column.header, f"{quoted(str(cell))}要写成 {len(names)} 个数，用斜线隔开"))
                continue
            for name, part in zip(names, parts, strict=True):
                self._count(name, part, column, amounts, find)
        if "counts" not in self.columns:
            self._tell_uncounted(row, amounts, find)
            return amounts, ""
        return amounts, self._told(row, amounts, find)

    def _count(self, name: str, cell: Any, column: Column, amounts: list[list[str]], find: list[Finding]) -> None:
        reading = read_amount(cell, name)
        if reading.problem and isinstance(cell, str):
            reading = self._in_words(cell, name, column, find) or reading
        if reading.problem:
            find.append(Finding(column.header, reading.problem))
        if (amount := reading.value) is None:
            return
        value = amount.value * self._share(cell, column, find)
        if column.field in SCALES and not (isinstance(cell, str) and re.search("[百千万亿]", cell)):
            value *= SCALES[column.field]
        if column.field == MINUTES and not (isinstance(cell, str) and re.search("[时分:：h]", cell)):
            value = (value / 60).quantize(Decimal("0.01"))
            find.append(Finding(column.header, f"{as_text(cell)} 分钟按 {plain_decimal(value)} 小时计", bad=False))
        if amount.words:
            about = f"{quoted(amount.words)}是约数，按 {plain_decimal(value)} 计并标明"
            find.append(Finding(column.header, about, bad=False))
        if any(one[0] == name for one in amounts):
            find.append(Finding(column.header, f"{self.metric_names[name]}已有一列，这里的没有记", bad=False))
            return
        amounts.append([name, plain_decimal(value), amount.words, ""])

    def _tell_uncounted(self, row: Mapping[str, Any], amounts: list[list[str]], find: list[Finding]) -> None:
        """Where nothing is counted, numbers in the name are told: 学雷锋志愿服务，30人参加."""
        told = amounts_in(self._text(row, "title")).amounts if not amounts else ()
        if told:
            said = "、".join(f"{self.metric_names.get(a.metric, '')} {a.words or plain_decimal(a.value)}" for a in told)
            find.append(Finding(self._head("title"), f"名称里写着{said}，没有记作数量", bad=False))

    def _in_words(self, cell: str, name: str, column: Column, find: list[Finding]) -> Read[Amount] | None:
        """The one number in a cell's words: 居民三十人, 30人（其中党员5人）; what else stands there is named."""
        told = amounts_in(cell)
        like = _PEOPLE if name in _PEOPLE else {name}
        if len(told.amounts) != 1 or told.amounts[0].metric not in like:
            return None
        amount = told.amounts[0]
        if told.left:
            left = "、".join(quoted(words) for words in told.left)
            find.append(Finding(column.header, f"{left}没有归入计量", bad=False))
        return Read(Amount(name, amount.value, amount.words))

    def _told(self, row: Mapping[str, Any], amounts: list[list[str]], find: list[Finding]) -> str:
        """Amounts told in words, where no column counts them; what was read and what was not is both said."""
        column, text = self.columns["counts"], self._text(row, "counts")
        told = amounts_in(text)
        counted = {amount[0] for amount in amounts}
        fresh = [a for a in told.amounts if a.metric not in counted and a.metric in self.metric_names]
        amounts += [[a.metric, plain_decimal(a.value), a.words, a.noun] for a in fresh]
        if fresh:
            said = "、".join(f"{self.metric_names[a.metric]} {a.words or plain_decimal(a.value)}" for a in fresh)
            about = "，其中的约数已标明" if any(a.words for a in fresh) else ""
            find.append(Finding(column.header, f"从文字里读出{said}{about}", bad=False))
        if told.left:
            left = "、".join(quoted(words) for words in told.left)
            find.append(Finding(column.header, f"{left}没有归入计量，留在备注里", bad=False))
        return text

    def _share(self, cell: Any, column: Column, find: list[Finding]) -> int:
        """A cell that Excel shows as 98.5% holds 0.985."""
        if column.field != "rate" or not isinstance(cell, float) or cell >= 1:
            return 1
        find.append(Finding(column.header, f"{cell:.15g}认作百分数，按 {cell * 100:.6g}% 计", bad=False))
        return 100


def _parted(cell: Any, parts: int) -> list[Any] | None:
    """The numbers in a cell like 30/200, one for each name in its head; a blank tells none."""
    if parts == 1:
        return [cell]
    if cell is None or cell == "":
        return [None] * parts
    found = re.split("[/、;；,，和 ]+", plain(str(cell)))
    return list(found) if len(found) == parts else None


def as_text(cell: Cell) -> str:
    """A cell as it is kept and given back: days as 2025-03-05, numbers by their digits, text as typed."""
    match cell:
        case None:
            return ""
        case bool():
            return "是" if cell else "否"
        case datetime():
            return str(cell.date()) if (cell.hour, cell.minute) == (0, 0) else f"{cell:%Y-%m-%d %H:%M}"
        case float() if isfinite(cell):
            return plain_decimal(Decimal(f"{cell:.15g}"))
    return str(cell)


def content_of_draft(said: Mapping[str, Any], *, id: UUID, origin: str, reason: str = "") -> Content:
    """A good row's draft as what its entry will say."""
    return Content(
        id=id,
        origin=origin,
        reason=reason,
        unit_id=said["unit"],
        start=date.fromisoformat(said["start"]),
        end=date.fromisoformat(said["end"]) if said["end"] else None,
        kind=said["kind"],
        topic=said["topic"],
        title=said["title"],
        place=said["place"],
        note=said["note"],
        lines=tuple(said["lines"]),
        measures=tuple(UUID(pk) for pk in said["measures"]),
        cohosts=tuple(said["cohosts"]),
        summary=said["summary"],
        amounts=tuple(Amount(metric, Decimal(value), words, noun) for metric, value, words, noun in said["amounts"]),
    )
