from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yiben.lib.canonical import uuid7
from yiben.terms.models import Indicator, Kind
from yiben.ui.templatetags.ui import number
from yiben.units.models import Line, Post, PostKind, Unit


class PlanState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    CONFIRMED = "confirmed", _("已确认")
    DROPPED = "dropped", _("已放弃")
    REVISED = "revised", _("已修订")


class PlanQuerySet(models.QuerySet["Plan"]):
    def for_post(self, post: Post | None) -> PlanQuerySet:
        """A worker reads her street's plans once they are confirmed; the others see drafts of their subtree, too."""
        if post is None or post.kind == PostKind.ADMIN:
            return self.none()
        paths = Q(unit__path__startswith=post.unit.path) | Q(unit=post.tenant)
        # The document's bytes are read only where somebody asks for them.
        seen = self.filter(paths).select_related("unit").defer("source")
        told = (PlanState.CONFIRMED, PlanState.REVISED)
        return seen.filter(state__in=told) if post.kind == PostKind.WORKER else seen

    def tracked(self) -> PlanQuerySet:
        return self.filter(state=PlanState.CONFIRMED)


class Plan(models.Model):
    """One work-points document of one year: its bytes, what was read of it, and how far a person got with it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("标题"), max_length=200)
    body = models.CharField(_("发文机关"), max_length=120, blank=True)
    date = models.DateField(_("成文日期"), null=True, blank=True)
    filename = models.CharField(max_length=200, blank=True)
    source = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64)
    findings = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=12, choices=PlanState.choices, default=PlanState.DRAFT)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    revises = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="revisions")

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-year", "title"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state_known"),
            models.CheckConstraint(
                condition=~Q(state=PlanState.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="confirmed_plan_says_when",
            ),
            models.UniqueConstraint(
                fields=["unit", "sha256"],
                condition=~Q(state=PlanState.DROPPED),
                name="plan_document_once",
                violation_error_message=_("这份文件已经导入过"),
            ),
            models.UniqueConstraint(
                fields=["revises"], condition=~Q(state=PlanState.DROPPED), name="plan_has_one_revision"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def act_detail(self) -> dict[str, Any]:
        return {"title": self.title, "state": self.state}

    @property
    def revision(self) -> Plan | None:
        """The confirmed revision that stands in this plan's place."""
        later = self.revisions.filter(state__in=[PlanState.CONFIRMED, PlanState.REVISED]).defer("source")
        return later.first() if self.state == PlanState.REVISED else None


class Paragraph(models.Model):
    """A paragraph of the document as it was read, kept word for word. Measures point into it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="paragraphs")
    order = models.PositiveIntegerField()
    index = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["plan", "order"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "order"], name="paragraph_order_unique")]

    def __str__(self) -> str:
        return self.text[:40]


class MeasureQuerySet(models.QuerySet["Measure"]):
    def for_post(self, post: Post | None) -> MeasureQuerySet:
        """The measures of the plans a post may read; an officer sees those of her lines, and those of no line."""
        readable = Q(dropped=False) | ~Q(why_dropped="")
        seen = self.filter(readable, plan__in=Plan.objects.for_post(post)).defer("plan__source")
        if post is not None and post.kind == PostKind.OFFICER and post.line_slugs:
            seen = seen.filter(Q(line__in=post.line_slugs) | Q(line=None))
        return seen

    def tracked(self) -> MeasureQuerySet:
        return self.filter(plan__state=PlanState.CONFIRMED, dropped=False).defer("plan__source")


class Measure(models.Model):
    """One thing promised, pointing at the words that promise it: a span of one paragraph."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="measures")
    order = models.PositiveIntegerField()
    line = models.ForeignKey(Line, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("条线"))
    heading = models.CharField(_("所在标题"), max_length=200, blank=True)
    path = models.CharField(_("编号"), max_length=60, blank=True)
    title = models.CharField(_("任务"), max_length=200)
    text = models.TextField(_("原文"))
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, null=True, blank=True, related_name="measures")
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    lead_unit = models.CharField(_("牵头单位"), max_length=80, blank=True)
    support_units = models.CharField(_("配合单位"), max_length=200, blank=True)
    leader = models.CharField(_("分管领导"), max_length=80, blank=True)
    deadline = models.DateField(_("完成时限"), null=True, blank=True)
    dropped = models.BooleanField(_("不跟踪"), default=False)
    why_dropped = models.CharField(_("不再跟踪的原因"), max_length=60, blank=True)
    # In a draft: the measure that this one goes on with. In a plan that was revised: the measure whose former words
    # these are. A measure that is tracked points at none; others point at it.
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    # In a revision: what a person had put right and the new words say otherwise, by field: [hers, the words'].
    contested = models.JSONField(default=dict, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["plan", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "order"], name="measure_order_unique"),
            models.UniqueConstraint(fields=["plan", "same_as"], name="measure_goes_on_once"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="measure_span_forward"),
        ]

    def __str__(self) -> str:
        return self.title

    def act_detail(self) -> dict[str, Any]:
        return {"path": self.path, "title": self.title, "dropped": self.dropped}


class Comparator(models.TextChoices):
    AT_LEAST = "ge", _("不少于")
    MORE = "gt", _("超过")
    EXACTLY = "eq", _("等于")
    AT_MOST = "le", _("不超过")
    LESS = "lt", _("少于")


class Scope(models.TextChoices):
    TOTAL = "total", _("合计")
    EACH = "each", _("每个社区")


class Frequency(models.TextChoices):
    WEEKLY = "weekly", _("每周")
    MONTHLY = "monthly", _("每月")
    QUARTERLY = "quarterly", _("每季度")
    HALF_YEARLY = "half-yearly", _("每半年")
    YEARLY = "yearly", _("每年")


class Target(models.Model):
    """A number promised by a measure: of what, how much, in total or in each community, by when or how often.

    `own` counts only the entries attributed to its measure; otherwise the indicator counts whatever it counts.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("指标")
    )
    comparator = models.CharField(_("要求"), max_length=2, choices=Comparator.choices, default=Comparator.AT_LEAST)
    value = models.DecimalField(_("目标值"), max_digits=16, decimal_places=2)
    unit = models.CharField(_("单位"), max_length=20, blank=True)
    scope = models.CharField(_("范围"), max_length=5, choices=Scope.choices, default=Scope.TOTAL)
    deadline = models.DateField(_("完成时限"), null=True, blank=True)
    frequency = models.CharField(_("频次"), max_length=12, choices=Frequency.choices, blank=True)
    own = models.BooleanField(_("只计对应本任务的记录"), default=False)
    # The number's own words in the document; none where a person added it.
    words = models.CharField(_("原文"), max_length=200, blank=True)
    contested = models.JSONField(default=dict, editable=False)

    class Meta:
        ordering: ClassVar = ["measure", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(comparator__in=Comparator.values), name="target_comparator_known"),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="target_scope_known"),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="target_not_negative",
                violation_error_message=_("目标值不能是负数"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_comparator_display()}{number(self.value)}{self.unit}"

    def act_detail(self) -> dict[str, Any]:
        return {"measure": str(self.measure_id), "words": self.words_asked, "indicator": self.indicator_id}

    @property
    def words_asked(self) -> str:
        """All that is asked, in words: 每个社区每季度不少于1次."""
        return self._in_a_row(self.get_frequency_display(), str(self))

    @property
    def words_before(self) -> str:
        """What stands before its number: 每个社区每季度不少于, 全年不少于."""
        often = self.get_frequency_display() or ("" if self.deadline else gettext("全年"))
        return self._in_a_row(often, self.get_comparator_display())

    def _in_a_row(self, often: str, asked: str) -> str:
        where = self.get_scope_display() if self.scope == Scope.EACH else ""
        told = {"where": where, "often": often, "asked": asked}
        return " ".join((gettext("%(where)s%(often)s%(asked)s") % told).split())


class Completion(models.Model):
    """An owner's word that a measure is done, with the reason; a later one with done=False takes it back."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="completions")
    done = models.BooleanField()
    reason = models.CharField(_("依据"), max_length=300)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="completion_has_reason",
                violation_error_message=_("请写明依据"),
            )
        ]

    def __str__(self) -> str:
        return self.reason

    def act_detail(self) -> dict[str, Any]:
        return {"measure": str(self.measure_id), "done": self.done}


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def for_post(self, post: Post | None) -> ReceiptQuerySet:
        """A worker reads her own unit's; the others those of their subtree, of the plans that they read."""
        if post is None or post.kind == PostKind.ADMIN:
            return self.none()
        seen = self.filter(plan__in=Plan.objects.for_post(post))
        if post.kind == PostKind.WORKER:
            return seen.filter(unit__in=post.unit.carried)
        return seen.filter(unit__in=Unit.objects.under(post.unit))

    def standing(self) -> ReceiptQuerySet:
        return self.filter(recalled_at=None)

    def waiting(self) -> ReceiptQuerySet:
        """Nobody has said yet that it arrived, and the plan is still the one that counts."""
        return self.standing().filter(acknowledged_at=None, plan__state=PlanState.CONFIRMED)

    def owed_by(self, post: Post) -> ReceiptQuerySet:
        """What waits for this post: its own unit's."""
        return self.for_post(post).waiting().filter(unit__in=post.unit.carried)


class Receipt(models.Model):
    """That a plan was issued to a unit; then that it arrived, with a note, or that it was called back before."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="receipts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("说明"), max_length=300, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    recalled_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["plan", "unit__path", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "unit"], condition=Q(recalled_at=None), name="plan_issued_once_to_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | Q(recalled_at=None), name="acknowledged_is_not_recalled"
            ),
            models.CheckConstraint(
                condition=Q(note="") | Q(acknowledged_at__isnull=False), name="receipt_note_comes_with_its_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} → {self.unit}"

    def act_detail(self) -> dict[str, Any]:
        return {"title": self.plan.title, "unit": self.unit.code}


class UpcomingQuerySet(models.QuerySet["Upcoming"]):
    def for_post(self, post: Post | None) -> UpcomingQuerySet:
        """A worker sees her unit's, the others those of their subtree."""
        if post is None or post.kind == PostKind.ADMIN:
            return self.none()
        if post.kind == PostKind.WORKER:
            return self.filter(unit__in=post.unit.carried)
        return self.filter(unit__path__gte=post.unit.path, unit__path__lt=post.unit.path + "~")

    def open(self) -> UpcomingQuerySet:
        """Those that are neither logged nor called off."""
        return self.filter(settled_at=None)


class Upcoming(models.Model):
    """An activity that a notice announced: a date in the calendar, and no entry until it has been held."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    start = models.DateField(_("开始日期"))
    end = models.DateField(_("结束日期"), null=True, blank=True)
    title = models.CharField(_("活动名称"), max_length=200)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    kind = models.ForeignKey(Kind, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    called_off = models.BooleanField(default=False)

    objects = UpcomingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["start", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")),
                name="upcoming_ends_after_it_begins",
                violation_error_message=_("结束日期不能早于开始日期"),
            ),
            models.CheckConstraint(
                condition=Q(called_off=False) | Q(settled_at__isnull=False), name="called_off_is_settled"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def act_detail(self) -> dict[str, Any]:
        return {"unit": self.unit.code, "start": str(self.start)}
