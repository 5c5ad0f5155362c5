"""A revision beside the plan that it revises: what changed in words, numbers, duties and order, measure by measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from yiben.plans.contesting import Contested, contested_of, indicators_in
from yiben.plans.draft import Pair, pairs_of
from yiben.plans.merging import ASKED, COUNTED, agree, aligned
from yiben.plans.models import Measure, Plan, Target
from yiben.plans.revision import Piece, is_same, shifted, unnumbered, word_diff
from yiben.terms.models import Indicator
from yiben.ui.templatetags.ui import day


class Duty(NamedTuple):
    """Who leads, helps or is in charge, by when, of which line: before and after, either "" where it isn't said."""

    label: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


class Goal(NamedTuple):
    """A number on one side; whether the other side asks for it otherwise, or counts it otherwise, or hasn't got it."""

    target: Target
    asks: bool
    counts: bool

    @property
    def changed(self) -> bool:
        return self.asks or self.counts


@dataclass(frozen=True)
class Change:
    """A measure before and after; one of both is missing for what is gone or new."""

    old: Pair | None
    new: Pair | None
    contested: list[Contested] = field(default_factory=list)
    # Out of its former order: behind which measure it stands now; "" where it stands first.
    behind: str | None = None

    @cached_property
    def kind(self) -> str:
        if self.old is None or self.new is None:
            return "new" if self.old is None else "gone"
        before, after = self.old.measure, self.new.measure
        if not is_same(before.text, after.text) or self.asks_otherwise:
            return "changed"
        in_place = (before.path, before.heading) == (after.path, after.heading) and self.behind is None
        return "same" if in_place else "moved"

    @property
    def asks_otherwise(self) -> bool:
        """Whether a number or a duty changed, whatever the words."""
        goals = (goal for side in self.goals for goal in side)
        return any(goal.changed for goal in goals) or any(duty.changed for duty in self.duties)

    @cached_property
    def words(self) -> tuple[list[Piece], list[Piece]]:
        """What is marked on either side."""
        texts = [unnumbered(pair.measure.text) if pair else "" for pair in (self.old, self.new)]
        if "" in texts:
            left, right = ([Piece(text, False)] if text else [] for text in texts)
            return left, right
        return word_diff(*texts)

    @cached_property
    def goals(self) -> tuple[list[Goal], list[Goal]]:
        """Its numbers on either side."""
        before, after = (pair.targets if pair else [] for pair in (self.old, self.new))
        if self.old is None or self.new is None:
            return [Goal(target, False, False) for target in before], [Goal(target, False, False) for target in after]
        pairs = aligned(before, after)
        left = [_goal(before[at], None if to is None else after[to]) for at, to in pairs if at is not None]
        to_old = {to: at for at, to in pairs}
        right = [_goal(target, None if (at := to_old[to]) is None else before[at]) for to, target in enumerate(after)]
        return left, right

    @cached_property
    def duties(self) -> list[Duty]:
        """What is said on either side; of what is new or gone, one is empty."""
        before, after = (_duties(pair) if pair else {} for pair in (self.old, self.new))
        both = self.old is not None and self.new is not None
        told = [Duty(name, before.get(name, ""), after.get(name, "")) for name in {**before, **after}]
        # The line stands above a measure: here it is told where it changed.
        return [one for one in told if one.label != _("条线") or (both and one.changed)]


def _goal(target: Target, other: Target | None) -> Goal:
    if other is None:
        return Goal(target, True, True)
    return Goal(target, not agree(target, other, ASKED), not agree(target, other, COUNTED))


def _duties(pair: Pair) -> dict[str, str]:
    measure = pair.measure
    said = {
        _("牵头"): measure.lead_unit,
        _("配合"): measure.support_units,
        _("分管领导"): measure.leader,
        _("完成时限"): day(pair.deadline) if pair.deadline else "",
        _("条线"): measure.line.name if measure.line else "",
    }
    return {name: words for name, words in said.items() if words}


@dataclass(frozen=True)
class Comparison:
    """A revision and the plan that it revises, in the new one's order; what is gone at the end."""

    old: Plan
    new: Plan
    changes: list[Change]

    def of(self, kind: str) -> list[Change]:
        return [change for change in self.changes if change.kind == kind]

    @property
    def told(self) -> list[Change]:
        """What somebody has to look at."""
        return [change for change in self.changes if change.kind in ("changed", "new")]

    @property
    def gone(self) -> list[Change]:
        return self.of("gone")

    @property
    def moved(self) -> list[Change]:
        return self.of("moved")

    @property
    def same(self) -> int:
        return len(self.of("same"))

    @property
    def contested(self) -> list[Change]:
        """Where a person had put right what the new words say otherwise."""
        return [change for change in self.changes if change.contested]


def compared(plan: Plan) -> Comparison:
    """How a plan differs from the one that it revises, before it is confirmed and ever after."""
    # The document's bytes are not asked for.
    assert plan.revises_id is not None
    old = Plan.objects.defer("source").get(pk=plan.revises_id)
    before = {_goes_on_as(pair): pair for pair in pairs_of(old) if not _left_out(pair.measure)}
    after = [pair for pair in pairs_of(plan) if not _left_out(pair.measure)]
    names, behind = _indicator_names(after), _shifted(list(before), after)
    changes = [
        Change(before.pop(key := _goes_on_as(pair), None), pair, _contested(pair, names), behind.get(key))
        for pair in after
    ]
    changes += [Change(pair, None) for pair in before.values()]
    return Comparison(old, plan, changes)


def _shifted(before: Sequence[UUID], after: Sequence[Pair]) -> dict[UUID, str]:
    """Behind what each measure stands that left its order; nothing of those that are new."""
    places = {key: at for at, key in enumerate(before)}
    going_on = [(key, at) for at, pair in enumerate(after) if (key := _goes_on_as(pair)) in places]
    out = shifted([places[key] for key, _at in going_on])
    found = (going_on[one] for one in out)
    return {key: after[at - 1].measure.title if at else "" for key, at in found}


def _left_out(measure: Measure) -> bool:
    return measure.dropped and not measure.why_dropped


def _goes_on_as(pair: Pair) -> UUID:
    return pair.measure.same_as_id or pair.measure.pk


def _rows(pair: Pair) -> Iterator[Measure | Target]:
    yield pair.measure
    yield from pair.targets


def _indicator_names(pairs: Sequence[Pair]) -> Mapping[str, str]:
    cited = indicators_in(row for pair in pairs for row in _rows(pair))
    return dict(Indicator.objects.filter(pk__in=cited).values_list("pk", "name")) if cited else {}


def _contested(pair: Pair, indicators: Mapping[str, str]) -> list[Contested]:
    return [one for row in _rows(pair) for one in contested_of(row, indicators)]
