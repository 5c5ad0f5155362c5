"""Lists read: a sheet's head matched to our columns, its rows read into drafts, with what is odd said row by row.

Nothing is looked up here and nothing is written: `Words` brings the units, kinds and measures by the names that people
use for them; `actions.begin_import` keeps what comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any
from uuid import UUID

from yiben.ledger.amounts import read_amount
from yiben.ledger.content import Amount, Content
from yiben.lib.boundary import What, allows
from yiben.lib.canonical import plain_decimal
from yiben.lib.dates import read_day, read_days
from yiben.lib.plain import plain, quoted
from yiben.lib.sheets import Cell, Row, Sheet

HEAD_WITHIN = 20
"""So many rows may stand above the head: titles, units, dates of filling in."""
TEMPLATE_SHEETS = ("填写说明", "选项")

# How people head the columns of an activity list. The first of each is our own.
NAMES: dict[str, tuple[str, ...]] = {
    "unit": (
        "单位",
        *("单位名称", "社区", "社区名称", "所属社区", "填报单位", "上报单位", "主办单位"),
        *("承办单位", "举办单位", "开展单位", "责任单位", "部门"),
    ),
    "start": (
        "开始日期",
        *("日期", "活动日期", "活动时间", "开展时间", "开展日期", "举办时间", "举办日期"),
        *("开始时间", "办理时间", "办理日期", "时间", "年月日"),
    ),
    "end": ("结束日期", "结束时间", "截止日期", "截止时间", "完成日期"),
    "kind": ("活动类型", "类型", "类别", "活动类别", "活动形式", "形式", "工作类型"),
    "topic": ("事项", "具体事项", "事项名称"),
    "lines": ("条线", "所属条线", "工作条线", "业务条线", "对应条线"),
    "title": ("活动名称", "名称", "活动主题", "主题", "标题", "会议名称", "项目名称", "工作名称", "活动", "活动题目"),
    "place": ("地点", "活动地点", "举办地点", "开展地点", "会议地点", "场所"),
    "cohosts": ("联合单位", "联合举办单位", "协办单位", "合办单位", "联办单位"),
    "measures": ("对应举措", "对应任务", "举措", "任务", "工作要点", "对应要点"),
    "note": ("备注", "说明", "活动内容", "内容", "工作内容", "活动简介", "简介", "内容简介", "主要内容"),
    "summary": ("补录汇总", "汇总"),
}
LABELS = {name: words[0] for name, words in NAMES.items()}
# A list without a column of names often tells what was done under one of these.
_TELLING = frozenset({"活动内容", "内容", "工作内容", "主要内容"})

_TOTAL = re.compile(r"(?:.{0,8}(?:合计|小计|总计|共计|累计)|合计.{0,6})[:：]?")
_FOOT = re.compile(
    "(?:填表|制表|审核|填报|负责|联系|经办|报送)人|(?:注|备注|说明|填表说明)[:：]|填[报表](?:日期|时间|单位)|盖章"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*(?:年|[-—./]\d)")
_SPLIT = re.compile(r"[、,，;；/／\n]+")
_TAIL_OF_KIND = re.compile("(?:类|活动|工作)$")
_FULL_NAME = 4
_ANY_KIND = "活动"
_YES = frozenset({"是", "√", "1", "Y", "YES", "TRUE", "汇总", "补录汇总"})
_SCALES = {("money", "万元"): Decimal(10_000), ("money", "千元"): Decimal(1000), ("money", "百元"): Decimal(100)}
_OTHER_UNITS = frozenset({("hours", "分钟"), ("hours", "天"), ("hours", "分")})


def key(text: str) -> str:
    """A name as it is compared: half-width, small letters, without blanks and marks of a required field."""
    return re.sub(r"[\s*:：·•\"'“”]+", "", plain(text)).casefold()


@dataclass(frozen=True)
class Counted:
    """A metric as a column is matched to it."""

    slug: str
    name: str
    unit: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """What names in a list can mean here; keys are `key(name)`. A measure is given with the year of its plan."""

    units: Mapping[str, frozenset[int]]
    writable: frozenset[int]
    default_unit: int
    kinds: Mapping[str, str]
    topics: Mapping[str, str]
    lines: Mapping[str, str]
    measures: Mapping[str, frozenset[tuple[int, UUID]]]
    metrics: Sequence[Counted]
    today: date
    kind_names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """A column of the list and what it is to us; `times` multiplies its numbers (万元)."""

    at: int
    header: str
    field: str
    label: str
    times: Decimal = Decimal(1)

    def kept(self) -> dict[str, Any]:
        return {"at": self.at, "header": self.header, "field": self.field, "label": self.label}


@dataclass(frozen=True)
class Finding:
    """What is odd in a row: the column, what about it. A bad one keeps the row out."""

    column: str
    text: str
    bad: bool = True

    def kept(self) -> dict[str, Any]:
        return {"column": self.column, "text": self.text, "bad": self.bad}


@dataclass
class Draft:
    """A row as read: its accepted cells, what it would say in the book, and what is odd."""

    sheet: str
    number: int
    cells: dict[str, str]
    said: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not any(finding.bad for finding in self.findings)


@dataclass
class Reading:
    """What a file gave: the columns of each sheet, notices about the whole, and its rows."""

    columns: dict[str, list[Column]] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)


def read_list(sheets: Sequence[Sheet], words: Words, *, filename: str = "") -> Reading:
    """The drafts in a file's sheets. A sheet without a head that we know is told and left out."""
    reading = Reading()
    for sheet in sheets:
        if sheet.name in TEMPLATE_SHEETS or not sheet.rows:
            continue
        if sheet.hidden:
            reading.notices.append(f"工作表{quoted(sheet.name)}是隐藏的，没有读取")
            continue
        head = find_head(sheet, words.metrics)
        if head is None:
            reading.notices.append(f"工作表{quoted(sheet.name)}没有认出表头，没有读取")
            continue
        _read_sheet(sheet, head, words, _year(sheet, head, filename, words.today), reading)
    _tell_twins(reading.drafts)
    return reading


# --- heads --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Head:
    """Where a sheet's head stands and what it heads; `left_out` are sentences for the user."""

    first: int
    last: int
    columns: list[Column]
    left_out: list[str]


def find_head(sheet: Sheet, metrics: Sequence[Counted]) -> Head | None:
    """The head: the row, or two rows, in which most of our columns are named."""
    firsts = range(min(HEAD_WITHIN, len(sheet.rows)))
    places = [(first, first) for first in firsts]
    # Two rows only where they name more than one alone: a title above a head adds nothing to it.
    places += [(first, first + 1) for first in firsts if _may_be_a_second_row(sheet, first + 1)]
    best: Head | None = None
    for first, last in places:
        head = _head(sheet, first, last, metrics)
        if _weight(head) > (_weight(best) if best else 0):
            best = head
    return best if best and _weight(best) >= 2 and any(c.field == "start" for c in best.columns) else None


def _weight(head: Head) -> int:
    return len({column.field for column in head.columns})


def _may_be_a_second_row(sheet: Sheet, at: int) -> bool:
    """A second head row holds words only: a number or a day means that the list has begun."""
    if at >= len(sheet.rows):
        return False
    cells = [cell for cell in sheet.rows[at] if cell is not None]
    return bool(cells) and all(isinstance(cell, str) and read_day(cell).value is None for cell in cells)


def _head(sheet: Sheet, first: int, last: int, metrics: Sequence[Counted]) -> Head:
    headings = sheet.headings(first, last)
    known = _table(metrics)
    taken: dict[str, tuple[int, Column]] = {}
    left_out = []
    tops = [heading.partition("/")[0] for heading in headings]
    for at, heading in enumerate(headings):
        if not heading:
            continue
        verdict = allows(heading, what=What.COLUMN)
        if not verdict:
            left_out.append(f"{verdict.reason}，这一列的内容没有保存")
            continue
        found = _match(heading, known, alone=tops.count(tops[at]) == 1)
        if found is None:
            if key(heading) not in ("序号", "编号", "no", "no."):
                left_out.append(f"{quoted(heading)}一列认不出，没有导入")
            continue
        name, rank, times = found
        typed = sheet.rows[first][at] if first == last else None
        column = Column(at, typed.strip() if isinstance(typed, str) else heading, name, _label(name, metrics), times)
        if name in taken and taken[name][0] <= rank:
            left_out.append(f"{quoted(heading)}一列与{quoted(taken[name][1].header)}重复，没有导入")
            continue
        if name in taken:
            left_out.append(f"{quoted(taken[name][1].header)}一列与{quoted(heading)}重复，没有导入")
        taken[name] = (rank, column)
    columns = sorted((column for _rank, column in taken.values()), key=lambda column: column.at)
    return Head(first, last, _with_title(columns), left_out)


def _with_title(columns: list[Column]) -> list[Column]:
    """Where no column names the activity, the one headed 事项, else the one that tells its content, does."""
    if any(column.field == "title" for column in columns):
        return columns
    telling = [c for c in columns if c.field == "topic"] + [c for c in columns if key(c.header) in _TELLING]
    if not telling:
        return columns
    title = telling[0]
    return [Column(c.at, c.header, "title", LABELS["title"]) if c is title else c for c in columns]


def _table(metrics: Sequence[Counted]) -> dict[str, tuple[str, int]]:
    """Every known heading with the field that it means and how near it is to our own word."""
    table = {key(word): (name, rank) for name, words in NAMES.items() for rank, word in enumerate(words)}
    for metric in metrics:
        own = f"{metric.name}({metric.unit})"
        for rank, word in enumerate((own, metric.name, *metric.aliases)):
            table.setdefault(key(word), (metric.slug, rank))
    return table


def _match(heading: str, known: Mapping[str, tuple[str, int]], *, alone: bool) -> tuple[str, int, Decimal] | None:
    """The field that a heading means: as a whole, by its lower part, or by its upper one where that stands alone."""
    upper, _slash, lower = heading.partition("/")
    candidates = [heading.replace("/", ""), lower, upper if alone else ""]
    for candidate in filter(None, candidates):
        if found := _named(candidate, known):
            return found
    return None


def _named(text: str, known: Mapping[str, tuple[str, int]]) -> tuple[str, int, Decimal] | None:
    whole = key(text).translate(str.maketrans("[]【】〔〕", "()()()"))
    whole = whole[1:-1] if whole.startswith("(") and whole.endswith(")") else whole
    base, _open, inside = whole.partition("(")
    inside = inside.removesuffix(")").removeprefix("单位")
    # 人数（人） is 人数; 填报单位（盖章）临水社区 is a line of its own above the head.
    name, rank = known.get(whole) or (known.get(base) if whole == base or whole.endswith(")") else None) or ("", 0)
    if not name or (name, inside) in _OTHER_UNITS:
        return None
    if inside == "人次" and name == "people":
        name = "attendances"
    return name, rank, _SCALES.get((name, inside), Decimal(1))


def _label(name: str, metrics: Sequence[Counted]) -> str:
    return LABELS.get(name) or next(f"{m.name}（{m.unit}）" for m in metrics if m.slug == name)


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


def _read_sheet(sheet: Sheet, head: Head, words: Words, year: int, reading: Reading) -> None:
    reading.columns[sheet.name] = head.columns
    reading.notices += [f"{sheet.name}：{text}" for text in head.left_out]
    if not any(column.field == "unit" for column in head.columns):
        named = _unit_above(sheet, head, words)
        said = f"按表上方写的，都记在{named[0]}名下" if named else "都记在所选单位名下"
        reading.notices.append(f"{sheet.name}：没有单位一列，{said}")
        words = replace(words, default_unit=named[1]) if named else words
    row_reader = _RowReader(head.columns, words, year)
    totals, foots = [], []
    for index, row, own in _rows(sheet, head.last + 1):
        if row_reader.is_total(own):
            totals.append(str(index + 1))
        elif row_reader.is_foot(own):
            foots.append(str(index + 1))
        elif not row_reader.repeats_head(own):
            reading.drafts.append(row_reader.draft(sheet.name, index + 1, row))
    if totals:
        reading.notices.append(f"{sheet.name}：第{'、'.join(totals)}行是合计，没有导入")
    if foots:
        reading.notices.append(f"{sheet.name}：第{'、'.join(foots)}行是表尾说明，没有导入")


def _rows(sheet: Sheet, first: int) -> Iterator[tuple[int, Row, Row]]:
    """Rows that hold something, with what merged cells repeat filled in, and as they are."""
    for offset, row in enumerate(sheet.filled(first)):
        own = sheet.rows[first + offset]
        if any(cell is not None for cell in own):
            yield first + offset, row, own


class _RowReader:
    """Reads rows under one head."""

    def __init__(self, columns: Sequence[Column], words: Words, year: int) -> None:
        self.columns = {column.field: column for column in columns}
        self.counts = [c for c in columns if c.field in {metric.slug for metric in words.metrics}]
        self.words, self.year = words, year

    def draft(self, sheet: str, number: int, row: Row) -> Draft:
        cells = {str(c.at): text for c in self.columns.values() if (text := as_text(row[c.at])) != ""}
        draft = Draft(sheet, number, cells)
        find = draft.findings
        start, end = self._days(row, find)
        title = self._text(row, "title")
        if not title:
            find.append(Finding(self._head("title"), "没有活动名称"))
        kind = self._kind(row, title, find)
        draft.said = {
            "unit": self._unit(row, find),
            "start": start.isoformat() if start else None,
            "end": end.isoformat() if end and end != start else None,
            "kind": kind,
            "topic": self._one(row, "topic", self.words.topics, "没有这个事项", find),
            "title": title,
            "place": self._text(row, "place"),
            "note": self._text(row, "note"),
            "lines": self._several(row, "lines", self.words.lines, "没有这条条线", find),
            "measures": self._measures(row, start, find),
            "cohosts": self._cohosts(row, find),
            "summary": key(self._text(row, "summary")).upper() in _YES,
            "amounts": self._amounts(row, find),
        }
        if not draft.good:
            draft.said = {}
        return draft

    # -- rows that are none

    def is_total(self, row: Row) -> bool:
        """合计 and its like stand in a row of their own, without a day."""
        if self._day_cell(row) is not None and read_days(self._day_cell(row), year=self.year).value:
            return False
        return any(isinstance(cell, str) and _TOTAL.fullmatch(key(cell)) for cell in row)

    def is_foot(self, row: Row) -> bool:
        filled = [cell for cell in row if cell is not None]
        words = [cell for cell in filled if isinstance(cell, str)]
        return len(words) == len(filled) and bool(words and _FOOT.match(plain(words[0]).replace(" ", "")))

    def repeats_head(self, row: Row) -> bool:
        return all(
            isinstance(row[c.at], str) and key(str(row[c.at])) in key(c.header)
            for c in self.columns.values()
            if row[c.at] is not None
        )

    # -- single cells

    def _cell(self, row: Row, name: str) -> Cell:
        return row[self.columns[name].at] if name in self.columns else None

    def _day_cell(self, row: Row) -> Cell:
        return self._cell(row, "start")

    def _head(self, name: str) -> str:
        return self.columns[name].header if name in self.columns else LABELS.get(name, name)

    def _text(self, row: Row, name: str) -> str:
        return " ".join(as_text(self._cell(row, name)).split())

    def _days(self, row: Row, find: list[Finding]) -> tuple[date | None, date | None]:
        reading = read_days(self._day_cell(row), year=self.year)
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

    def _unit(self, row: Row, find: list[Finding]) -> int:
        said = self._text(row, "unit")
        if not said:
            return self.words.default_unit
        found = self.words.units.get(key(said), frozenset())
        if len(found) != 1:
            why = "有不止一个单位叫这个名字" if found else "没有这个单位"
            find.append(Finding(self._head("unit"), f"{why}：{quoted(said)}"))
            return self.words.default_unit
        (unit,) = found
        if unit not in self.words.writable:
            find.append(Finding(self._head("unit"), f"您不能替{quoted(said)}登记"))
        return unit

    def _kind(self, row: Row, title: str, find: list[Finding]) -> str:
        said = self._text(row, "kind")
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

    def _guessed_kind(self, title: str) -> str:
        said = key(title)
        named = [(word != _ANY_KIND, len(word), slug) for word, slug in self.words.kinds.items() if word in said]
        return max(named)[2] if named else "other"

    def _one(self, row: Row, name: str, known: Mapping[str, str], why: str, find: list[Finding]) -> str:
        said = self._text(row, name)
        if not said:
            return ""
        found = known.get(key(said))
        if found is None:
            find.append(Finding(self._head(name), f"{why}：{quoted(said)}"))
        return found or ""

    def _several(self, row: Row, name: str, known: Mapping[str, str], why: str, find: list[Finding]) -> list[str]:
        parts = [part.strip() for part in _SPLIT.split(self._text(row, name)) if part.strip()]
        parts = [one for part in parts for one in ([part] if key(part) in known else re.split("[和与及]", part))]
        unknown = [part for part in parts if key(part) not in known]
        if unknown:
            find.append(Finding(self._head(name), f"{why}：{'、'.join(quoted(part) for part in unknown)}"))
        return sorted({known[key(part)] for part in parts if key(part) in known})

    def _measures(self, row: Row, start: date | None, find: list[Finding]) -> list[str]:
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

    def _cohosts(self, row: Row, find: list[Finding]) -> list[int]:
        """Units of the street that held it too; others (企业, 学校) are told and stay in nobody's book."""
        found: set[int] = set()
        for part in filter(None, (part.strip() for part in _SPLIT.split(self._text(row, "cohosts")))):
            named = self.words.units.get(key(part), frozenset())
            if len(named) == 1:
                found |= named
            else:
                stranger = f"{quoted(part)}不是本街道的单位，没有记入联合单位"
                find.append(Finding(self._head("cohosts"), stranger, bad=False))
        return sorted(found - {self._unit(row, [])})

    def _amounts(self, row: Row, find: list[Finding]) -> list[list[str]]:
        amounts = []
        for column in self.counts:
            cell = row[column.at]
            reading = read_amount(as_text(cell) if isinstance(cell, date | time | timedelta) else cell, column.field)
            if reading.problem:
                find.append(Finding(column.header, reading.problem))
            if (amount := reading.value) is None:
                continue
            value = amount.value * column.times * self._share(cell, column, find)
            if amount.words:
                about = f"{quoted(amount.words)}是约数，按 {plain_decimal(value)} 计并标明"
                find.append(Finding(column.header, about, bad=False))
            amounts.append([column.field, plain_decimal(value), amount.words, ""])
        return amounts

    def _share(self, cell: Cell, column: Column, find: list[Finding]) -> int:
        """A cell that Excel shows as 98.5% holds 0.985."""
        if column.field != "rate" or not isinstance(cell, float) or cell >= 1:
            return 1
        find.append(Finding(column.header, f"{cell:.15g}认作百分数，按 {cell * 100:.6g}% 计", bad=False))
        return 100


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


def _tell_twins(drafts: Sequence[Draft]) -> None:
    """A row that says what an earlier one says is told: lists are often pasted together."""
    seen: dict[tuple[Any, ...], Draft] = {}
    for draft in drafts:
        if not draft.good:
            continue
        twin = seen.setdefault(likeness(draft.said), draft)
        if twin is not draft:
            where = f"第{twin.number}行" if twin.sheet == draft.sheet else f"{twin.sheet}第{twin.number}行"
            draft.findings.append(Finding("", f"与{where}同日同名，请看是否重复", bad=False))


def likeness(said: Mapping[str, Any]) -> tuple[Any, ...]:
    return said["unit"], said["start"], said["kind"], said["title"]


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
