"""How well a filled form matches the truth: of answerable cells those right, of filled cells those right."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl

from tests.made_forms.forms import Form


@dataclass
class Score:
    answerable: int = 0
    right: int = 0
    filled: int = 0
    wrong: list[tuple[str, str, str, Any, Any]] = field(default_factory=list)
    missing: list[tuple[str, str, str, Any]] = field(default_factory=list)

    @property
    def found(self) -> float:
        return self.right / self.answerable if self.answerable else 1.0

    @property
    def precise(self) -> float:
        return 1 - len(self.wrong) / self.filled if self.filled else 1.0

    def __str__(self) -> str:
        return f"{self.right}/{self.answerable} = {self.found:.1%}, of {self.filled} filled {self.precise:.1%} right"


def judge(forms: Iterable[tuple[Form, bytes]]) -> Score:
    """The score of filled forms together."""
    score = Score()
    for form, data in forms:
        book = openpyxl.load_workbook(io.BytesIO(data))
        for (sheet, cell), expected in form.truth.items():
            got = _said(book[sheet][cell].value)
            score.answerable += expected is not None
            if got is None:
                if expected is not None:
                    score.missing.append((form.name, sheet, cell, expected))
                continue
            score.filled += 1
            if expected is not None and _same(got, expected):
                score.right += 1
            else:
                score.wrong.append((form.name, sheet, cell, expected, got))
    return score


def _said(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    return Decimal(str(value)) if isinstance(value, int | float) else value


def _same(got: Any, expected: Any) -> bool:
    return got == expected or (
        isinstance(expected, Decimal) and isinstance(got, Decimal) and abs(got - expected) < Decimal("1e-9")
    )
