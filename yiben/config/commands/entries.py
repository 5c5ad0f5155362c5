"""`yiben entries import` and `export`: lists in, entries out as JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from django.db import transaction
from django.utils.translation import gettext as _

from yiben.config.cli import FOUND
from yiben.config.commands.acting import by_option
from yiben.config.commands.attributing import attribute
from yiben.config.commands.telling import telling
from yiben.ledger import exports, importing
from yiben.ledger.heads import Column
from yiben.ledger.mappings import heads_of, taken_as
from yiben.ledger.models import Entry, ImportBatch
from yiben.ledger.preview import Names, notices_of, shown
from yiben.ledger.spoken import column_name, said
from yiben.ledger.words import words_for
from yiben.lib.masking import masked
from yiben.lib.periods import Period, today
from yiben.lib.refusals import spoken
from yiben.lib.refused import Refused
from yiben.units.models import Post, Unit, UnitKind

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(help=_("记录：import 从 Excel 导入，export 导出"))
def command() -> None:
    pass


command.add_command(attribute)


def unit_named(name: str) -> Unit:
    """The unit of that name, short name or code; Refused where there is none, or more than one."""
    found = [unit for unit in Unit.objects.all() if name in (unit.name, unit.code, *unit.short_names)]
    if len(found) != 1:
        why = _("有不止一个单位叫「%(name)s」，请用单位代码") if found else _("没有叫「%(name)s」的单位")
        raise Refused(why % {"name": name})
    return found[0]


def default_unit(by: Post | None) -> Unit:
    """Whose rows are that name no unit: the post's own, or the only street's."""
    if by is not None:
        return by.unit
    streets = list(Unit.objects.filter(kind=UnitKind.STREET))
    if len(streets) != 1:
        raise Refused(_("请用 --unit 写明没有单位一列的行记在哪个单位"))
    return streets[0]


# --- import -------------------------------------------------------------------------------------------------------


@command.command("import", help=_("导入一份 Excel 活动登记表。读不懂的行另存为带原因的表格，退出码为 3。"))
@click.argument("file", type=FILE)
@click.option("--unit", "name", help=_("表里没写单位的行记在哪个单位（全称、简称或代码）"))
@click.option("--dry-run", is_flag=True, help=_("只读出来看，什么都不记"))
@click.option("--reason", default="", help=_("补录已结账月份的原因"))
@click.option("--map", "mapping", help=_("各列认作什么：写着 {列名: 认作} 的 JSON 文件，或以前确认过的表的文件名"))
@click.option("--skip-same", is_flag=True, help=_("账本里已有一样的行（单位、日期、名称、数量都相同）不再记"))
@click.option("--rejected", type=click.Path(dir_okay=False, path_type=Path), help=_("有问题的行写到哪个文件"))
@by_option
def bring_in(
    file: Path,
    name: str | None,
    dry_run: bool,
    reason: str,
    mapping: str | None,
    skip_same: bool,
    rejected: Path | None,
    by: Post | None,
) -> None:
    unit = unit_named(name) if name else default_unit(by)
    with transaction.atomic():
        with telling(_("读取")) as progress:
            batch = importing.begin_import(
                by=by,
                unit=unit,
                filename=file.name,
                data=file.read_bytes(),
                progress=lambda _step, done, total: progress(done, total),
            )
        if mapping:
            batch = importing.map_import(batch, by=by, fields=_fields_asked(batch, mapping, by))
        if skip_same and batch.counts()["same"]:
            batch = importing.skip_same(batch, by=by)
        counts = batch.counts()
        _tell_guesses(batch)
        _tell_reading(batch, counts)
        if dry_run:
            _tell_rows(batch)
        transaction.set_rollback(dry_run)
    if dry_run:
        click.echo(_("只是看看，什么都没有记"))
        sys.exit(FOUND if counts["bad"] else 0)
    if counts["good"]:
        if not batch.confirmed:
            # The command's caller has read the guesses above, or asked for them by --dry-run.
            batch = importing.map_import(batch, by=by, fields={})
        with telling(_("导入")) as progress:
            importing.commit_import(batch, by=by, reason=reason, progress=progress)
        counts = batch.counts()
        click.echo(_("已记入 %(rows)d 条，批次 %(batch)s") % {"rows": counts["recorded"], "batch": batch.pk})
    if counts["bad"]:
        aside = rejected or file.with_name(f"{file.stem}-{_('未导入')}.xlsx")
        aside.write_bytes(exports.rejected_workbook(batch))
        click.echo(_("有问题的行在 %(file)s") % {"file": aside})
        sys.exit(FOUND)


LARGEST_MAP = 1 << 20


def _fields_asked(batch: ImportBatch, mapping: str, by: Post | None) -> importing.Fields:
    """The fields that a JSON file, or a list confirmed before, takes this list's columns for."""
    words = words_for(by, batch.unit, today())
    return taken_as(columns_of(batch), _written(Path(mapping)) or _confirmed(batch, mapping), words)


def _written(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        said = json.loads(path.read_bytes()[:LARGEST_MAP].decode("utf-8-sig"))
    except ValueError as error:
        raise Refused(_("%(file)s 不是 JSON：%(why)s") % {"file": path.name, "why": error}) from error
    if not isinstance(said, dict) or not all(isinstance(field, str) for field in said.values()):
        raise Refused(_('%(file)s 要写成 {列名: 认作}，例如 {"来了多少": "人次"}') % {"file": path.name})
    return said


def _confirmed(batch: ImportBatch, name: str) -> dict[str, str]:
    """What the columns of the newest list of that name were taken for in this street, of those that this one has."""
    lists = ImportBatch.objects.filter(unit__tenant=batch.unit.tenant, confirmed=True).exclude(pk=batch.pk)
    earlier = next((one for one in lists.order_by("-at") if name in (one.filename, Path(one.filename).stem)), None)
    if earlier is None:
        raise Refused(_("没有确认过叫“%(name)s”的表，也没有这个文件") % {"name": name})
    heads = {head for columns in columns_of(batch).values() for head in heads_of(columns)}
    told = {head: field for columns in columns_of(earlier).values() for head, field in heads_of(columns).items()}
    return {head: field for head, field in told.items() if head in heads}


def columns_of(batch: ImportBatch) -> dict[str, list[Column]]:
    return {sheet: [Column.of(kept) for kept in columns] for sheet, columns in batch.mapping.items()}


def _tell_guesses(batch: ImportBatch) -> None:
    for sheet, columns in batch.mapping.items():
        for column in columns:
            if column["field"] and not column["sure"]:
                told = {"sheet": sheet, "header": column["header"]}
                told |= {"label": column_name(column["label"]), "why": said(column["why"])}
                click.echo(_("%(sheet)s：“%(header)s”一列按内容认作“%(label)s”，%(why)s") % told)


def _tell_reading(batch: ImportBatch, counts: dict[str, int]) -> None:
    for notice in notices_of(batch):
        click.echo(notice)
    for row in batch.rows.exclude(findings=[]):
        for finding in row.findings:
            mark = "×" if finding["bad"] else "△"
            click.echo(f"{mark} {row.sheet} {row.number}: {finding['column']} {said(finding['text'])}")
    click.echo(_("%(good)d 行可以导入，%(bad)d 行有问题") % counts)
    if counts["same"]:
        click.echo(_("其中 %(same)d 条账本里已有一样的，会再记一遍；不想重复请加 --skip-same") % counts)
    if counts["same_left"]:
        click.echo(_("%(same_left)d 条账本里已有一样的，不再记") % counts)


def _tell_rows(batch: ImportBatch) -> None:
    """What each row that can be imported would say in the book."""
    names, mapping = Names.of(batch), batch.mapping
    for row in batch.rows.filter(good=True, skipped=False).order_by("pk").iterator(chunk_size=2000):
        told = shown(row, mapping, names)
        where = f"{told.sheet} {told.number}" if len(mapping) > 1 else str(told.number)
        click.echo("　".join(filter(None, (where, told.days, told.unit, told.kind, told.title, told.counts))))


# --- export -------------------------------------------------------------------------------------------------------


def _period(ctx: click.Context, param: click.Parameter, value: str | None) -> Period | None:
    try:
        return Period.parse(value) if value else None
    except ValueError as error:
        raise click.BadParameter(spoken(str(error))) from error


@command.command("export", help=_("导出有效的记录，一行一条 JSON"))
@click.option("--jsonl", is_flag=True, required=True, help=_("一行一条 JSON，写到标准输出"))
@click.option("--period", callback=_period, help=_("2025、2025H1、2025Q3、2025-07 或 2025-01-01..2025-11-20"))
@click.option("--unit", "name", help=_("单位及其下属（全称、简称或代码）"))
@by_option
def send_out(jsonl: bool, period: Period | None, name: str | None, by: Post | None) -> None:
    entries = Entry.objects.for_post(by) if by else Entry.objects.all()
    found = entries.standing().filter(void=False)
    found = found.within(period) if period else found
    found = found.held_under(unit_named(name)) if name else found
    for entry in found.for_list().order_by("unit__path", "number").iterator(chunk_size=500):
        click.echo(json.dumps(told(entry), ensure_ascii=False))


def told(entry: Entry) -> dict[str, Any]:
    """An entry as one line of JSON tells it: money in yuan, `approx` the metrics that came as 30余."""
    return {
        "id": str(entry.pk),
        "unit": entry.unit.name,
        "date": entry.start.isoformat(),
        "end": entry.end.isoformat() if entry.end else None,
        "kind": entry.kind_id,
        "topic": entry.topic_id,
        "title": masked(entry.title),
        "place": masked(entry.place),
        "lines": [line.slug for line in entry.lines],
        "measures": [measure.path or measure.title for measure in entry.measures],
        "metrics": dict(_metrics(entry)),
        "approx": sorted({q.metric_id for q in entry.quantities.all() if q.words}),
    }


def _metrics(entry: Entry) -> Iterator[tuple[str, int | float]]:
    summed: dict[str, Decimal] = {}
    for quantity in entry.quantities.all():
        summed[quantity.metric_id] = summed.get(quantity.metric_id, Decimal(0)) + quantity.value
    for metric, value in summed.items():
        # JSON knows no Decimal: two places of an amount below 10^13 come out as the same digits.
        yield metric, int(value) if value == value.to_integral_value() else float(value)
