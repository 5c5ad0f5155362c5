"""`yiben pack`: the entries of a measure, a line or a unit with their files, as a zip."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.config.commands.acting import by_option
from yiben.config.commands.figure import period_of, unit_named
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.plans.models import Measure
from yiben.reports.packs import Subject, hand_out, prepare
from yiben.units.models import Line, Post, Unit


@click.command(help=_("把一个单位、一条线或一项任务的记录和附件打成一个 .zip，带目录和 SHA256SUMS。"))
@click.option("--unit", metavar="NAME", help=_("单位的全称、简称或代码；只有一个街道时可不写"))
@click.option("--period", metavar="P", callback=period_of, help=_("时段：2025、2025H1、2025Q3、2025-07 或起..止"))
@click.option("--line", metavar="NAME", help=_("只要一条线的：名称、简称或代号"))
@click.option("--measure", metavar="TITLE", help=_("只要一项任务的：标题，在这一年的工作要点里"))
@click.option("--reason", required=True, help=_("用途，会留痕"))
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help=_("写到哪个文件；不写则按内容命名"))
@by_option
def command(
    unit: str | None,
    period: Period,
    line: str | None,
    measure: str | None,
    reason: str,
    out: Path | None,
    by: Post | None,
) -> None:
    whole = unit_named(unit)
    if by is not None and not by.unit.reaches(whole):
        raise Refused(_("这个单位不在您的范围内"))
    subject = Subject(whole, period, _line(line), _measure(measure, whole, period))
    pack = hand_out(prepare(subject, by, at=timezone.now()), by=by, reason=reason)
    path = out or Path(f"{subject.title}.zip")
    with path.open("wb") as file:
        for chunk in pack.zipped()[1]:
            file.write(chunk)
    click.echo(
        _("%(path)s：%(entries)d 条记录，%(files)d 个附件")
        % {"path": path, "entries": pack.entries, "files": pack.files}
    )


def _line(name: str | None) -> Line | None:
    if not name:
        return None
    found = next((one for one in Line.objects.all() if name in (one.slug, one.name, one.short)), None)
    if found is None:
        raise Refused(_("没有叫“%(name)s”的条线") % {"name": name})
    return found


def _measure(title: str | None, unit: Unit, period: Period) -> Measure | None:
    if not title:
        return None
    plans = Measure.objects.tracked().filter(plan__unit=unit.tenant or unit, plan__year=period.end.year)
    found = list(plans.filter(title__contains=title).select_related("plan")[:3])
    exact = [one for one in found if one.title == title] or found
    if len(exact) != 1:
        raise Refused(
            _("%(year)d年的工作要点里没有，或不止一项任务叫“%(title)s”") % {"year": period.end.year, "title": title}
        )
    return exact[0]
