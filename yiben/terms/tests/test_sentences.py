from dataclasses import replace

import pytest

from yiben.terms.sentences import Names, adds_in_words, aspects, cohosting_in_words, rule_of
from yiben.terms.tests.test_likeness import LECTURES

RATIO = replace(
    LECTURES, adds="ratio", numerator=replace(LECTURES, name="办结"), denominator=replace(LECTURES, name="受理")
)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "各单位的数加起来是街道的数"),
        ({"held": "held-or-cohosted"}, "可能大于街道的数"),
        ({"adds": "last"}, "最近一次填报的数"),
        ({"adds": "last", "metric": "rate"}, "不平均"),
        ({"adds": "max"}, "仍取最大"),
        ({"adds": "distinct", "distinct": "unit"}, "同一单位只算一次"),
    ],
)
def test_each_rule_is_told_in_a_sentence(changed: dict[str, str], said: str) -> None:
    assert said in adds_in_words(replace(LECTURES, **changed))


def test_a_ratio_names_its_two_numbers() -> None:
    assert "“办结”除以“受理”" in adds_in_words(RATIO)
    assert cohosting_in_words(RATIO) == "随相除的两个指标。"


def test_every_rule_has_a_word_of_its_own() -> None:
    rules = [rule_of(replace(RATIO, adds=adds)) for adds in ("sum", "last", "max", "distinct", "ratio")]
    assert len(set(rules)) == 5


def test_a_word_that_left_the_catalogue_stands_by_its_slug() -> None:
    told = dict(aspects(replace(LECTURES, topics=frozenset({"gone"})), Names()))
    assert told["事项"] == "gone"


def test_what_is_not_narrowed_says_so() -> None:
    told = dict(aspects(replace(LECTURES, kinds=frozenset(), line=""), Names()))
    assert (told["活动类型"], told["事项"], told["条线"]) == ("不限", "不限", "不分条线")
