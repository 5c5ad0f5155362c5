"""The default annual report and quarterly brief: a text to start from, made of the book and the plan.

What it says is what the book has: an indicator without an answer is left out, examples are titles of entries, problems
are the targets that lag. A person rewrites it; the figures stay figures.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

from yiben.figures.rollup import Figure
from yiben.figures.targets import Reading
from yiben.ledger.models import Entry
from yiben.lib.periods import Period
from yiben.units.models import Line, Unit

NUMBERS = "一二三四五六七八九十"
EXAMPLES = 3


def phrases() -> dict[str, dict[str, str]]:
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

    def tells(self, slug: str) -> bool:
        """Whether the book has something to say: an answer, and not just nothing."""
        figure = self.figures.get(slug)
        return figure is not None and bool(figure.value)


def annual(material: Material) -> str:
    """The annual report's text."""
    said = phrases()
    paragraphs = [_opening(material, said["whole"]), "一、主要工作完成情况"]
    for number, line in enumerate(_told(material, said), start=0):
        paragraphs += _section(material, line, said[line.slug], NUMBERS[number])
    paragraphs += ["二、目标任务完成情况", _so_far(material.readings), "【目标表】"] if material.readings else []
    paragraphs += [f"{_next(paragraphs)}、各社区主要工作量", _table(said)]
    paragraphs += [f"{_next(paragraphs)}、存在的问题", *_problems(material.readings)]
    paragraphs += [f"{_next(paragraphs)}、下一步工作打算", *_plans(material.readings, material.lines)]
    return "\n".join(paragraphs)


def quarterly(material: Material) -> str:
    """The quarterly brief's text: one page."""
    said = phrases()
    opening = _opening(material, said["whole"]).replace("全年", "")
    paragraphs = [opening, "一、工作开展情况"]
    for number, line in enumerate(_told(material, said)):
        paragraphs.append(f"（{NUMBERS[number]}）{line.name}。{_sentence(material, said[line.slug])}")
    paragraphs += ["二、各社区主要工作量", _table(said)]
    return "\n".join(paragraphs)


def _told(material: Material, said: dict[str, dict[str, str]]) -> list[Line]:
    """The lines of which the book has anything to say, in the catalogue's order."""
    return [
        line
        for line in material.lines
        if any(material.tells(slug) for slug in said.get(line.slug, ())) or material.examples.get(line.slug)
    ]


def _opening(material: Material, said: dict[str, str]) -> str:
    lead = f"{material.period.label()}，{material.unit.name}围绕年度工作要点，扎实推进各项工作。"
    return lead + _sentence(material, said)


def _sentence(material: Material, said: dict[str, str]) -> str:
    parts = [phrase for slug, phrase in said.items() if material.tells(slug)]
    return "，".join(parts) + "。" if parts else ""


def _section(material: Material, line: Line, said: dict[str, str], number: str) -> list[str]:
    text = _sentence(material, said)
    examples = material.examples.get(line.slug, [])
    if examples:
        text += f"先后开展了{''.join(map(quoted, examples))}等工作。"
    return [f"（{number}）{line.name}", text]


def _table(said: dict[str, dict[str, str]]) -> str:
    return "【表】" + "、".join(said["table"]["columns"])


def _next(paragraphs: Iterable[str]) -> str:
    return NUMBERS[sum(1 for p in paragraphs if len(p) > 2 and p[1] == "、" and p[0] in NUMBERS)]


def _so_far(readings: Sequence[Reading]) -> str:
    done = sum(reading.state == "done" for reading in readings)
    late = sum(reading.state in ("overdue", "at_risk") for reading in readings)
    ahead = len(readings) - done - late
    text = f"年度工作要点中有数量要求的目标共{len(readings)}项，已达成{done}项"
    return text + (f"，按序时推进{ahead}项" if ahead else "") + (f"，进度滞后{late}项" if late else "") + "。详见下表。"


def _problems(readings: Sequence[Reading]) -> list[str]:
    late = [r for r in readings if r.state in ("overdue", "at_risk")]
    if not late:
        return ["对照年度工作要点，未发现明显滞后的目标。"]
    names = "".join(dict.fromkeys(quoted(_short(r.target.measure.title)) for r in late[:6]))
    return [f"对照年度工作要点，{names}{'等' if len(late) > 6 else ''}任务的进度还不够，需要加快推进。"]


def _plans(readings: Sequence[Reading], lines: Sequence[Line]) -> list[str]:
    open_lines = dict.fromkeys(
        r.target.measure.line.short for r in readings if r.state != "done" and r.target.measure.line
    )
    named = "、".join(open_lines) or "、".join(line.short for line in lines)
    return [
        f"一是对照年度目标补齐短板，重点抓好{named}方面未完成的任务，逐项明确完成时间。",
        "二是及时做好活动记录，做到办一件、记一件，数据有据可查。",
        "三是总结经验做法，早做下一年度工作谋划。",
    ]


def quoted(title: str) -> str:
    """A title in quotation marks, its own marks inside made single. Quoted names stand side by side without 、
    (GB/T 15834-2011, 4.5.3.5)."""
    return "“" + title.replace("“", "‘").replace("”", "’") + "”"


def _short(title: str) -> str:
    return title if len(title) <= 24 else title[:23] + "…"


def examples(unit: Unit, period: Period, lines: Iterable[Line]) -> dict[str, list[str]]:
    """A few titles of what was held, line by line: the best attended, told apart by topic, each unit's at most once."""
    found: dict[str, list[str]] = {}
    for line in lines:
        entries = (
            Entry.objects.standing()
            .within(period)
            .held_under(unit)
            .bearing_line(line.slug)
            .filter(kind__counts=True, summary=False, quantities__metric="attendances")
            .exclude(title="")
            .order_by("-quantities__amount", "start", "pk")
            .values_list("title", "unit_id", "topic_id", "kind_id")[:60]
        )
        found[line.slug] = _varied(list(entries))
    return found


def _varied(rows: Sequence[tuple[str, int, str | None, str]]) -> list[str]:
    titles: list[str] = []
    seen: set[object] = set()
    for title, unit, topic, kind in rows:
        if unit in seen or (topic or kind) in seen or title in titles:
            continue
        seen |= {unit, topic or kind}
        titles.append(title)
        if len(titles) == EXAMPLES:
            break
    return titles
