"""Words that no form of ours sends are refused, whatever they are made of; no database is asked for them."""

import json

import pytest

from tests.people import sign_in, street
from yiben.capture.messages import FORMAT
from yiben.ledger.models import Entry
from yiben.lib.canonical import uuid7

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "\ud800"},
        {"kind": "a\0b"},
        {"topic": "\ud800"},
        {"lines": ["\ud800", "\0"]},
        {"lines": ["没有这条"]},
        {"amounts": [["\ud800", "3", ""]]},
        {"cohosts": [999_999]},
        {"unit": 2**62},
    ],
)
def test_it_refuses_them_by_a_sentence(said):
    s = street()
    usual = {"unit": s.riverside.pk, "kind": "volunteering", "start": "2025-03-05", "title": "学雷锋"}
    item = {"id": str(uuid7()), "post": s.alice.pk, "said": usual | said}
    message = json.dumps({"format": FORMAT, "items": [item]})
    answer = sign_in(s.alice).post("/capture/entries/", message, content_type="application/json")
    assert answer.status_code == 200
    assert answer.json()["answers"][0]["state"] == "refused"
    assert not Entry.objects.exists()
