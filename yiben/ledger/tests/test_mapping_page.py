"""The page that looks like the sheet, with a choice over each column."""

import pytest
from django.urls import reverse

from tests.people import sign_in, street
from yiben.ledger.models import Entry, ImportBatch
from yiben.ledger.tests.lists import HEAD, row
from yiben.ledger.tests.test_import_pages import upload

pytestmark = pytest.mark.django_db


def page(batch):
    return reverse("ledger:mapping", args=[batch.pk])


GUESSED = [["日期", "活动名称", "效果怎样", "民族"], ["2025-03-05", "义诊", "参加30人，发放资料200份", "回族"]]


def test_guesses_open_the_page_that_looks_like_the_sheet():
    s = street()
    answer = upload(sign_in(s.alice), s.riverside, GUESSED)
    body = answer.content.decode()
    assert answer.redirect_chain[-1][0] == page(ImportBatch.objects.get())
    assert "参加30人，发放资料200份" in body
    assert "猜的，请看一下" in body
    assert "一本不记录" in body
    assert "回族" not in body


def test_a_changed_choice_shows_what_would_be_read_and_writes_nothing():
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [[*HEAD, "到场"], [*row(), 35]])
    batch = ImportBatch.objects.get()
    before = list(batch.rows.values())
    answer = browser.post(page(batch), {"c0-6": "people"}, headers={"HX-Request": "true"})
    assert "人数 35" in answer.content.decode()
    assert list(batch.rows.values()) == before


def test_confirming_leads_to_the_preview_and_on():
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, GUESSED)
    batch = ImportBatch.objects.get()
    assert browser.post(page(batch), {"confirm": "1"})["Location"] == reverse("ledger:batch", args=[batch.pk])
    browser.post(reverse("ledger:commit", args=[batch.pk]))
    assert Entry.objects.get().title == "义诊"


@pytest.mark.parametrize("stepwise", [True, False])
def test_two_columns_for_one_field_are_told(stepwise):
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [[*HEAD, "到场"], [*row(), 35]])
    sent = {"c0-6": "title"} | ({} if stepwise else {"confirm": "1"})
    headers = {"HX-Request": "true"} if stepwise else {}
    answer = browser.post(page(ImportBatch.objects.get()), sent, headers=headers)
    assert "两列都认作" in answer.content.decode()
    assert answer.status_code == (200 if stepwise else 422)


def test_a_list_that_is_entered_is_mapped_no_more():
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [HEAD, row()])
    batch = ImportBatch.objects.get()
    browser.post(reverse("ledger:commit", args=[batch.pk]))
    assert browser.get(page(batch))["Location"] == reverse("ledger:batch", args=[batch.pk])


def test_the_page_asks_no_more_with_more_rows(django_assert_max_num_queries):
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [HEAD, *(row(title=f"第{n}场") for n in range(60))])
    with django_assert_max_num_queries(25):
        assert browser.get(page(ImportBatch.objects.get())).status_code == 200
