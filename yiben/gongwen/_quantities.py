"""Reading quantities in official prose: every numeral, as what it counts or as the reason why it counts nothing."""

import re
from decimal import Decimal
from typing import NamedTuple

from yiben.gongwen._amounts import measured, without_measure_word
from yiben.gongwen._articles import counts_something
from yiben.gongwen._comparators import bounds, word_before, word_behind
from yiben.gongwen._nouns import noun_of
from yiben.gongwen._numerals import read_numeral
from yiben.gongwen._tokens import HAS_NUMERAL, KINDS, TOKEN
from yiben.gongwen._units import is_whole

__all__ = ["Mention", "quantities"]


class Mention(NamedTuple):
    """A numeral in a text: 发放宣传资料1万余份 → 10001..19999 份 of 宣传资料, approx "yu".

    `low` and `high` are in base units (元, not 万元); None is unbounded. `kind` is count, people, money, percent,
    period, area or other, or, of what is no quantity, date, frequency, ordinal, docnum, enumerator or term.
    `approx` is '' for an exact number, else yu, jin, yue, ge, gt, le, lt, range, shang, shu or ji.
    """

    start: int
    end: int
    text: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    kind: str
    approx: str
    noun: str


def quantities(text: str) -> list[Mention]:
    """Every numeral in the text, in order, none overlapping: quantities, and what only looks like one."""
    mentions: list[Mention] = []
    reached = counted = 0
    for token in TOKEN.finditer(text):
        if token.start() < reached:
            continue
        kind = str(token.lastgroup)
        mention = _amount(text, token, reached, counted) if kind == "number" else _masked(token, kind)
        if mention:
            mentions.append(mention)
            reached = mention.end
            counted = reached if mention.unit else counted
    return mentions


def _masked(token: re.Match[str], kind: str) -> Mention | None:
    """A title or a quoted name is one term, and only worth reporting when there is a numeral in it."""
    if kind in ("title", "quote"):
        return _no_quantity(token, "term") if HAS_NUMERAL.search(token[0]) else None
    return _no_quantity(token, KINDS[kind])


def _no_quantity(token: re.Match[str], kind: str) -> Mention:
    return Mention(token.start(), token.end(), token[0], None, None, "", kind, "", "")


def _amount(text: str, token: re.Match[str], floor: int, counted: int) -> Mention | None:
    """The quantity that begins with this numeral; a term for a bare figure; None for a numeral inside a word."""
    numeral = read_numeral(token[0])
    if numeral is None:
        return None
    amount = measured(text, token.start(), token[0], numeral)
    before, start = word_before(text, floor, amount.start, amount.unit == "%")
    behind, end = word_behind(text, amount.end, amount.kind)
    approx = amount.numeral.approx or before or behind
    if not amount.unit:
        amount = without_measure_word(text, floor, amount, approx)
    if not amount.unit or not counts_something(text, floor, amount, bool(before or behind)):
        return _no_quantity(token, "term") if numeral.arabic else None
    low, high = bounds(amount.numeral, approx, is_whole(amount.kind))
    noun = noun_of(text, counted, start, end)
    return Mention(start, end, text[start:end], low, high, amount.unit, amount.kind, approx, noun)
