"""`yiben upgrade`: a backup, the new schema tried on its copy, then the book itself, then the proof."""

from __future__ import annotations

import json
from pathlib import Path

import click
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from yiben.config.commands.backup import tell
from yiben.config.commands.serve import opened
from yiben.config.commands.telling import telling
from yiben.config.keeping import schema
from yiben.config.keeping.backup import back_up
from yiben.config.keeping.notes import noted
from yiben.ledger import seals
from yiben.lib.refused import Refused
from yiben.lib.sqlite.gate import Gate, GateTimeout
from yiben.units.acts import trace

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    help=_("换上新版本的程序以后运行：备份到 DIR（默认上次备份的地方），先在副本上改结构并核验，再改账本，再核验。")
)
@click.argument("place", metavar="[DIR]", type=FOLDER, required=False)
def command(place: Path | None) -> None:
    if not Path(settings.DATA).is_dir():
        raise Refused(_("还没有账本：请先运行 yiben init（自己的街道）或 yiben demo（演示）"))
    with opened():
        if newer := schema.unknown():
            raise Refused(_("数据库比程序新 %(count)d 步：请换上新版本的程序") % {"count": len(newer)})
        steps = len(schema.waiting())
    if not steps:
        click.echo(_("数据库结构已是最新的，不用升级"))
        return
    check_stopped()
    made = back_up(where(place))
    tell(made)
    schema.bring_up()
    with telling(_("核验")) as progress:
        proof = seals.verify(seals.read_seal(_sealed(made.backup.said["seal"])), progress=progress)
    if not proof.holds:
        said = {"folder": made.backup.folder}
        raise Refused(_("升级后核验没有通过：请不要启动网站，用 yiben restore 恢复 %(folder)s") % said)
    with transaction.atomic():
        trace(None, "config.upgrade", made)
    click.echo(_("已升级 %(steps)d 步，核验无误。可以启动网站了。") % {"steps": steps})


def where(place: Path | None) -> Path:
    """The place named, else the one of the last backup."""
    last = noted("backup").get("place")
    if place is None and not last:
        raise click.UsageError(_("请写明备份到哪里，如 yiben upgrade /mnt/backup"))
    return place or Path(str(last))


def check_stopped() -> None:
    """Refuse while the site is up: its worker holds this lock as long as it lives."""
    gate = Gate(Path(settings.DATA) / "worker.lock")
    try:
        gate.enter(0)
    except GateTimeout:
        raise Refused(_("网站还开着：请先停下（在它的终端里按 Ctrl+C），再升级")) from None
    gate.leave()


def _sealed(seal: object) -> bytes:
    return json.dumps(seal).encode()
