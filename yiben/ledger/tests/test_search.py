"""Somebody looks for an entry by what she remembers of it: a word or two, the unit, the day."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.people import entry, sign_in, street
from yiben.ledger import actions, grams, search
from yiben.ledger.models import Entry, Gram, Indexed
from yiben.lib.periods import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def s():
    found = street()
    entry(found.riverside, by=found.alice, title="学雷锋志愿服务", place="小广场", on=date(2025, 3, 5))
    entry(found.riverside, by=found.alice, title="反诈宣传进小区", note="社区民警 WANG 讲课", on=date(2025, 3, 31))
    entry(found.hilltop, by=found.amy, title="义诊", place="望山小广场", on=date(2024, 3, 5), end=date(2024, 3, 7))
    entry(found.office, by=found.bob, title="志愿服务队培训", on=date(2025, 4, 1), kind="training")
    return found


@pytest.fixture(params=["through the index", "with nothing indexed", "half of it indexed"])
def indexed(request, s):
    if request.param == "half of it indexed":
        grams.follow(2)
    elif request.param == "through the index":
        grams.follow(1)
    return s


def titles(post, typed, entries=None):
    found = search.sought(entries or Entry.objects.for_post(post).standing(), typed, post=post)
    return [one.title for one in found]


FOUND = {
    "志愿": ["志愿服务队培训", "学雷锋志愿服务"],
    "志愿服务队": ["志愿服务队培训"],
    "服务 广场": ["学雷锋志愿服务"],
    "诊": ["义诊"],
    "wang": ["反诈宣传进小区"],
    "愿志": [],
    "%": [],
    "临水": ["反诈宣传进小区", "学雷锋志愿服务"],
    "望山": ["义诊"],
    "社区": ["反诈宣传进小区"],
    "青石": [],
    "3月5日": ["学雷锋志愿服务", "义诊"],
    "3月6日": ["义诊"],
    "三月五日": ["学雷锋志愿服务", "义诊"],
    "2025-03-05": ["学雷锋志愿服务"],
    "20250305": ["学雷锋志愿服务"],
    "3月": ["反诈宣传进小区", "学雷锋志愿服务", "义诊"],
    "2024年3月": ["义诊"],
    "2025 广场": ["学雷锋志愿服务"],
    "临水 3月 宣传": ["反诈宣传进小区"],
    "13月": [],
    "": ["志愿服务队培训", "反诈宣传进小区", "学雷锋志愿服务", "义诊"],
}


def test_what_is_typed_finds(indexed):
    assert {typed: titles(indexed.carol, typed) for typed in FOUND} == FOUND


def test_nobody_finds_what_she_may_not_read(indexed):
    assert titles(indexed.alice, "小广场") == ["学雷锋志愿服务"]
    assert titles(indexed.dan, "小广场") == []
    assert titles(indexed.ada, "小广场") == []


def test_what_was_held_together_is_found_by_both(s):
    entry(s.hilltop, by=s.amy, title="邻里节", cohosts=(s.riverside.pk,), on=date(2025, 5, 1))
    grams.follow(1)
    assert titles(s.alice, "邻里") == ["邻里节"]
    assert titles(s.alice, "临水 5月") == ["邻里节"]


def test_a_correction_is_found_by_its_new_words_only(indexed):
    told = Entry.objects.get(title="义诊")
    actions.correct(told, by=indexed.amy, title="中医义诊")
    assert titles(indexed.carol, "义诊") == ["中医义诊"]
    every = Entry.objects.for_post(indexed.carol)
    assert titles(indexed.carol, "义诊", every) == ["中医义诊", "义诊"]


def test_what_was_voided_is_found_no_more(indexed):
    actions.void(Entry.objects.get(title="义诊"), by=indexed.amy, reason="没有办成")
    assert titles(indexed.carol, "义诊") == []


def test_erased_words_leave_the_index_in_the_same_transaction(s):
    grams.follow(1)
    kept = {gram.gram: bytes(gram.places) for gram in Gram.objects.filter(unit=s.riverside)}
    told = Entry.objects.get(title="反诈宣传进小区")
    actions.erase(told, by=s.bob, ground="本人要求删除")
    left = {gram.gram: bytes(gram.places) for gram in Gram.objects.filter(unit=s.riverside)}
    assert kept.keys() - left.keys() >= {"反诈", "诈宣", "wa"}
    assert left.keys() == grams.grams_of("学雷锋志愿服务", "小广场")
    assert titles(s.carol, "反诈") == []
    assert titles(s.carol, "志愿") == ["志愿服务队培训", "学雷锋志愿服务"]


def test_an_erasure_before_it_is_indexed_leaves_nothing_to_index(s):
    actions.erase(Entry.objects.get(title="反诈宣传进小区"), by=s.bob, ground="本人要求删除")
    grams.follow(1)
    assert not Gram.objects.filter(gram="反诈").exists()


def test_a_chain_longer_than_a_block_is_found_to_its_end(s, monkeypatch):
    monkeypatch.setattr(grams, "BLOCK", 4)
    for number in range(9):
        entry(s.riverside, by=s.alice, title=f"第{number}期读书会", on=date(2025, 6, 1 + number))
        if number % 4 == 1:
            grams.follow(1)
    grams.follow(1)
    assert Indexed.objects.get(unit=s.riverside).number == 11
    assert titles(s.alice, "期读书会") == [f"第{number}期读书会" for number in reversed(range(9))]
    assert titles(s.alice, "第3期") == ["第3期读书会"]
    assert Gram.objects.filter(gram="读书", unit=s.riverside).count() == 3


def test_few_new_entries_wait_to_be_indexed(s):
    assert not grams.follow()
    assert not Gram.objects.exists()


def test_a_word_that_stands_nearly_everywhere_is_asked_of_the_words(s, monkeypatch):
    monkeypatch.setattr(search, "FEW", 1)
    grams.follow(1)
    assert titles(s.carol, "志愿") == ["志愿服务队培训", "学雷锋志愿服务"]


class WithAndWithout(TestCase):
    """Through the index the same entries are found as by reading every one."""

    @settings(max_examples=12, deadline=None)
    @given(st.lists(st.text("义诊志愿Aa1%_", max_size=6), min_size=1, max_size=5), st.text("义诊志愿a1% ", max_size=5))
    def test_it_finds_the_same(self, said, typed):
        s = street()
        for title in said:
            entry(s.riverside, by=s.alice, title=title or "无", note=title[::-1])
        read = sorted(titles(s.alice, typed))
        grams.follow(1)
        assert sorted(titles(s.alice, typed)) == read
        shown = [one.title for one in Entry.objects.all() if all(_in(word, one) for word in typed.split())]
        assert read == sorted(shown)


def _in(word, one):
    return any(word.lower() in text.lower() for text in (one.title, one.note, one.place))


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("2025年", ["2025"]),
        ("2025Q1", ["2025Q1"]),
        ("3月份", ["2024-03", "2025-03"]),
        ("2025-3", ["2025-03"]),
        ("３月５日", ["2024-03-05..2024-03-05", "2025-03-05..2025-03-05"]),
        ("2月29日", ["2024-02-29..2024-02-29"]),
        ("3月5日-7日", ["2024-03-05..2024-03-07", "2025-03-05..2025-03-07"]),
        ("3月学雷锋", []),
        ("12345", []),
        ("3.5", []),
        ("99999999", []),
        ("0月", []),
    ],
)
def test_a_word_that_names_days(typed, spans):
    (word,) = search.read(typed, units=[], years=range(2024, 2026))
    assert [Period.parse(span) for span in spans] == list(word.spans)


def test_the_list_is_searched_by_its_filter(indexed):
    page = sign_in(indexed.carol).get("/entries/", {"words": "临水 广场"}).content.decode()
    assert "学雷锋志愿服务" in page
    assert "反诈宣传进小区" not in page


def test_pages_of_many_go_on_where_the_one_before_ended(s, monkeypatch):
    monkeypatch.setattr(search.Newest, "MANY", 2)
    monkeypatch.setattr(search.Newest, "SORTED", 2)
    found = Entry.objects.for_post(s.carol).standing()
    newest = [one.title for one in found]
    assert [one.title for page in search.Newest(found, 3) for one in page] == newest
    capped = search.Pages(found, 1)
    assert (capped.count, capped.more) == (2, True)
    assert [one.title for page in capped for one in page] == newest[:2]


def test_of_very_many_it_is_told_that_they_are_more(s, monkeypatch):
    monkeypatch.setattr(search.Newest, "MANY", 2)
    page = sign_in(s.carol).get("/entries/", {"words": "2025"}).content.decode()
    assert "超过 2 条" in page


def test_what_was_found_beside_the_name_is_shown(s):
    page = sign_in(s.carol).get("/entries/", {"words": "民警"}).content.decode()
    assert '社区<mark class="mark ">民警</mark> WANG 讲课' in page


def test_where_nothing_stands_what_was_corrected_is_offered(s):
    actions.correct(Entry.objects.get(title="义诊"), by=s.amy, title="中医问诊")
    page = sign_in(s.carol).get("/entries/", {"words": "义诊"}).content.decode()
    assert "?words=%E4%B9%89%E8%AF%8A&amp;state=all" in page
    assert "没有找到" in sign_in(s.carol).get("/entries/", {"words": "无此一事"}).content.decode()
