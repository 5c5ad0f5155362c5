"""Leaving and changing posts: what was done stays, what is open goes on with somebody named."""

from datetime import date, timedelta

import pytest

from tests import people
from yiben.ledger import asks
from yiben.ledger.importing import begin_import, commit_import
from yiben.ledger.models import Ask, Entry, ImportBatch
from yiben.lib.periods import Period, today
from yiben.lib.refused import Refused
from yiben.lib.tables import write_table
from yiben.reports import actions as reports
from yiben.reports.models import Report
from yiben.units import actions, handing
from yiben.units.models import Act, Handover, Post


@pytest.fixture
def street(db):
    return people.street()


YESTERDAY = today() - timedelta(days=1)
LINES = ("union", "women")


@pytest.fixture
def ben(street):
    """An officer of two lines, with a question asked and a report begun."""
    post = actions.take_on(
        by=None,
        login="ben",
        name="边远",
        password="three-words-9",
        unit=street.street,
        kind="officer",
        since=people.SINCE,
        lines=LINES,
    )
    actions.choose_password(post.person, by=None, password=people.PASSWORD)
    entry = people.entry(street.riverside, by=street.alice, lines=("union",))
    asks.ask(by=post, entry=entry, text="签到表上是几个人？")
    reports.build(by=post, unit=street.street, genre="annual", period=Period.of_year(2025))
    return post


def leave(street, ben, **said):
    url = f"/units/people/{ben.person_id}/leave/"
    return people.sign_in(street.ada).post(url, {"until": str(YESTERDAY)} | said)


def test_who_leaves_with_work_open_hands_it_to_somebody(street, ben):
    page = leave(street, ben)
    assert page.status_code == 422
    told = page.content.decode()
    assert "还有没办完的事（提了还没答复的问题1件、还没出具的汇报1件）" in told
    assert "签到表" not in told
    assert Post.objects.get(pk=ben.pk).until is None


def test_what_was_open_goes_on_with_the_named_person(street, ben):
    assert leave(street, ben, **{f"to_{ben.pk}": street.bob.pk}).status_code == 302
    bob = people.sign_in(street.bob)
    own = bob.get("/units/self/").content.decode()
    assert "接手的事：边远" in own
    assert "签到表上是几个人？" in own
    assert "签到表上是几个人？" in bob.get("/").content.decode()
    asked = Ask.objects.get()
    assert bob.post(f"/entries/asks/{asked.pk}/take-back/").status_code == 302
    report = Report.objects.get()
    assert reports.send(report, by=street.bob).state == "sent"


def test_a_unit_that_nobody_acts_for_any_more_is_told(street, ben):
    asks.ask(by=ben, entry=people.entry(street.hilltop, by=street.amy), text="几个人？")
    ada = people.sign_in(street.ada)
    assert "此后望山社区没有在任的人了" in ada.get(f"/units/people/{street.amy.person_id}/leave/").content.decode()
    assert "没有在任的人了" not in ada.get(f"/units/people/{ben.person_id}/leave/").content.decode()


def test_what_was_done_stays_the_leavers_own(street, ben):
    leave(street, ben, **{f"to_{ben.pk}": street.bob.pk})
    assert Ask.objects.get().by == ben
    assert Report.objects.get().drafted_by == ben
    handed = Act.objects.get(verb="units.hand_over")
    assert (handed.detail["login"], handed.detail["to"]) == ("ben", "bob")
    page = people.sign_in(street.ada).get(f"/units/people/{ben.person_id}/").content.decode()
    assert "没办完的事由卜文接着办" in page


def test_who_left_sees_nothing_any_more(street, ben):
    leave(street, ben, **{f"to_{ben.pk}": street.bob.pk})
    client = people.sign_in(Post.objects.get(pk=ben.pk))
    assert "现在没有在任的岗位" in client.get("/").content.decode()


def test_only_who_may_do_it_goes_on_with_it(street, ben):
    few = actions.take_on(
        by=None,
        login="few",
        name="傅少",
        password="three-words-9",
        unit=street.street,
        kind="officer",
        since=people.SINCE,
        lines=["union"],
    )
    assert set(handing.heirs(ben)) == {street.bob}
    with pytest.raises(Refused, match="接手的人要是同一岗位"):
        handing.leave_post(ben, by=street.ada, until=YESTERDAY, to=few)
    with pytest.raises(Refused, match="接手的人要是同一岗位"):
        handing.leave_post(ben, by=street.ada, until=YESTERDAY, to=street.carol)


def test_work_handed_on_twice_goes_on_with_the_last(street, ben):
    handing.leave_post(ben, by=street.ada, until=YESTERDAY, to=street.bob)
    third = actions.give_post(street.amy.person, by=None, unit=street.street, kind="officer", since=people.SINCE)
    handing.leave_post(street.bob, by=street.ada, until=YESTERDAY, to=third)
    assert Post.objects.get(pk=third.pk).stands_for == {third.pk, street.bob.pk, ben.pk}


def test_a_handover_begins_the_day_after(street, ben):
    handing.leave_post(ben, by=street.ada, until=today() + timedelta(days=3), to=street.bob)
    assert Handover.objects.get().since == today() + timedelta(days=4)
    assert Post.objects.get(pk=street.bob.pk).stands_for == {street.bob.pk}


def test_a_list_begun_is_finished_by_who_goes_on(street):
    table = write_table(["日期", "活动名称", "活动类型", "人次"], [["2025-03-05", "植树", "志愿服务", 30]])
    batch = begin_import(by=street.alice, unit=street.riverside, filename="三月.xlsx", data=table)
    other = actions.give_post(street.amy.person, by=None, unit=street.riverside, kind="worker", since=people.SINCE)
    assert not ImportBatch.objects.for_post(other).exists()
    handing.leave_post(street.alice, by=street.ada, until=YESTERDAY, to=other)
    hers = Post.objects.get(pk=other.pk)
    assert ImportBatch.objects.for_post(hers).get() == batch
    commit_import(batch, by=hers)
    assert Entry.objects.get(title="植树").by == hers


def test_a_transfer_ends_the_one_and_begins_the_other(street, ben):
    said = {"unit": street.street.pk, "kind": "officer", "lines": [*LINES, "youth"], "since": str(today())}
    ada = people.sign_in(street.ada)
    assert ada.post(f"/units/posts/{ben.pk}/transfer/", said).status_code == 302
    fresh = Post.objects.get(person=ben.person, until=None)
    assert (Post.objects.get(pk=ben.pk).until, fresh.since) == (YESTERDAY, today())
    assert ben.pk in fresh.stands_for


def test_a_transfer_to_where_the_work_does_not_belong_needs_an_heir(street, ben):
    said = {"unit": street.hilltop.pk, "kind": "worker", "since": str(today())}
    ada = people.sign_in(street.ada)
    assert "请写明交给谁" in ada.post(f"/units/posts/{ben.pk}/transfer/", said).content.decode()
    assert not Post.objects.filter(person=ben.person, unit=street.hilltop).exists()
    assert ada.post(f"/units/posts/{ben.pk}/transfer/", said | {"to": street.bob.pk}).status_code == 302


def test_posts_elsewhere_are_not_hers_to_end(street, ben):
    actions.give_post(ben.person, by=None, unit=street.elsewhere, kind="worker", since=people.SINCE)
    leave(street, ben, **{f"to_{ben.pk}": street.bob.pk})
    assert Post.objects.get(person=ben.person, unit=street.elsewhere).until is None


def test_a_planned_end_may_be_moved_and_nothing_ends_before_it_began(street, ben):
    handing.leave_post(ben, by=street.ada, until=today() + timedelta(days=30), to=street.bob)
    again = handing.leave_post(Post.objects.get(pk=ben.pk), by=street.ada, until=today(), to=street.bob)
    assert (again.until, Handover.objects.get().since) == (today(), today() + timedelta(days=1))
    with pytest.raises(Refused, match="离任日期不能早于到任日期"):
        handing.leave_post(ben, by=street.ada, until=date(2020, 1, 1), to=street.bob)
