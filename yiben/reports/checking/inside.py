"""What contradicts itself within a document: the same thing with two values, parts that make no whole, growth that does
not follow from the numbers printed. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from yiben.gongwen import Mention, Place
from yiben.reports.checking.claims import Claim
from yiben.reports.checking.subjects import bared

GROWN = re.compile(
    "(?:增长|上升|提高|提升|增加|增幅|上涨|多|下降|减少|降低|降幅|下滑|少)(?:了|达|约|近|率|幅度|为|达到)?$"
)
FALLEN = re.compile("下降|减少|降低|降幅|下滑|少")
COMPARED = re.compile(
    "同比|环比|比去年|较去年|比上年|较上年|与去年|与上年|比上一年|较上一年|比20\\d\\d年|较20\\d\\d年|比同期|较同期"
)
_SHARE = re.compile("占|率(?:为|达|达到)?$|率(?:约|分别)?")
_AHEAD = ("goal", "plan")
_ALL_PARTS = re.compile("分别|各")
_PARTS_NEAR = Decimal("0.85")


@dataclass(frozen=True)
class Odd:
    """A claim that doesn't go with the others: where it stands, and why in one Chinese sentence."""

    place: Place
    start: int
    why: str


def odd_inside(read: Sequence[Claim]) -> list[Odd]:
    """Every claim that the document's own numbers speak against."""
    sentences = [
        list(group) for _key, group in groupby((one for one in read if one.cell is None), lambda c: c.sentence)
    ]
    found = [odd for sentence in sentences for odd in (*_wholes(sentence), *_sums_behind(sentence), *_shares(sentence))]
    return [*found, *_columns(read), *_twice(read)]


def grows(claim: Claim) -> bool:
    """Whether a claim says how much more or less than before: 同比增长15%, 比去年增加20场."""
    return bool(GROWN.search(claim.clause) and COMPARED.search(claim.topic + claim.spent + claim.lead + claim.clause))


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


def _wholes(sentence: Sequence[Claim]) -> Iterator[Odd]:
    """共120场，其中讲座50场、培训40场: parts that are more than their whole, or nearly all of it and yet not all."""
    for at, whole in enumerate(sentence):
        parts = _parts_of(whole, sentence[at + 1 :])
        if whole.exact is None or len(parts) < 2 or whole.outside in _AHEAD:
            continue
        total = sum((part.exact or Decimal(0) for part in parts), Decimal(0))
        every = bool(_ALL_PARTS.search(parts[0].clause)) or len(parts) >= 3
        if total > whole.exact or (every and whole.exact * _PARTS_NEAR <= total < whole.exact):
            told = f"其中各项相加为{total:f}，与{whole.text}不一致"
            yield Odd(whole.place, whole.start, told)


def _sums_behind(sentence: Sequence[Claim]) -> Iterator[Odd]:
    """劝导40场、义诊20场、探访90场，共160场: a whole behind its parts that is not their sum."""
    for at, whole in enumerate(sentence):
        if (
            whole.exact is None
            or whole.outside
            or not re.fullmatch("(?:总共|一共|共计|合计|总计|累计|共)", bared(whole.clause))
        ):
            continue
        parts: list[Claim] = []
        for part in reversed(sentence[:at]):
            if part.mention.unit != whole.mention.unit or part.exact is None:
                break
            parts.append(part)
        total = sum((part.exact or Decimal(0) for part in parts), Decimal(0))
        if len(parts) >= 2 and total != whole.exact and whole.exact * _PARTS_NEAR <= total * Decimal("1.15"):
            yield Odd(whole.place, whole.start, f"前面各项相加为{total:f}，与{whole.text}不一致")


def _parts_of(whole: Claim, behind: Sequence[Claim]) -> list[Claim]:
    """The numbers that 其中 or 分别 lists right behind a whole, of its measure word."""
    if not behind or not re.search("其中|分别为|包括|由", behind[0].clause + behind[0].lead):
        return []
    parts: list[Claim] = []
    for part in behind:
        if part.mention.unit != whole.mention.unit or part.exact is None:
            break
        parts.append(part)
    return parts


def _shares(sentence: Sequence[Claim]) -> Iterator[Odd]:
    """办结46件，办结率95.83%: a share of the two numbers before it."""
    for at, claim in enumerate(sentence):
        if claim.mention.unit != "%" or claim.exact is None or claim.outside or grows(claim):
            continue
        before = [one for one in sentence[:at] if one.exact and one.mention.unit != "%" and not one.outside]
        if len(before) < 2 or not _SHARE.search(claim.clause) or before[-1].mention.unit != before[-2].mention.unit:
            continue
        under, top = before[-2].exact, before[-1].exact
        if under and top and top <= under and not same_at_last_digit(claim.mention, top * 100 / under):
            yield Odd(claim.place, claim.start, f"按文中{before[-2].text}、{before[-1].text}推算不出{claim.text}")


_TOTAL = re.compile("合计|总计|小计|共计")


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


def _twice(read: Sequence[Claim]) -> Iterator[Odd]:
    """The same thing of the same unit and days, told again with another number."""
    told: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in read:
        noun = bared(claim.mention.noun)
        if claim.outside in ("place", "staff"):
            noun = _SO_MANY.sub("", noun or bared(claim.clause))
        if len(noun) < 4 or claim.cell is not None or grows(claim) or claim.compared:
            continue
        if claim.outside in ("", "place", "staff"):
            told[noun, claim.mention.unit, claim.unit, claim.period, claim.lines].append(claim)
    for same in told.values():
        for one in same[1:]:
            if one.sentence != same[0].sentence and not _meet(one.mention, same[0].mention):
                yield from (
                    Odd(each.place, each.start, f"文中另有一处写作{other.text}")
                    for each, other in ((same[0], one), (one, same[0]))
                )


_SO_MANY = re.compile("^(?:截至|目前|现|已|共|有|拥有|全街道|街道|辖区|内)+")


def _meet(a: Mention, b: Mention) -> bool:
    """Whether one value could be both."""
    lows = [low for low in (a.low, b.low) if low is not None]
    highs = [high for high in (a.high, b.high) if high is not None]
    return not lows or not highs or max(lows) <= min(highs)
