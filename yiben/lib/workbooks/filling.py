"""Values put into cells: only those `<c>` change, and what formulas that rest on them had kept. Nothing is built anew.

Words go in as inline strings, so the shared strings stay as they were; formulas stay formulas. One that can't be worked
out here loses its kept value, and the program that opens the file works it out.
"""

from __future__ import annotations

import heapq
import io
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from html import escape
from itertools import groupby
from typing import BinaryIO, NamedTuple, TypeAlias

from yiben.lib.refused import Refused
from yiben.lib.workbooks.formulas import Book, Result
from yiben.lib.workbooks.packing import pack
from yiben.lib.workbooks.parts import attributes, dates_from_1904, tags
from yiben.lib.workbooks.sheets import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    Place,
    Sheet,
    Value,
    Workbook,
    area,
    by_row,
    has_formula,
    letters,
    named,
    opened,
)

LONGEST_TEXT = 32_767
_TYPE = re.compile(r"""\s+(?:t|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")
_EMPTY = re.compile(
    r"""((<c r="([A-Z]{1,3})\d+"(?: s="\d+")?)(?: t="\w+")?\s?"""
    r"""(?:/>|></c>|>(<f[\s>][^<>]*>?[^<>]*</f>)(?:<v>[^<]*</v>|<v\s?/>)?</c>))"""
)
_SPANS = re.compile(r"""\s+spans\s*=\s*(?:"[^"]*"|'[^']*')""")
_FORMULA = re.compile(r"<(?:[\w.-]+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:[\w.-]+:)?f\s*>)")
_DROP_DOWN = re.compile(
    r"<((?:[\w.-]+:)?dataValidation)(?=[\s/>])"
    r"(?:[^<>]*/>|[^<>]*>[^<]*(?:<(?!/?(?:[\w.-]+:)?dataValidation[\s/>])[^<]*)*</\1\s*>)"
)
_REACHES = re.compile(r"""(?P<before>\bsqref\s*=\s*["']|<(?:[\w.-]+:)?sqref>)(?P<areas>[^"'<>]*)""")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_Cells: TypeAlias = Mapping[int, Value | Result]


class _Edit(NamedTuple):
    """Text to stand in the place of what lies from start to end."""

    start: int
    end: int
    order: int
    text: str


@dataclass(frozen=True)
class Coming:
    """Rows told one after the other, rising, so that a long list never lies in memory: (row, value by column).
    `area` holds all of them; new rows look like row `like`. Formulas that rest on them lose their kept values."""

    rows: Iterable[tuple[int, Mapping[int, Value]]]
    area: Area
    like: int = 0


def filled(
    data: bytes,
    values: Mapping[str, Mapping[Place, Value]],
    *,
    like: Mapping[str, Mapping[int, int]] | None = None,
    workbook: Workbook | None = None,
) -> bytes:
    """The workbook with these values, by sheet and (row, column). `like` names for a new row one whose looks it takes.

    Raises Refused where a cell has a formula, lies inside a merged one, or can't be in a sheet."""
    out = io.BytesIO()
    fill(out, workbook or opened(data), values, like=like)
    return out.getvalue()


def fill(
    out: BinaryIO,
    workbook: Workbook,
    values: Mapping[str, Mapping[Place, Value]],
    coming: Mapping[str, Coming] | None = None,
    *,
    like: Mapping[str, Mapping[int, int]] | None = None,
) -> None:
    """Write the workbook with these values, and with rows still to come, to a file that can seek. As `filled`."""
    later = coming or {}
    for name, told in values.items():
        _allowed(workbook.sheet(name), told)
    told_or_worked_out: Mapping[str, Mapping[Place, Value | Result]] = values
    changes = {name: by_row(told) for name, told in told_or_worked_out.items()}
    for name, place, result in list(_formulas(workbook, values, later)):
        changes.setdefault(name, {}).setdefault(place[0], {})[place[1]] = result
    epoch = _EPOCH_1904 if dates_from_1904(workbook.package) else _EPOCH_1900
    changed = {}
    for name in {**changes, **later}:
        sheet = workbook.sheet(name)
        patch = _Patch(sheet, epoch, (like or {}).get(name, {}), later.get(name))
        pieces = patch.pieces(changes.get(name, {}))
        changed[sheet.part] = workbook.package.encoded(sheet.part, pieces)
    pack(out, workbook.package, changed)


def _allowed(sheet: Sheet, told: Mapping[Place, Value]) -> None:
    rows = {row for row, _column in told} if sheet.merged else set()
    for one in sheet.merged:
        for row in rows & set(range(one.top, one.bottom + 1)) if one.bottom - one.top < len(rows) else rows:
            for column in range(one.left, min(one.right, one.left + LAST_COLUMN) + 1):
                if (row, column) in told and one.holds((row, column)) and (row, column) != (one.top, one.left):
                    raise Refused(f"{sheet.name}!{named(row, column)} 在合并单元格里，请填左上角那一格")
    for row, column in told:
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            raise Refused(f"{sheet.name}!({row}, {column}) 超出了表格的范围")


def _formulas(
    workbook: Workbook, values: Mapping[str, Mapping[Place, Value]], coming: Mapping[str, Coming]
) -> Iterator[tuple[str, Place, Result]]:
    """Each formula whose kept value doesn't hold any more, with what it comes to now."""
    if not any(sheet.has_formulas for sheet in workbook.sheets):
        return
    for name, cell, result in Book(workbook, values, {name: one.area for name, one in coming.items()}).changed():
        holds = result.known and not result.fault and type(result.value) is type(cell.value)
        if not holds or result.value != cell.value:
            yield name, (cell.row, cell.column), result


@dataclass
class _Patch:
    """What changes in one sheet's text."""

    sheet: Sheet
    epoch: datetime
    like: Mapping[int, int]
    coming: Coming | None
    px: str = field(init=False)
    _looked: dict[int, dict[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.px = self.sheet.data["px"] or ""

    def _model(self, row: int) -> int:
        return self.like.get(row, 0) or (self.coming.like if self.coming else 0)

    def pieces(self, told: Mapping[int, _Cells]) -> Iterator[str]:
        """The sheet's new text, row by row."""
        edits = self._edits(_merged(sorted(told.items()), self.coming.rows if self.coming else ()))
        if not self._rising:
            edits = iter(sorted(edits))
        text, at = self.sheet.text, 0
        for edit in (*self._reach(told), *self._opened()):
            yield text[at : edit.start] + edit.text
            at = edit.end
        for edit in edits:
            yield text[at : edit.start]
            yield edit.text
            at = edit.end
        if self.sheet.data["empty"]:
            yield f"</{self.px}sheetData>"
        yield self._choices_grown(text[at:])

    def _choices_grown(self, tail: str) -> str:
        """What stands behind the rows, with drop-downs that reach down to the new rows where their model has one."""
        last: dict[int, int] = {}
        for row, model in self.like.items():
            last[model] = max(row, last.get(model, 0))
        if self.coming is not None and self.coming.like:
            last[self.coming.like] = max(self.coming.area.bottom, last.get(self.coming.like, 0))
        if not last:
            return tail
        return _DROP_DOWN.sub(lambda one: _REACHES.sub(lambda found: _grown(found, last), one[0]), tail)

    def _opened(self) -> Iterator[_Edit]:
        if self.sheet.data["empty"]:
            yield _Edit(self.sheet.data.start(), self.sheet.data.end(), 0, f"<{self.px}sheetData>")

    @cached_property
    def _rising(self) -> bool:
        """Whether the rows stand in their order, as they should."""
        return self._numbers == list(self.sheet.rows)

    @cached_property
    def _numbers(self) -> list[int]:
        return sorted(self.sheet.rows)

    def _edits(self, rows: Iterable[tuple[int, _Cells]]) -> Iterator[_Edit]:
        for row, told in rows:
            if row in self.sheet.rows:
                yield _Edit(*self.sheet.rows[row], row, self._row_filled(row, told))
            elif made := self._cells_made(row, told, self._model(row)):
                place = self._place_of(row)
                yield _Edit(place, place, row, self._row(row, made))

    def _place_of(self, row: int) -> int:
        """Where a new row is to stand: before the next one, or behind all."""
        later = bisect_right(self._numbers, row)
        return self.sheet.rows[self._numbers[later]][0] if later < len(self._numbers) else self.sheet.data_end

    def _row_filled(self, row: int, told: _Cells) -> str:
        """A row that is there, with its cells filled."""
        return self._empties_filled(row, told) or self._cells_filled(row, told)

    def _empties_filled(self, row: int, told: _Cells) -> str:
        """The row where all these cells stand empty in the manner of most writers: at a tenth of the cost."""
        if self.sheet.scanned is not self.sheet.text:
            return ""
        waiting = {letters(column): value for column, value in told.items()}
        # Split at each cell: what stands before it, the cell as it was, its opening, its column, its formula.
        pieces: list[str] = _EMPTY.split(self.sheet.text[slice(*self.sheet.rows[row])])
        for at in range(1, len(pieces), 5):
            value = waiting.pop(pieces[at + 2], None)
            opening, column, formula = pieces[at + 1 : at + 4]
            pieces[at + 1] = pieces[at + 2] = pieces[at + 3] = ""
            if formula is not None or type(value) is Result:
                pieces[at] = self._formula_kept((pieces[at], opening, column, formula), value, waiting)
            elif type(value) is Decimal:
                said = str(value)
                pieces[at] = f"{opening}><v>{said if said.isdigit() and len(said) < 16 else _digits(value)}</v></c>"
            elif value is not None:
                kind, inside = self._said(value, "")
                pieces[at] = f"{opening}{kind}>{inside}</c>" if inside else pieces[at]
        return "" if waiting else "".join(pieces)

    def _formula_kept(
        self, cell: tuple[str, str, str, str | None], value: Value | Result, waiting: dict[str, Value | Result]
    ) -> str:
        """A formula with its value; what isn't as it should be waits for the long way."""
        whole, opening, column, formula = cell
        if isinstance(value, Result) and formula is not None:
            kind, said = _result(value)
            kept = f"<v>{said}</v>" if said is not None else ""
            return f"{opening}{kind}>{formula}{kept}</c>"
        if value is not None:
            waiting[column] = value
        return whole

    def _cells_filled(self, row: int, told: _Cells) -> str:
        """The row with its cells replaced, each new one before the next cell of a later column."""
        text, (start, end) = self.sheet.text, self.sheet.rows[row]
        at = self.sheet.tag_end(row)
        tag = text[start:at]
        if tag.endswith("/>"):
            made = self._cells_made(row, told)
            return f"{_SPANS.sub('', tag)[:-2].rstrip()}>{made}</{self.px}row>" if made else tag
        there = list(self.sheet.cells_in(row))
        new = sorted(told.keys() - {column for column, _found in there}, reverse=True)
        pieces = [_SPANS.sub("", tag) if new else tag]
        for column, found in there:
            while new and new[-1] < column:
                pieces += (text[at : found.start()], self._made(row, new[-1], told[new.pop()]))
                at = found.start()
            if column in told:
                pieces += (text[at : found.start()], self._replaced(row, column, found, told[column]))
                at = found.end()
        last = text.rindex("</", at, end)
        pieces += (text[at:last], *(self._made(row, column, told[column]) for column in reversed(new)), text[last:end])
        return "".join(pieces)

    def _replaced(self, row: int, column: int, found: re.Match[str], value: Value | Result) -> str:
        px, rest, inside = found["px"], found["rest"], found["inside"] or ""
        kept = rest[:-1].rstrip() if rest.endswith("/") else rest.rstrip()
        if "=" in kept and ("t" in kept or "vm" in kept):
            kept = _TYPE.sub("", kept)
        if isinstance(value, Result):
            return _kept_anew(px, kept, self.sheet.text[slice(*found.span("inside"))], value)
        if has_formula(inside):
            raise Refused(f"{self.sheet.name}!{named(row, column)} 是公式，不能填数")
        kind, said = self._said(value, px)
        return f"<{px}c{kept}{kind}>{said}</{px}c>" if said else f"<{px}c{kept}/>"

    def _cells_made(self, row: int, told: _Cells, model: int = 0) -> str:
        """New cells; in a row that looks like its model, empty ones as well, for their frames."""
        if not any(value is not None for value in told.values()):
            return ""
        looks = self._looks(model)
        both = sorted({*told, *looks})
        return "".join(
            self._made(row, column, told.get(column)) or looks.get(column, "").replace("#", str(row)) for column in both
        )

    def _looks(self, model: int) -> dict[int, str]:
        """Empty cells of a row that looks like this one, by column; "#" stands for the row's number."""
        if model not in self._looked:
            cells = self.sheet.cells_in(model) if model in self.sheet.rows else ()
            styles = {column: self.sheet.cells[model, column].style for column, _found in cells}
            self._looked[model] = {
                column: f'<{self.px}c r="{letters(column)}#" s="{style}"/>' for column, style in styles.items() if style
            }
        return self._looked[model]

    def _made(self, row: int, column: int, value: Value | Result) -> str:
        if value is None or isinstance(value, Result):
            return ""
        kind, inside = self._said(value, self.px)
        style = self._style(row, column)
        styled = f' s="{style}"' if style else ""
        return f'<{self.px}c r="{named(row, column)}"{styled}{kind}>{inside}</{self.px}c>'

    def _style(self, row: int, column: int) -> int:
        """The looks of a cell that isn't there: its model row's, its row's, its column's."""
        if (like := self._model(row)) and (model := self.sheet.cells.get((like, column))):
            return model.style
        told = self._row_attributes(row)
        if told.get("s", "").isdigit() and told.get("customFormat") in ("1", "true"):
            return int(told["s"])
        return self.sheet.column_styles.get(column, 0)

    def _row_attributes(self, row: int) -> dict[str, str]:
        if row not in self.sheet.rows:
            return {}
        return attributes(self.sheet.text[self.sheet.rows[row][0] : self.sheet.tag_end(row)])

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

    def _row(self, row: int, made: str) -> str:
        told = self._row_attributes(self._model(row))
        looks = "".join(
            f' {name}="{escape(told[name])}"' for name in ("s", "customFormat", "ht", "customHeight") if name in told
        )
        return f'<{self.px}row r="{row}"{looks}>{made}</{self.px}row>'

    def _reach(self, told: Mapping[int, _Cells]) -> Iterator[_Edit]:
        """The part's own word on how far it reaches, where a new cell lies beyond."""
        tag = next(tags(self.sheet.text[: self.sheet.data.start()], "dimension"), None)
        known = area(attributes(tag).get("ref", "")) if tag else None
        if tag is None or known is None:
            return
        columns = {column for cells in told.values() for column in cells}
        ends = [(min(told), min(columns)), (max(told), max(columns))] if columns else []
        ends += [self.coming.area[:2], self.coming.area[2:]] if self.coming else []
        if all(known.holds(place) for place in ends):
            return
        down, right = zip(*ends, known[:2], known[2:], strict=True)
        found = re.search(r"""(\bref\s*=\s*)(["'])[^"']*["']""", tag[0])
        assert found is not None
        whole = f"{named(min(down), min(right))}:{named(max(down), max(right))}"
        yield _Edit(tag.start(), tag.end(), 0, f'{tag[0][: found.start()]}{found[1]}"{whole}"{tag[0][found.end() :]}')


def _grown(found: re.Match[str], last: Mapping[int, int]) -> str:
    """Areas that hold a model row, down to the last row that looks like it."""
    areas = []
    for words in found["areas"].split():
        one = area(words)
        bottom = max((to for model, to in last.items() if one and one.top <= model <= one.bottom < to), default=0)
        areas.append(f"{named(one.top, one.left)}:{named(bottom, one.right)}" if one and bottom else words)
    return found["before"] + " ".join(areas)


def _merged(
    told: Iterable[tuple[int, _Cells]], coming: Iterable[tuple[int, Mapping[int, Value]]]
) -> Iterator[tuple[int, _Cells]]:
    """Rows told and rows to come as one; what was told of a cell goes before what comes."""
    if not coming:
        yield from told
        return
    both = heapq.merge(((row, 1, cells) for row, cells in told), ((row, 0, cells) for row, cells in coming), key=_order)
    for row, some in groupby(both, key=lambda one: one[0]):
        whole: dict[int, Value | Result] = {}
        for _row, _which, cells in some:
            whole |= cells
        yield row, whole


def _order(one: tuple[int, int, object]) -> tuple[int, int]:
    return one[:2]


def _kept_anew(px: str, kept: str, inside: str, result: Result) -> str:
    """A formula's kept value as it is now; none where it can't be worked out here."""
    formula = _FORMULA.search(inside)
    assert formula is not None
    kind, said = _result(result)
    value = f"<{px}v>{said}</{px}v>" if said is not None else ""
    return f"<{px}c{kept}{kind}>{formula[0]}{value}</{px}c>"


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
