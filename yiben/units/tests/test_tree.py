"""The tree: its order, its days, and what may stand under what."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests import people
from yiben.lib.refused import Refused
from yiben.units import actions, reorganising
from yiben.units.models import Post, Unit


def test_a_post_sees_its_own_part_in_the_trees_order(street):
    shown = [unit for unit, _level in people.sign_in(street.bob).get("/units/").context["rows"]]
    assert shown == [street.street, street.riverside, street.hilltop, street.office]


def test_another_street_is_not_there(street):
    assert people.sign_in(street.bob).get(f"/units/{street.elsewhere.pk}/").status_code == 404


def test_a_unit_tells_its_days_and_who_acts_for_it(street):
    page = people.sign_in(street.bob).get(f"/units/{street.riverside.pk}/").content.decode()
    assert "2023年1月1日" in page
    assert "安宁" in page


def test_a_merged_unit_names_its_successor(street):
    Unit.objects.filter(pk=street.hilltop.pk).update(until=date(2024, 12, 31), successor=street.riverside)
    bob = people.sign_in(street.bob)
    assert "并入" in bob.get(f"/units/{street.hilltop.pk}/").content.decode()
    assert "前身" in bob.get(f"/units/{street.riverside.pk}/").content.decode()


def test_an_administrator_adds_a_unit_below(street):
    said = {
        "name": "新苑社区",
        "short_names": "新苑、新苑居委会",
        "kind": "community",
        "code": "9",
        "since": "2025-01-01",
    }
    ada = people.sign_in(street.ada)
    assert ada.post(f"/units/{street.street.pk}/add/", said).status_code == 302
    added = Unit.objects.get(code="9")
    assert (added.parent, added.tenant, added.short_names) == (street.street, street.street, ["新苑", "新苑居委会"])


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"code": "910101000001"}, "已经用过"),
        ({"name": "临水社区"}, "同一上级下已有同名单位"),
        ({"kind": "street"}, "street"),
        ({"since": ""}, "这个字段是必填项"),
    ],
)
def test_what_will_not_do_is_told(street, said, sentence):
    new = {"name": "新苑社区", "kind": "community", "code": "9", "since": "2025-01-01"} | said
    page = people.sign_in(street.ada).post(f"/units/{street.street.pk}/add/", new)
    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_nothing_stands_under_a_community(street):
    with pytest.raises(Refused, match="街道下面是社区和站办所"):
        actions.add_unit(
            by=None, name="一网格", kind="community", code="9", since=people.SINCE, parent=street.riverside
        )


def test_one_grows_only_ones_own_part(street):
    with pytest.raises(Refused, match="只能在本单位之下"):
        actions.add_unit(
            by=street.ada, name="一社区", kind="community", code="9", since=people.SINCE, parent=street.elsewhere.parent
        )


def test_siblings_sort_as_they_were_added(street):
    paths = [street.riverside.path, street.hilltop.path, street.office.path]
    assert paths == sorted(paths)
    assert all(path.startswith(street.street.path) for path in paths)


# -- ending a unit


def test_a_unit_ends_with_those_who_acted_for_it(street):
    ada = people.sign_in(street.ada)
    said = {"until": "2024-12-31", "successor": street.riverside.pk, "confirmed": "1"}
    assert ada.post(f"/units/{street.hilltop.pk}/end/", said).status_code == 302
    ended = Unit.objects.get(pk=street.hilltop.pk)
    assert (ended.until, ended.successor) == (date(2024, 12, 31), street.riverside)
    assert Post.objects.get(pk=street.amy.pk).until == date(2024, 12, 31)
    assert Post.objects.get(pk=street.alice.pk).until is None


def test_what_it_did_stays_its_own(street):
    entry = people.entry(street.hilltop, by=street.amy, on=date(2024, 6, 1))
    reorganising.end_unit(street.hilltop, by=street.ada, until=date(2024, 12, 31), successor=street.riverside)
    entry.refresh_from_db()
    assert entry.unit == street.hilltop
    assert people.sign_in(street.bob).get(f"/entries/{entry.pk}/").status_code == 200


def test_a_street_with_communities_does_not_end(street):
    with pytest.raises(Refused, match="它下面还有单位"):
        reorganising.end_unit(street.street, by=None, until=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("successor", "until"),
    [("elsewhere", date(2024, 12, 31)), ("hilltop", date(2024, 12, 31)), ("riverside", date(2022, 6, 1))],
)
def test_who_does_not_stand_there_afterwards_succeeds_nobody(street, successor, until):
    with pytest.raises(Refused):
        reorganising.end_unit(street.hilltop, by=None, until=until, successor=getattr(street, successor))
    assert Unit.objects.get(pk=street.hilltop.pk).until is None


def test_a_unit_ends_once_and_nobody_ends_her_own(street):
    with pytest.raises(Refused, match="只能撤销本单位之下"):
        reorganising.end_unit(street.street, by=street.ada, until=date(2025, 12, 31))
    reorganising.end_unit(street.hilltop, by=street.ada, until=date(2024, 12, 31))
    with pytest.raises(Refused, match="已经撤销"):
        reorganising.end_unit(Unit.objects.get(pk=street.hilltop.pk), by=street.ada, until=date(2025, 12, 31))


# -- what the database refuses


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"until": date(2020, 1, 1)}, "unit_ends_after_it_begins"),
        ({"kind": "village"}, "unit_kind_known"),
        ({"name": "望山社区"}, "parent_id"),
        ({"code": "910101000002"}, "code"),
        ({"path": "000100010002"}, "path"),
    ],
)
def test_nonsense_about_a_unit_is_refused(street, change, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Unit.objects.filter(pk=street.riverside.pk).update(**change)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [({"until": date(2020, 1, 1)}, "post_ends_after_it_begins"), ({"kind": "king"}, "post_kind_known")],
)
def test_nonsense_about_a_post_is_refused(street, change, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Post.objects.filter(pk=street.alice.pk).update(**change)


def test_two_communities_of_one_name_stand_in_two_streets(street):
    other = street.elsewhere.parent
    added = actions.add_unit(by=None, name="临水社区", kind="community", code="9", since=people.SINCE, parent=other)
    assert added.tenant == other


def test_a_name_is_free_again_once_its_unit_has_ended(street):
    Unit.objects.filter(pk=street.hilltop.pk).update(until=date(2024, 12, 31))
    again = actions.add_unit(
        by=None, name="望山社区", kind="community", code="9", since=date(2025, 1, 1), parent=street.street
    )
    assert again.pk != street.hilltop.pk
