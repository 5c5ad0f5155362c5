"""A street's own indicator goes where the shipped ones go: figures, plans, reports; and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.people import Street, entry, sign_in, street
from yiben.figures.rollup import figure
from yiben.lib.periods import Period
from yiben.plans.forms import indicator_choices
from yiben.plans.models import Measure, Plan, Target
from yiben.plans.words import words_of_book
from yiben.reports import actions as reports
from yiben.reports.render import shelf
from yiben.terms import actions
from yiben.terms.counting import Counting
from yiben.terms.models import Indicator, definition_of, definitions

TODAY = date(2025, 11, 20)
YEAR = Period.of_year(2025)
COUNTING = Counting(words="统计护河巡查的场次。各单位场次相加。", metric="times", kinds=("volunteering",))


@pytest.fixture
def place(db: None) -> Street:
    return street()


@pytest.fixture
def own(place: Street) -> Indicator:
    return actions.define(
        by=place.ada,
        tenant=place.street,
        name="护河巡查场次",
        unit="场",
        aliases=["护河巡查"],
        counting=COUNTING,
        since=date(2025, 1, 1),
        why="河长办要求单列。",
        today=TODAY,
    )


def test_it_counts_like_any_other(place: Street, own: Indicator) -> None:
    entry(place.riverside, by=place.alice)
    assert figure(definitions(place.street)[own.slug], place.street, YEAR).value == Decimal(1)


def test_a_new_version_counts_and_the_old_one_can_still_be_worked_out(place: Street, own: Indicator) -> None:
    entry(place.riverside, by=place.alice, kind="lecture")
    wider = replace(COUNTING, kinds=("volunteering", "lecture"))
    actions.revise(own, by=place.ada, after=1, counting=wider, since=TODAY, why="讲座也算。", today=TODAY)
    assert figure(definitions(place.street)[own.slug], place.street, YEAR).value == Decimal(1)
    assert figure(definition_of(own.slug, 1), place.street, YEAR).value == Decimal(0)


def test_its_figure_opens_to_its_street_and_to_no_other(place: Street, own: Indicator) -> None:
    url = reverse("figures:figure", args=[own.slug])
    assert sign_in(place.alice).get(url).status_code == 200
    assert sign_in(place.dan).get(url).status_code == 404


def test_plans_are_read_by_its_names_in_its_street_alone(place: Street, own: Indicator) -> None:
    assert own.slug in {word.slug for word in words_of_book(place.street)[1]}
    assert own.slug not in {word.slug for word in words_of_book(place.elsewhere.tenant)[1]}
    assert "护河巡查场次" in str(indicator_choices(place.street))
    assert "护河巡查场次" not in str(indicator_choices(place.elsewhere.tenant))


def test_reports_can_cite_it(place: Street, own: Indicator) -> None:
    report = reports.build(by=place.bob, unit=place.street, genre="annual", period=YEAR)
    assert own.slug in shelf(report).definitions


def test_retired_it_is_still_counted_where_it_was_promised_and_offered_nowhere(place: Street, own: Indicator) -> None:
    measure = Measure.objects.create(
        plan=Plan.objects.create(
            unit=place.street,
            year=2025,
            title="要点",
            source=b"",
            sha256="x",
            state="confirmed",
            confirmed_at=timezone.now(),
        ),
        order=0,
        title="护河",
        text="护河不少于4场。",
        line_id="volunteering",
    )
    Target.objects.create(measure=measure, indicator=own, value=Decimal(4), unit="场")
    entry(place.riverside)
    report = reports.build(by=place.bob, unit=place.street, genre="annual", period=YEAR)
    actions.retire(own, by=place.ada, reason="不再要求", today=TODAY)
    page = sign_in(place.bob).get(reverse("figures:measure", args=[measure.pk])).content.decode()
    assert "目标4场" in page
    assert own.slug in shelf(report).definitions
    offered = {slug for _group, pairs in indicator_choices(place.street)[1:] for slug, _name in pairs}
    assert own.slug not in offered
    assert own.slug not in {word.slug for word in words_of_book(place.street)[1]}
    assert own.name not in sign_in(place.bob).get(reverse("figures:index")).content.decode()
