"""What notes below a table say of all its cells: only of one line, without meetings. Else it is a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from yiben.reports.workbooks.folding import folded
from yiben.reports.workbooks.selection import EVERYTHING, Selection
from yiben.reports.workbooks.wording import Wording

_ONLY = re.compile("(?:[仅只]|均)(?:限于?|填报?|报|统计|计算|计入|包括|包含|含|为|[是系]?指)(?P<what>[^,。;:]{2,40})")
_WITHOUT = re.compile("(?P<of>[^,。;:]{0,24}?)(?:不[含计]|不(?:包括|包含|计入|统计|纳入)|除外)(?P<what>[^,。;:]{0,40})")
_OF_UNITS = re.compile("本级|机关|站办所|科室|社区|街道|单位|部门")
_OF_A_LINE = re.compile("(?P<line>[\u4e00-\u9fff]{2,8})条线")
_HARMLESS = re.compile("数字|整数|小数|单元格|空格|格式|文字|[本当上下][年月季期]|实际|已经?(?:开展|完成|举办)|元$")
_SAYS_NOTHING = re.compile("^由|所?(?:组织|开展|举办|主办|承办)|条线|口径|方面|数据|情况|的|活动$|工作$")


@dataclass(frozen=True)
class Scope:
    """Which entries all cells of a table are about: a selection, without some kinds. `doubt`: words that say more than
    was understood; `doubted`: the sentences in which some are said not to count."""

    selection: Selection = EVERYTHING
    without: frozenset[str] = frozenset()
    doubt: str = ""
    doubted: tuple[str, ...] = ()


def scope(notes: Iterable[str], wording: Wording) -> Scope:
    """What the notes narrow a table down to."""
    found = Scope()
    for sentence in (one for note in notes for one in re.split("[。;\n]|(?<=.)\\d[.、)]", folded(note))):
        if left := _WITHOUT.search(sentence):
            found = _leaving_out(found, sentence, left["what"] or left["of"], wording)
        elif only := _ONLY.search(sentence):
            found = _narrowed(found, only["what"], wording)
    return found


def _narrowed(found: Scope, what: str, wording: Wording) -> Scope:
    if (line := _OF_A_LINE.match(what)) and (slug := wording.line_only(line["line"])):
        return replace(found, selection=Selection(lines=frozenset({slug})))
    words = _SAYS_NOTHING.sub("", what)
    said = wording.subject(words)
    if said.selection is not None and not said.selection.figure:
        return replace(found, selection=said.selection)
    understood = said.anything or not (said.rest or said.typed)
    return found if understood or _OF_UNITS.search(what) or _HARMLESS.search(what) else replace(found, doubt=what[:16])


def _leaving_out(found: Scope, sentence: str, what: str, wording: Wording) -> Scope:
    said = wording.subject(_SAYS_NOTHING.sub("", what))
    chosen = said.selection
    if chosen is not None and chosen.kinds and not (chosen.lines or chosen.named):
        return replace(found, without=found.without | chosen.kinds, doubted=(*found.doubted, sentence))
    return found if _OF_UNITS.search(what) else replace(found, doubted=(*found.doubted, sentence))
