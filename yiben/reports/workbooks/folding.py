"""Words brought into the shape in which they are compared, and cut down to what tells one from another."""

from __future__ import annotations

import re
from functools import lru_cache

from yiben.lib.plain import plain
from yiben.reports.workbooks.known import bare
from yiben.reports.workbooks.words import FILLERS

_OPEN = str.maketrans("（）［］【】〔〕[]：﹒·", "()()()()():..")
_YEAR_IN_WORDS = re.compile("二[〇○零O0][一二三四五六七八九〇○零O]{2}(?=年)")
_CN_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_TAILS = re.compile("(?:场次|次数|期数|人次|人数|户数|份数|金额|件数|数量|总数|数)$")


def folded(text: str) -> str:
    """Words as they are compared: half-width, without blanks and quotation marks, brackets of one sort, years in
    digits."""
    return _folded(text) if len(text) < 80 else _fold(text)


def _fold(text: str) -> str:
    said = bare(plain(text).translate(_OPEN))
    return _YEAR_IN_WORDS.sub(lambda found: found[0].translate(_CN_DIGITS), said)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return _fold(text)


def without_fillers(phrase: str) -> str:
    """What is left of a phrase without the words that narrow nothing: "" where they are all."""
    for word in FILLERS:
        phrase = phrase.replace(word, "")
    return phrase


def core(phrase: str) -> str:
    """A name without the word for how it is counted: 志愿服务场次 → 志愿服务."""
    shorter = _TAILS.sub("", phrase)
    return shorter if len(shorter) >= 2 else phrase
