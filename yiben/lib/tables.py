"""Tables written out, as .xlsx or csv: what people typed stays text, whatever it begins with."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter

from yiben.lib.periods import SHANGHAI
from yiben.lib.refused import Refused

_MOST_ROWS = 1_048_000
_LONGEST_TEXT = 32_767
# Excel keeps 15 digits of a number: an identity card or a bank account as a number loses its end.
_MOST_DIGITS = 15
_FIRST_EXCEL_DAY = date(1900, 3, 1)
_SHEET_NAME_FORBIDS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
_NARROWEST, _WIDEST = 6, 60
_WIDTHS_FROM = 200


def write_table(head: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str = "", sheet: str = "") -> bytes:
    """An .xlsx with one sheet: the title in a row of its own if given, a frozen head, and the rows as they come."""
    stream = io.BytesIO()
    save_table(stream, head, rows, title=title, sheet=sheet)
    return stream.getvalue()


def save_table(
    stream: BinaryIO, head: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str = "", sheet: str = ""
) -> int:
    """Write the .xlsx into `stream` and return how many rows it has; memory doesn't grow with them."""
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        page = _Page(book, sheet or title, len(head))
        if title:
            page.put_title(title)
        page.put_head(head)
        for row in rows:
            page.put(row)
        page.set_widths()
        return page.count


def write_csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The table as csv that Excel opens in Chinese, line by line; text that would be a formula begins with '."""
    yield "\ufeff".encode()
    yield _csv_line(head)
    for row in rows:
        yield _csv_line(row)


def safe_text(text: str) -> str:
    """`text` without characters that no spreadsheet can hold, and no longer than a cell."""
    clean = _BROKEN.sub("", text)
    return clean if len(clean) <= _LONGEST_TEXT else clean[: _LONGEST_TEXT - 1] + "…"


def sheet_name(text: str) -> str:
    """A name that Excel accepts for a sheet: no []:*?/\\, no ' at the ends, at most 31 characters."""
    clean = " ".join(_SHEET_NAME_FORBIDS.sub(" ", safe_text(text)).split())
    # Excel counts UTF-16 units, so a rare character counts twice.
    short = clean.encode("utf-16-le")[:62].decode("utf-16-le", errors="ignore").strip("' ")
    return "表" if not short or short.lower() == "history" else short


class _Page:
    """The one sheet while it is written: rows go down as they come, widths are known from the first ones."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, columns: int) -> None:
        self.sheet = book.add_worksheet(sheet_name(name))
        self.formats = {look: book.add_format(options) for look, options in _LOOKS.items()}
        self.widths = [float(_NARROWEST)] * columns
        self.line = self.count = 0

    def put_title(self, title: str) -> None:
        self.sheet.write_string(self.line, 0, safe_text(title), self.formats["title"])
        self.line += 1

    def put_head(self, head: Sequence[str]) -> None:
        for column, name in enumerate(head):
            self.sheet.write_string(self.line, column, safe_text(str(name)), self.formats["head"])
            self._widen(column, str(name))
        self.line += 1
        self.sheet.freeze_panes(self.line, 0)

    def put(self, row: Sequence[Any]) -> None:
        if self.count >= _MOST_ROWS:
            raise Refused(f"超过 {_MOST_ROWS} 行，请缩小范围后再导出")
        for column, value in enumerate(row):
            self._write(column, value)
            if self.count < _WIDTHS_FROM:
                self._widen(column, _shown(value))
        self.line, self.count = self.line + 1, self.count + 1

    def _write(self, column: int, value: Any) -> None:
        match value:
            case None | "":
                return
            case datetime():
                self._write_moment(column, value)
            case date() if value >= _FIRST_EXCEL_DAY:
                self.sheet.write_datetime(self.line, column, value, self.formats["day"])
            case bool():
                self.sheet.write_string(self.line, column, _shown(value))
            case int() | Decimal() | float() if _is_exact(value):
                self.sheet.write_number(self.line, column, value, self.formats["number"])
            case _:
                self.sheet.write_string(self.line, column, safe_text(_shown(value)), self.formats["text"])

    def _write_moment(self, column: int, value: datetime) -> None:
        local = value.astimezone(SHANGHAI).replace(tzinfo=None) if value.tzinfo else value
        if local.date() < _FIRST_EXCEL_DAY:
            self.sheet.write_string(self.line, column, _shown(value))
        else:
            self.sheet.write_datetime(self.line, column, local, self.formats["moment"])

    def _widen(self, column: int, text: str) -> None:
        if column >= len(self.widths):
            self.widths.extend([_NARROWEST] * (column + 1 - len(self.widths)))
        self.widths[column] = max(self.widths[column], min(_WIDEST, _display_width(text) + 2))

    def set_widths(self) -> None:
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)


_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"},
    "text": {"valign": "top", "num_format": "@"},
    "number": {"num_format": "General"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
}


def _is_exact(value: int | Decimal | float) -> bool:
    """Whether Excel, which keeps 15 digits, would show the number as it is."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if isinstance(value, float) and number.is_finite():
        return True
    return number.is_finite() and len(number.normalize().as_tuple().digits) <= _MOST_DIGITS and number.adjusted() < 15


def _shown(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime():
            local = value.astimezone(SHANGHAI) if value.tzinfo else value
            return local.strftime("%Y-%m-%d %H:%M")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case Decimal() if value.is_finite():
            return format(value, "f")
    return str(value)


def _display_width(text: str) -> int:
    line = max(text[:500].split("\n"), key=len)
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)


def _csv_line(row: Sequence[Any]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([_csv_cell(value) for value in row])
    return line.getvalue().encode()


def _csv_cell(value: Any) -> str:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and _is_exact(value):
        return _shown(value)
    text = safe_text(_shown(value))
    # ' is shown as text in front of long digits, too, for Excel would round them on opening.
    if text.lstrip(" \u3000").startswith(_FORMULA_STARTS) or re.fullmatch(r"\d{16,}", text):
        return "'" + text
    return text
