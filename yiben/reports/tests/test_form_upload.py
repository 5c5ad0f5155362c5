"""What is sent as a form: other kinds of file, the same one twice, one with macros, one sent by mistake."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import people
from yiben.lib import workbooks
from yiben.lib.refused import Refused
from yiben.reports.models import Workbook
from yiben.reports.tests.test_form_pages import kept, saved, sheet, written
from yiben.reports.workbooks import keeping, withdrawing
from yiben.reports.workbooks.opening import as_xlsx
from yiben.units.models import Act

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0\0"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (LOCKED, "表.xlsx", "设有密码"),
        (OLE + b"\0" * 600, "表.xls", "不是可识别的文件"),
        ("<html><table><tr><td>单位</td></tr></table></html>".encode(), "表.xls", "网页或 XML 格式"),
        ("﻿<?xml version='1.0'?><Workbook/>".encode(), "表.xls", "网页或 XML 格式"),
        ("单位,人次\n临水,3\n".encode(), "表.csv", "内容是 .csv"),
        (b"%PDF-1.7\n%", "表.xlsx", "请上传可编辑的原文件"),
    ],
)
def test_of_another_kind_of_file_it_says_what_it_is(data: bytes, name: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        as_xlsx(data, name)
    assert said in refused.value.sentence


def with_macros() -> bytes:
    """The form as a workbook with macros, as far as its package says."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet())) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "[Content_Types].xml":
                plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
                assert plain in content
                content = content.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
            new.writestr(info, content)
        new.writestr("xl/vbaProject.bin", b"macros")
    return made.getvalue()


@pytest.fixture
def place(db: None) -> people.Street:
    return people.street()


def uploaded(client: Client, data: bytes, name: str = "三月.xlsx") -> Workbook:
    said = {"file": SimpleUploadedFile(name, data), "period": "2025-03", "name": "", "frequency": "once", "due": ""}
    client.post(reverse("reports:form-upload"), said)
    return Workbook.objects.get()


def test_one_with_macros_goes_back_with_them_and_by_an_ending_that_excel_opens(place: people.Street) -> None:
    client = people.sign_in(place.bob)
    form = uploaded(client, with_macros(), "三月.xlsm")
    page = client.get(reverse("reports:form", args=[form.pk]))
    assert "表里带有宏：一本不运行它" in page.content.decode()
    client.post(reverse("reports:form-fill", args=[form.pk]))
    answer = client.get(reverse("reports:form-filled", args=[form.pk]))
    assert answer["Content-Disposition"].endswith(".xlsm")
    assert answer["Content-Type"] == workbooks.MEDIA_TYPES["xlsm"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        assert book.read("xl/vbaProject.bin") == b"macros"


def test_the_same_file_for_the_same_time_is_taken_in_once(place: people.Street) -> None:
    kept(place)
    with pytest.raises(Refused, match="这份表这一时段已经收过"):
        kept(place)
    kept(place, period="2025-04")
    assert Workbook.objects.count() == 2


def test_one_taken_in_by_mistake_goes_and_the_trace_keeps_its_name(place: people.Street) -> None:
    form = kept(place)
    keeping.type_in(form, by=place.bob, sheet="Sheet", place=(3, 4), value="4000")
    client = people.sign_in(place.bob)
    assert "手填的 1 格一起去掉" in client.get(reverse("reports:form-details", args=[form.pk])).content.decode()
    page = client.post(reverse("reports:form-drop", args=[form.pk]), follow=True).content.decode()
    assert f"已撤回“{form.name}”" in page
    assert not Workbook.objects.exists()
    act = Act.objects.get(verb="reports.drop_form")
    assert (act.about, act.detail["title"]) == (f"reports.workbook:{form.pk}", form.name)
    kept(place)


def test_one_that_units_were_asked_to_fill_in_stays(place: people.Street) -> None:
    form = kept(place)
    asked = form.asks.create(unit=place.riverside, due="2026-12-01", cells=[{"cell": "D3"}])
    with pytest.raises(Refused, match="已经请单位填了"):
        withdrawing.drop(form, by=place.bob)
    assert Workbook.objects.exists()
    asked.cells = []  # taken back
    asked.save()
    withdrawing.drop(form, by=place.bob)
    assert not Workbook.objects.exists()


def test_a_workbook_without_anything_to_fill_in_says_so(place: people.Street) -> None:
    form = uploaded(people.sign_in(place.bob), saved(written(["说明"])))
    page = people.sign_in(place.bob).get(reverse("reports:form", args=[form.pk])).content.decode()
    assert "没有看到要填的空格" in page
