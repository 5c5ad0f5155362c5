"""What each empty cell asks for: unit × selection × metric × period; how sure that is, and by which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from yiben.lib.periods import Period
from yiben.lib.workbooks import Place, Sheet, Workbook, named
from yiben.reports.workbooks import listing
from yiben.reports.workbooks.folding import folded
from yiben.reports.workbooks.glossary import codes_in, short_for, terms_in
from yiben.reports.workbooks.known import Known
from yiben.reports.workbooks.known import Place as Unit
from yiben.reports.workbooks.layout import Layout, Slot
from yiben.reports.workbooks.marks import HELD, in_a_note
from yiben.reports.workbooks.metrics_said import is_unit
from yiben.reports.workbooks.notes_said import Scope, scope
from yiben.reports.workbooks.organs import organ_in
from yiben.reports.workbooks.periods_said import span_in
from yiben.reports.workbooks.selection import EVERYTHING, SURE_OF_A_SUBJECT, Said, Selection
from yiben.reports.workbooks.sentences import Blank, between, blanks_in, unit_behind
from yiben.reports.workbooks.units_said import Named, Units
from yiben.reports.workbooks.wording import Wording

CONFIDENT = 0.8


class Sort(StrEnum):
    """What becomes of a cell: answered from the book, a sum of its neighbours, a field of an entry, a sentence whose
    blanks are answered, typed, left out."""

    FIGURE = "figure"
    TOTAL = "total"
    FIELD = "field"
    FIXED = "fixed"
    SENTENCE = "sentence"
    TYPED = "typed"
    REFUSED = "refused"


@dataclass(frozen=True)
class Asked:
    """A figure that a cell asks for. `units` are those whose holdings count, each with all below it, or `own` alone."""

    units: tuple[Unit, ...]
    own: bool
    selection: Selection
    metric: str
    period: Period
    scale: Decimal = Decimal(1)
    marks: tuple[str, ...] = ()
    """How it is said that something was held, and that nothing was, where only that is asked."""


@dataclass(frozen=True)
class Proposal:
    """A cell and what it is bound to."""

    sheet: str
    place: Place
    sort: Sort
    words: tuple[str, ...] = ()
    sure: float = 0.0
    asked: Asked | None = None
    parts: tuple[Place, ...] = ()
    """The cells that a total adds up."""
    field: str = ""
    row: int = 0
    """For a list: which field of which entry, counted from 0."""
    metric: str = ""
    reason: str = ""
    blanks: tuple[tuple[int, int, Asked], ...] = ()
    """Of a sentence: the spans of blanks that can be answered, and what each asks."""

    @property
    def cell(self) -> str:
        return named(*self.place)


@dataclass
class Form:
    """A workbook's proposals, its lists, and what was seen of it as a whole."""

    proposals: list[Proposal] = field(default_factory=list)
    lists: list[listing.Listed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    layouts: list[Layout] = field(default_factory=list)
    sums: list[tuple[str, Place, tuple[Place, ...]]] = field(default_factory=list)
    """Numbers and formulas that stand where a total does, with the cells that it should add."""


def propose(workbook: Workbook, known: Known) -> Form:
    """Every empty cell of the visible sheets and what it asks for."""
    form = Form()
    units, wording = Units(known), Wording(known)
    notes, codes = _explained(workbook), codes_in(workbook)
    for sheet in workbook.sheets:
        if sheet.hidden or sheet.bottom > 20_000:
            continue
        _SheetReader(sheet, known, units, wording, notes, codes).into(form)
    return form


_EXPLAINS = re.compile("说明|须知|要求|口径|解释")


def _explained(workbook: Workbook) -> list[str]:
    """What sheets of nothing but explanations say for all the others."""
    some = (one for one in workbook.sheets if not one.hidden and _EXPLAINS.search(one.name) and one.right <= 3)
    return [str(cell.value) for sheet in some for cell in sheet.cells.values() if isinstance(cell.value, str)]


@dataclass(frozen=True)
class _Meaning:
    """What one cell of words says, of everything that it could."""

    place: Place
    text: str
    named: Named | None = None
    period: Period | None = None
    said: Said | None = None
    future: bool = False

    @property
    def total(self) -> bool:
        return self.named is not None and self.named.total


_SERIAL = re.compile(r"^(?:序号|编号|行次|行号|代码|栏次|序)$")
_REMARK = re.compile(r"备注|说明|亮点|联系|填[表报]人|签[字名]|存在问题|建议|下一步")
_WHOSE = re.compile(
    r"(?:填报|上报|报送|填表|申报|统计)?(?:单位|社区|部门|街道)(?:名称)?(?:[(（](?:盖章|公章)[)）])?\s*[:：]"
)
_AREA = re.compile(
    "第?[一二三四五六七八九十\\d东南西北中城老新上下前后左右心]{1,3}(?:片区?|组团|区域|联片|大片|片组)|片区?"
)
"""Communities taken together, which says nothing of what is counted: 东片区."""
_TURN = re.compile(r"第(?P<nr>\d{1,2}|[一二三四五六七八九十]{1,2})期(?=.{0,3}$)")
"""The eleventh issue of a monthly is November's."""
_OF_A_TURN = re.compile("[月季周旬]报|[本当上][月季周旬期]")
_ONE_OF_THEM = re.compile("(?:[本当上]个?[月周旬]|[本当上]季度?)(?:份|度|数|完成|实际|发生|新增|场次|次数|人次)*")
_OF_ITSELF = re.compile(r"\((?:仅)?(?:街道)?(?:本级|机关|自身)\)$")
_ALONE = re.compile("本级|机关|本身|自身")
"""填报单位：街道办事处 fills in for the whole street, 街道本级 for itself."""
_SHORT_SPAN = re.compile("[本当这上]个?[月季期旬周]|\\d月|[一二三四五六七八九十]月|季度|新增|期内|发生")
_PEOPLE = re.compile("人|员|群体|职工|老年|儿童|青年|妇女|残疾|军|学生|家庭|户|企业|商|女性")
_ONLY_PEOPLE = re.compile(f"(?:{_PEOPLE.pattern}|困难|重点|老人|儿童)(?:群体|对象|人群|家庭|类)?(?:活动|服务|工作)?$")
_NUMBERED = re.compile(r"^(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.])+")
_SEVERAL = re.compile("[\u4e00-\u9fff]{2}[和与及、][\u4e00-\u9fff]{2}")
_AS_TIMES = frozenset({"meeting", "study", "training", "lecture", "themed", "volunteering", "contest", "publicity"})
"""Kinds of which a bare name as a head asks how many: 讲座, 主题活动; 慰问 could as well ask how much."""
_WHOLES = frozenset({"家", "所", "支", "处", "台", "条", "个", "项"})
"""Things of which an entry may tell any number, or none: 走访企业（家）."""
_UNIT_ALONE = re.compile("[\u4e00-\u9fff]{1,3}")
_OF_PEOPLE = re.compile("[数者员人量]$")
_UNITS_HEAD = re.compile("^(?:计?量?单位|计量)$")
_CATEGORY = re.compile(
    "(?:组织|家庭|权益|素质|能力|民主|职工|妇女|儿童|青年|青少年|社会|关爱|帮扶|帮困|困难|思想|政治|就业|创业|文化|文明|队伍|阵地|品牌|"
    "合法|送温暖|温暖|法律|公益|生活|普惠|基层|日常|基础|志愿|教育|主题|宣传|维权|服务|保障|健康)*"
    "(?:建设|维护|维权|服务|保障|提升|工程|工作|管理|教育|活动|帮扶|关爱|发展|引领|情况|数据|总体情况|文化|凝聚|类|方面)"
)
"""Words that only order a table's rows, and say nothing of what each counts: 家庭建设, 权益维护."""
_ITSELF = re.compile(
    "街道[^。；]{0,24}(?:不含|不包括|不包含)(?:各|所属|下属)*社区|街道[^。；]{0,8}只填|街道栏?[^。；]{0,12}(?:自己|自身|本级|自行)"
)
"""A note that a street's own row is what it held itself."""
_IN_CHARGE = re.compile("(?:牵头|责任|主管|归口|承办|主责|负责)(?:单位|部门|科室|条线|站所|线)(?:名称)?$|条线$")
_LEVEL = re.compile(
    "(?:其中[:,]?)?各?(?P<who>社区|街道)(?:本?级|层面|自身)?(?:自行|自主|直接)?(?:开展|举办|组织|主办|承办)的?"
    "(?P<rest>(?:活动|场次|次数|期数|人次|户数|数|的|[(].*)*)$"
)
_DONATED = re.compile("^(?:募集|募捐|筹集|捐赠|捐款|接收|收到)*(?:善款|捐款|资金|款项|款)?$")
_LABEL = re.compile("(?:时间|日期|单位|社区|街道|部门|人|电话|领导|编号|文号|机关|签[字章]|盖章):|:.{0,10}$")
_FILLED_ON = re.compile(
    r"(?:填[报表制]|制表|报送|上报|统计|打印)(?:日期|时间|时限)?\s*[:：]?\s*20\d\d[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?|"
    r"^\(?20\d\d[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?\)?$|[〔\[(]20\d\d[〕\])]\d+号"
)
_OF_THE_FORM = re.compile("^(?:表号|制[定表]机[关构]|批准[文机][号关]|备案|有效期|文号|审批|印发|成文|发文)[^:]*:")
"""Lines that tell of the form itself: 有效期至：2026年12月 is no span of what it asks."""
_A_FORM = re.compile(
    "(?:表(?:[一二三四五六七八九十\\d]*)|台账|登记簿|清单|一览|统计|汇总|[月季年周]报|情况|数据|进度|总结|明细|问卷)$"
)
_NUMBER_OF_A_FORM = re.compile("[\u4e00-\u9fffA-Z]{0,4}\\d+(?:号|-\\d+)?表|.{0,12}\\d{1,2}时止?")
"""妇统3表, 9月30日24时止: no title."""
_UMBRELLA_LINES = re.compile("文明实践|民生实事|学习型|非公|营商环境")
_PARENTHESIS = re.compile("[（(][^()（）]*[)）]")
_BRACKETED = re.compile(r"\(([^()]{1,6})\)")
_DUE = re.compile(
    r"(?:请|务必|须|应)?于?20?\d*年?\d{1,2}月\d{1,2}日?(?:前|之前|下班前)[^。；]*|每月\d+[日号]?前[^。；]*|报送时间[^。；]*"
)


class _SheetReader:
    def __init__(
        self,
        sheet: Sheet,
        known: Known,
        units: Units,
        wording: Wording,
        notes: Sequence[str] = (),
        codes: Mapping[str, str] | None = None,
    ) -> None:
        self.sheet, self.known, self.units, self.wording = sheet, known, units, wording
        self._explained = notes
        self.layout = Layout(sheet, codes or {})
        self.terms = terms_in((*(text for _row, text in self.layout.notes), *notes, *self._head_lines()), wording)
        self._meanings: dict[Place, _Meaning] = {}
        self._contexts: dict[int, _Context] = {}
        self._heads: dict[Place, str] = {}
        self._groups: dict[Place, bool] = {}
        self.told: dict[tuple[object, ...], tuple[_Told | str, float, str]] = {}
        self._clauses: dict[int, dict[Place, _Clause]] = {}
        self._pairs: dict[tuple[Place, Place], Said | None] = {}

    def into(self, form: Form) -> None:
        form.notes += [text for _row, text in self.layout.notes]
        lists = list(listing.lists_in(self.layout, self.wording, self.units, self.known))
        taken: set[int] = set()
        for one in lists:
            taken |= set(range(one.head, one.last + 1))
            context = self._context(one.head)
            if context.home.own:
                one = replace(one, selection=None, reason="街道本级的台账请手填")
            form.lists.append(replace(one, period=one.period or context.period, home=one.home or context.home.place))
        slots = [slot for slot in self.layout.slots() if slot.place[0] not in taken]
        self._lines_among(slots)
        proposals = self._with_totals([self._proposal(slot) for slot in slots])
        proposals = [self._of_a_list(one, lists) for one in proposals]
        proposals += [*self._sentences(taken)]
        form.proposals += proposals
        form.layouts.append(self.layout)
        form.sums += self._sums({one.place: one for one in proposals}, taken)

    # --- words ------------------------------------------------------------------------------------------------------

    def _meaning(self, place: Place, base: Period) -> _Meaning:
        if place not in self._meanings:
            self._meanings[place] = self._read(place, self.layout.text(place), base)
        return self._meanings[place]

    def _read(self, place: Place, text: str, base: Period) -> _Meaning:
        if (layer := self._layer(place, folded(text))) is not None:
            slug, _rest = organ_in(folded(text))
            told = Said(text, Selection(lines=frozenset({slug}))) if slug in self.known.lines_used else None
            return _Meaning(place, text, named=layer, said=told)
        whole = self._left_for(place, self.units.find(text))
        if whole is not None and (whole.place is not None or whole.total):
            return _Meaning(place, text, named=whole)
        said = folded(text)
        if _AREA.fullmatch(said):
            return _Meaning(place, text)
        if level := self._level(place, said):
            return _Meaning(place, text, named=level[0], said=self.wording.read(level[1]) if level[1] else None)
        span = span_in(said, base)
        if span is not None and said[span.start : span.end] == "累计" and not self._beside_a_span(place, said):
            return _Meaning(place, text, said=self.wording.read(text))
        if span is not None:
            rest = (said[: span.start] + said[span.end :]).replace("()", "").strip("、,:.年度")
            rest = whole_of[1] if (whole_of := re.fullmatch(r"\(([^()]*)\)", rest)) else rest
            inner = self.wording.read(rest) if rest else None
            return _Meaning(place, text, period=span.period, said=inner)
        if _ONE_OF_THEM.fullmatch(said):
            return _Meaning(place, text, said=Said(text, typed="看不出是哪一段时间，请手填"))
        if whole is not None and self._beside_units(place):
            return _Meaning(place, text, named=whole)
        return _Meaning(place, text, said=self._said(text))

    def _head_lines(self) -> list[str]:
        return [self.layout.text(place) for row, place in self.layout._alone.items() if row <= self.layout.first_head]

    def _said(self, text: str) -> Said:
        """What words mean; where they aren't understood, what the form's own notes say of them."""
        said = self.wording.read(text)
        if not (said.typed or said.rest):
            return said
        for short, whole in self.shortened.items():
            if short in text and not (other := self.wording.read(text.replace(short, whole))).typed:
                return other
        core = _bare_core(_NUMBERED.sub("", text.strip()))
        term = self.terms.get(core)
        return replace(said, selection=term, typed="", rest="", sure=0.9) if term is not None else said

    @cached_property
    def shortened(self) -> Mapping[str, str]:
        every = (str(cell.value) for cell in self.sheet.cells.values() if isinstance(cell.value, str))
        return short_for(one for one in every if "=" in one or "＝" in one)

    def _left_for(self, place: Place, meant: Named | None) -> Named | None:
        """A misspelt name among names of units: surer where the unit meant is the one that isn't there."""
        if meant is not None and (meant.sure == 1.0 or (meant.place is None and not meant.problem)):
            return meant
        said = folded(self.layout.text(place))
        if meant is None and not 2 <= len(said) <= 6:
            return None
        row, column = place
        down = {(row + step, column) for step in range(-60, 61)}
        across = {(row, column + step) for step in range(-60, 61)}
        for along in (down, across):
            texts = {self.layout.text(one) for one in along if min(one) > 0 and one != place} - {""}
            others = [one.place for text in texts if (one := self.units.find(text)) and one.place and one.sure == 1.0]
            if len(others) >= 3 and (meant is None or meant.place is None):
                return self.units.missing(said, others) or meant
            if len(others) >= 3 and meant is not None:
                return replace(meant, sure=0.5 if meant.place in others else max(meant.sure, 0.85))
        return meant

    def _layer(self, place: Place, said: str) -> Named | None:
        """The street or all communities, where the other stands beside it in the same row or column."""
        found = self.units.layer(said) if len(said) <= 20 else None
        if found is None:
            return None
        row, column = place
        wide = column + 1 if self.layout.anchor((row, column + 1)) == place else column
        along = (
            [(row, column + step) for step in range(-6, 7)],
            [(row + step, one) for step in range(-30, 31) for one in {column, wide}],
        )
        for line in along:
            texts = {folded(self.layout.text(one)) for one in line if min(one) > 0} - {"", said}
            named = [one for one in map(self.units.find, texts) if one is not None and one.place is not None]
            others = sum(one.place.kind == "community" for one in named if one.place)
            layers = [one for one in map(self.units.layer, texts) if one is not None]
            streets = any(one.place == self.known.home for one in named)
            if found.own and (others >= 2 or any(one.communities for one in layers)):
                return found
            if found.communities and others < 2 and (streets or any(one.own for one in layers)):
                return found
        return None

    def _level(self, place: Place, said: str) -> tuple[Named, str] | None:
        """Whose a head's numbers are, where it tells communities from the street itself: 其中：社区开展场次."""
        found = _LEVEL.match(said)
        if found is None or not (said.startswith("其中") or self._other_level(place, found["who"])):
            return None
        if found["who"] == "社区":
            return Named(self.known.home, communities=True), found["rest"]
        return Named(self.known.home, own=True), found["rest"]

    def _other_level(self, place: Place, who: str) -> bool:
        row, column = place
        near = (self.layout.text((row, column + step)) for step in range(-3, 4) if step and column + step > 0)
        return any((other := _LEVEL.match(folded(one))) and other["who"] != who for one in near)

    def _beside_a_span(self, place: Place, said: str) -> bool:
        """Whether 累计 stands beside a shorter span, or beside its own words without it: else it only means all."""
        row, column = place
        near = {(row + up, column + step) for up in (-1, 0, 1) for step in range(-30, 31)}
        near |= {(row + step, column) for step in range(-30, 31)}
        words = {folded(self.layout.text(one)) for one in near if min(one) > 0} - {"", said}
        return said.replace("累计", "") in words | {""} or any(
            _SHORT_SPAN.search(one) for one in words if len(one) < 20
        )

    def _beside_units(self, place: Place) -> bool:
        """Whether the words stand among names of units, and so should be one themselves."""
        row, column = place
        around = [(row + step, column) for step in range(-6, 7) if step] + [
            (row, column + step) for step in range(-6, 7) if step
        ]
        found = [
            self.units.find(self.layout.text(other)) for other in around if min(other) > 0 and self.layout.text(other)
        ]
        return sum(1 for one in found if one is not None and one.place is not None and one.sure == 1.0) >= 2

    def _lines_among(self, slots: Sequence[Slot]) -> None:
        """Where most words of a stub name lines of work, all that can do."""
        stubs: dict[tuple[int, int], set[Place]] = {}
        for slot in slots:
            top = min([place[0] for place in slot.above], default=0)  # of one table alone
            for place in slot.left:
                stubs.setdefault((place[1], top), set()).add(place)
            for place in slot.above:
                stubs.setdefault((-place[0], top), set()).add(place)
        for places in stubs.values():
            lines = {place: self.wording.line_only(self.layout.text(place)) for place in places}
            if len(set(filter(None, lines.values()))) >= 3:
                for place, line in lines.items():
                    if line:
                        text = self.layout.text(place)
                        told = self.wording.read(text)
                        said = Said(text, Selection(lines=frozenset({line})), told.metric, told.scale, told.unit)
                        self._meanings[place] = _Meaning(place, text, said=said)

    # --- what the whole says ----------------------------------------------------------------------------------------

    def _context(self, row: int) -> _Context:
        if row not in self._contexts:
            self._contexts[row] = self._context_at(row)
        return self._contexts[row]

    def _context_at(self, row: int) -> _Context:
        lines = [line for line in self.layout.lines_above(row) if not blanks_in(line)]
        notes = [*(text for at, text in self.layout.notes), *self._explained]
        period, home = self._period(lines, notes), self._home(lines)
        metric, scale = self._measure(lines + notes, self._titles(lines))
        subject = next(
            (s for s in map(self.wording.subject, self._titles(lines)) if s.selection or s.rest or s.typed or s.metric),
            None,
        )
        wider = next((self.terms[term] for term in self.terms if subject and term in folded(subject.words)), None)
        if subject is not None and subject.selection is not None and wider is not None:
            subject = replace(subject, selection=replace(subject.selection, kinds=wider.kinds))
        if subject is None or not (subject.selection or subject.rest):
            named = self.wording.subject(self.sheet.name)
            subject = named if named.selection else subject
        return _Context(
            period,
            home,
            subject,
            metric,
            scale,
            any("活动" in line for line in lines),
            self._totals_say(notes),
            next(filter(None, map(in_a_note, (*lines, *notes))), ()),
            scope(notes, self.wording),
            next(filter(None, map(_money_in, (*notes, *lines))), Decimal(1)),
        )

    def _titles(self, lines: Iterable[str]) -> list[str]:
        plain = [(line, _PARENTHESIS.sub("", folded(line))) for line in lines if 4 <= len(line) <= 80]
        said = [(line, words) for line, words in plain if not _WHOSE.search(words) and not _LABEL.search(words)]
        said = [(line, words) for line, words in said if words and not _NUMBER_OF_A_FORM.fullmatch(words)]
        called = [line for line, words in said if _A_FORM.search(words)]
        return called or [line for line, _words in said]

    def _period(self, lines: Iterable[str], notes: Iterable[str]) -> Period:
        base = self.known.period
        for text in (*lines, self.sheet.name, *notes):
            said = _DUE.sub("", _FILLED_ON.sub("", folded(text)))
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

    def _in_turn(self, title: str) -> bool:
        """Whether a form comes month by month or so: then a year in its title says no more than which."""
        heads = (folded(str(cell.value)) for cell in self.sheet.cells.values() if isinstance(cell.value, str))
        return bool(_OF_A_TURN.search(title)) or any(_ONE_OF_THEM.match(head) for head in heads)

    def _of_sheet(self, period: Period) -> Period:
        """The part of it that the sheet is called by: a sheet a month."""
        span = span_in(folded(self.sheet.name), period)
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
        own = self.units.find(self.sheet.name)
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
        for line in lines:
            if found := re.search(r"(?:计量|金额|数据)?单位[:：]\s*([^\s,，。；;)）、]{1,6})(?!、)", line):
                said = self.wording.read(f"({found[1]})")
                if said.metric:
                    return said.metric, said.scale
        for inside in (*(one for title in titles for one in _BRACKETED.findall(folded(title))), self.sheet.name):
            words = _PARENTHESIS.sub("", folded(inside)).removeprefix("全年")
            said = self.wording.read(f"({words.removeprefix('活动')})")
            if said.metric and said.metric != HELD:
                return said.metric, said.scale
        return "", Decimal(1)

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

    # --- one cell ---------------------------------------------------------------------------------------------------

    def _proposal(self, slot: Slot) -> Proposal:
        if (clause := self._across(slot.place[0]).get(slot.place)) is not None:
            return clause.proposal()
        top = min([place[0] for place in slot.above], default=slot.place[0])
        context = self._context(top)
        places = [*slot.left, *slot.above, *([slot.section] if slot.section else [])]
        meanings = [self._meaning(place, context.period) for place in places]
        texts = tuple(dict.fromkeys(meaning.text for meaning in meanings))
        if (unit := self._unit_behind(slot)) is not None and not any(m.said and m.said.metric for m in meanings):
            meanings.append(self._meaning(unit, context.period))
        joined = self._joined(slot)
        return _Bound(self, slot, context, meanings, joined, texts).proposal()

    def head(self, place: Place) -> str:
        """serial, remark or "": what a head says of its whole column."""
        if place not in self._heads:
            text = self.layout.text(place)
            remark = "remark" if _REMARK.search(text) else ""
            self._heads[place] = "serial" if _SERIAL.match(folded(text)) else remark
        return self._heads[place]

    def meant_by_all(self, subject: Said | None, own: Selection, texts: Sequence[str]) -> frozenset[str]:
        """The kinds of a term in the title that the notes spell out, of which a head repeats only a part: 培训人次
        under 社区教育培训情况, where 教育培训 takes in 讲座."""
        title = folded(subject.words) if subject is not None else ""
        for term, chosen in self.terms.items():
            repeated = any(len(core := _bare_core(text)) > 1 and core in term for text in texts)
            if term in title and repeated and own.kinds < chosen.kinds and not own.named:
                return chosen.kinds
        return frozenset()

    def corner(self, slot: Slot) -> Said:
        """What stands over a stub, in the row of the heads: 各季度活动场次 over 工会, 妇联."""
        if not (slot.above and slot.left):
            return Said("")
        said = self.wording.read(_NUMBERED.sub("", self.layout.text((slot.above[-1][0], slot.left[-1][1]))))
        return Said("") if said.refused or said.metric == HELD else said

    def indent(self, place: Place) -> int:
        """How far words are set in below the words that they belong to."""
        value = self.sheet.value(*place)
        return len(value) - len(value.lstrip(" \u3000\t\xa0")) if isinstance(value, str) else 0

    def in_charge(self, slot: Slot) -> str:
        """The line that a column behind the values gives a row to: 牵头部门."""
        row, column = slot.place
        if not self._anybody_in_charge:
            return ""
        for right in range(column + 1, min(self.layout.right, column + 20) + 1):
            line = self.wording.line_only(self.layout.text((row, right)))
            heads = self.layout.heads_over((row, right))[0] if line in self.known.lines_used else ()
            if any(_IN_CHARGE.search(folded(self.layout.text(head))) for head in heads):
                return line
        return ""

    @cached_property
    def _anybody_in_charge(self) -> bool:
        texts = (cell.value for cell in self.sheet.cells.values() if isinstance(cell.value, str))
        return any(_IN_CHARGE.search(folded(text)) for text in texts if len(text) < 12)

    def puts_together(self, group: Place) -> bool:
        """Whether words beside a group's name select different entries; a group of people narrows down instead."""
        if _ONLY_PEOPLE.search(folded(self.layout.text(group))):
            return False
        if only_orders(self.layout.text(group)):
            return True
        row, column = group
        if group not in self._groups:
            across = [(row + 1, one) for one in range(column, column + 40) if self.layout.anchor((row, one)) == group]
            down = [(one, column + 1) for one in range(row, row + 60) if self.layout.anchor((one, column)) == group]
            found = ({self.wording.read(self.layout.text(one)).selection for one in some} for some in (across, down))
            self._groups[group] = any(len(some - {None}) >= 2 for some in found)
        return self._groups[group]

    def _joined(self, slot: Slot) -> Said | None:
        """Parent and child heads read as one: 志愿服务 over 队伍数."""
        for block in (slot.above, slot.left):
            if len(block) >= 2 and (said := self._together(block[1], block[0])) is not None:
                return said
        return None

    def _together(self, parent: Place, child: Place) -> Said | None:
        if (parent, child) not in self._pairs:
            said = self.wording.read(self.layout.text(parent) + self.layout.text(child))
            self._pairs[parent, child] = said if said.selection is not None and said.selection.figure else None
        return self._pairs[parent, child]

    # --- sentences --------------------------------------------------------------------------------------------------

    def _sentences(self, taken: set[int]) -> Iterator[Proposal]:
        """The cells in whose words blanks stand."""
        for place, cell in self.sheet.cells.items():
            if not isinstance(cell.value, str) or cell.formula is not None:
                continue
            if place[0] not in taken and self._seen(place) and (blanks := blanks_in(cell.value)):
                yield self._sentence(place, blanks)

    def _seen(self, place: Place) -> bool:
        row, column = place
        return row not in self.sheet.hidden_rows and column not in self.sheet.hidden_columns

    def _unit_behind(self, slot: Slot) -> Place | None:
        """The cell at the right that tells nothing but what a value is counted in: 指标 | 数量 | 单位."""
        row, column = slot.place
        while self.layout.anchor((row, column + 1)) == slot.place:
            column += 1
        behind = range(column + 1, min(column + 14, self.layout.right) + 1)
        column = next((one for one in behind if self.layout.text((row, one))), column + 1)
        text = self.layout.text((row, column))
        if column > behind.start and not self._counts_units((row, column)):
            return None
        return (row, column) if text and self.wording.read(f"({text})").metric and len(text) <= 4 else None

    def _counts_units(self, place: Place) -> bool:
        heads = self.layout.heads_over(place)[0]
        return any(_UNITS_HEAD.search(folded(self.layout.text(one))) for one in heads)

    def _label(self, place: Place, base: Period) -> _Meaning | None:
        """What the cell before a sentence names, which goes for all of it: 志愿服务 | 开展____场."""
        found = next((self._meaning(one, base) for one in self.layout.stub_before(place)[:1]), None)
        return found if found is not None and found.said is not None and found.said.selection is not None else None

    def _across(self, row: int) -> dict[Place, _Clause]:
        """The blanks of a row that is one sentence: 全年召开会议 | | 次，组织学习 | | 次."""
        if row not in self._clauses:
            self._clauses[row] = dict(self._clauses_of(row))
        return self._clauses[row]

    def _clauses_of(self, row: int) -> Iterator[tuple[Place, _Clause]]:
        layout = self.layout
        texts = [place for place in layout._rows.get(row, []) if place[0] == row]
        if not any(unit_behind(layout.text(one)) and not _UNIT_ALONE.fullmatch(layout.text(one)) for one in texts):
            return
        before: _Clause | None = None
        for left, right in pairwise(texts):
            place = next(((row, c) for c in range(left[1] + 1, right[1]) if layout.empty((row, c))), None)
            if place is not None and unit_behind(layout.text(right)):
                blank = between(layout.text(left), layout.text(right), first=before is None)
                before = _Clause.of(self, place, self._context(row), blank, before)
                yield place, before

    def _sentence(self, place: Place, blanks: Sequence[Blank]) -> Proposal:
        context = self._context(place[0])
        told = []
        clause: _Clause | None = None
        label = self._label(place, context.period)
        for blank in blanks:
            clause = _Clause.of(self, place, context, blank, clause, label)
            told.append(clause.proposal())
        sure = [one for one in told if one.asked is not None and one.sure >= CONFIDENT]
        spans = zip(blanks, told, strict=True)
        return Proposal(
            self.sheet.name,
            place,
            Sort.SENTENCE if sure else Sort.TYPED,
            (str(self.sheet.value(*place)),),
            min([one.sure for one in sure], default=0.0),
            reason=next((one.reason for one in told if one.reason), ""),
            blanks=tuple((b.start, b.end, one.asked) for b, one in spans if one.asked and one.sure >= CONFIDENT),
        )

    # --- totals -----------------------------------------------------------------------------------------------------

    def _with_totals(self, proposals: list[Proposal]) -> list[Proposal]:
        by_place = {one.place: one for one in proposals}
        return [self._adding(one, by_place) if one.sort == Sort.TOTAL else one for one in proposals]

    def _of_a_list(self, one: Proposal, lists: Sequence[listing.Listed]) -> Proposal:
        """A total right below a list adds that column of it."""
        if one.sort != Sort.TYPED or not any(self._is_total(place) for place in self.layout.stub_before(one.place)):
            return one
        row, column = one.place
        above = next((some for some in lists if 0 < row - some.last <= 2 and some.adds(column)), None)
        if above is None or above.selection is None:
            return one
        parts = tuple((number, column) for number in above.rows)
        return replace(one, sort=Sort.TOTAL, parts=parts, sure=above.sure, reason="")

    def _sums(self, by_place: dict[Place, Proposal], taken: set[int]) -> Iterator[tuple[str, Place, tuple[Place, ...]]]:
        """What stands already where a total does, and what is to be typed there."""
        numbers = (p for p, cell in self.sheet.cells.items() if cell.formula or isinstance(cell.value, Decimal))
        typed = (place for place, one in by_place.items() if one.sort == Sort.TYPED)
        for place in (*numbers, *typed):
            if place[0] in taken:
                continue
            if any(self._is_total(one) for one in self.layout.stub_before(place)[:1]):
                parts = self._run(place, by_place, down=True)
            elif any(self._is_total(one) for one in self.layout.heads_over(place)[0][:1]):
                parts = self._beside(place, by_place)
            else:
                continue
            if parts:
                yield self.sheet.name, place, tuple(parts)

    def _is_total(self, place: Place) -> bool:
        named = self.units.find(self.layout.text(place))
        return named is not None and named.total

    def _adding(self, total: Proposal, by_place: dict[Place, Proposal]) -> Proposal:
        """A total with the cells that it adds: those of its table before it, down to the last total of its kind."""
        down = total.field == "row"
        parts = [] if down else self._beside(total.place, by_place)
        parts = parts or self._run(total.place, by_place, down=down)
        alike = [
            one
            for one in parts
            if (p := by_place.get(one)) is None
            or p.asked is None
            or not total.metric
            or p.asked.metric.split("|")[0] == total.metric.split("|")[0]
        ]
        periods = [p.asked.period for one in alike if (p := by_place.get(one)) is not None and p.asked is not None]
        if not down and total.asked is not None and _overlap(periods):
            return replace(total, sort=Sort.FIGURE, field="")
        parts = alike
        sorts = {p.sort for one in parts if (p := by_place.get(one)) is not None}
        before = not down and parts and min(parts)[1] > total.place[1]
        if before and total.asked is not None and sorts and sorts <= {Sort.TYPED, Sort.REFUSED}:
            return replace(total, sort=Sort.FIGURE, sure=min(total.sure, 0.85), field="")
        if not parts:
            return replace(total, sort=Sort.TYPED, asked=None, reason="看不出合计的是哪些格")
        return replace(total, parts=tuple(parts), field="")

    def _beside(self, place: Place, by_place: dict[Place, Proposal]) -> list[Place]:
        """What stands under the same upper head as a total: before it, else behind it."""
        row, column = place
        heads = self.layout.heads_over(place)[0]
        if len(heads) < 2 or (named := self.units.find(self.layout.text(heads[0]))) is None or not named.total:
            return []
        for step in (-1, 1):
            found = []
            here = (row, column + step)
            while here in by_place and heads[1] in self.layout.heads_over(here)[0]:
                found.append(here)
                here = (row, here[1] + step)
            if found:
                return found
        return []

    def _run(self, place: Place, by_place: dict[Place, Proposal], *, down: bool) -> list[Place]:
        row, column = place
        found: list[Place] = []
        subtotals: list[Place] = []
        loose = 0
        """How many cells stand behind the last subtotal, in none of them."""
        grand = self._grand(place, down)
        for step in range(1, 400):
            here = (row - step, column) if down else (row, column - step)
            if min(here) < 1:
                break
            one = by_place.get(here)
            if one is None:
                cell = self.sheet.cells.get(here)
                if here[0] in self.layout.numbering:
                    if found or subtotals or not down:
                        break
                    return self._heads_follow(place, by_place, down=down)
                if cell is not None and isinstance(cell.value, Decimal) and cell.formula is None:
                    found.append(here)
                    continue
                if cell is not None and cell.formula is not None:
                    # What a formula adds up can't be told apart from what it doesn't.
                    return [] if grand else found
                if self.layout.text(here) and subtotals and not found and not down:
                    return self._heads_follow(place, by_place, down=down)
                if self.layout.text(here) and (found or subtotals):
                    break
                if self.layout.text(here) and step == 1:
                    continue_after = self._heads_follow(place, by_place, down=down)
                    return continue_after
                continue
            if one.sort == Sort.TOTAL and (one.field == "row") == down:
                loose = loose if subtotals else len(found)
                subtotals.append(here)
                if grand:
                    continue
                break
            found.append(here)
        return [*found[:loose], *subtotals] if grand and len(subtotals) >= 2 else found

    def _grand(self, place: Place, down: bool) -> bool:
        slot_words = self.layout.stub_before(place) if down else self.layout.heads_over(place)[0]
        return any(re.search("[总合共]计", folded(self.layout.text(one))) for one in slot_words)

    def _heads_follow(self, place: Place, by_place: dict[Place, Proposal], *, down: bool) -> list[Place]:
        """A total that stands before its parts: 合计 as the first row or column."""
        row, column = place
        found: list[Place] = []
        for step in range(1, 400):
            here = (row + step, column) if down else (row, column + step)
            one = by_place.get(here)
            if one is None:
                break
            if one.sort == Sort.TOTAL and (one.field == "row") == down:
                if found:
                    break
                continue  # 合计 itself has several columns
            found.append(here)
        return found


def only_orders(text: str) -> bool:
    """Whether words only order a table's rows: 家庭建设, 三、权益保障."""
    return bool(_CATEGORY.fullmatch(_NUMBERED.sub("", folded(text))))


@dataclass(frozen=True)
class _Context:
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
    money: Decimal = Decimal(1)
    """The scale in which a note wants money: 金额以万元计."""


_FREELY = frozenset({"times", "attendances", "materials", "volunteers", "hours", "people"})


@dataclass(frozen=True)
class _Told:
    """What a cell's words ask for, apart from whose row it stands in."""

    selection: Selection
    metric: str
    scale: Decimal
    period: Period
    marks: tuple[str, ...]


@dataclass
class _Bound:
    """The binding of one cell, put together from the meanings of its words."""

    reader: _SheetReader
    slot: Slot
    context: _Context
    meanings: list[_Meaning]
    joined: Said | None
    texts: tuple[str, ...]
    sure: float = 0.97
    doubt: str = ""
    """Why it isn't sure, for the person who is to look at it."""

    def proposal(self) -> Proposal:
        head = self.reader.head(self.slot.above[0]) if self.slot.above else ""
        if head == "serial":
            return self._typed("序号", Sort.FIXED)
        if refused := next((m.said.refused for m in self.meanings if m.said is not None and m.said.refused), ""):
            return self._typed(refused, Sort.REFUSED)
        if head == "remark":
            return self._typed("说明文字，请手填")
        units = [m.named for m in self.meanings if m.named is not None and not m.total]
        if problem := next((u.problem for u in units if u.place is None), ""):
            return self._typed(problem)
        totals = [m for m in self.meanings if m.total and not self._of_which_follows(m.place)]
        if totals:
            return self._total(totals)
        return self._figure(units)

    def _of_which_follows(self, place: Place) -> bool:
        """Whether beside 总数 stands 其中: then it is the number of its parent's words, and no sum of what follows."""
        row, column = place
        beside = (row, column + 1) if place in self.slot.above else (row + 1, column)
        return folded(self.reader.layout.text(beside)).startswith("其中")

    def _doubted(self, sure: float, why: str) -> None:
        """No surer than this, for the first reason that there is."""
        self.sure = min(self.sure, sure)
        self.doubt = self.doubt or (why if sure < CONFIDENT else "")

    def _typed(self, reason: str, sort: Sort = Sort.TYPED) -> Proposal:
        return Proposal(self.reader.sheet.name, self.slot.place, sort, self.texts, reason=reason)

    def _total(self, totals: list[_Meaning]) -> Proposal:
        """A sum of cells, of rows where the word stands in the stub, of columns where it stands in the heads."""
        in_rows = any(m.place in self.slot.left or m.place == self.slot.section for m in totals)
        others = [m for m in self.meanings if not m.total]
        units = [m.named for m in others if m.named is not None and m.named.place is not None]
        rest = _Bound(self.reader, self.slot, self.context, others, None, self.texts, self.sure)
        figure = rest._figure(units)
        if in_rows and self.context.totals and figure.asked is not None and not units:
            return figure if self.context.totals == "all" else replace(figure, sort=Sort.TOTAL, field="row")
        if in_rows and figure.sort == Sort.TYPED and not figure.reason.startswith("看不出"):
            return figure
        if figure.asked is not None and figure.asked.metric == HELD:
            return self._typed("是否开展不能合计，请手填")
        return Proposal(
            self.reader.sheet.name,
            self.slot.place,
            Sort.TOTAL,
            self.texts,
            self.sure,
            asked=figure.asked,
            field="row" if in_rows else "column",
            metric=self._metric([m.said for m in others if m.said], EVERYTHING)[0],
        )

    def _figure(self, units: Sequence[Named]) -> Proposal:
        told = self._told()
        if isinstance(told, str):
            return self._typed(told)
        place = self._unit(units)
        if isinstance(place, str):
            return self._typed(place)
        for one in units:
            self._doubted(one.sure, one.problem)
        if place.communities and told.selection.figure:
            return self._typed("这个口径不能只算社区，请手填")
        asked = Asked(self._held_by(place), place.own, told.selection, told.metric, told.period, told.scale, told.marks)
        return Proposal(
            self.reader.sheet.name, self.slot.place, Sort.FIGURE, self.texts, self.sure, asked, reason=self.doubt
        )

    def _told(self) -> _Told | str:
        """What the words ask for, whoever's row it is; why it can't be told. Cells of a column share it."""
        key = self._words_of_it()
        if key is None:
            return self._worked_out()
        if key not in self.reader.told:
            found = self._worked_out()
            self.reader.told[key] = (found, self.sure, self.doubt)
        found, sure, doubt = self.reader.told[key]
        self._doubted(sure, doubt)
        self.doubt = self.doubt or doubt
        return found

    def _words_of_it(self) -> tuple[object, ...] | None:
        """What the answer hangs on besides the unit; None where it hangs on the unit's own words as well."""
        if self.context.scope.doubted or self.sure != type(self).sure or self.doubt:
            return None
        told = tuple(m.place for m in self.meanings if m.said is not None or m.period is not None)
        charge = self.reader.in_charge(self.slot)
        return (type(self), id(self.context), told, self.slot.above, len(self.slot.left), self.slot.section, charge)

    def _worked_out(self) -> _Told | str:
        said = [m.said for m in self.meanings if m.said is not None]
        if self.joined is not None and self.joined.selection is not None:
            said = [self.joined]
        unknown = [s for s in said if s.typed and s is not self._section]
        leaf = any(m.place in self._nearest for m in self.meanings if m.said in unknown)
        if unknown and not ((any(s.selection for s in said) or not leaf) and all(map(self._only_sorts, unknown))):
            return next((s for s in unknown if not s.umbrella), unknown[0]).typed
        line = self._section
        orders = line is not None and (_SEVERAL.search(line.words) or only_orders(line.words))
        if line is not None and line.typed and not any(s.selection for s in said) and not orders:
            return line.typed
        selection = self._selection(said)
        selection = selection if isinstance(selection, str) else self._in_scope(selection)
        if isinstance(selection, str):
            return selection
        if selection.kinds and any(not self.reader.known.in_titles(one, selection.kinds) for one in selection.titles):
            return "账本里没有这样的活动，请手填"
        metric, scale = self._metric(said, selection)
        if any(s.whom and s.whom not in selection.lines for s in said):
            return "账本没有按人群分开记，请手填"
        if metric == "items" and not selection.figure and any(s.unit in _WHOLES for s in said):
            return "账本不知道是多少个，请手填"
        if self._of_volunteering(metric) and not (selection.kinds or selection.named):
            if selection.lines:  # 红十字志愿者人数: those on the register, more likely than those who served
                what = "累计时长" if metric == "hours" else "人数"
                self._doubted(0.6, f"可能问的是登记在册的志愿者的{what}；这里数的是这段时间里参加服务的")
            selection = replace(selection, kinds=frozenset({"volunteering"}))
        if not metric:
            return "看不出填什么数，请手填"
        period = self._period()
        if isinstance(period, str):
            return period
        if selection.lines and not self.reader.known.lines_used:
            return "账本里的记录没有标明条线，请手填"
        if not selection and (metric not in _FREELY or not (self.context.activities or self._anything(said))):
            return "看不出是哪一类活动，请手填"
        for told in said:
            self._doubted(told.sure, _half_understood(told))
        if any(s.wide for s in said) and not selection.lines:
            self._doubted(0.6, "账本里的记录没有分到具体项目；这里数的是同一类的全部活动")
        marks = next((s.marks for s in said if s.marks), self.context.marks)
        return _Told(selection, metric, scale, period, marks)

    def _held_by(self, named: Named) -> tuple[Unit, ...]:
        if named.communities:
            return tuple(place for place in self.reader.known.places if place.kind == "community")
        return (named.place,) if named.place else ()

    @cached_property
    def _nearest(self) -> frozenset[Place]:
        """The words next to a cell, over it and before it; what it is counted in may stand between."""
        text = self.reader.layout.text
        blocks = (block for block in (self.slot.left, self.slot.above) if block)
        return frozenset(next((one for one in block if not is_unit(text(one))), block[0]) for block in blocks)

    def _only_sorts(self, said: Said) -> bool:
        """Whether unknown words only put different things together: 公益服务 over 志愿服务 and 义诊."""
        place = next((m.place for m in self.meanings if m.said is said), None)
        if said.umbrella and place not in self._nearest:
            return True
        return place is not None and place not in self._nearest and self.reader.puts_together(place)

    def _of_volunteering(self, metric: str) -> bool:
        """Whether volunteers or their hours are counted, which volunteering alone has by our definitions."""
        return metric == "volunteers" or (metric == "hours" and any(re.search("服务|志愿", one) for one in self.texts))

    def _anything(self, said: Iterable[Said]) -> bool:
        return any(s.anything for s in said) or (self.context.subject is not None and self.context.subject.anything)

    # --- parts of it ------------------------------------------------------------------------------------------------

    def _selection(self, said: Sequence[Said]) -> Selection | str:
        own = [s.selection for s in said if s.selection is not None and s is not self._section]
        line = self._section
        several = line is not None and bool(_SEVERAL.search(line.words))
        narrows = line is not None and not several and not only_orders(line.words)
        if narrows and not any(one.named for one in own) and line is not None and line.selection:
            own.append(line.selection)
        if own and not any(one.named or one.lines for one in own) and (charge := self.reader.in_charge(self.slot)):
            own.append(Selection(lines=frozenset({charge})))
        told = [one for one in own if line is None or one is not line.selection]
        carried = self._carried(EVERYTHING) if not told and line is not None and line.selection else None
        if isinstance(carried, Selection):  # the row before says more than the line over both
            self._doubted(0.85, "")
            own = [carried] if carried.named else [*own, carried]
        together = EVERYTHING
        for one in own:
            both = _both(together, one)
            if both is None:
                return "左边和上边的词说的不是一回事，请手填"
            together = both
        if not together.figure and not together.named:
            carried = self._carried(together)
            if isinstance(carried, str):
                return carried
            if carried is not None:
                self.sure = min(self.sure, 0.85)
                together = carried
                subject = self.context.subject
                if (
                    "活动" in self._head_words
                    and not self._set_in()
                    and (carried.kinds or carried.named)
                    and (subject is None or subject.selection != carried)
                ):
                    self._doubted(0.6, "“活动”可能接着前一栏说，也可能指全部活动；这里接着前一栏数")
        if several and not together:
            return "看不出是哪一类活动，请手填"
        subject = self.context.subject
        if together.kinds and (wider := self.reader.meant_by_all(subject, together, self.texts)):
            together = replace(together, kinds=wider)
        if subject is None or together.figure or (together and subject.sure < SURE_OF_A_SUBJECT):
            return together
        if together.named:
            return self._of_its_line(together, subject)
        if subject.selection is not None:
            if together.lines and subject.selection.lines:
                return together
            if not together and subject.sure < SURE_OF_A_SUBJECT and any(s.anything for s in said):
                self.sure = min(self.sure, 0.85)
                return together
            if not together:
                self._doubted(0.6 if subject.rest else subject.sure, _half_understood(subject))
                umbrella = _UMBRELLA_LINES.search(folded(subject.words))
                return together if umbrella and any(s.metric == "materials" for s in said) else subject.selection
            if together.kinds and _UMBRELLA_LINES.search(folded(subject.words)):
                return together
            return _both(together, subject.selection) or together
        if subject.typed or subject.rest:
            if not together and any(s.anything for s in said) and _SEVERAL.search(subject.words):
                self.sure = min(self.sure, 0.85)
                return together
            if not together:
                return subject.typed or f"账本里没有“{subject.rest[:12]}”，请手填"
            if any(s.selection and _bare_core(s.words) in folded(subject.words) for s in said):
                return together
            if re.search("[和与及、]", subject.words):  # one of several things that the title lists
                self.sure = min(self.sure, 0.85)
                return together
            self._doubted(0.6, f"标题里的“{(subject.rest or subject.words)[:12]}”账本分不出来；这里没有按它挑")
        return together

    def _in_scope(self, selection: Selection) -> Selection | str:
        """The selection as the notes narrow it down; why not where that can't be said."""
        says = self.context.scope
        if says.doubt:
            return f"附注说只统计“{says.doubt}”，账本分不出来，请手填"
        if not selection and says.without:
            counting = {kind.slug for kind in self.reader.known.kinds if kind.counts}
            selection = Selection(kinds=frozenset(counting - says.without))
        elif any(_bare_core(text) in one for one in says.doubted for text in self.texts if len(_bare_core(text)) > 1):
            self._doubted(0.6, "附注对这一项另有说明，账本分不出来")
        if says.selection and not selection.figure:
            both = _both(selection, says.selection)
            return both if both is not None else "附注说的不是这一类活动，请手填"
        return selection

    def _carried(self, own: Selection) -> Selection | str | None:
        """What a head that only counts (参加人次) takes over from the one before it (志愿服务场次), and 筛查人次 from
        两癌筛查场次; why not, where that one is unknown to the book."""
        head = self._counting_head()
        mine = next((m.said for m in self.meanings if m.place == head), None)
        deep = head is not None and self.reader.indent(head) > 0
        if head is None or (mine is not None and mine.anything and mine.metric != "materials" and not deep):
            return None
        if re.match("总|合计", folded(self.reader.layout.text(head))) and len(self._selected_before(head)) > 1:
            return "可能指前面各项之和，请手填"
        for said in self._before(head):
            if said.anything:
                return None
            if said.selection is not None and deep and not own.named and own.kinds <= said.selection.kinds:
                within = not own.kinds or _bare_core(self.reader.layout.text(head)).strip() in folded(said.words)
                if within:
                    return _both(replace(own, kinds=frozenset()), said.selection) or said.selection
            if said.selection is not None:
                core = _bare_core(self.reader.layout.text(head))
                money = own.kinds == {"donation"} and bool(_DONATED.search(core))
                ends_so = len(core) >= 2 and _bare_core(said.words).endswith(core)
                narrower = said.selection.named and (money or ends_so)
                kinds = said.selection.kinds or frozenset().union(
                    *map(self.reader.known.kinds_called, said.selection.titles)
                )
                if mine is not None and mine.anything and not kinds & {"publicity", "consultation"}:
                    return None  # 发放资料 goes with what is handed out at
                return said.selection if not own or narrower else None
            if said.typed:
                event = said.metric == "times" and not own
                return f"前一栏“{said.words[:12]}”账本里没有，请手填" if event else None
        return None

    @property
    def _head_words(self) -> str:
        head = self._counting_head()
        return self.reader.layout.text(head) if head is not None else ""

    def _counting_head(self) -> Place | None:
        """The one head over a cell, or the one word of its stub, that says what is counted; none in a group."""
        for block in (self.slot.above, self.slot.left):
            told = [m for m in self.meanings if m.place in block and m.said is not None and not m.period]
            groups = [m for m in told[1:] if m.place in block[1:] and self.reader.puts_together(m.place)]
            told = (
                told
                if len(told) - len(groups) < 1 or block is self.slot.above
                else [m for m in told if m not in groups]
            )
            units = [m for m in told if is_unit(m.text)]
            if len(told) == 2 and len(units) == 1 and len(block) <= 3:  # a label and what it is counted in
                return next(m.place for m in told if m not in units)
            if len(block) == 1 and len(told) == 1 and told[0].said is not None and self._counts(told[0]):
                return told[0].place
        return None

    def _counts(self, head: _Meaning) -> bool:
        """Whether words say what is counted, by themselves or by the unit behind them, if they are set in."""
        set_in = head.place in self.slot.left and self.reader.indent(head.place) > 0
        return any(m.said is not None and m.said.metric for m in (self.meanings if set_in else [head]))

    def _set_in(self) -> bool:
        head = self._counting_head()
        return head is not None and self.reader.indent(head) > 0

    def _selected_before(self, head: Place) -> set[Selection]:
        return {said.selection for said in self._before(head) if said.selection is not None}

    def _pair_before(self, head: Place) -> int:
        """How many columns before a label the one before it stands, where labels and values alternate in a row; their
        units may stand between."""
        layout, (row, column) = self.reader.layout, head
        value = layout.anchor((row, column - 1))
        if value[1] > 1 and is_unit(layout.text(value)):
            value = layout.anchor((row, value[1] - 1))
        label = layout.anchor((row, value[1] - 1))
        pair = value[0] == row == label[0] and label[1] > 0 and layout.empty(value) and layout.text(label)
        return column - label[1] if pair else 0

    def _before(self, head: Place) -> Iterator[Said]:
        """What the heads before one say, the nearest first: those of its row, or of its column in a stub."""
        layout, (row, column) = self.reader.layout, head
        step = (0, -1) if head in self.slot.above else (-1, 0)
        if head in self.slot.left and (wide := self._pair_before(head)):
            step = (0, -wide)
        deep = self.reader.indent(head) if step[0] else 0
        group = layout.anchor((row, column - 1)) if step[0] and column > 1 else None
        for _turn in range(8):
            row, column = row + step[0], column + step[1]
            text = layout.text((row, column)) if min(row, column) > 0 else ""
            if not text or layout.anchor((row, column)) != (row, column):
                return
            if group is not None and layout.text(group) and layout.anchor((row, column - 1)) != group and not deep:
                return
            if deep and self.reader.indent((row, column)) >= deep:
                continue
            yield self.reader.wording.read(text)

    def _of_its_line(self, named: Selection, subject: Said) -> Selection:
        """A programme in a line's form: those of its entries that bear the line."""
        lines = subject.selection.lines if subject.selection is not None else frozenset()
        if named.lines or not lines or not lines <= self.reader.known.lines_used:
            return named
        return replace(named, lines=lines)

    @cached_property
    def _section(self) -> Said | None:
        """What a line within the table says: of a programme named by the cell's own words it says no more."""
        if self.slot.section is None:
            return None
        return next((m.said for m in self.meanings if m.place == self.slot.section), None)

    def _metric(self, said: Sequence[Said], selection: Selection) -> tuple[str, Decimal]:
        scale = next((s.scale for s in said if s.scale != 1), Decimal(1))
        volunteers = any(s.metric == "volunteers" for s in said)
        for s in said:
            if s.metric:
                # 参与志愿者 beside its unit 人次: the word tells more than the unit.
                metric = "volunteers" if volunteers and s.metric in ("attendances", "people") else s.metric
                wider = next((o.default_metric for o in said if "|" in o.default_metric), "")
                if metric == "attendances" and wider:
                    metric = wider
                if s.scale == 1 and metric == "money" and self.context.metric == "money":
                    scale = self.context.scale if not s.unit else s.scale
                if metric == "money" and scale == 1 and not any(o.unit for o in said):
                    scale = self.context.money
                return metric, scale
        if whole := self._of_which():
            return whole.metric, whole.scale
        if self.context.metric:
            return self.context.metric, self.context.scale
        if corner := self.reader.corner(self.slot).metric:
            return corner, Decimal(1)
        if self.context.marks:
            return HELD, Decimal(1)
        if self.context.subject is not None and self.context.subject.metric:
            return self.context.subject.metric, Decimal(1)
        if self._how_many(selection):
            self.sure = min(self.sure, 0.85)
            return "times", Decimal(1)
        default = next((s.default_metric for s in said if s.default_metric), "")
        if default:
            self._doubted(0.7, "表头没有写数场次、人次还是别的")
            return default.split("|")[0], Decimal(1)
        if self._anything(said) or selection:
            self._doubted(0.6, "表头没有写数场次、人次还是别的")
            return ("times" if _counted(self.texts) else ""), Decimal(1)
        return "", Decimal(1)

    def _how_many(self, selection: Selection) -> bool:
        """Whether bare words name something that is held, and so is counted: 讲座, 家庭教育大讲堂."""
        kinds = selection.kinds
        if selection.titles and not kinds:
            kinds = frozenset().union(*map(self.reader.known.kinds_called, selection.titles))
        in_a_table = bool(self.slot.above and self.slot.left)
        named = not any(_OF_PEOPLE.search(folded(text)) for text in self.texts)
        return in_a_table and named and bool(kinds) and kinds <= _AS_TIMES and not selection.figure

    def _of_which(self) -> Said | None:
        """What stands before 其中 in the same row of heads: it is counted in the same."""
        layout = self.reader.layout
        found = next((place for place in self.slot.above if folded(layout.text(place)).startswith("其中")), None)
        if found is None:
            return None
        row, column = found
        while (column := column - 1) > 0 and folded(layout.text((row, column))).startswith("其中"):
            pass
        said = self.reader.wording.read(layout.text((row, column))) if column > 0 else None
        return said if said is not None and said.metric else None

    def _unit(self, units: Sequence[Named]) -> Named | str:
        different = {(u.place.pk, u.own, u.communities) for u in units if u.place is not None}
        if not different:
            return self.context.home
        if len(different) > 1:
            nearest = self._nearest_unit()
            if nearest is None:
                return "左边和上边各写了一个单位，请手填"
            return self._as_row(nearest)
        return self._as_row(units[0])

    def _nearest_unit(self) -> Named | None:
        """Of units in one stub the nearest counts: the street's name may stand before its communities'."""
        in_left = [m.named for m in self.meanings if m.named and m.named.place and m.place in self.slot.left]
        in_above = [m.named for m in self.meanings if m.named and m.named.place and m.place in self.slot.above]
        if in_left and in_above:
            home = self.reader.known.home.pk
            rest = [u for u in (in_left[0], in_above[0]) if u.place and u.place.pk != home]
            return rest[0] if len(rest) == 1 else None
        return next(iter(in_left or in_above), None)

    def _as_row(self, unit: Named) -> Named:
        """The street among its communities is what it itself held, where another row sums up."""
        if unit.place is None or unit.own or unit.communities or unit.place.pk != self.reader.known.home.pk:
            return unit
        if unit.place.kind != "street" or not self._among_communities():
            return unit
        if any(re.search("全|合计|总计|汇总", m.text) for m in self.meanings if m.named is unit):
            return unit
        doubt = "这一行可能是街道本级的，也可能是全街道的；这里数的是街道本级的"
        told = any(_ITSELF.search(folded(text)) for _row, text in self.reader.layout.notes)
        self._doubted(0.85 if told or self._table_has_total() else 0.6, doubt)
        return replace(unit, own=True)

    def _among_communities(self) -> bool:
        return self._around(lambda found: found.place is not None and found.place.kind == "community") >= 2

    def _table_has_total(self) -> bool:
        return self._around(lambda found: found.total) >= 1

    def _around(self, holds: object) -> int:
        assert callable(holds)
        places = [m.place for m in self.meanings if m.named is not None]
        if not places:
            return 0
        row, column = places[0]
        along = [(row + step, column) for step in range(-40, 41)] if places[0] in self.slot.left else []
        along = along or [(row, column + step) for step in range(-40, 41)]
        found = [
            self.reader.units.find(text) for one in along if min(one) > 0 and (text := self.reader.layout.text(one))
        ]
        return sum(1 for one in found if one is not None and holds(one))

    def _period(self) -> Period | str:
        periods = list(dict.fromkeys(m.period for m in self.meanings if m.period is not None))
        whole = self.context.period
        if not periods:
            found = whole
        else:
            found = min(periods, key=lambda one: one.days)
            if any(not _meet(found, other) for other in periods):
                return "几处写的时段不一样，请手填"
            if (
                found.start.year == whole.start.year
                and found.end > whole.end
                and found.start <= whole.end
                and found.start >= whole.start
            ):
                found = Period(found.start, whole.end)
        known = self.reader.known
        if found.start > known.today:
            return "这段时间还没有到"
        if known.first_day is None or found.end < known.first_day:
            return "账本里没有这段时间的记录，请手填"
        return found


@dataclass
class _Clause(_Bound):
    """The binding of one blank in a sentence: its own words, then those of the clause before it."""

    said: Said | None = None
    lines: frozenset[str] = frozenset()
    period_said: Period | None = None

    @classmethod
    def of(
        cls,
        reader: _SheetReader,
        place: Place,
        context: _Context,
        blank: Blank,
        before: _Clause | None,
        label: _Meaning | None = None,
    ) -> _Clause:
        """The clause around a blank. One that only counts takes over what the clause before it names; whose work it
        is holds to the end of the point."""
        meanings = [reader._read(place, part, context.period) for part in (blank.head, *_parts(blank)) if part]
        said = next((m.said for m in reversed(meanings) if m.said is not None), None)
        if before is not None and before.said is not None and blank.goes_on and not _selects(meanings):
            told = replace(before.said, metric="", unit="", scale=Decimal(1), typed="", refused="")
            meanings.append(_Meaning(place, before.said.words, said=told))
            known = said is not None and not (said.refused or said.typed)
            said = replace(said or told, selection=told.selection, anything=told.anything) if known else told
        if label is not None and not _selects(meanings):
            meanings.append(label)
        earlier = before.period_said if before is not None and not blank.fresh else None
        period = next((m.period for m in meanings if m.period is not None), earlier)
        if period is not None and all(m.period is None for m in meanings):
            meanings.append(_Meaning(place, "", period=period))
        lines = before.lines if before is not None and not blank.fresh else frozenset()
        own = frozenset().union(*(m.said.selection.lines for m in meanings if m.said and m.said.selection))
        if lines and not own and _selects(meanings):
            meanings.append(_Meaning(place, "", said=Said("", Selection(lines=lines))))
        slot = Slot(place, (), (place,), None)
        return cls(
            reader, slot, context, meanings, None, (blank.before,), said=said, lines=own or lines, period_said=period
        )

    def _counting_head(self) -> Place | None:
        return None

    def _words_of_it(self) -> None:
        return None


def _selects(meanings: Iterable[_Meaning]) -> bool:
    return any(m.said is not None and (m.said.selection or m.said.anything) for m in meanings)


def _parts(blank: Blank) -> tuple[str, ...]:
    return (f"{blank.before}({blank.unit})" if blank.unit else blank.before,)


_MONEY_IN = re.compile(
    "(?:金额|资金|款项?|经费)[^。；;，,]{0,6}?(?P<of>[万千百])元|以(?P<as>[万千百])元(?:计|为)|单位[:：][^。；;]{0,12}?(?P<in>[万千百])元"
)


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


def _overlap(periods: Sequence[Period]) -> bool:
    """Whether spans of different length stand side by side: quarters and the half-years that they make up."""
    distinct = sorted(set(periods))
    return any(_meet(a, b) for a, b in pairwise(distinct))


def _meet(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def _half_understood(said: Said) -> str:
    if said.selection is not None and said.selection.titles:
        return f"“{said.words[:16]}”是按活动名称里的字找的，可能不全，也可能多了"
    return f"“{said.words[:16]}”里有不认得的字" + (f"“{said.rest[:8]}”" if said.rest else "")


def _bare_core(words: str) -> str:
    """A head without brackets and the word for what is counted."""
    return re.sub("(?:场次|次数|期数|人次|人数|户数|份数|金额|件数|数量|数)$", "", _PARENTHESIS.sub("", folded(words)))


def _counted(texts: Iterable[str]) -> bool:
    return any(re.search("数量|数值|完成|开展|本期|实际|合计|活动|情况", text) for text in texts)


def _both(one: Selection, other: Selection) -> Selection | None:
    """Entries that both select; None where that can't be said in one selection."""
    if not one:
        return other
    if not other:
        return one
    if one.figure or other.figure:
        return one if one.figure == other.figure else None
    kinds = one.kinds & other.kinds if one.kinds and other.kinds else one.kinds | other.kinds
    if one.kinds and other.kinds and not kinds:
        return None
    if one.lines and other.lines and one.lines != other.lines:
        return None
    if one.titles and other.titles and one.titles != other.titles:
        return Selection(kinds, one.lines | other.lines, one.titles + other.titles, one.topics | other.topics)
    return Selection(kinds, one.lines | other.lines, one.titles or other.titles, one.topics | other.topics)
