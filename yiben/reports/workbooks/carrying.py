"""What a head that only counts takes over from the heads before it: 参加人次 behind 志愿服务场次."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from yiben.lib.workbooks import Place
from yiben.reports.workbooks.cells import Cell, half_understood
from yiben.reports.workbooks.folding import bare_core, folded
from yiben.reports.workbooks.meanings import Meaning
from yiben.reports.workbooks.metrics_said import is_unit
from yiben.reports.workbooks.selection import Said, Selection, both

_DONATED = re.compile("^(?:募集|募捐|筹集|捐赠|捐款|接收|收到)*(?:善款|捐款|资金|款项|款)?$")


def carried_over(cell: Cell, own: Selection) -> Selection | str | None:
    """What a head that only counts (参加人次) takes over from the one before it (志愿服务场次), and 筛查人次 from
    两癌筛查场次; why not, where that one is unknown to the book."""
    head = _counting_head(cell)
    mine = next((m.said for m in cell.meanings if m.place == head), None)
    deep = head is not None and cell.reader.indent(head) > 0
    if head is None or (mine is not None and mine.anything and mine.metric != "materials" and not deep):
        return None
    if re.match("总|合计", folded(cell.reader.layout.text(head))) and len(_selected_before(cell, head)) > 1:
        return "可能指前面各项之和，请手填"
    for said in _before(cell, head):
        if said.anything:
            return None
        if said.selection is not None and said.selection.topics and not own:
            cell.doubted(said.sure, half_understood(said))  # a topic that not every entry was told
        if said.selection is not None and deep and not own.named and own.kinds <= said.selection.kinds:
            within = not own.kinds or bare_core(cell.reader.layout.text(head)).strip() in folded(said.words)
            if within:
                return both(replace(own, kinds=frozenset()), said.selection) or said.selection
        if said.selection is not None:
            core = bare_core(cell.reader.layout.text(head))
            money = own.kinds == {"donation"} and bool(_DONATED.search(core))
            ends_so = len(core) >= 2 and bare_core(said.words).endswith(core)
            narrower = said.selection.named and (money or ends_so)
            kinds = said.selection.kinds or frozenset().union(
                *map(cell.reader.known.kinds_called, said.selection.titles)
            )
            if mine is not None and mine.anything and not kinds & {"publicity", "consultation"}:
                return None  # 发放资料 goes with what is handed out at
            return said.selection if not own or narrower else None
        if said.typed:
            event = said.metric == "times" and not own
            return f"前一栏“{said.words[:12]}”账本里没有，请手填" if event else None
    return None


def _counting_head(cell: Cell) -> Place | None:
    """The one head over a cell, or the one word of its stub, that says what is counted; none in a group or a
    sentence."""
    if cell.in_a_sentence:
        return None
    of_which = {m.place for m in cell.meanings if folded(m.text).strip(":") == "其中"}
    for whole in (cell.slot.above, cell.slot.left):
        block = [place for place in whole if place not in of_which]
        told = [m for m in cell.meanings if m.place in block and m.said is not None and not m.period]
        groups = [m for m in told[1:] if m.place in block[1:] and cell.reader.puts_together(m.place)]
        told = told if len(told) - len(groups) < 1 or whole is cell.slot.above else [m for m in told if m not in groups]
        units = [m for m in told if is_unit(m.text)]
        if len(told) == 2 and len(units) == 1 and len(block) <= 3:  # a label and what it is counted in
            return next(m.place for m in told if m not in units)
        if len(block) == 1 and len(told) == 1 and told[0].said is not None and _counts(cell, told[0]):
            return told[0].place
    return None


def _counts(cell: Cell, head: Meaning) -> bool:
    """Whether words say what is counted, by themselves or by the unit behind them, if they are set in."""
    set_in = head.place in cell.slot.left and cell.reader.indent(head.place) > 0
    return any(m.said is not None and m.said.metric for m in (cell.meanings if set_in else [head]))


def is_set_in(cell: Cell) -> bool:
    """Whether the head that counts is set in below the words that it belongs to."""
    head = _counting_head(cell)
    return head is not None and cell.reader.indent(head) > 0


def _selected_before(cell: Cell, head: Place) -> set[Selection]:
    return {said.selection for said in _before(cell, head) if said.selection is not None}


def _pair_before(cell: Cell, head: Place) -> int:
    """How many columns before a label the one before it stands, where labels and values alternate in a row; their
    units may stand between."""
    layout, (row, column) = cell.reader.layout, head
    value = layout.anchor((row, column - 1))
    if value[1] > 1 and is_unit(layout.text(value)):
        value = layout.anchor((row, value[1] - 1))
    label = layout.anchor((row, value[1] - 1))
    pair = value[0] == row == label[0] and label[1] > 0 and layout.empty(value) and layout.text(label)
    return column - label[1] if pair else 0


def _before(cell: Cell, head: Place) -> Iterator[Said]:
    """What the heads before one say, the nearest first: those of its row, or of its column in a stub."""
    layout, (row, column) = cell.reader.layout, head
    step = (0, -1) if head in cell.slot.above else (-1, 0)
    if head in cell.slot.left and (wide := _pair_before(cell, head)):
        step = (0, -wide)
    deep = cell.reader.indent(head) if step[0] else 0
    group = layout.anchor((row, column - 1)) if step[0] and column > 1 else None
    for _turn in range(8):
        row, column = row + step[0], column + step[1]
        text = layout.text((row, column)) if min(row, column) > 0 else ""
        if not text or layout.anchor((row, column)) != (row, column) or (row, column) in cell.reader.meanings.lines:
            return
        if group is not None and layout.text(group) and layout.anchor((row, column - 1)) != group and not deep:
            return
        if deep and cell.reader.indent((row, column)) >= deep:
            continue
        yield cell.reader.wording.read(text)


def whole_of(cell: Cell) -> Selection | None:
    """What stands before 其中 in the same row of heads, or above it in the same stub: 慰问合计 | 其中：工会. Activities
    are a part of all of them, whatever stands before."""
    layout = cell.reader.layout
    for block, (down, right) in ((cell.slot.above, (0, -1)), (cell.slot.left, (-1, 0))):
        place = next((one for one in block if _is_part(layout.text(one))), None)
        if place is not None and "活动" in layout.text(place):
            return None
        while place is not None and (_is_part(layout.text(place)) or cell.reader.indent(place)):
            place = layout.anchor((place[0] + down, place[1] + right))
        if place is not None and min(place) > 0 and layout.text(place) and place not in cell.slot.left:
            said = cell.reader.wording.read(layout.text(place))
            return None if said.typed or said.rest else said.selection
    return None


def _is_part(text: str) -> bool:
    return folded(text).startswith("其中")


def counting_words(cell: Cell) -> str:
    """The words of the one head that says what is counted; "" where none does."""
    head = _counting_head(cell)
    return cell.reader.layout.text(head) if head is not None else ""
