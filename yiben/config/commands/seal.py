"""`yiben seal`: the day's chain heads in a file, to be kept where the book is not."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.ledger import seals
from yiben.lib.periods import today
from yiben.lib.refused import Refused

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(help=_("写出封存文件：各单位账本的链头。请每天存到账本以外的地方，日后用 yiben verify --seal 核对。"))
@click.option("--out", type=FILE, help=_("文件名，默认 seal-日期.json；- 为标准输出"))
def command(out: Path | None) -> None:
    sealed = json.dumps(seals.seal(timezone.now()), ensure_ascii=False, indent=1, sort_keys=True)
    if out is not None and str(out) == "-":
        click.echo(sealed)
        return
    file = out or Path(f"seal-{today().isoformat()}.json")
    _write(file, sealed + "\n")
    click.echo(_("已写出 %(file)s") % {"file": file})


def _write(file: Path, text: str) -> None:
    """Whole or not at all: half a seal would cry wolf."""
    begun = file.with_name(f".{file.name}.begun")
    try:
        begun.write_text(text, encoding="utf-8")
        os.replace(begun, file)
    except OSError as error:
        raise Refused(_("写不了 %(file)s：%(why)s") % {"file": file, "why": error.strerror}) from error
