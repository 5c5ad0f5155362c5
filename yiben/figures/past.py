"""What figures are compared with: the book's of a year before, or those typed from a document of the time.

    held = Past.load(definitions, unit, period)       # three queries
    was = held.of(definition)                         # None where there is nothing to compare with
    was.value, was.figure, was.typed                  # one of the two: the book's figure, or the typed one

The book is asked only where it goes back so far: a book that was begun in June has no year before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.figures.models import PastFigure
from yiben.figures.rollup import Figure, Figures
from yiben.ledger.models import Entry
from yiben.ledger.tally import month_of
from yiben.lib.periods import Period, today
from yiben.lib.refused import Refused
from yiben.terms.definitions import Definition
from yiben.terms.models import Indicator, definitions
from yiben.units.acts import verb
from yiben.units.models import Post, PostKind, Unit

TYPED = "非本系统数据"
"""How a typed figure is marked wherever it stands."""
LATE_START = timedelta(days=31)
"""A book that begins so much into a stretch of days still tells the whole of it."""


@verb("figures.type_past", posts=[PostKind.OFFICER])
def type_past(
    *, by: Post | None, unit: Unit, indicator: str, period: Period, value: Decimal, document: str
) -> PastFigure:
    """Type a figure from before the book, with the document that told it. One typed before makes way for it."""
    if by is not None and not by.unit.reaches(unit):
        raise Refused(_("这个单位不在您的范围内"), field="unit")
    known = definitions(unit.tenant or unit).get(indicator)
    if known is None or (by is not None and not by.answers_for(known.line or None)):
        raise Refused(_("没有这个指标，或不是您的条线"), field="indicator")
    if period.end >= today():
        raise Refused(_("只录过去的数"), field="period")
    if value < 0:
        raise Refused(_("数值不能是负数"), field="value")
    if len(document.strip()) < 2:
        raise Refused(_("请写明出自哪份文件"), field="document")
    meant = Indicator.objects.get(pk=indicator)
    same = PastFigure.objects.standing().filter(unit=unit, indicator=meant, start=period.start, end=period.end)
    same.update(taken_back_at=timezone.now(), taken_back_by=by)
    return PastFigure.objects.create(
        unit=unit,
        indicator=meant,
        start=period.start,
        end=period.end,
        value=value,
        document=document.strip()[:200],
        typed_by=by,
    )


@verb("figures.take_back_past", posts=[PostKind.OFFICER])
def take_back_past(past: PastFigure, *, by: Post | None) -> PastFigure:
    """Take a typed figure back: nothing is compared with it any more. That it was typed stays."""
    if by is not None and not PastFigure.objects.for_post(by).filter(pk=past.pk).exists():
        raise Refused(_("这个单位不在您的范围内"))
    if not PastFigure.objects.standing().filter(pk=past.pk).update(taken_back_at=timezone.now(), taken_back_by=by):
        raise Refused(_("这个数已经撤回了"))
    past.refresh_from_db()
    return past


@dataclass(frozen=True)
class Before:
    """What was, a year before: by the book, or as a document told it."""

    figure: Figure | None = None
    typed: PastFigure | None = None

    @property
    def value(self) -> Decimal:
        """The number to compare with."""
        found = self.figure.value if self.figure else self.typed.value if self.typed else None
        assert found is not None
        return found

    @property
    def printed(self) -> str:
        """As a document writes it, without a mark."""
        return self.figure.printed if self.figure else f"{self.value.normalize():f}"


@dataclass(frozen=True)
class Past:
    """What the figures of a unit in a period can be compared with."""

    figures: dict[str, Figure]
    typed: dict[str, PastFigure]

    @classmethod
    def load(cls, asked: Iterable[Definition], unit: Unit, period: Period, *, as_of: datetime | None = None) -> Past:
        """Read what a year before the period is told by."""
        before, known = period.previous_year(), list(asked)
        if not known:
            return cls({}, {})
        loaded, figures = Figures.load(known, [unit], before, as_of=as_of), {}
        if _tells_the_first_month(loaded, before) or goes_back_to(unit, before):
            figures = {one.slug: loaded.of(one, unit, before) for one in known}
        if all(figure.value is not None for figure in figures.values()) and figures:
            return cls(figures, {})
        return cls(figures, typed_of(unit, before, as_of=as_of))

    def of(self, definition: Definition) -> Before | None:
        """None where neither the book nor a document tells it."""
        figure = self.figures.get(definition.slug)
        if figure is not None and figure.value is not None:
            return Before(figure=figure)
        typed = self.typed.get(definition.slug)
        return Before(typed=typed) if typed else None


def _tells_the_first_month(loaded: Figures, period: Period) -> bool:
    """Whether what was read already shows that the book goes back so far; else it is asked."""
    first = month_of(period.start)
    return any(month == first and step.entries for rows in loaded.cells.values() for month, _kind, _topic, step in rows)


def typed_of(unit: Unit, period: Period, *, as_of: datetime | None = None) -> dict[str, PastFigure]:
    """What was typed of a unit and just those days, by indicator."""
    typed = PastFigure.objects.standing().filter(unit=unit, start=period.start, end=period.end)
    typed = typed.filter(typed_at__lte=as_of) if as_of else typed
    return {one.indicator_id: one for one in typed.select_related("indicator", "typed_by__person")}


def goes_back_to(unit: Unit, period: Period) -> bool:
    """Whether the book of the unit's street begins early enough to tell a period."""
    # A stock may be noted of long ago: it says nothing of what was done.
    entries = Entry.objects.standing().held_under(unit.tenant or unit).exclude(kind="status")
    first = entries.aggregate(first=Min("start"))["first"]
    return first is not None and first <= period.start + LATE_START
