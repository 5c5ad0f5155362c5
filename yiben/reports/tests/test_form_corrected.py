"""A reading put right by plain fields: what a cell counts and of which time, how a list is filled; remembered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests import people
from yiben.lib.periods import Period
from yiben.reports.models import Workbook
from yiben.reports.tests.test_form_pages import filled, kept, place, saved, sheet, written  # noqa: F401
from yiben.reports.workbooks import keeping, whens
from yiben.reports.workbooks.desk import desk

pytestmark = pytest.mark.django_db
APRIL = "2025年4月志愿服务统计表"


def corrected(place: people.Street, form: Workbook, cell: str, **said: str) -> int:  # noqa: F811
    """A cell's form as its page has it, with this said differently."""
    client, url = people.sign_in(place.bob), reverse("reports:form-cell", args=[form.pk, cell]) + "?sheet=Sheet"
    shown = client.get(url).context["form"]
    first = {name: shown[name].value() for name in shown.fields}
    sent = {name: value for name, value in (first | said).items() if value not in (None, False)}
    return client.post(url, sent).status_code


def values(place: people.Street, form: Workbook, *cells: str) -> list[Any]:  # noqa: F811
    keeping.fill(form, by=place.bob)
    return [filled(form)[cell].value for cell in cells]


def test_a_cell_counts_another_stretch_and_moves_along_next_month(place: people.Street) -> None:  # noqa: F811
    people.entry(place.riverside, by=place.alice, on=date(2025, 1, 9))
    people.entry(place.riverside, by=place.alice, on=date(2025, 4, 9))
    form = kept(place)
    assert corrected(place, form, "B3", when="so-far", span="one") == 302
    assert values(place, form, "B3", "B4") == [3, 0]
    later = kept(place, sheet(APRIL), "2025-04")
    assert values(place, later, "B3", "B4") == [4, 0]
    assert corrected(place, later, "B3", when="") == 302
    assert values(place, later, "B3") == [1]


def test_a_time_of_ones_own_holds_for_this_form_only(place: people.Street) -> None:  # noqa: F811
    people.entry(place.riverside, by=place.alice, on=date(2025, 1, 9))
    form = kept(place)
    assert corrected(place, form, "B3", when="own", period="一月") == 422
    assert corrected(place, form, "B3", when="own", period="2025-01") == 302
    assert values(place, form, "B3") == [1]
    later = desk(kept(place, sheet(APRIL), "2025-04"))
    cell = ("Sheet", (3, 2))
    assert later.state(cell, later.rows[cell]) == "unsure"


def test_a_cell_counts_another_kind_line_or_title(place: people.Street) -> None:  # noqa: F811
    people.entry(
        place.riverside, by=place.alice, kind="lecture", title="防火讲座", lines=("union",), on=date(2025, 3, 9)
    )
    form = kept(place)
    assert corrected(place, form, "B3", kind="lecture", line="", topic="") == 302
    assert values(place, form, "B3") == [1]
    assert corrected(place, form, "B3", kind="", line="union") == 302
    assert values(place, form, "B3") == [1]
    assert corrected(place, form, "B3", line="", titles="学雷锋、植树") == 302
    assert values(place, form, "B3") == [2]
    assert corrected(place, form, "B3", metric="attendances") == 302
    assert values(place, form, "B3") == [45]
    assert corrected(place, form, "D3", kind="lecture", metric="times") == 302
    assert values(place, form, "D3") == [1]


@pytest.mark.parametrize(
    ("when", "base", "span"),
    [
        ("so-far", "2025-03", "2025Q1"),
        ("quarter", "2025-03", "2025Q1"),
        ("before", "2025-01", "2024-12"),
        ("before", "2025Q1", "2024Q4"),
        ("before", "2025-03-08..2025-03-14", "2025-03-01..2025-03-07"),
        ("last-year", "2025H1", "2024H1"),
        ("year", "2025-03", "2025"),
    ],
)
def test_a_time_is_told_by_the_forms_own(when: str, base: str, span: str) -> None:
    assert str(whens.span(when, Period.parse(base))) == span


# --- lists ------------------------------------------------------------------------------------------------------------


def listed(place: people.Street, month: str = "3", title: str = "志愿服务台账") -> Workbook:  # noqa: F811
    rows = [[f"2025年{month}月{title}"], ["日期", "社区", "活动名称", "参加情况", "联系电话"], [], []]
    return kept(place, saved(written(*rows)), f"2025-0{month}")


def list_corrected(place: people.Street, form: Workbook, **said: str) -> int:  # noqa: F811
    client, url = people.sign_in(place.bob), reverse("reports:form-listed", args=[form.pk, 0])
    shown = client.get(url).context["form"]
    sent = {name: shown[name].value() for name in shown.fields} | said
    return client.post(url, {name: value for name, value in sent.items() if value is not None}).status_code


def rows_of(place: people.Street, form: Workbook) -> list[tuple[Any, ...]]:  # noqa: F811
    keeping.fill(form, by=place.bob)
    found = filled(form).iter_rows(min_row=3, max_col=4, values_only=True)
    return [row for row in found if any(row)]


def test_a_list_has_other_entries_and_fields_and_keeps_them_next_month(place: people.Street) -> None:  # noqa: F811
    for month in (3, 4):
        said = {"kind": "lecture", "title": "防火讲座", "lines": ("union",), "on": date(2025, month, 9)}
        people.entry(place.riverside, by=place.alice, amounts={"attendances": 30}, **said)
    form = listed(place)
    assert [row[2] for row in rows_of(place, form)] == ["学雷锋志愿服务"] * 2
    assert list_corrected(place, form, line="union", column4="attendances", column1="") == 302
    assert rows_of(place, form) == [(None, "临水社区", "防火讲座", 30)]
    later = listed(place, "4")
    assert rows_of(place, later) == [(None, "临水社区", "防火讲座", 30)]
    assert list_corrected(place, later, when="so-far") == 302
    assert len(rows_of(place, later)) == 2


def test_a_list_that_says_nothing_is_filled_once_it_is_told(place: people.Street) -> None:  # noqa: F811
    form = listed(place, title="某某台账")
    assert rows_of(place, form) == []
    assert list_corrected(place, form, column4="attendances") == 302
    assert rows_of(place, form) == []
    assert list_corrected(place, form, kind="volunteering") == 302
    assert [row[3] for row in rows_of(place, form)] == [40, 5]


def test_heads_and_filled_cells_of_a_list_lead_to_where_it_is_put_right(place: people.Street) -> None:  # noqa: F811
    form, client = listed(place), people.sign_in(place.bob)
    url = reverse("reports:form-listed", args=[form.pk, 0])
    assert client.get(reverse("reports:form", args=[form.pk])).content.decode().count(f'href="{url}"') == 6
    cell = client.get(reverse("reports:form-cell", args=[form.pk, "C3"]) + "?sheet=Sheet").content.decode()
    assert f'href="{url}"' in cell
    page = client.get(url).content.decode()
    assert "志愿服务工作" in page
    assert 'name="column5"' in page
    assert client.get(reverse("reports:form-listed", args=[form.pk, 7])).status_code == 404
