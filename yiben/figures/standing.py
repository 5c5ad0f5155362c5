"""How what a plan owes stands by each day and in each stretch: what the calendar of work points shows of figures.

The room `plans` stands below and asks by `settings.STANDINGS`. Communities stand in the tree's order; nobody is ranked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from yiben.figures.asked import communities_under
from yiben.figures.board import PLACE, Addresses
from yiben.figures.progress import Due
from yiben.figures.rollup import Figures, Tracked
from yiben.figures.targets import Reading, load, read
from yiben.lib.periods import Period
from yiben.plans.agenda import Key, Standing, Standings
from yiben.plans.models import Measure, Scope, Target
from yiben.plans.stretches import stretches_of
from yiben.terms.models import definitions
from yiben.ui.templatetags.ui import number
from yiben.units.models import Unit, UnitKind


def standings(measures: Sequence[Measure], unit: Unit, year: int, today: date) -> Standings:
    """How these measures stand as they are seen in a unit: in the whole that it reaches, or in its own part."""
    whole = _whole(measures, unit)
    mine = [measure for measure in measures if whole.reaches(measure.plan.unit) or measure.plan.unit.reaches(whole)]
    known = definitions(unit.tenant or unit, retired=True)
    targets = [target for measure in mine for target in measure.targets.all() if target.indicator_id in known]
    day = min(today, date(year, 12, 31))
    communities = [] if whole.kind == UnitKind.COMMUNITY else communities_under(whole, day)
    figures = load(targets, known, whole, communities, year)
    addresses = Addresses(reverse("figures:figure", args=[PLACE]), reverse("ledger:list"))
    teller = _Teller(year, whole, communities, figures, addresses)
    found = dict(_of_measures(mine, whole, year, today, addresses))
    for target in targets:
        among = communities if target.scope == Scope.EACH else []
        reading = read(target, known[str(target.indicator_id)], figures, whole, among, year, today)
        found |= dict(teller.told(reading))
    return found


def _whole(measures: Sequence[Measure], unit: Unit) -> Unit:
    """The street for whoever reaches it, of several the first; else the unit itself."""
    return next((measure.plan.unit for measure in measures if unit.reaches(measure.plan.unit)), unit)


def _of_measures(
    measures: Sequence[Measure], whole: Unit, year: int, today: date, addresses: Addresses
) -> Iterator[tuple[Key, Standing]]:
    """Where no number is due, its owner's word counts, and its entries are told."""
    tracked = Tracked.load(measures, Period.of_year(year), whole)
    for measure in measures:
        words = list(measure.completions.all())
        done = bool(words) and words[-1].done
        late = measure.deadline is not None and measure.deadline < today
        # Whoever reaches only a part of it has not to say that it is done.
        state = "done" if done else "" if not whole.reaches(measure.plan.unit) else "overdue" if late else "not_due"
        told = _("对应记录 %(n)s 条") % {"n": number(tracked.of(measure, whole))}
        said = "" if done else _("还没有人说明已办结")
        url = addresses.of_entries(measure, whole, year)
        yield (measure.pk, None), Standing(state, told, url, said, counted=False)


@dataclass(frozen=True)
class _Teller:
    """Puts readings into what a calendar shows."""

    year: int
    whole: Unit
    communities: Sequence[Unit]
    figures: Figures
    addresses: Addresses

    def told(self, reading: Reading) -> Iterator[tuple[Key, Standing]]:
        """A number over the year, and in each of its stretches."""
        target, progress = reading.target, reading.progress
        unit = target.unit or reading.definition.unit
        page = reverse("figures:measure", args=[target.measure_id])
        each = bool(self.communities) and target.scope == Scope.EACH
        words = progress.words if progress else _("全街道合计的目标")
        done = self._met(reading) if each and not target.frequency else _counted(reading.figure.value, unit)
        url = page if each else self.addresses.of(reading.figure)
        yield (target.pk, None), Standing(reading.state, done, url, words)
        if each:
            yield from self._of_communities(reading, page)
            return
        known = {due.period: due for due in progress.periods} if progress else {}
        for period in known or (stretches_of(target, self.year) if target.frequency else ()):
            part = self.figures.of(reading.definition, self.whole, period, measure=reading.figure.measure)
            due = known.get(period)
            state, words = (due.state, _missing(target, due, unit)) if due else ("", "")
            yield (target.pk, period.end), Standing(state, _counted(part.value, unit), self.addresses.of(part), words)

    def _met(self, reading: Reading) -> str:
        states = [progress.state for _figure, progress in reading.by_unit.values()]
        return _share(states.count("done"), len(states))

    def _of_communities(self, reading: Reading, page: str) -> Iterator[tuple[Key, Standing]]:
        stretches: dict[date, list[tuple[Unit, Due]]] = {}
        for unit in self.communities:
            for due in reading.by_unit[unit.pk][1].periods:
                stretches.setdefault(due.period.end, []).append((unit, due))
        for end, dues in stretches.items():
            open_ = [unit.short_name for unit, due in dues if due.state in ("overdue", "running")]
            states = {due.state for _unit, due in dues}
            state = next((one for one in ("overdue", "running", "not_due") if one in states), "done")
            words = _("还没有做到的有%(names)s") % {"names": "、".join(open_)} if open_ else ""
            yield (reading.target.pk, end), Standing(state, _share(len(dues) - len(open_), len(dues)), page, words)


def _counted(value: Decimal | int | None, unit: str) -> str:
    return "" if value is None else _("已办%(done)s") % {"done": number(value) + unit}


def _share(done: int, of: int) -> str:
    return _("%(of)d个社区中%(done)d个做到") % {"done": done, "of": of}


def _missing(target: Target, due: Due, unit: str) -> str:
    if due.state not in ("overdue", "running") or target.comparator not in ("ge", "gt") or due.value >= target.value:
        return ""
    return _("还差%(missing)s") % {"missing": number(target.value - due.value) + unit}
