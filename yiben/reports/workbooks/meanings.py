"""What each cell of words on a sheet means where it stands: beside names of units, beside spans, among lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from yiben.lib.periods import Period
from yiben.lib.workbooks import Place
from yiben.reports.workbooks.folding import bare_core, folded, unnumbered, without_brackets
from yiben.reports.workbooks.glossary import short_for
from yiben.reports.workbooks.known import Known
from yiben.reports.workbooks.layout import Layout, Slot
from yiben.reports.workbooks.organs import every_one, organ_in
from yiben.reports.workbooks.periods_said import ONE_OF_THEM, span_in
from yiben.reports.workbooks.selection import Said, Selection
from yiben.reports.workbooks.units_said import Named, Units
from yiben.reports.workbooks.wording import Wording

_AREA = re.compile(
    "第?[一二三四五六七八九十\\d东南西北中城老新上下前后左右心]{1,3}(?:片区?|组团|区域|联片|大片|片组)|片区?"
)
"""Communities taken together, which says nothing of what is counted: 东片区."""
_AREA_NAME = re.compile("(?:片区?|组团|联片|片组|管区|街区|工作区|联盟|共同体)$")
_AREAS = re.compile("片区|^分?片$|组团|管区|街区|^区域$|所[在属]区域|联盟|共同体")
"""What a column is headed by whose words gather communities."""
_OF_A_UNIT = re.compile(
    "负责人|联系人|联络员|领导|书记|主任|站长|社长|网格长|网格员|姓名|电话|手机|地址|所在地|包联|包保|挂点|分管|经办|填报人|"
    "(?:社区|村居?|单位)(?:类型|类别|性质|属性)|^(?:性质|属性)$"
)
"""What a column is headed by whose words only say more of the unit beside them: 负责人."""
_SEVERAL_UNITS = 3
"""So many names of units below a head, and it only says of them all what they are."""
_SHORT_SPAN = re.compile("[本当这上]个?[月季期旬周]|\\d月|[一二三四五六七八九十]月|季度|新增|期内|发生")
_LEVEL = re.compile(
    "(?:其中[:,]?)?各?(?P<who>社区|街道)(?:本?级|层面|自身)?(?:自行|自主|直接)?(?:开展|举办|组织|主办|承办)的?"
    "(?P<rest>(?:活动|场次|次数|期数|人次|户数|数|的|[(].*)*)$"
)


@dataclass(frozen=True)
class Meaning:
    """What one cell of words says, of everything that it could."""

    place: Place
    text: str
    named: Named | None = None
    period: Period | None = None
    said: Said | None = None
    gathers: bool = False
    """Whether it only takes communities together, of which a form need not tell which."""

    @property
    def total(self) -> bool:
        return self.named is not None and self.named.total


class Meanings:
    """The meanings of a sheet's words. `terms` are those that its notes explain."""

    def __init__(
        self, layout: Layout, known: Known, units: Units, wording: Wording, terms: Mapping[str, Selection]
    ) -> None:
        self.layout, self.known, self.units, self.wording, self.terms = layout, known, units, wording, terms
        self._at: dict[Place, Meaning] = {}
        self.lines: set[Place] = set()
        """Where words among those of other lines name a line, whatever else they could: 六、志愿服务."""

    def at(self, place: Place, base: Period) -> Meaning:
        """What the words at a place mean, a span within `base`; kept, whatever base is asked with later."""
        if place not in self._at:
            self._at[place] = self.read(place, self.layout.text(place), base)
        return self._at[place]

    def read(self, place: Place, text: str, base: Period) -> Meaning:
        """What a text means that stands at a place, or within the words there."""
        if (layer := self._layer(place, folded(text))) is not None:
            slug, _rest = organ_in(folded(text))
            told = Said(text, Selection(lines=frozenset({slug}))) if slug in self.known.lines_used else None
            return Meaning(place, text, named=layer, said=told)
        whole = self._left_for(place, self.units.find(text))
        if whole is not None and (whole.place is not None or whole.total):
            return Meaning(place, text, named=whole)
        said = folded(text)
        if _AREA.fullmatch(said) or self._area(place, said):
            return Meaning(place, text, gathers=True)
        if self._of_a_unit(place):
            return Meaning(place, text)
        if every_one(without_brackets(said)) and self._covers_units(place):
            slug, _rest = organ_in(said)
            told = Said(text, Selection(lines=frozenset({slug}))) if slug in self.known.lines_used else None
            return Meaning(place, text, gathers=True, said=told)
        if level := self._level(place, said):
            return Meaning(place, text, named=level[0], said=self.wording.read(level[1]) if level[1] else None)
        span = span_in(said, base)
        if span is not None and said[span.start : span.end] == "累计" and not self._beside_a_span(place, said):
            return Meaning(place, text, said=self.wording.read(text))
        if span is not None:
            rest = (said[: span.start] + said[span.end :]).replace("()", "").strip("、,:.年度")
            rest = whole_of[1] if (whole_of := re.fullmatch(r"\(([^()]*)\)", rest)) else rest
            inner = self.wording.read(rest) if rest else None
            return Meaning(place, text, period=span.period, said=inner)
        if ONE_OF_THEM.fullmatch(said):
            return Meaning(place, text, said=Said(text, typed="看不出是哪一段时间，请手填"))
        if whole is not None and self._beside_units(place):
            return Meaning(place, text, named=whole)
        return Meaning(place, text, said=self._said(text))

    def _said(self, text: str) -> Said:
        """What words mean; where they aren't understood, what the form's own notes say of them."""
        said = self.wording.read(text)
        if not (said.typed or said.rest):
            return said
        for short, whole in self._shortened.items():
            if short in text and not (other := self.wording.read(text.replace(short, whole))).typed:
                return other
        core = bare_core(unnumbered(text.strip()))
        term = self.terms.get(core)
        return replace(said, selection=term, typed="", rest="", sure=0.9) if term is not None else said

    @cached_property
    def _shortened(self) -> Mapping[str, str]:
        every = (str(cell.value) for cell in self.layout.sheet.cells.values() if isinstance(cell.value, str))
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

    def _area(self, place: Place, said: str) -> bool:
        """Whether words take together the communities that stand beside or below them: 滨河片."""
        heads = self.layout.heads_over(place)[0]
        called = any(_AREAS.search(folded(self.layout.text(one))) for one in heads)
        if len(said) > 12 or not (called or _AREA_NAME.search(said)):
            return False
        row, column = place
        return self._named((*self._behind(place), (row + 1, column)))

    def _covers_units(self, place: Place) -> bool:
        """Whether names of units stand below a head, or beside a word at the left, all along what it covers."""
        row, column = place
        beyond = self.layout.next_text(self.layout.last_of(place)) or self.layout.right + 1
        below = [(row + 1, one) for one in range(column, beyond)]
        down = [(row + step, column) for step in range(60) if self.layout.anchor((row + step, column)) == place]
        beside = [(one, self.layout.last_of(place)[1] + 1) for one, _column in down]
        return any(sum(self._named([one]) for one in along) >= _SEVERAL_UNITS for along in (below, beside))

    def _of_a_unit(self, place: Place) -> bool:
        """Whether words only say more of the unit in their row: who answers for it, what sort of place it is."""
        heads = self.layout.heads_over(place)[0]
        if not any(_OF_A_UNIT.search(folded(self.layout.text(one))) for one in heads):
            return False
        row, column = place
        return self._named((*self._behind(place), *((row, one) for one in range(column - 1, 0, -1))))

    def _behind(self, place: Place) -> list[Place]:
        behind = self.layout.next_text(self.layout.last_of(place))
        return [(place[0], behind)] if behind is not None else []

    def _named(self, places: Sequence[Place]) -> bool:
        """Whether a community stands at any of these places."""
        found = (self.units.find(text) for one in places if (text := self.layout.text(one)))
        return any(one is not None and one.place is not None and one.place.kind == "community" for one in found)

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

    def lines_among(self, slots: Sequence[Slot]) -> None:
        """Have all words of a stub, and all lines within a table, that can mean lines of work do so, where three of
        them do."""
        stubs: dict[tuple[int, int], set[Place]] = {}
        for slot in slots:
            top = min([place[0] for place in slot.above], default=0)  # of one table alone
            for place in slot.left:
                stubs.setdefault((place[1], top), set()).add(place)
            for place in slot.above:
                stubs.setdefault((-place[0], top), set()).add(place)
            if slot.section is not None:
                stubs.setdefault((0, 0), set()).add(slot.section)
        for places in stubs.values():
            lines = {place: self.wording.line_only(unnumbered(self.layout.text(place))) for place in places}
            if len(set(filter(None, lines.values()))) >= 3:
                for place, line in lines.items():
                    if line:
                        text = self.layout.text(place)
                        told = self.wording.read(text)
                        said = Said(text, Selection(lines=frozenset({line})), told.metric, told.scale, told.unit)
                        self._at[place] = Meaning(place, text, said=said)
                        self.lines.add(place)
