"""A mended template takes the place of the one before, which stays for the reports that were drafted by it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.people import sign_in
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.reports import actions
from yiben.reports.clerk_templates import drop_template, keep_template, newer, versions
from yiben.reports.models import Report, State, Template
from yiben.reports.tests.drafts import ISSUED_ON
from yiben.reports.tests.test_clerk_check import template
from yiben.reports.tests.test_clerk_reports import QUARTER, drafted, kept
from yiben.units.models import Act

TEMPLATES = "/reports/templates/"
MENDED = ("{{ 标题 }}", "改好了：志愿服务{{ 志愿服务场次 }}场，活动{{ 活动参与人次 }}人次。")


def mended(s, old, *, paragraphs=MENDED, name=""):
    data = template(*paragraphs)
    return keep_template(by=s.bob, unit=s.street, name=name, filename="改.docx", data=data, replaces=old)


def test_the_next_version_takes_the_place_and_the_name(street):
    old = kept(street)
    new = mended(street, old)
    assert Template.objects.for_post(street.bob).get() == new
    assert (new.name, new.replaces) == (old.name, old)
    told = versions(old)
    assert [(one.number, one.template) for one in told] == [(2, new), (1, old)]
    assert ("活动参与人次" in told[0].added, "工会会费收缴金额" in told[0].left_out) == (True, True)
    assert Act.objects.filter(verb="reports.replace_template", post=street.bob).exists()


def test_a_name_that_is_taken_says_how_to_replace(street):
    kept(street)
    with pytest.raises(Refused, match="要用这份换下它"):
        keep_template(by=street.bob, unit=street.street, name="一页简报", filename="x.docx", data=template(*MENDED))


def test_of_two_that_replace_at_once_one_is_told(street):
    old = kept(street)
    mended(street, old)
    with pytest.raises(Refused, match="刚刚停用或换过了"):
        mended(street, old, paragraphs=("{{ 单位 }}",))


def test_the_same_file_again_is_no_version(street):
    old = kept(street)
    with pytest.raises(Refused, match="一模一样"):
        keep_template(by=street.bob, unit=street.street, name="", filename="x", data=bytes(old.source), replaces=old)
    assert Template.objects.count() == 1


def test_a_version_may_bear_another_name_but_not_that_of_a_third(street):
    old, other = kept(street), kept(street, name="季度情况")
    with pytest.raises(Refused, match="已经有叫“季度情况”"):
        mended(street, old, name=other.name)
    assert [one.template.name for one in versions(mended(street, old, name="月报"))] == ["月报", "一页简报"]


def test_a_draft_keeps_its_version_until_its_author_takes_the_newer(street):
    report = drafted(street)
    old = report.template
    new = mended(street, old)
    bob = sign_in(street.bob)
    page = bob.get(f"/reports/{report.pk}/").content.decode()
    assert ("改好了" in page, "改按新版填" in page) == (False, True)
    assert bob.post(f"/reports/{report.pk}/take-version/").status_code == 302
    report.refresh_from_db()
    assert report.template == new
    page = bob.get(f"/reports/{report.pk}/").content.decode()
    assert ("改好了" in page, "改按新版填" in page) == (True, False)


def test_what_was_sent_or_issued_keeps_its_version(street):
    report = actions.send(drafted(street), by=street.bob)
    new = mended(street, report.template)
    with pytest.raises(Refused, match="送审以后不能再改"):
        actions.take_version(report, by=street.bob)
    issued = actions.issue(actions.review(report, by=street.carol), by=street.carol, number="", date=ISSUED_ON)
    assert (issued.state, issued.template == new) == (State.ISSUED, False)


def test_whoever_took_a_newer_version_does_not_review_it(street):
    report = drafted(street)
    mended(street, report.template)
    actions.take_version(report, by=street.bob)
    assert actions.wrote(report, street.bob)


def test_nothing_newer_is_told_and_a_dropped_line_offers_none(street):
    report = drafted(street)
    with pytest.raises(Refused, match="没有更新的一版"):
        actions.take_version(report, by=street.bob)
    drop_template(mended(street, report.template), by=street.bob)
    assert newer(report.template) is None


def test_its_page_shows_every_version_and_each_can_be_fetched(street):
    old = kept(street)
    new = mended(street, old)
    eve = sign_in(street.eve)
    for pk in (old.pk, new.pk):
        page = eve.get(f"{TEMPLATES}{pk}/").content.decode()
        assert page.index("第2版") < page.index("第1版")
        assert "新用到：" in page
        assert "换新版" not in page
    assert eve.get(f"{TEMPLATES}{old.pk}/template.docx").content == bytes(old.source)
    assert "第2版" in eve.get(TEMPLATES).content.decode()


def test_an_officer_replaces_one_in_the_browser(street):
    old = kept(street)
    bob = sign_in(street.bob)
    page = bob.get(f"{TEMPLATES}keep/?replaces={old.pk}").content.decode()
    assert (f'value="{old.pk}" selected' in page, "换新版：一页简报" in page) == (True, True)
    said = {"file": SimpleUploadedFile("一页简报.docx", template(*MENDED)), "replaces": old.pk}
    answer = bob.post(f"{TEMPLATES}keep/", said, follow=True)
    assert "模板“一页简报”换成了第2版" in answer.content.decode()
    options = bob.get("/reports/build/").content.decode()
    assert (f"template:{old.pk}" in options, ">一页简报</option>" in options) == (False, True)


@pytest.mark.parametrize("odd", ["x", "00000000-0000-0000-0000-000000000000", "'--"])
def test_an_odd_address_replaces_nothing(street, odd):
    assert sign_in(street.bob).get(f"{TEMPLATES}keep/", {"replaces": odd}).status_code == 200


def test_another_street_s_is_not_replaced(street):
    old = kept(street)
    Template.objects.filter(pk=old.pk).update(unit=street.elsewhere.parent)
    old.refresh_from_db()
    with pytest.raises(Refused, match="不是本街道的"):
        mended(street, old)


def test_a_dropped_one_is_found_below_the_list(street):
    old = kept(street)
    drop_template(old, by=street.bob)
    assert "停用的模板（1）" in sign_in(street.bob).get(TEMPLATES).content.decode()
    assert sign_in(street.bob).get(f"{TEMPLATES}{old.pk}/").status_code == 200


def test_the_next_period_is_drafted_by_the_newer(street):
    old = drafted(street).template
    new = mended(street, old)
    with pytest.raises(Refused, match="已经停用"):
        actions.build(by=street.bob, unit=street.street, genre="template", period=QUARTER, template=old)
    assert actions.build(by=street.bob, unit=street.street, genre="template", period=QUARTER, template=new).pk


@pytest.mark.parametrize(
    ("period", "name", "title"),
    [
        ("2025Q1", "季度情况", "青石街道2025年第一季度情况"),
        ("2025", "年度工作总结", "青石街道2025年度工作总结"),
        ("2025", "年货节情况", "青石街道2025年年货节情况"),
        ("2025-07", "月报", "青石街道2025年7月月报"),
    ],
)
def test_a_title_says_nothing_twice(street, period, name, title):
    report = Report(unit=street.street, template=Template(name=name), genre="template")
    report.start, report.end = Period.parse(period).start, Period.parse(period).end
    assert actions.default_title(report) == title
