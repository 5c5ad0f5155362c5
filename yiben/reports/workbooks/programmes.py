"""Programmes that forms name and the book has no word for: found by what its entries are called."""

from __future__ import annotations

import re
from collections.abc import Callable

from yiben.reports.workbooks.folding import without_fillers
from yiben.reports.workbooks.known import Known, called
from yiben.reports.workbooks.selection import EVERYTHING, Said, Selection
from yiben.reports.workbooks.vocabulary import Vocabulary
from yiben.reports.workbooks.words import COMMON, FILLERS, OF_A_LINE, UMBRELLA

_TITLE_ENDS = re.compile("(?<=....)(?:活动|工作|项目|行动|课程|培训班|班次|班|课|会)+$")


class Programmes:
    """What a book's entries are called. `selected` tells what one name of several side by side selects by itself."""

    def __init__(self, known: Known, vocabulary: Vocabulary, selected: Callable[[str, str], Said]) -> None:
        self.known, self.vocabulary, self.selected = known, vocabulary, selected

    def by_title(self, phrase: str, metric: str, selection: Selection = EVERYTHING, left: str = "") -> Said:
        """A programme of its own: entries are called so. Where none is, the book knows nothing of it."""
        if either := self._alternatives(phrase, selection.kinds):
            return Said(phrase, Selection(selection.kinds, selection.lines, (either,)), sure=0.9)
        if united := self._united(phrase):
            return Said(phrase, Selection(lines=selection.lines, titles=(united,)), sure=0.82)
        shorter = _TITLE_ENDS.sub("", phrase)
        names = (phrase, phrase.removesuffix("活动"), shorter, without_fillers(phrase), self._shorn(phrase), left)
        for name in dict.fromkeys(names):
            kinds = selection.kinds if name == left else frozenset[str]()
            if self._stands_free(name) and self.known.in_titles(name, kinds) and metric not in ("items", "rate"):
                lines = selection.lines if name == left else frozenset[str]()
                sure = 0.9 if len(name) > 2 or self.known.in_titles(phrase) else 0.82 if not kinds else 0.6
                return Said(phrase, Selection(kinds, lines, titles=(name,)), sure=sure)
        if pieces := self.scattered(phrase):
            return Said(phrase, Selection(lines=selection.lines, titles=pieces), sure=0.82)
        umbrella = not without_fillers(UMBRELLA.sub("", phrase))
        return Said(phrase, rest=left or phrase, typed=f"账本里没有“{phrase[:16]}”，请手填", umbrella=umbrella)

    def _alternatives(self, phrase: str, kinds: frozenset[str]) -> str:
        """Programmes told side by side, each of which entries are called by: 禁毒、防溺水宣传."""
        parts = [one for one in re.split("[、/和及与或,]", phrase) if one]
        names = [next(filter(self._programme(kinds), (one, self._without_kinds(one))), "") for one in parts]
        return "|".join(names) if len(names) > 1 and all(names) else ""

    def _programme(self, kinds: frozenset[str]) -> Callable[[str], bool]:
        return lambda name: len(name) > 1 and self.known.in_titles(name, kinds)

    def _without_kinds(self, phrase: str) -> str:
        for word in (w for w in self.vocabulary.lexicon if w in self.vocabulary.kinds):
            phrase = phrase.replace(word, "")
        return without_fillers(phrase)

    def _united(self, phrase: str) -> str:
        """What all the entries are called that several names side by side select, each by itself."""
        parts = [one for one in re.split("[、/和及与或,]", phrase) if one]
        if (
            len(parts) == 1
            and len(phrase) == 4
            and phrase not in self.vocabulary.kinds
            and not self.known.in_titles(phrase)
        ):
            parts = [phrase[:2], phrase[2:]]
            of = [self.known.kinds_called(one) for one in parts]
            return "|".join(parts) if of[0] and of[0] == of[1] and not set(parts) & COMMON else ""
        if not 1 < len(parts) <= 4 or any(len(one) < 2 for one in parts):
            return ""
        chosen = [self._chosen(one) for one in parts]
        found = [[title for title, of in self.known.titles.items() if _calls(one, title, of)] for one in chosen if one]
        return (
            "|".join(sorted({title for some in found for title in some}))
            if all(found) and len(found) == len(parts) and sum(map(len, found)) <= 60
            else ""
        )

    def _chosen(self, part: str) -> Selection | None:
        said = self.selected(part, "")
        if said.selection is not None and not (said.rest or said.typed or said.selection.topics) and said.sure > 0.8:
            return said.selection if said.selection.kinds or said.selection.titles else None
        pieces = self.scattered(part)
        return Selection(titles=pieces) if pieces else None

    def scattered(self, phrase: str) -> tuple[str, ...]:
        """The words of a name that entries bear in another order, or with more between: 重点企业走访."""
        name = phrase.removesuffix("活动")
        if name != phrase and len(name) == 2 and name not in COMMON | {*self.vocabulary.lexicon}:
            return (name,) if any(title.startswith(name) for title in self.known.titles) else ()
        if not 4 <= len(name) <= 12 or re.search("[、/,和及或]", name):
            return ()
        found = {pieces for title in self.known.titles if (pieces := _pieces_in(name, title))}
        fewest = min(found, key=lambda one: (len(one), one), default=())
        common = {*COMMON, *FILLERS, *self.vocabulary.kinds}
        telling = [one for one in fewest if one not in common and not UMBRELLA.fullmatch(one)]
        return fewest if 1 < len(fewest) <= 3 and telling else ()

    def _shorn(self, phrase: str) -> str:
        """A name without the kind or the deed that is said behind it: 大课堂讲座, 活动周参加."""
        shorter = re.sub("(?:参加|参与|开展|举办|受益)$", "", phrase)
        kind = max((word for word in self.vocabulary.kinds if shorter.endswith(word)), key=len, default="")
        shorter = shorter.removesuffix(kind) if kind and len(shorter) - len(kind) >= 3 else shorter
        return shorter if shorter != phrase and len(shorter) >= 3 else ""

    def _stands_free(self, name: str) -> bool:
        """Whether words could name a programme: of two characters only those that stand apart in some title, as 夜校
        does and 就业 in 新就业形态 doesn't."""
        if len(name) > 2 or name in self.vocabulary.lexicon:
            return len(name) > 2 or (len(name) == 2 and name not in COMMON)
        if len(name) < 2 or name in COMMON:
            return False
        around = (title.partition(name) for title in self.known.titles if name in title)
        return any(self._ends(before) and self._begins(after) for before, _name, after in around)

    def _ends(self, before: str) -> bool:
        return not re.search("[\u4e00-\u9fff]$", before) or any(
            before.endswith(word) for word in self.vocabulary.known_words
        )

    def _begins(self, after: str) -> bool:
        return not re.match("[\u4e00-\u9fff]", after) or any(
            after.startswith(word) for word in self.vocabulary.known_words
        )

    def only_generic(self, chosen: Selection) -> bool:
        """Whether a name is made of nothing but a kind's word and those of a line, while more of the kind are called
        otherwise: 工会干部业务培训 beside 工会小组长业务培训 may mean all of them."""
        name = chosen.titles[0] if len(chosen.titles) == 1 else ""
        kind = max((word for word in self.vocabulary.kinds if name.endswith(word)), key=len, default="")
        if len(kind) < 4 or "|" in name or kind == name:
            return False
        rest = name.removesuffix(kind)
        whom = (word for words in OF_A_LINE.values() for word in words)
        for word in sorted({"干部", "人员", "基层", *self.vocabulary.lines, *whom}, key=len, reverse=True):
            rest = rest.replace(word, "")
        of_it = [title for title, of in self.known.titles.items() if self.vocabulary.kinds[kind] in of]
        return not without_fillers(rest) and any(kind in title and name not in title for title in of_it)

    def also_apart(self, chosen: Selection) -> bool:
        """Whether names of the same kind bear the words apart as well: 政策进园区宣传 beside 政策宣传."""
        name = chosen.titles[0] if len(chosen.titles) == 1 else ""
        kind = max((word for word in self.vocabulary.kinds if name.endswith(word)), key=len, default="")
        topic = name.removesuffix(kind)
        if not kind or len(topic) != 2 or "|" in name:
            return False
        like = (
            title for title, of in self.known.titles.items() if topic in title and self.vocabulary.kinds[kind] in of
        )
        return any(name not in title and kind in title for title in like)


def _calls(chosen: Selection, title: str, kinds: frozenset[str]) -> bool:
    return (not chosen.kinds or bool(chosen.kinds & kinds)) and all(called(title, one) for one in chosen.titles)


def _pieces_in(name: str, title: str) -> tuple[str, ...]:
    """The name cut into pieces of two characters at least that all stand in the title; none where it can't be."""
    pieces: list[str] = []
    while name:
        longest = next((size for size in range(len(name), 1, -1) if name[:size] in title), 0)
        if not longest:
            return ()
        pieces.append(name[:longest])
        name = name[longest:]
    return tuple(pieces)
