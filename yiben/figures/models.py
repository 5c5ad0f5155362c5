from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiben.lib.periods import Period
from yiben.terms.models import Indicator
from yiben.units.models import Post, PostKind, Unit


class PastFigureQuerySet(models.QuerySet["PastFigure"]):
    def for_post(self, post: Post | None) -> Self:
        """Officers (of their lines), leads and auditors see those of their subtree; others none."""
        if post is None or post.kind in (PostKind.ADMIN, PostKind.WORKER):
            return self.none()
        seen = self.filter(unit__path__gte=post.unit.path, unit__path__lt=post.unit.path + "~")
        if post.kind == PostKind.OFFICER and post.line_slugs:
            return seen.filter(Q(indicator__line=None) | Q(indicator__line__in=post.line_slugs))
        return seen

    def standing(self) -> Self:
        """Those in force: not taken back, and not typed anew."""
        return self.filter(taken_back_at=None)


class PastFigure(models.Model):
    """A figure of days before the book, typed from the document that told it. Nothing is added up from it: a figure of
    the book is compared with it, marked 非本系统数据."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("指标"))
    start = models.DateField(_("自"))
    end = models.DateField(_("至"))
    value = models.DecimalField(_("数值"), max_digits=20, decimal_places=2)
    document = models.CharField(_("出自哪份文件"), max_length=200)
    typed_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    typed_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    objects = PastFigureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-end", "indicator", "unit__path"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "start", "end"],
                condition=Q(taken_back_at=None),
                name="past_figure_stands_once",
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="past_figure_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(value__gte=0), name="past_figure_not_negative", violation_error_message=_("数值不能是负数")
            ),
            models.CheckConstraint(
                condition=~Q(document=""),
                name="past_figure_has_its_document",
                violation_error_message=_("请写明出自哪份文件"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    def act_detail(self) -> dict[str, Any]:
        return {"title": self.indicator.name, "unit": self.unit.code, "start": str(self.start), "end": str(self.end)}
