"""What answers a promised number: an indicator as a whole, or only the entries that bear its measure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from yiben.plans.reading import MeasureDraft, TargetDraft


class Answer(NamedTuple):
    """The indicator that counts, None where a person must choose; `own` counts the measure's own entries alone."""

    indicator: str | None
    own: bool


# Whatever is promised in such a unit, the entries that bear the measure can count it.
_BY_UNIT: Mapping[str, str] = {
    **dict.fromkeys("次 场 场次 期 期次 轮 节 堂 课 班 班次 批次 讲".split(), "activity-times"),
    "人次": "activity-attendances",
    "份": "leaflets",
    **dict.fromkeys("人 名 位".split(), "people-served"),
    **dict.fromkeys("户 户次 组".split(), "households-served"),
    **dict.fromkeys("个 件 项 家 支 条 处 所 对 台 套 部 篇 块 面 名额".split(), "items-done"),
    "元": "money-total",
    "小时": "hours-total",
}


def answer_of(target: TargetDraft, shared: Mapping[str, Decimal], known: Container[str]) -> Answer:
    """What answers a target, of the indicators that are known.

    `shared` tells of indicators that several measures promise what their whole must reach.
    """
    if target.indicator is None:
        found = _BY_UNIT.get(target.unit)
        return Answer(found, True) if found and found in known else Answer(None, False)
    if target.part:
        return Answer(target.indicator, True)
    whole = shared.get(target.indicator)
    return Answer(target.indicator, whole is not None and not (_is_total(target) and target.value >= whole))


def wholes(measures: Sequence[MeasureDraft]) -> dict[str, Decimal]:
    """For each indicator that several measures promise, the least that a promise about all of it would have to say.

    380 volunteering activities in all hold the 90 and the 40 promised elsewhere; of 20, 16 and 6 none is the whole.
    """
    said: dict[str, list[tuple[MeasureDraft, TargetDraft]]] = {}
    for measure in measures:
        for target in measure.targets:
            if target.indicator:
                said.setdefault(target.indicator, []).append((measure, target))
    several = {slug: pairs for slug, pairs in said.items() if len({measure.path for measure, _target in pairs}) > 1}
    return {slug: _least_whole(target for _measure, target in pairs) for slug, pairs in several.items()}


_IN_A_YEAR = {"weekly": 52, "monthly": 12, "quarterly": 4, "half-yearly": 2}


def _least_whole(targets: Iterable[TargetDraft]) -> Decimal:
    """The sum of all totals but the largest, and no less than the largest: a smaller one is a part of it."""
    inside = (target for target in targets if target.scope == "total")
    values = sorted(target.value * _IN_A_YEAR.get(target.frequency or "", 1) for target in inside)
    return max(sum(values[:-1], Decimal(0)), values[-1]) if values else Decimal("Infinity")


def _is_total(target: TargetDraft) -> bool:
    return target.scope == "total" and target.frequency in (None, "", "yearly")
