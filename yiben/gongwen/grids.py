"""A table of an official document: full lines, small 仿宋, a head that comes again on each page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache

from docx.oxml.ns import qn

from yiben.gongwen.elements import Element, Face, clean, element, paragraph, run, tidy
from yiben.gongwen.pages import FANGSONG, HEITI, aligned
from yiben.gongwen.paper import Table
from yiben.gongwen.titles import width

_NUMBER = re.compile(r"[-+－−]?[\d０-９][\d０-９,，.．]*\s*[%％‰]?")
_EMPTY = frozenset({"", "-", "—", "–", "/", "／", "――", "——"})
_LABELS = frozenset({"序号", "编号", "年份", "年度"})  # numbers that nobody adds up
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_TEXT = qn("w:t")
_MM = 56.7  # in twips
EM = 240  # of 小四, in twips
_NARROW, _PADDING = 5.0, 1.0


def grid(table: Table, room: int) -> Element | None:
    """The table's element, `room` twips wide; None where it has no cell at all."""
    head, rows = _square(table)
    columns = [[row[at] for row in rows] for at in range(len(head or (rows and rows[0])))]
    if not columns:
        return None
    heads = head or [""] * len(columns)
    wide = _widths(table.widths or _shares(heads, columns, room / EM), room)
    sides = table.align or [_side(*column) for column in zip(heads, columns, strict=True)]
    assert len(wide) == len(sides) == len(columns), table
    above = [_broken(*cell) for cell in zip(heads, wide, strict=True)]
    return element(
        "tbl",
        _properties(room),
        element("tblGrid", *(element("gridCol", w=share) for share in wide)),
        *([_row(above, wide, ["center"] * len(columns), HEITI, table.row_height, head=True)] if head else []),
        *(_row(row, wide, sides, FANGSONG, table.row_height) for row in rows),
    )


def _square(table: Table) -> tuple[list[str], list[list[str]]]:
    """Head and rows as they show, short rows filled up."""
    head = [tidy(cell) for cell in table.head]
    rows = [["" if cell is None else tidy(str(cell)) for cell in row] for row in table.rows]
    columns = max(map(len, [head, *rows]))
    padded = [row + [""] * (columns - len(row)) for row in [head, *rows]]
    return (padded[0] if head else []), padded[1:]


def _broken(head: str, wide: int) -> str:
    """A head too wide for its column goes on at its bracket: the unit stands below."""
    fits = (width(head) + _PADDING / 2) * EM <= wide
    return head if fits else re.sub(r"(?<=.)(?=[（(])", "\n", head, count=1)


def line_above(text: str, room: int) -> Element:
    """发文字号 above a title: a cell without lines, as the heads of official paper are made."""
    return element(
        "tbl",
        element(
            "tblPr",
            element("tblW", w=room, type="dxa"),
            element("jc", val="center"),
            element("tblLayout", type="fixed"),
        ),
        element("tblGrid", element("gridCol", w=room)),
        element(
            "tr",
            element(
                "tc",
                element("tcPr", element("tcW", w=room, type="dxa")),
                paragraph("Reference", run(text, FANGSONG), properties=(aligned("center"),)),
            ),
        ),
    )


def _side(head: str, cells: Sequence[str]) -> str:
    """Numbers stand right, short words in the middle, sentences left."""
    filled = [cell for cell in cells if cell not in _EMPTY]
    if filled and head not in _LABELS and all(_NUMBER.fullmatch(cell) for cell in filled):
        return "right"
    return "center" if max(map(width, filled), default=0) <= 8 else "left"


def _widths(shares: Sequence[float], room: int) -> list[int]:
    edges = [round(room * sum(shares[:at]) / sum(shares)) for at in range(len(shares) + 1)]
    return [right - left for left, right in itertools.pairwise(edges)]


def _shares(heads: Sequence[str], columns: Sequence[Sequence[str]], room: float) -> list[float]:
    """Widths in ems that fill the room: as each column would like where that fits, else nearer to what it needs."""
    likes = [_PADDING + max(map(width, [head, *column])) for head, column in zip(heads, columns, strict=True)]
    needs = [_PADDING + _need(head, column) for head, column in zip(heads, columns, strict=True)]
    spare, wishes = room - sum(needs), sum(likes) - sum(needs)
    if wishes <= 0 or spare >= wishes:
        return likes
    return [need + max(0.0, spare) * (like - need) / wishes for need, like in zip(needs, likes, strict=True)]


def _need(head: str, column: Sequence[str]) -> float:
    """A number keeps on one line, a head may take two, text as many as it likes."""
    cells = [width(cell) if _NUMBER.fullmatch(cell) else min(width(cell), _NARROW) for cell in column]
    return max([min(width(head), (width(head) + 1) / 2), *cells, 1.0])


def _properties(room: int) -> Element:
    lines = (element(edge, val="single", sz=4, space=0, color="auto") for edge in _EDGES)
    margins = (element(edge, w=80 * (edge in ("left", "right")), type="dxa") for edge in _EDGES[:4])
    return element(
        "tblPr",
        element("tblW", w=room, type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *lines),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *margins),
    )


def _row(
    cells: Sequence[str], widths: Sequence[int], sides: Sequence[str], face: Face, height: float, *, head: bool = False
) -> Element:
    return element(
        "tr",
        element(
            "trPr",
            element("cantSplit"),
            element("trHeight", val=round(height * _MM), hRule="atLeast"),
            *([element("tblHeader")] if head else []),
        ),
        *(_cell(*parts, face) for parts in zip(cells, widths, sides, strict=True)),
    )


def _cell(text: str, wide: int, side: str, face: Face) -> Element:
    if not text or "\n" in text or "\t" in text:
        return _made_cell(text, wide, side, face)
    made = deepcopy(_like(wide, side, face))  # a table has thousands; only their text differs
    next(made.iter(_TEXT)).text = clean(text)
    return made


@lru_cache(maxsize=256)
def _like(wide: int, side: str, face: Face) -> Element:
    return _made_cell("一", wide, side, face)


def _made_cell(text: str, wide: int, side: str, face: Face) -> Element:
    inside = [run(text, face)] if text else []
    return element(
        "tc",
        element("tcPr", element("tcW", w=wide, type="dxa"), element("vAlign", val="center")),
        paragraph("TableText", *inside, properties=(aligned(side),)),
    )
