"""How far a target is, with the arithmetic in words. Pure: figures come in, sentences go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from yiben.figures.rollup import plain
from yiben.lib.periods import Period
from yiben.plans.stretches import name_of
from yiben.ui.spans import span

# A tenth of the year's goal either side of the straight line is still "on course".
MARGIN = Decimal("0.10")


@dataclass(frozen=True)
class Progress:
    """A state (done, ahead, on_course, at_risk, overdue, unknown), the value and goal, their share in %, and why.

    `expected` is where the straight line stands today, where one is held against it. `periods` are those of something
    due again and again; `due` says what the one that runs still wants, in words.
    """

    state: str
    value: Decimal | None
    goal: Decimal
    share: Decimal | None
    words: str
    expected: Decimal | None = None
    periods: tuple[Due, ...] = ()
    due: str = ""


@dataclass(frozen=True)
class Due:
    """A period in which something was, is or will be due; `state` is done, overdue (missed), running or not_due."""

    period: Period
    value: Decimal
    state: str

    @property
    def name(self) -> str:
        """第一季度, 3月, 3月3日至3月9日."""
        span = {"start": _day(self.period.start), "end": _day(self.period.end)}
        return name_of(self.period) or _("%(start)s至%(end)s") % span


@dataclass(frozen=True)
class Aim:
    """What a target asks: `comparator` ge, gt, eq, le or lt; due on its deadline or the year's last day.

    `accrues` tells a sum that grows day by day from a stock, a rate or a maximum, for which no straight line holds.
    """

    comparator: str
    goal: Decimal
    unit: str
    start: date
    due: date
    accrues: bool = True

    @property
    def at_most(self) -> bool:
        return self.comparator in ("le", "lt")


def met(comparator: str, value: Decimal, goal: Decimal) -> bool:
    return {
        "ge": value >= goal,
        "gt": value > goal,
        "eq": value == goal,
        "le": value <= goal,
        "lt": value < goal,
    }[comparator]


def toward(aim: Aim, value: Decimal | None, today: date) -> Progress:
    """Progress to a number due by a day: held against the straight line from the start of the year to that day."""
    if value is None:
        return Progress("unknown", None, aim.goal, None, _("账本里还没有这个数"))
    share = _share(value, aim.goal)
    if aim.at_most:
        return _kept_below(aim, value, share, today)
    if met(aim.comparator, value, aim.goal):
        said = _("目标%(goal)s，已完成%(value)s，已达成") % _numbers(aim, value)
        return Progress("done", value, aim.goal, share, said)
    if today > aim.due:
        said = _("目标%(goal)s，应于%(due)s前完成，现为%(value)s，还差%(missing)s") % _numbers(aim, value)
        return Progress("overdue", value, aim.goal, share, said)
    return _against_the_line(aim, value, share, today) if aim.accrues else _near(aim, value, share)


def _near(aim: Aim, value: Decimal, share: Decimal | None) -> Progress:
    """A stock or a rate is on course when it is within the margin of its goal."""
    state = "on_course" if value >= aim.goal * (1 - MARGIN) else "at_risk"
    return Progress(
        state, value, aim.goal, share, _("目标%(goal)s，现为%(value)s，还差%(missing)s") % _numbers(aim, value)
    )


def _against_the_line(aim: Aim, value: Decimal, share: Decimal | None, today: date) -> Progress:
    days = max((aim.due - aim.start).days + 1, 1)
    gone = min(max((today - aim.start).days + 1, 0), days)
    expected = (aim.goal * gone / days).quantize(Decimal("0.1"), ROUND_HALF_UP)
    slack = aim.goal * MARGIN
    state = "ahead" if value >= expected + slack else "on_course" if value >= expected - slack else "at_risk"
    words = _("目标%(goal)s，到今天应完成%(expected)s（%(goal)s×%(gone)s天÷%(days)s天），已完成%(value)s") % (
        _numbers(aim, value) | {"expected": plain(expected) + aim.unit, "gone": gone, "days": days}
    )
    return Progress(state, value, aim.goal, share, words, expected)


def _kept_below(aim: Aim, value: Decimal, share: Decimal | None, today: date) -> Progress:
    words = _("上限%(goal)s，现为%(value)s") % _numbers(aim, value)
    if not met(aim.comparator, value, aim.goal):
        return Progress("overdue", value, aim.goal, share, words + _("，已超出"))
    return Progress("done" if today > aim.due else "on_course", value, aim.goal, share, words)


def _numbers(aim: Aim, value: Decimal) -> dict[str, object]:
    return {
        "goal": plain(aim.goal) + aim.unit,
        "value": plain(value) + aim.unit,
        "missing": plain(aim.goal - value) + aim.unit,
        "due": _day(aim.due),
    }


def _share(value: Decimal, goal: Decimal) -> Decimal | None:
    return (value * 100 / goal).quantize(Decimal("1"), ROUND_HALF_UP) if goal else None


def recurring(aim: Aim, values: Sequence[tuple[Period, Decimal | None]], today: date, *, every: str = "") -> Progress:
    """Progress of something due every month, quarter…: which stretches that are over have met it, and which missed.

    `every` is how often, as it is promised: 每月.
    """
    periods = tuple(_due(aim, period, value or Decimal(0), today) for period, value in values)
    over = [one for one in periods if one.period.end < today]
    missed = [one for one in over if one.state == "overdue"]
    kept, said = len(over) - len(missed), _still_wanted(aim, periods)
    value, goal = Decimal(kept), Decimal(len(over))
    if not over:
        return Progress("on_course", value, goal, None, _("第一期还没有结束"), periods=periods, due=said)
    told = _("%(goal)s：已过%(over)s期，做到%(kept)s期") if every else _("每期%(goal)s：已过%(over)s期，做到%(kept)s期")
    words = told % {
        "goal": every + plain(aim.goal) + aim.unit,
        "over": len(over),
        "kept": kept,
    }
    if missed:
        words += _("，缺%(missed)s") % {"missed": "、".join(span(one.period) for one in missed[:6])}
        words += _("等") if len(missed) > 6 else ""
    finished = len(over) == len(values)
    state = "overdue" if len(missed) * 5 > len(over) else "at_risk" if missed else "done" if finished else "on_course"
    return Progress(state, value, goal, _share(value, goal), words, periods=periods, due=said)


def _due(aim: Aim, period: Period, value: Decimal, today: date) -> Due:
    if today < period.start:
        return Due(period, value, "not_due")
    over, good = today > period.end, met(aim.comparator, value, aim.goal)
    if aim.at_most:  # what was gone beyond stays so; what was not is kept when the period is over
        return Due(period, value, "overdue" if not good else "done" if over else "running")
    return Due(period, value, "done" if good else "overdue" if over else "running")


def _still_wanted(aim: Aim, periods: Sequence[Due]) -> str:
    """本期（第四季度）还差1次，12月31日前; nothing where the period that runs has met it, or none runs."""
    running = next((one for one in periods if one.state == "running"), None)
    if running is None or aim.at_most:
        return ""
    told = {
        "name": running.name,
        "day": _day(running.period.end),
        "missing": plain(aim.goal - running.value) + aim.unit,
    }
    if aim.comparator == "ge" or aim.goal > running.value:
        return _("本期（%(name)s）还差%(missing)s，%(day)s前") % told
    return _("本期（%(name)s）还没有做到，%(day)s前") % told


def _day(day: date) -> str:
    return _("%(month)s月%(day)s日") % {"month": day.month, "day": day.day}


def everywhere(aim: Aim, values: Sequence[tuple[str, Progress]], *, every: str = "") -> Progress:
    """Progress of a target that each community has: how many have met it, and who hasn't, in the tree's order.

    `every` is how often it is due (每季度): then a community has met it that has missed no stretch so far.
    """
    good = ("done", "ahead", "on_course") if every else ("done",)
    done = [name for name, progress in values if progress.state in good]
    worst = next((s for s in ("overdue", "at_risk", "unknown") if any(p.state == s for _n, p in values)), "")
    behind = [name for name, progress in values if progress.state in ("overdue", "at_risk", "unknown")]
    said = (
        _("每个社区%(goal)s：%(all)s个社区中%(done)s个各期都做到")
        if every
        else _("每个社区%(goal)s：%(all)s个社区中%(done)s个已达成")
    )
    words = said % {"goal": every + plain(aim.goal) + aim.unit, "all": len(values), "done": len(done)}
    if behind:
        words += _("，落后的有%(behind)s") % {"behind": "、".join(behind)}
    open_ = [name for name, progress in values if progress.due]
    due = _("本期还没有做到的有%(names)s") % {"names": "、".join(open_)} if open_ else ""
    all_done = bool(values) and all(progress.state == "done" for _name, progress in values)
    state = "done" if all_done else {"unknown": "at_risk"}.get(worst, worst) or "on_course"
    value, goal = Decimal(len(done)), Decimal(len(values))
    return Progress(state, value, goal, _share(value, goal), words, due=due)
