"""A program and a database that don't belong together say so in one sentence, and nothing is served or changed."""

import threading
import time

import pytest
from click.testing import CliRunner
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tests import people
from tests.filing import filed
from yiben.config.commands import upgrade as command
from yiben.config.commands.serve import check_start
from yiben.config.keeping import schema
from yiben.config.keeping.vault import folders
from yiben.ledger.models import Entry
from yiben.lib.refused import Refused
from yiben.lib.sealing import new_key

pytestmark = pytest.mark.django_db
LAST = ("units", "0001_initial")


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA, settings.FILES, settings.FIELD_KEY = tmp_path / "data", tmp_path / "data" / "files", new_key()
    settings.DATA.mkdir()
    (settings.DATA / "field-key").write_text(settings.FIELD_KEY)
    return settings.DATA


def test_the_books_schema_is_the_programs():
    schema.check_schema()


@pytest.mark.sqlite
def test_a_server_that_meets_an_older_schema_says_so_and_stops(data):
    MigrationRecorder(connection).record_unapplied(*LAST)
    with pytest.raises(Refused, match="数据库结构落后于程序 1 步：请运行 yiben upgrade，后面写备份到哪里"):
        schema.check_schema()


@pytest.mark.sqlite
def test_a_server_that_meets_a_newer_schema_says_so_and_stops(data):
    MigrationRecorder(connection).record_applied("ledger", "9999_from_next_year")
    with pytest.raises(Refused, match=r"数据库比程序新 1 步（ledger.9999_from_next_year）"):
        check_start("127.0.0.1", 1, guarded=False)


def test_a_migration_of_an_app_that_is_gone_is_no_newer_schema():
    MigrationRecorder(connection).record_applied("legacy", "0001_initial")
    schema.check_schema()


@pytest.mark.sqlite
def test_a_running_site_stops_when_somebody_brings_its_database_elsewhere(data):
    stopped = threading.Event()
    people.street()
    with filed(data):
        watch = schema.Watch(stopped.set)
        watch.every = 0.02
        with watch:
            time.sleep(0.1)
            assert not stopped.is_set()
            MigrationRecorder(connection).record_applied("ledger", "9999_from_next_year")
            assert stopped.wait(5)
    assert watch.found.startswith("数据库比程序新 1 步")


def run(*words):
    return CliRunner().invoke(command.command, [str(word) for word in words], catch_exceptions=False)


@pytest.mark.sqlite
def test_an_upgrade_backs_up_tries_the_copy_migrates_and_verifies(data, tmp_path):
    street = people.street()
    people.entry(street.riverside, by=street.alice)
    with filed(data):
        # The last migration of a small app undone, as a book of the version before has it.
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE axes_accessattemptexpiration")
        MigrationRecorder(connection).record_unapplied("axes", "0010_accessattemptexpiration")
        said = run(tmp_path / "disk")
        assert said.exit_code == 0, said.output
        assert "已升级 1 步，核验无误" in said.output
        schema.check_schema()
        assert Entry.objects.count() == 1
        assert len(folders(tmp_path / "disk")) == 1
        assert "不用升级" in run().output


def test_an_upgrade_waits_until_the_site_is_down(data, tmp_path, monkeypatch):
    MigrationRecorder(connection).record_unapplied(*LAST)
    monkeypatch.setattr(command, "check_stopped", lambda: (_ for _ in ()).throw(Refused("网站还开着")))
    with pytest.raises(Refused, match="网站还开着"):
        run(tmp_path / "disk")
    assert not (tmp_path / "disk").exists()
