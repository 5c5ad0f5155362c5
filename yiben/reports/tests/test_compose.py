from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.people import content, entry
from yiben.figures.tests.promises import promise
from yiben.ledger import actions as ledger
from yiben.ledger.content import Amount
from yiben.lib.periods import Period
from yiben.reports import actions
from yiben.reports.compose import quoted
from yiben.reports.render import render, shelf
from yiben.reports.tests.drafts import PERIOD, drafted, worked


def rendered(report):
    return render(report, shelf(report))


def text_of(report):
    return "\n".join(line.number + line.words for line in rendered(report).shown if hasattr(line, "words"))


def test_it_writes_figures_as_names_and_no_number_of_its_own(street):
    body = drafted(street).body
    assert "共开展各类活动{{ 活动场次 }}场" in body
    assert "收缴工会会费{{ 工会会费收缴金额 }}元（6月底前目标900元）" in body
    assert "开展“春送岗位”活动，共{{ 活动场次：开展“春送岗位”活动 }}场" in body


def test_every_name_that_it_writes_is_known(street):
    for genre in ("annual", "quarterly"):
        report = actions.build(by=street.bob, unit=street.street, genre=genre, period=PERIOD)
        assert rendered(report).findings == ()
    worked(street)
    for genre in ("annual", "quarterly"):
        report = actions.build(by=street.bob, unit=street.street, genre=genre, period=PERIOD)
        assert rendered(report).findings == ()


def test_it_tells_exact_figures(street):
    text = text_of(drafted(street))
    assert "收缴工会会费820.5元" in text
    assert "开展“春送岗位”活动，共1场" in text
    assert "共5项。截至11月20日，已达成2项，按进度推进0项，进度滞后3项" in text


def test_counts_of_targets_follow_the_book_until_it_is_issued(street):
    report = drafted(street)
    entry(street.hilltop, title="又一场")
    assert "已达成3项" in text_of(report)


def test_what_is_only_about_right_is_written_with_约_and_told_among_the_problems(street):
    worked(street)
    said = replace(content(street.riverside), amounts=(Amount("attendances", Decimal(30), "30余"),))
    ledger.record(said, by=street.alice)
    text = text_of(actions.build(by=street.bob, unit=street.street, genre="annual", period=PERIOD))
    assert "参与居民约450人次" in text
    assert "只记了大概数量" in text


def test_problems_are_the_targets_that_lag_by_how_they_lag(street):
    body = drafted(street).body
    assert "没有按期达到目标。“规范会费收缴”要求6月底前不少于900元。" in body
    assert "“每个社区都有服务”要求每个社区不少于2场，没有完全做到。" in body
    assert "“组织无偿献血”与年度目标还有差距。" in body
    assert "擦亮志愿服务品牌" not in body.split("存在的问题")[1]


def test_examples_name_who_held_them_each_once(street):
    body = drafted(street).body
    assert "街道“‘春送岗位’招聘会”" in body
    assert body.count("学雷锋志愿服务") == 1


def test_a_line_of_which_the_book_tells_nothing_is_left_out(street):
    body = drafted(street).body
    assert "红十字会工作" not in body
    assert "工会工作" in body


def test_what_was_done_after_the_period_is_not_counted_in_the_targets(street):
    worked(street)
    half = Period.of_months(2025, 1, 6)
    entry(street.riverside, on=date(2025, 9, 9), title="九月的服务")
    report = actions.build(by=street.bob, unit=street.street, genre="annual", period=half)
    table = next(one for one in rendered(report).shown if getattr(one, "caption", "") == "目标任务完成情况")
    assert [row[2].printed for row in table.rows if row[0] == "擦亮志愿服务品牌"] == ["3"]


def test_a_whole_year_is_told_as_one(street):
    worked(street)
    report = actions.build(by=street.bob, unit=street.street, genre="annual", period=Period.of_year(2025))
    assert "全年共开展各类活动" in report.body
    assert "截至" not in report.body


def test_a_quarterly_brief_has_no_goals_of_the_year(street):
    worked(street)
    report = actions.build(by=street.bob, unit=street.street, genre="quarterly", period=Period.of_quarter(2025, 1))
    assert report.title == "青石街道2025年第一季度工作简报"
    assert "目标" not in report.body.replace("【目标表】", "")
    assert "（一）工会工作。收缴工会会费" in report.body


def test_a_task_whose_title_would_break_the_text_is_left_out(street):
    measure = promise(street, "甲{{乙}}丙", line="union", indicator="activity-times", value=1, unit="场", own=True)
    entry(street.riverside, lines=("union",), measures=(measure.pk,))
    report = actions.build(by=street.bob, unit=street.street, genre="annual", period=PERIOD)
    assert rendered(report).findings == ()


def test_a_quoted_title_has_its_own_marks_made_single():
    assert quoted("“春送岗位”招聘会") == "“‘春送岗位’招聘会”"
