"""The same activity recorded twice is told; two activities that only share a day are not."""

from datetime import date

import pytest

from yiben.ledger.suspects import Activity, Shapes, suspects

DAY = date(2025, 3, 5)
NAMES = ["临水社区", "临水", "望山社区", "望山", "青石街道"]


def held(key, title, place="", unit=1, day=DAY, cohosts=(), fresh=True):
    return Activity(key, unit, day, title, place, frozenset(cohosts), fresh)


def told(*activities):
    return [(found.one, found.other) for found in suspects(activities, Shapes(NAMES))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("学雷锋志愿服务", "学雷锋志愿服务"),
        ("学雷锋志愿服务", "临水社区开展“学雷锋”志愿服务活动"),
        ("2025年春季义诊活动", "春季义诊"),
        ("清洁家园志愿服务", "清洁家园、美化环境志愿服务"),
        ("第三届邻里节", "邻里节活动"),
        ("慰问高温下一线职工活动", "高温慰问一线职工"),
    ],
)
def test_one_units_titles_that_are_alike_on_a_day_are_told(one, other):
    assert told(held("a", one), held("b", other)) == [("b", "a")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "学雷锋志愿服务"}, {"title": "法律知识讲座"}),
        ({"title": "学雷锋志愿服务"}, {"title": "学雷锋志愿服务", "day": date(2025, 3, 6)}),
        ({"title": "学雷锋志愿服务"}, {"title": "学雷锋志愿服务", "unit": 2}),
        ({"title": "义诊", "place": "会议室"}, {"title": "义诊", "unit": 2, "place": "会议室"}),
        ({"title": "消防演练"}, {"title": "防汛培训"}),
        ({"title": "第一期书法培训班"}, {"title": "第二期书法培训班"}),
        ({"title": "义诊（上午场）"}, {"title": "义诊（下午场）"}),
        ({"title": "亲子手工课堂"}, {"title": "亲子绘本课堂"}),
    ],
)
def test_what_is_told_apart_by_day_unit_or_title_is_not(one, other):
    assert told(held("a", **one), held("b", **other)) == []


def test_hosts_together_who_both_recorded_it_are_told():
    mine, hers = held("a", "庆三八文艺汇演", cohosts={2}), held("b", "“三八”节文艺汇演", unit=2)
    assert told(mine, hers) == [("b", "a")]


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        ("滨河公园", "滨河公园门口", True),
        ("文化中心二楼会议室", "临水社区文化中心", True),
        ("滨河公园", "人民公园", False),
        ("临水社区会议室", "望山社区会议室", False),
        ("妇女儿童之家", "妇女儿童之家", False),
        ("临水社区党群服务中心", "望山社区党群服务中心", False),
        ("临水社区党群服务中心一楼", "临水社区党群服务中心", True),
    ],
)
def test_units_meet_at_one_place_or_at_a_neighbouring_one(here, there, found):
    pair = told(held("a", "春季义诊", here), held("b", "春季义诊活动", there, unit=2))
    assert bool(pair) is found


def test_what_stands_in_the_book_is_told_against_the_new_one_only():
    old, older = held("old", "义诊", fresh=False), held("older", "义诊", fresh=False)
    assert set(told(old, older, held("new", "义诊"))) == {("new", "old"), ("new", "older")}


def test_a_year_of_sums_on_one_day_is_not_compared_each_with_each(monkeypatch):
    compared = []
    monkeypatch.setattr("yiben.ledger.suspects._why", lambda one, other, shapes: compared.append(one) or "")
    many = [held(n, f"第{n}项为民服务工作汇总{n}") for n in range(5000)]
    suspects(many, Shapes(NAMES))
    assert len(compared) <= 20 * len(many)
