"""A numeral joined with its measure word, its range (2000元至5000元) or its list (30、40、50户); and whether it counts."""

import re
from decimal import Decimal
from typing import NamedTuple

from yiben.gongwen._numerals import Numeral, read_numeral
from yiben.gongwen._tokens import NUMBER
from yiben.gongwen._units import KINDS, counted_nearby, counted_thing, named, unit_at


class Amount(NamedTuple):
    """A numeral with its measure word: `written` as it stands there, `unit` what it means."""

    start: int
    end: int
    numeral: Numeral
    words: str
    written: str
    unit: str
    kind: str


_TO = re.compile(" ?(?:[-—–－―~～]{1,2}|至|到) ?(?=[0-9０-９一二两三四五六七八九十百千万])")
_LIST = re.compile("[、，和与及]{1,2}(?=[0-9])")
_OPTIONAL_TIMES = re.compile("[（(]次[）)]")
_SHARES = ("一半", "过半", "逾半", "大半")
_MORE_BETWEEN = ("个多", "个余")


def measured(text: str, start: int, words: str, numeral: Numeral) -> Amount:
    """The amount that a numeral begins; its unit is '' if it has no measure word."""
    end = start + len(words)
    numeral, written, end = _with_unit(text, end, numeral)
    spread = _TO.match(text, end)
    if spread and text[max(0, start - 1) : start] not in ("从", "由"):
        second = _second(text, spread.end(), words, numeral, written)
        if second:
            return _amount(start, words, *second)
    if not written and numeral.arabic:
        written = _unit_of_list(text, end)
    return _amount(start, words, numeral, written, end)


def _amount(start: int, words: str, numeral: Numeral, written: str, end: int) -> Amount:
    if numeral.share:
        return Amount(start, end, numeral, words, "%", "%", "percent")
    kind = KINDS.get(written, "")
    unit = named(written)
    if written == "成":
        numeral = _times(numeral, Decimal(10))
    return Amount(start, end, numeral, words, written, unit, kind)


def _times(numeral: Numeral, factor: Decimal) -> Numeral:
    return numeral._replace(base=numeral.base * factor, high=numeral.high * factor, step=numeral.step * factor)


def _with_unit(text: str, end: int, numeral: Numeral) -> tuple[Numeral, str, int]:
    if numeral.share and text[end - 1] != "半":
        return numeral, "", end
    if numeral.share:
        return _half_of(text, end, numeral)
    at = end + text.startswith(" ", end)
    if text.startswith("个半", at):
        written = unit_at("个" + text[at + 2 : at + 6], 0)
        if KINDS.get(written) == "period":
            return _and_a_half(numeral), written, at + 1 + len(written)
    if text.startswith(_MORE_BETWEEN, at):
        written = unit_at(text, at + 2)
        if written and ("个" + written) in KINDS:
            return numeral._replace(approx="yu"), "个" + written, at + 2 + len(written)
    written = unit_at(text, at)
    if not written:
        return numeral, "", end
    end = at + len(written)
    if text.startswith("半", end) and KINDS[written] == "period":
        return _and_a_half(numeral), written, end + 1
    times = _OPTIONAL_TIMES.match(text, end)
    if times and written + "次" in KINDS:
        return numeral, written + "次", times.end()
    return numeral, written, end


def _and_a_half(numeral: Numeral) -> Numeral:
    half = Decimal("0.5")
    return numeral._replace(base=numeral.base + half, high=numeral.high + half, step=half)


def _half_of(text: str, end: int, numeral: Numeral) -> tuple[Numeral, str, int]:
    """半年 and 半个月 are half of their unit; 一半 stays a share."""
    written = unit_at(text, end)
    if text[end - 2 : end] not in _SHARES and KINDS.get(written) == "period":
        half = Decimal("0.5")
        return Numeral(half, half, half, "", False, False), written, end + len(written)
    return numeral, "", end


def _second(text: str, at: int, words: str, first: Numeral, written: str) -> tuple[Numeral, str, int] | None:
    """The whole range, if what stands behind the dash is its upper end."""
    found = NUMBER.match(text, at)
    second = read_numeral(found[0]) if found else None
    if not found or second is None or first.approx or second.share != first.share:
        return None
    _, unit, end = _with_unit(text, found.end(), second)
    if written and unit and named(written) != named(unit) and KINDS[written] != KINDS[unit]:
        return None
    if not written:
        first = _same_scale(words, first, found[0], second)
    if first.base >= second.base:
        return None
    return first._replace(high=second.high, approx="range"), unit or written, end


_COEFFICIENT = re.compile("[0-9.]+")


def _same_scale(words: str, first: Numeral, other: str, second: Numeral) -> Numeral:
    """3—5万元: the scale written once belongs to both ends."""
    coefficient = _COEFFICIENT.match(other)
    if not coefficient or len(coefficient[0]) == len(other) or not _COEFFICIENT.fullmatch(words):
        return first
    value = Decimal(coefficient[0].strip(".") or 0)
    return _times(first, second.base / value) if first.base < value else first


def _unit_of_list(text: str, end: int) -> str:
    """In 30、40、50户 the unit stands once, behind the last."""
    for _ in range(6):
        comma = _LIST.match(text, end)
        found = NUMBER.match(text, comma.end()) if comma else None
        if not found:
            return ""
        written = unit_at(text, found.end())
        if written:
            return written
        end = found.end()
    return ""


_STATED = re.compile("(?:数|量|口|额|员|者|达|为|共|约|有|计|超|过|到|破|余|近)$")


def without_measure_word(text: str, floor: int, amount: Amount, approx: str) -> Amount:
    """The same amount with the unit that its noun implies (300余志愿者 → 人), if any noun does."""
    implied = None
    weighty = approx or not amount.words.isdecimal()
    if amount.numeral.arabic or (len(amount.words) > 1 and weighty):
        implied = counted_thing(text, amount.end)
    if (
        implied is None
        and (amount.numeral.arabic or len(amount.words) > 1)
        and ((weighty and amount.numeral.base >= 100) or _STATED.search(text[max(0, amount.start - 3) : amount.start]))
    ):
        implied = counted_nearby(text, amount.start, amount.end)
    return amount._replace(unit=implied[0], kind=implied[1]) if implied else amount
