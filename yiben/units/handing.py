"""Leaving a post or changing it: it ends on a day, what is open in it goes on in another, what was done in it stays.

What is open is known by the rooms above. Each offers a module with `of_posts` and `of_unit`, which settings name
(`OPEN_WORK`); this room counts and lists what they tell, and `Post.stands_for` and `Unit.carried` tell them in turn
whose work a post goes on with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.units.actions import end_post, give_post
from yiben.units.acts import trace
from yiben.units.models import Handover, Person, Post, PostQuerySet, Unit

_NEXT = timedelta(days=1)


@dataclass(frozen=True)
class Work:
    """Something that is open: what sort of thing, and for whoever goes on with it, which one and where."""

    what: str
    title: str
    url: str
    due: date | None = None
    post: int | None = None
    """The key of the post that it is open in, where it is open in one."""


class Room(Protocol):
    def of_posts(self, posts: Collection[int]) -> list[Work]:
        """What is open in the posts of these keys, and in no other: it waits for just these people."""

    def of_unit(self, unit: Unit) -> list[Work]:
        """What waits for the unit, whoever acts for it."""

    def kept(self, unit: Unit, after: date) -> list[tuple[str, int]]:
        """What stays the unit's own when it ends: what sort of thing, and how many; those dated later by themselves."""


def _rooms() -> list[Room]:
    return [cast(Room, import_module(name)) for name in settings.OPEN_WORK]


def open_work(post: Post) -> list[Work]:
    """What waits for the person in this post, that which was handed over to her too."""
    return _open_in(post.stands_for)


def open_by_post(posts: Iterable[Post]) -> dict[Post, list[Work]]:
    """The same of several posts, in as many queries."""
    held = list(posts)
    works = _open_in({key for post in held for key in post.stands_for})
    return {post: [work for work in works if work.post in post.stands_for] for post in held}


def _open_in(posts: Collection[int]) -> list[Work]:
    return [work for room in _rooms() for work in room.of_posts(posts)]


def open_at(unit: Unit) -> list[Work]:
    """What waits for the unit."""
    return [work for room in _rooms() for work in room.of_unit(unit)]


def kept_at(unit: Unit, after: date) -> list[tuple[str, int]]:
    """What stays the unit's own when it ends on that day."""
    return [row for room in _rooms() for row in room.kept(unit, after) if row[1]]


def by_sort(works: Iterable[Work]) -> list[tuple[str, int]]:
    """How many of each sort. An administrator is told no more: what it says is not hers to read."""
    return list(Counter(work.what for work in works).items())


def taken_over(posts: Iterable[Post]) -> list[tuple[Post, list[Work]]]:
    """Whose work these posts go on with, and what of it is still open."""
    held = list(posts)
    keys = {key for post in held for key in post.stands_for} - {post.pk for post in held}
    if not keys:
        return []
    works = _open_in(keys)
    handed = Post.objects.filter(pk__in=keys).select_related("person", "unit")
    return [(post, [work for work in works if work.post == post.pk]) for post in handed]


def left_alone(posts: Sequence[Post]) -> list[tuple[Unit, list[Work]]]:
    """The units for which nobody acts any more once these posts end, with what waits for them."""
    units = {post.unit for post in posts}
    others = Post.objects.filter(unit__in=units).exclude(until__lt=today()).exclude(pk__in=[post.pk for post in posts])
    manned = set(others.values_list("unit", flat=True))
    return [(unit, open_at(unit)) for unit in sorted(units, key=lambda one: one.path) if unit.pk not in manned]


# -- to whom


def heirs(post: Post) -> list[Post]:
    """The posts that may go on with this one's work: of its kind, at its unit or above, of at least its lines."""
    return heirs_of([post])[post]


def heirs_of(posts: Sequence[Post]) -> dict[Post, list[Post]]:
    """The same for several posts at once: the nearest first."""
    paths = {path for post in posts for path in post.unit.chain_paths}
    held = Post.objects.filter(kind__in={post.kind for post in posts}, unit__path__in=paths, person__is_active=True)
    # Whoever begins after the leaver has gone is named, too.
    held = held.exclude(until__lt=today()).select_related("person", "unit__tenant")
    able = list(held.prefetch_related("lines").order_by("-unit__path", "pk"))
    return {post: [one for one in able if _may_take(one, post)] for post in posts}


def _covers(one: Post, other: Post) -> bool:
    return not one.line_slugs or (bool(other.line_slugs) and set(other.line_slugs) <= set(one.line_slugs))


def _hand_over(post: Post, to: Post | None, until: date, by: Post | None) -> None:
    if to is None:
        refuse_unfinished(post)
        return
    if not _may_take(to, post) or (to.until is not None and to.until <= until):
        raise Refused(_("接手的人要是同一岗位、管得到这个单位和这些条线，而且到时还在任"), field="to")
    go_on(post, to, since=until + _NEXT, by=by)


def go_on(post: Post, to: Post, *, since: date, by: Post | None) -> None:
    """Let another post go on with what is open in this one, inside the verb that ends it."""
    handed, _made = Handover.objects.update_or_create(post=post, defaults={"to": to, "since": since})
    trace(by, "units.hand_over", handed)


def _may_take(to: Post, post: Post) -> bool:
    # A post that is being given in the same breath begins later than today.
    return to.pk != post.pk and to.kind == post.kind and to.unit.reaches(post.unit) and _covers(to, post)


def refuse_unfinished(post: Post) -> None:
    """Refuse to end a post in which something is open, and that nobody goes on with."""
    if works := open_work(post):
        told = "、".join(_("%(what)s%(count)d件") % {"what": what, "count": count} for what, count in by_sort(works))
        sentence = _("还有没办完的事（%(told)s），请写明交给谁；还没有合适的人，先给接手的人安排岗位")
        raise Refused(sentence % {"told": told}, field="to")


# -- leaving and changing


# Each is made of verbs, which ask whose it is and trace it.


@transaction.atomic
def leave_post(post: Post, *, by: Post | None, until: date, to: Post | None = None) -> Post:
    """End a post on a day; what is open in it goes on in `to`. Refused where something is open and nobody is named."""
    ended = end_post(post, by=by, until=until)
    _hand_over(ended, to, until, by)
    return ended


@transaction.atomic
def leave(person: Person, *, by: Post | None, until: date, to: dict[int, Post] | Post | None = None) -> Person:
    """Somebody leaves: all her posts below end on a day, and each one's work goes to the post named for it.

    One post may be named for all; those that it can't go on with need none where nothing is open in them."""
    posts = [post for post in standing(person, until) if by is None or by.unit.reaches(post.unit)]
    if not posts:
        raise Refused(_("%(name)s那天已经没有在任的岗位") % {"name": person.name}, field="until")
    for post in posts:
        heir = to.get(post.pk) if isinstance(to, dict) else to
        able = heir is not None and (isinstance(to, dict) or _may_take(heir, post))
        leave_post(post, by=by, until=max(until, post.since), to=heir if able else None)
    return person


@transaction.atomic
def transfer(
    post: Post,
    *,
    by: Post | None,
    since: date,
    unit: Unit,
    kind: str,
    lines: Iterable[str] = (),
    to: Post | None = None,
) -> Post:
    """Somebody goes to another post on a day: the one ends the day before, the other begins. Where she can go on with
    what is open herself, she does; else it goes to `to`."""
    if since <= post.since:
        raise Refused(_("调动日期要在原岗位到任之后"), field="since")
    fresh = give_post(post.person, by=by, unit=unit, kind=kind, since=since, lines=lines)
    heir = to or (fresh if _may_take(fresh, post) else None)
    leave_post(post, by=by, until=since - _NEXT, to=heir)
    return fresh


def standing(person: Person, day: date) -> PostQuerySet:
    """The posts of a person that would still be held after that day."""
    posts = Post.objects.filter(person=person).exclude(until__lte=day)
    return posts.select_related("person", "unit__tenant").prefetch_related("lines")
