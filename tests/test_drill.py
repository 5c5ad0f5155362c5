"""The restore drill: a street's book is backed up while people write, its machine is lost, and an empty one takes over:
with all that was acknowledged before the backup began, verified, and with the same issued report to the last byte."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from tests import people
from tests.filing import filed
from yiben.config.keeping import backup as backups
from yiben.config.keeping.backup import back_up
from yiben.config.keeping.notes import noted
from yiben.config.keeping.restore import found, restore
from yiben.config.keeping.vault import folders
from yiben.ledger import actions as ledger
from yiben.ledger import evidence, evidence_store, journal
from yiben.ledger.models import Entry
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.lib.sealing import new_key
from yiben.lib.sqlite.gate import gate_of
from yiben.lib.tests.photos import photo
from yiben.reports import actions as reports

pytestmark = pytest.mark.django_db
SECRET = "王小明家的低保申请"


@pytest.fixture
def data(settings, tmp_path):
    folder = tmp_path / "data"
    (folder / "tls").mkdir(parents=True)
    (folder / "tls" / "site.pem").write_text("a certificate")
    settings.DATA, settings.FILES, settings.FIELD_KEY = folder, folder / "files", new_key()
    return folder


@pytest.fixture
def street(data):
    """A street whose book lies in the data folder."""
    street = people.street()
    with filed(data):
        yield street


@pytest.fixture
def place(tmp_path):
    return tmp_path / "disk"


def issued(street):
    year = Period(date(2025, 1, 1), date(2025, 11, 30))
    report = reports.build(by=street.bob, unit=street.street, genre="annual", period=year, title="总结")
    reports.send(report, by=street.bob)
    reports.review(report, by=street.carol)
    return reports.issue(report, by=street.carol, number="青办〔2025〕12号", date=date(2025, 12, 1))


def asked(book: Path, question: str) -> list[tuple]:
    with sqlite3.connect(f"file:{book}?mode=ro", uri=True) as opened:
        return opened.execute(question).fetchall()


def test_an_empty_machine_takes_over(street, data, place, settings):
    kept = people.entry(street.riverside, by=street.alice, title="学雷锋")
    photographed = evidence.attach(kept, by=street.alice, name="开场.jpg", content=photo("开场"))
    lost = evidence.attach(kept, by=street.alice, name="合影.jpg", content=photo("合影"))
    evidence_store.place_of(lost.sha256).unlink()
    private = people.entry(street.hilltop, by=street.amy, title=SECRET)
    report = issued(street)
    acknowledged: list[UUID] = []
    with _writing(acknowledged, (street.alice, street.riverside), (street.amy, street.hilltop)):
        while len(acknowledged) < 20:
            time.sleep(0.01)
        before = len(acknowledged)
        made = back_up(place)
        assert len(acknowledged) > before, "nobody wrote meanwhile"
    assert (made.files, made.lost) == (1, [lost.sha256])

    # Erased by law after the backup, and then the machine is lost.
    ledger.erase(private, by=street.bob, ground="本人要求")
    content = evidence_store.read(photographed.sha256)
    key, settings.FIELD_KEY = settings.FIELD_KEY, new_key()
    settings.DATA = data.with_name("another")
    done = restore(found(place), key=key)

    new = settings.DATA
    assert (done.files, done.erased, done.lost) == (1, 1, 1)
    ((document, sources, digest),) = asked(
        new / "book.sqlite3", "SELECT document, sources, sha256 FROM reports_report WHERE state = 'issued'"
    )
    assert (document, sources, digest) == (bytes(report.document), bytes(report.sources), report.sha256)
    told = dict(asked(new / "book.sqlite3", "SELECT digest, title FROM ledger_entry"))
    assert (told[kept.digest], told[private.digest]) == ("学雷锋", "")
    there = {UUID(id) for (id,) in asked(new / "book.sqlite3", "SELECT id FROM ledger_entry")}
    assert set(acknowledged[:before]) <= there
    settings.FILES = new / "files"
    assert evidence_store.read(photographed.sha256) == content
    assert (new / "field-key").read_text() == key
    assert (new / "tls" / "site.pem").read_text() == "a certificate"
    assert ("config.restore",) in asked(new / "book.sqlite3", "SELECT verb FROM units_act")
    with pytest.raises(Refused, match=r"已经有数据.*不会覆盖"):
        restore(found(place), key=key)


def test_a_backup_is_unreadable_without_the_key(street, place, data, settings, unproven):
    people.entry(street.riverside, by=street.alice, title=SECRET)
    back_up(place)
    everything = b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())
    assert SECRET.encode() not in everything
    assert b"SQLite format" not in everything
    assert settings.FIELD_KEY.encode() not in everything
    settings.DATA = settings.DATA.with_name("another")
    with pytest.raises(Refused, match="是用另一把密钥"):
        restore(found(place), key=new_key())
    assert not (settings.DATA / "book.sqlite3").exists()
    settings.DATA, settings.FIELD_KEY = data, new_key()
    with pytest.raises(Refused, match="是用另一把密钥"):
        back_up(place)


@pytest.fixture
def unproven(monkeypatch):
    """Backups that are not tried on a copy: what costs a second is shown by the drill above."""
    monkeypatch.setattr(backups, "rehearse", lambda *_said, **_more: None)


@pytest.mark.parametrize("part", ["book.sealed", "evidence.sealed", "manifest.json"])
def test_a_changed_backup_is_refused(street, place, settings, unproven, part):
    people.entry(street.riverside, by=street.alice)
    made = back_up(place).backup.folder / part
    if part == "manifest.json":
        made.write_text(json.dumps(json.loads(made.read_text()) | {"made_at": "2020-01-01T00:00:00+00:00"}))
    else:
        content = bytearray(made.read_bytes())
        content[-20] ^= 1
        made.write_bytes(content)
    settings.DATA = settings.DATA.with_name("another")
    with pytest.raises(Refused, match=r"损坏|被改动过"):
        restore(found(place), key=settings.FIELD_KEY)
    assert list(settings.DATA.glob("*")) == []


def test_a_file_is_kept_once_for_all_backups_and_goes_with_the_last(street, place, unproven):
    entry = people.entry(street.riverside, by=street.alice)
    file = evidence.attach(entry, by=street.alice, name="开场.jpg", content=photo("开场"))
    assert [len(back_up(place).fresh) for _ in range(2)] == [1, 0]
    evidence.erase(file, by=street.bob, ground="本人要求")
    back_up(place, keep=3)
    assert len(list((place / "evidence").rglob("*.sealed"))) == 1
    back_up(place, keep=1)
    assert not list((place / "evidence").rglob("*.sealed"))
    assert len(folders(place)) == 1


def test_a_lost_file_is_told_and_stops_no_backup(street, place, unproven):
    entry = people.entry(street.riverside, by=street.alice)
    file = evidence.attach(entry, by=street.alice, name="开场.jpg", content=photo("开场"))
    evidence_store.place_of(file.sha256).unlink()
    assert back_up(place).lost == [file.sha256]
    assert noted("backup")["lost"] == 1


def test_an_erasure_is_told_to_the_places_of_backups_at_once(street, place, data, settings, unproven):
    entry = people.entry(street.riverside, by=street.alice)
    back_up(place)
    ledger.erase(entry, by=street.bob, ground="本人要求")
    for folder in (data, place):
        (told,) = journal.read(folder / journal.NAME, settings.FIELD_KEY)
        assert (told.what, told.id, told.ground) == ("entry", str(entry.pk), "本人要求")
        assert b"entry" not in (folder / journal.NAME).read_bytes()
    back_up(place)
    assert len(journal.read(place / journal.NAME, settings.FIELD_KEY)) == 1


@contextmanager
def _writing(acknowledged, *who):
    stop = threading.Event()
    writers = [threading.Thread(target=_write, args=(*one, acknowledged, stop), daemon=True) for one in who]
    for writer in writers:
        writer.start()
    try:
        yield
    finally:
        stop.set()
        for writer in writers:
            writer.join()


def _write(post, unit, acknowledged, stop):
    try:
        while not stop.is_set():
            acknowledged.append(people.entry(unit, by=post).pk)
    finally:
        connection.close()


def test_a_full_backup_disk_says_so_and_leaves_the_older_backup(street, place, unproven, monkeypatch):
    back_up(place)

    def full(*_said: object) -> None:
        raise OSError(28, "No space left on device")

    people.entry(street.riverside, by=street.alice)
    monkeypatch.setattr("yiben.config.keeping.vault.os.fsync", full)
    with pytest.raises(Refused, match=r"备份没有做成：.*No space left on device"):
        back_up(place)
    assert len(folders(place)) == 1
    assert not list(place.glob(".begun-*"))
    assert Entry.objects.count() == 1


def test_one_backup_at_a_time(street, place, data):
    other = gate_of(str(data / "backup"))
    other.enter(0)
    with pytest.raises(Refused, match="另一个备份"):
        back_up(place)
    other.leave()
