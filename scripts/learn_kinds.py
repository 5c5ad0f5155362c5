"""Learns which characters tell which kind of entry, from the marked briefs of our tests and a list of deeds.

    python scripts/learn_kinds.py          writes yiben/ledger/briefing/likely.tsv
    python scripts/learn_kinds.py --lots   of each lot of briefs, how many a table learnt from all others would tell

Multinomial logistic regression by Adam, from zeros: the same texts give the same table.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from yiben.ledger import brief as reader
from yiben.ledger.briefing import kinds, likely
from yiben.ledger.briefing.drafts import Span
from yiben.ledger.tests import brief_scores

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "yiben/ledger/tests"
TABLE = ROOT / "yiben/ledger/briefing/likely.tsv"
DEEDS = Path(__file__).with_name("kind_deeds.txt")
DEED = "deeds"
# Against the marked texts, since a clause alone is no brief.
DEED_WEIGHT = 0.7
RIDGE = 0.3
TURNS = 120
SEEN = 3
# In hundredths: what adds less is left out of the table.
LEAST = 8
Array = np.ndarray
Shown = tuple[list[str], str, str]


class Sample(NamedTuple):
    """What a text shows, its kind as marked, and the lot that it is from."""

    lot: str
    kind: str
    shown: dict[str, float]


def samples() -> list[Sample]:
    """The marked briefs of the tests, and the deeds."""
    found = [Sample(lot, kind, likely.features(*shown)) for lot, kind, shown in _briefs()]
    return found + [Sample(DEED, kind, likely.features([], deed, "")) for kind, deed in _deeds()]


def told_in_briefs() -> Iterator[tuple[str, list[str], str]]:
    """Of each entry of the marked briefs its kind, what it is called, and its first sentence."""
    for _lot, kind, (names, first, _rest) in _briefs():
        yield kind, names, first


def _briefs() -> Iterator[tuple[str, str, Shown]]:
    for file in sorted(TESTS.glob("briefs_*.txt")):
        for one in brief_scores.marked(file.name):
            shown = _shown(one.text, one.units, one.today, one.default)
            if len(shown) == len(one.entries):
                yield from ((file.stem, truth.kind, seen) for truth, seen in zip(one.entries, shown, strict=True))
    for file in sorted(TESTS.glob("brief_kinds*.txt")):
        for kind, text in _lines(file):
            shown = _shown(text, brief_scores.UNITS, date(2025, 12, 31), "河畔社区")
            yield from ((file.stem, kind, seen) for seen in shown[:1])


def _lines(file: Path) -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [(kind, text) for kind, text in rows]


def _deeds() -> list[tuple[str, str]]:
    rows = [line.split() for line in DEEDS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [(kind, deed) for kind, *deeds in rows for deed in deeds]


def _shown(text: str, units: dict[str, list[str]], today: date, default: str) -> list[Shown]:
    """What each entry of a brief shows: the reader blots out the units' names, since those of others differ."""
    seen: list[Shown] = []

    def look(text: str, title: Span | None, start: int, end: int, shared: Span | None = None) -> kinds.Kind | None:
        seen.append(kinds.shown_in(text, title, start, end))
        return kinds.kind_of(text, title, start, end, shared)

    before, reader.kind_of = reader.kind_of, look
    try:
        reader.read_brief(text, units=units, today=today, default_unit=default)
    finally:
        reader.kind_of = before
    return seen


class Learnt(NamedTuple):
    """Runs of characters, kinds, what each run adds to each, and what each has to begin with."""

    runs: list[str]
    kinds: list[str]
    weights: Array
    begins: Array


def learn(known: list[Sample]) -> Learnt:
    """The table that tells the kinds of the given samples."""
    often = Counter(run for one in known for run in one.shown)
    runs = sorted(run for run, times in often.items() if times >= SEEN)
    slugs = sorted({one.kind for one in known})
    at = {run: number for number, run in enumerate(runs)}
    seen = np.zeros((len(known), len(runs)), np.float32)
    for row, one in enumerate(known):
        for run in sorted(one.shown.keys() & at.keys()):
            seen[row, at[run]] = one.shown[run]
    truth = np.array([[one.kind == slug for slug in slugs] for one in known], np.float32)
    counts = np.array([[DEED_WEIGHT if one.lot == DEED else 1.0] for one in known], np.float32)
    return Learnt(runs, slugs, *_fitted(seen, truth, counts))


def _fitted(seen: Array, truth: Array, counts: Array) -> tuple[Array, Array]:
    weights = np.zeros((seen.shape[1], truth.shape[1]), np.float32)
    begins = np.zeros(truth.shape[1], np.float32)
    slope, swing = np.zeros_like(weights), np.zeros_like(weights)
    for turn in range(1, TURNS + 1):
        odds = seen @ weights + begins
        odds = np.exp(odds - odds.max(1, keepdims=True))
        off = (odds / odds.sum(1, keepdims=True) - truth) * counts
        step = (seen.T @ off + RIDGE * weights) / len(seen)
        begins -= 0.5 * off.mean(0)
        slope = 0.9 * slope + 0.1 * step
        swing = 0.99 * swing + 0.01 * step * step
        weights -= 0.05 * (slope / (1 - 0.9**turn)) / (np.sqrt(swing / (1 - 0.99**turn)) + 1e-6)
    return weights, begins


def write(table: Learnt) -> None:
    """The table as text, in hundredths."""
    rows = ["# Learnt by scripts/learn_kinds.py: what each run of characters adds to each kind, in hundredths."]
    rows.append(row_of("", table.kinds, table.begins, least=0))
    rows += [
        row
        for run, adds in zip(table.runs, table.weights, strict=True)
        if (row := row_of(run, table.kinds, adds, LEAST))
    ]
    TABLE.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows) - 2} runs, {TABLE.stat().st_size // 1024} KiB")


def row_of(run: str, slugs: list[str], adds: Array, least: int) -> str:
    """A line of a table: what a run adds to each kind, where it is more than little."""
    told = [f"{slug}:{round(float(add) * 100)}" for slug, add in zip(slugs, adds, strict=True)]
    kept = [one for one in told if abs(int(one.partition(":")[2])) >= least]
    return f"{run}\t{' '.join(kept)}" if kept else ""


def by_lot(known: list[Sample]) -> None:
    """Print of each lot how many are told by what the others taught."""
    for lot in sorted({one.lot for one in known} - {DEED}):
        table = learn([one for one in known if one.lot != lot])
        asked = [one for one in known if one.lot == lot]
        right = sum(told_by(table, one.shown) == one.kind for one in asked)
        print(f"{lot} {right}/{len(asked)} {right / len(asked):.1%}", flush=True)


def told_by(table: Learnt, shown: dict[str, float]) -> str:
    """The kind that a table tells of what is shown."""
    at = {run: number for number, run in enumerate(table.runs)}
    odds = sum((table.weights[at[run]] * weight for run, weight in shown.items() if run in at), table.begins)
    return table.kinds[int(np.argmax(odds))]


if __name__ == "__main__":
    known = samples()
    by_lot(known) if "--lots" in sys.argv else write(learn(known))
