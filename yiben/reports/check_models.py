"""Documents that were checked against the book, and what people said that words of theirs mean."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiben.lib.canonical import uuid7
from yiben.lib.periods import Period
from yiben.terms.models import Indicator
from yiben.units.models import Post, PostKind, Unit


class CheckQuerySet(models.QuerySet["Check"]):
    def for_post(self, post: Post | None) -> CheckQuerySet:
        """Each sees what was checked within her subtree; an officer of some lines only what she checked herself."""
        if post is None or post.kind in (PostKind.ADMIN, PostKind.WORKER):
            return self.none()
        seen = self.filter(unit__path__gte=post.unit.path, unit__path__lt=post.unit.path + "~")
        return (
            seen.filter(checked_by__in=post.stands_for) if post.kind == PostKind.OFFICER and post.line_slugs else seen
        )


class Check(models.Model):
    """A document as it was sent to be checked, the unit and days that it is about. The verdicts follow the book."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    start = models.DateField(_("自"))
    end = models.DateField(_("至"))
    name = models.CharField(_("名称"), max_length=120)
    source = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64)
    checked_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(auto_now_add=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-checked_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="check_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    @property
    def is_word(self) -> bool:
        """Whether it came as a .docx, so that comments can be written into it."""
        return bytes(self.source[:2]) == b"PK"

    def act_detail(self) -> dict[str, Any]:
        return {"title": self.name, "sha256": self.sha256}


class Pin(models.Model):
    """What words before a number mean in a street: an indicator; also of whom and of which days, where the text that
    they stand in doesn't say so. A newer pin of the same words takes its place."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("街道"))
    words = models.CharField(_("原文"), max_length=60)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("指标"))
    whose = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位"))
    start = models.DateField(_("自"), null=True, blank=True)
    end = models.DateField(_("至"), null=True, blank=True)
    pinned_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    pinned_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["words"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "words"], name="pin_words_once"),
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(start__isnull=False, end__gte=F("start")),
                name="pin_days_are_both",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def period(self) -> Period | None:
        return Period(self.start, self.end) if self.start and self.end else None

    def act_detail(self) -> dict[str, Any]:
        return {"title": self.words, "indicator": self.indicator_id}
