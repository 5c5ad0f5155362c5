"""`yiben figure`: one number, what it means in words, and the entries that it rests on."""

from __future__ import annotations

import json
from typing import Any

import click
from django.utils.translation import gettext as _

from yiben.figures.rollup import Figure, cohosted, figure
from yiben.lib.periods import Period, today
from yiben.lib.refusals import spoken
from yiben.lib.refused import Refused
from yiben.terms.definitions import Definition
from yiben.terms.models import Indicator, definitions
from yiben.ui.spans import span
from yiben.units.models import Unit, UnitKind


def indicator_named(name: str, tenant: Unit | None) -> Definition:
    """The definition of an indicator that a street uses, called by its slug, name or alias."""
    known = definitions(tenant)
    if name in known:
        return known[name]
    called = [i.slug for i in Indicator.objects.filter(pk__in=known) if name == i.name or name in i.aliases]
    if len(called) == 1:
        return known[called[0]]
    near = "、".join(d.name for d in known.values() if name and (name in d.name or d.name in name))
    if near:
        raise Refused(_("没有叫“%(name)s”的指标，是不是：%(near)s") % {"name": name, "near": near})
    raise Refused(_("没有叫“%(name)s”的指标") % {"name": name})


def unit_named(name: str | None) -> Unit:
    """The unit called by its code, name or short name; without a name the one street of this book."""
    if not name:
        streets = list(Unit.objects.filter(kind=UnitKind.STREET, until=None))
        if len(streets) == 1:
            return streets[0]
        raise Refused(_("请用 --unit 写明单位"))
    found = [unit for unit in Unit.objects.all() if name in (unit.code, unit.name, *unit.short_names)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(_("“%(name)s”对应不止一个单位，请写全称或代码") % {"name": name})
    raise Refused(_("没有叫“%(name)s”的单位") % {"name": name})


def period_of(ctx: click.Context, param: click.Parameter, value: str | None) -> Period:
    """The period typed; none typed is this year."""
    try:
        return Period.parse(value or str(today().year))
    except ValueError as error:
        raise click.BadParameter(spoken(str(error))) from error


@click.command(help=_("算一个数字，并列出它依据的记录。INDICATOR 是指标的名称、别名或代号。"))
@click.argument("indicator")
@click.option("--unit", metavar="NAME", help=_("单位的全称、简称或代码；只有一个街道时可不写"))
@click.option("--period", metavar="P", callback=period_of, help=_("时段：2025、2025H1、2025Q3、2025-07 或起..止"))
@click.option("--entries", "shown", default=10, show_default=True, help=_("列出多少条记录"))
@click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出"))
def command(indicator: str, unit: str | None, period: Period, shown: int, as_json: bool) -> None:
    whose = unit_named(unit)
    found = figure(indicator_named(indicator, whose.tenant), whose, period)
    if as_json:
        click.echo(json.dumps(told(found), ensure_ascii=False, indent=1))
        return
    _print(found, shown)


def told(found: Figure) -> dict[str, Any]:
    """A figure as JSON; the value as text, so that no digit is lost."""
    return {
        "indicator": found.definition.slug,
        "name": found.definition.name,
        "version": found.definition.version,
        "unit": found.unit.name,
        "period": str(found.period),
        "value": None if found.value is None else str(found.value),
        "measured_in": found.definition.unit,
        "entries": found.entries,
        "approx": found.approx,
        "words": found.definition.words,
    }


def _print(found: Figure, shown: int) -> None:
    value = found.printed + found.definition.unit if found.value is not None else _("（账本里还没有）")
    about = _("（含约数 %(count)d 条）") % {"count": found.approx} if found.approx else ""
    click.echo(f"{found.unit.name}　{span(found.period)}　{found.definition.name}：{value}{about}")
    click.echo(
        _("口径（第%(version)d版）：%(words)s")
        % {
            "version": found.definition.version,
            "words": found.definition.words,
        }
    )
    click.echo(_("依据记录 %(count)d 条") % {"count": found.entries})
    together = cohosted(found.definition, found.unit, found.period)
    if together:
        click.echo(_("另参与联合举办 %(count)d") % {"count": together})
    for entry in found.behind().for_list()[:shown]:
        numbers = "，".join(str(quantity) for quantity in entry.quantities.all())
        click.echo(f"  {entry.start}　{entry.unit}　{entry.title}　{numbers}")
