"""How far a workbook reaches, found without building it: one value in the last cell of a sheet costs gigabytes.

The reader allocates every cell from the first to the last, and copies a shared text into each cell that shows it.
So the parts of the package are read once, as bytes, for the positions of values and the lengths of texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipFile, ZipInfo

from yiben.lib import archives
from yiben.lib.refused import Refused

_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_TAG = re.compile(rb"""<(?:\w+:)?(?P<tag>row|c)(?=[\s/>])(?P<inside>[^>]*)>""")
_CELL_TAG = re.compile(rb"<(?:\w+:)?c[\s/>]")
# Apart, and each beginning with letters of its own: those are sought ten times as fast as one that may begin anyhow.
# Any cell that doesn't begin with <c r=" is odd, so that nothing can hide from the search for far references.
_ODD_CELL = re.compile(rb'<c(?:[>/\t\r\n]| (?!r="))')
_ODD_ROW = re.compile(rb'<row(?:[>/\t\r\n]| (?!r="))')
_ODD_TYPE = re.compile(rb"t\s+=")
_PREFIXED = re.compile(rb":(?:c|row)[\s>/]")
_CELL_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<")
_TEXT_END = re.compile(rb"</(?:\w+:)?si\s*>")

_TABLE = re.compile(rb"<table:(?P<tag>table|table-row|table-cell|covered-table-cell)(?=[\s/>])(?P<inside>[^>]*)>")
_REPEATED_ROWS = re.compile(rb"""table:number-rows-repeated\s*=\s*["'](\d+)["']""")
_REPEATED_COLUMNS = re.compile(rb"""table:number-columns-repeated\s*=\s*["'](\d+)["']""")
_SPANNED_ROWS = re.compile(rb"""table:number-rows-spanned\s*=\s*["'](\d+)["']""")
_SPANNED_COLUMNS = re.compile(rb"""table:number-columns-spanned\s*=\s*["'](\d+)["']""")
_VALUE = re.compile(rb"office:value-type|table:formula|calcext:value-type")
_LONGEST_DIGITS = 9
_LONGEST_GAP = 4 << 20  # between two tags stands at most one cell's text, 32,767 characters in Excel


@dataclass(slots=True)
class Extent:
    """The last row and column that hold a value, counted from 1; and how many cells show a shared text, where that has
    been counted."""

    rows: int = 0
    columns: int = 0
    counted: int | None = None

    @property
    def texts(self) -> int:
        return self.rows * self.columns if self.counted is None else self.counted

    def reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def check(package: ZipFile, *, rows: int, cells: int, characters: int) -> None:
    """Refuse a workbook whose sheets would reach beyond `rows` or `cells`, or show more than `characters` of text."""
    shared = [entry for entry in package.infolist() if entry.filename.lower().endswith("sharedstrings.xml")]
    lengths = [length for entry in shared for length in _lengths(package, entry)]
    longest, left = max(lengths, default=0), characters
    for entry in package.infolist():
        if entry in shared:
            continue
        extent = _extent(package, entry, rows, cells)
        _bounded(extent, rows, cells)
        if longest * extent.texts > left:
            left -= _shown(package, entry, lengths)
        if left < 0:
            raise Refused("表格里的文字太多，请拆分后上传")


def _bounded(extent: Extent, rows: int, cells: int) -> None:
    if extent.rows > rows:
        raise Refused(f"表格超过 {rows} 行（最后一行在第 {extent.rows} 行），请删去多余的行或拆分后上传")
    if extent.rows * extent.columns > cells:
        raise Refused(f"表格超过 {cells} 个单元格，请删去多余的行列或拆分后上传")


def _extent(package: ZipFile, entry: ZipInfo, rows: int, cells: int) -> Extent:
    if entry.filename == "content.xml":
        return _of_ods(package, entry)
    if quick := _quickly(package, entry, rows, cells):
        return quick
    rough = _roughly(package, entry)
    return rough if rough and rough.rows <= rows and rough.rows * rough.columns <= cells else _exactly(package, entry)


def _quickly(package: ZipFile, entry: ZipInfo, rows: int, cells: int) -> Extent | None:
    """An upper bound where every reference is written plainly, is in columns A to Z and above the last rows that are
    allowed: most files."""
    bound, beyond = _nearly(rows)
    if bound * _PLAIN_COLUMNS > cells:
        return None
    far = re.compile(rb' r="(?:[A-Za-z]{2}|[A-Za-z]?(?:%s))' % beyond)
    counted = 0
    for piece in _pieces(package, entry):
        if far.search(piece) or _ODD_CELL.search(piece) or _ODD_ROW.search(piece) or _PREFIXED.search(piece):
            return None
        plainly = piece.count(b"t=") == piece.count(b't="') and not _ODD_TYPE.search(piece)
        counted += piece.count(b't="s"' if plainly else b"<c ")
    return Extent(bound, _PLAIN_COLUMNS, counted)


_PLAIN_COLUMNS = 26


def _nearly(rows: int) -> tuple[int, bytes]:
    """The largest number of at most `rows` beyond which all are told by their first two digits, and how these are."""
    digits = len(str(rows))
    if digits < 3:
        return 10 ** (digits - 1) - 1, rb"\d{%d}" % digits
    first, second = divmod(rows // 10 ** (digits - 2), 10)
    larger = rb"[%d-9]\d|" % (first + 1) if first < 9 else b""
    told = rb"(?:%s%d[%d-9])\d{%d}|\d{%d}" % (larger, first, second, digits - 2, digits + 1)
    return (10 * first + second) * 10 ** (digits - 2) - 1, told


def _roughly(package: ZipFile, entry: ZipInfo) -> Extent | None:
    """The reach of all references, with a value or without: quick, and enough for most; None if cells lack them."""
    extent, tags, named = Extent(), 0, 0
    columns: set[bytes] = set()
    for piece in _pieces(package, entry):
        found = _REFERENCE.findall(piece)
        tags += len(_CELL_TAG.findall(piece))
        named += sum(1 for letters, _ in found if letters)
        columns.update(letters for letters, _ in found)
        extent.rows = max([extent.rows, *map(_number, {digits for _, digits in found})])
    extent.columns = max(map(column_number, columns), default=0)
    return extent if named >= tags else None


def _exactly(package: ZipFile, entry: ZipInfo) -> Extent:
    """The reach of the cells that hold something: whole columns are often formatted down to the last row."""
    extent, row, column = Extent(), 0, 0
    for piece in _pieces(package, entry):
        for found in _TAG.finditer(piece):
            reference = _REFERENCE.search(found["inside"])
            if found["tag"] == b"row":
                row, column = _number(reference[2]) if reference else row + 1, 0
                continue
            column = column_number(reference[1]) if reference and reference[1] else column + 1
            at = _number(reference[2]) if reference and reference[1] else row
            if not found["inside"].endswith(b"/"):
                extent.reach(at, column)
    return extent


def _of_ods(package: ZipFile, entry: ZipInfo) -> Extent:
    """The reach of the widest sheet: a single row or cell may claim to be repeated a million times."""
    reached: dict[int, Extent] = {}
    for table, _, bottom, column, inside in _ods_cells(package, entry):
        if _VALUE.search(inside):
            reached.setdefault(table, Extent()).reach(bottom, column)
    return max(reached.values(), key=lambda one: one.rows * one.columns, default=Extent())


def merged_in_ods(package: ZipFile) -> dict[int, list[tuple[int, int, int, int]]]:
    """By number of the sheet, the merged areas as (top, left, bottom, right) from 0: the reader leaves them out."""
    areas: dict[int, list[tuple[int, int, int, int]]] = {}
    for table, top, _, column, inside in _ods_cells(package, package.getinfo("content.xml")):
        down, across = _times(_SPANNED_ROWS, inside), _times(_SPANNED_COLUMNS, inside)
        if down > 1 or across > 1:
            areas.setdefault(table, []).append((top - 1, column - 1, top + down - 2, column + across - 2))
    return areas


def _ods_cells(package: ZipFile, entry: ZipInfo) -> Iterator[tuple[int, int, int, int, bytes]]:
    """Each cell tag with its table (from 0), first and last row and last column (from 1), repetitions included."""
    table, top, bottom, column = -1, 0, 0, 0
    for piece in _pieces(package, entry):
        for found in _TABLE.finditer(piece):
            tag, inside = found["tag"], found["inside"]
            if tag == b"table":
                table, bottom = table + 1, 0
            elif tag == b"table-row":
                top, column = bottom + 1, 0
                bottom += _times(_REPEATED_ROWS, inside)
            else:
                column += _times(_REPEATED_COLUMNS, inside)
                yield table, top, bottom, column, inside


def _lengths(package: ZipFile, entry: ZipInfo) -> Iterator[int]:
    """The lengths of the shared texts, in their order, in bytes with their markup."""
    since = 0
    for piece in _pieces(package, entry):
        start = 0
        for end in _TEXT_END.finditer(piece):
            yield since + end.start() - start
            since, start = 0, end.end()
        since += len(piece) - start


def _shown(package: ZipFile, entry: ZipInfo, lengths: list[int]) -> int:
    """At most how much shared text the cells show; a value written oddly counts as the longest."""
    longest, shown = max(lengths), 0
    for piece in _pieces(package, entry):
        for value in _CELL_VALUE.findall(piece):
            if value.isdigit() and len(value) <= _LONGEST_DIGITS:
                shown += lengths[int(value)] if int(value) < len(lengths) else 0
            elif b"&" in value or not value.strip():
                shown += longest
    return shown


def _pieces(package: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    """The entry in pieces that end with a tag, so that none is cut."""
    rest = b""
    for piece in archives.inflated(package, entry):
        whole, mark, rest_of_piece = piece.rpartition(b">")
        if not mark:
            rest += piece
            if len(rest) > _LONGEST_GAP:
                raise Refused("表格里有过长的文字，请缩短后再上传")
            continue
        yield rest + whole + mark
        rest = rest_of_piece
    yield rest


def _times(pattern: re.Pattern[bytes], inside: bytes) -> int:
    found = pattern.search(inside)
    return max(1, _number(found[1])) if found else 1


def _number(digits: bytes) -> int:
    return int(digits[:_LONGEST_DIGITS]) if len(digits) <= _LONGEST_DIGITS else 10**_LONGEST_DIGITS


def column_number(letters: bytes) -> int:
    """What number a column of Excel has, counted from 1: A is 1, AA is 27."""
    if len(letters) > 4:
        return 10**_LONGEST_DIGITS
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
