"""A street's own indicators: made by its administrator, seen and counted by that street alone."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.people import Street, sign_in
from yiben.lib.refused import Refused
from yiben.terms import actions
from yiben.terms.counting import Counting
from yiben.terms.models import Indicator, definition_of, definitions
from yiben.units.models import Act

TODAY = date(2025, 11, 20)
COUNTING = Counting(
    words="统计护河巡查的场次，不论哪条线组织。各单位场次相加。", metric="times", kinds=("volunteering",)
)
SAID: dict[str, Any] = {
    "name": "护河巡查场次",
    "unit": "场",
    "aliases": ["护河巡查", "河道巡查"],
    "since": date(2025, 1, 1),
    "why": "河长办要求单列。",
    "today": TODAY,
}


def define(place: Street, **changed: Any) -> Indicator:
    return actions.define(**{"by": place.ada, "tenant": place.street, "counting": COUNTING} | SAID | changed)


@pytest.fixture
def own(place: Street) -> Indicator:
    return define(place)


def revise(place: Street, own: Indicator, **changed: Any) -> None:
    said = {"by": place.ada, "after": 1, "since": TODAY, "why": "讲座也算。", "today": TODAY}
    actions.revise(own, **said | {"counting": replace(COUNTING, kinds=("volunteering", "lecture"))} | changed)


def test_another_street_never_sees_it(place: Street, own: Indicator) -> None:
    assert own.slug in definitions(place.street)
    assert own.slug not in definitions(place.elsewhere.tenant)
    assert own.slug not in definitions()
    assert sign_in(place.dan).get(reverse("terms:detail", args=[own.slug])).status_code == 404
    assert own.name not in sign_in(place.dan).get(reverse("terms:list")).content.decode()


def test_its_own_street_sees_it_marked_as_its_own(place: Street, own: Indicator) -> None:
    assert "本街道" in sign_in(place.alice).get(reverse("terms:list") + "?q=护河").content.decode()
    page = sign_in(place.alice).get(reverse("terms:detail", args=[own.slug])).content.decode()
    assert "别的街道看不到" in page
    assert "护河巡查、河道巡查" in page
    assert "出新版本" not in page


def test_defining_leaves_a_trace(place: Street, own: Indicator) -> None:
    act = Act.objects.get(verb="terms.define")
    assert (act.post, act.detail) == (place.ada, {"title": "护河巡查场次"})


@pytest.mark.parametrize("who", ["alice", "bob", "carol", "eve", "dan"])
def test_only_an_administrator_defines(place: Street, who: str) -> None:
    with pytest.raises(Refused):
        define(place, by=place.posts[who])


def test_nobody_defines_for_another_street(place: Street) -> None:
    with pytest.raises(Refused):
        define(place, tenant=place.elsewhere.tenant)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "志愿服务场次"}, "name"),
        ({"name": "志愿服务"}, "name"),
        ({"name": "党员人数"}, "name"),
        ({"name": ""}, "name"),
        ({"name": "长" * 61}, "name"),
        ({"aliases": ["走访企业"]}, "aliases"),
        ({"aliases": ["信教群众登记"]}, "aliases"),
        ({"unit": "名党员"}, "unit"),
        ({"why": ""}, "why"),
        ({"since": date(2025, 11, 21)}, "since"),
    ],
)
def test_what_may_not_be_is_refused_beside_its_field(place: Street, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        define(place, **changed)
    assert refused.value.field == field
    assert not Indicator.objects.exclude(tenant=None).exists()


def test_pressing_twice_makes_one(place: Street, own: Indicator) -> None:
    with pytest.raises(Refused, match="已经是"):
        define(place)
    assert Indicator.objects.filter(tenant=place.street).count() == 1


def test_two_streets_may_call_theirs_the_same(place: Street, own: Indicator) -> None:
    assert define(place, by=None, tenant=place.elsewhere.tenant).pk != own.pk


def test_a_new_version_is_in_force_and_the_old_one_stays(place: Street, own: Indicator) -> None:
    revise(place, own)
    assert definitions(place.street)[own.slug].kinds == {"volunteering", "lecture"}
    assert definition_of(own.slug, 1).kinds == {"volunteering"}
    page = sign_in(place.alice).get(reverse("terms:detail", args=[own.slug])).content.decode()
    assert page.index("第2版") < page.index("讲座也算。") < page.index("第1版")
    (told,) = re.findall("<li>活动类型：原为(.*?)，改为(.*?)</li>", page)
    assert (told[0], set(told[1].split("、"))) == ("志愿服务", {"讲座", "志愿服务"})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"after": 0}, "新版本"),
        ({"since": date(2024, 12, 31)}, "早于上一版"),
        ({"since": date(2025, 11, 21)}, "将来"),
        ({"counting": COUNTING}, "没有不同"),
    ],
)
def test_a_version_that_makes_no_sense_is_refused(
    place: Street, own: Indicator, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        revise(place, own, **changed)
    assert own.versions.count() == 1


def test_of_two_who_revise_one_is_told(place: Street, own: Indicator) -> None:
    revise(place, own)
    with pytest.raises(Refused, match="刷新"):
        revise(place, own, counting=replace(COUNTING, kinds=()))


def test_what_is_shipped_is_not_revised_here(place: Street) -> None:
    with pytest.raises(Refused, match="另建"):
        revise(place, Indicator.objects.get(pk="volunteering-times"))


def test_loading_the_catalogue_again_leaves_it_alone(place: Street, own: Indicator) -> None:
    actions.load()
    own.refresh_from_db()
    assert (own.name, own.tenant, own.active) == ("护河巡查场次", place.street, True)


# By the form

TYPED = {
    "name": "护河巡查场次",
    "unit": "场",
    "aliases": "护河巡查，河道巡查、护河巡查",
    "words": COUNTING.words,
    "metric": "times",
    "adds": "sum",
    "kinds": ["volunteering"],
    "held": "held",
    "since": "2025-01-01",
    "why": "河长办要求单列。",
}


def test_an_administrator_defines_by_the_form(place: Street) -> None:
    browser = sign_in(place.ada)
    assert "建立本街道的指标" in browser.get(reverse("terms:list")).content.decode()
    answer = browser.post(reverse("terms:define"), TYPED | {"topics": ["clean-home"]})
    made = Indicator.objects.get(tenant=place.street)
    assert answer.headers["Location"] == reverse("terms:detail", args=[made.pk])
    assert made.aliases == ["护河巡查", "河道巡查"]
    assert definitions(place.street)[made.pk].kinds == {"volunteering"}


def test_one_that_counts_what_another_does_is_told_before_it_is_made(place: Street) -> None:
    browser = sign_in(place.ada)
    answer = browser.post(reverse("terms:define"), TYPED)
    assert answer.status_code == 422
    assert "数的和“志愿服务场次”完全一样" in answer.context["form"].errors["even_so"][0]
    assert not Indicator.objects.filter(tenant=place.street).exists()
    page = browser.post(reverse("terms:define"), TYPED | {"even_so": "on"}, follow=True).content.decode()
    assert "/terms/compare/?a=own-" in page
    assert "b=volunteering-times" in page


def test_the_form_says_beside_the_field_what_the_boundary_refuses(place: Street) -> None:
    answer = sign_in(place.ada).post(reverse("terms:define"), TYPED | {"name": "少数民族人口"})
    assert answer.status_code == 422
    assert "一本不记录" in answer.context["form"].errors["name"][0]


def test_an_odd_form_is_no_error(place: Street) -> None:
    odd = {"name": "x" * 999, "metric": "none", "kinds": ["none"], "since": "32月", "adds": "", "held": "?"}
    answer = sign_in(place.ada).post(reverse("terms:define"), odd)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) >= {"name", "metric", "kinds", "since", "adds", "held"}


def test_an_administrator_revises_by_the_form(place: Street, own: Indicator) -> None:
    url = reverse("terms:revise", args=[own.pk])
    form = sign_in(place.ada).get(url).context["form"]
    assert (form["kinds"].value(), form["after"].value()) == (["volunteering"], 1)
    typed = TYPED | {"kinds": ["volunteering", "lecture"], "after": 1, "since": "2025-03-01"}
    assert sign_in(place.ada).post(url, typed).status_code == 302
    assert definitions(place.street)[own.pk].version == 2


def test_a_revision_that_changes_nothing_is_told_on_the_form(place: Street, own: Indicator) -> None:
    typed = TYPED | {"after": 1}
    answer = sign_in(place.ada).post(reverse("terms:revise", args=[own.pk]), typed)
    assert answer.status_code == 422
    assert "没有不同" in answer.content.decode()


@pytest.mark.parametrize("name", ["巡查{{场次}}", "巡查：护河", "巡查、护河", "巡查,护河", "巡查|护河"])
def test_a_name_that_no_report_could_cite_is_refused(place: Street, name: str) -> None:
    with pytest.raises(Refused, match="花括号"):
        define(place, name=name)


# Retiring


def retire(place: Street, own: Indicator, reason: str = "河长办不再要求。", **changed: Any) -> Indicator:
    return actions.retire(own, **{"by": place.ada, "reason": reason, "today": TODAY} | changed)


def test_retired_it_is_offered_no_more_and_still_counted(place: Street, own: Indicator) -> None:
    retire(place, own)
    assert own.slug not in definitions(place.street)
    assert own.slug in definitions(place.street, retired=True)
    assert definition_of(own.slug, 1).words == COUNTING.words
    page = sign_in(place.alice).get(reverse("terms:list")).content.decode()
    assert page.index("停用的") < page.index(own.name)


def test_its_page_tells_since_when_and_why(place: Street, own: Indicator) -> None:
    browser = sign_in(place.ada)
    answer = browser.post(reverse("terms:retire", args=[own.slug]), {"reason": "河长办不再要求。"}, follow=True)
    page = answer.content.decode()
    assert "已停用" in page
    assert "河长办不再要求。" in page
    assert reverse("terms:revise", args=[own.slug]) not in page
    assert Act.objects.get(verb="terms.retire").detail == {"title": own.name, "reason": "河长办不再要求。"}


@pytest.mark.parametrize("reason", ["", "  ", "长" * 301])
def test_it_is_not_retired_without_a_fitting_reason(place: Street, own: Indicator, reason: str) -> None:
    answer = sign_in(place.ada).post(reverse("terms:retire", args=[own.slug]), {"reason": reason})
    assert (answer.status_code, own.slug in definitions(place.street)) == (422, True)
    with pytest.raises(Refused) as refused:
        retire(place, own, reason)
    assert refused.value.field == "reason"


def test_it_is_retired_once_and_revised_no_more(place: Street, own: Indicator) -> None:
    retire(place, own)
    with pytest.raises(Refused, match="已经停用"):
        retire(place, own)
    with pytest.raises(Refused, match="已经停用"):
        revise(place, own)


def test_what_is_shipped_is_not_retired(place: Street) -> None:
    with pytest.raises(Refused, match="随软件提供"):
        retire(place, Indicator.objects.get(pk="activity-times"))


def test_only_the_streets_administrator_retires_it(place: Street, own: Indicator) -> None:
    for post in (place.alice, place.bob, place.carol, place.eve, place.dan):
        with pytest.raises(Refused):
            retire(place, own, by=post)


def test_its_name_stays_taken(place: Street, own: Indicator) -> None:
    retire(place, own)
    with pytest.raises(Refused, match="已经是"):
        define(place)
