"""`yiben restore`: a backup, put into an empty data folder."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.config.keeping.paper import key_name, read_key
from yiben.config.keeping.restore import Restored, check_target, found, restore
from yiben.config.keeping.restore import finish as finished
from yiben.config.keeping.vault import manifest
from yiben.lib.refused import Refused

PLACE = click.Path(exists=True, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(
    help=_("在空的数据文件夹里恢复备份：SOURCE 是放备份的文件夹（取最新一份）或其中一份。此后依法清除过的会重新清除。")
)
@click.argument("source", metavar="DIR|FILE", type=PLACE, required=False)
@click.option("--key", "key_file", metavar="FILE", type=FILE, help=_("密钥文件（field-key，或存着纸上密钥的文本文件）"))
@click.option("--erasures", multiple=True, metavar="FILE", type=FILE, help=_("另存的清除日志（erasures.journal）"))
@click.option("--finish", hidden=True)
def command(source: Path | None, key_file: Path | None, erasures: tuple[Path, ...], finish: str | None) -> None:
    if finish:
        click.echo(finished(finish))
        return
    if source is None:
        raise click.UsageError(_("请写明备份在哪里"))
    folder = found(source)
    check_target()
    tell(restore(folder, key=key_for(str(manifest(folder)["key"]), key_file), journals=erasures))


def key_for(name: str, file: Path | None) -> str:
    """The key that a backup asks for: from a file, from the data folder, or typed from the paper."""
    if file is not None:
        return read_key(file.read_text(encoding="utf-8"))
    if key_name(settings.FIELD_KEY) == name:
        return settings.FIELD_KEY
    if not sys.stdin.isatty():
        raise Refused(_("要有密钥 %(name)s 才能打开：用 --key 给出，或先运行 yiben keys restore") % {"name": name})
    return typed_key(_("请照纸上输入密钥 %(name)s") % {"name": name})


def typed_key(prompt: str) -> str:
    """The key as somebody types it, line by line, until it is right."""
    click.echo(prompt)
    while True:
        lines = [str(click.prompt(_("第 %(number)d 行") % {"number": number})) for number in (1, 2, 3, 4)]
        try:
            return read_key(" ".join(lines))
        except Refused as refused:
            click.echo(str(refused), err=True)


def tell(done: Restored) -> None:
    at = timezone.localtime(datetime.fromisoformat(done.backup.made_at))
    said = {"at": f"{at:%Y-%m-%d %H:%M}", "files": done.files, "erased": done.erased}
    click.echo(_("已恢复到 %(at)s 的样子，核验无误；附件 %(files)d 个") % said)
    if done.erased:
        click.echo(_("备份以后依法清除过的 %(erased)d 项，已重新清除") % said)
    if done.lost:
        click.echo(_("备份时就有 %(count)d 个附件的文件不见了，请运行 yiben verify") % {"count": done.lost}, err=True)
    click.echo(_("此后记的账不在里面。下一步：yiben serve；所有人要重新登录。"))
