"""A confirmed plan of the street of the tests, promise by promise."""

from decimal import Decimal

from django.utils import timezone

from yiben.plans.models import Measure, Plan, Target


def plan_of(street, year=2025):
    return Plan.objects.get_or_create(
        unit=street.street,
        year=year,
        defaults={
            "title": f"青石街道{year}年工作要点",
            "source": b"",
            "sha256": str(year),
            "state": "confirmed",
            "confirmed_at": timezone.now(),
        },
    )[0]


def promise(street, title, *, line="volunteering", indicator="", value=0, year=2025, deadline=None, **said):
    """A measure, with a target where an indicator is named."""
    plan = plan_of(street, year)
    order = plan.measures.count()
    measure = Measure.objects.create(
        plan=plan, order=order, line_id=line, title=title, text=f"{title}。", deadline=deadline
    )
    if indicator:
        Target.objects.create(measure=measure, indicator_id=indicator, value=Decimal(value), **said)
    return measure
