"""What an official document is made of, once it has been read: records that keep their place."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

Place = int | str
"""A body paragraph counts from 0; a table cell is t0r1c2, a text box b0, a content control s0p1."""


class Finding(NamedTuple):
    """Something odd in a document: where it stands, what it is (one Chinese sentence), its text."""

    where: Place | None
    what: str
    text: str = ""
    kind: str = "odd"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as its file gives it, before anything is understood."""

    index: Place
    text: str
    label: str = ""  # Word's automatic number: it is seen in print, but is not in the text
    lead: int = 0  # so many characters at the head are bold, the rest is not
    bold: bool = False
    centred: bool = False
    style_level: int = 0  # Word's heading style, 1 to 9


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph in the flow of the document.

    `text` is what all spans of nodes point into: the source paragraph, without the page numbers of a copied text.
    `covers` names every source paragraph in it (several where a copy broke one sentence into lines).
    """

    index: Place
    text: str
    role: str = "body"  # or title, subtitle, head, docnum, addressees, date, signature, attachments, page, toc, blank
    level: int = 0  # 0 body, 1 一、 2 （一） 3 1. 4 （1）
    number: str = ""
    label: str = ""
    lead: int = 0
    bold: bool = False
    centred: bool = False
    style_level: int = 0
    covers: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a full grid: a merged cell stands, as the same block, in each place that it covers."""

    index: int
    rows: tuple[tuple[Block, ...], ...]
    after: Place | None = None  # the paragraph before it


@dataclass(frozen=True, slots=True)
class Node:
    """A place of the outline: `text` is exactly `[start:end]` of its paragraph.

    >>> node.number, node.title, [child.number for child in node.children]
    ('七', '工会工作', ['一是', '二是'])
    """

    number: str  # in full-width brackets, without the mark behind: 七, （一）, 1, 一是; "" where there is none
    manner: str  # the kind of number: 一、 （一） 1. （1） ① 一是 第一 首先 label bold line paragraph …
    level: int  # 1 to 4 as the standard has it, 5 below, 0 for a plain paragraph
    title: str
    text: str
    paragraph: Place
    start: int
    end: int
    body: int  # where what follows number and title begins, in the paragraph
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Part:
    """A document within the file: the notice, what it issues, or an annex. `blocks` are positions [first, last)."""

    title: str
    first: int
    last: int
    outline: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document read. What was issued by a notice gives the title; addressees and date are the notice's."""

    title: str = ""
    subtitle: str = ""
    notice: str = ""  # title of the notice around it
    body: str = ""  # 发文机关
    addressees: tuple[str, ...] = ()
    date: datetime.date | None = None
    docnum: str = ""
    kind: str = "other"  # plan, notice, report, minutes, scheme, other
    blocks: tuple[Block, ...] = ()
    parts: tuple[Part, ...] = ()
    main: int = 0
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    @property
    def outline(self) -> tuple[Node, ...]:
        """The outline of the main text: of what a notice issues, not of the notice."""
        return self.parts[self.main].outline if self.parts else ()

    @property
    def readable(self) -> bool:
        """False when the file as a whole couldn't be opened; the one finding then says why."""
        return not any(finding.kind == "unreadable" for finding in self.findings)

    def nodes(self) -> Iterator[Node]:
        """Every node of every part."""
        for part in self.parts:
            for node in part.outline:
                yield from node.walk()

    def block(self, index: Place) -> Block | None:
        """The block or table cell at a place."""
        cells = (cell for table in self.tables for row in table.rows for cell in row)
        return next((block for block in (*self.blocks, *cells) if block.index == index), None)
