"""How many, as people write it in a form or a cell: 30, ３０人, 1,286, 2.5万元; and 30余, which keeps its words."""

from __future__ import annotations

import re
from decimal import Decimal

from yiben.gongwen import Mention, quantities
from yiben.ledger.content import Amount
from yiben.lib.canonical import plain_decimal
from yiben.lib.numbers import NUMBER, number_reading
from yiben.lib.plain import Reading, plain, quoted

_ABOUT = re.compile(
    r"(?P<before>[~≈]|约|大约|大概|近|将近|超过?|逾|至少|不少于|达)?(?P<number>[\d][\d,.]*)(?P<scale>[百千万亿]?)"
    r"(?P<after>[余多几])?(?P<scale2>[万亿]?)(?P<unit>\D{0,4}?)(?P<after2>以上|左右|上下|余|多|\+)?",
    re.ASCII,
)

# What people write where there is nothing to count.
_BLANKS = frozenset(
    "暂无 没有 无数据 n/a na null none —— … …… · * 空 未开展 不涉及 "
    "免费 不收费 未收费 无经费 无支出 未产生费用 未使用经费 未发放".split()
)
_CHINESE = re.compile(
    "[约近将超逾上至少大概共计不余多几来左右以下百千万亿〇零一二两三四五六七八九十]{1,12}[人次名位户份册本件场元小时]{0,3}"
    "(?:左右|上下|以上|余|多)?"
)

_STRETCHES = (
    re.compile(r"(?:(\d{1,4}(?:\.\d{1,2})?)个?(?:小时|时|h))?(?:(\d{1,5}(?:\.\d{1,2})?)(?:分钟?|min))?", re.ASCII),
    re.compile(r"(\d{1,4}):([0-5]\d)(?::00)?", re.ASCII),
)

# The same shapes for a browser without a network: it can tell there what the book would not take. \\d is ASCII in both.
SHAPES = [re.sub(r"\(\?P<", "(?<", shape.pattern) for shape in (NUMBER, _ABOUT, *_STRETCHES)]


_STOPS = re.compile(r"[。;；、\s]+$")


def read_amount(cell: object, metric: str, unit: str = "") -> Reading[Amount]:
    """The amount that a cell or a field tells of a metric: 30余 is 30 with its words, and so are 三十余人 and, where
    the metric's `unit` is given, 三十余. A blank tells nothing; a stop behind it neither."""
    cell = _STOPS.sub("", cell) if isinstance(cell, str) else cell
    if metric == "hours" and isinstance(cell, str) and (hours := _hours(plain(cell).replace(" ", ""))) is not None:
        return _amount(hours, metric)
    exact = number_reading(cell)
    if exact.value is not None:
        return _amount(exact.value * _percent(cell, metric), metric)
    if exact.problem and isinstance(cell, str):
        text = plain(cell).replace(" ", "")
        if text.casefold() in _BLANKS:
            return Reading()
        about = _about(text, metric, exact.problem)
        return about if about.value is not None else _in_chinese(text, metric, unit) or about
    return Reading(problem=exact.problem)


def _hours(text: str) -> Decimal | None:
    """1小时30分, 90分钟 or 1:30 in hours; None for what is written otherwise."""
    found = next(filter(None, (shape.fullmatch(text) for shape in _STRETCHES)), None)
    if found is None or not any(found.groups()):
        return None
    hours, minutes = (Decimal(part or 0) for part in found.groups())
    return Decimal(plain_decimal((hours + minutes / 60).quantize(Decimal("0.01"))))


def _about(text: str, metric: str, problem: str) -> Reading[Amount]:
    found = _ABOUT.fullmatch(text)
    if found is None or not (found["before"] or found["after"] or found["after2"]):
        return Reading(problem=problem)
    exact = number_reading("".join(found[part] or "" for part in ("number", "scale", "scale2", "unit")))
    return Reading(problem=problem) if exact.value is None else _amount(exact.value, metric, words=text[:40])


def _in_chinese(text: str, metric: str, unit: str) -> Reading[Amount] | None:
    """三十余人, 近百, 一百二十人: one number in Chinese and nothing beside it."""
    if not _CHINESE.fullmatch(text):
        return None
    for tried in (text, f"{text}{unit}"):
        mentions = quantities(tried)
        if len(mentions) == 1 and mentions[0].text == tried and (value := round_number(mentions[0])) is not None:
            return _amount(value, metric, words=text[:40] if mentions[0].approx else "")
    return None


def round_number(mention: Mention) -> Decimal | None:
    """The number that an approximate quantity is written with: 30 of 三十余, 100 of 近百; none of a range, of 数十
    or 十几, or of one that only tells what is not reached."""
    low, high = mention.low, mention.high
    if low is None or (not mention.approx and low != high):
        return None
    if mention.approx in ("", "ge", "gt", "shang"):
        return low
    if mention.approx == "yu" and low % 10 == 1:
        return low - 1
    if mention.approx == "yu":
        return low
    if mention.approx == "jin" and high is not None:
        return high + 1 if high % 10 == 9 else high
    if mention.approx == "yue" and high is not None and mention.text.find("来") < 0:
        return (low + high) / 2
    return None


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
