from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.people import Street
from yiben.lib.refused import Refused
from yiben.plans import actions
from yiben.plans.actions import Goal
from yiben.plans.models import Measure, Plan
from yiben.units.models import Act

pytestmark = pytest.mark.django_db


def paths(plan: Plan, *, count: int = 4) -> list[str]:
    return list(plan.measures.order_by("order").values_list("path", flat=True)[:count])


def test_a_measure_is_called_otherwise_while_its_words_stay(talk: Measure, place: Street) -> None:
    words = talk.text
    actions.edit_measure(
        talk,
        by=place.bob,
        title="开好例会",
        line="women",
        lead_unit="党群办",
        leader="张明",
        deadline=date(2025, 12, 1),
    )
    talk.refresh_from_db()
    assert (talk.title, talk.line_id, talk.lead_unit, talk.leader, talk.text) == (
        "开好例会",
        "women",
        "党群办",
        "张明",
        words,
    )


def test_a_title_beyond_the_boundary_is_refused(talk: Measure, place: Street) -> None:
    with pytest.raises(Refused) as refused:
        actions.edit_measure(talk, by=place.bob, title="登记信教群众名单", line=None)
    assert refused.value.field == "title"


def test_a_split_gives_two_spans_of_the_same_paragraph(talk: Measure, plan: Plan, place: Street) -> None:
    words, at = talk.text, talk.text.index("，") + 1
    second = actions.split_measure(talk, at, by=place.bob)
    assert talk.paragraph is not None
    assert second.paragraph == talk.paragraph
    assert talk.paragraph.text[talk.start : talk.end] == words[:at]
    assert talk.paragraph.text[second.start : second.end] == words[at:]
    assert paths(plan) == ["一（一）1", "一（一）1-2", "一（一）2", "一（一）3"]


def test_a_target_follows_its_words_when_a_measure_is_split(talk: Measure, place: Street) -> None:
    second = actions.split_measure(talk, talk.text.index("，") + 1, by=place.bob)
    assert not talk.targets.exists()
    assert second.targets.get().words in second.text


def test_a_split_may_leave_nothing_empty(talk: Measure, place: Street) -> None:
    for at in (0, len(talk.text), len(talk.text) + 5):
        with pytest.raises(Refused):
            actions.split_measure(talk, at, by=place.bob)


def test_what_was_split_is_merged_again_to_the_same_words(talk: Measure, plan: Plan, place: Street) -> None:
    words, before, numbers = talk.text, plan.measures.count(), talk.targets.count()
    second = actions.split_measure(talk, 12, by=place.bob)
    actions.merge_measures(talk, second, by=place.bob)
    talk.refresh_from_db()
    assert (talk.text, plan.measures.count(), talk.targets.count()) == (words, before, numbers)


def test_measures_of_two_paragraphs_merge_and_come_apart(plan: Plan, place: Street) -> None:
    first, second = plan.measures.order_by("order")[:2]
    words, where = second.text, second.paragraph
    merged = actions.merge_measures(first, second, by=place.bob)
    assert merged.targets.count() == 2
    apart = actions.split_measure(merged, merged.text.index("\n"), by=place.bob)
    assert (apart.text, apart.paragraph) == (words, where)


def test_only_neighbours_are_merged(plan: Plan, place: Street) -> None:
    first, _second, third = plan.measures.order_by("order")[:3]
    with pytest.raises(Refused):
        actions.merge_measures(first, third, by=place.bob)


def test_a_dropped_measure_is_kept_in_the_document_and_not_tracked(talk: Measure, plan: Plan, place: Street) -> None:
    actions.drop_measure(talk, by=place.bob)
    actions.confirm(plan, by=place.bob)
    assert plan.measures.filter(pk=talk.pk).exists()
    assert not Measure.objects.tracked().filter(pk=talk.pk).exists()


def test_what_was_dropped_is_taken_in_again(talk: Measure, place: Street) -> None:
    actions.drop_measure(talk, by=place.bob)
    assert not actions.keep_measure(talk, by=place.bob).dropped


def test_a_measure_beyond_the_boundary_stays_out(talk: Measure, place: Street) -> None:
    Measure.objects.filter(pk=talk.pk).update(text="全面排查信教群众并登记造册。", dropped=True)
    talk.refresh_from_db()
    with pytest.raises(Refused):
        actions.keep_measure(talk, by=place.bob)


def test_a_target_is_put_right(talk: Measure, place: Street) -> None:
    goal = Goal(Decimal(6), indicator="activity-times", unit="次", scope="each", deadline=date(2025, 6, 30), own=True)
    changed = actions.set_target(talk.targets.get(), goal, by=place.bob)
    assert (changed.value, changed.scope, changed.deadline) == (Decimal(6), "each", date(2025, 6, 30))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"value": Decimal(-1)}, "value"), ({"indicator": "nothing"}, "indicator"), ({"unit": "名党员"}, "unit")],
)
def test_a_target_that_can_not_be_is_refused(talk: Measure, place: Street, wrong: dict, field: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.add_target(talk, replace(Goal(Decimal(1)), **wrong), by=place.bob)
    assert refused.value.field == field


def test_a_target_is_taken_out(talk: Measure, place: Street) -> None:
    actions.remove_target(talk.targets.get(), by=place.bob)
    assert not talk.targets.exists()


def test_nothing_is_changed_once_the_plan_is_confirmed(talk: Measure, plan: Plan, place: Street) -> None:
    actions.confirm(plan, by=place.bob)
    target, second = talk.targets.get(), actions.neighbour(talk)
    assert second is not None
    goal = Goal(Decimal(1))
    for change in (
        lambda: actions.edit_measure(talk, by=place.bob, title="另一个", line=None),
        lambda: actions.split_measure(talk, 10, by=place.bob),
        lambda: actions.merge_measures(talk, second, by=place.bob),
        lambda: actions.drop_measure(talk, by=place.bob),
        lambda: actions.keep_measure(talk, by=place.bob),
        lambda: actions.add_target(talk, goal, by=place.bob),
        lambda: actions.set_target(target, goal, by=place.bob),
        lambda: actions.remove_target(target, by=place.bob),
        lambda: actions.confirm(plan, by=place.bob),
        lambda: actions.drop_plan(plan, by=place.bob),
    ):
        with pytest.raises(Refused):
            change()


def test_another_post_may_not_correct(talk: Measure, place: Street) -> None:
    for post in (place.alice, place.carol, place.eve, place.ada, place.dan):
        with pytest.raises(Refused):
            actions.drop_measure(talk, by=post)


def test_every_correction_leaves_its_trace(talk: Measure, place: Street) -> None:
    actions.drop_measure(talk, by=place.bob)
    act = Act.objects.get(verb="plans.drop_measure", about=f"plans.measure:{talk.pk}", post=place.bob)
    assert act.detail == {"path": "一（一）1", "title": talk.title, "dropped": True}


def test_the_trace_of_a_target_says_what_was_asked(talk: Measure, place: Street) -> None:
    actions.set_target(talk.targets.get(), Goal(Decimal(6), scope="each", unit="次"), by=place.bob)
    assert Act.objects.get(verb="plans.set_target").detail["words"] == "每个社区不少于6次"
