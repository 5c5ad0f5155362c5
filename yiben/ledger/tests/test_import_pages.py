"""A list through the pages: chosen, looked at, confirmed, taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.people import sign_in, street
from yiben.ledger.models import BatchState, Entry, ImportBatch
from yiben.ledger.tests.lists import HEAD, row, workbook
from yiben.ledger.tests.typing_in import errors
from yiben.lib.sheets import read_sheets

pytestmark = pytest.mark.django_db


def upload(browser, unit, rows, name="登记表.xlsx"):
    file = SimpleUploadedFile(name, rows if isinstance(rows, bytes) else workbook(rows))
    return browser.post(reverse("ledger:import"), {"file": file, "unit": unit.pk}, follow=True)


def at(verb, batch):
    return reverse(f"ledger:{verb}", args=[batch.pk])


def test_a_list_is_looked_at_confirmed_and_taken_back():
    s = street()
    browser = sign_in(s.alice)
    body = upload(browser, s.riverside, [HEAD, row(), row(on="2025年32月5日")]).content.decode()
    batch = ImportBatch.objects.get()
    assert "1 条可以导入，1 行有问题" in body
    assert "没有32月" in body
    assert not Entry.objects.exists()
    browser.post(at("commit", batch))
    assert Entry.objects.standing().count() == 1
    browser.post(at("undo", batch))
    assert not Entry.objects.standing().exists()
    assert ImportBatch.objects.get().state == BatchState.UNDONE


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空"),
        (b"%PDF-1.7 nothing", "pdf"),
        (b"PK\x03\x04 cut", "损坏"),
        (workbook([["甲", "乙"], [1, 2]]), "没有认出表头"),
        (workbook([HEAD]), "没有记录"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_beside_its_field(data, words):
    s = street()
    answer = upload(sign_in(s.alice), s.riverside, data)
    assert answer.status_code == 422
    assert words in " ".join(errors(answer)["file"])


def test_the_same_file_again_is_told_beside_its_field():
    s = street()
    browser, data = sign_in(s.alice), workbook([HEAD, row()])
    upload(browser, s.riverside, data)
    browser.post(at("commit", ImportBatch.objects.get()))
    assert "导入过" in errors(upload(browser, s.riverside, data))["file"][0]


def test_a_list_may_be_put_aside():
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [HEAD, row()])
    batch = ImportBatch.objects.get()
    browser.post(at("drop", batch))
    assert browser.post(at("commit", batch)).status_code == 422
    assert not Entry.objects.exists()


@pytest.mark.parametrize("name", ["amy", "dan", "bob"])
def test_nobody_elses_list_is_seen_or_moved(name):
    s = street()
    upload(sign_in(s.alice), s.riverside, [HEAD, row()])
    batch, browser = ImportBatch.objects.get(), sign_in(getattr(s, name))
    for verb in ("batch", "rejected"):
        assert browser.get(at(verb, batch)).status_code == 404
    for verb in ("commit", "undo", "drop"):
        assert browser.post(at(verb, batch)).status_code == 404


def test_a_lead_may_look_and_not_move():
    s = street()
    upload(sign_in(s.alice), s.riverside, [HEAD, row()])
    batch, browser = ImportBatch.objects.get(), sign_in(s.carol)
    body = browser.get(at("batch", batch)).content.decode()
    assert at("commit", batch) not in body
    assert browser.post(at("commit", batch)).status_code == 403


def test_the_preview_asks_no_more_with_more_rows(django_assert_max_num_queries):
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [HEAD, *(row(title=f"第{n}场", on=None) for n in range(60))])
    with django_assert_max_num_queries(25):
        assert browser.get(at("batch", ImportBatch.objects.get())).status_code == 200
    with django_assert_max_num_queries(25):
        assert browser.get(reverse("ledger:import")).status_code == 200


def test_cells_are_escaped_on_the_page():
    s = street()
    body = upload(sign_in(s.alice), s.riverside, [HEAD, row(title="<b>粗</b>", on=None)], "<i>.xlsx").content.decode()
    assert "<b>粗" not in body
    assert "<i>" not in body


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_our_own_file_of_what_was_not_taken_comes_back_mended_and_its_reasons_are_left_out_silently(language):
    s = street()
    browser = sign_in(s.alice)
    head = ["日期", "活动名称", "人次", "地点"]
    upload(browser, s.riverside, [head, ["2025-03-05", "义诊", 30, "公园"], ["2025年3月", "讲座", 20, "居民之家"]])
    browser.cookies["django_language"] = language
    (sheet,) = read_sheets(browser.get(at("rejected", ImportBatch.objects.get())).content)
    mended = [list(row) for row in sheet.rows]
    mended[-1][0] = "2025-03-06"
    browser.cookies["django_language"] = "zh-hans"
    answer = upload(browser, s.riverside, mended, name="未导入.xlsx")
    batch = ImportBatch.objects.get(filename="未导入.xlsx")
    assert answer.redirect_chain[-1][0] == at("batch", batch)
    assert not [notice for notice in batch.notices if "一列" in notice and "单位" not in notice]
    assert [one.draft["note"] for one in batch.rows.all()] == [""]


def test_taking_back_says_first_what_it_does():
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [HEAD, row()])
    batch = ImportBatch.objects.get()
    browser.post(at("commit", batch))
    assert "撤销，作废这 1 条" in browser.get(at("batch", batch)).content.decode()
    browser.post(at("undo", batch))
    body = browser.get(at("batch", batch)).content.decode()
    assert "记入过 1 条" in body
    assert "撤销，作废" not in body


def test_what_a_name_was_taken_for_is_no_warning():
    s = street()
    body = upload(sign_in(s.alice), s.riverside, [["日期", "活动名称"], ["2025-03-05", "义诊"]]).content.decode()
    assert "没有写类型，按名称认作" in body
    assert "△" not in body
