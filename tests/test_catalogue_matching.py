"""The shipped catalogue against the phrases of work points: each number finds its own, and a general word steals none."""

from __future__ import annotations

from functools import cache

import pytest

from yiben.plans.likeness import indicator_of
from yiben.plans.words import Words, words_as_shipped


@cache
def words() -> Words:
    return words_as_shipped()


def found(clause: str, unit: str, line: str) -> str | None:
    return indicator_of(clause, unit, line, words()[1])


@pytest.mark.parametrize(
    ("clause", "unit", "line", "slug"),
    [
        ("开展各类青年志愿服务活动100余次", "次", "youth", "youth-volunteering-times"),
        ("开展妇女恳谈会120余场", "场", "women", "women-talk-times"),
        ("组织街道工会干部业务培训5场次", "场次", "union", "union-training-times"),
        ("走访慰问困难职工60户", "户", "union", "relief-households"),
        ("发放慰问金2万元", "元", "union", "union-relief-money"),
        ("全年开展职工文体活动20场", "场", "union", "union-culture-times"),
        ("开展消防演练4场", "场", "volunteering", "drill-times"),
        ("举办家门口招聘会6场", "场", "enterprise", "job-fair-times"),
        ("提供岗位500个", "个", "enterprise", "job-fair-posts"),
        ("建成妇女儿童之家3个", "个", "women", "women-children-homes"),
        ("培训志愿者200人次", "人次", "volunteering", "volunteer-training-attendances"),
        ("开展防溺水宣传10场", "场", "youth", "children-safety-times"),
        ("开展代表视察2次", "次", "liaison", "deputy-visit-times"),
        ("探访独居老人200户", "户", "volunteering", "volunteering-households"),
        ("寻找最美家庭10户", "户", "women", "family-awards"),
        ("惠企政策宣讲4场", "场", "enterprise", "policy-lecture-times"),
    ],
)
def test_a_promise_finds_its_indicator(clause: str, unit: str, line: str, slug: str) -> None:
    assert found(clause, unit, line) == slug


@pytest.mark.parametrize(
    ("clause", "unit", "line"),
    [
        ("专题会议全年至少2次", "次", "union"),
        ("每季度召开1次工作例会", "次", "union"),
        ("开展文体活动20场", "场", "women"),
        ("开展文体活动20场", "场", "learning"),
        ("发放慰问金2万元", "元", "redcross"),
        ("上门服务100户", "户", "union"),
        ("开展安全课4次", "次", "union"),
        ("组织政策宣讲会4场", "场", "union"),
        ("职工心理辅导10场", "场", "union"),
    ],
)
def test_a_general_word_is_left_to_its_own_measure(clause: str, unit: str, line: str) -> None:
    """What one line's indicator counts isn't what another line promised, nor a whole street's what one measure did."""
    assert found(clause, unit, line) is None


def test_a_place_is_not_counted_where_an_activity_is() -> None:
    assert found("依托妇女儿童之家全年开展活动12场", "场", "women") == "activity-times"
