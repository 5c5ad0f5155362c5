"""Growth that a table prints beside the two numbers that it is of: 2024年 | 2025年 | 增长（%）. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from yiben.reports.checking.claims import Claim
from yiben.reports.checking.inside import growth

_GROWTH = re.compile(
    "(?:同比|环比|比上年|较上年|比去年|较去年|比同期)?(?:增长|增幅|增减|升降|增加|减少|下降|降幅|变化|变动|涨幅)"
    "(?:率|幅度|情况|百分比|数|量|额)?(?:[（(][^（()）]*[）)])?|(?:同比|环比)(?:[（(][^（()）]*[）)])?"
)
_BOTH_WAYS = re.compile("增减|升降|变化|变动|^同比|^环比")
_TWO = 2
_PERCENT = re.compile("%|％|百分|率|幅")


def growth_head(claim: Claim) -> str:
    """The head of its column, or else of its row, that says that it is how much something grew; empty if none does."""
    if claim.cell is None:
        return ""
    heads = (*claim.cell.column[-1:], *claim.cell.row)
    return next((bare for head in heads if _GROWTH.fullmatch(bare := "".join(head.split()))), "")


def compared(claim: Claim, table: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    """The two numbers of its row, or column, that a growth is of: what is, and what was; none where it isn't plain."""
    assert claim.cell
    side = 0 if growth_head(claim) == "".join("".join(claim.cell.column[-1:]).split()) else 1
    beside = [
        one
        for one in table
        if one.cell
        and one is not claim
        and one.outside != "serial"
        and one.cell.at[side] == claim.cell.at[side]
        and not growth_head(one)
    ]
    told = [one for one in beside if one.period and one.period_said and one.exact is not None]
    if len(told) != _TWO or told[0].period == told[1].period:
        return None
    was, now = sorted(told, key=_begins)
    return now, was


def _begins(one: Claim) -> date:
    assert one.period
    return one.period.start


def follows(claim: Claim, now: Decimal, was: Decimal) -> bool:
    """Whether a growth in a table is that of two numbers, as a percentage or as a difference."""
    head = growth_head(claim)
    units = ["%"] if _PERCENT.search(head) else ["%", claim.mention.unit]
    heads = (head, f"{head}下降") if _BOTH_WAYS.search(head) else (head,)
    said = (
        replace(claim, clause=clause, mention=claim.mention._replace(unit=unit)) for clause in heads for unit in units
    )
    return any(growth(one, now, was) for one in said)
