"""How a check reads what is set like a poster: heads above labels, numbers alone on a line, sums of what went before."""

from datetime import date
from decimal import Decimal

import pytest

from yiben.gongwen import quantities, read_text
from yiben.lib.periods import Period
from yiben.reports.checking.passages import passages
from yiben.reports.checking.unmeasured import captioned, lone_number, lone_quantity, with_measures
from yiben.reports.checking.when import periods_said
from yiben.reports.tests.test_check_readings import YEAR, logged, told


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("场次：10", [("10", "场")]),
        ("托管人次分别为135、134和83。", [("135", "人次"), ("134", "人次"), ("83", "人次")]),
        ("学员449人次（钟楼183、翠微苑130）", [("449人次", "人次"), ("183", "人次"), ("130", "人次")]),
        ("发放手册500份（编号12、另见800）。", [("500份", "份"), ("12", ""), ("800", "")]),
        ("房号12，楼层8。", [("12", ""), ("8", "")]),
    ],
)
def test_a_bare_number_has_the_measure_of_its_label_or_its_whole(text, measures):
    assert [(one.text, one.unit) for one in with_measures(text, quantities(text))] == measures


@pytest.mark.parametrize(
    ("line", "below", "text"),
    [
        ("🧒 【1241】", "人次孩子走进托管班。", "1241人次孩子走进托管班。"),
        ("【320余】", "全年办了这么多场活动，天天有。", "全年办了活动320余场，天天有。"),
        ("695", "送出的防暑物资份数，人人有份。", "送出的防暑物资695份，人人有份。"),
        ("565人次", "慰问一线职工", "慰问一线职工565人次"),
        ("【12】", "大家都来了。", None),
        ("2025", "份额不清。", None),
        ("12", "家庭教育讲座人人爱听。", None),
    ],
)
def test_a_number_alone_on_a_line_is_read_with_the_line_below(line, below, text):
    found = captioned(line, below, stands_free=True)
    assert (found and found.text) == text
    assert found is None or line[found.start :].startswith(found.number)


def test_only_a_line_that_is_nothing_but_its_number_stands_alone():
    assert lone_number("🩸 【865】")
    assert lone_quantity("772袋")
    assert not lone_number("7")
    assert not lone_quantity("培训9期")


def test_a_short_line_above_labels_heads_them_and_no_sentence_does():
    found = passages(read_text("一年的数字\n📖 读书会\n人次：216\n这一年办得不少。\n技能培训\n9期"))
    assert {one.text: one.card for one in found if one.card} == {
        "人次：216": "读书会",
        "这一年办得不少。": "读书会",
        "技能培训": "读书会",
        "9期": "技能培训",
    }


def test_months_are_read_in_characters_too():
    found = [one.period for one in periods_said("十一月敬老，二月劝导，三月三歌会，元月走访", Period.of_year(2025))]
    assert found == [Period.of_month(2025, month) for month in (11, 2, 1)]


def test_a_poster_is_checked_line_by_line(street):
    logged(street, "training", "union", 9, title="职工技能培训", attendances=321)
    text = "数说2025\n💪 技能培训\n场次：9\n人次：321\n【12】\n场技能培训，人人有收获。"
    assert told(street, text) == {
        "9": ("supported", 9),
        "321": ("supported", 321),
        "12": ("contradicted", 9),
    }


def test_a_sum_is_of_what_was_told_before_it(street):
    logged(street, "training", "union", 9)
    logged(street, "lecture", "union", 5)
    text = "工会工作：举办培训9期、讲座5场，两项合计{}场。"
    assert told(street, text.format(14))["14场"] == ("supported", 14)
    assert told(street, text.format(16))["16场"] == ("contradicted", 14)


def test_what_was_given_goes_with_the_entries_that_were_counted(street):
    logged(street, "relief", "union", 1, title="困难职工走访", households=6, materials=40)
    logged(street, "relief", "union", 1, title="高温送清凉", attendances=72, materials=112)
    text = "工会工作：走访慰问困难职工6户，发放物资{}份。"
    assert told(street, text.format(40))["40份"] == ("supported", 40)
    assert told(street, text.format(45))["45份"] == ("contradicted", 40)


def test_growth_needs_no_word_of_what_it_is_compared_with(street):
    logged(street, "volunteering", "volunteering", 10)
    logged(street, "volunteering", "volunteering", 8, on=date(2024, 1, 15))
    assert told(street, "全年开展志愿服务10场次，增长25%。")["25%"][0] == "supported"
    assert told(street, "全年开展志愿服务10场次，增长35%。")["35%"] == ("contradicted", 25)


def test_people_are_counted_by_the_piece_as_well(street):
    logged(street, "volunteering", "volunteering", 1, title="环境整治志愿服务", volunteers=35)
    assert told(street, "环境整治志愿服务去了35个人。", YEAR)["35个"] == ("supported", Decimal(35))


def test_the_first_of_some_meetings_is_not_held_against_all(street):
    logged(street, "meeting", "liaison", 1, attendances=52)
    logged(street, "meeting", "liaison", 1, attendances=40, on=date(2025, 6, 8))
    assert told(street, "人大工作：召开会议2次，第一次会议60人到会。")["60人"][0] == "not_in_book"
