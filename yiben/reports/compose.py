"""The default annual report and quarterly brief: a text to start from, made of the book and the plan.

What it says is what the book has: an indicator without an answer is left out, examples are titles of entries, problems
are the targets that lag. A person rewrites it; the figures stay figures.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from yiben.figures.rollup import Figure
from yiben.figures.targets import Reading
from yiben.ledger.models import Entry
from yiben.lib.canonical import plain_decimal
from yiben.lib.masking import masked
from yiben.lib.periods import Period
from yiben.units.models import Line, Unit, UnitKind

NUMBERS = "一二三四五六七八九十"
EXAMPLES = 3
NAMED = 4
LATE = ("overdue", "at_risk")
EMPTY: Mapping[str, str] = {}


@lru_cache(maxsize=1)
def phrases() -> dict[str, Any]:
    """phrases.toml: [whole], points by line, [tasks] and [table]."""
    return tomllib.loads(files("yiben.reports").joinpath("phrases.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Material:
    """What a text is made from: the unit's figures by indicator, readings of targets, examples by line."""

    unit: Unit
    period: Period
    lines: Sequence[Line]
    figures: dict[str, Figure]
    readings: Sequence[Reading]
    examples: dict[str, list[str]]
    compared: frozenset[str] = frozenset()
    """The indicators that have something of a year before to be compared with."""

    def tells(self, slug: str) -> bool:
        """Whether the book has something to say: an answer, and not just nothing."""
        figure = self.figures.get(slug)
        return figure is not None and bool(figure.value)

    @property
    def told(self) -> list[Line]:
        """The lines of which the book has anything to say, in the catalogue's order."""
        return [line for line in self.lines if _points(self, line) or self.examples.get(line.slug)]

    @property
    def late(self) -> list[Reading]:
        return [reading for reading in self.readings if reading.state in LATE]

    @property
    def plans(self) -> str:
        """The plans that the targets stand in: 《青棠街道2025年度工作要点》."""
        return "".join(dict.fromkeys(f"《{reading.target.measure.plan.title}》" for reading in self.readings))

    @property
    def to_day(self) -> str:
        """截至11月20日; nothing where the whole year is told."""
        end = self.period.end
        return "" if (end.month, end.day) == (12, 31) else f"截至{_day(end)}，"


def annual(material: Material) -> str:
    """The annual report's text."""
    paragraphs = [_opening(material), "一、主要工作完成情况"]
    for number, line in enumerate(material.told):
        paragraphs += [f"（{NUMBERS[number]}）{line.name}", *_section(material, line)]
    if material.readings:
        paragraphs += [f"{_next(paragraphs)}、目标任务完成情况", _so_far(material), "【目标表】"]
    paragraphs += [f"{_next(paragraphs)}、各社区主要工作量", TABLED, _table()]
    paragraphs += [f"{_next(paragraphs)}、存在的问题", *_problems(material)]
    paragraphs += [f"{_next(paragraphs)}、下一步工作打算", *_intentions(material)]
    return "\n".join(paragraphs)


def quarterly(material: Material) -> str:
    """The quarterly brief's text: a page or two."""
    paragraphs = [_opening(material), "一、工作开展情况"]
    for number, line in enumerate(material.told):
        told = "；".join(words for _lead, words in _points(material, line))
        paragraphs.append(f"（{NUMBERS[number]}）{line.name}。{told + '。' if told else ''}{_shown(material, line, 2)}")
    paragraphs += ["二、各社区主要工作量", TABLED, _table()]
    return "\n".join(paragraphs)


TABLED = "各社区主要工作量见下表，合计含街道本级和站办所开展的工作。"


def _opening(material: Material) -> str:
    year = material.period.start.year
    if material.period.start == date(year, 1, 1) and material.period.end.month > 6:
        lead = f"{year}年，{material.unit.name}{_by_the_plan(material)}。{material.to_day or '全年'}"
    else:
        lead = f"{material.period.label()}，{material.unit.name}{_by_the_plan(material)}，"
    told = _clauses(material, phrases()["whole"])
    return f"{lead}{told}。{_beside_last_year(material)}" if told else f"{lead.rstrip('，')}。"


def _beside_last_year(material: Material) -> str:
    """What is said of a year before: only where the book, or a document, tells it."""
    said = [
        words for slug, words in phrases()["compared"].items() if slug in material.compared and material.tells(slug)
    ]
    return f"与上年同期相比，{'，'.join(said)}。" if said else ""


def _by_the_plan(material: Material) -> str:
    return f"按照{material.plans or '年度工作要点'}部署，推进群团和民生各项工作"


def _clauses(material: Material, said: dict[str, str]) -> str:
    return "，".join(phrase for slug, phrase in said.items() if material.tells(slug))


def _points(material: Material, line: Line, goals: Mapping[str, str] = EMPTY) -> list[tuple[str, str]]:
    """What the book tells of a line: (lead, clauses), each clause with its goal behind it where there is one."""
    points = []
    for point in phrases().get(line.slug, ()):
        said = {slug: words + goals.get(slug, "") for slug, words in point.items() if slug != "lead"}
        if told := _clauses(material, said):
            points.append((point["lead"], told))
    return points


def _goals(readings: Sequence[Reading]) -> dict[str, str]:
    """（年度目标20500元）, by indicator, for targets of the whole that are not of one task's entries only."""
    found: dict[str, str] = {}
    for reading in readings:
        target = reading.target
        if target.scope == "total" and not target.own and not target.frequency and target.comparator == "ge":
            due = target.deadline or target.measure.deadline
            goal = "年度目标" if due is None or due.month == 12 else f"{due.month}月底前目标"
            found.setdefault(reading.definition.slug, f"（{goal}{plain_decimal(target.value)}{target.unit}）")
    return found


def _section(material: Material, line: Line) -> list[str]:
    points = _points(material, line, _goals(material.readings))
    if len(points) == 1:
        text = f"{points[0][0]}，{points[0][1]}。"
    else:
        text = "".join(f"{NUMBERS[at]}是{lead}，{told}。" for at, (lead, told) in enumerate(points))
    return [part for part in (text, _tasks(material, line) + _shown(material, line)) if part]


def _tasks(material: Material, line: Line) -> str:
    """What was done for the tasks that have targets of their own."""
    tails = phrases()["tasks"]
    told = []
    for reading in material.readings:
        target = reading.target
        tail = tails.get(reading.definition.slug) if target.own and target.measure.line_id == line.slug else None
        if tail and reading.figure.value and not set("{}") & set(target.measure.title):
            words = tail.replace("TASK", target.measure.title).replace("UNIT", target.unit or reading.definition.unit)
            told.append(f"{target.measure.title}，{words}")
    return "对照工作要点，" + "；".join(told) + "。" if told else ""


def _shown(material: Material, line: Line, most: int = EXAMPLES) -> str:
    examples = material.examples.get(line.slug, [])[:most]
    return f"先后开展了{'、'.join(examples)}等活动。" if examples else ""


def _table() -> str:
    return "【表】" + "、".join(phrases()["table"]["columns"])


def _next(paragraphs: Iterable[str]) -> str:
    return NUMBERS[sum(1 for p in paragraphs if len(p) > 2 and p[1] == "、" and p[0] in NUMBERS)]


def _so_far(material: Material) -> str:
    return (
        f"{material.plans}中有数量要求的目标共{{{{ 目标项数 }}}}项。{material.to_day}"
        "已达成{{ 已达成目标项数 }}项，按进度推进{{ 按进度目标项数 }}项，进度滞后{{ 滞后目标项数 }}项。具体情况见下表。"
    )


def _problems(material: Material) -> list[str]:
    """What lags, by how it lags: past its day, not everywhere or every time, or slowly; and rough counts."""
    regular = [r for r in material.late if r.target.frequency or r.target.scope == "each"]
    single = [r for r in material.late if r not in regular]
    missed = [r for r in single if r.state == "overdue"]
    slow = [r for r in single if r.state == "at_risk"]
    rough = any(figure.approx for figure in material.figures.values())
    said = [
        f"部分任务没有按期达到目标。{_each(missed, _missed)}。" if missed else "",
        f"部分经常性工作还不够均衡。{_each(regular, _asked)}，没有完全做到。" if regular else "",
        f"部分任务进度偏慢。{_names(slow)}与年度目标还有差距。" if slow else "",
        "基础数据还不够扎实。有的活动只记了大概数量，文中以“约”标明，需要逐条核实。" if rough else "",
    ]
    return _listed(said) or ["对照年度工作要点，没有明显滞后的目标。"]


def _each(readings: Sequence[Reading], told: Any) -> str:
    return "；".join(map(told, readings[:NAMED])) + ("等" if len(readings) > NAMED else "")


def _missed(reading: Reading) -> str:
    target = reading.target
    due = target.deadline or target.measure.deadline
    when = f"{due.month}月底前" if due else "年底前"
    return f"{quoted(target.measure.title)}要求{when}{target}"


def _asked(reading: Reading) -> str:
    target = reading.target
    each = target.get_scope_display() if target.scope == "each" else ""
    return f"{quoted(target.measure.title)}要求{each}{target.get_frequency_display()}{target}"


def _names(readings: Sequence[Reading]) -> str:
    names = "".join(dict.fromkeys(quoted(r.target.measure.title) for r in readings[:NAMED]))
    return names + ("等任务" if len(readings) > NAMED else "")


def _intentions(material: Material) -> list[str]:
    short = dict.fromkeys(r.target.measure.line.short for r in material.late if r.target.measure.line)
    named = "、".join(short)
    ending = material.period.end.month > 6
    said = [
        f"补齐短板。对滞后的目标逐项分析原因，明确责任和完成时限，重点抓好{named}等方面的任务。" if named else "",
        "均衡推进。对每个社区、每月每季都有要求的工作，定期对照提醒，帮助有困难的社区补上。" if named else "",
        "做实数据。活动结束后及时记录，把大概数量核实为准确数量，做到每个数字都有出处。",
        f"谋划明年。总结{material.period.start.year}年的经验和不足，早做下一年度工作要点。" if ending else "",
    ]
    return _listed(said)


def _listed(said: Sequence[str]) -> list[str]:
    """一是… 二是…, a paragraph each, leaving out what there is not to say."""
    return [f"{NUMBERS[at]}是{words}" for at, words in enumerate(filter(None, said))]


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def quoted(title: str) -> str:
    """A title in quotation marks, its own marks inside made single. Quoted names stand side by side without 、
    (GB/T 15834-2011, 4.5.3.5)."""
    return "“" + title.replace("“", "‘").replace("”", "’") + "”"


def examples(unit: Unit, period: Period, lines: Iterable[Line]) -> dict[str, list[str]]:
    """A few things that were held, line by line, with who held them: well attended, told apart by topic, of different
    units, none told twice."""
    found: dict[str, list[str]] = {}
    told: set[str] = set()
    for line in lines:
        entries = (
            Entry.objects.standing()
            .within(period)
            .held_under(unit)
            .bearing_line(line.slug)
            .filter(kind__counts=True, summary=False, quantities__metric="attendances")
            .exclude(title="")
            .order_by("-quantities__amount", "start", "pk")
            .select_related("unit")
            .only("title", "unit__name", "unit__short_names", "unit__kind", "topic", "kind")[:60]
        )
        found[line.slug] = _varied(entries, told)
    return found


def _varied(entries: Iterable[Entry], told: set[str]) -> list[str]:
    named: list[str] = []
    seen: set[object] = set()
    for entry in entries:
        marks = {entry.unit_id, entry.topic_id or entry.kind_id}
        if marks & seen or entry.title in told:
            continue
        seen |= marks
        told.add(entry.title)
        named.append(_named(entry))
        if len(named) == EXAMPLES:
            break
    return named


def _named(entry: Entry) -> str:
    """学府社区“青年定向越野友谊赛”: who held it, and what it was called."""
    who = "街道" if entry.unit.kind == UnitKind.STREET else entry.unit.name
    return who + quoted(masked(entry.title.replace(f"（{entry.unit.short_name}）", "")))
