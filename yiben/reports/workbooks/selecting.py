"""Which entries a phrase selects that says nothing of what is counted: by indicator, by line, or by its words."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from yiben.reports.workbooks.folding import core, folded, names_several, without_fillers
from yiben.reports.workbooks.known import Known
from yiben.reports.workbooks.organs import organ_in
from yiben.reports.workbooks.programmes import Programmes
from yiben.reports.workbooks.selection import Said, Selection
from yiben.reports.workbooks.vocabulary import Vocabulary
from yiben.reports.workbooks.words import ALL_ACTIVITIES, CANNOT, COMMENDED, EVERYBODY, FOR_RELIEF, OF_A_LINE
from yiben.terms.definitions import Definition

_BROUGHT = re.compile("送[\u4e00-\u9fff]{2}")
"""Drives called by what they bring: 送温暖、送清凉."""
_ALL_FOR = re.compile(
    "(?:开展|组织|举办)*(?:各[类种项式]+|所有|全部)的?(?P<whom>[\u4e00-\u9fff]{2,6}?)(?:群众性|服务)?(?:活动|工作)"
)
"""各类妇女儿童活动: all that a line holds for those it works for."""
_AND_THE_LIKE = re.compile("、[^、]+等(?:各[类种项])?(?P<kind>[^、等]{2,8})$")
"""政策法规宣传、禁毒反诈等各类宣传: all of the kind, with examples."""


class Selecting:
    """What phrases of a form select from one book: `selected(phrase, metric)`."""

    def __init__(self, known: Known, vocabulary: Vocabulary) -> None:
        self.known, self.vocabulary = known, vocabulary
        self.selected = lru_cache(maxsize=8192)(self._selected)
        self.programmes = Programmes(known, vocabulary, self.selected)

    def _selected(self, phrase: str, metric: str) -> Said:
        """The selection that a phrase without its metric names."""
        if not phrase or not without_fillers(phrase):
            anything = any(word in phrase for word in ALL_ACTIVITIES)
            return Said(phrase, anything=anything)
        if kind := _AND_THE_LIKE.search(phrase):
            all_of_it = self.selected(kind["kind"], metric)
            if (
                all_of_it.selection is not None
                and self.vocabulary.of_kinds(kind["kind"])
                and not all_of_it.selection.named
            ):
                return replace(all_of_it, words=phrase)
        slug, beside = organ_in(phrase)
        called = not beside and not re.match("[助惠涉]企", phrase) and self.known.in_titles(phrase)
        if slug in self.known.lines_used and not without_fillers(beside) and not called:
            return Said(phrase, Selection(lines=frozenset({slug})))
        if (all_of_them := _ALL_FOR.fullmatch(phrase)) and (
            slug := _works_for(all_of_them["whom"])
        ) in self.known.lines_used:
            return Said(phrase, Selection(lines=frozenset({slug})))
        if chosen := self._definition(phrase, metric):
            return chosen
        if CANNOT.search(phrase) and not self.vocabulary.known_whole(phrase):
            if (literal := self._of_its_line(phrase)) is not None:
                return Said(phrase, literal)
            if pieces := self.programmes.scattered(phrase):
                return Said(phrase, Selection(titles=pieces), sure=0.82)
            return Said(phrase, typed=f"账本里没有“{phrase[:16]}”，请手填")
        return self._pieces(phrase, metric)

    def _definition(self, phrase: str, metric: str) -> Said | None:
        """A phrase that an indicator is called by."""
        if phrase in self.vocabulary.kinds and phrase not in self.vocabulary.topic_names:
            return None
        if phrase in self.vocabulary.lines and phrase not in self.vocabulary.topics:
            return None
        found = [
            one for one in self.vocabulary.by_alias.get(core(phrase), ()) if one.adds == "sum" and one.held == "held"
        ]
        if not found:
            return None
        if len(phrase) < 5 and (literal := self._of_its_line(phrase)):
            return Said(phrase, literal, default_metric="times")
        chosen = next((one for one in found if one.metric == metric), found[0])
        if not (chosen.kinds or chosen.topics or chosen.line):
            return Said(phrase, anything=True, default_metric=chosen.metric)
        return self.defined(chosen, phrase, metric)

    def defined(self, one: Definition, phrase: str, metric: str) -> Said:
        """What an indicator selects that is called so: what the catalogue says, where its name is said or nothing else
        could be meant; else the programme that entries are called by, which may be less."""
        if sure := self._of_another_kind(one, core(phrase)):
            return Said(phrase, Selection(titles=(core(phrase),)), default_metric=one.metric, sure=sure)
        literal = self._of_definition(one, core(phrase))
        if len(phrase) >= 4 and not self.vocabulary.of_kinds(phrase) and self.known.in_titles(phrase):
            literal = Selection(titles=(self._without_actor(one, phrase),))
        topics = one.topics
        if len(core(phrase)) < 5 and self.known.without_topic(one.kinds) and (near := self._of_its_line(core(phrase))):
            literal, topics = near, frozenset()  # 走访企业, of which not every entry was told its topic
        whole = Selection(one.kinds, frozenset({one.line} - {""}), (), topics)
        called = core(folded(one.name)) == core(phrase)
        selection, sure = self._one_of(one, literal, whole, called=called)
        wide = bool(one.topics) and not selection.named
        if not selection:
            return Said(phrase, rest=phrase, typed=f"账本里没有“{phrase[:16]}”，请手填")
        if metric == "attendances" and one.unit == "人次" and one.metric == "people":
            return Said(phrase, selection, default_metric="attendances|people", wide=wide, sure=sure)
        return Said(phrase, selection, default_metric=one.metric, wide=wide, sure=sure)

    def _of_another_kind(self, one: Definition, name: str) -> float:
        """How sure it is that the entries called as an indicator is are meant, where all of these are of another kind
        than it counts, whose own name isn't said: 代表视察 noted as 主题活动."""
        found = self.known.kinds_called(name) if len(name) >= 4 and one.kinds and not one.topics else frozenset()
        if not found or found & one.kinds or self.vocabulary.of_kinds(name):
            return 0
        named = any(folded(kind.name) in name for kind in self.known.kinds if kind.slug in one.kinds)
        words = [word for word, slug in self.vocabulary.kinds.items() if slug in one.kinds and word in name]
        noted = any(self.known.in_titles(word, one.kinds) for word in words)
        return 0 if named else 0.6 if noted else 0.9

    def _without_actor(self, one: Definition, phrase: str) -> str:
        """A deed without the deputies who do it, as other entries are called: 接待选民 of 代表接待选民."""
        deed = re.sub("^(?:人大)?代表", "", phrase) if one.line == "liaison" else phrase
        return deed if len(deed) >= 4 and self.known.in_titles(deed) else phrase

    def _one_of(
        self, one: Definition, literal: Selection, whole: Selection, *, called: bool
    ) -> tuple[Selection, float]:
        """Of what words say by names of entries and what the indicator says, called by them, the one that is meant."""
        if literal == whole or (one.topics and not self.vocabulary.used(one.topics)):
            return literal, 1.0
        names = literal.titles[0] if len(literal.titles) == 1 else ""
        alike = {names, _shared(names, one)} - {""} if names else set()
        if any(self.known.all_called(name, one.kinds, one.line, one.topics) for name in alike):
            return whole, 1.0
        if not one.topics and (called or not names):
            return whole, 1.0
        if not one.topics:  # 职工技能培训, where that is the whole name of entries, is one training of several
            return literal, 1.0 if names in self.known.titles else 0.6
        if names and not self.known.topics_called(names) <= one.topics:
            return literal, 0.6
        return (whole, 1.0) if called else (literal, 0.6)

    def _of_its_line(self, phrase: str) -> Selection | None:
        """Kinds for whom a line works: 职工培训, 走访企业. Nothing else may stand in the phrase."""
        found = ((slug, word) for slug, words in OF_A_LINE.items() for word in words if word in phrase)
        slug, word = max(found, key=lambda one: len(one[1]), default=("", ""))
        if not slug or slug not in self.known.lines_used:
            return None
        rest = phrase.replace(word, "", 1)
        for another in (*OF_A_LINE[slug], *(("儿童",) if slug == "women" else ())):
            rest = rest.replace(another, "")
        shared = names_several(phrase) and EVERYBODY.search(rest)
        kinds = self.vocabulary.kinds_in(rest)
        if self.known.in_titles(phrase) and not any(name in rest for name in (*self.vocabulary.plain_names, "慰问")):
            return None  # 代表视察 is called so; 走访企业 are all visits of them
        for one in sorted((w for w in self.vocabulary.kinds if w in rest), key=len, reverse=True):
            rest = rest.replace(one, "")
        if "relief" in kinds:
            rest, kinds = FOR_RELIEF.sub("", rest), kinds - {"visit"}
        if not kinds or without_fillers(rest):
            return None
        return Selection(kinds, frozenset() if shared else frozenset({slug}))

    def _of_definition(self, one: Definition, phrase: str) -> Selection:
        if not one.topics:
            lines = frozenset({one.line} - {""})
            return Selection(kinds=one.kinds, lines=lines)
        if self.vocabulary.of_kinds(phrase):
            return Selection(kinds=one.kinds, lines=frozenset({one.line} - {""}))
        titled = next((name for name in (phrase, phrase.removesuffix("活动")) if self.known.in_titles(name)), "")
        if titled:
            return Selection(titles=(titled,))
        if named := self._in_topic(phrase):
            return named
        if not self.vocabulary.used(one.topics) and (literal := self._of_its_line(phrase)):
            return literal
        return Selection(kinds=one.kinds, topics=one.topics if self.vocabulary.used(one.topics) else frozenset())

    def _in_topic(self, phrase: str) -> Selection | None:
        """A topic's word inside the phrase: 青年夜校 of 青年夜校课程; by title where entries are called so."""
        word = next((w for w in self.vocabulary.lexicon if w in phrase and w in self.vocabulary.topics), "")
        if word and self.known.in_titles(word):
            kinds = self.vocabulary.kinds_in(phrase.replace(word, "", 1))
            return Selection(kinds=kinds, titles=(word,))
        return None

    def _first_word(self, phrase: str) -> str:
        """The longest word in a phrase; of two as long the one that stands first: 政策宣传 in 政策宣传活动."""
        found = (word for word in self.vocabulary.lexicon if word in phrase)
        return min(found, key=lambda word: (-len(word), phrase.index(word)), default="")

    def _pieces(self, phrase: str, metric: str) -> Said:
        """The phrase taken apart into known words, the longest first."""
        phrase = "会议" if phrase == "开会" else phrase
        brought = _BROUGHT.findall(phrase)
        alone = len(brought) > 1 or not without_fillers(
            FOR_RELIEF.sub("", re.sub("走访|慰问", "", _BROUGHT.sub("", phrase)))
        )
        if brought and alone and all(map(self.known.in_titles, brought)):
            return Said(phrase, Selection(titles=("|".join(brought),)), sure=0.9)
        if literal := self._of_its_line(phrase):
            return Said(phrase, literal)
        kinds: set[str] = set()
        lines: set[str] = set()
        titles: list[str] = []
        topics: set[str] = set()
        rest = phrase
        while word := self._first_word(rest):
            before, _word, after = rest.partition(word)
            if word in self.vocabulary.kinds and not (word in self.vocabulary.topics and self.known.in_titles(word)):
                kinds.add(self.vocabulary.kinds[word])
            elif word in self.vocabulary.topics:
                if self.known.in_titles(word):
                    titles.append(word)
                elif word in self.vocabulary.topic_names and self.vocabulary.used(
                    frozenset({self.vocabulary.topics[word]})
                ):
                    topics.add(self.vocabulary.topics[word])
                else:
                    return self.programmes.by_title(phrase, metric)
            elif word in self.vocabulary.lines:
                lines.add(self.vocabulary.lines[word])
            else:
                one = next((d for d in self.vocabulary.by_alias[word] if d.adds == "sum"), None)
                if one is None or not (one.kinds or one.line):
                    rest = f"{before}\x00{after}"
                    if one is None:
                        return Said(phrase, typed=f"账本里没有“{phrase[:16]}”，请手填")
                    continue
                chosen = self._of_definition(one, word)
                kinds |= chosen.kinds
                lines |= chosen.lines
                titles += chosen.titles
                topics |= chosen.topics
            rest = f"{before}\x00{after}"
        left = without_fillers(rest.replace("\x00", ""))
        if kinds & {"relief"}:
            left = without_fillers(FOR_RELIEF.sub("", left))
        if kinds == {"award"}:
            left = without_fillers(COMMENDED.sub("", left))
        if "relief" in kinds and re.search("走访|探访|看望|探望|入户", phrase):
            kinds.discard("visit")
        slug = next((slug for slug, words in OF_A_LINE.items() if left in words), "")
        if kinds and slug in self.known.lines_used and lines <= {slug}:
            lines, left = {slug}, ""
        if len(titles) == 1 and self.vocabulary.kinds.get(titles[0]) in kinds:  # 捐款献血 are both of one kind
            titles = []
        selection = Selection(frozenset(kinds), frozenset(lines), tuple(titles), frozenset(topics))
        if not left:
            anything = "活动" in phrase and not selection
            drive = brought and not titles  # 送温暖 where no entry is called so: more may be counted than was meant
            return Said(phrase, selection if selection else None, anything=anything, sure=0.6 if drive else 1.0)
        return self.programmes.by_title(phrase, metric, selection, left)


def _works_for(whom: str) -> str:
    """The line that works for some people; "" for nobody's."""
    return next((slug for slug, words in OF_A_LINE.items() if whom in words), "")


def _shared(words: str, one: Definition) -> str:
    """What words have in common with an indicator's name: 接待 of 接待选民 and 代表接待群众."""
    name = folded(one.name)
    parts = (words[start:end] for start in range(len(words)) for end in range(start + 2, len(words) + 1))
    return max((part for part in parts if part in name), key=len, default="")
