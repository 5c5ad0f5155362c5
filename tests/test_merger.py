"""A merger in July: the half-year report is the same to the last byte, and the year can be read over both."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests import people
from yiben.figures.rollup import figure
from yiben.figures.together import WithPredecessors
from yiben.ledger.chain import walk
from yiben.ledger.models import Head
from yiben.lib.periods import Period
from yiben.reports import actions as reports
from yiben.reports.models import Citation
from yiben.terms.models import definitions
from yiben.units.models import Post, Unit
from yiben.units.reorganising import NewUnit, merge_units, rename_unit

pytestmark = pytest.mark.django_db
HALF, YEAR = Period.parse("2025H1"), Period.parse("2025")


@pytest.fixture
def town(settings, tmp_path):
    """Both communities' first half; its report issued; merged on the first of July, with a second half of its own."""
    settings.FILES = tmp_path
    town = people.street()
    for unit, post, attendances in ((town.riverside, town.alice, 40), (town.hilltop, town.amy, 60)):
        people.entry(unit, by=post, on=date(2025, 3, 5), amounts={"attendances": attendances})
        people.entry(unit, by=post, on=date(2025, 6, 30), amounts={"attendances": 5}, title="清洁家园")
    town.before = drafted(town)
    town.issued = issue(town, town.before)
    town.printed = {kind: download(town, kind) for kind in ("document.docx", "sources.docx")}
    town.merged = merge_units(
        [town.riverside, town.hilltop],
        by=town.ada,
        on=date(2025, 7, 1),
        new=NewUnit("山水社区", "910101000009", ["山水"]),
    )
    hers = Post.objects.select_related("unit__tenant").get(person=town.alice.person, unit=town.merged)
    people.entry(town.merged, by=hers, on=date(2025, 9, 9), amounts={"attendances": 100})
    return town


def drafted(town):
    return reports.build(by=town.bob, unit=town.street, genre="annual", period=HALF)


def issue(town, report):
    reports.send(report, by=town.bob)
    reports.review(report, by=town.carol)
    return reports.issue(report, by=town.carol, number="青办〔2025〕6号", date=date(2025, 7, 1))


def download(town, kind):
    answer = people.sign_in(town.bob).get(f"/reports/{town.issued.pk}/{kind}")
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_issued_report_is_printed_again_unchanged(town):
    rename_unit(Unit.objects.get(pk=town.merged.pk), by=town.ada, name="山水苑社区", on=date(2025, 8, 1))
    again = {kind: download(town, kind) for kind in town.printed}
    assert again == town.printed
    assert all(content.startswith(b"PK") for content in again.values())


def test_the_report_of_that_half_year_drafted_anew_says_the_same(town):
    assert drafted(town).body == town.before.body


def test_no_number_that_it_cites_has_moved(town):
    known = definitions(town.street)
    cited = Citation.objects.filter(report=town.issued).select_related("unit")
    assert cited
    for one in cited:
        now = figure(known[str(one.indicator_id)], one.unit, Period(one.start, one.end))
        assert (now.value, now.entries) == (one.value, one.entries)


def test_the_chains_of_the_merged_units_stand(town):
    for unit in (town.riverside, town.hilltop, town.merged):
        assert walk(unit, Head.objects.get(unit=unit)).breaks == ()


def test_the_year_is_read_over_both(town):
    attendances = definitions(town.street)["activity-attendances"]
    told = WithPredecessors.load([attendances], town.merged, YEAR).of(attendances)
    assert [part.value for part in told.parts] == [100, 45, 65]
    assert (told.whole.value, told.whole.entries) == (210, 5)
    assert figure(attendances, town.street, YEAR).value == Decimal(210)


def test_its_pages_offer_both_and_a_worker_may_look(town):
    hers = Post.objects.get(person=town.alice.person, unit=town.merged)
    alice = people.sign_in(hers)
    page = alice.get(f"/units/{town.merged.pk}/").content.decode()
    assert "连同前身" in page
    shown = alice.get("/figures/", {"period": "2025", "predecessors": "1"}).content.decode()
    assert "210" in shown
    assert "临水社区、望山社区" in shown
    one = alice.get("/figures/activity-attendances/", {"period": "2025"}).content.decode()
    assert "合在一起" in one
    assert (
        alice.get("/figures/activity-attendances/", {"unit": town.riverside.code, "period": "2025"}).status_code == 200
    )
