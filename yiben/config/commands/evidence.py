"""`yiben evidence`: files to entries, as the pages do it; an entry's files taken out; what came to nothing cleared."""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import UUID

import click
from django.db.models import Q
from django.utils.translation import gettext as _

from yiben.config.cli import FOUND
from yiben.config.commands.acting import by_option
from yiben.ledger import evidence, evidence_store
from yiben.ledger.evidence_looks import How
from yiben.ledger.models import Entry, Evidence
from yiben.lib.refused import Refused
from yiben.units.models import Post

FILES = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group(help=_("附件：attach 给一条记录加照片或文件，take 取出，tidy 清理没有传完的"))
def command() -> None:
    pass


def entry_of(told: str) -> Entry:
    """The entry of that receipt (990101001001-194-42471df6) or id."""
    code, _dash, rest = told.partition("-")
    number, _dash, digest = rest.partition("-")
    named = Q(pk=told) if _is_id(told) else Q(unit__code=code, number=number or None, digest__startswith=digest or "-")
    found = Entry.objects.filter(named, void=False).select_related("unit").first() if _is_told(number, told) else None
    if found is None:
        raise Refused(_("没有这条记录：%(told)s（写回执或记录的编号）") % {"told": told})
    return found


def _is_told(number: str, told: str) -> bool:
    return _is_id(told) or (number.isdecimal() and len(number) < 18)


def _is_id(told: str) -> bool:
    try:
        return str(UUID(told)) == told.lower()
    except ValueError:
        return False


@command.command(help=_("给一条记录（回执或编号）加照片或文件。有一个没有加上，退出码为 3。"))
@click.argument("entry")
@click.argument("files", type=FILES, nargs=-1, required=True)
@by_option
def attach(entry: str, files: tuple[Path, ...], by: Post | None) -> None:
    to, left_out = entry_of(entry), 0
    for file in files:
        try:
            kept = evidence.attach(to, by=by, name=file.name, content=file)
        except Refused as refused:
            left_out += 1
            click.echo(_("没有加上 %(file)s：%(why)s") % {"file": file, "why": refused}, err=True)
        else:
            click.echo(_("已加上 %(name)s") % {"name": kept.name})
            for one in evidence.alike(kept):
                click.echo(f"  {_likeness(one, by)}")
    sys.exit(FOUND if left_out else 0)


def _likeness(found: evidence.Alike, by: Post | None) -> str:
    told = {
        How.SAME: _("与%(where)s里的相同。"),
        How.ALIKE: _("与%(where)s里的很像。"),
        How.TURNED: _("像是%(where)s里的那张，转了方向。"),
        How.PART: _("与%(where)s里的像是同一张，裁过。"),
    }[found.how]
    return told % {"where": _where(found.entry, by)} + _("若是同一次活动，看看是否记了两遍；若选错了，可以撤下。")


def _where(entry: Entry, by: Post | None) -> str:
    """What another unit did is told without its words."""
    if by is not None and not Entry.objects.for_post(by).filter(pk=entry.pk).exists():
        return _("本街道另一单位的一条记录")
    return f" {entry.receipt}《{entry.title or _('（文字已清除）')}》"


@command.command(help=_("把一条记录的附件取出到一个文件夹。撤下、清除了的不取。"))
@click.argument("entry")
@click.option("--out", type=FOLDER, required=True, help=_("放到哪个文件夹"))
def take(entry: str, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for file in Evidence.objects.of(entry_of(entry)).standing():
        content = evidence_store.read(file.sha256)
        if content is None:
            raise Refused(_("“%(name)s”的文件不见了或被改动过，请运行 yiben verify") % {"name": file.name})
        place = _free(out, f"{file.number}-{file.name}")
        place.write_bytes(content)
        click.echo(place)


def _free(folder: Path, name: str) -> Path:
    place = folder / name
    if place.exists():
        raise Refused(_("%(file)s 已经有了，请换一个文件夹") % {"file": place})
    return place


@command.command(help=_("清理没有传完的附件：存放了一天以上，却没有任何记录引用的文件。"))
def tidy() -> None:
    gone = evidence.tidy()
    click.echo(_("清理了 %(files)d 个文件") % {"files": gone})
