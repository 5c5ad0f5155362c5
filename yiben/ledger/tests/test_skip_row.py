"""What may be the same activity is put before a person, both side by side; nothing is merged by itself."""

import pytest
from django.urls import reverse

from tests.people import entry, sign_in, street
from yiben.ledger import importing
from yiben.ledger.models import Entry, ImportBatch
from yiben.ledger.tests.lists import HEAD, row
from yiben.ledger.tests.test_import_pages import upload
from yiben.ledger.tests.test_mapping import begun
from yiben.lib.refused import Refused

pytestmark = pytest.mark.django_db


def said(batch, number):
    return [finding["text"] for finding in batch.rows.get(number=number).findings]


def test_rows_that_sound_alike_are_told_and_stay_good():
    s = street()
    batch = begun(s, [HEAD, row(), row(title="临水社区“学雷锋”志愿服务活动"), row(title="义诊")])
    assert batch.rows.get(number=3).twins == [{"why": "同一单位同日，名称相近", "sheet": "表1", "number": 2}]
    assert any("与第2行像是同一件事" in text for text in said(batch, 3))
    assert said(batch, 4) == []
    importing.commit_import(batch, by=s.bob)
    assert Entry.objects.count() == 3


def test_a_row_left_out_by_a_person_is_not_entered():
    s = street()
    batch = begun(s, [HEAD, row(), row(title="学雷锋志愿服务活动")])
    importing.skip_row(batch, batch.rows.get(number=3).pk, by=s.bob)
    told = {"total": 2, "good": 1, "bad": 0, "recorded": 0, "skipped": 1, "twins": 1, "same": 0, "same_left": 0}
    assert batch.counts() == told
    importing.commit_import(batch, by=s.bob)
    assert list(Entry.objects.values_list("title", flat=True)) == ["学雷锋志愿服务"]
    with pytest.raises(Refused, match="已经导入"):
        importing.skip_row(batch, batch.rows.get(number=3).pk, by=s.bob, skip=False)


def test_a_row_left_out_may_be_taken_after_all():
    s = street()
    batch = begun(s, [HEAD, row(), row(title="学雷锋志愿服务活动")])
    for skip in (True, False):
        importing.skip_row(batch, batch.rows.get(number=3).pk, by=s.bob, skip=skip)
    importing.commit_import(batch, by=s.bob)
    assert Entry.objects.count() == 2


def test_bad_rows_are_left_out_already():
    s = street()
    batch = begun(s, [HEAD, row(), row(on=None)])
    with pytest.raises(Refused, match="不在可以导入"):
        importing.skip_row(batch, batch.rows.get(number=3).pk, by=s.bob)


def test_both_stand_side_by_side_and_one_is_left_out():
    s = street()
    there = entry(s.riverside, by=s.alice)
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [HEAD, row(on=str(there.start), title=f"{there.title}活动")])
    batch = ImportBatch.objects.get()
    page = reverse("ledger:batch", args=[batch.pk]) + "?rows=twins"
    body = browser.get(page).content.decode()
    assert reverse("ledger:detail", args=[there.pk]) in body
    assert "不会自己合并" in body
    sent = {"row": batch.rows.get().pk, "skip": "1"}
    answer = browser.post(reverse("ledger:skip", args=[batch.pk]), sent, headers={"HX-Request": "true"})
    assert "这一行不导入" in answer.content.decode()
    assert batch.rows.get().skipped


def test_a_worker_is_told_nothing_of_entries_that_she_may_not_read():
    s = street()
    entry(s.hilltop, by=s.amy, title="春季义诊", place="滨河公园")
    head = [*HEAD, "地点"]
    alices = begun(s, [head, [*row(title="春季义诊活动"), "滨河公园"]], by=s.alice)
    assert said(alices, 2) == []
    bobs = begun(s, [["街道台账"], head, [*row(title="春季义诊活动"), "滨河公园"]])
    assert any("同日同一地点" in text for text in said(bobs, 3))


def test_pairs_ask_no_more_with_more_rows(django_assert_max_num_queries):
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [HEAD, *(row(title="学雷锋志愿服务" + "活动" * (n % 2)) for n in range(40))])
    with django_assert_max_num_queries(25):
        page = reverse("ledger:batch", args=[ImportBatch.objects.get().pk])
        assert browser.get(page + "?rows=twins").status_code == 200
