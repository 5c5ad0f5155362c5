from dataclasses import replace
from typing import Any

import pytest

from yiben.lib.refused import Refused
from yiben.terms.counting import Counting, Known, refuse_beyond, sound
from yiben.terms.tests.test_likeness import LECTURES

RATIO = replace(LECTURES, slug="rate", adds="ratio")
KNOWN = Known(
    kinds={"lecture": True, "publicity": True, "status": False, "service": False},
    topics=frozenset({"reading", "volunteer-team"}),
    lines=frozenset({"women"}),
    metrics=frozenset({"times", "items", "rate", "people"}),
    indicators={"lectures": LECTURES, "others": replace(LECTURES, slug="others"), "rate": RATIO},
)
PLAIN = Counting(words="统计护河巡查的场次。各单位相加。", metric="times", kinds=("lecture",))


@pytest.mark.parametrize(
    "asked",
    [
        PLAIN,
        replace(PLAIN, kinds=(), line="women", topics=("reading",)),
        replace(PLAIN, held="held-or-cohosted"),
        replace(PLAIN, adds="max", metric="people"),
        replace(PLAIN, adds="distinct"),
    ],
)
def test_what_can_be_counted_is_kept_as_it_is(asked: Counting) -> None:
    assert sound(asked, KNOWN) == asked


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"adds": "average"}, "adds"),
        ({"held": "both"}, "held"),
        ({"metric": "points"}, "metric"),
        ({"line": "none"}, "line"),
        ({"kinds": ("none",)}, "kinds"),
        ({"topics": ("none",)}, "topics"),
        ({"metric": "rate"}, "adds"),
        ({"kinds": ("service",)}, "kinds"),
        ({"adds": "max", "held": "held-or-cohosted"}, "held"),
        ({"adds": "last"}, "metric"),
        ({"adds": "last", "metric": "items", "kinds": ("lecture",)}, "kinds"),
        ({"adds": "last", "metric": "items", "kinds": ()}, "topics"),
        ({"adds": "ratio"}, "numerator"),
        ({"adds": "ratio", "numerator": "lectures"}, "denominator"),
        ({"adds": "ratio", "numerator": "rate", "denominator": "lectures"}, "numerator"),
        ({"adds": "ratio", "numerator": "lectures", "denominator": "lectures"}, "denominator"),
    ],
)
def test_what_could_not_be_counted_is_refused_beside_its_field(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        sound(replace(PLAIN, **changed), KNOWN)
    assert refused.value.field == field


def test_a_stock_is_read_from_what_was_told_of_a_day() -> None:
    asked = replace(PLAIN, adds="last", metric="items", kinds=(), topics=("volunteer-team",))
    assert sound(asked, KNOWN).kinds == ("status",)


def test_a_ratio_leaves_the_rest_to_its_two_numbers() -> None:
    kept = sound(replace(PLAIN, adds="ratio", metric="", numerator="lectures", denominator="others"), KNOWN)
    assert (kept.metric, kept.kinds, kept.held) == ("times", (), "held")


def test_numbers_to_divide_are_dropped_where_nothing_is_divided() -> None:
    kept = sound(replace(PLAIN, numerator="lectures", denominator="others"), KNOWN)
    assert (kept.numerator, kept.denominator) == ("", "")


@pytest.mark.parametrize(
    "words",
    [
        "统计辖区党员人数。各单位相加。",
        "统计活动场次，其中少数民族人口单列。",
        "统计信教群众人次。",
        "各社区积分相加，算出排名。",
    ],
)
def test_words_that_count_people_by_what_they_are_are_refused(words: str) -> None:
    with pytest.raises(Refused) as refused:
        sound(replace(PLAIN, words=words), KNOWN)
    assert refused.value.field == "words"


@pytest.mark.parametrize(
    "words",
    ["统计主题党日活动场次。各单位相加。", "统计志愿者人次，不记政治面貌。各单位相加。", "统计民族团结宣传活动场次。"],
)
def test_activities_and_what_is_left_out_may_be_named(words: str) -> None:
    refuse_beyond(words, "words", sentences=True)
    assert sound(replace(PLAIN, words=words), KNOWN).words == words
