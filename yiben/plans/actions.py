from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import chain, count

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.gongwen import read
from yiben.lib.boundary import What, allows
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.lib.uploads import safe_name
from yiben.plans.contesting import put
from yiben.plans.deciding import DECIDERS, may_decide, refuse_lines_of_others
from yiben.plans.models import Comparator, Completion, Frequency, Measure, Plan, PlanState, Receipt, Scope, Target
from yiben.plans.reading import PlanDraft, read_plan
from yiben.plans.revising import carry_over, go_on, link, part
from yiben.plans.spans import SEAM, called, halves, located
from yiben.plans.taking import Taken, as_read, take_down
from yiben.plans.words import words_of_book
from yiben.terms.models import Indicator
from yiben.units.acts import WRITERS, verb
from yiben.units.models import Post, PostKind, Unit, UnitQuerySet

OFFICERS = (PostKind.OFFICER,)
MOST = 20 << 20
"""Bytes of a document."""
LONGEST = 300_000
"""Characters of it: ten times the longest that streets write. A page shows them all."""
_YEARS = range(2000, 2100)


# Bringing a document in


@verb("plans.upload", posts=OFFICERS)
def upload(*, by: Post | None, unit: Unit, filename: str, data: bytes, year: int | None = None) -> Plan:
    """A draft plan of what was read in the document; nothing in it is tracked before it is confirmed."""
    return _read(by, unit, filename, data, year)


@verb("plans.revise", posts=OFFICERS)
def revise(plan: Plan, *, by: Post | None, filename: str, data: bytes) -> Plan:
    """A draft of the revised document, each of its measures laid against the one that it goes on with."""
    if not may_revise(plan, by):
        raise Refused(_("只能修订本单位及所辖单位已确认的工作要点"))
    _hold(plan)
    if plan.revisions.exclude(state=PlanState.DROPPED).exists():
        raise Refused(_("这份工作要点已经有一份修订稿在核对"))
    draft = _read(by, plan.unit, filename, data, None, plan)
    if draft.year != plan.year:
        raise Refused(
            _("修订稿写的是%(new)d年，原来的是%(old)d年") % {"new": draft.year, "old": plan.year}, field="file"
        )
    if not link(draft, _reread(plan)):
        raise Refused(_("这份文件和原来的要点没有一项对得上，请确认是不是它的修订稿"), field="file")
    return draft


def _read(
    by: Post | None, unit: Unit, filename: str, data: bytes, year: int | None, revises: Plan | None = None
) -> Plan:
    if by is not None and not by.unit.reaches(unit):
        raise Refused(_("只能为本单位及所辖单位导入工作要点"), field="unit")
    if len(data) > MOST:
        raise Refused(_("文件超过 %(most)d MB，没有打开") % {"most": MOST >> 20}, field="file")
    digest = sha256(data).hexdigest()
    _refuse_twice(unit, digest)
    document = read(data)
    if not document.readable:
        raise Refused(document.findings[0].what, field="file")
    if sum(len(block.text) for block in document.blocks) > LONGEST:
        raise Refused(
            _("文件超过 %(most)d 万字，不像一份工作要点，请拆开上传") % {"most": LONGEST // 10_000}, field="file"
        )
    lines, indicators = words_of_book(unit.tenant)
    draft = read_plan(document, lines=lines, indicators=indicators, year=year)
    if revises and draft.year is None:
        draft = read_plan(document, lines=lines, indicators=indicators, year=revises.year)
    _refuse_no_plan(draft)
    known = {indicator.slug for indicator in indicators}
    kept = {"filename": safe_name(filename), "source": data, "sha256": digest}
    return take_down(draft, document, known=known, unit=unit, uploaded_by=by, revises=revises, **kept)


def _reread(plan: Plan) -> list[Taken]:
    """What its own document says, read as the next one is: whatever a plan says otherwise, a person put so."""
    document = read(bytes(plan.source))
    lines, indicators = words_of_book(plan.unit.tenant)
    draft = read_plan(document, lines=lines, indicators=indicators, year=plan.year)
    return as_read(draft, plan, {indicator.slug for indicator in indicators})


def _refuse_twice(unit: Unit, digest: str) -> None:
    same = Plan.objects.filter(unit=unit, sha256=digest).exclude(state=PlanState.DROPPED).first()
    if same:
        raise Refused(
            _("这份文件已经导入过，就是《%(title)s》（%(state)s）")
            % {"title": same.title, "state": same.get_state_display()},
            field="file",
        )


def _refuse_no_plan(draft: PlanDraft) -> None:
    if draft.year not in _YEARS:
        raise Refused(_("文件里没有写明年度，请填写是哪一年的工作要点"), field="year")
    if not any(line.measures for line in draft.lines):
        raise Refused(_("这份文件里没有读出任务，请确认上传的是工作要点"), field="file")


# Correcting the draft


@dataclass(frozen=True, slots=True)
class Goal:
    """What a target says: the number, what it counts, where, by when or how often."""

    value: Decimal
    indicator: str | None = None
    comparator: str = Comparator.AT_LEAST
    unit: str = ""
    scope: str = Scope.TOTAL
    deadline: date | None = None
    frequency: str = ""
    own: bool = False


@verb("plans.edit_measure", posts=OFFICERS)
def edit_measure(
    measure: Measure,
    *,
    by: Post | None,
    title: str,
    line: str | None,
    lead_unit: str = "",
    support_units: str = "",
    leader: str = "",
    deadline: date | None = None,
) -> Measure:
    """Say better what a measure is called, whose it is and by when. Its source text stays as it is."""
    _may_change(measure, by)
    _refuse_beyond(title, What.MEASURE, "title")
    measure.title, measure.line_id = title, line
    measure.lead_unit, measure.support_units, measure.leader = lead_unit, support_units, leader
    measure.deadline = deadline
    measure.save(update_fields=["title", "line", "lead_unit", "support_units", "leader", "deadline"])
    return measure


@verb("plans.split_measure", posts=OFFICERS)
def split_measure(measure: Measure, at: int, *, by: Post | None) -> Measure:
    """Two measures out of one, cut behind the character `at`; gives the second. Each target follows its words."""
    _may_change(measure, by)
    first, second = halves(measure.text, at)
    if at <= 0 or not (first and second):
        raise Refused(_("拆开后每一项都要有文字"))
    _make_room(measure)
    added = Measure(
        plan=measure.plan,
        order=measure.order + 1,
        line_id=measure.line_id,
        heading=measure.heading,
        path=_next_path(measure),
        title=called(second),
        lead_unit=measure.lead_unit,
        support_units=measure.support_units,
        leader=measure.leader,
        deadline=measure.deadline,
        dropped=measure.dropped,
    )
    _point(added, second, measure)
    added.save(force_insert=True)
    _point(measure, first, measure)
    if measure.title not in first:
        measure.title = called(first)
    measure.save()
    following = [target.pk for target in measure.targets.all() if target.words and target.words not in first]
    measure.targets.filter(pk__in=following).update(measure=added)
    return added


@verb("plans.merge_measures", posts=OFFICERS)
def merge_measures(first: Measure, second: Measure, *, by: Post | None) -> Measure:
    """One measure out of two neighbours of one paragraph or heading; the first takes the other's targets."""
    _may_change(first, by)
    _may_change(second, by)
    if second.plan_id != first.plan_id or neighbour(first) != second:
        raise Refused(_("只能合并同一标题下相邻的两项任务"))
    second.targets.update(measure=first)
    if first.paragraph_id and first.paragraph_id == second.paragraph_id and _nothing_between(first, second):
        assert first.paragraph is not None
        first.end = second.end
        first.text = first.paragraph.text[first.start : first.end]
    else:
        first.text = SEAM.join((first.text, second.text))
    first.lead_unit = first.lead_unit or second.lead_unit
    first.support_units = first.support_units or second.support_units
    first.leader = first.leader or second.leader
    same_as, second.same_as = first.same_as or second.same_as, None
    first.deadline = max(filter(None, (first.deadline, second.deadline)), default=None)
    second.delete()
    first.same_as = same_as
    first.save()
    return first


@verb("plans.match", posts=OFFICERS)
def match(measure: Measure, old: Measure | None, *, by: Post | None) -> Measure:
    """Say which measure of the plan that is revised this one goes on with; None: with none of them, it is new.

    What people had put right in the one comes along; what came along from another goes.
    """
    _may_change(measure, by)
    if old is not None and (old.plan_id != measure.plan.revises_id or old.dropped):
        raise Refused(_("只能对应到原要点里的任务"))
    if old is not None and measure.plan.measures.filter(same_as=old).exclude(pk=measure.pk).exists():
        raise Refused(_("原来的这项任务已经对应了另一项"))
    if old is None:
        part(measure, _reread(measure.plan))
    else:
        assert measure.plan.revises is not None
        go_on(measure, old, _reread(measure.plan.revises))
    measure.save()
    return measure


@verb("plans.decide", posts=OFFICERS)
def decide(measure: Measure, *, by: Post | None, mine: bool) -> Measure:
    """Where a person had put it right and the revised words say otherwise: which of both stands in the draft."""
    _may_change(measure, by)
    rows: list[Measure | Target] = [measure, *measure.targets.all()]
    rows = [row for row in rows if put(row, mine=mine)]
    if not rows:
        raise Refused(_("这项任务没有要选的地方"))
    for row in rows:
        row.save()
    return measure


@verb("plans.drop_measure", posts=OFFICERS)
def drop_measure(measure: Measure, *, by: Post | None) -> Measure:
    """Leave a measure out: it stays in the document and is not tracked."""
    return _set_dropped(measure, by, dropped=True)


@verb("plans.keep_measure", posts=OFFICERS)
def keep_measure(measure: Measure, *, by: Post | None) -> Measure:
    """Take a measure in again; one beyond the boundary stays out."""
    _refuse_beyond(measure.text, What.MEASURE)
    return _set_dropped(measure, by, dropped=False)


@verb("plans.add_target", posts=OFFICERS)
def add_target(measure: Measure, goal: Goal, *, by: Post | None) -> Target:
    """Another number that a measure promises, as a person reads it."""
    return _save_target(Target(measure=measure), goal, by)


@verb("plans.set_target", posts=OFFICERS)
def set_target(target: Target, goal: Goal, *, by: Post | None) -> Target:
    """What a target says, put right."""
    return _save_target(target, goal, by)


@verb("plans.remove_target", posts=OFFICERS)
def remove_target(target: Target, *, by: Post | None) -> Measure:
    """Take out a number that promises nothing; gives the measure it stood with."""
    _may_change(target.measure, by)
    measure = target.measure
    target.delete()
    return measure


def neighbour(measure: Measure) -> Measure | None:
    """The kept measure next to this one, when it stands in the same paragraph or under the same heading."""
    behind = measure.plan.measures.filter(order__gt=measure.order, dropped=False).select_related("paragraph")
    following = behind.order_by("order").first()
    if following is None:
        return None
    together = measure.paragraph_id is not None and following.paragraph_id == measure.paragraph_id
    return following if together or following.heading == measure.heading else None


def _save_target(target: Target, goal: Goal, by: Post | None) -> Target:
    _may_change(target.measure, by)
    _refuse_beyond(goal.unit, What.TARGET, "unit")
    if goal.value < 0:
        raise Refused(_("目标值不能是负数"), field="value")
    if goal.indicator and not _known(target, goal.indicator):
        raise Refused(_("没有这个指标"), field="indicator")
    assert goal.frequency in ("", *Frequency.values)
    target.indicator_id, target.comparator, target.value = goal.indicator, goal.comparator, goal.value
    target.unit, target.scope, target.deadline = goal.unit, goal.scope, goal.deadline
    target.frequency, target.own = goal.frequency, goal.own
    target.save()
    return target


def _known(target: Target, indicator: str) -> bool:
    tenant = target.measure.plan.unit.tenant
    return Indicator.objects.seen_by(tenant).filter(pk=indicator, active=True).exists()


def _set_dropped(measure: Measure, by: Post | None, *, dropped: bool) -> Measure:
    _may_change(measure, by)
    measure.dropped = dropped
    measure.save(update_fields=["dropped"])
    return measure


def _refuse_beyond(text: str, what: What, field: str | None = None) -> None:
    if text and not (verdict := allows(text, what=what)):
        raise Refused(verdict.reason, field=field)


_FAR = 1_000_000


def _make_room(measure: Measure) -> None:
    """Move what follows one place on, by way of places far off: no two may share a place even for a moment."""
    behind = measure.plan.measures.filter(order__gt=measure.order)
    behind.update(order=F("order") + _FAR)
    behind.update(order=F("order") - _FAR + 1)


def _next_path(measure: Measure) -> str:
    """一（二）1-2 for the second part of 一（二）1: entries that cite the first still find it."""
    base = re.sub(r"-\d+$", "", measure.path)
    taken = set(measure.plan.measures.filter(path__startswith=base).values_list("path", flat=True))
    return next(path for number in count(2) if (path := f"{base}-{number}"[-60:]) not in taken)


def _point(measure: Measure, text: str, home: Measure) -> None:
    """Let a measure say this text, and point at where it stands: in its own paragraph first, else wherever it is."""
    measure.text = text
    nearby = [(home.paragraph, home.paragraph.text)] if home.paragraph else []
    others = ((paragraph, paragraph.text) for paragraph in home.plan.paragraphs.all())
    if found := located(text, chain(nearby, others)):
        measure.paragraph, (measure.start, measure.end) = found
    elif measure is not home:
        measure.paragraph, measure.start, measure.end = home.paragraph, home.start, home.end


def _nothing_between(first: Measure, second: Measure) -> bool:
    whole = first.paragraph is not None and first.text == first.paragraph.text[first.start : first.end]
    between = first.plan.measures.filter(order__gt=first.order, order__lt=second.order)
    return whole and SEAM not in second.text and first.end <= second.start and not between.exists()


# Deciding


@verb("plans.confirm", posts=DECIDERS)
def confirm(plan: Plan, *, by: Post | None) -> Plan:
    """From now on the plan is tracked, and frozen; one that it revises is not tracked any more."""
    _still_draft(plan, by)
    refuse_lines_of_others(plan, by)
    if not plan.measures.filter(dropped=False).exists():
        raise Refused(_("没有要跟踪的任务，不能确认"))
    if plan.revises is not None:
        _hold(plan.revises)
        carry_over(plan)
    return _move(plan, PlanState.CONFIRMED, confirmed_at=timezone.now(), confirmed_by=by)


@verb("plans.drop", posts=DECIDERS)
def drop_plan(plan: Plan, *, by: Post | None) -> Plan:
    """Give a draft up: who decides about it, or who brought it in. The same document may be uploaded again."""
    _still_draft(plan, by)
    if by is None or plan.uploaded_by_id not in by.stands_for:
        refuse_lines_of_others(plan, by)
    return _move(plan, PlanState.DROPPED)


def _move(plan: Plan, state: str, **said: object) -> Plan:
    moved = Plan.objects.filter(pk=plan.pk, state=PlanState.DRAFT).update(state=state, **said)
    if not moved:
        raise Refused(_("这份工作要点已经有人确认或放弃，请刷新页面"))
    plan.refresh_from_db()
    return plan


def may_edit(plan: Plan, by: Post | None) -> bool:
    """Whether a post may correct its lines' measures while the plan is a draft."""
    return by is None or (edit_measure.may(by) and by.unit.reaches(plan.unit))


def may_confirm(plan: Plan, by: Post | None) -> bool:
    """Whether a post may confirm this plan while it is a draft."""
    return plan.state == PlanState.DRAFT and may_decide(plan, by)


def may_drop(plan: Plan, by: Post | None) -> bool:
    """Whether a post may give this draft up."""
    brought = by is not None and plan.uploaded_by_id in by.stands_for
    return plan.state == PlanState.DRAFT and (brought or may_decide(plan, by))


def _still_draft(plan: Plan, by: Post | None) -> None:
    if by is not None and not by.unit.reaches(plan.unit):
        raise Refused(_("只能办理本单位及所辖单位的工作要点"))
    state = Plan.objects.select_for_update().filter(pk=plan.pk).values_list("state", flat=True).first()
    if state != PlanState.DRAFT:
        raise Refused(_("工作要点确认后不再改动"))


def _may_change(measure: Measure, by: Post | None) -> None:
    _still_draft(measure.plan, by)
    if by is not None and not by.answers_for(measure.line_id):
        raise Refused(_("这项任务是别的条线的，请那条线的干部来改"))


# Issuing it


@verb("plans.issue", posts=DECIDERS)
def issue(plan: Plan, *, by: Post | None, units: Collection[Unit]) -> Plan:
    """Send the plan to these units; each will say that it arrived. Those that have it already are left as they are."""
    if plan.state != PlanState.CONFIRMED or (by is not None and not by.unit.reaches(plan.unit)):
        raise Refused(_("只能下发本单位及所辖单位已确认的工作要点"))
    refuse_lines_of_others(plan, by)
    _hold(plan)
    reached = set(issuable(plan).filter(pk__in=[unit.pk for unit in units]))
    if not units or reached != set(units):
        raise Refused(_("请选择要下发到的单位"), field="units")
    have = set(plan.receipts.standing().values_list("unit", flat=True))
    now = timezone.now()
    new = [Receipt(plan=plan, unit=unit, issued_at=now, issued_by=by) for unit in units if unit.pk not in have]
    if not new:
        raise Refused(_("所选单位都已经下发过"), field="units")
    Receipt.objects.bulk_create(new)
    return plan


@verb("plans.recall", posts=DECIDERS)
def recall(receipt: Receipt, *, by: Post | None) -> Receipt:
    """Call a plan back from a unit that has not said yet that it arrived."""
    if by is not None and not by.unit.reaches(receipt.plan.unit):
        raise Refused(_("只能办理本单位及所辖单位的工作要点"))
    refuse_lines_of_others(receipt.plan, by)
    return _settle(receipt, recalled_at=timezone.now(), recalled_by=by)


@verb("plans.acknowledge", posts=WRITERS)
def acknowledge(receipt: Receipt, *, by: Post | None, note: str = "") -> Receipt:
    """A unit's own word that the plan arrived, with what it wants to say. Once."""
    if by is not None and receipt.unit_id not in by.unit.carried:
        raise Refused(_("只能签收下发给本单位的工作要点"))
    if receipt.plan.state != PlanState.CONFIRMED:
        raise Refused(_("这份工作要点已有修订稿，不用再签收"))
    return _settle(receipt, acknowledged_at=timezone.now(), acknowledged_by=by, note=note.strip())


def _settle(receipt: Receipt, **said: object) -> Receipt:
    open_ = Receipt.objects.standing().filter(pk=receipt.pk, acknowledged_at=None)
    if not open_.update(**said):
        raise Refused(_("这个单位已经签收，或者已经收回，请刷新页面"))
    receipt.refresh_from_db()
    return receipt


def issuable(plan: Plan) -> UnitQuerySet:
    """The units that a plan can be issued to: all below its own that exist today and whose people read it."""
    return Unit.objects.under(plan.unit).on(today()).filter(tenant=plan.unit_id).exclude(pk=plan.unit_id)


def may_issue(plan: Plan, by: Post | None) -> bool:
    """Whether a post may issue this plan, and call it back."""
    return plan.state == PlanState.CONFIRMED and may_decide(plan, by)


def may_revise(plan: Plan, by: Post | None) -> bool:
    """Whether a post may bring in a revision of this plan."""
    reached = by is None or (revise.may(by) and by.unit.reaches(plan.unit))
    return reached and plan.state == PlanState.CONFIRMED


def _hold(plan: Plan) -> None:
    """Let nobody else issue or revise it until this is done."""
    state = Plan.objects.select_for_update().filter(pk=plan.pk).values_list("state", flat=True).first()
    if state != PlanState.CONFIRMED:
        raise Refused(_("这份工作要点没有确认，或者已有修订稿，请刷新页面"))


# What an owner says


@verb("plans.declare_done", posts=OFFICERS)
def declare_done(measure: Measure, *, by: Post | None, reason: str) -> Completion:
    """Its owner's word that a measure is done, and why she says so. It changes no figure."""
    return _say(measure, by, reason, done=True)


@verb("plans.take_back", posts=OFFICERS)
def take_back(measure: Measure, *, by: Post | None, reason: str) -> Completion:
    """Take that word back, with the reason."""
    return _say(measure, by, reason, done=False)


def _say(measure: Measure, by: Post | None, reason: str, *, done: bool) -> Completion:
    if not may_declare(measure, by):
        raise Refused(_("只有这条线的干部可以说明它是否办结"))
    if not Measure.objects.tracked().filter(pk=measure.pk).exists():
        raise Refused(_("这项任务没有在跟踪"))
    if not reason.strip():
        raise Refused(_("请写明依据"), field="reason")
    if is_done(measure) == done:
        raise Refused(_("这项任务已经说明办结") if done else _("这项任务还没有说明办结"))
    return Completion.objects.create(measure=measure, done=done, reason=reason.strip(), by=by)


def is_done(measure: Measure) -> bool:
    """Whether the last word said of it is that it is done."""
    words = list(measure.completions.all())
    return bool(words) and words[-1].done


def may_declare(measure: Measure, by: Post | None) -> bool:
    """Whether a post answers for the measure: an officer of its line who reaches its unit."""
    return by is None or (by.unit.reaches(measure.plan.unit) and by.answers_for(measure.line_id))
