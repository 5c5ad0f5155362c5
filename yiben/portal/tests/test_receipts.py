"""Work points that wait for a unit's receipt stand on its worker's first page until she gives it."""

import pytest

from tests.people import sign_in
from yiben.plans import actions
from yiben.plans.models import Measure, Plan, Receipt

pytestmark = pytest.mark.django_db


def test_they_wait_there_until_acknowledged(street):
    plan = Plan.objects.create(
        unit=street.street,
        year=2025,
        title="要点",
        source=b"",
        sha256="3" * 64,
        state="confirmed",
        confirmed_at="2025-03-01T00:00Z",
    )
    Measure.objects.create(plan=plan, order=1, title="邻里互助", text="")
    actions.issue(plan, by=street.bob, units=[street.riverside])
    assert "待签收的工作要点" in sign_in(street.alice).get("/").content.decode()
    assert "待签收的工作要点" not in sign_in(street.amy).get("/").content.decode()
    actions.acknowledge(Receipt.objects.get(), by=street.alice)
    assert "待签收的工作要点" not in sign_in(street.alice).get("/").content.decode()
