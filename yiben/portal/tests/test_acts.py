"""The trace of acts, in words and with its filters."""

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps

from tests import people
from yiben.portal.traces import PAGES, WORDS
from yiben.units import actions
from yiben.units.acts import VERBS
from yiben.units.models import Act

ACTS = "/acts/"


def rows(post, **asked):
    return [row.act.verb for row in people.sign_in(post).get(ACTS, asked).context["rows"]]


def test_every_verb_has_words():
    for config in apps.get_app_configs():
        if config.name.startswith("yiben.") and find_spec(f"{config.name}.actions"):
            import_module(f"{config.name}.actions")
    assert sorted(VERBS.keys() - WORDS.keys()) == []


def test_every_page_that_an_act_leads_to_is_there():
    from django.urls import get_resolver

    spaces = get_resolver().namespace_dict
    assert {name.split(":")[0] for name in PAGES.values()} <= spaces.keys()


def test_an_auditor_reads_who_did_what(street):
    entry = people.entry(street.riverside, by=street.alice)
    page = people.sign_in(street.eve).get(ACTS).content.decode()
    assert "安宁" in page
    assert "记一笔" in page
    assert f"/entries/{entry.pk}/" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"verb": "ledger.record"}, ["ledger.record"]),
        ({"verb": "units.end_post"}, ["units.end_post"]),
        ({"verb": "nonsense"}, ["units.end_post", "ledger.record"]),
        ({"since": "2199-01-01"}, []),
        ({"until": "2020-01-01"}, []),
        ({"since": "32月"}, ["units.end_post", "ledger.record"]),
        ({"person": "x"}, ["units.end_post", "ledger.record"]),
        ({"page": "99"}, ["units.end_post", "ledger.record"]),
    ],
)
def test_it_is_filtered(street, asked, found):
    people.entry(street.riverside, by=street.alice)
    actions.end_post(street.amy, by=street.ada, until=people.SINCE)
    assert rows(street.eve, **asked) == found


def test_it_is_filtered_by_who(street):
    people.entry(street.riverside, by=street.alice)
    actions.end_post(street.amy, by=street.ada, until=people.SINCE)
    assert rows(street.eve, person=street.alice.person_id) == ["ledger.record"]


def test_a_strangers_acts_are_not_there(street):
    people.entry(street.elsewhere, by=street.dan)
    assert rows(street.eve) == []
    assert rows(street.eve, person=street.dan.person_id) == []


def test_looking_leaves_no_trace(street):
    people.entry(street.riverside, by=street.alice)
    before = Act.objects.count()
    people.sign_in(street.eve).get(ACTS)
    assert Act.objects.count() == before
