"""The session ended while somebody was at work: where signing in leads, and what a button's address is as a page."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import people

pytestmark = pytest.mark.django_db
PAGE = "/entries/import/"


def test_a_page_is_asked_for_again():
    assert Client().get(f"{PAGE}?page=2")["Location"] == "/units/sign-in/?next=/entries/import/%3Fpage%3D2"


def test_a_press_begins_again_at_the_page_on_which_it_was_made():
    page = "http://testserver/reports/forms/"
    pressed = Client().post(reverse("units:feedback"), headers={"Referer": page})
    assert pressed["Location"] == "/units/sign-in/?next=/reports/forms/"
    street = people.street()
    signed = Client().post(pressed["Location"], {"username": street.bob.person.login, "password": people.PASSWORD})
    assert signed["Location"] == "/reports/forms/"


@pytest.mark.parametrize("page", ["", "https://elsewhere.example/", "javascript:alert(1)"])
def test_it_leads_nowhere_else(page):
    assert Client().post(reverse("units:feedback"), headers={"Referer": page})["Location"] == "/units/sign-in/?next=/"


def test_htmx_is_sent_to_sign_in_whole():
    said = {"HX-Request": "true", "HX-Current-URL": "http://testserver/entries/"}
    answer = Client().get("/entries/", headers=said)
    assert answer["HX-Redirect"] == "/units/sign-in/?next=/entries/"
    assert answer.content == b""


def test_a_buttons_address_opened_as_a_page_says_so():
    answer = people.sign_in(people.street().bob).get(reverse("units:switch"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "这个网址是一个按钮的" in answer.content.decode()
