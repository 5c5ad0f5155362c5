"""How one cell is bound: what it asks for, put together from the meanings of its words, or why it is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from yiben.lib.periods import Period
from yiben.lib.workbooks import Place
from yiben.reports.workbooks.cells import SURE, Cell, half_understood
from yiben.reports.workbooks.entries_asked import entries_asked
from yiben.reports.workbooks.folding import folded, names_several, only_orders, unnumbered, without_brackets
from yiben.reports.workbooks.known import Place as Unit
from yiben.reports.workbooks.marks import HELD
from yiben.reports.workbooks.meanings import Meaning
from yiben.reports.workbooks.metric_asked import metric_asked
from yiben.reports.workbooks.proposals import Asked, Proposal, Sort
from yiben.reports.workbooks.selection import EVERYTHING, Said, Selection
from yiben.reports.workbooks.units_said import Named
from yiben.reports.workbooks.whose_and_when import period_asked, unit_asked
from yiben.reports.workbooks.words import OFFICES

_FREELY = frozenset({"times", "attendances", "materials", "volunteers", "hours", "people"})
_WHOLES = frozenset({"家", "所", "支", "处", "台", "条", "个", "项"})
"""Things of which an entry may tell any number, or none: 走访企业（家）."""


@dataclass(frozen=True)
class _Told:
    """What a cell's words ask for, apart from whose row it stands in."""

    selection: Selection
    metric: str
    scale: Decimal
    period: Period
    marks: tuple[str, ...]


class Binding:
    """Binds the cells of one sheet; cells that stand under the same words share what those ask for."""

    def __init__(self) -> None:
        self._shared: dict[tuple[object, ...], tuple[_Told | str, float, str]] = {}

    def proposal(self, cell: Cell) -> Proposal:
        """What becomes of a cell: a figure, a total whose parts are still to be found, or left, and why."""
        head = cell.reader.head(cell.slot.above[0]) if cell.slot.above else ""
        if head == "serial":
            return _typed(cell, "序号", Sort.FIXED)
        if refused := next((m.said.refused for m in cell.meanings if m.said is not None and m.said.refused), ""):
            return _typed(cell, refused, Sort.REFUSED)
        if head == "remark":
            return _typed(cell, "说明文字，请手填")
        units = [m.named for m in cell.meanings if m.named is not None and not m.total]
        if problem := next((u.problem for u in units if u.place is None), ""):
            return _typed(cell, problem)
        area = [m.text for m in cell.meanings if m.gathers]
        if area and not any(m.named is not None for m in cell.meanings):
            return _typed(cell, f"账本里没有“{area[0][:16]}”，请手填")
        totals = [m for m in cell.meanings if m.total and not _of_which_follows(cell, m.place)]
        if totals:
            return self._total(cell, totals)
        return self._figure(cell, units)

    def _total(self, cell: Cell, totals: list[Meaning]) -> Proposal:
        """A sum of cells, of rows where the word stands in the stub, of columns where it stands in the heads."""
        in_rows = any(m.place in cell.slot.left or m.place == cell.slot.section for m in totals)
        others = [m for m in cell.meanings if not m.total]
        units = [m.named for m in others if m.named is not None and m.named.place is not None]
        rest = Cell(cell.reader, cell.slot, cell.context, others, None, cell.texts, sure=cell.sure)
        figure = self._figure(rest, units)
        if in_rows and cell.context.totals and figure.asked is not None and not units:
            return figure if cell.context.totals == "all" else replace(figure, sort=Sort.TOTAL, field="row")
        if in_rows and figure.sort == Sort.TYPED and not figure.reason.startswith("看不出"):
            return figure
        if figure.asked is not None and figure.asked.metric == HELD:
            return _typed(cell, "是否开展不能合计，请手填")
        return Proposal(
            cell.reader.sheet.name,
            cell.slot.place,
            Sort.TOTAL,
            cell.texts,
            cell.sure,
            asked=figure.asked,
            field="row" if in_rows else "column",
            metric=metric_asked(cell, [m.said for m in others if m.said], EVERYTHING)[0],
        )

    def _figure(self, cell: Cell, units: Sequence[Named]) -> Proposal:
        told = self._told(cell)
        if isinstance(told, str):
            return _typed(cell, told)
        place = unit_asked(cell, units)
        if isinstance(place, str):
            return _typed(cell, place)
        for one in units:
            cell.doubted(one.sure, one.problem)
        if place.communities and told.selection.figure:
            return _typed(cell, "这个口径不能只算社区，请手填")
        asked = Asked(
            _held_by(cell, place), place.own, told.selection, told.metric, told.period, told.scale, told.marks
        )
        return Proposal(
            cell.reader.sheet.name, cell.slot.place, Sort.FIGURE, cell.texts, cell.sure, asked, reason=cell.doubt
        )

    def _told(self, cell: Cell) -> _Told | str:
        """What the words ask for, whoever's row it is; why it can't be told. Cells of a column share it."""
        key = _words_of_it(cell)
        if key is None:
            return _worked_out(cell)
        if key not in self._shared:
            found = _worked_out(cell)
            self._shared[key] = (found, cell.sure, cell.doubt)
        found, sure, doubt = self._shared[key]
        cell.doubted(sure, doubt)
        cell.doubt = cell.doubt or doubt
        return found


def _of_which_follows(cell: Cell, place: Place) -> bool:
    """Whether beside 总数 stands 其中: then it is the number of its parent's words, and no sum of what follows."""
    row, column = place
    beside = (row, column + 1) if place in cell.slot.above else (row + 1, column)
    return folded(cell.reader.layout.text(beside)).startswith("其中")


def _typed(cell: Cell, reason: str, sort: Sort = Sort.TYPED) -> Proposal:
    return Proposal(cell.reader.sheet.name, cell.slot.place, sort, cell.texts, reason=reason)


def _held_by(cell: Cell, named: Named) -> tuple[Unit, ...]:
    if named.communities:
        return tuple(place for place in cell.reader.known.places if place.kind == "community")
    return (named.place,) if named.place else ()


def _only_sorts(cell: Cell, said: Said) -> bool:
    """Whether unknown words only put different things together: 公益服务 over 志愿服务 and 义诊."""
    place = next((m.place for m in cell.meanings if m.said is said), None)
    if said.umbrella and place not in cell.nearest:
        return True
    return place is not None and place not in cell.nearest and cell.reader.puts_together(place)


def _of_volunteering(cell: Cell, metric: str) -> bool:
    """Whether volunteers or their hours are counted, which volunteering alone has by our definitions."""
    return metric == "volunteers" or (metric == "hours" and any(re.search("服务|志愿", one) for one in cell.texts))


def _of_those_who_served(cell: Cell, metric: str) -> bool:
    """Whether the words can't be about a register of volunteers: 参与志愿者（人次）, 服务时长."""
    words = "".join(map(folded, cell.texts))
    if metric == "hours":
        return not re.search("注册|登记|在册|累计", words)
    if cell.context.metric == "volunteers":  # what all its numbers are: a sheet 志愿者人次, 单位：人次
        words += folded(cell.reader.sheet.name) + (folded(cell.context.subject.words) if cell.context.subject else "")
    return bool(re.search("人次|参与|参加|出动|动员|投入|上岗", words))


def _holds(said: Said) -> bool:
    """Whether words found in names of entries only tell who holds an office: 妇联执委人数, of 妇联执委会议."""
    chosen = said.selection
    by_name = chosen is not None and bool(chosen.titles) and not chosen.kinds
    return by_name and bool(OFFICES.fullmatch(without_brackets(unnumbered(folded(said.words)))))


def _worked_out(cell: Cell) -> _Told | str:
    """What the words ask for, doubts told to the cell; why it can't be told."""
    said = [m.said for m in cell.meanings if m.said is not None]
    if cell.joined is not None and cell.joined.selection is not None:
        said = [cell.joined]
    unknown = [s for s in said if s.typed and s is not cell.section]
    leaf = any(m.place in cell.nearest for m in cell.meanings if m.said in unknown)
    if unknown and not ((any(s.selection for s in said) or not leaf) and all(_only_sorts(cell, s) for s in unknown)):
        return next((s for s in unknown if not s.umbrella), unknown[0]).typed
    line = cell.section
    orders = line is not None and (names_several(line.words) or only_orders(line.words))
    if line is not None and line.typed and not any(s.selection for s in said) and not orders:
        return line.typed
    selection = entries_asked(cell, said)
    if isinstance(selection, str):
        return selection
    if selection.kinds and any(not cell.reader.known.in_titles(one, selection.kinds) for one in selection.titles):
        return "账本里没有这样的活动，请手填"
    metric, scale = metric_asked(cell, said, selection)
    if any(s.whom and s.whom not in selection.lines for s in said):
        return "账本没有按人群分开记，请手填"
    if holders := next((s.words for s in said if metric == "people" and _holds(s)), ""):
        return f"账本里没有“{holders[:16]}”，请手填"
    if any(s.only and s.only != metric for s in said):
        return "账本里没有单记物资折合多少，请手填"
    if metric == "items" and not selection.figure and any(s.unit in _WHOLES for s in said):
        return "账本不知道是多少个，请手填"
    if _of_volunteering(cell, metric) and not (selection.kinds or selection.named):
        if not selection:
            selection = Selection(kinds=frozenset({"volunteering"}))
        elif not _of_those_who_served(cell, metric):
            # 红十字志愿者人数: those on the register, more likely than those who served in its work, of whatever kind
            what = "累计时长" if metric == "hours" else "人数"
            cell.doubted(0.6, f"可能问的是登记在册的志愿者的{what}；这里数的是这段时间里参加服务的")
    if not metric:
        return "看不出填什么数，请手填"
    period = period_asked(cell)
    if isinstance(period, str):
        return period
    if selection.lines and not cell.reader.known.lines_used:
        return "账本里的记录没有标明条线，请手填"
    if not selection and (metric not in _FREELY or not (cell.context.activities or cell.anything(said))):
        return "看不出是哪一类活动，请手填"
    for told in said:
        cell.doubted(told.sure, half_understood(told))
    if any(s.wide for s in said) and not selection.lines:
        cell.doubted(0.6, "账本里的记录没有分到具体项目；这里数的是同一类的全部活动")
    marks = next((s.marks for s in said if s.marks), cell.context.marks)
    return _Told(selection, metric, scale, period, marks)


def _words_of_it(cell: Cell) -> tuple[object, ...] | None:
    """What the answer hangs on besides the unit; None where it hangs on the unit's own words, or a sentence's."""
    if cell.in_a_sentence or cell.context.scope.doubted or cell.sure != SURE or cell.doubt:
        return None
    told = tuple(m.place for m in cell.meanings if m.said is not None or m.period is not None)
    charge = cell.reader.in_charge(cell.slot)
    return (id(cell.context), told, cell.slot.above, len(cell.slot.left), cell.slot.section, charge)
