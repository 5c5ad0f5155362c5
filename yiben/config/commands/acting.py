"""`--by LOGIN`: the post in which a command acts, so that it leaves the same trace as a page would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click
from django.utils.translation import gettext as _

from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.units.models import Post

F = TypeVar("F", bound=Callable[..., Any])


def acting(name: str) -> Post:
    """The post that LOGIN holds today; LOGIN:NUMBER tells which where there are several."""
    login, _colon, number = name.partition(":")
    posts = list(Post.objects.on(today()).filter(person__login=login).prefetch_related("lines"))
    chosen = [post for post in posts if not number or str(post.pk) == number]
    if not chosen:
        raise Refused(_("没有登录名为「%(name)s」的在任岗位") % {"name": name})
    if len(chosen) > 1:
        offered = "；".join(f"--by {login}:{post.pk}（{told(post)}）" for post in chosen)
        raise Refused(_("%(name)s 有不止一个岗位，请写明用哪一个：%(offered)s") % {"name": login, "offered": offered})
    return chosen[0]


def told(post: Post) -> str:
    return f"{post.title}，{post.lines_told}" if post.lines_told else post.title


def _post(ctx: click.Context, param: click.Parameter, value: str | None) -> Post | None:
    return acting(value) if value else None


def by_option(command: F) -> F:
    """Give a command `--by`; it gets `by: Post | None`, None being the system itself."""
    return click.option("--by", metavar="LOGIN", callback=_post, help=_("以谁的岗位办理并留痕；不写则记作系统"))(
        command
    )
