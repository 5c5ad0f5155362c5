"""What contradicts itself within a document: the same thing with two values, parts that make no whole, growth that does
not follow from the numbers printed. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from yiben.gongwen import Mention, Place
from yiben.reports.checking.claims import Claim
from yiben.reports.checking.restated import restated
from yiben.reports.checking.subjects import bared, pairs
from yiben.reports.checking.unmeasured import IMPLIED

GROWN = re.compile(
    "(?:增长|上升|提高|提升|增加|增幅|上涨|多|下降|减少|降低|降幅|下滑|少)(?:了|达|约|近|率|幅度|为|达到)?$"
)
FALLEN = re.compile("下降|减少|降低|降幅|下滑|少")
COMPARED = re.compile(
    "同比|环比|比去年|较去年|比上年|较上年|与去年|与上年|比上一年|较上一年|比20\\d\\d年|较20\\d\\d年|比同期|较同期|[与和同](?:20\\d\\d年|去年|上年|上一年)(?:同期)?相?比"
)
_SHARE = re.compile("占|率(?:为|达|达到)?$|率(?:约|分别)?")
_AHEAD = ("goal", "plan")
_ALL_PARTS = re.compile("分别|各")
_PARTS_NEAR, _ALL_BUT = Decimal("0.85"), Decimal("0.97")
"""Two parts that make all but so little of their whole were meant to make it: 434人次，其中200人次、230人次."""
_SOME = re.compile("主要|重点|仅|就|包括")


@dataclass(frozen=True)
class Odd:
    """A claim that doesn't go with the others: where it stands, and why in one Chinese sentence."""

    place: Place
    start: int
    why: str


def odd_inside(read: Sequence[Claim], known: Mapping[tuple[Place, int], Decimal]) -> list[Odd]:
    """Every claim that the document's own numbers speak against; `known` is what the book has for some of them."""
    sentences = [
        list(group) for _key, group in groupby((one for one in read if one.cell is None), lambda c: c.sentence)
    ]
    found = [
        odd
        for sentence in sentences
        for odd in (*_wholes(sentence, known), *_sums_behind(sentence), *_shares(sentence))
    ]
    return [*found, *_averages(read, known), *_columns(read), *_twice(read), *_restated(read)]


_AVERAGE = re.compile("(?P<of>场|人|户|件)均[^，。；、0-9]{0,6}$|平均每(?P<each>[场人户件])[^，。；、0-9]{0,6}$")
_PER = {
    "场": frozenset("场 场次 期 次 讲 节 班 堂 回 期次 班次".split()),
    "人": frozenset("人 人次 名 位".split()),
    "户": frozenset("户 户次 组".split()),
    "件": frozenset("件 个 条".split()),
}


def is_average(claim: Claim) -> bool:
    """Whether it is so much for each: 场均24人次, 户均519元."""
    return claim.cell is None and not claim.outside and bool(_AVERAGE.search(claim.clause))


def _averages(read: Sequence[Claim], known: Mapping[tuple[Place, int], Decimal]) -> Iterator[Odd]:
    """47场，志愿者1112人次，场均24人次: an average of two numbers told before it in its paragraph."""
    for at, claim in enumerate(read):
        if not is_average(claim):
            continue
        found = _AVERAGE.search(claim.clause)
        each = _PER[found["of"] or found["each"]] if found else frozenset()
        told = [
            one
            for one in read[max(0, at - _BACK) : at]
            if one.sentence // 1000 == claim.sentence // 1000 and one.exact and not one.compared and not is_average(one)
        ]
        tops = [
            one for one in told if _of_a_sort(one.mention, claim.mention) and one.mention.unit not in each - _PER["人"]
        ]
        under = [one for one in told if one.mention.unit in each]
        pairs_of = [(top, low) for top in tops for low in under if top is not low and top.exact and low.exact]
        if pairs_of and not any(
            agrees_with(claim.mention, above / below)
            for top, low in pairs_of
            for above in (top.exact, known.get((top.place, top.start)))
            for below in (low.exact, known.get((low.place, low.start)))
            if above and below
        ):
            top, low = pairs_of[-1]
            yield Odd(claim.place, claim.start, f"按文中{low.text}、{top.text}推算不出{claim.text}")


_BACK = 16


def _of_a_sort(one: Mention, other: Mention) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} <= _PER["人"]


def agrees_with(mention: Mention, value: Decimal) -> bool:
    """Whether a printed number is the value, rounded where it ends, or about it."""
    if mention.low is not None and mention.low == mention.high:
        return same_at_last_digit(mention, value)
    return (mention.low is None or value >= mention.low - 1) and (mention.high is None or value <= mention.high + 1)


_OF = re.compile(
    "(?P<part>[^，。；：]*?)(?:场次|人次)?占(?:了)?(?P<whole>[^，。；：]*?)(?:的(?:比例|比重)?)?(?:为|约|达|近)*$"
)
_SUMS = re.compile("总(?:场次|人次|人数|数量|量|数|额)?|全部|全年|所有|其中|活动|收入|支出|总额|的")
_WELL = Decimal("0.6")


def shares_of(judged: Sequence[tuple[Claim, Decimal | None]]) -> list[Odd]:
    """反家暴讲座占讲座总数的41.5%: what no two numbers of the document give, of those that its words name."""
    found = []
    for at, (claim, value) in enumerate(judged):
        said = _OF.search(claim.clause) if claim.mention.unit == "%" and claim.exact and not claim.outside else None
        if said is None or value is not None:
            continue
        parts, wholes = (_named(said[side], judged[:at]) for side in ("part", "whole"))
        if not said["part"]:
            of_all = _OF_ALL.search(said["whole"])
            parts, wholes = (
                _part_and_whole(claim, judged[:at]) if of_all else (_right_before(claim, judged[:at]), wholes)
            )
        if parts and wholes and not any(_is_share(claim.mention, top, under) for top in parts for under in wholes):
            found.append(Odd(claim.place, claim.start, f"按文中的数推算不出{claim.text}"))
    return found


_OF_ALL = re.compile("总(?!额)|全部|全年|所有|活动")


def _right_before(claim: Claim, judged: Sequence[tuple[Claim, Decimal | None]]) -> list[tuple[str, Decimal]]:
    """87700元，占会费收入的133%: the number before it in its sentence."""
    last = judged[-1] if judged and judged[-1][0].sentence == claim.sentence else None
    if last is None or last[0].mention.unit == "%":
        return []
    return [(last[0].mention.unit, one) for one in {last[0].exact, last[1]} if one]


def _part_and_whole(claim: Claim, judged: Sequence[tuple[Claim, Decimal | None]]) -> tuple[Numbers, Numbers]:
    """33场，其中上半年21场，占全年的53.6%: of the whole that its sentence told before it, by the same measure word."""
    part = _right_before(claim, judged)
    here = [
        one for one in judged if one[0].sentence == claim.sentence and one[0].mention.unit == judged[-1][0].mention.unit
    ]
    if not part or len(here) < _TWO or not _AMONG.search(judged[-1][0].lead[-4:] + judged[-1][0].clause):
        return [], []
    whole, held = here[-2]
    return part, [(whole.mention.unit, one) for one in {whole.exact, held} if one]


_AMONG = re.compile("其中")
Numbers = list[tuple[str, Decimal]]


def _named(words: str, judged: Sequence[tuple[Claim, Decimal | None]]) -> list[tuple[str, Decimal]]:
    """The numbers, as printed and as the book has them, that bear most of some words."""
    wanted = set(pairs(_SUMS.sub("", bared(words))))
    made: list[tuple[str, Decimal]] = []
    for claim, value in judged:
        has = wanted & set(pairs(bared(claim.clause + claim.behind)))
        if wanted and len(has) >= len(wanted) * _WELL and claim.mention.unit != "%":
            made += [(claim.mention.unit, one) for one in {claim.exact, value} if one]
    return made


def _is_share(mention: Mention, top: tuple[str, Decimal], under: tuple[str, Decimal]) -> bool:
    return top[0] == under[0] and same_at_last_digit(mention, top[1] * 100 / under[1])


_OF_SOME = re.compile(
    "第[一二三四五六七八九十0-9]+[次场期届轮讲批](?!次)|[那这]一?[场次期讲]"
    "|(?:节|元旦|暑期|寒假|暑假|六一|三八|五一|七一|八一|国庆|重阳|冬至)[”’]?节?(?:期间|前夕|前后)"
)


def is_of_some(claim: Claim) -> bool:
    """Whether it is of some of what there was, and the words don't say which in the book: 第一次会议, 元旦春节期间."""
    return claim.some_days or (claim.cell is None and bool(_OF_SOME.search(claim.lead + claim.clause)))


def is_total(claim: Claim) -> bool:
    """Whether it stands in a row of a table that adds up the others."""
    return claim.cell is not None and any(is_whole(head) for head in (*claim.cell.row, *claim.cell.column))


def is_whole(head: str) -> bool:
    """Whether a head is 合计 or the like."""
    return bool(_TOTAL.fullmatch(bared(head)))


def grows(claim: Claim) -> bool:
    """Whether a claim says how much more or less than before: 同比增长15%, 比去年增加20场."""
    return bool(GROWN.search(claim.clause) and COMPARED.search(claim.topic + claim.spent + claim.lead + claim.clause))


_GREW = re.compile("(?:同比|环比)?(?:增长|上升|提高|提升|增加|下降|减少|降低|下滑)(?:了|达|约|为)*")


def grows_alone(claim: Claim) -> bool:
    """195人次，增长51.8%: a percentage right behind a number, with nothing said of what it is compared with."""
    return (
        claim.cell is None
        and claim.mention.unit == "%"
        and bool(_GREW.fullmatch(bared(claim.clause)))
        and not bared(claim.lead + claim.behind)
    )


def unit_label(text: str) -> str:
    """The label of a measure that words end with before they say how it grew: 金额 of 救助金额比上年增长."""
    found = _LABEL_GROWN.search(grown_noun(text))
    return found[0] if found else ""


def measure_named(clause: str) -> str:
    """The measure word that such a label stands for: 元, 场, 人次."""
    return IMPLIED.get(unit_label(clause), "")


def grown_noun(clause: str) -> str:
    """What a clause says grew, without what it was compared with: 环境整治志愿服务场次 of ...场次同比增长."""
    return _COMPARING.sub("", GROWN.sub("", bared(clause)))


_LABEL_GROWN = re.compile(f"(?:{'|'.join(sorted(IMPLIED, key=len, reverse=True))})$")
_COMPARING = re.compile(
    "(?:[比较与和同]?(?:去年|上年|上一年|20\\d\\d年)(?:同期)?(?:相?比)?|同比|环比|全年|今年|年内|[上下]半年|[一二三四]季度)+"
)


def growth(claim: Claim, now: Decimal, before: Decimal) -> bool | None:
    """Whether what it says of growth follows from two numbers; None where nothing can be said."""
    if claim.exact is None or (claim.mention.unit == "%" and not before):
        return None
    change = now - before
    if FALLEN.search(claim.clause[-12:]):
        change = -change
    if claim.mention.unit == "%":
        return same_at_last_digit(claim.mention, change * 100 / before)
    return claim.exact == change


def same_at_last_digit(mention: Mention, value: Decimal) -> bool:
    """Whether a printed percentage is the value, rounded or cut off where it ends."""
    assert mention.low is not None
    digits = re.search(r"\.(\d+)", mention.text)
    return abs(value - mention.low) < Decimal(1).scaleb(-len(digits[1]) if digits else 0)


def _wholes(sentence: Sequence[Claim], known: Mapping[tuple[Place, int], Decimal]) -> Iterator[Odd]:
    """共120场，其中讲座50场、培训40场: parts that are more than their whole, or nearly all of it and yet not all."""
    for at, whole in enumerate(sentence):
        if whole.exact is None or whole.outside in _AHEAD or at + 1 == len(sentence):
            continue
        parts = parts_of(whole, sentence[at + 1 :])
        if len(parts) < 2:
            continue
        total = sum((part.exact or Decimal(0) for part in parts), Decimal(0))
        every = bool(_ALL_PARTS.search(parts[0].clause)) or len(parts) >= 3 or _done_and_not(parts) or _of_both(parts)
        all_but = whole.exact * _ALL_BUT <= total and not _SOME.search(parts[0].clause + parts[0].lead)
        if total > whole.exact or ((every or all_but) and whole.exact * _PARTS_NEAR <= total < whole.exact):
            told = f"其中各项相加为{total:f}，与{whole.text}不一致"
            yield Odd(whole.place, whole.start, told)
            if known.get((whole.place, whole.start)) == whole.exact:
                yield from (Odd(part.place, part.start, told) for part in parts)


_SUM_ALONE = re.compile("总共|一共|共计|合计|总计|累计|共")


def _sums_behind(sentence: Sequence[Claim]) -> Iterator[Odd]:
    """劝导40场、义诊20场、探访90场，共160场: a whole behind its parts that is not their sum."""
    for at, whole in enumerate(sentence):
        if at < _TWO or whole.exact is None or whole.outside or not _SUM_ALONE.fullmatch(bared(whole.clause)):
            continue
        parts: list[Claim] = []
        for part in reversed(sentence[:at]):
            if part.mention.unit != whole.mention.unit or part.exact is None:
                break
            parts.append(part)
        total = sum((part.exact or Decimal(0) for part in parts), Decimal(0))
        if len(parts) >= 2 and total != whole.exact and whole.exact * _PARTS_NEAR <= total * Decimal("1.15"):
            yield Odd(whole.place, whole.start, f"前面各项相加为{total:f}，与{whole.text}不一致")


def is_sum_alone(claim: Claim) -> bool:
    """Whether nothing but 合计 stands before it."""
    return bool(re.fullmatch("(?:总共|一共|共计|合计|总计|累计|共)", bared(claim.clause)))


def parts_of(whole: Claim, behind: Sequence[Claim]) -> list[Claim]:
    """The numbers that 其中 or 分别 lists right behind a whole, of its measure word."""
    if not behind:
        return []
    if behind[0].aside and behind[0].aside[0] == whole.start + len(whole.text):
        return _in_brackets(whole, behind)
    if not re.search("其中|分别为|包括|由", behind[0].clause + behind[0].lead) and not _done_and_not(behind):
        return []
    parts: list[Claim] = []
    for part in behind:
        if part.mention.unit != whole.mention.unit or part.exact is None:
            break
        parts.append(part)
    return parts


def _done_and_not(parts: Sequence[Claim]) -> bool:
    """10件，已完工8件、在建3件."""
    return len(parts) > 1 and bool(_DONE.search(parts[0].clause) and _NOT_YET.search(parts[1].clause))


_DONE, _NOT_YET = re.compile("^[，、]?已|其中已|完成|办结|完工"), re.compile("正在|在建|在办|未|尚|剩余|其余")


_BOTH = [
    re.compile(one) for one in ("(男).*，.*(女)", "(上半年).*，.*(下半年)", "(线上).*，.*(线下)", "(室内).*，.*(室外)")
]
_TWO = 2
_FUNDS = re.compile("资金|自筹|配套|拨款|投入|筹资|债券|补助|捐资|经费")


def _of_both(parts: Sequence[Claim]) -> bool:
    """男4人、女2人; 上半年11场、下半年8场; 中央资金1600万元、区级配套700万元."""
    told = "，".join(one.clause for one in parts)
    if len(parts) != _TWO:
        return False
    funded = all(one.mention.kind == "money" and _FUNDS.search(one.clause) for one in parts)
    return funded or any(both.search(told) for both in _BOTH)


def _in_brackets(whole: Claim, behind: Sequence[Claim]) -> list[Claim]:
    """168名（行政52名、事业61名、社工65名）."""
    parts = [one for one in behind if one.aside == behind[0].aside]
    alike = [one for one in parts if one.mention.unit == whole.mention.unit and one.exact is not None]
    return alike if len(alike) == len(parts) and not any(one.compared for one in parts) else []


def _shares(sentence: Sequence[Claim]) -> Iterator[Odd]:
    """办结46件，办结率95.83%: a share of the two numbers before it."""
    for at, claim in enumerate(sentence):
        if claim.mention.unit != "%" or claim.exact is None or claim.outside or grows(claim):
            continue
        if _DONE_RATE.search(claim.clause) and (odd := _of_the_plan(claim, sentence)):
            yield odd
            continue
        before = [one for one in sentence[:at] if one.exact and one.mention.unit != "%" and not one.outside]
        if len(before) < 2 or not _SHARE.search(claim.clause) or before[-1].mention.unit != before[-2].mention.unit:
            continue
        under, top = before[-2].exact, before[-1].exact
        if under and top and top <= under and not same_at_last_digit(claim.mention, top * 100 / under):
            yield Odd(claim.place, claim.start, f"按文中{before[-2].text}、{before[-1].text}推算不出{claim.text}")


_DONE_RATE = re.compile("(?:完成|达成|兑现|执行)[率度比]?(?:例|进度)?(?:达到?|为|约)*$")
_PLANNED, _COMPLETED = (
    re.compile("(?:计划|目标|任务|应)[^，。]{0,6}$"),
    re.compile("(?:完成|实际|达成|已)[^，。]{0,6}$"),
)


def _of_the_plan(claim: Claim, sentence: Sequence[Claim]) -> Odd | None:
    """计划20场，完成18场，完成率95%: the share of what was planned."""
    plans = [one for one in sentence if one.exact and one.mention.unit != "%" and _PLANNED.search(one.clause)]
    done = [one for one in sentence if one.exact and one.mention.unit != "%" and _COMPLETED.search(one.clause)]
    if len(plans) != 1 or len(done) != 1 or plans[0] is done[0] or plans[0].mention.unit != done[0].mention.unit:
        return None
    under, top = plans[0].exact, done[0].exact
    assert under
    assert top
    if same_at_last_digit(claim.mention, top * 100 / under):
        return None
    return Odd(claim.place, claim.start, f"按文中{plans[0].text}、{done[0].text}推算不出{claim.text}")


_TOTAL = re.compile("(?:(?:全|各|本)?(?:街道|社区|村|社区村|单位|镇|乡))?(?:合计|总计|小计|共计)|总数")


def _columns(read: Sequence[Claim]) -> Iterator[Odd]:
    """合计 rows and columns that aren't the sum of what stands above or beside them."""
    tables: defaultdict[int, dict[tuple[int, int], Claim]] = defaultdict(dict)
    for claim in read:
        if claim.cell and claim.exact is not None:
            tables[claim.cell.table][claim.cell.at] = claim
    for grid in tables.values():
        yield from _sums(grid, across=False)
        yield from _sums(grid, across=True)


def _sums(grid: dict[tuple[int, int], Claim], *, across: bool) -> Iterator[Odd]:
    for (row, column), claim in grid.items():
        assert claim.cell
        heads = claim.cell.column if across else claim.cell.row
        if not any(_TOTAL.fullmatch(bared(head)) for head in heads):
            continue
        line = [one for (r, c), one in grid.items() if (r == row and c < column if across else c == column and r < row)]
        parts = [one for one in line if one.cell and not _is_total(one, across)]
        summed = sum((one.exact or Decimal(0) for one in parts), Decimal(0))
        if len(parts) >= 2 and summed != claim.exact and parts[0].mention.unit == claim.mention.unit:
            yield Odd(claim.place, claim.start, f"各项相加为{summed:f}，与合计{claim.text}不一致")


def _is_total(claim: Claim, across: bool) -> bool:
    assert claim.cell
    return any(_TOTAL.fullmatch(bared(head)) for head in (claim.cell.column if across else claim.cell.row))


_COUNT = {word: at + 2 for at, word in enumerate("两 三 四 五 六".split())} | {str(at): at for at in range(2, 7)}
_SUM = "(?:合计|加起来|合起来|一共|共计|总计|总共|相加|累计|共)"
_OF_SO_MANY = re.compile(
    f"(?P<count>[两三四五六2-6])(?:大?项|笔|类|下里|下|个班|个培训班|块|方面|者)[^，。；0-9]{{0,8}}?{_SUM}[^。；]{{0,20}}$"
)
_BRACKETS = re.compile("[“”‘’（）\\s]")
_OF_THE_ABOVE = re.compile(f"^(?:以上|上述)(?P<what>[^，。；0-9]{{0,16}}){_SUM}$")


def parts_told(claim: Claim, read: Sequence[Claim], number: int) -> list[int] | None:
    """39800元……47900元，两项合计87700元: which claims before it a sum says that it adds up, none where they aren't
    plain; None if it doesn't say."""
    if claim.cell or claim.outside or claim.aside or claim.compared or is_average(claim):
        return None
    of_so_many = _OF_SO_MANY.search(_BRACKETS.sub("", claim.within.partition(claim.text)[0]))
    above = _OF_THE_ABOVE.search(bared(claim.clause))
    if not (of_so_many or above):
        return None
    before = read[max(0, number - _MOST) : number]
    fit = [at for at, one in enumerate(before, max(0, number - _MOST)) if _is_part(one, claim)]
    here = [at for at in fit if read[at].sentence // 1000 == claim.sentence // 1000]
    if of_so_many:
        count = _COUNT[of_so_many["count"]]
        return here[-count:] if len(here) >= count else [] if here else _openings(fit, read, claim, count)
    assert above
    named = len(re.findall("[、和与及]", above["what"])) + 1
    return here if len(here) > 1 else _openings(fit, read, claim, named) if named > 1 and not here else []


def _is_part(one: Claim, whole: Claim) -> bool:
    alike = one.mention.unit == whole.mention.unit or {one.mention.unit, whole.mention.unit} <= _PER["场"]
    plain = one.aside is None and not (one.compared or one.outside or one.cell)
    return alike and plain and not is_average(one) and not grows(one)


_MOST = 80
"""So many numbers before it are looked at."""
_ABOVE = 6
"""So many paragraphs above it a sum may look for its parts."""


def _openings(fit: Sequence[int], read: Sequence[Claim], whole: Claim, count: int) -> list[int]:
    """The first number of its sort in each of the last paragraphs above that have one."""
    first: dict[int, int] = {}
    for at in fit:
        first.setdefault(read[at].sentence // 1000, at)
    near = [at for paragraph, at in first.items() if paragraph >= whole.sentence // 1000 - _ABOVE]
    return near[-count:] if len(near) >= count else []


def _twice(read: Sequence[Claim]) -> Iterator[Odd]:
    """The same thing of the same unit and days, told again with another number."""
    told: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in read:
        if claim.cell is not None or claim.compared or claim.outside not in ("", "place", "staff"):
            continue
        noun = bared(claim.mention.noun)
        if claim.outside:
            noun = _SO_MANY.sub("", noun or bared(claim.clause))
        if len(noun) >= 4 and not (grows(claim) or is_of_some(claim)):
            told[noun, claim.mention.unit, claim.unit, claim.period, claim.lines].append(claim)
    for same in told.values():
        for one in same[1:]:
            if one.sentence != same[0].sentence and not _meet(one.mention, same[0].mention):
                yield from (
                    Odd(each.place, each.start, f"文中另有一处写作{other.text}")
                    for each, other in ((same[0], one), (one, same[0]))
                )


def _restated(read: Sequence[Claim]) -> Iterator[Odd]:
    for again, before in restated(read):
        yield Odd(again.place, again.start, f"文中另有一处写作{before.text}")
        yield Odd(before.place, before.start, f"文中另有一处写作{again.text}")


_SO_MANY = re.compile("^(?:截至|目前|现|已|共|有|拥有|全街道|街道|辖区|内)+")


def _meet(a: Mention, b: Mention) -> bool:
    """Whether one value could be both."""
    lows = [low for low in (a.low, b.low) if low is not None]
    highs = [high for high in (a.high, b.high) if high is not None]
    return not lows or not highs or max(lows) <= min(highs)
