"""The book's pages, as each post sees them."""

import pytest
from django.urls import reverse

from tests.people import entry, sign_in, street
from yiben.ledger import actions
from yiben.ledger.models import Entry
from yiben.lib.canonical import uuid7

pytestmark = pytest.mark.django_db


def typed(unit, **said):
    ordinary = {
        "id": str(uuid7()),
        "unit": unit.pk,
        "kind": "volunteering",
        "title": "学雷锋志愿服务",
        "start": "2025-03-05",
    }
    return ordinary | said


def test_a_worker_logs_an_entry_and_gets_a_receipt():
    s = street()
    answer = sign_in(s.alice).post(reverse("ledger:new"), typed(s.riverside, volunteers="30"), follow=True)
    told = Entry.objects.get()
    assert told.receipt in answer.content.decode()
    assert (told.by, told.quantities.get(metric="volunteers").value) == (s.alice, 30)


def test_sending_the_form_twice_logs_once():
    s = street()
    browser, sent = sign_in(s.alice), typed(s.riverside)
    for _time in range(2):
        assert browser.post(reverse("ledger:new"), sent).status_code == 302
    assert Entry.objects.count() == 1


def test_every_page_opens():
    s = street()
    told = entry(s.riverside, by=s.alice, amounts={"volunteers": 30})
    old = actions.correct(told, by=s.alice, title="改过")
    for post in (s.alice, s.bob, s.carol, s.eve):
        for name in ("list", "months"):
            assert sign_in(post).get(reverse(f"ledger:{name}")).status_code == 200
        assert sign_in(post).get(reverse("ledger:detail", args=[told.pk])).status_code == 200
    for name in ("new", "import"):
        assert sign_in(s.alice).get(reverse(f"ledger:{name}")).status_code == 200
    for name in ("correct", "void", "attribute", "copy"):
        assert sign_in(s.bob).get(reverse(f"ledger:{name}", args=[old.pk])).status_code == 200
    assert sign_in(s.bob).get(reverse("ledger:erase", args=[old.pk])).status_code == 200
    for name in ("export", "template"):
        assert sign_in(s.bob).get(reverse(f"ledger:{name}")).content[:2] == b"PK"
