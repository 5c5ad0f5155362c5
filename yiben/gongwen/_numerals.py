"""Numerals as official prose writes them: 1,286 · １２ · 2.3亿 · 1300多万 · 三百二十 · 两三百 · 十几 · 数以万计 · 三分之二."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_DIGIT = "[0-9０-９]"  # runs are bounded: a page of digits is no number
_ARABIC = (
    rf"(?:{_DIGIT}{{1,3}}(?:[,，]{_DIGIT}{{3}})+(?!{_DIGIT})|{_DIGIT}{{1,30}})(?:[.．]{_DIGIT}{{1,20}})?"
    rf"(?: ?[余多来几]?(?:百(?![分姓年强佳日])|千(?![克瓦米卡])|万(?!古)|亿){{1,3}}(?:{_DIGIT}{{1,4}}[百千万]{{1,2}})?)?"
)
_CHINESE = "[〇零一二两三四五六七八九十百千万亿廿]{1,24}(?:点[〇零一二三四五六七八九]{1,9}[百千万亿]{0,2})?(?:[余多来几][百千万亿]{1,3})?"
_VAGUE = "数以[十百千万亿]{1,3}计|成千上万|成百上千|[几数上][十百千万亿]{1,3}"
# 来 counts only as in 十来个, 余 not as in 余额.
_MORE = "(?: ?(?:余(?![额下杭姚量热])|多|来(?=[个名人次岁天年户家项件场位万亿支期份条张处种篇对台])|几))?"
_FRACTION = (
    rf"[百千万]分之(?:{_DIGIT}{{1,12}}(?:\.{_DIGIT}{{1,12}})?|{_CHINESE})|[二三四五六七八九十]{{1,4}}分之[一二三四五六七八九十]{{1,4}}"
    rf"|{_DIGIT}{{1,3}}[/／]{_DIGIT}{{1,3}}(?![0-9/／万])|一半|半数|[过逾]半数?|半"
)
PATTERN = rf"(?:{_FRACTION}|(?:{_ARABIC}|{_VAGUE}|{_CHINESE}){_MORE})"

_VALUES = {
    c: v for v, chars in enumerate(["〇零", "一", "二两", "三", "四", "五", "六", "七", "八", "九"]) for c in chars
}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_HALF = {"一半", "半数", "过半", "过半数", "逾半", "逾半数", "半"}
# 七八个 and 三五个, but not 一三 or 四六.
_PAIR = re.compile("^(十?)(一两|一二|两三|二三|三四|三五|四五|五六|六七|七八|八九)([十百千万亿]*)$")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.", ",，")
_PARTS = re.compile("([0-9.]+)([百千万亿]*)")


class Numeral(NamedTuple):
    """What the digits say. `step` is the unit of the last digit written (40 → 10, 1.2万 → 1000); `share` a part of 100."""

    base: Decimal
    high: Decimal
    step: Decimal
    approx: str
    share: bool = False
    arabic: bool = True


@lru_cache(maxsize=4096)
def read_numeral(words: str) -> Numeral | None:
    """The value of one numeral matched by PATTERN, or None where the characters make none (一二三四, 万万千)."""
    if "分之" in words or "/" in words or "／" in words or words in _HALF:
        return _read_share(words.replace("／", "/"))
    if words[0] in "数上成几" or words[-1] == "计":
        return _read_vague(words)
    approx = ""
    bare = words.replace(" ", "")
    for mark, means in (("余", "yu"), ("多", "yu"), ("来", "yue"), ("几", "ji")):
        if mark in bare:
            bare, approx = bare.replace(mark, ""), means
    return _read_plain(bare, approx)


def _read_plain(bare: str, approx: str) -> Numeral | None:
    pair = _PAIR.match(bare)
    if pair:
        return _read_pair(*pair.groups())
    arabic = bare[0] in "0123456789０１２３４５６７８９"
    base = _arabic(bare) if arabic else _chinese(bare)
    if base is None:
        return None
    step = _step(base)
    if approx == "ji":
        return Numeral(base + step / 10, base + step * 9 / 10, step, "ji", arabic=arabic)
    return Numeral(base, base, step, approx, arabic=arabic)


def _read_pair(ten: str, pair: str, scale: str) -> Numeral:
    factor = Decimal(1)
    for mark in scale:
        factor *= _SCALES[mark]
    start = 10 if ten else 0
    low, high = ((start + _VALUES[digit]) * factor for digit in pair)
    return Numeral(low, high, factor, "range", arabic=False)


def _read_share(words: str) -> Numeral | None:
    if words in _HALF:
        return Numeral(Decimal(50), Decimal(50), Decimal(1), "gt" if words[0] in "过逾" else "", True, False)
    if "/" in words:
        above, below = (Decimal(part) for part in words.translate(_FULL_WIDTH).split("/"))
    else:
        lower, upper = words.split("分之")
        numerals = [read_numeral(part) for part in (upper, lower)]
        if None in numerals:
            return None
        above, below = (numeral.base for numeral in numerals if numeral)
    if not below:
        return None
    value = above * 100 / below
    return Numeral(value, value, Decimal(1), "", True, "/" in words)


def _read_vague(words: str) -> Numeral | None:
    """数百 and 几十 lie between two and ten of their unit; 上千 and 数以万计 have no upper end."""
    if words in ("成千上万", "成百上千"):
        return _open_ended(Decimal(1000 if words[1] == "千" else 100), "shu")
    unit = _chinese(words.lstrip("数以上几").rstrip("计余多来"))
    if unit is None:
        return None
    if words[0] == "上" or words[-1] == "计":
        return _open_ended(unit, "shang" if words[0] == "上" else "shu")
    return Numeral(unit * 2, unit * 10 - 1, unit, "shu" if words[0] == "数" else "ji", arabic=False)


def _open_ended(base: Decimal, approx: str) -> Numeral:
    return Numeral(base, base, base, approx, arabic=False)


def _arabic(words: str) -> Decimal | None:
    total = Decimal(0)
    for digits, scales in _PARTS.findall(words.translate(_FULL_WIDTH)):
        value = Decimal(digits)
        for scale in scales:
            value *= _SCALES[scale]
        total += value
    return plain(total)


def plain(value: Decimal) -> Decimal:
    """The same value without the zeros that multiplying leaves behind: 12000.0 → 12000."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _chinese(words: str) -> Decimal | None:
    whole, _, decimals = words.partition("点")
    total = _whole(whole)
    if total is None or not decimals:
        return total
    digits = decimals.rstrip("百千万亿")
    value = total + Decimal("0." + "".join(str(_VALUES[digit]) for digit in digits))
    for scale in decimals[len(digits) :]:
        value *= _SCALES[scale]
    return plain(value)


def _whole(words: str) -> Decimal | None:
    """三百二十 and 二〇二四; None where two digits stand side by side without being a year or a code."""
    if not words:
        return None
    if len(words) > 1 and all(char in _VALUES for char in words):
        return Decimal("".join(str(_VALUES[char]) for char in words)) if len(words) >= 4 else None
    total = section = digit = 0
    pending = False
    for char in words.replace("廿", "二十"):
        if char in _VALUES:
            if pending and digit:
                return None
            digit, pending = _VALUES[char], True
        elif _SCALES[char] < 10**4:
            section, digit, pending = section + (digit if pending and digit else 1) * _SCALES[char], 0, False
        else:
            total, section, digit, pending = (total + section + digit or 1) * _SCALES[char], 0, 0, False
    return Decimal(total + section + digit)


def _step(base: Decimal) -> Decimal:
    _, _digits, exponent = base.normalize().as_tuple()
    return Decimal(1).scaleb(int(exponent)) if base else Decimal(1)
