"""What was told once and is told again where a document looks back on it: 51家基层工会中, of what were 47家. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yiben.reports.checking.claims import Claim
from yiben.reports.checking.subjects import bared

_STOP = re.compile("[，。；：！？\n“”]")
_OPENS = "，。；：！？、\n“”"
_IN_A_NUMBER = frozenset("0123456789.,")
_SAYS_NOTHING = re.compile(
    "^(?:[一二三四五六七八九十]是|目前|现有?|其中|我们|将|在|以|对|但|全街道|全街|街道|社区|辖区|全年|今年|去年|年内|[上下]半年|"
    "前?[一二三四]季度|前三季度|现有|已有|的|[“‘])*$"
)
"""What may stand between a stop and a number that its noun follows."""
_BASED = re.compile("基础上|为(?:重点|基础|依托|抓手)")
_AMONG = re.compile("^[\u4e00-\u9fff]{2,8}?(?:[里]|中(?![心学队午秋国央医小华型]))")
_LEARNED = re.compile("(?:总结|巩固|借鉴|推广).{0,2}$")
_ALL_OF = re.compile("^(?:全部|均|都|已)")
_LACKS = re.compile("问题|不足|短板|差距|薄弱|不[强高均够多齐]|偏[少低弱]|有待")
_ANY_SIGN = re.compile(
    f"{_LACKS.pattern}|基础上|为[重基依抓]|总结|巩固|借鉴|推广|的[0-9]+[\u4e00-\u9fff]+[全均都已]|[\u4e00-\u9fff][中里]"
)
_NEW = re.compile("新增|净增|其中|再|仅|还有|另|力争|计划")
_NOUN_ENDS = re.compile("[中里的、]|基础上|为重点|全部")
_DAYS = re.compile("全年|今年|去年|年初|上年|[上下]半年|[一二三四]季度|前三季度|要|在|以")
_ANYTHING = re.compile("社区|街道|服务|工作|活动|开展|全年|群众")
"""What is found in the names of many things."""
_NOUN, _SHORTEST = 10, 2
_FAR = Decimal("0.34")
"""Numbers further apart than this are of a part and its whole."""
_PEOPLE = frozenset("人 名 位".split())


def restated(read: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Each number that a document looks back on with what it was before, where the two differ."""
    for at, claim in enumerate(read):
        noun = _looked_back_on(claim) if claim.cell is None and claim.exact and _may_look_back(claim) else ""
        if len(noun) < _SHORTEST:
            continue
        told = [(len(same), one) for one in read[:at] if _may_be(one, claim) and (same := _shared(noun, _words(one)))]
        best = max((length for length, _one in told), default=0)
        apart, before = min(
            ((_apart(one, claim), one) for length, one in told if length == best), key=_first, default=(_FAR, claim)
        )
        if 0 < apart < _FAR:
            yield claim, before


def _first(apart: tuple[Decimal, Claim]) -> Decimal:
    return apart[0]


def _apart(one: Claim, other: Claim) -> Decimal:
    """How far two numbers are apart, as a share of the larger."""
    assert one.exact
    assert other.exact
    return 1 - min(one.exact, other.exact) / max(one.exact, other.exact)


def _may_look_back(claim: Claim) -> bool:
    """Whether anything around it could say so: looked at first, for few numbers have it."""
    return bool(_ANY_SIGN.search(claim.within)) or bool(claim.heads and _LACKS.search(claim.heads[-1]))


def _looked_back_on(claim: Claim) -> str:
    """What a number is of that was told before, by the words around it; empty if it tells something new."""
    before, behind = _around(claim)
    opens = bool(_SAYS_NOTHING.fullmatch(before))
    noun = _NOUN_ENDS.split(behind)[0][:_NOUN]
    if _BASED.search(behind):
        return noun if opens and noun else _DAYS.sub("", before)
    if opens and (_AMONG.match(behind) or _lacking(claim)):
        return noun
    if _LEARNED.search(before):
        return _NOUN_ENDS.split(behind)[0][:_NOUN]
    return before if before.endswith("的") and _ALL_OF.match(behind) else ""


def _lacking(claim: Claim) -> bool:
    """Whether it is said of what is amiss."""
    return claim.outside != "goal" and bool(_LACKS.search(claim.within) or any(map(_LACKS.search, claim.heads[-1:])))


def _around(claim: Claim) -> tuple[str, str]:
    """The words before and behind a number, up to the next stop on each side."""
    at = claim.within.find(claim.text)
    while at > 0 and claim.within[at - 1] in _IN_A_NUMBER:
        at = claim.within.find(claim.text, at + 1)
    if at < 0:
        return "", ""
    begins = max(claim.within.rfind(stop, 0, at) for stop in _OPENS) + 1
    return claim.within[begins:at].strip(), _STOP.split(claim.within[at + len(claim.text) :], maxsplit=1)[0].strip()


def _words(claim: Claim) -> str:
    return bared("".join(_around(claim)))


def _may_be(one: Claim, claim: Claim) -> bool:
    """Whether a number may be what another looks back on: a plain one of its measure word, told in another sentence."""
    alike = one.mention.unit == claim.mention.unit or {one.mention.unit, claim.mention.unit} <= _PEOPLE
    plain = (
        one.cell is None
        and one.compared <= claim.compared
        and one.outside not in ("goal", "plan")
        and one.aside is None
    )
    return alike and plain and bool(one.exact) and one.sentence != claim.sentence and not _NEW.search(_around(one)[0])


def _shared(noun: str, words: str) -> str:
    """The longest words of a noun that others have, too, and that tell something."""
    said = bared(noun)
    for length in range(len(said), _SHORTEST - 1, -1):
        for at in range(len(said) - length + 1):
            part = said[at : at + length]
            if part in words and len(_ANYTHING.sub("", part)) >= _SHORTEST:
                return part
    return ""
