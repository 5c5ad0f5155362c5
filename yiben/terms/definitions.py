"""An indicator's definition as a plain value: which entries, which metric, how it adds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

OWN = "own-"  # how the slug of a street's own begins: no shipped one does
ADDS = ("sum", "last", "max", "distinct", "ratio")


@dataclass(frozen=True)
class Definition:
    """One version of one indicator.

    `kinds` empty = every kind; `topics` empty = any or none; `line` "" = whatever line. `held` is "held" or
    "held-or-cohosted". `numerator` and `denominator` are definitions, for adds="ratio" only. `places` says how many
    decimals the metric's integer amounts carry in the book (2 for money: fen).
    """

    slug: str
    version: int
    name: str
    unit: str
    metric: str
    adds: str
    words: str
    since: date
    places: int = 0
    kinds: frozenset[str] = frozenset()
    line: str = ""
    topics: frozenset[str] = frozenset()
    held: str = "held"
    distinct: str = ""
    sensitive: bool = False
    numerator: Definition | None = None
    denominator: Definition | None = None

    @property
    def own(self) -> bool:
        """Whether a street made it itself."""
        return self.slug.startswith(OWN)

    @property
    def brief(self) -> str:
        """The first sentence of its words."""
        return self.words.split("。")[0] + "。"

    @property
    def from_cells(self) -> bool:
        """Whether the tally's cells answer it: plain sums of what was held. All else is worked out from entries."""
        return self.adds == "sum" and self.held == "held"
