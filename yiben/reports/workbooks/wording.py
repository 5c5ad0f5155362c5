"""What the words over a cell mean: which entries are asked for (kind, topic, line, title), counted in what.

A phrase is understood whole or not at all: what is left over after every known word, and names no entry either, is
something that the book doesn't know, and the cell is left to be typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from yiben.lib import boundary
from yiben.reports.workbooks.folding import core, folded, without_fillers
from yiben.reports.workbooks.known import Known, bare
from yiben.reports.workbooks.marks import HELD, in_brackets
from yiben.reports.workbooks.marks import asked as whether_asked
from yiben.reports.workbooks.metrics_said import counted_in, measured
from yiben.reports.workbooks.organs import behind_every, organs_in, without_organs
from yiben.reports.workbooks.questions import asked_in, unaddressed
from yiben.reports.workbooks.selecting import Selecting
from yiben.reports.workbooks.selection import SURE_OF_A_SUBJECT, Said, Selection, both
from yiben.reports.workbooks.vocabulary import Vocabulary
from yiben.reports.workbooks.words import (
    BRACKETS,
    COMPARED,
    COUNTED_AS,
    CREATED,
    DIVIDED,
    FORM,
    GOODS,
    HANDED_OUT,
    NUMBERING,
    OF_A_DEED,
    OF_A_LINE,
    OF_MONTHS,
    PERIODS,
    SCALES,
    SEASONS,
    UMBRELLA,
    UNITS,
    WHO_CAME,
)

_WITHIN = re.compile(r"[\u4e00-\u9fff]\(([\u4e00-\u9fff]{1,4})\)(?:[会班课站所]|行动|活动|服务)")
"""Brackets within a word, for another form of it: 座谈（对接）会."""
_QUOTED = re.compile('[“"‘《]([^”"’》]{2,12})[”"’》]')
_OF_SOME = re.compile("(青年|青少年|妇女|职工)(?:人次|人数)$")
_OF_A_GROUP = re.compile("(?:青年|妇女|职工|居民|群众|学员)(?:总?人数)")
"""Those who live there, more likely than those who came."""
_SOLVED = re.compile(
    "(?:企业|群众|居民)?反映的?(?:问题|诉求|困难)(?:得到|已)?(?:解决|办结)(?:数|件数)?$|"
    "(?:帮助|协助|为)?(?:企业|群众|居民)?(?:协调)?解决(?:实际)?(?:问题|困难|诉求|难题|事项)(?:件数|个数|数量|数)?$"
)
"""What a visit led to, counted in 件 beside it."""
_ALL_OF_THEM = re.compile("(?:各[类种项]|所有|全部).{0,6}活动|活动总")
_INCLUDING = re.compile("^(?:其中)?(?:含|包含|包括|包|如|即|指)")
_ONLY_EXAMPLES = re.compile("等(?:各[类种项])?[^、]{0,6}$|^各?条线(?:合计)?$|^下同$|^(?:物资?|实物)?折[款合价]")
_SPENT = re.compile("(?:募集|募捐|筹集|收入|支出|发放|款物|物资|款|折合|折款)+(?:合计|总额|总计|数额?)?$")
_OUT_OF_POCKET = re.compile("(?:支出|开支|花费)(?:金额|资金|合计|总额|总计|数额?|情况)?$")
_PRIVATE = re.compile("身份证|证件号|银行卡|银行账号|卡号|家庭住址|家庭地址|户籍地址|住址")


def left_out(head: str, what: boundary.What) -> str:
    """Why what a head asks for is never kept: the boundary's reason, or that it is a resident's own; "" where it is."""
    verdict = boundary.allows(head, what=what)
    if not verdict.allowed:
        return verdict.reason
    return f"“{head[:12]}”是居民的证件号、银行卡号或住址，一本不记录" if _PRIVATE.search(head) else ""


class Wording:
    """The words of one book: what phrases of a form select."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._vocabulary = Vocabulary(known)
        self._selecting = Selecting(known, self._vocabulary)
        self.selected = self._selecting.selected
        self.line_only, self.line_in = self._vocabulary.line_only, self._vocabulary.line_in
        self.kinds_in = self._vocabulary.kinds_in
        self.read = lru_cache(maxsize=8192)(self._read)

    # --- one phrase -------------------------------------------------------------------------------------------------

    def _read(self, text: str) -> Said:
        """What one cell's words mean by themselves."""
        if refused := left_out(text, boundary.What.CELL):
            return Said(text, refused=refused)
        words = folded(text)
        if (of_line := self._of_a_line(text, words)) is not None:
            return of_line
        if 3 <= len(words) <= 5 and (options := in_brackets(words)) and options[1]:
            return Said(text, marks=options)
        inside = BRACKETS.findall(words)
        phrase, counted = asked_in(NUMBERING.sub("", BRACKETS.sub("", words)).strip(":"))
        inside += [counted] if counted else []
        phrase = unaddressed(phrase)
        marks = next(filter(None, map(in_brackets, inside)), ())
        if (whether := whether_asked(phrase)) is not None or marks:
            return self._whether(text, phrase if whether is None else whether, marks)
        metric, scale, unit = counted_in(inside)
        if metric in ("items", "") and (solved := _SOLVED.search(phrase)):
            before = phrase[: solved.start()]
            said = self.selected(before, "items") if without_fillers(before) else Said(text)
            return replace(said, words=text, metric="items", unit=unit)
        within = _WITHIN.findall(words)
        other = [one for one in inside if one and not counted_in([one])[0] and not _harmless(one)]
        other = [one for one in other if one not in within]
        if COMPARED.search(words):
            return Said(text, typed="与往期比较的数，请手填")
        if whole := self._whole(phrase, metric, unit):
            return replace(whole, words=text, scale=scale)
        if (named := self._named(phrase, metric)) is not None:
            return replace(named, words=text, scale=scale, unit=unit)
        phrase, found = measured(phrase, self._vocabulary.kinds)
        if metric == "people" and found == "volunteers":
            metric = "volunteers"
        if metric in ("people", "") and found == "attendances":
            metric = "attendances"
        if metric == "attendances" and found == "volunteers":
            metric = "volunteers"
        usually = frozenset(kind for deed, kind in OF_A_DEED if deed.search(words))
        if found == "materials" and re.search("资料|传单|宣传[品单册页]", words) and not without_fillers(phrase):
            return Said(text, metric="materials", anything=True, unit=unit, usually=usually)
        if found == "people" and not metric and _OF_A_GROUP.fullmatch(words):
            return Said(text, metric="people", sure=0.6)
        metric = metric or found
        if phrase in UNITS and not metric:
            metric, scale, unit = UNITS[phrase], SCALES.get(phrase, Decimal(1)), phrase
            phrase = ""
        out_of_pocket = _OUT_OF_POCKET.search(phrase) if not metric else None
        if metric == "money" or out_of_pocket:
            spent = out_of_pocket or _SPENT.search(phrase)
            if spent and spent.start() > 1 and self._handed_out(phrase[: spent.start()]):
                phrase, metric = phrase[: spent.start()], "money"
        things = not metric and (goods := GOODS.search(phrase)) and self._handed_out(phrase[: goods.start()])
        if metric == "items" or things:
            phrase = GOODS.sub("", phrase)
        said = self.selected(phrase, metric)
        programmes = self._selecting.programmes
        if said.selection is not None and (
            programmes.also_apart(said.selection) or programmes.only_generic(said.selection)
        ):
            said = replace(said, sure=min(said.sure, 0.6))
        if said.typed and not said.refused and (came := WHO_CAME.fullmatch(phrase)):
            counted = COUNTED_AS.get(came["who"] or "", "")
            said = Said(text) if metric or counted else said
            metric = counted if counted == "volunteers" or not metric else metric
        if metric in ("attendances", "people") and not said.typed and (whom := _OF_SOME.search(words)):
            said = replace(said, whom=next(slug for slug, some in OF_A_LINE.items() if whom[1] in some))
        if not (said.selection or said.typed or said.rest) and _ALL_OF_THEM.search(words):
            said = replace(said, anything=True)
        if quoted := self._quoted(text, said):
            said = replace(said, selection=quoted, typed="", rest="", sure=0.9)
        if said.typed and within and (twice := self._named_twice(phrase, within)):
            said = replace(said, selection=twice, typed="", rest="", sure=0.85)
        if other and not said.typed and (either := self._either(said, other)):
            said, other = either, []
        if other and (named := self._spelt_out(said, other)):
            said, other = named, []
        if other and not said.typed:
            said = replace(said, rest=said.rest + "".join(other), sure=min(said.sure, 0.6))
        usually = usually if said.selection is None else frozenset()
        only = "items" if things else ""
        return replace(said, words=text, metric=metric, scale=scale, unit=unit, usually=usually, only=only)

    def _handed_out(self, phrase: str) -> bool:
        """Whether at what a phrase selects things or money are handed out, so that these are the book's."""
        said = self.selected(phrase, "")
        if said.selection is None or said.typed or said.rest:
            return False
        return bool(said.selection.titles) or (bool(said.selection.kinds) and said.selection.kinds <= HANDED_OUT)

    def _of_a_line(self, text: str, words: str) -> Said | None:
        """What stands behind a line of work and a colon, within that line: 志愿服务：开展便民服务日（次）."""
        label, _colon, asked = words.partition(":")
        line = self.line_only(label) if asked else ""
        if line not in self.known.lines_used or len(asked) < 3:
            return None
        said, lines = self.read(asked), Selection(lines=frozenset({line}))
        chosen = lines if said.selection is None else both(said.selection, lines)
        return replace(said, words=text, selection=said.selection if chosen is None or said.typed else chosen)

    def _quoted(self, text: str, said: Said) -> Selection | None:
        """A programme named in quotation marks, where what stands around it isn't understood: “春风行动”招聘."""
        names = [bare(one) for one in _QUOTED.findall(text)]
        if len(names) != 1 or len(names[0]) < 2 or not self.known.in_titles(names[0]):
            return None
        told = said.selection.titles if said.selection is not None else ()
        if said.selection is not None and (not told or any(names[0] in one for one in told)):
            return None
        return Selection(titles=(names[0],))

    def _spelt_out(self, said: Said, other: list[str]) -> Said | None:
        """What brackets only spell out: examples, whom a line works for, or the programmes that are meant."""
        parts = [one for inside in other for one in re.split("[、,/和及]", _INCLUDING.sub("", inside)) if one]
        chosen = said.selection
        if chosen is not None and all(_ONLY_EXAMPLES.search(one) or _INCLUDING.match(one) for one in other):
            return said
        if chosen is not None and chosen.kinds and all(self._no_more_than(one, chosen.kinds) for one in parts):
            return said
        if chosen is not None and chosen.lines and all(one in _whom(chosen.lines) for one in parts):
            return said
        kinds = chosen.kinds if chosen is not None else frozenset[str]()
        unknown = chosen is None and bool(said.typed) and len(parts) > 1
        if not (unknown or (kinds and chosen and not chosen.named)):
            return None
        told = [
            self._vocabulary.kinds.get(one.removesuffix("班"), self._vocabulary.kinds.get(one, "")) for one in parts
        ]
        if len(parts) > 1 and all(told) and not (kinds and chosen and chosen.kinds.isdisjoint(told)):
            return replace(
                said, selection=Selection(frozenset(told), chosen.lines if chosen else frozenset()), typed=""
            )
        if not all(len(one) > 1 and self.known.in_titles(one, kinds) for one in parts):
            return None
        named = Selection(kinds, chosen.lines if chosen else frozenset(), ("|".join(parts),))
        return replace(said, selection=named, typed="", rest="", sure=0.85)

    def _named_twice(self, phrase: str, within: list[str]) -> Selection | None:
        """A programme with another name in brackets within it: 净滩（护河）行动."""
        names = [re.sub("行动|活动|服务", "", phrase), *within]
        known = len(within) == 1 and all(len(one) > 1 and self.known.in_titles(one) for one in names)
        return Selection(titles=("|".join(names),)) if known else None

    def _no_more_than(self, part: str, kinds: frozenset[str]) -> bool:
        told = self.selected(part, "")
        return told.selection == Selection(kinds=kinds) and not (told.rest or told.typed)

    def _either(self, said: Said, other: list[str]) -> Said | None:
        """A programme with another name in brackets: 便民服务日（集市）."""
        chosen = said.selection
        if chosen is None or len(chosen.titles) != 1 or len(other) != 1 or not self.known.in_titles(other[0]):
            return None
        either = other[0] if chosen.titles[0] in other[0] else f"{chosen.titles[0]}|{other[0]}"
        return replace(said, selection=replace(chosen, titles=(either,)), sure=0.85)

    def _whether(self, text: str, phrase: str, marks: tuple[str, ...]) -> Said:
        """Whether something was held at all: 是否开展两癌筛查（√/×）."""
        if not without_fillers(phrase):
            return Said(text, metric=HELD, marks=marks, sure=0.9)  # what is asked of stands beside it
        said = self.selected(phrase, "")
        if said.typed or said.rest or said.selection is None or said.selection.figure:
            return Said(text, typed=said.typed or f"账本里没有“{phrase[:16]}”，请手填")
        return replace(said, words=text, metric=HELD, marks=marks, sure=min(said.sure, 0.9))

    def _whole(self, phrase: str, metric: str, unit: str) -> Said | None:
        """An indicator of the catalogue that doesn't simply add: stocks, rates, how many units."""
        for one in self._vocabulary.by_alias.get(core(phrase), ()):
            if one.adds == "sum" and one.metric not in ("items",):
                continue
            if unit and unit != one.unit and not (metric == "items" == one.metric):
                continue
            if (one.held != "held" and "联合" not in phrase) or (one.topics and not self._vocabulary.used(one.topics)):
                continue
            return Said(phrase, Selection(figure=one.slug), metric=one.metric, unit=one.unit)
        return None

    def _named(self, phrase: str, metric: str) -> Said | None:
        """An indicator by its whole name, which says what is counted as well: 职工文体活动场次."""
        one = self._vocabulary.by_name.get(phrase)
        if one is None or not (one.kinds or one.line or one.topics):
            return None
        counted = "attendances" if one.metric == "people" and one.unit == "人次" else one.metric
        if metric not in ("", counted, one.metric):
            return None
        said = self._selecting.defined(one, phrase, counted)
        return replace(said, metric=counted) if said.selection is not None and not said.typed else None

    # --- a line of words --------------------------------------------------------------------------------------------

    def subject(self, title: str) -> Said:
        """What a form is about, by its title: 青棠街道2025年第三季度志愿服务情况统计表."""
        for quoted in _QUOTED.findall(title):
            if not self.known.in_titles(bare(quoted)) and not self._vocabulary.known_whole(bare(quoted)):
                title = title.replace(quoted, "")  # a campaign's name, which no entry bears
        words = NUMBERING.sub("", BRACKETS.sub("", folded(title))).replace("总工会", "工会")
        words = self._vocabulary.called_activities.sub("\\1\x00", words)  # 主题活动统计表 is of 主题活动
        words = DIVIDED.sub("", FORM.sub("", CREATED.sub("", words))).replace("\x00", "活动")
        words = self._without_whose(words)
        for place in self.known.places:
            for name in (place.name, *place.short_names):
                words = words.replace(bare(name), "")
        words = PERIODS.sub("", SEASONS.sub("", words) if OF_MONTHS.search(folded(title)) else words)
        words = re.sub("(?:走?进|下)(?=社区|街道|村)", "", words)
        words = re.sub("^附[:：]|^[\u4e00-\u9fff]{2,3}[省市区县旗](?=[\u4e00-\u9fff]{4})", "", words)
        words = re.sub(
            "[各全]?(?:片区|组团|镇街|街道|社区(?!教育|学校|大课堂)|村|镇|单位|(?<!社)区县?|市)(?:办事处)?", "", words
        )
        bare_words = re.sub("新时代|文明实践|关于|报送|上报|的?通知$|附件", "", words)
        words = bare_words if without_fillers(bare_words) else words
        words, metric = measured(words, self._vocabulary.kinds)
        said = replace(self._about(words, title), metric=metric)
        if len(said.rest) >= 2 and re.match(f"{re.escape(said.rest)}[区县市旗]", folded(title)):
            return self.subject(folded(title)[len(said.rest) + 1 :])  # whose form it is, above all that the book knows
        return said

    def _without_whose(self, words: str) -> str:
        """A title without those who do it, each of them, where the rest is understood by itself."""
        start = re.match("附[:：]", words)
        words = words[start.end() :] if start else words
        for rest in reversed(behind_every(words)):
            said = self.selected(measured(rest, self._vocabulary.kinds)[0], "")
            if said.selection is not None and not (said.typed or said.rest):
                return rest
        return words

    def _about(self, words: str, title: str) -> Said:
        if (lines := self._only_organs(words)) and len(lines) > 1:
            return Said(title, Selection(lines=lines))
        if not without_fillers(words):
            return self._of_anything(title)
        said = self.selected(words, "")
        if said.typed or said.rest or said.sure < SURE_OF_A_SUBJECT:
            trimmed = UMBRELLA.sub("", words)
            if not without_fillers(trimmed):
                return self._of_anything(title)
            said = self.selected(trimmed, "") if said.typed or said.rest else said
        lines = organs_in(words)
        if lines and lines <= self.known.lines_used and (said.typed or said.rest or said.sure < SURE_OF_A_SUBJECT):
            return self._of_organs(lines, without_organs(words), title)
        left = re.sub("^[助惠涉暖稳援]企.*", "企业", without_fillers(words))
        slug = next((slug for slug, whom in OF_A_LINE.items() if left in whom), "")
        if (said.typed or said.rest) and slug in self.known.lines_used:
            return Said(title, Selection(lines=frozenset({slug})), sure=0.9)
        return said

    def _of_anything(self, title: str) -> Said:
        """A form of every activity, or of the lines that its title names in brackets: 群团（工会、妇联）工作."""
        lines = next(filter(None, map(self._only_organs, BRACKETS.findall(folded(title)))), frozenset[str]())
        return Said(title, Selection(lines=lines)) if lines else Said(title, anything=True)

    def _only_organs(self, words: str) -> frozenset[str]:
        """The lines whose organisations words name and nothing else."""
        lines = organs_in(words)
        return lines if lines <= self.known.lines_used and not without_fillers(without_organs(words)) else frozenset()

    def _of_organs(self, lines: frozenset[str], beside: str, title: str) -> Said:
        """A form of one line or of some: of their entries those that the other words of its title name, where they
        name any."""
        left = UMBRELLA.sub("", beside)
        if not without_fillers(left):
            return Said(title, Selection(lines=lines))
        said = self.selected(left, "")
        sure = said.sure >= SURE_OF_A_SUBJECT and not (said.typed or said.rest)
        if said.selection is not None and sure and not said.selection.lines:
            return replace(said, words=title, selection=replace(said.selection, lines=lines))
        return Said(title, Selection(lines=lines), rest=without_fillers(left), sure=0.9)


def _whom(lines: Iterable[str]) -> set[str]:
    return {word for line in lines for word in OF_A_LINE.get(line, ())}


def _harmless(inside: str) -> bool:
    shape = r"\d+|[一二三四五六七八九十]+|次|人|盖章|单位.*|.*合计|含.*|.*填写?|.*月.*|保留.*"
    return bool(re.fullmatch(shape, inside))
