from dataclasses import replace
from decimal import Decimal

from tests.people import content, entry, sign_in
from yiben.ledger import actions
from yiben.ledger.content import Amount


def test_every_figure_opens_its_page_with_unit_and_period(street):
    entry(street.riverside)
    page = sign_in(street.bob).get("/figures/", {"unit": street.riverside.code, "period": "2025Q1"}).content.decode()
    assert f'href="/figures/volunteering-times/?unit={street.riverside.code}&amp;period=2025Q1"' in page
    assert "临水社区 · 2025年第一季度" in page


def test_it_marks_approximate_numbers(street):
    said = replace(content(street.riverside), amounts=(Amount("attendances", Decimal(30), "30余"),))
    actions.record(said, by=street.alice)
    page = sign_in(street.bob).get("/figures/", {"period": "2025-03-01..2025-03-30"}).content.decode()
    assert "（含约数 1 条）" in page


def test_a_worker_reads_the_figures_of_her_unit(street):
    entry(street.hilltop)
    figures = dict(sign_in(street.alice).get("/figures/").context["groups"])
    assert all(found.unit == street.riverside for group in figures.values() for found in group)
    assert all(not found.value for group in figures.values() for found in group)
