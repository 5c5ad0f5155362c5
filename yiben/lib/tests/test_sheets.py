import io
import struct
import tracemalloc
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from yiben.lib.refused import Refused
from yiben.lib.sheets import Limits, Merged, read_sheets


def workbook(**cells):
    """An .xlsx whose first sheet has these cells."""
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    return saved(book)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def shared_text(text):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet().write_string(0, 0, text)
    return stream.getvalue()


def rezipped(content, name, change, method=zipfile.ZIP_DEFLATED):
    """The package with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", method) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
    return stream.getvalue()


SAMPLES = Path(__file__).parent / "samples"
SHEET = "xl/worksheets/sheet1.xml"


def test_numbers_come_back_as_they_were_meant():
    content = workbook(A1=30, B1=30.5, C1=110101005186, D1=110101199001011232, E1="110101199001011234", F1="007")
    [sheet] = read_sheets(content)
    assert sheet.rows[0][:3] == (30, 30.5, 110101005186)
    assert [type(cell) for cell in sheet.rows[0]] == [int, float, int, int, str, str]
    assert sheet.rows[0][4:] == ("110101199001011234", "007")


def test_days_and_moments_come_back_as_such():
    [sheet] = read_sheets(workbook(A1=date(2025, 3, 5), B1=datetime(2025, 3, 5, 9, 30), C1=time(9, 0), D1=True))
    assert sheet.rows == [(date(2025, 3, 5), datetime(2025, 3, 5, 9, 30), time(9, 0), True)]


def test_rows_keep_their_place_and_the_empty_rest_is_cut():
    [sheet] = read_sheets(workbook(C3="单位", C4="甲社区", F9="  ", A12=" "))
    assert sheet.rows == [(None,) * 3, (None,) * 3, (None, None, "单位"), (None, None, "甲社区")]


def test_an_empty_sheet_has_no_rows():
    [sheet] = read_sheets(workbook())
    assert (sheet.rows, sheet.width, sheet.filled()) == ([], 0, [])


def test_two_head_rows_become_one_heading_a_column():
    book = openpyxl.Workbook()
    page = book.active
    for row in (
        ["2025年活动统计表"],
        ["单位", "参加情况", None, "备注"],
        [None, "场次", "人次", None],
        ["甲社区", 3, 120, None],
    ):
        page.append(row)
    for area in ("A1:D1", "A2:A3", "B2:C2", "D2:D3"):
        page.merge_cells(area)
    [sheet] = read_sheets(saved(book))
    assert sheet.headings(1, 2) == ("单位", "参加情况/场次", "参加情况/人次", "备注")
    assert Merged(1, 1, 1, 2) in sheet.merged


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_the_older_and_the_open_format_are_read_alike(ending):
    [sheet] = read_sheets(SAMPLES / f"two_head_rows.{ending}")
    assert sheet.rows[3:] == [
        ("甲社区", 3, 120, date(2025, 3, 5)),
        ("乙社区", 110101005186, "110101199001011234", datetime(2025, 3, 6, 9, 30)),
    ]
    assert sheet.headings(1, 2) == ("单位", "参加情况/场次", "参加情况/人次", "日期")


def test_merged_words_are_repeated_and_merged_numbers_are_not():
    book = openpyxl.Workbook()
    for row in (["甲社区", 90, date(2025, 3, 5)], [None, None, None], [None, None, None], ["乙社区", 1, None]):
        book.active.append(row)
    for area in ("A1:A3", "B1:B3", "C1:C3"):
        book.active.merge_cells(area)
    [sheet] = read_sheets(saved(book))
    filled = sheet.filled()
    assert [row[0] for row in filled] == ["甲社区", "甲社区", "甲社区", "乙社区"]
    assert [row[1] for row in filled] == [90, None, None, 1]
    assert [row[2] for row in filled] == [date(2025, 3, 5)] * 3 + [None]


def test_hidden_sheets_say_so():
    book = openpyxl.Workbook()
    book.create_sheet("词表").sheet_state = "hidden"
    assert [(sheet.name, sheet.hidden) for sheet in read_sheets(saved(book))] == [("Sheet", False), ("词表", True)]


CSV = "单位,人次,证号\r\n甲社区,120,110101199001011234\r\n,,\r\n"


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("gb18030"),
        CSV.replace(",", "\t").encode("utf-16"),
        CSV.replace(",", ";").encode(),
        CSV.replace(",", "，").encode(),
    ],
)
def test_a_csv_is_read_in_the_encodings_of_the_office(content):
    [sheet] = read_sheets(content)
    assert sheet.rows == [("单位", "人次", "证号"), ("甲社区", "120", "110101199001011234")]


def test_a_path_and_a_stream_are_read_alike(tmp_path):
    path = tmp_path / "表.csv"
    path.write_bytes(CSV.encode())
    assert read_sheets(path)[0].rows == read_sheets(str(path))[0].rows == read_sheets(io.BytesIO(CSV.encode()))[0].rows


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04" + b"\0" * 100, "损坏"),
        (workbook(A1="甲")[:-200], "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000, "损坏"),
        (b"%PDF-1.7\x00\x01", "不是表格文件"),
        (b"\x89PNG\r\n\x1a\n\x00", "不是表格文件"),
        (b'"open\r\n' + b"x" * 200_000, "引号"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_in_a_sentence(content, sentence):
    with pytest.raises(Refused, match=sentence):
        read_sheets(content)


def test_a_document_is_no_spreadsheet():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(Refused, match="不是表格文件"):
        read_sheets(stream.getvalue())


def test_a_value_in_the_last_cell_costs_nothing():
    content = rezipped(workbook(A1=1), SHEET, lambda xml: xml.replace(b'r="A1"', b'r="XFD1048576"'))
    with pytest.raises(Refused, match="超过 110000 行"):
        read_sheets(content)


def test_rows_without_references_are_counted_too():
    far = b'<row r="1048576"><c><v>1</v></c></row>'
    content = rezipped(workbook(A1=1), SHEET, lambda xml: xml.replace(b"</sheetData>", far + b"</sheetData>"))
    with pytest.raises(Refused, match="最后一行在第 1048576 行"):
        read_sheets(content)


def test_a_format_down_to_the_last_row_is_no_reason_to_refuse():
    styled = b'<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    content = rezipped(workbook(A1=1), SHEET, lambda xml: xml.replace(b"</sheetData>", styled + b"</sheetData>"))
    assert read_sheets(content)[0].rows == [(1,)]


def test_a_zip_bomb_is_refused_before_it_is_opened():
    bomb = rezipped(workbook(A1=1), SHEET, lambda xml: xml + b" " * 200_000_000)
    tracemalloc.start()
    with pytest.raises(Refused, match="压缩炸弹"):
        read_sheets(bomb)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_directory_that_lies_is_found_out():
    content = bytearray(rezipped(workbook(A1=1), SHEET, lambda xml: xml + b"<!--" + b" " * 5_000_000 + b"-->"))
    at = content.rindex(SHEET.encode()) - 46  # its record in the central directory
    struct.pack_into("<I", content, at + 24, 1000)  # the uncompressed size, understated
    with pytest.raises(Refused, match="目录与内容不符"):
        read_sheets(bytes(content))


def test_one_long_text_shown_a_million_times_is_refused():
    shared = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 50_001))
    content = rezipped(shared_text("甲"), "xl/sharedStrings.xml", lambda _: shared % (bytes(range(65, 91)) * 8000))
    content = rezipped(content, SHEET, lambda xml: xml[: xml.index(b"<row")] + rows + xml[xml.index(b"</sheetData>") :])
    with pytest.raises(Refused, match="文字太多"):
        read_sheets(content)


def test_an_ods_that_repeats_a_cell_a_million_times_is_refused():
    with pytest.raises(Refused, match="超过 110000 行"):
        read_sheets(ods(f'<table:table-row table:number-rows-repeated="1048576">{CELL % 16384}</table:table-row>'))


def test_an_ods_is_read_though_its_empty_rows_are_repeated():
    empty = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
    [sheet] = read_sheets(ods(f"<table:table-row>{CELL % 2}</table:table-row>{empty}"))
    assert sheet.rows == [(7, 7)]


CELL = '<table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="%s"><text:p>7</text:p></table:table-cell>'


def ods(rows):
    names = "office table text".split()
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    body = f'<office:body><office:spreadsheet><table:table table:name="表">{rows}</table:table></office:spreadsheet></office:body>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr(
            "content.xml", f"<?xml version='1.0'?><office:document-content {spaces}>{body}</office:document-content>"
        )
    return stream.getvalue()


def test_a_sheet_of_thousands_of_columns_is_refused():
    wide = ("日期," + ",".join(f"列{at}" for at in range(20_000)) + "\n").encode()
    with pytest.raises(Refused, match="最多 500 列"):
        read_sheets(wide)


def test_the_limits_are_told_in_the_sentence():
    rows = "\n".join("a,b,c" for _ in range(200)).encode()
    with pytest.raises(Refused, match="超过 100 行"):
        read_sheets(rows, limits=Limits(rows=100))
    with pytest.raises(Refused, match="超过 500 个单元格"):
        read_sheets(rows, limits=Limits(cells=500))
    with pytest.raises(Refused, match="超过 0 MB"):
        read_sheets(rows, limits=Limits(file=100))


def test_many_sheets_count_together():
    book = openpyxl.Workbook()
    for name in ("甲", "乙", "丙"):
        book.create_sheet(name).append(range(40))
    with pytest.raises(Refused, match="合计超过 100 个单元格"):
        read_sheets(saved(book), limits=Limits(cells=100))


def test_twenty_thousand_rows_are_read():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        for row in range(20_000):
            page.write_row(row, 0, [row, "甲社区", 110101005186, 30.5])
    [sheet] = read_sheets(stream.getvalue())
    assert (len(sheet.rows), sheet.rows[19_999]) == (20_000, (19_999, "甲社区", 110101005186, 30.5))


GOOD = workbook(A1="单位", B1="人次", A2="甲社区", B2=30)


def rows_or_sentence(content):
    try:
        return [row for sheet in read_sheets(content) for row in sheet.rows], ""
    except Refused as refused:
        return [], refused.sentence


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused(place, damage):
    rows, sentence = rows_or_sentence(GOOD[:place] + damage + GOOD[place + len(damage) :])
    assert not (rows and sentence)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    rows, sentence = rows_or_sentence(content)
    assert not (rows and sentence)
