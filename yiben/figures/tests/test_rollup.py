from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.people import content, entry, street
from yiben.figures.rollup import Figures, figure
from yiben.ledger import actions
from yiben.ledger.content import Amount
from yiben.ledger.models import Entry
from yiben.lib.periods import Period
from yiben.terms.models import definitions
from yiben.units.models import Unit

YEAR = Period.of_year(2025)


def value(slug, unit, period=YEAR, **said):
    return figure(definitions()[slug], unit, period, **said).value


@pytest.mark.django_db
class TestAddingRules:
    def test_a_sum_adds_communities_offices_and_what_the_street_held(self):
        s = street()
        for unit in (s.riverside, s.hilltop, s.office, s.street):
            entry(unit, by=None)
        assert value("volunteering-times", s.riverside) == 1
        assert value("volunteering-times", s.street) == 4
        assert value("volunteering-times", s.district) == 4
        assert value("volunteering-times", s.elsewhere) == 0

    def test_an_entry_counts_whole_on_its_start_day(self):
        s = street()
        entry(s.riverside, on=date(2025, 3, 31), end=date(2025, 4, 2))
        assert value("volunteering-times", s.street, Period.of_month(2025, 3)) == 1
        assert value("volunteering-times", s.street, Period.of_month(2025, 4)) == 0

    def test_days_at_the_edges_come_from_entries(self):
        s = street()
        for day in (date(2025, 1, 31), date(2025, 5, 10), date(2025, 11, 19), date(2025, 11, 20)):
            entry(s.riverside, on=day, amounts={"volunteers": 10})
        closing = Period(date(2025, 1, 31), date(2025, 11, 19))
        assert value("volunteering-times", s.street, closing) == 3

    def test_a_stock_is_the_newest_word_of_each_unit_added_up(self):
        s = street()
        for day, teams in ((date(2025, 1, 5), 3), (date(2025, 6, 5), 4)):
            entry(
                s.riverside, on=day, kind="status", topic="volunteer-team", title="志愿队伍", amounts={"items": teams}
            )
        entry(
            s.hilltop,
            on=date(2024, 6, 5),
            kind="status",
            topic="volunteer-team",
            title="志愿队伍",
            amounts={"items": 2},
        )
        assert value("volunteer-teams", s.street, Period.of_month(2025, 3)) == 5
        assert value("volunteer-teams", s.street) == 6

    def test_a_rate_is_the_units_own_and_never_added(self):
        s = street()
        for unit, rate in ((s.street, "98.5"), (s.riverside, "100")):
            entry(unit, kind="status", topic="link-rate", title="学社衔接率", lines=("youth",), amounts={"rate": rate})
        assert value("link-rate", s.street) == Decimal("98.5")
        assert value("link-rate", s.hilltop) is None

    def test_a_maximum_is_the_largest_single_entry(self):
        s = street()
        entry(s.riverside, amounts={"attendances": 80})
        entry(s.hilltop, amounts={"attendances": 120})
        assert value("largest-activity", s.street) == 120

    def test_distinct_counts_the_units_that_held_any(self):
        s = street()
        for unit in (s.riverside, s.riverside, s.hilltop):
            entry(unit)
        assert value("volunteering-units", s.street) == 2

    def test_a_ratio_adds_first_and_is_empty_over_nothing(self):
        s = street()
        assert value("average-attendances", s.street) is None
        entry(s.riverside, amounts={"attendances": 10})
        entry(s.hilltop, amounts={"attendances": 25, "times": 2})
        assert value("average-attendances", s.street) == Decimal("11.67")

    def test_held_or_cohosted_counts_for_each_unit_and_once_for_the_street(self):
        s = street()
        told = entry(s.riverside, cohosts=(s.hilltop.pk,))
        defined = definitions()["joint-times"]
        assert defined.held == "held-or-cohosted"
        assert value("joint-times", s.hilltop) == value("joint-times", s.street) == 1
        assert list(figure(defined, s.hilltop, YEAR).behind()) == [told]

    def test_money_is_yuan_in_figures_and_fen_in_the_book(self):
        s = street()
        entry(s.riverside, kind="dues", topic="union-dues", title="会费", lines=("union",), amounts={"money": "219.94"})
        assert value("union-dues", s.street) == Decimal("219.94")


@pytest.mark.django_db
class TestLookingBack:
    def test_a_correction_changes_now_and_not_then(self):
        s = street()
        old = entry(s.riverside, amounts={"attendances": 100})
        then = timezone.now()
        actions.correct(old, by=None, amounts=content(s.riverside, amounts={"attendances": 60}).amounts)
        assert value("activity-attendances", s.street) == 60
        assert value("activity-attendances", s.street, as_of=then) == 100

    def test_a_figure_opens_to_the_entries_it_rests_on(self):
        s = street()
        counted, other = entry(s.riverside, amounts={"volunteers": 5}), entry(s.riverside, kind="lecture")
        found = figure(definitions()["volunteering-times"], s.street, YEAR)
        assert list(found.behind()) == [counted]
        assert other not in found.behind()

    def test_an_approximate_number_marks_the_figure(self):
        s = street()
        told = content(s.riverside)
        actions.record(replace(told, amounts=(Amount("attendances", Decimal(30), "30余"),)), by=None)
        found = figure(definitions()["activity-attendances"], s.street, YEAR)
        assert (found.value, found.approx, found.printed) == (30, 1, "约30")


DAYS = st.dates(date(2024, 11, 1), date(2025, 11, 20))
KINDS = st.sampled_from(["volunteering", "lecture", "publicity", "relief", "training"])
LINES = st.sets(st.sampled_from(["volunteering", "union", "youth", "women"]), max_size=3)
AMOUNTS = st.dictionaries(
    st.sampled_from(["attendances", "volunteers", "materials", "money", "times"]), st.integers(0, 500), max_size=3
)


class CellsAndEntriesAgree(TestCase):
    """Whatever is in the book, the tally's cells and the entries themselves give the same figures."""

    @settings(max_examples=15, deadline=None)
    @given(
        told=st.lists(st.tuples(DAYS, KINDS, LINES, AMOUNTS, st.integers(0, 3)), max_size=12),
        span=st.tuples(DAYS, DAYS).map(sorted),
    )
    def test_now_from_cells_is_now_from_entries(self, told, span):
        s = street()
        units = [s.riverside, s.hilltop, s.office, s.street]
        for day, kind, lines, amounts, unit in told:
            entry(units[unit], on=day, kind=kind, lines=tuple(lines), amounts=amounts)
        if told:
            actions.void(Entry.objects.standing().first(), by=None, reason="试")
        period, asked = Period(*span), definitions()
        places = list(Unit.objects.under(s.street))
        now = Figures.load(asked.values(), places, period)
        back = Figures.load(asked.values(), places, period, as_of=timezone.now())
        for one in asked.values():
            for place in places:
                a, b = now.of(one, place, period), back.of(one, place, period)
                assert (a.value, a.entries, a.approx) == (b.value, b.entries, b.approx), (one.slug, place)
                assert a.behind().count() == a.entries, one.slug
