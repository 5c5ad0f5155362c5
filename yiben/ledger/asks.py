"""Questions: put to a unit about what it recorded or what it promised, answered once."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.ledger.models import Ask, Entry
from yiben.lib.refused import Refused
from yiben.plans.models import Measure
from yiben.units.acts import verb
from yiben.units.models import Post, PostKind, Unit

LONGEST_ASK, LONGEST_ANSWER = 500, 1000


@verb("ledger.ask", posts=[PostKind.OFFICER, PostKind.LEAD])
def ask(
    *,
    by: Post,
    text: str,
    unit: Unit | None = None,
    entry: Entry | None = None,
    measure: Measure | None = None,
    correction: bool = False,
    due: date | None = None,
) -> Ask:
    """Put a question about an entry to the unit that recorded it, or about a measure to a unit that answers for it.

    `correction` asks for an entry to be corrected; it is settled by correcting or voiding it, too."""
    asked = entry.unit if entry is not None else unit
    if asked is None or not by.unit.reaches(asked) or asked.tenant_id is None:
        raise Refused(_("只能问本单位及下属的单位"), field="unit")
    if measure is not None and not by.answers_for(measure.line_id):
        raise Refused(_("这项任务不在您的条线里"))
    if due is not None and due < timezone.localdate():
        raise Refused(_("答复日期已经过去"), field="due")
    return Ask.objects.create(
        unit=asked,
        entry=entry,
        measure=measure,
        correction=correction,
        text=_said(text, LONGEST_ASK),
        due=due,
        by=by,
        asked_at=timezone.now(),
    )


@verb("ledger.answer_ask", posts=[PostKind.WORKER, PostKind.OFFICER])
def answer(asked: Ask, *, by: Post, text: str) -> Ask:
    """Answer in the unit's name, or in that of one that ended into it. Of two who press at once, the second is told."""
    if asked.unit_id not in by.unit.carried:
        raise Refused(_("这个问题是问别的单位的"))
    said = _said(text, LONGEST_ANSWER)
    _claim(asked, answer=said, answered_by=by, answered_at=timezone.now())
    return asked


@verb("ledger.take_back_ask", posts=[PostKind.OFFICER, PostKind.LEAD])
def take_back(asked: Ask, *, by: Post) -> Ask:
    """Take a question back that was not answered yet."""
    if by.person_id != asked.by.person_id and asked.by_id not in by.stands_for:
        raise Refused(_("只能撤回自己提的问题"))
    _claim(asked, taken_back_at=timezone.now())
    return asked


def _claim(asked: Ask, **said: object) -> None:
    with transaction.atomic():
        changed = Ask.objects.filter(pk=asked.pk, answered_at=None, taken_back_at=None).update(**said)
    if not changed:
        raise Refused(_("这个问题已经答复或撤回了，请刷新页面"))
    asked.refresh_from_db()


def _said(text: str, longest: int) -> str:
    said = text.strip()
    if not said:
        raise Refused(_("请写几个字"), field="text")
    if len(said) > longest:
        raise Refused(_("最多 %(most)d 字") % {"most": longest}, field="text")
    return said
