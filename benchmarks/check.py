"""How well `yiben check` reads documents back: 24 texts of our own about the sample street, with planted errors.

    YIBEN_DATA=demo python benchmarks/check.py [--blind | --all] [--show]

The texts (tests/check_documents) name figures of the book in square brackets; here they are filled in, those marked
with ! changed, and the verdicts compared. `{…}` is a number that the book can't know, `{#…}` one that doesn't follow
from the others. a*.txt were worked with, b*.txt were written before and looked at first when the rest was done.
Also prints what a check costs, as a multiple of `quantities` over the same text.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiben.config.settings")
import django

django.setup()

from yiben.gongwen import Block, Document, Table, quantities, read_text  # noqa: E402
from yiben.lib.periods import Period  # noqa: E402
from yiben.reports.checking.reading import Checked, Stock, check, stock  # noqa: E402
from yiben.reports.checking.verdicts import Verdict  # noqa: E402
from yiben.terms.definitions import Definition  # noqa: E402
from yiben.units.models import Unit  # noqa: E402

FOLDER = Path(__file__).parents[1] / "tests/check_documents"
BARS = {"matched": 0.92, "precision": 0.95, "recall": 0.92, "alarms": 0.03}
_MARK = re.compile(r"\[([^\[\]]+)\]|\{([^{}]+)\}")
_WRONG = (Verdict.CONTRADICTED, Verdict.INCONSISTENT)


@dataclass
class Expected:
    """A number that was put into a text: where, how it is written there, what should be found."""

    place: Any
    start: int
    end: int
    verdict: str
    told: str


@dataclass
class Score:
    """What came of the documents, counted."""

    known: int = 0
    matched: int = 0
    judged: int = 0
    right: int = 0
    planted: int = 0
    found: int = 0
    others: int = 0
    alarms: int = 0
    wrong: list[str] = field(default_factory=list)

    def shares(self) -> dict[str, float]:
        return {
            "matched": self.matched / max(1, self.known),
            "precision": self.right / max(1, self.judged),
            "recall": self.found / max(1, self.planted),
            "alarms": self.alarms / max(1, self.others),
        }


def filled(path: Path) -> tuple[Unit, Period, Document, list[Expected], str]:
    """A document with its numbers put in, and what should be found of each."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    name, year = head.removeprefix("=").split()
    unit, period = Unit.objects.get(name=name), Period.parse(year)
    held = ready(unit, period)
    chance, expected, written, rows = Random(path.name), [], [], []  # noqa: S311 - the same errors on every run
    after = None
    for line in lines:
        if line.startswith("|"):
            row = []
            for column, cell in enumerate(line.strip("|").split("|")):
                text, marks = put_in(cell, f"t0r{len(rows)}c{column}", held, period, chance)
                row.append(Block(f"t0r{len(rows)}c{column}", text, role="cell"))
                expected += marks
            rows.append(tuple(row))
            after = len(written) - 1 if after is None else after
        else:
            text, marks = put_in(line, len(written), held, period, chance)
            written.append(text)
            expected += marks
    document = read_text("\n".join(written))
    if rows:
        document = replace(document, tables=(Table(0, tuple(rows), after),))
    return unit, period, document, expected, "\n".join(written)


_READY: dict[tuple[int, str], Stock] = {}


def ready(unit: Unit, period: Period) -> Stock:
    if (unit.pk, str(period)) not in _READY:
        _READY[unit.pk, str(period)] = stock(unit, period)
    return _READY[unit.pk, str(period)]


def put_in(line: str, place: Any, held: Stock, period: Period, chance: Random) -> tuple[str, list[Expected]]:
    text, at, marks = "", 0, []
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        printed, verdict = worded(mark, held, period, chance)
        marks.append(Expected(place, len(text), len(text) + len(printed), verdict, mark[0]))
        text, at = text + printed, mark.end()
    return text + line[at:], marks


def worded(mark: re.Match[str], held: Stock, period: Period, chance: Random) -> tuple[str, str]:
    if mark[2]:
        return mark[2].removeprefix("#"), "inconsistent_inside" if mark[2].startswith("#") else "not_in_book"
    asked = mark[1]
    if asked.startswith("="):
        return derived(asked[1:], held, period), "any"
    planted = asked.startswith("!")
    name, *said = asked.removeprefix("!").split(";")
    how = dict(one.split("=") for one in ([name] if "=" in name else []) + said)
    unit = next((u for u in held.units.values() if u.name == how["u"]), None) if "u" in how else held.unit
    assert unit
    definition = composed(how) if "m" in how else held.known[name]
    if "m" not in how and "l" in how:
        definition = replace(definition, line=how["l"])
    when = Period.parse(how["p"]) if "p" in how else period
    value = held.book.figure(definition, unit, when).value
    assert value, f"the book has nothing of {asked}"
    return written(
        changed(value, chance) if planted else value, how.get("f", "")
    ), "contradicted" if planted else "supported"


def composed(how: dict[str, str]) -> Definition:
    def parts(key: str) -> frozenset[str]:
        return frozenset(how[key].split(",")) if key in how else frozenset()

    places = 2 if how["m"] in ("money", "hours") else 0
    return Definition(
        "", 0, "", "", how["m"], "sum", "", date(2000, 1, 1), places, parts("k"), how.get("l", ""), parts("t")
    )


def changed(value: Decimal, chance: Random) -> Decimal:
    """As people get a number wrong: two digits turned round, a digit more or less, somewhat too many."""
    text = f"{value.normalize():f}"
    turned = [
        text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(len(text) - 1) if "." not in text[i : i + 2]
    ]
    turned = [one for one in turned if one != text and not one.startswith("0")]
    if turned and chance.random() < 0.4:
        return Decimal(chance.choice(turned))
    more = max(Decimal(1), (value * chance.choice([5, 10, 15, 20, 30]) / 100).to_integral_value())
    return value + more if chance.random() < 0.7 or value <= 2 else value - more


def written(value: Decimal, how: str) -> str:
    plain = f"{value.normalize():f}"
    match how:
        case "余" | "超":
            step = 10 ** max(1, len(str(int(value))) - 2)
            low = int(value) // step * step
            return plain if low == value or low == 0 else f"{low}余" if how == "余" else f"{low}"
        case "近":
            step = 10 ** max(1, len(str(int(value))) - 2)
            return f"近{(int(value) // step + 1) * step}"
        case "万":
            return f"{(value / 10000).quantize(Decimal('0.01')).normalize():f}"
        case "万余":
            return f"{int(value) // 10000}万余"
    return plain


def derived(asked: str, held: Stock, period: Period) -> str:
    sort, _colon, what = asked.partition(":")
    slug, _slash, goal = what.partition("/")
    now = held.book.figure(held.known[slug], held.unit, period).value or Decimal(0)
    before = held.book.figure(held.known[slug], held.unit, period.previous_year()).value or Decimal(0)
    return (
        f"{(now - before).normalize():f}"
        if sort == "growth"
        else f"{(now * 100 / Decimal(goal)).quantize(Decimal('0.1'))}"
    )


def judged(path: Path, score: Score) -> Iterator[tuple[Expected | None, Checked | None]]:
    """Count a document; what went wrong is kept in words."""
    unit, period, document, expected, _text = filled(path)
    found = check(document, ready(unit, period))
    taken: set[int] = set()
    for one in expected:
        at = next((n for n, c in enumerate(found) if c.claim.place == one.place and _overlap(c, one)), None)
        got = found[at] if at is not None else None
        taken |= {at} if at is not None else set()
        count(one, got, score, path.name)
        yield one, got
    for number, got in enumerate(found):
        if number not in taken:
            score.others += 1
            if got.verdict in _WRONG:
                score.alarms += 1
                score.wrong.append(
                    f"{path.name} false alarm {got.claim.text} {got.verdict} {got.value} {got.claim.clause}"
                )
            yield None, got


def _overlap(got: Checked, one: Expected) -> bool:
    return got.claim.start < one.end and got.claim.start + len(got.claim.text) > one.start


def count(one: Expected, got: Checked | None, score: Score, name: str) -> None:
    verdict = got.verdict.value if got else "missing"
    clause = f"{got.claim.lead[-12:]}|{got.claim.clause} value {got.value} ({got.claim.text})" if got else ""
    if one.verdict in ("supported", "contradicted"):
        score.known += 1
        score.matched += verdict in ("supported", "contradicted")
    if one.verdict == "any":
        return
    if verdict in ("supported", "contradicted", "inconsistent_inside"):
        score.judged += 1
        score.right += verdict == one.verdict or (one.verdict == "inconsistent_inside" and verdict == "contradicted")
    if one.verdict in ("contradicted", "inconsistent_inside"):
        score.planted += 1
        score.found += verdict in ("contradicted", "inconsistent_inside")
    else:
        score.others += 1
        score.alarms += verdict in ("contradicted", "inconsistent_inside")
    if verdict != one.verdict and not (one.verdict == "not_in_book" and verdict in ("not_understood", "missing")):
        score.wrong.append(f"{name} {one.told}: {verdict}, {clause}")


def cost(paths: list[Path]) -> float:
    """What a check costs as a multiple of `quantities`: the reading of the book apart, which documents share."""
    ready_made = [filled(path) for path in paths]
    rounds = []
    for _ in range(5):
        begun = time.process_time()
        for _unit, _period, _document, _expected, text in ready_made:
            for line in text.splitlines():
                quantities(line)
        middle = time.process_time()
        for unit, period, document, _expected, _text in ready_made:
            check(document, ready(unit, period))
        rounds.append((time.process_time() - middle) / (middle - begun))
    return statistics.median(rounds)


def main(asked: list[str]) -> int:
    """Print every measure; exit code 1 where one misses its bar."""
    which = "[ab]*.txt" if "--all" in asked else "b*.txt" if "--blind" in asked else "a*.txt"
    paths, score = sorted(FOLDER.glob(which)), Score()
    for path in paths:
        for _pair in judged(path, score):
            pass
    shares = score.shares()
    print(f"{len(paths)} documents, {score.known} figures of the book, {score.planted} planted, {score.others} others")
    for name, share in shares.items():
        print(f"  {name} {share:.1%} (bar {BARS[name]:.0%})")
    print(f"  a check costs {cost(paths):.1f} times quantities (bar 20)")
    if "--show" in asked:
        print("\n".join(score.wrong))
    good = all(share <= BARS[name] if name == "alarms" else share >= BARS[name] for name, share in shares.items())
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
