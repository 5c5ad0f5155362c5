"""Rows of a list that go in by the thousand are taken, and left to the door, exactly as the rules have it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people import street
from yiben.ledger import bulk, seals
from yiben.ledger.content import Content, content_told, macs
from yiben.ledger.models import Entry
from yiben.ledger.rules import Book, check
from yiben.ledger.tally import kept, recount
from yiben.lib.canonical import uuid7
from yiben.lib.periods import today
from yiben.lib.refused import Refused

GOOD = {
    **{
        "unit": 0,
        "start": "",
        "end": None,
        "kind": "lecture",
        "topic": "",
        "title": "反诈讲座",
        "place": "",
        "note": "",
    },
    **{"lines": [], "measures": [], "cohosts": [], "summary": False},
    "amounts": [["people", "30", "", ""], ["money", "12.5", "十余元", ""]],
}


@given(st.binary(min_size=32, max_size=32), st.text(max_size=80), st.text(max_size=80), st.text(max_size=200))
def test_its_hmacs_are_those_of_an_entry(salt, title, place, note):
    try:
        told = macs(salt, Content(1, today(), "lecture", title, place=place, note=note))
    except UnicodeEncodeError:
        return
    assert bulk.macs_of(salt, title, place, note) == (told["title"], told["place"], told["note"])


CHANGES = [
    {},
    {"lines": ["women"]},
    {"lines": ["no-such"]},
    {"kind": "no-such"},
    {"kind": "status"},
    {"kind": "status", "amounts": [["rate", "98.5", "", ""]]},
    {"amounts": [["rate", "98.5", "", ""]]},
    {"amounts": [["times", "3", "", ""]]},
    {"amounts": [["people", "3", "", ""], ["people", "4", "", ""]]},
    {"amounts": [["people", "3.5", "", ""]]},
    {"amounts": [["no-such", "3", "", ""]]},
    {"amounts": [["materials", "3", "", "手册"]]},
    {"topic": "no-such"},
    {"title": " "},
    {"title": "长" * 201},
    {"title": "讲\u202e座"},
    {"place": "点" * 121},
    {"note": "行\n行"},
    {"start": (today() + timedelta(days=1)).isoformat()},
    {"start": "1800-01-01"},
    {"end": "1999-01-01"},
    {"end": today().isoformat()},
]


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_it_takes_no_row_that_the_rules_refuse_or_mend(change):
    s = street()
    day = (today() - timedelta(days=3)).isoformat()
    good = {**GOOD, "unit": s.riverside.pk, "start": day}
    said = {**good, **change}
    sieve = bulk.Sieve.open(s.street)
    sieve.look_ahead([good, said])
    taken = sieve.numbers(said)
    assert sieve.numbers(good) is not None
    content = content_told(said, id=uuid7(), origin="import")
    book = Book.open([content])
    try:
        kept = check(content, book)
    except Refused:
        assert taken is None
        return
    if taken is not None:
        assert (kept.title, kept.place, kept.note) == (said["title"], said["place"], said["note"])
        assert [number[:4] for number in taken] == book.integers(kept)


@pytest.mark.django_db
def test_odd_rows_go_in_beside_the_others():
    s = street()
    day = (today() - timedelta(days=3)).isoformat()
    good = {**GOOD, "unit": s.riverside.pk, "start": day}
    said = [good, {**good, "title": "联合义诊", "cohosts": [s.hilltop.pk]}, {**good, "title": "讲\u202e座"}]
    rows = [bulk.Row(at, uuid7().hex, one) for at, one in enumerate(said)]
    bulk.enter(rows, tenant=s.street, origin="import:test", reason="", by=s.bob)
    assert set(Entry.objects.values_list("title", flat=True)) == {"反诈讲座", "联合义诊", "讲座"}
    assert kept(s.street) == recount(s.street)
    assert seals.verify().holds
