"""How many, as people write it in a form or a cell: 30, ３０人, 1,286, 2.5万元; and 30余, which keeps its words."""

from __future__ import annotations

import re
from decimal import Decimal

from yiben.ledger.content import Amount
from yiben.lib.canonical import plain_decimal
from yiben.lib.numbers import NUMBER, number_reading
from yiben.lib.plain import Reading, plain, quoted

_ABOUT = re.compile(
    r"(?P<before>约|大约|大概|近|将近|超过?|逾|至少|不少于|达)?(?P<number>[\d][\d,.]*)(?P<scale>[百千万亿]?)"
    r"(?P<after>[余多几])?(?P<scale2>[万亿]?)(?P<unit>\D{0,4}?)(?P<after2>以上|左右|上下|余|多)?",
    re.ASCII,
)

_STRETCHES = (
    re.compile(r"(?:(\d{1,4}(?:\.\d{1,2})?)个?(?:小时|时|h))?(?:(\d{1,5}(?:\.\d{1,2})?)(?:分钟?|min))?", re.ASCII),
    re.compile(r"(\d{1,4}):([0-5]\d)(?::00)?", re.ASCII),
)

# The same shapes for a browser without a network: it can tell there what the book would not take. \\d is ASCII in both.
SHAPES = [re.sub(r"\(\?P<", "(?<", shape.pattern) for shape in (NUMBER, _ABOUT, *_STRETCHES)]


def read_amount(cell: object, metric: str) -> Reading[Amount]:
    """The amount that a cell or a field tells of a metric: 30余 is 30 with its words. A blank tells nothing."""
    if metric == "hours" and isinstance(cell, str) and (hours := _hours(plain(cell).replace(" ", ""))) is not None:
        return _amount(hours, metric)
    exact = number_reading(cell)
    if exact.value is not None:
        return _amount(exact.value * _percent(cell, metric), metric)
    if exact.problem and isinstance(cell, str):
        return _about(plain(cell).replace(" ", ""), metric, exact.problem)
    return Reading(problem=exact.problem)


def _hours(text: str) -> Decimal | None:
    """1小时30分, 90分钟 or 1:30 in hours; None for what is written otherwise."""
    found = next(filter(None, (shape.fullmatch(text) for shape in _STRETCHES)), None)
    if found is None or not any(found.groups()):
        return None
    hours, minutes = (Decimal(part or 0) for part in found.groups())
    return (hours + minutes / 60).quantize(Decimal("0.01"))


def _about(text: str, metric: str, problem: str) -> Reading[Amount]:
    found = _ABOUT.fullmatch(text)
    if found is None or not (found["before"] or found["after"] or found["after2"]):
        return Reading(problem=problem)
    exact = number_reading("".join(found[part] or "" for part in ("number", "scale", "scale2", "unit")))
    return Reading(problem=problem) if exact.value is None else _amount(exact.value, metric, words=text[:40])


def _amount(value: Decimal, metric: str, words: str = "") -> Reading[Amount]:
    if value < 0:
        return Reading(problem=f"{quoted(plain_decimal(value))}是负数，数量不能是负数")
    return Reading(Amount(metric, value, words=words))


def _percent(cell: object, metric: str) -> int:
    # 98.5% reads as 0.985; the book keeps a rate in hundredths, as people say it.
    return 100 if metric == "rate" and isinstance(cell, str) and "%" in plain(cell) else 1


def said(amount: Amount) -> str:
    """An amount as it is typed: its words where it is approximate, else its digits."""
    return amount.words or plain_decimal(amount.value)
