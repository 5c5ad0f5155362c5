"""A long list is worked on beside the pages: queued, shown as it goes, taken up again after a break."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from tests.people import entry, sign_in, street
from yiben.ledger import entering, importing, keeping, tasks
from yiben.ledger.models import BatchState, Entry, ImportBatch, ImportUpload
from yiben.ledger.tally import kept, recount
from yiben.ledger.tests.lists import HEAD, row, workbook
from yiben.lib.refused import Refused

pytestmark = pytest.mark.django_db

LIST = [HEAD, *(row(title=f"第{n}场讲座") for n in range(7)), row(on="2025年32月5日")]


@pytest.fixture(autouse=True)
def everything_is_long(monkeypatch):
    monkeypatch.setattr(tasks, "SHORT_FILE", 0)
    monkeypatch.setattr(tasks, "FEW_ROWS", 0)
    monkeypatch.setattr(keeping, "ROWS_AT_ONCE", 2)
    monkeypatch.setattr(entering, "ENTERED_AT_ONCE", 2)


def uploaded(browser, unit, rows=LIST):
    file = SimpleUploadedFile("全年.xlsx", workbook(rows))
    return browser.post(reverse("ledger:import"), {"file": file, "unit": unit.pk}, follow=True).content.decode()


def carry_on(batch):
    tasks.carry_on.call(str(batch.pk))
    batch.refresh_from_db()
    return batch


def page(browser, batch, **headers):
    return browser.get(reverse("ledger:batch", args=[batch.pk]), headers=headers)


def test_a_long_list_is_stored_read_entered_and_undone_beside_the_pages():
    s = street()
    browser = sign_in(s.alice)
    assert "正在后台读取" in uploaded(browser, s.riverside)
    batch = ImportBatch.objects.get()
    assert ImportUpload.objects.exists()
    assert not batch.rows.exists()

    assert carry_on(batch).state == BatchState.PREVIEW
    assert not ImportUpload.objects.exists(), "the file is not kept"
    assert "7 条可以导入，1 行有问题" in page(browser, batch).content.decode()
    assert not Entry.objects.exists()

    browser.post(reverse("ledger:commit", args=[batch.pk]))
    assert "正在后台逐批记入账本" in page(browser, batch).content.decode()
    assert carry_on(batch).state == BatchState.DONE
    assert Entry.objects.standing().count() == 7

    browser.post(reverse("ledger:undo", args=[batch.pk]))
    assert carry_on(batch).state == BatchState.UNDONE
    assert not Entry.objects.standing().exists()
    assert kept(s.street) == recount(s.street)
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[str(batch.pk)]] * 3


def test_the_page_tells_how_far_it_is_and_htmx_asks_for_that_alone():
    s = street()
    browser = sign_in(s.alice)
    uploaded(browser, s.riverside)
    batch = ImportBatch.objects.get()
    ImportBatch.objects.update(step="checking", done=2, total=8)
    whole, asked = page(browser, batch).content.decode(), page(browser, batch, **{"HX-Request": "true"})
    for told in (whole, asked.content.decode()):
        assert "正在逐行核对" in told
        assert "2 / 8" in told
        assert '<progress max="8" value="2"' in told
    assert "<html" not in asked.content.decode()
    carry_on(batch)
    assert page(browser, batch, **{"HX-Request": "true"})["HX-Redirect"] == reverse("ledger:batch", args=[batch.pk])


def test_work_that_was_broken_off_is_taken_up_and_nothing_comes_twice(monkeypatch):
    s = street()
    uploaded(sign_in(s.alice), s.riverside)
    batch = ImportBatch.objects.get()
    whole = importing.insert_rows
    monkeypatch.setattr(importing, "insert_rows", _dies_at(whole, 3))
    with pytest.raises(KeyboardInterrupt):
        carry_on(batch)
    assert batch.rows.count() == 4
    monkeypatch.setattr(importing, "insert_rows", whole)
    assert carry_on(batch).rows.count() == 8

    tasks.commit(batch, by=s.alice)
    record = entering._record_rows
    monkeypatch.setattr(entering, "_record_rows", _dies_at(record, 3))
    with pytest.raises(KeyboardInterrupt):
        carry_on(batch)
    assert Entry.objects.count() == 4
    monkeypatch.setattr(entering, "_record_rows", record)
    assert carry_on(batch).state == BatchState.DONE
    assert sorted(Entry.objects.values_list("title", flat=True)) == [f"第{n}场讲座" for n in range(7)]
    assert kept(s.street) == recount(s.street)
    carry_on(batch)
    assert Entry.objects.count() == 7


def _dies_at(act, time):
    """As a killed process does, in whose middle no `except` stands."""
    calls = []

    def dying(*args, **kwargs):
        calls.append(1)
        if len(calls) == time:
            raise KeyboardInterrupt
        return act(*args, **kwargs)

    return dying


def test_a_list_that_cannot_be_read_says_so_on_its_page():
    s = street()
    browser = sign_in(s.alice)
    uploaded(browser, s.riverside, [["甲", "乙"], [1, 2]])
    batch = carry_on(ImportBatch.objects.get())
    assert batch.state == BatchState.DROPPED
    assert "没有认出表头" in page(browser, batch).content.decode()
    assert not ImportUpload.objects.exists()


def test_what_goes_wrong_in_the_middle_leaves_the_list_where_it_can_be_taken_up(monkeypatch):
    s = street()
    browser = sign_in(s.alice)
    uploaded(browser, s.riverside)
    batch = carry_on(ImportBatch.objects.get())
    tasks.commit(batch, by=s.alice)
    with monkeypatch.context() as patched:
        patched.setattr(entering, "_record_rows", lambda *_args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            carry_on(batch)
    batch.refresh_from_db()
    assert batch.state == BatchState.PREVIEW
    assert "出了意外" in page(browser, batch).content.decode()
    browser.post(reverse("ledger:commit", args=[batch.pk]))
    assert carry_on(batch).state == BatchState.DONE
    assert Entry.objects.count() == 7


def test_a_list_may_be_put_aside_while_it_is_read():
    s = street()
    browser = sign_in(s.alice)
    uploaded(browser, s.riverside)
    batch = ImportBatch.objects.get()
    browser.post(reverse("ledger:drop", args=[batch.pk]))
    assert carry_on(batch).state == BatchState.DROPPED
    assert not batch.rows.exists()
    assert not ImportUpload.objects.exists()


def test_columns_taken_anew_are_read_anew_beside_the_pages():
    s = street()
    uploaded(sign_in(s.alice), s.riverside)
    batch = carry_on(ImportBatch.objects.get())
    (sheet,) = batch.mapping
    note = next(column["at"] for column in batch.mapping[sheet] if column["field"] == "note")
    tasks.map_columns(batch, by=s.alice, fields={sheet: {note: ""}})
    batch.refresh_from_db()
    assert batch.state == BatchState.READING
    assert carry_on(batch).state == BatchState.PREVIEW
    assert batch.counts()["good"] == 7


def test_the_same_file_is_not_taken_in_while_it_is_worked_on():
    s = street()
    browser, rows = sign_in(s.alice), LIST
    data = workbook(rows)
    for _time in range(2):
        file = SimpleUploadedFile("全年.xlsx", data)
        answer = browser.post(reverse("ledger:import"), {"file": file, "unit": s.riverside.pk})
    assert answer.status_code == 422
    assert "正在处理" in answer.content.decode()


SEVERAL = [
    HEAD,
    *(row(title=f"第{n}场讲座", unit="望山" if n % 3 else "临水") for n in range(6)),
    row(title="第2场讲座", place="广场"),
    row(title="联合义诊", unit="临水、望山"),
    row(title="讲\u202e座"),
    row(title="长" * 201),
    row(on="2025年32月5日"),
    row(on="2025-04-01", title="早于成立", volunteers="30余"),
]


def test_a_long_list_is_read_in_a_child_and_comes_out_the_same(monkeypatch):
    s = street()
    entry(s.riverside, by=s.bob, title="第3场讲座")
    kept = []
    for few, short in ((400, 1 << 30), (0, 1 << 30), (400, 0), (0, 0)):
        monkeypatch.setattr(keeping, "FEW_DRAFTS", few)
        monkeypatch.setattr(keeping, "COMPARED_AT_ONCE", 1)
        monkeypatch.setattr(importing, "SHORT_FILE", short)
        batch = importing.begin_import(by=s.bob, unit=s.street, filename="全年.xlsx", data=workbook(SEVERAL))
        rows = batch.rows.order_by("pk").values_list("number", "cells", "draft", "findings", "good", "twins")
        kept.append((list(rows), batch.mapping, batch.contexts, batch.notices, batch.confirmed))
        importing.drop_import(batch, by=s.bob)
    assert len(kept[0][0]) == 12
    assert any(twins for *_row, twins in kept[0][0])
    assert {good for *_row, good, _twins in kept[0][0]} == {True, False}
    assert all(one == kept[0] for one in kept)


def test_a_long_file_that_is_none_is_refused_from_its_child(monkeypatch):
    s = street()
    monkeypatch.setattr(importing, "SHORT_FILE", 0)
    with pytest.raises(Refused, match="没有认出表头"):
        importing.begin_import(by=s.bob, unit=s.street, filename="表.xlsx", data=workbook([["甲", "乙"], [1, 2]]))
