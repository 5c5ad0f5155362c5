"""Cells that the book can't answer, asked of the units whose rows they are; answered, asked again, and taken in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.lib import boundary
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.reports.models import CellAsk, Typed, Workbook
from yiben.reports.workbooks.desk import Desk, desk
from yiben.reports.workbooks.filling import Row
from yiben.reports.workbooks.hand import WRITES, Cell, its_own, put_in, write
from yiben.reports.workbooks.known import Place as Whose
from yiben.reports.workbooks.proposals import CONFIDENT, Sort
from yiben.reports.workbooks.units_said import Units
from yiben.units.acts import verb
from yiben.units.models import Post, PostKind, UnitKind

_UNITS = (UnitKind.COMMUNITY, UnitKind.OFFICE)


@dataclass(frozen=True)
class Askable:
    """A cell that one unit can be asked for: its own row's, or its own column's."""

    cell: Cell
    unit: Whose
    words: str
    heads: tuple[str, ...]
    key: str

    @property
    def own(self) -> bool:
        """Whether it is the street's by itself."""
        return self.unit.kind not in _UNITS

    @property
    def kept(self) -> dict[str, Any]:
        sheet, (row, column) = self.cell
        return {"sheet": sheet, "row": row, "column": column, "words": self.words, "key": self.key}


def askable(on: Desk, asks: Iterable[CellAsk] | None = None) -> list[Askable]:
    """The cells that a unit can be asked for and isn't yet; `asks`: all of the form, where they are at hand."""
    units = Units(on.known)
    waits = (one for one in (on.form.asks.all() if asks is None else asks) if one.answered_at is None)
    asked = {(one.unit_id, cell) for one in waits for cell in cells_of(one)}
    told = []
    for cell, row in on.rows.items():
        whose = _whose(row, units) if _is_open(on, cell, row) else None
        if whose is None or (whose.pk, cell) in asked:
            continue
        heads = tuple(word for word in row.proposal.words if units.find(word) is None)
        words = " / ".join(heads)
        if boundary.allows(words, what=boundary.What.CELL):
            told.append(Askable(cell, whose, words, heads, on.keys.get(cell, "")))
    return told


def _is_open(on: Desk, cell: Cell, row: Row) -> bool:
    """Whether the book can't answer: it doesn't know of such a thing, or of what was held nobody told the number."""
    state = on.state(cell, row)
    untold = state == "blank" and row.proposal.sort == Sort.FIGURE and row.entries > 0
    return (state == "open" or untold) and row.proposal.sort != Sort.REFUSED


def _whose(row: Row, units: Units) -> Whose | None:
    """The one unit that a cell's words name: a community, an office, or the street where it is told by itself."""
    named = [one for word in row.proposal.words if (one := units.find(word)) and one.place and one.sure >= CONFIDENT]
    found = {
        one.place.pk: one.place for one in named if one.place is not None and (one.own or one.place.kind in _UNITS)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def cells_of(asked: CellAsk) -> list[Cell]:
    """The cells that a unit was asked for, in their order."""
    return [(one["sheet"], (one["row"], one["column"])) for one in asked.cells]


@verb("reports.ask_cells", posts=WRITES)
def ask_units(form: Workbook, *, by: Post | None, due: date, cells: Collection[Cell] | None = None) -> Workbook:
    """Ask units for these of their own cells that the book can't answer; for all of them, where none are told. Who was
    asked before is asked again: for what is new, and what was left empty."""
    its_own(form, by)
    _not_past(due)
    wanted: dict[int, list[Askable]] = {}
    for one in askable(desk(form)):
        if cells is None or one.cell in cells:
            wanted.setdefault(one.unit.pk, []).append(one)
    if not wanted:
        raise Refused(_("没有要由单位手填的格"))
    there = {one.unit_id: one for one in form.asks.all()}
    typed = typed_by_units(form)
    asks = [there.get(unit) or CellAsk(workbook=form, unit_id=unit, due=due) for unit in wanted]
    for ask in asks:
        new = [one.kept for one in wanted[ask.unit_id]]
        ask.cells = [*_going_on(ask, typed.get(ask.unit_id, {}), new), *new]
        ask.due, ask.by, ask.answered_at = due, by, None
    CellAsk.objects.bulk_create([one for one in asks if one.unit_id not in there])
    CellAsk.objects.bulk_update([one for one in asks if one.unit_id in there], ["cells", "due", "by", "answered_at"])
    return form


def _not_past(due: date) -> None:
    if due < today():
        raise Refused(_("期限已经过去"), field="due")


def _going_on(asked: CellAsk, typed: Mapping[Cell, Typed], new: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What stays of an ask when more is asked: what was answered, and what is still to be."""
    waits = asked.answered_at is None
    pairs = zip(cells_of(asked), asked.cells, strict=True)
    return [one for cell, one in pairs if one not in new and (waits or cell in typed)]


def typed_by_units(form: Workbook) -> dict[int, dict[Cell, Typed]]:
    """What each unit has answered."""
    found: dict[int, dict[Cell, Typed]] = {}
    for one in form.typed.filter(unit__isnull=False):
        found.setdefault(one.unit_id or 0, {})[one.cell] = one
    return found


@verb("reports.put_off_cells", posts=WRITES)
def put_off(form: Workbook, *, by: Post | None, units: Collection[int], due: date) -> Workbook:
    """Another day until when these units are to answer."""
    its_own(form, by)
    _not_past(due)
    form.asks.filter(pk__in=[one.pk for one in _waiting_for(form, units)]).update(due=due)
    return form


@verb("reports.take_back_cells", posts=WRITES)
def take_back(form: Workbook, *, by: Post | None, units: Collection[int]) -> Workbook:
    """Ask these units no more. What they have answered stays, to be merged."""
    its_own(form, by)
    asks = _waiting_for(form, units)
    typed, now = typed_by_units(form), timezone.now()
    for one in asks:
        told = typed.get(one.unit_id, {})
        one.cells = [some for cell, some in zip(cells_of(one), one.cells, strict=True) if cell in told]
        one.answered_at = now
        one.merged_at = one.merged_at if one.cells else now
    CellAsk.objects.bulk_update(asks, ["cells", "answered_at", "merged_at"])
    return form


def _waiting_for(form: Workbook, units: Collection[int]) -> list[CellAsk]:
    """The asks of these units that aren't answered yet."""
    asks = [one for one in form.asks.open() if one.unit_id in units]
    if not asks:
        raise Refused(_("选中的单位都已经交了"))
    return asks


@verb("reports.answer_cells", posts=[PostKind.WORKER, PostKind.OFFICER])
def answer(asked: CellAsk, *, by: Post | None, values: Sequence[str], blanks: bool = False) -> CellAsk:
    """A unit's own cells, typed by it; they stand aside until the officer merges them. While some are empty the unit is
    still asked for them, unless it says that there is nothing to put there (`blanks`)."""
    if not asked.cells:
        raise Refused(_("街道收回了，不用再填"))
    told = dict(zip(cells_of(asked), (value.strip() for value in values), strict=True))
    if any(told[cell] != one.value for cell, one in taken_in(asked).items()):
        raise Refused(_("街道已经并入，不能再改；请与街道联系"))
    keys = {cell: one["key"] for cell, one in zip(cells_of(asked), asked.cells, strict=True)}
    write(asked.workbook, told, keys, by=by, unit=asked.unit)
    asked.answered_by = by
    asked.answered_at = timezone.now() if blanks or all(told.values()) else None
    asked.save(update_fields=["answered_by", "answered_at"])
    return asked


def taken_in(asked: CellAsk) -> dict[Cell, Typed]:
    """The unit's answers that the street has merged already: it changes them no more."""
    if asked.merged_at is None:
        return {}
    rows = asked.workbook.typed.filter(unit=asked.unit_id, at__lte=asked.merged_at)
    cells = set(cells_of(asked))
    return {one.cell: one for one in rows if one.cell in cells}


@verb("reports.merge_cells", posts=WRITES)
def merge(form: Workbook, *, by: Post | None, instead: Collection[int] = ()) -> Workbook:
    """Take what units have answered into the form at once. What the street has typed itself stays, but where a unit's
    value is to go in `instead`; both remain beside each other."""
    its_own(form, by)
    rows = list(form.typed.order_by("at"))
    taken = {one.cell for one in rows if one.merged}
    answers = {one.cell: one for one in rows if one.unit_id and (one.cell not in taken or one.pk in instead)}
    put_in(form, list(answers.values()))
    form.asks.filter(unit__in=_units(rows)).update(merged_at=timezone.now())
    return form


def _units(rows: Iterable[Typed]) -> set[int]:
    return {one.unit_id for one in rows if one.unit_id}
