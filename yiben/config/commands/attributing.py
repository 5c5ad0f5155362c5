"""`yiben entries attribute`: what open entries may answer, and attributing them, one by one or all that are clear."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import click
from django.utils.translation import gettext as _

from yiben.config.commands.acting import by_option
from yiben.config.commands.figure import unit_named
from yiben.config.commands.naming import entry_named, measure_named
from yiben.ledger.attributing import Attributed, Offers, attribute_all, offers, promises_for, unattributed
from yiben.ledger.models import Entry
from yiben.plans.offering import answerable
from yiben.units.models import Post, Unit


@click.command(
    help=_(
        "把记录归集到任务。--suggest 只列出建议；--clear 归集建议明确的；写明 ENTRY（编号或回执）和 MEASURE"
        "（任务的编号、名称）就归集这一条；--none 表示这条不对应任务，不再列出。"
    )
)
@click.argument("entry", required=False)
@click.argument("measures", nargs=-1)
@click.option("--suggest", is_flag=True, help=_("只列出建议，什么都不改"))
@click.option("--clear", is_flag=True, help=_("归集所有建议明确的"))
@click.option("--none", "none", is_flag=True, help=_("这条记录不对应任务"))
@click.option("--unit", "name", metavar="NAME", help=_("只看这个单位及其下属的记录"))
@click.option("--line", metavar="SLUG", help=_("只看这条条线的记录"))
@click.option("--limit", default=20, show_default=True, help=_("列出多少条"))
@click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出"))
@by_option
def attribute(
    entry: str | None,
    measures: tuple[str, ...],
    suggest: bool,
    clear: bool,
    none: bool,
    name: str | None,
    line: str | None,
    limit: int,
    as_json: bool,
    by: Post | None,
) -> None:
    if entry:
        _say(_one(entry, measures, none, by))
    elif suggest or clear:
        found = _open(_tenant(name, by), name, line, by)
        if clear:
            _say(attribute_all({row.entry: [row.suggestions[0].measure] for row in found.rows if row.clear}, by=by))
        else:
            _tell(found, limit, as_json)
    else:
        raise click.UsageError(_("请写明记录，或者用 --suggest、--clear"))


def _one(entry: str, measures: Collection[str], none: bool, by: Post | None) -> Attributed:
    named = entry_named(entry, by)
    assert named.unit.tenant is not None
    if none == bool(measures):
        raise click.UsageError(_("请写明归集到哪些任务，或者用 --none"))
    offered = answerable(named.unit.tenant, by)
    chosen = [measure_named(measure, offered).pk for measure in measures]
    return attribute_all({named.pk: chosen}, by=by, aside=[named.pk] if none else [])


def _tenant(name: str | None, by: Post | None) -> Unit:
    if by is not None:
        return by.tenant
    unit = unit_named(name)
    return unit.tenant or unit


def _open(tenant: Unit, name: str | None, line: str | None, by: Post | None) -> Offers:
    measures = list(answerable(tenant, by))
    entries = unattributed(by, {measure.plan.year for measure in measures}).held_under(
        unit_named(name) if name else tenant
    )
    entries = entries.bearing_line(line) if line else entries
    return offers(entries, measures, promises_for(tenant, by, measures))


def _tell(found: Offers, limit: int, as_json: bool) -> None:
    rows = found.rows[:limit]
    entries = {one.pk: one for one in Entry.objects.filter(pk__in=[row.entry for row in rows]).for_list()}
    told = [_row(entries[row.entry], row.clear, row.suggestions, found) for row in rows]
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for row in told:
        click.echo(f"{row['receipt']}　{row['date']}　{row['unit']}　{row['title']}")
        for one in row["suggestions"]:
            mark = "✓" if row["clear"] and one is row["suggestions"][0] else " "
            click.echo(f"  {mark} {one['path']} {one['title']}（{one['reason']}）")
    click.echo(
        _("没有归集的记录%(all)d条，建议明确的%(clear)d条")
        % {"all": len(found.rows) + found.more, "clear": found.clear}
    )


def _row(entry: Entry, clear: bool, suggestions: Collection[Any], found: Offers) -> dict[str, Any]:
    return {
        "entry": str(entry.pk),
        "receipt": entry.receipt,
        "date": entry.start.isoformat(),
        "unit": entry.unit.name,
        "title": entry.title,
        "clear": clear,
        "suggestions": [
            {
                "measure": str(one.measure),
                "path": found.measures[one.measure].path,
                "title": found.measures[one.measure].title,
                "score": one.score,
                "reason": one.reason,
            }
            for one in suggestions
        ],
    }


def _say(done: Attributed) -> None:
    told = [_("已归集 %(n)d 条") % {"n": done.entries}]
    told += [_("不对应任务的 %(n)d 条，不再列出") % {"n": done.aside}] if done.aside else []
    told += [_("%(n)d 条刚被更正或作废，没有动") % {"n": done.missed}] if done.missed else []
    click.echo(_("；").join(told))
