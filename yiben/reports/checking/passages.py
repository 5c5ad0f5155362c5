"""A document as passages: each paragraph with the headings above it, each number in a table with its heads. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from yiben.gongwen import Block, Document, Place, Table
from yiben.reports.checking.unmeasured import LABEL, lone_number, lone_quantity, unreadable

_SILENT = ("docnum", "head", "page", "toc", "blank", "addressees", "date", "signature", "attachments")
MOST_HEADING = 40


@dataclass(frozen=True)
class Passage:
    """A paragraph: its text, the headings above it from the title down, and where its pieces stand in the file."""

    place: Place
    text: str
    above: tuple[str, ...] = ()
    covers: tuple[Place, ...] = ()
    card: str = ""
    """The short line right above that says what its numbers count: 📖 银龄读书会."""


@dataclass(frozen=True)
class Cell:
    """A number in a table: its words, those of its row's and its column's heads, and the caption."""

    place: Place
    text: str
    row: tuple[str, ...]
    column: tuple[str, ...]
    above: tuple[str, ...]
    caption: str
    table: int
    at: tuple[int, int]


_NUMBER = re.compile(
    r"^(?:近|约|超|超过|逾)?\s*[0-9][0-9,，]*(?:\.[0-9]+)?\s*(?:[万亿千百]{0,2})(?:多|余)?\s*[^\d\s]{0,3}$"
)


_TOLD = re.compile("[0-9][余多]?(?:场|期|次|讲|节|人|名|位|户|份|件|家|条|元|万|小时|课时|%)")
"""What tells two numbers is no heading, however short it is and numbered."""
_NOTHING = frozenset(["", "—", "－", "-", "–", "——", "/", "／", "无"])
_COUNTS = re.compile("[0-9]+(?:[.][0-9]+)?[^0-9.年月日号\\-—/、，）)]")
"""Words with a number in them: 不少于450人次."""
_YEAR = re.compile("20(?:[01][0-9]|2[0-9])年|20(?:1[5-9]|2[0-9])$|20[0-9]{2}年|[0-9]{1,2}月|第?[1-4]季度")


def passages(document: Document) -> list[Passage]:
    """Every paragraph that says something, in its order."""
    found: list[Passage] = []
    above: list[tuple[int, str]] = []
    above_title = ""
    card = ""
    blocks = [one for one in document.blocks if one.role not in _SILENT and one.text.strip()]
    for block, following in zip_longest(blocks, blocks[1:]):
        level = _level(block)
        is_caption = bool(found) and not found[-1].card and _stands_alone(found[-1].text)
        if found and level != 1 and not is_caption and _is_card(block.text, following.text if following else ""):
            level = _CARD
        while above and level and above[-1][0] >= level:
            above.pop()
        found.append(Passage(block.index, block.text, tuple(text for _level, text in above), block.covers, card))
        if level == 1 and len(found) > 1 and found[-2].text == above_title:
            above.append((level, f"{above_title}{block.text.strip()}"))
        elif level:
            above.append((level, block.text.strip()))
        above_title = block.text if level == 1 else ""
        card = _PICTURE.sub("", block.text).strip() if level == _CARD else "" if level else card
    return found


_CARD = 20
"""A card's head stands below every heading."""
_PICTURE = re.compile("^\\s*[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\u200d]+\\s*")
_SAYS_NO_MORE = re.compile("[^，。；：！？0-9]{2,16}")


def _stands_alone(line: str) -> bool:
    return lone_number(line) or lone_quantity(line)


def _is_card(text: str, following: str) -> bool:
    """Whether a line heads those below it: a short one that a picture opens, or above a label with its number."""
    bare = _PICTURE.sub("", text).strip()
    if not _SAYS_NO_MORE.fullmatch(bare) or lone_number(text):
        return False
    return bare != text.strip() or bool(LABEL.fullmatch(following.strip())) or lone_quantity(following)


def _level(block: Block) -> int:
    """How high a heading stands; 0 for plain text, also for a numbered paragraph that says more than a heading does."""
    if block.role == "title":
        return 1
    if block.role == "subtitle":
        return 2
    is_short = (
        len(block.text.strip()) <= MOST_HEADING and "，" not in block.text and "。" not in block.text.rstrip("。")
    )
    if not is_short or len(_TOLD.findall(block.text)) > 1:
        return 0
    return 2 + (block.level or block.style_level) if block.level or block.style_level else 0


def cells(document: Document, found: Sequence[Passage]) -> list[Cell]:
    """Every number in the tables, each once however many places its cell covers."""
    return [cell for table in document.tables for cell in _numbers(table, _before(table, found))]


def _before(table: Table, found: Sequence[Passage]) -> Passage | None:
    """The last paragraph before a table: its caption, if it is short."""
    if not isinstance(table.after, int):
        return None
    before = [one for one in found if isinstance(one.place, int) and one.place <= table.after]
    return before[-1] if before else None


def _last_sentence(text: str) -> str:
    """What leads over to a table: of 开展志愿服务。各社区活动情况如下： only what stands behind the stop."""
    body = text.rstrip()
    return body[max(body[:-1].rfind(stop) for stop in "。！") + 1 :]


def _numbers(table: Table, before: Passage | None) -> Iterator[Cell]:
    caption = _last_sentence(before.text) if before else ""
    above = (*before.above, caption) if before and len(before.text) <= MOST_HEADING * 2 else ()
    seen: set[Place] = set()
    heads = _head_rows(table)
    named = [head for at, head in enumerate(table.rows[:heads]) if not (at and _counts_columns(head))]
    for row, line in enumerate(table.rows):
        if row < heads:
            continue
        for column, cell in enumerate(line):
            if cell.index in seen or not _counts(cell.text, column):
                continue
            seen.add(cell.index)
            yield Cell(
                cell.index,
                cell.text,
                tuple(
                    dict.fromkeys(
                        one.text
                        for at, one in enumerate(line[:column])
                        if one.text.strip() not in _NOTHING and not is_amount(one.text, at)
                    )
                ),
                tuple(dict.fromkeys(head[column].text for head in named if column < len(head))),
                above if before and len(before.text) <= MOST_HEADING * 2 else (before.above if before else ()),
                caption,
                table.index,
                (row, column),
            )


def _counts(text: str, column: int) -> bool:
    is_odd = column > 0 and unreadable(text.strip()) is not None
    return is_amount(text, column) or bool(_COUNTS.search(text)) or is_odd


def is_amount(text: str, column: int) -> bool:
    """Whether a cell bears a number; 2028 is a year only where rows begin."""
    return is_number(text) or (column > 0 and bool(_BARE_YEAR.match(text.strip())))


_BARE_YEAR = re.compile("20[0-9]{2}$")


def is_number(text: str) -> bool:
    return bool(_NUMBER.match(text.strip())) and not _YEAR.match(text.strip())


def _head_rows(table: Table) -> int:
    """How many rows at the top bear no number outside the first column, but the columns' own: 甲 | 1 | 2 | 3=1+2."""
    for at, row in enumerate(table.rows[:4]):
        if not (at and _counts_columns(row)) and any(is_number(cell.text) for cell in row[1:]):
            return at
    return min(1, len(table.rows))


_COLUMN = re.compile("[（(]?([0-9]{1,2})[)）]?(?:[=＝][^\u4e00-\u9fff]+)?")
_NO_COLUMN = re.compile("[甲乙丙丁]?|栏次|列次|—")


def _counts_columns(row: Sequence[Block]) -> bool:
    """Whether a row only says which column each is: 1, 2, 3 from the first that bears numbers."""
    said = [cell.text.strip() for cell in row]
    numbers = [int(found[1]) for text in said if (found := _COLUMN.fullmatch(text))]
    others = [text for text in said if not _COLUMN.fullmatch(text)]
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)) and all(map(_NO_COLUMN.fullmatch, others))
