"""The key on paper: it can be typed again, a slip of the pen is named, and it is never taken from under a book."""

import stat

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import settings as few
from hypothesis import strategies as st

from tests import people
from yiben.config.commands import keys as command
from yiben.config.keeping.notes import noted
from yiben.config.keeping.paper import key_lines, key_name, key_square, key_words, read_key
from yiben.lib.refused import Refused
from yiben.lib.sealing import new_key
from yiben.units.models import Act

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@pytest.mark.parametrize("say", [key_square, lambda key: "\n".join(key_lines(key)).lower(), lambda key: key + "\n"])
def test_the_key_comes_back_from_paper_square_and_file(say):
    key = new_key()
    assert read_key(say(key)) == key


@few(max_examples=30, deadline=None)
@given(st.integers(0, 3), st.integers(0, 12), st.sampled_from(LETTERS))
def test_a_mistyped_letter_gives_no_other_key(line, place, letter):
    key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    lines = [text.replace("-", "") for text in key_lines(key)]
    lines[line] = lines[line][:place] + letter + lines[line][place + 1 :]
    assert read(lines) in (key, f"第 {line + 1} 行有字母抄错了，请对照纸上再看一遍") or key_words(
        read(lines)
    ) != key_words(key)


def read(lines):
    try:
        return read_key(" ".join(lines))
    except Refused as refused:
        return str(refused)


@pytest.mark.parametrize("typed", ["", "abc", "0" * 56, "A" * 57, "密钥" * 28])
def test_what_is_no_key_is_refused(typed):
    with pytest.raises(Refused):
        read_key(typed)


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA, settings.FIELD_KEY = tmp_path / "data", new_key()
    settings.DATA.mkdir()
    (settings.DATA / "field-key").write_text(settings.FIELD_KEY)
    return settings.DATA


def run(*words):
    return CliRunner().invoke(command.command, [str(word) for word in words], catch_exceptions=False)


@pytest.mark.django_db
def test_the_sheet_has_all_that_brings_the_key_back_and_only_its_owner_reads_it(data, settings, tmp_path):
    people.street()
    assert run("print", "--out", tmp_path / "key.html").exit_code == 0
    page = (tmp_path / "key.html").read_text()
    assert all(line in page for line in key_lines(settings.FIELD_KEY))
    assert " ".join(key_words(settings.FIELD_KEY)) in page
    assert "data:image/svg+xml" in page
    assert "青石街道" in page
    assert 'src="http' not in page
    assert "href=" not in page
    assert stat.S_IMODE((tmp_path / "key.html").stat().st_mode) == 0o600
    assert Act.objects.get(verb="config.print_keys").detail == {"number": key_name(settings.FIELD_KEY)}
    with pytest.raises(Refused, match="已经有了"):
        run("print", "--out", tmp_path / "key.html")


@pytest.mark.django_db
def test_the_paper_counts_once_its_words_were_typed(data, settings):
    with pytest.raises(Refused, match="对不上"):
        run("check", "--words", "春山 夏水 秋云 冬风")
    assert noted("key_copy") == {}
    assert run("check", "--words", "，".join(key_words(settings.FIELD_KEY))).exit_code == 0
    assert noted("key_copy")["key"] == key_name(settings.FIELD_KEY)


@pytest.mark.django_db
def test_a_key_is_put_where_no_book_is_and_never_in_anothers_place(data, settings, tmp_path):
    typed = tmp_path / "typed.txt"
    key = new_key()
    typed.write_text(key_square(key))
    assert run("restore", "--file", typed).exit_code == 0
    assert (data / "field-key").read_text() == key
    (data / "book.sqlite3").touch()
    typed.write_text(key_square(new_key()))
    with pytest.raises(Refused, match="不会换掉"):
        run("restore", "--file", typed)
    assert (data / "field-key").read_text() == key
