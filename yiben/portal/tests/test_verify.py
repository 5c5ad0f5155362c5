"""An auditor verifies by a press: every digest is worked out again, and a break is named."""

from django.db import connection

from tests import people
from yiben.ledger.models import Entry, Head

VERIFY = "/verify/"


def test_a_whole_book_is_told_to_be_whole(street):
    people.entry(street.riverside, by=street.alice)
    page = people.sign_in(street.eve).post(VERIFY)
    assert page.context["breaks"] == []
    assert "各单位账本都是完整的" in page.content.decode()


def test_opening_the_page_verifies_nothing(street):
    people.entry(street.riverside, by=street.alice)
    page = people.sign_in(street.eve).get(VERIFY)
    assert "完整的" not in page.content.decode()
    assert "临水社区" in page.content.decode()


def test_a_changed_title_is_named_with_its_place(street):
    entry = people.entry(street.riverside, by=street.alice)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Entry._meta.db_table} SET title = '改过的' WHERE number = %s", [entry.number])
    page = people.sign_in(street.eve).post(VERIFY).content.decode()
    assert "临水社区第 1 条" in page
    assert "登记后被改动过" in page
    assert "完整的，没有" not in page


def test_a_head_that_is_gone_is_missed(street):
    people.entry(street.riverside, by=street.alice)
    Head.objects.filter(unit=street.riverside).delete()
    assert "链头不见了" in people.sign_in(street.eve).post(VERIFY).content.decode()


def test_another_streets_book_is_not_walked(street):
    people.entry(street.elsewhere, by=street.dan)
    assert "沙湾社区" not in people.sign_in(street.eve).post(VERIFY).content.decode()
