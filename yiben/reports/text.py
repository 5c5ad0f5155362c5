"""A report's text as clerks type it.

Paragraphs with official numbers, figures as `{{ 名称 }}`, a table as 【表】名称、名称, the targets as 【目标表】.

Pure: `parse` never raises; what can't be understood comes back as findings that name the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

TOKEN = re.compile(r"\{\{\s*([^{}\n]{1,60}?)\s*\}\}")
BRACES = re.compile(r"\{\{|\}\}|\{%|%\}")
TABLE = re.compile(r"^【表】\s*(.+)$")
TARGETS = "【目标表】"
LEVELS = (
    (1, re.compile(r"^[一二三四五六七八九十]{1,3}、")),
    (2, re.compile(r"^（[一二三四五六七八九十]{1,3}）")),
    (3, re.compile(r"^\d{1,2}[.．](?!\d)\s*")),
    (4, re.compile(r"^（\d{1,2}）")),
)
SHORT = 40


@dataclass(frozen=True)
class Name:
    """A place where a figure stands, by the indicator's name."""

    name: str


@dataclass(frozen=True)
class Line:
    """One paragraph: level 1–4 with its number for a heading, 0 for text; `pieces` are words and figures in turn."""

    level: int
    number: str
    pieces: tuple[str | Name, ...]


@dataclass(frozen=True)
class Grid:
    """A table of communities: one column a named indicator."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class TargetGrid:
    """The table of the plan's targets and how far each is."""


@dataclass(frozen=True)
class Finding:
    """Something wrong in the text: the paragraph (from 1), what, and the words."""

    where: int
    what: str
    text: str


@dataclass(frozen=True)
class Text:
    blocks: tuple[Line | Grid | TargetGrid, ...]
    findings: tuple[Finding, ...]

    @property
    def names(self) -> list[str]:
        """The names of all figures in the text, each once, in the order they appear."""
        found: dict[str, None] = {}
        for block in self.blocks:
            if isinstance(block, Grid):
                found |= dict.fromkeys(block.names)
            elif isinstance(block, Line):
                found |= dict.fromkeys(piece.name for piece in block.pieces if isinstance(piece, Name))
        return list(found)


def parse(body: str, known: Collection[str]) -> Text:
    """Read a report's text. `known` are the names that a figure can be called by."""
    blocks: list[Line | Grid | TargetGrid] = []
    findings: list[Finding] = []
    for where, raw in enumerate(body.splitlines(), start=1):
        paragraph = raw.strip().strip("\u3000")
        if not paragraph:
            continue
        if paragraph == TARGETS:
            blocks.append(TargetGrid())
            continue
        grid = TABLE.match(paragraph)
        block = _grid(grid[1]) if grid else _line(paragraph)
        blocks.append(block)
        findings += _unknown(where, block, known)
        findings += [Finding(where, "花括号要成对写，里面只写数字的名称", paragraph[:SHORT])] * _broken(paragraph)
    return Text(tuple(blocks), tuple(findings))


def _grid(names: str) -> Grid:
    return Grid(tuple(name.strip() for name in re.split(r"[、，,]", names) if name.strip()))


def _line(paragraph: str) -> Line:
    for level, pattern in LEVELS:
        number = pattern.match(paragraph)
        # A long numbered paragraph is text with a number, not a heading.
        if number and (level <= 2 or len(paragraph) <= SHORT) and not TOKEN.search(paragraph):
            return Line(level, number[0], (paragraph[number.end() :],))
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


def _unknown(where: int, block: Line | Grid, known: Collection[str]) -> list[Finding]:
    names = block.names if isinstance(block, Grid) else [p.name for p in block.pieces if isinstance(p, Name)]
    return [Finding(where, f"没有叫“{name}”的数字", name) for name in names if name not in known]


def _broken(paragraph: str) -> bool:
    return bool(BRACES.search(TOKEN.sub("", paragraph)))
