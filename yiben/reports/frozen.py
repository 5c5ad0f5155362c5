"""An issued document as a page shows it: read back from its own bytes, so that the page can't say anything else."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from docx import Document as word
from docx.oxml.ns import qn

from yiben.gongwen import read
from yiben.gongwen.document import Block, Document, Place, Table

CAPTION = 40
SHOWN = frozenset({"image/png", "image/jpeg"})


@dataclass(frozen=True)
class Part:
    """A paragraph with its role (title, docnum, signature, date, body, caption) and level; a table with its rows; or a
    picture, as an address that holds it, and in words."""

    role: str
    level: int = 0
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    source: str = ""


@lru_cache(maxsize=8)
def parts(document: bytes) -> Sequence[Part]:
    """What stands in the document, in order."""
    found = read(document)
    tables = {table.after: table for table in found.tables if not _is_number(table)}
    pictures = _pictures(document)
    shown: list[Part] = []
    for block in found.blocks:
        if block.role != "blank":
            shown.append(_part(block, found))
        shown += pictures.get(block.index, ())
        if block.index in tables:
            if block.centred and 0 < len(block.text) <= CAPTION and shown:
                shown[-1] = Part("caption", text=block.text)
            shown.append(_table(tables[block.index]))
    return tuple(shown)


def _part(block: Block, found: Document) -> Part:
    role = block.role
    if role == "body" and not block.level and found.body and block.text == found.body:
        role = "signature"
    # A line that is only short, 工会工作：146场, heads nothing.
    heads = bool(block.number or block.style_level or block.bold)
    return Part(role, block.level if heads else 0, block.text)


def _table(table: Table) -> Part:
    return Part("table", rows=tuple(tuple(cell.text for cell in row) for row in table.rows))


def _is_number(table: Table) -> bool:
    """发文字号 stands in a table of one cell; it is among the blocks already."""
    return len(table.rows) == 1 and len(table.rows[0]) == 1


def _pictures(document: bytes) -> dict[Place, list[Part]]:
    """By the number of its paragraph, what is drawn there."""
    opened = word(io.BytesIO(document))
    drawn = {at: list(_drawn(opened, paragraph._p)) for at, paragraph in enumerate(opened.paragraphs)}
    return {at: found for at, found in drawn.items() if found}


def _drawn(opened: Any, paragraph: Any) -> Iterator[Part]:
    for drawing in paragraph.iter(qn("w:drawing")):
        told = next((one.get("descr") or "" for one in drawing.iter(qn("wp:docPr"))), "")
        for blip in drawing.iter(qn("a:blip")):
            part = opened.part.related_parts.get(blip.get(qn("r:embed")))
            if part is not None and part.content_type in SHOWN:
                yield Part(
                    "picture", text=told, source=f"data:{part.content_type};base64,{b64encode(part.blob).decode()}"
                )
