"""The templates that Yiben brings along."""

import io
from datetime import date

import pytest
from docx import Document

from tests.people import _post, entry, sign_in
from yiben.gongwen import read
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.reports import actions
from yiben.reports.clerk_templates import keep_template
from yiben.reports.clerks import check
from yiben.reports.defaults import document, ours
from yiben.reports.models import Genre, Report, State, Template
from yiben.reports.tests.drafts import ISSUED_ON, worked
from yiben.reports.vocabularies import vocabulary
from yiben.units.models import Line

QUARTER, YEAR = Period.parse("2025Q1"), Period.parse("2025")


def drafted(s, slug, *, period=YEAR, **said):
    given = {"by": s.bob, "unit": s.street, "genre": Genre.TEMPLATE, "period": period, "brought": slug}
    return actions.build(**(given | said))


def told(report):
    found = read(actions.preview(report)[0])
    return [block.text for block in found.blocks]


def test_there_is_one_for_each_line_the_year_the_quarter_and_a_page(db):
    assert [slug for slug in ours() if not ours()[slug].line] == ["year", "quarter", "brief"]
    assert {one.line for one in ours().values() if one.line} == set(Line.objects.values_list("slug", flat=True))


@pytest.mark.parametrize("slug", list(ours()))
def test_each_is_a_good_template_of_the_catalogue(street, slug):
    checked = check(document(slug), vocabulary(street.street))
    assert checked.findings == ()
    assert "标题" in checked.reading.names


@pytest.mark.parametrize("slug", list(ours()))
def test_each_drafts_in_one_press_and_leaves_nothing_between_braces(street, slug):
    worked(street)
    text = "\n".join(told(drafted(street, slug)))
    assert text.startswith("青石街道2025年")
    assert not set("{}%\ue000\ue001\ue002\ue003\ue004") & set(text.replace("98%", ""))
    for ugly in ("，。", "，，", "。。", "None", "、。"):
        assert ugly not in text


@pytest.mark.parametrize("slug", list(ours()))
def test_of_an_empty_book_it_says_nothing_that_is_not_so(street, slug):
    text = told(drafted(street, slug, period=QUARTER))
    assert not [line for line in text if "是" in line[:2]]
    assert len(Document(io.BytesIO(actions.preview(Report.objects.get())[0])).tables) <= 2
    headings = [line[2:] for line in text if line[1:2] == "、"]
    assert set(headings) <= {"下一步工作打算"}


def test_points_and_headings_count_without_a_gap(street):
    worked(street)
    text = told(drafted(street, "year"))
    assert [line for line in text if line[:1] == "（"] == ["（一）工会工作", "（二）志愿服务工作"]
    assert [line[0] for line in text if line[1:2] == "、"] == ["一", "二", "三", "四"]


def test_a_point_alone_is_not_called_the_first(street):
    worked(street)
    [line] = [line for line in told(drafted(street, "union")) if "会费" in line and line.endswith("。")]
    assert line == "规范会费收缴，收缴工会会费820.5元。"


def test_a_line_s_report_tells_of_that_line_only(street):
    worked(street)
    entry(street.riverside, title="读书会", amounts={"attendances": 1000})
    report = drafted(street, "union")
    assert [line.slug for line in report.lines.all()] == ["union"]
    assert "截至11月20日，共开展活动2场，参与300人次，发放宣传资料200份。" in "\n".join(told(report))


def test_it_is_issued_with_its_citations_like_any_report(street):
    worked(street)
    entry(street.riverside, on=date(2024, 1, 9), lines=("union",))
    report = actions.review(actions.send(drafted(street, "union", period=QUARTER), by=street.bob), by=street.carol)
    issued = actions.issue(report, by=street.carol, number="青办〔2025〕5号", date=ISSUED_ON)
    assert issued.state == State.ISSUED
    narrowed = issued.citations.exclude(line=None)
    assert {one.indicator_id for one in narrowed} >= {"activity-times", "activity-attendances"}
    assert {one.line_id for one in narrowed} == {"union"}
    months = {"2025-01", "2025-02", "2025-03"}  # of the chart
    cited = {str(Period(one.start, one.end)) for one in issued.citations.all()}
    assert cited == {"2025Q1", "2024Q1"} | months
    page = sign_in(street.carol).get(f"/reports/{issued.pk}/").content.decode()
    assert "文中的数字与账本现在的一致" in page
    entry(street.riverside, title="座谈", lines=("union",), amounts={"attendances": 9})
    page = sign_in(street.carol).get(f"/reports/{issued.pk}/").content.decode()
    assert "文中的数字与账本现在的一致" not in page


def test_it_is_kept_once_however_many_draft_by_it(street):
    drafted(street, "brief")
    drafted(street, "brief", period=QUARTER)
    assert Template.objects.get().ours == "brief"
    assert not Template.objects.for_post(street.bob).exists()


def test_one_of_its_name_can_be_uploaded_beside_it(street):
    drafted(street, "brief")
    name = ours()["brief"].name
    found = keep_template(by=street.bob, unit=street.street, name=name, filename="x.docx", data=document("brief"))
    assert found.ours == ""


def test_an_officer_is_offered_what_she_may_cite(street):
    una = _post("una", "尤娜", street.street, "officer", "union")
    page = sign_in(una).get("/reports/build/").content.decode()
    assert "ours:union" in page
    assert "ours:brief" in page
    assert "ours:women" not in page
    assert "ours:year" not in page
    with pytest.raises(Refused, match="自己条线"):
        drafted(street, "women", by=una)


def test_a_press_on_the_page_of_templates_drafts_by_it(street):
    worked(street)
    bob = sign_in(street.bob)
    assert "/reports/build/?genre=ours:union" in bob.get("/reports/templates/").content.decode()
    form = bob.get("/reports/build/?genre=ours:union").content.decode()
    assert '<option value="ours:union" selected>' in form
    said = {"genre": "ours:union", "period": "2025Q1", "unit": street.street.pk, "title": ""}
    report = Report.objects.get(pk=bob.post("/reports/build/", said).url.split("/")[2])
    assert report.title == "青石街道2025年第一季度工会工作总结"
    assert bob.get(f"/reports/{report.pk}/").status_code == 200


def test_a_file_of_ours_is_given_out_to_be_changed(street):
    bob = sign_in(street.bob)
    assert bob.get("/reports/templates/ours.docx?which=women").content == document("women")
    assert bob.get("/reports/templates/ours.docx?which=x").status_code == 404
