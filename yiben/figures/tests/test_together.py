"""A unit's figures together with those of the units that ended into it, by each adding rule."""

from datetime import date
from decimal import Decimal

import pytest

from tests import people
from yiben.figures.rollup import figure
from yiben.figures.together import WithPredecessors
from yiben.lib.periods import Period
from yiben.terms.models import definitions
from yiben.units.reorganising import merge_units

pytestmark = pytest.mark.django_db
YEAR = Period.of_year(2025)


@pytest.fixture
def street():
    """望山 merged into 临水 in July; 12 volunteers there gave 24 hours before, 3 here gave 12 after."""
    street = people.street()
    said = {"kind": "volunteering", "lines": ("volunteering",)}
    people.entry(street.hilltop, by=street.amy, on=date(2025, 3, 5), amounts={"volunteers": 12, "hours": 24}, **said)
    merge_units([street.hilltop], by=street.ada, on=date(2025, 7, 1), into=street.riverside)
    people.entry(street.riverside, by=street.alice, on=date(2025, 9, 5), amounts={"volunteers": 3, "hours": 12}, **said)
    return street


def together(street, slug, period=YEAR):
    definition = definitions(street.street)[slug]
    beside = WithPredecessors.load([definition], street.riverside, period)
    return beside.of(definition)


def test_sums_add(street):
    told = together(street, "volunteering-hours")
    assert [part.value for part in told.parts] == [12, 24]
    assert (told.whole.value, told.whole.unit) == (36, street.riverside)


def test_a_ratio_is_worked_out_of_both_sums(street):
    assert together(street, "hours-per-volunteer").whole.value == Decimal("2.40")


def test_the_largest_is_the_largest_of_all(street):
    people.entry(street.hilltop, on=date(2025, 4, 1), amounts={"attendances": 90})
    assert together(street, "largest-activity").whole.value == 90


def teams(unit, on, count):
    said = {"kind": "status", "lines": ("volunteering",), "topic": "volunteer-team", "title": "志愿服务队伍"}
    people.entry(unit, on=on, amounts={"items": count}, **said)


def test_a_stock_is_what_the_present_unit_says_once_it_has_spoken(street):
    teams(street.hilltop, date(2025, 6, 1), 4)
    first = together(street, "volunteer-teams")
    assert (first.parts[0].value, first.whole.value) == (None, 4)
    teams(street.riverside, date(2025, 8, 1), 7)
    assert together(street, "volunteer-teams").whole.value == 7


def test_the_street_counts_a_merged_units_stock_once(street):
    known = definitions(street.street)["volunteer-teams"]
    teams(street.hilltop, date(2025, 6, 1), 4)
    teams(street.riverside, date(2025, 6, 1), 2)
    assert figure(known, street.street, YEAR).value == 6
    teams(street.riverside, date(2025, 8, 1), 7)
    assert figure(known, street.street, YEAR).value == 7
    assert figure(known, street.street, Period.parse("2025H1")).value == 6
    assert figure(known, street.hilltop, YEAR).value == 4


def test_where_nobody_went_before_there_is_nothing(street):
    assert WithPredecessors.load([], street.street, YEAR) is None
