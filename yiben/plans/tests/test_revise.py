from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people import Street, entry, sign_in
from yiben.gongwen import Heading, Paper, write
from yiben.gongwen.paper import Table
from yiben.lib.refused import Refused
from yiben.plans import actions
from yiben.plans.comparing import compared
from yiben.plans.models import Measure, Plan, PlanState
from yiben.plans.tests.points import DATA, FILENAME, PATHS, POINTS, TITLE, long_points

pytestmark = pytest.mark.django_db

TRAINING, GAMES, DUES = "一（二）1", "一（二）2", "一（一）3"
ANEW = (
    POINTS.replace("不少于36场", "不少于40场")
    .replace("3. 规范会费收缴和经费管理，全年收缴工会会费20500元以上，做到账目清楚、公开及时。\n", "")
    .replace("（二）加强", "3. 建立工会驿站，12月底前建成驿站5个以上。\n（二）加强")
    .replace("2. 支持社区工会", "4. 支持社区工会")
).encode()


@pytest.fixture
def old(plan: Plan, place: Street) -> Plan:
    return actions.confirm(plan, by=place.bob)


@pytest.fixture
def ids(old: Plan) -> dict[str, UUID]:
    """The confirmed measures by the number that they are cited by."""
    return dict(old.measures.values_list("path", "pk"))


@pytest.fixture
def draft(old: Plan, ids: dict[str, UUID], place: Street) -> Plan:
    return actions.revise(old, by=place.bob, filename="修订稿.txt", data=ANEW)


def words(page: HttpResponse) -> str:
    return re.sub(r"<[^>]+>", "", page.content.decode())


def kinds(plan: Plan) -> dict[str, str]:
    return {
        (change.new or change.old).measure.path: change.kind  # type: ignore[union-attr]
        for change in compared(plan).changes
        if change.kind != "same"
    }


def test_the_draft_is_laid_against_the_plan(draft: Plan, old: Plan, ids: dict[str, UUID]) -> None:
    assert (draft.state, draft.revises, draft.year) == (PlanState.DRAFT, old, 2025)
    assert kinds(draft) == {TRAINING: "changed", "一（二）4": "moved", "一（一）3": "gone"}
    assert [change.new.measure.title for change in compared(draft).of("new") if change.new] == ["建立工会驿站"]


def test_the_plans_page_leads_to_the_revision_that_is_open(draft: Plan, old: Plan, place: Street) -> None:
    page = sign_in(place.bob).get(reverse("plans:detail", args=[old.pk])).content.decode()
    assert reverse("plans:revision", args=[draft.pk]) in page
    assert reverse("plans:revise", args=[old.pk]) not in page
    assert (
        reverse("plans:revision", args=[draft.pk])
        not in sign_in(place.alice).get(reverse("plans:detail", args=[old.pk])).content.decode()
    )


def test_the_plan_stays_tracked_until_the_revision_is_confirmed(draft: Plan, old: Plan) -> None:
    assert list(Plan.objects.tracked()) == [old]
    assert list(old.measures.values_list("path", flat=True)) == PATHS


def test_a_measure_keeps_its_identity_and_takes_the_new_words(draft: Plan, ids: dict[str, UUID], place: Street) -> None:
    actions.confirm(draft, by=place.bob)
    training = Measure.objects.tracked().get(pk=ids[TRAINING])
    assert training.plan == draft
    assert "不少于40场" in training.text
    assert training.paragraph is not None
    assert training.paragraph.plan_id == draft.pk
    assert training.paragraph.text[training.start : training.end] == training.text
    assert training.targets.get().value == Decimal(40)
    assert Measure.objects.tracked().get(pk=ids[GAMES]).path == "一（二）4"


def test_what_was_done_for_it_still_answers_it(draft: Plan, ids: dict[str, UUID], place: Street) -> None:
    done = entry(place.riverside, by=place.alice, measures=(ids[TRAINING], ids[DUES]))
    actions.confirm(draft, by=place.bob)
    assert {measure.pk for measure in done.measures} == {ids[TRAINING], ids[DUES]}
    assert next(measure for measure in done.measures if not measure.dropped).plan == draft


def test_the_old_wording_stays_readable(draft: Plan, old: Plan, ids: dict[str, UUID], place: Street) -> None:
    actions.confirm(draft, by=place.bob)
    old.refresh_from_db()
    assert old.state == PlanState.REVISED
    assert list(old.measures.values_list("path", flat=True)) == PATHS
    former = old.measures.get(path=TRAINING)
    assert (former.same_as_id, former.targets.get().value) == (ids[TRAINING], Decimal(36))
    page = sign_in(place.alice).get(reverse("plans:detail", args=[old.pk]))
    assert "不少于36场" in words(page)
    assert f"{len(PATHS)} 项任务" in words(page)
    listed = {plan.pk: plan.kept for plan in sign_in(place.alice).get(reverse("plans:list")).context["page"]}
    assert listed == {old.pk: len(PATHS), draft.pk: len(PATHS)}
    assert "看修订后的要点" in words(page)


def test_what_is_gone_is_dropped_with_the_reason(draft: Plan, ids: dict[str, UUID], place: Street) -> None:
    actions.confirm(draft, by=place.bob)
    gone = Measure.objects.get(pk=ids[DUES])
    assert (gone.dropped, gone.why_dropped) == (True, "修订后取消")
    assert not Measure.objects.tracked().filter(pk=gone.pk).exists()
    page = sign_in(place.alice).get(reverse("plans:measure", args=[gone.pk]))
    assert "修订后取消" in words(page)


def test_the_word_that_it_is_done_goes_along(old: Plan, ids: dict[str, UUID], place: Street) -> None:
    actions.declare_done(Measure.objects.get(pk=ids[TRAINING]), by=place.bob, reason="已办四十场")
    draft = actions.revise(old, by=place.bob, filename="修订稿.txt", data=ANEW)
    actions.confirm(draft, by=place.bob)
    assert actions.is_done(Measure.objects.tracked().get(pk=ids[TRAINING]))


def test_what_a_person_had_put_right_is_taken_over(plan: Plan, place: Street) -> None:
    games = plan.measures.get(path=GAMES)
    actions.edit_measure(games, by=place.bob, title="职工文体活动", line="union", lead_unit="总工会", leader="张明")
    actions.set_target(games.targets.get(), actions.Goal(value=Decimal(3), scope="each", unit="次"), by=place.bob)
    actions.confirm(plan, by=place.bob)
    draft = actions.revise(plan, by=place.bob, filename="修订稿.txt", data=ANEW)
    taken = draft.measures.get(same_as=games)
    assert (taken.title, taken.lead_unit, taken.leader, taken.targets.get().value) == (
        "职工文体活动",
        "总工会",
        "张明",
        Decimal(3),
    )


@pytest.mark.parametrize(
    ("path", "was", "now", "asked"),
    [
        ("一（一）1", "每季度至少召开1次", "每月至少召开1次", {"frequency": "monthly"}),
        ("一（一）2", "12月底前", "9月底前", {"deadline": date(2025, 9, 30)}),
        ("一（一）2", "12月底前", "", {"deadline": None}),
        (GAMES, "每个社区全年至少2次", "全年至少2次", {"scope": "total", "value": 2}),
        ("二一是", "20000元以上", "不超过20000元", {"comparator": "le"}),
        (TRAINING, "36场", "40场", {"value": 40, "frequency": ""}),
    ],
)
def test_new_words_change_all_that_they_say(
    old: Plan, ids: dict[str, UUID], place: Street, path: str, was: str, now: str, asked: dict[str, object]
) -> None:
    draft = actions.revise(old, by=place.bob, filename="x.txt", data=POINTS.replace(was, now).encode())
    target = draft.measures.get(same_as=ids[path]).targets.get()
    assert {name: getattr(target, name) for name in asked} == asked
    assert target.contested == {}


def test_what_was_put_right_stays_where_the_words_stay(plan: Plan, place: Street) -> None:
    training = plan.measures.get(path=TRAINING)
    goal = actions.Goal(Decimal(30), "activity-times", "gt", "场", "each", date(2025, 10, 1), "", own=True)
    actions.set_target(training.targets.get(), goal, by=place.bob)
    actions.add_target(training, actions.Goal(Decimal(900), unit="人次"), by=place.bob)
    actions.remove_target(plan.measures.get(path=GAMES).targets.get(), by=place.bob)
    actions.confirm(plan, by=place.bob)
    data = POINTS.replace("安全生产等", "安全健康等").replace("法定节日会员福利", "节日会员福利").encode()
    draft = actions.revise(plan, by=place.bob, filename="x.txt", data=data)
    kept, added = draft.measures.get(path=TRAINING).targets.all()
    assert actions.Goal(*(getattr(kept, name) for name in "value indicator_id comparator unit scope".split())) == (
        actions.Goal(Decimal(30), "activity-times", "gt", "场", "each")
    )
    assert (kept.deadline, kept.own, kept.contested) == (date(2025, 10, 1), True, {})
    assert (added.value, added.unit, added.words) == (900, "人次", "")
    assert not draft.measures.get(path=GAMES).targets.exists()


def test_new_words_beside_what_was_put_right_are_for_a_person_to_decide(plan: Plan, place: Street) -> None:
    training = plan.measures.get(path=TRAINING)
    goal = actions.Goal(Decimal(30), "activity-times", unit="场", deadline=date(2025, 10, 1))
    actions.set_target(training.targets.get(), goal, by=place.bob)
    actions.confirm(plan, by=place.bob)
    draft = actions.revise(plan, by=place.bob, filename="x.txt", data=ANEW)
    target = draft.measures.get(path=TRAINING).targets.get()
    assert (target.value, target.contested) == (40, {"value": ["30.00", "40.00"]})
    assert (target.indicator_id, target.deadline) == ("activity-times", date(2025, 10, 1))


def test_two_tasks_that_change_places_are_told(old: Plan, place: Street) -> None:
    first, second = POINTS.split("\n")[3:5]
    text = POINTS.replace(f"{first}\n{second}", f"{second}\n{first}")
    draft = actions.revise(old, by=place.bob, filename="x.txt", data=text.encode())
    assert kinds(draft) == {"一（一）1": "moved", "一（一）2": "moved"}
    page = words(sign_in(place.bob).get(reverse("plans:revision", args=[draft.pk])))
    assert "换了位置或编号 2 项" in page
    assert "移到“做好双创优提档升级”之后" in page
    assert "移到最前" in page


def contested(plan: Plan, place: Street) -> Plan:
    """A draft whose words contradict what Bob had put right in the plan before."""
    training = plan.measures.get(path=TRAINING)
    goal = actions.Goal(Decimal(30), "activity-times", unit="场", deadline=date(2025, 10, 1))
    actions.set_target(training.targets.get(), goal, by=place.bob)
    actions.edit_measure(training, by=place.bob, title="培训", line="union", lead_unit="总工会", leader="张明")
    actions.confirm(plan, by=place.bob)
    data = POINTS.replace("不少于36场。", "不少于40场。（牵头单位：党群办）").encode()
    return actions.revise(plan, by=place.bob, filename="x.txt", data=data)


def test_a_person_decides_which_of_both_stands(plan: Plan, place: Street) -> None:
    draft = contested(plan, place)
    browser, training = sign_in(place.bob), draft.measures.get(path=TRAINING)
    page = words(browser.get(reverse("plans:revision", args=[draft.pk])))
    assert "目标值：原来人工改定为“30场”，修订稿写的是“40场”。现在按修订稿。" in page
    assert "牵头单位：原来人工改定为“总工会”，修订稿写的是“党群办”。" in page
    back = browser.post(reverse("plans:decide", args=[training.pk]), {"stands": "mine"}, follow=True)
    assert "现在按原来改定的。" in words(back)
    training.refresh_from_db()
    assert (training.lead_unit, training.leader, training.targets.get().value) == ("总工会", "张明", 30)
    browser.post(reverse("plans:decide", args=[training.pk]), {"stands": "words"})
    assert draft.measures.get(path=TRAINING).lead_unit == "党群办"
    actions.confirm(draft, by=place.bob)
    after = words(sign_in(place.alice).get(reverse("plans:revision", args=[draft.pk])))
    assert "修订稿写的是“40场”" in after
    assert "按原来改定的" not in after.replace("现在按", "")
    with pytest.raises(Refused):
        actions.decide(training, by=place.bob, mine=True)


@pytest.mark.parametrize(
    ("was", "now", "before", "after"),
    [
        ("公开及时。", "公开及时。（牵头单位：党群办）", "没有写", "党群办"),
        ("公开及时。", "公开及时。（配合单位：各社区；分管领导：李明远）", "没有写", "李明远"),
        ("就近领取。", "就近领取。完成时限：9月30日", "没有写", "2025年9月30日"),
    ],
)
def test_changed_duties_are_shown(old: Plan, place: Street, was: str, now: str, before: str, after: str) -> None:
    draft = actions.revise(old, by=place.bob, filename="x.txt", data=POINTS.replace(was, now).encode())
    (change,) = compared(draft).of("changed")
    assert after in [duty.after for duty in change.duties if duty.changed]
    page = sign_in(place.bob).get(reverse("plans:revision", args=[draft.pk])).content.decode()
    assert f"<ins>{after}</ins>" in page


def test_a_duty_that_changed_in_a_column_is_a_change(place: Street) -> None:
    task = "开展工会教育培训不少于36场"
    old = actions.upload(
        by=place.bob, unit=place.street, filename="a.docx", data=table_points(task, "党群办", "6月底前")
    )
    actions.confirm(old, by=place.bob)
    draft = actions.revise(old, by=place.bob, filename="b.docx", data=table_points(task, "", "6月底前"))
    assert [change.kind for change in compared(draft).changes] == ["changed"]
    page = sign_in(place.bob).get(reverse("plans:revision", args=[draft.pk])).content.decode()
    assert "<del>党群办</del>" in page


def test_duties_set_by_hand_survive_new_words(plan: Plan, place: Street) -> None:
    training = plan.measures.get(path=TRAINING)
    told = {"support_units": "各社区", "leader": "张明", "deadline": date(2025, 11, 1)}
    actions.edit_measure(training, by=place.bob, title="职工培训", line="women", lead_unit="总工会", **told)
    actions.confirm(plan, by=place.bob)
    draft = actions.revise(plan, by=place.bob, filename="x.txt", data=ANEW)
    kept = draft.measures.get(path=TRAINING)
    assert {name: getattr(kept, name) for name in told} == told
    assert (kept.title, kept.line_id, kept.lead_unit, kept.contested) == ("职工培训", "women", "总工会", {})


def test_what_goes_on_otherwise_brings_what_was_put_right_there(plan: Plan, place: Street) -> None:
    dues = plan.measures.get(path=DUES)
    actions.edit_measure(dues, by=place.bob, title="会费", line="union", lead_unit="总工会")
    actions.confirm(plan, by=place.bob)
    draft = actions.revise(plan, by=place.bob, filename="x.txt", data=ANEW)
    station = draft.measures.get(title="建立工会驿站")
    actions.match(station, dues, by=place.bob)
    assert (station.lead_unit, station.targets.get().value) == ("总工会", 5)
    actions.match(station, None, by=place.bob)
    assert (station.title, station.lead_unit, station.targets.get().value) == ("建立工会驿站", "", 5)


def test_a_revision_that_names_no_year_is_of_the_plans(old: Plan, ids: dict[str, UUID], place: Street) -> None:
    data = re.sub("2025年", "", POINTS).replace("12月底前", "9月底前").encode()
    draft = actions.revise(old, by=place.bob, filename="x.txt", data=data)
    assert draft.measures.get(same_as=ids["一（一）2"]).targets.get().deadline == date(2025, 9, 30)


def table_points(*cells: str) -> bytes:
    """Work points as a table of one task."""
    heads = ("工作任务", "牵头单位", "完成时限")
    return write(Paper(TITLE, blocks=(Heading(1, text="工会工作"), Table(head=heads, rows=(cells,)))))


def test_a_column_that_changed_beside_a_task_is_read_anew(place: Street) -> None:
    task = "开展工会教育培训不少于36场"
    old = actions.upload(
        by=place.bob, unit=place.street, filename="a.docx", data=table_points(task, "党群办", "6月底前")
    )
    actions.confirm(old, by=place.bob)
    draft = actions.revise(old, by=place.bob, filename="b.docx", data=table_points(task, "综治办", "9月底前"))
    measure = draft.measures.get()
    assert (measure.lead_unit, measure.deadline) == ("综治办", date(2025, 9, 30))
    assert measure.targets.get().deadline == date(2025, 9, 30)


def test_a_person_matches_otherwise(draft: Plan, ids: dict[str, UUID], place: Street) -> None:
    browser = sign_in(place.bob)
    station = draft.measures.get(title="建立工会驿站")
    browser.post(reverse("plans:match", args=[station.pk]), {"old": str(ids[DUES])})
    training = draft.measures.get(path=TRAINING)
    browser.post(reverse("plans:match", args=[training.pk]), {"old": ""})
    actions.confirm(draft, by=place.bob)
    assert Measure.objects.tracked().get(pk=ids[DUES]).title == "建立工会驿站"
    assert not Measure.objects.tracked().filter(pk=ids[TRAINING]).exists()


def test_two_measures_cannot_go_on_as_one(draft: Plan, ids: dict[str, UUID], place: Street) -> None:
    station = draft.measures.get(title="建立工会驿站")
    with pytest.raises(Refused):
        actions.match(station, Measure.objects.get(pk=ids[TRAINING]), by=place.bob)
    answer = sign_in(place.bob).post(reverse("plans:match", args=[station.pk]), {"old": "x"})
    assert answer.status_code == 409


def test_a_revision_can_be_given_up_and_brought_in_again(draft: Plan, old: Plan, place: Street) -> None:
    with pytest.raises(Refused):
        actions.revise(old, by=place.bob, filename="又一稿.txt", data=ANEW.replace(b"40", b"44"))
    actions.drop_plan(draft, by=place.bob)
    again = actions.revise(old, by=place.bob, filename="修订稿.txt", data=ANEW)
    assert again.revises == old


def test_a_revision_is_revised_again(draft: Plan, old: Plan, ids: dict[str, UUID], place: Street) -> None:
    actions.confirm(draft, by=place.bob)
    third = actions.revise(draft, by=place.bob, filename="三稿.txt", data=ANEW.replace(b"40", b"44"))
    actions.confirm(third, by=place.bob)
    assert "不少于44场" in Measure.objects.tracked().get(pk=ids[TRAINING]).text
    assert kinds(Plan.objects.get(pk=draft.pk))[TRAINING] == "changed"
    assert kinds(Plan.objects.get(pk=third.pk)) == {TRAINING: "changed"}


def test_another_years_document_is_no_revision(old: Plan, place: Street) -> None:
    with pytest.raises(Refused) as refused:
        actions.revise(old, by=place.bob, filename="x.txt", data=ANEW.replace(b"2025", b"2026"))
    assert refused.value.field == "file"


def test_a_draft_is_not_revised_and_nobody_else_revises(plan: Plan, place: Street) -> None:
    with pytest.raises(Refused):
        actions.revise(plan, by=place.bob, filename="x.txt", data=ANEW)
    actions.confirm(plan, by=place.bob)
    for post in (place.alice, place.carol, place.eve):
        with pytest.raises(Refused):
            actions.revise(plan, by=post, filename="x.txt", data=ANEW)


def test_it_is_revised_on_the_pages(old: Plan, ids: dict[str, UUID], place: Street) -> None:
    browser = sign_in(place.bob)
    page = browser.post(
        reverse("plans:revise", args=[old.pk]), {"file": SimpleUploadedFile("修订稿.txt", ANEW)}, follow=True
    )
    assert "<ins>40</ins>" in page.content.decode()
    assert "<del>36</del>" in page.content.decode()
    draft = Plan.objects.get(revises=old)
    browser.post(reverse("plans:confirm", args=[draft.pk]))
    seen = sign_in(place.alice).get(reverse("plans:revision", args=[draft.pk]))
    assert "<ins>40</ins>" in seen.content.decode()
    assert "确认修订" not in words(seen)
    told = browser.post(reverse("plans:revise", args=[draft.pk]), {"file": SimpleUploadedFile("x.txt", b"x")})
    assert told.status_code == 422


def test_the_side_by_side_asks_no_more_for_more_measures(place: Street) -> None:
    browser, asked = sign_in(place.bob), {}
    for measures in (3, 60):
        data = long_points(measures)
        plan = actions.upload(by=place.bob, unit=place.street, filename=FILENAME, data=data)
        actions.confirm(plan, by=place.bob)
        draft = actions.revise(plan, by=place.bob, filename="x.txt", data=data.replace("全年".encode(), b""))
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(reverse("plans:revision", args=[draft.pk]))
        assert page.content.decode().count("<article") == measures
        asked[measures] = len(queries)
        actions.confirm(draft, by=place.bob)
    assert asked[60] <= asked[3] <= 25


def test_receipts_of_the_old_plan_wait_no_longer(old: Plan, place: Street) -> None:
    actions.issue(old, by=place.bob, units=[place.riverside])
    draft = actions.revise(old, by=place.bob, filename="修订稿.txt", data=ANEW)
    actions.confirm(draft, by=place.bob)
    answer = sign_in(place.alice).post(reverse("plans:acknowledge", args=[old.pk]))
    assert answer.status_code == 409
    assert not old.receipts.waiting().exists()
    assert DATA != ANEW
