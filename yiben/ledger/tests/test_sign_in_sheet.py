"""A blank sheet to sign: it asks for as little as it can, and nothing of it is kept."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from django.urls import reverse

from tests import people
from yiben.ledger.models import Entry
from yiben.ledger.sign_in_sheet import SignInSheet, document
from yiben.units.models import Act


def sheet(**said):
    ordinary = {"title": "春季义诊", "unit": "临水社区", "start": date(2025, 3, 5), "place": "文化广场", "people": 30}
    return SignInSheet(**(ordinary | said))


def words(content):
    read = docx.Document(io.BytesIO(content))
    (table,) = read.tables
    return "\n".join(p.text for p in read.paragraphs), [[cell.text for cell in row.cells] for row in table.rows]


def test_it_says_what_where_when_and_who():
    told, _rows = words(document(sheet()))
    assert "春季义诊\n签到表" in told
    for fact in ("2025年3月5日", "文化广场", "临水社区"):
        assert fact in told


def test_what_is_not_known_yet_is_left_to_be_written_in():
    told, _rows = words(document(sheet(start=None, place="")))
    assert "年＿＿月＿＿日" in told
    assert "地点：＿＿＿＿" in told


def test_two_people_sign_on_a_line():
    _told, rows = words(document(sheet(people=30)))
    assert rows[0] == ["序号", "姓名", "签名"] * 2
    assert rows[1] == ["1", "", "", "2", "", ""]
    assert len(rows) == 16


def test_an_address_is_asked_for_where_wanted():
    _told, rows = words(document(sheet(people=5, addresses=True)))
    assert rows[0] == ["序号", "姓名", "单位或住址", "签名"]
    assert [row[0] for row in rows[1:]] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("addresses", [True, False])
def test_no_telephone_and_no_card_number_is_asked_for(addresses):
    _told, rows = words(document(sheet(addresses=addresses)))
    assert not any(word in "".join(rows[0]) for word in ("电话", "手机", "身份证", "证件", "年龄", "性别"))


@pytest.fixture
def street(db):
    return people.street()


def test_an_entrys_sheet_is_filled_with_what_it_says(street):
    entry = people.entry(street.riverside, by=street.alice, place="文化广场")
    page = people.sign_in(street.alice).get(reverse("ledger:sign_in_sheet", args=[entry.pk])).content.decode()
    assert "学雷锋志愿服务<br>签到表" in page
    assert "地点：文化广场" in page
    assert "data-print" in page


def test_a_planned_activitys_sheet_comes_from_what_is_typed_and_leaves_nothing(street):
    client = people.sign_in(street.alice)
    acts = Act.objects.count()
    said = {"title": "下周的讲座<b>", "people": "25", "addresses": "on"}
    page = client.get(reverse("ledger:sign_in_sheet"), said).content.decode()
    assert "下周的讲座&lt;b&gt;<br>签到表" in page
    told, rows = words(client.get(reverse("ledger:sign_in_document"), said).content)
    assert "下周的讲座" in told
    assert "临水社区" in told
    assert len(rows) == 26
    assert (Act.objects.count(), Entry.objects.count()) == (acts, 0)


def test_the_word_file_is_the_sheet_that_was_shown(street):
    client = people.sign_in(street.alice)
    page = client.get(reverse("ledger:sign_in_sheet"), {"title": "讲座", "start": "2025-03-05", "people": "3"})
    told, rows = words(client.get(page.context["document_url"]).content)
    assert "2025年3月5日" in told
    assert rows[0] == ["序号", "姓名", "签名"] * 2
    assert len(rows) == 3


@pytest.mark.parametrize("people_", ["0", "301", "x", ""])
def test_a_number_that_makes_no_sheet_is_told_beside_the_field(street, people_):
    page = people.sign_in(street.alice).get(reverse("ledger:sign_in_sheet"), {"title": "讲座", "people": people_})
    assert page.context["sheet"] is None
    assert page.context["form"].errors["people"]
