"""`yiben backup`: everything, encrypted, at a place outside the data folder; made while people write."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from yiben.config.cli import FOUND
from yiben.config.commands.acting import by_option
from yiben.config.keeping.backup import KEPT, Made, back_up
from yiben.config.keeping.paper import key_name
from yiben.lib.refused import Refused
from yiben.units.acts import trace
from yiben.units.models import Post, PostKind

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    help=_("备份到 DIR（请用另一块磁盘）：账本、附件、模板和证书，加密存放，读回来核验过才算数。不用停网站。")
)
@click.argument("place", metavar="DIR", type=FOLDER)
@click.option("--keep", default=KEPT, show_default=True, type=click.IntRange(1, 10_000), help=_("留最近几份"))
@by_option
def command(place: Path, keep: int, by: Post | None) -> None:
    if by is not None and by.kind != PostKind.ADMIN:
        raise Refused(_("只有管理员可以备份"))
    made = back_up(place, keep=keep)
    with transaction.atomic():
        trace(by, "config.back_up", made)
    tell(made)
    sys.exit(FOUND if made.lost else 0)


def tell(made: Made) -> None:
    said = made.backup.said
    told = {"size": f"{said['book']['size'] / (1 << 20):.1f}", "files": made.files, "fresh": len(made.fresh)}
    click.echo(_("已备份并核验：数据库 %(size)s MB，附件 %(files)d 个（新增 %(fresh)d 个）") % told)
    click.echo(str(made.backup.folder))
    if made.lost:
        click.echo(
            _("账本里有 %(count)d 个附件的文件不见了，请运行 yiben verify") % {"count": len(made.lost)}, err=True
        )
    click.echo(_("打开它要用密钥 %(key)s。没有密钥，谁也打不开。") % {"key": key_name(settings.FIELD_KEY)})
