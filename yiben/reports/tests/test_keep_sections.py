"""Last year's words in this year's draft: cited figures are this year's, other numbers wait to be looked at."""

from datetime import date

import pytest

from tests.people import entry, sign_in
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.reports import actions
from yiben.reports.carried import carried, sections, taken_over
from yiben.reports.keeping_text import keep_sections, offered, sources
from yiben.reports.models import Genre

LAST, THIS = Period.of_year(2024), Period(date(2025, 1, 1), date(2025, 11, 20))
BODY = (
    "2024年，街道扎实推进各项工作。\n一、主要工作\n（一）志愿服务工作\n“红马甲”队伍活跃在12个小区，开展志愿服务{{ 志愿服务场次 }}场。\n"
    "（二）工会工作。3月5日建成服务站2个。\n二、下一步打算\n办好2025年的活动。"
)


def last_year(s, genre="annual", brought=""):
    for _time in range(2):
        entry(s.riverside, by=s.alice, on=date(2024, 3, 5), amounts={"attendances": 37})
    report = actions.build(by=s.bob, unit=s.street, genre=genre, period=LAST, brought=brought)
    if not brought:
        report = actions.edit(report, by=s.bob, title="2024年总结", body=BODY)
    report = actions.review(actions.send(report, by=s.bob), by=s.carol)
    return actions.issue(report, by=s.carol, number="", date=date(2024, 12, 31))


def draft(s):
    entry(s.riverside, by=s.alice, amounts={"times": 5})
    report = actions.build(by=s.bob, unit=s.street, genre="annual", period=THIS)
    return actions.edit(
        report, by=s.bob, title="2025年总结", body="一、主要工作\n（一）工会工作\n旧话。\n二、问题\n没有。"
    )


def test_a_section_is_a_heading_and_what_stands_under_it():
    found = sections(BODY)
    assert [(one.level, one.title, len(one.lines)) for one in found] == [
        (1, "主要工作", 1),
        (2, "志愿服务工作", 2),
        (2, "工会工作", 1),
        (1, "下一步打算", 2),
    ]


def test_figures_stay_names_and_other_numbers_are_marked():
    line = "（二）工会工作。2024年3月5日建成服务站2个，开展志愿服务{{ 志愿服务场次 }}场。"
    told = carried(line, lambda mention: "")
    assert "{{ 志愿服务场次 }}场" in told
    assert "建成服务站〔上年：2个〕" in told
    assert "（二）工会工作。〔上年：2024年3月5日〕" in told


def test_it_takes_the_place_of_the_section_of_that_title_or_goes_last():
    taken = [one for one in sections(BODY) if one.level == 2]
    made = taken_over("一、主要工作\n（一）工会工作\n旧话。\n二、问题\n没有。", taken).splitlines()
    assert made == [
        "一、主要工作",
        "（一）工会工作。3月5日建成服务站2个。",
        "二、问题",
        "没有。",
        "（一）志愿服务工作",
        "“红马甲”队伍活跃在12个小区，开展志愿服务{{ 志愿服务场次 }}场。",
    ]


def test_a_draft_takes_last_years_words_and_goes_out_only_when_its_numbers_were_looked_at(street):
    source, report = last_year(street), draft(street)
    assert list(sources(report, street.bob)) == [source]
    report = keep_sections(report, by=street.bob, source=source, wanted={1})
    assert "活跃在〔上年：12个〕小区，开展志愿服务{{ 志愿服务场次 }}场" in report.body
    with pytest.raises(Refused, match="没认出的数字"):
        actions.send(report, by=street.bob)
    report = actions.edit(report, by=street.bob, title="总结", body=report.body.replace("〔上年：12个〕", "13个"))
    assert actions.send(report, by=street.bob).state == "sent"


def test_of_a_document_that_a_template_made_the_figures_are_found_by_their_values(street):
    source = last_year(street, genre=Genre.TEMPLATE, brought="year")
    told = "\n".join(one.text for one in offered(source))
    assert "{{ 开展志愿服务的单位数 }}个单位开展了志愿服务" in told
    assert "共〔上年：2场〕" in told  # it may be activities or volunteering


def test_an_officer_chooses_on_a_page(street):
    source, report = last_year(street), draft(street)
    bob, address = sign_in(street.bob), f"/reports/{report.pk}/keep/"
    page = bob.get(address).content.decode()
    assert "（一）志愿服务工作" in page
    assert "〔上年：12个〕" in page
    answer = bob.post(address, {"source": source.pk, "section": ["1"], "was": report.body})
    assert answer.status_code == 302
    report.refresh_from_db()
    assert "红马甲" in report.body
    stale = bob.post(address, {"source": source.pk, "section": ["1"], "was": "别的"})
    assert stale.status_code == 409


def test_nothing_is_taken_from_another_unit_or_a_draft(street):
    report = draft(street)
    with pytest.raises(Refused, match="以前出具"):
        keep_sections(report, by=street.bob, source=report, wanted={0})
