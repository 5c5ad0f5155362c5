import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiben.lib import tables
from yiben.lib.refused import Refused
from yiben.lib.sheets import read_sheets
from yiben.lib.tables import sheet_name, write_csv, write_table

DANGEROUS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "＝1+1", " =cmd|' /C calc'!A0"]


def xml_of(content, part="xl/worksheets/sheet1.xml"):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(part).decode()


def lines(head, rows):
    text = b"".join(write_csv(head, rows)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_formula_typed_is_text_in_the_workbook(text):
    content = write_table(["名称"], [[text]])
    assert "<f>" not in xml_of(content)
    cell = openpyxl.load_workbook(io.BytesIO(content)).active["A2"]
    assert (cell.data_type, cell.value.replace("_x000D_", "\r")) == ("s", text)


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_formula_typed_is_text_in_the_csv(text):
    assert lines(["名称"], [[text]])[1] == ["'" + text]


def test_a_link_typed_is_no_link():
    content = write_table(["网址"], [["http://example.com"], ["mailto:a@b"], ["internal:Sheet1!A1"]])
    assert "hyperlink" not in xml_of(content)


def test_long_digits_stay_whole():
    number = 110101199001011234
    [sheet] = read_sheets(write_table(["证号", "账号", "编码"], [[number, str(number), 110101005186]]))
    assert sheet.rows[1] == (str(number), str(number), 110101005186)
    assert lines(["证号"], [[number]])[1] == [f"'{number}"]


def test_values_come_back_as_they_went_in():
    row = [date(2025, 3, 5), datetime(2025, 3, 5, 1, 30, tzinfo=UTC), 30, Decimal("21994.50"), True, None, "甲社区"]
    [sheet] = read_sheets(write_table(list("abcdefg"), [row]))
    assert sheet.rows[1] == (date(2025, 3, 5), datetime(2025, 3, 5, 9, 30), 30, 21994.5, "是", None, "甲社区")


def test_days_before_excels_calendar_are_text():
    [sheet] = read_sheets(write_table(["日期"], [[date(1899, 1, 1)]]))
    assert sheet.rows[1] == ("1899-01-01",)


def test_the_head_is_frozen_below_the_title():
    content = write_table(["单位", "人次"], [["甲社区", 30]], title="2025年活动", sheet="记录")
    [sheet] = read_sheets(content)
    assert (sheet.name, sheet.rows[0], sheet.rows[1]) == ("记录", ("2025年活动", None), ("单位", "人次"))
    assert 'ySplit="2"' in xml_of(content)


def test_columns_are_as_wide_as_their_words():
    content = write_table(["号", "名称"], [[1, "民生实事项目推进会"], [2, "长" * 300]])
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', xml_of(content))]
    assert widths[0] < 10
    assert 20 < widths[1] < 62


def test_characters_that_break_xml_are_left_out():
    [sheet] = read_sheets(write_table(["名称"], [["甲\x00\x0b社区\ud800"], ["x" * 40_000]]))
    assert sheet.rows[1] == ("甲社区",)
    assert len(sheet.rows[2][0]) == 32_767


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("记录", "记录"),
        ("2025/3:[甲]*?\\", "2025 3 甲"),
        ("", "表"),
        ("'''", "表"),
        ("History", "表"),
        ("长" * 40, "长" * 31),
        ("𠮷" * 20, "𠮷" * 15),
    ],
)
def test_a_sheet_has_a_name_that_excel_accepts(asked, given):
    assert sheet_name(asked) == given
    assert read_sheets(write_table(["a"], [[1]], sheet=asked))[0].name == given


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(tables, "_MOST_ROWS", 3)
    with pytest.raises(Refused, match="超过 3 行"):
        write_table(["a"], [[1]] * 4)


def test_a_generator_is_written_as_it_comes():
    [sheet] = read_sheets(write_table(["序号"], ([number] for number in range(5000))))
    assert len(sheet.rows) == 5001


cells = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes() | st.decimals()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(cells, min_size=2, max_size=2), max_size=6), st.text(max_size=40))
def test_whatever_is_written_opens_again(rows, title):
    [sheet] = read_sheets(write_table(["甲", "乙"], rows, title=title))
    assert ("甲", "乙") in sheet.rows


@given(st.lists(cells, min_size=1, max_size=3))
def test_no_csv_cell_begins_a_formula(row):
    for cell, value in zip(lines(["头"] * len(row), [row])[1], row, strict=True):
        assert not cell.startswith(("=", "+", "@", "\t", "\r")) or isinstance(value, int | float | Decimal)
        assert not cell.startswith("-") or isinstance(value, int | float | Decimal)
