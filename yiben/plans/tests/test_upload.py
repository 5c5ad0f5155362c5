from __future__ import annotations

import pytest

from tests.people import Street, _post
from yiben.lib.refused import Refused
from yiben.plans import actions
from yiben.plans.models import Plan, PlanState
from yiben.plans.tests.points import DATA, PATHS
from yiben.terms.models import Indicator
from yiben.units.models import Act

pytestmark = pytest.mark.django_db


def test_a_document_becomes_a_draft_that_keeps_its_numbers(plan: Plan) -> None:
    read = list(plan.measures.values_list("path", flat=True))
    assert plan.state == PlanState.DRAFT
    assert (plan.year, plan.body) == (2025, "青石街道办事处")
    assert read == PATHS


def test_nothing_is_tracked_before_it_is_confirmed(plan: Plan, place: Street) -> None:
    assert not Plan.objects.tracked().exists()
    actions.confirm(plan, by=place.bob)
    assert Plan.objects.tracked().get() == plan
    assert Act.objects.filter(verb="plans.confirm", post=place.bob).count() == 1


def test_the_same_document_again_is_refused_by_name(plan: Plan, place: Street) -> None:
    with pytest.raises(Refused, match=plan.title):
        actions.upload(by=place.bob, unit=place.street, filename="另一个名字.txt", data=DATA)


def test_a_dropped_draft_may_be_uploaded_again(plan: Plan, place: Street) -> None:
    actions.drop_plan(plan, by=place.bob)
    again = actions.upload(by=place.bob, unit=place.street, filename="x.txt", data=DATA)
    assert again.state == PlanState.DRAFT


def test_the_document_and_its_paragraphs_are_kept_word_for_word(plan: Plan) -> None:
    assert bytes(plan.source) == DATA
    kept = "\n".join(plan.paragraphs.order_by("order").values_list("text", flat=True))
    assert kept.split() == DATA.decode().split()


def test_each_measure_points_at_the_words_it_says(plan: Plan) -> None:
    for measure in plan.measures.select_related("paragraph"):
        assert measure.paragraph is not None
        assert measure.paragraph.text[measure.start : measure.end] == measure.text


def test_a_number_without_a_known_indicator_counts_what_its_measure_did(plan: Plan) -> None:
    talk, dues = (plan.measures.get(path=path).targets.get() for path in ("一（一）1", "一（一）3"))
    assert (talk.indicator_id, talk.own, talk.frequency) == ("activity-times", True, "quarterly")
    assert (dues.indicator_id, dues.own) == ("union-dues", False)


def test_an_indicator_that_is_out_of_use_is_not_offered(place: Street) -> None:
    Indicator.objects.filter(pk="activity-times").update(active=False)
    plan = actions.upload(by=place.bob, unit=place.street, filename="x.txt", data=DATA)
    assert plan.measures.get(path="一（一）1").targets.get().indicator is None


def test_what_lies_beyond_the_boundary_stays_in_the_source_and_is_told(place: Street) -> None:
    words = "4. 全面排查信教群众并登记造册，建立台账。"
    data = DATA.decode().replace("（二）", f"{words}\n（二）").encode()
    plan = actions.upload(by=place.bob, unit=place.street, filename="x.txt", data=data)
    assert [found["kind"] for found in plan.findings] == ["boundary"]
    assert plan.paragraphs.filter(text=words).exists()
    assert not plan.measures.filter(dropped=False, text__contains="信教").exists()


def test_a_document_without_a_year_asks_for_it(place: Street) -> None:
    data = "工会工作要点\n一、工会工作\n1. 全年开展工会教育培训不少于36场。".encode()
    with pytest.raises(Refused) as refused:
        actions.upload(by=place.bob, unit=place.street, filename="x.txt", data=data)
    assert refused.value.field == "year"
    assert actions.upload(by=place.bob, unit=place.street, filename="x.txt", data=data, year=2025).year == 2025


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 x", b"PK\x03\x04 truncated", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9])
def test_a_file_that_can_not_be_read_is_refused_in_a_sentence(place: Street, data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        actions.upload(by=place.bob, unit=place.street, filename="x.docx", data=data)
    assert refused.value.field == "file"
    assert not Plan.objects.exists()


def test_only_an_officer_whose_unit_it_is_uploads(place: Street) -> None:
    stranger = _post("sid", "司徒", place.elsewhere.tenant, "officer")
    for post in (place.alice, place.carol, place.eve, place.ada, stranger):
        with pytest.raises(Refused):
            actions.upload(by=post, unit=place.street, filename="x.txt", data=DATA)
    assert not Plan.objects.exists()


def test_of_two_who_confirm_one_is_told(plan: Plan, place: Street) -> None:
    same = Plan.objects.get(pk=plan.pk)
    actions.confirm(plan, by=place.bob)
    with pytest.raises(Refused):
        actions.confirm(same, by=place.bob)


def test_a_plan_of_which_nothing_is_kept_is_not_confirmed(plan: Plan, place: Street) -> None:
    plan.measures.update(dropped=True)
    with pytest.raises(Refused):
        actions.confirm(plan, by=place.bob)


def test_a_number_that_nobody_can_mean_becomes_no_target(place: Street) -> None:
    data = DATA.decode().replace("不少于36场", "不少于" + "9" * 30 + "场").encode()
    plan = actions.upload(by=place.bob, unit=place.street, filename="x.txt", data=data)
    assert not plan.measures.get(path="一（二）1").targets.exists()
