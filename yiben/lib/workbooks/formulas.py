"""What a formula comes to, for the few that forms have: sums, shares, comparisons. The rest is left to the program that
opens the file, which works out what has no kept value.

Grammar and order of operators: ECMA-376 Part 1, §18.17. Decimal throughout.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation, localcontext
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

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
    by_row,
    column_of,
    meet,
)

Answer: TypeAlias = Decimal | str | bool | None
Span: TypeAlias = tuple[str, Area]
Key: TypeAlias = tuple[str, int, int]

DEEPEST = 200

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)(?![A-Za-z(])
    |(?P<text>"(?:[^"]|"")*")
    |(?P<ref>(?:'(?P<quoted>(?:[^']|'')+)'!|(?P<sheet>[^\W\d][\w.]*)!)?(?P<cells>\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?))(?![\w(])
    |(?P<name>[A-Za-z_][\w.]*)(?=\()
    |(?P<word>TRUE|FALSE)\b
    |(?P<sign><>|<=|>=|[-+*/^&=<>%(),]))""",
    re.X,
)


class Unknown(Exception):
    """A formula that is not worked out here."""


class Fault(Exception):
    """An error value: #DIV/0! and its like."""


class Token(NamedTuple):
    kind: str
    words: str
    sheet: str = ""


@dataclass(frozen=True)
class Result:
    """What a formula comes to now. `known` tells whether it was worked out here."""

    value: Answer = None
    known: bool = True
    fault: str = ""


class Book:
    """The values of a workbook as they will stand: filled cells first, formulas worked out from them."""

    def __init__(
        self,
        workbook: Workbook,
        filled: Mapping[str, Mapping[Place, Value]],
        coming: Mapping[str, Area] | None = None,
    ) -> None:
        self.sheets: dict[str, Sheet] = {sheet.name: sheet for sheet in workbook.sheets}
        self.filled = {name: by_row(told) for name, told in filled.items()}
        self.coming = coming or {}
        """Areas of which it is known only that they will be filled."""
        self._results: dict[Key, Result] = {}
        self._touched: dict[Key, bool] = {}
        self._groups = {
            (sheet.name, cell.formula.group): cell
            for sheet in workbook.sheets
            for cell in sheet.formulas.values()
            if cell.formula and cell.formula.group is not None and cell.formula.text
        }

    def changed(self) -> Iterator[tuple[str, Cell, Result]]:
        """Each formula that depends on a filled cell, and what it comes to now."""
        for sheet in self.sheets.values():
            plain = self._plain_sums(sheet)
            for place, cell in sheet.formulas.items():
                key = (sheet.name, *place)
                if place in plain:
                    yield sheet.name, cell, self._results[key]
                elif self.depends(key):
                    yield sheet.name, cell, self.result(key)

    def _plain_sums(self, sheet: Sheet) -> set[Place]:
        """The formulas that only add filled cells, which is most in forms, at a third of what the others cost."""
        rows = self.filled.get(sheet.name)
        if not rows:
            return set()
        found = set()
        with localcontext() as context:
            context.prec = 28
            for place, cell in sheet.formulas.items():
                if (total := _plain_sum(cell, rows)) is not None:
                    key = (sheet.name, *place)
                    self._touched[key], self._results[key] = True, Result(total)
                    found.add(place)
        return found

    def _fills(self, key: Key) -> bool:
        name, row, column = key
        return column in self.filled.get(name, _NOTHING).get(row, _NOTHING)

    def depends(self, key: Key, depth: int = 0) -> bool:
        """Whether the cell is filled, or its formula rests on one that is; what can't be seen counts as so."""
        if self._fills(key):
            return True
        cell = self._formula(key)
        if cell is None:
            return False
        if key not in self._touched:
            self._touched[key] = False  # a ring of formulas ends here
            self._touched[key] = depth > DEEPEST or self._rests_on_filled(key[0], cell, depth)
        return self._touched[key]

    def _rests_on_filled(self, sheet: str, cell: Cell, depth: int) -> bool:
        try:
            tokens, shift = self._tokens(sheet, cell)
            spans = [self._span(token, sheet, shift) for token in tokens if token.kind == "ref"]
        except Unknown:
            return True
        return any(self._touches(span, depth) for span in spans)

    def _touches(self, span: Span, depth: int) -> bool:
        name, where = span
        if self._filled_in(name, where) or self._comes_in(span):
            return True
        return any(self.depends((name, *place), depth + 1) for place in self._formulas_in(name, where))

    def _comes_in(self, span: Span) -> bool:
        name, where = span
        return name in self.coming and meet(self.coming[name], where)

    def _filled_in(self, name: str, where: Area) -> bool:
        """Whether any cell of an area is filled."""
        rows = self.filled.get(name, _NOTHING)
        return any(
            where.left <= column <= where.right for row in _within(where, rows) for column in rows.get(row, _NOTHING)
        )

    def _formulas_in(self, name: str, where: Area) -> list[Place]:
        """At the cost of the smaller of area and formulas."""
        sheet = self.sheets.get(name)
        formulas = sheet.formulas if sheet else {}
        if (where.bottom - where.top + 1) * (where.right - where.left + 1) > len(formulas):
            return [place for place in formulas if where.holds(place)]
        rows, columns = range(where.top, where.bottom + 1), range(where.left, where.right + 1)
        return [(row, column) for row in rows for column in columns if (row, column) in formulas]

    def result(self, key: Key, depth: int = 0) -> Result:
        if key not in self._results:
            self._results[key] = Result(known=False)  # a ring of formulas has no answer
            self._results[key] = self._worked_out(key, depth)
        return self._results[key]

    def _worked_out(self, key: Key, depth: int) -> Result:
        cell = self._formula(key)
        if cell is None or depth > DEEPEST:
            return Result(known=False)
        try:
            tokens, shift = self._tokens(key[0], cell)
            with localcontext() as context:
                context.prec = 28
                return Result(_Reading(self, tokens, key[0], shift, depth).whole())
        except (Unknown, RecursionError):
            return Result(known=False)
        except Fault as fault:
            return Result(fault=str(fault))
        except (DivisionByZero, InvalidOperation):
            return Result(fault="#DIV/0!")

    def answer(self, key: Key, depth: int) -> Answer:
        """What a cell says. Raises Unknown, Fault."""
        name, row, column = key
        if self._fills(key):
            return _answer(self.filled[name][row][column])
        if name in self.coming and self.coming[name].holds((row, column)):
            raise Unknown
        if not self.depends(key):
            sheet = self.sheets.get(name)
            cell = sheet.cells_of(row).get(column) if sheet else None
            return _answer(cell.value) if cell else None
        result = self.result(key, depth + 1)
        if not result.known:
            raise Unknown
        if result.fault:
            raise Fault(result.fault)
        return result.value

    def answers(self, span: Span, depth: int) -> list[Answer]:
        """What the cells of an area say, those that say something."""
        name, where = span
        sheet = self.sheets.get(name)
        if sheet is None or self._comes_in(span):
            raise Unknown
        rows = self.filled.get(name, _NOTHING)
        if (told := _all_of(where, rows)) is not None:
            return [_answer(value) for value in told if value is not None]
        places = [
            (row, column)
            for row in sorted({*_within(where, sheet.rows), *_within(where, rows)})
            for column in sorted({*sheet.cells_of(row), *rows.get(row, _NOTHING)})
            if where.left <= column <= where.right
        ]
        found = (self.answer((name, *place), depth) for place in places)
        return [answer for answer in found if answer is not None]

    def _formula(self, key: Key) -> Cell | None:
        sheet = self.sheets.get(key[0])
        return sheet.formulas.get((key[1], key[2])) if sheet else None

    def _tokens(self, sheet: str, cell: Cell) -> tuple[list[Token], Place]:
        """The formula's tokens, and how far a shared one is moved from the cell that has its text."""
        formula = cell.formula
        assert formula is not None
        if formula.array:
            raise Unknown
        first = cell if formula.group is None else self._groups.get((sheet, formula.group), cell)
        assert first.formula is not None
        return _tokens(first.formula.text), (cell.row - first.row, cell.column - first.column)

    def _span(self, token: Token, sheet: str, shift: Place) -> Span:
        return token.sheet or sheet, _moved(token.words, shift)


_NOTHING: dict[Any, Any] = {}
_SUM = re.compile(r"SUM\(([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\)")


def _plain_sum(cell: Cell, rows: Mapping[int, Mapping[int, Value]]) -> Decimal | None:
    """What =SUM(B3:K3) comes to where it is filled with numbers throughout."""
    formula = cell.formula
    if formula is None or formula.group is not None or formula.array or not (found := _SUM.fullmatch(formula.text)):
        return None
    left, top, right, bottom = found.groups()
    where = Area(int(top), column_of(left), int(bottom), column_of(right))
    told = _all_of(where, rows) if where.top <= where.bottom and where.left <= where.right else None
    numbers = [value for value in told or () if type(value) is Decimal]
    return sum(numbers, Decimal(0)) if told and len(numbers) == len(told) else None


def _within(where: Area, rows: Mapping[int, object]) -> Iterable[int]:
    """Those rows of an area that are there, at the cost of the smaller of both."""
    if where.bottom - where.top < len(rows):
        return [row for row in range(where.top, where.bottom + 1) if row in rows]
    return [row for row in rows if where.top <= row <= where.bottom]


def _all_of(where: Area, rows: Mapping[int, Mapping[int, Value]]) -> list[Value] | None:
    """What an area is filled with where it is filled throughout: then nothing of the sheet has to be read."""
    if where.bottom - where.top >= len(rows):
        return None
    columns = range(where.left, min(where.right, where.left + LAST_COLUMN) + 1)
    try:
        return [rows[row][column] for row in range(where.top, where.bottom + 1) for column in columns]
    except KeyError:
        return None


@lru_cache(maxsize=4096)
def _tokens(text: str) -> list[Token]:
    found, end = [], 0
    while end < len(text.rstrip()):
        step = _TOKEN.match(text, end)
        if step is None or step.lastgroup is None:
            raise Unknown
        end = step.end()
        if step["ref"]:
            found.append(Token("ref", step["cells"], (step["quoted"] or "").replace("''", "'") or step["sheet"] or ""))
        else:
            kind = next(kind for kind in ("number", "text", "name", "word", "sign") if step[kind])
            found.append(Token(kind, step[kind]))
    return found


_PLACE = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})")


def _moved(words: str, shift: Place) -> Area:
    """A reference as rows and columns; parts without $ move with a shared formula."""
    whole = area(words)
    if whole is None:
        raise Unknown
    if shift == (0, 0):
        return whole
    ends = [_PLACE.fullmatch(word) for word in words.split(":")]
    first, last = ends[0], ends[-1]
    assert first is not None
    assert last is not None
    down, right = shift
    moved = Area(
        whole.top + (0 if first[3] else down),
        whole.left + (0 if first[1] else right),
        whole.bottom + (0 if last[3] else down),
        whole.right + (0 if last[1] else right),
    )
    if min(moved) < 1 or moved.bottom > LAST_ROW or moved.right > LAST_COLUMN:
        raise Unknown
    return moved


def _answer(value: Value) -> Answer:
    if type(value) is Decimal:
        return value
    if isinstance(value, str | Decimal | bool) or value is None:
        if isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "A")):
            raise Fault(value)
        return value
    raise Unknown  # days are numbers to a formula; forms don't count with them


class _Reading:
    """One formula read from left to right, from the loosest operator to the tightest."""

    def __init__(self, book: Book, tokens: list[Token], sheet: str, shift: Place, depth: int) -> None:
        self.book, self.tokens, self.sheet, self.shift, self.depth = book, tokens, sheet, shift, depth
        self.at = 0

    def whole(self) -> Answer:
        answer = self._compared()
        if self.at != len(self.tokens):
            raise Unknown
        return answer

    def _sign(self, *signs: str) -> str:
        """The sign that stands here, if it is one of these; it is passed then."""
        if self.at < len(self.tokens) and self.tokens[self.at].kind == "sign" and self.tokens[self.at].words in signs:
            self.at += 1
            return self.tokens[self.at - 1].words
        return ""

    def _compared(self) -> Answer:
        left = self._joined()
        while sign := self._sign("=", "<>", "<", ">", "<=", ">="):
            left = _compare(sign, left, self._joined())
        return left

    def _joined(self) -> Answer:
        left = self._added()
        while self._sign("&"):
            left = _words(left) + _words(self._added())
        return left

    def _added(self) -> Answer:
        left = self._multiplied()
        while sign := self._sign("+", "-"):
            right = _number(self._multiplied())
            left = _number(left) + (right if sign == "+" else -right)
        return left

    def _multiplied(self) -> Answer:
        left = self._raised()
        while sign := self._sign("*", "/"):
            right = _number(self._raised())
            if sign == "/" and not right:
                raise Fault("#DIV/0!")
            left = _number(left) * right if sign == "*" else _number(left) / right
        return left

    def _raised(self) -> Answer:
        left = self._signed()
        while self._sign("^"):
            power = _number(self._signed())
            if abs(power) > 64:
                raise Unknown
            left = _number(left) ** power
        return left

    def _signed(self) -> Answer:
        if sign := self._sign("-", "+"):
            number = _number(self._signed())
            return -number if sign == "-" else number
        answer = self._atom()
        while self._sign("%"):
            answer = _number(answer) / 100
        return answer

    def _atom(self) -> Answer:
        if self._sign("("):
            answer = self._compared()
            self._closed()
            return answer
        if self.at >= len(self.tokens):
            raise Unknown
        token = self.tokens[self.at]
        self.at += 1
        match token.kind:
            case "number":
                return Decimal(token.words)
            case "text":
                return token.words[1:-1].replace('""', '"')
            case "word":
                return token.words == "TRUE"
            case "ref":
                return self._one(token)
            case "name":
                return self._called(token.words.upper())
        raise Unknown

    def _one(self, token: Token) -> Answer:
        name, where = self.book._span(token, self.sheet, self.shift)
        if where.top != where.bottom or where.left != where.right:
            raise Unknown
        return self.book.answer((name, where.top, where.left), self.depth)

    def _closed(self) -> None:
        if not self._sign(")"):
            raise Unknown

    def _called(self, name: str) -> Answer:
        self._sign("(")
        if name in ("IF", "IFERROR"):
            return self._chosen(name)
        if name not in _FUNCTIONS:
            raise Unknown
        arguments: list[list[Answer]] = []
        if not self._sign(")"):
            arguments.append(self._argument())
            while self._sign(","):
                arguments.append(self._argument())
            self._closed()
        return _FUNCTIONS[name](arguments)

    def _argument(self) -> list[Answer]:
        """An area as what its cells say, anything else as one answer."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else Token("", "")
        after = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else Token("", "")
        if token.kind == "ref" and after.words in (",", ")"):
            self.at += 1
            return self.book.answers(self.book._span(token, self.sheet, self.shift), self.depth)
        return [self._compared()]

    def _chosen(self, name: str) -> Answer:
        """IF and IFERROR: all parts are read, the fault of one that isn't taken is nobody's."""
        told: list[Answer | Fault] = []
        while True:
            told.append(self._guarded())
            if not self._sign(","):
                break
        self._closed()
        if name == "IFERROR" and len(told) == 2:
            return _taken(told[1] if isinstance(told[0], Fault) else told[0])
        if name == "IF" and 2 <= len(told) <= 3:
            truth = _taken(told[0])
            otherwise = told[2] if len(told) == 3 else False
            return _taken(told[1] if (truth if isinstance(truth, bool) else _number(truth) != 0) else otherwise)
        raise Unknown

    def _guarded(self) -> Answer | Fault:
        try:
            return self._compared()
        except Fault as fault:
            self._skip()
            return fault

    def _skip(self) -> None:
        """To the end of this argument."""
        deep = 0
        while self.at < len(self.tokens):
            words = self.tokens[self.at].words if self.tokens[self.at].kind == "sign" else ""
            if deep == 0 and words in (",", ")"):
                return
            deep += {"(": 1, ")": -1}.get(words, 0)
            self.at += 1


def _taken(told: Answer | Fault) -> Answer:
    if isinstance(told, Fault):
        raise told
    return told


def _number(answer: Answer) -> Decimal:
    if isinstance(answer, bool):
        return Decimal(answer)
    if answer is None:
        return Decimal(0)
    if isinstance(answer, Decimal):
        return answer
    try:
        return Decimal(answer.replace(",", "").strip())
    except InvalidOperation:
        raise Fault("#VALUE!") from None


def _words(answer: Answer) -> str:
    if isinstance(answer, bool):
        return "TRUE" if answer else "FALSE"
    return "" if answer is None else format(answer.normalize(), "f") if isinstance(answer, Decimal) else answer


def _compare(sign: str, left: Answer, right: Answer) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        one: Decimal | str = _words(left).casefold()
        other: Decimal | str = _words(right).casefold()
        if sign not in ("=", "<>") and not (isinstance(left, str) and isinstance(right, str)):
            raise Unknown
    else:
        one, other = _number(left), _number(right)
    return _COMPARED[sign](one, other)


_COMPARED: dict[str, Callable[..., bool]] = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
}


def _numbers(arguments: list[list[Answer]]) -> list[Decimal]:
    """The numbers among the answers: words in an area are passed over, as spreadsheets do."""
    return [one for argument in arguments for one in argument if isinstance(one, Decimal)]


def _mean(arguments: list[list[Answer]]) -> Answer:
    numbers = _numbers(arguments)
    if not numbers:
        raise Fault("#DIV/0!")
    return sum(numbers, Decimal(0)) / len(numbers)


def _rounded(arguments: list[list[Answer]]) -> Answer:
    if len(arguments) != 2 or not all(len(argument) <= 1 for argument in arguments):
        raise Unknown
    number, places = (_number(argument[0] if argument else None) for argument in arguments)
    if abs(places) > 15:
        raise Unknown
    return number.quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP)


def _subtotal(arguments: list[list[Answer]]) -> Answer:
    if len(arguments) < 2 or arguments[0] not in ([Decimal(9)], [Decimal(109)]):
        raise Unknown
    return sum(_numbers(arguments[1:]), Decimal(0))


def _product(arguments: list[list[Answer]]) -> Answer:
    answer = Decimal(1)
    for number in _numbers(arguments):
        answer *= number
    return answer


def _absolute(arguments: list[list[Answer]]) -> Answer:
    if len(arguments) != 1 or len(arguments[0]) != 1:
        raise Unknown
    return abs(_number(arguments[0][0]))


_FUNCTIONS: dict[str, Callable[[list[list[Answer]]], Answer]] = {
    "SUM": lambda arguments: sum(_numbers(arguments), Decimal(0)),
    "AVERAGE": _mean,
    "COUNT": lambda arguments: Decimal(len(_numbers(arguments))),
    "COUNTA": lambda arguments: Decimal(sum(len(argument) for argument in arguments)),
    "MAX": lambda arguments: max(_numbers(arguments), default=Decimal(0)),
    "MIN": lambda arguments: min(_numbers(arguments), default=Decimal(0)),
    "PRODUCT": _product,
    "ROUND": _rounded,
    "ABS": _absolute,
    "SUBTOTAL": _subtotal,
}
