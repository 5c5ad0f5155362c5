"""A sheet as its form's page shows it: merged cells as spans, every cell with what becomes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.urls import reverse

from yiben.lib import workbooks
from yiben.lib.workbooks import Place
from yiben.reports.form_inputs import Input, Inputs, as_last_time
from yiben.reports.models import Workbook
from yiben.reports.workbooks.desk import Desk

SHOWN_ROWS, SHOWN_COLUMNS = 250, 40


@dataclass(frozen=True)
class ShownCell:
    """A cell of the sheet on the page."""

    text: str
    state: str = ""
    url: str = ""
    rows: int = 1
    columns: int = 1
    number: bool = False
    before: str = ""
    input: Input | None = None
    beside: str = ""
    """What another has typed, which doesn't go into the file."""
    stub: bool = False
    """The first words of a row, which stay in sight."""


def letters(on: Desk, sheet: workbooks.Sheet, may: bool) -> list[tuple[str, int]]:
    """The columns by their letters, each with how many of its cells can be typed as the last time."""
    said = (
        Counter(place[1] for _sheet, place in as_last_time(on, "*", "") if _sheet == sheet.name) if may else Counter()
    )
    return [(workbooks.named(1, column)[:-1], said[column]) for column in columns(sheet)]


def columns(sheet: workbooks.Sheet) -> list[int]:
    """The columns that are shown: as many as fit, but hidden ones."""
    right = min(max([sheet.right, *(area.right for area in sheet.merged if area.right < 500)]), SHOWN_COLUMNS)
    return [column for column in range(1, right + 1) if column not in sheet.hidden_columns]


def grid(on: Desk, sheet: workbooks.Sheet, inputs: Inputs | None = None) -> list[tuple[int, list[ShownCell]]]:
    """The sheet's rows with merged cells as spans, without hidden rows and columns; `inputs`: what may be typed."""
    shown = columns(sheet)
    covered = {place for area in sheet.merged for place in _inside(area)}
    spans = {(area.top, area.left): area for area in sheet.merged}
    lists = on.found.form.lists
    heads = {one.head: list_url(on.form, number) for number, one in enumerate(lists) if one.sheet == sheet.name}
    last = max([sheet.bottom, *(place[1][0] for place in on.rows if place[0] == sheet.name), 1])
    found = []
    for row in range(1, min(last, SHOWN_ROWS) + 1):
        if row in sheet.hidden_rows:
            continue
        cells = [
            _cell(on, sheet, (row, column), spans.get((row, column)), inputs)
            for column in shown
            if (row, column) not in covered
        ]
        if cells and (row, shown[0]) not in covered and cells[0].columns == 1 and not cells[0].url:
            cells[0] = replace(cells[0], stub=True)
        if row in heads and inputs is not None:
            cells = [cell if cell.url or not cell.text else replace(cell, url=heads[row]) for cell in cells]
        found.append((row, cells))
    return found


def _inside(area: workbooks.Area) -> Iterable[tuple[int, int]]:
    for row in range(area.top, min(area.bottom, SHOWN_ROWS) + 1):
        for column in range(area.left, min(area.right, SHOWN_COLUMNS) + 1):
            if (row, column) != (area.top, area.left):
                yield row, column


def _cell(
    on: Desk, sheet: workbooks.Sheet, place: Place, area: workbooks.Area | None, inputs: Inputs | None
) -> ShownCell:
    rows, across = _span(sheet, area) if area else (1, 1)
    row, here = on.rows.get((sheet.name, place)), (sheet.name, place)
    if row is None:
        cell = sheet.cells.get(place)
        formula = cell is not None and cell.formula is not None
        value = on.numbers.at(sheet.name, place) if formula else cell.value if cell is not None else None
        return ShownCell(said(value), "formula" if formula else "", "", rows, across, isinstance(value, Decimal))
    typed = on.typed.get(here)
    value = typed.value if typed is not None else row.value
    if value is None:
        value = sheet.value(*place)  # a sentence with blanks
    return ShownCell(
        said(value),
        on.state(here, row),
        cell_url(on.form, sheet.name, place),
        rows,
        across,
        isinstance(value, Decimal),
        "" if typed is not None else on.before.get(on.keys.get(here, ""), ""),
        inputs.at(place) if inputs is not None else None,
        "、".join(one.value[:20] for one in on.beside.get(here, []) if typed is None or one.value != typed.value),
    )


def _span(sheet: workbooks.Sheet, area: workbooks.Area) -> tuple[int, int]:
    """How many shown rows and columns a merged cell covers."""
    rows = sum(row not in sheet.hidden_rows for row in range(area.top, min(area.bottom, SHOWN_ROWS) + 1))
    across = sum(column not in sheet.hidden_columns for column in range(area.left, min(area.right, SHOWN_COLUMNS) + 1))
    return max(rows, 1), max(across, 1)


def said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def cell_url(form: Workbook, sheet: str, place: tuple[int, int]) -> str:
    return f"{reverse('reports:form-cell', args=[form.pk, workbooks.named(*place)])}?sheet={quote(sheet)}"


def list_url(form: Workbook, number: int) -> str:
    """Where it is said how a list is filled."""
    return reverse("reports:form-listed", args=[form.pk, number])


def list_at(on: Desk, sheet: str, place: Place) -> str:
    """The page of the list that a cell belongs to; "" for none."""
    if (sheet, place) in on.keys:
        return ""
    lists = [(number, one) for number, one in enumerate(on.found.form.lists) if one.sheet == sheet]
    inside = [number for number, one in lists if place[0] in one.rows]
    above = [number for number, one in lists if one.head < place[0]]
    found = inside or above[-1:]
    return list_url(on.form, found[0]) if found else ""
