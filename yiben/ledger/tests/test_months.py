"""Closing and reopening months: lead and administrator, with a reason for reopening."""

from datetime import date

import pytest
from django.urls import reverse

from tests.people import entry, sign_in, street
from yiben.ledger import actions
from yiben.ledger.models import Closing, closed_on
from yiben.lib.refused import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["carol", "ada"])
def test_a_lead_or_an_administrator_closes_a_month(name):
    s = street()
    answer = sign_in(getattr(s, name)).post(reverse("ledger:close"), {"period": "2025-03"}, follow=True)
    assert "已结账：2025年3月" in answer.content.decode()
    assert closed_on(s.street, {date(2025, 3, 31), date(2025, 4, 1)}) == {date(2025, 3, 31)}


@pytest.mark.parametrize("name", ["alice", "bob", "eve", "dan"])
def test_nobody_else_closes(name):
    s = street()
    assert sign_in(getattr(s, name)).post(reverse("ledger:close"), {"period": "2025-03"}).status_code == 403
    assert not Closing.objects.exists()


def test_reopening_needs_a_reason():
    s = street()
    browser = sign_in(s.carol)
    browser.post(reverse("ledger:close"), {"period": "2025Q1"})
    answer = browser.post(reverse("ledger:reopen"), {"period": "2025-02"})
    assert answer.status_code == 422
    assert "重新打开要写明原因" in answer.content.decode()
    browser.post(reverse("ledger:reopen"), {"period": "2025-02", "reason": "集中补录"})
    shown = browser.get(reverse("ledger:months"), {"year": "2025"}).context["months"]
    assert [month.closed for month in shown[:4]] == [True, False, True, False]


def test_a_span_within_a_month_shows_as_partly_closed():
    s = street()
    sign_in(s.carol).post(reverse("ledger:close"), {"period": "2025-03-01..2025-03-10"})
    shown = sign_in(s.carol).get(reverse("ledger:months"), {"year": "2025"}).context["months"]
    assert (shown[2].partly, shown[2].closed) == (True, False)


@pytest.mark.parametrize("period", ["", "上个月", "2025-13"])
def test_a_period_that_cannot_be_read_is_told(period):
    s = street()
    assert sign_in(s.carol).post(reverse("ledger:close"), {"period": period}).status_code == 422


def test_only_ones_own_book_is_closed():
    s = street()
    with pytest.raises(Refused, match="本街道"):
        actions.close(s.elsewhere.tenant, by=s.carol, start=date(2025, 3, 1), end=date(2025, 3, 31))
    with pytest.raises(Refused, match="本街道"):
        actions.close(s.riverside, by=s.carol, start=date(2025, 3, 1), end=date(2025, 3, 31))


def test_another_streets_closing_touches_nobody_else():
    s = street()
    actions.close(s.elsewhere.tenant, by=None, start=date(2025, 3, 1), end=date(2025, 3, 31))
    assert not entry(s.riverside, by=s.alice).late


@pytest.mark.parametrize("year", ["", "x", "0", "99999", "２０２５", "9" * 5000])
def test_an_odd_year_in_the_url_shows_this_one(year):
    s = street()
    assert sign_in(s.carol).get(reverse("ledger:months"), {"year": year}).status_code == 200
