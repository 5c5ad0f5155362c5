"""`yiben export`: the whole book in open formats."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from django.db import transaction
from django.utils.translation import gettext as _

from yiben.config.cli import FOUND
from yiben.config.commands.acting import by_option
from yiben.config.keeping.export import Exported, check_place, export_book
from yiben.lib.refused import Refused
from yiben.units.acts import trace
from yiben.units.models import Post, PostKind

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    help=_("导出整本账：每张表的 JSON Lines 和 CSV，连同全部文件和校验和，放进一个空文件夹。里面没有密码和动态口令。")
)
@click.argument("folder", metavar="DIR", type=FOLDER)
@by_option
def command(folder: Path, by: Post | None) -> None:
    if by is not None and by.kind != PostKind.ADMIN:
        raise Refused(_("只有管理员可以导出整本账"))
    check_place(folder)
    # Told before it is done: that somebody took the book out is not to be missing from it.
    with transaction.atomic():
        trace(by, "config.export", None)
    exported = export_book(folder, progress=_show)
    for one in exported.missing:
        click.echo(f"{one.where}：{one.what}", err=True)
    _tell(exported)
    sys.exit(FOUND if exported.missing else 0)


def _show(table: str, rows: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"· {table} {rows}", err=True)


def _tell(exported: Exported) -> None:
    said = {"rows": sum(exported.rows.values()), "tables": len(exported.rows), "files": exported.files}
    click.echo(_("已导出 %(tables)d 张表、%(rows)d 行、%(files)d 个文件") % said)
    click.echo(str(exported.folder))
