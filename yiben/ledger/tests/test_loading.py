"""What the door looks up without Django composing it is what Django would have given."""

from datetime import date

import pytest
from django.db import models

from tests.people import entry, street
from yiben.ledger import actions
from yiben.ledger.models import Closing, Entry, Head
from yiben.lib.rows import load
from yiben.terms.models import Kind, Metric, Topic
from yiben.units.models import Act, Line, Unit

pytestmark = pytest.mark.django_db


def kept(one: models.Model) -> dict[str, object]:
    return {name: value for name, value in vars(one).items() if name != "_state"}


def a_used_book() -> None:
    s = street()
    first = entry(s.riverside, by=s.alice, place="广场", amounts={"money": "12.5"}, end=date(2025, 3, 7))
    actions.void(actions.correct(first, by=s.alice, title="改过"), by=s.alice, reason="没有办")
    actions.close(s.street, by=s.carol, start=date(2025, 1, 1), end=date(2025, 1, 31))
    actions.erase(entry(s.riverside, by=s.bob), by=s.bob, ground="本人要求")


@pytest.mark.parametrize("model", [Entry, Unit, Head, Closing, Kind, Metric, Topic, Line, Act])
def test_it_gives_the_same_objects_as_a_filter(model: type[models.Model]) -> None:
    a_used_book()
    asked = list(model._default_manager.order_by("pk"))
    found = load(model, **{model._meta.pk.name: [one.pk for one in asked]})
    assert asked
    assert [kept(one) for one in found] == [kept(one) for one in asked]


def test_it_finds_by_another_field_and_only_what_was_asked_for() -> None:
    a_used_book()
    (unit,) = Unit.objects.filter(name="临水社区")
    assert load(Unit, path=[unit.path, "no such path"]) == [unit]
    assert load(Unit, path=[]) == []


def test_what_it_gives_can_be_saved_and_knows_its_relations() -> None:
    a_used_book()
    (closing,) = load(Closing, unit=Unit.objects.filter(name="青石街道").values_list("pk", flat=True))
    closing.reason = "年初"
    closing.save()
    assert Closing.objects.get().reason == "年初"
    assert closing.unit.name == "青石街道"
