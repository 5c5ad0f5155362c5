"""A book in PostgreSQL: backed up by pg_dump within one snapshot and restored into an empty database; and gone a while."""

from __future__ import annotations

import os
import shutil

import pytest
from django.db import connection, connections

from tests import people
from tests.running import yiben
from yiben.config.keeping.backup import back_up
from yiben.config.keeping.restore import found
from yiben.ledger.models import Entry
from yiben.ledger.tests.typing_in import typed
from yiben.lib.sealing import new_key

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def empty():
    """The address of a database without a table, on the same server."""
    if connection.vendor != "postgresql" or shutil.which("pg_dump") is None:
        pytest.skip("no PostgreSQL here, or none of its programs")
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    address = os.environ["YIBEN_DATABASE"]
    yield address.rpartition("/")[0] + "/" + name
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_backup_of_postgresql_is_restored_into_an_empty_database(empty, settings, tmp_path, caplog):
    settings.DATA, settings.FILES, settings.FIELD_KEY = tmp_path / "data", tmp_path / "data" / "files", new_key()
    settings.DATA.mkdir()
    street = people.street()
    people.entry(street.riverside, by=street.alice, title="学雷锋")
    made = back_up(tmp_path / "disk")
    assert "not tried" not in caplog.text
    assert made.backup.engine == "postgresql"
    (tmp_path / "key").write_text(settings.FIELD_KEY)
    new = tmp_path / "new"
    new.mkdir()
    (new / "database").write_text(empty)
    said = yiben(new, "restore", str(found(tmp_path / "disk")), "--key", str(tmp_path / "key"))
    assert (said.returncode, said.stderr) == (0, ""), said.stderr
    proven = yiben(new, "verify")
    assert "链条完整" in proven.stdout, proven.stdout + proven.stderr
    again = yiben(new, "restore", str(found(tmp_path / "disk")), "--key", str(tmp_path / "key"))
    assert "数据库里已经有表，不会覆盖" in again.stderr


def test_a_server_that_goes_away_is_told_in_a_sentence_and_comes_back(empty):
    street = people.street()
    client = people.sign_in(street.alice)
    client.raise_request_exception = False
    kept = people.entry(street.riverside, by=street.alice)
    other = connections.create_connection("default")
    with connection.cursor() as mine, other.cursor() as killing:
        mine.execute("SELECT pg_backend_pid()")
        killing.execute("SELECT pg_terminate_backend(%s)", mine.fetchone())
    other.close()
    answer = client.post("/entries/new/", typed(street.riverside))
    assert answer.status_code == 503
    assert "账本暂时连不上，这一次没有记下" in answer.content.decode()
    connection.close()
    assert client.get(f"/entries/{kept.pk}/").status_code == 200
    assert list(Entry.objects.values_list("digest", flat=True)) == [kept.digest]
