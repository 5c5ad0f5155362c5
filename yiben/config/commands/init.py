"""`yiben init`: a street of one's own. Its units from an Excel, its lines, and the first administrator."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _

from yiben.config.cli import FOUND
from yiben.config.commands.placing import DATABASE, check_place, put_down
from yiben.lib.refused import Refused
from yiben.portal.founding import found_street, lines_named
from yiben.units.models import Unit
from yiben.units.passwords import passing_password
from yiben.units.units_sheet import Reading, read_units, write_template


def check_folder() -> None:
    """Refuse a demo, and a folder that holds a street already. What a broken set-up left is no street."""
    if settings.DEMO:
        raise Refused(_("%(folder)s 是演示数据的文件夹，请用 --data 另选一个") % {"folder": settings.DATA})
    if Unit._meta.db_table in connection.introspection.table_names() and Unit.objects.exists():
        raise Refused(_("%(folder)s 里已经有账本了，不会覆盖；另建一个请用 --data") % {"folder": settings.DATA})


def read_or_stop(path: Path) -> Reading:
    """The units of the sheet; findings are told row by row, and a bad one stops everything."""
    reading = read_units(path)
    for finding in reading.findings:
        click.echo(str(finding), err=True)
    if not reading.good:
        raise Refused(_("单位表里有 %(count)d 处要改，还没有建立任何单位") % {"count": _bad(reading)})
    return reading


def _bad(reading: Reading) -> int:
    return sum(finding.bad for finding in reading.findings)


def at_keyboard() -> bool:
    return sys.stdin.isatty()


def asked(text: str | None, question: str) -> str:
    """What was given, or what somebody at the keyboard answers."""
    if text:
        return text
    if not at_keyboard():
        raise click.UsageError(_("不在终端里运行时，要把选项写全：%(question)s") % {"question": question})
    return str(click.prompt(question))


def password_asked() -> str:
    """A password typed twice; nothing typed means one made here."""
    if not at_keyboard():
        return ""
    question = _("管理员密码（至少 10 个字符，直接回车则自动生成）")
    return str(click.prompt(question, default="", show_default=False, hide_input=True, confirmation_prompt=True))


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(help=_("建立本街道的账本：读入单位表，选定条线，设第一位管理员。先用 --template 取一份空表来填。"))
@click.option(
    "--units", metavar="UNITS.xlsx", type=FILE, help=_("单位表：单位名称、简称、类别、上级单位，可有单位代码、成立日期")
)
@click.option("--lines", metavar="A,B", help=_("启用的条线，如 union,youth,women；不写则全部启用"))
@click.option("--admin-login", metavar="LOGIN", help=_("第一位管理员的登录名"))
@click.option("--admin-name", metavar="NAME", help=_("第一位管理员的姓名"))
@DATABASE
@click.option(
    "--template", metavar="OUT.xlsx", type=click.Path(dir_okay=False, path_type=Path), help=_("只写出一份空的单位表")
)
def command(
    units: Path | None,
    lines: str | None,
    admin_login: str | None,
    admin_name: str | None,
    database: str | None,
    template: Path | None,
) -> None:
    if template is not None:
        write_template(template)
        click.echo(str(template))
        return
    check_place(database)
    check_folder()
    path = units or Path(asked(None, _("单位表（--units）")))
    if not path.is_file():
        raise Refused(_("没有这个文件：%(path)s") % {"path": path})
    reading = read_or_stop(path)
    chosen = lines_named(lines or "")
    login = asked(admin_login, _("管理员登录名（--admin-login）"))
    name = asked(admin_name, _("管理员姓名（--admin-name）"))
    typed = password_asked()
    call_command("migrate", verbosity=0)
    password = typed or passing_password()
    kept = found_street(reading.units, lines=chosen, login=login, name=name, password=password, passing=not typed)
    put_down(database)
    tell(kept, reading, login, "" if typed else password)
    if reading.findings:
        sys.exit(FOUND)


def tell(kept: Unit, reading: Reading, login: str, password: str) -> None:
    said = {"unit": kept.name, "count": len(reading.units), "login": login, "password": password}
    click.echo(_("已建立%(unit)s的账本：%(count)d 个单位。") % said)
    click.echo(_("管理员登录名：%(login)s") % said)
    if password:
        click.echo(_("一次性密码：%(password)s（只显示这一次，登录后要换成自己的）") % said)
    click.echo(_("下一步：yiben serve 启动网站，登录后在“人员和岗位”里增加人员。"))
