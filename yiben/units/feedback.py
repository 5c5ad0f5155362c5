"""What people say of Yiben itself, and the answer."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.lib.refused import Refused
from yiben.units.acts import verb
from yiben.units.models import Feedback, Post, PostKind

LONGEST = 2000


@verb("units.say", posts=PostKind.values)
def say(text: str, *, by: Post, page: str = "") -> Feedback:
    """Tell the administrator something about Yiben; `page` is where it came up, without what was asked there."""
    said = _said(text)
    address = page.partition("?")[0][:200]
    return Feedback.objects.create(by=by.person, unit=by.unit, page=address, text=said, at=timezone.now())


@verb("units.answer_feedback", posts=[PostKind.ADMIN])
def answer(feedback: Feedback, *, by: Post, text: str) -> Feedback:
    """Answer it; a later answer stands in the place of the first."""
    if not by.unit.reaches(feedback.unit):
        raise Refused(_("只能答复本单位及下属单位的意见"))
    feedback.answer, feedback.answered_by, feedback.answered_at = _said(text), by.person, timezone.now()
    feedback.save(update_fields=["answer", "answered_by", "answered_at"])
    return feedback


def _said(text: str) -> str:
    said = text.strip()
    if not said:
        raise Refused(_("请写几个字"), field="text")
    if len(said) > LONGEST:
        raise Refused(_("最多 %(most)d 字") % {"most": LONGEST}, field="text")
    return said
