"""The page that opens a year, for those who plan and for those who arrange posts."""

from datetime import date

import pytest
from django.urls import reverse

from tests.people import sign_in, street
from yiben.lib.periods import stop_the_calendar
from yiben.lib.refused import Refused
from yiben.plans import actions, opening
from yiben.plans.models import Plan
from yiben.plans.tests.points import DATA, FILENAME
from yiben.portal.year import year_opened
from yiben.units.models import Post
from yiben.units.prolonging import prolong_post

pytestmark = pytest.mark.django_db
NOVEMBER = date(2025, 11, 20)


@pytest.fixture
def place():
    stop_the_calendar(NOVEMBER)
    return street()


@pytest.mark.parametrize(
    ("day", "opened"), [(date(2025, 9, 30), 2025), (date(2025, 10, 1), 2026), (date(2026, 2, 1), 2026)]
)
def test_from_october_it_is_the_next_year(day, opened):
    assert year_opened(day) == opened


def test_an_officer_drafts_there_what_was_promised_last_year(place):
    plan = actions.upload(by=place.bob, unit=place.street, filename=FILENAME, data=DATA)
    actions.confirm(plan, by=place.bob)
    browser = sign_in(place.bob)
    assert reverse("plans:open-year", args=[plan.pk]) in browser.get("/year/").content.decode()
    opening.open_year(plan, by=place.bob, measures=set(plan.measures.values_list("pk", flat=True)))
    draft = Plan.objects.get(year=2026)
    page = browser.get("/year/").content.decode()
    assert reverse("plans:detail", args=[draft.pk]) in page
    assert reverse("plans:open-year", args=[plan.pk]) not in page


def test_an_administrator_lets_a_post_run_on(place):
    Post.objects.filter(pk=place.amy.pk).update(until="2025-12-31")
    browser = sign_in(place.ada)
    assert "2025年12月31日" in browser.get("/year/").content.decode()
    browser.post(reverse("portal:prolong", args=[place.amy.pk]))
    assert Post.objects.get(pk=place.amy.pk).until == date(2026, 12, 31)
    assert "没有。没写到期日的岗位照旧" in browser.get("/year/").content.decode()


@pytest.mark.parametrize("until", [None, date(2025, 11, 19)])
def test_a_post_without_an_end_or_behind_it_is_not_prolonged(place, until):
    Post.objects.filter(pk=place.amy.pk).update(until=until)
    with pytest.raises(Refused):
        prolong_post(place.amy, by=place.ada, until=date(2026, 12, 31), today=NOVEMBER)


def test_it_is_prolonged_only_to_a_later_day(place):
    Post.objects.filter(pk=place.amy.pk).update(until="2026-12-31")
    with pytest.raises(Refused, match="晚"):
        prolong_post(place.amy, by=place.ada, until=date(2026, 12, 31), today=NOVEMBER)
