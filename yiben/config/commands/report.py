"""`yiben report build`: a draft from the book, its document and its source table. `template`: a clerk's Word file."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from django.utils.translation import gettext as _

from yiben.config.cli import FOUND
from yiben.config.commands.acting import by_option
from yiben.config.commands.figure import period_of, unit_named
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.lib.uploads import Type, received
from yiben.reports import actions
from yiben.reports.clerk_templates import keep_template
from yiben.reports.clerks import MOST_FILE, check
from yiben.reports.defaults import ours
from yiben.reports.filled import in_words
from yiben.reports.models import Genre, Report, Template
from yiben.reports.vocabularies import vocabulary
from yiben.units.models import Post, Unit

GENRES = [Genre.ANNUAL.value, Genre.QUARTERLY.value]


@click.group(help=_("汇报：build 生成草稿"))
def command() -> None:
    pass


@command.command(help=_("从账本生成一份汇报草稿，并写出文档和来源说明。出具要在网站上由他人审阅。"))
@click.option("--unit", metavar="NAME", help=_("单位的全称、简称或代码；只有一个街道时可不写"))
@click.option("--period", metavar="P", callback=period_of, help=_("时段：2025、2025H1、2025Q3、2025-07 或起..止"))
@click.option("--genre", type=click.Choice(GENRES), default=GENRES[0], show_default=True, help=_("种类"))
@click.option(
    "--template", metavar="NAME", help=_("按哪个模板起草：本街道的，或自带的（如 union、year、brief）；写了就不看种类")
)
@click.option("--title", default="", help=_("标题；不写则按种类和时段拟定"))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("."), help=_("写到哪个文件夹"))
@by_option
def build(
    unit: str | None, period: Period, genre: str, template: str | None, title: str, out: Path, by: Post | None
) -> None:
    home = unit_named(unit)
    chosen, brought = _template_named(template, home) if template else (None, "")
    genre = Genre.TEMPLATE if template else genre
    report = actions.build(by=by, unit=home, genre=genre, period=period, title=title, template=chosen, brought=brought)
    document, sources = actions.preview(report)
    for path in written(report, document, sources, out):
        click.echo(str(path))


def _template_named(name: str, unit: Unit) -> tuple[Template | None, str]:
    """The street's own of that name, or the slug of one that Yiben brought along."""
    found = _in_use(name, unit)
    brought = [one.slug for one in ours().values() if name in (one.slug, one.called)]
    if found is None and not brought:
        raise Refused(_("没有叫“%(name)s”的模板") % {"name": name})
    return found, "" if found else brought[0]


def _own_template(name: str, unit: Unit) -> Template:
    found = _in_use(name, unit)
    if found is None:
        raise Refused(_("没有叫“%(name)s”的模板") % {"name": name})
    return found


def _in_use(name: str, unit: Unit) -> Template | None:
    return Template.objects.filter(unit=unit.tenant or unit, name=name, dropped_at=None, ours="").first()


@command.command(help=_("检查一份汇报模板（.docx），逐段指出看不懂的地方；加 --keep 则添加到本街道。"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unit", metavar="NAME", help=_("单位的全称、简称或代码；只有一个街道时可不写"))
@click.option("--keep", is_flag=True, help=_("检查没有问题就添加"))
@click.option("--name", default="", help=_("名称；不写则用文件的名称"))
@click.option("--replaces", metavar="NAME", help=_("换下叫这个名称的模板，作为它新的一版"))
@by_option
def template(file: Path, unit: str | None, keep: bool, name: str, replaces: str | None, by: Post | None) -> None:
    home = unit_named(unit)
    with file.open("rb") as opened:
        upload = received(opened, types={Type.DOCX}, most=MOST_FILE)
    checked = check(upload.content, vocabulary(home))
    for found in map(in_words, checked.findings):
        click.echo(f"{found.where}　{found.what}{f'（{found.text}）' if found.text else ''}")
    if checked.findings:
        sys.exit(FOUND)
    click.echo(_("用到的名称：%(names)s") % {"names": "、".join(checked.reading.used)})
    if keep:
        old = _own_template(replaces, home) if replaces else None
        kept = keep_template(by=by, unit=home, name=name, filename=file.name, data=upload.content, replaces=old)
        click.echo(_("模板“%(name)s”可以用了") % {"name": kept.name})


def written(report: Report, document: bytes, sources: bytes, folder: Path) -> list[Path]:
    """Write a report's two documents into a folder under their own titles."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{report.title}.docx", folder / f"{report.title}（来源说明）.docx"]
    for path, data in zip(paths, (document, sources), strict=True):
        path.write_bytes(data)
    return paths
