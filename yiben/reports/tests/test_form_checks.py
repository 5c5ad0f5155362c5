"""A form's own arithmetic: what doesn't add up is told, and what does is not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests import people
from yiben.lib import workbooks
from yiben.reports.tests.test_form_pages import kept, place, saved, written  # noqa: F401
from yiben.reports.workbooks import keeping
from yiben.reports.workbooks.desk import desk

pytestmark = pytest.mark.django_db


def told(place: people.Street, *rows: list[Any], typed: dict[str, str] | None = None) -> list[tuple[str, str, str]]:  # noqa: F811
    """What is told of a form with these values typed into it."""
    form = kept(place, saved(written(*rows)), "2025-03")
    for cell, value in (typed or {}).items():
        keeping.type_in(form, by=place.bob, sheet="Sheet", place=workbooks.at(cell), value=value)
    return [(one.cell, one.told, one.computed) for one in desk(form).contradictions]


HEADS = ["社区", "场次", "人次", "常住人口（人）"]
UNITS: list[list[Any]] = [["临水社区"], ["望山社区"]]
TITLE = ["2025年3月志愿服务统计表"]


def test_a_formula_that_leaves_out_a_row_is_told(place: people.Street) -> None:  # noqa: F811
    people.entry(place.hilltop, by=place.amy, on=date(2025, 3, 9))
    sums = ["合计", "=SUM(B3:B3)", "=SUM(C3:C4)"]
    assert told(place, TITLE, HEADS, *UNITS, sums) == [("B5", "2", "3")]


def test_a_total_typed_or_printed_wrong_is_told(place: people.Street) -> None:  # noqa: F811
    rows = [TITLE, HEADS, *UNITS, ["合计", 2, None, None]]
    assert told(place, *rows, typed={"D3": "100", "D4": "200", "D5": "320"}) == [("D5", "320", "300")]
    assert told(place, *rows[:-1], ["合计", 3]) == [("B5", "3", "2")]


def test_what_is_more_than_its_whole_is_told(place: people.Street) -> None:  # noqa: F811
    heads = ["社区", "常住人口（人）", "其中：60岁以上（人）", "其中：80岁以上（人）"]
    typed = {"B3": "3000", "C3": "3200", "D3": "400", "B4": "2000", "C4": "500", "D4": "500"}
    assert told(place, TITLE, heads, *UNITS, typed=typed) == [("C3", "3200", "3000")]


def test_a_rate_that_does_not_follow_from_its_numbers_is_told(place: people.Street) -> None:  # noqa: F811
    heads = ["社区", "全年任务数（户）", "实际完成数（户）", "完成率（%）"]
    typed = {"B3": "300", "C3": "200", "D3": "66.7", "B4": "300", "C4": "200", "D4": "87%"}
    assert told(place, TITLE, heads, *UNITS, typed=typed) == [("D4", "87%", "66.67%")]


def test_growth_is_against_the_year_before(place: people.Street) -> None:  # noqa: F811
    heads = ["社区", "去年同期（户）", "本期户籍数（户）", "同比增幅"]
    typed = {"B3": "100", "C3": "120", "D3": "20%", "B4": "100", "C4": "90", "D4": "10%"}
    assert told(place, TITLE, heads, *UNITS, typed=typed) == [("D4", "10%", "-10%")]
