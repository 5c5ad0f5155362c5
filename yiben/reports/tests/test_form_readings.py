"""What the cells of superiors' forms ask for, by the words around them: read without a table of ours, values alone."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from yiben import terms
from yiben.ledger.headings import Counted
from yiben.lib import workbooks
from yiben.lib.periods import Period
from yiben.reports.workbooks.known import Known, Place, Term
from yiben.reports.workbooks.proposals import CONFIDENT, Form, Proposal, Sort
from yiben.reports.workbooks.proposing import propose
from yiben.reports.workbooks.wording import Wording
from yiben.terms.definitions import Definition

CATALOGUE = Path(terms.__file__).parent / "catalogue"
STREET = Place(1, "云水街道", ("云水",), "street", "1/")
COMMUNITIES = tuple(
    Place(number, f"{name}社区", (name,), "community", f"1/{number}/")
    for number, name in enumerate(("石埠头", "望潮", "双槐", "锦屏"), start=2)
)
TITLES = {
    "接待选民": frozenset({"consultation"}),
    "便民服务日": frozenset({"benefit"}),
    "工会干部业务培训": frozenset({"training"}),
    "工会小组长业务培训": frozenset({"training"}),
    "职工安全讲座": frozenset({"lecture"}),
}


def _listed(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((CATALOGUE / f"{name}s.toml").read_text(encoding="utf-8"))[name])


def book(period: str = "2025") -> Known:
    """A street of four communities, called as the catalogue has it; it knows no indicator."""
    lines = tuple(Term(one["slug"], one["name"], (one["short"], *one["aliases"])) for one in _listed("line"))
    return Known(
        home=STREET,
        places=(STREET, *COMMUNITIES),
        definitions=(),
        aliases={},
        kinds=tuple(Term(one["slug"], one["name"], tuple(one["aliases"]), one["counts"]) for one in _listed("kind")),
        topics=(),
        lines=lines,
        metrics=tuple(
            Counted(one["slug"], one["name"], one["unit"], tuple(one["aliases"])) for one in _listed("metric")
        ),
        today=date(2026, 1, 20),
        period=Period.parse(period),
        titles=TITLES,
        lines_used=frozenset(line.slug for line in lines),
        first_day=date(2025, 1, 2),
    )


def read(*rows: list[Any], merged: str = "", period: str = "2025") -> Form:
    """A sheet of these rows, with these cells merged, as it is read."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    for area in merged.split():
        sheet.merge_cells(area)
    file = io.BytesIO()
    made.save(file)
    return propose(workbooks.opened(file.getvalue()), book(period))


def cells(*rows: list[Any], merged: str = "", period: str = "2025") -> Mapping[str, Proposal]:
    return {one.cell: one for one in read(*rows, merged=merged, period=period).proposals}


def asked(one: Proposal) -> str:
    """What a cell asks for in a line: units, kinds, lines, titles, what is counted; ? where it isn't sure."""
    if one.asked is None or one.sort != Sort.FIGURE:
        return str(one.sort)
    chosen = one.asked.selection
    units = "、".join(unit.name.removesuffix("社区") for unit in one.asked.units) + ("!" if one.asked.own else "")
    told = ["+".join(sorted(some)) for some in (chosen.kinds, chosen.lines, chosen.titles) if some]
    return " ".join([units, *told, one.asked.metric.split("|")[0]]) + ("" if one.sure >= CONFIDENT else "?")


@pytest.mark.parametrize(
    ("corner", "base", "expected"),
    [
        ("2025年12月", "2025", "2025"),
        ("2026年1月", "2025", "2025"),
        ("填报日期：2025年12月", "2025", "2025"),
        ("2025年6月", "2025", "2025"),
        ("2025年6月", "2025-06", "2025-06"),
    ],
)
def test_a_month_in_the_corner_of_a_years_form_is_when_it_was_filled_in(corner: str, base: str, expected: str) -> None:
    heads = ["社区", "讲座（场）", "培训（场）"]
    found = cells(
        ["2025年社区教育工作情况表"],
        ["填报单位：云水街道", None, corner],
        heads,
        ["石埠头"],
        merged="A1:C1",
        period=base,
    )
    assert str(found["B4"].asked and found["B4"].asked.period) == expected


def test_a_month_under_a_title_is_what_the_form_is_about() -> None:
    rows = (["群团工作统计表"], ["（2025年6月）"], ["社区", "讲座（场）"], ["石埠头"])
    found = cells(*rows, merged="A1:B1 A2:B2")
    assert str(found["B4"].asked and found["B4"].asked.period) == "2025-06"


def test_a_table_is_about_the_line_right_over_it_within_all_that_its_forms_title_names() -> None:
    found = cells(
        ["2025年红十字会、人大代表联络站工作年报"],
        ["表一  红十字会工作"],
        ["单位", "讲座（场）", "活动（场）"],
        ["石埠头"],
        [],
        ["表二  人大代表联络站工作"],
        ["单位", "接待选民（次）", "会议（次）"],
        ["石埠头"],
        merged="A1:C1 A2:C2 A6:C6",
    )
    assert asked(found["B4"]) == "石埠头 lecture redcross times"
    assert asked(found["B8"]) == "石埠头 liaison 接待选民 times"
    assert asked(found["C8"]) == "石埠头 meeting liaison times"


def test_a_title_that_names_several_lines_means_all_of_them() -> None:
    found = cells(["2025年工会、妇联工作统计表"], ["社区", "讲座（场）", "妇联讲座（场）"], ["石埠头"], merged="A1:C1")
    assert asked(found["B3"]) == "石埠头 lecture union+women times"
    assert asked(found["C3"]) == "石埠头 lecture women times"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2025年走访慰问困难群众、困难职工情况汇总表", "石埠头 relief times"),
        ("2025年慰问困难职工情况汇总表", "石埠头 relief union times"),
    ],
)
def test_relief_of_everybody_is_no_one_lines(title: str, expected: str) -> None:
    found = cells([title], ["社区", "慰问场次", "慰问物资（件）"], ["石埠头"], merged="A1:C1")
    assert asked(found["B3"]) == expected
    assert asked(found["C3"]) == expected.replace("times", "items")


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("注：本表统计共青团条线。", "石埠头 lecture youth times"),
        ("注：全街道共青团条线合计（含街道本级）。", "石埠头 lecture youth times"),
        ("说明：1.本表只统计妇联条线组织的活动，其他群团自行组织的不计入；2.没有的填0。", "石埠头 lecture women times"),
        ("注：本表登记工会、妇联两家全年开展的活动。", "石埠头 lecture union+women times"),
        ("注：本表由工会填报。", "石埠头 lecture times"),
    ],
)
def test_a_note_says_of_which_lines_a_form_is(note: str, expected: str) -> None:
    found = cells(["2025年群众工作统计表"], ["社区", "讲座（场）"], ["石埠头"], [], [note], merged="A1:B1 A5:B5")
    assert asked(found["B3"]) == expected


def test_a_list_takes_every_line_that_its_note_names_and_offers_to_choose_from() -> None:
    heads = ["日期", "所属群团", "主办单位", "活动主题", "参加人数"]
    note = "填表须知：本台账登记工会、共青团、妇联三家开展的活动，一项活动填一行。"
    form = read(["群团组织活动开展情况台账"], [note], heads, [], [], merged="A1:E1 A2:E2")
    (listed,) = form.lists
    assert listed.selection is not None
    assert listed.selection.lines == {"union", "youth", "women"}
    assert "dues" not in listed.selection.kinds
    assert [listed.fields[column] for column in range(1, 6)] == ["start", "lines", "unit", "title", "people"]
    assert listed.comers(5)
    assert not replace(listed, fields=listed.fields | {6: "attendances"}).comers(5)


def test_communities_gathered_under_any_name_ask_for_nothing_and_have_a_subtotal_of_their_own() -> None:
    found = cells(
        ["2025年讲座情况表"],
        ["片区", "单位", "场次"],
        ["本级", "街道本级"],
        ["滨河片", "石埠头社区"],
        [None, "望潮社区"],
        [None, "小计"],
        ["城中片", "双槐社区"],
        [None, "锦屏社区"],
        [None, "小计"],
        ["古镇片"],
        merged="A1:C1 A4:A6 A7:A9",
    )
    assert asked(found["C3"]) == "云水街道! lecture times"
    assert asked(found["C4"]) == "石埠头 lecture times"
    assert found["C6"].parts == ((5, 3), (4, 3))
    assert found["C9"].parts == ((8, 3), (7, 3))


def test_who_came_and_what_was_handed_out_are_of_the_kind_that_the_word_is_said_of() -> None:
    heads = ["社区", "听讲人次", "参训人次", "宣传资料（份）", "发放资料（份）", "志愿者人次", "志愿者人数"]
    found = cells(["2025年妇联工作情况表"], heads, ["石埠头"], merged="A1:G1")
    told = [asked(found[f"{column}3"]).removeprefix("石埠头 ") for column in "BCDE"]
    assert told == [
        "lecture women attendances", "training women attendances", "publicity women materials", "women materials",
    ]  # fmt: skip
    assert not asked(found["F3"]).endswith("?")
    assert asked(found["G3"]).endswith("?")


def test_the_street_by_itself_is_told_by_brackets_too_and_a_kind_with_brackets_is_none() -> None:
    rows = (["2025年讲座情况表"], ["单位", "场次"], ["机关（街道本级）"], ["石埠头"], ["望潮"], ["合计"])
    assert asked(cells(*rows, merged="A1:B1")["B3"]) == "云水街道! lecture times"


def test_what_numbers_are_counted_in_is_neither_a_stub_nor_a_lists_unit() -> None:
    found = read(
        ["2025年工会工作月报"],
        ["填报单位：云水街道", None, "单位：场、人次", None, None],
        ["项目", "计量单位", "6月", "累计"],
        ["讲座", "场"],
        ["培训", "场"],
        [],
        merged="A1:E1",
    )
    assert not found.lists
    assert {one.cell for one in found.proposals if one.asked} == {"C4", "D4", "C5", "D5"}


def test_a_row_below_a_table_is_not_to_be_filled_for_the_names_above_it() -> None:
    heads = ["社区", "讲座（场）", "社区", "讲座（场）"]
    found = cells(["2025年讲座一览表"], heads, ["石埠头", None, "双槐"], ["望潮", None, "锦屏"], [], merged="A1:D1")
    assert set(found) == {"B3", "D3", "B4", "D4"}


def test_a_name_of_a_line_and_a_kind_is_doubted_where_more_of_the_kind_are_called_otherwise() -> None:
    heads = ["社区", "业务培训（场）", "工会干部业务培训（场）"]
    found = cells(["2025年工会工作统计表"], heads, ["石埠头"], merged="A1:C1")
    assert asked(found["B3"]) == "石埠头 training union times"
    assert asked(found["C3"]).endswith("?")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2025年主题活动统计表", "石埠头 themed times"),
        ("2025年妇联文体活动情况表", "石埠头 themed women times"),
        ("2025年工青妇工作统计表", "石埠头 union+women+youth times"),
        ("2025年群团（工会、妇联）活动统计表", "石埠头 union+women times"),
        ("2025年群团组织活动统计表", "石埠头 times"),
    ],
)
def test_a_form_is_about_what_its_title_names(title: str, expected: str) -> None:
    assert asked(cells([title], ["社区", "场次", "人次"], ["石埠头"], merged="A1:C1")["B3"]) == expected


@pytest.mark.parametrize(
    ("title", "kinds", "lines"),
    [
        ("2025年工会、妇联活动台账", "", "union+women"),
        ("2025年青年志愿服务活动台账", "volunteering", "youth"),
        ("2025年志愿服务活动台账", "", "volunteering"),
        ("附表：走访企业（商户）台账", "visit", "enterprise"),
    ],
)
def test_a_list_takes_what_its_title_names(title: str, kinds: str, lines: str) -> None:
    (listed,) = read([title], ["日期", "主办单位", "活动名称", "参加人次"], [None], [None], merged="A1:D1").lists
    assert listed.selection is not None
    assert "+".join(sorted(listed.selection.lines)) == lines
    assert not kinds or listed.selection.kinds == {kinds}


@pytest.mark.parametrize(
    ("title", "corner"), [("社区教育工作情况表", "2025年9月"), ("社区教育工作情况表", "2025年12月")]
)
def test_a_month_that_no_title_speaks_against_is_doubted(title: str, corner: str) -> None:
    found = cells(
        [title], ["填报单位：云水街道", None, corner], ["社区", "讲座（场）", "培训"], ["石埠头"], merged="A1:C1"
    )
    assert (found["B4"].sure < CONFIDENT) == (corner == "2025年9月")


def test_a_part_is_of_what_stands_before_it() -> None:
    found = cells(
        ["2025年群众工作统计表"],
        ["社区", "慰问合计", None, "其中：工会", None, "妇联活动（场）", "其中：讲座（场）"],
        [None, "次数", "户数", "次数", "户数"],
        ["石埠头"],
        merged="A1:G1 A2:A3 B2:C2 D2:E2 F2:F3 G2:G3",
    )
    assert [asked(found[f"{column}4"]).removeprefix("石埠头 ") for column in "CDEG"] == [
        "relief households", "relief union times", "relief union households", "lecture women times",
    ]  # fmt: skip


def test_a_subtotal_named_for_its_group_is_no_section() -> None:
    rows = [["北片", "石埠头"], [None, "望潮"], ["北片小计"], ["南片", "双槐"], [None, "锦屏"], ["南片小计"], ["总计"]]
    found = cells(["2025年讲座统计表"], ["片区", "社区", "场次"], *rows, merged="A1:C1 A3:A4 A5:B5 A6:A7 A8:B8 A9:B9")
    assert [found[cell].parts for cell in ("C5", "C8", "C9")] == [((4, 3), (3, 3)), ((7, 3), (6, 3)), ((8, 3), (5, 3))]
    assert asked(found["C6"]) == "双槐 lecture times"


def test_who_answers_for_a_community_and_what_it_is_say_nothing_of_what_is_counted() -> None:
    heads = ["社区类型", "社区", "书记姓名", "讲座（场）"]
    found = cells(
        ["2025年工作统计表"], heads, ["村改居", "石埠头", "王小明"], ["城市社区", "望潮", "李四"], merged="A1:D1"
    )
    assert [asked(found[cell]) for cell in ("D3", "D4")] == ["石埠头 lecture times", "望潮 lecture times"]


@pytest.mark.parametrize("over", ["各社区教学点", "各村居", "各联络站", "各基层工会", "各社区（村）教学点开展情况"])
def test_a_head_over_names_of_units_only_says_whose_they_are(over: str) -> None:
    names = ["石埠头", "望潮", "双槐", "锦屏"]
    rows = (["2025年工作统计表"], ["项目", over], [None, *names, "合计"], ["讲座场次"])
    apart, merged = cells(*rows, merged="A1:F1 A2:A3"), cells(*rows, merged="A1:F1 A2:A3 B2:E2")
    for found in (apart, merged):
        assert [asked(found[f"{column}4"]).split()[:2] for column in "BCDE"] == [[name, "lecture"] for name in names]


@pytest.mark.parametrize("over", ["残疾人就业人数", "各类证书数", "低保户数"])
def test_a_head_over_names_of_units_that_counts_what_the_book_doesnt_know_is_left(over: str) -> None:
    rows = (["2025年工作统计表"], ["项目", over], [None, "石埠头", "望潮", "双槐", "锦屏"], ["讲座场次"])
    assert asked(cells(*rows, merged="A1:E1 A2:A3 B2:E2")["B4"]) == "typed"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("附：各代表联络站接待选民情况", "石埠头 接待选民 times"),
        ("各基层工会职工技能培训情况", "石埠头 training union times"),
        ("各社区教学点讲座情况表", "石埠头 lecture times"),
        ("各类讲座情况表", "石埠头 lecture times"),
        ("各老年人协会换届情况", "typed"),
    ],
)
def test_a_table_is_about_what_each_of_those_does_who_are_told_at_its_beginning(title: str, expected: str) -> None:
    assert asked(cells([title], ["单位", "次数", "人次"], ["石埠头"], merged="A1:C1")["B3"]) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("工会干部人数", "typed"),
        ("工会干部业务培训人次", "石埠头 工会干部业务培训 attendances?"),
    ],
)
def test_how_many_hold_an_office_is_not_what_entries_called_by_it_tell(head: str, expected: str) -> None:
    found = cells(["2025年工作统计表"], ["社区", head, "讲座（场）"], ["石埠头"], merged="A1:C1")
    assert asked(found["B3"]) == expected


def test_a_table_of_its_own_may_begin_with_two_rows_of_heads() -> None:
    first = [["表一 讲座情况"], ["社区", "讲座", None, "成效"], [None, "场次", "人次"], ["石埠头"], [], []]
    second = [["表二 各社区情况"], ["社区", "培训", None, "会议（次）"], [None, "场次", "人次"], ["石埠头"]]
    merged = "A1:D1 A3:A4 B3:C3 D3:D4 A9:A10 B9:C9 D9:D10"
    found = cells(["2025年工作统计表"], *first, *second, merged=merged)
    assert not {"B8", "C8", "D8"} & set(found)
    assert asked(found["C11"]) == "石埠头 training attendances"


@pytest.mark.parametrize(
    ("titles", "chosen", "sure"),
    [
        ({"代表视察市场": "themed", "代表走访群众": "visit"}, "代表视察", True),
        ({"代表视察市场": "themed", "视察河道": "visit"}, "代表视察", False),
        ({"代表视察市场": "visit", "代表走访群众": "visit"}, "", True),
    ],
)
def test_an_indicator_whose_name_entries_of_another_kind_bear_means_these(
    titles: Mapping[str, str], chosen: str, sure: bool
) -> None:
    called = {"slug": "deputy-visit-times", "version": 1, "name": "代表视察次数", "unit": "次", "metric": "times"}
    since = date(2024, 1, 1)
    one = Definition(**called, adds="sum", words="", since=since, kinds=frozenset({"visit"}), line="liaison")
    known = replace(book(), definitions=(one,), titles={title: frozenset({kind}) for title, kind in titles.items()})
    said = Wording(known).read("三、代表视察")
    assert said.selection is not None
    assert ("".join(said.selection.titles), said.sure >= CONFIDENT) == (chosen, sure)


def test_money_and_things_handed_out_stand_side_by_side() -> None:
    rows = (["2025年工作统计表"], ["单位", "慰问", None, None], [None, "次数", "款（元）", "物（件）"], ["石埠头"])
    found = cells(*rows, merged="A1:D1 A2:A3 B2:D2")
    assert [asked(found[cell]) for cell in ("C4", "D4")] == ["石埠头 relief money", "石埠头 relief items"]


def test_a_serial_number_over_two_rows_is_no_group_of_a_total_without_one() -> None:
    heads = [["2025年工作统计表"], ["序号", "社区", "讲座（场）", "培训", None], [None, None, None, "场次", "人次"]]
    rows = [[1, "石埠头"], [2, "望潮"], [3, "双槐"], [None, "社区小计"]]
    found = cells(*heads, *rows, merged="A1:E1 A2:A3 B2:B3 C2:C3 D2:E2")
    assert found["C7"].sort == Sort.TOTAL
    assert set(found["C7"].parts) == {(4, 3), (5, 3), (6, 3)}


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("填报单位：云水街道", False),
        ("统计区间：2025.10.1—2025.12.31", False),
        ("（志愿服务条线）", False),
        ("清河区妇联会制", False),
        ("志愿服务场次", True),
        ("慰问金额（元）：", True),
    ],
)
def test_beside_what_says_it_all_no_cell_is_to_be_filled(said: str, asks: bool) -> None:
    rows = [["2025年志愿服务情况表"], [said, None, "表号"], ["单位", "志愿服务场次", "备注"], ["石埠头"], ["望潮"]]
    assert ("B2" in cells(*rows)) == asks
