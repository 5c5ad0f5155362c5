"""All that a line did, what divides it by days, and shares of all the days."""

from __future__ import annotations

from datetime import date

from yiben.gongwen import read_text
from yiben.reports.checking.reading import check, stock
from yiben.reports.tests.test_check import YEAR
from yiben.reports.tests.test_check_readings import logged


def year(s):
    for month, kind, times in ((2, "lecture", 8), (5, "themed", 6), (8, "themed", 4), (11, "award", 2)):
        logged(s, kind, "women", times, on=date(2025, month, 8))


def verdicts(s, text):
    return [one.verdict.value for one in check(read_text(text), stock(s.street, YEAR))]


def test_all_that_a_line_did_is_told_by_its_people(street):
    year(street)
    for said in ("共开展各类妇女儿童活动{}场次。", "面向妇女儿童组织活动{}场。"):
        text = f"某街道妇联2025年工作总结\n\n{said}"
        assert verdicts(street, text.format(20)) == ["supported"]
        assert verdicts(street, text.format(26)) == ["contradicted"]


def test_days_that_divide_a_number_hold_for_it_alone(street):
    year(street)
    text = "某街道妇联2025年工作总结\n\n开展主题活动10场，下半年开展4场；举办讲座8场。"
    assert verdicts(street, text) == ["supported"] * 3
    text = "某街道妇联2025年工作总结\n\n一季度开展活动8场，二季度6场，合计{}场。"
    assert verdicts(street, text.format(14))[-1] == "supported"
    assert verdicts(street, text.format(15))[-1] == "contradicted"


def test_a_share_of_all_the_days_is_of_what_was_told(street):
    year(street)
    text = "某街道妇联2025年工作总结\n\n上半年举办主题活动6场，占全年的{}。"
    assert verdicts(street, text.format("60%"))[-1] == "supported"
    assert verdicts(street, text.format("70%"))[-1] == "contradicted"
