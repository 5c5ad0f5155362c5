from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.people import entry, sign_in, street
from yiben.ledger import actions
from yiben.ledger.attributing import attribute_all, offers, promises_for, unattributed
from yiben.ledger.chain import walk
from yiben.ledger.models import Attribution, Entry, Head
from yiben.ledger.tally import kept, recount
from yiben.lib.refused import Refused
from yiben.plans.models import Measure, Plan
from yiben.plans.offering import answerable
from yiben.units.models import Act

pytestmark = pytest.mark.django_db
ADDRESS = "/entries/attribute/"


@pytest.fixture
def place():
    return street()


@pytest.fixture
def plan(place):
    return Plan.objects.create(
        unit=place.street,
        year=2025,
        title="要点",
        source=b"",
        sha256="1",
        state="confirmed",
        confirmed_at=timezone.now(),
    )


@pytest.fixture
def night(plan):
    return measure(plan, "办好社区夜校", "开设书法、吉他等课程", "learning")


@pytest.fixture
def drill(plan):
    return measure(plan, "组织社区应急疏散演练", "全年不少于6场", "redcross")


def measure(plan, title, text, line):
    return Measure.objects.create(
        plan=plan, order=plan.measures.count(), title=title, text=f"{title}，{text}。", line_id=line
    )


def night_class(place, title="社区夜校：书法课程", **said):
    return entry(place.riverside, by=place.alice, title=title, kind="training", lines=("learning",), **said)


def page(post, **asked):
    return sign_in(post).get(ADDRESS, asked)


def press(post, *pairs, none=()):
    sent = {"m": [f"{e.pk}:{m.pk}" for e, m in pairs], "none": [str(e.pk) for e in none]}
    return sign_in(post).post(ADDRESS, sent, follow=True)


def measures_of(one):
    return {measure.pk for measure in Entry.objects.get(pk=one.pk).measures}


def test_it_offers_what_was_logged_before_the_plan_with_the_likest_measure_ticked(place, night, drill):
    told = night_class(place)
    shown = page(place.alice).content.decode()
    assert f'value="{told.pk}:{night.pk}" checked' in shown
    assert "同一条线，类型相符" not in shown
    assert "同一条线，都说到“社区夜校”“书法”" in shown


def test_one_press_attributes_them_and_they_are_offered_no_more(place, night, drill):
    told, other = night_class(place), entry(place.riverside, by=place.alice, title="疏散演练", lines=("redcross",))
    answer = press(place.alice, (told, night), (other, drill))
    assert (measures_of(told), measures_of(other)) == ({night.pk}, {drill.pk})
    assert "已归集 2 条" in answer.content.decode()
    assert "记录都有了去处" in answer.content.decode()


def test_it_leaves_one_act_for_the_press(place, night):
    press(place.alice, (night_class(place), night), (night_class(place, "夜校吉他"), night))
    act = Act.objects.get(verb="ledger.attribute_all")
    assert (act.post, act.detail) == (place.alice, {"entries": 2, "aside": 0})


def test_the_chain_and_the_tally_stand(place, night):
    told = [night_class(place), night_class(place, "夜校吉他")]
    attribute_all({one.pk: [night.pk] for one in told}, by=place.alice)
    assert walk(place.riverside, Head.objects.get(unit=place.riverside)).breaks == ()
    assert kept(place.street) == recount(place.street)


def test_pressing_twice_adds_nothing(place, night):
    told = night_class(place)
    for _time in range(2):
        press(place.alice, (told, night))
    assert Attribution.objects.filter(entry=told, measure=night).count() == 1


def test_what_it_bears_already_stays(place, night, drill):
    told = night_class(place, measures=(drill.pk,))
    attribute_all({told.pk: [night.pk]}, by=place.alice)
    assert measures_of(told) == {night.pk, drill.pk}


def test_set_aside_it_is_not_offered_again_until_it_is_attributed_after_all(place, night):
    told = night_class(place)
    answer = press(place.alice, none=[told])
    assert "不对应任务的 1 条，不再列出" in answer.content.decode()
    assert not unattributed(place.alice, [2025]).exists()
    attribute_all({told.pk: [night.pk]}, by=place.alice)
    assert measures_of(told) == {night.pk}


def test_what_people_chose_for_a_title_is_remembered(place, night, drill):
    first = night_class(place, "匠心讲堂（一）", on=date(2025, 3, 1))
    attribute_all({first.pk: [drill.pk]}, by=place.alice)
    night_class(place, "匠心讲堂（二）")
    shown = page(place.alice)
    assert "以前同名的记录归在这里" in shown.content.decode()


def test_last_years_choices_tell_for_a_measure_of_the_same_words(place, night):
    old = Plan.objects.create(
        unit=place.street, year=2024, title="旧", source=b"", sha256="2", state="confirmed", confirmed_at=timezone.now()
    )
    before = measure(old, "办好社区夜校", "开课", "learning")
    attribute_all({night_class(place, "匠心讲堂", on=date(2024, 5, 1)).pk: [before.pk]}, by=place.alice)
    chosen = {
        one.measure: one.chosen
        for one in promises_for(place.street, measures=list(answerable(place.street).filter(plan=night.plan)))
    }
    assert chosen[night.pk] == ("匠心讲堂",)


def test_a_corrected_entry_is_told_and_left(place, night):
    told = night_class(place)
    actions.correct(told, by=place.alice, title="夜校书法课")
    done = attribute_all({told.pk: [night.pk]}, by=place.alice)
    assert (done.entries, done.missed) == (0, 1)


def test_another_units_entry_is_refused(place, night):
    told = entry(place.hilltop, by=place.amy, title="夜校")
    with pytest.raises(Refused, match="只能归集本单位的记录"):
        attribute_all({told.pk: [night.pk]}, by=place.alice)
    assert press(place.alice, (told, night)).status_code == 409


def test_a_measure_of_another_street_or_of_a_draft_is_refused(place, night, plan):
    told = night_class(place)
    Plan.objects.filter(pk=plan.pk).update(state="draft")
    with pytest.raises(Refused, match="不在已确认的工作要点里"):
        attribute_all({told.pk: [night.pk]}, by=place.alice)


def test_what_nobody_could_have_sent_is_refused_in_words(place, night):
    answer = sign_in(place.alice).post(ADDRESS, {"m": "x:y"})
    assert (answer.status_code, "请刷新页面再试" in answer.content.decode()) == (409, True)


def test_a_worker_is_offered_her_own_units_only(place, night):
    entry(place.hilltop, by=place.amy, title="社区夜校", lines=("learning",))
    assert page(place.alice).context["page"].paginator.count == 0


def test_an_officer_is_offered_the_subtrees_and_may_narrow_it_to_a_unit_or_a_line(place, night, drill):
    night_class(place)
    entry(place.hilltop, by=place.amy, title="疏散演练", lines=("redcross",))
    counts = {
        asked: page(place.bob, **dict([asked.split("=")] if asked else [])).context["page"].paginator.count
        for asked in ("", "line=learning", f"unit={place.hilltop.code}", "logged=before")
    }
    assert list(counts.values()) == [2, 1, 1, 0]


def test_what_was_logged_before_the_plan_was_confirmed_can_be_looked_at_alone(place, plan, night):
    night_class(place)
    Plan.objects.filter(pk=plan.pk).update(confirmed_at=timezone.now() + timedelta(hours=1))
    night_class(place, "后来的")
    assert page(place.bob, logged="before").context["page"].paginator.count == 2


def test_all_other_measures_can_be_chosen(place, night, drill):
    told = night_class(place)
    shown = sign_in(place.alice).get(reverse("ledger:other-measures", args=[told.pk])).content.decode()
    assert f'value="{told.pk}:{drill.pk}"' in shown


def test_without_a_plan_it_says_what_comes_first(place):
    night_class(place)
    assert "还没有确认过的工作要点" in page(place.alice).content.decode()


def test_many_entries_ask_the_database_no_more_than_a_few(place, night, drill):
    asked, alice = [], sign_in(place.alice)
    for title in ("社区夜校：书法课程", "社区夜校：吉他"):
        for number in range(8):
            night_class(place, f"{title}{number}")
        with CaptureQueriesContext(connection) as queries:
            alice.get(ADDRESS)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 25


def test_the_clear_ones_come_first(place, night, drill):
    night_class(place, "书法", on=date(2025, 3, 9))
    sure = night_class(place, on=date(2025, 3, 1))
    measures = list(answerable(place.street))
    found = offers(unattributed(place.alice, [2025]), measures, promises_for(place.street, None, measures))
    assert [offer.clear for offer in found.rows] == [True, False]
    assert found.rows[0].entry == sure.pk


def test_what_answered_only_a_task_that_a_revision_let_go_is_offered_again(place, night, drill):
    left, still = night_class(place, measures=(drill.pk,)), night_class(place, measures=(drill.pk, night.pk))
    Measure.objects.filter(pk=drill.pk).update(dropped=True)
    assert set(unattributed(place.alice, [2025])) == {left}
    assert measures_of(still) == {night.pk, drill.pk}


def test_where_no_task_is_clear_none_is_said_to_be_ticked(place, drill):
    night_class(place, "读书")
    assert "一条都没有勾" in page(place.alice).content.decode()
