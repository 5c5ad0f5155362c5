"""Cells typed by hand: the street's value and a unit's stand beside each other, and the officer says which goes in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import people
from yiben.lib.periods import today
from yiben.lib.workbooks import named
from yiben.reports import form_inputs
from yiben.reports.models import CellAsk, Typed, Workbook
from yiben.reports.tests.test_form_pages import filled, kept, place, saved, written  # noqa: F401
from yiben.reports.workbooks import asking, keeping

pytestmark = pytest.mark.django_db
SHEET = "?sheet=Sheet"


@pytest.fixture
def disputed(place: people.Street) -> Workbook:  # noqa: F811
    """A form of which the street has typed 4000 into D3, and the community 4100 since; and 2800 where nobody has."""
    rows = [["2025年3月志愿服务统计表"], ["社区", "场次", "人次", "常住人口（人）"], ["临水社区"], ["望山社区"]]
    form = kept(place, saved(written(*rows)))
    asking.ask_units(form, by=place.bob, due=today() + timedelta(days=2))
    keeping.type_in(form, by=place.bob, sheet="Sheet", place=(3, 4), value="4000")
    for unit, post, value in ((place.riverside, place.alice, "4100"), (place.hilltop, place.amy, "2800")):
        asking.answer(CellAsk.objects.get(unit=unit), by=post, values=[value])
    return form


def values(form: Workbook) -> list[Any]:
    keeping.fill(form, by=form.uploaded_by)
    page = filled(form)
    return [page["D3"].value, page["D4"].value]


def test_an_answer_never_takes_the_place_of_what_the_street_typed(place: people.Street, disputed: Workbook) -> None:  # noqa: F811
    assert values(disputed) == [4000, None]
    client = people.sign_in(place.bob)
    page = client.get(reverse("reports:form", args=[disputed.pk])).content.decode()
    assert "改用 4100" in page
    assert "街道填的是 4000" in page
    assert "单位填了 2800，还没有并入" in page
    client.post(reverse("reports:form-merge", args=[disputed.pk]))
    assert values(disputed) == [4000, 2800]
    cell = client.get(reverse("reports:form-cell", args=[disputed.pk, "D3"]) + SHEET).content.decode()
    assert "临水社区 安宁，" in cell
    assert "改用 4100" in cell
    assert "改用 4100" not in client.get(reverse("reports:form", args=[disputed.pk])).content.decode()


def test_the_officer_takes_the_units_value_and_back_again(place: people.Street, disputed: Workbook) -> None:  # noqa: F811
    client, answer = people.sign_in(place.bob), Typed.objects.get(value="4100")
    client.post(reverse("reports:form-merge", args=[disputed.pk]), {"instead": [answer.pk]})
    assert values(disputed) == [4100, 2800]
    take = reverse("reports:form-take", args=[disputed.pk, "D3"]) + SHEET
    assert client.post(take, {"typed": "x"}).status_code == 404
    assert client.post(take, {"typed": Typed.objects.get(value="4000").pk}).status_code == 302
    assert values(disputed) == [4000, 2800]
    assert {(one.value, one.by) for one in disputed.typed.filter(row=3)} == {("4000", place.bob), ("4100", place.alice)}


def test_what_the_street_types_over_an_answer_leaves_it_beside(place: people.Street, disputed: Workbook) -> None:  # noqa: F811
    asking.merge(disputed, by=place.bob)
    keeping.type_in(disputed, by=place.bob, sheet="Sheet", place=(4, 4), value="2900")
    assert values(disputed) == [4000, 2900]
    keeping.type_in(disputed, by=place.bob, sheet="Sheet", place=(4, 4), value="")
    assert values(disputed) == [4000, None]
    assert Typed.objects.get(row=4).unit == place.hilltop


# --- on the page that looks like its sheet ----------------------------------------------------------------------------


ROWS = [["社区", "常住人口（人）", "是否达标", "备注"], ["临水社区"], ["望山社区"]]


def community_form(place: people.Street, month: str = "3") -> Workbook:  # noqa: F811
    data = saved(written([f"2025年{month}月社区情况表"], *ROWS, rule='"是,否"', at="C3:C4"))
    return kept(place, data, f"2025-0{month}")


def typed_on(client: Client, form: Workbook, **cells: str) -> Any:
    return client.post(reverse("reports:form-type", args=[form.pk]), {"sheet": "Sheet", **cells})


def stand(form: Workbook) -> dict[str, str]:
    return {named(one.row, one.column): one.value for one in form.typed.filter(merged=True)}


def test_many_cells_are_typed_on_the_sheet_and_saved_at_once(place: people.Street) -> None:  # noqa: F811
    form, client = community_form(place), people.sign_in(place.bob)
    page = client.get(reverse("reports:form", args=[form.pk])).content.decode()
    assert 'name="B3"' in page
    assert 'aria-label="B3 临水社区 / 常住人口（人）"' in page
    assert '<option value="否">' in page
    assert typed_on(client, form, B3="约四千二百", C3="是", B4="", D4="人口为户籍").status_code == 302
    assert stand(form) == {"B3": "4200", "C3": "是", "D4": "人口为户籍"}
    typed_on(client, form, B3="4200", D4="")
    assert stand(form) == {"B3": "4200", "C3": "是"}


def test_what_is_wrong_is_told_at_its_cell_and_what_is_right_is_kept(place: people.Street) -> None:  # noqa: F811
    form, client = community_form(place), people.sign_in(place.bob)
    again = typed_on(client, form, B3="<b>5", C3="也许", B4="2800")
    page = again.content.decode()
    assert again.status_code == 422
    assert stand(form) == {"B4": "2800"}
    assert "不是数" in page
    assert page.count('aria-invalid="true"') == 2
    assert 'value="&lt;b&gt;5"' in page


def test_filling_keeps_what_was_typed_and_not_yet_saved(place: people.Street) -> None:  # noqa: F811
    form, client = community_form(place), people.sign_in(place.bob)
    client.post(reverse("reports:form-fill", args=[form.pk]), {"sheet": "Sheet", "B3": "4200"})
    form.refresh_from_db()
    assert filled(form)["B3"].value == 4200
    wrong = client.post(reverse("reports:form-fill", args=[form.pk]), {"sheet": "Sheet", "B4": "许多"})
    assert wrong.status_code == 422


def test_a_page_shown_before_does_not_take_away_what_was_typed_since(place: people.Street) -> None:  # noqa: F811
    form, client = community_form(place), people.sign_in(place.bob)
    seen = timezone.now().isoformat()
    keeping.type_in(form, by=place.bob, sheet="Sheet", place=(3, 2), value="4200")
    again = typed_on(client, form, B3="", B4="2800", seen=seen)
    assert "卜文刚刚填了 4200" in again.content.decode()
    assert stand(form) == {"B3": "4200", "B4": "2800"}


def test_what_stood_there_last_time_is_taken_over_by_one_press(place: people.Street) -> None:  # noqa: F811
    client, march = people.sign_in(place.bob), community_form(place)
    typed_on(client, march, B3="4200", B4="2800", C3="是")
    keeping.fill(march, by=place.bob)
    april, may = community_form(place, "4"), community_form(place, "5")
    assert "照上次 4200" in client.get(reverse("reports:form", args=[april.pk])).content.decode()
    typed_on(client, april, last="B3", D3="新")
    assert stand(april) == {"B3": "4200", "D3": "新"}
    typed_on(client, april, last="B", B4="2810")
    assert stand(april) == {"B3": "4200", "B4": "2810", "D3": "新"}
    typed_on(client, may, last="*")
    assert stand(may) == {"B3": "4200", "B4": "2800", "C3": "是"}
    assert {one.by for one in may.typed.all()} == {place.bob}


def test_a_sheet_of_many_cells_is_typed_page_by_page(
    place: people.Street,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Any,
) -> None:
    monkeypatch.setattr(form_inputs, "MOST_INPUTS", 4)
    form, client = community_form(place), people.sign_in(place.bob)
    page = client.get(reverse("reports:form", args=[form.pk])).content.decode()
    assert ('name="B3"' in page, 'name="B4"' in page) == (True, False)
    page = client.get(reverse("reports:form", args=[form.pk]) + "?sheet=Sheet&from=4").content.decode()
    assert ('name="B3"' in page, 'name="B4"' in page) == (False, True)
    monkeypatch.setattr(form_inputs, "MOST_INPUTS", 400)
    with django_assert_max_num_queries(40):
        typed_on(client, form, B3="1", B4="2", D3="3", D4="4")


def test_totals_of_what_was_typed_are_added_by_one_press(place: people.Street) -> None:  # noqa: F811
    heads = ["社区", "常住人口（人）", "满意率（%）"]
    form = kept(place, saved(written(["2025年3月社区情况表"], heads, ["临水社区"], ["望山社区"], ["合计"])))
    client = people.sign_in(place.bob)
    assert "合计照加" in client.get(reverse("reports:form", args=[form.pk])).content.decode()
    typed_on(client, form, B3="4200", C3="90", C4="80", sum="*")
    assert stand(form) == {"B3": "4200", "C3": "90", "C4": "80"}
    typed_on(client, form, B4="2800", sum="*")
    assert stand(form)["B5"] == "7000"
    assert "C5" not in stand(form)
    assert "合计照加" not in client.get(reverse("reports:form", args=[form.pk])).content.decode()
