"""Where a new book lies: in its folder, or where `--database` says, which the folder then remembers."""

import os
import sqlite3
import stat

import pytest
from django.db import OperationalError

from yiben.config import cli
from yiben.config.commands.placing import check_place, put_down
from yiben.config.settings import database, kept_address
from yiben.lib.refused import Refused

ADDRESS = "postgres://yiben:p%40ss@%2Fvar%2FRun%2FPG/book"


@pytest.mark.parametrize(
    ("words", "taken"),
    [
        (["init", "--database", ADDRESS, "--lines", "union"], ADDRESS),
        (["import-book", "DIR", f"--database={ADDRESS}"], ADDRESS),
        (["init", "--lines", "union"], ""),
        (["verify", "--database", ADDRESS], ""),
        (["init", "--database"], ""),
        ([], ""),
    ],
)
def test_a_command_that_begins_a_book_says_where_before_settings_are_read(words, taken, monkeypatch):
    monkeypatch.setenv("YIBEN_DATABASE", "")
    cli.take_database(words)
    assert os.environ["YIBEN_DATABASE"] == taken


def test_the_folder_remembers_it_for_its_owner_alone(tmp_path, settings):
    settings.DATA = tmp_path
    put_down(ADDRESS)
    assert kept_address(tmp_path) == ADDRESS
    assert stat.S_IMODE((tmp_path / "database").stat().st_mode) == 0o600
    put_down(None)
    assert kept_address(tmp_path) == ADDRESS


def test_a_socket_keeps_its_capitals(tmp_path):
    told = database(ADDRESS, tmp_path)
    assert (told["HOST"], told["PASSWORD"], told["NAME"]) == ("/var/Run/PG", "p@ss", "book")
    assert database("postgres://a@[::1]:5433/b", tmp_path)["HOST"] == "::1"


@pytest.mark.django_db
def test_a_folder_that_keeps_a_book_gets_no_second_one(tmp_path, settings):
    settings.DATA = tmp_path
    with sqlite3.connect(tmp_path / "book.sqlite3") as book:
        book.execute("SELECT 1")
    check_place(ADDRESS)
    with sqlite3.connect(tmp_path / "book.sqlite3") as book:
        book.execute("CREATE TABLE units_unit (id)")
    with pytest.raises(Refused, match="已经有账本"):
        check_place(ADDRESS)


@pytest.fixture
def served(monkeypatch, tmp_path, settings):
    """A folder whose book lies on a server."""
    monkeypatch.setenv("YIBEN_DATA", str(tmp_path))
    monkeypatch.setitem(settings.DATABASES, "default", database("postgres://yiben@db.example/book", tmp_path))


def test_a_server_that_does_not_answer_is_named(served):
    said = cli.said_of(OperationalError("connection refused\n\tIs it running?"))
    assert "连不上数据库服务器 db.example" in said
    assert "\n" not in said


def test_what_a_server_answers_is_no_silence(served):
    error = OperationalError("disk full")
    error.__cause__ = type("Told", (Exception,), {"sqlstate": "53100"})()
    assert cli.said_of(error) == "账本打不开：disk full"
