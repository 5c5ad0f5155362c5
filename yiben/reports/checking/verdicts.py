"""Whether what a document prints agrees with the book's value: 120余 means 121 to 129, 近300 270 to 299. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from yiben.gongwen import Mention
from yiben.lib.spoken import N_


class Verdict(StrEnum):
    """How a claim stands to the book."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_IN_BOOK = "not_in_book"
    INCONSISTENT = "inconsistent_inside"
    NOT_UNDERSTOOD = "not_understood"

    @property
    def label(self) -> str:
        """The verdict as people read it, in Chinese: a page says it in its own language."""
        return LABELS[self]


LABELS = {
    Verdict.SUPPORTED: N_("相符"),
    Verdict.CONTRADICTED: N_("不符"),
    Verdict.NOT_IN_BOOK: N_("账本未载"),
    Verdict.INCONSISTENT: N_("文内不一致"),
    Verdict.NOT_UNDERSTOOD: N_("看不懂"),
}


_SCALED = re.compile(r"([0-9]+(?:\.([0-9]+))?)(万|亿|千)")
_DECIMALS = re.compile(r"[0-9]+(?:\.([0-9]+))?")
_SCALES = {"千": 1000, "万": 10_000, "亿": 100_000_000}


def agrees(mention: Mention, value: Decimal) -> bool:
    """Whether the mention is true of the value."""
    if mention.approx == "":
        return mention.low == value or _rounds_to(mention, value)
    if mention.approx == "yue":
        return _about(mention, value)
    if mention.approx == "gt" and mention.low is not None:
        return value > mention.low
    if mention.approx == "lt" and mention.high is not None:
        return value < mention.high
    return (mention.low is None or value >= mention.low) and (mention.high is None or value <= mention.high)


def _rounds_to(mention: Mention, value: Decimal) -> bool:
    """2.44万元 of 24435: right at the last digit printed; a percentage or hours likewise."""
    if mention.low is None or mention.low != mention.high:
        return False
    step = _step(mention)
    return step is not None and abs(value - mention.low) <= step / 2


def _step(mention: Mention) -> Decimal | None:
    scaled = _SCALED.search(mention.text)
    if scaled:
        return Decimal(_SCALES[scaled[3]]).scaleb(-len(scaled[2] or ""))
    if mention.unit in ("%", "小时", "元", "百分点"):
        found = _DECIMALS.search(mention.text)
        return Decimal(1).scaleb(-len((found and found[1]) or ""))
    return None


def _about(mention: Mention, value: Decimal) -> bool:
    """约1300 is right to its digits or to a tenth; 约1286, which was rounded by nobody, must be 1286."""
    if mention.low is None or mention.high is None:
        return False
    printed = (mention.low + mention.high) / 2
    digits = str(int(printed)).rstrip("0")
    if len(digits) >= 3 and not _SCALED.search(mention.text):
        return value == printed
    return mention.low <= value <= mention.high
