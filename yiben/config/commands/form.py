"""`yiben form propose` and `fill`: a superior's workbook read against the book, and filled in its own file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from django.utils.translation import gettext as _

from yiben.config.commands.acting import by_option
from yiben.config.commands.figure import period_of, unit_named
from yiben.lib import office
from yiben.lib.periods import Period
from yiben.reports import form_said
from yiben.reports.workbooks import keeping
from yiben.reports.workbooks.checks import Numbers, contradictions
from yiben.reports.workbooks.filling import Read, told
from yiben.reports.workbooks.known import MONEY
from yiben.reports.workbooks.opening import read_file
from yiben.reports.workbooks.proposals import CONFIDENT, Sort
from yiben.units.models import Post, Unit

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LEAST = {"confident": CONFIDENT, "all": 0.0}
F = TypeVar("F", bound=Callable[..., Any])


def asked_of(command: F) -> F:
    """Which form, whose, for when, and in what manner: as the form's page offers it."""
    options = [
        click.argument("file", type=FILE),
        click.option("--unit", metavar="NAME", help=_("单位的全称、简称或代码；只有一个街道时可不写")),
        click.option(
            "--period", metavar="P", callback=period_of, help=_("时段：2025、2025H1、2025Q3、2025-07 或起..止")
        ),
        click.option("--totals", type=click.Choice(["rows", "all"]), help=_("合计加表里各行，还是全街道")),
        click.option("--dates", type=click.Choice(["iso", "dots", "chinese", "short"]), help=_("日期的写法")),
        click.option("--blank-zeros", is_flag=True, help=_("没有开展的留空，不填 0")),
        click.option("--people", type=click.Choice(["attendances"]), help=_("“人数”列按人次相加")),
        click.option("--money", type=click.Choice(list(MONEY)), help=_("金额的单位；不写则照表头")),
        click.option("--marks", metavar="A/B", help=_("“是否开展”的格写什么，如 √/×")),
        click.option("--masks", type=click.Choice(["stars", "words"]), help=_("姓名、电话怎样遮掩")),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.group(help=_("报表：propose 看各格填什么，fill 填好另存"))
def command() -> None:
    pass


@command.command(help=_("读一份上级报表（.xlsx），说出每个空格填什么、依据哪些字、有几分把握。"))
@asked_of
@click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出"))
def propose(file: Path, unit: str | None, period: Period, as_json: bool, **manner: Any) -> None:
    found = _read(file, unit_named(unit), period, _settings(**manner))
    if as_json:
        _as_json(found)
        return
    for row in found.every():
        one = told(row)
        value = one["value"] if one["value"] is not None else "—"
        why = f"（{form_said.said(one['reason'])}）" if one["reason"] else ""
        click.echo(f"{one['sheet']}!{one['cell']}　{value}　{' / '.join(one['words'])}{why}")
    _tell(found)


@command.command(help=_("把账本里的数填进上级报表自己的文件，其余原样不动。"))
@asked_of
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help=_("填好写到哪个文件"))
@click.option(
    "--accept",
    type=click.Choice(list(LEAST)),
    default="confident",
    show_default=True,
    help=_("只填有把握的，还是能提出的都填"),
)
@click.option("--keep", is_flag=True, help=_("登记这份报表，填的格记下来，下次照用"))
@click.option("--asker", default="", help=_("登记：谁要的"))
@by_option
def fill(
    file: Path,
    unit: str | None,
    period: Period,
    out: Path,
    accept: str,
    keep: bool,
    asker: str,
    by: Post | None,
    **manner: Any,
) -> None:
    home, settings = unit_named(unit), _settings(**manner)
    found = _read(file, home, period, settings)
    with out.open("wb") as made:
        more = found.write(made, found.values(least=LEAST[accept]), least=LEAST[accept])
    if keep:
        said: dict[str, Any] = {"asker": asker, **({"settings": settings} if settings else {})}
        form = keeping.take_in(by=by, unit=home, filename=file.name, data=file.read_bytes(), period=period, **said)
        keeping.fill(form, by=by, data=out.read_bytes())
    _tell(found, least=LEAST[accept], more=more)


def _read(file: Path, home: Unit, period: Period, settings: dict[str, Any]) -> Read:
    data = file.read_bytes()
    found, read = read_file(data, file.name, home, period, settings)
    if read is not data:
        click.echo(_("旧格式的表格已经转成 .xlsx；转换可能改动样式，请对照原表看一遍"), err=True)
        if not office.apart():
            click.echo(_("这台服务器不能给转换程序断网，表里的外部链接没有更新"), err=True)
    return found


def _settings(*, blank_zeros: bool, **said: str | None) -> dict[str, Any]:
    """What was said of the manner; the rest is as it was the last time."""
    return {name: value for name, value in said.items() if value} | ({"zeros": False} if blank_zeros else {})


def _as_json(found: Read) -> None:
    """A list of cells, written one by one: a long list has half a million."""
    before = "["
    for row in found.every():
        click.echo(before + json.dumps(told(row), ensure_ascii=False, indent=1), nl=False)
        before = ",\n"
    click.echo("[]" if before == "[" else "]")


def _tell(found: Read, *, least: float = CONFIDENT, more: int = 0) -> None:
    """What became of the cells, on the error output."""
    sorts = Counter(row.proposal.sort for row in found.rows)
    values = found.values(least=least)
    click.echo(
        _("填了 %(filled)d 格；要手填 %(typed)d 格；一本不记录 %(refused)d 格")
        % {
            "filled": sum(len(told) for told in values.values()) + more,
            "typed": sorts[Sort.TYPED],
            "refused": sorts[Sort.REFUSED],
        },
        err=True,
    )
    for sheet, count in found.left_over.items():
        click.echo(_("%(sheet)s 的行数不够，还有 %(count)d 条没有填") % {"sheet": sheet, "count": count}, err=True)
    for one in contradictions(found, Numbers.of(found, values)):
        click.echo(f"{one.sheet}!{one.cell}：{one.told}，{form_said.said(one.words)}（{one.computed}）", err=True)
