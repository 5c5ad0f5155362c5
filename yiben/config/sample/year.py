"""What the sample street did: 1,400 entries of 2025 up to 20 November, 500 of 2024. The same on every run."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any
from uuid import UUID

from chinese_calendar import is_workday

from yiben.config.sample.street import COMMUNITIES, PARTY_OFFICE, SOCIAL_OFFICE, STREET
from yiben.config.sample.words import names

Entry = dict[str, Any]
Activity = dict[str, Any]
Cell = str | int | Decimal | date | None

_SEASON = re.compile(r"(\d+)(?:\.(\d+))?(?:-(\d+)(?:\.(\d+))?)?:")
LAST_DAY = {2024: date(2024, 12, 31), 2025: date(2025, 11, 20)}
SHANGHAI = timezone(timedelta(hours=8))

# How busy each community is; two have not yet written down the autumn, three never note how many leaflets went out.
BUSY = dict(zip(COMMUNITIES, (17, 13, 9, 10, 12, 15, 10, 6, 5, 11, 13, 7), strict=True))
LATE = {"东堤社区": date(2025, 9, 30), "金桂社区": date(2025, 10, 24)}
NO_LEAFLETS = ("桥北社区", "东堤社区", "棠梨里社区")
OFFICE_HOURS = ("meeting", "visit", "service", "dues", "status", "milestone", "study")
NOTES = (
    "居民反响较好。",
    "因下雨改在室内进行。",
    "由社区社会组织协助开展。",
    "与物业公司共同组织。",
    "活动现场收集居民建议，已转网格办理。",
    "第二批名额已满，拟下月再办一期。",
    "社区卫生服务中心派员参加。",
    "辖区单位提供场地。",
)
HEAD = (
    "单位", "开始日期", "结束日期", "活动类型", "事项", "条线", "活动名称", "地点", "联合单位",
    "场次", "人次", "人数", "志愿者", "户数", "份数", "件数", "金额（元）", "时长（小时）", "比率（%）",
    "对应举措", "备注",
)  # fmt: skip
COLUMNS = {
    "times": "场次",
    "attendances": "人次",
    "people": "人数",
    "volunteers": "志愿者",
    "households": "户数",
    "materials": "份数",
    "items": "件数",
    "money": "金额（元）",
    "hours": "时长（小时）",
    "rate": "比率（%）",
}


@cache
def entries(year: int) -> tuple[Entry, ...]:
    """Every entry of 2025 or 2024 in the order of their days.

    Each is {id, unit, date, end, kind, topic, lines, title, place, note, cohosts, quantities, measure}; units are
    names, terms are slugs, `measure` is a number in the work points of 2025 or None.
    """
    book = _Book(year)
    made = [entry for activity in _catalogue()["activity"] for entry in book.of(activity)]
    made += [entry for single in _catalogue()["single"] for entry in book.one_by_one(single)]
    made.sort(key=lambda entry: (entry["date"], entry["unit"], entry["title"]))
    chance = Random(f"ids {year}")
    return tuple({"id": _uuid7(entry["date"], chance), **entry} for entry in made)


def entries_rows(year: int) -> tuple[list[str], list[list[Cell]]]:
    """The same entries as head and rows of our own Excel template."""
    return list(HEAD), [_row(entry) for entry in entries(year)]


@cache
def _catalogue() -> dict[str, Any]:
    return tomllib.loads(files("yiben.config.sample").joinpath("activities.toml").read_text(encoding="utf-8"))


@dataclass
class _Book:
    year: int
    titles: set[tuple[str, int, str]] = field(default_factory=set)

    def of(self, activity: Activity) -> Iterator[Entry]:
        chance = Random(f"{activity['slug']} {self.year}")
        if "on" in activity:
            yield from self._stocks(activity, chance)
            return
        count = activity["count"][0 if self.year == 2025 else 1]
        for number, (unit, months) in enumerate(_turns(activity, count, chance)):
            yield self._entry(activity, chance, self._day(activity, months, number, chance), unit)

    def one_by_one(self, single: Activity) -> Iterator[Entry]:
        for day, title, amount, *last in single["events"]:
            if day.startswith(str(self.year)):
                entry = self._blank(single, single["unit"], date.fromisoformat(day), title)
                entry["end"] = date.fromisoformat(last[0]) if last else None
                entry["quantities"] = [_quantity(single["metric"], amount)]
                yield entry

    def _entry(self, activity: Activity, chance: Random, day: date, unit: str) -> Entry:
        if not unit or day > LATE.get(unit, day):
            unit = _holder(activity, day, chance)
        entry = self._blank(activity, unit, day, self._title(activity, unit, day, chance))
        entry["end"] = _last_day(activity, day, chance)
        entry["place"] = _place(activity, unit, chance)
        entry["quantities"] = _rounded(_amounts(activity, unit, chance), chance)
        entry["cohosts"] = _cohosts(entry, activity, chance)
        entry["note"] = _note(activity, entry, chance)
        if chance.random() > 0.88 and "spread" not in activity:
            entry["measure"] = None
        return entry

    def _stocks(self, activity: Activity, chance: Random) -> Iterator[Entry]:
        for unit in COMMUNITIES if activity["by"] == "communities" else [activity["office"]]:
            base = chance.randint(*activity["stock"]["base"]) if "stock" in activity else 0
            for number, day in enumerate(activity["on"][str(self.year)]):
                entry = self._blank(activity, unit, date.fromisoformat(f"{self.year}-{day}"), activity["titles"][0])
                entry["quantities"] = [self._stock(activity, base, number, chance)]
                yield entry

    def _stock(self, activity: Activity, base: int, number: int, chance: Random) -> dict[str, Any]:
        if "series" in activity:
            return _quantity(activity["series"]["metric"], activity["series"][str(self.year)][number])
        grown = (number and chance.randint(0, 1)) + (self.year == 2025 and chance.randint(0, 1))
        return _quantity(activity["stock"]["metric"], str(base + grown))

    def _blank(self, activity: Activity, unit: str, day: date, title: str) -> Entry:
        return {
            "unit": unit,
            "date": day,
            "end": None,
            "kind": activity["kind"],
            "topic": activity.get("topic"),
            "lines": list(activity["lines"]),
            "title": title,
            "place": "",
            "note": "",
            "cohosts": [],
            "quantities": [],
            "measure": activity.get("measure") if self.year == 2025 else None,
        }

    def _day(self, activity: Activity, months: range, number: int, chance: Random) -> date:
        last = LAST_DAY[self.year]
        weights = [activity["months"][month - 1] * _share_of_month(self.year, month, last) for month in months]
        month = chance.choices(months, weights)[0]
        length = last.day if month == last.month else monthrange(self.year, month)[1]
        runs_over = "days" in activity and number % 4 == 3
        day = date(self.year, month, length if runs_over else chance.randint(1, length))
        return _office_day(day, last) if activity["kind"] in OFFICE_HOURS else day

    def _title(self, activity: Activity, unit: str, day: date, chance: Random) -> str:
        month = day.month if unit in COMMUNITIES else 0
        for _ in range(30):
            title = _worded(activity, unit, day, chance)
            if (unit, month, title) not in self.titles:
                break
        else:
            title += "（二）"
        self.titles.add((unit, month, title))
        return title


def _turns(activity: Activity, count: int, chance: Random) -> list[tuple[str, range]]:
    """Who, where that is settled, and in which months, entry by entry.

    `spread = 4` goes round the quarters; `each = 4` deals most of them to every community in every quarter.
    """
    anyone = ("", range(1, 13))
    if "spread" in activity:
        return [("", _part(activity["spread"], number)) for number in range(count)]
    parts = activity.get("each", 0)
    dealt = [(unit, _part(parts, number)) for unit in COMMUNITIES for number in range(parts)]
    chance.shuffle(dealt)
    turns = [turn if chance.random() < 0.9 else anyone for turn in dealt[:count]]
    return turns + [anyone] * (count - len(turns))


def _part(parts: int, number: int) -> range:
    """The months of a year's quarter, third, half…"""
    length = 12 // parts
    first = number % parts * length + 1
    return range(first, first + length)


def _share_of_month(year: int, month: int, last: date) -> float:
    if month < last.month:
        return 1
    return last.day / monthrange(year, month)[1] if month == last.month else 0


def _office_day(day: date, last: date) -> date:
    """The nearest working day of the same month."""
    month = (day.replace(day=number) for number in range(1, monthrange(day.year, day.month)[1] + 1))
    return min((other for other in month if other <= last and is_workday(other)), key=lambda other: abs(other - day))


def _holder(activity: Activity, day: date, chance: Random) -> str:
    if activity["by"] == "office" or (activity["by"] == "mixed" and chance.random() < 0.3):
        return STREET if chance.random() < 0.15 else str(activity["office"])
    there = [unit for unit in COMMUNITIES if day <= LATE.get(unit, day)]
    return chance.choices(there, [BUSY[unit] for unit in there])[0]


def _in_season(choices: list[str], day: date) -> list[str]:
    """The choices that may be made on this day: "6-8:…" from June to August, "3.1-3.12:…" around 8 March."""
    seasons = [(_SEASON.match(choice), choice) for choice in choices]
    return [choice[mark.end() :] if mark else choice for mark, choice in seasons if not mark or _lies_in(day, mark)]


def _lies_in(day: date, season: re.Match[str]) -> bool:
    month, first_day, last_month, last_day = (int(number) if number else 0 for number in season.groups())
    return (month, first_day) <= (day.month, day.day) <= (last_month or month, last_day or first_day or 31)


def _worded(activity: Activity, unit: str, day: date, chance: Random) -> str:
    drawn = {part: chance.choice(_in_season(choices, day)) for part, choices in activity.get("parts", {}).items()}
    title = chance.choice(_in_season(activity["titles"], day))
    return str(title.format(short=_short(unit), month=day.month, **drawn))


def _short(unit: str) -> str:
    return unit.removesuffix("社区") if unit in COMMUNITIES else STREET


def _place(activity: Activity, unit: str, chance: Random) -> str:
    if "place" not in activity:
        return ""
    group = activity["place"]
    if unit in COMMUNITIES and group == "hall":
        group = "indoor"
    places = _catalogue()["places"][group]
    if unit not in COMMUNITIES and "{" in "".join(places):
        places = _catalogue()["places"]["hall"]
    return str(chance.choice(places).format(short=_short(unit)))


def _last_day(activity: Activity, day: date, chance: Random) -> date | None:
    if "days" in activity:
        return day + timedelta(days=chance.randint(*activity["days"]) - 1)
    two_days = activity["kind"] in ("themed", "volunteering", "publicity") and chance.random() < 0.02
    return day + timedelta(days=1) if two_days else None


def _amounts(activity: Activity, unit: str, chance: Random) -> dict[str, Decimal]:
    amounts = {}
    for metric, (low, high) in activity["quantities"].items():
        left_out = chance.random() > activity.get("sometimes", {}).get(metric, 1)
        amount = _amount(metric, low, high, chance)
        if not left_out and not (metric == "materials" and unit in NO_LEAFLETS):
            amounts[metric] = amount
    for metric, (base, low, high) in activity.get("per", {}).items():
        amounts[metric] = amounts[base] * chance.randint(low, high)
    return amounts


def _amount(metric: str, low: int, high: int, chance: Random) -> Decimal:
    if metric == "hours":
        return Decimal(chance.randint(2 * low, 2 * high)) / 2
    if metric == "money":
        odd = chance.randint(0, 9) if chance.random() < 0.4 else 0
        return Decimal(chance.randint(low // 10, high // 10) * 10 + odd)
    return Decimal(chance.randint(low, high))


def _rounded(amounts: dict[str, Decimal], chance: Random) -> list[dict[str, Any]]:
    """Quantities as noted; now and then somebody only wrote 30余."""
    about = chance.random() < 0.04
    noted = []
    for metric in (metric for metric in COLUMNS if metric in amounts):
        value = amounts[metric]
        if about and metric in ("attendances", "materials") and value > 20 and value % 10:
            value -= value % 10
            noted.append(_quantity(metric, str(value), words=f"{value}余"))
        else:
            noted.append(_quantity(metric, str(value)))
    return noted


def _quantity(metric: str, value: str, words: str = "") -> dict[str, Any]:
    return {"metric": metric, "value": Decimal(value), "words": words}


def _cohosts(entry: Entry, activity: Activity, chance: Random) -> list[str]:
    apart = entry["kind"] in ("service", "dues", "status", "milestone", "relief", "visit") or activity.get("summary")
    if apart or chance.random() > 0.08:
        return []
    others = [unit for unit in (*COMMUNITIES, PARTY_OFFICE, SOCIAL_OFFICE) if unit != entry["unit"]]
    return sorted(chance.sample(others, chance.choice((1, 1, 1, 2))))


def _note(activity: Activity, entry: Entry, chance: Random) -> str:
    if activity.get("summary"):
        return "补录汇总，合并登记。"
    if not entry["place"] or chance.random() > 0.2:
        return ""
    return chance.choice(NOTES)


def _uuid7(day: date, chance: Random) -> str:
    written = datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI) + timedelta(seconds=chance.randrange(32_000))
    milliseconds = int(written.timestamp()) * 1000 + chance.randrange(1000)
    number = (milliseconds << 80) | (7 << 76) | (chance.getrandbits(12) << 64) | (2 << 62) | chance.getrandbits(62)
    return str(UUID(int=number))


def _row(entry: Entry) -> list[Cell]:
    cells: dict[str, Cell] = {
        "单位": entry["unit"],
        "开始日期": entry["date"],
        "结束日期": entry["end"],
        "活动类型": names("kinds")[entry["kind"]],
        "事项": names("topics")[entry["topic"]] if entry["topic"] else "",
        "条线": "、".join(names("lines", "short")[line] for line in entry["lines"]),
        "活动名称": entry["title"],
        "地点": entry["place"],
        "联合单位": "、".join(entry["cohosts"]),
        "对应举措": entry["measure"] or "",
        "备注": entry["note"],
    }
    for quantity in entry["quantities"]:
        cells[COLUMNS[quantity["metric"]]] = quantity["words"] or _number(quantity["value"])
    return [cells.get(column) for column in HEAD]


def _number(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value
