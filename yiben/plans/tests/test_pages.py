from __future__ import annotations

import io
import re
from decimal import Decimal

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people import Street, _post, sign_in
from yiben.plans import actions
from yiben.plans.models import Measure, Plan, PlanState
from yiben.plans.tests.points import DATA, FILENAME, long_points

pytestmark = pytest.mark.django_db


def words(page: HttpResponse) -> str:
    """What a reader sees of it, without marks."""
    return re.sub(r"<[^>]+>", "", page.content.decode())


def test_a_worker_reads_her_streets_plan_once_it_is_confirmed(place: Street, plan: Plan) -> None:
    address = reverse("plans:detail", args=[plan.pk])
    assert sign_in(place.alice).get(address).status_code == 404
    actions.confirm(plan, by=place.bob)
    page = sign_in(place.alice).get(address)
    assert "每个社区全年至少2次" in words(page)
    assert plan.title in words(sign_in(place.alice).get(reverse("plans:list")))
    assert sign_in(place.dan).get(address).status_code == 404


def test_a_document_is_uploaded_read_and_confirmed_on_the_pages(place: Street) -> None:
    browser = sign_in(place.bob)
    file = SimpleUploadedFile(FILENAME, DATA)
    answer = browser.post(reverse("plans:upload"), {"file": file, "unit": place.street.pk}, follow=True)
    plan = Plan.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("plans:draft", args=[plan.pk])
    assert "将跟踪" in words(answer)
    browser.post(reverse("plans:confirm", args=[plan.pk]))
    plan.refresh_from_db()
    assert (plan.state, plan.confirmed_by) == (PlanState.CONFIRMED, place.bob)


def test_a_task_of_a_table_stands_beside_its_whole_row(place: Street) -> None:
    document, file = docx.Document(), io.BytesIO()
    table = document.add_table(rows=0, cols=4)
    for row in (("工作任务", "目标值", "牵头单位", "完成时限"), ("开展职工技能培训", "不少于20场", "党群办", "9月底")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(file)
    plan = actions.upload(by=place.bob, unit=place.street, filename="表.docx", data=file.getvalue(), year=2025)
    page = sign_in(place.bob).get(reverse("plans:draft", args=[plan.pk])).content.decode()
    beside = page.partition('class="pair-beside"')[2].partition("</div>")[0]
    assert re.sub("<[^>]+>", " ", beside).split()[1:] == ["不少于20场", "党群办", "9月底"]
    assert "<mark" in beside


@pytest.mark.parametrize(
    ("name", "data"),
    [("要点.docx", b"PK\x03\x04 broken"), ("要点.pdf", b"%PDF-1.7"), ("要点.txt", "今天天气好".encode())],
)
def test_a_file_that_is_no_plan_is_told_beside_the_field(place: Street, name: str, data: bytes) -> None:
    answer = sign_in(place.bob).post(
        reverse("plans:upload"), {"file": SimpleUploadedFile(name, data), "unit": place.street.pk, "year": 2025}
    )
    assert answer.status_code == 422
    assert 'id="id_file_error"' in answer.content.decode()
    assert not Plan.objects.exists()


def test_the_same_document_again_is_told_beside_the_field(place: Street, plan: Plan) -> None:
    answer = sign_in(place.bob).post(
        reverse("plans:upload"), {"file": SimpleUploadedFile("x.txt", DATA), "unit": place.street.pk}
    )
    assert f"就是《{plan.title}》" in words(answer)


def test_the_draft_marks_what_was_read_in_each_sentence(place: Street, plan: Plan) -> None:
    page = sign_in(place.bob).get(reverse("plans:draft", args=[plan.pk])).content.decode()
    assert re.search(r"<mark[^>]*>全年</mark>开展工会教育培训<mark[^>]*>不少于36场</mark>", page)


def test_what_is_not_recorded_stands_in_its_place_without_a_button(place: Street) -> None:
    data = DATA.decode().replace("（二）", "4. 全面排查信教群众并登记造册，建立台账。\n（二）").encode()
    plan = actions.upload(by=place.bob, unit=place.street, filename=FILENAME, data=data)
    page = sign_in(place.bob).get(reverse("plans:draft", args=[plan.pk])).content.decode()
    article = re.search(r'<article class="pair pair--dropped" id="r-\d+">.*?</article>', page, re.S)
    assert article is not None
    assert "一本不记录" in article[0]
    assert "<button" not in article[0]
    assert page.index("规范会费收缴") < article.start() < page.index("加强职工教育培训")


def test_a_draft_of_many_measures_takes_no_more_queries_than_one_of_few(place: Street) -> None:
    browser, asked = sign_in(place.bob), {}
    for measures in (3, 80):
        data = long_points(measures)
        plan = actions.upload(by=place.bob, unit=place.street, filename=FILENAME, data=data)
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(reverse("plans:draft", args=[plan.pk]))
        assert page.content.decode().count("<article") == measures
        asked[measures] = len(queries)
    assert asked[80] <= asked[3] <= 25


@pytest.mark.parametrize("name", ["plans:list", "plans:detail"])
def test_reading_takes_few_queries_too(place: Street, plan: Plan, name: str) -> None:
    actions.confirm(plan, by=place.bob)
    browser = sign_in(place.alice)
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(reverse(name, args=[plan.pk] if name == "plans:detail" else []))
    assert page.status_code == 200
    assert len(asked) <= 25
    assert not any('."source"' in query["sql"] for query in asked), "the document's bytes are read for nothing"


def test_a_target_is_put_right_without_a_script(place: Street, talk: Measure) -> None:
    target = talk.targets.get()
    said = {"comparator": "ge", "value": "６", "unit": "次", "scope": "each", "frequency": "", "indicator": ""}
    answer = sign_in(place.bob).post(
        reverse("plans:set-target", args=[target.pk]), {f"t{target.pk}-{key}": value for key, value in said.items()}
    )
    target.refresh_from_db()
    assert answer["Location"] == reverse("plans:edit", args=[talk.pk])
    assert (target.value, target.scope, target.frequency) == (Decimal(6), "each", "")


def test_a_wrong_number_is_told_in_the_fragment(place: Street, talk: Measure) -> None:
    target = talk.targets.get()
    answer = sign_in(place.bob).post(
        reverse("plans:set-target", args=[target.pk]),
        {f"t{target.pk}-value": "30余", f"t{target.pk}-comparator": "ge", f"t{target.pk}-scope": "total"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 422
    assert "约数" in words(answer)
    assert "<html" not in answer.content.decode()


def test_a_measure_left_out_answers_with_itself_and_the_counts(place: Street, talk: Measure) -> None:
    answer = sign_in(place.bob).post(reverse("plans:leave-out", args=[talk.pk]), headers={"HX-Request": "true"})
    assert "不纳入" in words(answer)
    assert 'hx-swap-oob="true"' in answer.content.decode()


def test_splitting_and_merging_on_the_page(place: Street, talk: Measure, plan: Plan) -> None:
    browser, before = sign_in(place.bob), plan.measures.count()
    at = talk.text.index("，") + 1
    browser.post(reverse("plans:split", args=[talk.pk]), {"at": at})
    assert plan.measures.count() == before + 1
    answer = browser.post(reverse("plans:merge", args=[talk.pk]), headers={"HX-Request": "true"})
    assert plan.measures.count() == before
    assert 'hx-swap-oob="delete"' in answer.content.decode()


def test_an_owner_says_on_the_page_that_it_is_done(place: Street, talk: Measure, plan: Plan) -> None:
    actions.confirm(plan, by=place.bob)
    browser = sign_in(place.bob)
    browser.post(reverse("plans:done", args=[talk.pk]), {"reason": "四次例会均有纪要"})
    assert "四次例会均有纪要" in words(browser.get(reverse("plans:detail", args=[plan.pk])))
    assert "撤回办结" in words(browser.get(reverse("plans:measure", args=[talk.pk])))


def test_a_reader_finds_no_button(place: Street, talk: Measure, plan: Plan) -> None:
    actions.confirm(plan, by=place.bob)
    for post in (place.alice, place.carol, place.eve):
        page = sign_in(post).get(reverse("plans:measure", args=[talk.pk]))
        assert "说明已办结" not in words(page)


def test_the_document_is_given_back_as_it_came(place: Street, plan: Plan) -> None:
    answer = sign_in(place.carol).get(reverse("plans:source", args=[plan.pk]))
    assert answer.content == DATA
    assert "attachment" in answer["Content-Disposition"]


WRITES = ["confirm", "drop"]
MEASURE_PAGES = {"pair": "get", "edit": "get", "split": "post", "merge": "post", "leave-out": "post", "keep": "post"}
TARGET_PAGES = {"add-target": "measure", "set-target": "target", "remove-target": "target"}


@pytest.mark.parametrize("who", ["alice", "carol", "eve", "ada", "dan"])
def test_a_draft_is_changed_by_officers_alone(place: Street, talk: Measure, plan: Plan, who: str) -> None:
    browser, target = sign_in(place.posts[who]), talk.targets.get()
    # The lead decides about the whole, and changes nothing in it.
    answers = [browser.post(reverse(f"plans:{name}", args=[plan.pk])) for name in WRITES if who != "carol"]
    answers += [
        getattr(browser, method)(reverse(f"plans:{name}", args=[talk.pk])) for name, method in MEASURE_PAGES.items()
    ]
    answers += [
        browser.post(reverse(f"plans:{name}", args=[talk.pk if about == "measure" else target.pk]))
        for name, about in TARGET_PAGES.items()
    ]
    answers += [browser.get(reverse("plans:upload")), browser.get(reverse("plans:draft", args=[plan.pk]))]
    assert {answer.status_code for answer in answers} == {403}
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT


def test_an_officer_elsewhere_sees_nothing_of_it(place: Street, talk: Measure, plan: Plan) -> None:
    stranger = _post("sid", "司徒", place.elsewhere.tenant, "officer")
    browser = sign_in(stranger)
    assert browser.get(reverse("plans:draft", args=[plan.pk])).status_code == 404
    assert browser.post(reverse("plans:confirm", args=[plan.pk])).status_code == 404
    assert browser.post(reverse("plans:leave-out", args=[talk.pk])).status_code == 404
    assert plan.title not in words(browser.get(reverse("plans:list")))
