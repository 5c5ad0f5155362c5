"""Briefs marked by hand, and how often each field is read right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from yiben.ledger.brief import Draft, read_brief

UNITS = {
    "青棠街道办事处": ["青棠街道", "街道"],
    **{f"{name}社区": [name] for name in "河畔 桥南 桥北 柳荫 石榴园 书院 钟楼 棠梨里 东堤 学府 金桂".split()},
    "新苑东社区": ["新苑"],
    "新苑西社区": ["新苑"],
    "党群工作办公室": ["党群办"],
    "社会事务办公室": ["社会事务办"],
    "经济发展办公室": ["经发办"],
    "人大工委办公室": ["人大工委"],
}
METRICS = {
    **{"a": "attendances", "p": "people", "v": "volunteers", "h": "households", "m": "materials"},
    **{"i": "items", "y": "money", "r": "hours", "t": "times"},
}
_PLAIN = re.compile(r"([\d.,]*)(\D+)")
Count = tuple[Decimal | None, Decimal | None, str, str]


class Mark(NamedTuple):
    """A quantity as marked, the metrics that are fair as well, and whether it may be left out."""

    count: Count
    also: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Truth:
    """An entry as marked. `kinds` are fair, the best first."""

    start: date | None
    end: date | None
    unit: str | None
    kinds: tuple[str, ...]
    place: str | None
    cohosts: tuple[str, ...]
    planned: bool
    marks: tuple[Mark, ...]

    @property
    def kind(self) -> str:
        return self.kinds[0]

    def counts(self, read: list[Count]) -> tuple[Count, ...]:
        """What should be read, given what is: of what is fair or optional that which is there."""
        return tuple(_settled(self.marks, Counter(read)))


def _settled(marks: tuple[Mark, ...], left: Counter[Count]) -> Iterator[Count]:
    for mark in marks:
        what = mark.count[:3]
        fair = [(*what, metric) for metric in (METRICS.values() if mark.optional else (mark.count[3], *mark.also))]
        found = next((one for one in fair if left[one]), None)
        if found:
            left[found] -= 1
        if found or not mark.optional:
            yield found or mark.count


@dataclass(frozen=True)
class Marked:
    """A brief, the day it is read, whose book it is read for, and what it says."""

    name: str
    today: date
    default: str
    text: str
    entries: tuple[Truth, ...]
    units: dict[str, list[str]]


def marked(name: str) -> list[Marked]:
    """The briefs of one file."""
    head, *chunks = re.split(r"(?m)^@ ", (Path(__file__).parent / name).read_text(encoding="utf-8"))
    units = {full: shorts.split("、") for full, shorts in _UNIT.findall(head)} or UNITS
    return [_marked(chunk, units) for chunk in chunks]


_UNIT = re.compile(r"(?m)^! (.*?): (.*)$")


def _marked(chunk: str, units: dict[str, list[str]]) -> Marked:
    head, *lines = chunk.rstrip("\n").split("\n")
    name, today, default = head.split()
    text = "\n".join(line for line in lines if not line.startswith(("= ", "~ ")))
    entries: list[Truth] = []
    counts: dict[int, tuple[Mark, ...]] = {}
    marks = [line for line in lines if line.startswith(("= ", "~ "))]
    heads = [line for line in marks if line[0] == "="]
    at = -1
    for line in marks:
        if line[0] == "=":
            at += 1
        else:
            counts[at] = tuple(mark_of(part) for part in line[2:].split("; "))
    entries = [_truth(line, default, counts.get(number, ())) for number, line in enumerate(heads)]
    return Marked(name, date.fromisoformat(today), default, text, tuple(entries), units)


def _truth(line: str, default: str, marks: tuple[Mark, ...]) -> Truth:
    when, unit, kind, place, cohosts, *more = [part.strip() for part in line[2:].split("|")]
    start, _, end = when.partition("..")
    return Truth(
        None if start == "-" else date.fromisoformat(start),
        date.fromisoformat(end) if end else None,
        {"-": None, ".": default}.get(unit, unit),
        tuple(kind.split("/")),
        None if place == "-" else place,
        () if cohosts == "-" else tuple(cohosts.split("、")),
        more == ["P"],
        marks,
    )


def mark_of(part: str) -> Mark:
    """A quantity with what is fair as well: 30名 v/p, and with ? what may be left out: 50人 p?"""
    words, _, metrics = part.rpartition(" ")
    first, *also = metrics.removesuffix("?").split("/")
    return Mark(count_of(f"{words} {first}"), tuple(METRICS[one] for one in also), metrics.endswith("?"))


def count_of(part: str) -> Count:
    """A quantity as marked: 30余名=31..39名 v."""
    said, metric = part.rsplit(" ", 1)
    words, _, meant = said.partition("=")
    low, bounded, rest = meant.rpartition("..") if meant else ("", "", words)
    found = _PLAIN.fullmatch(rest)
    assert found, part
    high = Decimal(found[1].replace(",", "")) if found[1] else None
    return (Decimal(low) if bounded else high), high, found[2], METRICS[metric]


def counts_of(draft: Draft) -> list[Count]:
    """The quantities of a draft as they are marked."""
    return [(one.low, one.high, one.unit, one.metric) for one in draft.quantities]


class Scores:
    """Rights and wrongs by field, over many briefs, and what went wrong."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.wrong: list[str] = []

    def of(self, field: str) -> float:
        return self.right[field] / self.asked[field] if self.asked[field] else 1.0

    def f1(self, field: str) -> float:
        both = self.asked[field + " marked"] + self.asked[field + " read"]
        return 2 * self.right[field] / both if both else 1.0

    def add(self, brief: Marked) -> None:
        entries = read_brief(brief.text, units=brief.units, today=brief.today, default_unit=brief.default).entries
        many = len(brief.entries) > 1
        self._judge(brief, "number", len(brief.entries), len(entries))
        if many:
            self._judge(brief, "number of several", len(brief.entries), len(entries))
        if len(entries) != len(brief.entries):
            truths: tuple[Truth, ...] = ()
            self._missed(brief, entries)
        else:
            truths = brief.entries
        for truth, draft in zip(truths, entries, strict=False):
            self._entry(brief, truth, draft)

    def _missed(self, brief: Marked, entries: tuple[Draft, ...]) -> None:
        for truth in brief.entries:
            for field in ("start", "end", "unit", "kind", "planned"):
                self.asked[field] += 1
            self.asked["counts marked"] += len(truth.counts([]))
            self.asked["metrics marked"] += len(truth.counts([]))

    def _entry(self, brief: Marked, truth: Truth, draft: Draft) -> None:
        self._judge(brief, "kind", draft.kind if draft.kind in truth.kinds else truth.kind, draft.kind)
        for field in ("start", "end", "unit", "planned", "place", "cohosts"):
            told, read = getattr(truth, field), getattr(draft, field)
            self._judge(brief, field, told, read)
            if field in ("start", "end", "unit", "place", "cohosts") and not told:
                self.asked["given though unsaid"] += 1
                self.right["given though unsaid"] += bool(read)
        self.asked["given though unsaid"] += not truth.marks
        self.right["given though unsaid"] += not truth.marks and bool(draft.quantities)
        self._counts(brief, truth, draft)

    def _counts(self, brief: Marked, truth: Truth, draft: Draft) -> None:
        read = counts_of(draft)
        marked = truth.counts(read)
        for field, cut in (("counts", 3), ("metrics", 4)):
            told, seen = (Counter(one[:cut] for one in some) for some in (marked, read))
            self.right[field] += (told & seen).total()
            self.asked[field + " marked"] += told.total()
            self.asked[field + " read"] += seen.total()
        if Counter(read) != Counter(marked):
            missing = [f"{a}..{b}{c}:{d}" for a, b, c, d in (Counter(marked) - Counter(read)).elements()]
            extra = [f"{a}..{b}{c}:{d}" for a, b, c, d in (Counter(read) - Counter(marked)).elements()]
            self.wrong.append(f"{brief.name} counts: missing {missing} extra {extra}")

    def _judge(self, brief: Marked, field: str, told: object, read: object) -> None:
        self.asked[field] += 1
        self.right[field] += told == read
        if told != read:
            self.wrong.append(f"{brief.name} {field}: {told} read as {read}")


def scores(*names: str) -> Scores:
    """The scores over the briefs of some files."""
    result = Scores()
    for name in names:
        for brief in marked(name):
            result.add(brief)
    return result


def lines(result: Scores) -> list[str]:
    """The scores as a person reads them."""
    fields = ("number", "number of several", "start", "end", "unit", "kind", "planned", "place", "cohosts")
    shown = [f"{field} {result.of(field):.1%} ({result.right[field]}/{result.asked[field]})" for field in fields]
    shown += [f"counts F1 {result.f1('counts'):.1%}", f"with metric F1 {result.f1('metrics'):.1%}"]
    return [*shown, f"given though unsaid {result.of('given though unsaid'):.1%}"]
