"""What somebody wants an indicator to count, and whether that can be: by the book's words, sense and the boundary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from yiben.lib.boundary import What, allows
from yiben.lib.refused import Refused
from yiben.terms.definitions import ADDS, Definition


@dataclass(frozen=True)
class Counting:
    """The part of a definition that decides the number, as a form says it; words are the catalogue's slugs."""

    words: str
    metric: str
    adds: str = "sum"
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    line: str = ""
    held: str = "held"
    sensitive: bool = False
    numerator: str = ""
    denominator: str = ""


@dataclass(frozen=True)
class Known:
    """The words in use: kinds with whether they count as 场次, topics, lines, metrics, and indicators to divide."""

    kinds: Mapping[str, bool]
    topics: frozenset[str]
    lines: frozenset[str]
    metrics: frozenset[str]
    indicators: Mapping[str, Definition]


def sound(asked: Counting, known: Known) -> Counting:
    """What is kept of it: what its adding rule leaves no choice in is settled. Refuses what could not be counted."""
    _refuse_unknown(asked, known)
    refuse_beyond(asked.words, "words", sentences=True)
    if asked.adds == "ratio":
        return _of_two(asked, known)
    if asked.adds != "sum" and asked.held != "held":
        raise Refused(_("只有相加的指标才能把联合举办的也算上"), field="held")
    if asked.adds == "last":
        return _stock(asked)
    return _of_entries(asked, known)


def refuse_beyond(text: str, field: str, *, sentences: bool = False) -> None:
    """Ask the boundary: of a name as it is, of sentences also clause by clause, save those that leave something out."""
    verdict = allows(text, what=What.MEASURE if sentences else What.INDICATOR)
    if not verdict:
        raise Refused(verdict.reason, field=field)
    if sentences:
        for clause in _CLAUSE.split(text):
            if clause.strip() and not _LEAVES_OUT.search(clause):
                refuse_beyond(clause, field)


_CLAUSE = re.compile(r"[，。；：、！？\s]+")
_LEAVES_OUT = re.compile("不(?:记|计|含|算|统计|登记|区分|分|问|涉及)")


def _refuse_unknown(asked: Counting, known: Known) -> None:
    if asked.adds not in ADDS:
        raise Refused(_("没有这种合计方式"), field="adds")
    if asked.held not in ("held", "held-or-cohosted"):
        raise Refused(_("没有这种算法"), field="held")
    if asked.adds != "ratio" and asked.metric not in known.metrics:
        raise Refused(_("请选择计什么"), field="metric")
    if asked.line and asked.line not in known.lines:
        raise Refused(_("没有这条条线"), field="line")
    if set(asked.kinds) - set(known.kinds):
        raise Refused(_("没有这种活动类型"), field="kinds")
    if set(asked.topics) - known.topics:
        raise Refused(_("没有这个事项"), field="topics")


def _of_two(asked: Counting, known: Known) -> Counting:
    over, under = known.indicators.get(asked.numerator), known.indicators.get(asked.denominator)
    if over is None or over.adds == "ratio":
        raise Refused(_("请选择被除的指标"), field="numerator")
    if under is None or under.adds == "ratio":
        raise Refused(_("请选择作除数的指标"), field="denominator")
    if over.slug == under.slug:
        raise Refused(_("两个指标不能是同一个"), field="denominator")
    return replace(asked, metric=over.metric, kinds=(), topics=(), held="held")


def _stock(asked: Counting) -> Counting:
    """A stock is told of a day, in entries of the kind 情况; from others the newest would be one activity's number."""
    if asked.metric == "times":
        raise Refused(_("场次不是期末的数，请选相加"), field="metric")
    if asked.kinds not in ((), ("status",)):
        raise Refused(_("期末的数取自“情况”记录，活动类型请只选“情况”"), field="kinds")
    if not asked.topics:
        raise Refused(_("请选择事项，否则分不清是哪一种存量"), field="topics")
    return replace(asked, kinds=("status",), numerator="", denominator="")


def _of_entries(asked: Counting, known: Known) -> Counting:
    if asked.metric == "rate":
        raise Refused(_("比率不能相加，请选取期末的数"), field="adds")
    if asked.metric == "times" and asked.kinds and not any(known.kinds[kind] for kind in asked.kinds):
        raise Refused(_("所选的活动类型都不计场次"), field="kinds")
    return replace(asked, numerator="", denominator="")
