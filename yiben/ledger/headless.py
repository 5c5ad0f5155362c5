"""Lists without a head: read as the sheet before them is, where the same stands in the same columns; else by what
stands in their columns alone. What numbers count there nobody knows, so that they are put before a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from yiben.ledger.blocks import Block, Recognise
from yiben.ledger.heads import HEAD_WITHIN, Column, Head, Words, is_day, names_it, tells_days, without_personal
from yiben.ledger.holders import Holders
from yiben.ledger.samples import cells_of
from yiben.lib.numbers import read_number
from yiben.lib.plain import quoted
from yiben.lib.sheets import Cell, Merged, Row, Sheet, column_letters

_MOST = 0.6
_FEWEST_CELLS = 3
_FEWEST_ROWS = 2
_LOOKED_AT = 200
_DOTTED = re.compile(r"(?:1[0-2]|0?[1-9])[./](?:3[01]|[12]?\d)")


def headless(sheet: Sheet, words: Words, recognise: Recognise, before: Sequence[Block]) -> list[Block]:
    """The table of a sheet whose rows begin without a head; none where no column holds days and another names."""
    first = _first_row(sheet)
    if first is None:
        return []
    rows = sheet.rows[first : first + _LOOKED_AT]
    if alike := next((block for block in reversed(before) if _goes_on(block, rows, words)), None):
        columns = [_unread(column, rows) for column in alike.head.columns]
        columns += [Column(at, "") for at in range(len(columns), sheet.width)]
        said = f"没有表头，各列照{quoted(alike.name)}的认法"
        above = [] if Holders(words).known(sheet.name) else [_wide(row, sheet.width) for row in alike.above]
        part = Sheet(sheet.name, [*above, *sheet.rows], tuple(_lower(area, len(above)) for area in sheet.merged))
        numbers = (*range(1, len(above) + 1), *range(1, len(sheet.rows) + 1))
        first += len(above)
        return [Block(part, Head(first, first - 1, columns), sheet.name, said, numbers=numbers)]
    head, said = recognise(sheet, Head(first, first - 1, [Column(at, "") for at in range(sheet.width)]))
    if head is None or not head.titled:
        return []
    told = "；".join(filter(None, ("没有表头，各列按内容认出", said, *_unasked(head.columns, rows))))
    return [Block(sheet, head, sheet.name, told)]


def _wide(row: Row, width: int) -> Row:
    return (*row[:width], *[None] * (width - len(row)))


def _lower(area: Merged, rows: int) -> Merged:
    return replace(area, top=area.top + rows, bottom=area.bottom + rows)


def _first_row(sheet: Sheet) -> int | None:
    """Where rows with a day in one and the same column begin."""
    for first in range(min(HEAD_WITHIN, len(sheet.rows))):
        row = sheet.rows[first]
        if sum(cell is not None for cell in row) < _FEWEST_CELLS:
            continue
        below = sheet.rows[first : first + _LOOKED_AT]
        if len(below) >= _FEWEST_ROWS and any(_share_of_days(below, at) >= _MOST for at in _days_in(row)):
            return first
    return None


def _days_in(row: Row) -> Iterator[int]:
    return (at for at, cell in enumerate(row) if _is_day(cell))


def _is_day(cell: Cell) -> bool:
    """A day, also one typed as 1.7, where the column holds days."""
    return is_day(cell) or (isinstance(cell, str) and bool(_DOTTED.fullmatch(cell.strip())))


def _share_of_days(rows: Sequence[Row], at: int) -> float:
    cells = cells_of(rows, at)
    if len(cells) * 2 <= len(rows) or not any(map(is_day, cells)):
        return 0.0
    return sum(map(_is_day, cells)) / len(cells)


def _goes_on(block: Block, rows: Sequence[Row], words: Words) -> bool:
    """Whether the rows stand in the columns of a table before them: days under its days, units under its units."""
    columns = {column.field: column.at for column in block.head.columns if column.field}
    if block.turned or not tells_days(block.head) or not block.head.titled:
        return False
    width = len(rows[0])
    needed = [column.at for column in block.head.columns if column.field in ("start", "unit") or names_it(column)]
    if "start" not in columns or max(needed) >= width or _share_of_days(rows, columns["start"]) < _MOST:
        return False
    holders = Holders(words)
    named = next(cells_of(rows, column.at) for column in block.head.columns if names_it(column))
    units = cells_of(rows, columns["unit"]) if "unit" in columns else []
    told = sum(isinstance(cell, str) and holders.of(cell).unit is not None for cell in units)
    return _are_names(named) and told * 2 >= len(units)


def _are_names(cells: Sequence[Cell]) -> bool:
    return bool(cells) and all(isinstance(cell, str) and read_number(cell) is None for cell in cells[:_LOOKED_AT])


def _unread(column: Column, rows: Sequence[Row]) -> Column:
    return without_personal(replace(column, why=column.why or "没有导入"), cells_of(rows, column.at, most=len(rows)))


def _unasked(columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[str]:
    """A sentence for the columns of numbers that nothing names."""
    numbers = [c.at for c in columns if not c.field and not c.refused and _counts(cells_of(rows, c.at))]
    if numbers:
        letters = "、".join(map(column_letters, numbers))
        yield f"{letters} 列是数字，不知道数的是什么，没有记，请在这里选定"


def _counts(cells: Sequence[Cell]) -> bool:
    """Whether cells are numbers, and no serial ones."""
    numbers = [read_number(cell) for cell in cells]
    if not cells or any(number is None for number in numbers):
        return False
    serial = [number for number in numbers if number is not None]
    return len(serial) < _FEWEST_ROWS or any(later - one != 1 for one, later in pairwise(serial))
