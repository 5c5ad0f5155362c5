"""Accounts: one-time codes that expire, half a year without use, wrong tries, and the last administrator."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from tests import people
from yiben.lib.periods import stop_the_calendar, today
from yiben.lib.refused import Refused
from yiben.units import accounts, actions
from yiben.units.models import Act, Person, Post

SIGN_IN = "/units/sign-in/"


@pytest.fixture
def on():
    """Let the calendar stand on a day."""
    yield stop_the_calendar
    stop_the_calendar(None)


def tries(login, password=people.PASSWORD):
    client = Client()
    return client, client.post(SIGN_IN, {"username": login, "password": password})


def signs_in(login, password=people.PASSWORD):
    return tries(login, password)[1].status_code == 302


def another_administrator(street):
    said = {"login": "abe", "name": "阿贝", "password": "another-one-25", "unit": street.street, "kind": "admin"}
    return actions.take_on(by=None, since=people.SINCE, **said)


# -- half a year without use


def test_an_account_is_closed_half_a_year_after_it_was_used_and_says_so(street, on):
    on(date(2026, 1, 15))
    assert signs_in("alice")
    on(date(2026, 7, 14))
    assert signs_in("alice")
    on(date(2027, 2, 1))
    page = tries("alice")[1].content.decode()
    assert "180 天没有使用，已经关闭" in page
    assert not accounts.closed(Person.objects.get(login="amy"))


def test_a_wrong_password_is_not_told_that_an_account_is_closed(street):
    Person.objects.update(open_until=date(2020, 1, 31))
    page = tries("alice", "not-this-one")[1].content.decode()
    assert "已经关闭" not in page
    assert "登录名或密码不对" in page


def test_what_is_kept_of_use_is_a_month_to_come(street, on):
    kept = set()
    for day in (3, 16, 29):
        on(date(2026, 1, day))
        signs_in("alice")
        kept.add(Person.objects.get(login="alice").open_until)
    assert kept == {date(2026, 7, 31)}


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 8, 31), date(2024, 2, 29)])
def test_no_account_is_closed_before_half_a_year_is_over(day):
    assert timedelta(days=180) <= accounts.closes_after(day) - day <= timedelta(days=211)


def test_an_administrator_opens_it_again_with_a_slip(street):
    Person.objects.filter(login="alice").update(open_until=date(2020, 1, 31))
    ada, url = people.sign_in(street.ada), f"/units/people/{street.alice.person_id}/"
    assert "重新打开账号" in ada.get(url).content.decode()
    slip = ada.post(f"{url}password/").context["slips"][0]
    assert signs_in("alice", slip.password)
    assert Act.objects.filter(verb="units.renew_password", about=f"units.person:{street.alice.person_id}").exists()


def test_no_list_of_people_tells_who_used_what_until_when(street):
    Person.objects.filter(login="alice").update(open_until=date(2037, 5, 31))
    ada = people.sign_in(street.ada)
    for url in ("/units/people/", f"/units/people/{street.alice.person_id}/", "/units/"):
        assert not re.search(r"2037[年/.-]", ada.get(url).content.decode())


# -- codes


def test_a_code_is_hashed_and_opens_until_its_day(street, on):
    ada = people.sign_in(street.ada)
    slip = ada.post(f"/units/people/{street.alice.person_id}/password/").context["slips"][0]
    kept = Person.objects.get(login="alice")
    assert slip.password not in kept.password
    assert kept.passing_until == today() + accounts.CODE_LASTS
    on(kept.passing_until)
    assert signs_in("alice", slip.password)
    on(kept.passing_until + timedelta(days=1))
    assert "已经过期" in tries("alice", slip.password)[1].content.decode()


def test_a_password_of_ones_own_does_not_expire(street, on):
    actions.renew_password(street.alice.person, by=None, password="three-words-9")
    actions.choose_password(Person.objects.get(login="alice"), by=None, password="my-very-own-7")
    on(today() + timedelta(days=100))
    assert signs_in("alice", "my-very-own-7")


# -- wrong tries


def test_an_administrator_lets_somebody_try_again_at_once(street, settings):
    for _n in range(settings.AXES_FAILURE_LIMIT):
        answer = tries("alice", "not-this-one")[1]
    assert answer.status_code == 429
    assert tries("alice")[1].status_code == 429
    ada, url = people.sign_in(street.ada), f"/units/people/{street.alice.person_id}/"
    assert "解除暂停" in ada.get(url).content.decode()
    assert ada.post(f"{url}unlock/").status_code == 302
    assert signs_in("alice")
    assert "解除暂停" not in ada.get(url).content.decode()


def test_a_strangers_account_is_not_hers_to_unlock(street):
    with pytest.raises(Refused, match="只能为本单位及下属单位"):
        accounts.unlock(street.dan.person, by=street.ada)


# -- the last administrator


def test_the_last_administrator_stays(street):
    with pytest.raises(Refused, match="最后一位管理员"):
        actions.end_post(street.ada, by=None, until=today())
    assert Post.objects.get(pk=street.ada.pk).until is None


@pytest.mark.parametrize(
    "other", [{"until": date(2020, 1, 1), "since": date(2019, 1, 1)}, {"person__open_until": date(2020, 1, 1)}]
)
def test_an_administrator_who_cannot_sign_in_does_not_count(street, other):
    second = another_administrator(street)
    if "until" in other:
        Post.objects.filter(pk=second.pk).update(**other)
    else:
        Person.objects.filter(pk=second.person_id).update(open_until=other["person__open_until"])
    with pytest.raises(Refused, match="最后一位管理员"):
        actions.end_post(street.ada, by=None, until=today())


def test_where_there_are_two_one_may_go(street):
    second = another_administrator(street)
    assert actions.end_post(street.ada, by=second, until=today()).until == today()


# -- names


def test_a_corrected_name_is_traced_with_the_one_before(street):
    alice = people.sign_in(street.alice)
    assert alice.post("/units/self/name/", {"name": "安 宁宁"}).status_code == 302
    told = Act.objects.get(verb="units.correct_name")
    assert (told.detail["before"], told.detail["now"]) == ("安宁", "安 宁宁")


def test_nobody_else_corrects_it(street):
    with pytest.raises(Refused, match="只能改自己的姓名"):
        accounts.correct_name(street.amy.person, by=street.alice, name="别人")


# -- no post, no access


def test_without_a_post_there_is_a_plain_sentence_and_nothing_else(street):
    Post.objects.filter(pk=street.alice.pk).update(until=today() - timedelta(days=1))
    client, _answer = tries("alice")
    assert "现在没有在任的岗位" in client.get("/").content.decode()
    assert client.get("/entries/").status_code == 403
