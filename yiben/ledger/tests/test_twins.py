"""Two records of what may be one activity, put before both units."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import people
from yiben.ledger import actions, twins
from yiben.ledger.models import Distinct
from yiben.lib.refused import Refused

pytestmark = pytest.mark.django_db

SAID = "可能重复的记录"


@pytest.fixture
def street():
    return people.street()


@pytest.fixture
def hers(street):
    """Alice's record, which names Amy's community as a co-host."""
    return people.entry(street.riverside, by=street.alice, title="邻里节包粽子", cohosts=(street.hilltop.pk,))


@pytest.fixture
def theirs(street):
    """Amy's own record of the same afternoon."""
    return people.entry(street.hilltop, by=street.amy, title="端午邻里节包粽子活动")


def page(post, entry):
    return people.sign_in(post).get(f"/entries/{entry.pk}/").content.decode()


def test_a_second_record_of_a_joint_activity_is_put_before_both(street, hers, theirs):
    assert SAID in page(street.alice, hers)
    assert SAID in page(street.amy, theirs)
    assert SAID in page(street.amy, hers)


def test_both_first_pages_tell_it(street, hers, theirs):
    for post in (street.alice, street.amy):
        assert SAID in people.sign_in(post).get("/").content.decode()


def test_nothing_is_merged_or_changed_by_it(street, hers, theirs):
    page(street.alice, hers)
    for entry in (hers, theirs):
        entry.refresh_from_db()
        assert entry.state == "standing"


def test_saying_that_they_are_two_ends_it_for_both(street, hers, theirs):
    answer = people.sign_in(street.amy).post(f"/entries/{theirs.pk}/apart/{hers.pk}/")
    assert answer.status_code == 302
    assert SAID not in page(street.alice, hers)
    assert SAID not in page(street.amy, theirs)
    people.sign_in(street.alice).post(f"/entries/{hers.pk}/apart/{theirs.pk}/")
    assert Distinct.objects.count() == 1


def test_voiding_one_ends_it(street, hers, theirs):
    actions.void(theirs, by=street.amy, reason="与临水社区重复")
    assert SAID not in page(street.alice, hers)


def test_activities_apart_in_day_or_name_are_not_told(street, hers):
    people.entry(street.hilltop, by=street.amy, title="法律咨询进小区")
    assert SAID not in page(street.alice, hers)


def test_a_neighbour_without_a_part_in_it_decides_nothing(street, hers, theirs):
    other = people._post("ned", "宁德", street.office, "worker")
    with pytest.raises(Refused):
        twins.tell_apart(hers, theirs, by=other)
    stranger = people.entry(street.elsewhere, by=street.dan)
    assert people.sign_in(street.alice).post(f"/entries/{hers.pk}/apart/{stranger.pk}/").status_code == 404


def test_erased_words_are_compared_with_nothing(street, hers, theirs):
    actions.erase(theirs, by=street.bob, ground="本人要求")
    assert SAID not in page(street.alice, hers)


def test_the_first_page_looks_at_the_last_weeks_only(street, hers, theirs):
    later = timezone.now() + timedelta(days=1)
    assert twins.recent_twins(street.alice, later) == []
    assert len(twins.recent_twins(street.alice, timezone.now() - timedelta(days=1))) >= 1


def test_many_records_of_a_day_cost_no_more_queries(street, hers, django_assert_max_num_queries):
    for n in range(20):
        people.entry(street.riverside, by=street.alice, title=f"活动甲{n}")
    with django_assert_max_num_queries(6):
        twins.twins_of(hers, street.street)
