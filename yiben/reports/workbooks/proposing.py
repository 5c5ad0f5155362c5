"""What each empty cell asks for: unit × selection × metric × period; how sure that is, and by which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from yiben.lib.workbooks import Sheet, Workbook
from yiben.reports.workbooks.adding import of_a_list, sums, with_totals
from yiben.reports.workbooks.binding import Binding
from yiben.reports.workbooks.cells import cell_at
from yiben.reports.workbooks.clauses import Clauses
from yiben.reports.workbooks.glossary import codes_in
from yiben.reports.workbooks.known import Known
from yiben.reports.workbooks.listing import Listed, lists_in
from yiben.reports.workbooks.proposals import Form
from yiben.reports.workbooks.selection import Selection, both
from yiben.reports.workbooks.sheet_reading import SheetReader
from yiben.reports.workbooks.units_said import Units
from yiben.reports.workbooks.wording import Wording

_EXPLAINS = re.compile("说明|须知|要求|口径|解释")
_WHICH = re.compile("(?:统计|计算|填报|数据)(?:口径|范围|对象)")
_AS_BEFORE = re.compile(f"{_WHICH.pattern}.{{0,4}}同.{{0,3}}(?:前|上|表)")
_A_FORM = 500
"""Of more rows a sheet is a list."""


def propose(workbook: Workbook, known: Known) -> Form:
    """Every empty cell of the visible sheets and what it asks for."""
    form = Form()
    units, wording = Units(known), Wording(known)
    notes, codes = _explained(workbook), codes_in(workbook)
    for sheet in workbook.sheets:
        if sheet.hidden or sheet.bottom > 20_000:
            continue
        _add(form, SheetReader(sheet, known, units, wording, [*notes, *_as_before(sheet, workbook)], codes))
    return form


def _as_before(sheet: Sheet, workbook: Workbook) -> list[str]:
    """What the sheets before one say of which entries count, where it says that the same holds for it."""
    if not any(_AS_BEFORE.search(text) for text in _texts(sheet)):
        return []
    before = takewhile(lambda one: one is not sheet, workbook.sheets)
    said = (part for one in before if not one.hidden for text in _texts(one) for part in re.split("[。；;\n]", text))
    return [part for part in said if _WHICH.search(part)]


def _texts(sheet: Sheet) -> Iterator[str]:
    cells = sheet.cells.values() if sheet.bottom <= _A_FORM else ()
    return (cell.value for cell in cells if isinstance(cell.value, str))


def _explained(workbook: Workbook) -> list[str]:
    """What sheets of nothing but explanations say for all the others."""
    some = (one for one in workbook.sheets if not one.hidden and _EXPLAINS.search(one.name) and one.right <= 3)
    return [str(cell.value) for sheet in some for cell in sheet.cells.values() if isinstance(cell.value, str)]


def _add(form: Form, reader: SheetReader) -> None:
    """A sheet's proposals, lists and notes put into its form."""
    layout, units = reader.layout, reader.units
    form.notes += [text for _row, text in layout.notes]
    lists = list(lists_in(layout, reader.wording, units, reader.known))
    taken = {row for one in lists for row in range(one.head, one.last + 1)}
    form.lists += [_in_context(one, reader) for one in lists]
    slots = [slot for slot in layout.slots() if slot.place[0] not in taken]
    reader.meanings.lines_among(slots)
    binding = Binding()
    clauses = Clauses(reader, binding)
    proposals = [clauses.blank(slot.place) or binding.proposal(cell_at(reader, slot)) for slot in slots]
    proposals = [of_a_list(one, lists, layout, units) for one in with_totals(proposals, layout, units)]
    proposals += clauses.sentences(taken)
    form.proposals += proposals
    form.layouts.append(layout)
    form.sums += sums(proposals, taken, layout, units)


def _in_context(one: Listed, reader: SheetReader) -> Listed:
    """A list with the time and the unit that the lines above it say; left to be typed where it is the street's own."""
    context = reader.context(one.head)
    if context.home.own:
        one = replace(one, selection=None, reason="街道本级的台账请手填")
    one = _in_scope(one, context.scope.selection, reader.known)
    return replace(one, period=one.period or context.period, home=one.home or context.home.place)


def _in_scope(one: Listed, scope: Selection, known: Known) -> Listed:
    """A list as the notes narrow it down: 本台账登记工会、共青团、妇联三家的活动."""
    if one.selection is None or not scope:
        return one
    held = Selection(kinds=frozenset(kind.slug for kind in known.kinds if kind.counts))
    narrowed = both(one.selection or held, scope)
    return replace(one, selection=narrowed, reason="" if narrowed else "附注说的不是这一类活动，请手填")
