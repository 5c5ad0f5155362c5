"""Several times named together, each of which asks for so much: 7月底、12月底前各开展1次, 分别于3月、9月…各1次."""

from __future__ import annotations

import calendar
import datetime
import re

MOST = 6
_ONE = r"(?:\d{1,2}月(?:份|底|末|[上中下]旬|\d{1,2}日)?|第?[一二三四]季度)之?前?"
_SEVERAL = re.compile(rf"(?<![\d—–~～至\-])({_ONE}(?:[、，和及与]{_ONE})+)([^，。；：\n]*)$")
_EACH_TIME = re.compile(
    "各(?!社区|单位|村|居|街道|镇|站|所|支部|级|类|部门|科|条线|行业|界|项|网格|小区|企业|学校|地|基层)"
)
_MONTH = re.compile(r"(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|(?P<third>[上中]旬))?|第?(?P<quarter>[一二三四])季度")
_THIRDS = {"上旬": 10, "中旬": 20}


def each_by(before: str, year: int | None) -> list[datetime.date]:
    """The days by which a number asks for so much each, of the words of its clause that stand before it; none where no
    several times are named there, or where it is not said of each of them."""
    found = _SEVERAL.search(before)
    if not found or not year or not _EACH_TIME.search(found[2]):
        return []
    days = [day for one in _MONTH.finditer(found[1]) if (day := _end(one, year))]
    return days if 1 < len(days) <= MOST and days == sorted(set(days)) else []


def _end(one: re.Match[str], year: int) -> datetime.date | None:
    month = "一二三四".index(one["quarter"]) * 3 + 3 if one["quarter"] else int(one["month"])
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(one["day"]) if one["day"] else _THIRDS.get(one["third"] or "", last)
    return datetime.date(year, month, day) if 1 <= day <= last else None
