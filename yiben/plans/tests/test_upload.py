from __future__ import annotations

import pytest

from tests.people import Street
from yiben.config.sample.points import measures, points_docx
from yiben.lib.refused import Refused
from yiben.plans import actions
from yiben.plans.models import Plan, PlanState
from yiben.units.models import Act

pytestmark = pytest.mark.django_db


def test_a_document_becomes_a_draft_that_keeps_its_numbers(plan: Plan) -> None:
    read = list(plan.measures.values_list("path", flat=True))
    assert plan.state == PlanState.DRAFT
    assert (plan.year, plan.body) == (2025, "青棠街道办事处")
    assert set(measures()) <= set(read)


def test_nothing_is_tracked_before_it_is_confirmed(plan: Plan, place: Street) -> None:
    assert not Plan.objects.tracked().exists()
    actions.confirm(plan, by=place.bob)
    assert Plan.objects.tracked().get() == plan
    assert Act.objects.filter(verb="plans.confirm", post=place.bob).count() == 1


def test_the_same_document_again_is_refused_by_name(plan: Plan, place: Street) -> None:
    with pytest.raises(Refused, match=plan.title):
        actions.upload(by=place.bob, unit=place.street, filename="另一个名字.docx", data=points_docx())
