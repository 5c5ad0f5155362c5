"""Acting in another of one's posts."""

from datetime import date, timedelta

import pytest

from tests import people
from yiben.lib.periods import today
from yiben.units import actions

SWITCH = "/units/switch/"


@pytest.fixture
def second(street):
    return actions.give_post(
        street.alice.person, by=None, unit=street.street, kind="officer", since=people.SINCE, lines=["union"]
    )


def acting(client):
    return client.get("/units/self/").context["acting"]


def test_the_first_post_is_acted_in_until_another_is_chosen(street, second):
    client = people.sign_in(street.alice)
    assert acting(client) == street.alice
    assert client.post(SWITCH, {"post": second.pk}).url == "/"
    assert acting(client) == second


def test_the_page_head_offers_both_posts(street, second):
    page = people.sign_in(street.alice).get("/units/self/").content.decode()
    assert f'value="{street.alice.pk}"' in page
    assert f'value="{second.pk}"' in page


def test_somebody_elses_post_is_refused(street, second):
    client = people.sign_in(street.alice)
    page = client.post(SWITCH, {"post": street.bob.pk}, follow=True)
    assert "这个岗位不是您的" in page.content.decode()
    assert acting(client) == street.alice


@pytest.mark.parametrize("post", ["", "x", "0", "999999"])
def test_a_post_that_is_none_changes_nothing(street, second, post):
    client = people.sign_in(street.alice)
    client.post(SWITCH, {"post": post})
    assert acting(client) == street.alice


def test_a_post_that_ended_is_left_at_once(street, second):
    client = people.sign_in(street.alice)
    client.post(SWITCH, {"post": second.pk})
    actions.end_post(second, by=None, until=today() - timedelta(days=1))
    assert acting(client) == street.alice


def test_a_post_that_has_not_begun_is_not_acted_in(street):
    later = actions.give_post(street.alice.person, by=None, unit=street.street, kind="lead", since=date(2199, 1, 1))
    client = people.sign_in(street.alice)
    client.post(SWITCH, {"post": later.pk})
    assert acting(client) == street.alice


def test_switching_is_a_press(street):
    assert people.sign_in(street.alice).get(SWITCH).status_code == 405


def test_without_signing_in_nothing_is_switched(street, client):
    assert client.post(SWITCH, {"post": street.alice.pk}).url.startswith("/units/sign-in/")
