"""A list's entries are chained as if each had been recorded by itself, and as the format says in its plainest form."""

import hashlib
import hmac
from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.people import street
from yiben.ledger import actions, chain, importing, seals
from yiben.ledger.content import FORMAT, Content, content_told, digest
from yiben.ledger.models import Entry
from yiben.ledger.tests.lists import HEAD, row, workbook
from yiben.lib.canonical import canonical

ROWS = [
    HEAD,
    row(title="学雷锋"),
    row(unit="望山", title="“义诊”\t\\", kind="筛查义诊", volunteers="30余"),
    row(title="清洁家园 🌱", volunteers=None, note="换行\n一次"),
    row(unit="望山", title="邻里节"),
    row(title="读书会", volunteers=0),
]
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcdxyz_", min_size=1), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abcdxyz_", min_size=1), plain, max_size=6))
def test_what_is_digested_is_the_canonical_form(payload):
    written = b"\n".join([FORMAT, b"before", canonical(payload)])
    assert digest("before", payload) == hashlib.sha256(written).hexdigest()


@pytest.fixture
def still(monkeypatch):
    """Salts that come in one stream, whoever asks for how many, and a clock that stands."""
    drawn = []

    def draw(size):
        first = sum(drawn)
        drawn.append(size)
        stream = b"".join(hashlib.sha256(bytes([n % 256])).digest() for n in range((first + size) // 32 + 1))
        return stream[first : first + size]

    monkeypatch.setattr(actions.secrets, "token_bytes", draw)
    monkeypatch.setattr(chain, "now", lambda _head: datetime(2025, 11, 20, 8, tzinfo=UTC))
    return drawn


@pytest.mark.django_db
def test_a_list_gives_the_digests_that_its_rows_would_one_by_one(still):
    s = street()
    batch = importing.begin_import(by=s.bob, unit=s.street, filename="表.xlsx", data=workbook(ROWS))
    with transaction.atomic():
        importing.commit_import(batch, by=s.bob)
        told = [(r.entered.entry_id, r.draft) for r in batch.rows.order_by("entered__entry_id") if r.good]
        listed = dict(Entry.objects.values_list("pk", "digest"))
        transaction.set_rollback(True)
    still.clear()
    contents: list[Content] = [content_told(said, id=pk, origin=batch.origin) for pk, said in told]
    alone = {content.id: actions.record(content, by=s.bob).digest for content in contents}
    assert len(listed) == 5
    assert alone == listed


@pytest.mark.django_db
def test_a_listed_entrys_digest_can_be_worked_out_by_hand():
    s = street()
    importing.commit_import(
        importing.begin_import(by=s.bob, unit=s.street, filename="表.xlsx", data=workbook(ROWS)), by=s.bob
    )
    previous = ""
    for entry in Entry.objects.filter(unit=s.riverside).order_by("number"):
        payload = chain.payload_of(entry, s.riverside.code)
        for name in ("title", "place", "note"):
            said = f"{name}\n{getattr(entry, name)}".encode()
            assert payload["text"][name] == hmac.new(bytes(entry.salt), said, hashlib.sha256).hexdigest()
        previous = hashlib.sha256(b"\n".join([FORMAT, previous.encode(), canonical(payload)])).hexdigest()
        assert entry.digest == previous
    assert seals.verify().holds
