"""Days that are told in parts: 年|月|日 in three columns, a day under its month, time and place in one cell."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Any

from yiben.lib.dates import read_days
from yiben.lib.plain import Reading, plain, quoted

_WEEKDAY = r"(?:\s*[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?)?\s*(?:上午|下午|晚上)?"
_DAY_ALONE = re.compile(rf"(\d{{1,2}})(?:\.0)?\s*[日号]?{_WEEKDAY}")
_DAYS_ALONE = re.compile(rf"(\d{{1,2}})\s*[日号]?\s*[-~—–至到、]\s*(\d{{1,2}})\s*[日号]{_WEEKDAY}")
_MONTH = re.compile(r"(?:20\d\d\s*[年./-]\s*)?(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九](?!季))(?:\.0)?\s*月?份?")
_MONTH_NAMED = re.compile(r"(?<![\d.一二三四五六七八九十])(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月")
_CLOCK = re.compile(
    r"(?:上午|下午|晚上|晚|中午)?\s*\d{1,2}(?:[:：]\d{2}(?:[:：]\d{2})?|[点时](?:\d{1,2}分?|半|整)?)(?:\s*[-~—至到]\s*(?:上午|下午|晚上|晚|中午)?\s*\d{1,2}(?:[:：]\d{2}|[点时](?:\d{1,2}分?|半)?))?"
)
_NUMBERS = {name: at for at, name in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), start=1)}
_ONE_MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_PERIOD = re.compile(
    rf"(?P<shown>20\d\d)[-./](?P<shown_month>1[0-2]|0?[1-9])|(?:(?P<year>20\d\d)年?度?)?(?:(?P<first>{_ONE_MONTH})月?(?:份?[-~—–至到]"
    rf"(?P<last>{_ONE_MONTH}))?月|第?(?P<quarter>[一二三四1-4])季|(?P<half>[上下])半年|(?P<all>全年))|(?P<alone>{_ONE_MONTH})"
)
_ENDS = re.compile(r"[日号午晚天点分半时)）0-9](?!\d)|[\s，,；;、。]")
_EDGES = " /／，,；;、。\n\r\t-—"
_TIME_LABEL = re.compile(r"^(?:活动|开展|举办)?(?:时间|日期)\s*[:：]\s*")
_PLACE_LABEL = re.compile(r"^(?:在|于)?(?:(?:活动|开展|举办)?(?:地点|场所)\s*[:：]\s*)?")
_LONGEST = 60


def in_month(cell: Any, month: int | None) -> Any:
    """A day alone (5日, or 5 in the sheet called 3月) with the month that it stands under."""
    if not month or cell is None:
        return cell
    text = plain(str(cell))
    if days := _DAYS_ALONE.fullmatch(text):
        return f"{month}月{days[1]}日-{days[2]}日"
    day = _DAY_ALONE.fullmatch(text)
    return f"{month}月{day[1]}日" if day else cell


def month_in(cell: Any, *, named: bool = False) -> int | None:
    """The month that a cell is: 3, 3月, 2025年3月; `named` where it stands among other words: 三、3月份."""
    text = plain(str(cell)) if cell is not None else ""
    found = _MONTH_NAMED.search(text) if named else _MONTH.fullmatch(text)
    return _month_number(found[1]) if found else None


def day_of_parts(year: Any, month: Any, day: Any, default_year: int) -> Reading[tuple[date, date]]:
    """The day whose year, month and day stand in columns of their own."""
    digits = re.search(r"20\d\d|(?<!\d)\d\d(?!\d)", plain(str(year or "")))
    full = int(digits[0]) if digits else default_year
    number = month_in(month)
    if number is None:
        return Reading(problem=f"{quoted(str(month))}不是月份" if month else "没有写月份")
    if day is None or day == "":
        return Reading(problem=f"“{full}年{number}月”缺少哪一日")
    return read_days(in_month(day, number), year=full if full > 99 else 2000 + full)


def period_in(cell: Any, year: int, *, monthly: bool = False) -> tuple[date, date] | None:
    """The days of a month or of months that a cell names: 3月, 2025年1-6月, 一季度, 上半年. `monthly` where the column
    is headed 月份, so that 3, or a day that Excel shows as its month, is that month too."""
    if isinstance(cell, date):
        return _months(cell.year, cell.month, cell.month) if monthly else None
    if cell is None or isinstance(cell, bool):
        return None
    text = re.sub(r"\s|[份度]$|累计|合计", "", plain(str(cell)))
    found = _PERIOD.fullmatch(text)
    if found is None:
        return None
    year = int(found["year"] or found["shown"] or year)
    if found["quarter"]:
        number = _NUMBERS.get(found["quarter"]) or int(found["quarter"])
        return _months(year, number * 3 - 2, number * 3)
    if found["half"]:
        return _months(year, 1, 6) if found["half"] == "上" else _months(year, 7, 12)
    if found["all"]:
        return _months(year, 1, 12)
    if found["alone"] and not monthly:
        return None
    first = _month_number(found["shown_month"] or found["alone"] or found["first"])
    return _months(year, first, _month_number(found["last"]) if found["last"] else first)


def _month_number(text: str) -> int:
    return _NUMBERS.get(text) or int(text)


def _months(year: int, first: int, last: int) -> tuple[date, date] | None:
    if not 1 <= first <= last <= 12:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def is_clock(cell: Any) -> bool:
    """Whether a cell tells an hour and no day."""
    return isinstance(cell, str) and bool(_CLOCK.fullmatch(plain(cell)))


def day_and_place(cell: Any, year: int) -> tuple[Reading[tuple[date, date]], str]:
    """3月5日上午，社区广场 as the day and the place; the longest beginning, or end, that reads as days is the day."""
    if not isinstance(cell, str):
        return read_days(cell, year=year), ""
    text = _TIME_LABEL.sub("", cell.strip())
    for end in reversed(_ends(text)):
        reading = read_days(text[:end].strip(_EDGES), year=year)
        if reading.value:
            return reading, _place(text[end:])
    for begin in _begins(text):
        reading = read_days(_TIME_LABEL.sub("", text[begin:].strip(_EDGES)), year=year)
        if reading.value:
            return reading, _place(text[:begin])
    return read_days(text[:_LONGEST], year=year), ""


def _ends(text: str) -> list[int]:
    whole = [len(text)] if len(text) <= _LONGEST else []
    return sorted({*whole, *(found.end() for found in _ENDS.finditer(text[:_LONGEST]))})


def _begins(text: str) -> list[int]:
    starts = (found.end() for found in re.finditer(r"[\s，,；;、（(]", text))
    return [at for at in starts if at < len(text) and re.match(r"\s*(?:时间|日期|\d)", text[at:])]


def _place(text: str) -> str:
    words = _PLACE_LABEL.sub("", plain(text).strip(_EDGES)).strip(_EDGES)
    return words[1:-1].strip() if words.startswith("(") and words.endswith(")") else words.strip("(")
