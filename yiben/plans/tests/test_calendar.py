from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people import Street, entry, sign_in
from yiben.lib.periods import stop_the_calendar
from yiben.plans import actions
from yiben.plans.keydates import YEARS, key_days
from yiben.plans.models import Measure, Plan
from yiben.plans.tests.points import TITLE, long_points
from yiben.units.models import Post


@pytest.fixture
def confirmed(plan: Plan, place: Street) -> Plan:
    return actions.confirm(plan, by=place.bob)


def rows(page: str) -> dict[str, str]:
    """What stands in each month, without marks."""
    found = re.findall(r"<tr[^>]*><th scope=\"row\".*?</tr>", page, re.S)
    told = [re.sub(r"<[^>]+>|\s", "", row) for row in found]
    return {text.split("月")[0]: text for text in told}


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("春节", ("2024-02-10", "2025-01-29", "2026-02-17")),
        ("清明节", ("2024-04-04", "2025-04-04", "2026-04-05")),
        ("端午节", ("2024-06-10", "2025-05-31", "2026-06-19")),
        ("中秋节", ("2024-09-17", "2025-10-06", "2026-09-25")),
        ("重阳节", ("2024-10-11", "2025-10-29", "2026-10-18")),
        ("世界急救日", ("2024-09-14", "2025-09-13", "2026-09-12")),
    ],
)
def test_a_moving_day_is_where_the_calendar_has_it(name: str, days: tuple[str, ...]) -> None:
    found = [one.day for year in (2024, 2025, 2026) for one in key_days(year) if one.name == name]
    assert found == [date.fromisoformat(day) for day in days]


def test_every_year_has_its_days_in_order() -> None:
    for year in YEARS:
        days = [one.day for one in key_days(year)]
        assert days == sorted(days)
        assert {day.year for day in days} == {year}


@pytest.mark.django_db
def test_deadlines_and_quarters_stand_in_their_months(confirmed: Plan, place: Street) -> None:
    page = rows(sign_in(place.alice).get(reverse("plans:calendar") + "?year=2025").content.decode())
    assert len(page) == 12
    assert "五四青年节" in page["5"]
    assert "30日前开展“博爱一日捐”" in page["6"]
    assert [month for month, text in page.items() if "例会制度" in text] == ["3", "6", "9", "12"]
    assert "31日前做好双创优" in page["12"]
    assert "双创优" not in page["11"]


@pytest.mark.django_db
def test_a_draft_owes_nothing_and_a_stranger_sees_none_of_it(plan: Plan, place: Street) -> None:
    for post in (place.alice, place.dan):
        page = sign_in(post).get(reverse("plans:calendar") + "?year=2025").content.decode()
        assert "例会" not in page
        assert "还没有确认的工作要点" in page


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["", "0", "1999", "2100", "99999", "２０２５", "x", "-1"])
def test_a_year_that_it_does_not_have_is_this_year(place: Street, year: str) -> None:
    stop_the_calendar(date(2025, 5, 4))
    try:
        page = sign_in(place.bob).get(reverse("plans:calendar"), {"year": year}).content.decode()
    finally:
        stop_the_calendar(None)
    assert "2025年工作日历" in page
    assert "本月" in rows(page)["5"]


@pytest.mark.django_db
def test_it_asks_no_more_for_more_measures(place: Street) -> None:
    browser, asked = sign_in(place.bob), {}
    for measures in (3, 60):
        data = long_points(measures).replace("全年".encode(), "每季度".encode())
        plan = actions.upload(by=place.bob, unit=place.street, filename="x.txt", data=data)
        actions.confirm(plan, by=place.bob)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("plans:calendar") + "?year=2025")
        asked[measures] = len(queries)
    assert asked[60] <= asked[3] <= 25


@pytest.fixture
def november() -> Iterator[date]:
    stop_the_calendar(day := date(2025, 11, 20))
    yield day
    stop_the_calendar(None)


def shown(place: Street, post: Post, **asked: str) -> dict[str, list[str]]:
    """What each part of the page names, by the title of the measure."""
    agenda = sign_in(post).get(reverse("plans:calendar"), asked).context["agenda"]
    parts = ("open", "met", "others", "late")
    return {part: [due.measure.title[:8] for due in getattr(agenda, part)] for part in parts}


def held(place: Street, measure: Measure, day: date, **said: object) -> None:
    entry(place.riverside, by=place.alice, on=day, measures=(measure.pk,), **said)


@pytest.mark.django_db
def test_it_says_what_is_still_due_and_what_is_late(confirmed: Plan, place: Street, november: date) -> None:
    told = shown(place, place.bob)
    assert "健全街道联合工会" in told["open"]  # the fourth quarter runs
    assert {"健全街道联合工会", "开展“博爱一日捐"} <= set(told["late"])
    assert told["others"] == []
    page = re.sub(r"<[^>]+>|\s", "", sign_in(place.bob).get(reverse("plans:calendar")).content.decode())
    assert "第四季度·12月31日前健全街道联合工会例会制度" in page
    assert "还差1次" in page
    assert "不少于20,000元" in page
    assert "20000元以上" not in page


@pytest.mark.django_db
def test_what_was_held_for_it_is_done(confirmed: Plan, place: Street, november: date) -> None:
    talk = confirmed.measures.get(path="一（一）1")
    for month in (2, 5, 8, 11):
        held(place, talk, date(2025, month, 3))
    told = shown(place, place.bob)
    assert "健全街道联合工会" in told["met"]
    assert "健全街道联合工会" not in told["open"] + told["late"]
    quarters = rows(sign_in(place.bob).get(reverse("plans:calendar")).content.decode())
    assert [month for month, text in quarters.items() if "✓已做到已办1次" in text] == ["3", "6", "9", "12"]


@pytest.mark.django_db
def test_a_worker_is_told_her_own_and_not_the_streets(place: Street, november: date) -> None:
    data = f"{TITLE}\n一、工会工作\n1. 每个社区每月开展培训不少于1次。\n2. 街道每季度召开例会不少于1次。".encode()
    plan = actions.upload(by=place.bob, unit=place.street, filename="x.txt", data=data)
    actions.confirm(plan, by=place.bob)
    each, whole = plan.measures.all()
    page = rows(sign_in(place.bob).get(reverse("plans:calendar")).content.decode())
    assert "月底前每个社区每月开展培训" in page["11"]
    held(place, each, date(2025, 11, 3))
    told = shown(place, place.alice)
    assert (told["met"], told["others"], told["open"]) == ([each.title[:8]], [whole.title[:8]], [])
    assert whole.title[:8] not in told["late"]
    officer = re.sub(r"<[^>]+>", "", sign_in(place.bob).get(reverse("plans:calendar")).content.decode())
    assert "还没有做到的有望山" in officer


@pytest.mark.django_db
def test_it_is_filtered_by_line(confirmed: Plan, place: Street, november: date) -> None:
    told = shown(place, place.bob, line="redcross")
    assert set(told["late"]) == {"开展“博爱一日捐"}
    assert told["open"] == []
    assert shown(place, place.bob, line="x") == shown(place, place.bob)


@pytest.mark.django_db
def test_an_owners_word_settles_what_has_no_number(place: Street, november: date) -> None:
    data = (
        f"{TITLE}\n一、工会工作\n1. 6月底前建成职工书屋，方便职工阅读。\n2. 全年开展工会教育培训不少于36场。".encode()
    )
    plan = actions.upload(by=place.bob, unit=place.street, filename="x.txt", data=data)
    actions.confirm(plan, by=place.bob)
    room = plan.measures.get(path="一1")
    assert shown(place, place.bob)["late"] == [room.title[:8]]
    actions.declare_done(room, by=place.bob, reason="已开放")
    assert shown(place, place.bob)["late"] == []
