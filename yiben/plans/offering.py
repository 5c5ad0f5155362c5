"""The measures that a post may answer, made ready to be compared with what was done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from yiben.plans.models import Measure, MeasureQuerySet
from yiben.plans.suggesting import Promise
from yiben.terms.definitions import Definition
from yiben.units.models import Post, Unit

_MANY = 4
"""An indicator of so many kinds of activity says nothing of which one is meant."""


def answerable(tenant: Unit, post: Post | None = None) -> MeasureQuerySet:
    """The street's tracked measures with their numbers, the newest plan first; of a post, those that it reads."""
    seen = Measure.objects.for_post(post) if post is not None else Measure.objects.all()
    tracked = seen.tracked().filter(plan__unit=tenant)
    return tracked.select_related("plan", "line").prefetch_related("targets").order_by("-plan__year", "plan", "order")


def promises_of(
    measures: Iterable[Measure], known: Mapping[str, Definition], chosen: Mapping[UUID, Collection[str]]
) -> list[Promise]:
    """These measures (targets prefetched) as they are compared; `chosen` are the titles that people put to each."""
    return [_promise(measure, known, tuple(chosen.get(measure.pk, ()))) for measure in measures]


def _promise(measure: Measure, known: Mapping[str, Definition], chosen: tuple[str, ...]) -> Promise:
    asked = [target.indicator_id or "" for target in measure.targets.all()]
    counted = [known[slug] for slug in asked if slug in known]
    return Promise(
        measure=measure.pk,
        title=measure.title,
        text=measure.text,
        line=measure.line_id or "",
        year=measure.plan.year,
        kinds=frozenset[str]().union(*(one.kinds for one in counted if len(one.kinds) < _MANY)),
        topics=frozenset[str]().union(*(one.topics for one in counted)),
        units=f"{measure.lead_unit} {measure.support_units}",
        deadline=measure.deadline,
        chosen=chosen,
    )
