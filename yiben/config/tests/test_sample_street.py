"""Who there is in the sample street."""

from __future__ import annotations

from collections import Counter

from yiben.config.sample.street import COMMUNITIES, OFFICES, PEOPLE, STREET, UNITS, PostSeed
from yiben.config.sample.words import names
from yiben.units.models import PostKind, UnitKind

POSTS = [post for person in PEOPLE for post in person.posts]


def officers_of(line: str) -> list[PostSeed]:
    return [post for post in POSTS if post.kind == "officer" and line in post.lines]


def test_it_is_one_district_one_street_twelve_communities_four_offices() -> None:
    kinds = Counter(unit.kind for unit in UNITS)
    assert kinds == {"district": 1, "street": 1, "community": 12, "office": 4}
    assert set(kinds) == set(UnitKind.values)


def test_a_unit_stands_behind_its_parent_and_nobody_shares_a_code() -> None:
    seen: set[str] = {""}
    for unit in UNITS:
        assert unit.parent in seen
        seen.add(unit.name)
    assert len({unit.code for unit in UNITS}) == len(UNITS)


def test_codes_belong_to_no_province() -> None:
    assert all(len(unit.code) == 12 and unit.code.isdigit() and unit.code.startswith("99") for unit in UNITS)


def test_a_short_name_means_one_unit() -> None:
    short = [name for unit in UNITS for name in {unit.name, *unit.short_names}]
    assert len(set(short)) == len(short)


def test_twenty_five_people_hold_every_post() -> None:
    assert len(PEOPLE) == 25
    assert len({person.login for person in PEOPLE}) == 25
    assert len({person.name for person in PEOPLE}) == 25
    assert {post.kind for post in POSTS} == set(PostKind.values)


def test_every_unit_that_writes_has_a_worker() -> None:
    writers = {post.unit for post in POSTS if post.kind == "worker"}
    assert writers == {*COMMUNITIES, *OFFICES, STREET}


def test_every_line_has_one_officer() -> None:
    assert [len(officers_of(line)) for line in names("lines")] == [1] * 8


def test_who_drafts_need_not_review() -> None:
    leads = {person.login for person in PEOPLE for post in person.posts if post.kind == "lead"}
    assert len(leads) == 2
