"""Taking on a second factor, opening with it, and losing it."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from yiben.lib.refused import Refused
from yiben.lib.sealing import seal, unseal
from yiben.units import factors
from yiben.units.acts import trace, verb
from yiben.units.models import Factor, Person, Post, PostKind, RecoveryCode


def has_one(person: Person) -> bool:
    return Factor.objects.filter(person=person).exists()


def sealed(secret: str, person: Person) -> str:
    return seal(secret, key=settings.FIELD_KEY, about=f"factor:{person.pk}")


def unsealed(text: str, person: Person) -> str:
    return unseal(text, key=settings.FIELD_KEY, about=f"factor:{person.pk}")


# Whoever signs in owns her second factor, in whichever post.


@transaction.atomic
def take_on(person: Person, *, by: Post | None, secret: str, code: str) -> list[str]:
    """Begin with a new secret, proven by its first code. Gives the ten recovery codes, which are told this once.

    Raises Refused (`code`) where the code is not the secret's."""
    step = factors.accepted_step(secret, code.replace(" ", ""), now=time.time())
    if step is None:
        raise Refused(_("验证码不对。请看手机上现在的 6 位数字；手机时间要准。"), field="code")
    Factor.objects.filter(person=person).delete()
    factor = Factor.objects.create(person=person, secret=sealed(secret, person), last_step=step)
    trace(by, "units.take_on_factor", factor)
    return _fresh_codes(factor)


@transaction.atomic
def renew_codes(person: Person, *, by: Post | None, password: str) -> list[str]:
    """Ten new recovery codes; the old ones open no more."""
    factor = Factor.objects.filter(person=person).first()
    if factor is None:
        raise Refused(_("还没有启用第二重验证"))
    if not person.check_password(password):
        raise Refused(_("密码不对"), field="password")
    trace(by, "units.renew_codes", factor)
    return _fresh_codes(factor)


def _fresh_codes(factor: Factor) -> list[str]:
    codes = factors.new_codes()
    factor.codes.all().delete()
    kept = (RecoveryCode(factor=factor, digest=_digest(code)) for code in codes)
    RecoveryCode.objects.bulk_create(kept)
    return codes


def _digest(code: str) -> str:
    return factors.code_digest(code, key=settings.FIELD_KEY)


@verb("units.drop_factor", posts=[PostKind.ADMIN])
def drop_factor(person: Person, *, by: Post | None) -> Person:
    """Take away the second factor of somebody who lost phone and paper: by another administrator, never by herself."""
    if by is not None and by.person_id == person.pk:
        raise Refused(_("自己的第二重验证请另一位管理员解除"))
    if by is not None and not by.manages(person):
        raise Refused(_("只能为本单位及下属单位的人员办理"))
    if not Factor.objects.filter(person=person).delete()[0]:
        raise Refused(_("还没有启用第二重验证"))
    return person


@transaction.atomic
def opens(person: Person, code: str) -> bool:
    """Whether a code from the phone or the paper lets this person in. Either does so once."""
    factor = Factor.objects.select_for_update().filter(person=person).first()
    if factor is None:
        return False
    typed = code.replace(" ", "")
    secret = unsealed(factor.secret, person)
    step = factors.accepted_step(secret, typed, now=time.time(), after=factor.last_step)
    if step is not None:
        Factor.objects.filter(pk=factor.pk).update(last_step=step)
        return True
    if not factor.codes.filter(digest=_digest(typed)).delete()[0]:
        return False
    trace(None, "units.use_recovery_code", factor)
    return True


class CodeBackend(BaseBackend):
    """The second step of signing in, as a backend, so that the throttle hears of every try."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, code: str | None = None, **_other: Any
    ) -> Person | None:
        if code is None:
            return None
        person = Person.objects.filter(login=username, is_active=True).first()
        return person if person is not None and opens(person, code) else None

    def get_user(self, user_id: int) -> Person | None:
        return Person.objects.filter(pk=user_id, is_active=True).first()
