"""Correcting, voiding, attributing and erasing by the page."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.people import content, entry, sign_in, street
from yiben.ledger import actions
from yiben.ledger.content import Amount
from yiben.ledger.models import Entry
from yiben.ledger.tests.typing_in import errors, typed
from yiben.lib.canonical import uuid7

pytestmark = pytest.mark.django_db


def at(verb, told):
    return reverse(f"ledger:{verb}", args=[told.pk])


def test_a_correction_begins_with_what_stands():
    s = street()
    told = entry(s.riverside, by=s.alice, amounts={"volunteers": 30, "money": "1200.50"}, place="小广场")
    form = sign_in(s.alice).get(at("correct", told)).context["form"]
    shown = {name: form[name].value() for name in ("title", "place", "volunteers", "money", "lines")}
    assert shown == {
        "title": told.title,
        "place": "小广场",
        "volunteers": "30",
        "money": "1200.5",
        "lines": ("volunteering",),
    }


def test_a_correction_takes_the_old_ones_place_and_both_are_told():
    s = street()
    told = entry(s.riverside, by=s.alice, amounts={"volunteers": 30})
    browser = sign_in(s.alice)
    answer = browser.post(
        at("correct", told), typed(s.riverside, volunteers="32", times="1", reason="数错了"), follow=True
    )
    new = Entry.objects.standing().get()
    assert (new.replaces, new.reason, new.quantities.get(metric="volunteers").value) == (told, "数错了", 32)
    assert "数错了" in answer.content.decode()
    assert "已被更正" in browser.get(at("detail", told)).content.decode()


def test_correcting_twice_by_the_same_form_corrects_once():
    s = street()
    told = entry(s.riverside, by=s.alice)
    browser, sent = sign_in(s.alice), typed(s.riverside, title="改过")
    for _time in range(2):
        assert browser.post(at("correct", told), sent).status_code == 302
    assert Entry.objects.count() == 2


def test_an_approximate_number_loses_its_mark_when_the_exact_one_is_typed():
    s = street()
    said = replace(content(s.riverside), amounts=(Amount("attendances", Decimal(30), words="30余"),))
    told = actions.record(said, by=s.alice)
    browser = sign_in(s.alice)
    assert browser.get(at("correct", told)).context["form"]["attendances"].value() == "30余"
    browser.post(at("correct", told), typed(s.riverside, attendances="36"))
    exact = Entry.objects.standing().get().quantities.get(metric="attendances")
    assert (exact.value, exact.words) == (36, "")


def test_counts_of_several_nouns_survive_a_correction():
    s = street()
    amounts = (Amount("volunteers", Decimal(8), noun="老年志愿者"), Amount("volunteers", Decimal(5), noun="青年志愿者"))
    told = actions.record(replace(content(s.riverside), amounts=amounts), by=s.alice)
    browser = sign_in(s.alice)
    form = browser.get(at("correct", told)).context["form"]
    shown = {name: form[name].value() for name in form.fields if name.startswith("volunteers-")}
    assert sorted(shown.values()) == ["5", "8"]
    browser.post(at("correct", told), typed(s.riverside, title="改过", **shown))
    kept = Entry.objects.standing().get().quantities.filter(metric="volunteers").values_list("noun", "amount")
    assert set(kept) == {("老年志愿者", 8), ("青年志愿者", 5)}


def test_a_void_needs_its_reason_and_strikes_the_entry():
    s = street()
    told = entry(s.riverside, by=s.alice)
    browser = sign_in(s.alice)
    assert errors(browser.post(at("void", told), {"id": uuid7()}))["reason"] == ["请写明原因"]
    body = browser.post(at("void", told), {"id": uuid7(), "reason": "重复登记"}, follow=True).content.decode()
    assert "已作废" in body
    assert "重复登记" in body
    assert not Entry.objects.standing().exists()


def test_voiding_twice_by_the_same_form_is_harmless():
    s = street()
    told = entry(s.riverside, by=s.alice)
    browser, sent = sign_in(s.alice), {"id": uuid7(), "reason": "重复登记"}
    for _time in range(2):
        assert browser.post(at("void", told), sent).status_code == 302
    assert Entry.objects.count() == 2


def test_the_page_of_a_withdrawal_is_that_of_what_it_withdraws():
    s = street()
    told = entry(s.riverside, by=s.alice)
    void = actions.void(told, by=s.alice, reason="重复")
    assert sign_in(s.alice).get(at("detail", void)).url == at("detail", told)


def test_lines_are_ticked_and_the_whole_course_is_told():
    s = street()
    told = entry(s.riverside, by=s.alice)
    answer = sign_in(s.alice).post(at("attribute", told), {"lines": ["youth", "women"]}, follow=True)
    assert {line.slug for line in told.lines} == {"youth", "women"}
    body = answer.content.decode()
    assert "归集的经过" in body
    assert "撤出" in body


def test_lines_may_all_be_taken_off():
    s = street()
    told = entry(s.riverside, by=s.alice)
    sign_in(s.alice).post(at("attribute", told), {})
    assert told.lines == []


def test_erasing_takes_the_words_and_leaves_the_figures():
    s = street()
    told = entry(s.riverside, by=s.alice, title="张某的事", amounts={"people": 3})
    browser = sign_in(s.bob)
    body = browser.post(at("erase", told), {"id": uuid7(), "reason": "本人要求删除"}, follow=True).content.decode()
    assert "张某" not in body
    assert "本人要求删除" in body
    assert Entry.objects.get().quantities.get(metric="people").value == 3
    assert "张某" not in browser.get(reverse("ledger:list")).content.decode()


@pytest.mark.parametrize("verb", ["correct", "void", "attribute", "erase"])
def test_what_another_room_wrote_or_another_unit_holds_has_no_buttons(verb):
    s = street()
    cohosted = entry(s.hilltop, by=s.amy, cohosts=(s.riverside.pk,))
    browser = sign_in(s.alice)
    body = browser.get(at("detail", cohosted)).content.decode()
    assert f'href="{at(verb, cohosted)}"' not in body
    answer = browser.post(at(verb, cohosted), typed(s.hilltop, reason="x"))
    assert answer.status_code in (403, 409)
    assert Entry.objects.count() == 1


def test_an_entry_of_another_room_is_corrected_there():
    s = street()
    told = actions.record(replace(content(s.riverside), origin="cases:case:7"), by=s.alice)
    body = sign_in(s.alice).get(at("detail", told)).content.decode()
    assert f'href="{at("correct", told)}"' not in body
    answer = sign_in(s.alice).post(at("correct", told), typed(s.riverside))
    assert "在那里更正" in answer.content.decode()


def test_after_closing_the_form_asks_why():
    s = street()
    told = entry(s.riverside, by=s.alice)
    actions.close(s.street, by=s.carol, start=date(2025, 3, 1), end=date(2025, 3, 31))
    answer = sign_in(s.alice).post(at("correct", told), typed(s.riverside, title="改过"))
    assert "结账" in errors(answer)["reason"][0]
