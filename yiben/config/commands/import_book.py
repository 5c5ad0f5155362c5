"""`yiben import-book`: an export put into an empty book, on either database."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext as _

from yiben.config.commands.placing import DATABASE, check_place, put_down
from yiben.config.keeping.importing import Export, Imported, import_book, opened
from yiben.ledger import grams
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.units import actions
from yiben.units.models import Post, PostKind
from yiben.units.passwords import passing_password

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(help=_("把 yiben export 导出的整本账放进一个空的账本，可换数据库；核验不过就什么都不放。"))
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--admin", metavar="LOGIN", help=_("给哪位管理员发一次性密码；不写则给第一位"))
@DATABASE
def command(folder: Path, admin: str | None, database: str | None) -> None:
    check_place(database)
    call_command("migrate", verbosity=0)
    export = opened(folder)
    _same_sort(export)
    with transaction.atomic():
        imported = import_book(export, progress=_show)
        post, password = _administrator(admin), passing_password()
        actions.renew_password(post.person, by=None, password=password)
    put_down(database)
    if export.demo is not None:
        (settings.DATA / "DEMO").write_text(export.demo, encoding="utf-8")
    grams.follow(1)
    _tell(imported, post, password)


def _same_sort(export: Export) -> None:
    """A demo's book stays a demo's, in its own folder."""
    if settings.DEMO and export.demo is None:
        raise Refused(_("%(folder)s 是演示数据的文件夹，请用 --data 另选一个") % {"folder": settings.DATA})
    if export.demo is not None and connection.vendor != "sqlite":
        raise Refused(_("演示数据只放在自己的文件夹里，不放进别的数据库"))


def _administrator(login: str | None) -> Post:
    held = Post.objects.on(today()).filter(kind=PostKind.ADMIN).order_by("unit__path", "pk")
    post = (held.filter(person__login=login) if login else held).first()
    if post is None:
        raise Refused(_("这本账里没有登录名为「%(login)s」的在任管理员") % {"login": login or ""})
    return post


def _show(table: str, rows: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"· {table} {rows}", err=True)


def _tell(imported: Imported, post: Post, password: str) -> None:
    said = {"rows": sum(imported.rows.values()), "tables": len(imported.rows), "files": imported.files}
    click.echo(_("已导入 %(tables)d 张表、%(rows)d 行、%(files)d 个文件") % said)
    click.echo(_("核验通过：%(facts)d 条登记，各单位的链头与导出时一致") % {"facts": imported.facts})
    told = {"login": post.person.login, "password": password}
    click.echo(_("密码不随导出带走。管理员 %(login)s 的一次性密码：%(password)s") % told)
    click.echo(
        _("其他人的密码由管理员在“人员和岗位”里重设。旧文件夹里的 field-key 要拷过来，否则加密过的内容读不出来。")
    )
