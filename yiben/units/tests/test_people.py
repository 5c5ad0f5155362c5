"""An administrator's work: people, their posts, a password for who lost hers."""

import re
from datetime import date

import pytest

from tests import people
from yiben.lib.refused import Refused
from yiben.units import actions
from yiben.units.models import Act, Person, Post

ADD = "/units/people/add/"


@pytest.fixture
def ada(street):
    return people.sign_in(street.ada)


def newcomer(street, **said):
    new = {"login": "fay", "name": "方雅", "unit": street.hilltop.pk, "kind": "worker", "since": "2025-03-01"}
    return new | said


def password_on(page):
    return re.search(r"<strong>([a-z0-9-]{14})</strong>", page.content.decode())[1]


# -- taking on


def test_a_newcomer_gets_a_post_and_a_password_shown_once(street, ada, client):
    slip = ada.post(ADD, newcomer(street))
    assert "no-store" in slip["Cache-Control"]
    post = Post.objects.get(person__login="fay")
    assert (post.unit, post.kind, post.person.passing) == (street.hilltop, "worker", True)
    signed_in = client.post("/units/sign-in/", {"username": "fay", "password": password_on(slip)}, follow=True)
    assert "设一个自己的密码" in signed_in.content.decode()


def test_no_password_is_traced(street, ada):
    slip = ada.post(ADD, newcomer(street))
    told = str(list(Act.objects.filter(person=street.ada.person).values()))
    assert "fay" in told
    assert password_on(slip) not in told


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"login": "alice"}, "登录名alice已经有人用了"),
        ({"login": "Alice"}, "登录名Alice已经有人用了"),
        ({"login": "方雅"}, "登录名只能用字母"),
        ({"login": "13800138000"}, "不要用手机号"),
        ({"name": ""}, "这个字段是必填项"),
        ({"since": "32月"}, "32月"),
        ({"kind": "king"}, "king"),
    ],
)
def test_what_will_not_do_is_told_beside_the_field(street, ada, said, sentence):
    page = ada.post(ADD, newcomer(street, **said))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Person.objects.filter(name="方雅").exists()


def test_another_streets_unit_is_not_offered(street, ada):
    page = ada.post(ADD, newcomer(street, unit=street.elsewhere.pk))
    assert page.status_code == 422
    assert not Person.objects.filter(login="fay").exists()


def test_a_refused_post_leaves_no_person_behind(street):
    with pytest.raises(Refused, match="只能安排本单位"):
        actions.take_on(
            by=street.ada,
            login="fay",
            name="方雅",
            password="three-words-9",
            unit=street.elsewhere,
            kind="worker",
            since=people.SINCE,
        )
    assert not Person.objects.filter(login="fay").exists()


# -- posts


def test_it_gives_a_post_with_its_lines(street, ada):
    said = {"unit": street.street.pk, "kind": "officer", "since": "2025-03-01", "lines": ["union", "women"]}
    person = street.alice.person
    assert ada.post(f"/units/people/{person.pk}/post/", said).url == f"/units/people/{person.pk}/"
    given = Post.objects.get(person=person, kind="officer")
    assert given.line_slugs == ("union", "women")


def test_a_unit_that_has_ended_takes_nobody(street):
    street.hilltop.until = date(2025, 1, 31)
    street.hilltop.save()
    with pytest.raises(Refused, match="已经撤销"):
        actions.give_post(
            street.alice.person, by=street.ada, unit=street.hilltop, kind="worker", since=date(2025, 2, 1)
        )


def test_it_ends_a_post(street, ada):
    assert ada.post(f"/units/posts/{street.amy.pk}/end/", {"until": "2025-06-30"}).status_code == 302
    assert Post.objects.get(pk=street.amy.pk).until == date(2025, 6, 30)


def test_a_post_does_not_end_before_it_began(street, ada):
    page = ada.post(f"/units/posts/{street.amy.pk}/end/", {"until": "2020-01-01"})
    assert page.status_code == 422
    assert "离任日期不能早于到任日期" in page.content.decode()


def test_nobody_ends_the_post_she_is_acting_in(street, ada):
    page = ada.post(f"/units/posts/{street.ada.pk}/end/", {"until": "2025-06-30"})
    assert "不能终止自己正在使用的岗位" in page.content.decode()
    assert Post.objects.get(pk=street.ada.pk).until is None


def test_a_strangers_post_is_not_there(street, ada):
    assert ada.post(f"/units/posts/{street.dan.pk}/end/", {"until": "2025-06-30"}).status_code == 404
    assert ada.get(f"/units/people/{street.dan.person_id}/").status_code == 404


# -- passwords


def test_a_new_password_signs_the_old_one_out(street, ada):
    alice = people.sign_in(street.alice)
    slip = ada.post(f"/units/people/{street.alice.person_id}/password/")
    assert alice.get("/units/self/").status_code == 302
    assert Person.objects.get(login="alice").check_password(password_on(slip))


def test_whoever_also_acts_elsewhere_keeps_her_password(street, ada):
    actions.give_post(street.alice.person, by=None, unit=street.elsewhere, kind="worker", since=people.SINCE)
    refused = ada.post(f"/units/people/{street.alice.person_id}/password/")
    assert refused.status_code == 409
    assert Person.objects.get(login="alice").check_password(people.PASSWORD)


def test_the_list_keeps_the_trees_order_and_the_streets_bounds(street, ada):
    shown = [post.unit for post in ada.get("/units/people/").context["page"]]
    assert [unit.path for unit in shown] == sorted(unit.path for unit in shown)
    assert street.elsewhere not in shown


def test_who_left_stands_behind_a_tab_and_is_found_by_name(street, ada):
    actions.end_post(street.amy, by=None, until=date(2025, 1, 31))
    shown = [post.person.login for post in ada.get("/units/people/").context["page"]]
    assert "amy" not in shown
    assert [post.person.login for post in ada.get("/units/people/?posts=ended&q=艾").context["page"]] == ["amy"]
    assert "没有找到" in ada.get("/units/people/?q=艾").content.decode()
