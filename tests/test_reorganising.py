"""Units renamed, merged, split and closed: who acts and what is open go over, what was done stays."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import people
from yiben.ledger import asks
from yiben.ledger.importing import begin_import, commit_import
from yiben.ledger.models import Ask, Entry
from yiben.ledger.words import unit_names
from yiben.lib.periods import Period, today
from yiben.lib.refused import Refused
from yiben.lib.tables import write_table
from yiben.plans.actions import acknowledge
from yiben.plans.models import Plan, Receipt
from yiben.plans.receipts import own_receipt
from yiben.reports.models import CellAsk
from yiben.reports.workbooks import asking, keeping
from yiben.units import actions, reorganising
from yiben.units.models import Post, Unit
from yiben.units.reorganising import NewUnit, merge_units, rename_unit, split_unit


@pytest.fixture
def street(db):
    return people.street()


JULY = date(2025, 7, 1)
NEW = NewUnit("山水社区", "910101000009", ("山水",))


@pytest.fixture
def merged(street):
    """Both communities are one from July on; a question to one of them was open."""
    street.entry = people.entry(street.riverside, by=street.alice, on=date(2025, 3, 5))
    asks.ask(by=street.bob, entry=street.entry, text="签到表上是几个人？")
    street.merged = merge_units([street.riverside, street.hilltop], by=street.ada, on=JULY, new=NEW)
    return street


def her_post(street, login="alice"):
    """The post in which she acts after the merger, as a request would find it."""
    return Post.objects.on(today()).get(person__login=login, until=None)


def test_a_new_unit_begins_where_the_others_end(merged):
    ended = Unit.objects.filter(successor=merged.merged)
    assert {(one.name, one.until) for one in ended} == {
        ("临水社区", date(2025, 6, 30)),
        ("望山社区", date(2025, 6, 30)),
    }
    assert (merged.merged.since, merged.merged.kind, merged.merged.parent) == (JULY, "community", merged.street)
    assert reorganising.predecessors(merged.merged) == [merged.riverside, merged.hilltop]


def test_its_people_go_over_and_go_on(merged):
    assert {post.person.login for post in Post.objects.filter(unit=merged.merged)} == {"alice", "amy"}
    assert Post.objects.get(pk=merged.alice.pk).until == date(2025, 6, 30)
    asked = Ask.objects.get()
    alice = people.sign_in(her_post(merged))
    assert "签到表上是几个人？" in alice.get("/").content.decode()
    assert alice.post(f"/entries/asks/{asked.pk}/", {"text": "30 人"}).status_code == 302
    assert Ask.objects.get().answered_by.unit == merged.merged


def test_what_its_predecessors_owe_it_signs_and_types(street):
    plan = Plan.objects.create(
        unit=street.street,
        year=2025,
        title="要点",
        state="confirmed",
        confirmed_at=timezone.now(),
        confirmed_by=street.bob,
    )
    Receipt.objects.create(plan=plan, unit=street.riverside, issued_at=timezone.now(), issued_by=street.bob)
    table = write_table(["社区", "常住人口（人）"], [["临水社区", None]], sheet="统计表")
    year = Period.of_year(2025)
    form = keeping.take_in(by=street.bob, unit=street.street, filename="统计表.xlsx", data=table, period=year)
    asking.ask_units(form, by=street.bob, due=today())
    merge_units([street.riverside, street.hilltop], by=street.ada, on=JULY, new=NEW)
    hers = her_post(street)
    receipt = acknowledge(own_receipt(plan, hers), by=hers)
    assert (receipt.unit, receipt.acknowledged_by) == (street.riverside, hers)
    asking.answer(CellAsk.objects.for_post(hers).get(), by=hers, values=["120"])
    assert CellAsk.objects.get().answered_by == hers


def test_what_was_done_before_is_corrected_under_the_old_name(merged):
    alice = people.sign_in(her_post(merged))
    assert alice.get(f"/entries/{merged.entry.pk}/correct/").status_code == 200
    assert Entry.objects.get(pk=merged.entry.pk).unit == merged.riverside
    late = people.entry(Unit.objects.get(pk=merged.riverside.pk), by=her_post(merged), on=date(2025, 6, 20))
    assert late.unit == merged.riverside
    with pytest.raises(Refused, match="还未成立或已撤销"):
        people.entry(Unit.objects.get(pk=merged.riverside.pk), by=her_post(merged), on=date(2025, 7, 2))


def test_what_was_forgotten_before_is_brought_in_by_a_list_with_the_old_name(merged):
    head = ["日期", "单位", "活动名称", "活动类型", "人次"]
    table = write_table(head, [["2025-06-20", "临水社区", "清洁家园", "志愿服务", 30]])
    hers = her_post(merged)
    batch = begin_import(by=hers, unit=merged.merged, filename="补录.xlsx", data=table)
    commit_import(batch, by=hers)
    assert Entry.objects.get(title="清洁家园").unit == merged.riverside


def test_a_list_means_the_unit_that_stands_where_an_ended_one_had_the_same_name(street):
    again = NewUnit("临水社区", "910101000009", ("临水",))
    into = merge_units([street.riverside, street.hilltop], by=street.ada, on=JULY, new=again)
    named = unit_names(Unit.objects.under(street.street), street.street)
    assert (named["临水社区"], named["望山社区"]) == ({into.pk}, {street.hilltop.pk})


def test_a_merger_announced_ahead_gives_nothing_before_its_day(street):
    ahead = today() + timedelta(days=10)
    into = merge_units([street.hilltop], by=street.ada, on=ahead, into=street.riverside)
    assert Unit.objects.get(pk=into.pk).carried == [into.pk]
    assert Post.objects.get(person=street.amy.person, unit=into).since == ahead
    assert Post.objects.on(today()).filter(pk=street.amy.pk).exists()


def test_three_one_after_the_other_go_on_as_one(merged):
    last = merge_units([merged.merged], by=merged.ada, on=date(2025, 9, 1), into=_office_like(merged))
    assert set(Unit.objects.get(pk=last.pk).carried) == {
        last.pk,
        merged.merged.pk,
        merged.riverside.pk,
        merged.hilltop.pk,
    }
    assert her_post(merged).unit == last


def _office_like(street):
    return actions.add_unit(
        by=None, name="新苑社区", kind="community", code="9", since=people.SINCE, parent=street.street
    )


@pytest.mark.parametrize("which", [["riverside"], ["riverside", "office"], ["riverside", "elsewhere"]])
def test_what_cannot_be_one_is_refused(street, which):
    with pytest.raises(Refused):
        merge_units([getattr(street, name) for name in which], by=street.ada, on=JULY, new=NEW)
    assert not Unit.objects.filter(code=NEW.code).exists()


# -- renaming


def test_a_renamed_unit_keeps_its_past_and_answers_to_both_names(street):
    unit = rename_unit(street.riverside, by=street.ada, name="临江社区", on=JULY, short_names=["临江"])
    assert (unit.called_on(date(2025, 6, 30)), unit.called_on(JULY)) == ("临水社区", "临江社区")
    assert unit.short_names == ["临江", "临水社区"]
    assert unit_names([unit], street.street)["临水社区"] == {unit.pk}
    bob = people.sign_in(street.bob)
    assert "曾用名" in bob.get(f"/units/{unit.pk}/").content.decode()
    then = {"unit": unit.code, "period": "2025H1"}
    assert "临江社区（时称临水社区）" in bob.get("/figures/activity-times/", then).content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {"name": "望山社区"},
        {"name": "临水社区"},
        {"on": date(2020, 1, 1)},
        {"on": today() + timedelta(days=1)},
        {"name": ""},
    ],
)
def test_a_name_that_will_not_do_is_refused(street, said):
    with pytest.raises(Refused):
        rename_unit(street.riverside, by=street.ada, **({"name": "临江社区", "on": JULY} | said))
    assert Unit.objects.get(pk=street.riverside.pk).name == "临水社区"


# -- splitting


def test_a_part_becomes_a_unit_and_takes_who_is_named(street):
    parts = split_unit(street.riverside, by=street.ada, on=JULY, parts=[NEW], stays=True, posts={street.alice.pk: 0})
    assert parts[0].origin == street.riverside
    assert Unit.objects.get(pk=street.riverside.pk).until is None
    assert Post.objects.get(unit=parts[0]).person == street.alice.person
    assert reorganising.predecessors(parts[0]) == []


def test_a_unit_split_whole_ends_and_its_first_part_goes_on(street):
    parts = split_unit(
        street.riverside, by=street.ada, on=JULY, parts=[NEW, NewUnit("水岸社区", "910101000010")], stays=False
    )
    assert Unit.objects.get(pk=street.riverside.pk).until == date(2025, 6, 30)
    assert street.riverside.pk in Unit.objects.get(pk=parts[0].pk).carried
    assert Post.objects.get(unit=parts[0]).person == street.alice.person


# -- closing


def test_nobody_is_sent_away_with_work_open(street):
    officer = actions.give_post(street.amy.person, by=None, unit=street.hilltop, kind="officer", since=people.SINCE)
    entry = people.entry(street.hilltop, by=street.amy)
    asks.ask(by=officer, entry=entry, text="几个人？")
    with pytest.raises(Refused, match="请写明交给谁"):
        reorganising.end_unit(street.hilltop, by=street.ada, until=JULY)


# -- in the browser


def test_what_changes_is_told_before_it_is_written(street):
    people.entry(street.riverside, by=street.alice, on=date(2025, 3, 5))
    ada, url = people.sign_in(street.ada), f"/units/{street.riverside.pk}/merge/"
    said = {"units": [street.hilltop.pk], "name": NEW.name, "code": NEW.code, "on": "2025-07-01"}
    told = ada.post(url, said).content.decode()
    assert "现在还没有写" in told
    assert "记录 1" in told
    assert "安宁（社区工作者）" in told
    assert not Unit.objects.filter(code=NEW.code).exists()
    assert ada.post(url, said | {"confirmed": "1"}).status_code == 302
    assert Unit.objects.get(code=NEW.code).predecessors.count() == 2
