"""Cells asked of a unit: what each asks and for whom; numbers as people write them, and no other words for one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests import people
from yiben.lib import workbooks
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.reports.form_asks import field_name
from yiben.reports.form_typing import number_in, wants_number
from yiben.reports.models import CellAsk, Workbook
from yiben.reports.tests.test_form_pages import filled, kept, place, saved, written  # noqa: F401
from yiben.reports.workbooks import asking, keeping
from yiben.units.models import Post, Unit


@pytest.mark.django_db
def test_a_unit_is_told_what_is_asked_and_hands_in_numbers(place: people.Street) -> None:  # noqa: F811
    rows = [["2025年3月社区情况表"], ["指标", "临水", "望山"], ["常住人口"], ["常住人口同比增长（%）"], ["工作亮点"]]
    form = kept(place, saved(written(*rows)))
    asking.ask_units(form, by=place.bob, due=today() + timedelta(days=2))
    asked = CellAsk.objects.get(unit=place.riverside)
    page, client = reverse("reports:form-asked", args=[asked.pk]), people.sign_in(place.alice)
    told = client.get(page).content.decode()
    assert "B4，上边“指标 · 临水”" in told or "B4，上边“临水”" in told
    assert "前一项是“常住人口”" in told
    assert "2025年3月" in told
    assert "其余的账本已经填了" not in told
    first, growth, best = (field_name(cell) for cell in asking.cells_of(asked))
    wrong = client.post(page, {first: "<b>5"})
    assert wrong.status_code == 422
    assert "不是数" in wrong.content.decode()
    some = client.post(page, {first: "约四千二百"}, follow=True).content.decode()
    assert "“约四千二百”记作 4200" in some
    assert "交了 1 格，还有 2 格空着：常住人口同比增长（%）、工作亮点" in some
    assert page in client.get("/").content.decode()
    handed = client.post(page, {first: "4200", growth: "1.5", best: "无"}, follow=True).content.decode()
    assert "已经交给街道" in handed
    assert "交给街道</button>" not in handed
    assert page not in client.get("/").content.decode()
    asking.merge(form, by=place.bob)
    keeping.fill(form, by=place.bob)
    assert filled(form)["B3"].value == 4200
    assert "街道已于" in client.get(page).content.decode()


@pytest.fixture
def form(place: people.Street) -> Workbook:  # noqa: F811
    """Four units' rows with three things to type each."""
    names = [[name] for name in ("临水社区", "望山社区", "党群工作办公室", "街道本级")]
    heads = ["单位", "常住人口（人）", "常住人口同比增长（%）", "备注"]
    return kept(place, saved(written(["2025年3月情况表"], heads, *names)))


def chosen(place: people.Street, form: Workbook, heads: list[str], *units: Unit, **more: Any) -> Any:  # noqa: F811
    said = {"heads": [f"Sheet|{head}" for head in heads], "units": [unit.pk for unit in units], "due": soon()}
    return people.sign_in(place.bob).post(reverse("reports:form-ask", args=[form.pk]), said | more)


def soon(days: int = 2) -> date:
    return today() + timedelta(days=days)


def asked_of(form: Workbook) -> dict[str, list[str]]:
    return {one.unit.name: [cell["words"] for cell in one.cells] for one in form.asks.select_related("unit")}


def answers(post: Post, form: Workbook, **more: str) -> CellAsk:
    one = form.asks.get(unit=post.unit)
    said = {field_name(("Sheet", workbooks.at(cell))): value for cell, value in more.items() if cell != "blanks"}
    page = reverse("reports:form-asked", args=[one.pk])
    people.sign_in(post).post(page, said | {name: value for name, value in more.items() if name == "blanks"})
    return form.asks.get(unit=post.unit)


@pytest.mark.django_db
def test_the_officer_chooses_what_is_asked_of_whom(place: people.Street, form: Workbook) -> None:  # noqa: F811
    page = people.sign_in(place.bob).get(reverse("reports:form-ask", args=[form.pk]))
    first = page.context["form"].initial
    assert first["heads"] == ["Sheet|常住人口（人）"]
    assert first["units"] == sorted(str(unit.pk) for unit in (place.street, place.riverside, place.hilltop))
    assert "党群工作办公室（没有人能登录填写）" in page.content.decode()
    assert chosen(place, form, ["备注"], due="").status_code == 422
    chosen(place, form, ["常住人口（人）"], place.riverside, place.office, place.street)
    assert asked_of(form) == {one: ["常住人口（人）"] for one in ("临水社区", "党群工作办公室", "青石街道")}


@pytest.mark.django_db
def test_a_unit_is_asked_once_more_for_what_is_new_or_was_left_empty(place: people.Street, form: Workbook) -> None:  # noqa: F811
    chosen(place, form, ["常住人口（人）", "备注"], place.riverside)
    assert answers(place.alice, form, B3="4200").answered_at is None
    assert answers(place.alice, form, B3="4200", D3="", blanks="on").answered_at is not None
    asking.merge(form, by=place.bob)
    chosen(place, form, ["常住人口同比增长（%）"], place.riverside, place.hilltop)
    assert asked_of(form)["临水社区"] == ["常住人口（人）", "常住人口同比增长（%）"]
    again = form.asks.get(unit=place.riverside)
    client, page = people.sign_in(place.alice), reverse("reports:form-asked", args=[again.pk])
    assert page in client.get("/").content.decode()
    shown = client.get(page).content.decode()
    assert (field_name(("Sheet", (3, 2))) in shown, field_name(("Sheet", (3, 3))) in shown) == (False, True)
    answers(place.alice, form, B3="1", C3="1.5")
    assert {one.value for one in form.typed.all()} == {"4200", "1.5"}
    asking.merge(form, by=place.bob)
    assert {one.value for one in form.typed.filter(merged=True)} == {"4200", "1.5"}


@pytest.mark.django_db
def test_an_ask_has_another_day_or_is_taken_back(place: people.Street, form: Workbook) -> None:  # noqa: F811
    chosen(place, form, ["常住人口（人）", "备注"], place.riverside, place.hilltop)
    answers(place.alice, form, B3="4200")
    client = people.sign_in(place.bob)
    later, back = (reverse(f"reports:form-{name}", args=[form.pk]) for name in ("put-off", "take-back"))
    client.post(later, {"units": [place.hilltop.pk], "due": soon(9)})
    assert {one.unit.name: one.due for one in form.asks.all()} == {"临水社区": soon(), "望山社区": soon(9)}
    assert client.post(later, {"units": [place.hilltop.pk], "due": "2020-01-01"}).status_code == 409
    assert client.post(back, {"units": ["9" * 30, "x"]}).status_code == 409
    client.post(back, {"units": [place.riverside.pk, place.hilltop.pk]})
    assert asked_of(form) == {"临水社区": ["常住人口（人）"], "望山社区": []}
    assert not CellAsk.objects.open().exists()
    page = reverse("reports:form-asked", args=[form.asks.get(unit=place.hilltop).pk])
    assert "街道收回了" in people.sign_in(place.amy).get(page).content.decode()
    with pytest.raises(Refused):
        asking.answer(form.asks.get(unit=place.hilltop), by=place.amy, values=[])
    told = client.get(reverse("reports:form", args=[form.pk])).content.decode()
    assert "已收回" in told
    assert "把填好的 1 格并入" in told
    chosen(place, form, ["备注"], place.hilltop)
    assert asked_of(form)["望山社区"] == ["备注"]


@pytest.mark.parametrize(
    ("typed", "kept_as"),
    [
        ("4,200", "4200"),
        ("四千二百余人", "4200"),
        ("98.5%", "98.5%"),
        ("百分之八十七", "87%"),
        ("-3.5", "-3.5"),
        ("/", "/"),
        ("<b>5", None),
        ("5户12人", None),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, kept_as: str | None) -> None:
    assert number_in(typed) == kept_as


def test_a_number_of_ten_thousands_is_told_in_the_heads_own() -> None:
    assert number_in("12.5万", ["金额（万元）"]) == "12.5"
    assert number_in("12.5万", ["金额（元）"]) == "125000"


@pytest.mark.parametrize(
    ("head", "number"),
    [("满意度（%）", True), ("常住人口", True), ("面积（㎡）", True), ("填报单位（盖章）", False), ("是否达标（率）", False), ("备注", False)],
)  # fmt: skip
def test_heads_say_whether_a_number_is_wanted(head: str, number: bool) -> None:
    assert wants_number([head]) is number
