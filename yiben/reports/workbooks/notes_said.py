"""What notes below a table say of all its cells: only of one line, without meetings. Else it is a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from yiben.reports.workbooks.folding import folded, without_fillers
from yiben.reports.workbooks.organs import organs_in, without_organs
from yiben.reports.workbooks.selection import EVERYTHING, Selection
from yiben.reports.workbooks.wording import Wording
from yiben.reports.workbooks.words import PERIODS

_ONLY = re.compile("(?:[仅只]|均)(?:限于?|填报?|报|统计|计算|计入|包括|包含|含|为|[是系]?指)(?P<what>[^,。;:]{2,40})")
_ABOUT = re.compile(
    "本(?:套|张)?(?:统计|登记)?(?:报?表|台账|登记簿|清单|册|次统计|次填报)[^,。;:]{0,4}?"
    "(?:统计|登记|填报|填列|填写|反映|汇总|记录|收录|涉及|包括|包含|为|是)(?P<what>[^,。;:]{2,40})"
)
_ALL_OF_A_LINE = re.compile(
    "^(?:[\u4e00-\u9fff]{1,4}:)?(?:\\d[.、])?(?:全街道?|本街道|街道|各社区|及|和)*(?P<what>[\u4e00-\u9fff、]{2,16}条线)(?:的?(?:合计|汇总|口径|数据|数字|总数))"
)
_COUNTED = re.compile("(?:统计|计算|填报|数据)(?:口径|范围|对象)(?:均|仅|只|为|是|:)+(?P<what>[^,。;]{2,40})")
"""统计口径：志愿服务条线开展的全部活动."""
_OTHERS = re.compile("其[他它]|别的|非本")
_WITHOUT = re.compile("(?P<of>[^,。;:]{0,24}?)(?:不[含计]|不(?:包括|包含|计入|统计|纳入)|除外)(?P<what>[^,。;:]{0,40})")
_OF_UNITS = re.compile("本级|机关|站办所|科室|社区|街道|单位|部门")
_OF_LINES = re.compile("(?P<lines>[\u4e00-\u9fff、]{2,20})条线")
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
        about = _ABOUT.search(sentence) or _ALL_OF_A_LINE.search(sentence) or _COUNTED.search(sentence)
        lines = _lines(about["what"], wording) if about else frozenset[str]()
        if lines:
            found = replace(found, selection=Selection(lines=lines))
        if left := _WITHOUT.search(sentence):
            complement = lines and _OTHERS.match(left["of"] or left["what"])
            found = found if complement else _leaving_out(found, sentence, left["what"] or left["of"], wording)
        elif not lines and (only := _ONLY.search(sentence)):
            found = _narrowed(found, only["what"], wording)
    return found


def _lines(what: str, wording: Wording) -> frozenset[str]:
    """The lines whose work alone words are about: 共青团条线, 工会、共青团、妇联三家11月份开展的活动; none where
    anything else is said."""
    what = what.strip("()")
    what = re.sub("^的?是?", "", what)
    if told := _OF_LINES.match(what):
        slugs = [wording.line_only(one) for one in re.split("[、和与及]", told["lines"]) if one]
        closer = wording.kinds_in(what[told.end() :])  # 志愿服务条线的讲座
        return frozenset(slugs) if all(slugs) and not closer else frozenset()
    lines = organs_in(what)
    left = _SAYS_NOTHING.sub("", PERIODS.sub("", re.sub("[一二两三四五六七八]家", "", without_organs(what))))
    return lines if lines <= wording.known.lines_used and not without_fillers(left) else frozenset()


def _narrowed(found: Scope, what: str, wording: Wording) -> Scope:
    if lines := _lines(what, wording):
        return replace(found, selection=Selection(lines=lines))
    words = _SAYS_NOTHING.sub("", what)
    said = wording.subject(words)
    if said.selection is not None and not said.selection.figure:
        return replace(found, selection=said.selection)
    understood = said.anything or not (said.rest or said.typed)
    return found if understood or _OF_UNITS.search(what) or _HARMLESS.search(what) else replace(found, doubt=what[:16])


def _leaving_out(found: Scope, sentence: str, what: str, wording: Wording) -> Scope:
    if _lines(what, wording):  # an entry of two lines is and is none of it
        return replace(found, doubt=f"不含{what}"[:16])
    said = wording.subject(_SAYS_NOTHING.sub("", what))
    chosen = said.selection
    if chosen is not None and chosen.kinds and not (chosen.lines or chosen.named):
        return replace(found, without=found.without | chosen.kinds, doubted=(*found.doubted, sentence))
    return found if _OF_UNITS.search(what) else replace(found, doubted=(*found.doubted, sentence))
