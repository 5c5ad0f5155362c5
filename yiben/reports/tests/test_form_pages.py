from __future__ import annotations

import io
import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl.worksheet.datavalidation import DataValidation

from tests import people
from yiben.lib.periods import Period, today
from yiben.lib.refused import Refused
from yiben.reports import form_tasks
from yiben.reports.form_asks import field_name
from yiben.reports.models import Binding, CellAsk, Typed, Workbook
from yiben.reports.workbooks import asking, filling, keeping
from yiben.reports.workbooks.desk import desk

pytestmark = pytest.mark.django_db
TITLE = "2025年3月志愿服务统计表"


def sheet(title: str = TITLE, *more: str) -> bytes:
    """Volunteering of each community, with columns that the book doesn't know and one that it won't record."""
    names = [[name] for name in ("临水社区", "望山社区", *more)]
    heads = ["社区", "场次", "人次", "常住人口（人）", "党员人数", "备注"]
    book = written([title], heads, *names, ["合计", "=SUM(B3:B4)"])
    book.worksheets[0].merge_cells("A1:F1")
    return saved(book)


def written(*rows: list[Any], rule: str = "", at: str = "") -> openpyxl.Workbook:
    """A workbook of these rows; `rule`: what a drop-down offers in the cells `at`."""
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            book.worksheets[0].cell(number, column, value)
    if rule:
        choice = DataValidation(type="list", formula1=rule)
        choice.add(at)
        book.worksheets[0].add_data_validation(choice)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
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
    asking.ask_units(form, by=place.bob, due=today() + timedelta(days=2))
    asks = {one.unit.name: one for one in CellAsk.objects.for_post(place.bob)}
    assert set(asks) == {"临水社区", "望山社区"}
    assert [cell["words"] for cell in asks["临水社区"].cells] == ["常住人口（人）", "备注"]
    worker = people.sign_in(place.alice)
    page = reverse("reports:form-asked", args=[asks["临水社区"].pk])
    assert page in worker.get("/").content.decode()
    assert worker.get(reverse("reports:form-asked", args=[asks["望山社区"].pk])).status_code == 404
    worker.post(page, {field_name(("Sheet", (3, 4))): "3120"})
    keeping.fill(form, by=place.bob)
    assert filled(form)["D3"].value is None
    asking.merge(form, by=place.bob)
    keeping.fill(form, by=place.bob)
    assert filled(form)["D3"].value == 3120
    assert Typed.objects.get().unit == place.riverside
    with pytest.raises(Refused):
        asking.answer(CellAsk.objects.get(unit=place.riverside), by=place.alice, values=["1", ""])


def test_the_same_figure_in_another_form_is_told(place: people.Street) -> None:
    first, second = kept(place), kept(place, sheet("3月文明实践志愿服务月报"))
    keeping.fill(first, by=place.bob)
    keeping.fill(second, by=place.bob)
    client = people.sign_in(place.bob)
    page = client.get(reverse("reports:form-cell", args=[second.pk, "B3"]) + "?sheet=Sheet").content.decode()
    assert f"报“{TITLE}”：2" in page
    burden = client.get(reverse("reports:form-burden")).content.decode()
    assert "这 2 份表有 4 个数相同" in burden
    assert "Sheet · 临水社区 · 场次" in burden
    assert "2025年3月 B3</a>" in burden
    assert f"{localdate(first.uploaded_at):%Y年%-m月}</td>" in burden


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
    page = client.get(reverse("reports:form", args=[form.pk]))
    chosen = page.context["manner_form"].initial | {"dates": "dots", "zeros": "-"}
    client.post(reverse("reports:form-manner", args=[form.pk]), chosen)
    form.refresh_from_db()
    keeping.fill(form, by=place.bob)
    assert filled(form)["B4"].value is None


def test_what_the_register_says_can_be_changed(place: people.Street) -> None:
    form = kept(place)
    client = people.sign_in(place.bob)
    page = reverse("reports:form-details", args=[form.pk])
    assert TITLE in client.get(page).content.decode()
    said = {"name": "志愿服务月报（3月）", "asker": "区文明办", "document": "群里发的", "frequency": "monthly"}
    assert client.post(page, said | {"due": "2025-04-05"}).status_code == 302
    form.refresh_from_db()
    assert (form.asker, form.frequency, form.due) == ("区文明办", "monthly", date(2025, 4, 5))
    assert form.series == kept(place, sheet("志愿服务月报（4月）"), "2025-04").series


def test_a_cell_opens_to_its_figure_in_the_catalogue(place: people.Street) -> None:
    form = kept(place, sheet("2025年3月各类活动统计表"))
    client = people.sign_in(place.bob)
    page = client.get(reverse("reports:form-cell", args=[form.pk, "B3"]) + "?sheet=Sheet").content.decode()
    found = re.search(r'href="(/figures/[a-z-]+/\?unit[^"]+)"', page)
    assert found is not None
    shown = client.get(unescape(found[1])).content.decode()
    assert "临水社区" in shown
    assert "学雷锋志愿服务" in shown


def test_what_was_reported_before_and_differs_now_is_told(place: people.Street) -> None:
    keeping.fill(kept(place), by=place.bob)
    people.entry(place.hilltop, by=place.amy, on=date(2025, 3, 30))
    page = people.sign_in(place.bob).get(
        reverse("reports:form", args=[kept(place, sheet("3月文明实践志愿服务月报")).pk])
    )
    assert f"报“{TITLE}”：0，现在是 1" in page.content.decode()


def test_a_form_with_a_long_list_is_filled_beside_the_pages(
    place: people.Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "LONG", 1)
    monkeypatch.setattr(filling, "SHOWN", 1)
    data = saved(written(["2025年志愿服务台账"], ["序号", "日期", "社区", "活动名称", "人次"], [], []))
    form = kept(place, data, "2025")
    client = people.sign_in(place.bob)
    page = reverse("reports:form", args=[form.pk])
    assert "要填 2 条记录" in client.get(page).content.decode()
    client.post(reverse("reports:form-fill", args=[form.pk]))
    assert "<progress" in client.get(page).content.decode()
    assert "<progress" in client.get(page, headers={"HX-Request": "true"}).content.decode()
    form_tasks.carry_on.func(str(form.pk), place.bob.pk)
    assert client.get(page, headers={"HX-Request": "true"})["HX-Redirect"] == page
    form.refresh_from_db()
    assert (form.queued_at, form.filled_by) == (None, place.bob)
    rows = [[cell.value for cell in row] for row in filled(form).iter_rows(min_row=3)]
    assert rows == [
        [1, "2025-03-05", "临水社区", "学雷锋志愿服务", 40],
        [2, "2025-03-20", "临水社区", "学雷锋志愿服务", 5],
    ]
    assert form.counts["answered"] == 10


def test_a_long_list_that_breaks_off_says_so(place: people.Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "LONG", 1)
    data = saved(written(["2025年志愿服务台账"], ["序号", "日期", "社区", "活动名称"]))
    form = form_tasks.fill(kept(place, data, "2025"), by=place.bob)
    with pytest.raises(Refused):
        form_tasks.fill(form, by=place.bob)
    monkeypatch.setattr(filling, "fill", lambda *_args, **_said: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        form_tasks.carry_on.func(str(form.pk), place.bob.pk)
    page = people.sign_in(place.bob).get(reverse("reports:form", args=[form.pk])).content.decode()
    assert "填到一半出了意外" in page
    assert "<progress" not in page


def test_a_large_form_asks_no_more(place: people.Street, django_assert_max_num_queries: Any) -> None:
    form = kept(place)
    client = people.sign_in(place.bob)
    with django_assert_max_num_queries(25):
        client.get(reverse("reports:form", args=[form.pk]))
    with django_assert_max_num_queries(25):
        client.get(reverse("reports:form-cell", args=[form.pk, "B3"]) + "?sheet=Sheet")
    assert desk(form).counts["refused"] == 3
