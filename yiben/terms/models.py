from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiben.terms.definitions import ADDS, OWN, Definition
from yiben.terms.sentences import Names
from yiben.units.models import Line, Unit


class Term(models.Model):
    slug = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(_("名称"), max_length=60)
    aliases = models.JSONField(default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(_("启用"), default=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["order", "slug"]

    def __str__(self) -> str:
        return self.name


class Kind(Term):
    """What sort of thing an entry tells of. `counts` is false for what is never 场次: 办件, 项目节点, 会费, 情况."""

    counts = models.BooleanField(_("计入场次"), default=True)

    @property
    def own(self) -> bool:
        """Whether a street added it."""
        return self.slug.startswith(OWN)

    def act_detail(self) -> dict[str, Any]:
        return {"title": self.name, "on": self.active}


class Metric(Term):
    """Something that can be added up. Amounts stand in the book as integers of 10^-places units (money: fen)."""

    unit = models.CharField(_("单位"), max_length=10)
    places = models.PositiveSmallIntegerField(_("小数位"), default=0)


class Topic(Term):
    """What an entry is about more closely than its kind: 两癌筛查, 博爱一日捐. It tells one stock from another."""

    kinds = models.JSONField(default=list, blank=True)
    lines = models.JSONField(default=list, blank=True)

    @property
    def own(self) -> bool:
        """Whether a street added it."""
        return self.slug.startswith(OWN)

    def act_detail(self) -> dict[str, Any]:
        return {"title": self.name, "on": self.active}


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def seen_by(self, tenant: Unit | None) -> IndicatorQuerySet:
        """Those shipped, and the street's own; another street's never."""
        return self.filter(Q(tenant=None) | Q(tenant=tenant)) if tenant else self.filter(tenant=None)


class Indicator(Term):
    """A named number. What it counts stands in its versions. `tenant` is the street whose own it is; none: shipped."""

    unit = models.CharField(_("单位"), max_length=10)
    line = models.ForeignKey(Line, models.PROTECT, null=True, blank=True, related_name="+")
    tenant = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    retired_on = models.DateField(_("停用日期"), null=True, blank=True)
    why_retired = models.CharField(_("停用原因"), max_length=300, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta(Term.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "name"],
                name="own_indicator_named_once",
                violation_error_message=_("已有同名指标"),
            ),
            models.CheckConstraint(
                condition=Q(retired_on=None) | ~Q(why_retired=""), name="retired_indicator_says_why"
            ),
        ]

    def act_detail(self) -> dict[str, Any]:
        return {"title": self.name} | ({"reason": self.why_retired} if self.why_retired else {})


class IndicatorVersionQuerySet(models.QuerySet["IndicatorVersion"]):
    def newest(self) -> IndicatorVersionQuerySet:
        later = IndicatorVersion.objects.filter(
            indicator=models.OuterRef("indicator"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later)).select_related("indicator", "metric")


class IndicatorVersion(models.Model):
    """One definition of an indicator, valid from a day, with why it was made. Never edited once loaded."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版本"))
    since = models.DateField(_("自"))
    why = models.CharField(_("为何"), max_length=300)
    words = models.TextField(_("口径"))
    metric = models.ForeignKey(Metric, models.PROTECT, related_name="+")
    adds = models.CharField(_("合计方式"), max_length=10)
    kinds = models.JSONField(default=list, blank=True)
    topics = models.JSONField(default=list, blank=True)
    line = models.ForeignKey(Line, models.PROTECT, null=True, blank=True, related_name="+")
    held = models.CharField(max_length=20, default="held")
    distinct = models.CharField(max_length=20, blank=True)
    sensitive = models.BooleanField(default=False)
    numerator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="+")
    denominator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="+")

    objects = IndicatorVersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["indicator", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "number"], name="indicator_version_unique"),
            models.CheckConstraint(condition=Q(adds__in=ADDS), name="indicator_adds_known"),
            models.CheckConstraint(condition=Q(held__in=["held", "held-or-cohosted"]), name="indicator_held_known"),
            models.CheckConstraint(
                condition=~Q(adds="ratio") | Q(numerator__isnull=False, denominator__isnull=False),
                name="ratio_has_both_parts",
            ),
            models.CheckConstraint(condition=~Q(numerator=F("denominator")), name="ratio_parts_differ"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} v{self.number}"

    def act_detail(self) -> dict[str, Any]:
        return {"title": self.indicator.name, "number": self.number, "reason": self.why}

    @property
    def definition(self) -> Definition:
        """This version as a value, without the parts of a ratio (`catalogue.definitions` puts them in)."""
        return Definition(
            slug=self.indicator_id,
            version=self.number,
            name=self.indicator.name,
            unit=self.indicator.unit,
            metric=self.metric_id,
            adds=self.adds,
            words=self.words,
            since=self.since,
            places=self.metric.places,
            kinds=frozenset(self.kinds),
            line=self.line_id or "",
            topics=frozenset(self.topics),
            held=self.held,
            distinct=self.distinct,
            sensitive=self.sensitive,
        )


def names() -> Names:
    """What kinds, topics, lines and metrics are called, also those out of use. Four queries."""
    return Names(
        kinds=dict(Kind.objects.values_list("slug", "name")),
        topics=dict(Topic.objects.values_list("slug", "name")),
        lines=dict(Line.objects.values_list("slug", "name")),
        metrics=dict(Metric.objects.values_list("slug", "name")),
    )


def definitions(tenant: Unit | None = None, *, retired: bool = False) -> dict[str, Definition]:
    """Every active indicator's newest definition by slug, in the catalogue's order. One query.

    A street's own stand behind the shipped ones, and are given to that street only. With `retired` also those that are
    offered no more: what was promised by them goes on being counted.
    """
    seen = IndicatorVersion.objects.newest().filter(indicator__in=Indicator.objects.seen_by(tenant))
    versions = list(seen.order_by("indicator__order", "indicator"))
    plain = {version.indicator_id: version.definition for version in versions}
    active = [version for version in versions if retired or version.indicator.active]
    return {version.indicator_id: _with_parts(version, plain) for version in active}


def _with_parts(version: IndicatorVersion, plain: Mapping[str, Definition]) -> Definition:
    if version.adds != "ratio":
        return plain[version.indicator_id]
    assert version.numerator_id
    assert version.denominator_id
    return replace(
        plain[version.indicator_id],
        numerator=plain[version.numerator_id],
        denominator=plain[version.denominator_id],
    )


def versions_of(indicator: Indicator, known: Mapping[str, Definition]) -> list[Definition]:
    """Every version of an indicator, the first one first; of a ratio with its parts as they are known now."""
    versions = sorted(indicator.versions.all(), key=lambda version: version.number)
    return [_with_parts(one, {**known, indicator.slug: one.definition}) for one in versions]


def definition_of(slug: str, number: int) -> Definition:
    """A certain version, for a figure that was issued with it."""
    version = IndicatorVersion.objects.select_related("indicator", "metric").get(indicator_id=slug, number=number)
    if version.adds != "ratio":
        return version.definition
    parts = {
        v.indicator_id: v.definition
        for v in IndicatorVersion.objects.select_related("indicator", "metric")
        .filter(indicator_id__in=[version.numerator_id, version.denominator_id])
        .order_by("number")
    }
    return _with_parts(version, {**parts, slug: version.definition})
