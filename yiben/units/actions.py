from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yiben.lib.refused import Refused
from yiben.units.acts import verb
from yiben.units.models import Line, Person, Post, PostKind, Unit, UnitKind

PER_LEVEL = 9999


@verb("units.add_unit", posts=[PostKind.ADMIN])
def add_unit(
    *,
    by: Post | None,
    name: str,
    kind: str,
    code: str,
    since: date,
    parent: Unit | None = None,
    short_names: Sequence[str] = (),
) -> Unit:
    """Add a unit at the end of its parent's children. A street is its own tenant; what is below writes in its book."""
    if by is not None and (parent is None or not by.unit.reaches(parent)):
        raise Refused(_("只能在本单位之下增加单位"), field="parent")
    if kind not in UnitKind.values:
        raise Refused(_("类别只能是区、街道、社区或站办所"), field="kind")
    if Unit.objects.filter(code=code).exists():
        raise Refused(_("单位代码%(code)s已经用过") % {"code": code}, field="code")
    unit = Unit(
        name=name,
        kind=kind,
        code=code,
        since=since,
        parent=parent,
        short_names=list(short_names),
        tenant=parent.tenant if parent else None,
        path=_next_path(parent),
    )
    unit.save(force_insert=True)
    if kind == UnitKind.STREET:
        unit.tenant = unit
        unit.save(update_fields=["tenant"])
    return unit


def _next_path(parent: Unit | None) -> str:
    siblings = Unit.objects.filter(parent=parent).order_by("-path").values_list("path", flat=True)
    last = int(siblings[0][-4:]) if siblings else 0
    if last >= PER_LEVEL:
        raise Refused(_("同一上级下的单位太多了"))
    return (parent.path if parent else "") + f"{last + 1:04}"


@verb("units.add_person", posts=[PostKind.ADMIN])
def add_person(*, by: Post | None, login: str, name: str, password: str) -> Person:
    """A person who can sign in, with no post yet: without one she sees nothing."""
    if Person.objects.filter(login=login).exists():
        raise Refused(_("登录名%(login)s已经有人用了") % {"login": login}, field="login")
    person = Person(login=login, name=name)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused("；".join(error.messages), field="password") from error
    person.set_password(password)
    person.save(force_insert=True)
    return person


@verb("units.give_post", posts=[PostKind.ADMIN])
def give_post(
    person: Person, *, by: Post | None, unit: Unit, kind: str, since: date, lines: Iterable[str] = ()
) -> Post:
    """Let a person act for a unit. No lines named: of all of them."""
    if by is not None and not by.unit.reaches(unit):
        raise Refused(_("只能安排本单位及下属单位的岗位"), field="unit")
    wanted = set(lines)
    known = list(Line.objects.filter(slug__in=wanted))
    if len(known) != len(wanted):
        raise Refused(_("没有这条条线"), field="lines")
    post = Post(person=person, unit=unit, kind=kind, since=since)
    post.full_clean()
    post.save(force_insert=True)
    post.lines.set(known)
    return post


@verb("units.end_post", posts=[PostKind.ADMIN])
def end_post(post: Post, *, by: Post | None, until: date) -> Post:
    """End a post; what was done in it stays."""
    if by is not None and not by.unit.reaches(post.unit):
        raise Refused(_("只能调整本单位及下属单位的岗位"))
    if until < post.since:
        raise Refused(_("离任日期不能早于到任日期"), field="until")
    post.until = until
    post.save(update_fields=["until"])
    return post
