"""Cells typed by hand: the street's value and a unit's stand beside each other, and the officer says which goes in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests import people
from yiben.lib.periods import today
from yiben.reports.models import CellAsk, Typed, Workbook
from yiben.reports.tests.test_form_pages import filled, kept, place, saved, written  # noqa: F401
from yiben.reports.workbooks import keeping

pytestmark = pytest.mark.django_db
SHEET = "?sheet=Sheet"


@pytest.fixture
def disputed(place: people.Street) -> Workbook:  # noqa: F811
    """A form of which the street has typed 4000 into D3, and the community 4100 since; and 2800 where nobody has."""
    rows = [["2025年3月志愿服务统计表"], ["社区", "场次", "人次", "常住人口（人）"], ["临水社区"], ["望山社区"]]
    form = kept(place, saved(written(*rows)))
    keeping.ask_units(form, by=place.bob, due=today() + timedelta(days=2))
    keeping.type_in(form, by=place.bob, sheet="Sheet", place=(3, 4), value="4000")
    for unit, post, value in ((place.riverside, place.alice, "4100"), (place.hilltop, place.amy, "2800")):
        keeping.answer(CellAsk.objects.get(unit=unit), by=post, values=[value])
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
    keeping.merge(disputed, by=place.bob)
    keeping.type_in(disputed, by=place.bob, sheet="Sheet", place=(4, 4), value="2900")
    assert values(disputed) == [4000, 2900]
    keeping.type_in(disputed, by=place.bob, sheet="Sheet", place=(4, 4), value="")
    assert values(disputed) == [4000, None]
    assert Typed.objects.get(row=4).unit == place.hilltop
