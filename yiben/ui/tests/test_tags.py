from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from yiben.ui.states import STATES
from yiben.ui.templatetags import ui
from yiben.ui.templatetags.ui import bar, chosen, day, figure, highlight, number, state, vendor


def shown(source, path="/", **context):
    return engines["django"].from_string("{% load ui %}" + source).render(context, RequestFactory().get(path))


@pytest.mark.parametrize(
    ("value", "manner", "text"),
    [
        (0, "", "0"),
        (1286, "", "1,286"),
        (-1286, "", "-1,286"),
        (Decimal("1286.50"), "", "1,286.5"),
        (Decimal("1E+4"), "", "10,000"),
        (Decimal("92.0"), "", "92"),
        (None, "", "—"),
        (21994, "money", "21,994"),
        (Decimal("21994.5"), "money", "21,994.50"),
        (Decimal("0.005"), "money", "0.01"),
        (Decimal("-0.00"), "money", "0"),
    ],
)
def test_a_number_is_grouped_and_no_longer_than_it_must_be(value, manner, text):
    assert number(value, manner) == text


def test_a_float_is_our_mistake():
    with pytest.raises(AssertionError, match="never float"):
        number(12.5)


@pytest.mark.parametrize(
    ("value", "manner", "text"),
    [
        (date(2025, 3, 5), "", "2025年3月5日"),
        (date(2025, 3, 5), "short", "3月5日"),
        (None, "", "—"),
        (datetime(2025, 3, 4, 18, 3, tzinfo=ZoneInfo("UTC")), "time", "2025年3月5日 02:03"),
    ],
)
def test_a_day_is_told_in_words_of_shanghai(value, manner, text):
    assert day(value, manner) == text


def test_a_figure_links_to_what_it_rests_on():
    assert shown('{% figure 1286 "/figures/7/" approx=3 unit="人次" %}') == (
        '<a class="figure" href="/figures/7/"><span class="figure-value">1,286</span><span class="figure-unit">人次</span>'
        '<span class="figure-approx">（含约数 3 条）</span></a>'
    )


def test_a_figure_without_a_value_says_so():
    assert "账本里没有可作答的记录" in figure(None, "/figures/7/")
    assert "href" not in figure(None, "/figures/7/")


def test_a_figure_escapes_its_unit_and_address():
    assert "<b>" not in figure(1, '"><b>', unit="<b>")


def test_a_figure_of_zero_is_a_figure():
    assert figure(0, "/f/") == '<a class="figure" href="/f/"><span class="figure-value">0</span></a>'


def test_a_figure_that_may_not_be_opened_is_no_link():
    assert figure(5) == '<span class="figure-plain"><span class="figure-value">5</span></span>'


@pytest.mark.parametrize("name", STATES)
def test_a_state_has_a_glyph_a_word_and_a_colour(name):
    html = shown("{% state name %}", name=name)
    found = STATES[name]
    assert str(found.word) in html
    assert f'aria-hidden="true">{found.glyph}<' in html
    assert f"chip--{found.colour}" in html


def test_only_what_is_sealed_has_the_seal():
    assert {name for name, found in STATES.items() if found.colour == "seal"} == {"issued", "verified"}


def test_a_state_can_be_said_more_closely():
    assert state("late", "补录 3 天")["word"] == "补录 3 天"


def test_an_unknown_state_is_our_mistake():
    with pytest.raises(AssertionError, match="no state"):
        state("whatever")


@pytest.mark.parametrize(
    ("done", "total", "expected", "share", "tick"),
    [(1, 4, 2, 25, 50), (9, 4, None, 100, None), (None, 4, 1, 0, 25), (1, 0, 0, 0, 0), (Decimal("1.5"), 3, 3, 50, 100)],
)
def test_a_bar_stays_within_its_line(done, total, expected, share, tick):
    assert bar(done, total, expected) == {"share": share, "tick": tick}


def test_a_bar_has_no_style():
    html = shown("{% bar 1 4 2 %}")
    assert 'width="25"' in html
    assert "style" not in html


@pytest.mark.parametrize(
    "spans",
    [
        [(2, 4)],
        [(2, 4), (3, 6)],
        [{"start": 2, "end": 4}],
        [SimpleNamespace(start=2, end=4)],
        [(2, 4), (9, 12), (-1, 1), (5, 5)],
    ],
)
def test_a_span_is_marked_once_and_the_rest_escaped(spans):
    assert highlight("会议2次<b>", spans) == '会议<mark class="mark ">2次</mark>&lt;b&gt;'


def test_a_mark_runs_no_further_than_the_text_and_bears_its_kind():
    assert highlight("40户", [(0, 99, "count")]) == '<mark class="mark count">40户</mark>'


def test_a_marks_kind_is_escaped():
    assert '"><i>' not in highlight("40户", [(0, 3, '"><i>')])


def test_text_without_spans_is_the_text():
    assert highlight("<会议>", []) == "&lt;会议&gt;"


@pytest.mark.parametrize(
    ("source", "query"),
    [
        ('{% query_with line="women" %}', "?line=women&words=a%26b"),
        ("{% query_with page=3 %}", "?line=union&words=a%26b&page=3"),
        ('{% query_with line="" %}', "?words=a%26b"),
        ("{% query_with line=none words=none %}", "?"),
    ],
)
def test_a_query_is_changed_in_one_place_and_begins_at_page_one(source, query):
    source = "{% autoescape off %}" + source + "{% endautoescape %}"
    assert shown(source, "/?line=union&words=a%26b&page=2", none=None) == query


def test_the_pager_keeps_filters():
    page = Paginator(range(1400), 50).page(3)
    html = shown("{% page_of page %}", "/?line=union&page=3", page=page)
    assert 'href="?line=union&amp;page=4"' in html
    assert "第 101–150 条，共 1,400 条" in html
    assert '<span aria-current="page">3</span>' in html


def test_one_page_needs_no_pager():
    assert shown("{% page_of page %}", page=Paginator(range(9), 50).page(1)).strip() == ""


def test_a_script_that_was_not_brought_is_left_out():
    assert vendor("no-such-script.js") == ""


def test_a_script_that_was_brought_is_loaded(monkeypatch):
    monkeypatch.setattr(ui.finders, "find", lambda name: f"/somewhere/{name}")
    ui._brought.cache_clear()
    assert vendor("htmx.min.js") == '<script src="/static/vendor/htmx.min.js" defer></script>'
    ui._brought.cache_clear()


def test_steps_say_where_a_document_stands():
    steps = [("起草", "done"), ("审核", "now"), ("出具", "")]
    html = shown('{% include "ui/_steps.html" %}', steps=steps)
    assert '<li class="done">起草' in html
    assert '<li class="now" aria-current="step">审核' in html
    assert '<li class="">出具' in html


def test_filters_are_told_in_words_on_paper():
    class Filters(forms.Form):
        unit = forms.ChoiceField(label="单位", choices=[("", "全部"), ("01", "临水")], required=False)
        line = forms.ChoiceField(label="条线", choices=[("", "全部"), ("群团", [("union", "工会")])], required=False)
        words = forms.CharField(label="搜索", required=False)
        page = forms.CharField(widget=forms.HiddenInput, required=False)

    assert (
        chosen(Filters({"unit": "01", "line": "union", "words": "<b>", "page": "2"}))
        == "单位：临水　条线：工会　搜索：<b>"
    )
    assert chosen(Filters({})) == ""
