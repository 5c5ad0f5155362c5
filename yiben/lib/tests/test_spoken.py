"""Sentences of pure modules in the reader's language."""

import pytest
from django.utils import translation

from yiben.lib.spoken import Spoken

said = Spoken(["第%(number)s行：%(what)s", "没有%(what)s"])


@pytest.fixture
def english(monkeypatch):
    known = {"第%(number)s行：%(what)s": "Row %(number)s: %(what)s", "没有%(what)s": "no %(what)s", "日期": "date"}
    monkeypatch.setattr("yiben.lib.spoken.gettext", lambda text: known.get(text, text))
    with translation.override("en"):
        yield


def test_in_chinese_it_is_as_it_was_said():
    with translation.override("zh-hans"):
        assert said("第3行：没有日期") == "第3行：没有日期"


def test_a_sentence_is_known_by_its_shape_and_so_are_its_parts(english):
    assert said("第3行：没有日期") == "Row 3: no date"
    assert said("没有“100%”") == "no “100%”"


def test_what_has_no_words_stays_as_it_was_said(english):
    assert said("看不懂这一格") == "看不懂这一格"
    assert said("") == ""
