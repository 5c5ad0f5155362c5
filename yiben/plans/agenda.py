"""A year of work points month by month: key days, what is due by a day, what is due again at a stretch's end.

How far each is stands with it where somebody can tell (`Standings`): the room that counts lies above this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from yiben.lib.periods import Period
from yiben.plans.keydates import KeyDay, key_days
from yiben.plans.models import Completion, Frequency, Measure, Target, Upcoming
from yiben.plans.stretches import name_of, stretches_of
from yiben.ui.states import STATES
from yiben.units.models import Post, Unit


@dataclass(frozen=True)
class Standing:
    """How something due stands: a state of its progress ("" where it can't be told here), what was done for it and
    where that is opened, and the whole in words. Not `counted`: no number is due, and a person's word decides."""

    state: str
    done: str = ""
    url: str = ""
    words: str = ""
    counted: bool = True

    @property
    def word(self) -> str:
        """The state in a word, as it is said of something due."""
        late = _("没有做到") if self.counted else _("没有说明办结")
        said = {"running": _("本期应办"), "done": _("已做到"), "overdue": late}
        return said.get(self.state) or str(STATES[self.state].word)


Key = tuple[int | UUID, date | None]
Standings = Mapping[Key, Standing]
"""By a number's or a measure's key, and the end of the stretch that is meant: None for the year or its deadline."""


class Counting(Protocol):
    def standings(self, measures: Sequence[Measure], unit: Unit, year: int, today: date) -> Standings:
        """How these measures stand, their targets and completions prefetched."""


def standings_of(measures: Sequence[Measure], unit: Unit, year: int, today: date) -> Standings:
    """As the room above counts it, for who stands in this unit."""
    return cast(Counting, import_module(settings.STANDINGS)).standings(measures, unit, year, today)


@dataclass(frozen=True)
class Due:
    """What a measure owes by a day: the numbers that it names, or the measure as a whole. `period` is the stretch of
    what is due again and again."""

    day: date
    measure: Measure
    targets: list[Target]
    period: Period | None = None
    standings: Standings = field(default_factory=dict)

    @property
    def name(self) -> str:
        """第四季度, 11月; nothing for what is due once."""
        return name_of(self.period) if self.period else ""

    @property
    def numbers(self) -> list[tuple[Target, Standing | None]]:
        end = self.period.end if self.period else None
        return [(target, self.standings.get((target.pk, end))) for target in self.targets]

    @property
    def standing(self) -> Standing | None:
        """Of a measure as a whole."""
        return None if self.targets else self.standings.get((self.measure.pk, None))

    @property
    def whole(self) -> list[Standing]:
        """The same numbers over the year."""
        found = [self.standings.get((target.pk, None)) for target in self.targets] or [self.standing]
        return [one for one in found if one]

    @property
    def states(self) -> set[str]:
        found = [one for _target, one in self.numbers] or [self.standing]
        return {one.state for one in found if one}


@dataclass(frozen=True)
class Month:
    period: Period
    days: list[KeyDay] = field(default_factory=list)
    due: list[Due] = field(default_factory=list)
    recurring: list[Due] = field(default_factory=list)
    upcoming: list[Upcoming] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.period.start.month


@dataclass(frozen=True)
class Agenda:
    """The twelve months, what is due every week, and how it stands today."""

    year: int
    months: list[Month]
    often: list[Due]
    promised: int
    open: list[Due] = field(default_factory=list)
    """What is due this month, or in a stretch that runs, and isn't done."""
    met: list[Due] = field(default_factory=list)
    """The same, done."""
    others: list[Due] = field(default_factory=list)
    """The same of the whole street, where the reader has only a part in it."""
    late: list[Due] = field(default_factory=list)
    """What was due before today and isn't done, in the document's order."""


def tracked_in(year: int, post: Post | None, line: str = "") -> list[Measure]:
    """The tracked measures of a year with their numbers, of a post those that it reads. Three queries."""
    seen = Measure.objects.for_post(post) if post is not None else Measure.objects.all()
    tracked = seen.tracked().filter(plan__year=year)
    tracked = tracked.filter(line=line) if line else tracked
    with_all = tracked.select_related("line", "plan__unit").prefetch_related(
        Prefetch("targets", Target.objects.select_related("measure__line")),
        Prefetch("completions", Completion.objects.order_by("at", "pk")),
    )
    return list(with_all.order_by("plan", "order"))


def agenda_of(
    measures: Iterable[Measure],
    year: int,
    upcoming: Iterable[Upcoming] = (),
    standings: Standings | None = None,
    today: date | None = None,
) -> Agenda:
    """Pure: the measures come with their targets. `upcoming` are activities of that year, in their order."""
    measures = list(measures)
    months = [Month(Period.of_month(year, month)) for month in range(1, 13)]
    for one in key_days(year):
        months[one.day.month - 1].days.append(one)
    for held in upcoming:
        months[held.start.month - 1].upcoming.append(held)
    agenda = Agenda(year, months, [], len(measures))
    for measure in measures:
        _lay_out(measure, agenda, standings or {}, today)
    for month in months:
        month.due.sort(key=lambda due: due.day)
    return agenda


def _lay_out(measure: Measure, agenda: Agenda, standings: Standings, today: date | None) -> None:
    for day, targets in _by_a_day(measure).items():
        due = Due(day, measure, targets, None, standings)
        if day.year == agenda.year:
            agenda.months[day.month - 1].due.append(due)
        if "overdue" in due.states:
            agenda.late.append(due)
        elif today and (day.year, day.month) == (today.year, today.month):
            _now(due, agenda)
    for target in measure.targets.all():
        if target.frequency:
            _recurring(measure, target, agenda, standings, today)


def _by_a_day(measure: Measure) -> dict[date, list[Target]]:
    """A measure's own deadline, and those of its numbers; what recurs is due again and again instead."""
    days: dict[date, list[Target]] = {measure.deadline: []} if measure.deadline else {}
    for target in measure.targets.all():
        day = target.deadline or measure.deadline
        if day and not target.frequency:
            days.setdefault(day, []).append(target)
    return days


def _recurring(measure: Measure, target: Target, agenda: Agenda, standings: Standings, today: date | None) -> None:
    every = [Due(period.end, measure, [target], period, standings) for period in stretches_of(target, agenda.year)]
    if target.frequency == Frequency.WEEKLY:
        agenda.often.append(Due(date(agenda.year, 12, 31), measure, [target], None, standings))
    else:
        for due in every:
            agenda.months[due.day.month - 1].recurring.append(due)
    running = next((due for due in every if today and due.period and today in due.period), None)
    if running:
        _now(running, agenda)
    missed = [due for due in every if "overdue" in due.states and due is not running]
    if missed:
        agenda.late.append(missed[0])


def _now(due: Due, agenda: Agenda) -> None:
    home = {frozenset({"done"}): agenda.met, frozenset({""}): agenda.others}
    home.get(frozenset(due.states), agenda.open).append(due)
