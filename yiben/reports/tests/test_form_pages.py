from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import people
from yiben.lib.periods import Period, today
from yiben.lib.refused import Refused
from yiben.reports.models import Binding, CellAsk, Typed, Workbook
from yiben.reports.workbooks import keeping
from yiben.reports.workbooks.desk import desk

pytestmark = pytest.mark.django_db
TITLE = "2025年3月志愿服务统计表"


def sheet(title: str = TITLE, *more: str) -> bytes:
    """Volunteering of each community, with columns that the book doesn't know and one that it won't record."""
    book = openpyxl.Workbook()
    page = book.active
    page.append([title])
    page.merge_cells("A1:F1")
    page.append(["社区", "场次", "人次", "常住人口（人）", "党员人数", "备注"])
    for name in ("临水社区", "望山社区", *more):
        page.append([name])
    page.append(["合计", "=SUM(B3:B4)"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def place() -> people.Street:
    place = people.street()
    people.entry(place.riverside, by=place.alice, amounts={"attendances": 40})
    people.entry(place.riverside, by=place.alice, on=date(2025, 3, 20), amounts={"attendances": 5})
    return place


def kept(place: people.Street, data: bytes | None = None, period: str = "2025-03") -> Workbook:
    said: dict[str, Any] = {"filename": "三月.xlsx", "data": data or sheet(), "period": Period.parse(period)}
    return keeping.take_in(by=place.bob, unit=place.street, **said)


def filled(form: Workbook) -> Any:
    return openpyxl.load_workbook(io.BytesIO(bytes(form.result or b""))).worksheets[0]


def test_a_form_is_uploaded_looked_at_filled_and_downloaded(place: people.Street) -> None:
    client = people.sign_in(place.bob)
    sent = {
        "file": SimpleUploadedFile("三月.xlsx", sheet()),
        "period": "2025-03",
        "frequency": "monthly",
        "asker": "区文明办",
    }
    shown = client.post(reverse("reports:form-upload"), sent, follow=True)
    form = Workbook.objects.get()
    page = shown.content.decode()
    assert form.name == TITLE
    assert "党员人数" in page
    assert "一本不记录，已略去" in page
    client.post(reverse("reports:form-fill", args=[form.pk]))
    data = client.get(reverse("reports:form-filled", args=[form.pk]))
    got = openpyxl.load_workbook(io.BytesIO(data.content)).worksheets[0]
    assert [got["B3"].value, got["C3"].value, got["B4"].value, got["C4"].value] == [2, 45, 0, 0]
    assert got["B5"].value == "=SUM(B3:B4)"
    assert [got[cell].value for cell in ("D3", "E3", "F3")] == [None, None, None]
    assert "区文明办" in client.get(reverse("reports:forms")).content.decode()


def test_a_cell_opens_to_its_words_and_entries(place: people.Street) -> None:
    form = kept(place)
    client = people.sign_in(place.bob)
    page = client.get(reverse("reports:form-cell", args=[form.pk, "C3"]) + "?sheet=Sheet").content.decode()
    assert "临水社区 / 人次" in page
    assert page.count("学雷锋志愿服务") == 2
    assert client.get(reverse("reports:form-cell", args=[form.pk, "Z9"]) + "?sheet=Sheet").status_code == 404


def test_a_changed_binding_is_kept_for_the_next_month(place: people.Street) -> None:
    form = kept(place)
    client = people.sign_in(place.bob)
    change = {"unit": str(place.street.pk), "indicator": "activity-attendances", "typed": ""}
    client.post(reverse("reports:form-cell", args=[form.pk, "C4"]) + "?sheet=Sheet", change)
    keeping.fill(form, by=place.bob)
    assert filled(form)["C4"].value == 45
    people.entry(place.hilltop, by=place.amy, on=date(2025, 4, 2), amounts={"attendances": 7})
    later = kept(place, sheet("2025年4月志愿服务统计表", "沙湾社区"), "2025-04")
    keeping.fill(later, by=place.bob)
    assert filled(later)["C4"].value == 7
    assert filled(later)["C3"].value == 0


def test_what_was_typed_bears_who_and_shows_the_last_time(place: people.Street) -> None:
    form = kept(place)
    keeping.type_in(form, by=place.bob, sheet="Sheet", place=(3, 4), value="12")
    keeping.fill(form, by=place.bob)
    assert filled(form)["D3"].value == 12
    client = people.sign_in(place.bob)
    page = client.get(reverse("reports:form-cell", args=[form.pk, "D3"]) + "?sheet=Sheet").content.decode()
    assert "12（卜文，" in page
    later = kept(place, sheet("2025年4月志愿服务统计表"), "2025-04")
    assert "上次 12" in client.get(reverse("reports:form", args=[later.pk])).content.decode()
    keeping.fill(later, by=place.bob)
    assert filled(later)["D3"].value is None


def test_units_are_asked_for_their_own_cells_and_merged_at_once(place: people.Street) -> None:
    form = kept(place)
    keeping.ask_units(form, by=place.bob, due=today() + timedelta(days=2))
    asks = {one.unit.name: one for one in CellAsk.objects.for_post(place.bob)}
    assert set(asks) == {"临水社区", "望山社区"}
    assert [cell["words"] for cell in asks["临水社区"].cells] == ["常住人口（人）", "备注"]
    worker = people.sign_in(place.alice)
    page = reverse("reports:form-asked", args=[asks["临水社区"].pk])
    assert page in worker.get("/").content.decode()
    assert worker.get(reverse("reports:form-asked", args=[asks["望山社区"].pk])).status_code == 404
    worker.post(page, {"cell0": "3120", "cell1": ""})
    keeping.fill(form, by=place.bob)
    assert filled(form)["D3"].value is None
    keeping.merge(form, by=place.bob)
    keeping.fill(form, by=place.bob)
    assert filled(form)["D3"].value == 3120
    assert Typed.objects.get().unit == place.riverside
    with pytest.raises(Refused):
        keeping.answer(CellAsk.objects.get(unit=place.riverside), by=place.alice, values=["1", ""])


def test_the_same_figure_in_another_form_is_told(place: people.Street) -> None:
    first, second = kept(place), kept(place, sheet("3月文明实践志愿服务月报"))
    keeping.fill(first, by=place.bob)
    keeping.fill(second, by=place.bob)
    client = people.sign_in(place.bob)
    page = client.get(reverse("reports:form-cell", args=[second.pk, "B3"]) + "?sheet=Sheet").content.decode()
    assert f"报“{TITLE}”：2" in page
    assert "要了 2 次" in client.get(reverse("reports:form-burden")).content.decode()


def test_the_boundary_is_not_bound_typed_or_asked(place: people.Street) -> None:
    form = kept(place)
    with pytest.raises(Refused):
        keeping.type_in(form, by=place.bob, sheet="Sheet", place=(3, 5), value="8")
    with pytest.raises(Refused):
        keeping.bind(form, by=place.bob, sheet="Sheet", place=(3, 5), asked=None)
    assert not Binding.objects.exists()


def test_a_stranger_finds_no_form(place: people.Street) -> None:
    form = kept(place)
    client = people.sign_in(place.dan)
    assert client.get(reverse("reports:form", args=[form.pk])).status_code == 403
    with pytest.raises(Refused):
        keeping.take_in(
            by=place.bob, unit=place.elsewhere, filename="a.xlsx", data=sheet(), period=Period.parse("2025")
        )


def test_the_conventions_can_be_changed_for_a_form(place: people.Street) -> None:
    form = kept(place)
    client = people.sign_in(place.bob)
    client.post(reverse("reports:form-manner", args=[form.pk]), {"totals": "", "dates": "dots", "zeros": ""})
    form.refresh_from_db()
    keeping.fill(form, by=place.bob)
    assert filled(form)["B4"].value is None


def test_a_large_form_asks_no_more(place: people.Street, django_assert_max_num_queries: Any) -> None:
    form = kept(place)
    client = people.sign_in(place.bob)
    with django_assert_max_num_queries(25):
        client.get(reverse("reports:form", args=[form.pk]))
    with django_assert_max_num_queries(25):
        client.get(reverse("reports:form-cell", args=[form.pk, "B3"]) + "?sheet=Sheet")
    assert desk(form).counts["refused"] == 3
