from datetime import date
from decimal import Decimal

import pytest

from yiben.figures.progress import Aim, everywhere, recurring, toward
from yiben.lib.periods import Period
from yiben.plans.stretches import stretches

YEAR = Aim("ge", Decimal(100), "场", date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("value", "today", "state"),
    [
        (100, date(2025, 3, 1), "done"),
        (62, date(2025, 7, 1), "ahead"),
        (50, date(2025, 7, 1), "on_course"),
        (39, date(2025, 7, 1), "at_risk"),
        (0, date(2025, 1, 10), "on_course"),
        (99, date(2026, 1, 1), "overdue"),
        (99, date(2025, 12, 31), "on_course"),
        (None, date(2025, 7, 1), "unknown"),
    ],
)
def test_a_number_is_held_against_the_straight_line_to_its_day(value, today, state):
    assert toward(YEAR, None if value is None else Decimal(value), today).state == state


def test_the_arithmetic_is_told_in_words():
    said = toward(YEAR, Decimal(39), date(2025, 7, 1)).words
    assert said == "目标100场，到今天应完成49.9场（100场×182天÷365天），已完成39场"


def test_an_upper_limit_is_kept_or_broken():
    limit = Aim("le", Decimal(5), "次", date(2025, 1, 1), date(2025, 12, 31))
    assert toward(limit, Decimal(5), date(2025, 7, 1)).state == "on_course"
    assert toward(limit, Decimal(6), date(2025, 7, 1)).state == "overdue"


def test_something_monthly_names_the_months_it_missed():
    monthly = Aim("ge", Decimal(1), "次", date(2025, 1, 1), date(2025, 12, 31))
    values = [(span, Decimal(span.start.month != 2)) for span in stretches("monthly", 2025)]
    found = recurring(monthly, values, date(2025, 8, 15))
    assert (found.state, found.value, found.goal) == ("at_risk", 6, 7)
    assert "缺2025年2月" in found.words


def test_weeks_are_52_and_lie_within_the_year():
    weeks = stretches("weekly", 2025)
    assert (len(weeks), weeks[0].start.weekday()) == (52, 0)
    assert all(week in Period.of_year(2025) for week in weeks)


def test_a_target_of_each_community_names_who_is_behind_in_the_trees_order():
    day = date(2026, 1, 2)
    values = [(name, toward(YEAR, Decimal(v), day)) for name, v in (("临水", 100), ("望山", 3), ("青坪", 120))]
    found = everywhere(YEAR, values)
    assert (found.state, found.value, found.goal) == ("overdue", 2, 3)
    assert "落后的有望山" in found.words


def test_a_rate_or_stock_is_held_against_its_goal_and_no_line():
    rate = Aim("ge", Decimal(100), "%", date(2025, 1, 1), date(2025, 12, 31), accrues=False)
    assert toward(rate, Decimal("99.12"), date(2025, 2, 1)).state == "on_course"
    assert toward(rate, Decimal("60"), date(2025, 11, 1)).state == "at_risk"
    assert toward(rate, Decimal("60"), date(2025, 11, 1)).words == "目标100%，现为60%，还差40%"


def test_something_due_each_quarter_everywhere_counts_who_missed_none():
    aim = Aim("ge", Decimal(1), "场", date(2025, 1, 1), date(2025, 12, 31))

    def quarters(*kept):
        values = [(span, Decimal(number in kept)) for number, span in enumerate(stretches("quarterly", 2025), 1)]
        return recurring(aim, values, date(2025, 11, 20))

    found = everywhere(aim, [("临水", quarters(1, 2, 3)), ("望山", quarters(1, 3))], every="每季度")
    assert found.words == "每个社区每季度1场：2个社区中1个各期都做到，落后的有望山"
    assert found.state == "overdue"


MONTHLY = Aim("ge", Decimal(1), "次", date(2025, 1, 1), date(2025, 12, 31))


def months(today, *kept, aim=MONTHLY, year=2025):
    values = [(span, Decimal(span.start.month in kept)) for span in stretches("monthly", year)]
    return recurring(aim, values, today)


@pytest.mark.parametrize(
    ("today", "states"),
    [
        (date(2025, 1, 1), "running" + " not_due" * 11),
        (date(2025, 1, 31), "running" + " not_due" * 11),
        (date(2025, 2, 1), "overdue running" + " not_due" * 10),
        (date(2025, 2, 28), "overdue running" + " not_due" * 10),
        (date(2025, 3, 1), "overdue overdue running" + " not_due" * 9),
        (date(2025, 12, 31), "overdue " * 11 + "running"),
        (date(2026, 1, 1), "overdue " * 11 + "overdue"),
        (date(2024, 12, 31), ("not_due " * 12).strip()),
    ],
)
def test_a_month_is_due_from_its_first_day_to_its_last(today, states):
    assert [one.state for one in months(today).periods] == states.split()


def test_the_29th_of_february_still_belongs_to_its_month():
    assert [one.state for one in months(date(2024, 2, 29), 1, year=2024).periods][:3] == ["done", "running", "not_due"]


def test_done_before_the_month_is_over_is_done():
    found = months(date(2025, 3, 1), 1, 2, 3)
    assert [one.state for one in found.periods][:4] == ["done", "done", "done", "not_due"]
    assert (found.due, found.state, found.share) == ("", "on_course", 100)


def test_it_says_what_the_running_period_still_wants_and_until_when():
    assert months(date(2025, 2, 28), 1).due == "本期（2月）还差1次，2月28日前"


def test_not_to_go_beyond_something_is_kept_when_the_period_is_over():
    found = months(date(2025, 2, 15), 1, aim=Aim("lt", Decimal(1), "次", date(2025, 1, 1), date(2025, 12, 31)))
    assert [one.state for one in found.periods][:3] == ["overdue", "running", "not_due"]
    assert found.due == ""


def test_a_week_is_named_by_its_days():
    weeks = [(span, Decimal(0)) for span in stretches("weekly", 2025)]
    assert "本期（1月6日至1月12日）还差1次，1月12日前" in recurring(MONTHLY, weeks, date(2025, 1, 6)).due
