"""`yiben report build`: a draft from the book, its document and its source table."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils.translation import gettext as _

from yiben.config.commands.acting import by_option
from yiben.config.commands.figure import period_of, unit_named
from yiben.lib.periods import Period
from yiben.reports import actions
from yiben.reports.models import Genre, Report
from yiben.units.models import Post

GENRES = [Genre.ANNUAL.value, Genre.QUARTERLY.value]


@click.group(help=_("汇报：build 生成草稿"))
def command() -> None:
    pass


@command.command(help=_("从账本生成一份汇报草稿，并写出文档和来源说明。出具要在网站上由他人审阅。"))
@click.option("--unit", metavar="NAME", help=_("单位的全称、简称或代码；只有一个街道时可不写"))
@click.option("--period", metavar="P", callback=period_of, help=_("时段：2025、2025H1、2025Q3、2025-07 或起..止"))
@click.option("--genre", type=click.Choice(GENRES), default=GENRES[0], show_default=True, help=_("种类"))
@click.option("--title", default="", help=_("标题；不写则按种类和时段拟定"))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("."), help=_("写到哪个文件夹"))
@by_option
def build(unit: str | None, period: Period, genre: str, title: str, out: Path, by: Post | None) -> None:
    report = actions.build(by=by, unit=unit_named(unit), genre=genre, period=period, title=title)
    document, sources = actions.preview(report)
    for path in written(report, document, sources, out):
        click.echo(str(path))


def written(report: Report, document: bytes, sources: bytes, folder: Path) -> list[Path]:
    """Write a report's two documents into a folder under their own titles."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{report.title}.docx", folder / f"{report.title}（来源说明）.docx"]
    for path, data in zip(paths, (document, sources), strict=True):
        path.write_bytes(data)
    return paths
