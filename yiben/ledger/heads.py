"""Heads of lists: where a sheet's head stands, and which of our fields each of its columns is by its name.

A field is written as text, so that a page can offer it and a mapping can keep it: `start`, `attendances`, `money*万元`
(told in another unit), `kind=volunteering` (a column that is ticked), `attendances/times` (30/2 in one cell), `counts`
(30人，200份 in words), and the empty one for what is not taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from yiben.ledger.topics import TopicWords
from yiben.lib.boundary import What, allows
from yiben.lib.dates import read_day, read_days
from yiben.lib.plain import plain, quoted
from yiben.lib.sheets import Sheet

HEAD_WITHIN = 20
"""So many rows may stand above the head: titles, units, dates of filling in."""

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
    "counts": ("文字里的数量", "参加情况", "参与情况", "活动成效", "工作成效", "活动效果", "成效", "数量情况"),
    "summary": ("补录汇总", "汇总"),
}
LABELS = {name: words[0] for name, words in NAMES.items()}
SERIAL = frozenset({"序号", "编号", "no", "no."})
SCALES = {"money*万元": Decimal(10_000), "money*千元": Decimal(1000), "money*百元": Decimal(100)}
MINUTES = "hours*分钟"

# A list without a column of names often tells what was done under one of these.
_TELLING = frozenset({"活动内容", "内容", "工作内容", "主要内容"})
_OTHER_UNITS = frozenset({("hours", "天")})
_PERSONAL = re.compile(
    "身份证|证件号|电话|手机|联系方式|联系人|负责人|姓名|名单|签名|签到表|住址|家庭地址|户籍地|门牌|银行卡|卡号|账号|微信号|邮箱|出生|性别|年龄"
)
_NUMBER = re.compile(r"\s*(?:\d+|\d{1,2}\.\d{1,2})\s*")
_LONGEST_DAY = 30
_LONGEST_GROUP = 6
_LOOKED_AT = 200
_DEED = re.compile("[会学课日劳动训]|服务|慰问|走访|宣传")
_ANY_YEAR = 2024  # a leap year, so that 2月29日 is a day
# Under these stand names, unless a number stands there too: 居民30人.
_PRESENT = re.compile("(?:参加|参会|出席|参与|与会|到会|工作)人员|主讲|讲师|主持人|记录人|组织者")
_ID_OR_PHONE = re.compile(r"[1-9]\d{16}[\dXx]|1[3-9]\d{9}|\d{3,4}-\d{7,8}")


@lru_cache(maxsize=8192)
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
    line_names: Mapping[str, str] = field(default_factory=dict)
    topic_words: Sequence[TopicWords] = ()


@dataclass(frozen=True)
class Column:
    """A column of the list and the field that it is taken for; `why` says how that was found, `refused` why never."""

    at: int
    header: str
    field: str = ""
    label: str = ""
    why: str = ""
    sure: bool = True
    refused: str = ""

    def kept(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("at", "header", "field", "label", "why", "sure", "refused")}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Column:
        return cls(**kept)


@dataclass(frozen=True)
class Head:
    """Where a sheet's head stands and what it heads."""

    first: int
    last: int
    columns: list[Column]

    @property
    def fields(self) -> set[str]:
        return {column.field for column in self.columns if column.field}


def find_head(sheet: Sheet, metrics: Sequence[Counted]) -> Head | None:
    """The head: the row, or two or three rows, in which most of our columns are named; else the row of words that
    stands right above the first row with a day."""
    best: Head | None = None
    for first, last in _places(sheet):
        last = max(last, _merged_down_to(sheet, first))
        head = head_at(sheet, first, last, metrics)
        if len(head.fields) > (len(best.fields) if best else 0):
            best = head
    if best and _has_day(sheet, best.last):
        best = None
    return best if best and len(best.fields) >= 2 else _above_the_first_day(sheet, metrics) or best


def _places(sheet: Sheet) -> Iterator[tuple[int, int]]:
    firsts = range(min(HEAD_WITHIN, len(sheet.rows)))
    yield from ((first, first) for first in firsts)
    # More rows only where they name more than one alone: a title above a head adds nothing to it.
    for more in (1, 2):
        for first in firsts:
            if all(_may_be_a_lower_row(sheet, first + below) for below in range(1, more + 1)):
                yield first, first + more


def _merged_down_to(sheet: Sheet, first: int) -> int:
    """How far down the head goes, as cells that are merged with those of its first row show."""
    low = [area.bottom for area in sheet.merged if area.top == first and area.bottom - first in (1, 2)]
    last = max(low, default=first)
    return last if all(_may_be_a_lower_row(sheet, at) for at in range(first + 1, last + 1)) else first


def _may_be_a_lower_row(sheet: Sheet, at: int) -> bool:
    """A lower head row holds words only: a number or a day means that the list has begun."""
    if at >= len(sheet.rows):
        return False
    cells = [cell for cell in sheet.rows[at] if cell is not None]
    return bool(cells) and all(isinstance(cell, str) and read_day(cell, year=_ANY_YEAR).value is None for cell in cells)


def _has_day(sheet: Sheet, at: int) -> bool:
    return at < len(sheet.rows) and any(is_day(cell) for cell in sheet.rows[at])


def is_day(cell: object) -> bool:
    """Whether a cell shows itself to be a day, as a bare number does not."""
    if isinstance(cell, date):
        return True
    if not isinstance(cell, str) or len(cell) > _LONGEST_DAY or _NUMBER.fullmatch(cell):
        return False
    return read_days(cell, year=_ANY_YEAR).value is not None


def _above_the_first_day(sheet: Sheet, metrics: Sequence[Counted]) -> Head | None:
    for first in range(min(HEAD_WITHIN, len(sheet.rows) - 1)):
        named = sum(cell is not None for cell in sheet.rows[first])
        if named >= 2 and _may_be_a_lower_row(sheet, first) and _has_day(sheet, first + 1):
            spanned = any(area.top == first - 1 and area.right > area.left for area in sheet.merged)
            return head_at(sheet, first - 1 if spanned and named < sheet.width else first, first, metrics)
    return None


def head_at(sheet: Sheet, first: int, last: int, metrics: Sequence[Counted]) -> Head:
    """The columns under the head rows, each taken for the field that its name means, where it means one."""
    headings = sheet.headings(first, last)
    known = _table(metrics)
    tops = [heading.partition("/")[0] for heading in headings]
    columns = list[Column]()
    taken = dict[str, tuple[int, int]]()
    for at, heading in enumerate(headings):
        typed = sheet.rows[first][at] if first == last else None
        header = typed.strip() if isinstance(typed, str) else heading
        found = _match(heading, known, alone=tops.count(tops[at]) == 1, typed=first == last) if heading else None
        column = _refused(at, header) or Column(at, header)
        if found and not column.refused:
            name, rank = found
            column = replace(column, field=name, label=label_of(name, metrics), why="按列名认出")
            place = name.partition("*")[0]
            if place in taken:
                kept_rank, other = taken[place]
                better, worse = (column, columns[other]) if rank < kept_rank else (columns[other], column)
                told = replace(worse, field="", label="", why=f"与{quoted(better.header)}重复")
                if worse is column:
                    column = told
                else:
                    columns[other], taken[place] = told, (rank, at)
            else:
                taken[place] = (rank, at)
        columns.append(column)
    return Head(first, last, _with_title(columns))


def _refused(at: int, header: str) -> Column | None:
    if header and not (verdict := allows(header, what=What.COLUMN)):
        return Column(at, header, refused=f"{verdict.reason}，这一列的内容没有保存")
    if _PERSONAL.search(header) and not re.search("数|人次", header):
        return Column(at, header, refused=_personal(header))
    return None


def _personal(header: str) -> str:
    return f"{quoted(header or '没有列名的一列')}是个人信息，一本不记录，这一列的内容没有保存"


def without_personal(column: Column, cells: Sequence[object]) -> Column:
    """The column, refused where its name tells no field, and its cells are numbers of identity cards or telephones or
    say what people are (汉族, 中共党员): a head may be missing, or stand a row further down."""
    if column.refused or column.field:
        return column
    if _PRESENT.search(column.header) and not any(re.search(r"\d", str(cell)) for cell in cells):
        return replace(column, refused=_personal(column.header))
    if _tells_what_people_are(cells):
        return replace(column, refused=_personal(column.header))
    if any(_ID_OR_PHONE.search(re.sub(r"\s", "", str(cell))) for cell in cells):
        return replace(column, refused=_personal(column.header))
    return column


def _tells_what_people_are(cells: Sequence[object]) -> bool:
    """Whether one of the first is the name of what is not recorded, or a good part of them are."""
    told = [str(cell) for cell in cells[:_LOOKED_AT]]
    beyond = [at for at, cell in enumerate(told) if _says_a_group(cell)]
    return bool(beyond) and (beyond[0] < 3 or len(beyond) * 4 >= len(told))


@lru_cache(maxsize=4096)
def _says_a_group(cell: str) -> bool:
    return len(cell) <= _LONGEST_GROUP and not _DEED.search(cell) and not allows(cell, what=What.COLUMN)


def _with_title(columns: list[Column]) -> list[Column]:
    """Where no column names the activity, the one headed 事项, else the one that tells its content, does."""
    if any(column.field == "title" for column in columns):
        return columns
    telling = [c for c in columns if c.field == "topic"]
    telling += [c for c in columns if c.field == "note" and key(c.header) in _TELLING]
    if not telling:
        return columns
    told = replace(telling[0], field="title", label=LABELS["title"], why="没有名称一列，以这一列为名称")
    return [told if c.at == told.at else c for c in columns]


def _table(metrics: Sequence[Counted]) -> dict[str, tuple[str, int]]:
    """Every known heading with the field that it means and how near it is to our own word."""
    table = {key(word): (name, rank) for name, words in NAMES.items() for rank, word in enumerate(words)}
    for metric in metrics:
        own = f"{metric.name}({metric.unit})"
        for rank, word in enumerate((own, metric.name, *metric.aliases)):
            table.setdefault(key(word), (metric.slug, rank))
    return table


def _match(heading: str, known: Mapping[str, tuple[str, int]], *, alone: bool, typed: bool) -> tuple[str, int] | None:
    """The field that a heading means: as a whole, by its lower part, or by its upper one where that stands alone."""
    upper, _slash, lower = heading.partition("/")
    lowest = heading.rpartition("/")[2]
    candidates = [heading.replace("/", ""), lower, lowest, upper if alone else ""]
    if typed and (both := _both(heading, known)):
        return both
    for candidate in filter(None, candidates):
        if found := _named(candidate, known):
            return found
    return None


def _both(heading: str, known: Mapping[str, tuple[str, int]]) -> tuple[str, int] | None:
    """人次/份数 typed as one heading over cells like 30/200; a head of two rows gives 参加情况/人次."""
    parts = [_named(part, known) for part in re.split("[/、和及]", heading)]
    names = [found[0] for found in parts if found]
    counted = all(name not in NAMES and "*" not in name for name in names)
    if 2 <= len(names) == len(parts) <= 3 and counted and len(set(names)) == len(names):
        return "/".join(names), 0
    return None


def _named(text: str, known: Mapping[str, tuple[str, int]]) -> tuple[str, int] | None:
    whole = key(text).translate(str.maketrans("[]【】〔〕", "()()()"))
    whole = whole[1:-1] if whole.startswith("(") and whole.endswith(")") else whole
    base, _open, inside = whole.partition("(")
    inside = inside.removesuffix(")").removeprefix("单位")
    # 人数（人） is 人数; 填报单位（盖章）临水社区 is a line of its own above the head.
    name, rank = known.get(whole) or (known.get(base) if whole == base or whole.endswith(")") else None) or ("", 0)
    if not name or (name, inside) in _OTHER_UNITS:
        return None
    if inside == "人次" and name == "people":
        return "attendances", rank
    if name == "hours" and inside in ("分", "分钟"):
        return MINUTES, rank
    return (f"{name}*{inside}" if f"{name}*{inside}" in SCALES else name), rank


def label_of(name: str, metrics: Sequence[Counted], words: Words | None = None) -> str:
    """A field as people read it: 金额（万元）, 人次（人次）, 活动类型：培训."""
    field_name, _equals, value = name.partition("=")
    if value and words:
        named = words.kind_names if field_name == "kind" else words.line_names
        return f"{LABELS[field_name]}：{named.get(value, value)}（打勾）"
    if "/" in name:
        return "、".join(label_of(part, metrics) for part in name.split("/"))
    slug, _star, unit = name.partition("*")
    if slug in LABELS:
        return LABELS[slug]
    found = next(m for m in metrics if m.slug == slug)
    return f"{found.name}（{unit or found.unit}）"
