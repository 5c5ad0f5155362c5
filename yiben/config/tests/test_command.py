"""The command as a person types it."""

import os
import socket
import sqlite3
import subprocess
import sys
from importlib import import_module

import click
import pytest

from yiben.config import cli
from yiben.config.commands import serve
from yiben.config.commands.acting import acting
from yiben.config.commands.report import build
from yiben.lib.refused import Refused


@pytest.fixture
def yiben(tmp_path):
    """Run `yiben WORDS…` in an empty folder."""

    def run(*words, **environment):
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("YIBEN_")}
        return subprocess.run(
            [sys.executable, "-m", "yiben.config.cli", *words],
            env=surroundings | {"PYTHONPATH": os.getcwd(), "LC_ALL": "C.UTF-8"} | environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


def test_help_names_every_command_and_the_exit_codes(yiben):
    told = yiben("--help")
    assert told.returncode == 0
    assert all(f"\n  {name} " in told.stdout for name in cli.available())
    assert "3 办完了" in told.stdout


def test_help_does_not_wait_for_django():
    asked = "import sys, click; from yiben.config.cli import root; root.get_help(click.Context(root)); "
    asked += "print('django' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


@pytest.mark.parametrize("name", cli.available())
def test_each_command_helps(name):
    command = import_module(f"yiben.config.commands.{cli.module_name(name)}").command
    assert isinstance(command, click.Command)
    assert command.help


@pytest.mark.parametrize(
    ("locale", "words"), [("C.UTF-8", "没有 'tidy-up' 这个命令"), ("en_US.UTF-8", "No such command")]
)
def test_a_wrong_word_is_a_usage_error_in_the_callers_language(yiben, locale, words):
    told = yiben("tidy-up", LC_ALL="", LC_CTYPE="C.UTF-8", LC_MESSAGES=locale)
    assert told.returncode == 2
    assert words in told.stderr


def test_a_refusal_is_one_line_and_exit_1(yiben, tmp_path):
    told = yiben("upgrade")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.splitlines() == ["还没有账本：请先运行 yiben init（自己的街道）或 yiben demo（演示）"]
    assert list(tmp_path.iterdir()) == []


def test_a_bad_setting_is_one_line_and_exit_1(yiben):
    told = yiben("serve", YIBEN_DEBUG="perhaps")
    assert told.returncode == 1
    assert "YIBEN_DEBUG 只能是 1 或 0" in told.stderr
    assert "Traceback" not in told.stderr


def test_an_old_schema_stops_the_start(yiben, tmp_path):
    (tmp_path / "data").mkdir()
    with sqlite3.connect(tmp_path / "data" / "book.sqlite3") as book:
        book.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT, applied TEXT)")
        book.execute("INSERT INTO django_migrations VALUES (1, 'units', '0001_initial', '2025-01-01 00:00:00')")
    told = yiben("serve")
    assert (told.returncode, told.stdout) == (1, "")
    (line,) = told.stderr.splitlines()
    assert line.startswith("数据库结构落后于程序")
    assert line.endswith("请运行 yiben upgrade，后面写备份到哪里")


def test_the_demo_is_never_written_into_a_real_book(tmp_path):
    (tmp_path / "book.sqlite3").touch()
    with pytest.raises(click.ClickException, match="真实的账本"):
        cli.claim_for_demo(tmp_path)
    assert not (tmp_path / "DEMO").exists()


def test_a_demo_is_marked_as_one_before_it_starts(tmp_path, monkeypatch):
    monkeypatch.setenv("YIBEN_DATABASE", "postgres://db/book")
    cli.claim_for_demo(tmp_path / "demo")
    assert (tmp_path / "demo" / "DEMO").exists()
    assert "YIBEN_DATABASE" not in os.environ


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "street.example"])
def test_a_demo_stays_on_this_machine(settings, host):
    settings.DEMO = True
    with pytest.raises(Refused, match="只能在本机"):
        serve.check_start(host, 8000, guarded=True)


def test_a_demo_is_not_put_behind_a_proxy(settings):
    settings.DEMO = True
    with pytest.raises(Refused, match="代理"):
        serve.check_start("127.0.0.1", 8000, guarded=True)


def test_the_network_needs_a_name(monkeypatch):
    monkeypatch.delenv("YIBEN_HOSTS", raising=False)
    with pytest.raises(Refused, match="YIBEN_HOSTS"):
        serve.check_start("0.0.0.0", 8443, guarded=True)


@pytest.mark.parametrize("host", ["0.0.0.0", "street.example"])
def test_the_network_needs_tls(host):
    with pytest.raises(Refused, match="必须走 HTTPS"):
        serve.check_start(host, 8000, guarded=False)


@pytest.mark.parametrize(("host", "answer"), [("localhost", True), ("127.0.0.8", True), ("[::1]", True), ("::", False)])
def test_it_knows_its_own_addresses(host, answer):
    assert serve.is_loopback(host) is answer


def test_a_port_that_is_taken_is_not_free():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not serve.is_free("127.0.0.1", taken.getsockname()[1])


@pytest.mark.django_db
def test_a_login_without_a_post_cannot_act():
    with pytest.raises(Refused, match="没有登录名为「nobody」的在任岗位"):
        acting("nobody")


def test_without_a_book_a_command_says_what_to_run_first(yiben):
    told = yiben("figure", "志愿服务场次")
    assert told.returncode == 1
    assert "请先运行 yiben init" in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_another_versions_book_is_said_to_be_one(yiben, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "book.sqlite3").touch()
    told = yiben("figure", "志愿服务场次")
    assert told.returncode == 1
    assert "版本不一致" in told.stderr


def test_a_report_needs_no_genre_named():
    (genre,) = [option for option in build.params if option.name == "genre"]
    assert genre.get_default(click.Context(build)) in genre.type.choices
