"""What isn't sure: shown with its reason, accepted with one press, remembered only then; page and file agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import people
from yiben.reports.form_doubts import areas
from yiben.reports.models import Workbook
from yiben.reports.tests.test_form_pages import filled, kept, place, saved, sheet, written  # noqa: F401
from yiben.reports.workbooks import filling, keeping
from yiben.reports.workbooks.desk import desk
from yiben.reports.workbooks.proposals import Sort

pytestmark = pytest.mark.django_db
APRIL, MAY = "2025年4月志愿服务统计表", "2025年5月志愿服务统计表"


@pytest.fixture(autouse=True)
def doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is under 人次 isn't sure."""
    real = filling.propose

    def proposed(*args: Any) -> Any:
        form = real(*args)
        form.proposals = [
            replace(one, sure=0.5, reason="说不准要哪个数") if "人次" in one.words and one.sort == Sort.FIGURE else one
            for one in form.proposals
        ]
        return form

    monkeypatch.setattr(filling, "propose", proposed)


def accepted(client: Client, form: Workbook, cell: str, span: str = "one") -> str:
    page = reverse("reports:form-accept", args=[form.pk, cell]) + "?sheet=Sheet"
    return client.post(page, {"span": span}, follow=True).content.decode()


def shown(client: Client, form: Workbook) -> str:
    return client.get(reverse("reports:form", args=[form.pk])).content.decode()


def states(form: Workbook, *cells: str) -> list[str]:
    on = desk(form)
    by_cell = {row.proposal.cell: on.state(cell, row) for cell, row in on.rows.items()}
    return [by_cell[cell] for cell in cells]


def test_only_what_was_accepted_is_filled_and_remembered(place: people.Street) -> None:  # noqa: F811
    form, client = kept(place), people.sign_in(place.bob)
    page = client.get(reverse("reports:form-cell", args=[form.pk, "C3"]) + "?sheet=Sheet").content.decode()
    assert "说不准要哪个数" in page
    assert "就填 45" in page
    accepted(client, form, "C3")
    page = client.post(reverse("reports:form-fill", args=[form.pk]), follow=True).content.decode()
    assert "没有把握的 2 格空着" in page
    form.refresh_from_db()
    assert [filled(form)["C3"].value, filled(form)["C4"].value] == [45, None]
    assert states(form, "C3", "C4") == ["answered", "unsure"]
    assert states(kept(place, sheet(APRIL), "2025-04"), "C3", "C4") == ["answered", "unsure"]


def test_a_head_is_accepted_with_one_press(place: people.Street) -> None:  # noqa: F811
    form, client = kept(place), people.sign_in(place.bob)
    page = shown(client, form)
    assert "Sheet C3:C4，2 格" in page
    assert "例如临水社区填 45" in page
    assert "2 格就按账本的数填" in accepted(client, form, "C3", "all")
    assert states(form, "C3", "C4") == ["answered", "answered"]
    keeping.fill(form, by=place.bob)
    later = kept(place, sheet(APRIL, "沙湾社区"), "2025-04")
    keeping.fill(later, by=place.bob)
    assert states(kept(place, sheet(MAY), "2025-05"), "C3", "C4") == ["answered", "answered"]


def test_a_form_that_was_only_uploaded_is_no_memory(place: people.Street) -> None:  # noqa: F811
    first, client = kept(place), people.sign_in(place.bob)
    assert accepted(client, first, "C3", "column")
    keeping.fill(first, by=place.bob)
    accepted(client, kept(place, sheet(APRIL), "2025-04"), "C3")
    third = kept(place, sheet(MAY), "2025-05")
    assert states(third, "C3", "C4") == ["answered", "answered"]
    assert f"填好过“{first.name}”" in shown(client, third)


def test_a_sum_waits_for_what_it_adds(place: people.Street) -> None:  # noqa: F811
    rows = [["2025年3月志愿服务统计表"], ["社区", "场次", "人次"], ["临水社区"], ["望山社区"], ["合计"]]
    form, client = kept(place, saved(written(*rows))), people.sign_in(place.bob)
    assert states(form, "B5", "C5") == ["answered", "unsure"]
    accepted(client, form, "C4", "column")
    assert states(form, "C5") == ["answered"]
    keeping.fill(form, by=place.bob)
    assert filled(form)["C5"].value == 45


def test_a_page_says_that_the_file_is_of_before(place: people.Street) -> None:  # noqa: F811
    form, client = kept(place), people.sign_in(place.bob)
    keeping.fill(form, by=place.bob)
    assert "请重填" not in shown(client, form)
    accepted(client, form, "C3")
    assert "请重填" in shown(client, form)
    keeping.fill(form, by=place.bob)
    assert "请重填" not in shown(client, form)
    people.entry(place.hilltop, by=place.amy, on=date(2025, 3, 30))
    assert "请重填" in shown(client, form)


def test_a_choice_goes_for_the_column_each_of_its_own_unit(place: people.Street) -> None:  # noqa: F811
    people.entry(place.hilltop, by=place.amy, on=date(2025, 3, 30))
    form, client = kept(place), people.sign_in(place.bob)
    page = reverse("reports:form-cell", args=[form.pk, "D3"]) + "?sheet=Sheet"
    said = {"unit": str(place.riverside.pk), "indicator": "activity-times", "typed": "", "span": "column"}
    assert client.post(page, said).status_code == 302
    keeping.fill(form, by=place.bob)
    assert [filled(form)["D3"].value, filled(form)["D4"].value] == [2, 1]
    assert client.post(page, said | {"indicator": "", "typed": "<b>5"}).status_code == 422


def test_a_list_column_is_accepted_as_a_whole_and_remembered(place: people.Street) -> None:  # noqa: F811
    def listed(month: str) -> Workbook:
        rows = [[f"2025年{month}月志愿服务台账"], ["日期", "社区", "活动名称", "受益人数", "联系电话"], [], []]
        return kept(place, saved(written(*rows)), f"2025-0{month}")

    form, client = listed("3"), people.sign_in(place.bob)
    assert states(form, "D3", "D4", "E3") == ["unsure", "unsure", "open"]
    assert "表里要的是人数，账本里记的是人次" in shown(client, form)
    accepted(client, form, "D3", "all")
    keeping.fill(form, by=place.bob)
    assert [filled(form)["D3"].value, filled(form)["D4"].value] == [40, 5]
    people.entry(place.hilltop, by=place.amy, on=date(2025, 4, 2), amounts={"attendances": 7})
    assert states(listed("4"), "D3") == ["answered"]


def test_a_list_of_activities_has_what_was_held_in_the_words_of_its_drop_down(place: people.Street) -> None:  # noqa: F811
    for kind, title in (("lecture", "防火讲座"), ("screening", "义诊"), ("dues", "收会费"), ("lecture", "防汛讲座")):
        people.entry(place.hilltop, by=place.amy, kind=kind, title=title, on=date(2025, 4, 1), lines=("union",))
    rows = [["2025年工会活动台账"], ["日期", "社区", "活动名称", "活动类别"]]
    form = kept(place, saved(written(*rows, rule='"志愿活动,培训讲座,其他"', at="D3:D4")), "2025")
    keeping.fill(form, by=place.bob)
    page = filled(form)
    told = {row[2]: row[3] for row in page.iter_rows(min_row=3, values_only=True) if row[2]}
    assert told == {"防火讲座": "培训讲座", "义诊": None, "防汛讲座": "培训讲座"}
    assert str(page.data_validations.dataValidation[0].sqref) == "D3:D5"


@pytest.mark.parametrize(
    ("places", "named"),
    [
        ([(5, 4)], "D5"),
        ([(5, 4), (6, 4), (8, 4)], "D5:D6、D8"),
        ([(5, 4), (6, 4), (5, 5), (6, 5)], "D5:E6"),
        ([], ""),
    ],
)
def test_cells_are_named_together(places: list[tuple[int, int]], named: str) -> None:
    assert areas(places) == named
