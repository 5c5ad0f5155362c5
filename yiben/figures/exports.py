"""The board and the list of figures as tables for Excel, as they stand on the page."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from yiben.figures.board import Board, Row
from yiben.figures.charts_tables import Group, Table, goal_unit
from yiben.figures.rollup import Figure
from yiben.figures.targets import Reading
from yiben.lib.tables import write_table
from yiben.ui.states import STATES

Cell = str | int | Decimal | None


def board_workbook(board: Board, title: str) -> bytes:
    """One row a target (or a measure without a number), one column a unit."""
    head = [_("条线"), _("任务"), _("目标"), _("进度"), _("怎么算的"), _("合计")]
    head += [unit.name for unit in board.columns[1:]]
    rows = (_board_row(name, row) for name, rows in board.groups for row in rows)
    return write_table(head, rows, title=title, sheet=_("任务看板"))


def _board_row(line: str, row: Row) -> list[Cell]:
    progress = row.progress
    state = progress.state if progress else "done" if row.done else ""
    return [
        line,
        row.measure.title,
        row.target.words_asked if row.target else _("记录数"),
        str(STATES[state].word) if state else "",
        _("；").join(filter(None, (progress.words, progress.due))) if progress else "",
        *(cell.value for cell in row.cells),
    ]


def figures_workbook(groups: Iterable[tuple[str, list[Figure]]], title: str) -> bytes:
    """One row an indicator, with its definition in words."""
    head = [_("条线"), _("指标"), _("数值"), _("单位"), _("依据记录"), _("含约数"), _("口径")]
    rows = (_figure_row(line, figure) for line, figures in groups for figure in figures)
    return write_table(head, rows, title=title, sheet=_("数字"))


def _figure_row(line: str, figure: Figure) -> list[Cell]:
    said = figure.definition
    return [line or _("各条线共用"), said.name, figure.value, said.unit, figure.entries, figure.approx, said.words]


def chart_workbook(table: Table, title: str) -> bytes:
    """What the charts of a page show: one row a line, one column a month or year."""
    whole = any(row.total for row in table.rows)
    head = [_("条线"), *table.columns, *([_("合计")] if whole else [])]
    rows = (
        [row.name, *(one.value for one in row.figures), *([row.total.value] if row.total else [])] for row in table.rows
    )
    return write_table(head, rows, title=title, sheet=_("图表"))


def progress_workbook(groups: Iterable[Group], title: str) -> bytes:
    """How far each target is: one row a target, in the plan's order."""
    head = [_("条线"), _("任务"), _("目标"), _("数值"), _("完成"), _("应完成"), _("单位"), _("进度")]
    rows = (_progress_row(group.name, one) for group in groups for one in group.readings)
    return write_table(head, rows, title=title, sheet=_("任务进度"))


def _progress_row(line: str, reading: Reading) -> list[Cell]:
    told = reading.progress
    assert told is not None
    said = [line, reading.target.measure.title, reading.target.words_asked, reading.figure.value]
    return [*said, told.value, told.goal, goal_unit(reading), str(STATES[told.state].word)]
