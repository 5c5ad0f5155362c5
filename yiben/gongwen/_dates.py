"""Deadlines in official prose, and the last day each leaves: 6月底前, 预计2024年5月完成, 五一前, 第三季度末."""

import calendar
import datetime
import re
from typing import NamedTuple

from lunardate import LunarDate

from yiben.gongwen._numerals import read_numeral

_FIXED_DAYS = {
    "元旦": (1, 1), "学雷锋纪念日": (3, 5), "学雷锋日": (3, 5), "三八": (3, 8), "妇女节": (3, 8), "植树节": (3, 12),
    "五一": (5, 1), "劳动节": (5, 1), "五四": (5, 4), "青年节": (5, 4), "世界红十字日": (5, 8), "护士节": (5, 12), "六一": (6, 1),
    "儿童节": (6, 1), "七一": (7, 1), "建党节": (7, 1), "八一": (8, 1), "建军节": (8, 1), "教师节": (9, 10),
    "十一": (10, 1), "国庆": (10, 1), "宪法日": (12, 4), "国际志愿者日": (12, 5), "志愿者日": (12, 5),
}  # fmt: skip
_LUNAR_DAYS = {"春节": (1, 1), "元宵": (1, 15), "端午": (5, 5), "七夕": (7, 7), "中秋": (8, 15), "重阳": (9, 9)}
_FESTIVALS = "|".join(sorted([*_FIXED_DAYS, *_LUNAR_DAYS, "清明", "除夕"], key=len, reverse=True))
_QUARTERS = {mark: quarter for quarter, marks in enumerate(("一1１", "二2２", "三3３", "四4４"), 1) for mark in marks}
_DONE = "完成|建成|竣工|开工|投入使用|启用|交付|验收|举办|举行|召开|启动|报送|上报|实现|开展|组织|落实|落地|印发|出台"
_DEADLINE = re.compile(
    rf"""(?P<lead>预计|计划|拟|力争|争取|确保|到|于|在|截至|截止)?(?P<far>到|于|在)?(?:
    (?<![0-9一二三四五六七八九十两几近每今本明次])年(?P<end>底|末|内|中(?!国))(?P<by>(?:之|以)?前)?
    |(?:(?P<year>(?:19|20)[0-9]{{2}}|二[〇○零][一二三四五][〇○零一二三四五六七八九])\ ?年|(?P<shift>今年|本年|明年|次年|来年))?(?P<open>底|末|内|年底|年末)?(?:
        (?<!每)(?<![0-9一二三四五六七八九十])(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九](?=月))\ ?月(?:份)?(?:\ ?(?P<day>3[01]|[12][0-9]|0?[1-9]|[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九](?=[日号]))\ ?[日号](?:[0-9]{{1,2}}[时点])?|(?P<part>底|末|初|上旬|中旬|下旬))?
        |第?(?P<quarter>[一二三四1-4])季度(?:末|底)?|(?P<half>[上下])半年)?(?P<before>(?:之|以)?前|内(?!蒙))?
    |[“"]?(?P<festival>{_FESTIVALS})[”"]?(?:国际)?(?:妇女节|儿童节|劳动节|青年节|节)?(?P<when>前夕|前后|之前|以前|前|期间|当天|当日)
    |(?P<point>(?:19|20)[0-9]{{2}}(?P<mark>[-./])(?:1[0-2]|0?[1-9])(?P=mark)(?:3[01]|[12][0-9]|0?[1-9]))(?:之|以)?前
    |(?P<within>(?:[0-9]{{1,3}}|[一二两三四五六七八九十]{{1,3}}|半)(?:个)?(?:工作日|年|月|天|日|周))(?:以|之)?内
    )(?P<done>(?:{_DONE}))?""",
    re.VERBOSE,
)
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")
_SHIFTS = {"明年": 1, "次年": 1, "来年": 1}
_PARTS = {"初": 10, "上旬": 10, "中旬": 20}


class Deadline(NamedTuple):
    """The last day for something. `date` where the text names its year; otherwise ask `on(year)`.

    "6月底前" → month 6, day 30; "五一前" → festival 五一, the day before it; "30日内" has no day of its own.
    """

    start: int
    end: int
    text: str
    date: datetime.date | None = None
    month: int | None = None
    day: int | None = None
    festival: str = ""
    eve: bool = False
    years_on: int = 0

    def on(self, year: int) -> datetime.date | None:
        """The day it falls on for a plan of that year; None for a span that starts at an unknown day."""
        if self.date:
            return self.date
        if self.festival:
            return _festival_day(self.festival, year + self.years_on, self.eve)
        if not self.month:
            return None
        return _day_of(year + self.years_on, self.month, self.day)


def deadlines(text: str) -> list[Deadline]:
    """The deadlines a text sets, in order."""
    folded = text.translate(_HALF_WIDTH)
    return [
        found
        for match in _DEADLINE.finditer(folded)
        if match.end() > match.start() and (found := _deadline(match, text))
    ]


def _deadline(match: re.Match[str], text: str) -> Deadline | None:
    place = (match.start(), match.end(), text[match.start() : match.end()])
    if match["within"]:
        return Deadline(*place)
    if match["festival"]:
        return Deadline(*place, festival=match["festival"], eve=match["when"].endswith("前") or match["when"] == "前夕")
    if match["point"]:
        point = _day_of(*map(int, match["point"].split(match["mark"])))
        return Deadline(*place, date=point) if point else None
    if match["end"]:
        if match["end"] != "内" and not (match["by"] or match["done"] or match["lead"] or match["far"]):
            return None  # 年底考核 names a season, 年底前 sets an end
        return Deadline(*place, month=6 if match["end"] == "中" else 12)
    month, day = _month_and_day(match)
    year = match["year"]
    if not _sets_a_day(match, month):
        return None
    if not year:
        return Deadline(*place, month=month or 12, day=day, years_on=_SHIFTS.get(match["shift"] or "", 0))
    fixed = _day_of(_number(year), month or 12, day)
    return Deadline(*place, date=fixed) if fixed else None


def _month_and_day(match: re.Match[str]) -> tuple[int | None, int | None]:
    if match["quarter"]:
        return _QUARTERS[match["quarter"]] * 3, None
    if match["half"]:
        return 6 if match["half"] == "上" else 12, None
    if not match["month"]:
        return None, None
    day = _number(match["day"]) if match["day"] else _PARTS.get(match["part"] or "")
    return _number(match["month"]), day


def _number(words: str) -> int:
    numeral = read_numeral(words.replace("○", "〇"))
    assert numeral  # the pattern lets only numerals through
    return int(numeral.base)


def _sets_a_day(match: re.Match[str], month: int | None) -> bool:
    """A year or month alone only dates something; 前, 底, 到 or a verb of finishing makes it a deadline."""
    if match["quarter"] or match["half"]:
        return True
    named = month or match["year"] or match["shift"]
    ends = match["before"] or match["open"] or match["part"] in ("底", "末") or match["done"]
    arrives = match["year"] and "到" in (match["lead"], match["far"])
    return bool(named and (ends or arrives))


def _day_of(year: int, month: int, day: int | None) -> datetime.date | None:
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return None
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, min(day or last, last))


def _festival_day(name: str, year: int, eve: bool) -> datetime.date | None:
    day = _festival(name, year)
    return day - datetime.timedelta(days=1) if day and eve else day


def _festival(name: str, year: int) -> datetime.date | None:
    if name in _FIXED_DAYS:
        return _day_of(year, *_FIXED_DAYS[name])
    if name == "清明":
        return _qingming(year)
    month, day = _LUNAR_DAYS.get(name, (1, 1))
    try:
        solar: datetime.date = LunarDate(year, month, day).to_solar_date()
    except ValueError:
        return None
    return solar - datetime.timedelta(days=1) if name == "除夕" else solar


def _qingming(year: int) -> datetime.date | None:
    """The solar term by the usual formula, right for 1901 to 2099."""
    if not 1901 <= year <= 2099:
        return None
    short, constant = (year % 100, 4.81) if year > 2000 else (year % 100, 5.59)
    leaps = short // 4 if year > 2000 else (short - 1) // 4
    return datetime.date(year, 4, int(short * 0.2422 + constant) - leaps)
