"""The grid of a sheet: cells with their values and the place of each in the part's text (ECMA-376 Part 1, §18.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property
from html import unescape
from typing import NamedTuple, TypeAlias

from yiben.lib.refused import Refused
from yiben.lib.workbooks import parts
from yiben.lib.workbooks.parts import Package, attributes, tags

Value: TypeAlias = str | Decimal | bool | date | datetime | None
Place: TypeAlias = tuple[int, int]

MOST_CELLS = 3_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_ROW = r"""<(?P<px>[\w.-]+:)?row(?=[\s/>])(?P<row>(?:[^>"']|"[^"]*"|'[^']*')*)>"""
_CELL = r"""<(?:[\w.-]+:)?c(?=[\s/>])(?P<cell>(?:[^>"']|"[^"]*"|'[^']*')*)>"""
_STEP = re.compile(f"{_ROW}|{_CELL}|<!--.*?-->", re.S)
_CELL_END = re.compile(r"</(?:[\w.-]+:)?c\s*>")
_ROW_END = re.compile(r"</(?:[\w.-]+:)?row\s*>")
_V = re.compile(r"<(?:[\w.-]+:)?v(?:\s[^>]*)?>([^<]*)<")
_F = re.compile(r"""<(?:[\w.-]+:)?f(?=[\s/>])(?P<rest>(?:[^>"']|"[^"]*"|'[^']*')*)>(?:(?P<text>[^<]*)</)?""")
_DATA = re.compile(r"<(?P<px>[\w.-]+:)?sheetData\s*(?P<empty>/?)>")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_R = re.compile(r"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_S = re.compile(r"""\bs\s*=\s*["'](\d{1,6})["']""")
_T = re.compile(r"""\bt\s*=\s*["'](\w+)["']""")


class Area(NamedTuple):
    """Rows and columns from–to, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, place: Place) -> bool:
        row, column = place
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell's formula; a shared one names the cell that has its text (`group`), an array fills an area."""

    text: str = ""
    group: str | None = None
    array: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One `<c>`: its value as stored, the index of its style, its formula, and its span in the sheet's text."""

    row: int
    column: int
    value: Value
    style: int
    formula: Formula | None
    span: tuple[int, int]
    shows: str = ""


@dataclass(frozen=True)
class Choice:
    """Cells with a drop-down, and what may be chosen there where the list stands in the rule itself."""

    areas: tuple[Area, ...]
    options: tuple[str, ...]


@dataclass
class Sheet:
    name: str
    part: str
    hidden: bool
    text: str = field(repr=False)
    cells: dict[Place, Cell] = field(repr=False)
    rows: dict[int, tuple[int, int]] = field(repr=False)
    """Where each `<row>` stands: from its tag to the end of its closing tag."""

    @cached_property
    def merged(self) -> list[Area]:
        found = (area(attributes(tag).get("ref", "")) for tag in tags(self._after, "mergeCell"))
        return [one for one in found if one]

    @cached_property
    def choices(self) -> list[Choice]:
        rules = re.finditer(
            r"<(?:[\w.-]+:)?dataValidation(?=[\s/>])(?P<rest>[^>]*)>(?P<inside>.*?)</(?:[\w.-]+:)?dataValidation\s*>",
            self._after,
            re.S,
        )
        return [_choice(attributes(rule["rest"]), rule["inside"]) for rule in rules]

    @cached_property
    def hidden_rows(self) -> set[int]:
        found = set()
        for number, (start, _end) in self.rows.items():
            told = attributes(self.text[start : self.text.index(">", start)])
            if told.get("hidden") in ("1", "true"):
                found.add(number)
        return found

    @cached_property
    def hidden_columns(self) -> set[int]:
        found: set[int] = set()
        for told in self._columns():
            if told.get("hidden") in ("1", "true"):
                found |= set(range(int(told["min"]), min(int(told["max"]), LAST_COLUMN) + 1))
        return found

    @cached_property
    def column_styles(self) -> dict[int, int]:
        """The style of columns as wholes, which a cell that isn't there would have."""
        found: dict[int, int] = {}
        for told in self._columns():
            if "style" in told and int(told["max"]) - int(told["min"]) < 256:
                found |= dict.fromkeys(range(int(told["min"]), int(told["max"]) + 1), int(told["style"]))
        return found

    def _columns(self) -> list[dict[str, str]]:
        head = self.text[: self._data.start()]
        told = (attributes(tag) for tag in tags(head, "col"))
        return [one for one in told if one.get("min", "").isdigit() and one.get("max", "").isdigit()]

    @cached_property
    def _data(self) -> re.Match[str]:
        found = _DATA.search(self.text)
        assert found is not None, "a sheet without data is not opened"
        return found

    @cached_property
    def _after(self) -> str:
        """What follows the cells: merges, drop-downs, printing."""
        last = max((end for _start, end in self.rows.values()), default=self._data.end())
        return self.text[last:]

    @property
    def bottom(self) -> int:
        return max((row for row, _column in self.cells), default=0)

    @property
    def right(self) -> int:
        return max((column for _row, column in self.cells), default=0)

    def value(self, row: int, column: int) -> Value:
        cell = self.cells.get((row, column))
        return cell.value if cell else None


@dataclass
class Workbook:
    package: Package
    sheets: list[Sheet]

    def sheet(self, name: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.name == name)


def opened(data: bytes, *, only: str | None = None) -> Workbook:
    """The workbook with its grids. Raises Refused with a sentence where it can't be read."""
    package = Package(data)
    reader = _Reader(parts.shared_texts(package), parts.formats(package), parts.dates_from_1904(package))
    wanted = [one for one in parts.listed(package) if only in (None, one.name)]
    sheets = [reader.sheet(one.name, one.part, one.hidden, package.text(one.part)) for one in wanted]
    return Workbook(package, sheets)


class _Reader:
    def __init__(self, texts: list[str], formats: list[str], from_1904: bool) -> None:
        self.texts, self.formats = texts, formats
        self.epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
        self.seen = 0

    def sheet(self, name: str, part: str, hidden: bool, text: str) -> Sheet:
        data = _DATA.search(text)
        if data is None:
            raise Refused("表格文件已损坏或不完整，请用 WPS 或 Excel 打开后另存为 .xlsx 再上传")
        cells: dict[Place, Cell] = {}
        rows: dict[int, tuple[int, int]] = {}
        if not data["empty"]:
            for cell in self._walk(text, data.end(), rows):
                cells[cell.row, cell.column] = cell
        return Sheet(name, part, hidden, text, cells, rows)

    def _walk(self, text: str, at: int, rows: dict[int, tuple[int, int]]) -> Iterator[Cell]:
        """The cells in their order; what carries no place of its own stands behind its neighbour (§18.3.1.4)."""
        row = column = 0
        last = re.compile(r"</(?:[\w.-]+:)?sheetData\s*>").search(text, at)
        end = last.start() if last else len(text)
        while step := _STEP.search(text, at, end):
            at = step.end()
            if step["row"] is not None:
                row, column = int(attributes(step["row"]).get("r") or row + 1), 0
                closed = step["row"].endswith("/")
                found = None if closed else _ROW_END.search(text, at, end)
                rows[row] = (step.start(), at if closed or not found else found.end())
            elif step["cell"] is not None:
                closed = step["cell"].endswith("/")
                found = None if closed else _CELL_END.search(text, at, end)
                stop = at if found is None else found.end()
                cell = self._cell(
                    step["cell"],
                    "" if found is None else text[at : found.start()],
                    row,
                    column + 1,
                    (step.start(), stop),
                )
                row, column, at = cell.row, cell.column, stop
                self._count()
                yield cell

    def _count(self) -> None:
        self.seen += 1
        if self.seen > MOST_CELLS:
            raise Refused(f"表格超过 {MOST_CELLS} 个单元格，请拆分后上传")

    def _cell(self, tag: str, inside: str, row: int, column: int, span: tuple[int, int]) -> Cell:
        place, styled, typed = _R.search(tag), _S.search(tag), _T.search(tag)
        if place is not None:
            row, column = int(place[2]), _column(place[1])
        style = int(styled[1]) if styled else 0
        shows = self.formats[style] if style < len(self.formats) else ""
        formula = _formula(inside) if "f" in inside else None
        return Cell(row, column, self._value(typed[1] if typed else "n", inside, shows), style, formula, span, shows)

    def _value(self, kind: str, inside: str, shows: str) -> Value:
        if not inside:
            return None
        if kind == "inlineStr":
            return parts.joined_text(inside) or None
        found = _V.search(inside)
        if found is None or not found[1].strip():
            return None
        said = found[1]
        match kind:
            case "s":
                index = int(said) if said.strip().isdigit() else -1
                return self.texts[index] or None if 0 <= index < len(self.texts) else None
            case "str" | "e":
                return unescape(said)
            case "b":
                return said.strip() == "1"
            case "d":
                return unescape(said)
        return self._number(said, shows)

    def _number(self, said: str, shows: str) -> Value:
        try:
            number = _exact(said)
        except InvalidOperation:
            return unescape(said)
        if shows != "date" or not 0 <= number < 2_958_466:
            return number
        moment = self.epoch + timedelta(days=float(number))
        return moment.date() if number == int(number) else moment.replace(microsecond=0)


def _exact(said: str) -> Decimal:
    """The number that was typed: a spreadsheet keeps fifteen digits, and writes 0.1 as 0.10000000000000001."""
    number = Decimal(said.strip())
    if not number.is_finite():
        raise InvalidOperation
    return Decimal(format(float(number), ".15g")) if len(number.as_tuple().digits) > 15 else number


def _formula(inside: str) -> Formula | None:
    found = _F.search(inside)
    if found is None:
        return None
    told = attributes(found["rest"])
    group = told.get("si") if told.get("t") == "shared" else None
    return Formula(unescape(found["text"] or ""), group, told.get("t") in ("array", "dataTable"))


def _choice(told: dict[str, str], inside: str) -> Choice:
    areas = tuple(found for word in told.get("sqref", "").split() if (found := area(word)))
    listed = re.search(r'formula1\s*>\s*(?:&quot;|")([^<]*?)(?:&quot;|")\s*<', inside)
    options = tuple(word.strip() for word in unescape(listed[1]).split(",")) if listed else ()
    return Choice(areas, options if told.get("type") == "list" else ())


def area(words: str) -> Area | None:
    """B3:D7 or B3 as rows and columns; None where it is neither."""
    ends = [_REFERENCE.fullmatch(word) for word in words.split(":")]
    if not 1 <= len(ends) <= 2 or None in ends:
        return None
    (left, top), (right, bottom) = ((_column(end[1]), int(end[2])) for end in (ends[0], ends[-1]) if end is not None)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def at(words: str) -> Place:
    """(5, 2) of B5."""
    found = _REFERENCE.fullmatch(words)
    if found is None:
        raise ValueError(f"no cell: {words[:20]}")
    return int(found[2]), _column(found[1])


def named(row: int, column: int) -> str:
    """B5 of (5, 2)."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
