"""Growth is checked by the days that were, by what its own words name, and by whatever way the book tells both years."""

from __future__ import annotations

from datetime import date

from tests import people
from yiben.reports.tests.test_check import told


def held(s, year, *days, **said):
    for month, day in days:
        people.entry(s.riverside, by=s.alice, on=date(year, month, day), **said)


def test_last_year_ends_with_the_days_that_this_year_has_had(street):
    held(street, 2024, (1, 9), (3, 1), (5, 1), (8, 1), (12, 1), (12, 5))
    held(street, 2025, (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (7, 1))
    grown = {
        rate: told(street, f"全年开展志愿服务6场，较上年同期增长{rate}。")[rate][0] for rate in ("50%", "0%", "80%")
    }
    assert grown == {"50%": "supported", "0%": "supported", "80%": "contradicted"}


def test_growth_is_of_the_measure_that_it_names(street):
    held(street, 2024, (1, 9), (3, 1), amounts={"attendances": 20})
    held(street, 2025, (2, 1), (3, 1), (4, 1), amounts={"attendances": 20, "volunteers": 2})
    text = "全年开展志愿服务3场，参加居民60人次，志愿者6人次，场次同比增长{}。"
    assert told(street, text.format("50%"))["50%"][0] == "supported"
    assert told(street, text.format("60%"))["60%"] == ("contradicted", 50)


def test_what_only_titles_tell_may_have_grown_too(street):
    held(street, 2024, (1, 9), (3, 1), title="楼道环境整治")
    held(street, 2024, (4, 9), title="陪老人下棋")
    held(street, 2025, (2, 1), (3, 1), (4, 1), title="楼道环境整治")
    text = "与去年同期相比，楼道环境整治场次增长{}。"
    assert told(street, text.format("50%"))["50%"][0] == "supported"
    assert told(street, text.format("20%"))["20%"][0] == "contradicted"
