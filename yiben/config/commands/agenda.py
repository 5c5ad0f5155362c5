"""`yiben plan calendar`: what the calendar's page says, month by month, in lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import click
from django.utils.translation import gettext as _

from yiben.config.commands.acting import by_option
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.plans.agenda import Agenda, Due, Month, Standing, agenda_of, standings_of, tracked_in
from yiben.plans.models import Measure, Upcoming
from yiben.ui.states import state_of
from yiben.ui.templatetags.ui import day
from yiben.units.models import Line, Post, Unit


@click.command(help=_("一年的节日、预定的活动和各项任务的时限，按月列出，办得怎样写在后面"))
@click.argument("year", type=click.IntRange(2000, 2099), required=False)
@click.option("--line", metavar="NAME", help=_("只看一条条线：名称或代号"))
@click.option("--month", "only", type=click.IntRange(1, 12), help=_("只看一个月"))
@by_option
def calendar(year: int | None, line: str | None, only: int | None, by: Post | None) -> None:
    now = today()
    year = year or now.year
    measures = tracked_in(year, by, _line_named(line) if line else "")
    standings = standings_of(measures, _seen_from(measures, by), year, now) if measures else {}
    agenda = agenda_of(measures, year, _announced(year, by), standings, now)
    for told in _whole(agenda, now) if only is None else _of_month(agenda.months[only - 1]):
        click.echo(told)


def _line_named(name: str) -> str:
    found = next((one.slug for one in Line.objects.all() if name in (one.slug, one.name, one.short)), None)
    if found is None:
        raise Refused(_("没有这条条线：%(line)s") % {"line": name})
    return found


def _seen_from(measures: Sequence[Measure], by: Post | None) -> Unit:
    return by.unit if by else measures[0].plan.unit


def _announced(year: int, by: Post | None) -> list[Upcoming]:
    seen = Upcoming.objects.for_post(by) if by else Upcoming.objects.all()
    return list(seen.open().filter(start__year=year).select_related("unit"))


def _whole(agenda: Agenda, now: date) -> Iterator[str]:
    if agenda.promised:
        yield _("%(year)d年工作日历，办得怎样算到%(day)s") % {"year": agenda.year, "day": day(now)}
    if agenda.year == now.year:
        yield from _part(_("本月要办的"), agenda.open)
        yield from _part(_("本月和本期已经做到的"), agenda.met)
        yield from _part(_("全街道合计、不单对本单位要求的"), agenda.others)
    yield from _part(_("到期还没有做到的"), agenda.late, over_the_year=True)
    yield from _part(_("每周都要办的"), agenda.often, over_the_year=True)
    for month in agenda.months:
        yield _("%(month)d月") % {"month": month.number}
        yield from _of_month(month)


def _part(title: str, dues: Sequence[Due], *, over_the_year: bool = False) -> Iterator[str]:
    if not dues:
        return
    yield _("%(title)s（%(n)d 项）") % {"title": title, "n": len(dues)}
    for due in dues:
        by_when = _("%(day)s前") % {"day": day(due.day, "short")}
        when = due.targets[0].get_frequency_display() if over_the_year and due.period else by_when
        yield f"  {'　'.join(filter(None, (due.name if not over_the_year else '', when)))}　{_asked(due)}"
        yield from (f"      {said}" for said in _how(due, over_the_year=over_the_year))
        if who := _who(due.measure):
            yield f"      {who}"


def _of_month(month: Month) -> Iterator[str]:
    for one in month.days:
        yield f"  {one.day:%m-%d}　{one.name}"
    for held in month.upcoming:
        where = "　".join(filter(None, (held.title, held.place, held.unit.short_name)))
        yield f"  {held.start:%m-%d}　{_('预定')}　{where}"
    for sort, dues in ((_("截止"), month.due), (_("每期"), month.recurring)):
        for due in dues:
            stands = "；".join(said for _target, standing in _standings(due) if (said := _short(standing)))
            yield f"  {due.day:%m-%d}　{sort}　{_asked(due)}{f'　{stands}' if stands else ''}"


def _asked(due: Due) -> str:
    asked = "，".join(target.words_asked for target in due.targets)
    return f"{due.measure.path} {due.measure.title}" + (f"（{asked}）" if asked else "")


def _standings(due: Due) -> list[tuple[object, Standing | None]]:
    return [*due.numbers] or [(None, due.standing)]


def _how(due: Due, *, over_the_year: bool) -> Iterator[str]:
    """Each number's state, what was done and what is missing, as the page has it at the head."""
    found = due.whole if over_the_year else [one for _target, one in _standings(due) if one]
    for one in found:
        said = "　".join(filter(None, (_short(one), one.words if one.state != "done" else "")))
        if said:
            yield said


def _short(standing: Standing | None) -> str:
    """◆ 没有做到　已办0次; nothing of what is still to come."""
    if standing is None or standing.state == "not_due":
        return ""
    told = f"{state_of(standing.state).glyph} {standing.word}" if standing.state else ""
    return "　".join(filter(None, (told, standing.done)))


def _who(measure: Measure) -> str:
    said = ((_("牵头"), measure.lead_unit), (_("分管领导"), measure.leader))
    return "　".join(f"{role}：{who}" for role, who in said if who)
