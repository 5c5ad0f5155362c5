"""An issued document as a page shows it: read back from its own bytes, so that the page can't say anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from yiben.gongwen import read
from yiben.gongwen.document import Block, Document, Table

CAPTION = 40


@dataclass(frozen=True)
class Part:
    """A paragraph with its role (title, docnum, signature, date, body, caption) and level, or a table with its rows."""

    role: str
    level: int = 0
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@lru_cache(maxsize=8)
def parts(document: bytes) -> Sequence[Part]:
    """What stands in the document, in order."""
    found = read(document)
    tables = {table.after: table for table in found.tables if not _is_number(table)}
    shown: list[Part] = []
    for block in found.blocks:
        shown.append(_part(block, found))
        if block.index in tables:
            if len(block.text) <= CAPTION and not block.text.endswith("。"):
                shown[-1] = Part("caption", text=block.text)
            shown.append(_table(tables[block.index]))
    return tuple(shown)


def _part(block: Block, found: Document) -> Part:
    role = block.role
    if role == "body" and not block.level and found.body and block.text == found.body:
        role = "signature"
    return Part(role, block.level, block.text)


def _table(table: Table) -> Part:
    return Part("table", rows=tuple(tuple(cell.text for cell in row) for row in table.rows))


def _is_number(table: Table) -> bool:
    """发文字号 stands in a table of one cell; it is among the blocks already."""
    return len(table.rows) == 1 and len(table.rows[0]) == 1
