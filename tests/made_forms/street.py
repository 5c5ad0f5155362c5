"""An invented street of 14 communities and two offices, and the 900 activities of its year as a list to import."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

STREET = "枫林街道"
COMMUNITIES = (
    "枫桥社区", "柳岸社区", "东兴社区", "西兴社区", "望江社区", "湖滨社区", "翠竹社区", "锦绣花园社区", "红旗社区", "新华社区",
    "梧桐里社区", "石板桥社区", "光明社区", "向阳社区",
)  # fmt: skip
OFFICES = ("党群工作办公室", "社会事务办公室")
LINES = {
    "union": "工会", "youth": "团委", "women": "妇联", "redcross": "红十字", "liaison": "人大", "volunteering": "志愿服务",
    "learning": "社区教育", "enterprise": "企业服务",
}  # fmt: skip
HEAD = [
    "单位",
    "开始日期",
    "活动类型",
    "条线",
    "活动名称",
    "地点",
    "人次",
    "人数",
    "志愿者",
    "户数",
    "份数",
    "金额（元）",
    "时长（小时）",
    "备注",
]
METRICS = {"attendances": 6, "people": 7, "volunteers": 8, "households": 9, "materials": 10, "money": 11, "hours": 12}


@dataclass(frozen=True)
class Made:
    unit: str
    day: date
    kind: str
    line: str
    title: str
    place: str
    amounts: dict[str, Decimal] = field(hash=False)
    note: str = ""

    @property
    def month(self) -> int:
        return self.day.month


# kind's name, line, titles, how many a year, amounts as (metric, from, to, how often noted)
_SORTS = (
    ("志愿服务", "volunteering", ("学雷锋志愿服务", "清洁家园志愿服务", "义务理发进社区", "文明劝导志愿服务", "敬老爱老志愿服务"), 190,
     (("attendances", 10, 80, 1.0), ("volunteers", 5, 30, 0.9), ("hours", 2, 40, 0.8))),
    ("宣传", "volunteering", ("垃圾分类宣传", "消防安全宣传", "文明养犬宣传"), 70, (("attendances", 30, 150, 1.0), ("materials", 50, 300, 0.85))),
    ("宣传", "women", ("反诈宣传进万家", "妇女权益保障法宣传"), 45, (("attendances", 30, 120, 1.0), ("materials", 50, 200, 0.9))),
    ("讲座", "women", ("家庭教育讲座", "女性健康知识讲座", "法律维权知识讲座"), 60, (("attendances", 20, 70, 1.0),)),
    ("主题活动", "women", ("三八妇女节插花", "亲子读书会", "好家风故事会"), 50, (("attendances", 15, 60, 1.0),)),
    ("培训", "redcross", ("应急救护培训", "心肺复苏应急救护培训"), 45, (("attendances", 20, 60, 1.0), ("hours", 2, 8, 0.5))),
    ("捐献", "redcross", ("无偿献血", "爱心无偿献血活动"), 40, (("people", 5, 40, 1.0), ("attendances", 10, 60, 0.9))),
    ("捐献", "redcross", ("博爱一日捐", "“博爱一日捐”募捐活动"), 30, (("money", 500, 9000, 1.0), ("attendances", 20, 120, 0.8))),
    ("慰问帮扶", "redcross", ("走访慰问困难家庭", "冬送温暖慰问"), 55, (("households", 3, 25, 1.0), ("money", 600, 8000, 0.7))),
    ("慰问帮扶", "union", ("夏送清凉慰问一线职工", "慰问困难职工"), 40, (("people", 5, 60, 1.0), ("households", 1, 9, 0.3), ("money", 500, 5000, 0.8))),
    ("培训", "union", ("职工技能培训", "工会干部业务培训"), 45, (("attendances", 15, 50, 1.0), ("hours", 2, 6, 0.6))),
    ("比赛", "union", ("职工乒乓球赛", "职工趣味运动会"), 25, (("attendances", 20, 90, 1.0),)),
    ("会议", "liaison", ("代表联络站工作会", "民生实事项目推进会"), 40, (("attendances", 8, 30, 1.0),)),
    ("走访", "enterprise", ("走访企业", "走访企业送政策"), 50, (("people", 2, 6, 0.5),)),
    ("培训", "learning", ("智能手机课堂", "青年夜校摄影班", "青年夜校瑜伽班"), 60, (("attendances", 12, 40, 1.0), ("hours", 1, 3, 0.9))),
    ("学习", "youth", ("青年大学习", "读书分享学习会"), 30, (("attendances", 10, 40, 1.0),)),
    ("筛查义诊", "women", ("两癌筛查", "爱心义诊进社区"), 25, (("attendances", 30, 120, 1.0),)),
)  # fmt: skip
_QUIET = {"向阳社区": {"培训", "比赛"}, "光明社区": {"捐献"}}


def made(year: int = 2025, seed: int = 5) -> list[Made]:
    """The list: days from January to December, some communities without some kinds, some amounts not noted."""
    chance = Random(seed)
    found = []
    for kind, line, titles, count, amounts in _SORTS:
        for _turn in range(count):
            unit = chance.choice((*COMMUNITIES, *COMMUNITIES, *OFFICES, STREET, STREET))
            if kind in _QUIET.get(unit, ()):
                unit = COMMUNITIES[0]
            day = date(year, 1, 1) + timedelta(days=chance.randrange(365))
            told = {m: Decimal(chance.randint(a, b)) for m, a, b, often in amounts if chance.random() < often}
            if unit == "望江社区":
                told.pop("materials", None)
            if unit == "新华社区":
                told.pop("hours", None)
            short = unit.removesuffix("社区")
            found.append(Made(unit, day, kind, line, chance.choice(titles), f"{short}党群服务中心", told))
    return sorted(found, key=lambda one: (one.day, one.unit, one.title))


def rows(entries: Iterable[Made]) -> list[list[object]]:
    """The list as an Excel sheet has it."""
    found = []
    for one in entries:
        row: list[object] = [
            one.unit,
            one.day,
            one.kind,
            LINES[one.line],
            one.title,
            one.place,
            *([None] * 7),
            one.note,
        ]
        for metric, column in METRICS.items():
            row[column] = one.amounts.get(metric)
        found.append(row)
    return found


Test = Callable[[Made], bool]


def figure(
    entries: Iterable[Made],
    metric: str,
    *,
    units: Iterable[str] | None = None,
    kinds: Iterable[str] = (),
    line: str = "",
    title: str = "",
    months: Iterable[int] = range(1, 13),
    until: date | None = None,
) -> Decimal | None:
    """By the conventions of the issue: nothing held is 0, held but not noted is none, people over several don't add."""
    wanted, meant, when = set(units or ()), set(kinds), set(months)
    found = [
        one
        for one in entries
        if (not wanted or one.unit in wanted)
        and (not meant or one.kind in meant)
        and (not line or one.line == line)
        and title in one.title.replace("“", "").replace("”", "")
        and one.month in when
        and (until is None or one.day <= until)
    ]
    if not found:
        return Decimal(0)
    if metric == "times":
        return Decimal(len(found))
    noted = [one.amounts[metric] for one in found if metric in one.amounts]
    if not noted or (metric == "people" and len(noted) > 1):
        return None
    return sum(noted, Decimal(0))


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The rows shown, added up."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None
