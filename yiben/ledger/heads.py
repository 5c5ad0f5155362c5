"""Heads of lists: where a sheet's head stands, and which of our fields each of its columns is by its name.

A field is written as text, so that a page can offer it and a mapping can keep it: `start`, `attendances`, `money*万元`
(told in another unit), `kind=volunteering` (a column that is ticked), `attendances/times` (30/2 in one cell),
`start+place` (both in one cell), `materials:问卷` (counted under its noun), `counts` (30人，200份 in words), and the
empty one for what is not taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from yiben.ledger.headings import (
    LABELS,
    MINUTES,
    NAMES,
    NOUNED,
    SCALES,
    SEVERAL,
    UNITS,
    Counted,
    Headings,
    Meaning,
    given_out,
    key,
    noun_of,
    parts_of,
    prefixes,
)
from yiben.ledger.topics import TopicWords
from yiben.lib.boundary import What, allows
from yiben.lib.dates import read_day, read_days
from yiben.lib.plain import plain, quoted
from yiben.lib.sheets import Cell, Row, Sheet

__all__ = ["LABELS", "MINUTES", "NAMES", "SCALES", "Column", "Counted", "Head", "Words", "find_head", "key", "label_of"]

HEAD_WITHIN = 20
"""So many rows may stand above the head: titles, units, dates of filling in."""

OUR_REASONS = frozenset({"未导入的原因", "whynotimported"})
"""How our own file of the rows that could not be taken heads the reasons: it comes back mended."""
SERIAL = frozenset({"序号", "编号", "no", "no.", "#"}) | OUR_REASONS
# A list without a column of names often tells what was done under one of these.
_TELLING = re.compile("内容$|事由$|摘要$")
# Whom it was to tells one visit from another. Persons have no names here.
_VISITED = re.compile(
    "(走访|慰问|服务|帮扶|对接|检查|巡查|调研|探访|拜访|视察|督导|接待|考察|参观|回访|联系|入企)的?(?:企业|单位|商户|商家|门店|店铺|学校|机构|场所|点位|楼宇|园区|基地|公司)(?:名称|全称)?"
)
_REALLY = re.compile("实际|实到|实有|到场|签到|出席|到会")
_WHOLE = re.compile("总|合计|累计")
_SESSION = re.compile("本[节次期课]|单元|节次")
_STAGE = re.compile("(?:节点|里程碑|工序|阶段)(?:名称|内容)?$")
FOR_A_NAME = "没有名称一列，以这一列为名称"
SUBJECTS = "格子里多半说的是事，不是活动类型"
"""Why a column of kinds is not held to its words: they tell what it was about."""
_PERSONAL = re.compile(
    "身份证|证件号|电话|手机|联系方式|联系人|负责人|(?:经办|填报|填写|填表|提交|录入|报送|制表|经手|发放|带队|审核|审批|签收|领取|登记|统计)[人者]|昵称|姓名|名单|签名|签到表|住址|家庭地址|户籍|籍贯|门牌|银行卡|卡号|账号|微信号|邮箱|出生|性别|年龄"
)
ROSTER = re.compile(
    "(?:志愿者|学员|队员|人员|对象|职工|居民|会员|成员|参加人员?|参与人员?|参训人员?|参会人员?|献血者|被?慰问(?:人员?|对象|职工)?|受助(?:人|者)|报名人)?的?姓名|名字"
)
"""Heads under which a list of persons, one a row, names them."""
_NUMBER = re.compile(r"\s*\d+(?:\.\d+)?\s*")
_LONGEST_DAY = 30
_SURELY = 4
_LONGEST_GROUP = 6
_LOOKED_AT = 200
_DAYS = frozenset({"start", "start+place", "day"})
_DEED = re.compile("[会学课日劳动训]|服务|慰问|走访|宣传")
_AROUND = re.compile(r"^[\s(\[【〔]*(?:单位:?)?|[\s)\]】〕]*$")
_MANNER = re.compile("年?[-/.]?月[-/.]?日|[YyMmDd]{2,4}(?:[-/.]?[MmDd]{2}){1,2}|年月日|全称|元|必填|选填")
# 填报单位：临水社区 heads the rows below it, and names no column.
_FILLED_IN_BY = re.compile(r"(?:填报|上报|报送|申报|主办|所属|责任)?(?:单位|社区|部门|村居)(?:名称)?(?:\(盖章\))?:")
_ANY_YEAR = 2024  # a leap year, so that 2月29日 is a day
# Under these stand names, unless a number stands there too: 居民30人.
_PRESENT = re.compile(
    "(?:参加|参会|出席|参与|与会|到会|工作|走访|陪同|随行|值班|带队)人员?|主讲|讲师|主持人|记录人|组织者|责任人|"
    "(?:授课|任课|指导|带教|培训|上课|辅导)(?:老师|教师|人员?)|(?:带队|牵头|包联|联系|陪同)(?:人|代表|干部|领导|老师)|"
    "经[办手]$|网格员$|律师$|教练$|裁判|咨询师|摄影$|医生$"
)
_ID_OR_PHONE = re.compile(r"[1-9]\d{16}[\dXx]|1[3-9]\d{9}|\d{3,4}-\d{7,8}")


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
    rank: int = 0
    instead: str = ""

    @property
    def by_shape(self) -> bool:
        """Whether only the shape of its name told the field, so that its cells must agree."""
        return bool(self.field) and Meaning(self.field, self.rank).by_shape

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

    @property
    def titled(self) -> bool:
        """Whether a column names the activities."""
        return any(names_it(column) for column in self.columns)


def names_it(column: Column) -> bool:
    """Whether a column tells what an activity is called, alone or among other words."""
    return "title" in parts_of(column.field)


def find_head(sheet: Sheet, metrics: Sequence[Counted], headings: Headings | None = None) -> Head | None:
    """The head: the row, or two or three rows, in which most of our columns are named; else the row of words that
    stands right above the first row with a day. What its names mean is asked more widely than where it stands."""
    wide = Headings(metrics, wide=True)
    found = _find_head(sheet, headings or Headings(metrics))
    head = head_at(sheet, found.first, found.last, wide) if found else None
    if not (head and tells_days(head)):
        wider = _find_head(sheet, wide)
        head = wider if wider and tells_days(wider) and wider.titled and len(wider.fields) >= _SURELY else head
    return head and _from_its_top(sheet, head)


def _find_head(sheet: Sheet, headings: Headings) -> Head | None:
    best: Head | None = None
    heads: dict[int, Head] = {}
    for first, last in _places(sheet):
        last = max(last, _merged_down_to(sheet, first))
        head = head_at(sheet, first, last, headings)
        if len(head.fields) > (len(heads[first].fields) if first in heads else 0):
            heads[first] = head
        if len(head.fields) > (len(best.fields) if best else 0):
            best = head
    if best and _has_day(sheet, best.last):
        best = None
    # Of two tables under each other the upper one is read first, though the lower may have more columns.
    earlier = (heads[first] for first in sorted(heads) if best and heads[first].last < best.first)
    best = next((head for head in earlier if _heads_a_table(sheet, head)), best)
    if best and best.last + 1 < len(sheet.rows) and _goes_on(sheet, best.last):
        return head_at(sheet, best.first, best.last + 1, headings)
    return best if best and len(best.fields) >= 2 else _above_the_first_day(sheet, headings) or best


def _from_its_top(sheet: Sheet, head: Head) -> Head:
    """The head with the rows above it that cells merged downwards join to it: they name groups, and are no title."""
    return replace(
        head, first=min((area.top for area in sheet.merged if area.top < head.first <= area.bottom), default=head.first)
    )


def _goes_on(sheet: Sheet, last: int) -> bool:
    """Whether the row below belongs to the head, though it names no more of our fields: it tells units of count, or
    what stands under the columns that the row above spans."""
    below = sheet.rows[last + 1]
    spans = (below[a.left : a.right + 1] for a in sheet.merged if a.top == a.bottom == last and a.right > a.left)
    parts = [sum(isinstance(cell, str) for cell in cells) for cells in spans]
    return _tells_units(below) or (max(parts, default=0) > 1 and _may_be_a_lower_row(sheet, last + 1))


def _heads_a_table(sheet: Sheet, head: Head) -> bool:
    return tells_days(head) and "title" in head.fields and len(head.fields) >= 3 and _has_day(sheet, head.last + 1)


def find_head_at(sheet: Sheet, first: int, headings: Headings) -> Head:
    """The head that begins in this row, of one row to three."""
    lasts = [first, max(first, _merged_down_to(sheet, first))]
    for more in (1, 2):
        if all(_may_be_a_lower_row(sheet, first + below) for below in range(1, more + 1)):
            lasts.append(first + more)
    return max((head_at(sheet, first, last, headings) for last in lasts), key=lambda head: len(head.fields))


def tells_days(head: Head) -> bool:
    """Whether a head has what a day is made of."""
    return bool(_DAYS & head.fields)


def _places(sheet: Sheet) -> Iterator[tuple[int, int]]:
    firsts = [at for at in range(min(HEAD_WITHIN, len(sheet.rows))) if not is_title(sheet, at)]
    yield from ((first, first) for first in firsts)
    # More rows only where they name more than one alone: a title above a head adds nothing to it.
    for more in (1, 2):
        for first in firsts:
            if all(_may_be_a_lower_row(sheet, first + below) for below in range(1, more + 1)):
                yield first, first + more


def is_title(sheet: Sheet, at: int) -> bool:
    """Whether a row holds one cell of words only, as titles do, though the sheet has several columns."""
    return sheet.width > 2 and sum(cell is not None for cell in sheet.rows[at]) <= 1


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
    if not all(isinstance(cell, str) and read_day(cell, year=_ANY_YEAR).value is None for cell in cells):
        return False
    return bool(cells) and not _FILLED_IN_BY.match(plain(str(cells[0])))


def _has_day(sheet: Sheet, at: int) -> bool:
    return at < len(sheet.rows) and any(is_day(cell) for cell in sheet.rows[at])


def is_day(cell: object) -> bool:
    """Whether a cell shows itself to be a day, as a bare number does not."""
    if isinstance(cell, date):
        return True
    if not isinstance(cell, str) or len(cell) > _LONGEST_DAY or _NUMBER.fullmatch(cell):
        return False
    return read_days(cell, year=_ANY_YEAR).value is not None


def _above_the_first_day(sheet: Sheet, headings: Headings) -> Head | None:
    for first in range(min(HEAD_WITHIN, len(sheet.rows) - 1)):
        named = sum(cell is not None for cell in sheet.rows[first])
        if named >= 2 and _may_be_a_lower_row(sheet, first) and _has_day(sheet, first + 1):
            return head_at(sheet, first - _spanned_above(sheet, first), first, headings)
    return None


def _spanned_above(sheet: Sheet, first: int) -> int:
    """1 where the row above spans columns of this one, as a title over all of them does not."""
    above = first - 1
    spanned = any(area.top == above and area.right > area.left for area in sheet.merged)
    return 1 if spanned and not is_title(sheet, above) else 0


def head_at(sheet: Sheet, first: int, last: int, headings: Headings) -> Head:
    """The columns under the head rows, each taken for the field that its name means, where it means one."""
    names = _in_units(sheet, first, last) or sheet.headings(first, last)
    under = Counter(prefix for name in set(names) for prefix in prefixes(name))
    alone = {prefix for prefix, headings_below in under.items() if headings_below == 1}
    columns = list[Column]()
    for at, name in enumerate(names):
        typed = sheet.rows[first][at] if first == last else None
        header = typed.strip() if isinstance(typed, str) else name
        meaning = headings.of_column(name, alone=alone, typed=first == last) if name else None
        columns.append(_refused(at, header) or _meant(at, header, meaning, headings))
    return Head(first, last, _with_title(_one_each(columns)))


def _in_units(sheet: Sheet, first: int, last: int) -> list[str]:
    """The names with the units of count that stand in a row of their own below them: 经费（万元）; none where the
    last row tells no units."""
    if first == last or not _tells_units(sheet.rows[last]):
        return []
    upper = sheet.headings(first, last - 1)
    return [
        f"{name}（{_unit_of(cell)}）" if _unit_of(cell) else name
        for name, cell in zip(upper, sheet.rows[last], strict=True)
    ]


def _tells_units(row: Row) -> bool:
    told = [_unit_of(cell) for cell in row if cell is not None]
    return len(told) > 1 and all(told)


def _unit_of(cell: Cell) -> str:
    """人次 of （人次）, "" where a cell is no unit of count, and no manner of writing a day."""
    name = _AROUND.sub("", plain(str(cell or "")))
    return name if name in UNITS or _MANNER.fullmatch(name) else ""


def _meant(at: int, header: str, meaning: Meaning | None, headings: Headings) -> Column:
    if meaning is None:
        return Column(at, header)
    why = "列名像是这一项" if meaning.by_shape else "按列名认出"
    label = label_of(meaning.field, headings.metrics)
    return Column(at, header, meaning.field, label, why, rank=meaning.rank)


def _one_each(columns: list[Column]) -> list[Column]:
    """Of two columns for one field the likelier is taken; notes go together, things given out stand by their nouns."""
    taken: dict[str, Column] = {}
    told = {column.at: column for column in columns}
    for column in columns:
        place = column.field.partition("*")[0]
        if not place or place in SEVERAL:
            continue
        other = taken.get(place)
        if other is None:
            taken[place] = column
        elif place in NOUNED and _told_apart(other, column, taken):
            told[other.at], told[column.at] = _by_noun(other), _by_noun(column)
        else:
            better, worse = (column, other) if _likelier(column, other) else (other, column)
            told[worse.at] = _beside(worse, better)
            taken[place] = better
    return [told[column.at] for column in columns]


def _likelier(one: Column, other: Column) -> bool:
    """Whether one of two columns for a field is the likelier: of people those who really came, then the nearer name."""
    if one.field == other.field and one.field in ("people", "attendances", "volunteers"):
        came = [bool(_REALLY.search(column.header)) for column in (one, other)]
        if came[0] != came[1]:
            return came[0]
    if one.field == other.field == "hours":
        whole = [bool(_WHOLE.search(column.header)) for column in (one, other)]
        if whole[0] != whole[1]:
            return whole[0]
    return one.rank < other.rank


def _beside(worse: Column, better: Column) -> Column:
    """What is left out for its double; the name of a row of sessions goes with the name of each, and what was reached
    of a project with the project's."""
    if better.field == "title" and (_SESSION.match(key(better.header)) or _STAGE.search(key(worse.header))):
        return replace(worse, field="note", label=LABELS["note"], why=f"与{quoted(better.header)}一起记")
    return replace(worse, field="", label="", why=f"与{quoted(better.header)}重复", instead=worse.field)


def _told_apart(one: Column, other: Column, taken: dict[str, Column]) -> bool:
    nouns = given_out(one.header), given_out(other.header)
    if not all(nouns) or nouns[0] == nouns[1] or f"{other.field}:{nouns[1]}" in taken:
        return False
    taken[f"{one.field}:{nouns[0]}"] = one
    taken[f"{other.field}:{nouns[1]}"] = other
    return True


def _by_noun(column: Column) -> Column:
    noun = given_out(column.header)
    return replace(column, field=f"{column.field}:{noun}", label=f"{column.label}：{noun}")


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


def visited(header: str) -> str:
    """走访 of 走访企业, a column of whom a visit was to; "" of other headings."""
    found = _VISITED.fullmatch(key(header))
    return found[1] if found else ""


def _with_title(columns: list[Column]) -> list[Column]:
    """Where no column names the activity, the one headed 事项, else the one that tells its content, does."""
    if any(column.field == "title" for column in columns):
        return columns
    telling = [c for c in columns if c.field == "topic"]
    telling += [c for c in columns if c.field == "note" and _TELLING.search(key(c.header))]
    if not telling:
        return columns
    told = replace(telling[0], field="title", label=LABELS["title"], why=FOR_A_NAME, rank=0)
    return [told if c.at == told.at else c for c in columns]


def label_of(name: str, metrics: Sequence[Counted], words: Words | None = None) -> str:
    """A field as people read it: 金额（万元）, 人次（人次）, 活动类型：培训, 份数（份）：问卷."""
    field_name, _equals, value = name.partition("=")
    if value and words:
        named = words.kind_names if field_name == "kind" else words.line_names
        return f"{LABELS[field_name]}：{named.get(value, value)}（打勾）"
    if name in LABELS:
        return LABELS[name]
    if "/" in name:
        return "、".join(label_of(part, metrics) for part in parts_of(name))
    slug, _star, unit = name.partition(":")[0].partition("*")
    found = next(m for m in metrics if m.slug == slug)
    label = f"{found.name}（{unit or found.unit}）"
    return f"{label}：{noun_of(name)}" if noun_of(name) else label
