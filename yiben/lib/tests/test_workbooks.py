from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import time
import tracemalloc
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiben.lib import office, workbooks
from yiben.lib.refused import Refused
from yiben.lib.workbooks import Area, at, named

SAMPLES = sorted((Path(__file__).parents[3] / "tests/samples/workbooks").glob("*.xlsx"))
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PARTS = {
    "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "xl/workbook.xml": f'{HEAD}<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}  # fmt: skip


def package(sheet: str | bytes, **more: str) -> bytes:
    """A workbook of one sheet whose part is this."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, text in {**PARTS, **more}.items():
            made.writestr(name, text)
        made.writestr("xl/worksheets/sheet1.xml", sheet)
    return file.getvalue()


def rows(inside: str, *, after: str = "", before: str = "") -> bytes:
    return package(f"{HEAD}<worksheet {MAIN}>{before}<sheetData>{inside}</sheetData>{after}</worksheet>")


def filled(data: bytes, values: dict[str, Any], **said: Any) -> str:
    """The sheet's part after filling cells by their names."""
    out = workbooks.filled(data, {"表": {at(cell): value for cell, value in values.items()}}, **said)
    return zipfile.ZipFile(io.BytesIO(out)).read("xl/worksheets/sheet1.xml").decode()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def empties(sheet: workbooks.Sheet) -> list[tuple[int, int]]:
    """Some places of a sheet that may be filled."""
    inside = list(sheet.merged)
    found = [
        (row, column)
        for row in range(1, sheet.bottom + 3)
        for column in range(1, min(sheet.right, 8) + 2)
        if (cell := sheet.cells.get((row, column))) is None or (cell.formula is None and cell.value is None)
    ]
    return [p for p in found if not any(a.holds(p) and (a.top, a.left) != p for a in inside)][:6]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_only_the_filled_sheet_changes(path: Path) -> None:
    data = path.read_bytes()
    book = workbooks.opened(data)
    sheet = next(sheet for sheet in book.sheets if empties(sheet))
    values: dict[tuple[int, int], Any] = {place: Decimal(7) for place in empties(sheet)}
    out = workbooks.filled(data, {sheet.name: values})
    before, after = parts(data), parts(out)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == [sheet.part]
    again = workbooks.opened(out).sheet(sheet.name)
    assert {again.value(*place) for place in values if again.cells[place].shows != "date"} <= {Decimal(7)}
    kept = {place: cell.value for place, cell in sheet.cells.items() if cell.formula is None and place not in values}
    assert {place: again.value(*place) for place in kept} == kept
    assert {p: c.formula for p, c in sheet.cells.items() if c.formula} == {
        p: c.formula for p, c in again.cells.items() if c.formula
    }


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_openpyxl_opens_what_was_filled(path: Path) -> None:
    data = path.read_bytes()
    seen = openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    if not seen:
        pytest.skip("openpyxl sees no sheets in what is strict")
    sheet = next(sheet for sheet in workbooks.opened(data).sheets if empties(sheet))
    place = empties(sheet)[-1]
    out = workbooks.filled(data, {sheet.name: {place: "填好 <&>"}})
    assert openpyxl.load_workbook(io.BytesIO(out))[sheet.name].cell(*place).value == "填好 <&>"


@pytest.mark.skipif(shutil.which("localc") is None, reason="no LibreOffice Calc here")
def test_libreoffice_opens_what_was_filled(tmp_path: Path) -> None:
    for path in SAMPLES[:6]:
        data = path.read_bytes()
        sheet = next(sheet for sheet in workbooks.opened(data).sheets if empties(sheet))
        values = {sheet.name: {empties(sheet)[0]: "填好了"}}
        (tmp_path / path.name).write_bytes(workbooks.filled(data, values))
    made = tmp_path / "out"
    command = [office.available() or "", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    files = [str(path) for path in sorted(tmp_path.glob("*.xlsx"))]
    subprocess.run(
        [*command, "--convert-to", "ods", "--outdir", str(made), *files], check=True, capture_output=True, timeout=120
    )
    for file in sorted(made.glob("*.ods")):
        assert "填好了" in zipfile.ZipFile(file).read("content.xml").decode(), file.name
    assert len(list(made.glob("*.ods"))) == len(files)


def test_a_cell_that_is_not_there_stands_between_its_neighbours() -> None:
    text = filled(rows('<row r="2"><c r="A2"><v>1</v></c><c r="D2"><v>4</v></c></row>'), {"B2": Decimal(2), "E2": "五"})
    assert re.findall(r'r="([A-E]2)"', text) == ["A2", "B2", "D2", "E2"]


def test_a_row_that_is_not_there_stands_in_its_order() -> None:
    text = filled(rows('<row r="1"/><row r="5"><c r="A5"/></row>'), {"A3": Decimal(3), "A9": Decimal(9)})
    assert re.findall(r'<row r="(\d)"', text) == ["1", "3", "5", "9"]


def test_a_new_row_looks_like_its_model() -> None:
    data = rows('<row r="2" ht="30" customHeight="1"><c r="A2" s="5"/><c r="B2" s="6"/></row>')
    text = filled(data, {"A3": "新"}, like={"表": {3: 2}})
    assert '<row r="3" ht="30" customHeight="1"><c r="A3" s="5"' in text
    assert '<c r="B3" s="6"/></row>' in text


def test_a_style_stays_and_an_old_type_goes() -> None:
    text = filled(rows('<row r="1"><c r="A1" s="3" t="s"><v>0</v></c></row>'), {"A1": Decimal("1.50")})
    assert '<c r="A1" s="3"><v>1.5</v></c>' in text


def test_inside_a_merged_cell_nothing_is_filled() -> None:
    data = rows('<row r="1"><c r="A1"/><c r="B1"/></row>', after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')
    assert workbooks.opened(data).sheets[0].merged == [Area(1, 1, 1, 2)]
    assert "<v>3</v>" in filled(data, {"A1": Decimal(3)})
    with pytest.raises(Refused):
        filled(data, {"B1": Decimal(3)})


def test_a_formula_is_never_filled_and_its_kept_value_follows() -> None:
    data = rows('<row r="1"><c r="A1"/><c r="B1"><v>2</v></c><c r="C1"><f>SUM(A1:B1)</f><v>2</v></c></row>')
    assert "<f>SUM(A1:B1)</f><v>7</v>" in filled(data, {"A1": Decimal(5)})
    with pytest.raises(Refused):
        filled(data, {"C1": Decimal(5)})


def test_a_shared_formula_follows_in_all_its_cells() -> None:
    first = '<row r="1"><c r="A1"/><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*2</f><v>0</v></c></row>'
    data = rows(first + '<row r="2"><c r="A2"><v>3</v></c><c r="B2"><f t="shared" si="0"/><v>6</v></c></row>')
    text = filled(data, {"A1": Decimal(4), "A2": Decimal(5)})
    assert re.findall(r"<v>([\d.]+)</v>", text) == ["4", "8", "5", "10"]
    assert '<f t="shared" si="0"/>' in text


def test_prefixed_names_stay_prefixed() -> None:
    sheet = '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1"/></x:row></x:sheetData></x:worksheet>'
    text = filled(package(HEAD + sheet), {"A1": Decimal(1), "B1": "乙"})
    assert '<x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>乙</x:t></x:is></x:c>' in text


def test_utf_16_stays_utf_16() -> None:
    sheet = f'<?xml version="1.0" encoding="UTF-16"?><worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row></sheetData></worksheet>'
    out = workbooks.filled(package(sheet.encode("utf-16")), {"表": {(1, 2): "乙"}})
    part = zipfile.ZipFile(io.BytesIO(out)).read("xl/worksheets/sheet1.xml")
    assert part.startswith((b"\xff\xfe", b"\xfe\xff"))
    assert workbooks.opened(out).sheets[0].value(1, 1) == "甲"
    assert workbooks.opened(out).sheets[0].value(1, 2) == "乙"


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    data = next(path for path in SAMPLES if path.stem == "days-from-1904").read_bytes()
    sheet = workbooks.opened(data).sheets[0]
    place = (sheet.bottom + 2, 1)
    out = workbooks.filled(data, {sheet.name: {place: date(2025, 3, 5)}})
    days = (date(2025, 3, 5) - date(1904, 1, 1)).days
    assert f"<v>{days}</v>".encode() in parts(out)[sheet.part].replace(b"x:", b"")
    assert workbooks.opened(out).sheets[0].value(*place) == date(2025, 3, 5)


def test_what_does_not_change_is_copied_packed() -> None:
    data = next(path for path in SAMPLES if path.stem == "charts").read_bytes()
    book = workbooks.opened(data)
    out = workbooks.filled(data, {book.sheets[0].name: {(40, 3): "填好"}})
    for one, other in zip(packed(data), packed(out), strict=True):
        assert one == other or one[0] == book.sheets[0].part


def packed(data: bytes) -> list[tuple[Any, ...]]:
    """Each part's name, time and looks, with its bytes as they lie in the package."""
    found: list[tuple[Any, ...]] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for info in package.infolist():
            names = int.from_bytes(data[info.header_offset + 26 : info.header_offset + 28], "little")
            extra = int.from_bytes(data[info.header_offset + 28 : info.header_offset + 30], "little")
            start = info.header_offset + 30 + names + extra
            looks = info.date_time, info.compress_type, info.external_attr, info.create_system
            found.append((info.filename, *looks, data[start : start + info.compress_size]))
    return found


def test_rows_to_come_are_written_without_being_held() -> None:
    data = rows(
        '<row r="1"><c r="A1"><f>SUM(B3:B60000)</f><v>9</v></c></row><row r="3" ht="20"><c r="B3" s="4"/></row>',
        before='<dimension ref="A1:B3"/>',
    )
    told = ((row, {2: Decimal(row), 3: "某某社区" * 10}) for row in range(3, 8003))
    area = Area(3, 2, 8002, 3)
    tracemalloc.start()
    with tempfile.TemporaryFile() as out:
        workbooks.fill(out, workbooks.opened(data), {}, {"表": workbooks.Coming(told, area, like=3)})
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        out.seek(0)
        text = zipfile.ZipFile(out).read("xl/worksheets/sheet1.xml").decode()
    assert most < 1_000_000
    assert '<dimension ref="A1:C8002"/>' in text
    assert "<f>SUM(B3:B60000)</f></c>" in text
    assert '<row r="8002" ht="20"><c r="B8002" s="4"><v>8002</v></c><c r="C8002" t="inlineStr">' in text


def test_what_is_told_of_a_cell_goes_before_what_comes() -> None:
    told = workbooks.Coming(((row, {1: Decimal(row)}) for row in range(1, 4)), Area(1, 1, 3, 1))
    out = io.BytesIO()
    workbooks.fill(out, workbooks.opened(rows('<row r="5"/>')), {"表": {(2, 1): "手填", (6, 1): "尾"}}, {"表": told})
    sheet = workbooks.opened(out.getvalue()).sheets[0]
    assert [sheet.value(row, 1) for row in range(1, 7)] == [Decimal(1), "手填", Decimal(3), None, None, "尾"]


@pytest.mark.parametrize("broken", ["<c r='A1'>", "<row>", "<row ", "<c ", '<c r="', "<c><v>1</v>"])
def test_what_never_ends_costs_no_more_than_it_is_long(broken: str) -> None:
    data = package(f"{HEAD}<worksheet {MAIN}><sheetData>{broken * 20_000}</sheetData></worksheet>")
    began = time.process_time()
    assert len(workbooks.opened(data).sheets[0].cells) <= 1
    assert time.process_time() - began < 2


def test_remarks_and_character_data_are_no_cells() -> None:
    data = rows(
        '<!-- <row r="1"><c r="A1"><v>9</v></c></row> --><row r="2"><c r="A2" t="inlineStr">'
        "<is><t><![CDATA[甲<乙]]></t></is></c></row>"
    )
    sheet = workbooks.opened(data).sheets[0]
    assert {place: cell.value for place, cell in sheet.cells.items()} == {(2, 1): "甲<乙"}
    assert "<!-- <row" in filled(data, {"A3": "三"})


def test_a_drop_down_tells_its_choices() -> None:
    rule = '<dataValidations count="1"><dataValidation type="list" sqref="B2:B4"><formula1>"是,否"</formula1></dataValidation></dataValidations>'
    choice = workbooks.opened(rows('<row r="1"><c r="A1"/></row>', after=rule)).sheets[0].choices[0]
    assert choice.areas == (Area(2, 2, 4, 2),)
    assert choice.options == ("是", "否")


@pytest.mark.parametrize("source", ["$D$1:$D$2", "表!$D$1:$D$2", "选项"])
def test_a_drop_down_is_found_in_the_cells_it_names(source: str) -> None:
    rule = f'<dataValidations><dataValidation type="list" sqref="B2"><formula1>{source}</formula1></dataValidation></dataValidations>'
    names = "<definedNames><definedName name=\"选项\">'表'!$D$1:$D$2</definedName></definedNames></workbook>"
    book = PARTS["xl/workbook.xml"].replace("</workbook>", names)
    cells = '<row r="1"><c r="D1"><v>1</v></c></row><row r="2"><c r="D2" t="str"><v>乙</v></c></row>'
    sheet = f"{HEAD}<worksheet {MAIN}><sheetData>{cells}</sheetData>{rule}</worksheet>"
    found = workbooks.opened(package(sheet, **{"xl/workbook.xml": book}))
    assert workbooks.Choices(found).at(found.sheets[0], (2, 2)) == ("1", "乙")
    assert workbooks.Choices(found).at(found.sheets[0], (3, 2)) == ()


def test_a_drop_down_of_another_sheet_is_found() -> None:
    found = workbooks.opened(next(path for path in SAMPLES if path.stem == "drop-down-other-sheet").read_bytes())
    sheet = next(sheet for sheet in found.sheets if sheet.choices)
    assert workbooks.Choices(found).at(sheet, sheet.choices[0].areas[0][:2])


def test_hidden_rows_and_columns_are_told() -> None:
    data = rows('<row r="1" hidden="1"><c r="A1"/></row>', before='<cols><col min="2" max="3" hidden="1"/></cols>')
    sheet = workbooks.opened(data).sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {2, 3})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"not a zip at all",
        package("no xml"),
        package(f"{HEAD}<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet {MAIN}><sheetData/></worksheet>"),
        package(f"{HEAD}<worksheet {MAIN}></worksheet>"),
        package(b"\xff\xfe\xff\xff\xff"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Refused):
        workbooks.opened(data)


def test_a_bomb_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in PARTS.items():
            made.writestr(name, text)
        made.writestr("xl/worksheets/sheet1.xml", b"0" * (700 * 1024 * 1024))
    with pytest.raises(Refused):
        workbooks.opened(file.getvalue())


def test_control_characters_and_long_texts_do_no_harm() -> None:
    text = filled(rows('<row r="1"><c r="A1"/></row>'), {"A1": "a\x00b\x1f<&>\n c "})
    assert '<t xml:space="preserve">ab&lt;&amp;&gt;\n c </t>' in text
    with pytest.raises(Refused):
        filled(rows('<row r="1"><c r="A1"/></row>'), {"A1": "长" * 40_000})


VALUES = st.one_of(
    st.decimals(-(10**9), 10**9, places=2, allow_nan=False),
    st.booleans(),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
        min_size=1,
        max_size=30,
    ),
)
PLACES = st.tuples(st.integers(1, 12), st.integers(1, 8))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(PLACES, VALUES, min_size=1, max_size=12))
def test_what_is_written_is_read_again(values: dict[tuple[int, int], Any]) -> None:
    data = rows('<row r="2"><c r="B2"/><c r="F2"><v>1</v></c></row><row r="7" spans="1:3"/>')
    out = workbooks.filled(data, {"表": values})
    sheet = workbooks.opened(out).sheets[0]
    assert {place: sheet.value(*place) for place in values} == values
    page = openpyxl.load_workbook(io.BytesIO(out)).active
    assert page is not None
    rows_seen = [cell.row for row in page.iter_rows() for cell in row]
    assert rows_seen == sorted(rows_seen)


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_a_place_has_one_name(row: int, column: int) -> None:
    assert at(named(row, column)) == (row, column)


@pytest.mark.parametrize("area", ["A1:C1", "A1:C9", "A:C"])
def test_what_is_filled_partly_is_added_with_what_stood_there(area: str) -> None:
    cells = '<c r="B1"><v>2</v></c><c r="C1"><f>B1*2</f><v>4</v></c>'
    data = rows(f'<row r="1">{cells}</row><row r="9"><c r="E9"><f>SUM({area})</f><v>6</v></c></row>')
    text = filled(data, {"A1": Decimal(10), "A9": Decimal(100)})
    expected = {"A1:C1": "<v>16</v>", "A1:C9": "<v>116</v>", "A:C": ""}[area]
    assert f"<f>SUM({area})</f>{expected}</c>" in text


def test_a_formula_without_a_place_of_its_own_is_found() -> None:
    data = rows("<row><c><v>1</v></c><c/><c><f>A1+B1</f><v>1</v></c></row>")
    assert "<f>A1+B1</f><v>6</v>" in filled(data, {"B1": Decimal(5)})
