"""`yiben word`: lines, kinds, topics and indicators that a street works with; its own added, others switched off."""

from __future__ import annotations

from collections.abc import Sequence

import click
from django.utils.translation import gettext as _

from yiben.config.commands.acting import by_option
from yiben.lib.refused import Refused
from yiben.terms import vocabulary
from yiben.terms.models import Indicator, Kind, Topic
from yiben.units.models import Line, Post
from yiben.units.tree import split_names

aliases = click.option("--aliases", metavar="A、B", default="", help=_("也叫什么，几个用顿号隔开"))


@click.group(help=_("条线、活动类型、事项和指标：列出、增加、停用、启用"))
def command() -> None:
    pass


@command.command("list", help=_("列出条线、活动类型、事项和随软件提供的指标，停用的标明"))
def list_() -> None:
    parts: list[tuple[str, list[Line | Kind | Topic | Indicator]]] = [
        (_("条线"), list(Line.objects.all())),
        (_("活动类型"), list(Kind.objects.all())),
        (_("事项"), list(Topic.objects.all())),
        (_("指标"), list(Indicator.objects.filter(tenant=None))),
    ]
    for heading, words in parts:
        click.echo(heading)
        for word in words:
            rests = "" if word.active else _("（停用）")
            click.echo(f"  {word.slug}　{word.name}{rests}")


@command.command("add-line", help=_("增加一条条线"))
@click.argument("name")
@click.option("--short", metavar="NAME", required=True, help=_("简称"))
@aliases
@by_option
def add_line(name: str, short: str, aliases: str, by: Post | None) -> None:
    _told(vocabulary.add_line(by=by, name=name, short=short, aliases=split_names(aliases)))


@command.command("add-kind", help=_("增加一个活动类型；办一次不算一场的加 --uncounted"))
@click.argument("name")
@click.option("--uncounted", is_flag=True, help=_("不计入场次"))
@aliases
@by_option
def add_kind(name: str, uncounted: bool, aliases: str, by: Post | None) -> None:
    _told(vocabulary.add_kind(by=by, name=name, counts=not uncounted, aliases=split_names(aliases)))


@command.command("add-topic", help=_("增加一个事项：比活动类型更具体的事，如志愿服务里的护河巡查"))
@click.argument("name")
@click.option("--kinds", metavar="A、B", required=True, help=_("属于哪些活动类型，几个用顿号隔开"))
@click.option("--lines", metavar="A、B", default="", help=_("哪些条线的，几个用顿号隔开；不写则不限"))
@aliases
@by_option
def add_topic(name: str, kinds: str, lines: str, aliases: str, by: Post | None) -> None:
    _told(
        vocabulary.add_topic(
            by=by,
            name=name,
            kinds=_slugs(Kind, split_names(kinds)),
            lines=_slugs(Line, split_names(lines)),
            aliases=split_names(aliases),
        )
    )


def _slugs(model: type[Kind | Line], names: Sequence[str]) -> list[str]:
    """The slugs of words called by name, short name or slug."""
    found = {said: one.slug for one in model._default_manager.all() for said in _called(one)}
    for name in names:
        if name not in found:
            raise Refused(_("没有叫“%(name)s”的活动类型或条线") % {"name": name})
    return [found[name] for name in names]


def _called(word: Line | Kind | Topic | Indicator) -> tuple[str, ...]:
    return word.slug, word.name, getattr(word, "short", word.name)


def _told(word: Line | Kind | Topic) -> None:
    click.echo(_("已增加“%(name)s”。") % {"name": word.name})


@command.command(help=_("停用：不再提供选用，已有的记录照旧计数"))
@click.argument("name")
@by_option
def off(name: str, by: Post | None) -> None:
    word = vocabulary.switch(_named(name), by=by, on=False)
    click.echo(_("已停用“%(name)s”：不再提供选用，已有的记录照旧计数。") % {"name": word.name})


@command.command(help=_("重新启用"))
@click.argument("name")
@by_option
def on(name: str, by: Post | None) -> None:
    click.echo(_("已启用“%(name)s”。") % {"name": vocabulary.switch(_named(name), by=by, on=True).name})


def _named(name: str) -> Line | Kind | Topic | Indicator:
    shipped = Indicator.objects.filter(tenant=None)
    words: list[Line | Kind | Topic | Indicator] = [*Line.objects.all(), *Kind.objects.all(), *Topic.objects.all()]
    for word in [*words, *shipped]:
        if name in _called(word):
            return word
    raise Refused(_("没有叫“%(name)s”的条线、活动类型、事项或指标") % {"name": name})
