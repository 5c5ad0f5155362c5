"""Whose numbers a cell asks for, and of which time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from yiben.lib.periods import Period
from yiben.reports.workbooks.cells import Cell
from yiben.reports.workbooks.folding import folded
from yiben.reports.workbooks.periods_said import meet
from yiben.reports.workbooks.units_said import Named

_ITSELF = re.compile(
    "街道[^。；]{0,24}(?:不含|不包括|不包含)(?:各|所属|下属)*社区|街道[^。；]{0,8}只填|街道栏?[^。；]{0,12}(?:自己|自身|本级|自行)"
)
"""A note that a street's own row is what it held itself."""


def unit_asked(cell: Cell, units: Sequence[Named]) -> Named | str:
    """The unit whose entries count; why that can't be told."""
    different = {(u.place.pk, u.own, u.communities) for u in units if u.place is not None}
    if not different:
        return cell.context.home
    if len(different) > 1:
        nearest = _nearest_unit(cell)
        if nearest is None:
            return "左边和上边各写了一个单位，请手填"
        return _as_row(cell, nearest)
    return _as_row(cell, units[0])


def _nearest_unit(cell: Cell) -> Named | None:
    """Of units in one stub the nearest counts: the street's name may stand before its communities'."""
    in_left = [m.named for m in cell.meanings if m.named and m.named.place and m.place in cell.slot.left]
    in_above = [m.named for m in cell.meanings if m.named and m.named.place and m.place in cell.slot.above]
    if in_left and in_above:
        home = cell.reader.known.home.pk
        rest = [u for u in (in_left[0], in_above[0]) if u.place and u.place.pk != home]
        return rest[0] if len(rest) == 1 else None
    return next(iter(in_left or in_above), None)


def _as_row(cell: Cell, unit: Named) -> Named:
    """The street among its communities is what it itself held, where another row sums up."""
    if unit.place is None or unit.own or unit.communities or unit.place.pk != cell.reader.known.home.pk:
        return unit
    if unit.place.kind != "street" or not _among_communities(cell):
        return unit
    if any(re.search("全|合计|总计|汇总", m.text) for m in cell.meanings if m.named is unit):
        return unit
    if _around(cell, lambda found: found.own):  # 青棠街道 beside 街道本级: the whole of it, more likely
        cell.doubted(0.6, "旁边另有街道本级的一行，这一行像是全街道的；这里数的是全街道的")
        return unit
    doubt = "这一行可能是街道本级的，也可能是全街道的；这里数的是街道本级的"
    told = any(_ITSELF.search(folded(text)) for _row, text in cell.reader.layout.notes)
    cell.doubted(0.85 if told or _table_has_total(cell) else 0.6, doubt)
    return replace(unit, own=True)


def _among_communities(cell: Cell) -> bool:
    return _around(cell, lambda found: found.place is not None and found.place.kind == "community") >= 2


def _table_has_total(cell: Cell) -> bool:
    return _around(cell, lambda found: found.total) >= 1


def _around(cell: Cell, holds: Callable[[Named], bool]) -> int:
    places = [m.place for m in cell.meanings if m.named is not None]
    if not places:
        return 0
    row, column = places[0]
    along = [(row + step, column) for step in range(-40, 41)] if places[0] in cell.slot.left else []
    along = along or [(row, column + step) for step in range(-40, 41)]
    found = [cell.reader.units.find(text) for one in along if min(one) > 0 and (text := cell.reader.layout.text(one))]
    return sum(1 for one in found if one is not None and holds(one))


def period_asked(cell: Cell) -> Period | str:
    """The span that a cell's own words name within its table's; why nothing can be told of it."""
    periods = list(dict.fromkeys(m.period for m in cell.meanings if m.period is not None))
    whole = cell.context.period
    if not periods:
        found = whole
    else:
        found = min(periods, key=lambda one: one.days)
        if any(not meet(found, other) for other in periods):
            return "几处写的时段不一样，请手填"
        if (
            found.start.year == whole.start.year
            and found.end > whole.end
            and found.start <= whole.end
            and found.start >= whole.start
        ):
            found = Period(found.start, whole.end)
    known = cell.reader.known
    if found.start > known.today:
        return "这段时间还没有到"
    if known.first_day is None or found.end < known.first_day:
        return "账本里没有这段时间的记录，请手填"
    return found
