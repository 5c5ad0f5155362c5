from __future__ import annotations

import pytest

from tests.people import Street, _post
from yiben.lib.refused import Refused
from yiben.plans import actions
from yiben.plans.models import Measure, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def tracked(plan: Plan, talk: Measure, place: Street) -> Measure:
    actions.confirm(plan, by=place.bob)
    return talk


def test_its_owner_says_that_it_is_done_and_why(tracked: Measure, place: Street) -> None:
    said = actions.declare_done(tracked, by=place.bob, reason="四次例会均有纪要")
    assert actions.is_done(tracked)
    assert (said.by, said.reason) == (place.bob, "四次例会均有纪要")


def test_the_word_is_taken_back_and_both_stay(tracked: Measure, place: Street) -> None:
    actions.declare_done(tracked, by=place.bob, reason="四次例会均有纪要")
    actions.take_back(tracked, by=place.bob, reason="第四次改期")
    assert not actions.is_done(tracked)
    assert tracked.completions.count() == 2


def test_a_reason_is_asked_for(tracked: Measure, place: Street) -> None:
    with pytest.raises(Refused) as refused:
        actions.declare_done(tracked, by=place.bob, reason="  ")
    assert refused.value.field == "reason"


def test_it_is_said_once(tracked: Measure, place: Street) -> None:
    actions.declare_done(tracked, by=place.bob, reason="有纪要")
    with pytest.raises(Refused):
        actions.declare_done(tracked, by=place.bob, reason="有纪要")


def test_nothing_can_be_taken_back_that_was_not_said(tracked: Measure, place: Street) -> None:
    with pytest.raises(Refused):
        actions.take_back(tracked, by=place.bob, reason="没有说过")


def test_a_draft_has_nothing_done(talk: Measure, place: Street) -> None:
    with pytest.raises(Refused):
        actions.declare_done(talk, by=place.bob, reason="有纪要")


def test_an_officer_of_another_line_may_not_say_it(tracked: Measure, place: Street) -> None:
    other = _post("ruth", "如诗", place.street, "officer", "redcross")
    with pytest.raises(Refused):
        actions.declare_done(tracked, by=other, reason="有纪要")


def test_neither_worker_nor_lead_may_say_it(tracked: Measure, place: Street) -> None:
    for post in (place.alice, place.carol, place.eve):
        with pytest.raises(Refused):
            actions.declare_done(tracked, by=post, reason="有纪要")
