"""How a check reads year-end summaries: what was compared with, nouns in titles, what is lacking, growth in tables."""

from dataclasses import replace
from datetime import date

from yiben.gongwen import Block, Table, read_text
from yiben.reports.checking.reading import check, stock
from yiben.reports.checking.titled import core_of, noun_of
from yiben.reports.checking.who import Names
from yiben.reports.tests.test_check_readings import YEAR, logged, told


def _table(s, *rows, caption="主要工作对比见下表："):
    made = [[Block(f"t0r{r}c{c}", text, role="cell") for c, text in enumerate(row)] for r, row in enumerate(rows)]
    document = replace(read_text(caption), tables=(Table(0, tuple(map(tuple, made)), 0),))
    return {one.claim.place: one.verdict.value for one in check(document, stock(s.street, YEAR))}


def test_what_something_grew_from_is_forgotten_behind_its_growth(street):
    logged(street, "training", "union", 4, on=date(2024, 1, 15), attendances=40)
    logged(street, "training", "union", 3, on=date(2025, 3, 5), attendances=90)
    logged(street, "training", "union", 5, on=date(2025, 9, 5), attendances=50)
    text = "工会工作：举办培训8场，较2024年的4场增长100%，其中上半年3场，下半年6场。"
    assert told(street, text) == {
        "8场": ("supported", 8),
        "4场": ("supported", 4),
        "100%": ("supported", 8),
        "3场": ("supported", 3),
        "6场": ("contradicted", 5),
    }


def test_a_speech_of_the_year_after_tells_of_last_year_as_of_the_days_reported(street):
    logged(street, "lecture", "women", 7, on=date(2025, 5, 6))
    logged(street, "lecture", "women", 4, on=date(2024, 5, 6))
    speech = "2026年群团工作推进会发言材料\n一、去年工作回顾\n妇联举办讲座{}场。"
    assert told(street, speech.format(7))["7场"] == ("supported", 7)
    assert told(street, speech.format(4))["4场"] == ("contradicted", 7)


def test_what_was_done_is_found_by_the_whole_of_its_noun_in_titles(street):
    logged(street, "training", "union", 4, title="中式面点技能培训", attendances=80)
    logged(street, "training", "union", 3, title="电工技能提升培训", attendances=45)
    logged(street, "training", "union", 2, title="工会干部业务培训", attendances=31)
    text = "工会工作：面向一线职工举办技能培训7期，培训职工125人次；工会干部业务培训3期。"
    found = told(street, text)
    assert (found["7期"], found["125人次"]) == (("supported", 7), ("supported", 125))
    assert found["3期"] == ("contradicted", 2)


def test_a_noun_is_told_without_its_verb_its_examples_and_whom_it_was_for():
    assert noun_of("面向一线职工举办技能培训") == "技能培训"
    assert noun_of("开展“小手拉大手”等亲子阅读活动") == "亲子阅读"
    assert core_of("职工技能提升培训") == "技能培训"


def test_another_thing_than_any_that_is_known_is_held_against_nothing(street):
    logged(street, "relief", "women", 3, title="走访慰问患病妇女", people=13)
    logged(street, "lecture", "women", 9, title="家庭教育讲座")
    text = "妇联工作：走访慰问高龄老人86名。慰问困境儿童27名。举办禁毒讲座4场。举办家庭教育讲座5场。"
    found = {words: verdict for words, (verdict, _value) in told(street, text).items()}
    assert found.pop("5场") == "contradicted"
    assert set(found.values()) == {"not_in_book"}


def test_what_is_lacking_looks_back_and_what_is_meant_to_be_done_does_not(street):
    logged(street, "lecture", "women", 7)
    text = "妇联2025年工作总结\n三、存在不足与打算\n全年虽举办讲座{}场，但形式单一。明年计划举办讲座20场。\n同时，办讲座30场。"
    found = told(street, text.format(9))
    assert found["9场"] == ("contradicted", 7)
    assert {found["20场"][0], found["30场"][0]} == {"not_in_book"}
    assert told(street, text.format(7))["7场"] == ("supported", 7)


def test_growth_in_a_table_follows_from_the_numbers_beside_it(street):
    head = ("项目", "2024年", "2025年", "增长（%）")
    found = _table(street, head, ("开放场馆（处）", "16", "20", "25"), ("服务热线（件）", "40", "50", "35"))
    assert (found["t0r1c3"], found["t0r2c3"]) == ("not_in_book", "inconsistent_inside")


def test_a_row_of_whom_the_book_does_not_know_is_not_the_street_s(street):
    logged(street, "lecture", "women", 4)
    logged(street, "lecture", "women", 3, unit=street.office)
    rows = (("单位", "讲座（场）"), (street.riverside.name, "4"), (street.office.name, "5"), ("青年驿站", "2"))
    found = _table(street, *rows, ("社区合计", "7"))
    assert found == {
        "t0r1c1": "supported",
        "t0r2c1": "contradicted",
        "t0r3c1": "not_in_book",
        "t0r4c1": "supported",
    }


def test_an_office_goes_without_the_name_of_its_street_where_it_did_something():
    names = Names({"青石街道": 1, "青石街道党群服务中心": 2}, {}, 1, offices={"党群服务中心": 2})
    assert [one.unit for one in names.among("党群服务中心举办讲座2场。")] == [2]
    assert not names.among("依托党群服务中心，举办讲座5场。")
    assert names.of_cell("党群服务中心") == 2


def test_a_stock_is_the_newest_that_bears_its_name(street):
    logged(street, "status", "volunteering", 1, on=date(2025, 3, 31), title="注册志愿者总数", volunteers=2932)
    logged(street, "status", "volunteering", 1, on=date(2025, 6, 30), title="注册志愿者总数", volunteers=3012)
    assert told(street, "截至6月底，注册志愿者总数3012人。")["3012人"] == ("supported", 3012)
    assert told(street, "截至3月末，注册志愿者总数3012人。")["3012人"] == ("contradicted", 2932)


def test_money_from_two_sides_makes_up_what_was_spent(street):
    text = "项目总投资520万元，其中区级资金310万元、街道自筹200万元。"
    assert told(street, text)["520万元"][0] == "inconsistent_inside"
    assert told(street, text.replace("520", "510"))["510万元"][0] == "not_in_book"


def test_a_part_is_of_the_whole_told_before_it(street):
    text = "妇联工作：开展亲子共读33场，其中上半年21场，占全年的{}。"
    assert told(street, text.format("53.6%"))["53.6%"][0] == "inconsistent_inside"
    assert told(street, text.format("63.6%"))["63.6%"][0] != "inconsistent_inside"


def test_a_theme_told_before_narrows_what_was_done(street):
    logged(street, "volunteering", "youth", 5, title="青少年普法志愿服务")
    logged(street, "volunteering", "youth", 8, title="环境保护志愿服务")
    text = "共青团工作：围绕青少年普法，开展志愿服务{}场。"
    assert told(street, text.format(5))["5场"] == ("supported", 5)
    assert told(street, "共青团工作：在环境保护方面，开展8场。")["8场"] == ("supported", 8)
    assert told(street, "共青团工作：聚焦河道巡护，开展志愿服务6场。")["6场"][0] == "not_in_book"


def test_heads_of_two_rows_say_what_and_when_whatever_the_caption_remarks_at_its_end(street):
    logged(street, "volunteering", "volunteering", 4, on=date(2025, 3, 1), volunteers=30)
    logged(street, "volunteering", "volunteering", 3, on=date(2025, 8, 1), volunteers=20)
    heads = ("社区", "场次", "场次", "场次", "志愿者（人次）"), ("社区", "全年", "上半年", "下半年", "志愿者（人次）")
    caption = "各社区志愿服务开展情况见下表（按社区名册顺序，不含街道本级和站办所）。"
    found = _table(street, *heads, (street.riverside.name, "7", "4", "5", "50"), caption=caption)
    assert list(found.values()) == ["supported", "supported", "contradicted", "supported"]


def test_quarters_and_numbers_of_columns_are_heads_too(street):
    logged(street, "volunteering", "volunteering", 4, on=date(2025, 3, 1))
    logged(street, "volunteering", "volunteering", 3, on=date(2025, 8, 1))
    heads = ("社区", "志愿服务场次", "志愿服务场次"), ("社区", "1季度", "3季度"), ("甲", "1", "2")
    found = _table(street, *heads, (street.riverside.name, "4", "2"), caption="各社区情况见下表：")
    assert found == {"t0r3c1": "supported", "t0r3c2": "contradicted"}


def test_the_serial_of_a_row_is_none_of_the_two_numbers_that_its_growth_is_of(street):
    heads = ("序号", "项目", "2025年上半年", "2024年上半年", "同比增减（%）")
    rows = ("1", "开放场馆（处）", "20", "16", "25.0"), ("2", "服务热线（件）", "50", "40", "35.0")
    found = _table(street, heads, *rows, caption="附：上半年指标与上年同期对比")
    assert (found["t0r1c4"], found["t0r2c4"]) == ("not_in_book", "inconsistent_inside")


def test_a_label_that_grew_is_of_the_one_number_of_its_measure_before(street):
    logged(street, "volunteering", "volunteering", 4, on=date(2024, 1, 15), hours=40, volunteers=8)
    logged(street, "volunteering", "volunteering", 5, on=date(2025, 3, 1), hours=60, volunteers=9)
    text = "开展志愿服务5场，服务时长60小时。与2024年相比，场次增长25%，时长增长{}。"
    assert told(street, text.format("50%"))["50%"][0] == "supported"
    assert told(street, text.format("40%"))["40%"] == ("contradicted", 50)
    several = "开展志愿服务5场，服务时长60小时，其中上半年60小时。与2024年相比，时长增长40%。"
    assert told(street, several)["40%"][0] == "not_in_book"


def test_a_street_that_led_did_not_do_what_its_community_did(street):
    logged(street, "lecture", "women", 4)
    logged(street, "lecture", "women", 3, unit=street.office)
    led = f"2025年，{street.riverside.name}在{street.street.name}党工委、办事处的正确领导下，全年举办讲座{{}}场。"
    assert told(street, led.format(4), unit=street.riverside)["4场"] == ("supported", 4)
    assert told(street, led.format(6), unit=street.riverside)["6场"] == ("contradicted", 4)


def test_what_a_caption_names_beside_another_is_no_line_of_work(street):
    logged(street, "volunteering", "volunteering", 4)
    logged(street, "themed", "volunteering", 6)
    logged(street, "themed", "youth", 2)
    rows = (("社区", "主题活动（场）"), (street.riverside.name, "8"))
    assert _table(street, *rows, caption="附表：各社区青年志愿服务及主题活动情况")["t0r1c1"] != "contradicted"
    rows = (("社区", "主题活动（场）"), (street.riverside.name, "7"))
    assert _table(street, *rows, caption="附表：志愿服务工作情况")["t0r1c1"] == "contradicted"
