"""The shipped catalogue: every word fits the others, and none asks what people are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from yiben.lib.boundary import What, allows
from yiben.terms.actions import shipped
from yiben.terms.definitions import ADDS

CATALOGUES = {
    "kinds": What.KIND,
    "metrics": What.COLUMN,
    "lines": What.LINE,
    "topics": What.TAG,
    "indicators": What.INDICATOR,
}
NEVER_TIMES = {"service", "milestone", "dues", "status"}


def slugs(catalogue: str) -> set[str]:
    return {row["slug"] for row in shipped(catalogue)}


def indicators(**having: Any) -> list[dict[str, Any]]:
    return [row for row in shipped("indicators") if all(row.get(key) == value for key, value in having.items())]


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_a_slug_and_a_name_stand_once(catalogue: str) -> None:
    rows = shipped(catalogue)
    assert len({row["slug"] for row in rows}) == len(rows)
    assert len({row["name"] for row in rows}) == len(rows)


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_no_name_asks_what_people_are(catalogue: str) -> None:
    refused = [row["name"] for row in shipped(catalogue) if not allows(row["name"], what=CATALOGUES[catalogue])]
    assert refused == []


@pytest.mark.parametrize("catalogue", ["lines", "kinds", "metrics", "indicators"])
def test_an_alias_means_one_thing(catalogue: str) -> None:
    meant = [(alias, row["slug"]) for row in shipped(catalogue) for alias in {row["name"], *row["aliases"]}]
    assert len({alias for alias, _ in meant}) == len(meant)


def test_only_activities_count_as_times() -> None:
    assert {row["slug"] for row in shipped("kinds") if not row["counts"]} == NEVER_TIMES


def test_topics_go_with_known_kinds_and_lines() -> None:
    for row in shipped("topics"):
        assert row["kinds"]
        assert set(row["kinds"]) <= slugs("kinds")
        assert set(row["lines"]) <= slugs("lines")


def test_indicators_are_made_of_known_words() -> None:
    for row in shipped("indicators"):
        assert row["metric"] in slugs("metrics")
        assert row["line"] in slugs("lines") | {""}
        assert set(row["kinds"]) <= slugs("kinds")
        assert set(row["topics"]) <= slugs("topics")


def test_an_indicators_topics_go_with_its_kinds() -> None:
    kinds_of = {row["slug"]: set(row["kinds"]) for row in shipped("topics")}
    strangers = [
        row["slug"]
        for row in indicators()
        if row["kinds"] and any(not kinds_of[topic] & set(row["kinds"]) for topic in row["topics"])
    ]
    assert strangers == []


def test_every_adding_rule_and_every_line_has_an_indicator() -> None:
    assert {row["adds"] for row in indicators()} == set(ADDS)
    assert {row["line"] for row in indicators()} >= slugs("lines") - {"volunteering"}
    assert indicators(held="held-or-cohosted")
    assert len(indicators()) >= 24


def test_a_ratio_has_two_parts_that_add_first() -> None:
    plain = {row["slug"] for row in indicators() if row["adds"] != "ratio"}
    for row in indicators(adds="ratio"):
        assert row["numerator"] in plain
        assert row["denominator"] in plain - {row["numerator"]}


def test_only_a_stock_reads_rates() -> None:
    assert {row["adds"] for row in indicators(metric="rate")} == {"last"}
    assert all(row["kinds"] == ["status"] for row in indicators(adds="last"))


@pytest.mark.parametrize("topic", ["two-cancer-screening", "mutual-aid"])
def test_what_residents_receive_is_marked_sensitive(topic: str) -> None:
    assert [row["sensitive"] for row in indicators() if topic in row["topics"]] == [True]


def test_relief_is_marked_sensitive() -> None:
    assert all(row["sensitive"] for row in indicators(kinds=["relief"]))


def test_a_definition_says_in_words_what_it_counts_and_why() -> None:
    for row in indicators():
        assert 2 <= row["words"].count("。") <= 4, row["slug"]
        assert row["why"].endswith("。")
        assert date.fromisoformat(row["since"]) <= date(2024, 1, 1)
