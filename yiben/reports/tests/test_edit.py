import pytest

from tests.people import sign_in
from yiben.reports.models import Report
from yiben.reports.tests.drafts import drafted, sent


def form_of(report, **said):
    return {"title": report.title, "body": report.body, "was": report.body} | said


def test_it_keeps_new_words_with_plain_line_breaks(street):
    report = drafted(street)
    answer = sign_in(street.bob).post(f"/reports/{report.pk}/edit/", form_of(report, body="一、甲\r\n乙。"))
    assert answer.status_code == 302
    assert Report.objects.get().body == "一、甲\n乙。"


def test_of_two_who_save_the_second_is_told_and_loses_no_word(street):
    report, bob = drafted(street), sign_in(street.bob)
    bob.post(f"/reports/{report.pk}/edit/", form_of(report, body="先来的。"))
    answer = bob.post(f"/reports/{report.pk}/edit/", form_of(report, body="后来的文字。"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "刚刚被别人改过" in page
    assert page.count("后来的文字。") >= 1
    assert Report.objects.get().body == "先来的。"


@pytest.mark.parametrize(("said", "words"), [({"title": ""}, "必填"), ({"body": "长" * 60_001}, "60000")])
def test_what_is_wrong_stands_beside_its_field(street, said, words):
    report = drafted(street)
    answer = sign_in(street.bob).post(f"/reports/{report.pk}/edit/", form_of(report, **said))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_page_lists_the_names_and_tasks_that_can_be_written(street):
    report = drafted(street)
    page = sign_in(street.bob).get(f"/reports/{report.pk}/edit/").content.decode()
    assert "<code>{{ 志愿服务场次 }}</code>" in page
    assert "<code>{{ 目标项数 }}</code>" in page
    assert "<li>开展“春送岗位”活动</li>" in page


def test_a_preview_works_figures_out_and_keeps_nothing(street):
    report = drafted(street)
    said = form_of(report, body="共{{ 志愿服务场次 }}场，{{ 党员人数 }}名。<script>")
    page = sign_in(street.bob).post(f"/reports/{report.pk}/preview/", said).content.decode()
    assert '<span class="figure-value">3</span>' in page
    assert "没有叫“党员人数”的数字" in page
    assert "&lt;script&gt;" in page
    assert "<html" not in page
    assert Report.objects.get().body == report.body


def test_a_text_with_unknown_names_cannot_be_sent(street):
    report, bob = drafted(street), sign_in(street.bob)
    bob.post(f"/reports/{report.pk}/edit/", form_of(report, body="发展{{ 党员人数 }}名。"))
    assert "改好才能送审" in bob.get(f"/reports/{report.pk}/").content.decode()
    assert bob.post(f"/reports/{report.pk}/send/").status_code == 409
    assert Report.objects.get().state == "drafted"


def test_what_is_with_the_reviewer_is_not_changed(street):
    report = sent(street)
    answer = sign_in(street.bob).post(f"/reports/{report.pk}/edit/", form_of(report, body="改"))
    assert "送审以后不能再改" in answer.content.decode()
    assert Report.objects.get().body == report.body


@pytest.mark.parametrize(("length", "state"), [(3000, ""), (4001, "超过专项汇报的上限"), (5001, "超过综合汇报的上限")])
def test_words_are_counted_against_the_limits(street, length, state):
    report = drafted(street)
    page = (
        sign_in(street.bob)
        .post(f"/reports/{report.pk}/preview/", form_of(report, body="字 " * length))
        .content.decode()
    )
    assert f"{length:,} 字" in page
    assert ("的上限" in page) == bool(state)
    assert state in page
