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
_PARENTHESIS = re.compile("[（(][^()（）]*[)）]")
_NUMBERED = re.compile(r"^(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.])+")
_SEVERAL = re.compile("[\u4e00-\u9fff]{2}[和与及、][\u4e00-\u9fff]{2}")
_CATEGORY = re.compile(
    "(?:组织|家庭|权益|素质|能力|民主|职工|妇女|儿童|青年|青少年|社会|关爱|帮扶|帮困|困难|思想|政治|就业|创业|文化|文明|队伍|阵地|品牌|"
    "合法|送温暖|温暖|法律|公益|生活|普惠|基层|日常|基础|志愿|教育|主题|宣传|维权|服务|保障|健康)*"
    "(?:建设|维护|维权|服务|保障|提升|工程|工作|管理|教育|活动|帮扶|关爱|发展|引领|情况|数据|总体情况|文化|凝聚|类|方面)"
)
"""Words that only order a table's rows, and say nothing of what each counts: 家庭建设, 权益维护."""


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


def without_brackets(words: str) -> str:
    """Words without what brackets add to them."""
    return _PARENTHESIS.sub("", words)


def unnumbered(text: str) -> str:
    """A head without the number before it: 三、权益保障, （1）讲座."""
    return _NUMBERED.sub("", text)


def bare_core(words: str) -> str:
    """A head without brackets and the word for what is counted."""
    return re.sub("(?:场次|次数|期数|人次|人数|户数|份数|金额|件数|数量|数)$", "", without_brackets(folded(words)))


def only_orders(text: str) -> bool:
    """Whether words only order a table's rows: 家庭建设, 三、权益保障."""
    return bool(_CATEGORY.fullmatch(unnumbered(folded(text))))


def names_several(words: str) -> bool:
    """Whether words name several things side by side: 走访和慰问."""
    return bool(_SEVERAL.search(words))
