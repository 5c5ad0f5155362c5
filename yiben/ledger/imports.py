"""Lists read: the tables on their sheets, each matched to our columns, their rows read into drafts.

Nothing is looked up here and nothing is written: `Words` brings the units, kinds and measures by the names that people
use for them; `importing.begin_import` keeps what comes out.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from yiben.ledger.blocks import Block, Recognise, blocks_of
from yiben.ledger.cards import cards_of
from yiben.ledger.crosswise import crossed, told_in_cells, under_days, under_kinds
from yiben.ledger.deeds import Deeds
from yiben.ledger.guesses import guess
from yiben.ledger.headings import Headings
from yiben.ledger.headless import headless
from yiben.ledger.heads import (
    LABELS,
    NAMES,
    ROSTER,
    SERIAL,
    SUBJECTS,
    Column,
    Counted,
    Head,
    Words,
    find_head,
    find_head_at,
    key,
    label_of,
    names_it,
    tells_days,
)
from yiben.ledger.holders import Holders
from yiben.ledger.looks import Look, look_of
from yiben.ledger.mappings import Saved, recalled
from yiben.ledger.rows import Draft, Finding, Table, read_lines
from yiben.ledger.sorting import Line, as_text, says_each, sort_rows
from yiben.ledger.surroundings import Surroundings
from yiben.ledger.two_lines import bent, folded, parted
from yiben.ledger.undone import tells_states
from yiben.lib.plain import quoted
from yiben.lib.sheets import Row, Sheet

__all__ = [
    "LABELS",
    "NAMES",
    "Column",
    "Counted",
    "Draft",
    "Finding",
    "Line",
    "Reading",
    "Table",
    "Words",
    "as_text",
    "kept_columns",
    "key",
    "left_out",
    "read_lines",
    "read_list",
]

UNIT_LEFT_OPEN = "都记在所选单位名下"
"""Whose the rows are of a list that doesn't say: who keeps it puts in the unit's name."""
TEMPLATE_SHEETS = ("填写说明", "选项")


@dataclass
class Reading:
    """What a file gave: its tables, by the names of their sheets, notices about the whole, and its rows."""

    tables: dict[str, Table] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    parts: list[tuple[list[Line], Table, Words]] = field(default_factory=list)
    rosters: list[str] = field(default_factory=list)
    looks: dict[str, Look] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(len(lines) for lines, _table, _words in self.parts)

    def each(self) -> Iterator[Draft]:
        """The rows' drafts, one at a time: a long list's would fill the memory."""
        for lines, table, words in self.parts:
            yield from read_lines(lines, table, words)

    def used_up(self) -> Iterator[Draft]:
        """`each`, once: a row is let go when it has been read."""
        while self.parts:
            lines, table, words = self.parts.pop(0)
            lines.reverse()
            yield from read_lines((lines.pop() for _at in range(len(lines))), table, words)

    @cached_property
    def drafts(self) -> list[Draft]:
        return list(self.each())

    @property
    def sure(self) -> bool:
        """Whether every column that is taken was told by its name or by a person before, the needed ones too."""
        return all(_sure(table) for table in self.tables.values())


def kept_columns(tables: Mapping[str, Table]) -> dict[str, list[dict[str, Any]]]:
    """By table, its columns as a batch keeps them."""
    return {sheet: [column.kept() for column in table.columns] for sheet, table in tables.items()}


def _sure(table: Table) -> bool:
    head = Head(0, 0, table.columns)
    return all(column.sure for column in table.columns) and head.titled and tells_days(head)


def read_list(
    sheets: Sequence[Sheet],
    words: Words,
    *,
    filename: str = "",
    saved: Sequence[Saved] = (),
    heads: Mapping[str, int] | None = None,
) -> Reading:
    """The drafts in a file's sheets. A sheet without a head that we know is told and left out. `heads` are the rows
    that a person pointed at as heads, by sheet; under "" for those in which none is found."""
    with _uncollected():
        return _read_sheets(sheets, words, filename, saved, heads or {})


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows make no circles: looking for circles among a hundred thousand drafts, again and again, costs a third."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _read_sheets(
    sheets: Sequence[Sheet], words: Words, filename: str, saved: Sequence[Saved], heads: Mapping[str, int]
) -> Reading:
    reading = Reading()
    before: list[Block] = []
    for sheet in sheets:
        if sheet.name in TEMPLATE_SHEETS or not sheet.rows:
            continue
        if sheet.hidden:
            reading.notices.append(f"工作表{quoted(sheet.name)}是隐藏的，没有读取")
            continue
        blocks = _pointed_at(sheet, heads.get(sheet.name), words, saved)
        blocks = blocks or _blocks(sheet, words, _recogniser(words, saved), before)
        blocks = blocks or _pointed_at(sheet, heads.get(""), words, saved)
        if not blocks:
            reading.notices.append(f"工作表{quoted(sheet.name)}没有认出表头，没有读取")
        if len(blocks) > 1:
            reading.notices.append(f"工作表{quoted(sheet.name)}上有 {len(blocks)} 张表，分开读取")
        for block in blocks:
            _read_block(block, words, filename, reading, blocks[0].above if block.top else ())
        before += blocks
    return reading


def _blocks(sheet: Sheet, words: Words, recognise: Recognise, before: Sequence[Block]) -> list[Block]:
    """The sheet's tables; of one with days down and communities across, of cards, or with days in words, as they
    tell."""
    sheet = parted(sheet, words.metrics) or sheet
    for apart in (crossed, cards_of, bent, folded, under_kinds):
        if blocks := apart(sheet, words, recognise):
            return blocks
    upright = blocks_of(sheet, words.metrics, recognise) or under_days(sheet, words, recognise)
    return upright or told_in_cells(sheet, words, recognise) or headless(sheet, words, recognise, before)


def _pointed_at(sheet: Sheet, row: int | None, words: Words, saved: Sequence[Saved]) -> list[Block]:
    """The table under the row that a person says is its head, whatever it names."""
    if row is None or not 0 < row < len(sheet.rows):
        return []
    head = find_head_at(sheet, row - 1, Headings(words.metrics, wide=True))
    columns, said = recalled(guess(head.columns, sheet.filled(head.last + 1), words), saved, words)
    return [Block(sheet, replace(head, columns=_by_months(columns)), sheet.name, said)]


def _recogniser(words: Words, saved: Sequence[Saved]) -> Recognise:
    """The head with its columns told by name, by content, or as a person confirmed them, which is said; none where
    no column is a day, or where nothing but the day was recognised beside one column."""

    def recognise(sheet: Sheet, head: Head | None = None) -> tuple[Head | None, str]:
        head = head or find_head(sheet, words.metrics)
        if head is None:
            return None, ""
        columns = guess(head.columns, sheet.filled(head.last + 1), words)
        columns, said = recalled(columns, saved, words)
        head = replace(head, columns=columns)
        head = replace(head, columns=_by_months(columns))
        named = [column for column in columns if column.header]
        return (head, said) if tells_days(head) and (len(named) >= 3 or len(head.fields) >= 2) else (None, "")

    return recognise


def _by_months(columns: list[Column]) -> list[Column]:
    """Of a list that counts times, and has months but no days, each row holds for its month."""
    fields = {column.field for column in columns}
    if "times" not in fields or "month" not in fields or tells_days(Head(0, 0, columns)) or "year" in fields:
        return columns
    label, why = LABELS["start"], "没有日期一列，每行按月份记一条汇总"
    return [replace(c, field="start", label=label, why=why) if c.field == "month" else c for c in columns]


def _is_roster(block: Block, columns: list[Column]) -> bool:
    """Whether each row is a person: under 姓名 stands another in every row, and no row, or but few, name an activity
    of their own."""
    names = next((c.at for c in columns if c.refused and ROSTER.fullmatch(key(c.header))), None)
    if names is None:
        return False
    rows = [row for _index, row, own in block.rows() if own[names] is not None]
    told = [c.at for c in columns if names_it(c) or c.field == "start"]
    if not any(map(names_it, columns)):
        return True
    persons = len({row[names] for row in rows})
    return len({tuple(row[at] for at in told) for row in rows}) * 2 <= persons if persons > 1 else False


def _tells_only_days(columns: list[Column]) -> bool:
    """Whether nothing says what was done, by whom or how much, as on a list of who is on duty."""
    return {column.field for column in columns} <= {"", "start", "end", "year", "month", "day", "note"}


def _read_block(block: Block, words: Words, filename: str, reading: Reading, first: Sequence[Row]) -> None:
    around = Surroundings.of(block.above, block.sheet.name, filename, first)
    if around.is_ahead:
        reading.notices.append(f"{block.name}：表上方写着{quoted(around.above[-1])}，还没有办，没有读取")
        return
    if _is_roster(block, block.head.columns):
        reading.rosters.append(block.name)
        reading.notices.append(
            f"{block.name}：是一人一行的名单，一本不逐人登记，没有读取；请一项活动合计成一行（日期、名称、人数）再上传"
        )
        return
    columns, say = _in_captions_unit(block.head.columns, around, words), reading.notices.append
    if block.turned:
        say(f"{block.name}：表是横着填的，按列读取；行号是列号，2 就是 B 列")
    if block.said:
        say(f"{block.name}：{block.said}")
    for text in left_out(columns):
        say(f"{block.name}：{text}")
    named = around.unit(Holders(words))
    if not any(column.field == "unit" for column in columns):
        said = f"按表上方写的，都记在{named[0]}名下" if named else UNIT_LEFT_OPEN
        say(f"{block.name}：没有单位一列，{said}")
    table = reading.tables[block.name] = _table(columns, around, named, words)
    if table.line:
        say(f"{block.name}：没有条线一列，按表名都归入{quoted(words.line_names.get(table.line, table.line))}")
    if table.title:
        say(f"{block.name}：没有名称一列，活动名称都记作{quoted(table.title)}")
    found = sort_rows(block, columns, table.year)
    if next((column for column in columns if column.field == "unit"), None):
        whose = next(str(column.at) for column in columns if column.field == "unit")
        table = reading.tables[block.name] = replace(table, each=says_each(found.lines, whose))
    reading.looks[block.name] = look_of(block, columns, found)
    reading.notices += found.notices(block.name)
    reading.parts.append((found.lines, table, words))


def _table(columns: list[Column], around: Surroundings, named: tuple[str, int] | None, words: Words) -> Table:
    deeds = Deeds(words)
    heads = [c.header for name in ("title", "start") for c in columns if c.field == name and c.header]
    staged = deeds.of_stages(c.header for c in columns if c.field in ("title", "note"))
    kind = staged or around.kind(deeds) or deeds.of_heads(heads)
    # A list of who was on duty is about no activity that its title could name.
    titled = any(map(names_it, columns)) or (_tells_only_days(columns) and not kind)
    about = around.about(words.units)
    return Table(
        columns,
        year=around.year(words.today.year, *(column.header for column in columns if column.field == "start")),
        month=around.month(),
        unit=named[1] if named else None,
        title="" if titled else about,
        # Of what volunteers do a column of kinds tells but the field: 扶贫帮困, 文化文艺.
        kind="" if kind != "volunteering" and any(map(_tells_kinds, columns)) else kind,
        line="" if any(column.field.partition("=")[0] == "lines" for column in columns) else around.line(words),
        activities=around.of_activities or any("活动" in head for head in heads),
    )


def _tells_kinds(column: Column) -> bool:
    return column.field == "kind" and column.why != SUBJECTS


def _in_captions_unit(columns: list[Column], around: Surroundings, words: Words) -> list[Column]:
    """Money in 万元 where the line above the head says so and the column does not say otherwise."""
    told = around.money()
    if not told:
        return columns
    name = f"money*{told}"
    label, why = label_of(name, words.metrics), f"表上方写着单位：{told}"
    return [
        replace(c, field=name, label=label, why=why) if c.field == "money" and "元" not in c.header else c
        for c in columns
    ]


def left_out(columns: Sequence[Column]) -> Iterator[str]:
    """A sentence for each column that is not taken."""
    for column in columns:
        if column.refused:
            yield column.refused
        elif not column.field and column.header and key(column.header) not in SERIAL:
            why = "只用来看活动办没办" if tells_states(column) else "认不出"
            yield f"{quoted(column.header)}一列{column.why or why}，没有导入"
