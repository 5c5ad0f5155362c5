"""What a page's address asks for: unit, period, year. A post that may not see it is answered as if it weren't there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from yiben.lib.periods import Period, today
from yiben.lib.refused import Refused
from yiben.terms.definitions import Definition
from yiben.units.models import Post, PostKind, Unit, UnitKind


def unit_asked(request: HttpRequest, post: Post) -> Unit:
    """The unit in the address, else the post's own; only within what the post reaches."""
    code = request.GET.get("unit", "")
    if not code:
        return post.unit
    unit = Unit.objects.for_post(post).filter(code=code).first()
    if unit is None:
        raise Http404
    return unit


def period_asked(request: HttpRequest) -> Period:
    """The period in the address, else this year."""
    text = request.GET.get("period", "") or str(today().year)
    try:
        return Period.parse(text)
    except ValueError as error:
        raise Refused(str(error), field="period") from error


def year_asked(request: HttpRequest, planned: Collection[int]) -> int:
    """The year in the address, else the newest that has a plan, else this year."""
    text = request.GET.get("year", "") or str(max(planned, default=today().year))
    if len(text) != 4 or not text.isdecimal() or not 1990 <= int(text) <= 2199:
        raise Refused(_("年份要写成四位数字，如 2025"), field="year")
    return int(text)


def may_see(post: Post, definition: Definition) -> bool:
    """A line officer sees the figures of her lines, and those of no line."""
    return post.kind != PostKind.OFFICER or post.answers_for(definition.line or None)


def communities_under(unit: Unit, on: date) -> list[Unit]:
    """The communities of a street on a day, in the tree's order; of a community, itself."""
    return list(Unit.objects.under(unit).filter(kind=UnitKind.COMMUNITY).on(on))


def children_of(unit: Unit, on: date) -> list[Unit]:
    """The units just below, in the tree's order: what a breakdown shows."""
    return list(Unit.objects.filter(parent=unit).on(on))
