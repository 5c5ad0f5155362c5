"""`yiben form propose` and `fill`: a superior's workbook read against the book, and filled in its own file."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click
from django.utils.translation import gettext as _

from yiben.config.commands.figure import period_of, unit_named
from yiben.lib.periods import Period
from yiben.reports.workbooks.filling import Read, told
from yiben.reports.workbooks.opening import read_file
from yiben.reports.workbooks.proposing import CONFIDENT, Sort

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LEAST = {"confident": CONFIDENT, "all": 0.0}


@click.group(help=_("报表：propose 看各格填什么，fill 填好另存"))
def command() -> None:
    pass


@command.command(help=_("读一份上级报表（.xlsx），说出每个空格填什么、依据哪些字、有几分把握。"))
@click.argument("file", type=FILE)
@click.option("--unit", metavar="NAME", help=_("单位的全称、简称或代码；只有一个街道时可不写"))
@click.option("--period", metavar="P", callback=period_of, help=_("时段：2025、2025H1、2025Q3、2025-07 或起..止"))
@click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出"))
def propose(file: Path, unit: str | None, period: Period, as_json: bool) -> None:
    found, _data = read_file(file.read_bytes(), file.name, unit_named(unit), period)
    if as_json:
        click.echo(json.dumps([told(row) for row in found.rows], ensure_ascii=False, indent=1))
        return
    for row in found.rows:
        one = told(row)
        value = one["value"] if one["value"] is not None else "—"
        why = f"（{one['reason']}）" if one["reason"] else ""
        click.echo(f"{one['sheet']}!{one['cell']}　{value}　{' / '.join(one['words'])}{why}")
    _tell(found)


@command.command(help=_("把账本里的数填进上级报表自己的文件，其余原样不动。"))
@click.argument("file", type=FILE)
@click.option("--unit", metavar="NAME", help=_("单位的全称、简称或代码；只有一个街道时可不写"))
@click.option("--period", metavar="P", callback=period_of, help=_("时段：2025、2025H1、2025Q3、2025-07 或起..止"))
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help=_("填好写到哪个文件"))
@click.option(
    "--accept",
    type=click.Choice(list(LEAST)),
    default="confident",
    show_default=True,
    help=_("只填有把握的，还是能提出的都填"),
)
def fill(file: Path, unit: str | None, period: Period, out: Path, accept: str) -> None:
    found, _data = read_file(file.read_bytes(), file.name, unit_named(unit), period)
    with out.open("wb") as made:
        found.write(made, found.values(least=LEAST[accept]), least=LEAST[accept])
    _tell(found, least=LEAST[accept])


def _tell(found: Read, *, least: float = CONFIDENT) -> None:
    """What became of the cells, on the error output."""
    sorts = Counter(row.proposal.sort for row in found.rows)
    filled = sum(len(told) for told in found.values(least=least).values())
    click.echo(
        _("填了 %(filled)d 格；要手填 %(typed)d 格；一本不记录 %(refused)d 格")
        % {"filled": filled, "typed": sorts[Sort.TYPED], "refused": sorts[Sort.REFUSED]},
        err=True,
    )
    for sheet, count in found.left_over.items():
        click.echo(_("%(sheet)s 的行数不够，还有 %(count)d 条没有填") % {"sheet": sheet, "count": count}, err=True)
