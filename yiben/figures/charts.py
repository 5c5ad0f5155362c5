"""Charts as values, drawn on the server: SVG for pages, PNG for documents. Pure: no database, no request, no network.

    table = charts_tables.by_month(definition, unit, Period.of_year(2025), lines)   # reads the book
    charts.svg(table.charts[0])                   -> str    for a page; `width` NARROW for a phone
    charts.png(table.charts[0], width_mm=150)     -> bytes  for a document; Chinese needs no font of the system's

A chart says nothing that its table doesn't. Rows keep the order in which they are given (the catalogue's, the
document's, the tree's): nothing here sorts by a number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.utils.html import escape

WIDE, NARROW, NARROWEST = 720, 320, 248
"""Pixels: a page and a document; a phone; a phone in large type, which draws the same letters larger."""
MOST_ROWS, MOST_COLUMNS = 40, 12
PNG_DOTS_PER_MM = 9  # 229 dots an inch: sharp on an office printer

_MARKS = "marks"
INK, SOFT, RULE, PAPER = "#1d2126", "#545b63", "#d9d5cc", "#ffffff"
_ROLES_INSIDE = re.compile(r' role="graphics-[a-z]+" aria-roledescription="[a-z ]+"')
FONT = "Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"


@dataclass(frozen=True)
class Mark:
    """One number drawn: how long it is, and the words that stand beside it. None where the book has no answer."""

    value: Decimal | None
    words: str
    tick: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class Row:
    """A name and a mark for each column."""

    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Chart:
    """What a picture shows. `label` says it in words, for who doesn't see it; two charts alike are one picture.

    `sort` is "months" (a row of columns for each line), "beside" (two bars a row) or "progress" (one bar a row, in %).
    `most` is the largest number of several pictures that are drawn to one scale.
    """

    sort: str
    label: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    most: Decimal | None = None

    def __post_init__(self) -> None:
        assert self.sort in _DRAWN, self.sort
        assert len(self.rows) <= MOST_ROWS, "too many rows for one picture"
        assert len(self.columns) <= MOST_COLUMNS, "too many columns for one picture"
        assert all(len(row.marks) == len(self.columns) for row in self.rows)


@lru_cache(maxsize=256)
def svg(chart: Chart, *, width: int = WIDE) -> str:
    """The chart as an `<svg>` to stand in a page: one picture with a name, no style and no script."""
    drawn = _converter().vegalite_to_svg(_drawing(chart, width), allowed_base_urls=[])
    drawn = _ROLES_INSIDE.sub("", drawn)
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(chart.label)}" ', 1)


@lru_cache(maxsize=32)
def png(chart: Chart, width_mm: int = 150) -> bytes:
    """The chart as a picture so many millimetres wide, for a document."""
    assert 40 <= width_mm <= 400, width_mm
    drawn = svg(chart)
    dots_per_inch = PNG_DOTS_PER_MM * 25.4
    scale = width_mm * PNG_DOTS_PER_MM / _width_of(drawn) * 72 / dots_per_inch  # beside which `ppi` scales again
    made: bytes = _converter().svg_to_png(drawn, scale=scale, ppi=dots_per_inch)
    return made


def _width_of(drawn: str) -> float:
    return float(drawn.partition(' width="')[2].partition('"')[0])


@cache
def _converter() -> Any:
    """Vega in this process, with the packaged Chinese font. Brought when first drawn: it takes half a second."""
    import pylopdf_fonts_zh_cn
    import vl_convert

    assert pylopdf_fonts_zh_cn.__file__
    vl_convert.register_font_directory(str(Path(pylopdf_fonts_zh_cn.__file__).parent))
    return vl_convert


def _drawing(chart: Chart, width: int) -> dict[str, Any]:
    """How it is drawn, and what."""
    blank = Mark(None, "0" * _longest(chart))
    rows = tuple(replace(row, marks=(blank,) * len(row.marks)) for row in chart.rows)
    return _how(replace(chart, label="", rows=rows, most=None), width) | {"datasets": {_MARKS: _placed(chart, width)}}


@lru_cache(maxsize=256)
def _how(blank: Chart, width: int) -> dict[str, Any]:
    """The same for all charts of these rows and columns, whatever their numbers: Altair takes longer to say how than
    Vega to draw."""
    return _DRAWN[blank.sort](blank, width)


def _placed(chart: Chart, width: int) -> list[dict[str, object]]:
    return _strips(chart, *_strip(chart, width)) if chart.sort == "months" else _values(chart)


def _number(value: Decimal | None) -> float | None:
    """As Vega draws it: the length of a bar, never a number that is read."""
    return None if value is None else float(value)


def _values(chart: Chart) -> list[dict[str, object]]:
    return [
        {
            "row": at,
            "column": column,
            "value": _number(mark.value),
            "words": mark.words,
            "tick": _number(mark.tick),
            "note": mark.note,
            "name": row.name,
        }
        for at, row in enumerate(chart.rows)
        for column, mark in enumerate(row.marks)
    ]


def _names(names: Sequence[str]) -> str:
    """Vega's expression for the name behind a row's or column's place: names may be alike, places are not."""
    return f"{json.dumps(list(names), ensure_ascii=False)}[datum.value]"


def _finished(drawing: Any, narrow: bool) -> dict[str, Any]:
    size = 12 if narrow else 14
    text = {"font": FONT, "fontSize": size, "color": INK}
    axis = {
        "labelFont": FONT,
        "labelFontSize": size,
        "labelColor": INK,
        "domainColor": SOFT,
        "grid": False,
        "ticks": False,
        "title": None,
        "labelPadding": 6,
    }
    drawing = drawing.configure(font=FONT, aria=False, background=PAPER, padding=4).configure_view(stroke=None)
    drawing = drawing.configure_text(**text).configure_axis(**axis).configure_bar(color=INK)
    found: dict[str, Any] = drawing.to_dict()
    return found


def _months(chart: Chart, width: int) -> dict[str, Any]:
    """Small columns, a strip a line, all on one scale; each column bears its number, where it has room."""
    import altair as alt

    narrow, single = width < 500, len(chart.rows) == 1
    across = width if narrow or single else width - 92
    tall, gap = _strip(chart, width)
    base = alt.Chart(alt.NamedData(name=_MARKS)).encode(x=_columns(chart, narrow))
    first = base.transform_filter("datum.column == 0").encode(x=alt.value(0))
    foot, top = (alt.Y(f"{name}:Q", scale=None, axis=None) for name in ("foot", "top"))
    layers = [
        first.mark_rule(color=RULE).encode(x2=alt.value(across), y=foot),
        base.mark_bar().encode(y=top, y2="foot:Q"),
    ]
    if _longest(chart) * (7 if narrow else 8.5) <= across / max(len(chart.columns), 1):
        faint = alt.condition("datum.value > 0", alt.value(INK), alt.value(SOFT))
        layers.append(base.mark_text(dy=-9).encode(y=top, text="words:N", color=faint))
    if not single:
        above, beside = {"align": "left", "dy": -tall - 26}, {"align": "right", "dx": -14, "dy": -8}
        place: Any = above if narrow else beside
        layers.append(first.mark_text(**place).encode(y=foot, text="name:N"))
    height = len(chart.rows) * (tall + gap)
    return _finished(alt.layer(*layers).properties(width=across, height=height), narrow)


def _columns(chart: Chart, narrow: bool) -> Any:
    """The months below; on a phone by their number alone."""
    import altair as alt

    names = [name.removesuffix("月") if narrow else name for name in chart.columns]
    axis = alt.Axis(labelExpr=_names(names), labelAngle=0, labelColor=SOFT, labelPadding=8, domain=False)
    return alt.X("column:O", axis=axis, scale=alt.Scale(paddingInner=0.35, paddingOuter=0.2))


def _strip(chart: Chart, width: int) -> tuple[int, int]:
    """How tall a line's columns can be, and the gap above them."""
    return (160, 28) if len(chart.rows) == 1 else (56, 46 if width < 500 else 26)


def _strips(chart: Chart, tall: int, gap: int) -> list[dict[str, object]]:
    """The marks with the place of each column's foot and top, in pixels from above."""
    values = _values(chart)
    longest = (float(mark.value or 0) for row in chart.rows for mark in row.marks)
    most = max(float(chart.most or 0), *longest, 0) or 1
    for at, value in enumerate(values):
        foot = (at // len(chart.columns) + 1) * (tall + gap)
        value["foot"] = foot
        value["top"] = foot - tall * max(float(str(value["value"] or 0)), 0) / most
    return values


def _longest(chart: Chart) -> int:
    return max((len(mark.words) for row in chart.rows for mark in row.marks), default=0)


def _beside(chart: Chart, width: int) -> dict[str, Any]:
    """Two bars a row: full for the first column, hollow for the second, each with its number and its name."""
    import altair as alt

    narrow = width < 500
    head, tail = (76, 52) if narrow else (96, 64)
    years = 44 if narrow else 52
    base = alt.Chart(alt.NamedData(name=_MARKS)).encode(
        y=alt.Y(
            "row:O",
            axis=alt.Axis(
                labelExpr=_names([row.name for row in chart.rows]),
                labelPadding=years + 8,
                labelLimit=head,
                domain=False,
            ),
            scale=alt.Scale(paddingInner=0.35, paddingOuter=0.1),
        ),
        yOffset=alt.YOffset("column:O", scale=alt.Scale(paddingInner=0.2)),
    )
    long = alt.X("value:Q", axis=None, scale=alt.Scale(zero=True, nice=False))
    hollow = alt.condition("datum.column == 0", alt.value(INK), alt.value(PAPER))
    named = "".join(f"datum.column == {at} ? {json.dumps(name)} : " for at, name in enumerate(chart.columns)) + "''"
    layers = alt.layer(
        base.mark_bar(stroke=INK, strokeWidth=1).encode(x=long, color=hollow),
        base.mark_text(align="left", dx=6).encode(x=long, text="words:N"),
        base.transform_calculate(year=named)
        .mark_text(align="right", dx=-8, color=SOFT, fontSize=11 if narrow else 12)
        .encode(x=alt.value(0), text="year:N"),
    )
    rows = max(len(chart.rows), 1)
    return _finished(layers.properties(width=width - head - years - tail, height=rows * 52), narrow)


def _progress(chart: Chart, width: int) -> dict[str, Any]:
    """A bar a row towards 100 %, a tick where it should be today; the name above it, the number beside it."""
    import altair as alt

    narrow = width < 500
    tail, notes = (84, 84) if narrow else (110, 110)
    across = width - tail - 8
    share = alt.Scale(domain=[0, 100], clamp=True)
    base = alt.Chart(alt.NamedData(name=_MARKS)).encode(
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    )
    bar = base.mark_bar(height=10, yOffset=10).encode(x=alt.X("value:Q", axis=None, scale=share))
    whole = base.mark_rule(color=SOFT, yOffset=10).encode(x=alt.value(0), x2=alt.value(across))
    tick = base.mark_tick(color=INK, thickness=1.5, height=20, yOffset=10).encode(x=alt.X("tick:Q", scale=share))
    name = base.mark_text(align="left", dy=-8, limit=across - 8).encode(x=alt.value(0), text="name:N")
    number = base.mark_text(align="left", dy=10, dx=8).encode(x=alt.value(across), text="words:N")
    note = base.mark_text(align="left", dy=-8, dx=8, color=SOFT, limit=notes).encode(x=alt.value(across), text="note:N")
    rows = max(len(chart.rows), 1)
    return _finished(alt.layer(whole, bar, tick, name, number, note).properties(width=across, height=rows * 52), narrow)


_DRAWN: dict[str, Callable[[Chart, int], dict[str, Any]]] = {
    "months": _months,
    "beside": _beside,
    "progress": _progress,
}
