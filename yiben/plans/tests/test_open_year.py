from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.people import Street, sign_in
from yiben.gongwen import read
from yiben.lib.refused import Refused
from yiben.plans import actions, opening
from yiben.plans.models import Measure, Plan, PlanState

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(plan: Plan, place: Street) -> Plan:
    return actions.confirm(plan, by=place.bob)


def kept(plan: Plan) -> list[Measure]:
    return list(plan.measures.filter(dropped=False).order_by("order"))


def opened(old: Plan, place: Street) -> Plan:
    return opening.open_year(old, by=place.bob, measures={one.pk for one in kept(old)})


def test_each_promise_goes_on_with_what_it_counts_and_by_when_a_year_later(old: Plan, place: Street) -> None:
    draft = opened(old, place)
    assert (draft.year, draft.state, draft.title) == (
        old.year + 1,
        PlanState.DRAFT,
        opening.shifted(old.title, old.year),
    )
    pairs = list(zip(kept(old), kept(draft), strict=True))
    assert pairs
    for before, after in pairs:
        assert (after.line_id, after.lead_unit, after.leader) == (before.line_id, before.lead_unit, before.leader)
        assert after.deadline == opening.a_year_on(before.deadline)
        told = [(t.indicator_id, t.comparator, t.value, t.scope, t.frequency, t.own) for t in before.targets.all()]
        assert [
            (t.indicator_id, t.comparator, t.value, t.scope, t.frequency, t.own) for t in after.targets.all()
        ] == told
    assert any(before.targets.exists() for before, _after in pairs)


def test_each_points_at_its_words_in_a_word_file_that_can_be_written_on(old: Plan, place: Street) -> None:
    draft = opened(old, place)
    document = read(bytes(draft.source))
    assert document.readable
    for measure in kept(draft):
        assert measure.paragraph is not None
        assert measure.paragraph.text[measure.start : measure.end] == measure.text
    assert str(old.year + 1) in "".join(block.text for block in document.blocks)


def test_the_draft_is_confirmed_like_any_other_and_the_old_plan_stays(old: Plan, place: Street) -> None:
    draft = actions.confirm(opened(old, place), by=place.bob)
    old.refresh_from_db()
    assert (draft.state, old.state) == (PlanState.CONFIRMED, PlanState.CONFIRMED)


def test_only_what_was_chosen_goes_on(old: Plan, place: Street) -> None:
    first = kept(old)[0]
    draft = opening.open_year(old, by=place.bob, measures={first.pk, uuid4()})
    assert [one.title for one in kept(draft)] == [opening.shifted(first.title, old.year)]
    assert [one.path for one in kept(draft)] == ["一1"]


def test_a_year_is_opened_once(old: Plan, place: Street) -> None:
    opened(old, place)
    with pytest.raises(Refused, match="已经有工作要点了"):
        opened(old, place)


def test_nothing_chosen_is_refused(old: Plan, place: Street) -> None:
    with pytest.raises(Refused, match="至少选一项"):
        opening.open_year(old, by=place.bob, measures=set())


def test_a_plan_that_is_not_confirmed_opens_no_year(plan: Plan, place: Street) -> None:
    with pytest.raises(Refused, match="已确认"):
        opened(plan, place)


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("2025年全年不少于12场", "2026年全年不少于12场"),
        ("比2024年提高，到2030年", "比2025年提高，到2030年"),
        ("编号120255年", "编号120255年"),
    ],
)
def test_years_move_on_and_others_stay(text: str, moved: str) -> None:
    assert opening.shifted(text, 2025) == moved


def test_a_leap_day_becomes_the_last_of_february() -> None:
    assert opening.a_year_on(date(2024, 2, 29)) == date(2025, 2, 28)


def test_the_page_ticks_what_recurs_and_leads_to_the_draft(old: Plan, place: Street) -> None:
    browser, address = sign_in(place.bob), reverse("plans:open-year", args=[old.pk])
    page = browser.get(address).content.decode()
    recurring = [one for one in kept(old) if opening.recurs(one, one.targets.all())]
    assert page.count(" checked") == len(recurring) > 0
    answer = browser.post(address, {"measures": [str(one.pk) for one in recurring] + ["odd"]})
    draft = Plan.objects.get(year=old.year + 1)
    assert answer["Location"] == reverse("plans:draft", args=[draft.pk])
    assert browser.get(answer["Location"]).status_code == 200
    assert browser.get(address)["Location"] == reverse("plans:detail", args=[draft.pk])


def test_pressed_without_a_tick_it_says_so(old: Plan, place: Street) -> None:
    answer = sign_in(place.bob).post(reverse("plans:open-year", args=[old.pk]), {})
    assert answer.status_code == 422
    assert "请至少选一项任务" in answer.content.decode()
