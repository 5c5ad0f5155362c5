"""Whose a report is: an officer of some lines works on those of her lines, and what she writes cites nothing else."""

from datetime import date

import pytest

from tests.people import SINCE, entry, sign_in
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.reports import actions
from yiben.reports.models import Report
from yiben.reports.render import render, shelf
from yiben.units.actions import give_post

YEAR = Period.of_year(2025)


@pytest.fixture
def youth(street):
    """Ada has a post for the youth line only, too."""
    return give_post(street.ada.person, by=None, unit=street.street, kind="officer", since=SINCE, lines=["youth"])


@pytest.fixture
def whole(street):
    entry(street.riverside, by=street.alice, amounts={"attendances": 120})
    return actions.build(by=street.bob, unit=street.street, genre="annual", period=YEAR)


def as_youth(youth):
    browser = sign_in(youth)
    browser.post("/units/switch/", {"post": youth.pk})
    return browser


def test_a_draft_of_other_lines_is_not_hers(whole, youth):
    browser = as_youth(youth)
    assert list(Report.objects.for_post(youth)) == []
    for page in ("", "edit/", "document.docx"):
        assert browser.get(f"/reports/{whole.pk}/{page}").status_code == 404
    with pytest.raises(Refused, match="范围"):
        actions.edit(whole, by=youth, title="改", body="改")
    with pytest.raises(Refused, match="范围"):
        actions.send(whole, by=youth)


def test_once_issued_she_reads_it_and_works_nothing_out_in_it(street, whole, youth):
    report = actions.issue(
        actions.review(actions.send(whole, by=street.bob), by=street.carol),
        by=street.carol,
        number="",
        date=date(2025, 11, 18),
    )
    browser = as_youth(youth)
    assert browser.get(f"/reports/{report.pk}/").status_code == 200
    typed = {"title": "试", "body": "{{ 志愿服务场次 }}"}
    assert browser.post(f"/reports/{report.pk}/preview/", typed).status_code == 404


def test_her_own_cites_her_lines_and_those_of_none(street, youth):
    report = actions.build(by=youth, unit=street.street, genre="annual", period=YEAR)
    assert {definition.line for definition in shelf(report).definitions.values()} <= {"", "youth"}
    actions.edit(report, by=youth, title="试", body="收缴会费{{ 工会会费收缴金额 }}元，活动{{ 活动场次 }}场。")
    report.refresh_from_db()
    assert [finding.text for finding in render(report, shelf(report)).findings] == ["工会会费收缴金额"]
    with pytest.raises(Refused, match="条线"):
        actions.build(by=youth, unit=street.street, genre="annual", period=YEAR, lines=["union"])


def test_who_changed_its_words_does_not_review_it_in_another_post(street, whole, youth):
    hers = give_post(youth.person, by=None, unit=street.street, kind="officer", since=SINCE)
    leading = give_post(youth.person, by=None, unit=street.street, kind="lead", since=SINCE)
    report = actions.edit(whole, by=hers, title="改过", body="改过")
    report = actions.send(report, by=street.bob)
    with pytest.raises(Refused, match="起草人"):
        actions.review(report, by=leading)
    assert actions.review(report, by=street.carol).state == "reviewed"


def test_words_are_not_shown_for_changing_once_it_is_sent(street, whole):
    actions.send(whole, by=street.bob)
    assert sign_in(street.bob).get(f"/reports/{whole.pk}/edit/").status_code == 409
