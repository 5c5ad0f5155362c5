from hypothesis import given
from hypothesis import strategies as st

from yiben.reports.text import Finding, Grid, Known, Line, Name, TargetGrid, parse

KNOWN = Known({"活动场次", "志愿服务场次"}, {"目标项数"}, {"开展“春送岗位”活动"})


def only(text):
    (block,) = parse(text, KNOWN).blocks
    return block


def test_a_name_in_braces_is_a_place_for_a_figure():
    assert only("共开展活动{{ 活动场次 }}场。").pieces == ("共开展活动", Name("活动场次"), "场。")


def test_a_name_may_be_of_one_task():
    name = Name("活动场次：开展“春送岗位”活动")
    assert (name.indicator, name.task) == ("活动场次", "开展“春送岗位”活动")
    assert parse("共{{ 活动场次：开展“春送岗位”活动 }}场。", KNOWN).findings == ()
    assert parse("共{{ 活动场次：别的任务 }}场。", KNOWN).findings


def test_targets_may_be_counted():
    assert parse("共{{ 目标项数 }}项。", KNOWN).findings == ()


def test_headings_are_told_by_their_numbers():
    levels = [
        only(text).level for text in ("一、主要工作", "（一）工会工作", "1.会费收缴", "（1）做法", "2.5公里健步走")
    ]
    assert levels == [1, 2, 3, 4, 0]


def test_a_heading_may_run_on_into_its_paragraph():
    line = only("（一）工会工作。收缴会费{{ 活动场次 }}元。")
    assert (line.level, line.number, line.pieces) == (2, "（一）", ("工会工作。",))
    assert line.then == ("收缴会费", Name("活动场次"), "元。")


def test_a_long_numbered_paragraph_is_text():
    assert only("一、" + "很长的一段话" * 20).level == 0


def test_tables_stand_on_lines_of_their_own():
    assert only("【表】活动场次、志愿服务场次") == Grid(("活动场次", "志愿服务场次"))
    assert only("【目标表】") == TargetGrid()


def test_an_unknown_name_is_a_finding_with_its_paragraph():
    assert parse("第一段。\n\n第三段{{ 党员人数 }}。", KNOWN).findings == (
        Finding(3, "没有叫“党员人数”的数字", "党员人数"),
    )


def test_a_count_of_targets_is_no_column_of_communities():
    assert parse("【表】活动场次、目标项数", KNOWN).findings


def test_broken_braces_are_a_finding():
    for text in ("共{{ 活动场次 场。", "共 活动场次 }}场。", "{% if %}", "{{{ 活动场次 }}}}"):
        assert parse(text, KNOWN).findings, text


def test_the_names_come_each_once_in_order():
    text = "{{ 志愿服务场次 }}{{ 活动场次 }}\n（一）甲。{{ 志愿服务场次 }}\n【表】活动场次"
    assert parse(text, KNOWN).names == ["志愿服务场次", "活动场次"]


PIECES = st.lists(
    st.sampled_from(
        ["{{", "}}", "{%", " ", "\n", "一、", "（二）", "1.", "【表】", "【目标表】", "活动场次", "：", "。", "甲"]
    )
)


@given(st.text() | PIECES.map("".join))
def test_any_text_is_read_and_no_word_is_lost(text):
    read = parse(text, KNOWN)
    assert all(finding.where >= 1 for finding in read.findings)
    for block in read.blocks:
        if isinstance(block, Line):
            words = "".join(p if isinstance(p, str) else p.name for p in (block.number, *block.pieces, *block.then))
            kept = [c for c in words if not c.isspace()]
            assert len([c for c in text if not c.isspace()]) >= len(kept)
