import pytest

from tests.people import sign_in
from yiben.reports.models import Report
from yiben.reports.tests.drafts import worked

BUILD = "/reports/build/"
GOOD = {"genre": "annual", "period": "2025-01-01..2025-11-20", "title": ""}


def test_it_drafts_a_report_with_a_title_of_its_own(street):
    worked(street)
    answer = sign_in(street.bob).post(BUILD, GOOD | {"unit": street.street.pk})
    report = Report.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/reports/{report.pk}/")
    assert report.title == "青石街道2025年度群团和民生工作总结"


def test_the_form_offers_this_year_to_date(street):
    page = sign_in(street.bob).get(BUILD).content.decode()
    assert 'value="2025-01-01..2025-11-20"' in page


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"period": "去年"}, "看不懂时段"),
        ({"period": "2026"}, "这个时段还没有开始"),
        ({"period": ""}, "这个字段是必填项"),
        ({"genre": "poem"}, "poem"),
        ({"unit": "999999"}, "选择一个有效的选项"),
        ({"title": "长" * 201}, "200"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(street, said, words):
    answer = sign_in(street.bob).post(BUILD, GOOD | {"unit": street.street.pk, "title": "我的标题"} | said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "field--wrong" in page
    assert said.get("title", "我的标题") in page
    assert not Report.objects.exists()


def test_another_streets_unit_is_not_offered_and_not_taken(street):
    bob = sign_in(street.bob)
    assert "沙湾" not in bob.get(BUILD).content.decode()
    assert bob.post(BUILD, GOOD | {"unit": street.elsewhere.pk}).status_code == 422


def test_the_list_tells_states_and_who_may_draft(street):
    worked(street)
    sign_in(street.bob).post(BUILD, GOOD | {"unit": street.street.pk})
    assert "起草汇报" in sign_in(street.bob).get("/reports/").content.decode()
    page = sign_in(street.carol).get("/reports/").content.decode()
    assert "草稿" in page
    assert "起草汇报" not in page
