"""Renaming, merging, splitting and closing units. A unit's path never changes and what it did stays its own, so that
every figure of the past is what it was; who acts for it and what is open go where the new order says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.units import accounts, actions, handing
from yiben.units.acts import verb
from yiben.units.models import FormerName, Post, PostKind, Unit, UnitKind

R = TypeVar("R")
_NEXT = timedelta(days=1)


@dataclass(frozen=True)
class NewUnit:
    """A unit that begins: what it is called, and its code."""

    name: str
    code: str
    short_names: Sequence[str] = ()


# -- renaming


@verb("units.rename_unit", posts=[PostKind.ADMIN])
def rename_unit(unit: Unit, *, by: Post | None, name: str, on: date, short_names: Sequence[str] | None = None) -> Unit:
    """Call a unit otherwise from a day on. Documents that were issued keep the old name; lists that still use it are
    understood, for it joins the short names."""
    _hers(unit, by)
    if unit.until is not None:
        raise Refused(_("这个单位已经撤销"))
    if on > today():
        raise Refused(_("改名从当天或以前的一天起；以后才改的，到那天再办"), field="on")
    _after_the_last_name(unit, on)
    if name == unit.name:
        raise Refused(_("新名称和现在的一样"), field="name")
    if Unit.objects.filter(parent=unit.parent_id, name=name, until=None).exists():
        raise Refused(_("同一上级下已有同名单位"), field="name")
    FormerName.objects.create(unit=unit, name=unit.name, until=on - _NEXT)
    short = unit.short_names if short_names is None else short_names
    unit.short_names = list(dict.fromkeys([*short, unit.name]))
    unit.name = name
    _fits(unit)
    unit.save(update_fields=["name", "short_names"])
    return unit


def _after_the_last_name(unit: Unit, on: date) -> None:
    last = unit.former_names.order_by("-until").first()
    if on <= unit.since or (last is not None and on <= last.until + _NEXT):
        raise Refused(_("改名的日期要在成立和上一次改名之后"), field="on")


def _fits(unit: Unit) -> None:
    try:
        unit.clean_fields(exclude=["tenant", "path"])
    except ValidationError as error:
        raise Refused("；".join(error.messages), field="name") from error


# -- merging and closing


@verb("units.merge_units", posts=[PostKind.ADMIN])
def merge_units(
    units: Sequence[Unit], *, by: Post | None, on: date, into: Unit | None = None, new: NewUnit | None = None
) -> Unit:
    """From a day on, several units are one: one of them, another, or a new one. Posts go over, and so does what is
    open; gives the one that goes on."""
    ending = [unit for unit in units if into is None or unit.pk != into.pk]
    _mergeable(ending, into, by, on)
    for unit in ending:
        _stop(unit, on - _NEXT)
    if into is None:
        into = _begin(new, ending[0], by, on)
    for unit in ending:
        _succeed(unit, into, on, by)
    return into


def _mergeable(ending: Sequence[Unit], into: Unit | None, by: Post | None, on: date) -> None:
    whole = [*ending, *([into] if into else [])]
    if not ending or len(whole) < 2:
        raise Refused(_("合并至少要选两个单位"), field="units")
    sorts = {(unit.parent_id, unit.kind) for unit in whole}
    if len(sorts) > 1 or whole[0].kind in (UnitKind.DISTRICT, UnitKind.STREET):
        raise Refused(_("只能合并同一上级之下、同一类别的社区或站办所"), field="units")
    for unit in ending:
        _may_end(unit, by, on - _NEXT, field="on")
    if into is not None and not (into.since <= on and into.until is None):
        raise Refused(_("并入的单位要在同一街道，撤销以后还在"), field="into")


@verb("units.end_unit", posts=[PostKind.ADMIN])
def end_unit(unit: Unit, *, by: Post | None, until: date, successor: Unit | None = None) -> Unit:
    """End a unit, with those who acted for it. What it did stays its own; a successor is who goes on, with its people
    and with what is open."""
    _may_end(unit, by, until, field="until")
    if successor is None:
        for post in _acting(unit, until):
            accounts.refuse_without_administrator(post, until)
            handing.refuse_unfinished(post)
    elif not _succeeds(successor, unit, until):
        raise Refused(_("并入的单位要在同一街道，撤销以后还在"), field="successor")
    _stop(unit, until)
    if successor is not None:
        _succeed(unit, successor, until + _NEXT, by)
    for post in _acting(unit, until):
        _end_post(post, until)
    return unit


def _succeeds(successor: Unit, unit: Unit, until: date) -> bool:
    stands = successor.since <= until + _NEXT and (successor.until is None or successor.until > until)
    return successor.pk != unit.pk and successor.tenant_id == unit.tenant_id and stands


def _may_end(unit: Unit, by: Post | None, until: date, *, field: str) -> None:
    if by is not None and (by.unit_id == unit.pk or not by.unit.reaches(unit)):
        raise Refused(_("只能撤销本单位之下的单位"))
    if until < unit.since:
        raise Refused(_("撤销日期不能早于成立日期"), field=field)
    if unit.until is not None:
        raise Refused(_("%(unit)s已经撤销") % {"unit": unit.name})
    if Unit.objects.filter(parent=unit).exclude(until__lte=until).exists():
        raise Refused(_("它下面还有单位，请先逐个撤销"))


def _stop(unit: Unit, until: date) -> None:
    unit.until = until
    unit.save(update_fields=["until"])


def _begin(new: NewUnit | None, like: Unit, by: Post | None, on: date) -> Unit:
    """A new unit beside `like`, of its kind."""
    if new is None:
        raise Refused(_("请选并入哪个单位，或写明新单位的名称"), field="into")
    return actions.add_unit(
        by=by,
        name=new.name,
        code=new.code,
        short_names=new.short_names,
        kind=like.kind,
        since=on,
        parent=like.parent,
    )


def _succeed(unit: Unit, successor: Unit, on: date, by: Post | None) -> None:
    """The successor goes on with the unit's people and open work. Who acts for it already isn't given a second post."""
    unit.successor = successor
    unit.save(update_fields=["successor"])
    successor.carry(unit, on)
    successor.save(update_fields=["carries"])
    for post in _acting(unit, on - _NEXT):
        move_post(post, successor, on, by)
        _end_post(post, on - _NEXT)


def move_post(post: Post, unit: Unit, on: date, by: Post | None) -> Post:
    """The same post at another unit from a day on, which goes on with what is open in it."""
    held = Post.objects.filter(person=post.person_id, unit=unit, kind=post.kind).exclude(until__lt=on)
    there = next((one for one in held if set(one.line_slugs) == set(post.line_slugs)), None)
    if there is None:
        since = max(on, post.since)
        there = actions.give_post(
            post.person,
            by=by,
            unit=unit,
            kind=post.kind,
            since=since,
            until=post.until,
            lines=post.line_slugs,
        )
    if post.since < max(on, today()):
        handing.go_on(post, there, since=on, by=by)
    return there


def _acting(unit: Unit, until: date) -> list[Post]:
    """Who would still act for the unit after that day."""
    posts = Post.objects.filter(unit=unit).exclude(until__lte=until)
    return list(posts.select_related("person", "unit__tenant").prefetch_related("lines"))


def _end_post(post: Post, until: date) -> None:
    """End a post with its unit. One that hasn't begun yet never does; one that began after the day on which the unit
    is said to have ended was used since, and ends now."""
    if post.since > max(until, today()):
        post.delete()
        return
    last = until if post.since <= until else max(post.since, today() - _NEXT)
    Post.objects.filter(pk=post.pk).update(until=last)


# -- splitting


@verb("units.split_unit", posts=[PostKind.ADMIN])
def split_unit(
    unit: Unit,
    *,
    by: Post | None,
    on: date,
    parts: Sequence[NewUnit],
    stays: bool,
    posts: Mapping[int, int] | None = None,
) -> list[Unit]:
    """From a day on, parts of a unit are units of their own. It `stays` with what is left, or ends; then the first part
    goes on with what is open. `posts` tells which part a post goes to (by their order); the others stay, or go to the
    first. What it did before can't be told apart, and stays its own."""
    if not parts or (not stays and len(parts) < 2):
        raise Refused(_("原单位撤销的，至少分成两个；原单位保留的，至少分出一个"), field="parts")
    if unit.kind in (UnitKind.DISTRICT, UnitKind.STREET):
        raise Refused(_("只能分设社区和站办所"))
    _may_end(unit, by, on - _NEXT, field="on")
    if not stays:
        _stop(unit, on - _NEXT)
    fresh = [_part(new, unit, by, on) for new in parts]
    for post in _acting(unit, on - _NEXT):
        at = (posts or {}).get(post.pk)
        if at is not None or not stays:
            move_post(post, fresh[at or 0], on, by)
            _end_post(post, on - _NEXT)
    if not stays:
        fresh[0].carry(unit, on)
        fresh[0].save(update_fields=["carries"])
    return fresh


def _part(new: NewUnit, unit: Unit, by: Post | None, on: date) -> Unit:
    part = _begin(new, unit, by, on)
    part.origin = unit
    part.save(update_fields=["origin"])
    return part


def _hers(unit: Unit, by: Post | None) -> None:
    if by is not None and not by.unit.reaches(unit):
        raise Refused(_("只能办理本单位及下属单位"))


# -- what changes, told before


@dataclass(frozen=True)
class Change:
    """What a new order changes for one unit: who acts for it, what is open there, and what stays its own."""

    unit: Unit
    posts: list[Post]
    open: list[tuple[str, int]] = field(default_factory=list)
    kept: list[tuple[str, int]] = field(default_factory=list)


def changes(units: Sequence[Unit], until: date) -> list[Change]:
    """What ends or goes over when these units end on that day. Nothing is written."""
    return [_change(unit, until) for unit in units]


def _change(unit: Unit, until: date) -> Change:
    acting = _acting(unit, until)
    works = [*handing.open_at(unit), *(work for works in handing.open_by_post(acting).values() for work in works)]
    return Change(unit, acting, handing.by_sort(works), handing.kept_at(unit, until))


def rehearsed(act: Callable[[], R]) -> bool:
    """Whether an act would be allowed: it is done, and taken back. Raises Refused where it is not."""
    with transaction.atomic():
        act()
        transaction.set_rollback(True)
    return True


# -- who went before


def predecessors(unit: Unit) -> list[Unit]:
    """The units that ended into this one, and into those, in the tree's order."""
    found: dict[int, Unit] = {}
    fresh = [unit.pk]
    while fresh:
        before = Unit.objects.filter(successor__in=fresh).exclude(pk__in=found)
        fresh = [one.pk for one in before]
        found |= {one.pk: one for one in before}
    return sorted(found.values(), key=lambda one: one.path)
