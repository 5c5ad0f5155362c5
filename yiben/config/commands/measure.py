"""`yiben measure`: how far a promise is, what is due in which period, and its owner's word that it is done."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import click
from django.utils.translation import gettext as _

from yiben.config.commands.acting import by_option
from yiben.config.commands.naming import measure_named, measures_for
from yiben.config.commands.planning import duties
from yiben.figures.progress import Due
from yiben.figures.targets import Reading, load, read
from yiben.lib.periods import today
from yiben.plans import actions
from yiben.plans.draft import Pair
from yiben.plans.models import Completion, Measure, PlanState
from yiben.terms.models import definitions
from yiben.ui.states import STATES
from yiben.units.models import Post, Unit, UnitKind

_DUE = {"done": "✓", "overdue": "◆", "running": "◎", "not_due": "○"}


@click.group(help=_("任务：进度、每期应办、办结说明"))
def command() -> None:
    pass


@command.command("list", help=_("列出在跟踪的任务和进度"))
@click.option("--line", metavar="SLUG", help=_("只看这条条线的"))
@click.option("--year", type=click.IntRange(2000, 2099), help=_("哪一年的要点，默认最近一年"))
@click.option(
    "--state", type=click.Choice(["overdue", "at_risk", "on_course", "ahead", "done"]), help=_("只看这种进度的")
)
@by_option
def list_(line: str | None, year: int | None, state: str | None, by: Post | None) -> None:
    tracked = measures_for(by).tracked().prefetch_related("targets__measure", "completions")
    asked = year or tracked.order_by("-plan__year").values_list("plan__year", flat=True).first() or today().year
    tracked = tracked.filter(plan__year=asked).order_by("plan", "order")
    for measure in tracked.filter(line=line) if line else tracked:
        readings = _readings(measure, by)
        if state and all(reading.state != state for reading in readings):
            continue
        click.echo(f"{measure.path}　{measure.title}")
        for reading in readings:
            click.echo(f"  {_progress(reading)}")


@command.command(help=_("一项任务：原文、牵头和分管领导、目标、进度、每期应办。NAME 是编号（一（一）1）、名称或 id。"))
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出"))
@by_option
def show(name: str, as_json: bool, by: Post | None) -> None:
    measure = measure_named(name, _current(by))
    readings = _readings(measure, by)
    if as_json:
        click.echo(json.dumps(_json(measure, readings), ensure_ascii=False, indent=1))
        return
    for line in _told(measure, readings):
        click.echo(line)


def _current(by: Post | None) -> Any:
    """What is tracked, and what a revision cancelled."""
    told = measures_for(by).exclude(plan__state__in=[PlanState.DRAFT, PlanState.DROPPED])
    return told.filter(same_as=None)


def _told(measure: Measure, readings: list[Reading]) -> Iterator[str]:
    yield f"{measure.path}　{measure.title}{duties(Pair(measure))}"
    yield f"  {measure.text}"
    if measure.dropped:
        yield "  " + _("这项任务不再跟踪：%(why)s") % {"why": measure.why_dropped or _("不纳入")}
        return
    for reading in readings:
        yield f"  {reading.target.words_asked} · {reading.definition.name}"
        yield f"    {_progress(reading)}"
        yield from (f"      {_DUE[one.state]} {one.name}　{one.value.normalize():f}" for one in _periods(reading))
    for word in measure.completions.all():
        said = _("已办结") if word.done else _("撤回办结")
        yield f"  {word.at:%Y-%m-%d}　{said}：{word.reason}"


def _progress(reading: Reading) -> str:
    if reading.progress is None:
        return f"{reading.figure.value}{reading.definition.unit}"
    said = [reading.progress.words, reading.progress.due]
    return f"{STATES[reading.state].word}：{_('；').join(filter(None, said))}"


def _periods(reading: Reading) -> tuple[Due, ...]:
    return reading.progress.periods if reading.progress else ()


def _readings(measure: Measure, by: Post | None) -> list[Reading]:
    year, known = measure.plan.year, definitions(measure.plan.unit.tenant, retired=True)
    home = measure.plan.unit
    whole = home if by is None or by.unit.reaches(home) else by.unit
    day = min(today(), date(year, 12, 31))
    units = list(Unit.objects.under(whole).filter(kind=UnitKind.COMMUNITY).on(day).exclude(pk=whole.pk))
    targets = [target for target in measure.targets.all() if target.indicator_id in known]
    figures = load(targets, known, whole, units, year)
    return [read(t, known[str(t.indicator_id)], figures, whole, units, year, today()) for t in targets]


def _json(measure: Measure, readings: list[Reading]) -> dict[str, Any]:
    return {
        "id": str(measure.pk),
        "path": measure.path,
        "title": measure.title,
        "text": measure.text,
        "line": measure.line_id,
        "lead_unit": measure.lead_unit,
        "support_units": measure.support_units,
        "leader": measure.leader,
        "deadline": measure.deadline.isoformat() if measure.deadline else None,
        "dropped": measure.why_dropped if measure.dropped else None,
        "targets": [
            {
                "asked": reading.target.words_asked,
                "indicator": reading.definition.slug,
                "value": None if reading.figure.value is None else str(reading.figure.value),
                "state": reading.state,
                "words": reading.progress.words if reading.progress else "",
                "periods": [
                    {"period": str(one.period), "value": str(one.value), "state": one.state}
                    for one in _periods(reading)
                ],
            }
            for reading in readings
        ],
    }


@command.command(help=_("说明一项任务已办结，写明依据"))
@click.argument("name")
@click.option("--reason", required=True, help=_("依据，如验收文件、会议纪要"))
@by_option
def done(name: str, reason: str, by: Post | None) -> None:
    _declare(actions.declare_done, name, reason, by)


@command.command("take-back", help=_("撤回办结，写明原因"))
@click.argument("name")
@click.option("--reason", required=True, help=_("原因"))
@by_option
def take_back(name: str, reason: str, by: Post | None) -> None:
    _declare(actions.take_back, name, reason, by)


def _declare(verb: Callable[..., Completion], name: str, reason: str, by: Post | None) -> None:
    verb(measure_named(name, _current(by)), by=by, reason=reason)
    click.echo(_("已记下。"))


@command.command(help=_("改草稿里的一项任务：名称、条线、牵头单位、配合单位、分管领导、完成时限；没写的不变。"))
@click.argument("name")
@click.option("--title", help=_("任务"))
@click.option("--line", metavar="SLUG", help=_("条线的代号"))
@click.option("--lead-unit", help=_("牵头单位"))
@click.option("--support-units", help=_("配合单位"))
@click.option("--leader", help=_("分管领导"))
@click.option("--deadline", type=click.DateTime(["%Y-%m-%d"]), help=_("完成时限"))
@by_option
def edit(name: str, by: Post | None, deadline: datetime | None, **said: str | None) -> None:
    measure = measure_named(name, measures_for(by).filter(plan__state=PlanState.DRAFT))
    kept: dict[str, Any] = {
        field: getattr(measure, field) for field in ("title", "lead_unit", "support_units", "leader")
    }
    kept |= {"line": measure.line_id, "deadline": measure.deadline}
    kept |= {field: value for field, value in said.items() if value is not None}
    kept |= {"deadline": deadline.date()} if deadline else {}
    actions.edit_measure(measure, by=by, **kept)
    click.echo(f"{measure.path}　{measure.title}{duties(Pair(measure))}")
