"""Two people correct one entry: nothing is overwritten unseen."""

from decimal import Decimal

import pytest

from tests import people
from yiben.ledger import actions
from yiben.ledger.content import Amount
from yiben.ledger.models import Entry
from yiben.lib.canonical import uuid7

pytestmark = pytest.mark.django_db

SAID = "您打开之后，这条记录有人改过"


@pytest.fixture
def street():
    return people.street()


@pytest.fixture
def entry(street):
    return people.entry(street.riverside, by=street.alice, amounts={"attendances": 30}, place="广场")


def typed(entry, **changed):
    """What the browser sends from the form that was opened on this entry."""
    kept = {
        "id": str(uuid7()),
        "unit": entry.unit_id,
        "kind": entry.kind_id,
        "title": entry.title,
        "start": entry.start.isoformat(),
        "place": entry.place,
        "lines": ["volunteering"],
        "attendances": "30",
        "times": "1",
        "reason": "数错了",
    }
    return kept | changed


def press(post, entry, **changed):
    return people.sign_in(post).post(f"/entries/{entry.pk}/correct/", typed(entry, **changed))


def attendances(entry):
    return next(int(q.value) for q in entry.quantities.all() if q.metric_id == "attendances")


def test_what_another_changed_is_told_field_by_field_and_nothing_is_saved(street, entry):
    actions.correct(entry, by=street.bob, reason="签到表", place="文化中心")
    answer = press(street.alice, entry, attendances="32")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert SAID in page
    assert "文化中心" in page
    assert "卜文" in page
    assert Entry.objects.standing().get(unit=street.riverside).by == street.bob


def test_the_form_goes_on_with_both_changes(street, entry):
    newest = actions.correct(entry, by=street.bob, reason="签到表", place="文化中心")
    page = press(street.alice, entry, attendances="32").content.decode()
    assert f'action="/entries/{newest.pk}/correct/"' in page
    assert 'value="文化中心"' in page
    assert 'value="32"' in page
    assert (
        people.sign_in(street.alice)
        .post(f"/entries/{newest.pk}/correct/", typed(entry, attendances="32", place="文化中心"))
        .status_code
        == 302
    )
    standing = Entry.objects.standing().get(unit=street.riverside)
    assert (standing.place, attendances(standing)) == ("文化中心", 32)


def test_a_field_that_both_changed_is_marked(street, entry):
    actions.correct(entry, by=street.bob, reason="签到表", amounts=(Amount("attendances", Decimal(35)),))
    page = press(street.alice, entry, attendances="32").content.decode()
    assert "两边都改了这一项" in page
    assert ">35<" in page
    assert ">32<" in page


def test_a_press_that_was_doubled_is_no_conflict(street, entry):
    sent = typed(entry, attendances="32")
    client = people.sign_in(street.alice)
    first = client.post(f"/entries/{entry.pk}/correct/", sent)
    again = client.post(f"/entries/{entry.pk}/correct/", sent)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first.url == again.url
    assert Entry.objects.filter(replaces=entry).count() == 1


def test_opening_the_form_on_what_was_corrected_leads_to_what_stands(street, entry):
    newest = actions.correct(entry, by=street.bob, reason="签到表", place="文化中心")
    answer = people.sign_in(street.alice).get(f"/entries/{entry.pk}/correct/")
    assert answer.url == f"/entries/{newest.pk}/correct/"


def test_what_was_voided_meanwhile_leads_to_why(street, entry):
    corrected = actions.correct(entry, by=street.bob, reason="签到表", place="文化中心")
    actions.void(corrected, by=street.bob, reason="与望山社区重复")
    answer = people.sign_in(street.alice).post(f"/entries/{entry.pk}/correct/", typed(entry), follow=True)
    assert "与望山社区重复" in answer.content.decode()
