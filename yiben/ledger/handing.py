"""What of this room is open in a post or at a unit, for whoever goes on with it (units/handing.py)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from yiben.ledger.models import Ask, BatchState, Entry, ImportBatch
from yiben.units.handing import Work
from yiben.units.models import Unit


def of_posts(posts: Collection[int]) -> list[Work]:
    """The questions that she asked and are not answered yet, and the lists that she began to import."""
    asked = Ask.objects.open().filter(by__in=posts).order_by("due", "asked_at")
    begun = ImportBatch.objects.filter(by__in=posts, state=BatchState.PREVIEW).order_by("at")
    return [
        *(_asked(one, _("提了还没答复的问题")) for one in asked),
        *(
            Work(_("还没导入完的表格"), one.filename, reverse("ledger:batch", args=[one.pk]), post=one.by_id)
            for one in begun
        ),
    ]


def of_unit(unit: Unit) -> list[Work]:
    """The questions that wait for the unit's answer."""
    asked = Ask.objects.open().filter(unit__in=unit.carried).order_by("due", "asked_at")
    return [_asked(one, _("要答复的问题")) for one in asked]


def _asked(one: Ask, what: str) -> Work:
    return Work(what, one.text, reverse("ledger:ask", args=[one.pk]), one.due, one.by_id)


def kept(unit: Unit, after: date) -> list[tuple[str, int]]:
    """The records that stay the unit's; those dated later were logged for a unit that is no more by then."""
    standing = Entry.objects.standing().filter(unit=unit)
    return [
        (_("记录"), standing.filter(start__lte=after).count()),
        (
            _("日期在这天以后的记录（仍记在它名下；该记在新单位的，作废后在那里重记）"),
            standing.filter(start__gt=after).count(),
        ),
    ]
