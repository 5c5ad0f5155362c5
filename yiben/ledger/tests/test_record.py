from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.people import content, entry, street
from yiben.ledger import actions
from yiben.ledger.content import Amount
from yiben.ledger.models import Cell, Entry, Head
from yiben.ledger.tally import kept, recount
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.units.models import Act

pytestmark = pytest.mark.django_db


def total(unit, metric="times", line=""):
    cells = Cell.objects.filter(unit=unit, metric=metric, line=line)
    return sum(cell.amount for cell in cells)


def test_an_entry_gets_the_units_next_number_and_a_receipt():
    s = street()
    first, second = entry(s.riverside, by=s.alice), entry(s.riverside, by=s.alice)
    assert (first.number, second.number) == (1, 2)
    assert second.receipt.startswith(f"{s.riverside.code}-2-")
    assert Head.objects.get(unit=s.riverside).digest == second.digest


def test_totals_are_true_at_once_up_to_the_street():
    s = street()
    entry(s.riverside, by=s.alice, amounts={"volunteers": 30})
    entry(s.hilltop, by=s.amy, amounts={"volunteers": 12})
    assert (total(s.riverside, "volunteers"), total(s.street, "volunteers")) == (30, 42)
    assert total(s.street, "volunteers", line="volunteering") == 42
    assert not Cell.objects.filter(unit=s.district).exists()


def test_an_activity_counts_once_unless_it_says_how_often():
    s = street()
    entry(s.riverside, by=s.alice)
    entry(s.riverside, by=s.alice, amounts={"times": 5}, summary=True)
    entry(
        s.riverside,
        by=s.alice,
        kind="dues",
        title="收缴会费",
        lines=("union",),
        amounts={"people": 3, "money": "60.50"},
    )
    assert total(s.riverside) == 6
    assert total(s.riverside, "money") == 6050


def test_sending_twice_records_once():
    s = street()
    sent = content(s.riverside, amounts={"volunteers": 30})
    assert actions.record(sent, by=s.alice) == actions.record(sent, by=s.alice)
    assert Entry.objects.count() == 1


def test_the_same_id_with_other_content_is_refused():
    s = street()
    sent = content(s.riverside)
    actions.record(sent, by=s.alice)
    with pytest.raises(Refused, match="编号已经用过"):
        actions.record(replace(sent, title="另一件事"), by=s.alice)
    with pytest.raises(Refused, match="编号已经用过"):
        actions.record(sent, by=s.bob)


def test_another_units_activity_is_refused():
    s = street()
    with pytest.raises(Refused, match="本单位"):
        entry(s.hilltop, by=s.alice)
    with pytest.raises(Refused):
        entry(s.riverside, by=s.dan)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"on": today() + timedelta(days=1)}, "将来"),
        ({"end": date(2025, 3, 4)}, "结束日期"),
        ({"on": date(2022, 12, 31)}, "还未成立"),
        ({"title": " "}, "活动名称"),
        ({"kind": "party"}, "活动类型"),
        ({"lines": ("nowhere",)}, "条线"),
        ({"topic": "union-dues"}, "事项"),
        ({"amounts": {"volunteers": -1}}, "负数"),
        ({"amounts": {"volunteers": "1.5"}}, "整数"),
        ({"amounts": {"money": "1.555"}}, "两位小数"),
        ({"amounts": {"rate": 100}}, "情况"),
        ({"amounts": {"people": 10**16}}, "大得不像"),
        ({"amounts": {"people": 10**7 + 1}}, "人数写的是10000001，数字大得不像，请核对"),
        ({"amounts": {"money": "100000000000.01"}}, "大得不像"),
        ({"amounts": {"people": "NaN"}}, "负数"),
        ({"amounts": {"people": "Infinity"}}, "负数"),
        ({"title": "\x00\u202e"}, "活动名称"),
        ({"note": "长" * 5001}, "备注"),
        ({"reason": "因" * 301}, "原因"),
    ],
)
def test_what_the_book_cannot_take_is_refused_in_words(said, words):
    s = street()
    with pytest.raises(Refused, match=words):
        entry(s.riverside, by=s.alice, **said)
    assert Entry.objects.count() == 0


def test_what_no_eye_sees_is_not_kept():
    s = street()
    told = entry(s.riverside, by=s.alice, title="学\x00雷\x1b锋\u202e", place="\x08广场\ufffe", note="一\r\n二\t三\x0b")
    assert (told.title, told.place, told.note) == ("学雷锋", "广场", "一\n二\t三")


def test_a_correction_stands_in_the_old_ones_place():
    s = street()
    old = entry(s.riverside, by=s.alice, amounts={"volunteers": 30})
    new = actions.correct(old, by=s.alice, start=date(2025, 4, 1))
    assert list(Entry.objects.standing()) == [new]
    assert list(Entry.objects.standing(as_of=old.recorded_at)) == [old]
    assert kept(s.street) == recount(s.street)


def test_a_second_correction_of_the_same_entry_is_refused():
    s = street()
    old = entry(s.riverside, by=s.alice)
    actions.correct(old, by=s.alice, title="改过")
    with pytest.raises(Refused, match="最新的一条"):
        actions.correct(old, by=s.alice, title="又改")


def test_a_void_withdraws_and_needs_a_reason():
    s = street()
    old = entry(s.riverside, by=s.alice, amounts={"volunteers": 30})
    with pytest.raises(Refused, match="原因"):
        actions.void(old, by=s.alice, reason=" ")
    actions.void(old, by=s.alice, reason="重复登记")
    assert total(s.street) == 0
    assert not Entry.objects.standing().exists()


def test_lines_and_measures_are_added_and_withdrawn():
    s = street()
    told = entry(s.riverside, by=s.alice, amounts={"volunteers": 30})
    actions.attribute(told, by=s.alice, lines=["youth"])
    assert (total(s.street, "volunteers", "volunteering"), total(s.street, "volunteers", "youth")) == (0, 30)
    assert [line.slug for line in Entry.objects.get(pk=told.pk).lines] == ["youth"]
    assert kept(s.street) == recount(s.street)


def test_after_closing_a_reason_is_asked_and_the_entry_is_marked():
    s = street()
    actions.close(s.street, by=s.carol, start=date(2025, 3, 1), end=date(2025, 3, 31))
    with pytest.raises(Refused, match="结账"):
        entry(s.riverside, by=s.alice)
    late = entry(s.riverside, by=s.alice, reason="漏报")
    assert late.late
    actions.reopen(s.street, by=s.carol, start=date(2025, 3, 1), end=date(2025, 3, 31), reason="集中补录")
    assert not entry(s.riverside, by=s.alice).late


def test_every_write_leaves_an_act():
    s = street()
    told = entry(s.riverside, by=s.alice)
    act = Act.objects.get(verb="ledger.record")
    assert (act.post, act.about) == (s.alice, f"ledger.entry:{told.pk}")


def test_a_head_count_of_a_group_becomes_a_neutral_one():
    s = street()
    told = actions.record(
        replace(content(s.riverside), amounts=(Amount("volunteers", Decimal(30), noun="党员志愿者"),)), by=s.alice
    )
    assert told.quantities.get(metric="volunteers").noun == "志愿者"
