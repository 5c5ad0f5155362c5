"""Amounts that are seldom true are asked back where they are typed and told where they stand in a list; never refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests import people
from yiben.ledger import importing
from yiben.ledger.models import Entry
from yiben.ledger.unusual import Activity, unusual
from yiben.lib.canonical import uuid7

DAY = date(2025, 3, 5)


def asked(kind, *, end=None, summary=False, **amounts):
    return unusual(Activity(kind, DAY, end, summary), [(metric, Decimal(many)) for metric, many in amounts.items()])


@pytest.mark.parametrize(
    ("kind", "amounts"),
    [
        ("meeting", {"attendances": 5000}),
        ("themed", {"people": 30_000}),
        ("volunteering", {"volunteers": 13_800}),
        ("publicity", {"materials": 200_000}),
        ("relief", {"households": 8000}),
        ("donation", {"money": 20_000_000}),
        ("lecture", {"times": 80}),
    ],
)
def test_what_nobody_would_expect_is_asked_back(kind, amounts):
    assert asked(kind, **amounts) == list(amounts)


@pytest.mark.parametrize(
    ("kind", "amounts"),
    [
        ("meeting", {"attendances": 800, "times": 1}),
        ("themed", {"people": 2500, "volunteers": 400, "materials": 5000}),
        ("training", {"attendances": 9600, "times": 12}),
        ("status", {"volunteers": 13_800}),
        ("service", {"items": 120_000, "people": 40_000}),
        ("dues", {"people": 20_600, "money": 2_199_400}),
        ("volunteering", {"volunteers": 10, "hours": 80}),
        ("other", {}),
    ],
)
def test_what_happens_and_what_is_of_no_one_time_is_not(kind, amounts):
    assert asked(kind, **amounts) == []


def test_many_days_and_many_times_may_have_many_people():
    assert asked("screening", people=8000) == ["people"]
    assert asked("screening", people=8000, end=date(2025, 3, 9)) == []
    assert asked("lecture", attendances=9000, times=12) == []
    assert asked("volunteering", times=300, summary=True) == []


def test_more_hours_than_their_days_have_are_asked_back():
    assert asked("volunteering", volunteers=10, hours=900) == ["hours"]
    assert asked("volunteering", volunteers=10, hours=900, times=10) == []


@pytest.fixture
def street(db):
    return people.street()


def sent(post, **said):
    plain = {"id": str(uuid7()), "unit": post.unit_id, "kind": "meeting", "title": "居民议事会", "start": "2025-03-05"}
    return people.sign_in(post).post(reverse("ledger:new"), plain | said)


def test_a_form_asks_beside_the_field_and_takes_a_tick_for_it(street):
    page = sent(street.alice, attendances="5000", place="社区礼堂")
    assert page.status_code == 422
    text = page.content.decode()
    assert "没有错就勾上" in text
    assert '<input type="checkbox" name="attendances-sure" value="5000"><span>确实是 5,000 人次</span>' in text
    assert not Entry.objects.exists()
    sent(street.alice, attendances="5000", **{"attendances-sure": "5000"})
    assert Entry.objects.get().quantities.get(metric="attendances").amount == 5000


def test_a_tick_holds_for_the_number_that_it_says(street):
    page = sent(street.alice, attendances="50000", **{"attendances-sure": "5000"})
    assert page.status_code == 422
    assert "确实是 50,000 人次" in page.content.decode()


def test_what_is_ticked_stays_so_while_something_else_is_wrong(street):
    page = sent(street.alice, attendances="5000", title="", **{"attendances-sure": "5000"}).content.decode()
    assert 'name="attendances-sure" value="5000" checked' in page
    assert "请核对" not in page.partition("<form class")[2].partition("data-most")[0]


def test_what_cannot_be_is_refused_whatever_is_ticked(street):
    page = sent(street.alice, attendances="13800000000", **{"attendances-sure": "13800000000"})
    assert "数字大得不像" in page.content.decode()
    assert not Entry.objects.exists()


def test_a_row_of_a_list_is_told_and_stays_good(street):
    rows = "日期,活动名称,类型,参加人次\n2025-03-05,居民议事会,会议,5000\n2025-03-06,居民议事会,会议,50\n"
    said = {"unit": street.riverside, "filename": "台账.csv", "data": rows.encode()}
    batch = importing.begin_import(by=street.alice, **said)
    told = [[finding["text"] for finding in row.findings if "多得多" in finding["text"]] for row in batch.rows.all()]
    assert told == [["5000比平常一次活动的多得多，请看一下"], []]
    assert all(row.good for row in batch.rows.all())
