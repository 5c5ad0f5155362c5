"""Sheets that tell each activity on a card: names beside their values, one card or several under or beside each other.
The cards become the rows of a table that lies upright; a row's number is that of the card's first line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from yiben.ledger.blocks import Block, Recognise
from yiben.ledger.headings import LABELS, SEVERAL, Counted, Headings, key, parts_of
from yiben.ledger.heads import Words, head_at, is_day
from yiben.ledger.holders import Holders
from yiben.ledger.surroundings import told_by
from yiben.ledger.times_and_places import day_and_place
from yiben.lib.plain import plain
from yiben.lib.sheets import Cell, Row, Sheet, column_letters

_LOOKED_AT = 40
"""A first card begins and tells its day within so many rows."""
_LONGEST_LABEL = 16
# 服务老人31人次 beside 成效 is what stands there.
_COUNTED = re.compile("[\u4e00-\u9fff]\\d+(?:余|多)?[人名位户份件场册本次元个]")
_ANY_YEAR = 2024
_DAYS = frozenset({"start", "start+place"})
_TELLING = frozenset({"title", "note", "counts"})
_INLINE = re.compile(r"\s*([^:：]{2,16}?)\s*[:：]\s*(.*)", re.DOTALL)
_PARTED = re.compile(r"\s*\n\s*|\s*\u3000\s*|\s{2,}")
_SAID = "一张卡片记作一条；行号是卡片开始的那一行"


@dataclass(frozen=True)
class Pair:
    """A name and the value beside it; `meant` is the field that the name means, "" where it means none."""

    row: int
    at: int
    name: str
    meant: str
    value: Cell

    @property
    def same(self) -> str:
        """What is the same of two names for one field."""
        return self.meant or key(self.name)


@dataclass
class Card:
    """One activity's pairs, and the words that stand right above it."""

    pairs: list[Pair]
    above: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The row, as Excel shows it, where it begins to tell what was done, or when."""
        telling = (pair.row for pair in self.pairs if pair.meant in _DAYS or "title" in parts_of(pair.meant))
        return next(telling, self.pairs[0].row) + 1

    @property
    def tells(self) -> bool:
        """Whether it says when, be it no day that there is, and what was done."""
        told = [pair.meant for pair in self.pairs if pair.value is not None]
        return bool(_DAYS & set(told)) and any(_TELLING & set(parts_of(name)) for name in told)


def cards_of(sheet: Sheet, words: Words, recognise: Recognise) -> list[Block]:
    """The tables of a sheet of cards, one for those under each other; none where it is no such sheet."""
    reader = Reader(sheet, words.metrics)
    if not reader.begins_with_a_card():
        return []
    pairs = reader.pairs(len(sheet.rows))
    bands = [(left, _cards(some)) for left, some in _bands(pairs)]
    cards = [card for _left, some in bands for card in some]
    if not cards or sum(card.tells for card in cards) * 2 <= len(cards):
        return []
    for _left, some in bands:
        _with_words_above(some, sheet, pairs)
    return [
        block
        for turn, (left, some) in enumerate(bands)
        for block in _upright(sheet, turn, left, some, words, recognise)
    ]


# --- names and values -------------------------------------------------------------------------------------------------


class Reader:
    """Finds what stands beside what, by the places of cells and by what names mean."""

    def __init__(self, sheet: Sheet, metrics: Sequence[Counted]) -> None:
        self.sheet = sheet
        # A value that sounds like a name is a value: what stands where a name should is asked more widely.
        self.narrow, self.wide = Headings(metrics), Headings(metrics, wide=True)
        self.areas = {(area.top, area.left): area for area in sheet.merged}
        self._meant: dict[str, str | None] = {}

    def begins_with_a_card(self) -> bool:
        """Whether a day stands beside its name among the first rows, and nothing that is another day behind it."""
        return any(
            pair.meant in _DAYS and _tells_a_day(pair.value) and not self._goes_on(pair)
            for pair in self.pairs(min(_LOOKED_AT, len(self.sheet.rows)))
        )

    def _goes_on(self, pair: Pair) -> bool:
        """Whether more days follow in the row of one name, as on a table that lies on its side."""
        days = [cell for cell in self.sheet.rows[pair.row][pair.at + 1 :] if is_day(cell)]
        names = [cell for cell in self.sheet.rows[pair.row] if self.meaning(cell) in _DAYS]
        return len(days) > len(names)

    def meaning(self, cell: Cell) -> str | None:
        """The field that a cell names, "" for a short text that names none, None for what is no name."""
        if not isinstance(cell, str):
            return None
        if cell not in self._meant:
            self._meant[cell] = self._means(cell)
        return self._meant[cell]

    def _means(self, cell: str) -> str | None:
        name = key(cell)
        if not name or len(name) > _LONGEST_LABEL or name[0].isdigit() or is_day(cell) or _COUNTED.search(name):
            return None
        found = self.wide.of(name)
        return found.field if found else ""

    def told(self, row: int) -> list[tuple[str, Cell]]:
        """The names and values that a row's words tell."""
        return [(pair.name, pair.value) for pair in self._of_row(row)]

    def pairs(self, rows: int) -> list[Pair]:
        found: list[Pair] = []
        for at in range(rows):
            found += self._of_row(at)
        return found

    def _of_row(self, row: int) -> Iterator[Pair]:
        cells = [(at, cell) for at, cell in enumerate(self.sheet.rows[row]) if cell is not None]
        known = any(map(self._is_label, (cell for _at, cell in cells)))
        if self._alternates(row, cells):
            for (at, name), beside in zip(cells[::2], cells[1::2], strict=True):
                yield Pair(row, at, str(name).strip(), self.meaning(name) or "", self._value(row, at, beside))
            return
        turn = 0
        while turn < len(cells) and known:
            at, cell = cells[turn]
            turn += 1
            if told := self._inline(cell):
                yield from (Pair(row, at, name, self.meaning(name) or "", value) for name, value in told)
            elif (meant := self.meaning(cell)) is not None:
                following = cells[turn] if turn < len(cells) else None
                if following and not self._is_label(following[1]):
                    turn += 1
                    yield Pair(row, at, str(cell).strip(), meant, self._value(row, at, following))
                elif len(cells) == 1 and meant and (below := self._below(row)) is not None:
                    yield Pair(row, at, str(cell).strip(), meant, below)

    def _alternates(self, row: int, cells: Sequence[tuple[int, Cell]]) -> bool:
        """Whether each second cell stands right beside a name, though some sound like names too: 电梯维修资金."""
        names, values = cells[::2], cells[1::2]
        if len(names) != len(values) or len(names) < 2 or any(self._inline(cell) for _at, cell in cells):
            return False
        areas = [self.areas.get((row, at)) for at, _cell in names]
        rights = [area.right if area else at for area, (at, _cell) in zip(areas, names, strict=True)]
        beside = all(value == right + 1 for right, (value, _cell) in zip(rights, values, strict=True))
        sounding = [self._is_label(cell) for _at, cell in values]
        return beside and any(sounding) and not all(sounding) and all(self._is_label(cell) for _at, cell in names)

    def _is_label(self, cell: Cell) -> bool:
        named = bool(self.meaning(cell)) and self.narrow.of(key(str(cell))) is not None
        return named or bool(self._inline(cell))

    def _inline(self, cell: Cell) -> list[tuple[str, str]]:
        """活动时间：3月5日 in one cell, or several such told apart by blanks."""
        if not isinstance(cell, str) or not ("：" in cell or ":" in cell):
            return []
        parts = [_INLINE.fullmatch(part) for part in _PARTED.split(cell.strip())]
        if all(part and part[2] and self.meaning(part[1]) for part in parts):
            return [(part[1], part[2]) for part in parts if part]
        whole = _INLINE.fullmatch(cell)
        return [(whole[1], whole[2].strip())] if whole and whole[2].strip() and self.meaning(whole[1]) else []

    def _value(self, row: int, at: int, following: tuple[int, Cell]) -> Cell:
        """What stands beside a name; where the name is merged over several rows, what stands beside each of them."""
        where, cell = following
        area = self.areas.get((row, at))
        if area is None or area.bottom == row or not isinstance(cell, str):
            return cell
        below = (self.sheet.rows[more][where] for more in range(row + 1, area.bottom + 1))
        return "\n".join(filter(None, (cell, *(str(more) for more in below if more is not None))))

    def _below(self, row: int) -> Cell:
        """The text under a name that fills its row."""
        if row + 1 >= len(self.sheet.rows):
            return None
        filled = [cell for cell in self.sheet.rows[row + 1] if cell is not None]
        return filled[0] if len(filled) == 1 and not self._is_label(filled[0]) else None


def _tells_a_day(cell: Cell) -> bool:
    return is_day(cell) or (isinstance(cell, str) and day_and_place(cell, _ANY_YEAR)[0].value is not None)


# --- which belong together --------------------------------------------------------------------------------------------


def _bands(pairs: Sequence[Pair]) -> list[tuple[int, list[Pair]]]:
    """The pairs of the cards under each other, by the column where these begin: the same name twice in one row tells
    that cards stand side by side."""
    anchor = _anchor(pairs)
    anchors = [pair for pair in pairs if pair.same == anchor]
    rows = Counter(pair.row for pair in anchors)
    first = next((row for row, times in rows.items() if times == max(rows.values())), None)
    columns = sorted(pair.at for pair in anchors if pair.row == first)
    if len(columns) < 2:
        return [(0, list(pairs))]
    before = columns[0] - min(pair.at for pair in pairs)
    lefts = [at - before for at in columns]
    found: list[list[Pair]] = [[] for _left in lefts]
    for pair in pairs:
        found[max(bisect_right(lefts, pair.at) - 1, 0)].append(pair)
    return list(zip(lefts, found, strict=True))


def _anchor(pairs: Sequence[Pair]) -> str:
    """The name that every card has: that of the activity, else of its day."""
    meant = {pair.meant for pair in pairs}
    return next((name for name in ("title", *sorted(_DAYS)) if name in meant), "")


def _cards(pairs: Sequence[Pair]) -> list[Card]:
    """One band's cards: each begins with the name that the first begins with."""
    anchor = _anchor(pairs)
    times = Counter(pair.same for pair in pairs)
    begins = next((pair.same for pair in pairs if times[pair.same] == times[anchor]), anchor)
    found: list[Card] = []
    for pair in pairs:
        if pair.same == begins:
            found.append(Card([]))
        if found:
            found[-1].pairs.append(pair)
    if times[begins] == 1 and found:
        found[0].pairs = list(pairs)
    return found


def _with_words_above(cards: Sequence[Card], sheet: Sheet, pairs: Sequence[Pair]) -> None:
    """Put beside each card the words between it and the one before: its own title."""
    taken = {pair.row for pair in pairs}
    edges = [-1, *(card.pairs[0].row for card in cards)]
    for (last, first), card in zip(pairwise(edges), cards, strict=True):
        rows = [sheet.rows[at] for at in range(last + 1, first) if at not in taken]
        card.above = [str(cell) for row in rows if sum(c is not None for c in row) <= 2 for cell in row if cell]


# --- as a table that lies upright -------------------------------------------------------------------------------------


def _upright(
    sheet: Sheet, turn: int, left: int, cards: Sequence[Card], words: Words, recognise: Recognise
) -> Iterator[Block]:
    if not cards:
        return
    columns, rows = _laid_out(cards)
    if units := _units_above(cards, columns, words):
        columns = [*columns, LABELS["unit"]]
        rows = [(*row, unit) for row, unit in zip(rows, units, strict=True)]
    above = [(plain(text), *[None] * (len(columns) - 1)) for text in cards[0].above]
    part = Sheet(sheet.name, [*above, tuple(columns), *rows])
    head, said = recognise(part, head_at(part, len(above), len(above), Headings(words.metrics, wide=True)))
    if head is not None:
        numbers = (*range(1, len(above) + 2), *(card.number for card in cards))
        name = f"{sheet.name}·{column_letters(left)}列起" if turn else sheet.name
        yield Block(part, head, name, "；".join(filter(None, (_SAID, said))), numbers=numbers)


def _laid_out(cards: Sequence[Card]) -> tuple[list[str], list[Row]]:
    """The names of columns and the cards' rows: names for one field are one column, save where a card has both."""
    names: dict[tuple[str, int], str] = {}
    laid: list[dict[tuple[str, int], Cell]] = []
    for card in cards:
        cells: dict[tuple[str, int], Cell] = {}
        turns: Counter[str] = Counter()
        for pair in card.pairs:
            if pair.meant in _DAYS and any(same in _DAYS for same in turns):
                # The day on which it was signed stands below the day that it tells.
                continue
            same = key(pair.name) if pair.meant in SEVERAL else pair.same
            turns[same] += 1
            names.setdefault((same, turns[same]), pair.name)
            cells[same, turns[same]] = pair.value
        laid.append(cells)
    return list(names.values()), [tuple(cells.get(name) for name in names) for cells in laid]


def _units_above(cards: Sequence[Card], columns: Sequence[str], words: Words) -> list[str | None]:
    """Whose each card is, where the words above say so and no name on the cards does; empty where they say nothing, or
    only above the first, where it holds for all."""
    if any(pair.meant == "unit" for card in cards for pair in card.pairs):
        return []
    holders = Holders(words)
    told = [_unit_in(card.above, holders) for card in cards]
    return told if any(told[1:]) else []


def _unit_in(texts: Sequence[str], holders: Holders) -> str | None:
    said = told_by(texts)
    if said and holders.known(said):
        return said
    named = holders.within(texts)
    return named[0] if named else None
