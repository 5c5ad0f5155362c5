"""The grid of a sheet: cells with their values and the place of each in the part's text (ECMA-376 Part 1, §18.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from html import escape, unescape
from typing import NamedTuple, TypeAlias, TypeVar
from xml.parsers import expat

from yiben.lib.refused import Refused
from yiben.lib.workbooks import parts
from yiben.lib.workbooks.parts import DAMAGED, Package, attributes, tags

Value: TypeAlias = str | Decimal | bool | date | datetime | None
Place: TypeAlias = tuple[int, int]
Told = TypeVar("Told")

MOST_CELLS = 3_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
DEEPEST_LOOKS = 5000
"""A sheet of fifty thousand bordered rows has half a million cells that say nothing."""

# No "<" stands inside a tag, so that every try ends at the next one: what is broken costs no more than what is whole.
_ATTRIBUTES = r"""(?:[^<>"']*(?:(?:"[^<"]*"|'[^<']*')[^<>"']*)*)"""
_ROW = re.compile(rf"<(?:[\w.-]+:)?row(?=[\s/>])(?P<rest>{_ATTRIBUTES})>")
_ROW_END = re.compile(r"</(?:[\w.-]+:)?row\s*>")
_CELL = re.compile(
    rf"<(?P<px>(?:[\w.-]+:)?)c(?=[\s/>])(?P<rest>{_ATTRIBUTES})>"
    r"(?:(?<=/>)|(?P<inside>[^<]*(?:<(?!/?(?:[\w.-]+:)?c[\s/>])[^<]*)*)</(?P=px)c\s*>)"
)
_HIDDEN_FROM_SCANS = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.S)
_AS_DATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
_FORMULA_OPENS = re.compile(r"<(?:[\w.-]+:)?f[\s/>]")
_PLAIN_FORMULA = re.compile(
    r'<c r="(?P<column>[A-Z]{1,3})\d+"(?: s="(?P<style>\d+)")?>'
    "<f>(?P<text>[^<]*)</f>(?:<v>(?P<value>[^<]*)</v>|<v ?/>)?</c>"
)
"""As nearly every writer writes a formula that comes to a number."""
_FORMULAS = tuple(f"{before}f{after}" for before in "<:" for after in "> /")
_V = re.compile(r"<(?:[\w.-]+:)?v(?:\s[^>]*)?>([^<]*)<")
_F = re.compile(r"""<(?:[\w.-]+:)?f(?=[\s/>])(?P<rest>(?:[^>"']|"[^"]*"|'[^']*')*)>(?:(?P<text>[^<]*)</)?""")
_DATA = re.compile(r"<(?P<px>[\w.-]+:)?sheetData\s*(?P<empty>/?)>")
_DATA_END = re.compile(r"</(?:[\w.-]+:)?sheetData\s*>")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_R = re.compile(r"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_NUMBER = re.compile(r"""\br\s*=\s*["'](\d{1,7})["']""")
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


class Cell(NamedTuple):
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
    """Cells with a drop-down, and what may be chosen there where the list stands in the rule itself; else `source`
    says where it stands."""

    areas: tuple[Area, ...]
    options: tuple[str, ...]
    source: str = ""


@dataclass
class Sheet:
    """A sheet's part as text; what stands in it is read when it is asked for."""

    name: str
    part: str
    hidden: bool
    text: str = field(repr=False)
    reader: Reader = field(repr=False)
    _of_rows: dict[int, dict[int, Cell]] = field(default_factory=dict, repr=False)

    @cached_property
    def cells(self) -> dict[Place, Cell]:
        return {(cell.row, cell.column): cell for cell in self.reader.cells(self)}

    def cells_of(self, row: int) -> dict[int, Cell]:
        """The cells of one row, by column, read when they are asked for."""
        if row not in self._of_rows:
            some = self.cells_in(row) if row in self.rows else ()
            self._of_rows[row] = {column: self.reader.cell(self, row, column, found) for column, found in some}
        return self._of_rows[row]

    @cached_property
    def formulas(self) -> dict[Place, Cell]:
        """The cells with a formula, the others unread."""
        if not self.has_formulas:
            return {}
        found: dict[Place, Cell] = {}
        opening = f"<{self.data['px'] or ''}f"
        for row, (start, end) in self.rows.items():
            if self.scanned.find(opening, start, end) >= 0:
                found |= self._formulas_of(row)
        return found

    def _formulas_of(self, row: int) -> dict[Place, Cell]:
        """Each formula's cell is looked for backwards from it; where places are left out all must be counted."""
        start, end = self.rows[row]
        found: dict[Place, Cell] = {}
        for formula in _FORMULA_OPENS.finditer(self.scanned, start, end):
            plain = _PLAIN_FORMULA.match(self.text, self.text.rfind("<c ", start, formula.start()))
            if plain is not None and "&" not in plain["text"] and self.scanned is self.text:
                column = column_of(plain["column"])
                found[row, column] = self.reader.plain_formula(row, column, plain)
                continue
            cell = _CELL.match(self.scanned, self.scanned.rfind(f"<{self.data['px'] or ''}c ", start, formula.start()))
            place = _R.search(cell["rest"]) if cell else None
            if cell is None or place is None:
                cells = self.cells_of(row).values()
                return {(row, cell.column): cell for cell in cells if cell.formula is not None}
            column = column_of(place[1])
            found[row, column] = self.reader.cell(self, row, column, cell)
        return found

    @cached_property
    def rows(self) -> dict[int, tuple[int, int]]:
        """Where each `<row>` stands: from its tag to the end of its closing tag."""
        return dict(self._rows())

    def _rows(self) -> Iterator[tuple[int, tuple[int, int]]]:
        number, at, end = 0, self.data.end(), self.data_end
        closing = f"</{self.data['px'] or ''}row>"
        while found := _ROW.search(self.scanned, at, end):
            rest = found["rest"]
            told = _NUMBER.search(rest)
            number, at = int(told[1]) if told else number + 1, found.end()
            if not rest.endswith("/"):
                close = self.scanned.find(closing, at, end) + len(closing)
                at = close if close >= len(closing) else self._row_end(at)
            yield number, (found.start(), at)

    def _row_end(self, at: int) -> int:
        found = _ROW_END.search(self.scanned, at, self.data_end)
        return found.end() if found else self.data_end

    def tag_end(self, row: int) -> int:
        """Where the opening tag of a row ends."""
        found = _ROW.match(self.text, self.rows[row][0])
        assert found is not None
        return found.end()

    def cells_in(self, row: int) -> Iterator[tuple[int, re.Match[str]]]:
        """The cells of a row as they are written, with their columns: one without a place stands behind the last."""
        column = 0
        for found in _CELL.finditer(self.scanned, self.tag_end(row), self.rows[row][1]):
            place = _R.search(found["rest"])
            column = column_of(place[1]) if place else column + 1
            yield column, found

    @cached_property
    def scanned(self) -> str:
        """The text with remarks and character data blanked out, so that every place stays."""
        if "<!" not in self.text:
            return self.text
        return _HIDDEN_FROM_SCANS.sub(lambda found: " " * len(found[0]), self.text)

    @cached_property
    def data(self) -> re.Match[str]:
        """The tag of the cells' part."""
        found = _DATA.search(self.text)
        assert found is not None, "a sheet without data is not opened"
        return found

    @cached_property
    def data_end(self) -> int:
        """Where the cells' part is closed."""
        found = None if self.data["empty"] else _DATA_END.search(self.text, self.data.end())
        return found.start() if found else self.data.end()

    @cached_property
    def has_formulas(self) -> bool:
        return has_formula(self.text)

    @cached_property
    def merged(self) -> list[Area]:
        found = (area(attributes(tag).get("ref", "")) for tag in tags(self._after, "mergeCell"))
        return [one for one in found if one]

    @cached_property
    def choices(self) -> list[Choice]:
        rules = re.finditer(
            r"<(?:[\w.-]+:)?dataValidation(?=[\s/>])(?P<rest>[^<>]*)(?<!/)>"
            r"(?P<inside>[^<]*(?:<(?!/?(?:[\w.-]+:)?dataValidation[\s/>])[^<]*)*)</",
            self._after,
        )
        return [_choice(attributes(rule["rest"]), rule["inside"]) for rule in rules]

    @cached_property
    def hidden_rows(self) -> set[int]:
        found = set()
        for number, (start, _end) in self.rows.items():
            tag = self.text[start : self.text.index(">", start)]
            if "hidden" in tag and attributes(tag).get("hidden") in ("1", "true"):
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
        head = self.text[: self.data.start()]
        told = (attributes(tag) for tag in tags(head, "col"))
        return [one for one in told if one.get("min", "").isdigit() and one.get("max", "").isdigit()]

    @cached_property
    def _after(self) -> str:
        """What follows the cells: merges, drop-downs, printing."""
        return self.text[self.data_end :]

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
    reader = Reader(package)
    wanted = [one for one in parts.listed(package) if only in (None, one.name)]
    return Workbook(package, [reader.sheet(one) for one in wanted])


class Reader:
    """What a workbook's cells are read with: its texts, its formats, the day that its days count from."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.seen = 0

    @cached_property
    def texts(self) -> list[str]:
        return parts.shared_texts(self.package)

    @cached_property
    def formats(self) -> list[str]:
        return parts.formats(self.package)

    @cached_property
    def epoch(self) -> datetime:
        return datetime(1904, 1, 1) if parts.dates_from_1904(self.package) else datetime(1899, 12, 30)

    def sheet(self, listed: parts.Listed) -> Sheet:
        text = self.package.text(listed.part)
        if _DATA.search(text) is None:
            raise Refused(DAMAGED)
        if "<!" in text:
            _well_formed(text)
        self._count(text)
        return Sheet(listed.name, listed.part, listed.hidden, text, self)

    def _count(self, text: str) -> None:
        self.seen += sum(text.count(f"{before}c{after}") for before in "<:" for after in "> /")
        if self.seen > MOST_CELLS:
            raise Refused(f"表格超过 {MOST_CELLS} 个单元格，请拆分后上传")

    def cells(self, sheet: Sheet) -> Iterator[Cell]:
        """The cells in their order. Far below, where nothing but looks is left, only those that say something."""
        for row in sheet.rows:
            for column, found in sheet.cells_in(row):
                if row <= DEEPEST_LOOKS or found["inside"]:
                    yield self.cell(sheet, row, column, found)

    def cell(self, sheet: Sheet, row: int, column: int, found: re.Match[str]) -> Cell:
        tag = found["rest"]
        styled, typed = _S.search(tag), _T.search(tag)
        style = int(styled[1]) if styled else 0
        shows = self.formats[style] if style < len(self.formats) else ""
        inside = found["inside"] or ""
        if inside and sheet.scanned is not sheet.text:
            inside = _AS_DATA.sub(lambda data: escape(data[1]), sheet.text[slice(*found.span("inside"))])
        formula = _formula(inside) if "f" in inside else None
        value = self._value(typed[1] if typed else "n", inside, shows) if inside else None
        return Cell(row, column, value, style, formula, found.span(), shows)

    def plain_formula(self, row: int, column: int, found: re.Match[str]) -> Cell:
        style, said = int(found["style"] or 0), found["value"]
        shows = self.formats[style] if style < len(self.formats) else ""
        value = self._number(said, shows) if said and said.strip() else None
        return Cell(row, column, value, style, Formula(found["text"]), found.span(), shows)

    def _value(self, kind: str, inside: str, shows: str) -> Value:
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


def _well_formed(text: str) -> None:
    """Refused where remarks and character data don't end: blanking them out rests on it."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_document_type
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, UnicodeError) as error:
        raise Refused(DAMAGED) from error


def _no_document_type(*_said: object) -> None:
    raise Refused(DAMAGED)


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
    """A rule as it stands in the sheet, or (x14) in its extension: there cells and formula have tags of their own."""
    where = told.get("sqref", "") or _inside(r"sqref\s*>([^<]*)<", inside)
    areas = tuple(found for word in where.split() if (found := area(word)))
    source = _inside(r"formula1\s*>(?:\s*<(?:[\w.-]+:)?f\s*>)?([^<]*)<", inside) if told.get("type") == "list" else ""
    words = source[1:-1].split(",") if source.startswith('"') else []
    return Choice(areas, tuple(word.strip() for word in words), source.lstrip("="))


def _inside(shape: str, text: str) -> str:
    found = re.search(shape, text)
    return unescape(found[1]).strip() if found else ""


def by_row(told: Mapping[Place, Told]) -> dict[int, dict[int, Told]]:
    """What is told of cells, by row and column."""
    rows: dict[int, dict[int, Told]] = {}
    for (row, column), value in told.items():
        rows.setdefault(row, {})[column] = value
    return rows


def has_formula(text: str) -> bool:
    return any(mark in text for mark in _FORMULAS)


def meet(one: Area, other: Area) -> bool:
    """Whether two areas have a cell in common."""
    apart = one.bottom < other.top or other.bottom < one.top or one.right < other.left or other.right < one.left
    return not apart


@lru_cache(maxsize=8192)
def area(words: str) -> Area | None:
    """B3:D7 or B3 as rows and columns; None where it is neither."""
    ends = [_REFERENCE.fullmatch(word) for word in words.split(":")]
    if not 1 <= len(ends) <= 2 or None in ends:
        return None
    (left, top), (right, bottom) = ((column_of(end[1]), int(end[2])) for end in (ends[0], ends[-1]) if end is not None)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def at(words: str) -> Place:
    """(5, 2) of B5."""
    found = _REFERENCE.fullmatch(words)
    if found is None:
        raise ValueError(f"no cell: {words[:20]}")
    return int(found[2]), column_of(found[1])


def named(row: int, column: int) -> str:
    """B5 of (5, 2)."""
    return f"{letters(column)}{row}"


@lru_cache(maxsize=4096)
def letters(column: int) -> str:
    """AB of 28."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


@lru_cache(maxsize=4096)
def column_of(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
