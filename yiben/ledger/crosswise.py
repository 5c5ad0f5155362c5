"""Sheets whose days stand in no column: as headings above the rows; or whose activities stand in cells of words: days
down the side and communities across, or the other way round; or several in one cell that tells what was done. Each
such activity becomes a row of a table that lies upright."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from yiben.ledger.blocks import Block, Recognise
from yiben.ledger.headings import LABELS, NAMES, key, parts_of
from yiben.ledger.heads import HEAD_WITHIN, Words, find_head, is_day, tells_days
from yiben.ledger.holders import Holders
from yiben.ledger.samples import NO_TICKS, TICKS, cells_of
from yiben.ledger.surroundings import Surroundings
from yiben.ledger.telling import Tells, first_told, telling
from yiben.ledger.undone import is_ahead
from yiben.lib.numbers import read_number
from yiben.lib.plain import plain
from yiben.lib.sheets import Cell, Row, Sheet

_HEADS = tuple(LABELS[name] for name in ("start", "unit", "title", "place", "counts"))
_MOST = 0.6
_SEVERAL = 2
_SHORTEST = 8
_LOOKED_AT = 5
_LONGEST_NAME = 40
_MOST_CELLS = 5000
_MOST_TABLES = 60
_DATED = re.compile(r"(?:\d{1,3}[、.．)]\s*)?(?:20\d\d[年./-])?\d{1,2}[月./-]\d{1,2}")
_NUMBERED = re.compile(r"(?:^|(?<=[\n；;。]))\s*(?:[（(]?[1-9]\d?[）)、.．](?!\d{1,2}(?!\d|月))|[①-⑳])\s*")
_HEADING = re.compile("[一二三四五六七八九十]{1,2}[、.．]")
_NOTHING = NO_TICKS | {"休", "休息", "放假", "值班", "正常值班", "暂无", "没有", "空"}


class Told(NamedTuple):
    """An activity told in a cell: the row it stands in, what tells it apart there, and the cells of its own row."""

    number: int
    apart: str
    cells: Row


def crossed(sheet: Sheet, words: Words, recognise: Recognise) -> list[Block]:
    """The tables of a sheet with days on one side and units on the other; none where it is no such sheet."""
    holders = Holders(words)
    for at in range(min(HEAD_WITHIN, len(sheet.rows) - 1)):
        across = [(column, cell) for column, cell in enumerate(sheet.rows[at]) if cell is not None]
        for heads, sides in ((_is_unit(holders), is_day), (is_day, _is_unit(holders))):
            columns = [(column, cell) for column, cell in across if heads(cell)]
            side = columns[0][0] - 1 if columns else -1
            if len(columns) < _SEVERAL or len(columns) + _SEVERAL < len(across) or side < 0:
                continue
            if sides(sheet.rows[at][side]) or _broken(sheet.rows[at], columns):
                continue
            if _share(sheet.filled(at + 1), side, sides) >= _MOST:
                told = _of_grid(sheet, at, side, columns, words)
                said = "表是横竖两向填的，一格里的一项活动记作一条"
                return list(_upright(sheet, at, told, said, recognise))
    return []


def under_days(sheet: Sheet, words: Words, recognise: Recognise) -> list[Block]:
    """The table of a sheet whose days stand as headings above the rows that were held on them."""
    head = find_head(sheet, words.metrics)
    alone = {at: cells[0] for at, row in enumerate(sheet.rows) if len(cells := [c for c in row if c is not None]) == 1}
    days = {at: cell for at, cell in alone.items() if head and at > head.last and is_day(cell)}
    if head is None or not days or tells_days(head) or not head.titled:
        return []
    rows: list[Row] = []
    day: Cell = None
    for at, row in enumerate(sheet.rows):
        day = days.get(at, day)
        own = (None,) * len(row) if at in days else row
        rows.append((*own, LABELS["start"] if at == head.first else day if any(own) else None))
    dated = Sheet(sheet.name, rows, tuple(area for area in sheet.merged if area.top not in days))
    found, _said = recognise(dated)
    return [Block(dated, found, sheet.name, "日期写在小标题里，下面的行都记在那一天")] if found else []


def under_kinds(sheet: Sheet, words: Words, recognise: Recognise) -> list[Block]:
    """The tables of a sheet whose columns are kinds, or lines, and hold the names of activities: one for each."""
    head = find_head(sheet, words.metrics)
    if head is None or not tells_days(head) or head.first != head.last:
        return []
    free = [c for c in head.columns if c.field not in NAMES]
    columns = [(c.at, c.header, label) for c in free if (label := _kind_or_line(c.header, words))]
    columns = [one for one in columns if _holds_names(sheet, head.last + 1, one[0])]
    if len(columns) < _SEVERAL or any("title" in parts_of(c.field) for c in head.columns if c.at not in _ats(columns)):
        return []
    return list(_a_column_each(sheet, head.last, columns, recognise))


def _ats(columns: Sequence[tuple[int, str, str]]) -> set[int]:
    return {at for at, _name, _label in columns}


def _kind_or_line(header: str, words: Words) -> str:
    name = key(header)
    if name in words.kinds or name.removesuffix("类") in words.kinds:
        return LABELS["kind"]
    return LABELS["lines"] if name in words.lines else ""


def _holds_names(sheet: Sheet, first: int, at: int) -> bool:
    """Whether a column holds words, and neither ticks nor numbers."""
    cells = cells_of(sheet.rows[first:], at)
    return (
        bool(cells)
        and all(isinstance(cell, str) and cell not in NO_TICKS | TICKS for cell in cells)
        and (sum(read_number(cell) is None for cell in cells) > _MOST * len(cells))
    )


def _a_column_each(
    sheet: Sheet, at: int, columns: Sequence[tuple[int, str, str]], recognise: Recognise
) -> Iterator[Block]:
    others = [column for column in range(sheet.width) if column not in _ats(columns)]
    filled = sheet.filled()
    for turn, (column, name, label) in enumerate(columns):
        kept = [row for row in range(at + 1, len(sheet.rows)) if sheet.rows[row][column] is not None]
        lines = [(*(filled[row][c] for c in others), sheet.rows[row][column], name) for row in kept]
        above = [_only(row, len(others) + 2) for row in sheet.rows[:at]]
        heads: Row = (*(sheet.rows[at][c] for c in others), LABELS["title"], label)
        part = Sheet(sheet.name, [*above, heads, *lines])
        head, _said = recognise(part)
        if head is not None:
            numbers = (*range(1, at + 2), *(row + 1 for row in kept))
            said = "活动名称按类型分列，各列分开读取"
            yield Block(part, head, f"{sheet.name}·{name}" if turn else sheet.name, said, numbers=numbers)


def told_in_cells(sheet: Sheet, words: Words, recognise: Recognise) -> list[Block]:
    """The tables of a sheet without a column of days, one of whose columns tells in words what was done and when."""
    year = Surroundings.of(sheet.rows[:HEAD_WITHIN], sheet.name, "").year(words.today.year)
    told = telling(words, year)
    said = "日期写在文字里，一格里的一项活动记作一条"
    if sheet.width == 1 and (first := _first_line(sheet, told)) is not None:
        return list(_upright(sheet, first, _of_columns(sheet, first - 1, [0], told, words), said, recognise))
    for at in range(min(HEAD_WITHIN, len(sheet.rows) - 1)):
        named = [cell for cell in sheet.rows[at] if cell is not None]
        if len(named) < _SEVERAL or not all(isinstance(cell, str) and len(cell) < _LONGEST_NAME for cell in named):
            continue
        if columns := [column for column in range(sheet.width) if _tells(sheet, at, column, told)]:
            others = _others(sheet, at, columns, words)
            found = _of_columns(sheet, at, columns, told, words, others)
            heads = (*_HEADS, *(sheet.rows[at][column] for column in others))
            return list(_upright(sheet, at, found, said, recognise, heads))
        return []
    return []


def _first_line(sheet: Sheet, told: Tells) -> int | None:
    """The first of the lines of a diary, each of which tells a day and what was done; titles stand above."""
    lines = [at for at, row in enumerate(sheet.rows) if isinstance(row[0], str) and len(row[0]) >= _SHORTEST]
    dated = [at for at in lines if _DATED.match(plain(str(sheet.rows[at][0])))]
    if len(dated) < _SEVERAL or len(dated) < _MOST * len(lines):
        return None
    first = dated[0]
    return first if any(one.day for one in told(str(sheet.rows[first][0]))) else None


def _others(sheet: Sheet, at: int, columns: Sequence[int], words: Words) -> list[int]:
    """The named columns beside those that tell: what is counted there is not lost."""
    known = _is_unit(Holders(words))
    whose = {c for c in range(sheet.width) if any(known(row[c]) for row in sheet.rows[at + 1 :][:_LOOKED_AT])}
    return [c for c, head in enumerate(sheet.rows[at]) if head is not None and c not in columns and c not in whose]


def _tells(sheet: Sheet, at: int, column: int, told: Tells) -> bool:
    """Whether a column's cells tell in words what was done and when."""
    cells = [row[column] for row in sheet.rows[at + 1 :][:_MOST_CELLS] if row[column] is not None]
    texts = [cell for cell in cells if isinstance(cell, str) and len(cell) >= _SHORTEST and not is_day(cell)]
    enough = bool(cells) and len(texts) >= _MOST * len(cells)
    return enough and any(one.day for text in texts[:_LOOKED_AT] for one in told(text))


def _is_unit(holders: Holders) -> Callable[[Cell], bool]:
    return lambda cell: isinstance(cell, str) and holders.known(cell) is not None


def _broken(row: Row, columns: Sequence[tuple[int, Cell]]) -> bool:
    """Whether other words stand between the heads, as between the days of a row that begins and ends."""
    return sum(cell is not None for cell in row[columns[0][0] : columns[-1][0] + 1]) > len(columns)


def _share(rows: Sequence[Row], at: int, fits: Callable[[Cell], bool]) -> float:
    cells = [row[at] for row in rows if row[at] is not None]
    return sum(map(fits, cells)) / len(cells) if cells else 0.0


# --- what cells tell --------------------------------------------------------------------------------------------------


def _of_grid(sheet: Sheet, at: int, side: int, columns: Sequence[tuple[int, Cell]], words: Words) -> Iterator[Told]:
    told = telling(words, words.today.year)
    for index, row in enumerate(sheet.filled(at + 1), start=at + 1):
        for column, head in columns:
            day, unit = (head, row[side]) if is_day(head) else (row[side], head)
            own = sheet.rows[index][column]
            for turn, text in enumerate(_items(own), start=1):
                one = first_told(told(text), text)
                apart = f"·{key(str(head))}" + (f"·第{turn}项" if turn > 1 else "")
                yield Told(index + 1, apart, (day, unit, one.title, one.place, text))


def _of_columns(
    sheet: Sheet, at: int, columns: Sequence[int], told: Tells, words: Words, others: Sequence[int] = ()
) -> Iterator[Told]:
    units = _is_unit(Holders(words))
    ahead = False
    for index, row in enumerate(sheet.filled(at + 1), start=at + 1):
        texts = [cell for cell in sheet.rows[index] if isinstance(cell, str)]
        ahead = is_ahead(texts[0]) or (ahead and not _HEADING.match(texts[0])) if len(texts) == 1 else ahead
        if ahead:
            continue
        named = next((cell for where, cell in enumerate(row) if where not in columns and units(cell)), None)
        texts = [text for column in columns for text in _items(sheet.rows[index][column])]
        found = [one for text in texts for one in told(text) or [first_told([], text)]]
        # What other columns count is of the one activity, or of nobody knows which.
        beside = [sheet.rows[index][column] if len(found) == 1 else None for column in others]
        for turn, one in enumerate(found, start=1):
            apart = f"·第{turn}项" if turn > 1 else ""
            yield Told(index + 1, apart, (one.day, named or one.unit, one.title, one.place, one.text, *beside))


def _items(cell: Cell) -> list[str]:
    """The activities that a cell numbers or writes line by line; one where it does neither."""
    if not isinstance(cell, str) or cell.strip() in _NOTHING:
        return []
    parts = [part.strip(" \n；;") for part in _NUMBERED.split(cell)]
    parts = [part for part in parts if part]
    if len(parts) == 1 and "\n" in cell:
        parts = [part.strip(" ；;") for part in cell.split("\n") if part.strip(" ；;")]
    return parts


# --- as tables that lie upright ---------------------------------------------------------------------------------------


def _upright(
    sheet: Sheet, at: int, told: Iterator[Told], said: str, recognise: Recognise, heads: Row = _HEADS
) -> Iterator[Block]:
    """What stands once in a row is one table, what stands there besides is another: a row's number is in each once."""
    apart: dict[str, list[Told]] = {}
    for one in told:
        apart.setdefault(one.apart, []).append(one)
    above = [_only(row, len(heads)) for row in sheet.rows[:at]]
    for name, rows in list(apart.items())[:_MOST_TABLES]:
        part = Sheet(sheet.name, [*above, heads, *(one.cells for one in rows)])
        head, _said = recognise(part)
        if head is not None:
            numbers = (*range(1, len(above) + 2), *(one.number for one in rows))
            yield Block(part, head, f"{sheet.name}{name}", said, numbers=numbers)


def _only(row: Row, width: int) -> Row:
    first = next((cell for cell in row if cell is not None), None)
    return (first, *[None] * (width - 1))
