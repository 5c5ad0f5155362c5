"""Who decides about a plan as a whole: a post for all its lines, or the lead; its own officer where it is of one line."""

import pytest
from django.urls import reverse

from tests.people import SINCE, Street, sign_in
from yiben.lib.refused import Refused
from yiben.plans import actions
from yiben.plans.models import Plan, PlanState
from yiben.plans.tests.points import DATA, FILENAME
from yiben.units.actions import add_person, give_post
from yiben.units.models import Post

pytestmark = pytest.mark.django_db
ONE_LINE = "青石街道2025年工会工作要点\n一、工会工作\n1. 全年开展工会教育培训不少于36场。\n".encode()


def officer(place: Street, *lines: str) -> Post:
    person = add_person(by=None, login=f"o-{'-'.join(lines)}", name="吴欣", password="quite-long-9")
    return give_post(person, by=None, unit=place.street, kind="officer", since=SINCE, lines=lines)


@pytest.fixture
def una(place: Street) -> Post:
    """The union's officer; the plan is the union's and the Red Cross's."""
    return officer(place, "union")


def press(post: Post, name: str, plan: Plan, **said: object) -> str:
    answer = sign_in(post).post(reverse(f"plans:{name}", args=[plan.pk]), said, follow=True)
    return answer.content.decode()


def test_an_officer_of_one_line_does_not_confirm_what_others_promised(plan: Plan, una: Post) -> None:
    assert "这份要点里还有红十字会工作的任务，要由负责全部条线的岗位或分管领导来定" in press(una, "confirm", plan)
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT


def test_her_draft_page_says_who_confirms_instead_of_a_button(plan: Plan, una: Post) -> None:
    page = sign_in(una).get(reverse("plans:draft", args=[plan.pk])).content.decode()
    assert "您可以改自己条线的任务；这份要点里还有红十字会工作的任务" in page
    assert reverse("plans:confirm", args=[plan.pk]) not in page


def test_she_still_puts_her_own_lines_measures_right(plan: Plan, una: Post) -> None:
    own, foreign = plan.measures.get(path="一（一）1"), plan.measures.get(path="二一是")
    assert actions.edit_measure(own, by=una, title="开好例会", line="union").title == "开好例会"
    with pytest.raises(Refused, match="别的条线"):
        actions.edit_measure(foreign, by=una, title="捐款", line="redcross")


def test_a_plan_of_her_line_alone_is_hers(place: Street, una: Post) -> None:
    plan = actions.upload(by=una, unit=place.street, filename=FILENAME, data=ONE_LINE)
    actions.issue(actions.confirm(plan, by=una), by=una, units=[place.riverside])
    assert plan.receipts.count() == 1


def test_a_post_for_all_its_lines_confirms_it(plan: Plan, place: Street) -> None:
    assert actions.confirm(plan, by=officer(place, "union", "redcross")).state == PlanState.CONFIRMED


def test_what_was_left_out_needs_nobodys_word(plan: Plan, una: Post, place: Street) -> None:
    for measure in plan.measures.filter(line="redcross"):
        actions.drop_measure(measure, by=place.bob)
    assert actions.confirm(plan, by=una).state == PlanState.CONFIRMED


def test_the_lead_confirms_and_issues_on_his_pages(plan: Plan, place: Street) -> None:
    assert (
        reverse("plans:confirm", args=[plan.pk])
        in sign_in(place.carol).get(reverse("plans:detail", args=[plan.pk])).content.decode()
    )
    press(place.carol, "confirm", plan)
    press(place.carol, "issue", plan, units=[place.riverside.pk])
    plan.refresh_from_db()
    assert (plan.state, plan.confirmed_by, plan.receipts.get().issued_by) == ("confirmed", place.carol, place.carol)


def test_an_officer_of_one_line_neither_issues_nor_calls_back(plan: Plan, una: Post, place: Street) -> None:
    actions.confirm(plan, by=place.bob)
    assert "负责全部条线的岗位" in press(una, "issue", plan, units=[place.riverside.pk])
    actions.issue(plan, by=place.bob, units=[place.riverside])
    with pytest.raises(Refused, match="红十字会工作"):
        actions.recall(plan.receipts.get(), by=una)
    page = sign_in(una).get(reverse("plans:receipts", args=[plan.pk])).content.decode()
    assert reverse("plans:issue", args=[plan.pk]) not in page


def test_only_who_decides_or_brought_it_in_gives_a_draft_up(plan: Plan, una: Post, place: Street) -> None:
    with pytest.raises(Refused, match="红十字会工作"):
        actions.drop_plan(plan, by=una)
    actions.drop_plan(plan, by=place.bob)
    again = actions.upload(by=una, unit=place.street, filename=FILENAME, data=DATA)
    assert actions.drop_plan(again, by=una).state == PlanState.DROPPED


def test_she_does_not_confirm_a_revision_of_the_whole_plan(plan: Plan, una: Post, place: Street) -> None:
    actions.confirm(plan, by=place.bob)
    draft = actions.revise(plan, by=una, filename=FILENAME, data=DATA.replace("18个".encode(), "20个".encode()))
    page = sign_in(una).get(reverse("plans:revision", args=[draft.pk])).content.decode()
    assert "由负责全部条线的岗位或分管领导确认" in page
    with pytest.raises(Refused, match="红十字会工作"):
        actions.confirm(draft, by=una)


def test_a_stranger_is_told_that_it_is_not_hers(plan: Plan, place: Street) -> None:
    stranger = officer(place)
    Post.objects.filter(pk=stranger.pk).update(unit=place.elsewhere.parent)
    with pytest.raises(Refused, match="只能办理本单位"):
        actions.confirm(plan, by=Post.objects.get(pk=stranger.pk))
