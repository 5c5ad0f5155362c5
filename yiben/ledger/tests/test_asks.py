"""Questions about an entry or a measure, and their answers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import people, world
from yiben.ledger import actions, asks, asks_page
from yiben.ledger.models import Ask
from yiben.lib.refused import Refused

pytestmark = pytest.mark.django_db

LIST = "/entries/asks/"


@pytest.fixture
def street():
    return people.street()


@pytest.fixture
def entry(street):
    return people.entry(street.riverside, by=street.alice)


@pytest.fixture
def measure(street):
    plan = world.plan_of(street, "工作要点", state="confirmed", confirmed_at=timezone.now(), confirmed_by=street.bob)
    return plan.measures.all()[0]


def reads(post, words):
    return words in people.sign_in(post).get(LIST).content.decode()


def test_an_officer_asks_about_an_entry_and_its_unit_answers(street, entry):
    client = people.sign_in(street.bob)
    answer = client.post(f"/entries/{entry.pk}/ask/", {"text": "签到表上是几个人？"})
    asked = Ask.objects.get()
    assert answer.url == f"{LIST}{asked.pk}/"
    assert reads(street.alice, "签到表上是几个人")
    people.sign_in(street.alice).post(f"{LIST}{asked.pk}/", {"text": "三十二个"})
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by, asked.state) == ("三十二个", street.alice, "answered")
    assert reads(street.bob, "三十二个")


def test_it_asks_a_unit_about_a_measure(street, measure):
    client = people.sign_in(street.carol)
    address = f"/entries/asks/measure/{measure.pk}/"
    assert (
        f'<option value="{street.hilltop.pk}" selected>'
        in client.get(f"{address}?unit={street.hilltop.code}").content.decode()
    )
    client.post(address, {"text": "六月底能做完吗？", "unit": street.hilltop.pk})
    assert Ask.objects.get().unit == street.hilltop
    assert reads(street.amy, "六月底能做完吗")
    assert not reads(street.alice, "六月底能做完吗")


def test_neighbours_strangers_and_the_administrator_hear_nothing(street, entry):
    asked = asks.ask(by=street.bob, entry=entry, text="签到表上是几个人？")
    for other in (street.amy, street.dan):
        assert not reads(other, "签到表")
        assert people.sign_in(other).get(f"{LIST}{asked.pk}/").status_code == 404
    assert people.sign_in(street.ada).get(LIST).status_code == 403


def test_correcting_settles_the_wish_for_it(street, entry):
    asked = asks.ask(by=street.bob, entry=entry, text="是 40 人", correction=True)
    page = people.sign_in(street.alice).get(f"{LIST}{asked.pk}/").content.decode()
    assert f"/entries/{entry.pk}/correct/" in page
    assert asked in Ask.objects.open()
    actions.correct(entry, by=street.alice, reason="数错了", title="学雷锋")
    assert not Ask.objects.open().exists()
    assert Ask.objects.for_list().get().state == "corrected"


def test_an_ask_after_a_correction_is_about_what_stands(street, entry):
    corrected = actions.correct(entry, by=street.alice, reason="数错了", title="学雷锋")
    asks.ask(by=street.bob, entry=corrected, text="还是不对", correction=True)
    assert Ask.objects.open().count() == 1


def test_it_is_answered_once(street, entry):
    asked = asks.ask(by=street.bob, entry=entry, text="几个人？")
    asks.answer(asked, by=street.alice, text="三十二个")
    with pytest.raises(Refused, match="已经答复"):
        asks.answer(asked, by=street.alice, text="三十三个")
    with pytest.raises(Refused, match="已经答复"):
        asks.take_back(asked, by=street.bob)
    asked.refresh_from_db()
    assert asked.answer == "三十二个"


def test_only_who_was_asked_answers_and_only_who_asked_takes_back(street, entry):
    asked = asks.ask(by=street.bob, entry=entry, text="几个人？")
    for other in (street.amy, street.bob, street.carol):
        with pytest.raises(Refused):
            asks.answer(asked, by=other, text="我猜")
    with pytest.raises(Refused):
        asks.take_back(asked, by=street.carol)
    asks.take_back(asked, by=street.bob)
    assert asked.state == "taken_back"
    assert not Ask.objects.open().exists()


def test_a_worker_asks_nobody(street, entry):
    assert people.sign_in(street.alice).get(f"/entries/{entry.pk}/ask/").status_code == 403


def test_an_officer_of_other_lines_is_not_asked_into_a_measure(street, measure):
    union = people._post("una", "尤娜", street.street, "officer", "union")
    with pytest.raises(Refused):
        asks.ask(by=union, unit=street.riverside, measure=measure, text="?")
    assert not Ask.objects.for_post(union).exists()


def test_a_day_that_is_over_is_told_beside_the_field(street, entry):
    yesterday = timezone.localdate() - timedelta(days=1)
    answer = people.sign_in(street.bob).post(
        f"/entries/{entry.pk}/ask/", {"text": "几个人？", "due": yesterday.isoformat()}
    )
    assert answer.status_code == 422
    assert "答复日期已经过去" in answer.content.decode()


def test_what_was_asked_is_shown_as_text(street, entry):
    asked = asks.ask(by=street.bob, entry=entry, text="<img src=x onerror=alert(1)>")
    assert "<img src=x" not in people.sign_in(street.alice).get(f"{LIST}{asked.pk}/").content.decode()


def test_many_questions_cost_no_more_queries(street, entry, django_assert_max_num_queries):
    for n in range(30):
        asks.ask(by=street.bob, entry=entry, text=f"第 {n} 问")
    client = people.sign_in(street.alice)
    with django_assert_max_num_queries(10):
        assert client.get(LIST).content.decode().count("<li><span>") == 30


def test_what_waits_is_never_listed_as_settled(street, entry, monkeypatch):
    monkeypatch.setattr(asks_page, "ROWS", 2)
    for at in range(3):
        asks.ask(by=street.bob, entry=entry, text=f"第{at}问")
    page = people.sign_in(street.bob).get(LIST).content.decode()
    assert "还有 1 个没有列出" in page
    assert "已了结" not in page
