"""The tables on a sheet: one as a rule; several under each other or side by side; one that lies on its side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from yiben.ledger.headings import Headings, key
from yiben.ledger.heads import Counted, Head, find_head, find_head_at, is_day, is_title, tells_days
from yiben.lib.plain import plain
from yiben.lib.sheets import Cell, Merged, Row, Sheet, column_letters

HIGH = 60
"""A table on its side has so many names of columns at most."""
_MOST_TABLES = 200
_MOST_LYING = 40
_LONGEST_NAME = 24
_NUMBER = re.compile("[\\d一二三四五六七八九十①-⑩()第]+$")


class Recognise(Protocol):
    """Finds a table's head, or takes the one that is given, its columns told by content too; with what is to be
    said of it."""

    def __call__(self, sheet: Sheet, head: Head | None = None) -> tuple[Head | None, str]: ...


@dataclass(frozen=True)
class Block:
    """One table of a sheet: its rows, how far down they begin there, its head and the heads repeated in it."""

    sheet: Sheet
    head: Head
    name: str
    said: str = ""
    top: int = 0
    turned: bool = False
    again: frozenset[int] = frozenset()
    numbers: tuple[int, ...] = ()

    @property
    def above(self) -> list[Row]:
        return self.sheet.rows[: self.head.first]

    def number(self, index: int) -> int:
        """The row's number as Excel shows it; of a table on its side the column's."""
        return self.numbers[index] if self.numbers else self.top + index + 1

    def rows(self) -> Iterator[tuple[int, Row, Row]]:
        """Rows below the head that hold something: with what merged cells repeat filled in, and as they are."""
        first = self.head.last + 1
        for index, row in enumerate(self.sheet.filled(first), start=first):
            own = self.sheet.rows[index]
            if index not in self.again and any(cell is not None for cell in own):
                yield index, row, own


def blocks_of(sheet: Sheet, metrics: Sequence[Counted], recognise: Recognise) -> list[Block]:
    """The tables that a sheet holds, from its top left."""
    found: list[Block] = []
    for part, name in _side_by_side(sheet, metrics):
        head, said = recognise(part)
        if head is not None:
            found += _stacked(Block(part, head, name, said), metrics, recognise)
        else:
            found += _on_their_sides(part, name, metrics, recognise)
    return found


# --- side by side -----------------------------------------------------------------------------------------------------


def _side_by_side(sheet: Sheet, metrics: Sequence[Counted]) -> list[tuple[Sheet, str]]:
    """Two tables beside each other begin with the same name of a day, and each names its activities; columns that
    stand before the first are of all of them."""
    head = find_head(sheet, metrics)
    starts = _starts(head) if head else []
    if head is None or len(starts) < 2:
        return [(sheet, sheet.name)]
    groups = [range(left, right) for left, right in pairwise([*starts, sheet.width])]
    heads = [find_head(_columns_of(sheet, group, head.first), metrics) for group in groups]
    if not all(one and tells_days(one) and "title" in one.fields for one in heads):
        return [(sheet, sheet.name)]
    parts = [_columns_of(sheet, [*range(starts[0]), *group], head.first) for group in groups]
    names = [sheet.name, *(f"{sheet.name}·{column_letters(left)}列起" for left in starts[1:])]
    return list(zip(parts, names, strict=True))


def _starts(head: Head) -> list[int]:
    """Where the tables begin whose days are called alike: 活动时间 twice, 活动1/时间 and 活动2/时间."""
    names = [_NUMBER.sub("", key(column.header).rpartition("/")[2]) for column in head.columns]
    days = next((column.at for column in head.columns if column.field in ("start", "start+place")), None)
    same = [at for at, name in enumerate(names) if days is not None and name and name == names[days]]
    if len(same) < 2:
        return []
    before = 0
    while before + 1 < same[1] - same[0] and len({names[at - before - 1] if at > before else None for at in same}) == 1:
        before += 1
    return [at - before for at in same]


def _columns_of(sheet: Sheet, columns: Sequence[int], first: int) -> Sheet:
    """Some columns of a sheet, under the words that stand above them, or above all."""
    above = [_first([row[at] for at in columns]) or _first(row) for row in sheet.rows[:first]]
    rows: list[Row] = [(cell, *[None] * (len(columns) - 1)) for cell in above]
    rows += [tuple(row[at] for at in columns) for row in sheet.rows[first:]]
    turns = {at: turn for turn, at in enumerate(columns)}
    inside = [m for m in sheet.merged if m.top >= first and m.left in turns and m.right in turns]
    merged = tuple(replace(area, left=turns[area.left], right=turns[area.right]) for area in inside)
    return Sheet(sheet.name, rows, merged, sheet.hidden)


# --- on its side ------------------------------------------------------------------------------------------------------


def _on_their_sides(sheet: Sheet, name: str, metrics: Sequence[Counted], recognise: Recognise) -> Iterator[Block]:
    """The tables that lie on their sides, one under another where the same names begin again."""
    for top, part in _lying(sheet, Headings(metrics)):
        turned = _turned(part, metrics)
        head, said = recognise(turned) if turned else (None, "")
        if turned and head:
            above = len(turned.rows) - part.width
            numbers = (*range(1, above + 1), *range(1, part.width + 1))
            own = f"{name}·第{top + 1}行起" if top else name
            yield Block(turned, head, own, said, turned=True, numbers=numbers)


def _lying(sheet: Sheet, headings: Headings) -> Iterator[tuple[int, Sheet]]:
    """The parts of a sheet, each with its first row: they begin where the name that tells the activity, or the day,
    stands again in its column, as far below their first row as the first time."""
    named = [(at, _name_of(row, headings)) for at, row in enumerate(sheet.rows[: HIGH * _MOST_LYING])]
    anchor = next((name for _at, name in named if name), None)
    again = [at for at, name in named if name and name == anchor]
    first = next((at for at in range(len(sheet.rows)) if not is_title(sheet, at)), 0)
    tops = [0, *(_title_top(sheet, at - (again[0] - first)) for at in again[1:])]
    for top, bottom in pairwise([*tops, len(sheet.rows)]):
        inside = (m for m in sheet.merged if top <= m.top < bottom)
        merged = tuple(replace(m, top=m.top - top, bottom=min(m.bottom, bottom - 1) - top) for m in inside)
        yield top, Sheet(sheet.name, sheet.rows[top:bottom], merged)


def _name_of(row: Row, headings: Headings) -> tuple[int, str] | None:
    """Where a row's first two columns name the activity or its day, and how."""
    for at, cell in enumerate(row[:2]):
        meaning = headings.of(key(cell)) if isinstance(cell, str) and len(cell) <= _LONGEST_NAME else None
        if meaning and meaning.field in ("title", "start"):
            return at, key(str(cell))
    return None


def _turned(sheet: Sheet, metrics: Sequence[Counted]) -> Sheet | None:
    """The sheet with its columns as rows, where the names stand under one another and the activities side by side;
    its titles stay above."""
    if len(sheet.rows) > HIGH:
        return None
    titles = next((at for at in range(len(sheet.rows)) if not is_title(sheet, at)), 0)
    columns: list[Row] = list(zip(*sheet.rows[titles:], strict=True))
    above = [_alone(row, len(sheet.rows) - titles) for row in sheet.rows[:titles]]
    rows = [*above, *columns]
    merged = tuple(
        Merged(area.left + titles, area.top - titles, area.right + titles, area.bottom - titles)
        for area in sheet.merged
        if area.top >= titles
    )
    turned = Sheet(sheet.name, rows, merged)
    head = find_head(turned, metrics)
    return turned if head and len(head.fields) >= 3 and tells_days(head) and _has_days(turned, head) else None


def _has_days(sheet: Sheet, head: Head) -> bool:
    """Whether some day stands below a head's names: a list of what fields mean has none."""
    return any(is_day(cell) or isinstance(cell, int) for row in sheet.rows[head.last + 1 :] for cell in row)


def _alone(row: Row, width: int) -> Row:
    return (_first(row), *[None] * (width - 1))


def _first(cells: Sequence[Cell]) -> Cell:
    return next((cell for cell in cells if cell is not None), None)


# --- one under another ------------------------------------------------------------------------------------------------


def _stacked(block: Block, metrics: Sequence[Counted], recognise: Recognise) -> list[Block]:
    """The block's tables: where another head stands further down, or the same one under another title."""
    sheet, head = block.sheet, block.head
    headings, wide = Headings(metrics), Headings(metrics, wide=True)
    repeated = _texts(sheet, head)
    again: set[int] = set()
    cuts: list[tuple[int, Head | None]] = []
    at = head.last + 1
    while at < len(sheet.rows):
        row = sheet.rows[at]
        texts = _head_texts(row)
        if texts and texts <= repeated:
            again.add(at)
            if _another_title(sheet, head, at) and len(cuts) < _MOST_TABLES:
                cuts.append((_title_top(sheet, at), None))
        elif texts and len(cuts) < _MOST_TABLES and (other := _other_head(sheet, at, headings, wide, texts)):
            cuts.append((_title_top(sheet, at), other))
            repeated = _texts(sheet, other)
            again |= set(range(other.first, other.last + 1))
            at = other.last
        at += 1
    if not cuts:
        return [replace(block, again=frozenset(again))]
    return _cut(block, cuts, frozenset(again), recognise)


def _cut(block: Block, cuts: list[tuple[int, Head | None]], again: frozenset[int], recognise: Recognise) -> list[Block]:
    edges = [0, *(top for top, _head in cuts), len(block.sheet.rows)]
    found: list[Block] = []
    for turn, (top, bottom) in enumerate(pairwise(edges)):
        rows = block.sheet.rows[top:bottom]
        merged = tuple(
            replace(m, top=m.top - top, bottom=min(m.bottom, bottom - 1) - top)
            for m in block.sheet.merged
            if top <= m.top < bottom
        )
        sheet = Sheet(block.sheet.name, rows, merged)
        inner = frozenset(at - top for at in again if top <= at < bottom)
        if turn == 0:
            # Its columns were told by the cells of the tables below it, too.
            own = recognise(sheet)[0]
            upper = own if own and own.first == block.head.first else block.head
            found.append(replace(block, sheet=sheet, head=upper, again=inner))
            continue
        head, said = recognise(sheet)
        if head is not None:
            name = f"{block.name}·第{top + head.first + 1}行起"
            found.append(Block(sheet, head, name, said, top=top, again=frozenset(a for a in inner if a > head.last)))
    return found


def _texts(sheet: Sheet, head: Head) -> set[str]:
    return {key(cell) for row in sheet.rows[head.first : head.last + 1] for cell in row if isinstance(cell, str)}


def _head_texts(row: Row) -> set[str]:
    """The words of a row that may be a head: two or more short ones, and nothing else."""
    texts: set[str] = set()
    for cell in row:
        if cell is None:
            continue
        if type(cell) is not str or len(cell) > _LONGEST_NAME or cell[:1].isdigit():
            return set()
        texts.add(key(cell))
    return texts if len(texts) >= 2 else set()


def _other_head(sheet: Sheet, at: int, headings: Headings, wide: Headings, texts: set[str]) -> Head | None:
    """A head of other columns that begins in this row; what its names mean is asked more widely than whether it is
    one."""
    if sum(headings.of(text) is not None for text in texts) < 2:
        return None
    head = find_head_at(sheet, at, wide)
    return head if tells_days(head) and len(head.fields) >= 3 and "title" in head.fields else None


def _title_top(sheet: Sheet, at: int) -> int:
    """Where the titles above a head begin: rows of one cell, or of none; right above it also lines like
    社区：临水社区 | 填报人：王某."""
    while at and _labelled(sheet.rows[at - 1]):
        at -= 1
    while at and sum(cell is not None for cell in sheet.rows[at - 1]) <= 1:
        at -= 1
    return at


def _labelled(row: Row) -> bool:
    """Whether a row holds but words, and some say first what they are."""
    filled = [cell for cell in row if cell is not None]
    return all(isinstance(cell, str) for cell in filled) and any(":" in plain(str(cell)) for cell in filled)


def _another_title(sheet: Sheet, head: Head, at: int) -> bool:
    """Whether a repeated head stands under a title that the first doesn't: another community's, another month's."""
    titles = [cell for row in sheet.rows[_title_top(sheet, at) : at] for cell in row if isinstance(cell, str)]
    first = {cell for row in sheet.rows[: head.first] for cell in row if isinstance(cell, str)}
    return any(title not in first for title in titles)
