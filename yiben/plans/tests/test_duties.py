"""Who is to see to a measure, out of the manners in which offices write it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiben.gongwen import read
from yiben.plans.duties import duties, said_of
from yiben.plans.reading import read_plan


def told(text: str) -> dict[str, str]:
    said: dict[str, str] = {}
    for one in duties(text):
        said.setdefault(one.role, one.who)
    return {role: who for role, who in said.items() if role}


@pytest.mark.parametrize(
    "text",
    [
        "（责任单位：经济发展办公室，9月底前完成）",
        "（责任单位：经济发展办公室、9月底前完成）",
        "（责任单位：经济发展办公室；9月底前完成）",
        "（责任单位：经济发展办公室9月底前完成）",
        "（责任单位:经济发展办公室,2025年9月30日前)",
        "【责任单位：经济发展办公室，9月底前】",
        "（责任单位：经济发展办公室，全年推进，12月底前总结）",
        "（责任单位：经济发展办公室，长期坚持）",
        "（责任单位：经济发展办公室，常态化开展）",
        "（责任单位：经济发展办公室，每季度末报送）",
        "（责任单位：经济发展办公室，按时间节点推进）",
        "（责任单位：经济发展办公室 联系人：张三 电话：13800000000）",
        "（责任单位：经济发展办公室（联系电话：13800000000））",
        "（由经济发展办公室负责牵头，9月底前完成）",
        "（经济发展办公室牵头组织实施）",
        "责任单位：经济发展办公室。",
    ],
)
def test_a_name_ends_where_no_name_follows(text: str) -> None:
    assert told(text)["lead"] == "经济发展办公室"
    assert "support" not in told(text)


@pytest.mark.parametrize(
    ("text", "lead", "support"),
    [
        ("（党群办牵头，各社区配合，9月底前完成）", "党群办", "各社区"),
        ("（党群办牵头；经发办、各社区协同配合）", "党群办", "经发办、各社区"),
        ("由党群办牵头，各社区积极参与。", "党群办", "各社区"),
        ("责任单位：党群办（牵头）、经发办、各社区", "党群办", "经发办、各社区"),
        ("责任单位：经发办、党群办（牵头单位）、各社区（配合）", "党群办", "经发办、各社区"),
        ("（责任单位：党群办牵头，各社区配合，9月底前完成）", "党群办", "各社区"),
        ("（牵头单位：党群办，分管领导：李明远，配合单位：各社区，6月底前）", "党群办", "各社区"),
        ("牵头单位：党群办　配合单位：各社区　分管领导：李明远", "党群办", "各社区"),
        (
            "（牵头单位：党群办（社区党建科）；配合单位：清明桥社区、八一社区）",
            "党群办（社区党建科）",
            "清明桥社区、八一社区",
        ),
        (
            "（责任单位：重点项目推进办公室、12345热线办；参与单位：各社区）",
            "重点项目推进办公室、12345热线办",
            "各社区",
        ),
    ],
)
def test_who_leads_and_who_helps_are_told_apart(text: str, lead: str, support: str) -> None:
    assert (told(text)["lead"], told(text)["support"]) == (lead, support)


def test_who_is_in_charge_and_till_when_are_told() -> None:
    said = told("（分管领导：李明远，6月底前；责任单位：党群办；责任人：王五；完成时限：12月20日）")
    assert said == {"leader": "李明远", "lead": "党群办", "time": "12月20日"}


@pytest.mark.parametrize(
    "text", ["充分发挥党群办牵头作用。", "建立街道牵头、社区落实的机制。", "积极配合上级单位做好工作。"]
)
def test_what_only_speaks_of_leading_names_nobody(text: str) -> None:
    assert told(text) == {}


def test_a_cell_of_a_table_may_have_lines() -> None:
    assert [one.who for one in said_of("lead", "党群办\n经发办")] == ["党群办、经发办"]
    assert [one.who for one in said_of("lead", "党群办（牵头）\n经发办")] == ["党群办", "经发办"]


def test_a_measure_takes_them_with_its_day() -> None:
    text = "2025年工作要点\n一、工会工作\n1. 举办讲座不少于6场。（责任单位：经发办，9月底前完成）\n2. 做好宣传工作，扩大影响。"
    first, _second = read_plan(read(text.encode()), lines=[], indicators=[]).measures
    assert (first.lead_unit, str(first.deadline)) == ("经发办", "2025-09-30")


@settings(max_examples=60, deadline=None)
@given(st.text("牵头责任单位配合：:，,、；;。（）()办社区9月底前完成\n ", max_size=60))
def test_whatever_is_written_gives_names_that_stand_in_it(text: str) -> None:
    for one in duties(text):
        assert 0 <= one.start <= one.end <= len(text)
        assert all(name in text for name in one.who.split("、"))
