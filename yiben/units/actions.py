from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from axes.utils import reset
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.units import accounts
from yiben.units.acts import trace, verb
from yiben.units.models import Line, Person, Post, PostKind, Unit, UnitKind
from yiben.units.tree import BELOW, TOPS

PER_LEVEL = 9999
LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


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
    if kind not in (BELOW[parent.kind] if parent else TOPS):
        raise Refused(_("区下面是街道，街道下面是社区和站办所"), field="kind")
    if Unit.objects.filter(parent=parent, name=name, until=None).exists():
        raise Refused(_("同一上级下已有同名单位"), field="name")
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
    _fits(unit)
    unit.save(force_insert=True)
    if kind == UnitKind.STREET:
        unit.tenant = unit
        unit.save(update_fields=["tenant"])
    return unit


def _fits(thing: Unit | Person) -> None:
    """Refuse what is empty or too long for its column; not every database does."""
    try:
        thing.clean_fields(exclude=["password", "tenant", "path"])
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused("；".join(sentences), field=field) from error


def _next_path(parent: Unit | None) -> str:
    siblings = Unit.objects.filter(parent=parent).order_by("-path").values_list("path", flat=True)
    last = int(siblings[0][-4:]) if siblings else 0
    if last >= PER_LEVEL:
        raise Refused(_("同一上级下的单位太多了"))
    return (parent.path if parent else "") + f"{last + 1:04}"


@verb("units.choose_lines", posts=[])
def choose_lines(*, by: Post | None, lines: Iterable[str]) -> None:
    """The lines that this place works in; the others stay in the catalogue, and in what was recorded under them."""
    wanted = set(lines)
    Line.objects.exclude(slug__in=wanted).update(active=False)
    Line.objects.filter(slug__in=wanted).update(active=True)


@verb("units.add_person", posts=[PostKind.ADMIN])
def add_person(*, by: Post | None, login: str, name: str, password: str, passing: bool = False) -> Person:
    """A person who can sign in, with no post yet: without one she sees nothing.

    A `passing` password opens nothing but the page on which she chooses her own.
    """
    if not LOGIN.fullmatch(login):
        raise Refused(_("登录名只能用字母、数字、点、横线和下划线，以字母或数字开头"), field="login")
    if Person.objects.filter(login__iexact=login).exists():
        raise Refused(_("登录名%(login)s已经有人用了") % {"login": login}, field="login")
    person = Person(login=login, name=name, open_until=accounts.closes_after(today()))
    _fits(person)
    if passing:
        accounts.open_with_code(person)
    _set_password(person, password)
    person.save(force_insert=True)
    return person


def _set_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused("；".join(error.messages), field="password") from error
    person.set_password(password)


@verb("units.take_on", posts=[PostKind.ADMIN])
def take_on(
    *,
    by: Post | None,
    login: str,
    name: str,
    password: str,
    unit: Unit,
    kind: str,
    since: date,
    until: date | None = None,
    lines: Iterable[str] = (),
) -> Post:
    """A new person with a passing password, and her first post."""
    person = add_person(by=by, login=login, name=name, password=password, passing=True)
    return give_post(person, by=by, unit=unit, kind=kind, since=since, until=until, lines=lines)


@verb("units.renew_password", posts=[PostKind.ADMIN])
def renew_password(person: Person, *, by: Post | None, password: str) -> Person:
    """A passing password for somebody who lost hers, or whose account was closed because nobody used it; whatever
    was signed in with the old one is signed out."""
    if by is not None and not by.manages(person):
        raise Refused(_("只能为本单位及下属单位的人员重设密码"))
    if by is not None and by.person_id == person.pk:
        # Her own she chooses herself, by telling the one in use: an open screen must not be enough.
        raise Refused(_("自己的密码请在“我的岗位”里修改"))
    _set_password(person, password)
    accounts.open_with_code(person)
    person.save(update_fields=["password", "passing", "passing_until", "open_until"])
    reset(username=person.login)
    return person


# Whoever signs in owns her password, in whichever post, and also in none.


@transaction.atomic
def choose_password(person: Person, *, by: Post | None, password: str) -> Person:
    """A password of one's own; every other browser in which she is signed in is signed out."""
    _set_password(person, password)
    person.passing, person.passing_until = False, None
    person.save(update_fields=["password", "passing", "passing_until"])
    trace(by, "units.choose_password", person)
    return person


@transaction.atomic
def sign_out_elsewhere(person: Person, *, by: Post | None, password: str) -> Person:
    """Sign out every browser: sessions hold to the stored password, and the same one is stored anew."""
    if not person.check_password(password):
        raise Refused(_("密码不对"), field="password")
    person.set_password(password)
    person.save(update_fields=["password"])
    trace(by, "units.sign_out_elsewhere", person)
    return person


@verb("units.give_post", posts=[PostKind.ADMIN])
def give_post(
    person: Person,
    *,
    by: Post | None,
    unit: Unit,
    kind: str,
    since: date,
    until: date | None = None,
    lines: Iterable[str] = (),
) -> Post:
    """Let a person act for a unit. No lines named: of all of them."""
    if by is not None and not by.unit.reaches(unit):
        raise Refused(_("只能安排本单位及下属单位的岗位"), field="unit")
    wanted = set(lines)
    known = list(Line.objects.filter(slug__in=wanted))
    if len(known) != len(wanted):
        raise Refused(_("没有这条条线"), field="lines")
    if unit.until is not None and unit.until < since:
        raise Refused(_("这个单位那时已经撤销"), field="unit")
    if until is not None and until < since:
        raise Refused(_("离任日期不能早于到任日期"), field="until")
    post = Post(person=person, unit=unit, kind=kind, since=since, until=until)
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
    if by is not None and post.pk == by.pk:
        raise Refused(_("不能终止自己正在使用的岗位，请另一位管理员办理"))
    accounts.refuse_without_administrator(post, until)
    post.until = until
    post.save(update_fields=["until"])
    return post
