"""The store keeps each content once, whole or not at all, and lets go only of what nobody needs."""

from __future__ import annotations

import os
import stat
import time

import pytest

from yiben.ledger import evidence_store
from yiben.ledger.evidence_store import Condition, condition, keep, let_go, place_of, read, stored


def test_content_lies_under_its_digest_and_is_read_only():
    digest = keep(b"one")
    place = place_of(digest)
    assert place.parts[-3:] == (digest[:2], digest[2:4], digest)
    assert stat.S_IMODE(place.stat().st_mode) == 0o400
    assert read(digest) == b"one"


def test_kept_twice_it_lies_there_once():
    assert keep(b"one") == keep(b"one")
    assert len(list(stored())) == 1


def test_all_that_is_stored_is_walked_in_order():
    digests = sorted(keep(bytes([number])) for number in range(20))
    assert [digest for digest, _place in stored()] == digests


def test_what_was_not_finished_is_not_stored(monkeypatch):
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("no power")))
    with pytest.raises(OSError, match="no power"):
        keep(b"one")
    assert list(stored()) == []


def test_a_digest_never_leads_out_of_the_folder():
    with pytest.raises(AssertionError):
        place_of("../../etc/passwd")


@pytest.mark.parametrize(
    ("change", "found"),
    [(lambda p: None, "whole"), (lambda p: p.unlink(), "missing"), (lambda p: p.write_bytes(b"two"), "changed")],
)
def test_its_condition_is_told(change, found):
    digest = keep(b"one")
    place_of(digest).chmod(0o600)
    change(place_of(digest))
    assert condition(digest, 3, thorough=True) is Condition(found)


def test_what_was_changed_is_never_read():
    digest = keep(b"one")
    place_of(digest).chmod(0o600)
    place_of(digest).write_bytes(b"two")
    assert read(digest) is None


def test_what_nobody_needs_goes():
    digest = keep(b"one")
    assert let_go(digest, needed=lambda: False)
    assert list(stored()) == []
    assert not let_go(digest, needed=lambda: False)


def test_what_somebody_needs_comes_back():
    digest = keep(b"one")
    assert not let_go(digest, needed=lambda: True)
    assert read(digest) == b"one"


def test_who_attaches_while_it_goes_finds_it_whole():
    digest = keep(b"one")

    def attached_just_now():
        keep(b"one")
        return False

    let_go(digest, needed=attached_just_now)
    assert read(digest) == b"one"
    assert list(evidence_store.stored()) == [(digest, place_of(digest))]


def test_what_a_crash_left_halfway_is_cleared_and_what_is_needed_comes_back(monkeypatch):
    needed, needless = keep(b"needed"), keep(b"needless")
    monkeypatch.setattr(evidence_store, "_remove", lambda place: None)  # the power went here
    for digest in (needed, needless):
        let_go(digest, needed=lambda: False)
    monkeypatch.undo()
    assert evidence_store.drop_unfinished(time.time() + 1, needed=lambda digest: digest == needed) == 1
    assert [digest for digest, _place in stored()] == [needed]
    assert evidence_store.drop_unfinished(time.time() + 1, needed=lambda digest: False) == 0
