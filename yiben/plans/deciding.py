"""Who may decide about a plan as a whole: whoever answers for every line that it promises something for.

A plan of one line is its officer's; a comprehensive one is confirmed, issued and called back by a post for all its
lines, or by the lead. Each officer still puts her own line's measures right.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from yiben.lib.refused import Refused
from yiben.plans.models import Plan
from yiben.units.models import Line, Post, PostKind

DECIDERS = (PostKind.OFFICER, PostKind.LEAD)


def lines_of_others(plan: Plan, by: Post | None) -> list[str]:
    """The lines that the plan promises something for and this post doesn't answer for; none for a post of all lines."""
    if by is None or not by.line_slugs:
        return []
    promised = Line.objects.filter(pk__in=plan.measures.filter(dropped=False).values("line"))
    return [line.name for line in promised if not by.answers_for(line.slug)]


def may_decide(plan: Plan, by: Post | None) -> bool:
    """Whether a post decides about this plan as a whole."""
    if by is None:
        return True
    return by.kind in DECIDERS and by.unit.reaches(plan.unit) and not lines_of_others(plan, by)


def refuse_lines_of_others(plan: Plan, by: Post | None) -> None:
    """Refused, naming the lines and who decides instead."""
    if others := lines_of_others(plan, by):
        told = {"lines": _("、").join(others)}
        raise Refused(_("这份要点里还有%(lines)s的任务，要由负责全部条线的岗位或分管领导来定") % told)
