"""`yiben plan …` for plans that live: list, show, confirm, revise, diff, issue, receipts, acknowledge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click
from django.utils.translation import gettext as _

from yiben.config.commands.acting import by_option
from yiben.config.commands.agenda import calendar
from yiben.config.commands.figure import unit_named
from yiben.config.commands.naming import plan_named, plans_for
from yiben.lib.refused import Refused
from yiben.plans import actions, opening
from yiben.plans.comparing import Change, compared
from yiben.plans.draft import Pair, groups_of, pairs_of, paragraphs_of
from yiben.plans.models import Plan, PlanState, Receipt
from yiben.plans.revision import Piece
from yiben.ui.templatetags.ui import day
from yiben.units.models import Post, Unit

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
which = click.option(
    "--plan", "name", metavar="NAME", help=_("哪份工作要点：标题、其中几个字，或编号；只有一份时可不写")
)


@click.command("list", help=_("列出工作要点"))
@by_option
def list_(by: Post | None) -> None:
    for plan in plans_for(by).order_by("-year", "-uploaded_at"):
        state = plan.get_state_display()
        click.echo(f"{plan.pk}　{plan.year}　{state}　{plan.unit.name}　{plan.title}")


@click.command(help=_("按原文顺序列出一份要点的任务、目标、牵头和时限"))
@which
@by_option
def show(name: str | None, by: Post | None) -> None:
    plan = plan_named(name, by) if name else plan_named(None, by, PlanState.CONFIRMED)
    click.echo(f"《{plan.title}》　{plan.unit.name}　{plan.year}　{plan.get_state_display()}")
    for group in groups_of(plan, pairs_of(plan), paragraphs_of(plan)):
        click.echo("")
        click.echo(f"{group.heading}〔{group.line or _('未分条线')}〕")
        for row in group.rows:
            for line in _told(row.pair):
                click.echo(line)


def _told(pair: Pair) -> Iterator[str]:
    measure = pair.measure
    mark = f"（{measure.why_dropped or _('不纳入')}）" if measure.dropped else ""
    yield f"  {measure.path}　{measure.title}{mark}{duties(pair)}"
    for target in pair.targets:
        yield f"      {target.words_asked} → {target.indicator.name if target.indicator else _('请选择指标')}"


def duties(pair: Pair) -> str:
    """Who leads, who helps, who is in charge, by when: （牵头：党群办，配合：各社区）."""
    measure = pair.measure
    said = [
        (_("牵头"), measure.lead_unit),
        (_("配合"), measure.support_units),
        (_("分管领导"), measure.leader),
        (_("时限"), day(measure.deadline) if measure.deadline else ""),
    ]
    told = [f"{name}：{who}" for name, who in said if who]
    return f"（{'，'.join(told)}）" if told else ""


@click.command(help=_("确认一份草稿或修订稿，从此跟踪"))
@which
@by_option
def confirm(name: str | None, by: Post | None) -> None:
    plan = actions.confirm(plan_named(name, by, PlanState.DRAFT), by=by)
    click.echo(_("《%(title)s》已确认，任务开始跟踪。") % {"title": plan.title})


@click.command(help=_("放弃一份草稿或修订稿"))
@which
@by_option
def drop(name: str | None, by: Post | None) -> None:
    plan = actions.drop_plan(plan_named(name, by, PlanState.DRAFT), by=by)
    click.echo(_("已放弃《%(title)s》的草稿，文件可以重新上传。") % {"title": plan.title})


@click.command(help=_("上传一份已确认的要点的修订稿，列出改了哪些；加 --confirm 就直接确认。"))
@click.argument("file", type=FILE)
@which
@click.option("--confirm", "confirmed", is_flag=True, help=_("不再核对，直接确认"))
@by_option
def revise(file: Path, name: str | None, confirmed: bool, by: Post | None) -> None:
    old = plan_named(name, by, PlanState.CONFIRMED)
    draft = actions.revise(old, by=by, filename=file.name, data=file.read_bytes())
    _print_changes(draft)
    if confirmed:
        actions.confirm(draft, by=by)
        click.echo(_("已确认修订，同一项任务接着跟踪。修订后的要点要重新下发。"))
    else:
        click.echo(_("修订稿的编号是 %(key)s，核对后用 yiben plan confirm 确认。") % {"key": draft.pk})


@click.command(help=_("修订稿（或已确认的修订）与原要点逐项对照：- 原来的字，+ 修订后的字"))
@which
@by_option
def diff(name: str | None, by: Post | None) -> None:
    revisions = list(plans_for(by).filter(revises__isnull=False).order_by("-uploaded_at")[:1])
    plan = plan_named(name, by) if name else (revisions[0] if revisions else None)
    if plan is None or plan.revises_id is None:
        raise Refused(_("没有修订稿可以对照"))
    _print_changes(plan)


def _print_changes(plan: Plan) -> None:
    found = compared(plan)
    for change in [*found.told, *found.gone, *found.moved]:
        for line in _change(change):
            click.echo(line)
    counts = {
        "same": found.same,
        "changed": len(found.of("changed")),
        "new": len(found.of("new")),
        "moved": len(found.moved),
        "gone": len(found.gone),
    }
    click.echo(_("不变%(same)d项，改动%(changed)d项，新增%(new)d项，换了位置%(moved)d项，取消%(gone)d项") % counts)


def _change(change: Change) -> Iterator[str]:
    named = {"changed": _("改动"), "new": _("新增"), "gone": _("取消"), "moved": _("移位")}[change.kind]
    pair = change.new or change.old
    assert pair is not None
    yield f"[{named}] {pair.measure.path}　{pair.measure.title}"
    if change.kind == "moved" and change.old is not None:
        behind = _("，移到“%(behind)s”之后") % {"behind": change.behind} if change.behind else ""
        yield f"  {change.old.measure.path} → {pair.measure.path}{behind}"
        return
    before, after = change.words
    yield from (f"  {sign} {_marked(side)}" for sign, side in (("-", before), ("+", after)) if side)
    yield from _asked(change)


def _asked(change: Change) -> Iterator[str]:
    """Its numbers and duties where they changed, and what a person had put right that the new words contradict."""
    for sign, goals in zip("-+", change.goals, strict=True):
        yield from (
            f"  {sign} 【{goal.target.words_asked}{_by(goal.target.deadline)}】" for goal in goals if goal.changed
        )
    if change.kind == "changed":
        nothing = _("没有写")
        changed = (duty for duty in change.duties if duty.changed)
        yield from (f"  {duty.label}：{duty.before or nothing} → {duty.after or nothing}" for duty in changed)
    for one in change.contested:
        told = {"what": one.label, "mine": one.mine, "words": one.words}
        yield "  " + _("△ %(what)s：原来人工改定为%(mine)s，修订稿写的是%(words)s") % told


def _by(deadline: date | None) -> str:
    return _("，%(day)s前") % {"day": day(deadline)} if deadline else ""


def _marked(side: Sequence[Piece]) -> str:
    return "".join(f"【{piece.text}】" if piece.changed else piece.text for piece in side).replace("\n", "")


@click.command(help=_("把已确认的要点下发到单位：写明 --unit（可以几个），或 --all 下发到全部社区和站办所"))
@which
@click.option("--unit", "units", multiple=True, metavar="NAME", help=_("单位的全称、简称或代码"))
@click.option("--all", "everyone", is_flag=True, help=_("所有还没有下发到的单位"))
@by_option
def issue(name: str | None, units: tuple[str, ...], everyone: bool, by: Post | None) -> None:
    plan = plan_named(name, by, PlanState.CONFIRMED)
    chosen = list(_not_issued(plan)) if everyone else [unit_named(unit) for unit in units]
    actions.issue(plan, by=by, units=chosen)
    click.echo(
        _("《%(title)s》已下发到：%(units)s") % {"title": plan.title, "units": "、".join(u.name for u in chosen)}
    )


def _not_issued(plan: Plan) -> list[Unit]:
    return list(actions.issuable(plan).exclude(pk__in=plan.receipts.standing().values("unit")))


@click.command(help=_("从一个还没有签收的单位收回"))
@which
@click.option("--unit", required=True, metavar="NAME", help=_("单位的全称、简称或代码"))
@by_option
def recall(name: str | None, unit: str, by: Post | None) -> None:
    plan = plan_named(name, by, PlanState.CONFIRMED)
    actions.recall(_receipt(plan, unit_named(unit)), by=by)
    click.echo(_("已从%(unit)s收回。") % {"unit": unit_named(unit).name})


@click.command(help=_("签收下发给本单位的要点，可以写一句说明"))
@which
@click.option("--note", default="", help=_("说明，如分工、疑问；可以不写"))
@click.option("--unit", metavar="NAME", help=_("替哪个单位；不写则是岗位所在的单位"))
@by_option
def acknowledge(name: str | None, note: str, unit: str | None, by: Post | None) -> None:
    plan = plan_named(name, by, PlanState.CONFIRMED)
    whose = unit_named(unit) if unit or by is None else by.unit
    actions.acknowledge(_receipt(plan, whose), by=by, note=note)
    click.echo(_("%(unit)s已签收《%(title)s》。") % {"unit": whose.name, "title": plan.title})


def _receipt(plan: Plan, unit: Unit) -> Receipt:
    found = plan.receipts.standing().filter(unit=unit).select_related("plan", "unit").first()
    if found is None:
        raise Refused(_("这份工作要点没有下发给%(unit)s") % {"unit": unit.name})
    return found


@click.command(help=_("要点下发到了哪些单位，谁签收了、说了什么，谁还没有签收"))
@which
@by_option
def receipts(name: str | None, by: Post | None) -> None:
    plan = plan_named(name, by, PlanState.CONFIRMED)
    seen = plan.receipts.for_post(by) if by is not None else plan.receipts.all()
    rows = list(seen.standing().select_related("unit", "acknowledged_by__person").order_by("unit__path"))
    click.echo(f"《{plan.title}》")
    for row in rows:
        who = f"（{row.acknowledged_by.person.name}）" if row.acknowledged_by else ""
        told = _("%(day)s签收") % {"day": day(row.acknowledged_at)} + who if row.acknowledged_at else _("待签收")
        click.echo(f"  {row.unit.name}　{told}{f'　{row.note}' if row.note else ''}")
    waiting = [row.unit.name for row in rows if row.acknowledged_at is None]
    click.echo(
        _("已下发%(all)d个单位，待签收%(waiting)d个") % {"all": len(rows), "waiting": len(waiting)}
        + (f"：{'、'.join(waiting)}" if waiting else "")
    )


@click.command("next-year", help=_("把已确认的要点里年年都做的任务起草成下一年的；加 --all 就全部沿用"))
@which
@click.option("--all", "everything", is_flag=True, help=_("全部任务，不只年年都做的"))
@by_option
def next_year(name: str | None, everything: bool, by: Post | None) -> None:
    plan = plan_named(name, by, PlanState.CONFIRMED)
    tracked = plan.measures.filter(dropped=False).prefetch_related("targets")
    chosen = {one.pk for one in tracked if everything or opening.recurs(one, one.targets.all())}
    draft = opening.open_year(plan, by=by, measures=chosen)
    told = {"title": draft.title, "count": len(chosen), "all": len(tracked)}
    click.echo(_("已起草《%(title)s》：沿用 %(count)d 项，原有 %(all)d 项。确认以前不会跟踪。") % told)


COMMANDS = (list_, show, confirm, drop, revise, diff, issue, recall, acknowledge, receipts, next_year, calendar)
