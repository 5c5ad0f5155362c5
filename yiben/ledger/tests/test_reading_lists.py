"""Whatever stands in a sheet, reading it gives drafts and findings, never an exception."""

import json
from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiben.ledger.amounts import read_amount
from yiben.ledger.content import content_told
from yiben.ledger.imports import NAMES, Counted, Words, read_list
from yiben.lib.sheets import Merged, Sheet

WORDS = Words(
    units={"临水社区": frozenset({1}), "临水": frozenset({1}), "望山社区": frozenset({2})},
    writable=frozenset({1, 2}),
    default_unit=1,
    kinds={"志愿服务": "volunteering", "会议": "meeting", "活动": "themed"},
    topics={"两癌筛查": "two-cancer-screening"},
    lines={"工会": "union", "妇联": "women"},
    measures={"一1": frozenset({(2025, uuid4())})},
    metrics=[Counted("attendances", "人次", "人次", ("参加人次",)), Counted("money", "金额", "元", ("金额（元）",))],
    today=date(2025, 12, 31),
    kind_names={"volunteering": "志愿服务", "meeting": "会议"},
)
HEADINGS = st.sampled_from(
    [word for words in NAMES.values() for word in words] + ["人次", "金额（万元）", "民族", "随便"]
)
CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        ["临水社区", "2025-03-05", "3月5日-7日", "32月", "30余", "合计", "志愿服务", "工会、妇联", "一1", "填表人：某"]
    ),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@st.composite
def sheets(draw):
    width = draw(st.integers(1, 7))
    above = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=2))
    head = draw(st.lists(HEADINGS, min_size=width, max_size=width))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    table = [tuple(row) for row in (*above, head, *rows)]
    left, top = draw(st.integers(0, width - 1)), draw(st.integers(0, len(table) - 1))
    area = Merged(top, left, draw(st.integers(top, len(table) - 1)), draw(st.integers(left, width - 1)))
    return Sheet("表1", table, (area,), draw(st.booleans()))


@settings(max_examples=200, deadline=None)
@given(st.lists(sheets(), max_size=2))
def test_any_sheet_is_read_and_good_rows_can_be_entered(given_sheets):
    reading = read_list(given_sheets, WORDS, filename="2025年.xlsx")
    for draft in reading.drafts:
        json.dumps([draft.cells, draft.said, [finding.kept() for finding in draft.findings]])
        if draft.good:
            said = content_told(json.loads(json.dumps(draft.said)), id=uuid4(), origin="import")
            assert said.start <= WORDS.today
            assert said.title
            assert all(amount.value >= 0 for amount in said.amounts)


@given(
    st.one_of(CELLS, st.text(alphabet="0123456789.,-余多约万人次 %", max_size=12)), st.sampled_from(["people", "rate"])
)
def test_any_cell_is_an_amount_or_a_problem_or_nothing(cell, metric):
    reading = read_amount(cell, metric)
    assert not (reading.value and reading.problem)
    if reading.value:
        assert reading.value.value >= 0


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("30", 30, ""),
        ("1.2万", 12000, ""),
        ("30余", 30, "30余"),
        ("1.2万余", 12000, "1.2万余"),
        ("100多万", 1000000, "100多万"),
        ("近200人", 200, "近200人"),
        ("120人次以上", 120, "120人次以上"),
        (30.0, 30, ""),
    ],
)
def test_numbers_are_read_as_people_write_them(cell, value, words):
    amount = read_amount(cell, "attendances").value
    assert (amount.value, amount.words) == (value, words)


@pytest.mark.parametrize("cell", [True, date(2025, 3, 5), datetime(2025, 3, 5), time(9), timedelta(1)])
def test_what_is_no_number_is_told(cell):
    assert "不是数字" in read_amount(cell, "attendances").problem


def test_half_a_share_of_a_rate_is_a_percentage():
    head = ("日期", "活动名称", "比率（%）")
    rate = Counted("rate", "比率", "%", ("比率（%）",))
    words = Words(**{**WORDS.__dict__, "metrics": [rate]})
    reading = read_list([Sheet("表", [head, ("2025-03-05", "衔接", 0.985), ("2025-03-06", "衔接", "98.5%")])], words)
    assert [draft.said["amounts"] for draft in reading.drafts] == [[["rate", "98.5", "", ""]]] * 2


@pytest.mark.parametrize(
    ("above", "filename", "line"),
    [
        ("青石街道2025年7—9月工会活动情况汇总表", "汇总.xlsx", ["union"]),
        ("填报单位：青石街道总工会", "汇总.xlsx", ["union"]),
        ("2025年活动汇总表", "妇联活动（附件2）.xlsx", ["women"]),
        ("工会、妇联联合活动汇总表", "汇总.xlsx", []),
        ("2025年活动汇总表", "汇总.xlsx", []),
    ],
)
def test_a_list_is_of_the_line_that_its_title_names(above: str, filename: str, line: list[str]):
    rows = [(above, None, None), ("日期", "活动名称", "人次"), ("2025-07-05", "慰问高温下一线职工", 30)]
    reading = read_list([Sheet("表1", rows)], WORDS, filename=filename)
    assert [draft.said["lines"] for draft in reading.drafts] == [line]
    assert any("都归入" in notice for notice in reading.notices) == bool(line)


def test_a_list_with_a_column_of_lines_says_of_each_row_itself():
    rows = [
        ("工会活动汇总表", None, None),
        ("日期", "活动名称", "条线"),
        ("2025-07-05", "读书会", "妇联"),
        ("2025-07-06", "读书会", None),
    ]
    reading = read_list([Sheet("表1", rows)], WORDS, filename="汇总.xlsx")
    assert [draft.said["lines"] for draft in reading.drafts] == [["women"], []]


def test_a_head_begins_where_its_merged_cells_do():
    rows = [
        ("2025年开课情况", None, None, None),
        ("序号", "课程信息", None, "学员"),
        (None, "课程名称", "上课时间", "人次"),
        (1, "太极拳教学", "3月23日", 22),
    ]
    merged = (Merged(0, 0, 0, 3), Merged(1, 0, 2, 0), Merged(1, 1, 1, 2))
    reading = read_list([Sheet("表1", rows, merged)], WORDS, filename="汇总.xlsx")
    assert [number for number, _cells in reading.looks["表1"]["head"]] == [2, 3]
    assert [number for number, *_told in reading.looks["表1"]["above"]] == [1]
