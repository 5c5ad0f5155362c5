"""Files beside an entry, as people meet them: sent from a page or with a new entry, seen by whom the entry is seen."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tests import people
from yiben.ledger import actions, evidence
from yiben.ledger.models import Entry, Evidence
from yiben.lib.tests.photos import photo, scene

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def street():
    return people.street()


@pytest.fixture
def entry(street):
    return people.entry(street.riverside, by=street.alice)


def sent(*files):
    return {"files": [SimpleUploadedFile(name, content) for name, content in files]}


def because(reason):
    return {"reason": reason, "id": "01890000-0000-7000-8000-000000000002"}


def upload(post, entry, *files):
    return people.sign_in(post).post(reverse("ledger:attach", args=[entry.pk]), sent(*files), follow=True)


def page(post, entry):
    return people.sign_in(post).get(reverse("ledger:detail", args=[entry.pk])).content.decode()


def attached(entry, post, name="开场.jpg"):
    return evidence.attach(entry, by=post, name=name, content=photo(name))


def test_each_file_gets_its_own_answer(street, entry):
    answer = upload(
        street.alice, entry, ("开场.jpg", photo("开场")), ("画.svg", b"<svg/>"), ("通知.pdf", PDF)
    ).content.decode()
    assert "已加上 2 个附件" in answer
    assert "“画.svg”没有加上" in answer
    assert {file.name for file in entry.evidence.all()} == {"开场.jpg", "通知.pdf"}


def test_sending_the_same_photo_twice_is_answered_and_kept_once(street, entry):
    upload(street.alice, entry, ("开场.jpg", photo("开场")))
    answer = upload(street.alice, entry, ("又一份.jpg", photo("开场"))).content.decode()
    assert "已经在这条记录里了" in answer
    assert entry.evidence.count() == 1


def test_nothing_chosen_is_told(street, entry):
    assert "请先选照片或文件" in upload(street.alice, entry).content.decode()


def test_a_new_entry_takes_its_photos_along(street):
    said = {
        "id": "01890000-0000-7000-8000-000000000001",
        "unit": street.riverside.pk,
        "kind": "volunteering",
        "title": "清扫楼道",
        "start": "2025-03-05",
    }
    client = people.sign_in(street.alice)
    answer = client.post(
        reverse("ledger:new"), said | sent(("开场.jpg", photo("开场")), ("坏.jpg", b"\xff\xd8\xff\xe0x")), follow=True
    ).content.decode()
    entry = Entry.objects.get(title="清扫楼道")
    assert [file.name for file in entry.evidence.all()] == ["开场.jpg"]
    assert "已记下" in answer
    assert "“坏.jpg”没有加上" in answer


def test_a_form_that_was_not_saved_says_that_files_must_be_chosen_again(street):
    answer = people.sign_in(street.alice).post(reverse("ledger:new"), {"title": ""} | sent(("开场.jpg", photo("开场"))))
    assert answer.status_code == 422
    assert "要重新选一次" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_a_photo_is_shown_small_in_the_page_and_whole_behind_it(street, entry):
    file = attached(entry, street.alice)
    client = people.sign_in(street.carol)
    assert reverse("ledger:thumb", args=[file.pk]) in page(street.carol, entry)
    small = client.get(reverse("ledger:thumb", args=[file.pk]))
    whole = client.get(reverse("ledger:file", args=[file.pk]))
    assert max(Image.open(io.BytesIO(small.content)).size) == 320
    assert Image.open(io.BytesIO(whole.content)).size == (640, 480)
    assert whole["Content-Disposition"].startswith("inline;")


def test_what_was_sent_runs_nothing_in_a_browser(street, entry):
    file = evidence.attach(entry, by=street.alice, name="通知.pdf", content=PDF)
    answer = people.sign_in(street.alice).get(reverse("ledger:file", args=[file.pk]))
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''%E9%80%9A%E7%9F%A5.pdf"
    assert answer.content == PDF


def test_a_photo_that_is_there_already_is_not_sent_again(street, entry):
    file = attached(entry, street.alice)
    client = people.sign_in(street.alice)
    first = client.get(reverse("ledger:thumb", args=[file.pk]))
    again = client.get(reverse("ledger:thumb", args=[file.pk]), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "no-cache" in first["Cache-Control"]


@pytest.mark.parametrize("name", ["file", "thumb", "withdraw_file", "erase_file"])
def test_a_stranger_finds_nothing(street, entry, name):
    file = attached(entry, street.alice)
    assert people.sign_in(street.dan).get(reverse(f"ledger:{name}", args=[file.pk])).status_code in (403, 404)
    assert people.sign_in(street.amy).get(reverse(f"ledger:{name}", args=[file.pk])).status_code in (403, 404)


def test_another_community_can_attach_nothing_here(street, entry):
    assert upload(street.amy, entry, ("开场.jpg", photo("开场"))).status_code == 404
    assert not Evidence.objects.exists()


def test_a_cohost_sees_the_photos_and_changes_none(street):
    together = people.entry(street.riverside, by=street.alice, cohosts=(street.hilltop.pk,))
    file = attached(together, street.alice)
    client = people.sign_in(street.amy)
    assert client.get(reverse("ledger:file", args=[file.pk])).status_code == 200
    assert client.get(reverse("ledger:withdraw_file", args=[file.pk])).status_code == 404
    assert "上传" not in page(street.amy, together)


def test_a_correction_keeps_the_photos_of_what_it_corrects(street, entry):
    file = attached(entry, street.alice)
    corrected = actions.correct(entry, by=street.alice, title="更正后的名称")
    assert reverse("ledger:thumb", args=[file.pk]) in page(street.carol, corrected)
    assert people.sign_in(street.carol).get(reverse("ledger:file", args=[file.pk])).status_code == 200


def test_a_withdrawn_photo_is_for_the_auditor_only(street, entry):
    file = attached(entry, street.alice)
    answer = people.sign_in(street.alice).post(
        reverse("ledger:withdraw_file", args=[file.pk]), because("选错了"), follow=True
    )
    assert "撤下了一个附件：选错了" in answer.content.decode().replace("\n", "")
    seen = {
        name: people.sign_in(post).get(reverse("ledger:file", args=[file.pk])).status_code
        for name, post in {"alice": street.alice, "carol": street.carol, "eve": street.eve}.items()
    }
    assert seen == {"alice": 404, "carol": 404, "eve": 200}


def test_withdrawing_wants_a_reason(street, entry):
    file = attached(entry, street.alice)
    answer = people.sign_in(street.alice).post(reverse("ledger:withdraw_file", args=[file.pk]), because(""))
    assert answer.status_code == 422
    assert "请写明原因" in answer.content.decode()


def test_an_officer_erases_and_the_page_says_so(street, entry):
    file = attached(entry, street.alice)
    answer = people.sign_in(street.bob).post(
        reverse("ledger:erase_file", args=[file.pk]), because("本人要求删除"), follow=True
    )
    assert "依法清除了一个附件：本人要求删除" in answer.content.decode()
    assert people.sign_in(street.eve).get(reverse("ledger:file", args=[file.pk])).status_code == 404


def test_a_file_changed_on_the_disk_is_not_shown(street, entry):
    from yiben.ledger.evidence_store import place_of

    file = attached(entry, street.alice)
    place = place_of(file.sha256)
    place.chmod(0o600)
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    answer = people.sign_in(street.alice).get(reverse("ledger:file", args=[file.pk]))
    assert answer.status_code == 409
    assert "yiben verify" in answer.content.decode()


def test_alike_photos_are_told_to_who_attaches_and_to_nobody_else(street, entry):
    attached(entry, street.alice, "合影.jpg")
    other = people.entry(street.riverside, by=street.alice, on=date(2025, 4, 2), title="又一次活动")
    told = upload(street.alice, other, ("合影2.jpg", photo("合影.jpg", (800, 600), quality=60))).content.decode()
    assert "3月5日《学雷锋志愿服务》" in told
    assert "只有您看得到" in told
    for post in (street.alice, street.bob, street.carol, street.eve):
        assert "很像" not in page(post, other) + page(post, entry)


@pytest.mark.parametrize(
    ("how", "told"),
    [(Image.Image.transpose, "像是3月5日《学雷锋志愿服务》里的那张，转了方向"), (Image.Image.crop, "像是同一张，裁过")],
    ids=["turned", "cut"],
)
def test_a_photo_turned_or_cut_is_told_in_those_words(street, entry, how, told):
    attached(entry, street.alice, "合影.jpg")
    other = people.entry(street.riverside, by=street.alice, on=date(2025, 4, 2), title="又一次活动")
    stream = io.BytesIO()
    asked = Image.Transpose.ROTATE_90 if how is Image.Image.transpose else (50, 40, 600, 440)
    how(scene("合影.jpg"), asked).save(stream, "JPEG")
    page = upload(street.alice, other, ("再.jpg", stream.getvalue())).content.decode()
    assert told in re.sub("<[^>]+>", "", page)


def test_what_another_unit_did_is_told_without_its_words(street, entry):
    attached(entry, street.alice, "合影.jpg")
    other = people.entry(street.hilltop, by=street.amy, title="自己的活动")
    told = upload(street.amy, other, ("合影.jpg", photo("合影.jpg"))).content.decode()
    assert "本街道另一单位 3月5日 的一条记录" in told
    assert "学雷锋" not in told


def test_no_page_asks_for_a_photo_where_there_is_none_to_add(street, entry):
    assert "照片和附件" not in page(street.carol, entry)


def test_no_list_tells_which_entries_have_photos(street, entry):
    def rows():
        listed = people.sign_in(street.carol).get(reverse("ledger:list")).content.decode()
        return listed[listed.index("<table") : listed.index("</table>")]

    before = rows()
    attached(entry, street.alice)
    assert rows() == before


def test_the_page_asks_as_often_for_ten_photos_as_for_two(street, entry, django_assert_max_num_queries):
    for number in range(10):
        attached(entry, street.alice, f"{number}.jpg")
    client = people.sign_in(street.alice)
    with django_assert_max_num_queries(25):
        client.get(reverse("ledger:detail", args=[entry.pk]))
