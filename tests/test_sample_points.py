"""The sample street's work points against their answer key: 62 numbers that a careful reader finds in 78 measures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from tests.people import sign_in, street
from yiben.config.sample.points import FILENAME, Promise, measures, points_docx, promises
from yiben.plans import actions
from yiben.plans.models import Plan, Target

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    """The sample's document, uploaded for 青石街道."""
    place = street()
    return actions.upload(by=place.bob, unit=place.street, filename=FILENAME, data=points_docx())


def said(target: Target) -> tuple[object, ...]:
    return (target.comparator, target.value, target.scope, target.deadline, target.frequency)


def promised(promise: Promise) -> tuple[object, ...]:
    return (promise.comparator, promise.value, promise.scope, promise.deadline, promise.frequency)


def counted_rightly(target: Target, promise: Promise) -> bool:
    """The key's indicator; where it has none, any that counts the measure's own entries alone."""
    return target.indicator_id == promise.indicator or (promise.indicator is None and target.own)


def read_right(plan: Plan) -> Iterator[tuple[bool, bool, bool]]:
    """For each promise whether it is read at all, with its indicator, and counting what the key says it counts."""
    targets = list(Target.objects.filter(measure__plan=plan).select_related("measure"))
    for promise in promises():
        here = [t for t in targets if t.measure.path == promise.measure and said(t) == promised(promise)]
        right = [target for target in here if counted_rightly(target, promise)]
        own = [target for target in right if promise.indicator is None or target.own == promise.own]
        yield bool(here), bool(right), bool(own)


def test_every_measure_is_read_under_its_number_and_nothing_else(plan: Plan) -> None:
    assert list(plan.measures.order_by("order").values_list("path", flat=True)) == list(measures())


def test_hardly_a_number_is_read_that_promises_nothing(plan: Plan) -> None:
    assert Target.objects.filter(measure__plan=plan).count() <= len(promises()) + 2


def test_numbers_are_read_with_comparator_scope_deadline_and_rhythm(plan: Plan) -> None:
    assert sum(found for found, _, _ in read_right(plan)) >= 60


def test_most_numbers_find_their_indicator(plan: Plan) -> None:
    assert sum(right for _, right, _ in read_right(plan)) >= 58


def test_most_know_whether_they_are_of_the_whole_or_of_their_measure_alone(plan: Plan) -> None:
    assert sum(own for _, _, own in read_right(plan)) >= 55


def test_its_draft_page_takes_few_queries(plan: Plan, django_assert_max_num_queries: Any) -> None:
    assert plan.uploaded_by is not None
    browser = sign_in(plan.uploaded_by)
    with django_assert_max_num_queries(25):
        page = browser.get(reverse("plans:draft", args=[plan.pk]))
    assert page.content.decode().count("<article") >= len(measures())
