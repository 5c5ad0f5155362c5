"""A report's text as clerks type it.

Paragraphs with official numbers, figures as `{{ 名称 }}` or, of one task only, `{{ 名称：任务 }}`, written or compared
as a word behind a bar says: `{{ 名称 | 余 }}`, `{{ 名称 | 同比 }}`; a table as
【表】名称、名称, the targets as 【目标表】.

Pure: `parse` never raises; what can't be understood comes back as findings that name the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from yiben.reports.manners import FILTERS

TOKEN = re.compile(r"\{\{\s*([^{}\n]{1,120}?)\s*\}\}")
BRACES = re.compile(r"\{\{|\}\}|\{%|%\}")
TABLE = re.compile(r"^【表】\s*(.+)$")
TARGETS = "【目标表】"
CARRIED = "〔上年："
"""Opens a number that was taken over with last year's words and that nobody has looked at."""
A_YEAR_BEFORE, COMPARED = "上年同期", "同比"
WRITTEN = tuple(word for word in FILTERS if word != "分行")
"""How a figure can be written: exact, if nothing is said."""
LEVELS = (
    (1, re.compile(r"^[一二三四五六七八九十]{1,3}、")),
    (2, re.compile(r"^（[一二三四五六七八九十]{1,3}）")),
    (3, re.compile(r"^\d{1,2}[.．](?!\d)\s*")),
    (4, re.compile(r"^（\d{1,2}）")),
)
SHORT = 40


@dataclass(frozen=True)
class Name:
    """A place where a figure stands, by the indicator's name (`名称`, or `名称：任务` for the entries of one task).

    Behind a bar, how it is written (`名称 | 余`) or what it is compared with (`名称 | 同比`).
    """

    name: str

    @property
    def plain(self) -> str:
        return self.name.partition("|")[0].strip()

    @property
    def manner(self) -> str:
        return self.name.partition("|")[2].strip()

    @property
    def indicator(self) -> str:
        return self.plain.partition("：")[0].strip()

    @property
    def task(self) -> str:
        return self.plain.partition("：")[2].strip()


@dataclass(frozen=True)
class Line:
    """One paragraph: level 1–4 with its number for a heading, 0 for text; `pieces` are words and figures in turn.

    `then` runs on behind a heading that is a sentence of its own: （一）工会工作。收缴会费……
    """

    level: int
    number: str
    pieces: tuple[str | Name, ...]
    then: tuple[str | Name, ...] = ()

    @property
    def names(self) -> list[Name]:
        return [piece for piece in (*self.pieces, *self.then) if isinstance(piece, Name)]


@dataclass(frozen=True)
class Grid:
    """A table of communities: one column a named indicator."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class TargetGrid:
    """The table of the plan's targets and how far each is."""


Block = Line | Grid | TargetGrid


@dataclass(frozen=True)
class Finding:
    """Something wrong in the text: the paragraph (from 1), what, and the words."""

    where: int
    what: str
    text: str


@dataclass(frozen=True)
class Text:
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]

    @property
    def names(self) -> list[str]:
        """The names of all figures in the text, each once, in the order they appear."""
        found: dict[str, None] = {}
        for block in self.blocks:
            if isinstance(block, Grid):
                found |= dict.fromkeys(block.names)
            elif isinstance(block, Line):
                found |= dict.fromkeys(piece.name for piece in block.names)
        return list(found)


@dataclass(frozen=True)
class Known:
    """What a place in the text can be called by: figures, counts of the plan's targets, and tasks behind a figure."""

    figures: Collection[str]
    counts: Collection[str] = ()
    tasks: Collection[str] = ()

    def has(self, name: Name) -> bool:
        if name.plain in self.counts:
            return not name.manner
        if name.manner and name.manner not in (*WRITTEN, A_YEAR_BEFORE, COMPARED):
            return False
        if name.plain in self.figures:
            return True
        return (
            name.indicator in self.figures and name.task in self.tasks and name.manner not in (A_YEAR_BEFORE, COMPARED)
        )


def parse(body: str, known: Known) -> Text:
    """Read a report's text. A name that isn't known is a finding."""
    blocks: list[Block] = []
    findings: list[Finding] = []
    for where, raw in enumerate(body.splitlines(), start=1):
        paragraph = raw.strip().strip("\u3000")
        if not paragraph:
            continue
        block = _block(paragraph)
        blocks.append(block)
        findings += [Finding(where, f"没有叫“{name}”的数字", name) for name in _unknown(block, known)]
        if CARRIED in paragraph:
            at = paragraph.find(CARRIED)
            findings.append(Finding(where, "上年的数字还没有核过：改成今年的，或者删去", paragraph[at : at + SHORT]))
        if BRACES.search(TOKEN.sub("", paragraph)):
            findings.append(Finding(where, "花括号要成对写，里面只写数字的名称", paragraph[:SHORT]))
    return Text(tuple(blocks), tuple(findings))


def _block(paragraph: str) -> Block:
    if paragraph == TARGETS:
        return TargetGrid()
    grid = TABLE.match(paragraph)
    return _grid(grid[1]) if grid else _line(paragraph)


def _grid(names: str) -> Grid:
    return Grid(tuple(name.strip() for name in re.split(r"[、，,]", names) if name.strip()))


def _line(paragraph: str) -> Line:
    for level, pattern in LEVELS:
        if number := pattern.match(paragraph):
            words, stop, then = paragraph[number.end() :].partition("。")
            # A long numbered paragraph is text with a number, not a heading.
            if len(words) <= SHORT and not TOKEN.search(words):
                return Line(level, number[0], (words + stop,), tuple(_pieces(then)))
            break
    return Line(0, "", tuple(_pieces(paragraph)))


def _pieces(paragraph: str) -> Iterator[str | Name]:
    at = 0
    for token in TOKEN.finditer(paragraph):
        if token.start() > at:
            yield paragraph[at : token.start()]
        yield Name(token[1])
        at = token.end()
    if at < len(paragraph):
        yield paragraph[at:]


def _unknown(block: Block, known: Known) -> list[str]:
    if isinstance(block, Grid):
        return [name for name in block.names if name not in known.figures]
    return [name.name for name in block.names if not known.has(name)] if isinstance(block, Line) else []
