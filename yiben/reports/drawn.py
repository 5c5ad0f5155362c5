"""The pictures that a clerk's template can ask for by name, with every figure that they show."""

from __future__ import annotations

from collections.abc import Callable

from yiben.figures.charts import Chart, png
from yiben.figures.charts_tables import beside_last_year, by_month, progress
from yiben.figures.rollup import Figure
from yiben.reports.render import Shelf
from yiben.units.models import Line

Drawn = tuple[list[Chart], list[Figure]]
ACTIVITIES = "activity-times"
WIDTH_MM = 156


def lines_of(stock: Shelf) -> list[Line]:
    """The lines that a report is of."""
    return stock.lines or stock.all_lines


def _months(stock: Shelf) -> Drawn:
    report = stock.report
    table = by_month(stock.definitions[ACTIVITIES], report.unit, stock.so_far, [], as_of=stock.as_of)
    return ([] if table.empty else [table.charts[0]]), table.figures


def _lines_by_month(stock: Shelf) -> Drawn:
    report = stock.report
    lines = lines_of(stock)
    table = by_month(stock.definitions[ACTIVITIES], report.unit, stock.so_far, lines, as_of=stock.as_of)
    if table.empty:
        return [], []
    return [table.charts[1]], [figure for row in table.rows[1:] for figure in row.figures]


def _beside(stock: Shelf) -> Drawn:
    report = stock.report
    lines = lines_of(stock)
    table = beside_last_year(stock.definitions[ACTIVITIES], report.unit, stock.so_far, lines, as_of=stock.as_of)
    told = [figure for figure in table.figures if figure.value is not None]
    return ([] if len(told) < len(table.figures) or table.empty else [table.charts[0]]), told


def _progress(stock: Shelf) -> Drawn:
    groups = progress(stock.readings, stock.report.unit, stock.report.start.year)
    return [chart for group in groups for chart in group.charts], [r.figure for g in groups for r in g.readings]


PICTURES: dict[str, Callable[[Shelf], Drawn]] = {
    "各月活动图": _months,
    "各条线各月活动图": _lines_by_month,
    "上年同期对比图": _beside,
    "任务进度图": _progress,
}


def pictures(name: str, stock: Shelf) -> tuple[list[bytes], list[Figure]]:
    """The pictures of that name (none where there is nothing to draw), and the figures to cite."""
    charts, figures = PICTURES[name](stock)
    return [png(chart, width_mm=WIDTH_MM) for chart in charts], (figures if charts else [])
