"""What stands around a list's first rows on its sheet, for the page that looks like it; sealed, for the preview only.

Of columns that the book never keeps nothing stands here but their names; nothing of who signed, and persons' numbers
are blotted out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeAlias

import orjson
from django.conf import settings

from yiben.ledger.blocks import Block
from yiben.ledger.heads import Column
from yiben.ledger.models import ImportBatch
from yiben.ledger.sorting import Sorted, as_text
from yiben.lib.boundary import What, allows
from yiben.lib.masking import masked
from yiben.lib.rows import as_json
from yiben.lib.sealing import Unsealable, seal, unseal
from yiben.lib.sheets import Merged, Row

Look: TypeAlias = dict[str, Any]
"""`above` and `left` are rows as (number, which of `_LEFT` or above, cells by column), `head` rows as (number, cells as
(column, words, columns, rows)); all as JSON keeps them."""

FIRST = 6
"""So many rows of a list are shown, and so many of those around them."""
_MOST_COLUMNS, _LONGEST = 80, 60
_LEFT = ("totals", "groups", "feet", "examples", "blanks", "continued")
_PERSONS = re.compile(
    "[人员者长][:：]|填[表报]|制表|审[核批]|负责|联系|经办|报送|复核|主管|分管|校对|签[字章名发]|电话|手机"
)


def sealed_looks(batch: ImportBatch, looks: Mapping[str, Look]) -> dict[str, str]:
    """By sheet, as a batch keeps them."""
    return {sheet: seal(as_json(look), key=settings.FIELD_KEY, about=_about(batch)) for sheet, look in looks.items()}


def kept_look(batch: ImportBatch, sheet: str) -> Look:
    """What was kept of a sheet; nothing where it can't be opened, after a move to another key."""
    try:
        look: Look = orjson.loads(unseal(batch.looks[sheet], key=settings.FIELD_KEY, about=_about(batch)))
    except (KeyError, Unsealable):
        return {}
    return look


def _about(batch: ImportBatch) -> str:
    return f"look:{batch.pk}"


def look_of(block: Block, columns: Sequence[Column], found: Sorted) -> Look:
    """What a table looks like on its sheet; nothing of one that lies on its side."""
    if block.numbers:
        return {}
    refused = {column.at for column in columns if column.refused}
    rows, head = block.sheet.rows, block.head
    first = max(0, head.first - FIRST)
    above = (_row(block, at, "above", refused) for at in range(first, head.first) if any(rows[at]))
    return {
        "above": list(above),
        "head": [[block.number(at), list(_heads(block, at))] for at in range(head.first, head.last + 1)],
        "left": list(islice(_left(block, found, refused), FIRST)),
    }


def _left(block: Block, found: Sorted, refused: Collection[int]) -> Iterator[list[Any]]:
    """Rows between the first ones that are kept, and right below them, that are left out."""
    shown = found.lines[:FIRST]
    last = shown[-1].number if shown else 0
    why = {number: kind for kind in _LEFT for number in getattr(found, kind)}
    for number in sorted(why):
        if number <= last + 1 or len(found.lines) <= FIRST:
            yield _row(block, number - block.top - 1, why[number], refused)


def _row(block: Block, index: int, why: str, refused: Collection[int]) -> list[Any]:
    cells = [] if why == "feet" else _cells(block.sheet.rows[index], refused)
    return [block.number(index), why, cells]


def _cells(row: Row, refused: Collection[int]) -> list[list[Any]]:
    """A title is told wherever it stands; of a row of several cells none that stands in a refused column, or beside
    the name of one; of a row that names who filled it in, nothing."""
    filled = [(at, _short(as_text(cell))) for at, cell in enumerate(row[:_MOST_COLUMNS]) if cell is not None]
    if any(_PERSONS.search(text) for _at, text in filled):
        return []
    if len(filled) == 1:
        return [list(cell) for cell in filled]
    beside = any(not allows(text, what=What.FIELD).allowed for _at, text in filled)
    return [] if beside else [[at, text] for at, text in filled if at not in refused]


def _heads(block: Block, index: int) -> Iterator[list[Any]]:
    """The cells of a head row, each with how many columns and rows it spans inside the head."""
    bottom = block.head.last
    areas = [area for area in block.sheet.merged if area.top <= index <= area.bottom and area.bottom <= bottom]
    for at, cell in enumerate(block.sheet.rows[index][:_MOST_COLUMNS]):
        area = next((area for area in areas if area.left <= at <= area.right), Merged(index, at, index, at))
        if (area.top, area.left) == (index, at):
            yield [at, _short(as_text(cell)), area.right - area.left + 1, area.bottom - area.top + 1]


def _short(text: str) -> str:
    told = masked(" ".join(text.split()))
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"
