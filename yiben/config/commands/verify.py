"""`yiben verify`: every chain walked, every tally recounted; exit 3 when something does not hold."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.config.cli import FOUND
from yiben.config.commands.telling import telling
from yiben.config.keeping.schema import bring_up
from yiben.ledger.seals import Difference, Proof, read_seal, verify
from yiben.lib.refused import Refused

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(help=_("核验账本：逐条核对链条，重算合计；给出封存文件时与它比对。发现问题时退出码为 3。"))
@click.option("--seal", "sealed", type=FILE, help=_("yiben seal 写出的封存文件"))
@click.option("--without-files", is_flag=True, hidden=True)
@click.option("--bring-up", "older", is_flag=True, hidden=True)
def command(sealed: Path | None, without_files: bool, older: bool) -> None:
    if older:
        bring_up()
    try:
        seal = read_seal(sealed.read_bytes()) if sealed else None
    except Refused as refused:
        click.echo(str(refused), err=True)
        sys.exit(FOUND)
    with telling(_("核验")) as progress:
        proof = verify(seal, progress=progress, stored=not without_files)
    _tell(proof)
    if seal and proof.holds:
        made_at = timezone.localtime(datetime.fromisoformat(seal.made_at))
        click.echo(_("与 %(at)s 的封存一致") % {"at": f"{made_at:%Y-%m-%d %H:%M}"})
    sys.exit(0 if proof.holds else FOUND)


def _tell(proof: Proof) -> None:
    for found in proof.breaks:
        click.echo(_("断裂：%(unit)s 第%(number)d条：%(what)s") % vars(found))
    for difference in proof.differences:
        click.echo(_difference(difference))
    for found in proof.cleared:
        click.echo(_("已清除：%(unit)s 第%(number)d条：%(what)s") % vars(found))
    said = {"units": len(proof.walks), "facts": proof.facts, "erased": proof.erased}
    click.echo(_("%(units)d 个单位，%(facts)d 条登记，其中 %(erased)d 条的文字已依法清除") % said)
    click.echo(_("链条完整，合计与逐条重算一致") if proof.holds else _found(proof))


def _difference(difference: Difference) -> str:
    key = difference.key
    where = " ".join(filter(None, (str(key.month), key.line, key.kind, key.topic, key.metric)))
    amounts = {"kept": difference.kept.amount, "counted": difference.counted.amount}
    said = {"unit": difference.unit, "where": where} | amounts
    return _("合计不符：%(unit)s %(where)s 存着 %(kept)d，重算是 %(counted)d") % said


def _found(proof: Proof) -> str:
    said = {"breaks": len(proof.breaks), "differences": len(proof.differences)}
    return _("发现 %(breaks)d 处断裂，%(differences)d 处合计不符") % said
