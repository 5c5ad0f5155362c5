"""`yiben person …`: people, posts, codes and handing over; `reset` is the way back for whoever is locked out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from django.utils.translation import gettext as _

from yiben.config.cli import FOUND
from yiben.config.commands.acting import acting, by_option, told
from yiben.config.commands.figure import unit_named
from yiben.lib.dates import read_day
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.ui.templatetags.ui import day as day_told
from yiben.units import accounts, actions, handing, second_factor
from yiben.units.models import Line, Person, Post, PostKind, Unit
from yiben.units.passwords import passing_password
from yiben.units.people_list import Slip, take_on_many
from yiben.units.people_sheet import KINDS, Book, names_of, people_template, read_people
from yiben.units.tree import split_names

F = TypeVar("F", bound=Callable[..., Any])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)


def day_typed(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """A day in any manner of writing."""
    reading = read_day(value, year=today().year)
    if reading.problem:
        raise click.BadParameter(reading.problem)
    return reading.value


def day_option(name: str, text: str) -> Callable[[F], F]:
    return click.option(name, metavar="DAY", callback=day_typed, help=text)


def post_options(command: F) -> F:
    """What a post is: where, of which kind, for which lines, from–to."""
    for option in reversed(
        [
            click.option("--unit", metavar="NAME", help=_("单位的全称、简称或代码；只有一个街道时可不写")),
            click.option("--kind", required=True, help=_("岗位：社区工作者、条线干部、分管领导、督查审计、管理员")),
            click.option("--lines", metavar="A,B", help=_("条线，只有条线干部要写；不写就是全部")),
            day_option("--since", _("到任日期，不写就是今天")),
            day_option("--until", _("离任日期，含这一天")),
        ]
    ):
        command = option(command)
    return command


def person_named(login: str, by: Post | None) -> Person:
    """The person of that login name, whom the post looks after."""
    found = (Person.objects.for_post(by) if by is not None else Person.objects.all()).filter(login=login).first()
    if found is None:
        raise Refused(_("没有登录名为“%(name)s”的人") % {"name": login})
    person: Person = found
    return person


def kind_named(text: str) -> str:
    """The kind of post that the word means."""
    for kind, words in KINDS.items():
        if text in words or text == kind.value:
            return str(kind.value)
    said = {"kind": text, "all": "、".join(map(str, PostKind.labels))}
    raise Refused(_("没有“%(kind)s”这种岗位，只有：%(all)s") % said)


def lines_called(text: str | None) -> list[str]:
    """The slugs of the lines in use that a list such as 工会、妇联 means."""
    known = {word: line.slug for line in Line.objects.filter(active=True) for word in names_of(line)}
    words = split_names(text or "")
    if unknown := [word for word in words if word not in known]:
        raise Refused(_("没有启用叫“%(name)s”的条线") % {"name": unknown[0]})
    return list(dict.fromkeys(known[word] for word in words))


def slip_lines(slips: Iterable[Slip]) -> Iterable[str]:
    """What is copied onto paper: shown this once."""
    for slip in slips:
        posts = "、".join(post.title for post in slip.posts)
        yield f"{slip.person.name}　{posts}" if posts else slip.person.name
        yield "  " + _("登录名：%(login)s") % {"login": slip.person.login}
        until = day_told(slip.person.passing_until)
        yield "  " + _("一次性密码：%(password)s（有效至%(day)s，只显示这一次）") % {
            "password": slip.password,
            "day": until,
        }


@click.group(help=_("人员和岗位：增加、调动、离开交接、登录条；reset 找回进不来的账号"))
def command() -> None:
    pass


@command.command("list", help=_("列出人员和岗位"))
@click.option("--unit", metavar="NAME", help=_("只列这个单位及其下属"))
@by_option
def list_(unit: str | None, by: Post | None) -> None:
    posts = Post.objects.under(unit_named(unit)) if unit else Post.objects.all()
    posts = posts.filter(unit__in=Unit.objects.for_post(by)) if by is not None else posts
    for post in posts.select_related("unit", "person").prefetch_related("lines").order_by("unit__path", "kind", "pk"):
        days = f"{post.since}—{post.until or ''}"
        click.echo(f"{post.person.name}　{post.person.login}　{told(post)}　{days}")


@command.command(help=_("增加一个人和他的第一个岗位，给出一次性密码"))
@click.argument("login")
@click.argument("name")
@post_options
@by_option
def add(login: str, name: str, by: Post | None, **said: Any) -> None:
    password = passing_password()
    post = actions.take_on(by=by, login=login, name=name, password=password, **_post(said))
    for line in slip_lines([Slip(post.person, password, [post])]):
        click.echo(line)


def _post(said: dict[str, Any]) -> dict[str, Any]:
    kind = kind_named(said["kind"])
    lines = lines_called(said["lines"])
    since = said["since"] or today()
    return {"unit": unit_named(said["unit"]), "kind": kind, "lines": lines, "since": since, "until": said["until"]}


@command.command(help=_("给一个人再安排一个岗位"))
@click.argument("login")
@post_options
@by_option
def post(login: str, by: Post | None, **said: Any) -> None:
    given = actions.give_post(person_named(login, by), by=by, **_post(said))
    click.echo(_("已安排岗位：%(post)s") % {"post": told(given)})


@command.command(help=_("写出一份空的人员表"))
@click.argument("out", type=OUT)
def template(out: Path) -> None:
    out.write_bytes(people_template(Unit.objects.on(today()), Line.objects.filter(active=True)))
    click.echo(str(out))


@command.command("import", help=_("从 Excel 增加人员：先逐行核对；加 --confirm 才写入，并给出登录条"))
@click.argument("file", type=FILE)
@click.option("--confirm", "confirmed", is_flag=True, help=_("写入没有问题的行"))
@by_option
def import_(file: Path, confirmed: bool, by: Post | None) -> None:
    reading = read_people(file.read_bytes(), Book.of(by, today()))
    for finding in reading.all_findings:
        click.echo(str(finding), err=True)
    said = {"good": len(reading.rows), "bad": len(reading.shown) - len(reading.rows)}
    if confirmed and reading.rows:
        for line in slip_lines(take_on_many(reading.rows, by=by)):
            click.echo(line)
        click.echo(_("写入 %(good)d 行，%(bad)d 行要改。") % said)
    else:
        click.echo(_("%(good)d 行可以写入，%(bad)d 行要改；还没有写。写入请加 --confirm。") % said)
    if reading.all_findings:
        sys.exit(FOUND)


@command.command(help=_("离开：所有岗位同日终止，没办完的事交给 --to"))
@click.argument("login")
@day_option("--until", _("最后一天，不写就是今天"))
@click.option("--to", metavar="LOGIN", help=_("没办完的事交给谁（登录名，几个岗位的写 登录名:编号）"))
@by_option
def leave(login: str, until: date | None, to: str | None, by: Post | None) -> None:
    person = handing.leave(person_named(login, by), by=by, until=until or today(), to=acting(to) if to else None)
    click.echo(_("%(name)s的离任已办好") % {"name": person.name})


@command.command(help=_("调动：从现在的岗位到另一个岗位；原岗位没办完的事本人接着办，或交给 --to"))
@click.argument("login")
@post_options
@click.option("--to", metavar="LOGIN", help=_("原岗位没办完的事交给谁"))
@by_option
def transfer(login: str, to: str | None, by: Post | None, **said: Any) -> None:
    # LOGIN:NUMBER tells which post she leaves, where she has several.
    held, given = acting(login), _post(said)
    given.pop("until")
    fresh = handing.transfer(held, by=by, to=acting(to) if to else None, **given)
    click.echo(_("已调到：%(post)s") % {"post": told(fresh)})


@command.command(help=_("开一张登录条：忘了密码、登录条过期、账号 180 天没用关闭了、输错太多次，都用它进来"))
@click.argument("login")
@click.option("--factor", is_flag=True, help=_("手机和恢复码也丢了：一并解除第二重验证"))
@by_option
def reset(login: str, factor: bool, by: Post | None) -> None:
    person, password = person_named(login, by), passing_password()
    renewed = actions.renew_password(person, by=by, password=password)
    if factor and second_factor.has_one(renewed):
        second_factor.drop_factor(renewed, by=by)
        click.echo(_("已解除%(name)s的第二重验证") % {"name": renewed.name})
    for line in slip_lines([Slip(renewed, password)]):
        click.echo(line)
    if not Post.objects.on(today()).filter(person=renewed).exists():
        click.echo(_("他现在没有在任的岗位，用 yiben person post 安排。"))


@command.command(help=_("输错太多次被暂停登录的，马上可以再试；密码不变"))
@click.argument("login")
@by_option
def unlock(login: str, by: Post | None) -> None:
    click.echo(_("%(name)s可以马上再登录") % {"name": accounts.unlock(person_named(login, by), by=by).name})


@command.command(help=_("改姓名；办理痕迹里留下改前和改后"))
@click.argument("login")
@click.argument("name")
@by_option
def name(login: str, name: str, by: Post | None) -> None:
    click.echo(accounts.correct_name(person_named(login, by), by=by, name=name).name)
