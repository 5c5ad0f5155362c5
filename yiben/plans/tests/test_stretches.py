from __future__ import annotations

import itertools
import re
from datetime import date

import pytest
from django.urls import reverse

from tests.people import Street, sign_in
from yiben.plans import actions
from yiben.plans.models import Frequency, Measure, Plan, Target
from yiben.plans.stretches import rhythms_of, stretches


@pytest.mark.parametrize(
    ("frequency", "count"), [("weekly", 52), ("monthly", 12), ("quarterly", 4), ("half-yearly", 2), ("yearly", 1)]
)
@pytest.mark.parametrize("year", [2024, 2025, 2028])
def test_a_rhythm_has_its_stretches_one_after_the_other(frequency: str, count: int, year: int) -> None:
    found = stretches(frequency, year)
    assert len(found) == count
    assert all(left.end < right.start for left, right in itertools.pairwise(found))
    assert {found[0].start.year, found[-1].end.year} == {year}


def test_only_recurring_targets_have_periods_and_today_is_in_one() -> None:
    quarterly = Target(measure=Measure(), frequency=Frequency.QUARTERLY)
    found = rhythms_of([Target(), quarterly], 2025, date(2025, 5, 4))
    assert [rhythm.target for rhythm in found] == [quarterly]
    assert [stretch.name for stretch in found[0].stretches] == ["第一季度", "第二季度", "第三季度", "第四季度"]
    assert [stretch.now for stretch in found[0].stretches] == [False, True, False, False]


@pytest.mark.django_db
def test_a_measures_page_lists_the_quarters_with_their_days(plan: Plan, talk: Measure, place: Street) -> None:
    actions.confirm(plan, by=place.bob)
    page = sign_in(place.alice).get(reverse("plans:measure", args=[talk.pk])).content.decode()
    words = re.sub(r"<[^>]+>|\s", "", page)
    assert "第二季度4月1日至6月30日" in words
    assert words.count("季度10月1日至12月31日") == 1
