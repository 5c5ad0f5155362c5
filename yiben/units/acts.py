"""Every write is a verb: one function, one transaction, by a post that may, and one Act that tells it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar, cast

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.lib import turns
from yiben.lib.refused import Refused
from yiben.lib.rows import insert
from yiben.units.models import Act, Post, PostKind

P = ParamSpec("P")
R = TypeVar("R", covariant=True)

VERBS: dict[str, frozenset[str]] = {}


class Verb(Protocol[P, R]):
    name: str

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R: ...
    def may(self, post: Post | None) -> bool:
        """Whether a post of this kind may do it at all; the same rule writes the button and refuses the press."""


def verb(name: str, *, posts: Iterable[str] = (), alone: bool = True) -> Callable[[Callable[P, R]], Verb[P, R]]:
    """Make a function a verb.

    It is alone in its street's book: nobody else's verb changes what it has read. Not `alone` are those that lock what
    they change, and are pressed by many at once.

    The function takes `by: Post | None` as a keyword; None is the system itself (set-up, jobs, commands without
    --by) and is allowed everywhere. Raises Refused when the post's kind may not. What the function returns is what
    the Act is about; details come by `detail(...)` called inside, or from the returned model's `act_detail()`.
    """
    kinds = frozenset(str(kind) for kind in posts)
    VERBS[name] = kinds

    def decorate(function: Callable[P, R]) -> Verb[P, R]:
        @wraps(function)
        def act(*args: P.args, **kwargs: P.kwargs) -> R:
            by = cast("Post | None", kwargs["by"])
            if not may(by):
                raise Refused(_("您当前的岗位不能做这件事，请切换岗位后再试"))
            with transaction.atomic():
                take_turn(by, alone=alone)
                result = function(*args, **kwargs)
                trace(by, name, result)
            return result

        def may(post: Post | None) -> bool:
            return post is None or str(post.kind) in kinds

        act.name = name  # type: ignore[attr-defined]
        act.may = may  # type: ignore[attr-defined]
        return cast("Verb[P, R]", act)

    return decorate


def take_turn(by: Post | None, *, alone: bool) -> None:
    """A post's turn to write in its street's book, until the transaction ends: a verb takes it itself, any other that
    writes where verbs write takes it first of all. The system's and a district's turns are turns in every book."""
    if turns.needed():
        turns.take(by.unit.tenant_id if by else None, alone=alone)


def label(thing: object) -> str:
    """How an Act names what it is about: room.noun:id."""
    return f"{thing._meta.label_lower}:{thing.pk}" if isinstance(thing, models.Model) else ""


_ACT = ("person_id", "post_id", "verb", "about", "detail", "at")


def trace(by: Post | None, name: str, result: object, **more: object) -> None:
    detail = (result.act_detail() if hasattr(result, "act_detail") else {}) | more
    who = (by.person_id, by.pk) if by else (None, None)
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    insert(Act, _ACT, [(*who, name, label(result), json.dumps(detail), at)])


WRITERS = (PostKind.WORKER, PostKind.OFFICER)
READERS = (PostKind.WORKER, PostKind.OFFICER, PostKind.LEAD, PostKind.AUDITOR)
