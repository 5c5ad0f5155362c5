"""One's own page: posts, password, other browsers."""

import pytest

from tests import people
from yiben.units import actions
from yiben.units.models import Act, Person, Post

PASSWORD = "/units/self/password/"
ELSEWHERE = "/units/self/sign-out-elsewhere/"
NEW = "a-better-one-2025"


def change(client, **said):
    return client.post(PASSWORD, {"old": people.PASSWORD, "password": NEW, "again": NEW} | said)


def signed_in(client):
    return client.get("/units/self/").status_code == 200


def test_it_lists_ones_posts(street):
    page = people.sign_in(street.bob).get("/units/self/").content.decode()
    assert "青石街道" in page
    assert "条线干部" in page


def test_it_changes_the_password_and_signs_out_other_browsers(street):
    here, there = people.sign_in(street.alice), people.sign_in(street.alice)
    assert change(here).url == "/units/self/"
    assert signed_in(here)
    assert not signed_in(there)
    assert Person.objects.get(login="alice").check_password(NEW)


def test_changing_it_is_traced_without_the_password(street):
    change(people.sign_in(street.alice))
    act = Act.objects.get(verb="units.choose_password")
    assert (act.person, act.detail) == (street.alice.person, {"login": "alice"})


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"old": "not-this-one"}, "现在的密码不对"),
        ({"again": "something-else-1"}, "两遍输入的新密码不一样"),
        ({"password": people.PASSWORD, "again": people.PASSWORD}, "新密码不能和现在的一样"),
        ({"password": "short-1", "again": "short-1"}, "密码"),
        ({"password": "1234567890123", "again": "1234567890123"}, "密码"),
        ({"password": "x" * 129, "again": "x" * 129}, "128"),
    ],
)
def test_a_password_that_will_not_do_says_why(street, said, sentence):
    page = change(people.sign_in(street.alice), **said)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert Person.objects.get(login="alice").check_password(people.PASSWORD)


def test_other_browsers_are_signed_out_against_the_password(street):
    here, there = people.sign_in(street.alice), people.sign_in(street.alice)
    assert here.post(ELSEWHERE, {"password": people.PASSWORD}).url == "/units/self/"
    assert signed_in(here)
    assert not signed_in(there)


def test_a_wrong_password_signs_nobody_out(street):
    here, there = people.sign_in(street.alice), people.sign_in(street.alice)
    page = here.post(ELSEWHERE, {"password": "not-this-one"})
    assert page.status_code == 422
    assert "密码不对" in page.content.decode()
    assert signed_in(there)


def test_a_passing_password_opens_nothing_but_choosing_ones_own(street):
    actions.renew_password(street.alice.person, by=street.ada, password="handed-over-1")
    client = people.sign_in(street.alice)
    for address in ("/", "/units/", "/entries/"):
        assert client.get(address).url == PASSWORD
    assert 'name="old"' not in client.get(PASSWORD).content.decode()
    assert client.post(PASSWORD, {"password": NEW, "again": NEW}).url == "/units/self/"
    assert client.get("/").status_code == 200


def test_an_administrators_open_screen_is_not_enough_to_take_her_password(street):
    client = people.sign_in(street.ada)
    answer = client.post(f"/units/people/{street.ada.person_id}/password/")
    assert answer.status_code == 409
    assert street.ada.person.check_password(people.PASSWORD)
    assert client.get("/").status_code == 200


def test_without_a_post_one_is_told_whom_to_ask(street):
    Post.objects.filter(pk=street.alice.pk).update(until=people.SINCE)
    client = people.sign_in(street.alice)
    assert "请本单位管理员安排岗位" in client.get("/").content.decode()
    assert client.get("/entries/").status_code == 403
    assert change(client).url == "/units/self/"
