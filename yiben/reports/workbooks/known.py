"""What a form is read with: how a street calls its units and its terms, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from yiben.ledger.headings import Counted
from yiben.lib.periods import Period
from yiben.terms.definitions import Definition


@dataclass(frozen=True)
class Place:
    """A unit of the tree: its path is the tree's order."""

    pk: int
    name: str
    short_names: tuple[str, ...]
    kind: str
    path: str


@dataclass(frozen=True)
class Term:
    """A kind, topic, line or metric and what people call it. `counts`: whether a kind is 场次 at all."""

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    counts: bool = True


MONEY = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000)}


@dataclass(frozen=True)
class Manner:
    """What a person may choose for one form: what 合计 adds (rows, own, all; "": as the notes say), how days are
    written (iso, dots, chinese, short), whether nothing held is written as 0, the scale of money ("": as the heads
    say), whether 人数 of several entries is answered by 人次, the two marks of 是否, how persons are blotted out
    (stars, words)."""

    totals: str = ""
    dates: str = "iso"
    zeros: bool = True
    money: str = ""
    people: str = ""
    marks: tuple[str, ...] = ()
    masks: str = "stars"


@dataclass(frozen=True)
class Known:
    """Everything that tells words of a form apart.

    `home` is the unit for which the form is filled, `titles` what entries are called (folded by `bare`) and of which
    kinds these are, `lines_used`
    and `topics_used` what any entry bears (None: not asked), `topics_by_title` the topics of those entries ("": one
    bears none), `lines_by_title` their lines, `first_day` the day of the first entry: of earlier years
    the book can't know.
    """

    home: Place
    places: tuple[Place, ...]
    definitions: tuple[Definition, ...]
    aliases: dict[str, tuple[str, ...]]
    kinds: tuple[Term, ...]
    topics: tuple[Term, ...]
    lines: tuple[Term, ...]
    metrics: tuple[Counted, ...]
    today: date
    period: Period
    titles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lines_used: frozenset[str] = frozenset()
    first_day: date | None = None
    topics_used: frozenset[str] | None = None
    topics_by_title: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lines_by_title: Mapping[str, frozenset[str]] = field(default_factory=dict)
    manner: Manner = Manner()
    places_of: dict[str, int] = field(default_factory=dict)
    _found: dict[str, frozenset[str]] = field(default_factory=dict, compare=False)

    def in_titles(self, words: str, kinds: frozenset[str] = frozenset()) -> bool:
        """Whether any entry, or any of these kinds, is called so. Alternatives stand with | between them."""
        found = self.kinds_called(words)
        return bool(found & kinds if kinds else found)

    def topics_called(self, words: str) -> frozenset[str]:
        """The topics of the entries that are called so; "" among them where one bears none."""
        told = (of for title, of in self.topics_by_title.items() if called(title, words))
        return frozenset().union(*told)

    def all_called(self, words: str, kinds: frozenset[str], line: str, topics: frozenset[str]) -> bool:
        """Whether all entries of these are called so, and no others."""
        return all(called(title, words) == self._of(title, kinds, line, topics) for title in self.titles)

    def _of(self, title: str, kinds: frozenset[str], line: str, topics: frozenset[str]) -> bool:
        of_line = not line or line in self.lines_by_title.get(title, frozenset())
        of_topic = not topics or bool(topics & self.topics_by_title.get(title, frozenset()))
        return bool(self.titles[title] & kinds) and of_line and of_topic

    def without_topic(self, kinds: frozenset[str]) -> bool:
        """Whether any entry of these kinds bears no topic."""
        return any("" in of and self.titles[title] & kinds for title, of in self.topics_by_title.items())

    def kinds_called(self, words: str) -> frozenset[str]:
        """Of which kinds the entries are that are called so."""
        if words not in self._found:
            told = (of for title, of in self.titles.items() if called(title, words))
            self._found[words] = frozenset().union(*told)
        return self._found[words]


def called(title: str, words: str) -> bool:
    """Whether a bare title contains the words, or one of several told with | between them."""
    return any(one in title for one in words.split("|"))


_IGNORED = str.maketrans("", "", " \u3000\n“”‘’\"'《》")


def bare(text: str) -> str:
    """Without what doesn't tell names apart: blanks and quotation marks."""
    return text.translate(_IGNORED)
