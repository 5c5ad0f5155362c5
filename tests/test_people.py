"""The street that most tests begin with is, however it came into the book, the one that the verbs build."""

import pytest
from django.core import serializers
from django.db import models, transaction

from tests import people
from yiben.units.models import Act, Person, Post, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def written() -> dict[str, list[dict[str, object]]]:
    """All rows of the street, without the moment of an act and the salt of a password."""
    tables: tuple[type[models.Model], ...] = (Unit, Person, Post, Act)
    return {table.__name__: [told(row) for row in table._default_manager.order_by("pk")] for table in tables}


def told(row: models.Model) -> dict[str, object]:
    fields = serializers.serialize("python", [row])[0]
    return {"pk": fields["pk"]} | {
        name: sorted(value) if name == "lines" else value
        for name, value in fields["fields"].items()
        if name not in ("at", "password")
    }


def test_the_street_that_is_put_in_is_the_one_that_is_built(monkeypatch):
    monkeypatch.setattr(people, "_BUILT", {})
    seen = []
    for _time in range(2):
        with transaction.atomic():
            seen.append((people.street(), written()))
            transaction.set_rollback(True)
    built, put_in = seen
    assert built == put_in
    assert all(post.person.check_password(people.PASSWORD) for post in put_in[0].posts.values())


def test_in_a_book_with_somebody_in_it_it_is_built():
    people.street()
    Post.objects.all().delete()
    stays = Person.objects.create(login="don", name="董安")
    Person.objects.exclude(pk=stays.pk).delete()
    Unit.objects.update(tenant=None, parent=None)
    Unit.objects.all().delete()
    assert people.street().posts.keys() == {"alice", "bob", "carol", "eve", "ada", "dan"}
    assert Person.objects.filter(pk=stays.pk, login="don").exists()
