from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiben.lib.working_days import UnknownCalendar, add_working_days, is_known, is_working_day, working_days_between

in_2025 = st.dates(date(2025, 1, 1), date(2025, 11, 30))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-10-01", False),  # National Day, a Wednesday
        ("2025-09-28", True),  # a Sunday worked in its stead
        ("2025-10-11", True),  # a Saturday worked in its stead
        ("2025-10-09", True),
        ("2025-11-22", False),
        ("2025-11-24", True),
    ],
)
def test_a_day_is_worked_or_not(day, works):
    assert is_working_day(date.fromisoformat(day)) is works


def test_a_moment_stands_for_its_day():
    assert is_working_day(datetime(2025, 10, 9, 23, 59))


def test_the_holiday_is_stepped_over():
    assert add_working_days(date(2025, 9, 30), 1) == date(2025, 10, 9)
    assert add_working_days(date(2025, 10, 9), -1) == date(2025, 9, 30)


def test_no_days_move_nothing():
    assert add_working_days(date(2025, 10, 1), 0) == date(2025, 10, 1)


@given(in_2025, st.integers(1, 15))
def test_adding_and_counting_agree(day, count):
    assert working_days_between(day, add_working_days(day, count)) == count


@given(in_2025, st.integers(0, 30))
def test_counting_backwards_is_the_negative(day, days):
    later = day + timedelta(days=days)
    assert working_days_between(later, day) == -working_days_between(day, later)


@pytest.mark.parametrize("year", [1999, 2099])
def test_a_year_without_a_calendar_is_told(year):
    assert not is_known(year)
    with pytest.raises(UnknownCalendar, match=f"{year}年的节假日安排尚未收录"):
        is_working_day(date(year, 3, 5))


def test_running_into_an_unknown_year_is_told():
    with pytest.raises(UnknownCalendar):
        add_working_days(date(2025, 12, 31), 2000)
