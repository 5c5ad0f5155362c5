"""What the lines around a table say for all of its cells: the time, the unit, the subject, what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from yiben.lib.periods import Period
from yiben.reports.workbooks.folding import folded, names_several, without_brackets
from yiben.reports.workbooks.known import Known
from yiben.reports.workbooks.layout import Layout
from yiben.reports.workbooks.marks import HELD, in_a_note
from yiben.reports.workbooks.notes_said import Scope, scope
from yiben.reports.workbooks.periods_said import ONE_OF_THEM, span_in
from yiben.reports.workbooks.selection import EVERYTHING, SURE_OF_A_SUBJECT, Said, Selection, both
from yiben.reports.workbooks.sentences import blanks_in
from yiben.reports.workbooks.units_said import Named, Units
from yiben.reports.workbooks.wording import Wording

_WHOSE = re.compile(
    r"(?:填报|上报|报送|填表|申报|统计)?(?:单位|社区|部门|街道)(?:名称)?(?:[(（](?:盖章|公章)[)）])?\s*[:：]"
)
_TURN = re.compile(r"第(?P<nr>\d{1,2}|[一二三四五六七八九十]{1,2})期(?=.{0,3}$)")
"""The eleventh issue of a monthly is November's."""
_OF_A_TURN = re.compile("[月季周旬]报|[本当上][月季周旬期]")
_OF_ITSELF = re.compile(r"\((?:仅)?(?:街道)?(?:本级|机关|自身)\)$")
_ALONE = re.compile("本级|机关|本身|自身")
"""填报单位：街道办事处 fills in for the whole street, 街道本级 for itself."""
_LABEL = re.compile("(?:时间|日期|单位|社区|街道|部门|人|电话|领导|编号|文号|机关|签[字章]|盖章):|:.{0,10}$")
_DAY = r"20\d\d(?:年\d{1,2}月\d{1,2}日?|[.]\d{1,2}[.]\d{1,2}|-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2})"
_FILLED_ON = re.compile(
    rf"(?:填[报表制]|制表|报送|上报|统计|打印)(?:日期|时间|时限)?\s*[:：]?\s*{_DAY}|^\(?{_DAY}\)?$|[〔\[(]20\d\d[〕\])]\d+号"
)
_UNTIL = re.compile("(?<=截[至止])(?:日期|时间|期):?(?=\\d)")
"""截止时间：2025年9月 is no month, but all up to it."""
_A_QUARTER = 92
_ONLY_A_MONTH = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:单位|街道|社区|部门)(?:\(盖章\))?:[^\d:]*?)?(?:(?:填[报表制]|制表|报送|上报|编制|打印)(?:日期|时间):)?"
    r"\(?20\d\d(?:年(?:\d|[一二三四五六七八九十]){1,2}月|[.\-/]\d{1,2})\)?"
)
"""A month and nothing else, in a corner: when the form was filled in, or what it is about."""
_OF_THE_FORM = re.compile("^(?:表号|制[定表]机[关构]|批准[文机][号关]|备案|有效期|文号|审批|印发|成文|发文)[^:]*:")
"""Lines that tell of the form itself: 有效期至：2026年12月 is no span of what it asks."""
_A_FORM = re.compile(
    "(?:表(?:[一二三四五六七八九十\\d]*)|台账|登记簿|清单|一览|统计|汇总|[月季年周]报|情况|数据|进度|总结|明细|问卷)$"
)
_NUMBER_OF_A_FORM = re.compile("[\u4e00-\u9fffA-Z]{0,4}\\d+(?:号|-\\d+)?表|.{0,12}\\d{1,2}时止?")
"""妇统3表, 9月30日24时止: no title."""
_BRACKETED = re.compile(r"\(([^()]{1,6})\)")
_DUE = re.compile(
    r"(?:请|务必|须|应)?于?20?\d*年?\d{1,2}月\d{1,2}日?(?:前|之前|下班前)[^。；]*|每月\d+[日号]?前[^。；]*|报送时间[^。；]*"
)
_MONEY_IN = re.compile(
    "(?:金额|资金|款项?|经费)[^。；;，,]{0,6}?(?P<of>[万千百])元|以(?P<as>[万千百])元(?:计|为)|单位[:：][^。；;]{0,12}?(?P<in>[万千百])元"
)


@dataclass(frozen=True)
class Context:
    """What lines around a table say for all its cells."""

    period: Period
    home: Named
    subject: Said | None
    metric: str
    scale: Decimal
    activities: bool
    totals: str
    marks: tuple[str, ...] = ()
    scope: Scope = field(default_factory=Scope)
    doubt: str = ""
    """Why the time isn't sure."""
    money: Decimal = Decimal(1)
    """The scale in which a note wants money: 金额以万元计."""


class Contexts:
    """The contexts of a sheet's tables. `notes` are those of other sheets, `terms` those that all notes explain."""

    def __init__(
        self,
        layout: Layout,
        known: Known,
        units: Units,
        wording: Wording,
        terms: Mapping[str, Selection],
        notes: Sequence[str],
    ) -> None:
        self.layout, self.known, self.units, self.wording, self.terms = layout, known, units, wording, terms
        self._explained = notes
        self._above: dict[int, Context] = {}

    def above(self, row: int) -> Context:
        """What is said for the table whose heads begin at a row."""
        if row not in self._above:
            self._above[row] = self._worked_out(row)
        return self._above[row]

    def _worked_out(self, row: int) -> Context:
        lines = [line for line in self.layout.lines_above(row) if not blanks_in(line)]
        notes = [*(text for at, text in self.layout.notes), *self._explained]
        period, home = self._period(lines, notes), self._home(lines)
        metric, scale = self._measure(lines + notes, _titles(lines))
        subject = self._subject(lines, self.layout.title_over(row))
        wider = next((self.terms[term] for term in self.terms if subject and term in folded(subject.words)), None)
        if subject is not None and subject.selection is not None and wider is not None:
            subject = replace(subject, selection=replace(subject.selection, kinds=wider.kinds))
        if subject is None or not (subject.selection or subject.rest):
            named = self.wording.subject(self.layout.sheet.name)
            subject = named if named.selection else subject
        narrowed = scope([*notes, *lines], self.wording)
        if subject is not None and (whole := _whole_line(subject, narrowed)) is not None:
            subject = replace(subject, selection=whole)
        return Context(
            period,
            home,
            subject,
            metric,
            scale,
            any("活动" in line for line in lines),
            self._totals_say(notes),
            next(filter(None, map(in_a_note, (*lines, *notes))), ()),
            narrowed,
            self._two_times(lines),
            next(filter(None, map(_money_in, (*notes, *lines))), Decimal(1)),
        )

    def _subject(self, lines: Sequence[str], nearest: str) -> Said | None:
        """What a table is about: by the sheet's title, and by the line right over it where that is no form's:
        表二 人大代表联络站工作."""
        titles = _titles(lines)
        told = (s for s in map(self.wording.subject, titles) if s.selection or s.rest or s.typed or s.metric)
        whole = next(told, None)
        own = self.wording.subject(nearest) if nearest and nearest not in titles else None
        if own is None or not own.selection or own.rest or own.typed or own.sure < SURE_OF_A_SUBJECT:
            return whole
        if own.selection.kinds and names_several(nearest):
            return whole
        around = whole.selection if whole is not None and not (whole.rest or whole.typed) else None
        of_both = both(own.selection, around) if around is not None else None
        return replace(own, selection=of_both or own.selection)

    def _period(self, lines: Sequence[str], notes: Sequence[str]) -> Period:
        base = self.known.period
        titled = self._titled(lines) or self._asked(lines)
        for text in (*lines, self.layout.sheet.name, *notes):
            said = _UNTIL.sub("", _DUE.sub("", _FILLED_ON.sub("", folded(text))))
            if titled is not None and self._when_filled(text, titled):
                continue
            span = None if _OF_THE_FORM.search(said) else span_in(said, base)
            if span is not None and _TURN.search(said):
                span = span_in(_TURN.sub(_turn, said), base)
            if span is not None and _within(base, span.period) and span.period.days > 200 and self._in_turn(said):
                return self._of_sheet(base)
            if span is not None:
                until = next(filter(None, (self._until(note, span.period) for note in (*lines, *notes))), None)
                return until or self._of_sheet(span.period)
        until = next(filter(None, (self._until(note, base) for note in notes)), None)
        return until or self._of_sheet(base)

    def _titled(self, lines: Iterable[str]) -> Period | None:
        """The span that the title names, more than a month in a corner."""
        titles = (one for one in map(folded, _titles(lines)) if not _ONLY_A_MONTH.fullmatch(one))
        return next((span.period for one in titles if (span := span_in(one, self.known.period))), None)

    def _asked(self, lines: Sequence[str]) -> Period | None:
        """The span that a form was asked for with, of a title that names none and is no month's."""
        base = self.known.period
        return base if base.days > _A_QUARTER and not any(map(self._in_turn, lines)) else None

    def _two_times(self, lines: Sequence[str]) -> str:
        """Whether a month in the corner, which no title speaks against, could be what the form is about."""
        base = self._asked(lines) if self._titled(lines) is None else None
        corner = next((one for one in lines if _ONLY_A_MONTH.fullmatch(folded(one))), "")
        span = span_in(folded(corner), self.known.period) if corner else None
        if base is None or span is None or corner in self.layout.lines_alone:
            return ""
        doubtful = _within(span.period, base) and span.period.end != base.end
        return "几处写的时段不一样，请手填" if doubtful else ""

    def _when_filled(self, text: str, titled: Period) -> bool:
        """Whether a month that stands by itself says when a form was filled in whose title tells its time: it comes
        after that, or the form was asked for by the title's time and the month is no line under the title."""
        said = folded(text)
        span = span_in(said, self.known.period) if _ONLY_A_MONTH.fullmatch(said) else None
        if span is None or span.period == titled:
            return False
        if span.period.start > titled.end:
            return True
        inside = titled.start <= span.period.start and span.period.end <= titled.end
        beneath = text in self.layout.lines_alone and span.period.end != titled.end
        return inside and titled == self.known.period and not beneath

    def _in_turn(self, title: str) -> bool:
        """Whether a form comes month by month or so: then a year in its title says no more than which."""
        return bool(_OF_A_TURN.search(title)) or self._tells_turns

    @cached_property
    def _tells_turns(self) -> bool:
        """Whether 本月 or the like heads anything."""
        heads = (folded(str(cell.value)) for cell in self.layout.sheet.cells.values() if isinstance(cell.value, str))
        return any(ONE_OF_THEM.match(head) for head in heads)

    def _of_sheet(self, period: Period) -> Period:
        """The part of it that the sheet is called by: a sheet a month."""
        span = span_in(folded(self.layout.sheet.name), period)
        inside = span is not None and period.start <= span.period.start and span.period.end <= period.end
        return span.period if span is not None and inside else period

    def _until(self, text: str, period: Period) -> Period | None:
        """截至11月20日 in a line of its own cuts the period short."""
        found = re.search(r"(?:截[至止]到?|统计到|数据到)[^。；]{0,12}?\d{1,2}[月.]\d{1,2}", folded(text))
        if not found:
            return None
        span = span_in(
            "截至" + re.sub("^(?:截[至止]到?|统计到|数据到)(?:日期|时间)?:?", "", folded(text)[found.start() :]), period
        )
        if span is None or span.period.end < period.start or span.period.end > period.end:
            return None
        return Period(period.start, span.period.end)

    def _home(self, lines: Iterable[str]) -> Named:
        """The unit for which this table is filled: its sheet's, or the one that a line names."""
        own = self.units.find(self.layout.sheet.name)
        if own is not None and own.place is not None and own.sure == 1.0 and (own.own or own.place != self.known.home):
            return own
        for line in lines:
            if _OF_ITSELF.search(folded(line)):
                return Named(self.known.home, own=True)
            labelled = self.units.find(line[found.end() :]) if (found := _WHOSE.search(line)) else None
            if labelled is not None and labelled.place is not None and labelled.own:
                return labelled if _ALONE.search(line) else Named(labelled.place)
            if (named := self.units.inside(line)) is not None and named.place is not None:
                return named
        return Named(self.known.home)

    def _measure(self, lines: Iterable[str], titles: Iterable[str]) -> tuple[str, Decimal]:
        """What all numbers of a table are counted in: 单位：万元, a title's （场次）, a sheet called so."""
        told = self._counted(titles)
        for line in lines:
            if found := re.search(r"(?:计量|金额|数据)?单位[:：]\s*([^\s,，。；;)）、]{1,6})(?!、)", line):
                said = self.wording.read(f"({found[1]})")
                if said.metric:
                    closer = told == "volunteers" and said.metric in ("attendances", "people")
                    return told if closer else said.metric, said.scale
        for inside in (*(one for title in titles for one in _BRACKETED.findall(folded(title))), self.layout.sheet.name):
            words = without_brackets(folded(inside)).removeprefix("全年")
            said = self.wording.read(f"({words.removeprefix('活动')})")
            if said.metric and said.metric != HELD:
                return said.metric, said.scale
        return told, Decimal(1)

    def _counted(self, titles: Iterable[str]) -> str:
        """What a sheet's name, or a title behind its dash, says is counted and nothing else: 统计表——志愿者人次."""
        behind = (found[1] for title in titles if (found := re.search("(?:—|-){1,2}([^—-]{2,12})$", title)))
        for words in (self.layout.sheet.name, *behind):
            said = self.wording.read(words)
            if said.metric and not (said.selection or said.typed or said.rest or said.refused):
                return said.metric
        return ""

    def _totals_say(self, notes: Iterable[str]) -> str:
        """all: the whole street; own: what the street itself held comes on top of the rows; "": the rows shown."""
        if self.known.manner.totals:
            return self.known.manner.totals.removeprefix("rows")
        for note in notes:
            for sentence in re.split("[。；;\n]", note):
                if not re.search("[合总小]计", sentence):
                    continue
                if re.search("全街道?|整个街道|街道全部|街道总", sentence):
                    return "all"
                if re.search("(?<!不)(?:含|包括|包含|加上|计入).{0,10}(?:本级|街道办|机关|站办所|科室)", sentence):
                    return "all" if re.search("站办所|科室|各?办公室|部门", sentence) else "own"
        return ""


def _whole_line(subject: Said, narrowed: Scope) -> Selection | None:
    """The line that a title names, where a kind of activity is called so, too, and the form is said to be about all
    of the line: 志愿服务条线开展的全部活动."""
    kinds, lines = subject.selection.kinds if subject.selection else frozenset(), narrowed.selection.lines
    return Selection(lines=lines) if kinds and kinds == lines and not (subject.selection or EVERYTHING).named else None


def _titles(lines: Iterable[str]) -> list[str]:
    """The lines that are called as forms are; where none is, all that could title anything."""
    said = _could_title(lines)
    return [line for line in said if _A_FORM.search(without_brackets(folded(line)))] or said


def _could_title(lines: Iterable[str]) -> list[str]:
    plain = [(line, without_brackets(folded(line))) for line in lines if 4 <= len(line) <= 80]
    said = [(line, words) for line, words in plain if not _WHOSE.search(words) and not _LABEL.search(words)]
    return [line for line, words in said if words and not _NUMBER_OF_A_FORM.fullmatch(words)]


def _money_in(line: str) -> Decimal | None:
    found = _MONEY_IN.search(line)
    return (
        {"万": Decimal(10_000), "千": Decimal(1000), "百": Decimal(100)}[found[found.lastgroup or "of"]]
        if found
        else None
    )


def _turn(found: re.Match[str]) -> str:
    quarterly = "季" in found.string
    return f"{found['nr']}季度" if quarterly else f"{found['nr']}月"


def _within(one: Period, other: Period) -> bool:
    return other.start <= one.start and one.end <= other.end and one != other
