"""Lists as Excel files: what the page lists, nothing that a spreadsheet would run, no number that belongs to a person."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from tests import people, world
from yiben.lib.periods import Period
from yiben.plans import actions as plans
from yiben.reports import actions as reports
from yiben.units import actions as units
from yiben.units.models import Act

pytestmark = pytest.mark.django_db
EVIL = '=HYPERLINK("http://x","13812345678")'


@pytest.fixture
def place() -> people.Street:
    return people.street()


def rows(post: Any, address: str) -> list[list[str]]:
    answer = people.sign_in(post).get(address)
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return [[str(value) for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]


def flat(found: list[list[str]]) -> str:
    return "\n".join("　".join(row) for row in found)


def test_plans_and_their_measures(place: people.Street) -> None:
    text = f"青石街道2025年工作要点\n一、工会工作\n1. {EVIL}联系13812345678，全年开展工会教育培训不少于36场。（分管领导：张明）\n"
    plan = plans.upload(by=place.bob, unit=place.street, filename="要点.txt", data=text.encode())
    plans.confirm(plan, by=place.bob)
    listed = flat(rows(place.alice, "/plans/list.xlsx"))
    assert "青石街道2025年工作要点" in listed
    told = flat(rows(place.alice, f"/plans/{plan.pk}/measures.xlsx"))
    assert "不少于36场" in told
    assert "张明" in told
    assert "138****5678" in told
    assert "13812345678" not in told


def test_reports(place: people.Street) -> None:
    reports.build(by=place.bob, unit=place.street, genre="annual", period=Period.of_year(2025), title=f"{EVIL}总结")
    told = flat(rows(place.carol, "/reports/list.xlsx"))
    assert "总结" in told
    assert "13812345678" not in told


def test_people(place: people.Street) -> None:
    units.take_on(
        by=None,
        login="13812345678",
        name="=新来的",
        password="quite-long-9",
        unit=place.street,
        kind="worker",
        since=date(2025, 1, 1),
    )
    told = flat(rows(place.ada, "/units/people/people.xlsx"))
    assert "138****5678" in told
    assert "=新来的" in told
    assert "阿达" in told


def test_acts_as_filtered(place: people.Street) -> None:
    people.entry(place.riverside, by=place.alice)
    assert "记一笔" in flat(rows(place.eve, "/portal/acts.xlsx".replace("/portal", "/acts")))
    told = rows(place.eve, "/acts/acts.xlsx?verb=plans.upload")
    assert not any("记一笔" in cell for row in told for cell in row)
    assert Act.objects.filter(verb="ledger.record").count() == 1


def test_the_pages_lead_to_them() -> None:
    built = world.build()
    place = built.street
    for post, page, address in (
        (place.bob, "/plans/", "/plans/list.xlsx"),
        (place.bob, f"/plans/{built.plan.pk}/", f"/plans/{built.plan.pk}/measures.xlsx"),
        (place.bob, "/reports/", "/reports/list.xlsx"),
        (place.ada, "/units/people/", "/units/people/people.xlsx"),
        (place.eve, "/acts/?verb=ledger.record", "/acts/acts.xlsx?verb=ledger.record"),
    ):
        assert address in people.sign_in(post).get(page).content.decode()
