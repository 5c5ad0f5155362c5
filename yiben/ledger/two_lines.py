"""Lists whose rows were bent: a head of two rows with other names in each, and two lines for every activity; several
activities in the lines of a row; or all that a row says in one cell, told apart by commas or bars. Each becomes a list
of one line an activity."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from yiben.ledger.blocks import Block, Recognise
from yiben.ledger.cards import Reader
from yiben.ledger.headings import Headings
from yiben.ledger.heads import HEAD_WITHIN, Counted, Head, Words, find_head, head_at, is_day, tells_days
from yiben.ledger.sorting import is_sum
from yiben.lib.numbers import read_number
from yiben.lib.plain import plain
from yiben.lib.sheets import Cell, Row, Sheet

_LOOKED_AT = 200
_MOST, _FEW = 0.6, 0.2
_FEWEST = 3
_FIRST = 20
_MARKS = ("|", "\t", "；", ";", "，", ",", "、", "/", " ")
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}\s*[.、．)）]\s*(?!\d)|[①-⑳]\s*)")


def bent(sheet: Sheet, words: Words, recognise: Recognise) -> list[Block]:
    """The table of a sheet with two lines an activity; none where it is no such sheet."""
    metrics = words.metrics
    headings = Headings(metrics)
    flat = Sheet(sheet.name, sheet.rows)
    for at in range(min(HEAD_WITHIN, len(sheet.rows) - 3)):
        upper, lower = (head_at(flat, row, row, headings) for row in (at, at + 1))
        if len(upper.fields) < 2 or len(lower.fields) < 2 or upper.fields & lower.fields:
            continue
        if not tells_days(Head(0, 0, [*upper.columns, *lower.columns])) or not _alternates(sheet, at, upper, lower):
            continue
        return list(_straightened(sheet, at, recognise, metrics))
    return _with_words_below(sheet, metrics, recognise)


def _alternates(sheet: Sheet, at: int, upper: Head, lower: Head) -> bool:
    """Whether days stand in every second row below, under the name of the day."""
    turn, head = (0, upper) if tells_days(upper) else (1, lower)
    column = next((c.at for c in head.columns if c.field in ("start", "start+place")), None)
    if column is None:
        return False
    cells = [row[column] for row in sheet.rows[at + 2 : at + 2 + _LOOKED_AT]]
    those, others = cells[turn::2], cells[1 - turn :: 2]
    if len(others) < 2 or not is_day(those[0]):
        return False
    return sum(map(is_day, those)) >= _MOST * len(those) and sum(map(is_day, others)) <= _FEW * len(others)


def _straightened(sheet: Sheet, at: int, recognise: Recognise, metrics: Sequence[Counted]) -> Iterator[Block]:
    blank: Row = (None,) * sheet.width
    above: list[Row] = [(*row, *blank) for row in sheet.rows[:at]]
    rows, numbers = list[Row](), list[int]()
    index = at + 2
    while index < len(sheet.rows):
        row = sheet.rows[index]
        alone = all(cell is None for cell in row) or any(is_sum(cell) for cell in row)
        below = blank if alone or index + 1 == len(sheet.rows) else sheet.rows[index + 1]
        rows.append((*row, *below))
        numbers.append(index + 1)
        index += 1 if alone else 2
    heads = tuple(name if name else None for name in (*sheet.rows[at], *_own(sheet, at + 1)))
    part = Sheet(sheet.name, [*above, heads, *rows])
    head, said = recognise(part, head_at(part, at, at, Headings(metrics, wide=True)))
    if head is not None:
        told = "；".join(filter(None, ("两行记一项活动，合成一行读取", said)))
        yield Block(part, head, sheet.name, told, numbers=(*range(1, at + 2), *numbers))


def _own(sheet: Sheet, at: int) -> Row:
    """The names of the lower row; one that is merged with the row above is not told again."""
    down = {c for m in sheet.merged if m.top < at <= m.bottom for c in range(m.left, m.right + 1)}
    return tuple(None if column in down else cell for column, cell in enumerate(sheet.rows[at]))


# --- several in a row -------------------------------------------------------------------------------------------------


def folded(sheet: Sheet, words: Words, recognise: Recognise) -> list[Block]:
    """The tables of a sheet some of whose rows tell several activities line by line, with as many days; the first of
    each row in one table, the second in the next."""
    head = find_head(sheet, words.metrics)
    day = next((c.at for c in head.columns if c.field == "start"), None) if head else None
    title = next((c.at for c in head.columns if c.field == "title"), None) if head else None
    if head is None or day is None or title is None:
        return []
    turns = {
        at: len(lines)
        for at, row in enumerate(sheet.rows)
        if at > head.last and (lines := _lines(row[day])) and len(_lines(row[title])) == len(lines)
    }
    turns = {at: turn for at, turn in turns.items() if all(map(is_day, _lines(sheet.rows[at][day])))}
    return list(_unfolded(sheet, head, turns, recognise)) if turns else []


def _lines(cell: object) -> list[str]:
    """The lines of a cell that has several."""
    if not isinstance(cell, str) or "\n" not in cell:
        return []
    return [_NUMBERED.sub("", line).strip(" ；;，,。") for line in cell.split("\n") if line.strip()]


def _unfolded(sheet: Sheet, head: Head, turns: dict[int, int], recognise: Recognise) -> Iterator[Block]:
    filled = sheet.filled()
    for turn in range(max(turns.values())):
        kept = [at for at in range(head.last + 1, len(sheet.rows)) if turn < turns.get(at, 1)]
        rows = [_one_of(filled[at], sheet.rows[at], turns[at], turn) if at in turns else sheet.rows[at] for at in kept]
        merged = () if turn else sheet.merged
        part = Sheet(sheet.name, [*sheet.rows[: head.last + 1], *rows], merged)
        found, said = recognise(part)
        if found is not None:
            told = "；".join(filter(None, ("一行里写着几项活动的，分开读取，合写的数没有记", said)))
            name = f"{sheet.name}·第{turn + 1}项" if turn else sheet.name
            numbers = (*range(1, head.last + 2), *(at + 1 for at in kept))
            yield Block(part, found, name, told, numbers=numbers)


def _one_of(filled: Row, own: Row, of: int, turn: int) -> Row:
    """One of the activities of a row: its own line of each cell that has as many; words hold for all, numbers for
    nobody knows which."""
    cells: list[Cell] = []
    for cell, typed in zip(filled, own, strict=True):
        lines = _lines(cell)
        numbered = typed is not None and read_number(typed) is not None
        cells.append(lines[turn] if len(lines) == of else None if numbered else cell)
    return tuple(cells)


# --- words below ------------------------------------------------------------------------------------------------------


def _with_words_below(sheet: Sheet, metrics: Sequence[Counted], recognise: Recognise) -> list[Block]:
    """The table of a sheet whose every second row is a line of words that goes on about the row above: 活动内容：…;
    what it names, 地点：…, becomes a column of its own."""
    head = find_head(sheet, metrics)
    first = sheet.rows[head.last + 1 :][:_FIRST] if head else []
    if head is None or not tells_days(head) or sum(map(_alone, first)) * 3 < len(first):
        return []
    reader = Reader(sheet, metrics)
    below = {at: reader.told(at) for at in range(head.last + 2, len(sheet.rows)) if _alone(sheet.rows[at])}
    below = {at: told for at, told in below.items() if told and not _alone(sheet.rows[at - 1])}
    rows = sum(any(cell is not None for cell in row) for row in sheet.rows[head.last + 1 :]) - len(below)
    if len(below) < 2 or len(below) < _MOST * rows:
        return []
    names = list(dict.fromkeys(name for told in below.values() for name, _value in told))
    kept = [at for at in range(len(sheet.rows)) if at not in below]
    blank: Row = (None,) * len(names)
    more = {at - 1: tuple(dict(told).get(name) for name in names) for at, told in below.items()}
    lines = [(*sheet.rows[at], *(names if at == head.first else more.get(at, blank))) for at in kept]
    moved = {at: turn for turn, at in enumerate(kept)}
    merged = tuple(
        replace(m, top=moved[m.top], bottom=max(moved.get(row, 0) for row in range(m.top, m.bottom + 1)))
        for m in sheet.merged
        if m.top in moved
    )
    part = Sheet(sheet.name, lines, merged)
    found, said = recognise(part, head_at(part, head.first, head.last, Headings(metrics, wide=True)))
    told = "；".join(filter(None, ("下一行写的归到上一行的活动", said)))
    return [Block(part, found, sheet.name, told, numbers=tuple(at + 1 for at in kept))] if found else []


def _alone(row: Row) -> bool:
    filled = [cell for cell in row if cell is not None]
    return len(filled) == 1 and isinstance(filled[0], str)


# --- all in one cell --------------------------------------------------------------------------------------------------


def parted(sheet: Sheet, metrics: Sequence[Counted]) -> Sheet | None:
    """The sheet with its one column of lines parted into cells, where most lines have as many parts, and a day is one
    of them; None where it is no such sheet."""
    used = [at for at in range(sheet.width) if any(row[at] is not None for row in islice(sheet.rows, _LOOKED_AT))]
    if len(used) != 1:
        return None
    texts = [row[used[0]] for row in sheet.rows]
    lines = [text for text in texts[:_LOOKED_AT] if isinstance(text, str)]
    for mark in _MARKS:
        widths = Counter(len(parts) for line in lines if len(parts := _parts(line, mark)) >= _FEWEST)
        width, times = max(widths.items(), key=lambda item: item[1], default=(0, 0))
        told = [parts for line in lines if len(parts := _parts(line, mark)) == width]
        if times < _FEWEST or times < _MOST * len(lines) or not _has_days(told):
            continue
        rows = [_row(text, mark, width) if isinstance(text, str) else (text, *[None] * (width - 1)) for text in texts]
        return Sheet(sheet.name, rows, hidden=sheet.hidden)
    return None


def _parts(line: str, mark: str) -> list[str]:
    text = _NUMBERED.sub("", plain(line) if mark == " " else line)
    return [part.strip() for part in re.split(re.escape(mark) + ("+" if mark == " " else ""), text)]


def _row(text: str, mark: str, width: int) -> Row:
    parts = _parts(text, mark)
    return tuple(part or None for part in parts) if len(parts) == width else (text, *[None] * (width - 1))


def _has_days(told: Sequence[Sequence[str]]) -> bool:
    columns = zip(*told, strict=True)
    return any(sum(map(is_day, column)) >= _MOST * len(told) for column in columns)
