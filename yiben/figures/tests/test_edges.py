"""Periods that cut months which the span does not: their days come from entries, like any others."""

from datetime import date

import pytest

from tests import people
from tests.people import entry
from yiben.figures.rollup import Figures, figure
from yiben.figures.targets import load, read
from yiben.figures.tests.promises import promise
from yiben.lib.periods import Period
from yiben.terms.models import definitions

YEAR = Period.of_year(2025)
TO_A_DAY = Period(date(2025, 1, 1), date(2025, 5, 15))


@pytest.fixture
def street(db):
    return people.street()


def test_a_stretch_that_ends_within_a_month_counts_its_last_days(street):
    for day in (3, 15, 16):
        entry(street.riverside, on=date(2025, 5, day))
    known = definitions()["activity-times"]
    loaded = Figures.load([known], [street.street], YEAR, stretches=[TO_A_DAY])
    assert loaded.of(known, street.street, TO_A_DAY).value == 2
    assert loaded.of(known, street.street, TO_A_DAY) == figure(known, street.street, TO_A_DAY)


def test_what_was_not_loaded_is_never_answered_short(street):
    entry(street.riverside, on=date(2025, 5, 3))
    known = definitions()["activity-times"]
    with pytest.raises(AssertionError, match="not loaded"):
        Figures.load([known], [street.street], YEAR).of(known, street.street, TO_A_DAY)


@pytest.mark.parametrize(("until", "done"), [(None, 2), (date(2025, 5, 10), 1)])
def test_a_target_due_within_a_month_counts_to_its_day(street, until, done):
    for day in (3, 15, 16):
        entry(street.riverside, on=date(2025, 5, day))
    promise(street, "办好活动", indicator="activity-times", value=5, unit="场", deadline=date(2025, 5, 15))
    from yiben.plans.models import Target

    [target], known = list(Target.objects.all()), definitions()
    loaded = load([target], known, street.street, [], 2025, until=until)
    found = read(target, known["activity-times"], loaded, street.street, [], 2025, date(2025, 6, 1), until=until)
    assert found.figure.value == done
