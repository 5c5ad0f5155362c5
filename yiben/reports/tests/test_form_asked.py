"""Cells asked of a unit: what each asks and for whom; numbers as people write them, and no other words for one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import people
from yiben.lib.periods import today
from yiben.reports.form_typing import number_in, wants_number
from yiben.reports.models import CellAsk
from yiben.reports.tests.test_form_pages import filled, kept, place, saved, written  # noqa: F401
from yiben.reports.workbooks import keeping


@pytest.mark.django_db
def test_a_unit_is_told_what_is_asked_and_hands_in_numbers(place: people.Street) -> None:  # noqa: F811
    rows = [["2025年3月社区情况表"], ["指标", "临水", "望山"], ["常住人口"], ["常住人口同比增长（%）"], ["工作亮点"]]
    form = kept(place, saved(written(*rows)))
    keeping.ask_units(form, by=place.bob, due=today() + timedelta(days=2))
    asked = CellAsk.objects.get(unit=place.riverside)
    page, client = reverse("reports:form-asked", args=[asked.pk]), people.sign_in(place.alice)
    told = client.get(page).content.decode()
    assert "B4，上边“指标 · 临水”" in told or "B4，上边“临水”" in told
    assert "前一项是“常住人口”" in told
    assert "2025年3月" in told
    assert "其余的账本已经填了" not in told
    said = {f"cell{number}": "" for number in range(len(asked.cells))}
    wrong = client.post(page, said | {"cell0": "<b>5"})
    assert wrong.status_code == 422
    assert "不是数" in wrong.content.decode()
    handed = client.post(page, said | {"cell0": "约四千二百"}, follow=True).content.decode()
    assert "“约四千二百”记作 4200" in handed
    assert "交给街道</button>" not in handed
    keeping.merge(form, by=place.bob)
    keeping.fill(form, by=place.bob)
    assert filled(form)["B3"].value == 4200
    assert "街道已于" in client.get(page).content.decode()


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
