"""Quantities told in a cell's words: 参加30余人，发放资料200份 → 人次 30余, 份数 200; what no metric takes is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from yiben.gongwen import Mention, quantities
from yiben.ledger.amounts import round_number
from yiben.ledger.content import Amount
from yiben.lib.canonical import plain_decimal
from yiben.lib.plain import plain

_METRICS = {
    **dict.fromkeys(("人次", "人", "名", "位", "人份"), "attendances"),
    **dict.fromkeys(("户", "户次", "户家庭"), "households"),
    **dict.fromkeys(("份", "册", "本"), "materials"),
    **dict.fromkeys(("件", "件次"), "items"),
    **dict.fromkeys(("场", "场次"), "times"),
    **dict.fromkeys(("小时", "分钟"), "hours"),
    "元": "money",
}
_PEOPLE = ("人", "名", "位")
# A part of those counted already, or people who give and don't take part.
_PART = re.compile("其中[^，。；,;]{0,12}$")
_STAFF = re.compile(
    "专家|讲师|老师|教师|医生|医护|律师|工作人员|社工|干部|民警|理发师|教练|评委|裁判|嘉宾|主持人|厨师|消防员|宣讲员|讲解员"
)
_TOOK_PART = re.compile("(?:参加|参与|参训|参会|出席|到会|听课|受训)(?!.{0,4}(?:服务|指导|授课|义诊))")
# 慰问医护人员15人: whoever they are, it was for them.
_TO_THEM = re.compile("(?:慰问|看望|表彰|关爱|培训|评选)[^，。；;、\\d]{0,12}$")
_VOLUNTEERS = re.compile("志愿者|义工|志愿服务者")
_SOME = "(?<!其中)[\u4e00-\u9fff]{1,7}[年长人民众工生女童员友属子妈]\\d{1,5}[人名位]"
_LISTED = re.compile(f"{_SOME}(?:[、和及与]{_SOME})+")
# 出动志愿者20人次 are they, not whom they served.
_VOLUNTEERED = re.compile("(?:志愿者|义工)(?:共计?|累计|约|近|总计)?$")
_PRINTED = re.compile("单页?$|折页|页$|资料|海报|手册|明白[纸卡]|告知书|倡议书|宣传|问卷|一封信|图册|卡$")
# How long it went on is no time that those who helped gave, all together.
_LASTED = re.compile("历时|持续|为期|耗时|用时")
_OF_THINGS = frozenset("个 套 只 袋 箱 盒 桶 瓶 把 床 顶 束 盆 包 罐 提 双".split())
_GAVE = re.compile(
    "(?:送[上去出到来给]?|发放|分发|派发|赠送?|捐赠?)了?"
    r"[^，。；;\d]{0,10}(?:\d+[份个本册张套袋件把条支盒只][、和及与][^，。；;、\d]{1,10}){0,4}$"
)
_TOTAL = re.compile("共|合计|总|(?<![年内已])累计")
_ROUND = {"yu", "jin", "yue", "ge", "shang"}
_NO_QUANTITY = {"date", "frequency", "ordinal", "docnum", "enumerator"}
# 人次：120 tells its unit in front.
_LEADING = re.compile(
    r"(?P<name>人次|人数|志愿者|义工|户数|份数|场次|居民|群众|职工|学员|学生|老人|家长|儿童|妇女|青年|参加|参与|到场|到会|参会|"
    r"资料|宣传单|宣传册|折页|手册)[：:]?\s*(?P<number>\d[\d,]{0,12})(?!\d|、\d|\s*[^\d\s，。；,;、()（）])"
)
_LED = {
    **dict.fromkeys(("志愿者", "义工"), "volunteers"),
    **dict.fromkeys(("份数", "资料", "宣传单", "宣传册", "折页", "手册"), "materials"),
    **{"户数": "households", "场次": "times"},
}
_NOUN = re.compile("[\u4e00-\u9fff]{2,10}")
_CLAUSE = re.compile(r"[，,；;。、\n]|\((?:含|其中|包[括含])")
_LONGEST = 2000
_STROKE = re.compile(r"[-−负]\s*\d")
_LESS = re.compile(
    r"(?:(?<![\dA-Za-z日号月楼栋期届组年—])(?<!\d )[-−]\s?|(?<![背担胜])负)\d[\d,]{0,9}余?\s?"
    "(?:人次|[人名位户份册本件场元])|"
    r"(?<=[:：])\s*[-−]\s?\d{1,9}(?![\d-])"
)
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True)
class Told:
    """The amounts that a text tells, the words of other quantities in it that no metric takes, and of those below
    nought; and which metrics it tells by several numbers, of which the first stands."""

    amounts: tuple[Amount, ...] = ()
    left: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    several: frozenset[str] = frozenset()


def amounts_in(text: str) -> Told:
    """The amounts told in a cell's words, one a metric; of two alike the one called 共 counts, else the first."""
    text = plain(text[:_LONGEST])
    amounts: list[tuple[Amount, bool, str]] = []
    left: list[str] = []
    less = _below_nought(text)
    for found in _LEADING.finditer(text):
        metric = _LED.get(found["name"], "attendances")
        amounts.append((Amount(metric, Decimal(found["number"].replace(",", ""))), False, found[0]))
    for mention in quantities(text):
        if mention.kind in _NO_QUANTITY or mention.kind == "term" or (mention.low is None and mention.high is None):
            continue
        amount = _amount(mention, text)
        before = text[max(0, mention.start - 4) : mention.start]
        if amount is None:
            left.append(mention.text)
        else:
            amounts.append((amount, bool(_TOTAL.search(before + mention.text)), mention.text))
    if not _TOTAL.search(text) and (listed := _LISTED.search(text)):
        amounts = _together(amounts, listed[0])
    told = _one_a_metric(amounts, left)
    return replace(told, less=less) if less else told


def _together(amounts: Sequence[tuple[Amount, bool, str]], listed: str) -> list[tuple[Amount, bool, str]]:
    """青少年20名、家长25名 are 45 who came; of such as helped or taught each stands for itself."""
    parts = re.findall(r"\d+[人名位]", listed)
    found = [one for one in amounts if one[2] in parts and one[0].metric == "attendances" and not one[0].words]
    if len(found) != len(parts):
        return list(amounts)
    whole = replace(found[0][0], value=sum((one[0].value for one in found), Decimal(0)))
    first = next(at for at, one in enumerate(amounts) if one in found)
    rest = [one for one in amounts[first:] if one not in found]
    return [*amounts[:first], (whole, False, listed), *rest]


def _below_nought(text: str) -> tuple[str, ...]:
    """参加-12人 and 负12人. Where every number follows a stroke (人数-12人，志愿者-5人), it stands for a colon."""
    if not _STROKE.search(text):
        return ()
    found = [one[0] for one in _LESS.finditer(text)]
    return () if len(found) > 1 and len(found) == len(_NUMBER.findall(text)) else tuple(found)


def _amount(mention: Mention, text: str) -> Amount | None:
    metric = _METRICS.get(mention.unit) or _by_noun(mention) or _given(mention, text)
    if (
        metric is None
        or (_LASTED.search(mention.noun) and _VOLUNTEERS.search(text))
        or (_PART.search(text[: mention.start]) and not _VOLUNTEERS.search(_around(mention, text)))
        or text[: mention.start].endswith("各")
    ):
        return None
    if mention.unit in _PEOPLE:
        around = _around(mention, text)
        if _VOLUNTEERS.search(around):
            metric = "volunteers"
        elif (
            _STAFF.search(around)
            and not _TOOK_PART.match(text[mention.end :])
            and not _TO_THEM.search(text[: mention.start])
        ):
            return None
    elif mention.unit == "人次" and _VOLUNTEERED.search(text[: mention.start]):
        metric = "volunteers"
    value, words = mention.low, ""
    if mention.approx:
        # 30余人 is kept as the book keeps it from a cell: 30 with its words; a range has no one number.
        value, words = round_number(mention) if mention.approx in _ROUND else None, mention.text[:40]
        if value is None:
            return None
    assert value is not None
    if mention.unit == "分钟":
        value = Decimal(plain_decimal((value / 60).quantize(Decimal("0.01"))))
    return Amount(metric, value, words, _noun(mention, metric))


def _by_noun(mention: Mention) -> str | None:
    """65个家庭 are households, 130张 of leaflets copies: what is counted tells more than how."""
    if mention.unit in ("个", "组", "对"):
        return "households" if mention.noun.endswith("家庭") else None
    return "materials" if mention.unit == "张" and _PRINTED.search(mention.noun) else None


def _given(mention: Mention, text: str) -> str | None:
    """书包6个 behind 送上, 雨伞50把 behind 发放 are things given out."""
    return "items" if mention.unit in _OF_THINGS and _GAVE.search(text[: mention.start]) else None


def _around(mention: Mention, text: str) -> str:
    """Who they are that are counted, of the same clause: 志愿者：6人, 6名青年志愿者."""
    before = _CLAUSE.split(text[max(0, mention.start - 6) : mention.start])[-1]
    noun = "" if re.search(r"\d", mention.noun) else mention.noun[:12]
    return before + noun + _CLAUSE.split(text[mention.end : mention.end + 5])[0]


def _noun(mention: Mention, metric: str) -> str:
    return mention.noun if metric in ("materials", "items") and _NOUN.fullmatch(mention.noun) else ""


def _one_a_metric(amounts: Sequence[tuple[Amount, bool, str]], left: list[str]) -> Told:
    """Materials of two kinds stand side by side under their nouns; of others one stands and the rest is named."""
    chosen: dict[str, tuple[Amount, bool, str]] = {}
    more: list[Amount] = []
    several: set[str] = set()
    for amount, total, said in amounts:
        if amount.metric not in chosen:
            chosen[amount.metric] = amount, total, said
            continue
        first, was_total, first_said = chosen[amount.metric]
        if total and not was_total:
            chosen[amount.metric] = amount, True, said
            left.append(first_said)
        elif first.noun and amount.noun and amount.noun not in {first.noun, *(other.noun for other in more)}:
            more.append(amount)
        elif amount.value != first.value:
            left.append(said)
            several.add(amount.metric)
    of_two = {amount.metric for amount in more}
    firsts = [amount if amount.metric in of_two else replace(amount, noun="") for amount, *_more in chosen.values()]
    return Told((*firsts, *more), tuple(dict.fromkeys(left)), several=frozenset(several))
