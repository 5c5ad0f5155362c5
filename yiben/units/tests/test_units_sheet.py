"""The Excel of units: what people type in it is read, and what can't be is told row by row."""

from datetime import date

import pytest

from yiben.lib.refused import Refused
from yiben.lib.sheets import read_sheets
from yiben.lib.tables import write_table
from yiben.units.units_sheet import LONG_AGO, read_units, write_template

HEAD = ["单位名称", "简称", "类别", "上级单位", "单位代码", "成立日期"]
STREET = ["青石街道", "青石", "街道", "", "", ""]
RIVERSIDE = ["临水社区", "临水", "社区", "青石街道", "", ""]


def read(*rows, head=HEAD, title=""):
    return read_units(write_table(head, rows, title=title))


def told(*rows, **more):
    return [str(finding) for finding in read(*rows, **more).findings if finding.bad]


def test_units_come_below_the_one_above_them():
    reading = read(RIVERSIDE, ["党群办", "", "站办所", "青石", "", ""], STREET, head=HEAD)
    assert reading.good
    assert [(row.name, row.parent, row.kind) for row in reading.units] == [
        ("青石街道", "", "street"),
        ("临水社区", "青石街道", "community"),
        ("党群办", "青石街道", "office"),
    ]


def test_short_names_days_and_codes_are_read():
    row = read(STREET, ["临水社区", "临水、临水居委会", "社区", "青石", 910101000001, "2021.3.5"]).units[1]
    assert (row.short_names, row.code, row.since) == (("临水", "临水居委会"), "910101000001", date(2021, 3, 5))


def test_what_is_not_told_is_filled_in():
    street, riverside = read(STREET, RIVERSIDE).units
    assert (street.since, street.code, riverside.code) == (LONG_AGO, "001", "002")


def test_a_made_code_is_none_that_is_taken():
    rows = read(STREET, [*RIVERSIDE[:4], "001", ""], ["望山社区", "", "社区", "青石", "", ""]).units
    assert [row.code for row in rows] == ["002", "001", "003"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("清河区", "district"),
        ("青石街道办事处", "street"),
        ("临水社区", "community"),
        ("综合服务中心", "office"),
        ("赵家村", "community"),
    ],
)
def test_a_kind_left_out_is_told_by_the_name(name, kind):
    found = read([name, "", "", "", "", ""]).units or read(STREET, [name, "", "", "青石", "", ""]).units
    by_name = {row.name: row.kind for row in found}
    assert by_name.get(name, kind) == kind
    assert not any("没有写类别" in str(finding) for finding in read([name, "", "", "", "", ""]).findings)


def test_a_title_above_and_other_headings_are_understood():
    reading = read(
        STREET, RIVERSIDE, head=["单位全称*", "别称", "单位类型", "隶属单位", "区划代码", "设立日期"], title="单位一览"
    )
    assert [row.name for row in reading.units] == ["青石街道", "临水社区"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([STREET, ["", "", "社区", "青石", "", ""]], "第3行：没有写单位名称"),
        ([STREET, ["临水小区", "", "小区", "青石", "", ""]], "第3行：看不懂类别“小区”"),
        ([STREET, ["临水社区", "", "社区", "白沙街道", "", ""]], "第3行：上级单位“白沙街道”不在表里"),
        ([STREET, [*RIVERSIDE[:5], "32月"]], "第3行：成立日期"),
        ([STREET, RIVERSIDE, RIVERSIDE], "第4行：临水社区与第3行重复"),
        ([STREET, [*RIVERSIDE[:4], "9", ""], ["望山社区", "", "社区", "青石", "9", ""]], "第4行：单位代码与第3行相同"),
        ([STREET, RIVERSIDE, ["一网格", "", "社区", "临水", "", ""]], "第4行：一网格不能放在“临水”下面"),
        ([STREET, ["临水社区", "", "社区", "", "", ""]], "第3行：临水社区要写上级单位"),
        ([["清河区", "", "区", "", "", ""]], "表里没有街道"),
        ([STREET, ["白沙街道", "", "街道", "", "", ""]], "最上一级（上级单位留空的）要正好有一个"),
        ([STREET, ["长" * 81, "", "社区", "青石", "", ""]], "第3行：单位名称超过 80 个字"),
        ([STREET, [*RIVERSIDE[:4], "9" * 21, ""]], "第3行：单位代码超过 20 位"),
        ([], "表头下面没有单位"),
        (
            [
                ["清河区", "", "区", "", "", ""],
                ["甲街道", "东", "街道", "清河区", "", ""],
                ["乙街道", "东", "街道", "清河区", "", ""],
                ["临水社区", "", "社区", "东", "", ""],
            ],
            "第5行：表里有几个单位叫“东”",
        ),
    ],
)
def test_a_wrong_row_is_told_and_nothing_is_read(rows, sentence):
    reading = read(*rows)
    assert any(sentence in str(finding) for finding in reading.findings)
    assert reading.units == []


def test_units_in_a_ring_are_refused():
    ring = [["甲街道", "", "街道", "乙街道", "", ""], ["乙街道", "", "街道", "甲街道", "", ""]]
    assert any("不能放在" in line for line in told(*ring))


def test_a_column_beyond_the_boundary_is_left_out_with_a_notice():
    reading = read([*STREET, "中共党员"], head=[*HEAD, "政治面貌"])
    assert reading.good
    assert "一本不记录" in str(reading.findings[0])


def test_a_sheet_without_our_head_says_what_is_missing():
    assert told([1, 2], head=["甲", "乙"]) == ["没有认出表头：要有单位名称、类别、上级单位这几列"]


def test_two_streets_may_have_communities_of_one_name():
    rows = [["清河区", "", "区", "", "", ""]]
    for street in ("甲街道", "乙街道"):
        rows += [[street, "", "街道", "清河区", "", ""], ["中心社区", "", "社区", street, "", ""]]
    assert len(read(*rows).units) == 5


def test_broken_files_get_one_sentence():
    for broken in (b"", b"PK\x03\x04broken"):
        with pytest.raises(Refused):
            read_units(broken)


def test_the_template_is_read_back_empty(tmp_path):
    write_template(tmp_path / "empty.xlsx")
    sheets = read_sheets(tmp_path / "empty.xlsx")
    assert list(sheets[0].rows[0]) == HEAD
    assert told_by(tmp_path / "empty.xlsx") == ["表头下面没有单位"]


def told_by(path):
    return [str(finding) for finding in read_units(path).findings]
