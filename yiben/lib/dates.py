"""Days as people type them into spreadsheets, in all the manners that were met; an impossible one says why."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from yiben.lib.periods import SHANGHAI
from yiben.lib.plain import Reading, plain, quoted

_LONGEST = 80
# Excel counts days from here (it believes in 29 February 1900, so days before March 1900 would be one off).
_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 18264, 73415  # 1950 to 2100: smaller numbers are counts, larger ones are 20250305
_FIRST_YEAR, _LAST_YEAR = 1949, 2100
_LONGEST_STRETCH = timedelta(days=366)

_SHAPES = [
    re.compile(shape, re.ASCII)
    for shape in (
        r"(?P<y>\d{4}|\d{2}) ?年 ?(?P<m>\d{1,2}) ?[月./] ?(?P<d>\d{1,2}) ?[日号]?",
        r"(?P<y>\d{4}) ?(?P<s>[-./\\,]|(?<=\d) (?=\d)) ?(?P<m>\d{1,2})(?: ?月 ?| ?(?P=s) ?)(?P<d>\d{1,2}) ?[日号]?",
        r"(?P<y>\d{2})(?P<s>[-./])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2}) ?[日号]?",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        r"(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号]?",
        r"(?P<m>\d{1,2})(?P<s>[-./])(?P<d>\d{1,2}) ?[日号]?",
    )
]
_DAY_ONLY = re.compile(r"(?P<d>\d{1,2}) ?[日号]?", re.ASCII)

_CLOCK = (
    r"(?:\d{1,2}(?:[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?|[时点](?:\d{1,2}分?|半|整)?|(?=[-~—–至到]\d{1,2}[时点:]))"
    "|[一二两三四五六七八九十]{1,3}[时点](?:半|整)?)"
)
_PART = "(?:凌晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚|全天|am|pm)"
_HALF_DAY = f"(?:(?:每天|每日|当天)?{_PART}(?:[,、和及]{_PART})?)"
_TAIL = re.compile(
    r"[ ,，]?(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?[ ,，]?"
    rf"(?:[( t]?{_HALF_DAY}? ?(?:{_CLOCK})?(?: ?{_HALF_DAY})?"
    rf"(?: ?[-~—–至到] ?{_HALF_DAY}? ?{_CLOCK})?\)?)?[.。;；,，]?",
    re.ASCII | re.IGNORECASE,
)
# Behind a blank 14:30-16:00 are two hours of a day: only what is written with a T lies west of Greenwich.
_ISO_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)? ?(?:Z|[+-]\d\d:?\d\d)"
    r"| \d\d:\d\d(?::\d\d(?:\.\d{1,6})?)? ?(?:Z|\+\d\d:?\d\d))",
    re.ASCII,
)

# 5月15日（国际家庭日）is that day, and so is 5月15日起; 5月15日（暂定）is none yet, and 5月15日（小广场）tells a
# place too.
_REMARK = re.compile(
    r"(?<=[日号\d]) ?\((?:[\u4e00-\u9fff]{1,8}[日节年]|(?:农历|阴历)[^)]{2,10})\)$"
    r"|(?<=[日号午点半\d]) ?\(?(?:[一二两三四五六七八九十\d]{1,2}(?:天|个?小时)|补[录记]?"
    r"|第[一二三四五六七八九十\d]{1,2}[场期次批])\)?$"
    r"|(?<=[日号午晚点分半\d]) ?(?:起|开始)$"
)
# How often within the days: 3月5日-4月23日（每周三）, 7月7日-8月15日，共30次.
_AGAIN = re.compile(
    r"(?<=[日号\d]) ?[(,，;；]? ?(?:每(?:周|逢|月|天|日|晚|隔|星期)[^),，;；\d]{0,8}|逢[^),，;；\d]{1,6}"
    r"|[共计]\d{1,3}[次期场天讲课][^)]{0,4}"
    r"|(?:周|星期)[一二三四五六日天](?:[、,至到和-](?:周|星期)?[一二三四五六日天])+)\)?$"
)

# A weekday or an hour may stand before the day: 周三 3月5日, 上午9:00（3月7日）.
_LED = re.compile(
    r"(?=\D|\d{1,2}[:时点])(?:(?:活动)?(?:时间|日期):)? ?(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)? ?"
    rf"(?:{_HALF_DAY}? ?{_CLOCK})?[ ,]?"
    r"(?=\(?(?:\d{4}[年./-]|\d{1,2}[月./-]\d))",
    re.ASCII,
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒−", "-") | dict.fromkeys("―─━－", "—") | {"〜": "~", "。": "."})
_WEEKDAY = re.compile(r"\((?:星期|周|礼拜)[一二三四五六日天]\)")
_BETWEEN = re.compile("[-~—–至到]+")
_CHINESE_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_CHINESE_NUMBER = re.compile("[〇○零一二三四五六七八九十]+(?=[年月日号])")


def read_day(cell: object, *, year: int | None = None) -> Reading[date]:
    """The one day in a cell, or why there is none; `year` stands in where only 3月5日 was typed.

    Understood: 2025-3-5, 2025/3/5, 2025.3.5, 2025年3月5日, 二〇二五年三月五日, 25.3.5, 20250305, Excel's 45721,
    all in full width too, with a weekday or a time behind. Moments with a time zone become days in Shanghai.
    """
    match cell:
        case None:
            return Reading()
        case bool():
            return Reading(problem=f"{quoted(str(cell))}不是日期")
        case datetime():
            return _plausible((cell.astimezone(SHANGHAI) if cell.tzinfo else cell).date())
        case date():
            return _plausible(cell)
        case int() | float():
            return _from_number(cell, year)
        case str():
            return _from_text(cell, year)
    return Reading(problem=f"{quoted(str(cell))}不是日期")


def read_days(cell: object, *, year: int | None = None) -> Reading[tuple[date, date]]:
    """First and last day in a cell: 3月5日-7日, 2025.3.5—3.7, 3月30日至4月2日; a single day is both."""
    single = read_day(cell, year=year)
    if single.value is not None:
        return Reading((single.value, single.value))
    if not isinstance(cell, str) or not single.problem or len(cell) > _LONGEST:
        return Reading(problem=single.problem)
    return _stretch(_REMARK.sub("", _AGAIN.sub("", _tidy(cell))), year) or Reading(problem=single.problem)


# --- numbers and single days --------------------------------------------------------------------------------------


def _from_number(number: int | float, year: int | None = None) -> Reading[date]:
    whole = int(number) if abs(number) < 10**9 else 0
    if _FIRST_SERIAL <= whole <= _LAST_SERIAL:
        return Reading(_EXCEL_EPOCH + timedelta(days=whole))
    if whole == number:
        return _from_digits(str(whole))
    if year is not None and 1 < number < 13:
        return _from_month_and_day(f"{number:.15g}", year)
    return Reading(problem=f"{quoted(f'{number:.15g}')}看不出是哪一天，请写成 2025-3-5")


def _from_month_and_day(typed: str, year: int) -> Reading[date]:
    """3.5 typed into Excel became a number; 3.1 may have been 3.10, which nobody can tell any more."""
    month, _point, day = typed.partition(".")
    if day in ("1", "2", "3"):
        told = f"{quoted(typed)}分不清是{month}月{day}日还是{month}月{day}0日，请写成 {year}-{month}-{day}"
        return Reading(problem=told)
    if len(day) > 2:
        return Reading(problem=f"{quoted(typed)}看不出是哪一天，请写成 2025-3-5")
    return _made(None, month, day, year)


def _from_digits(digits: str) -> Reading[date]:
    if len(digits) == 8:
        return _made(digits[:4], digits[4:6], digits[6:], None)
    if len(digits) == 6:
        return _from_six(digits)
    if len(digits) == 5 and _FIRST_SERIAL <= int(digits) <= _LAST_SERIAL:
        return _from_number(int(digits))
    if len(digits) == 4 and _FIRST_YEAR <= int(digits) <= _LAST_YEAR:
        return Reading(problem=f"{quoted(digits)}只有年份，缺月和日")
    return Reading(problem=f"{quoted(digits)}看不出是哪一天，请写成 2025-3-5")


def _from_six(digits: str) -> Reading[date]:
    """250305 is a day, 202503 a month; 201205 could be either and is refused."""
    day = _made(digits[:2], digits[2:4], digits[4:], None)
    month = digits[:2] in ("19", "20") and 1 <= int(digits[4:]) <= 12
    if month:
        problem = "看不出是哪一天" if day.value else "只有年和月，缺日"
        return Reading(problem=f"{quoted(digits)}{problem}，请写成 2025-3-5")
    return day


def _from_text(text: str, year: int | None) -> Reading[date]:
    if len(text) > _LONGEST:
        return Reading(problem=f"{quoted(text)}太长，不像是日期")
    if _ISO_MOMENT.fullmatch(text.strip()):
        return _from_moment(text.strip())
    tidy = _REMARK.sub("", _tidy(text))
    if not tidy:
        return Reading()
    digits = re.sub(r"^(\d{5,8})\.\d+$", r"\1", tidy, flags=re.ASCII)  # a serial or 20250305 that became text
    if digits.isascii() and digits.isdigit():
        return _from_digits(digits)
    return _day_in(tidy, year) or Reading(problem=_unread(tidy))


def _from_moment(text: str) -> Reading[date]:
    try:
        return read_day(datetime.fromisoformat(text.replace(" +", "+").replace(" Z", "Z")))
    except (ValueError, OverflowError):
        return Reading(problem=f"{quoted(text)}不是日期")


def _tidy(text: str) -> str:
    text = plain(text).translate(_DASHES).strip(" '\"").replace("元月", "1月")
    if led := _LED.match(text):
        text = text[led.end() :].removeprefix("(").removesuffix(")")
    return _CHINESE_NUMBER.sub(lambda found: str(_chinese_number(found[0])), text)


def _day_in(text: str, year: int | None) -> Reading[date] | None:
    """The day that `text` is, a time behind it read over; None where it has no shape of a day."""
    for shape in _SHAPES:
        if (found := shape.match(text)) and _TAIL.fullmatch(text, found.end()):
            parts = found.groupdict()
            return _made(parts.get("y"), parts["m"], parts["d"], year)
    return None


def _unread(text: str) -> str:
    if re.search(r"\d{1,2}[-./]\d{1,2}[-./]\d{4}", text, re.ASCII):
        return f"{quoted(text)}分不清月和日，请把年份写在前面，如 2025-3-5"
    if re.fullmatch(r"(\d{2,4} ?[年./-] ?)?\d{1,2} ?月?(初|底|末|份|[上中下]旬)?", text, re.ASCII):
        return f"{quoted(text)}缺少哪一日"
    if re.fullmatch(r"\d.*[-~—–至到、].*\d[日号]?", text, re.ASCII):
        return f"{quoted(text)}不是一天，看不懂起止日期"
    return f"{quoted(text)}不是日期"


def _made(year: str | None, month: str, day: str, default_year: int | None) -> Reading[date]:
    full_year = _full_year(year) if year else default_year
    if not 1 <= int(month) <= 12:
        return Reading(problem=f"没有{int(month)}月")
    if full_year is None:
        return Reading(problem=f"“{int(month)}月{int(day)}日”没有写年份")
    try:
        return _plausible(date(full_year, int(month), int(day)))
    except ValueError:
        return Reading(problem=f"{full_year}年{int(month)}月没有{int(day)}日")


def _full_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) < 70 else 1900)


def _plausible(day: date) -> Reading[date]:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return Reading(problem=f"{day.year}年不像是对的年份")
    return Reading(day)


def _chinese_number(text: str) -> int:
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * _chinese_number(tens or "一") + (_chinese_number(ones) if ones else 0)
    return int("".join(str(_CHINESE_DIGITS[digit]) for digit in text))


# --- stretches ----------------------------------------------------------------------------------------------------


def _stretch(text: str, year: int | None) -> Reading[tuple[date, date]] | None:
    joined = _neighbours(text)
    # From the right: in 2025-3-5-7 the last dash is the one that joins.
    for dash in reversed(list(_BETWEEN.finditer(joined))):
        first = _day_in(joined[: dash.start()].strip(), year)
        if first is None:
            continue
        if first.value is None:
            return Reading(problem=first.problem)
        if last := _last_day(joined[dash.end() :].strip(), first.value):
            return _checked(first.value, last)
    return None


def _neighbours(text: str) -> str:
    """3月5日、6日 and 3月5、6、7日 are stretches too, where the days follow each other."""
    text = _WEEKDAY.sub("", text)
    if month := re.match(r"(?:\d{4}年)?(\d{1,2}月)", text, re.ASCII):
        text = re.sub(rf"(?<=[、,]) ?{month[1]}", "", text)
    found = re.fullmatch(r"(.*?\D)?(\d{1,2}) ?日?((?:[、,]\d{1,2} ?日?)+)", text, re.ASCII)
    if not found:
        return text
    days = [int(day) for day in re.findall(r"\d+", found[2] + found[3])]
    follow = days == list(range(days[0], days[0] + len(days)))
    return f"{found[1] or ''}{days[0]}日-{days[-1]}日" if follow else text


def _last_day(text: str, first: date) -> Reading[date] | None:
    if (only := _DAY_ONLY.match(text)) and _TAIL.fullmatch(text, only.end()):
        return _made(None, str(first.month), only["d"], first.year)
    over_new_year = first.month >= 11 and re.match(r"[12] ?[月./-]", text)
    return _day_in(text, first.year + 1 if over_new_year else first.year)


def _checked(first: date, last: Reading[date]) -> Reading[tuple[date, date]]:
    if last.value is None:
        return Reading(problem=last.problem)
    if last.value < first:
        return Reading(problem="结束日期早于开始日期")
    if last.value - first > _LONGEST_STRETCH:
        return Reading(problem="起止日期相隔超过一年")
    return Reading((first, last.value))
