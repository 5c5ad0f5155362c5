"""The board and the list of figures as tables for Excel, as they stand on the page."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from yiben.figures.board import Board, Row
from yiben.figures.rollup import Figure
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
