"""Learns which characters of an activity's name tell which kind of entry.

    python scripts/learn_titles.py         writes yiben/ledger/sounding.tsv
    python scripts/learn_titles.py --fifths of each fifth of the names, how many a table learnt from the rest would tell

The names are those of kind_titles.txt and kind_words.txt beside this, of tests/manners/kinds.txt and of the marked
briefs of our tests. Multinomial logistic regression by Adam, from zeros: the same names give the same table.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import learn_kinds
import numpy as np

from yiben.ledger import sounding

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "yiben/ledger/sounding.tsv"
TITLES = Path(__file__).with_name("kind_titles.txt")
WORDS = Path(__file__).with_name("kind_words.txt")
BY_RULES = ROOT / "tests/manners/kinds.txt"
# Against names that stood alone: what is told in a sentence is longer, and a clause no name.
OF_BRIEFS, OF_SENTENCES, OF_DEEDS = 0.7, 0.5, 0.5
LONGEST_NAME, LONGEST_SENTENCE = 40, 60
# Of several kinds that are fair, the first is the best.
BEST = 0.65
RIDGE, TURNS, SEEN = 0.15, 250, 2
# In hundredths: what adds less is left out of the table.
LEAST = 8
FIFTHS = 5
Array = np.ndarray


class Sample(NamedTuple):
    """A name, the kinds that are fair, how much it counts, and what it shows."""

    name: str
    kinds: tuple[str, ...]
    counts: float
    shown: dict[str, float]


def samples() -> list[Sample]:
    """All names whose kinds are known."""
    told = [(name, tuple(kinds.split("|")), 1.0) for file in (TITLES, BY_RULES) for kinds, name in _titled(file)]
    told += [(name, (kind,), 1.0) for kind, name in _strung(WORDS)]
    told += [(deed, (kind,), OF_DEEDS) for kind, deed in _strung(learn_kinds.DEEDS)]
    for kind, names, first in learn_kinds.told_in_briefs():
        told += [(name[:LONGEST_NAME], (kind,), OF_BRIEFS) for name in names[:1] if len(name) > 3]
        told.append((first[:LONGEST_SENTENCE], (kind,), OF_SENTENCES))
    return [Sample(name, kinds, counts, sounding.shown_by(name)) for name, kinds, counts in told]


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


def _titled(file: Path) -> list[list[str]]:
    return [line.split(" ", 1) for line in _lines(file)]


def _strung(file: Path) -> list[tuple[str, str]]:
    return [(kind, name) for kind, *names in map(str.split, _lines(file)) for name in names]


class _Seen:
    """Which runs each sample shows, kept by sample and by run: most show none of most."""

    def __init__(self, known: list[Sample], at: dict[str, int]) -> None:
        told = [
            (row, at[run], weight) for row, one in enumerate(known) for run, weight in one.shown.items() if run in at
        ]
        rows, runs, weights = (np.array(column) for column in zip(*told, strict=True))
        self.by_sample = self._sorted(rows, runs, weights)
        self.by_run = self._sorted(runs, rows, weights)
        self.size = len(known), len(at)

    @staticmethod
    def _sorted(first: Array, second: Array, weights: Array) -> tuple[Array, Array, Array, Array]:
        order = np.lexsort((second, first))
        keys, begins = np.unique(first[order], return_index=True)
        return keys, begins, second[order], weights[order].astype(np.float32)[:, None]

    def times(self, told: Array, *, by_run: bool = False) -> Array:
        """What the samples show, times a table of runs; or its transpose, times one of samples."""
        keys, begins, others, weights = self.by_run if by_run else self.by_sample
        found = np.zeros((self.size[by_run], told.shape[1]), np.float32)
        found[keys] = np.add.reduceat(told[others] * weights, begins, axis=0)
        return found


def learn(known: list[Sample]) -> learn_kinds.Learnt:
    """The table that tells the kinds of the given samples."""
    often = Counter(run for one in known for run in one.shown)
    runs = sorted(run for run, times in often.items() if times >= SEEN)
    slugs = sorted({kind for one in known for kind in one.kinds})
    seen = _Seen(known, {run: number for number, run in enumerate(runs)})
    truth = np.array([[_fair(one.kinds, slug) for slug in slugs] for one in known], np.float32)
    counts = np.array([[one.counts] for one in known], np.float32)
    weights = np.zeros((len(runs), len(slugs)), np.float32)
    begins = np.zeros(len(slugs), np.float32)
    slope, swing = np.zeros_like(weights), np.zeros_like(weights)
    for turn in range(1, TURNS + 1):
        odds = seen.times(weights) + begins
        odds = np.exp(odds - odds.max(1, keepdims=True))
        off = (odds / odds.sum(1, keepdims=True) - truth) * counts
        step = (seen.times(off, by_run=True) + RIDGE * weights) / len(known)
        begins -= 0.5 * off.mean(0)
        slope = 0.9 * slope + 0.1 * step
        swing = 0.99 * swing + 0.01 * step * step
        weights -= 0.05 * (slope / (1 - 0.9**turn)) / (np.sqrt(swing / (1 - 0.99**turn)) + 1e-6)
    return learn_kinds.Learnt(runs, slugs, weights, begins)


def _fair(kinds: tuple[str, ...], slug: str) -> float:
    if slug not in kinds or len(kinds) == 1:
        return float(slug in kinds)
    return BEST if slug == kinds[0] else (1 - BEST) / (len(kinds) - 1)


def write(table: learn_kinds.Learnt) -> None:
    """The table as text, in hundredths."""
    rows = ["# Learnt by scripts/learn_titles.py: what each run of characters adds to each kind, in hundredths."]
    told = [("", table.begins, 0), *zip(table.runs, table.weights, [LEAST] * len(table.runs), strict=True)]
    rows += [row for run, adds, least in told if (row := learn_kinds.row_of(run, table.kinds, adds, least))]
    TABLE.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows) - 2} runs, {TABLE.stat().st_size // 1024} KiB")


def by_fifths(known: list[Sample]) -> None:
    """Print of each fifth of the titles how many are told by what all other names taught."""
    titles = [name for _kinds, name in _titled(TITLES)]
    for fifth in range(FIFTHS):
        asked = set(titles[fifth::FIFTHS])
        table = learn([one for one in known if one.name not in asked])
        told = [one for one in known[: len(titles)] if one.name in asked]
        right = sum(learn_kinds.told_by(table, one.shown) in one.kinds for one in told)
        print(f"{right}/{len(told)} {right / len(told):.1%}", flush=True)


if __name__ == "__main__":
    known = samples()
    by_fifths(known) if "--fifths" in sys.argv else write(learn(known))
