"""Signing in and out: by login and password, throttled, never led elsewhere, and nothing kept of it."""

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.signals import user_logged_in
from django.test import Client

from tests import people
from yiben.units.models import Person

SIGN_IN = "/units/sign-in/"


def attempt(client, login="alice", password=people.PASSWORD, **more):
    return client.post(SIGN_IN, {"username": login, "password": password} | more)


def test_it_signs_in(street, client):
    assert attempt(client).url == "/"
    assert "临水社区" in client.get("/").content.decode()


def test_a_page_asked_for_before_is_opened_after(street, client):
    asked = client.get("/units/")
    assert asked.url == f"{SIGN_IN}?next=/units/"
    assert attempt(client, next="/units/").url == "/units/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_it_never_leads_to_another_host(street, client, elsewhere):
    assert attempt(client, next=elsewhere).url == "/"


def test_whoever_is_signed_in_is_led_home(street):
    assert people.sign_in(street.alice).get(SIGN_IN).url == "/"


@pytest.mark.parametrize(("login", "password"), [("alice", "wrong-password"), ("nobody", people.PASSWORD), ("", "")])
def test_a_wrong_pair_is_refused_without_telling_which(street, client, login, password):
    page = attempt(client, login, password)
    assert page.status_code == 200
    assert "_auth_user_id" not in client.session
    if login:
        assert "登录名或密码不对" in page.content.decode()


def test_somebody_who_left_gets_the_same_answer(street, client):
    Person.objects.filter(login="alice").update(is_active=False)
    assert "登录名或密码不对" in attempt(client).content.decode()


def test_too_many_tries_are_stopped_with_a_sentence(street, client, settings):
    settings.AXES_FAILURE_LIMIT = 3
    for _ in range(3):
        stopped = attempt(client, password="wrong-password")
    assert stopped.status_code == 429
    assert "要等 15 分钟才能再试" in stopped.content.decode()
    assert attempt(client).status_code == 429


def test_tries_at_one_name_stop_nobody_else(street, client, settings):
    settings.AXES_FAILURE_LIMIT = 3
    for _ in range(3):
        attempt(client, password="wrong-password")
    assert attempt(Client(), login="amy").status_code == 302


def test_signing_in_clears_the_tries(street, client, settings):
    settings.AXES_FAILURE_LIMIT = 3
    attempt(client, password="wrong-password")
    attempt(client, password="wrong-password")
    attempt(client)
    assert not AccessAttempt.objects.exists()


def test_nothing_is_kept_of_signing_in(street, client):
    attempt(client)
    assert not AccessLog.objects.exists()
    assert "last_login" not in {field.name for field in Person._meta.get_fields()}
    assert not [receiver for receiver in user_logged_in.receivers if "last_login" in str(receiver)]


def test_it_signs_out_by_a_press_only(street):
    client = people.sign_in(street.alice)
    assert client.get("/units/sign-out/").status_code == 405
    assert client.post("/units/sign-out/").url == SIGN_IN
    assert "_auth_user_id" not in client.session


def test_signing_out_leads_nowhere_else(street):
    client = people.sign_in(street.alice)
    assert client.post("/units/sign-out/", {"next": "https://evil.example/"}).url == SIGN_IN


def test_a_form_without_its_token_is_refused(street):
    assert attempt(Client(enforce_csrf_checks=True)).status_code == 403
