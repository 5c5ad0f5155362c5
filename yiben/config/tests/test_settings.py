"""What a start accepts from its surroundings."""

import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from yiben.config.settings import database, envbool, envint, envpath, kept_secret, signing_key


@pytest.mark.parametrize("value", ["ja", "2", "on/off"])
def test_a_switch_that_is_neither_on_nor_off_is_refused(monkeypatch, value):
    monkeypatch.setenv("YIBEN_DEBUG", value)
    with pytest.raises(ImproperlyConfigured, match=f"YIBEN_DEBUG 只能是 1 或 0，现在是「{value}」"):
        envbool("YIBEN_DEBUG")


@pytest.mark.parametrize("value", ["ten", "-1", "1.5", "0", "9" * 5000])
def test_a_number_that_is_none_is_refused(monkeypatch, value):
    monkeypatch.setenv("YIBEN_SIGNIN_TRIES", value)
    with pytest.raises(ImproperlyConfigured, match="YIBEN_SIGNIN_TRIES"):
        envint("YIBEN_SIGNIN_TRIES", 10)


def test_a_file_where_the_data_folder_should_be_is_refused(monkeypatch, tmp_path):
    (tmp_path / "data").touch()
    monkeypatch.setenv("YIBEN_DATA", str(tmp_path / "data"))
    with pytest.raises(ImproperlyConfigured, match="应是一个文件夹"):
        envpath("YIBEN_DATA", "data")


def test_a_blank_value_is_no_value(monkeypatch):
    monkeypatch.setenv("YIBEN_SIGNIN_TRIES", " ")
    assert envint("YIBEN_SIGNIN_TRIES", 10) == 10


def test_the_key_is_made_once_and_for_the_owner_only(tmp_path):
    first = kept_secret(tmp_path, "secret-key", signing_key, "所有人需重新登录")
    assert kept_secret(tmp_path, "secret-key", signing_key, "所有人需重新登录") == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_without_a_data_folder_the_key_is_a_passing_one_and_nothing_is_written(tmp_path):
    nowhere = tmp_path / "data"
    assert kept_secret(nowhere, "secret-key", signing_key, "") != kept_secret(nowhere, "secret-key", signing_key, "")
    assert not nowhere.exists()


def test_a_truncated_key_is_refused(tmp_path):
    (tmp_path / "secret-key").write_text("abc")
    with pytest.raises(ImproperlyConfigured, match="被截断"):
        kept_secret(tmp_path, "secret-key", signing_key, "所有人需重新登录")


def test_an_address_gives_postgresql_with_lasting_connections(tmp_path):
    told = database("postgres://yiben:p%40ss@db.example:5433/book", tmp_path)
    assert (told["USER"], told["PASSWORD"], told["HOST"], told["PORT"], told["NAME"]) == (
        "yiben",
        "p@ss",
        "db.example",
        5433,
        "book",
    )
    assert told["CONN_MAX_AGE"] is None


@pytest.mark.parametrize("address", ["mysql://a/b", "postgres://host", "book.sqlite3"])
def test_an_address_of_anything_else_is_refused(tmp_path, address):
    with pytest.raises(ImproperlyConfigured, match="YIBEN_DATABASE"):
        database(address, tmp_path)


@pytest.mark.sqlite
@pytest.mark.django_db
def test_the_book_keeps_its_last_commit_through_a_power_cut():
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_no_inline_script_or_style_is_allowed():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    assert "'unsafe-inline'" not in str(directives)
    assert "'unsafe-eval'" not in str(directives)


def test_sign_ins_that_succeed_are_not_recorded():
    assert settings.AXES_DISABLE_ACCESS_LOG is True


def test_cookies_are_secure_unless_the_start_says_otherwise(tmp_path):
    asked = "from yiben.config import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    for insecure, answer in (("0", "True True"), ("1", "False False")):
        place = os.environ | {"YIBEN_INSECURE": insecure, "YIBEN_DATA": str(tmp_path)}
        told = subprocess.run([sys.executable, "-c", asked], env=place, capture_output=True, text=True, check=True)
        assert told.stdout.strip() == answer


@pytest.mark.parametrize("address", ["mysql://h/x", "postgres://h", "postgres://h:99999999/x", "postgres://[/x"])
def test_an_address_of_no_database_is_refused_in_words(tmp_path, address):
    with pytest.raises(ImproperlyConfigured, match="YIBEN_DATABASE"):
        database(address, tmp_path)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"YIBEN_DATABASE": "postgres://db/real"}, "不能连接别的数据库"),
        ({"YIBEN_RESIDENTS_HOSTS": "localhost"}, "不能用同一个地址"),
    ],
)
def test_a_demo_and_a_real_book_never_share_a_database_nor_residents_and_staff_an_address(tmp_path, said, words):
    (tmp_path / "DEMO").touch()
    told = subprocess.run(
        [sys.executable, "-c", "import yiben.config.settings"],
        env=os.environ | {"YIBEN_DATA": str(tmp_path)} | said,
        capture_output=True,
        text=True,
        check=False,
    )
    assert words in told.stderr
