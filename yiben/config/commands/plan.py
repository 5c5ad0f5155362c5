"""`yiben plan read` and `yiben plan import`: what a work-points document promises, shown or taken in as a draft."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from yiben.config.cli import FOUND
from yiben.config.commands import planning
from yiben.config.commands.acting import by_option
from yiben.config.commands.figure import unit_named
from yiben.gongwen import read as read_document
from yiben.lib.refused import Refused
from yiben.plans import actions
from yiben.plans.answering import Answer, answer_of, wholes
from yiben.plans.draft import place_words
from yiben.plans.models import Comparator, Frequency, Plan
from yiben.plans.reading import LineDraft, MeasureDraft, PlanDraft, TargetDraft, read_plan
from yiben.plans.taking import cited
from yiben.plans.words import words_as_shipped
from yiben.ui.templatetags.ui import day, number
from yiben.units.models import Post, Unit

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(help=_("工作要点：读入、确认、修订、下发、签收"))
def command() -> None:
    pass


@command.command(help=_("读一份工作要点（.docx 或 .txt），按条线、任务、目标列出来。什么都不保存，没有账本也能用。"))
@click.argument("file", type=FILE)
@click.option("--year", type=click.IntRange(2000, 2099), help=_("哪一年的；不写则按文件里写的"))
@click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出"))
def read(file: Path, year: int | None, as_json: bool) -> None:
    draft, names = _read(file, year)
    if as_json:
        click.echo(json.dumps(told(draft), ensure_ascii=False, indent=1))
    else:
        for line in tree(draft, names):
            click.echo(line)
    if draft.findings:
        sys.exit(FOUND)


@command.command("import", help=_("导入一份工作要点成草稿；在网页上对照原文核对、确认后才开始跟踪。"))
@click.argument("file", type=FILE)
@click.option("--unit", metavar="NAME", help=_("单位的全称、简称或代码；只有一个街道时可不写"))
@click.option("--year", type=click.IntRange(2000, 2099), help=_("哪一年的；不写则按文件里写的"))
@click.option("--confirm", "confirmed", is_flag=True, help=_("不再核对，直接确认"))
@by_option
def import_(file: Path, unit: str | None, year: int | None, confirmed: bool, by: Post | None) -> None:
    home = _unit(unit, by)
    plan = actions.upload(by=by, unit=home, filename=file.name, data=_bytes(file), year=year)
    if confirmed:
        plan = actions.confirm(plan, by=by)
    for line in _summary(plan):
        click.echo(line)
    if plan.findings:
        sys.exit(FOUND)


for living in planning.COMMANDS:
    command.add_command(living)


def told(draft: PlanDraft) -> dict[str, Any]:
    """The draft as plain values, each measure under the number that people cite."""
    values = draft.to_json()
    for line in values["lines"]:
        for measure in line["measures"]:
            measure["path"] = cited(measure["path"])
    return values


def tree(draft: PlanDraft, names: dict[str, str]) -> Iterator[str]:
    """The draft as lines of text: headings, measures, targets, and what was odd; `names` tells lines and indicators."""
    yield draft.title or _("（没有标题）")
    yield "　".join(filter(None, (draft.body, day(draft.date) if draft.date else "", _year(draft.year))))
    shared = wholes(list(draft.measures))
    for line in draft.lines:
        yield ""
        yield _heading(line, names)
        for measure in line.measures:
            yield f"  {cited(measure.path)}　{measure.title}{_duties(measure)}"
            for target in measure.targets:
                yield f"      {_promise(target)} → {_counts(answer_of(target, shared, names), names)}"
    yield ""
    yield _("共%(lines)d个条线、%(measures)d项任务、%(targets)d个数量目标") % {
        "lines": len({line.line for line in draft.lines if line.line}),
        "measures": len(list(draft.measures)),
        "targets": sum(len(measure.targets) for measure in draft.measures),
    }
    yield from _findings((found.where, found.what, found.text) for found in draft.findings)


def _read(file: Path, year: int | None) -> tuple[PlanDraft, dict[str, str]]:
    document = read_document(_bytes(file))
    if not document.readable:
        raise Refused(document.findings[0].what)
    lines, indicators = words_as_shipped()
    names = {line.slug: line.name for line in lines} | {indicator.slug: indicator.name for indicator in indicators}
    return read_plan(document, lines=lines, indicators=indicators, year=year), names


def _bytes(file: Path) -> bytes:
    if file.stat().st_size > actions.MOST:
        raise Refused(_("文件超过 %(most)d MB，没有打开") % {"most": actions.MOST >> 20})
    return file.read_bytes()


def _unit(name: str | None, by: Post | None) -> Unit:
    return by.unit if by is not None and not name else unit_named(name)


def _year(year: int | None) -> str:
    return _("%(year)d年度") % {"year": year} if year else _("没有写明年度")


def _heading(line: LineDraft, names: dict[str, str]) -> str:
    known = names[line.line] if line.line else _("未分条线")
    number = f"{line.number}、" if line.number else ""
    return f"{number}{line.title}〔{known}〕"


def _duties(measure: MeasureDraft) -> str:
    said = [_("牵头：%(who)s") % {"who": measure.lead_unit}] if measure.lead_unit else []
    said += [_("配合：%(who)s") % {"who": measure.support_units}] if measure.support_units else []
    said += [_("分管领导：%(who)s") % {"who": measure.leader}] if measure.leader else []
    return f"（{'，'.join(said)}）" if said else ""


def _promise(target: TargetDraft) -> str:
    where = _("每个社区") if target.scope == "each" else ""
    often = str(Frequency(target.frequency).label) if target.frequency else ""
    until = _("，%(day)s前") % {"day": day(target.deadline)} if target.deadline else ""
    return f"{where}{often}{Comparator(target.comparator).label}{number(target.value)}{target.unit}{until}"


def _counts(answer: Answer, names: dict[str, str]) -> str:
    if answer.indicator is None:
        return _("请选择指标")
    return names[answer.indicator] + (_("（只计本任务的记录）") if answer.own else "")


def _summary(plan: Plan) -> Iterator[str]:
    kept = plan.measures.filter(dropped=False)
    yield _("《%(title)s》%(state)s：%(unit)s，%(measures)d项任务") % {
        "title": plan.title,
        "state": plan.get_state_display(),
        "unit": plan.unit.name,
        "measures": kept.count(),
    }
    yield from _findings((found["where"], found["what"], found["text"]) for found in plan.findings)


def _findings(found: Iterable[tuple[object, str, str]]) -> Iterator[str]:
    rows = list(found)
    if rows:
        yield _("读的时候发现%(count)d处：") % {"count": len(rows)}
    for where, what, text in rows:
        yield f"  {place_words(where)}　{what}{f'（{text[:40]}）' if text and text[:6] not in what else ''}"
