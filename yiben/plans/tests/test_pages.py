from __future__ import annotations

import pytest
from django.urls import reverse

from tests.people import Street, sign_in, street
from yiben.config.sample.points import FILENAME, points_docx
from yiben.plans import actions
from yiben.plans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Street:
    return street()


@pytest.fixture
def plan(place: Street) -> Plan:
    return actions.upload(by=place.bob, unit=place.street, filename=FILENAME, data=points_docx())


def test_a_worker_reads_her_streets_plan_once_it_is_confirmed(place: Street, plan: Plan) -> None:
    address = reverse("plans:detail", args=[plan.pk])
    assert sign_in(place.alice).get(address).status_code == 404
    actions.confirm(plan, by=place.bob)
    page = sign_in(place.alice).get(address)
    assert "每个社区全年至少2次" in page.content.decode()
    assert plan.title in sign_in(place.alice).get(reverse("plans:list")).content.decode()
    assert sign_in(place.dan).get(address).status_code == 404
