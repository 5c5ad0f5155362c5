"""Signing in through the office's account system: a real provider, started here, over real requests."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.conf import settings as project
from django.test import Client
from oidc_provider_mock import User, run_server_in_thread

from tests import people
from yiben.units import factors, oidc, second_factor
from yiben.units.models import Person

BACKENDS = [*project.AUTHENTICATION_BACKENDS, "yiben.units.oidc.Backend"]


@pytest.fixture
def issuer(street, settings):
    claims = [
        User(sub="u-1", claims={"preferred_username": "alice"}),
        User(sub="u-2", claims={"preferred_username": "ada"}),
        User(sub="u-3", claims={"preferred_username": "nobody-here"}),
        User(sub="u-4", claims={"name": "没有登录名"}),
    ]
    with run_server_in_thread(user_claims=claims) as server:
        settings.OIDC_ISSUER = f"http://localhost:{server.server_port}"
        settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = "yiben", "client-secret"
        settings.AUTHENTICATION_BACKENDS = BACKENDS
        oidc.discovered.cache_clear()
        yield settings.OIDC_ISSUER
    oidc.discovered.cache_clear()


def comes_back(client, sub, path="/units/oidc/start/"):
    """Go to the issuer, say who one is there, and come back with what it gave."""
    start = client.get(path)
    answer = requests.post(start.url, data={"sub": sub}, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["location"])
    return client.get(f"{back.path}?{back.query}")


def told(client):
    return client.get("/units/sign-in/").content.decode()


def test_the_sign_in_page_offers_it_where_it_is_set(issuer, settings):
    assert "统一身份认证" in told(Client())
    settings.OIDC_ISSUER = ""
    assert "统一身份认证" not in told(Client())


def test_somebody_with_an_account_here_is_signed_in(issuer):
    client = Client()
    assert comes_back(client, "u-1").url == "/"
    assert "安宁" in client.get("/units/self/").content.decode()


def test_she_goes_on_to_where_she_was_going_and_nowhere_else(issuer):
    assert comes_back(Client(), "u-1", "/units/oidc/start/?next=/entries/").url == "/entries/"
    assert comes_back(Client(), "u-1", "/units/oidc/start/?next=https://elsewhere.example/").url == "/"


@pytest.mark.parametrize("sub", ["u-3", "u-4"])
def test_without_an_account_here_nobody_is_made_one(issuer, sub):
    before, client = Person.objects.count(), Client()
    assert comes_back(client, sub).url == "/units/sign-in/"
    assert "这里没有您的账号" in told(client)
    assert Person.objects.count() == before


def test_an_account_that_is_closed_opens_nothing(issuer):
    Person.objects.filter(login="alice").update(is_active=False)
    assert comes_back(Client(), "u-1").url == "/units/sign-in/"


def test_a_second_factor_is_still_asked_for(issuer, street):
    secret = factors.new_secret()
    import time

    second_factor.take_on(street.ada.person, by=street.ada, secret=secret, code=factors.code_at(secret, time.time()))
    client = Client()
    assert comes_back(client, "u-2").url == "/units/sign-in/code/"
    assert client.get("/units/people/").status_code == 302


def test_an_issuer_that_asks_for_one_itself_is_enough(issuer, settings):
    settings.OIDC_SECOND_FACTOR = True
    client = Client()
    assert comes_back(client, "u-2").url == "/"
    assert client.get("/units/people/").status_code == 200


def test_a_token_for_another_place_is_refused(issuer, settings, monkeypatch):
    client = Client()
    start = client.get("/units/oidc/start/")
    answer = requests.post(start.url, data={"sub": "u-1"}, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["location"])
    verify = oidc.OIDCAuthenticationBackend.verify_token
    monkeypatch.setattr(
        oidc.OIDCAuthenticationBackend, "verify_token", lambda *a, **k: verify(*a, **k) | {"aud": "another-client"}
    )
    assert client.get(f"{back.path}?{back.query}").url == "/units/sign-in/"
    assert "没有成功" in told(client)


@pytest.mark.parametrize(
    "query", ["code=x&state=made-up", "error=access_denied&state=x", "", "code=x", "state=" + "y" * 3000 + "&code=1"]
)
def test_what_comes_back_made_up_opens_nothing(issuer, query):
    client = Client()
    client.get("/units/oidc/start/")
    assert client.get(f"/units/oidc/back/?{query}").url == "/units/sign-in/"
    assert client.get("/units/self/").status_code == 302


def test_a_code_comes_back_once(issuer):
    client = Client()
    start = client.get("/units/oidc/start/")
    answer = requests.post(start.url, data={"sub": "u-1"}, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["location"])
    assert client.get(f"{back.path}?{back.query}").url == "/"
    other = Client()
    assert other.get(f"{back.path}?{back.query}").url == "/units/sign-in/"


def test_state_nonce_and_pkce_go_with_the_question(issuer):
    asked = parse_qs(urlsplit(Client().get("/units/oidc/start/").url).query)
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert asked["code_challenge_method"] == ["S256"]


def test_an_issuer_that_does_not_answer_is_a_sentence_and_passwords_go_on(street, settings):
    settings.OIDC_ISSUER = "http://localhost:9"
    settings.AUTHENTICATION_BACKENDS = BACKENDS
    oidc.discovered.cache_clear()
    client = Client()
    assert client.get("/units/oidc/start/").url == "/units/sign-in/"
    assert "没有成功" in told(client)
    assert client.post("/units/sign-in/", {"username": "bob", "password": people.PASSWORD}).url == "/"


def test_no_token_of_the_issuers_is_kept(issuer):
    client = Client()
    comes_back(client, "u-1")
    assert not [key for key, kept in client.session.items() if re.search("token$|oidc_states", key) and kept]
