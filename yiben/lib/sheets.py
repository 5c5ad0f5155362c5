"""Spreadsheets read: xlsx, xls, ods and csv as rows of plain values, weighed before they are opened.

Numbers come back as they were meant: 110101005186 is an int, not 110101005186.0, and what was typed as text stays
text. Row 0 here is row 1 in Excel, also where the table begins further down, so that findings can name the place.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias, cast

import python_calamine

from yiben.lib import archives, extents, formulas
from yiben.lib.plain import plain
from yiben.lib.refused import Refused
from yiben.lib.worked_out import WorkedOut

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
Row: TypeAlias = tuple[Cell, ...]
Areas: TypeAlias = dict[int, list[tuple[int, int, int, int]]]

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = "表格文件已损坏或不完整，请用 WPS 或 Excel 打开后另存为 .xlsx 再上传"
UNCOUNTED = "#没有算出结果的公式"
"""What stands in a cell whose formula was saved without its value."""
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of one file. A street logs some 2,000 entries a year, a district 100,000."""

    file: int = 20 * _MEGABYTE
    rows: int = 110_000
    columns: int = 500
    cells: int = 3_000_000
    sheets: int = 60
    characters: int = 200_000_000


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells merged into one, corners included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows` of equal width, empty ones at the end and empty columns at the right cut; blanks are None."""

    name: str
    rows: list[Row]
    merged: tuple[Merged, ...] = ()
    hidden: bool = False

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def filled(self, first: int = 0, last: int | None = None) -> list[Row]:
        """Rows `first` to `last` with words and days repeated over the cells merged with theirs.

        Numbers are not repeated: 30 people merged over three rows are not 90.
        """
        last = len(self.rows) - 1 if last is None else min(last, len(self.rows) - 1)
        if not self.merged:
            return self.rows[first : last + 1]
        grid = [list(row) for row in self.rows[first : last + 1]]
        for area in self.merged:
            self._fill(grid, area, first)
        return [tuple(row) for row in grid]

    def headings(self, first: int, last: int | None = None, *, joint: str = "/") -> tuple[str, ...]:
        """One heading a column from the head rows `first` to `last`: 参加情况/人数 where 参加情况 spans columns."""
        head = self.filled(first, first if last is None else last)
        return tuple(joint.join(_distinct(column)) for column in zip(*head, strict=True))

    def _fill(self, grid: list[list[Cell]], area: Merged, first: int) -> None:
        value = self.rows[area.top][area.left]
        if not isinstance(value, str | date):
            return
        for row in grid[max(area.top - first, 0) : max(area.bottom - first + 1, 0)]:
            for column in range(area.left, area.right + 1):
                row[column] = value if row[column] is None else row[column]


def column_letters(at: int) -> str:
    """What Excel calls the column that is counted from 0: A, Z, AA."""
    high, low = divmod(at, 26)
    return (column_letters(high - 1) if high else "") + chr(65 + low)


def read_sheets(source: Path | str | bytes | BinaryIO, *, limits: Limits | None = None) -> list[Sheet]:
    """The sheets of a workbook, or one sheet of a csv file; refused with a sentence where it can't be read."""
    limits = limits or Limits()
    content = _content(source, limits)
    if content.startswith(_ZIP):
        areas, uncounted = _weighed(content, limits)
        return _of_workbook(content, limits, areas, uncounted)
    if content.startswith(_OLE):
        return _of_workbook(content, limits, {}, {})
    return [_of_csv(content, limits)]


def _content(source: Path | str | bytes | BinaryIO, limits: Limits) -> bytes:
    if isinstance(source, str | Path):
        with open(source, "rb") as file:
            return _content(file, limits)
    content = source if isinstance(source, bytes) else source.read(limits.file + 1)
    if not content:
        raise Refused("文件是空的")
    if len(content) > limits.file:
        raise Refused(f"表格文件超过 {limits.file // _MEGABYTE} MB，请拆分后上传")
    return content


# --- workbooks ----------------------------------------------------------------------------------------------------


def _weighed(content: bytes, limits: Limits) -> tuple[Areas, formulas.Places]:
    """The merged areas and the formulas without values that the reader won't tell, after the package has been found
    fit to be opened."""
    with archives.opened(io.BytesIO(content)) as package:
        names = set(package.namelist())
        if "xl/workbook.bin" in names:
            raise Refused("暂不支持 .xlsb，请另存为 .xlsx 再上传")
        if "content.xml" not in names and not any(name.startswith("xl/") for name in names):
            raise Refused("这不是表格文件，请上传 .xlsx、.xls、.ods 或 .csv")
        extents.check(package, rows=limits.rows, cells=limits.cells, characters=limits.characters)
        if "content.xml" in names:
            return extents.merged_in_ods(package), {}
        return {}, formulas.uncounted(package)


def _of_workbook(content: bytes, limits: Limits, areas: Areas, uncounted: formulas.Places) -> list[Sheet]:
    with _no_crash(), python_calamine.load_workbook(io.BytesIO(content)) as workbook:
        listed = [meta for meta in workbook.sheets_metadata if meta.typ == python_calamine.SheetTypeEnum.WorkSheet]
        if len(listed) > limits.sheets:
            raise Refused(f"工作表超过 {limits.sheets} 张，请拆分后上传")
        return list(
            _within(
                limits,
                (_of_sheet(workbook, meta, limits, areas.get(i, []), uncounted) for i, meta in enumerate(listed)),
            )
        )


def _within(limits: Limits, sheets: Iterator[Sheet]) -> Iterator[Sheet]:
    left = limits.cells
    for sheet in sheets:
        left -= len(sheet.rows) * sheet.width
        _not_too_wide(sheet, limits)
        if left < 0:
            raise Refused(f"各工作表合计超过 {limits.cells} 个单元格，请拆分后上传")
        yield sheet


def _of_sheet(
    workbook: python_calamine.CalamineWorkbook,
    meta: python_calamine.SheetMetadata,
    limits: Limits,
    known: list[tuple[int, int, int, int]],
    uncounted: formulas.Places,
) -> Sheet:
    sheet = workbook.get_sheet_by_name(meta.name)
    _bounded(sheet.total_height + 1, sheet.total_width + 1, limits)
    cell = _Cells().__getitem__
    cells = (tuple(map(cell, row)) for row in sheet.iter_rows())
    rows = _trimmed(_marked(cells, uncounted[meta.name]) if meta.name in uncounted else cells)
    told = [(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
    areas = (Merged(*area) for area in told or known)
    hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
    return Sheet(meta.name, rows, tuple(_inside(areas, rows)), hidden)


def _marked(rows: Iterable[Row], places: Mapping[int, Mapping[int, str]]) -> list[Row]:
    """The rows with what a formula comes to where it was saved without; one that is not plain is marked."""
    kept = list(rows)
    worked = WorkedOut(kept, places)
    return [_filled_in(row, at, places[at], worked) if at in places else row for at, row in enumerate(kept)]


def _filled_in(row: Row, at: int, missing: Mapping[int, str], worked: WorkedOut) -> Row:
    def told(column: int) -> Cell:
        value = worked.value(at, column)
        return UNCOUNTED if value is None else value

    return tuple(told(n) if n in missing and cell is None else cell for n, cell in enumerate(row))


def _inside(areas: Iterable[Merged], rows: list[Row]) -> Iterator[Merged]:
    """The areas cut to the sheet. Honest ones don't overlap, so together they are no larger than the sheet."""
    bottom, right = len(rows) - 1, len(rows[0]) - 1 if rows else -1
    left = len(rows) * (right + 1)
    for area in areas:
        cut = Merged(area.top, area.left, min(area.bottom, bottom), min(area.right, right))
        left -= max(0, cut.bottom - cut.top + 1) * max(0, cut.right - cut.left + 1)
        if left < 0:
            return
        if cut.top <= cut.bottom and cut.left <= cut.right:
            yield cut


@contextmanager
def _no_crash() -> Iterator[None]:
    try:
        yield
    except python_calamine.PasswordError:
        raise Refused("表格设有密码，请去掉密码后再上传") from None
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise Refused(_DAMAGED) from error
    except BaseException as error:
        # The reader is Rust: what it didn't foresee arrives as a panic, which is no Exception.
        if type(error).__name__ == "PanicException":
            raise Refused(_DAMAGED) from error
        raise


def _bounded(rows: int, columns: int, limits: Limits) -> None:
    if rows > limits.rows:
        raise Refused(f"表格超过 {limits.rows} 行，请拆分后上传")
    if rows * columns > limits.cells:
        raise Refused(f"表格超过 {limits.cells} 个单元格，请删去空白的行列或拆分后上传")


def _not_too_wide(sheet: Sheet, limits: Limits) -> None:
    """What is filled in, not what is formatted: every column is looked at for what its heading means."""
    if sheet.width > limits.columns:
        raise Refused(f"表格有 {sheet.width} 列，最多 {limits.columns} 列，请删去不用的列再上传")


class _Cells(dict[Any, Cell]):
    """Makes a cell of what the reader gives. What comes again is one object: a long list holds few texts and days, over
    and over, and the reader gives each anew."""

    # Python asks this of what a dictionary lacks: it is asked a million times, and mostly knows.
    def __missing__(self, value: Any) -> Cell:
        # By exact type, for True is 1.
        kind = type(value)
        if kind is str:
            cell = None if not value or value.isspace() else value
        elif kind is float:
            if not value.is_integer() or abs(value) >= _BEYOND:
                return cast("float", value)
            cell = int(value)
        elif kind is date:
            cell = value
        else:
            return cast("Cell", value)
        if value not in _ALSO_TRUTHS:
            self[value] = cell
        return cell


_BEYOND = 1e18
_ALSO_TRUTHS = (0, 1)


def _trimmed(rows: Iterable[Row]) -> list[Row]:
    kept = list(rows)
    while kept and all(cell is None for cell in kept[-1]):
        kept.pop()
    if len({len(row) for row in kept}) == 1 and any(row[-1] is not None for row in kept if row):
        return kept
    width = max((_used(row) for row in kept), default=0)
    return [row[:width] + (None,) * (width - len(row)) for row in kept]


def _used(row: Row) -> int:
    return next((index for index in range(len(row), 0, -1) if row[index - 1] is not None), 0)


def _distinct(column: Sequence[Cell]) -> list[str]:
    words = [plain(str(cell)) for cell in column if cell is not None]
    return [word for index, word in enumerate(words) if index == 0 or word != words[index - 1]]


# --- csv ----------------------------------------------------------------------------------------------------------


def _of_csv(content: bytes, limits: Limits) -> Sheet:
    text = _decoded(content)
    if re.search("[\x00-\x08\x0e-\x1f]", text[:100_000]):
        raise Refused("这不是表格文件，请上传 .xlsx、.xls、.ods 或 .csv")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        sheet = Sheet("csv", _trimmed(_csv_rows(reader, limits)))
    except csv.Error as error:
        raise Refused("这份 csv 的引号或分隔符不完整，请用 WPS 或 Excel 另存为 .xlsx 再上传") from error
    _not_too_wide(sheet, limits)
    return sheet


def _csv_rows(reader: Iterable[list[str]], limits: Limits) -> Iterator[Row]:
    widest = 0
    for number, row in enumerate(reader, start=1):
        widest = max(widest, len(row))
        _bounded(number, widest, limits)
        yield tuple(cell if cell.strip() else None for cell in row)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("看不懂文件的编码，请另存为 .xlsx 或 UTF-8 编码的 .csv 再上传")


def _delimiter(text: str) -> str:
    head = text[:5000].split("\n", 5)[:5]
    return max(",\t;，", key=lambda mark: sum(line.count(mark) for line in head))
