"""How a check understands the ways in which offices write: rows told apart, titles, brackets, averages, tables."""

from dataclasses import replace
from datetime import date

from yiben.gongwen import Block, Table, read_text
from yiben.reports.checking.reading import check, stock
from yiben.reports.tests.test_check_readings import YEAR, logged, told


def _verdicts(s, text):
    return [verdict for verdict, _value in told(s, text).values()]


def test_each_number_of_a_row_has_its_own_days(street):
    for month, times in ((2, 3), (5, 4), (8, 6), (11, 2)):
        logged(street, "lecture", "women", times, on=date(2025, month, 8))
    text = "妇联工作：一至四季度分别举办讲座3场、4场、9场、2场。"
    assert told(street, text) == {
        "3场": ("supported", 3),
        "4场": ("supported", 4),
        "9场": ("contradicted", 6),
        "2场": ("supported", 2),
    }


def test_a_second_row_goes_with_the_first(street):
    logged(street, "training", "union", 3, title="电工技能培训班", attendances=122)
    logged(street, "training", "union", 2, title="家政技能培训班", attendances=78)
    text = "工会工作：举办电工班3期、家政班2期，参训分别为122、92人次。"
    assert told(street, text) == {
        "3期": ("supported", 3),
        "2期": ("supported", 2),
        "122": ("supported", 122),
        "92人次": ("contradicted", 78),
    }


def test_words_that_only_titles_have_tell_what_was_counted(street):
    logged(street, "themed", "women", 4, title="良好家风主题活动", attendances=90)
    logged(street, "themed", "women", 6, title="亲子阅读主题活动")
    text = "妇联工作：开展主题活动10场，其中良好家风4场，90人次参加；亲子阅读9场。"
    assert told(street, text) == {
        "10场": ("supported", 10),
        "4场": ("supported", 4),
        "90人次": ("supported", 90),
        "9场": ("contradicted", 6),
    }


def test_what_stands_in_brackets_says_nothing_of_what_follows(street):
    logged(street, "lecture", "learning", 1, on=date(2025, 8, 1), attendances=40)
    logged(street, "lecture", "learning", 4, on=date(2025, 11, 1), attendances=248)
    text = "社区教育工作：举办讲座5场（三季度1场，四季度4场），听众288人次。"
    assert told(street, text)["288人次"] == ("supported", 288)


def test_averages_and_shares_follow_from_the_numbers_printed(street):
    logged(street, "lecture", "women", 10, title="家庭教育讲座", attendances=240)
    logged(street, "lecture", "women", 5, title="反家暴讲座")
    right = "妇联工作：举办家庭教育讲座10场，听众240人次，场均24人次。"
    assert "inconsistent_inside" not in _verdicts(street, right)
    assert told(street, right.replace("场均24", "场均31"))["31人次"][0] == "inconsistent_inside"
    share = "妇联工作：全年讲座15场，其中反家暴讲座5场，反家暴讲座占讲座总数的41.5%。"
    assert told(street, share)["41.5%"][0] == "inconsistent_inside"


def test_parts_in_brackets_make_up_their_whole(street):
    text = "工作人员168名（行政52名、事业61名、社工65名）。"
    assert told(street, text)["168名"][0] == "inconsistent_inside"


def test_other_streets_and_the_whole_district_contradict_nobody(street):
    logged(street, "lecture", "women", 15)
    text = "邻近的柳河街道今年举办讲座26场。全区妇联系统举办讲座320场。"
    assert set(_verdicts(street, text)) <= {"not_in_book", "not_understood"}


def test_a_section_that_only_speaks_of_a_line_is_its_own(street):
    logged(street, "lecture", "women", 6)
    logged(street, "lecture", "learning", 9)
    assert told(street, "工作总结\n（三）聚焦巾帼建功\n今年已办讲座6场。")["6场"] == ("supported", 6)


def _table(s, *rows):
    made = [[Block(f"t0r{r}c{c}", text, role="cell") for c, text in enumerate(row)] for r, row in enumerate(rows)]
    document = replace(read_text("活动情况见下表："), tables=(Table(0, tuple(map(tuple, made)), 0),))
    return {one.claim.place: one.verdict.value for one in check(document, stock(s.street, YEAR))}


def test_communities_may_stand_across_the_top_and_their_sum_is_of_those_shown(street):
    logged(street, "themed", "women", 4)
    logged(street, "themed", "women", 3, unit=street.office)
    found = _table(street, ("指标", street.riverside.name, street.office.name, "合计"), ("活动场次", "4", "5", "7"))
    assert found == {"t0r1c1": "supported", "t0r1c2": "contradicted", "t0r1c3": "supported"}


def test_a_caption_may_say_what_all_cells_count(street):
    logged(street, "relief", "union", 4)
    logged(street, "relief", "union", 2, unit=street.office)
    rows = (("单位", "慰问"), (street.riverside.name, "4"), (street.office.name, "3"))
    made = [[Block(f"t0r{r}c{c}", text, role="cell") for c, text in enumerate(row)] for r, row in enumerate(rows)]
    text = "附表　各社区（村）活动情况（单位：场）"
    document = replace(read_text(text), tables=(Table(0, tuple(map(tuple, made)), 0),))
    found = {one.claim.place: one.verdict.value for one in check(document, stock(street.street, YEAR))}
    assert found == {"t0r1c1": "supported", "t0r2c1": "contradicted"}


def test_of_a_paragraph_before_a_table_only_its_last_sentence_heads_it(street):
    logged(street, "volunteering", "volunteering", 5)
    logged(street, "lecture", "women", 7)
    rows = (("社区", "活动场次"), (street.riverside.name, "12"))
    made = [[Block(f"t0r{r}c{c}", text, role="cell") for c, text in enumerate(row)] for r, row in enumerate(rows)]
    text = "党员先锋岗参加志愿服务。各社区活动开展情况如下："
    document = replace(read_text(text), tables=(Table(0, tuple(map(tuple, made)), 0),))
    found = {one.claim.place: one.verdict.value for one in check(document, stock(street.street, YEAR))}
    assert found == {"t0r1c1": "supported"}


def test_who_joined_what_the_book_does_not_know_by_name_is_no_total(street):
    logged(street, "volunteering", "volunteering", 5, volunteers=40)
    assert told(street, "志愿者30名参加志愿服务。")["30名"] == ("contradicted", 40)
    assert told(street, "志愿者30名参加开学护航志愿服务。")["30名"][0] == "not_in_book"
