"""What a plain formula comes to: sums, the four rules, other cells, ROW(), DATE(), words put together.

For workbooks that were saved by a program which works nothing out. What is not as plain as that has no value here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any, TypeAlias

Value: TypeAlias = Any
"""A number, text, a day, or None for an empty cell."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>\"[^\"]*\")|(?P<area>\$?[A-Z]{1,3}\$?\d{1,7}:\$?[A-Z]{1,3}\$?\d{1,7})|"
    r"(?P<cell>\$?[A-Z]{1,3}\$?\d{1,7}(?![\w(!.]))|(?P<name>[A-Z]+)\(|(?P<mark>[-+*/&(),]))"
)
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_LONGEST = 500
_LARGEST = 5000
_DEEPEST = 40
_TURNS = 500_000


class Unknown(Exception):
    """Not as plain as is read here, or an error in Excel too."""


class WorkedOut:
    """Works out the formulas of one sheet, each once; `texts` are those that have no value, by row and column."""

    def __init__(self, rows: Sequence[Sequence[Value]], texts: Mapping[int, Mapping[int, str]]) -> None:
        self.rows, self.texts = rows, texts
        self._known: dict[tuple[int, int], Value] = {}
        self._open: set[tuple[int, int]] = set()
        self._left = _TURNS

    def value(self, row: int, column: int) -> Value:
        """What the formula in a cell comes to; None where that is not plain."""
        try:
            return _as_cell(self._formula(row, column))
        except (Unknown, DivisionByZero, InvalidOperation, OverflowError, ValueError):
            return None

    def at(self, row: int, column: int) -> Value:
        self._left -= 1
        if self._left < 0:
            raise Unknown
        if column in self.texts.get(row, ()):
            return self._formula(row, column)
        if not (0 <= row < len(self.rows) and 0 <= column < len(self.rows[row])):
            return None
        return self.rows[row][column]

    def _formula(self, row: int, column: int) -> Value:
        here = row, column
        if here not in self._known:
            text = self.texts[row][column]
            if not text or len(text) > _LONGEST or here in self._open or len(self._open) >= _DEEPEST:
                raise Unknown
            self._open.add(here)
            try:
                self._known[here] = _Reader(text, row, self.at).whole()
            finally:
                self._open.discard(here)
        return self._known[here]


class _Reader:
    """Reads one formula from left to right."""

    def __init__(self, text: str, row: int, at: Callable[[int, int], Value]) -> None:
        self.row, self.at = row, at
        self.tokens = _tokens(text.strip().removeprefix("="))
        self.next = self.deep = 0

    def whole(self) -> Value:
        found = self._joined()
        if self.next != len(self.tokens):
            raise Unknown
        return found

    def _taken(self, *marks: str) -> str:
        if self.next < len(self.tokens) and self.tokens[self.next][1] in marks:
            self.next += 1
            return self.tokens[self.next - 1][1]
        return ""

    def _joined(self) -> Value:
        found = self._sum()
        while self._taken("&"):
            found = _said(found) + _said(self._sum())
        return found

    def _sum(self) -> Value:
        found = self._product()
        while mark := self._taken("+", "-"):
            found = _added(found, self._product(), mark)
        return found

    def _product(self) -> Value:
        found = self._single()
        while mark := self._taken("*", "/"):
            other = _number(self._single())
            found = _number(found) * other if mark == "*" else _number(found) / other
        return found

    def _single(self) -> Value:
        self.deep += 1
        if self.deep > _DEEPEST:
            raise Unknown
        found = self._one()
        self.deep -= 1
        return found

    def _one(self) -> Value:
        if self._taken("-"):
            return -_number(self._single())
        if self._taken("("):
            found = self._joined()
            self._close()
            return found
        if self.next >= len(self.tokens):
            raise Unknown
        kind, token = self.tokens[self.next]
        self.next += 1
        if kind == "number":
            return Decimal(token)
        if kind == "text":
            return token[1:-1]
        if kind == "cell":
            return self.at(*_place(token))
        if kind == "name":
            return self._called(token)
        raise Unknown

    def _called(self, name: str) -> Value:
        if name == "ROW":
            self._close()
            return Decimal(self.row + 1)
        told: list[Value] = []
        while not self._taken(")"):
            told += self._told()
            if not self._taken(","):
                self._close()
                break
        if name == "SUM":
            return sum((_number(one) for one in told if not isinstance(one, str | date)), Decimal(0))
        if name == "DATE" and len(told) == 3:
            return date(*(int(_number(one)) for one in told))
        raise Unknown

    def _told(self) -> list[Value]:
        if self.next < len(self.tokens) and self.tokens[self.next][0] == "area":
            self.next += 1
            first, last = map(_place, self.tokens[self.next - 1][1].split(":"))
            if not 0 < (last[0] - first[0] + 1) * (last[1] - first[1] + 1) <= _LARGEST:
                raise Unknown
            return [self.at(r, c) for r in range(first[0], last[0] + 1) for c in range(first[1], last[1] + 1)]
        return [self._joined()]

    def _close(self) -> None:
        if not self._taken(")"):
            raise Unknown


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text.rstrip()):
        token = _TOKEN.match(text, at)
        if token is None or token.lastgroup is None:
            raise Unknown
        found.append((token.lastgroup, token[token.lastgroup]))
        at = token.end()
    return found


def _place(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    assert found is not None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _number(value: Value) -> Decimal:
    if value is None:
        return Decimal(0)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unknown
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _added(one: Value, other: Value, mark: str) -> Value:
    """A sum; a day and a number are another day."""
    if isinstance(one, date):
        days = timedelta(days=int(_number(other)))
        return one + days if mark == "+" else one - days
    return _number(one) + _number(other) if mark == "+" else _number(one) - _number(other)


def _said(value: Value) -> str:
    return str(_as_cell(value)) if isinstance(value, int | float | Decimal) else _text(value)


def _text(value: Value) -> str:
    if isinstance(value, date):
        raise Unknown
    return "" if value is None else str(value)


def _as_cell(value: Value) -> Value:
    """A number as a sheet holds it."""
    if not isinstance(value, Decimal):
        return value.date() if isinstance(value, datetime) and value == datetime(*value.timetuple()[:3]) else value
    return int(value) if value == value.to_integral_value() else float(value)
