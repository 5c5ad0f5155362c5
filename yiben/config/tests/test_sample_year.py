"""What the sample street did in 2025 and 2024."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from yiben.config.sample import year as sample
from yiben.config.sample.points import measures
from yiben.config.sample.street import COMMUNITIES, UNITS
from yiben.config.sample.words import names
from yiben.config.sample.year import COLUMNS, HEAD, LATE, NO_LEAFLETS, Entry, entries, entries_rows

BOTH = [2025, 2024]
UNIT_NAMES = {unit.name for unit in UNITS}


def quantities(*years: int) -> list[dict[str, Any]]:
    return [quantity for year in years for entry in entries(year) for quantity in entry["quantities"]]


def noted(entry: Entry, metric: str) -> bool:
    return any(quantity["metric"] == metric for quantity in entry["quantities"])


def test_there_are_1400_entries_and_500_to_compare() -> None:
    assert [len(entries(year)) for year in BOTH] == [1400, 500]


def test_it_is_the_same_on_every_run() -> None:
    first = [repr(entries(year)) for year in BOTH]
    sample.entries.cache_clear()
    assert [repr(entries(year)) for year in BOTH] == first


@pytest.mark.parametrize(("year", "last"), [(2025, date(2025, 11, 20)), (2024, date(2024, 12, 31))])
def test_days_run_from_january_to_the_last_day_in_order(year: int, last: date) -> None:
    days = [entry["date"] for entry in entries(year)]
    assert days == sorted(days)
    assert date(year, 1, 1) <= days[0]
    assert last.replace(day=1) <= days[-1] <= last


def test_ids_are_uuid7_of_the_entrys_day() -> None:
    ids = [UUID(entry["id"]) for year in BOTH for entry in entries(year)]
    assert len(set(ids)) == 1900
    assert {uuid.version for uuid in ids} == {7}
    assert all(newer.int >> 80 >= (older.int >> 80) - 86_400_000 for older, newer in pairwise(ids[:1400]))


@pytest.mark.parametrize("year", BOTH)
def test_every_word_is_in_the_catalogues(year: int) -> None:
    for entry in entries(year):
        assert entry["unit"] in UNIT_NAMES
        assert set(entry["cohosts"]) <= UNIT_NAMES - {entry["unit"]}
        assert entry["kind"] in names("kinds")
        assert entry["topic"] is None or entry["topic"] in names("topics")
        assert entry["lines"]
        assert set(entry["lines"]) <= set(names("lines"))
        assert {quantity["metric"] for quantity in entry["quantities"]} <= set(names("metrics"))


def test_every_kind_line_metric_and_topic_occurs() -> None:
    year = entries(2025)
    assert {entry["kind"] for entry in year} == set(names("kinds"))
    assert {line for entry in year for line in entry["lines"]} == set(names("lines"))
    assert {quantity["metric"] for quantity in quantities(2025)} == set(names("metrics"))
    assert {entry["topic"] for entry in year} - {None} == set(names("topics"))


def test_a_topic_goes_with_its_kind_and_line() -> None:
    kinds, lines = names("topics", "kinds"), names("topics", "lines")
    for entry in entries(2025):
        if entry["topic"]:
            assert entry["kind"] in kinds[entry["topic"]]
            assert not lines[entry["topic"]] or set(entry["lines"]) & set(lines[entry["topic"]])


def test_communities_and_months_differ() -> None:
    by_unit = Counter(entry["unit"] for entry in entries(2025))
    held = [by_unit[unit] for unit in COMMUNITIES]
    by_month = Counter(entry["date"].month for entry in entries(2025))
    assert max(held) > 2 * min(held)
    assert min(held) > 20
    assert by_month[3] > 2 * by_month[2]
    assert set(by_month) == set(range(1, 12))


@pytest.mark.parametrize(("unit", "last"), LATE.items())
def test_a_late_community_has_not_written_down_the_autumn(unit: str, last: date) -> None:
    assert max(entry["date"] for entry in entries(2025) if entry["unit"] == unit) <= last


@pytest.mark.parametrize("unit", NO_LEAFLETS)
def test_some_communities_never_note_leaflets(unit: str) -> None:
    hers = [entry for entry in entries(2025) if entry["unit"] == unit]
    assert any(entry["kind"] == "publicity" for entry in hers)
    assert not any(noted(entry, "materials") for entry in hers)


def test_titles_are_many_and_none_is_half_filled() -> None:
    titles = [entry["title"] for entry in entries(2025)]
    assert len(set(titles)) > 700
    assert not any(mark in title for title in titles for mark in "{}:")


def test_an_entry_is_told_from_its_neighbours() -> None:
    told = Counter((entry["unit"], entry["date"], entry["title"]) for year in BOTH for entry in entries(year))
    assert set(told.values()) == {1}


def test_a_number_is_positive_and_may_be_approximate() -> None:
    about = [quantity for quantity in quantities(2025) if quantity["words"]]
    assert 15 <= len(about) <= 80
    assert all(quantity["words"] == f"{quantity['value']}余" for quantity in about)
    assert all(isinstance(q["value"], Decimal) and q["value"] > 0 for q in quantities(*BOTH))


def test_some_run_over_a_months_or_a_years_end() -> None:
    longer = [entry for entry in entries(2025) if entry["end"]]
    assert all(entry["end"] > entry["date"] for entry in longer)
    assert sum(entry["end"].month != entry["date"].month for entry in longer) >= 3
    assert any(entry["end"] and entry["end"].year == 2025 for entry in entries(2024))


def test_summaries_say_how_many_times() -> None:
    summaries = [entry for entry in entries(2025) if noted(entry, "times")]
    assert len(summaries) >= 10
    assert all("补录汇总" in entry["title"] for entry in summaries)


def test_some_are_held_together() -> None:
    assert sum(bool(entry["cohosts"]) for entry in entries(2025)) >= 50


def test_a_rate_is_the_streets_own_status() -> None:
    rates = [entry for entry in entries(2025) if noted(entry, "rate")]
    assert {(entry["unit"], entry["kind"]) for entry in rates} == {("青棠街道", "status")}


def test_most_of_2025_cite_a_measure_that_is_in_the_plan() -> None:
    cited = [entry["measure"] for entry in entries(2025) if entry["measure"]]
    assert len(cited) > 1000
    assert set(cited) <= set(measures())
    assert not any(entry["measure"] for entry in entries(2024))


@pytest.mark.parametrize("year", BOTH)
def test_excel_rows_say_the_same_as_the_entries(year: int) -> None:
    head, rows = entries_rows(year)
    assert head == list(HEAD)
    assert [back(dict(zip(head, row, strict=True))) for row in rows] == [without_id(entry) for entry in entries(year)]


def without_id(entry: Entry) -> Entry:
    return {key: value for key, value in entry.items() if key != "id"}


def back(row: dict[str, Any]) -> Entry:
    """An entry read from a row as its importer would."""
    kinds, topics, lines = (slugs_of(*given) for given in (("kinds",), ("topics",), ("lines", "short")))
    return {
        "unit": row["单位"],
        "date": row["开始日期"],
        "end": row["结束日期"],
        "kind": kinds[row["活动类型"]],
        "topic": topics[row["事项"]] if row["事项"] else None,
        "lines": [lines[name] for name in row["条线"].split("、")],
        "title": row["活动名称"],
        "place": row["地点"],
        "note": row["备注"],
        "cohosts": row["联合单位"].split("、") if row["联合单位"] else [],
        "quantities": [number_of(metric, row[name]) for metric, name in COLUMNS.items() if row[name] is not None],
        "measure": row["对应举措"] or None,
    }


def slugs_of(catalogue: str, field: str = "name") -> dict[str, str]:
    return {name: slug for slug, name in names(catalogue, field).items()}


def number_of(metric: str, cell: Any) -> dict[str, Any]:
    words = cell if isinstance(cell, str) else ""
    return {"metric": metric, "value": Decimal(words.removesuffix("余") if words else cell), "words": words}
