"""Accounts: how long one stays open, the code that opens it once, and what keeps a street from being locked out.

When somebody signed in is not ours to record. An account that is not used for half a year is closed all the same, so
each carries the end of the month in which that would be: a date to come, overwritten, that tells no day of use.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.units.acts import trace, verb
from yiben.units.models import Person, Post, PostKind

UNUSED = timedelta(days=180)
CODE_LASTS = timedelta(days=14)
"""A slip handed over on a Friday still opens after a week of leave."""


def closes_after(day: date) -> date:
    """The last day on which an account that was used on that day, and not since, is open."""
    end = day + UNUSED
    return end.replace(day=calendar.monthrange(end.year, end.month)[1])


def closed(person: Person) -> bool:
    return person.open_until is not None and person.open_until < today()


def expired(person: Person) -> bool:
    """Whether all that she has is an administrator's code whose days are over."""
    return person.passing and person.passing_until is not None and person.passing_until < today()


def why_shut(person: Person) -> str:
    """Why a person who proved who she is does not get in all the same; "" where she does."""
    if closed(person):
        return _("这个账号 180 天没有使用，已经关闭。请本单位管理员重新打开，您经办过的事都还在。")
    if expired(person):
        return _("这张登录条上的一次性密码已经过期，请本单位管理员另开一张。")
    return ""


@receiver(user_logged_in)
def keep_open(sender: object, user: Person, **_said: Any) -> None:
    """Whoever signs in keeps her account open: written once a month at most."""
    until = closes_after(today())
    if user.open_until != until:
        Person.objects.filter(pk=user.pk).update(open_until=until)


def open_with_code(person: Person) -> None:
    """What a code from an administrator brings with it: days to use it, and an open account. Not saved here."""
    person.passing = True
    person.passing_until = today() + CODE_LASTS
    person.open_until = closes_after(today())


# -- the throttle


def locked(person: Person) -> bool:
    """Whether wrong tries keep this login name out at present, from whichever address."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    tries = AccessAttempt.objects.filter(username=person.login, attempt_time__gte=since)
    return tries.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT).exists()


@verb("units.unlock", posts=[PostKind.ADMIN])
def unlock(person: Person, *, by: Post | None) -> Person:
    """Let somebody try again at once who typed too many wrong passwords; the password stays."""
    refuse_strangers(person, by)
    reset(username=person.login)
    return person


# -- the name


@transaction.atomic
def correct_name(person: Person, *, by: Post | None, name: str) -> Person:
    """Write a person's name as it is: she herself, or her administrator. The trace keeps the one before."""
    if by is not None and by.person_id != person.pk and not (by.kind == PostKind.ADMIN and by.manages(person)):
        raise Refused(_("只能改自己的姓名"))
    before, person.name = person.name, name.strip()
    try:
        person.clean_fields(exclude=["password"])
    except ValidationError as error:
        raise Refused("；".join(error.messages), field="name") from error
    person.save(update_fields=["name"])
    trace(by, "units.correct_name", person, before=before, now=person.name)
    return person


# -- who may, and who must stay


def refuse_strangers(person: Person, by: Post | None) -> None:
    if by is not None and not by.manages(person):
        raise Refused(_("只能为本单位及下属单位的人员办理"))


def refuse_without_administrator(ending: Post, until: date) -> None:
    """Refuse to end the post of the last administrator who can still sign in: nobody could then give another one."""
    if ending.kind == PostKind.ADMIN and not _others(ending, max(until + timedelta(days=1), today())):
        said = {"unit": ending.unit.short_name}
        raise Refused(_("这是%(unit)s最后一位管理员，不能没有管理员。请先安排另一位，再来办理。") % said)


def _others(ending: Post, day: date) -> bool:
    """Whether another administrator of that unit, or of one above it, holds her post on a day and can sign in."""
    held = Post.objects.on(day).filter(kind=PostKind.ADMIN, unit__path__in=ending.unit.chain_paths)
    held = held.exclude(pk=ending.pk)
    return held.filter(Q(person__open_until=None) | Q(person__open_until__gte=today())).exists()
