"""`yiben unit …`: units added, renamed, merged, split and closed. What changes is told first; `--yes` does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import click
from django.utils.translation import gettext as _

from yiben.config.commands.acting import by_option
from yiben.config.commands.figure import unit_named
from yiben.config.commands.person import day_option
from yiben.lib.periods import today
from yiben.units import actions, reorganising
from yiben.units.models import Post, Unit
from yiben.units.reorganising import NewUnit
from yiben.units.tree import split_names

yes = click.option("--yes", is_flag=True, help=_("照办；不写只列出会变什么"))


@click.group(help=_("单位：列出、增加、改名、合并、分设、撤销"))
def command() -> None:
    pass


@command.command("list", help=_("按区划顺序列出单位"))
@by_option
def list_(by: Post | None) -> None:
    for unit in Unit.objects.for_post(by) if by is not None else Unit.objects.all():
        days = f"{unit.since}—{unit.until or ''}"
        click.echo(f"{'  ' * (len(unit.path) // 4 - 1)}{unit.name}　{unit.code}　{unit.get_kind_display()}　{days}")


@command.command(help=_("在上级单位之下增加一个单位"))
@click.argument("name")
@click.option("--under", metavar="NAME", help=_("上级单位；只有一个街道时可不写"))
@click.option("--kind", type=click.Choice(["street", "community", "office"]), default="community", show_default=True)
@click.option("--code", required=True, help=_("单位代码"))
@click.option("--short", default="", help=_("简称，几个用顿号隔开"))
@day_option("--since", _("成立日期，不写就是今天"))
@by_option
def add(name: str, under: str | None, kind: str, code: str, short: str, since: date | None, by: Post | None) -> None:
    unit = actions.add_unit(
        by=by,
        name=name,
        kind=kind,
        code=code,
        since=since or today(),
        parent=unit_named(under),
        short_names=split_names(short),
    )
    click.echo(_("已增加%(unit)s") % {"unit": unit})


@command.command(help=_("改名：UNIT 从某天起叫 NAME"))
@click.argument("unit")
@click.argument("name")
@day_option("--on", _("从哪天起，不写就是今天"))
@yes
@by_option
def rename(unit: str, name: str, on: date | None, yes: bool, by: Post | None) -> None:
    renamed = unit_named(unit)
    _do(lambda: reorganising.rename_unit(renamed, by=by, name=name, on=on or today()), [], on or today(), yes)


@command.command(help=_("合并：UNITS 从某天起是一个单位，用 --into 写明是其中或另外哪一个，或用 --name、--code 新设"))
@click.argument("units", nargs=-1, required=True)
@click.option("--into", metavar="NAME", help=_("合并后是哪个单位"))
@click.option("--name", help=_("新单位的名称"))
@click.option("--code", default="", help=_("新单位的代码"))
@click.option("--short", default="", help=_("新单位的简称，几个用顿号隔开"))
@day_option("--on", _("从哪天起，不写就是今天"))
@yes
@by_option
def merge(units: Sequence[str], into: str | None, on: date | None, yes: bool, by: Post | None, **said: Any) -> None:
    whole, goal, first = [unit_named(name) for name in units], unit_named(into) if into else None, on or today()
    new = NewUnit(said["name"], said["code"], split_names(said["short"])) if said["name"] else None
    ending = [unit for unit in whole if unit != goal]
    _do(lambda: reorganising.merge_units(whole, by=by, on=first, into=goal, new=new), ending, first, yes)


@command.command(help=_("分设：从 UNIT 分出新单位，每个写一次 --part 名称=代码"))
@click.argument("unit")
@click.option("--part", "parts", metavar="NAME=CODE", multiple=True, required=True, help=_("分出的单位"))
@click.option("--stays", is_flag=True, help=_("原单位保留；不写则撤销，没办完的事由第一个接着办"))
@day_option("--on", _("从哪天起，不写就是今天"))
@yes
@by_option
def split(unit: str, parts: Sequence[str], stays: bool, on: date | None, yes: bool, by: Post | None) -> None:
    whole, first = unit_named(unit), on or today()
    named = [NewUnit(name.strip(), code.strip()) for name, _equals, code in (part.partition("=") for part in parts)]
    _do(lambda: reorganising.split_unit(whole, by=by, on=first, parts=named, stays=stays), [whole], first, yes)


@command.command(help=_("撤销一个单位，可并入另一个"))
@click.argument("unit")
@click.option("--into", metavar="NAME", help=_("岗位和没办完的事转到哪个单位"))
@day_option("--until", _("最后一天，不写就是今天"))
@yes
@by_option
def close(unit: str, into: str | None, until: date | None, yes: bool, by: Post | None) -> None:
    ending, last = unit_named(unit), until or today()
    goal = unit_named(into) if into else None
    _do(
        lambda: reorganising.end_unit(ending, by=by, until=last, successor=goal),
        [ending],
        last + timedelta(days=1),
        yes,
    )


def _do(act: Callable[[], object], ending: Sequence[Unit], on: date, yes: bool) -> None:
    """Tell what changes; do it where that was said, else only see whether it could be done."""
    for change in reorganising.changes(ending, on - timedelta(days=1)):
        _tell(change)
    if yes:
        act()
        click.echo(_("已办好；过去的记录、数字和已经出具的文件不变。"))
    else:
        reorganising.rehearsed(act)
        click.echo(_("可以办，还没有写。照办请加 --yes。"))


def _tell(change: reorganising.Change) -> None:
    posts = "、".join(f"{post.person.name}（{post.get_kind_display()}）" for post in change.posts)
    click.echo(change.unit.name)
    for label, text in (
        (_("岗位"), posts),
        (_("没办完的事"), "、".join(f"{what} {count}" for what, count in change.open)),
        (_("仍归它名下、不变的"), "、".join(f"{what} {count}" for what, count in change.kept)),
    ):
        click.echo(f"  {label}：{text or _('没有')}")
