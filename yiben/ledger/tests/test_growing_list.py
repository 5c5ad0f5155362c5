"""A list that grew since it was imported, or that waited while the book grew: nothing is doubled unawares."""

import pytest
from django.urls import reverse

from tests.people import sign_in, street
from yiben.ledger import actions, importing
from yiben.ledger.models import Entry, ImportBatch
from yiben.ledger.tests.lists import HEAD, row
from yiben.ledger.tests.test_import_pages import upload
from yiben.ledger.tests.test_mapping import begun

pytestmark = pytest.mark.django_db

ROWS = [row(), row(title="春季义诊", volunteers="10余人"), row(title="法律讲座", volunteers=None)]
MORE = row(title="消防演练", volunteers=8)


def at(verb, batch):
    return reverse(f"ledger:{verb}", args=[batch.pk])


def entered(s, rows, **more):
    return importing.commit_import(begun(s, [HEAD, *rows], **more), by=more.get("by", s.bob))


def grown(s, browser):
    """The same list with one row more, sent by the worker."""
    entered(s, ROWS, by=s.alice)
    upload(browser, s.riverside, [HEAD, *ROWS, MORE])
    return ImportBatch.objects.get(state="preview")


def test_rows_that_the_book_has_number_for_number_are_marked():
    s = street()
    entered(s, ROWS)
    batch = begun(s, [HEAD, *ROWS, MORE, row(volunteers=31)])
    assert list(batch.rows.filter(same=True).values_list("number", flat=True)) == [2, 3, 4]
    assert batch.counts()["same"] == 3


def test_the_page_opens_on_them_and_its_first_button_leaves_them_out():
    s = street()
    browser = sign_in(s.alice)
    batch = grown(s, browser)
    body = browser.get(at("batch", batch)).content.decode()
    assert "这 4 条里有 3 条，账本里已有一样的" in body
    assert 'class="button button--primary" formaction' in body
    assert "这一行会导入" in body
    browser.post(at("skip", batch), {"same": "1"})
    body = browser.get(at("batch", batch)).content.decode()
    assert "导入这 1 条" in body
    browser.post(at("commit", batch), {"again": "0"})
    assert sorted(Entry.objects.values_list("title", flat=True)) == sorted(r[3] for r in [*ROWS, MORE])


def test_a_commit_that_knows_nothing_of_them_is_sent_back():
    s = street()
    browser = sign_in(s.alice)
    batch = grown(s, browser)
    answer = browser.post(at("commit", batch), follow=True)
    assert answer.redirect_chain == [(at("batch", batch) + "?rows=twins", 302)]
    assert "3 条账本里已有一样的，请先定" in answer.content.decode()
    assert Entry.objects.count() == 3


def test_who_wants_them_twice_gets_them_twice():
    s = street()
    browser = sign_in(s.alice)
    batch = grown(s, browser)
    browser.post(at("commit", batch), {"again": "3"})
    assert Entry.objects.count() == 7


def test_they_may_be_taken_after_all():
    s = street()
    browser = sign_in(s.alice)
    batch = grown(s, browser)
    for same in ("1", "0"):
        browser.post(at("skip", batch), {"same": same})
    assert batch.counts()["same"] == 3


def test_what_was_left_out_stays_left_out_when_columns_are_taken_anew():
    s = street()
    entered(s, ROWS)
    batch = begun(s, [HEAD, *ROWS, MORE])
    importing.skip_same(batch, by=s.bob)
    importing.map_import(batch, by=s.bob, fields={"表1": {4: "attendances"}})
    assert batch.counts()["good"] == 1


def test_what_came_into_the_book_since_is_asked_about_at_commit():
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [HEAD, *ROWS])
    first = ImportBatch.objects.get()
    assert first.counts()["twins"] == 0
    entered(s, [*ROWS, MORE], by=s.alice)
    body = browser.post(at("commit", first), {"again": "0"}, follow=True).content.decode()
    assert "账本里又记了别的：有 3 行可能重复" in body
    assert "这 3 条里有 3 条" in body
    assert Entry.objects.count() == 4
    browser.post(at("commit", first), {"again": "3"})
    assert Entry.objects.count() == 7


def test_what_was_told_once_is_not_told_again():
    s = street()
    batch = begun(s, [HEAD, row(volunteers=31)])
    entered(s, ROWS)
    assert importing.look_again(batch, by=s.bob) == 1
    assert importing.look_again(batch, by=s.bob) == 0
    assert [twin["why"] for twin in batch.rows.get().twins] == ["同一单位同日同名"]
    assert batch.counts()["same"] == 0


def test_its_own_entries_are_nothing_new_to_a_list_that_stopped_halfway():
    s = street()
    batch = begun(s, [HEAD, *ROWS])
    waiting = batch.rows.get(number=4)
    importing.skip_row(batch, waiting.pk, by=s.bob)
    importing.enter(batch, by=s.bob)
    ImportBatch.objects.update(state="preview")
    importing.skip_row(batch, waiting.pk, by=s.bob, skip=False)
    assert importing.look_again(batch, by=s.bob) == 0


def test_what_was_withdrawn_since_is_in_the_book_no_more():
    s = street()
    entered(s, ROWS)
    batch = begun(s, [HEAD, *ROWS, MORE])
    actions.void(Entry.objects.get(title="春季义诊"), by=s.bob, reason="记错了")
    importing.skip_same(batch, by=s.bob)
    assert list(batch.rows.filter(skipped=False).values_list("number", flat=True)) == [3, 5]


def test_leaving_one_out_by_htmx_tells_the_button_too():
    s = street()
    browser = sign_in(s.alice)
    batch = grown(s, browser)
    sent = {"row": batch.rows.get(number=2).pk, "skip": "1"}
    body = browser.post(at("skip", batch), sent, headers={"HX-Request": "true"}).content.decode()
    assert "这 3 条里有 2 条" in body
    assert body.count('hx-swap-oob="true"') == 3


def test_both_sides_of_a_pair_tell_their_numbers_alike_wherever_they_were_read():
    s = street()
    browser = sign_in(s.alice)
    head = ["日期", "活动名称", "志愿者", "成效"]
    told = [["2025-03-05", "义诊", "志愿者8人", "参加居民30余人次，发放资料120份"]]
    upload(browser, s.riverside, [head, *told])
    batch = ImportBatch.objects.get()
    browser.post(reverse("ledger:mapping", args=[batch.pk]), {"confirm": "1"})
    preview = browser.get(at("batch", batch) + "?rows=good").content.decode()
    browser.post(at("commit", batch), {"again": "0"})
    upload(browser, s.riverside, [head, *told, ["2025-03-06", "讲座", None, None]])
    pair = browser.get(at("batch", ImportBatch.objects.get(state="preview")) + "?rows=twins").content.decode()
    counts = "人次 30余人次、志愿者 8、份数 120"
    assert counts in preview
    assert pair.count(f'<p class="soft">{counts}</p>') == 2
    assert pair.count("2025-03-05 · 临水社区") == 2
