"""What words of a form come out as: which entries, counted in what. Values that know no words themselves."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Selection:
    """Which entries: of these kinds, bearing a line, called so. `titles` are alternatives in `also` all must hold.
    `figure`: an indicator of the catalogue whose adding rule is not a plain sum."""

    kinds: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()
    topics: frozenset[str] = frozenset()
    figure: str = ""

    @property
    def named(self) -> bool:
        """Whether it names a programme or topic of its own."""
        return bool(self.titles or self.topics or self.figure)

    def __bool__(self) -> bool:
        return bool(self.kinds or self.lines or self.named)


EVERYTHING = Selection()
SURE_OF_A_SUBJECT = 0.85
"""Below, a title's words were found in names of entries by so little that they narrow nothing down."""


@dataclass(frozen=True)
class Said:
    """What some words mean: a selection (None: they name none), the metric, its scale, and what wasn't understood."""

    words: str
    selection: Selection | None = None
    metric: str = ""
    scale: Decimal = Decimal(1)
    unit: str = ""
    anything: bool = False
    """Words like 活动: every activity, where nothing says it more closely."""
    rest: str = ""
    typed: str = ""
    """Why the book can't know it."""
    refused: str = ""
    default_metric: str = ""
    sure: float = 1.0
    marks: tuple[str, ...] = ()
    umbrella: bool = False
    """What isn't understood are words that say nothing closer of what is counted: 重点工作."""
    whom: str = ""
    """The line for whose people only is counted how many came: 妇女人次."""
    usually: frozenset[str] = frozenset()
    """The kinds that are meant where nothing says it more closely: 听讲人次 are those of lectures."""
    only: str = ""
    """The one metric in which it can be answered: 慰问物资 in 件, and not in 元."""
    wide: bool = False
    """The book tells the topic of no entry: all of its kind are meant, where a line narrows them."""


def both(one: Selection, other: Selection) -> Selection | None:
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
    lines = one.lines & other.lines if one.lines and other.lines else one.lines | other.lines
    if one.lines and other.lines and not lines:
        return None
    if one.titles and other.titles and one.titles != other.titles:
        return Selection(kinds, lines, one.titles + other.titles, one.topics | other.topics)
    return Selection(kinds, lines, one.titles or other.titles, one.topics | other.topics)
