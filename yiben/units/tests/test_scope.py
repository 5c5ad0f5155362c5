"""Rows come through `for_post`: no post, no rows, and never another street's."""

from datetime import date

import pytest
from django.test import RequestFactory

from tests import people
from yiben.units import actions
from yiben.units.models import Act, Person, Post, Unit
from yiben.units.scope import for_posts, writes_for


@pytest.mark.parametrize("rows", [Unit.objects, Person.objects, Act.objects], ids=["units", "people", "acts"])
def test_without_a_post_there_are_no_rows(street, rows):
    assert not rows.for_post(None).exists()


# who, and the units whose names she sees
REACH = [
    ("alice", ["riverside"]),
    ("bob", ["street", "riverside", "hilltop", "office"]),
    ("carol", ["street", "riverside", "hilltop", "office"]),
    ("eve", ["street", "riverside", "hilltop", "office"]),
    ("ada", ["street", "riverside", "hilltop", "office"]),
    ("dan", ["elsewhere"]),
]


@pytest.mark.parametrize(("who", "units"), REACH, ids=[who for who, _units in REACH])
def test_a_post_reaches_its_subtree(street, who, units):
    assert list(Unit.objects.for_post(street.posts[who])) == [getattr(street, name) for name in units]


def test_only_an_administrator_looks_after_people(street):
    seen = {who: {p.login for p in Person.objects.for_post(post)} for who, post in street.posts.items()}
    assert seen.pop("ada") == {"alice", "amy", "bob", "carol", "eve", "ada"}
    assert set(map(len, seen.values())) == {0}


def test_acts_are_read_by_auditors_and_their_own_kind_by_administrators(street):
    people.entry(street.riverside, by=street.alice)
    people.entry(street.elsewhere, by=street.dan)
    actions.end_post(street.amy, by=street.ada, until=date(2025, 6, 30))
    seen = {who: [act.verb for act in Act.objects.for_post(post)] for who, post in street.posts.items()}
    assert seen.pop("eve") == ["units.end_post", "ledger.record"]
    assert seen.pop("ada") == ["units.end_post"]
    assert set(map(tuple, seen.values())) == {()}


def test_what_the_system_did_is_seen_from_the_top_of_the_tree(street):
    above = actions.give_post(street.eve.person, by=None, unit=street.district, kind="auditor", since=people.SINCE)
    assert "units.add_unit" in {act.verb for act in Act.objects.for_post(above)}
    assert not Act.objects.for_post(street.eve).exists()


def test_an_act_is_never_deleted(street):
    people.entry(street.riverside, by=street.alice)
    with pytest.raises(AssertionError):
        Act.objects.first().delete()


WRITES = [
    ("alice", {"riverside"}),
    ("bob", {"street", "riverside", "hilltop", "office"}),
    ("carol", set()),
    ("eve", set()),
    ("ada", set()),
    ("dan", {"elsewhere"}),
]


@pytest.mark.parametrize(("who", "units"), WRITES, ids=[who for who, _units in WRITES])
def test_who_writes_for_whom(street, who, units):
    every = ("district", "street", "riverside", "hilltop", "office", "elsewhere")
    assert {name for name in every if writes_for(street.posts[who], getattr(street, name))} == units


def test_a_street_does_not_reach_one_whose_path_only_begins_alike(street):
    lookalike = Unit(path=street.riverside.path[:-1])
    assert not Unit.objects.under(street.riverside).filter(path=lookalike.path).exists()
    assert street.riverside.chain_paths == [street.district.path, street.street.path, street.riverside.path]


def test_a_guard_tells_which_posts_it_lets_in(street):
    @for_posts("lead")
    def page(request):
        return "opened"

    request = RequestFactory().get("/")
    request.user, request.post = street.carol.person, street.carol
    assert page.posts == {"lead"}
    assert page(request) == "opened"


def test_posts_on_a_day(street):
    Post.objects.filter(pk=street.amy.pk).update(until=date(2025, 6, 30))
    assert street.amy in Post.objects.on(date(2025, 6, 30))
    assert street.amy not in Post.objects.on(date(2025, 7, 1))
    Person.objects.filter(login="alice").update(is_active=False)
    assert street.alice not in Post.objects.on(date(2025, 6, 30))
