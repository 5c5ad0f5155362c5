from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiben.gongwen import deadlines, frequencies


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("6月底前完成筛查任务的一半", "6月底前完成", date(2025, 6, 30)),
        ("10月15日前报送总结", "10月15日前报送", date(2025, 10, 15)),
        ("2月底前上报", "2月底前上报", date(2025, 2, 28)),
        ("年底前完成换届", "年底前完成", date(2025, 12, 31)),
        ("上半年完成建会任务", "上半年完成", date(2025, 6, 30)),
        ("第三季度末通报进度", "第三季度末", date(2025, 9, 30)),
        ("五一前完成走访慰问", "五一前完成", date(2025, 4, 30)),
        ("春节前完成送温暖", "春节前完成", date(2025, 1, 28)),
        ("清明节前夕开展祭扫", "清明节前夕开展", date(2025, 4, 3)),
        ("端午期间组织包粽子", "端午期间组织", date(2025, 5, 31)),
        ("中秋节前慰问困难职工", "中秋节前", date(2025, 10, 5)),
        ("国庆前举办合唱比赛", "国庆前举办", date(2025, 9, 30)),
        ("明年3月底前启动", "明年3月底前启动", date(2026, 3, 31)),
        ("9月中旬前上报", "9月中旬前上报", date(2025, 9, 20)),
        ("六月底前完成换届", "六月底前完成", date(2025, 6, 30)),
        ("１０月１５日前报送", "１０月１５日前报送", date(2025, 10, 15)),
        ("12月31日24时前提交", "12月31日24时前", date(2025, 12, 31)),
        ("来年一季度总结", "来年一季度", date(2026, 3, 31)),
    ],
)
def test_a_deadline_without_a_year_falls_in_the_plans_year(text, words, day):
    (deadline,) = deadlines(text)
    assert deadline.text == words
    assert deadline.date is None
    assert deadline.on(2025) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("该项目预计在2024年5月完成", date(2024, 5, 31)),
        ("预计2024年4月开工", date(2024, 4, 30)),
        ("到2025年，覆盖率达到60%", date(2025, 12, 31)),
        ("2019年12月底前完成", date(2019, 12, 31)),
        ("二〇二四年六月底前报送", date(2024, 6, 30)),
        ("于2024.6.30前报送", date(2024, 6, 30)),
        ("2024-02-30前报送", date(2024, 2, 29)),
    ],
)
def test_a_deadline_with_a_year_keeps_it(text, day):
    (deadline,) = deadlines(text)
    assert deadline.date == day
    assert deadline.on(2030) == day


@pytest.mark.parametrize(
    "text", ["2023年度被评选为先进", "2023年社区用房改造", "3月5日学雷锋日", "近年来", "五一广场", "纳入年底考核体系"]
)
def test_a_day_that_is_only_named_is_no_deadline(text):
    assert deadlines(text) == []


def test_a_span_from_an_unknown_day_has_no_day_of_its_own():
    (deadline,) = deadlines("自印发之日起30日内报送")
    assert deadline.on(2025) is None


@pytest.mark.parametrize(
    ("text", "times", "per", "every", "low", "high"),
    [
        ("每月召开1次例会", 1, "month", 1, 1, 1),
        ("每季度不少于2次", 2, "quarter", 1, 2, None),
        ("每半年一次", 1, "half", 1, 1, 1),
        ("全年至少2次", 2, "year", 1, 2, None),
        ("每年不少于4场", 4, "year", 1, 4, None),
        ("每周2～3次", 2, "week", 1, 2, 3),
        ("每两个月开展一次", 1, "month", 2, 1, 1),
        ("两年一次", 1, "year", 2, 1, 1),
        ("每5年修订1次", 1, "year", 5, 1, 1),
        ("每月定期走访", None, "month", 1, 1, None),
        ("每年组织不超过4次的春游秋游", 4, "year", 1, None, 4),
        ("半年一次", 1, "half", 1, 1, 1),
        ("季度不少于1次", 1, "quarter", 1, 1, None),
        ("月均2场", 2, "month", 1, 2, 2),
        ("理事会三年一届", 1, "year", 3, 1, 1),
        ("双月召开联席会", None, "month", 2, 1, None),
        ("一年两次体检", 2, "year", 1, 2, 2),
    ],
)
def test_a_frequency_says_how_often(text, times, per, every, low, high):
    (frequency,) = frequencies(text)
    assert frequency.times == (None if times is None else Decimal(times))
    assert (frequency.per, frequency.every) == (per, every)
    assert (frequency.low, frequency.high) == (low, high)


def test_two_frequencies_of_a_sentence_keep_their_own_numbers():
    found = frequencies("每季度至少召开1次例会，每年组织2次培训")
    assert [(frequency.per, frequency.low) for frequency in found] == [("quarter", 1), ("year", 2)]


@pytest.mark.parametrize("text", ["第一季度2次", "上半年3场活动", "近一年2次获奖", "双月座谈会制度"])
def test_a_stretch_of_time_alone_is_no_frequency(text):
    assert frequencies(text) == []


def test_a_number_for_the_whole_year_without_times_is_no_frequency():
    assert frequencies("全年收取会费21994元") == []


@given(st.text(), st.integers(min_value=-5, max_value=12000))
def test_any_text_and_any_year_are_answered(text, year):
    for deadline in deadlines(text + "春节前，2月底前，清明节前"):
        assert deadline.end > deadline.start
        assert deadline.on(year) is None or deadline.on(year).month
    assert all(frequency.end > frequency.start for frequency in frequencies(text))
