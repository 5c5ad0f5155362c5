"""A revision in the book: what goes on as what, and the change of places on confirming.

A measure keeps its row, and with it its entries: on confirming, the row moves into the new plan and takes its words,
and the row that was read from the new document takes the old words and place, so that the old plan reads as before.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F
from django.utils.translation import gettext as _

from yiben.plans.merging import DUTIES, GOAL, join_measure, join_targets
from yiben.plans.models import Measure, Plan, PlanState, Target
from yiben.plans.revision import Said, is_same, matched
from yiben.plans.taking import Taken

_FAR = 1_000_000
_WORDS = "plan_id order line_id heading path title text paragraph_id start end contested".split() + list(DUTIES)


# When it was read


def link(plan: Plan, read: Sequence[Taken]) -> int:
    """Say of each measure of a draft which one it goes on with, and keep what people had put right in that.

    `read` is what the plan that it revises says by itself, as its document is read today. Gives how many go on.
    """
    assert plan.revises is not None
    old = list(plan.revises.measures.filter(dropped=False).prefetch_related("targets"))
    new = list(plan.measures.prefetch_related("targets"))
    for measure, at in zip(new, matched([_said(one) for one in old], [_said(one) for one in new]), strict=True):
        if at is not None:
            go_on(measure, old[at], read)
    Measure.objects.bulk_update(new, ["same_as", "line", "title", "contested", *DUTIES])
    return sum(measure.same_as is not None for measure in new)


def _said(measure: Measure) -> Said:
    return Said(measure.heading, measure.path, measure.text)


def base_of(measure: Measure, read: Sequence[Taken]) -> Taken | None:
    """What was read where a measure stands: it may have been split or merged since. None where nothing was."""
    if alike := [one for one in read if one.measure.text == measure.text]:
        places = (measure.heading, measure.path)
        return next((one for one in alike if (one.measure.heading, one.measure.path) == places), alike[0])
    parts = [one for one in read if one.measure.text in measure.text or measure.text in one.measure.text]
    targets = [target for one in parts for target in one.targets if target.words and target.words in measure.text]
    return Taken(parts[0].measure, targets) if parts else None


def go_on(measure: Measure, old: Measure, read: Sequence[Taken]) -> None:
    """Let a measure of a draft go on with this one: its numbers are saved, itself isn't yet."""
    base = base_of(old, read)
    measure.same_as, measure.contested = old, {}
    same = is_same(measure.text, old.text)
    stood, anew = list(old.targets.all()), list(measure.targets.all())
    join_measure(measure, old, base.measure if base else None)
    joined = join_targets(anew, stood, base.targets if base else anew if same else stood, same=same)
    Target.objects.bulk_update(joined.kept, [name.removesuffix("_id") for name in GOAL] + ["contested"])
    Target.objects.filter(pk__in=[target.pk for target in joined.out]).delete()
    Target.objects.bulk_create(_copy(target, measure) for target in joined.added)


def part(measure: Measure, read: Sequence[Taken]) -> None:
    """Let a measure of a draft be new: as its own document says it, `read` being that. It isn't saved yet."""
    measure.same_as, measure.contested = None, {}
    if base := base_of(measure, read):
        for name in ("title", "line_id", *DUTIES):
            setattr(measure, name, getattr(base.measure, name))
        measure.targets.all().delete()
        Target.objects.bulk_create(_copy(target, measure) for target in base.targets)


def _copy(target: Target, measure: Measure) -> Target:
    said = {name: getattr(target, name) for name in GOAL}
    return Target(measure=measure, words=target.words, **said)


# When it is confirmed


def carry_over(plan: Plan) -> None:
    """Let each measure go on in the new plan under its own id; what is not in it any more is dropped, and says why."""
    old = plan.revises
    assert old is not None
    # Left out of the new plan: its words stay where they are, and it ends with the old one.
    plan.measures.filter(dropped=True).update(same_as=None)
    drafts = list(plan.measures.filter(same_as__isnull=False).select_related("same_as"))
    places = [draft.order for draft in drafts]
    living = [draft.same_as for draft in drafts if draft.same_as is not None]
    gone = old.measures.filter(dropped=False).exclude(pk__in=[measure.pk for measure in living])
    gone.update(dropped=True, why_dropped=_("修订后取消"))
    _exchange_targets(drafts, living)
    plan.measures.filter(pk__in=[draft.pk for draft in drafts]).update(order=F("order") + _FAR)
    for draft, measure, order in zip(drafts, living, places, strict=True):
        draft.order = order
        for name in _WORDS:
            before, after = getattr(measure, name), getattr(draft, name)
            setattr(measure, name, after)
            setattr(draft, name, before)
    names = [name.removesuffix("_id") for name in _WORDS]
    # Each place is free when it is taken: the drafts stand far off, and then the measures are gone from theirs.
    Measure.objects.bulk_update(living, names)
    Measure.objects.bulk_update(drafts, names)
    Plan.objects.filter(pk=old.pk).update(state=PlanState.REVISED)


def _exchange_targets(drafts: list[Measure], living: list[Measure]) -> None:
    other = {draft.pk: measure.pk for draft, measure in zip(drafts, living, strict=True)}
    other |= {measure: draft for draft, measure in other.items()}
    targets = list(Target.objects.filter(measure__in=other))
    for target in targets:
        target.measure_id = other[target.measure_id]
    Target.objects.bulk_update(targets, ["measure"])
