"""A full disk, a database that goes away: nothing that was acknowledged is lost, and people are told in a sentence."""

import errno
import json
import shutil
import sqlite3

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.test import Client

from tests import people
from tests.filing import filed
from yiben.capture.messages import FORMAT
from yiben.config.troubles import BUSY, FULL, GONE, OTHER, told
from yiben.ledger import seals
from yiben.ledger.models import Entry
from yiben.ledger.tests.typing_in import typed
from yiben.lib.canonical import uuid7


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OperationalError("database or disk is full"), FULL),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OSError(errno.EFBIG, "File too large"), FULL),
        (OperationalError('could not extend file "base/1/2": No space left on device'), FULL),
        (OperationalError("waited 20 s for other writers of book.sqlite3; a transaction is open"), BUSY),
        (OperationalError("no such column: ledger_entry.mood"), OTHER),
        (OperationalError("server closed the connection unexpectedly"), GONE),
        (InterfaceError("connection already closed"), GONE),
        (OperationalError("unable to open database file"), GONE),
        (DatabaseError("database disk image is malformed"), ""),
        (ValueError("ours"), ""),
        (None, ""),
    ],
)
def test_an_error_has_its_sentence(error, sentence):
    assert told(error) == sentence


def test_what_lies_beneath_an_error_counts():
    error = RuntimeError("could not keep it")
    error.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    assert told(error) == FULL


@pytest.fixture
def street(settings, tmp_path, db):
    settings.DATA = tmp_path / "data"
    made = people.street()
    with filed(settings.DATA):
        yield made


def browser(post):
    client = people.sign_in(post)
    client.raise_request_exception = False
    return client


def fill():
    """No page more for the book: what SQLite says then is what it says of a full disk."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")


def make_room():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")


def until_full(client, items):
    """Send entries until the disk is full; the receipts that were given before, and the answer that told of it."""
    receipts = {}
    for item in items:
        answer = send(client, [item])
        if answer.status_code != 200:
            return receipts, answer
        receipts |= {one["id"]: one["receipt"] for one in answer.json()["answers"]}
    raise AssertionError("the disk never became full")


def send(client, items):
    body = json.dumps({"format": FORMAT, "items": items})
    return client.post("/capture/entries/", body, content_type="application/json")


def items_of(post, unit, many):
    said = {"unit": unit.pk, "kind": "volunteering", "start": "2025-03-05", "title": "学雷锋" * 20}
    return [{"id": str(uuid7()), "post": post.pk, "said": said} for _n in range(many)]


@pytest.mark.sqlite
def test_a_full_disk_loses_nothing_that_was_acknowledged_and_the_phone_sends_again(street):
    client, items = browser(street.alice), items_of(street.alice, street.riverside, 80)
    fill()
    receipts, answer = until_full(client, items)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "服务器的磁盘满了，这一次没有记下" in answer.content.decode()
    make_room()
    assert {str(pk) for pk in Entry.objects.values_list("pk", flat=True)} == receipts.keys()
    assert seals.verify().holds
    answers = [one for at in (0, 40) for one in send(client, items[at : at + 40]).json()["answers"]]
    assert {one["state"] for one in answers} == {"recorded"}
    assert all(one["receipt"] == receipts[one["id"]] for one in answers if one["id"] in receipts)
    assert Entry.objects.count() == len(items)
    assert seals.verify().holds


@pytest.mark.sqlite
def test_a_page_says_it_in_words_and_htmx_gets_a_fragment(street):
    client = browser(street.alice)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE ledger_cell")
    page = client.post("/entries/new/", typed(street.riverside))
    assert page.status_code == 503
    assert "账本与程序的版本不一致" in page.content.decode()
    assert (
        "<html"
        not in client.post("/entries/new/", typed(street.riverside), headers={"HX-Request": "true"}).content.decode()
    )
    assert Entry.objects.count() == 0


@pytest.mark.sqlite
def test_a_database_that_goes_away_and_comes_back(street, settings):
    client, kept = browser(street.alice), people.entry(street.riverside, by=street.alice)
    connection.close()
    away = settings.DATA.with_name("away")
    shutil.move(settings.DATA, away)
    for answer in (client.get("/entries/"), client.post("/entries/new/", typed(street.riverside))):
        assert answer.status_code == 503
        assert "账本暂时连不上，这一次没有记下" in answer.content.decode()
    assert client.get("/health/").json()["database"] == "gone"
    shutil.rmtree(settings.DATA, ignore_errors=True)
    shutil.move(away, settings.DATA)
    assert client.get(f"/entries/{kept.pk}/").status_code == 200
    assert Entry.objects.get().digest == kept.digest


@pytest.mark.sqlite
def test_an_error_of_ours_is_no_trouble_of_the_disks(street, monkeypatch):
    monkeypatch.setattr("yiben.portal.views.today", lambda: 1 / 0)
    answer = browser(street.alice).get("/")
    assert answer.status_code == 500
    assert "系统出了问题" in answer.content.decode()


@pytest.mark.django_db
def test_health_tells_states_and_nothing_else(settings, tmp_path):
    settings.DATA = tmp_path
    answer = Client().get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok", "disk": "ok"})
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


@pytest.mark.django_db
def test_health_fails_with_a_status_that_machines_understand(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setattr("yiben.config.keeping.health.schema.waiting", lambda _applied: ["units.0009_next"])
    answer = Client().get("/health/")
    assert (answer.status_code, answer.json()["database"]) == (503, "other schema")
    monkeypatch.setattr("yiben.config.keeping.health.LEAST_FREE", 1 << 60)
    assert Client().get("/health/").json()["disk"] == "low"


@pytest.mark.sqlite
def test_a_book_is_whole_after_its_disk_was_full_while_it_wrote(street, settings):
    """The file itself, as SQLite checks it, not only what we read of it."""
    fill()
    until_full(browser(street.alice), items_of(street.alice, street.riverside, 80))
    connection.close()
    with sqlite3.connect(settings.DATA / "book.sqlite3") as book:
        assert book.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
