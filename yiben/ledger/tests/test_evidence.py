"""Files beside entries as facts of the book: taken, refused in words, withdrawn, erased; and what verify says of them."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from uuid import UUID

import docx
import openpyxl
import pytest
from PIL import Image, ImageDraw

from tests import people
from yiben.ledger import actions, evidence, evidence_looks, evidence_store, seals
from yiben.ledger.chain import walk
from yiben.ledger.evidence_looks import How
from yiben.ledger.models import Entry, Evidence, Head, Look, Withdrawal
from yiben.lib.canonical import uuid7
from yiben.lib.refused import Refused
from yiben.lib.tests.photos import photo, scene
from yiben.units.models import Act

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def street():
    return people.street()


@pytest.fixture
def entry(street):
    return people.entry(street.riverside, by=street.alice)


def attach(entry, by, name="开场.jpg", content=None, **said):
    return evidence.attach(entry, by=by, name=name, content=photo(name) if content is None else content, **said)


def made_by(library):
    stream = io.BytesIO()
    library.save(stream)
    return stream.getvalue()


def with_part(package, name, content=b"\0"):
    stream = io.BytesIO()
    stream.write(package)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


# -- attaching


def test_it_is_the_next_fact_of_the_units_chain(street, entry):
    file = attach(entry, street.alice)
    head = Head.objects.get(unit=street.riverside)
    assert (file.unit, file.number, file.by) == (street.riverside, entry.number + 1, street.alice)
    assert (head.number, head.digest) == (file.number, file.digest)
    assert evidence_store.read(file.sha256) is not None
    assert Act.objects.get(verb="ledger.attach").detail == {"unit": street.riverside.code, "number": file.number}


def test_the_same_id_again_is_harmless(street, entry):
    id = uuid7()
    first = attach(entry, street.alice, id=id)
    again = attach(entry, street.alice, id=id)
    assert (again.pk, again.digest) == (first.pk, first.digest)
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("change", ["content", "author", "entry", "erased"])
def test_the_same_id_with_anything_else_is_refused(street, entry, change):
    id = uuid7()
    file = attach(entry, street.alice, id=id)
    other = people.entry(street.riverside, by=street.alice, title="另一件")
    if change == "erased":
        evidence.erase(file, by=street.bob, ground="本人要求")
    with pytest.raises(Refused, match="编号已经用过"):
        evidence.attach(
            other if change == "entry" else entry,
            by=street.bob if change == "author" else street.alice,
            name="开场.jpg",
            content=photo("别的" if change == "content" else "开场.jpg"),
            id=id,
        )


def test_a_path_is_taken_like_bytes(street, entry, tmp_path):
    (tmp_path / "通知.pdf").write_bytes(PDF)
    file = evidence.attach(entry, by=street.alice, name="通知.pdf", content=tmp_path / "通知.pdf")
    assert evidence_store.read(file.sha256) == PDF


def test_an_id_may_come_from_a_client_and_else_is_made(street, entry):
    asked = UUID("01890000-0000-7000-8000-00000000000a")
    assert attach(entry, street.alice, id=asked).pk == asked
    assert attach(entry, street.alice, "别的.jpg").pk.version == 7


def test_one_content_at_two_entries_lies_on_the_disk_once(street, entry):
    other = people.entry(street.hilltop, by=street.amy)
    one, two = attach(entry, street.alice), attach(other, street.amy)
    assert one.sha256 == two.sha256
    assert [digest for digest, _place in evidence_store.stored()] == [one.sha256]


def test_the_same_photo_twice_at_one_activity_is_refused_also_after_a_correction(street, entry):
    attach(entry, street.alice)
    corrected = actions.correct(entry, by=street.alice, title="更正了")
    with pytest.raises(Refused, match="已经在这条记录里"):
        attach(corrected, street.alice)


def test_a_withdrawn_photo_may_be_attached_again(street, entry):
    evidence.withdraw(attach(entry, street.alice), by=street.alice, reason="错了")
    assert attach(entry, street.alice).pk


@pytest.mark.parametrize("who", ["amy", "dan", "carol", "eve", "ada"])
def test_others_attach_nothing(street, entry, who):
    with pytest.raises(Refused):
        attach(entry, getattr(street, who))
    assert not Evidence.objects.exists()
    assert list(evidence_store.stored()) == []


def test_an_officer_attaches_for_her_units(street, entry):
    assert attach(entry, street.bob).by == street.bob


def test_what_is_void_takes_no_more_files(street, entry):
    actions.void(entry, by=street.alice, reason="重复")
    with pytest.raises(Refused, match="已经作废"):
        attach(entry, street.alice)


def test_a_photo_waiting_on_a_phone_reaches_an_entry_that_was_corrected_meanwhile(street, entry):
    corrected = actions.correct(entry, by=street.alice, title="更正了")
    file = attach(entry, street.alice)
    assert list(Evidence.objects.of(corrected)) == [file]


def test_a_closed_month_takes_files_and_needs_no_reason(street, entry):
    actions.close(street.street, by=street.carol, start=date(2025, 3, 1), end=date(2025, 3, 31))
    assert attach(entry, street.alice).pk


def test_it_moves_no_figure_and_is_counted_nowhere(street, entry):
    before = {cell.pk: cell.amount for cell in _cells()}
    attach(entry, street.alice)
    assert {cell.pk: cell.amount for cell in _cells()} == before


def _cells():
    from yiben.ledger.models import Cell

    return Cell.objects.all()


# -- what is taken


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("IMG_1.JPG", photo("a"), "IMG_1.jpg"),
        ("截图.png", photo("a", form="WEBP"), "截图.jpg"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\照片\\合影.jpeg", photo("a"), "合影.jpg"),
        ('a<b>:"c|?*.pdf', PDF, "abc.pdf"),
        ("", photo("a"), "附件.jpg"),
        ("方案.exe", made_by(docx.Document()), "方案.docx"),
        ("台账", made_by(openpyxl.Workbook()), "台账.xlsx"),
        ("很长" * 100 + ".pdf", PDF, "很长" * 40 + ".pdf"),
    ],
)
def test_its_name_is_made_harmless_and_ends_in_what_it_is(street, entry, name, content, kept):
    assert attach(entry, street.alice, name, content).name == kept


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("网页.jpg", b"<html><script>alert(1)</script></html>", "只收照片"),
        ("图.jpg", b"<svg onload='alert(1)'/>", "只收照片"),
        ("图.svg", b"<?xml version='1.0'?><svg/>", "只收照片"),
        ("动图.gif", b"GIF89a\x01\0\x01\0", "只收照片"),
        ("录像.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0", "只收照片"),
        ("程序.jpg", b"MZ\x90\0\x03", "只收照片"),
        ("名单.csv", "姓名,电话".encode(), "只收照片"),
        ("空.jpg", b"", "空的"),
        ("大.pdf", PDF + b"\0" * evidence.MOST, "超过 25 MB"),
        ("坏.jpg", photo("a")[:2000], "不完整"),
        (
            "方案.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100 + "WordDocument".encode("utf-16-le") + b"\0\0",
            "另存为 .docx",
        ),
        ("带宏.docx", with_part(made_by(docx.Document()), "word/vbaProject.bin"), "含有宏"),
        ("带宏.xlsx", with_part(made_by(openpyxl.Workbook()), "xl/macrosheets/sheet1.xml"), "含有宏"),
        ("炸弹.docx", with_part(made_by(docx.Document()), "word/media/zeros", b"\0" * 50_000_000), "压缩炸弹"),
    ],
)
def test_what_is_not_taken_is_refused_in_words(street, entry, name, content, why):
    with pytest.raises(Refused, match=why):
        attach(entry, street.alice, name, content)
    assert list(evidence_store.stored()) == []


# -- withdrawing and erasing


def test_a_withdrawal_is_a_fact_and_leaves_the_bytes(street, entry):
    file = attach(entry, street.alice)
    fact = evidence.withdraw(file, by=street.alice, reason=" 选错了 ")
    assert (fact.number, fact.reason, fact.erased) == (file.number + 1, "选错了", False)
    assert not Evidence.objects.standing().exists()
    assert evidence_store.read(file.sha256)
    assert seals.verify().holds


def test_it_is_withdrawn_once_and_by_its_own_unit(street, entry):
    file = attach(entry, street.alice)
    with pytest.raises(Refused, match="本单位"):
        evidence.withdraw(file, by=street.amy, reason="错了")
    evidence.withdraw(file, by=street.alice, reason="错了")
    with pytest.raises(Refused, match="已经撤下"):
        evidence.withdraw(file, by=street.alice, reason="错了")


def test_an_erasure_takes_everything_but_that_there_was_one(street, entry, django_capture_on_commit_callbacks):
    file = attach(entry, street.alice)
    digest, chained = file.sha256, file.digest
    with django_capture_on_commit_callbacks(execute=True):
        fact = evidence.erase(file, by=street.bob, ground="本人要求删除")
    left = Evidence.objects.get(pk=file.pk)
    assert (left.name, left.sha256, left.likeness, left.salt) == ("", "", "", None)
    assert (left.digest, left.macs) == (chained, file.macs)
    assert (fact.erased, fact.reason) == (True, "本人要求删除")
    assert not evidence_store.place_of(digest).exists()
    assert list(evidence_store.stored()) == []
    proof = seals.verify()
    assert proof.holds
    assert [(found.number, found.what) for found in proof.cleared] == [
        (file.number, "附件已依法清除，依据：本人要求删除")
    ]


def test_what_another_entry_holds_stays_on_the_disk(street, entry, django_capture_on_commit_callbacks):
    other = people.entry(street.hilltop, by=street.amy)
    one, two = attach(entry, street.alice), attach(other, street.amy)
    with django_capture_on_commit_callbacks(execute=True):
        evidence.erase(one, by=street.bob, ground="本人要求")
    assert evidence_store.read(two.sha256)
    assert seals.verify().holds


def test_only_an_officer_erases_and_only_on_a_ground(street, entry):
    file = attach(entry, street.alice)
    with pytest.raises(Refused, match="法律依据"):
        evidence.erase(file, by=street.bob, ground=" ")
    with pytest.raises(Refused):
        evidence.erase(file, by=street.alice, ground="本人要求")
    evidence.erase(file, by=street.bob, ground="本人要求")
    with pytest.raises(Refused, match="已经清除"):
        evidence.erase(file, by=street.bob, ground="本人要求")


def test_a_withdrawn_file_can_still_be_erased(street, entry):
    file = attach(entry, street.alice)
    evidence.withdraw(file, by=street.alice, reason="错了")
    evidence.erase(file, by=street.bob, ground="本人要求")
    assert Withdrawal.objects.filter(evidence=file).count() == 2
    assert seals.verify().holds


def test_erasing_an_entry_takes_its_files_along(street, entry, django_capture_on_commit_callbacks):
    attach(entry, street.alice)
    corrected = actions.correct(entry, by=street.alice, title="更正了")
    attach(corrected, street.alice, "第二张.jpg")
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(corrected, by=street.bob, ground="本人要求")
    assert list(Evidence.objects.exclude(salt=None)) == []
    assert list(evidence_store.stored()) == []
    assert seals.verify().holds


def test_an_entry_erased_before_may_lose_what_was_attached_since(street, entry):
    actions.erase(entry, by=street.bob, ground="本人要求")
    attach(entry, street.alice)
    actions.erase(Entry.objects.get(pk=entry.pk), by=street.bob, ground="本人要求")
    assert Evidence.objects.get().erased
    assert seals.verify().holds


# -- what verify says


def changed(digest, how):
    place = evidence_store.place_of(digest)
    place.chmod(0o600)
    how(place)


@pytest.mark.parametrize(
    ("how", "what"),
    [
        (lambda place: place.unlink(), "附件“开场.jpg”的文件不见了"),
        (lambda place: place.write_bytes(place.read_bytes() + b"x"), "附件“开场.jpg”的文件内容被改动过"),
        (
            lambda place: place.write_bytes(bytes([place.read_bytes()[0] ^ 1]) + place.read_bytes()[1:]),
            "附件“开场.jpg”的文件内容被改动过",
        ),
    ],
    ids=["gone", "longer", "one bit"],
)
def test_a_file_that_is_gone_or_changed_is_named(street, entry, how, what):
    file = attach(entry, street.alice)
    changed(file.sha256, how)
    (found,) = seals.verify().breaks
    assert (found.unit, found.number, found.what) == ("临水社区", file.number, what)


def test_the_page_finds_what_is_gone_without_reading_all_through(street, entry):
    file = attach(entry, street.alice)
    changed(file.sha256, lambda place: place.unlink())
    (found,) = walk(street.riverside, Head.objects.get(unit=street.riverside)).breaks
    assert "不见了" in found.what


def test_bytes_that_came_back_with_the_same_photo_are_whole_again(street, entry):
    file = attach(entry, street.alice)
    changed(file.sha256, lambda place: place.write_bytes(b"x"))
    attach(people.entry(street.riverside, by=street.alice, title="另一件"), street.alice)
    assert seals.verify().holds


# -- alike


def test_alike_are_other_activities_of_the_street_only(street, entry):
    first = attach(entry, street.alice)
    same = people.entry(street.hilltop, by=street.amy)
    far = people.entry(street.elsewhere, by=street.dan)
    attach(far, street.dan)
    found = evidence.alike(attach(same, street.amy))
    assert [(one.entry, one.same) for one in found] == [(entry, True)]
    assert [one.entry for one in evidence.alike(first)] == [same]


def test_a_photo_saved_again_is_alike_and_another_is_not(street, entry):
    attach(entry, street.alice, "合影.jpg")
    other = people.entry(street.riverside, by=street.alice, title="另一件")
    again = attach(other, street.alice, "存过.jpg", photo("合影.jpg", (500, 375), quality=50))
    else_ = attach(other, street.alice, "别的.jpg")
    assert [(one.entry, one.same) for one in evidence.alike(again)] == [(entry, False)]
    assert evidence.alike(else_) == []


def test_an_activitys_own_photos_and_what_is_void_or_withdrawn_are_not_told(street, entry):
    attach(entry, street.alice, "合影.jpg")
    corrected = actions.correct(entry, by=street.alice, title="更正了")
    again = attach(corrected, street.alice, "存过.jpg", photo("合影.jpg", (500, 375)))
    assert evidence.alike(again) == []
    other = people.entry(street.riverside, by=street.alice, title="另一件")
    third = attach(other, street.alice, "又存.jpg", photo("合影.jpg", (300, 225)))
    assert [one.entry for one in evidence.alike(third)] == [corrected]
    actions.void(corrected, by=street.alice, reason="重复")
    assert evidence.alike(third) == []


def test_the_same_document_is_alike_too(street, entry):
    attach(entry, street.alice, "方案.pdf", PDF)
    other = people.entry(street.riverside, by=street.alice, title="另一件")
    assert [one.same for one in evidence.alike(attach(other, street.alice, "方案.pdf", PDF))] == [True]


def edited(name, how):
    stream = io.BytesIO()
    how(scene(name)).save(stream, "JPEG", quality=70)
    return stream.getvalue()


def turned(image):
    return image.transpose(Image.Transpose.ROTATE_270)


def mirrored(image):
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


def cut(image):
    return image.crop((40, 30, 580, 400))


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (lambda image: image.resize((500, 375)), How.ALIKE),
        (turned, How.TURNED),
        (mirrored, How.TURNED),
        (cut, How.PART),
        (lambda image: turned(cut(image)), How.PART),
    ],
    ids=["smaller", "turned", "mirrored", "cut", "cut and turned"],
)
def test_it_is_told_how_a_photo_is_like_another(street, entry, how, told):
    for name in ("合影.jpg", "别的.jpg", "第三.jpg"):
        attach(entry, street.alice, name)
    other = people.entry(street.riverside, by=street.alice, title="另一件")
    again = attach(other, street.alice, "再.jpg", edited("合影.jpg", how))
    assert [(one.entry, one.how) for one in evidence.alike(again)] == [(entry, told)]
    first = Evidence.objects.of(entry).get(name="合影.jpg")
    assert [(one.entry, one.how) for one in evidence.alike(first)] == [(other, told)]


def a_form(rows):
    image = Image.new("RGB", (640, 880), "white")
    draw = ImageDraw.Draw(image)
    for at in range(80, 880, 40):
        draw.line([40, at, 600, at], fill="black", width=2)
    for row in rows:
        draw.rectangle([150, 90 + 40 * row, 300, 110 + 40 * row], fill="blue")
    return image


def written(image):
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def test_a_page_turned_is_told_and_one_of_the_same_form_is_not(street, entry):
    attach(entry, street.alice, "签到.png", written(a_form(range(0, 18, 2))))
    other = people.entry(street.riverside, by=street.alice, title="另一件")
    next_week = attach(other, street.alice, "下周.png", written(a_form([1, 2, 3, 5, 8, 9, 11, 14, 17])))
    assert evidence.alike(next_week) == []
    upside_down = attach(other, street.alice, "倒.png", written(a_form(range(0, 18, 2)).rotate(180)))
    assert [one.how for one in evidence.alike(upside_down)] == [How.TURNED]
    assert not Look.objects.exclude(signs=b"").exists()


def test_photos_kept_before_are_looked_at_by_the_worker(street, entry):
    attach(entry, street.alice, "合影.jpg")
    attach(entry, street.alice, "方案.pdf", PDF)
    lost = attach(entry, street.alice, "不见了.jpg")
    kept = {look.pk: bytes(look.signs) for look in Look.objects.all()}
    Look.objects.all().delete()
    changed(lost.sha256, lambda place: place.unlink())
    other = people.entry(street.riverside, by=street.alice, title="另一件")
    part = attach(other, street.alice, "裁.jpg", edited("合影.jpg", cut))
    assert evidence.alike(part) == []
    assert evidence_looks.follow()
    assert not evidence_looks.follow()
    assert [one.how for one in evidence.alike(part)] == [How.PART]
    again = {look.pk: len(look.signs) for look in Look.objects.exclude(pk=part.pk)}
    assert again == {pk: len(signs) if pk != lost.pk else 0 for pk, signs in kept.items()}


def test_what_finds_a_photo_goes_when_it_is_erased(street, entry):
    file = attach(entry, street.alice)
    assert Look.objects.filter(pk=file.pk).exists()
    evidence.erase(file, by=street.bob, ground="本人要求")
    assert not Look.objects.exists()
    assert not evidence_looks.follow()


def test_of_many_photos_at_once_a_few_are_looked_for_as_parts(street, entry, monkeypatch):
    monkeypatch.setattr(evidence_looks, "MOST_LAID", 1)
    attach(entry, street.alice, "合影.jpg")
    attach(entry, street.alice, "别的.jpg")
    other = people.entry(street.riverside, by=street.alice, title="另一件")
    book = evidence_looks.Street(street.street)
    told = [
        evidence.alike(attach(other, street.alice, f"裁{name}", edited(name, cut)), book)
        for name in ("合影.jpg", "别的.jpg")
    ]
    assert [len(one) for one in told] == [1, 0]
