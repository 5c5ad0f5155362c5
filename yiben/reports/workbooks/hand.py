"""Cells typed by hand (手填): the street's own value and what a unit answered stay beside each other, each with who and
when. One of them goes into the file, and the officer says which."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from yiben.lib.refused import Refused
from yiben.lib.workbooks import Place
from yiben.reports.models import Typed, Workbook
from yiben.reports.workbooks.desk import Desk, desk
from yiben.reports.workbooks.proposals import Sort
from yiben.units.acts import verb
from yiben.units.models import Post, PostKind, Unit

Cell = tuple[str, Place]
LONGEST_TYPED = 300
WRITES = [PostKind.OFFICER]
ROWS_AT_ONCE = 500


def its_own(form: Workbook, by: Post | None) -> None:
    """Raises Refused for a form that isn't the post's."""
    if by is not None and not by.unit.reaches(form.unit):
        raise Refused(_("这份报表不是本单位的"))


@verb("reports.type_cell", posts=WRITES)
def type_all(form: Workbook, *, by: Post | None, values: Mapping[Cell, str], on: Desk | None = None) -> Workbook:
    """Values typed by hand into these cells; nothing takes them away again. An empty one takes the cell's away."""
    its_own(form, by)
    on = on or desk(form)
    rows = (on.rows.get(cell) for cell in values)
    if any(row is None or row.proposal.sort == Sort.REFUSED for row in rows):
        raise Refused(_("这一格不能填"))
    write(form, values, on.keys, by=by)
    return form


@verb("reports.take_typed", posts=WRITES)
def take(form: Workbook, *, by: Post | None, one: Typed) -> Workbook:
    """Let this one of a cell's values go into the file; the others stay beside it."""
    its_own(form, by)
    put_in(form, [one])
    return form


def write(
    form: Workbook, values: Mapping[Cell, str], keys: Mapping[Cell, str], *, by: Post | None, unit: Unit | None = None
) -> None:
    """Keep what was typed where it differs from what is there. The street's goes into the file at once, a unit's stands
    aside."""
    there = {one.cell: one for one in form.typed.filter(**({"merged": True} if unit is None else {"unit": unit}))}
    said = {cell: value.strip()[:LONGEST_TYPED] for cell, value in values.items()}
    changed = {cell: one for cell, one in said.items() if one != (there[cell].value if cell in there else "")}
    before = [one.pk for one in form.typed.filter(unit=unit) if one.cell in changed]
    form.typed.filter(pk__in=before).delete()
    if unit is None:
        form.typed.filter(pk__in=[there[cell].pk for cell in changed if cell in there]).update(merged=False)
    rows = [
        Typed(
            workbook=form, sheet=sheet, row=place[0], column=place[1], key=keys.get((sheet, place), ""), value=value,
            by=by, unit=unit, merged=unit is None,
        )
        for (sheet, place), value in changed.items()
        if value
    ]  # fmt: skip
    Typed.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)


def put_in(form: Workbook, chosen: Collection[Typed]) -> None:
    """These go into the file, and no other of their cells."""
    cells = {one.cell for one in chosen}
    others = [one.pk for one in form.typed.filter(merged=True) if one.cell in cells]
    form.typed.filter(pk__in=others).update(merged=False)
    form.typed.filter(pk__in=[one.pk for one in chosen]).update(merged=True)
