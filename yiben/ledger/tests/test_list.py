"""The list: filters in the URL, each post sees its own, and what is seen can be taken along as Excel."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people import content, entry, sign_in, street
from yiben.ledger import actions, importing
from yiben.ledger.content import Amount
from yiben.ledger.models import Entry

pytestmark = pytest.mark.django_db

LIST = "ledger:list"


def titles(post, **query):
    answer = sign_in(post).get(reverse(LIST), query)
    return {told.title for told in answer.context["page"]}


@pytest.fixture
def book():
    s = street()
    entry(s.riverside, by=s.alice, title="学雷锋", on=date(2025, 3, 5))
    entry(s.hilltop, by=s.amy, title="义诊", kind="screening", lines=("women",), on=date(2025, 7, 1), place="小广场")
    entry(s.office, by=s.bob, title="培训", kind="training", lines=("union",), on=date(2024, 3, 5))
    about = (Amount("attendances", Decimal(30), words="30余"),)
    actions.record(replace(content(s.riverside, title="约数的"), amounts=about), by=s.alice)
    actions.void(entry(s.riverside, by=s.alice, title="作废的"), by=s.alice, reason="重复")
    actions.correct(entry(s.riverside, by=s.alice, title="改前"), by=s.alice, title="改后")
    return s


STANDING = {"学雷锋", "义诊", "培训", "约数的", "改后"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, STANDING),
        ({"period": "2025"}, STANDING - {"培训"}),
        ({"period": "2025Q3"}, {"义诊"}),
        ({"period": "2025-03-01..2025-03-31"}, {"学雷锋", "约数的", "改后"}),
        ({"line": "women"}, {"义诊"}),
        ({"kind": "training"}, {"培训"}),
        ({"words": "学雷"}, {"学雷锋"}),
        ({"words": "小广场 义"}, {"义诊"}),
        ({"words": "%"}, set()),
        ({"state": "void"}, {"作废的"}),
        ({"state": "corrected"}, {"改前"}),
        ({"state": "approx"}, {"约数的"}),
        ({"state": "late"}, set()),
        ({"state": "all"}, STANDING | {"作废的", "改前"}),
        ({"line": "women", "period": "2024"}, set()),
    ],
)
def test_filters_stand_in_the_url(book, query, found):
    assert titles(book.carol, **query) == found


def test_the_unit_filter_takes_the_subtree(book):
    assert titles(book.carol, unit=book.hilltop.code) == {"义诊"}
    assert titles(book.carol, unit=book.street.code) == STANDING


@pytest.mark.parametrize(
    "query", [{"period": "去年"}, {"unit": "x"}, {"kind": "party"}, {"state": "gone"}, {"measure": "x"}]
)
def test_a_filter_that_makes_no_sense_is_told_and_left_out(book, query):
    answer = sign_in(book.carol).get(reverse(LIST), query)
    assert answer.status_code == 200
    assert {told.title for told in answer.context["page"]} == STANDING
    assert set(answer.context["filters"].errors) == set(query)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("alice", {"学雷锋", "约数的", "改后"}),
        ("amy", {"义诊"}),
        ("bob", STANDING),
        ("carol", STANDING),
        ("eve", STANDING),
        ("dan", set()),
    ],
)
def test_each_post_sees_its_own(book, name, found):
    assert titles(getattr(book, name)) == found


def test_an_officer_of_one_line_sees_it_and_what_bears_none(book):
    book.bob.lines.set(["women"])
    entry(book.riverside, by=book.alice, title="没归的", lines=())
    assert titles(book.bob) == {"义诊", "没归的"}


def test_dan_never_sees_alices(book):
    told = Entry.objects.get(title="学雷锋")
    browser = sign_in(book.dan)
    for name in ("detail", "correct", "void", "attribute", "copy"):
        assert browser.get(reverse(f"ledger:{name}", args=[told.pk])).status_code == 404
    assert browser.get(reverse("ledger:export")).content[:2] == b"PK"


def test_no_post_no_rows(book):
    assert not Entry.objects.for_post(None).exists()
    book.alice.until = date(2024, 1, 1)
    book.alice.save()
    assert sign_in(book.alice).get(reverse(LIST)).status_code == 403


def test_an_administrator_sees_no_entries_by_that_post_alone(book):
    assert sign_in(book.ada).get(reverse(LIST)).status_code == 403


def test_a_cohosted_entry_is_marked(book):
    entry(book.hilltop, by=book.amy, title="一起办的", cohosts=(book.riverside.pk,))
    body = sign_in(book.alice).get(reverse(LIST)).content.decode()
    assert body.count("联合举办") == 1


def test_an_empty_list_says_what_to_do_first():
    s = street()
    assert "办完一件事就记一笔" in sign_in(s.alice).get(reverse(LIST)).content.decode()


def queries(post, url):
    browser = sign_in(post)
    browser.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("page", ["list", "detail", "correct", "attribute", "new", "import", "export", "months"])
def test_a_page_asks_few_questions_and_no_more_with_more_rows(book, page):
    told = Entry.objects.get(title="学雷锋")
    url = reverse(f"ledger:{page}", args=[told.pk] if page in ("detail", "correct", "attribute") else [])
    few = queries(book.bob, url)
    entries = [
        entry(book.riverside, by=book.alice, lines=("women", "union"), amounts={"people": 3}) for _n in range(12)
    ]
    for _time in range(4):
        entries[0] = actions.correct(entries[0], by=book.alice, title="又改")
        actions.attribute(told, by=book.alice, lines=["women"])
        actions.attribute(told, by=book.alice, lines=["union"])
    assert queries(book.bob, url) == few
    assert few <= 25


def exported(post, **query):
    answer = sign_in(post).get(reverse("ledger:export"), query)
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].values)
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_what_is_filtered_is_what_is_exported(book):
    (told,) = exported(book.carol, kind="screening")
    assert (told["活动名称"], told["单位"], told["活动类型"], told["条线"]) == ("义诊", "望山社区", "筛查义诊", "妇联")
    assert told["场次"] == 1
    assert told["开始日期"].date() == date(2025, 7, 1)


def test_an_approximate_number_is_marked_in_the_export(book):
    (told,) = exported(book.carol, state="approx")
    assert (told["人次"], told["约数"]) == (30, "人次30余")


def test_the_reason_of_a_void_goes_along(book):
    (told,) = exported(book.carol, state="void")
    assert (told["状态"], told["更正或作废原因"]) == ("已作废", "重复")


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "＝HYPERLINK(1)", "\t=1"])
def test_no_text_becomes_a_formula(title):
    s = street()
    entry(s.riverside, by=s.alice, title=title, note=title)
    answer = sign_in(s.carol).get(reverse("ledger:export"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value == title]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}


def test_what_went_out_can_come_in(book):
    data = sign_in(book.carol).get(reverse("ledger:export"), {"period": "2025"}).content
    batch = importing.begin_import(by=book.bob, unit=book.street, filename="导出.xlsx", data=data)
    assert batch.counts()["bad"] == 0
    assert {row.draft["title"] for row in batch.rows.all()} == STANDING - {"培训"}
