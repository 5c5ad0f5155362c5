"""Posts that end with the year and go on in the next."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from yiben.lib.refused import Refused
from yiben.units.acts import verb
from yiben.units.models import Post, PostKind


@verb("units.prolong_post", posts=[PostKind.ADMIN])
def prolong_post(post: Post, *, by: Post | None, until: date, today: date) -> Post:
    """Let a post that has an end run on until a later day. One that has ended stays ended: give a new one."""
    if by is not None and not by.unit.reaches(post.unit):
        raise Refused(_("只能安排本单位及下属单位的岗位"))
    held = Post.objects.select_for_update().get(pk=post.pk)
    if held.until is None or held.until < today:
        raise Refused(_("这个岗位没有写到哪天为止，或者已经结束"))
    if until <= held.until:
        raise Refused(_("要比原来的日期晚"))
    if held.unit.until is not None and held.unit.until < until:
        raise Refused(_("这个单位那时已经撤销"))
    held.until = until
    held.save(update_fields=["until"])
    return held
