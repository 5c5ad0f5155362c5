"""What the sample street had promised, and how far it is on 20 November 2025."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from uuid import UUID, uuid5

import pytest

from yiben.config.sample.points import TITLE, Promise, measures, paragraphs, points_docx, promises
from yiben.config.sample.street import COMMUNITIES, STREET, UNITS
from yiben.config.sample.words import names
from yiben.config.sample.year import Entry, entries
from yiben.figures.facts import Fact, Total, add_up, ratio
from yiben.figures.progress import Aim, Progress, everywhere, recurring, toward
from yiben.gongwen import Node, read
from yiben.lib.boundary import What, allows
from yiben.lib.periods import Period
from yiben.plans.stretches import stretches
from yiben.terms.actions import shipped
from yiben.terms.definitions import Definition

TODAY = date(2025, 11, 20)
ROW = {row["slug"]: row for row in shipped("indicators")}
PLACES = {row["slug"]: row["places"] for row in shipped("metrics")}
COUNTS = {row["slug"]: row["counts"] for row in shipped("kinds")}


def test_it_promises_enough() -> None:
    assert len(measures()) >= 70
    assert len(promises()) >= 25
    assert len({measure[0] for measure in measures()}) == 8


def test_some_measures_promise_no_number() -> None:
    assert len(set(measures()) - {promise.measure for promise in promises()}) >= 10


@pytest.mark.parametrize("promise", promises(), ids=lambda promise: f"{promise.measure} {promise.value}")
def test_a_promise_stands_in_its_measures_words(promise: Promise) -> None:
    assert promise.words in measures()[promise.measure]
    assert str(promise.value) in promise.words.replace("2万", "20000")
    assert promise.unit in promise.words
    assert promise.indicator is None or promise.indicator in names("indicators")


def test_promises_are_of_all_sorts() -> None:
    sorts = Counter((promise.scope, promise.frequency, bool(promise.deadline)) for promise in promises())
    assert {scope for scope, _, _ in sorts} == {"total", "each"}
    assert {often for _, often, _ in sorts} >= {"", "monthly", "quarterly", "half-yearly"}
    assert {due for _, _, due in sorts} == {True, False}
    assert {promise.unit for promise in promises()} >= {"场", "次", "人次", "户", "份", "元", "小时", "%", "支", "件"}


def test_the_boundary_lets_every_measure_stand() -> None:
    assert [text for text in measures().values() if not allows(text, what=What.MEASURE)] == []


def test_the_file_is_the_same_on_every_run() -> None:
    assert points_docx() == points_docx()


def test_gongwen_reads_back_every_paragraph_and_measure() -> None:
    document = read(points_docx())
    leaves = {number: (node, document.block(node.paragraph)) for number, node in numbered(document.outline)}
    assert [block.text for block in document.blocks] == list(paragraphs())
    assert (document.title, document.body, document.date) == (TITLE, "青棠街道办事处", date(2025, 2, 27))
    for number, words in measures().items():
        node, block = leaves[number]
        assert block is not None
        assert block.text[node.body : node.end] == words


def test_no_number_names_two_measures() -> None:
    marks = re.findall(r"(?m)(?:^\d[.．]|(?<=。)[一二三四五六七八九]是|第[一二三]，)", "\n".join(paragraphs()))
    assert len(marks) == len(measures())


def test_on_20_november_promises_stand_in_every_state() -> None:
    states = Counter(state(promise) for promise in promises() if promise.indicator)
    assert states["unknown"] == 0
    assert {name: states[name] >= 2 for name in ("done", "ahead", "on_course", "at_risk", "overdue")} == {
        "done": True,
        "ahead": True,
        "on_course": True,
        "at_risk": True,
        "overdue": True,
    }, states


def numbered(nodes: tuple[Node, ...], above: str = "") -> Iterator[tuple[str, Node]]:
    for node in nodes:
        number = above + node.number
        yield from numbered(node.children, number) if node.children else [(number, node)]


def state(promise: Promise) -> str:
    """How far a promise is, by the rules of `figures` over the sample entries, without a database."""
    assert promise.indicator
    year = Period(date(2025, 1, 1), promise.deadline or date(2025, 12, 31))
    aim = Aim(promise.comparator, promise.value, promise.unit, year.start, year.end)
    if promise.scope == "total":
        return progress(promise, STREET, aim, year).state
    return everywhere(aim, [(unit, progress(promise, unit, aim, year)) for unit in COMMUNITIES]).state


def progress(promise: Promise, unit: str, aim: Aim, year: Period) -> Progress:
    if not promise.frequency:
        return toward(aim, worth(promise, unit, year), TODAY)
    return recurring(aim, [(span, worth(promise, unit, span)) for span in stretches(promise.frequency, 2025)], TODAY)


def worth(promise: Promise, unit: str, period: Period) -> Decimal | None:
    definition = defined(str(promise.indicator))
    total = total_of(
        definition, [f for f in facts() if not promise.own or of(promise.measure) in f.measures], unit, period
    )
    places = 0 if definition.adds == "ratio" else definition.places
    return None if total.amount is None else Decimal(total.amount).scaleb(-places)


def total_of(definition: Definition, among: list[Fact], unit: str, period: Period) -> Total:
    if definition.adds != "ratio":
        return add_up(definition, among, paths()[unit], period)
    assert definition.numerator
    assert definition.denominator
    over, under = (total_of(part, among, unit, period) for part in (definition.numerator, definition.denominator))
    return ratio(definition, over, under)


@cache
def defined(slug: str) -> Definition:
    row = ROW[slug]
    same = {key: row[key] for key in ("slug", "version", "name", "unit", "metric", "adds", "words", "line", "held")}
    return Definition(
        **same,
        numerator=defined(row["numerator"]) if "numerator" in row else None,
        denominator=defined(row["denominator"]) if "denominator" in row else None,
        since=date.fromisoformat(row["since"]),
        places=PLACES[row["metric"]],
        kinds=frozenset(row["kinds"]),
        topics=frozenset(row["topics"]),
    )


@cache
def paths() -> dict[str, str]:
    found = {"": ""}
    for number, unit in enumerate(UNITS):
        found[unit.name] = f"{found[unit.parent]}{number:04}"
    return found


@cache
def facts() -> list[Fact]:
    return [fact_of(entry) for entry in entries(2025)]


def fact_of(entry: Entry) -> Fact:
    amounts = {"times": (1, False)} if COUNTS[entry["kind"]] else {}
    for quantity in entry["quantities"]:
        metric = quantity["metric"]
        amounts[metric] = (int(quantity["value"].scaleb(PLACES[metric])), bool(quantity["words"]))
    return Fact(
        id=UUID(entry["id"]),
        path=paths()[entry["unit"]],
        day=entry["date"],
        order=("", 0),
        kind=entry["kind"],
        topic=entry["topic"] or "",
        lines=frozenset(entry["lines"]),
        measures=frozenset({of(entry["measure"])} if entry["measure"] else ()),
        cohosts=tuple(paths()[unit] for unit in entry["cohosts"]),
        amounts=amounts,
    )


def of(measure: str) -> UUID:
    return uuid5(UUID(int=0), measure)
