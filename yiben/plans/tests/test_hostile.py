"""Drafts against those who mean no good: of another line, of no end, of no number."""

import pytest
from django.urls import reverse

from tests import world
from tests.people import SINCE, sign_in
from yiben.lib.refused import Refused
from yiben.plans import actions
from yiben.units.actions import give_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return world.build()


def test_an_officer_of_another_line_changes_nothing_in_a_measure(made):
    s = made.street
    youth = give_post(s.ada.person, by=None, unit=s.street, kind="officer", since=SINCE, lines=["youth"])
    first, second, _third = made.draft.measures.all()
    target = first.targets.get()
    tries = [
        lambda: actions.edit_measure(first, by=youth, title="改", line="youth"),
        lambda: actions.split_measure(first, 5, by=youth),
        lambda: actions.merge_measures(first, second, by=youth),
        lambda: actions.drop_measure(first, by=youth),
        lambda: actions.keep_measure(first, by=youth),
        lambda: actions.remove_target(target, by=youth),
        lambda: actions.set_target(target, actions.Goal(value=target.value), by=youth),
    ]
    for attempt in tries:
        with pytest.raises(Refused, match="别的条线"):
            attempt()
    assert actions.drop_measure(first, by=s.bob).dropped


@pytest.mark.parametrize("at", ["9" * 5000, "-1", "²", "\x00", ""])
def test_an_odd_place_to_split_is_told(made, at):
    drafted = made.draft.measures.first()
    answer = sign_in(made.street.bob).post(reverse("plans:split", args=[drafted.pk]), {"at": at})
    assert answer.status_code == 409


def test_a_document_without_end_is_refused_in_words(made):
    data = ("2025年工作要点\n" + "（一）" * 110_000).encode()
    with pytest.raises(Refused, match="不像一份工作要点"):
        actions.upload(by=made.street.bob, unit=made.street.street, filename="要点.txt", data=data)
