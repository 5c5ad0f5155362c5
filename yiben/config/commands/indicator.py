"""`yiben indicator`: what each number means, two side by side, and a street's own: defined, revised, retired."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import click
from django.utils.translation import gettext as _

from yiben.config.commands.acting import by_option
from yiben.config.commands.figure import indicator_named, unit_named
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.terms import actions
from yiben.terms.counting import Counting
from yiben.terms.definitions import ADDS, Definition
from yiben.terms.likeness import Called, alike, changes, common, differences
from yiben.terms.models import Indicator, IndicatorVersion, definitions, names, versions_of
from yiben.terms.sentences import aspects
from yiben.units.models import Line, Post, Unit

F = TypeVar("F", bound=Callable[..., Any])
street = click.option("--unit", "unit_", metavar="NAME", help=_("哪个街道；只有一个街道时可不写"))


@click.group(help=_("指标口径：查看、对照；建立、修订、停用本街道自己的"))
def command() -> None:
    pass


def _tenant(name: str | None, by: Post | None) -> Unit:
    unit = by.unit if by is not None and not name else unit_named(name)
    return unit.tenant or unit


@command.command("list", help=_("列出本街道能用的指标"))
@click.option("--line", metavar="SLUG", help=_("只看这条条线的"))
@street
@by_option
def list_(line: str | None, unit_: str | None, by: Post | None) -> None:
    lines = dict(Line.objects.values_list("slug", "name"))
    found = [one for one in definitions(_tenant(unit_, by)).values() if not line or one.line == line]
    for one in found:
        mark = _("（本街道）") if one.own else ""
        click.echo(f"{one.slug}　{one.name}（{one.unit}）{mark}　{lines.get(one.line, _('各条线共用'))}")
    click.echo(_("共%(count)d个指标") % {"count": len(found)})


@command.command(help=_("一个指标的口径、合计方式、各个版本，和听起来相近的指标"))
@click.argument("name")
@street
@click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出"))
@by_option
def show(name: str, unit_: str | None, as_json: bool, by: Post | None) -> None:
    tenant = _tenant(unit_, by)
    definition = _named(name, tenant)
    indicator = Indicator.objects.get(pk=definition.slug)
    versions = list(indicator.versions.order_by("-number"))
    if as_json:
        click.echo(json.dumps(_json(indicator, definition, versions), ensure_ascii=False, indent=1))
        return
    _print(indicator, definition, versions, tenant)


def _print(indicator: Indicator, definition: Definition, versions: list[IndicatorVersion], tenant: Unit) -> None:
    click.echo(f"{definition.name}（{definition.unit}）　{definition.slug}")
    if not indicator.active:
        told = {"when": indicator.retired_on, "why": indicator.why_retired}
        click.echo(_("已停用（%(when)s）：%(why)s") % told)
    click.echo(definition.words)
    for aspect in aspects(definition, names()):
        click.echo(f"  {aspect.what}：{aspect.words}")
    click.echo(f"  {_('也写作')}：{'、'.join(indicator.aliases) or '—'}")
    known = definitions(tenant, retired=True)
    changed = changes(versions_of(indicator, known), names())
    for version in versions:
        said = {"number": version.number, "since": version.since, "why": version.why}
        click.echo(_("  第%(number)d版，自%(since)s：%(why)s") % said)
        for one in changed.get(version.number, []):
            told = {"what": one.what, "before": one.a, "after": one.b}
            click.echo("      " + _("%(what)s：原为%(before)s，改为%(after)s") % told)
    known = definitions(tenant)
    others = Indicator.objects.filter(pk__in=known)
    if close := alike(_called(indicator), map(_called, others)):
        click.echo(_("听起来相近：%(names)s") % {"names": "、".join(other.name for other in close)})


def _json(indicator: Indicator, definition: Definition, versions: list[IndicatorVersion]) -> dict[str, Any]:
    return {
        "slug": definition.slug,
        "name": definition.name,
        "unit": definition.unit,
        "aliases": indicator.aliases,
        "active": indicator.active,
        "retired_on": str(indicator.retired_on) if indicator.retired_on else None,
        "why_retired": indicator.why_retired,
        "words": definition.words,
        "aspects": {aspect.what: aspect.words for aspect in aspects(definition, names())},
        "versions": [{"number": v.number, "since": str(v.since), "why": v.why, "words": v.words} for v in versions],
    }


def _called(indicator: Indicator) -> Called:
    return Called(indicator.slug, indicator.name, indicator.aliases, indicator.unit)


def _named(name: str, tenant: Unit) -> Definition:
    """One that is offered, or one of the street's that was retired."""
    every = definitions(tenant, retired=True)
    gone = [one for one in every.values() if name in (one.slug, one.name) and one.slug not in definitions(tenant)]
    return gone[0] if gone else indicator_named(name, tenant)


@command.command(help=_("两个指标并排，不同在哪里"))
@click.argument("one")
@click.argument("other")
@street
@by_option
def compare(one: str, other: str, unit_: str | None, by: Post | None) -> None:
    tenant = _tenant(unit_, by)
    a, b, called = _named(one, tenant), _named(other, tenant), names()
    click.echo(f"{a.name}：{a.words}")
    click.echo(f"{b.name}：{b.words}")
    rows = differences(a, b, called)
    for row in rows:
        click.echo(_("不同　%(what)s：%(a)s ｜ %(b)s") % row._asdict())
    for aspect in common(a, b, called):
        click.echo(_("相同　%(what)s：%(words)s") % {"what": aspect.what, "words": aspect.words})
    if not rows:
        click.echo(_("数法没有不同，只是名称不同。"))


def counted(required: bool) -> Callable[[F], F]:
    """The options that make a version; in a revision each may be left out, and stays as it is."""
    day = click.DateTime(["%Y-%m-%d"])
    options = [
        click.option("--words", required=required, help=_("口径：两三句话写清算什么、不算什么、怎样合起来")),
        click.option("--metric", required=required, help=_("计什么，如 times、attendances、money")),
        click.option("--adds", type=click.Choice(ADDS), help=_("怎样合计，默认 sum 相加")),
        click.option("--line", help=_("条线的代号；不写则不分条线")),
        click.option("--kind", "kinds", multiple=True, help=_("活动类型的代号，可以几个；不写则不限")),
        click.option("--topic", "topics", multiple=True, help=_("事项的代号，可以几个；不写则不限")),
        click.option(
            "--held", type=click.Choice(["held", "held-or-cohosted"]), help=_("只算主办的，或主办和联合举办的")
        ),
        click.option("--numerator", help=_("被除的指标，只在 ratio 时写")),
        click.option("--denominator", help=_("作除数的指标，只在 ratio 时写")),
        click.option("--sensitive/--not-sensitive", default=None, help=_("对外公布时，1至4写作“少于5”")),
        click.option("--since", type=day, help=_("自哪一天起，默认今天")),
        click.option("--why", required=True, help=_("为何")),
    ]

    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


@command.command(help=_("建立本街道自己的指标"))
@click.argument("name")
@click.option("--measured-in", required=True, help=_("单位，如场、人次、件"))
@click.option("--alias", "aliases", multiple=True, help=_("其他写法，可以几个"))
@counted(required=True)
@street
@by_option
def define(
    name: str,
    measured_in: str,
    aliases: tuple[str, ...],
    since: datetime | None,
    why: str,
    unit_: str | None,
    by: Post | None,
    **said: Any,
) -> None:
    given = {field: value for field, value in said.items() if value is not None}
    made = actions.define(
        by=by,
        tenant=_tenant(unit_, by),
        name=name,
        unit=measured_in,
        aliases=aliases,
        counting=Counting(**given),
        since=since.date() if since else today(),
        why=why,
        today=today(),
    )
    click.echo(_("已建立指标“%(name)s”，代号 %(slug)s") % {"name": made.name, "slug": made.pk})


@command.command(help=_("本街道自己的指标出新版本；没写的照上一版"))
@click.argument("name")
@counted(required=False)
@street
@by_option
def revise(name: str, since: datetime | None, why: str, unit_: str | None, by: Post | None, **said: Any) -> None:
    indicator = _own(name, _tenant(unit_, by))
    newest = IndicatorVersion.objects.newest().get(indicator=indicator)
    before = {field: _before(newest, field) for field in Counting.__dataclass_fields__}
    given = {field: value for field, value in said.items() if value is not None and value != ()}
    made = actions.revise(
        indicator,
        by=by,
        after=newest.number,
        counting=Counting(**before | given),
        since=since.date() if since else today(),
        why=why,
        today=today(),
    )
    click.echo(_("已出第%(number)d版。") % {"number": made.number})


def _before(version: IndicatorVersion, field: str) -> Any:
    value = getattr(version, f"{field}_id") if hasattr(version, f"{field}_id") else getattr(version, field)
    return tuple(value) if isinstance(value, list) else "" if value is None else value


@command.command(help=_("停用本街道自己的指标，写明原因；记录和已出具的汇报不变"))
@click.argument("name")
@click.option("--reason", required=True, help=_("停用的原因"))
@street
@by_option
def retire(name: str, reason: str, unit_: str | None, by: Post | None) -> None:
    gone = actions.retire(_own(name, _tenant(unit_, by)), by=by, reason=reason, today=today())
    click.echo(_("已停用指标“%(name)s”，以后不再提供选用。") % {"name": gone.name})


def _own(name: str, tenant: Unit) -> Indicator:
    found = Indicator.objects.get(pk=_named(name, tenant).slug)
    if found.tenant_id is None:
        raise Refused(_("“%(name)s”随软件提供，不能在这里改") % {"name": found.name})
    return found
