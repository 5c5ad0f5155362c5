"""What becomes of entries that waited on a phone: each enters once, or is told why not, by its id."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.people import sign_in, street
from yiben.capture.messages import FORMAT, MOST
from yiben.capture.owner import key_of, owner_of
from yiben.capture.tests.sent import answers, item, send
from yiben.ledger import actions
from yiben.ledger.models import Entry
from yiben.lib.periods import today
from yiben.units import actions as units
from yiben.units.models import Act

pytestmark = pytest.mark.django_db


def test_what_waited_is_entered_in_its_order_and_answered_with_receipts():
    s = street()
    waiting = [item(s.alice, title=f"第{n}件") for n in range(3)]
    told = answers(send(sign_in(s.alice), *waiting))
    entries = list(Entry.objects.order_by("number"))
    assert [entry.title for entry in entries] == ["第0件", "第1件", "第2件"]
    assert [one["receipt"] for one in told] == [entry.receipt for entry in entries]
    assert [str(entry.pk) for entry in entries] == [one["id"] for one in waiting]
    assert str(entries[0].quantities.get(metric="volunteers")) == "志愿者30余人"


def test_one_id_sent_a_hundred_times_makes_one_entry_and_one_trace():
    s = street()
    browser, waiting = sign_in(s.alice), item(s.alice)
    receipts = {answers(send(browser, waiting))[0]["receipt"] for _time in range(100)}
    assert receipts == {Entry.objects.get().receipt}
    assert Act.objects.filter(verb="ledger.record").count() == 1


def test_an_id_with_other_words_is_refused_and_told_nothing():
    s = street()
    browser, waiting = sign_in(s.alice), item(s.alice)
    send(browser, waiting)
    waiting["said"]["title"] = "另一件事"
    (told,) = answers(send(browser, waiting))
    assert told["state"] == "refused"
    assert "学雷锋" not in json.dumps(told, ensure_ascii=False)
    assert Entry.objects.get().title == "学雷锋志愿服务"


def test_another_persons_id_is_refused():
    s = street()
    waiting = item(s.alice)
    send(sign_in(s.alice), waiting)
    (told,) = answers(send(sign_in(s.amy), waiting | {"post": s.amy.pk}))
    assert (told["state"], told["receipt"]) == ("refused", "")


def test_one_that_the_book_cannot_take_holds_up_no_other():
    s = street()
    waiting = [
        item(s.alice),
        item(s.alice, start=str(today() + timedelta(days=1))),
        item(s.alice, title=""),
        item(s.alice),
    ]
    told = answers(send(sign_in(s.alice), *waiting))
    assert [one["state"] for one in told] == ["recorded", "refused", "refused", "recorded"]
    assert "将来" in told[1]["said"]["start"]
    assert told[2]["said"] == {"title": "请写活动名称"}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "dancing"}, "kind"),
        ({"amounts": [["volunteers", "若干", ""]]}, "volunteers"),
        ({"amounts": [["rate", "90", ""]]}, "rate"),
        ({"amounts": [["volunteers", "3", ""], ["volunteers", "4", ""]]}, "amounts"),
        ({"unit": "abc"}, "unit"),
        ({"lines": ["unknown"]}, "lines"),
        ({"measures": ["00000000-0000-7000-8000-000000000000"]}, "measures"),
        ({"end": "2025-03-01"}, "end"),
        ({"title": "长" * 201}, "title"),
        ({"start": None}, "start"),
    ],
)
def test_what_is_wrong_is_told_by_field(said, field):
    s = street()
    (told,) = answers(send(sign_in(s.alice), item(s.alice, **said)))
    assert (told["state"], list(told["said"])) == ("refused", [field])
    assert not Entry.objects.exists()


def test_a_unit_out_of_reach_is_refused():
    s = street()
    (told,) = answers(send(sign_in(s.alice), item(s.alice, unit=str(s.hilltop.pk))))
    assert told["state"] == "refused"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"<html>",
        b'{"format": "somebody/1", "items": []}',
        json.dumps({"format": FORMAT, "items": []}).encode(),
        json.dumps({"format": FORMAT, "items": [{}] * (MOST + 1)}).encode(),
        json.dumps({"format": FORMAT, "items": [{"id": "x", "post": 1, "said": {}}]}).encode(),
        json.dumps({"format": FORMAT, "items": [7]}).encode(),
        b"[" * 100_000,
    ],
)
def test_what_is_no_message_is_not_taken(body):
    s = street()
    answer = sign_in(s.alice).post(reverse("capture:entries"), body, content_type="application/json")
    assert (answer.status_code, answer.json()["state"]) == (400, "unreadable")


def test_half_a_message_enters_nothing():
    s = street()
    whole = json.dumps({"format": FORMAT, "items": [item(s.alice) for _n in range(5)]})
    for end in (1, len(whole) // 2, len(whole) - 1):
        answer = sign_in(s.alice).post(reverse("capture:entries"), whole[:end], content_type="application/json")
        assert answer.status_code == 400
    assert not Entry.objects.exists()


def test_a_page_that_has_grown_old_is_told():
    s = street()
    old = json.dumps({"format": "yiben-outbox/0", "items": [item(s.alice)]})
    answer = sign_in(s.alice).post(reverse("capture:entries"), old, content_type="application/json")
    assert (answer.status_code, answer.json()["state"]) == (409, "outdated")


def test_each_enters_in_the_post_in_which_it_was_saved():
    s = street()
    second = units.give_post(s.alice.person, by=None, unit=s.hilltop, kind="worker", since=s.alice.since)
    told = answers(send(sign_in(s.alice), item(s.alice), item(second), item(s.alice, title="又一件")))
    assert [one["state"] for one in told] == ["recorded"] * 3
    assert {(entry.unit, entry.by) for entry in Entry.objects.all()} == {(s.riverside, s.alice), (s.hilltop, second)}


def test_in_place_of_a_post_that_ended_the_present_one_enters_what_it_may():
    s = street()
    (told,) = answers(send(sign_in(s.alice), item(s.alice) | {"post": 99999}))
    assert told["state"] == "recorded"
    (told,) = answers(send(sign_in(s.amy), item(s.alice)))
    assert told["state"] == "refused"


# -- one person sends what another saved


def test_a_file_is_sent_by_one_person_for_another():
    s = street()
    waiting = item(s.alice) | {"owner": owner_of(s.alice.person)}
    (told,) = answers(send(sign_in(s.bob), waiting))
    entry = Entry.objects.get()
    assert (told["receipt"], entry.by, entry.origin) == (entry.receipt, s.bob, f"page:for:{s.alice.person_id}")
    assert actions.corrected_here(entry)
    assert "代安宁发送" in sign_in(s.alice).get(reverse("ledger:detail", args=[entry.pk])).content.decode()


def test_what_was_sent_for_her_gives_her_the_same_receipt():
    s = street()
    waiting = item(s.alice)
    (for_her,) = answers(send(sign_in(s.bob), waiting | {"owner": owner_of(s.alice.person)}))
    (herself,) = answers(send(sign_in(s.alice), waiting))
    assert herself["receipt"] == for_her["receipt"]
    assert Entry.objects.count() == 1


def test_what_she_had_sent_gives_who_sends_her_file_the_same_receipt():
    s = street()
    waiting = item(s.alice)
    (herself,) = answers(send(sign_in(s.alice), waiting))
    (for_her,) = answers(send(sign_in(s.bob), waiting | {"owner": owner_of(s.alice.person)}))
    assert herself["receipt"] == for_her["receipt"]
    assert Entry.objects.count() == 1


def test_a_file_of_nobody_in_the_street_is_refused():
    s = street()
    for owner in ("0" * 32, owner_of(s.dan.person)):
        (told,) = answers(send(sign_in(s.bob), item(s.bob) | {"owner": owner}))
        assert told["state"] == "refused"


# -- who may speak to it


def test_who_is_ready_gets_her_own_key_and_nobody_elses():
    s = street()
    told = sign_in(s.alice).get(reverse("capture:ready")).json()
    assert (told["owner"], told["key"]) == (owner_of(s.alice.person), key_of(s.alice.person))
    assert key_of(s.alice.person) != key_of(s.amy.person)
    assert owner_of(s.alice.person) != owner_of(s.amy.person)
    assert sign_in(s.alice).get(reverse("capture:ready"))["Cache-Control"] == "no-store"


def test_sending_needs_a_fresh_token():
    s = street()
    browser = sign_in(s.alice)
    browser.handler.enforce_csrf_checks = True
    assert send(browser, item(s.alice)).status_code == 403
    token = browser.get(reverse("capture:ready")).json()["token"]
    body = json.dumps({"format": FORMAT, "items": [item(s.alice)]})
    sent = browser.post(
        reverse("capture:entries"), body, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert sent.status_code == 200


def test_what_another_outbox_sends_is_not_taken_for_whoever_is_signed_in():
    s = street()
    whose = {"X-Yiben-Outbox": owner_of(s.amy.person)}
    body = json.dumps({"format": FORMAT, "items": [item(s.alice)]})
    told = sign_in(s.alice).post(reverse("capture:entries"), body, content_type="application/json", headers=whose)
    assert (told.status_code, told.json()["state"]) == (403, "another")
    assert not Entry.objects.exists()
    assert sign_in(s.amy).get(reverse("capture:ready"), headers=whose).json()["state"] == "ready"
