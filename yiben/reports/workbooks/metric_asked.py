"""What a cell counts: 场次, 人次, 万元, by its own words, those beside it, or what its table says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from yiben.reports.workbooks.cells import Cell
from yiben.reports.workbooks.folding import folded, without_brackets
from yiben.reports.workbooks.marks import HELD
from yiben.reports.workbooks.selection import Said, Selection

_AS_TIMES = frozenset({"meeting", "study", "training", "lecture", "themed", "volunteering", "contest", "publicity"})
"""Kinds of which a bare name as a head asks how many: 讲座, 主题活动; 慰问 could as well ask how much."""
_SERVED = re.compile("(?:参与|参加|投身)[\u4e00-\u9fff]{0,4}志愿(?:服务|活动|服务活动)(?:的?总?人次数?|的?人数)?$")
"""Who takes part in volunteering are volunteers."""
_OF_PEOPLE = re.compile("[数者员人量]$")


def metric_asked(cell: Cell, said: Sequence[Said], selection: Selection) -> tuple[str, Decimal]:
    """What a cell counts, and in which scale; "" where that can't be told."""
    scale = next((s.scale for s in said if s.scale != 1), Decimal(1))
    volunteers = any(s.metric == "volunteers" or _SERVED.search(without_brackets(folded(s.words))) for s in said)
    for s in said:
        if s.metric:
            # 参与志愿者 beside its unit 人次: the word tells more than the unit.
            metric = "volunteers" if volunteers and s.metric in ("attendances", "people") else s.metric
            wider = next((o.default_metric for o in said if "|" in o.default_metric), "")
            if metric == "attendances" and wider:
                metric = wider
            if s.scale == 1 and metric == "money" and cell.context.metric == "money":
                scale = cell.context.scale if not s.unit else s.scale
            if metric == "money" and scale == 1 and not any(o.unit for o in said):
                scale = cell.context.money
            return metric, scale
    if whole := _of_which(cell):
        return whole.metric, whole.scale
    if cell.context.metric:
        return cell.context.metric, cell.context.scale
    if corner := cell.reader.corner(cell.slot).metric:
        return corner, Decimal(1)
    if cell.context.marks:
        return HELD, Decimal(1)
    if cell.context.subject is not None and cell.context.subject.metric:
        return cell.context.subject.metric, Decimal(1)
    if _how_many(cell, selection):
        cell.doubted(0.85)
        return "times", Decimal(1)
    default = next((s.default_metric for s in said if s.default_metric), "")
    if default:
        cell.doubted(0.7, "表头没有写数场次、人次还是别的")
        return default.split("|")[0], Decimal(1)
    if cell.anything(said) or selection:
        cell.doubted(0.6, "表头没有写数场次、人次还是别的")
        return ("times" if _counted(cell.texts) else ""), Decimal(1)
    return "", Decimal(1)


def _how_many(cell: Cell, selection: Selection) -> bool:
    """Whether bare words name something that is held, and so is counted: 讲座, 家庭教育大讲堂."""
    kinds = selection.kinds
    if selection.titles and not kinds:
        kinds = frozenset().union(*map(cell.reader.known.kinds_called, selection.titles))
    in_a_table = bool(cell.slot.above and cell.slot.left)
    named = not any(_OF_PEOPLE.search(folded(text)) for text in cell.texts)
    return in_a_table and named and bool(kinds) and kinds <= _AS_TIMES and not selection.figure


def _of_which(cell: Cell) -> Said | None:
    """What stands before 其中 in the same row of heads: it is counted in the same."""
    layout = cell.reader.layout
    found = next((place for place in cell.slot.above if folded(layout.text(place)).startswith("其中")), None)
    if found is None:
        return None
    row, column = found
    while (column := column - 1) > 0 and folded(layout.text((row, column))).startswith("其中"):
        pass
    said = cell.reader.wording.read(layout.text((row, column))) if column > 0 else None
    return said if said is not None and said.metric else None


def _counted(texts: Iterable[str]) -> bool:
    return any(re.search("数量|数值|完成|开展|本期|实际|合计|活动|情况", text) for text in texts)
