"""Values put into cells: only those `<c>` change, and what formulas that rest on them had kept. Nothing is built anew.

Words go in as inline strings, so the shared strings stay as they were; formulas stay formulas. One that can't be worked
out here loses its kept value, and the program that opens the file works it out.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from yiben.lib.refused import Refused
from yiben.lib.workbooks.formulas import Book, Result
from yiben.lib.workbooks.parts import attributes, dates_from_1904, tags
from yiben.lib.workbooks.sheets import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    Cell,
    Place,
    Sheet,
    Value,
    Workbook,
    area,
    named,
    opened,
)

LONGEST_TEXT = 32_767
_TAG = re.compile(r"""<(?P<px>(?:[\w.-]+:)?)c(?=[\s/>])(?P<rest>(?:[^>"']|"[^"]*"|'[^']*')*?)\s*/?>""")
_TYPE = re.compile(r"""\s+(?:t|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")
_SPANS = re.compile(r"""\s+spans\s*=\s*(?:"[^"]*"|'[^']*')""")
_FORMULA = re.compile(r"<(?:[\w.-]+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:[\w.-]+:)?f\s*>)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


class _Edit(NamedTuple):
    """Text to stand in the place of what lies from start to end."""

    start: int
    end: int
    order: tuple[int, int]
    text: str


def filled(
    data: bytes,
    values: Mapping[str, Mapping[Place, Value]],
    *,
    like: Mapping[str, Mapping[int, int]] | None = None,
    workbook: Workbook | None = None,
) -> bytes:
    """The workbook with these values, by sheet and (row, column). `like` names for a new row one whose looks it takes.

    Raises Refused where a cell has a formula, lies inside a merged one, or can't be in a sheet."""
    book = workbook or opened(data)
    for name, told in values.items():
        _allowed(book.sheet(name), told)
    flat = {(name, *place): value for name, told in values.items() for place, value in told.items()}
    epoch = _EPOCH_1904 if dates_from_1904(book.package) else _EPOCH_1900
    edits: defaultdict[str, list[_Edit]] = defaultdict(list)
    for name, told in values.items():
        edits[name] += _Patch(book.sheet(name), epoch, (like or {}).get(name, {})).edits(told)
    for name, cell, result in Book(book, flat).changed():
        edits[name] += _kept_anew(book.sheet(name), cell, result)
    changed = {book.sheet(name).part: _applied(book.sheet(name).text, told) for name, told in edits.items() if told}
    return _packed(book, changed)


def _allowed(sheet: Sheet, told: Mapping[Place, Value]) -> None:
    inside = {place for one in sheet.merged for place in _inner(one) if place in told}
    for row, column in told:
        cell = sheet.cells.get((row, column))
        where = f"{sheet.name}!{named(row, column)}"
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            raise Refused(f"{where} 超出了表格的范围")
        if cell is not None and cell.formula is not None:
            raise Refused(f"{where} 是公式，不能填数")
        if (row, column) in inside:
            raise Refused(f"{where} 在合并单元格里，请填左上角那一格")


def _inner(merged: Area) -> Iterator[Place]:
    """The cells of a merged area but its first; a whole column merged is looked at no further than forms reach."""
    for row in range(merged.top, min(merged.bottom, merged.top + 2000) + 1):
        for column in range(merged.left, min(merged.right, merged.left + 500) + 1):
            if (row, column) != (merged.top, merged.left):
                yield row, column


class _Patch:
    """What changes in one sheet's text."""

    def __init__(self, sheet: Sheet, epoch: datetime, like: Mapping[int, int]) -> None:
        self.sheet, self.epoch, self.like = sheet, epoch, like
        found = re.search(r"<((?:[\w.-]+:)?)sheetData\s*(/?)>", sheet.text)
        assert found is not None
        self.px, self.data = found[1], found

    def edits(self, told: Mapping[Place, Value]) -> Iterator[_Edit]:
        new: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for (row, column), value in sorted(told.items()):
            cell = self.sheet.cells.get((row, column))
            if cell is not None:
                yield _Edit(*cell.span, (row, column), self._replaced(cell, value))
            elif value is not None:
                new[row].append((column, self._made(row, column, value)))
        missing = [row for row in new if row not in self.sheet.rows]
        for row in new.keys() - set(missing):
            yield from self._into_row(row, new[row])
        if missing:
            yield from self._new_rows({row: new[row] for row in missing})
        yield from self._reach(told)

    def _replaced(self, cell: Cell, value: Value) -> str:
        tag = _TAG.match(self.sheet.text, cell.span[0])
        assert tag is not None
        kind, inside = self._said(value, tag["px"])
        kept = _TYPE.sub("", tag["rest"])
        return f"<{tag['px']}c{kept}{kind}>{inside}</{tag['px']}c>" if inside else f"<{tag['px']}c{kept}/>"

    def _made(self, row: int, column: int, value: Value) -> str:
        kind, inside = self._said(value, self.px)
        style = self._style(row, column)
        styled = f' s="{style}"' if style else ""
        return f'<{self.px}c r="{named(row, column)}"{styled}{kind}>{inside}</{self.px}c>'

    def _style(self, row: int, column: int) -> int:
        """The looks of a cell that isn't there: its model row's, its row's, its column's."""
        model = self.sheet.cells.get((self.like.get(row, 0), column))
        if model is not None:
            return model.style
        told = self._row_attributes(row)
        if told.get("s", "").isdigit() and told.get("customFormat") in ("1", "true"):
            return int(told["s"])
        return self.sheet.column_styles.get(column, 0)

    def _row_attributes(self, row: int) -> dict[str, str]:
        if row not in self.sheet.rows:
            return {}
        start = self.sheet.rows[row][0]
        return attributes(self.sheet.text[start : self.sheet.text.index(">", start)])

    def _said(self, value: Value, px: str) -> tuple[str, str]:
        """The type attribute and the inside of a cell that says this."""
        if value is None or value == "":
            return "", ""
        if isinstance(value, bool):
            return ' t="b"', f"<{px}v>{int(value)}</{px}v>"
        if isinstance(value, Decimal):
            return "", f"<{px}v>{_digits(value)}</{px}v>"
        if isinstance(value, date):
            return "", f"<{px}v>{_serial(value, self.epoch)}</{px}v>"
        if len(value) > LONGEST_TEXT:
            raise Refused(f"一格里最多写 {LONGEST_TEXT} 个字")
        text = escape(_CONTROL.sub("", value), quote=False)
        space = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
        return ' t="inlineStr"', f"<{px}is><{px}t{space}>{text}</{px}t></{px}is>"

    def _into_row(self, row: int, made: list[tuple[int, str]]) -> Iterator[_Edit]:
        """New cells in a row that is there, each before the next cell of a later column."""
        start, end = self.sheet.rows[row]
        tag_end = self.sheet.text.index(">", start) + 1
        tag = self.sheet.text[start:tag_end]
        open_tag = _SPANS.sub("", tag)
        if tag.endswith("/>"):
            open_tag = open_tag[:-2].rstrip() + ">"
            cells = "".join(text for _column, text in made)
            yield _Edit(start, end, (row, 0), f"{open_tag}{cells}</{self.px}row>")
            return
        if open_tag != tag:
            yield _Edit(start, tag_end, (row, 0), open_tag)
        there = sorted((column, self.sheet.cells[row, column].span[0]) for column in self._columns_in(row))
        last = self.sheet.text.rindex("</", start, end)
        for column, text in made:
            place = next((at for other, at in there if other > column), last)
            yield _Edit(place, place, (row, column), text)

    def _columns_in(self, row: int) -> list[int]:
        if not hasattr(self, "_by_row"):
            self._by_row: defaultdict[int, list[int]] = defaultdict(list)
            for one, column in self.sheet.cells:
                self._by_row[one].append(column)
        return self._by_row[row]

    def _new_rows(self, rows: Mapping[int, list[tuple[int, str]]]) -> Iterator[_Edit]:
        if self.data[2]:
            inside = "".join(self._row(row, made) for row, made in sorted(rows.items()))
            whole = f"<{self.px}sheetData>{inside}</{self.px}sheetData>"
            yield _Edit(self.data.start(), self.data.end(), (0, 0), whole)
            return
        end = re.compile(r"</(?:[\w.-]+:)?sheetData\s*>").search(self.sheet.text, self.data.end())
        assert end is not None
        later = sorted((number, start) for number, (start, _end) in self.sheet.rows.items())
        after = iter([*later, (LAST_ROW + 1, end.start())])
        number, place = next(after)
        for row, made in sorted(rows.items()):
            while number < row:
                number, place = next(after)
            yield _Edit(place, place, (row, 0), self._row(row, made))

    def _row(self, row: int, made: list[tuple[int, str]]) -> str:
        told = self._row_attributes(self.like.get(row, 0))
        looks = "".join(
            f' {name}="{escape(told[name])}"' for name in ("s", "customFormat", "ht", "customHeight") if name in told
        )
        return f'<{self.px}row r="{row}"{looks}>{"".join(text for _column, text in made)}</{self.px}row>'

    def _reach(self, told: Mapping[Place, Value]) -> Iterator[_Edit]:
        """The part's own word on how far it reaches, where a new cell lies beyond."""
        tag = next(tags(self.sheet.text[: self.data.start()], "dimension"), None)
        known = area(attributes(tag).get("ref", "")) if tag else None
        if tag is None or known is None or all(known.holds(place) for place in told):
            return
        rows, columns = zip(*told, (known.top, known.left), (known.bottom, known.right), strict=True)
        ends = named(min(rows), min(columns)), named(max(rows), max(columns))
        found = re.search(r"""(\bref\s*=\s*)(["'])[^"']*["']""", tag[0])
        assert found is not None
        whole = tag[0][: found.start()] + f'{found[1]}"{":".join(ends)}"' + tag[0][found.end() :]
        yield _Edit(tag.start(), tag.end(), (0, 0), whole)


def _kept_anew(sheet: Sheet, cell: Cell, result: Result) -> Iterator[_Edit]:
    """A formula's kept value as it is now; none where it can't be worked out here."""
    if result.known and not result.fault and result.value == cell.value and type(result.value) is type(cell.value):
        return
    whole = sheet.text[slice(*cell.span)]
    tag, formula = _TAG.match(whole), _FORMULA.search(whole)
    assert tag is not None
    assert formula is not None
    px, kept = tag["px"], _TYPE.sub("", tag["rest"])
    kind, said = _result(result)
    value = f"<{px}v>{said}</{px}v>" if said is not None else ""
    yield _Edit(*cell.span, (cell.row, cell.column), f"<{px}c{kept}{kind}>{formula[0]}{value}</{px}c>")


def _result(result: Result) -> tuple[str, str | None]:
    if not result.known:
        return "", None
    if result.fault:
        return ' t="e"', escape(result.fault)
    if isinstance(result.value, bool):
        return ' t="b"', str(int(result.value))
    if isinstance(result.value, str):
        return ' t="str"', escape(result.value, quote=False)
    return "", _digits(result.value or Decimal(0))


def _digits(number: Decimal) -> str:
    """As spreadsheets keep it: fifteen digits, no needless noughts."""
    plain = Decimal(format(number, ".15g")) if len(number.as_tuple().digits) > 15 else number
    return format(plain.normalize() + 0, "f")


def _serial(day: date, epoch: datetime) -> str:
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    passed = moment.replace(tzinfo=None) - epoch
    return _digits(Decimal(passed.days) + Decimal(passed.seconds) / 86_400)


def _applied(text: str, edits: list[_Edit]) -> str:
    pieces, end = [], 0
    for edit in sorted(edits):
        assert edit.start >= end, "two changes at one place"
        pieces += [text[end : edit.start], edit.text]
        end = edit.end
    return "".join([*pieces, text[end:]])


def _packed(book: Workbook, changed: Mapping[str, str]) -> bytes:
    """The package again: parts in their order, with their names, times and manner of packing."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for info in book.package.zip.infolist():
            same = ZipInfo(info.filename, info.date_time)
            same.compress_type, same.external_attr = info.compress_type, info.external_attr
            same.create_system, same.comment = info.create_system, info.comment
            package.writestr(same, _content(book, info.filename, changed))
    return out.getvalue()


def _content(book: Workbook, part: str, changed: Mapping[str, str]) -> bytes:
    if part not in changed:
        return book.package.content(part)
    original = book.package.content(part)
    if original.startswith((b"\xff\xfe", b"\xfe\xff")):
        return changed[part].encode("utf-16")
    mark = b"\xef\xbb\xbf" if original.startswith(b"\xef\xbb\xbf") else b""
    declared = re.match(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']""", original.removeprefix(mark))
    encoding = declared[1].decode() if declared else "utf-8"
    return mark + changed[part].encode(encoding, "xmlcharrefreplace")
