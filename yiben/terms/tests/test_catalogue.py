"""The shipped catalogue: wide enough for a street's year, and each word in its place."""

from collections import Counter

import pytest

from yiben.terms.actions import shipped
from yiben.terms.definitions import ADDS, Definition
from yiben.terms.models import definitions
from yiben.terms.sentences import adds_in_words, cohosting_in_words

ROWS = shipped("indicators")
# Given to targets that no word of their own fits; nobody writes them.
FALLBACKS = {"volunteer-attendances", "people-served", "households-served", "items-done", "money-total", "hours-total"}


def slugs(catalogue: str) -> set[str]:
    return {row["slug"] for row in shipped(catalogue)}


def test_there_are_sixty_and_more() -> None:
    assert len({row["slug"] for row in ROWS}) == len(ROWS) >= 62


def test_every_line_metric_and_rule_is_covered() -> None:
    assert slugs("lines") <= {row["line"] for row in ROWS}
    assert {row["metric"] for row in ROWS} == slugs("metrics")
    assert {row["adds"] for row in ROWS} == set(ADDS)
    assert {row["held"] for row in ROWS} == {"held", "held-or-cohosted"}


def test_a_name_or_alias_leads_to_one_indicator() -> None:
    names = Counter(name for row in ROWS for name in {row["name"], *row["aliases"]})
    assert [name for name, count in names.items() if count > 1] == []


def test_each_goes_by_the_names_that_people_write() -> None:
    assert {row["slug"] for row in ROWS if not row["aliases"]} == FALLBACKS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["slug"])
def test_each_says_what_it_means_in_a_few_sentences(row: dict[str, str]) -> None:
    assert 2 <= row["words"].count("。") <= 4
    assert row["why"].endswith("。")
    assert row["since"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["slug"])
def test_each_is_made_of_words_of_the_catalogue(row: dict[str, str]) -> None:
    assert set(row["kinds"]) <= slugs("kinds")
    assert set(row["topics"]) <= slugs("topics")
    assert {row["line"]} <= slugs("lines") | {""}
    assert {row.get("numerator", ""), row.get("denominator", "")} <= {r["slug"] for r in ROWS} | {""}


@pytest.mark.parametrize("row", [row for row in ROWS if row["topics"] and row["kinds"]], ids=lambda row: row["slug"])
def test_a_topic_is_one_of_the_kinds_that_are_counted(row: dict[str, list[str]]) -> None:
    kinds = {topic["slug"]: set(topic["kinds"]) for topic in shipped("topics")}
    assert [topic for topic in row["topics"] if not kinds[topic] & set(row["kinds"])] == []


def test_a_stock_is_read_from_what_was_told_of_a_day() -> None:
    assert [row["slug"] for row in ROWS if row["adds"] == "last" and row["kinds"] != ["status"]] == []


@pytest.mark.django_db
def test_each_can_be_told_in_sentences() -> None:
    told: list[Definition] = list(definitions().values())
    assert len(told) == len(ROWS)
    assert all(adds_in_words(one) and cohosting_in_words(one) for one in told)
