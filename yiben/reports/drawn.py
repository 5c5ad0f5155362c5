"""The pictures that a clerk's template can ask for, each with every figure that it shows.

Some have a name (各月活动图), others are a figure drawn (志愿服务场次|各月图). Each is drawn of the unit and the line
whose turn it is; in a report of one line, of that line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from yiben.figures.charts import MOST_COLUMNS, Chart, png
from yiben.figures.charts_tables import beside_last_year, by_month, months_of, of_line, of_units_by_month, progress
from yiben.figures.rollup import Figure, Figures
from yiben.figures.targets import Reading as Progress
from yiben.lib.refused import Refused
from yiben.reports.grammar import Asked
from yiben.reports.render import Shelf
from yiben.reports.rendering import Picture
from yiben.terms.definitions import Definition
from yiben.units.models import Line, Unit

Drawn = tuple[list[Chart], list[Figure]]
ACTIVITIES = "activity-times"
WIDTH_MM = 156


@dataclass(frozen=True)
class Place:
    """Whose turn it is: a unit; and in some loops a line, or a task with how far it is."""

    unit: Unit
    line: Line | None = None
    task: Progress | None = None


@dataclass(frozen=True)
class Drawing:
    """One picture to be drawn: which, of what, of whose work. `line` is None where it is of all of the report's."""

    name: str
    definition: Definition
    place: Place
    line: Line | None

    @property
    def narrowed(self) -> Definition:
        return of_line(self.definition, self.line) if self.line else self.definition

    @property
    def compares(self) -> bool:
        """Whether it needs the year before."""
        return _DRAWN[self.name] is _beside

    def definitions(self, stock: Shelf) -> list[Definition]:
        """All that it asks figures of."""
        return [self.narrowed, *(of_line(self.definition, line) for line in self.lines(stock))]

    def lines(self, stock: Shelf) -> list[Line]:
        """The lines that it shows one by one; all activities of some lines can't be told but line by line."""
        by_line = self.name in _BY_LINE or (self.name == "各月活动图" and stock.lines)
        return lines_of(stock) if by_line and self.line is None else []


def drawn_of(asked: Asked, place: Place, stock: Shelf, lines: Mapping[str, Line]) -> Drawing:
    """What a name with its filters asks to be drawn at its place."""
    definition = stock.by_name[asked.name] if asked.drawing else stock.definitions[ACTIVITIES]
    only = stock.lines[0] if len(stock.lines) == 1 and not asked.drawing else None
    line = lines.get(asked.line) or place.line or only
    return Drawing(asked.drawing or asked.name, definition, place, None if definition.line else line)


@dataclass(frozen=True)
class Book:
    """What pictures are drawn from: figures already read; `goes_back` asks whether they reach the year before."""

    figures: Figures
    goes_back: Callable[[], bool]


def charts_of(drawing: Drawing, stock: Shelf, book: Book) -> Drawn:
    """The pictures, none where there is nothing to draw, and the figures to cite."""
    if _DRAWN[drawing.name] is not _progress and len(months_of(stock.so_far)) > MOST_COLUMNS:
        raise Refused(_("图表一次最多画十二个月"), field="period")
    return _DRAWN[drawing.name](drawing, stock, book)


def picture(chart: Chart) -> Picture:
    """It is drawn meanwhile."""
    return Picture(_drawers(os.getpid()).submit(png, chart, width_mm=WIDTH_MM), chart.label)


@lru_cache(maxsize=1)
def _drawers(_process: int) -> ThreadPoolExecutor:
    """One, for what draws does one thing at a time; after a fork it is another's."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")


def lines_of(stock: Shelf) -> list[Line]:
    """The lines that a report is of."""
    return stock.lines or stock.all_lines


def _months(drawing: Drawing, stock: Shelf, book: Book) -> Drawn:
    """All activities; in a report of several lines, those of each."""
    lines = drawing.lines(stock)
    table = by_month(drawing.narrowed, drawing.place.unit, stock.so_far, lines, figures=book.figures)
    if table.empty:
        return [], []
    if not lines:
        return [table.charts[0]], table.figures
    return [table.charts[1]], [figure for row in table.rows[1:] for figure in row.figures]


def _by_unit(drawing: Drawing, stock: Shelf, book: Book) -> Drawn:
    table = of_units_by_month(drawing.narrowed, stock.communities, drawing.place.unit, stock.so_far, book.figures)
    return ([] if table.empty else list(table.charts)), table.figures


def _beside(drawing: Drawing, stock: Shelf, book: Book) -> Drawn:
    lines = drawing.lines(stock)
    asked, unit, known = drawing.narrowed, drawing.place.unit, book.goes_back()
    table = beside_last_year(asked, unit, stock.so_far, lines, figures=book.figures, goes_back=known)
    told = [figure for figure in table.figures if figure.value is not None]
    if len(told) < len(table.figures) or table.empty:
        return [], []
    [chart] = table.charts
    if not lines:  # a bar alone is called by whose it is
        name = drawing.line.short if drawing.line else unit.short_name
        chart = replace(chart, rows=(replace(chart.rows[0], name=name),))
    return [chart], told


def _progress(drawing: Drawing, stock: Shelf, book: Book) -> Drawn:
    readings = stock.readings if drawing.place.task is None else [drawing.place.task]
    slug = drawing.line.slug if drawing.line else ""
    told = [one for one in readings if not slug or one.target.measure.line_id == slug]
    groups = progress(told, stock.report.unit, stock.report.start.year)
    return [chart for group in groups for chart in group.charts], [r.figure for g in groups for r in g.readings]


_DRAWN: dict[str, Callable[[Drawing, Shelf, Book], Drawn]] = {
    "各月活动图": _months,
    "各条线各月活动图": _months,
    "各社区各月活动图": _by_unit,
    "上年同期对比图": _beside,
    "任务进度图": _progress,
    "各月图": _months,
    "上年对比图": _beside,
}
_BY_LINE = ("各条线各月活动图", "上年同期对比图")
PICTURES = {
    "各月活动图": _lazy("各月活动场次；只有一个条线的汇报，画这个条线的"),
    "各条线各月活动图": _lazy("每个条线一行，画各月活动场次"),
    "各社区各月活动图": _lazy("每个社区一行，按辖区顺序，画各月活动场次"),
    "上年同期对比图": _lazy("活动场次与上年同一时段对比，全部和各条线"),
    "任务进度图": _lazy("有数量要求的任务完成到哪里，按条线分开"),
}
"""Those with a name of their own, and what each shows."""
