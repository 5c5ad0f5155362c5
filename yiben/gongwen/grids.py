"""A table of an official document: full lines, small 仿宋, a head that comes again on each page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from yiben.gongwen.elements import Element, Face, element, paragraph, run, tidy
from yiben.gongwen.pages import FANGSONG, HEITI, aligned
from yiben.gongwen.paper import Table
from yiben.gongwen.titles import width

_NUMBER = re.compile(r"[-+－−]?[\d０-９][\d０-９,，.．]*\s*[%％‰]?")
_EMPTY = frozenset({"", "-", "—", "–", "/", "／", "――", "——"})
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_ROW_HEIGHT = 454  # 8 mm
_NARROWEST, _WIDEST = 3.0, 18.0


def grid(table: Table, room: int) -> Element | None:
    """The table's element, `room` twips wide; None where it has no cell at all."""
    rows = [[_shown(cell) for cell in row] for row in table.rows]
    head = [tidy(cell) for cell in table.head]
    columns = max(map(len, [head, *rows]))
    if not columns:
        return None
    rows = [row + [""] * (columns - len(row)) for row in rows]
    head += [""] * (columns - len(head)) if head else []
    wide = _widths(table.widths or _shares(head, rows, columns), columns, room)
    sides = table.align or tuple(_side([row[at] for row in rows]) for at in range(columns))
    assert len(wide) == len(sides) == columns, table
    return element(
        "tbl",
        _properties(room),
        element("tblGrid", *(element("gridCol", w=share) for share in wide)),
        *([_row(head, wide, ["center"] * columns, HEITI, head=True)] if head else []),
        *(_row(row, wide, sides, FANGSONG) for row in rows),
    )


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


def _shown(cell: object) -> str:
    return "" if cell is None else tidy(str(cell))


def _side(cells: Sequence[str]) -> str:
    """Numbers stand right, short words in the middle, sentences left."""
    filled = [cell for cell in cells if cell not in _EMPTY]
    if filled and all(_NUMBER.fullmatch(cell) for cell in filled):
        return "right"
    return "center" if max(map(width, filled), default=0) <= 8 else "left"


def _shares(head: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> list[float]:
    """As wide as their longest cell, within bounds; a head may well take two lines."""
    longest = [max((width(row[at]) for row in rows), default=0) for at in range(columns)]
    heads = [width(head[at]) / 2 if head else 0 for at in range(columns)]
    return [min(max(body, above, _NARROWEST), _WIDEST) + 1 for body, above in zip(longest, heads, strict=True)]


def _widths(shares: Sequence[float], columns: int, room: int) -> list[int]:
    assert len(shares) == columns, shares
    edges = [round(room * sum(shares[:at]) / sum(shares)) for at in range(columns + 1)]
    return [right - left for left, right in itertools.pairwise(edges)]


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
    cells: Sequence[str], widths: Sequence[int], sides: Sequence[str], face: Face, *, head: bool = False
) -> Element:
    return element(
        "tr",
        element(
            "trPr",
            element("cantSplit"),
            element("trHeight", val=_ROW_HEIGHT, hRule="atLeast"),
            *([element("tblHeader")] if head else []),
        ),
        *(_cell(*parts, face) for parts in zip(cells, widths, sides, strict=True)),
    )


def _cell(text: str, wide: int, side: str, face: Face) -> Element:
    inside = [run(text, face)] if text else []
    return element(
        "tc",
        element("tcPr", element("tcW", w=wide, type="dxa"), element("vAlign", val="center")),
        paragraph("TableText", *inside, properties=(aligned(side),)),
    )
