from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiben.lib import periods
from yiben.lib.periods import Period, today

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
any_period = st.tuples(days, st.integers(0, 1500)).map(lambda pair: Period(pair[0], pair[0] + timedelta(days=pair[1])))

NAMED = [
    ("2025", "2025-01-01", "2025-12-31", "2025年"),
    ("2025H1", "2025-01-01", "2025-06-30", "2025年上半年"),
    ("2025H2", "2025-07-01", "2025-12-31", "2025年下半年"),
    ("2025Q1", "2025-01-01", "2025-03-31", "2025年第一季度"),
    ("2025Q3", "2025-07-01", "2025-09-30", "2025年第三季度"),
    ("2025Q4", "2025-10-01", "2025-12-31", "2025年第四季度"),
    ("2025-07", "2025-07-01", "2025-07-31", "2025年7月"),
    ("2024-02", "2024-02-01", "2024-02-29", "2024年2月"),
    ("2025-12", "2025-12-01", "2025-12-31", "2025年12月"),
    ("2025-01-01..2025-11-20", "2025-01-01", "2025-11-20", "2025年1月1日至11月20日"),
    ("2024-12-01..2025-01-05", "2024-12-01", "2025-01-05", "2024年12月1日至2025年1月5日"),
    ("2025-03-05..2025-03-05", "2025-03-05", "2025-03-05", "2025年3月5日"),
    ("2025-01-01..2025-10-31", "2025-01-01", "2025-10-31", "2025年1月至10月"),
    ("2025-02-01..2025-07-31", "2025-02-01", "2025-07-31", "2025年2月至7月"),
]


@pytest.mark.parametrize(("name", "start", "end", "label"), NAMED)
def test_a_name_is_its_days_and_its_label(name, start, end, label):
    period = Period.parse(name)
    assert (period.start, period.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert (str(period), period.label()) == (name, label)


def test_it_is_named_as_short_as_can_be():
    assert str(Period.parse("2025-01-01..2025-12-31")) == "2025"
    assert str(Period.parse("2025-01-01..2025-06-30")) == "2025H1"
    assert str(Period.parse(" 2025q3 ")) == "2025Q3"


@given(any_period)
def test_its_name_reads_back(period):
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    "text",
    [
        *("", "今年", "25", "2025H3", "2025Q5", "2025-13", "2025-7", "20257", "2025..2026", "2025-07-01", "2025\n2026"),
        *("1000-01-01..2025-01-01", "2025-01-01..9999-12-31"),
        *("2025-02-01..2025-02-30", "2025-1-1..2025-2-1", "2025-03-01..2025-02-01", "0000", "9999", "２０２５"),
    ],
)
def test_anything_else_is_told_in_chinese(text):
    with pytest.raises(ValueError, match=r"[一-龥]"):
        Period.parse(text)


def test_a_moment_is_no_day():
    with pytest.raises(TypeError):
        Period(datetime(2025, 1, 1), datetime(2025, 1, 2))


@given(any_period)
def test_whole_months_and_edges_are_every_day_once(period):
    parts = [Period.of_month(first.year, first.month) for first in period.whole_months()] + list(period.edges())
    parts.sort()
    assert (parts[0].start, parts[-1].end) == (period.start, period.end)
    assert all(left.end + timedelta(days=1) == right.start for left, right in pairwise(parts))
    assert all(part in period for part in parts)


def test_a_report_closed_in_november_has_ten_months_and_an_edge():
    period = Period.parse("2025-01-01..2025-11-20")
    assert len(period.whole_months()) == 10
    assert [str(edge) for edge in period.edges()] == ["2025-11-01..2025-11-20"]


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2025", "2024"),
        ("2025H1", "2024H1"),
        ("2025Q1", "2024Q1"),
        ("2025-02", "2024-02"),
        ("2024-02", "2023-02"),
        ("2025-01-01..2025-11-20", "2024-01-01..2024-11-20"),
        ("2024-02-29..2024-03-02", "2023-02-28..2023-03-02"),
    ],
)
def test_the_year_before_is_the_same_stretch(period, before):
    assert str(Period.parse(period).previous_year()) == before


def test_it_contains_its_first_and_last_day():
    period = Period.parse("2025Q3")
    inside = [date(2025, 6, 30) in period, date(2025, 7, 1) in period, date(2025, 9, 30) in period]
    assert inside == [False, True, True]
    assert Period.parse("2025-07") in period
    assert Period.parse("2025H2") not in period
    assert period.days == 92


def test_today_is_a_day_in_shanghai(monkeypatch):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromisoformat("2025-12-31T16:00:01+00:00").astimezone(tz)

    monkeypatch.setattr(periods, "datetime", Clock)
    assert today() == date(2026, 1, 1)
