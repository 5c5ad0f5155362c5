"""Numbers as people type them into spreadsheets. Decimal throughout; a float only where Excel hands one over."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from yiben.lib.plain import Reading, plain, quoted

_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_UNITS = (
    "人次|人|名|位|户次|户|家次|家|场次|场|次|期|届|件次|件|个小时|个|份|册|本|张|条|篇|项|幅|块|元整|元|圆|角|小时|时|分钟|天|日|周|批次|批|支|队|处|所|"
    "套|台|辆|箱|袋|瓶|桶|盒|公斤|千克|斤|吨|平方米|平米|㎡|m2|米|公里|课时|学时|对|组|例|起|宗|笔|毫升|ml"
)
NUMBER = re.compile(
    r"(?P<sign>[-+−]?)\s?(?:[¥$]|RMB|人民币)?\s?(?P<sign2>-?)(?P<whole>\d{1,3}(?:[, ']\d{3})+|\d+)?(?P<part>\.\d+)?\s?"
    rf"(?P<scale>[百千万亿]?)\s?(?P<unit>%|{_UNITS})?",
    re.ASCII | re.IGNORECASE,
)
_ABOUT = re.compile("余|多|约|近|左右|上下|以上|以下|至少|超过|不少于|不到|几|数十|数百|若干|[-~—–至到].*[0-9]")
_MOST_DIGITS = 18


def read_number(cell: object) -> Decimal | None:
    """The number in a cell; None where it is blank or no exact number (`number_reading` says which)."""
    return number_reading(cell).value


def number_reading(cell: object) -> Reading[Decimal]:
    """The exact number in a cell: 1,286 · １２人次 · 1.2万元 · ¥30.50 · 98.5% (as 0.985, as Excel keeps it).

    A trailing unit is read over. A rough number (30余) has none: its words tell, and a person must type the exact one.
    """
    if cell is None:
        return Reading()
    if isinstance(cell, str):
        return _from_text(plain(cell[:200]))
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return Reading(problem=f"{quoted(str(cell))}不是数字")
    return _from_value(cell)


def _from_value(cell: int | float | Decimal) -> Reading[Decimal]:
    if not math.isfinite(cell):
        return Reading(problem="不是一个确定的数字")
    # Excel keeps 15 digits: what lies beyond is the machine's, not the typist's (0.1 + 0.2).
    number = Decimal(format(cell, ".15g")) if isinstance(cell, float) else Decimal(cell)
    return _bounded(number)


def _from_text(text: str) -> Reading[Decimal]:
    text = text.removeprefix("'").rstrip("。;；、")
    if not text or text in ("-", "--", "—", "/", "\\", "无"):
        return Reading()
    shape = NUMBER.fullmatch(text)
    if shape is None or not (shape["whole"] or shape["part"]) or (shape["sign"] and shape["sign2"]):
        return Reading(problem=_no_number(text))
    digits = re.sub("[, ']", "", shape["whole"] or "0") + (shape["part"] or "")
    if len(digits) > _MOST_DIGITS:
        return Reading(problem=f"{quoted(text)}位数太多，不像是数量")
    number = Decimal(digits) * _SCALES[shape["scale"]]
    if shape["unit"] == "%":
        number /= 100
    negative = shape["sign"] in ("-", "−") or shape["sign2"] == "-"
    return _bounded(-number if negative else number)


def _no_number(text: str) -> str:
    if re.search(r"\d", text) and _ABOUT.search(text):
        return f"{quoted(text)}是约数或范围，请填写确切的数"
    return f"{quoted(text)}不是数字"


def _bounded(number: Decimal) -> Reading[Decimal]:
    if number and not -12 <= number.adjusted() <= _MOST_DIGITS:
        return Reading(problem="数字太大或太小，不像是数量")
    return Reading(number)
