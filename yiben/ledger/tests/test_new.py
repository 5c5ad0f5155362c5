"""Logging an entry by the form: what, when, how many first; the rest folded."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.urls import reverse

from tests.people import entry, sign_in, street
from yiben.ledger import actions
from yiben.ledger.models import Entry
from yiben.ledger.tests.typing_in import errors, typed
from yiben.lib.periods import today

pytestmark = pytest.mark.django_db

NEW = "ledger:new"


def test_a_worker_logs_an_entry_and_gets_a_receipt():
    s = street()
    answer = sign_in(s.alice).post(reverse(NEW), typed(s.riverside, volunteers="30"), follow=True)
    told = Entry.objects.get()
    assert told.receipt in answer.content.decode()
    assert (told.by, told.quantities.get(metric="volunteers").value) == (s.alice, 30)


def test_sending_the_form_twice_logs_once():
    s = street()
    browser, sent = sign_in(s.alice), typed(s.riverside)
    for _time in range(2):
        assert browser.post(reverse(NEW), sent).status_code == 302
    assert Entry.objects.count() == 1


def test_the_page_brings_a_new_id_each_time():
    s = street()
    browser = sign_in(s.alice)
    first, second = (browser.get(reverse(NEW)).context["form"]["id"].value() for _time in range(2))
    assert first != second
    assert UUID(first).version == 7


def test_money_is_typed_in_yuan():
    s = street()
    sign_in(s.alice).post(reverse(NEW), typed(s.riverside, money="21,994.50"))
    assert Entry.objects.get().quantities.get(metric="money").amount == 2_199_450


@pytest.mark.parametrize("said", ["30余", "３０余", "30多人", "约30人次"])
def test_an_approximate_number_is_taken_with_its_words(said):
    s = street()
    sign_in(s.alice).post(reverse(NEW), typed(s.riverside, attendances=said))
    told = Entry.objects.get().quantities.get(metric="attendances")
    assert told.value == 30
    assert told.words


def test_all_that_is_folded_is_kept_too():
    s = street()
    said = {"end": "2025年3月6日", "place": "小广场", "lines": ["youth", "women"], "note": "晴", "summary": "on"}
    sign_in(s.alice).post(reverse(NEW), typed(s.riverside, times="3", cohosts=[s.hilltop.pk], **said))
    told = Entry.objects.get()
    assert (str(told.end), told.place, told.note, told.summary) == ("2025-03-06", "小广场", "晴", True)
    assert {line.slug for line in told.lines} == {"youth", "women"}
    assert [cohost.unit for cohost in told.cohosts.all()] == [s.hilltop]
    assert told.quantities.get(metric="times").value == Decimal(3)


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"title": ""}, "title", "请写活动名称"),
        ({"kind": ""}, "kind", "请选活动类型"),
        ({"start": ""}, "start", "请选日期"),
        ({"start": "2025年32月5日"}, "start", "没有32月"),
        ({"start": (today() + timedelta(days=1)).isoformat()}, "start", "将来"),
        ({"end": "2025-03-01"}, "end", "不能早于"),
        ({"volunteers": "若干"}, "volunteers", "不是数字"),
        ({"volunteers": "-3"}, "volunteers", "负数"),
        ({"volunteers": "1.5"}, "volunteers", "整数"),
        ({"money": "1.555"}, "money", "两位小数"),
        ({"rate": "98.5"}, "rate", "情况"),
        ({"topic": "union-dues"}, "topic", "不属于"),
        ({"lines": ["nowhere"]}, "lines", "nowhere"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field(said, field, words):
    s = street()
    answer = sign_in(s.alice).post(reverse(NEW), typed(s.riverside, **said))
    assert answer.status_code == 422
    assert words in " ".join(errors(answer)[field])
    assert not Entry.objects.exists()


def test_what_was_typed_is_still_there_when_something_is_wrong():
    s = street()
    answer = sign_in(s.alice).post(reverse(NEW), typed(s.riverside, volunteers="若干", place="小广场"))
    body = answer.content.decode()
    assert 'value="若干"' in body
    assert 'value="小广场"' in body


def test_a_closed_month_asks_for_the_reason_beside_its_field():
    s = street()
    month = {"start": today().replace(year=2025, month=3, day=1), "end": today().replace(year=2025, month=3, day=31)}
    actions.close(s.street, by=s.carol, **month)
    browser = sign_in(s.alice)
    assert "结账" in errors(browser.post(reverse(NEW), typed(s.riverside)))["reason"][0]
    browser.post(reverse(NEW), typed(s.riverside, reason="漏报"))
    assert Entry.objects.get().late


def test_a_worker_is_not_asked_for_her_unit_and_cannot_name_another():
    s = street()
    browser = sign_in(s.alice)
    assert browser.get(reverse(NEW)).context["form"]["unit"].is_hidden
    answer = browser.post(reverse(NEW), typed(s.hilltop))
    assert answer.status_code == 422
    assert not Entry.objects.exists()


def test_an_officer_chooses_a_unit_below_her():
    s = street()
    browser = sign_in(s.bob)
    offered = {int(value) for value, _name in browser.get(reverse(NEW)).context["form"].fields["unit"].choices}
    assert offered == {s.street.pk, s.riverside.pk, s.hilltop.pk, s.office.pk}
    browser.post(reverse(NEW), typed(s.office))
    assert Entry.objects.get().unit == s.office


def test_copying_fills_the_form_anew_without_the_day():
    s = street()
    told = entry(s.riverside, by=s.alice, amounts={"volunteers": 30}, place="小广场")
    form = sign_in(s.alice).get(reverse("ledger:copy", args=[told.pk])).context["form"]
    assert (form["title"].value(), form["place"].value(), form["volunteers"].value()) == (told.title, "小广场", "30")
    assert form["start"].value() is None
    assert form["id"].value() != told.pk


def test_text_is_escaped_on_the_page():
    s = street()
    browser = sign_in(s.alice)
    browser.post(reverse(NEW), typed(s.riverside, title="<script>alert(1)</script>"))
    body = browser.get(reverse("ledger:list")).content.decode()
    assert "<script>alert(1)" not in body
    assert "&lt;script&gt;alert(1)" in body
