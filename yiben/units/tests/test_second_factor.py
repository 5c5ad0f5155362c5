"""Signing in with a second factor, in the browser."""

import time

import pytest
from django.test import Client

from tests import people
from yiben.units import factors, second_factor
from yiben.units.models import Act, Factor, Person, RecoveryCode

SIGN_IN, CODE, SETUP = "/units/sign-in/", "/units/sign-in/code/", "/units/self/factor/"


@pytest.fixture
def secret(street):
    """Ada's secret; its first code was used two minutes ago."""
    kept = factors.new_secret()
    second_factor.take_on(street.ada.person, by=street.ada, secret=kept, code=factors.code_at(kept, time.time()))
    Factor.objects.update(last_step=int(time.time()) // 30 - 4)
    return kept


def with_password(login):
    client = Client()
    return client, client.post(SIGN_IN, {"username": login, "password": people.PASSWORD})


def opens(client):
    return client.get("/units/people/").status_code == 200


def test_an_administrator_without_one_is_led_to_take_it_on(street):
    client, answer = with_password("ada")
    assert answer.url == "/"
    assert client.get("/").url == SETUP
    assert client.get("/units/people/").url == SETUP


def test_nobody_else_is_asked_for_one(street):
    client, _answer = with_password("bob")
    assert client.get("/").status_code == 200


def test_it_is_taken_on_with_the_first_code_and_gives_ten_recovery_codes_once(street):
    client, _answer = with_password("ada")
    page = client.get(SETUP).content.decode()
    kept = second_factor.unsealed(client.session["pending-factor"], street.ada.person)
    assert kept[:4] in page
    assert "data:image/svg+xml" in page
    said = {"code": factors.code_at(kept, time.time()), "password": people.PASSWORD}
    answer = client.post(SETUP, said)
    assert answer.content.decode().count('<li class="trace">') == 10
    assert opens(client)
    assert kept not in Factor.objects.get().secret


@pytest.mark.parametrize(
    ("said", "sentence"),
    [({"code": "000000"}, "验证码不对"), ({"password": "not-this-one"}, "现在的密码不对")],
)
def test_a_wrong_first_code_or_password_takes_on_nothing(street, said, sentence):
    client, _answer = with_password("ada")
    client.get(SETUP)
    kept = second_factor.unsealed(client.session["pending-factor"], street.ada.person)
    good = {"code": factors.code_at(kept, time.time()), "password": people.PASSWORD}
    answer = client.post(SETUP, good | said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Factor.objects.exists()


def test_the_password_alone_does_not_sign_in(street, secret):
    client, answer = with_password("ada")
    assert answer.url == CODE
    assert client.get("/").url.startswith(SIGN_IN)


def test_the_code_from_the_phone_signs_in(street, secret):
    client, _answer = with_password("ada")
    assert client.post(CODE, {"code": factors.code_at(secret, time.time())}).url == "/"
    assert opens(client)


def test_a_code_that_was_used_does_not_sign_in_again(street, secret):
    code = factors.code_at(secret, time.time())
    first, _answer = with_password("ada")
    first.post(CODE, {"code": code})
    second, _answer = with_password("ada")
    answer = second.post(CODE, {"code": code})
    assert answer.status_code == 422
    assert "已经用过" in answer.content.decode()


def test_a_recovery_code_signs_in_once_and_is_traced(street, secret):
    codes = second_factor.renew_codes(street.ada.person, by=street.ada, password=people.PASSWORD)
    client, _answer = with_password("ada")
    assert client.post(CODE, {"code": codes[3].upper()}).url == "/"
    again, _answer = with_password("ada")
    assert again.post(CODE, {"code": codes[3]}).status_code == 422
    assert RecoveryCode.objects.count() == 9
    assert Act.objects.filter(verb="units.use_recovery_code").count() == 1


def test_codes_are_not_guessed_for_long(street, secret, settings):
    client, _answer = with_password("ada")
    tried = [client.post(CODE, {"code": f"{n:06}"}).status_code for n in range(settings.AXES_FAILURE_LIMIT + 1)]
    assert tried[0] == 422
    assert tried[-1] == 429
    assert client.post(CODE, {"code": factors.code_at(secret, time.time())}).status_code == 429


def test_the_code_is_waited_for_five_minutes(street, secret, monkeypatch):
    client, _answer = with_password("ada")
    now = time.time()
    monkeypatch.setattr("yiben.units.signing.time.time", lambda: now + 301)
    assert client.post(CODE, {"code": factors.code_at(secret, now + 301)}).url == SIGN_IN


def test_the_code_page_without_a_password_leads_back(street):
    assert Client().get(CODE).url == SIGN_IN


def test_another_administrator_takes_it_away_and_not_herself(street, secret):
    mine = people.sign_in(street.ada)
    assert mine.post(f"/units/people/{street.ada.person_id}/factor/").status_code == 409
    assert Factor.objects.exists()
    other = people.actions.take_on(
        by=street.ada,
        login="abe",
        name="阿贝",
        password="another-one-25",
        unit=street.street,
        kind="admin",
        since=people.SINCE,
    )
    Person.objects.filter(pk=other.person_id).update(passing=False)
    other.refresh_from_db()
    assert people.sign_in(other).post(f"/units/people/{street.ada.person_id}/factor/").status_code == 302
    assert not Factor.objects.exists()
    assert Act.objects.get(verb="units.drop_factor").post == other


def test_an_administrator_below_does_not_take_away_that_of_one_above(street, secret):
    low = people.actions.take_on(
        by=None,
        login="low",
        name="罗",
        password="another-one-25",
        unit=street.riverside,
        kind="admin",
        since=people.SINCE,
    )
    with pytest.raises(second_factor.Refused):
        second_factor.drop_factor(street.ada.person, by=low)


def test_new_recovery_codes_need_the_password(street, secret):
    client = people.sign_in(street.ada)
    assert client.post("/units/self/factor/codes/", {"password": "wrong"}).status_code == 422
    answer = client.post("/units/self/factor/codes/", {"password": people.PASSWORD})
    assert answer.content.decode().count('<li class="trace">') == 10


def test_when_somebody_signed_in_is_kept_nowhere(street, secret):
    client, _answer = with_password("ada")
    client.post(CODE, {"code": factors.code_at(secret, time.time())})
    assert not Act.objects.filter(verb__startswith="units.sign").exists()
    assert {field.get_internal_type() for field in Factor._meta.get_fields() if field.concrete} & {
        "DateTimeField",
        "DateField",
    } == set()
