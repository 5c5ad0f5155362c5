"""A measure that a revision left out: entries that answer it keep doing so."""

import pytest

from tests.people import entry, sign_in, street
from yiben.ledger import actions
from yiben.ledger.models import Entry
from yiben.lib.refused import Refused
from yiben.plans.models import Measure, Plan

pytestmark = pytest.mark.django_db


def answered(s):
    plan = Plan.objects.create(
        unit=s.street,
        year=2025,
        title="要点",
        source=b"",
        sha256="2" * 64,
        state="confirmed",
        confirmed_at="2025-03-01T00:00Z",
    )
    measure = Measure.objects.create(plan=plan, order=1, title="邻里互助", text="")
    told = entry(s.riverside, by=s.alice, measures=(measure.pk,))
    Measure.objects.filter(pk=measure.pk).update(dropped=True)
    return measure, told


def test_a_correction_keeps_it():
    s = street()
    measure, told = answered(s)
    new = actions.correct(told, by=s.alice, title="改过")
    assert [one.pk for one in Entry.objects.get(pk=new.pk).measures] == [measure.pk]


def test_the_page_that_corrects_offers_it():
    s = street()
    _measure, told = answered(s)
    assert "邻里互助" in sign_in(s.alice).get(f"/entries/{told.pk}/correct/").content.decode()


def test_attributing_keeps_it_and_takes_it_away_for_good():
    s = street()
    measure, told = answered(s)
    assert actions.attribute(told, by=s.alice, lines=["women"], measures=[measure.pk]).measures == [measure]
    actions.attribute(told, by=s.alice, lines=["women"])
    with pytest.raises(Refused, match="工作要点"):
        actions.attribute(told, by=s.alice, lines=["women"], measures=[measure.pk])


def test_a_new_entry_cannot_answer_it():
    s = street()
    measure, _told = answered(s)
    with pytest.raises(Refused, match="工作要点"):
        entry(s.riverside, by=s.alice, measures=(measure.pk,))
