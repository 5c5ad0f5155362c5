"""The words of one book: what its kinds, topics, lines and indicators are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from yiben.reports.workbooks.folding import core, folded, without_fillers
from yiben.reports.workbooks.known import Known, bare
from yiben.reports.workbooks.words import BRACKETS, COMMON, FILLERS, FOR_RELIEF, FORM, MORE_KINDS, OF_A_LINE
from yiben.terms.definitions import Definition


class Vocabulary:
    """What a book's words are, each with what it stands for."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.by_alias = self._aliases()
        self.by_name = {folded(one.name): one for one in known.definitions if one.adds == "sum" and one.held == "held"}
        self.kinds = _phrases((term.slug, (term.name, *term.aliases)) for term in known.kinds)
        self.kinds |= MORE_KINDS
        for word in ("活动", "情况", "现状", "存量", "其他", "其它", "节点", "办理", "接待"):
            self.kinds.pop(word, None)
        held = sorted((word for word in self.kinds if len(word) > 2 and word.endswith("活动")), key=len, reverse=True)
        self.called_activities = re.compile(f"({'|'.join(word.removesuffix('活动') for word in held) or '$.'})活动")
        plain_names = [folded(t.name) for t in known.kinds]
        plain_names += [folded(name).removesuffix("工作") for t in known.lines for name in (t.name, *t.aliases[:1])]
        self.plain_names = sorted(plain_names, key=len, reverse=True)
        self.topics = _phrases((term.slug, (term.name, *term.aliases)) for term in known.topics)
        self.topic_names = {bare(term.name): term.slug for term in known.topics}
        self.topics = {word: slug for word, slug in self.topics.items() if not self.of_kinds(word)}
        self.lines = _phrases((term.slug, (term.name, *term.aliases)) for term in known.lines)
        for word in ("学习", "志愿"):
            self.lines.pop(word, None)
        words = {*self.kinds, *self.topics, *self.lines, *self.by_alias}
        self.lexicon = sorted(words, key=lambda word: (-len(word), word))  # the same whenever it is run

    def _aliases(self) -> dict[str, list[Definition]]:
        found: dict[str, list[Definition]] = {}
        for one in self.known.definitions:
            for name in (one.name, *self.known.aliases.get(one.slug, ())):
                found.setdefault(core(folded(name)), []).append(one)
        return found

    def line_only(self, text: str) -> str:
        """The line that a whole cell names: 团委, 红十字会."""
        words = BRACKETS.sub("", folded(text))
        return self.lines.get(words.removesuffix("工作"), "") or self.lines.get(words, "")

    def line_in(self, title: str) -> str:
        """The line that a title speaks of; the longest word decides."""
        words = FORM.sub("", folded(title)).replace("群团组织", "")  # no 团组织
        found = [word for word in self.lines if word in words]
        return self.lines[max(found, key=len)] if found else ""

    def known_whole(self, phrase: str) -> bool:
        """Whether a phrase as it stands is a word of the book, or in names of entries."""
        return any(phrase in names for names in (self.kinds, self.topics, self.lines)) or self.known.in_titles(phrase)

    def of_kinds(self, phrase: str) -> bool:
        """Whether the phrase is made of the names of kinds and lines alone, so that no title is meant by it."""
        rest = phrase
        for word in self.plain_names:
            rest = rest.replace(word, "")
        if relief := [word for word, slug in self.kinds.items() if slug == "relief" and word in phrase]:
            rest = FOR_RELIEF.sub("", re.sub("|".join(sorted(relief, key=len, reverse=True)), "", rest))
        return not without_fillers(rest)

    def kinds_in(self, phrase: str) -> frozenset[str]:
        """The kinds whose words stand in a phrase."""
        return frozenset(self.kinds[w] for w in self.lexicon if w in self.kinds and w in phrase)

    def used(self, topics: frozenset[str]) -> bool:
        """Whether any entry bears one of these topics; where none does, nothing would be counted as none held."""
        return self.known.topics_used is None or bool(topics & self.known.topics_used)

    @cached_property
    def known_words(self) -> tuple[str, ...]:
        """Words at whose edge another word may begin or end."""
        whom = (word for words in OF_A_LINE.values() for word in words)
        return tuple(word for word in {*self.lexicon, *FILLERS, *COMMON, *whom, "班", "会", "课", "日", "节"} if word)


def _phrases(terms: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Names before aliases; a name is looked up folded."""
    listed = [(slug, [folded(name) for name in names]) for slug, names in terms]
    found = {names[0]: slug for slug, names in listed}
    for slug, names in listed:
        for name in names:
            found.setdefault(name, slug)
            found.setdefault(name.removesuffix("工作"), slug)
    return {name: slug for name, slug in found.items() if len(name) >= 2}
