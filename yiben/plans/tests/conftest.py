from __future__ import annotations

import pytest

from tests.people import Street, street
from yiben.plans import actions
from yiben.plans.models import Measure, Plan
from yiben.plans.tests.points import DATA, FILENAME


@pytest.fixture
def place() -> Street:
    return street()


@pytest.fixture
def plan(place: Street) -> Plan:
    """The street's work points as a draft, uploaded by Bob."""
    return actions.upload(by=place.bob, unit=place.street, filename=FILENAME, data=DATA)


@pytest.fixture
def talk(plan: Plan) -> Measure:
    """工会 例会: one number in one sentence."""
    return plan.measures.get(path="一（一）1")
