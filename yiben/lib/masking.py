"""Numbers that belong to a person, blotted out in what leaves: ID cards, mobile phones, bank cards.

Shapes: ID 18 digits with a plausible birthday, the last may be X (GB 11643-1999); mobile 11 digits from 13 to 19; bank
card 16 to 19 digits that pass Luhn's check (GB/T 15694.1). Whatever else is a long number stays.
"""

from __future__ import annotations

import re

_LONG = re.compile(r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|1[3-9]\d(?:[ -]?\d{4}){2}|\d{16,19})(?![0-9A-Za-z])", re.ASCII)
_BIRTHDAY = re.compile(r"\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]", re.ASCII)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")


def masked(text: str) -> str:
    """The text with persons' numbers blotted out: 13812345678 → 138****5678. Its length stays."""
    plain = text.translate(_FULL_WIDTH)
    return _LONG.sub(_blot, plain) if _LONG.search(plain) else text


def _blot(found: re.Match[str]) -> str:
    number = found[0]
    if len(re.sub(r"\D", "", number)) == 11:
        return number[:3] + "*" * (len(number) - 7) + number[-4:]
    if _BIRTHDAY.fullmatch(number):
        return number[:6] + "*" * 8 + number[-4:]
    return number[:4] + "*" * (len(number) - 8) + number[-4:] if _luhn(number) else number


def _luhn(number: str) -> bool:
    if not number.isdecimal():
        return False
    digits = [int(digit) for digit in reversed(number)]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
