from __future__ import annotations

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people import Street, _post, sign_in
from yiben.lib.refused import Refused
from yiben.plans import actions
from yiben.plans.models import Plan, Receipt
from yiben.plans.receipts import issued_of
from yiben.units.models import Act

pytestmark = pytest.mark.django_db


@pytest.fixture
def confirmed(plan: Plan, place: Street) -> Plan:
    return actions.confirm(plan, by=place.bob)


@pytest.fixture
def issued(confirmed: Plan, place: Street) -> Plan:
    """Sent to the two communities."""
    return actions.issue(confirmed, by=place.bob, units=[place.hilltop, place.riverside])


def receipt(plan: Plan, who: str = "临水社区") -> Receipt:
    return plan.receipts.standing().select_related("plan", "unit").get(unit__name=who)


def words(page: HttpResponse) -> str:
    return re.sub(r"<[^>]+>", "", page.content.decode())


def test_every_community_and_office_is_offered_and_ticked(confirmed: Plan, place: Street) -> None:
    page = sign_in(place.bob).get(reverse("plans:receipts", args=[confirmed.pk])).content.decode()
    boxes = re.findall(r'<input type="checkbox" name="units" value="(\d+)"[^>]*checked', page)
    assert [int(box) for box in boxes] == [place.riverside.pk, place.hilltop.pk, place.office.pk]


def test_it_is_issued_on_the_page_and_waits_for_the_worker(confirmed: Plan, place: Street) -> None:
    browser = sign_in(place.bob)
    browser.post(reverse("plans:issue", args=[confirmed.pk]), {"units": [place.riverside.pk]})
    assert receipt(confirmed).issued_by == place.bob
    assert "待签收" in words(sign_in(place.alice).get(reverse("plans:list")))
    assert "待签收" not in words(sign_in(place.amy).get(reverse("plans:list")))
    assert Act.objects.filter(verb="plans.issue", post=place.bob).count() == 1


def test_a_worker_says_with_a_note_that_it_arrived(issued: Plan, place: Street) -> None:
    browser, address = sign_in(place.alice), reverse("plans:acknowledge", args=[issued.pk])
    assert "请签收" in words(browser.get(reverse("plans:detail", args=[issued.pk])))
    page = browser.post(address, {"note": " 已分工，请团支部先行 "}, follow=True)
    found = receipt(issued)
    assert (found.acknowledged_by, found.note) == (place.alice, "已分工，请团支部先行")
    assert "请签收" not in words(page)
    assert "已分工" in words(page)


def test_it_is_acknowledged_once(issued: Plan, place: Street) -> None:
    actions.acknowledge(receipt(issued), by=place.alice)
    with pytest.raises(Refused):
        actions.acknowledge(receipt(issued), by=place.alice, note="再说一句")
    assert receipt(issued).note == ""


def test_only_the_unit_itself_acknowledges(issued: Plan, place: Street) -> None:
    for post in (place.amy, place.bob, place.carol, place.dan):
        with pytest.raises(Refused):
            actions.acknowledge(receipt(issued), by=post)


def test_the_officer_sees_quietly_who_has_not(issued: Plan, place: Street) -> None:
    actions.acknowledge(receipt(issued), by=place.alice, note="收到")
    seen = issued_of(issued, place.bob)
    assert [row.unit for row in seen.rows] == [place.riverside, place.hilltop]
    assert seen.names == "望山社区"
    page = sign_in(place.bob).get(reverse("plans:detail", args=[issued.pk])).content.decode()
    assert "待签收 1 个" in page
    assert "chip--brick" not in page


def test_the_officers_list_says_how_many_have_not(issued: Plan, place: Street) -> None:
    browser = sign_in(place.bob)
    assert "2 个单位待签收" in words(browser.get(reverse("plans:list")))
    actions.acknowledge(receipt(issued), by=place.alice)
    assert "1 个单位待签收" in words(browser.get(reverse("plans:list")))
    page = words(browser.get(reverse("plans:receipts", args=[issued.pk])))
    assert "下发 2 个单位，已签收 1 个，待签收 1 个" in page


def test_a_text_to_send_names_those_that_wait(issued: Plan, place: Street) -> None:
    page = words(sign_in(place.bob).get(reverse("plans:receipts", args=[issued.pk])))
    assert f"《{issued.title}》已下发" in page
    assert "临水社区、望山社区。" in page


def test_it_is_called_back_before_it_arrived_and_may_go_again(issued: Plan, place: Street) -> None:
    sign_in(place.bob).post(reverse("plans:recall", args=[issued.pk]), {"unit": place.riverside.pk})
    assert not Receipt.objects.owed_by(place.alice).exists()
    actions.issue(issued, by=place.bob, units=[place.riverside])
    assert Receipt.objects.owed_by(place.alice).count() == 1
    assert issued.receipts.filter(unit=place.riverside).count() == 2


def test_what_arrived_is_not_called_back(issued: Plan, place: Street) -> None:
    actions.acknowledge(receipt(issued), by=place.alice)
    with pytest.raises(Refused):
        actions.recall(receipt(issued), by=place.bob)
    answer = sign_in(place.bob).post(reverse("plans:recall", args=[issued.pk]), {"unit": "x"})
    assert answer.status_code == 409


def test_who_has_it_is_left_as_it_is(issued: Plan, place: Street) -> None:
    actions.acknowledge(receipt(issued), by=place.alice)
    actions.issue(issued, by=place.bob, units=[place.riverside, place.office])
    assert receipt(issued).acknowledged_by == place.alice
    with pytest.raises(Refused, match="下发过"):
        actions.issue(issued, by=place.bob, units=[place.riverside])


def test_no_unit_and_a_unit_elsewhere_are_refused(confirmed: Plan, place: Street) -> None:
    for units in ([], [place.elsewhere], [place.street]):
        with pytest.raises(Refused) as refused:
            actions.issue(confirmed, by=place.bob, units=units)
        assert refused.value.field == "units"
    answer = sign_in(place.bob).post(reverse("plans:issue", args=[confirmed.pk]), {"units": [place.elsewhere.pk]})
    assert answer.status_code == 422


def test_a_draft_goes_nowhere(plan: Plan, place: Street) -> None:
    with pytest.raises(Refused):
        actions.issue(plan, by=place.bob, units=[place.riverside])


def test_receipts_come_through_the_post(issued: Plan, place: Street) -> None:
    def seen(post: object) -> list[str]:
        return [row.unit.name for row in Receipt.objects.for_post(post).select_related("unit")]  # type: ignore[arg-type]

    assert seen(place.alice) == ["临水社区"]
    assert seen(place.carol) == seen(place.eve) == ["临水社区", "望山社区"]
    assert seen(place.dan) == seen(place.ada) == seen(None) == []


def test_an_office_of_officers_only_can_acknowledge_too(confirmed: Plan, place: Street) -> None:
    clerk = _post("ruth", "如诗", place.office, "officer")
    actions.issue(confirmed, by=place.bob, units=[place.office])
    sign_in(clerk).post(reverse("plans:acknowledge", args=[confirmed.pk]))
    assert receipt(confirmed, "党群工作办公室").acknowledged_by == clerk
    assert sign_in(clerk).post(reverse("plans:issue", args=[confirmed.pk]), {}).status_code == 422


def test_an_office_may_not_issue_its_streets_plan(confirmed: Plan, place: Street) -> None:
    clerk = _post("ruth", "如诗", place.office, "officer")
    with pytest.raises(Refused):
        actions.issue(confirmed, by=clerk, units=[place.office])


def test_the_pages_ask_no_more_for_more_units(confirmed: Plan, place: Street) -> None:
    browser, counts = sign_in(place.bob), []
    for units in ([place.riverside], [place.hilltop, place.office]):
        actions.issue(confirmed, by=place.bob, units=units)
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("plans:receipts", args=[confirmed.pk]))
            browser.get(reverse("plans:detail", args=[confirmed.pk]))
        counts.append(len(asked))
    assert counts[1] <= counts[0]
