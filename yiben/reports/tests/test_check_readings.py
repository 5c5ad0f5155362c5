"""How a check understands what real documents say: classes behind 等, a line's own names, one activity by its title."""

import io
from datetime import date
from decimal import Decimal

import pytest
from docx import Document

from tests.people import entry
from yiben.figures.past import type_past
from yiben.gongwen import read, read_text
from yiben.lib.periods import Period
from yiben.reports.checking.reading import check, stock

YEAR = Period.of_year(2025)


def told(s, text, period=YEAR, unit=None):
    found = check(read_text(text), stock(unit or s.street, period))
    return {one.claim.text: (one.verdict.value, None if one.value is None else int(one.value)) for one in found}


def logged(s, kind, line, times, topic="", unit=None, on=date(2025, 4, 8), title="", **amounts):
    said = {"kind": kind, "lines": (line,), "topic": topic, "title": title or f"{line}{kind}"}
    return entry(unit or s.riverside, on=on, amounts={"times": times, **amounts}, **said)


def test_what_stands_before_deng_are_examples_of_what_was_counted(street):
    logged(street, "study", "youth", 8, topic="study-youth", attendances=200)
    logged(street, "study", "youth", 5, topic="league-class", attendances=100)
    found = told(street, "（二）共青团工作。组织开展团课、“青年大学习”等学习活动13期，参与青年300人次。")
    assert found == {"13期": ("supported", 13), "300人次": ("supported", 300)}
    assert told(street, "共青团工作。开展团课、“青年大学习”等学习活动19期。")["19期"][0] == "contradicted"


def test_lectures_of_a_line_are_told_whether_they_have_a_topic_or_not(street):
    logged(street, "lecture", "women", 9, topic="women-rights")
    logged(street, "lecture", "women", 5, attendances=50)
    assert told(street, "妇联工作：举办妇女儿童维权和家庭教育讲座14场。")["14场"] == ("supported", 14)
    assert told(street, "妇联工作：举办妇女儿童维权和家庭教育讲座17场。")["17场"][0] == "contradicted"


def test_whom_it_was_done_for_does_not_say_what_was_done(street):
    logged(street, "themed", "women", 15)
    logged(street, "relief", "women", 7)
    assert told(street, "妇联工作：走访慰问困境妇女儿童7次。")["7次"] == ("supported", 7)


def test_companies_visited_are_counted_by_the_company(street):
    logged(street, "visit", "enterprise", 3, items=9)
    assert told(street, "企业服务工作：走访辖区企业9家次。")["9家次"] == ("supported", 9)


def test_a_year_before_and_halves_of_the_year_are_of_what_was_told(street):
    logged(street, "volunteering", "volunteering", 6)
    logged(street, "volunteering", "volunteering", 4, on=date(2025, 9, 1))
    logged(street, "volunteering", "volunteering", 8, on=date(2024, 1, 15))
    text = "全年开展志愿服务10场次，较上年的8场次增长25%。其中上半年6场次，下半年5场次。"
    assert told(street, text) == {
        "10场次": ("supported", 10),
        "8场次": ("supported", 8),
        "25%": ("supported", 10),
        "6场次": ("supported", 6),
        "5场次": ("contradicted", 4),
    }


def test_what_was_done_is_read_among_what_is_planned(street):
    logged(street, "volunteering", "volunteering", 6)
    text = "三、下一步工作打算\n在今年开展志愿服务9场的基础上，明年开展志愿服务20场。"
    assert told(street, text) == {"9场": ("contradicted", 6), "20场": ("not_in_book", None)}


def test_the_streets_own_level_leaves_out_its_communities(street):
    logged(street, "training", "union", 4)
    logged(street, "training", "union", 3, unit=street.street)
    assert told(street, "全年举办培训7场，其中街道本级举办培训3场。") == {
        "7场": ("supported", 7),
        "3场": ("supported", 3),
    }
    assert told(street, "街道本级举办培训5场。")["5场"] == ("contradicted", 3)


def test_one_activity_is_known_by_its_title(street):
    logged(street, "themed", "women", 1, title="“粽叶飘香”包粽子", attendances=45)
    logged(street, "themed", "women", 1, attendances=500)
    assert told(street, "临水社区举办“粽叶飘香”活动，邻里45人次到场。")["45人次"] == ("supported", 45)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("文明劝导40场、爱心义诊20场、探访老人90场，共160场。", "160场"),
        ("现有注册志愿服务队伍32支，其中青年队12支、巾帼队9支、银龄队8支。", "32支"),
        ("街道注册志愿者6,842名。\n二、下一步打算\n目前注册志愿者6,482名，仍有空间。", "6,482名"),
    ],
)
def test_what_the_text_itself_speaks_against_is_told_wherever_it_stands(street, text, wrong):
    assert told(street, text)[wrong][0] == "inconsistent_inside"


def test_a_year_that_the_book_does_not_tell_as_a_whole_contradicts_nobody(street):
    logged(street, "volunteering", "volunteering", 10)
    logged(street, "volunteering", "volunteering", 2, on=date(2024, 9, 1))
    text = "全年开展志愿服务10场次，较上年的8场次增长25%。"
    assert {verdict for verdict, _value in told(street, text).values()} == {"supported", "not_in_book"}


def test_one_named_with_the_others_is_not_meant_alone(street):
    logged(street, "lecture", "learning", 2, attendances=60)
    logged(street, "lecture", "learning", 3, unit=street.office, attendances=170)
    text = "【社区教育】党群工作办公室和各社区举办讲座5场，听讲居民230人次。"
    assert told(street, text) == {"5场": ("supported", 5), "230人次": ("supported", 230)}


def test_a_month_ends_with_its_sentence(street):
    logged(street, "volunteering", "volunteering", 3, on=date(2025, 3, 5))
    logged(street, "volunteering", "volunteering", 10)
    text = "3月份学雷锋月期间，全街道开展志愿服务3场。开展志愿服务13场。"
    assert told(street, text)["13场"] == ("supported", 13)


def test_growth_is_told_by_the_year_before_alone(street):
    logged(street, "volunteering", "volunteering", 2, volunteers=150)
    logged(street, "volunteering", "volunteering", 2, volunteers=100, on=date(2024, 1, 9))
    text = "2024年参与志愿服务的志愿者100人次，今年志愿者人次同比增长{}。"
    assert told(street, text.format("50%"))["50%"][0] == "supported"
    assert told(street, text.format("30%"))["30%"] == ("contradicted", 50)


def test_what_stands_beside_an_activity_and_is_none_of_it_is_not_held_against_it(street):
    logged(street, "training", "union", 5, attendances=228)
    found = told(street, "工会工作。举办工会业务培训5场，参训228人次，发展会员215名。")
    assert found == {"5场": ("supported", 5), "228人次": ("supported", 228), "215名": ("not_in_book", None)}


def test_the_streets_row_among_its_communities_may_be_its_own_or_all(street):
    logged(street, "volunteering", "volunteering", 9)
    logged(street, "volunteering", "volunteering", 1, unit=street.street)
    word, kept = Document(), io.BytesIO()
    word.add_paragraph("各单位志愿服务开展情况")
    table = word.add_table(rows=0, cols=2)
    for name, number in (("单位", "志愿服务场次"), ("临水社区", "9"), ("青石街道", "1"), ("合计", "10")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, number
    word.save(kept)
    found = check(read(kept.getvalue()), stock(street.street, YEAR))
    assert [one.verdict.value for one in found] == ["supported"] * 3


def test_what_was_typed_of_a_year_before_the_book_speaks_for_it_and_is_marked(street):
    logged(street, "volunteering", "volunteering", 12)
    said = {"indicator": "volunteering-times", "value": Decimal(8), "document": "2024年总结"}
    type_past(by=street.bob, unit=street.street, period=Period.of_year(2024), **said)
    text = "全年开展志愿服务12场，较上年的8场增长50%。"
    found = check(read_text(text), stock(street.street, YEAR))
    assert [(one.verdict.value, one.why) for one in found] == [
        ("supported", ""),
        ("supported", "typed"),
        ("supported", "typed"),
    ]
    assert told(street, text.replace("50%", "40%"))["40%"][0] in ("contradicted", "inconsistent_inside")
