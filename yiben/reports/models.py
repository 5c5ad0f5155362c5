from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiben.lib.canonical import uuid7
from yiben.lib.periods import Period
from yiben.plans.models import Measure
from yiben.reports.check_models import Check, Pin  # noqa: F401 - documents read back
from yiben.reports.form_models import Binding, CellAsk, Frequency, Typed, Workbook  # noqa: F401 - forms and their cells
from yiben.terms.models import Indicator
from yiben.units.models import Line, Post, PostKind, Unit


class State(models.TextChoices):
    DRAFTED = "drafted", _("草稿")
    SENT = "sent", _("待审阅")
    RETURNED = "returned", _("已退回")
    REVIEWED = "reviewed", _("已审阅")
    ISSUED = "issued", _("已出具")


class Move(models.TextChoices):
    SEND = "send", _("送审")
    RETURN = "return", _("退回")
    REVIEW = "review", _("审阅通过")
    ISSUE = "issue", _("出具")


# Read by the actions, the buttons and the diagram in the docs. Whoever drafted may not make the moves of a reviewer.
TRANSITIONS: dict[str, dict[str, str]] = {
    State.DRAFTED: {Move.SEND: State.SENT},
    State.SENT: {Move.RETURN: State.RETURNED, Move.REVIEW: State.REVIEWED},
    State.RETURNED: {Move.SEND: State.SENT},
    State.REVIEWED: {Move.ISSUE: State.ISSUED, Move.RETURN: State.RETURNED},
    State.ISSUED: {},
}
MOVERS: dict[str, frozenset[str]] = {
    Move.SEND: frozenset({PostKind.OFFICER}),
    Move.RETURN: frozenset({PostKind.LEAD}),
    Move.REVIEW: frozenset({PostKind.LEAD}),
    Move.ISSUE: frozenset({PostKind.LEAD}),
}


class Genre(models.TextChoices):
    ANNUAL = "annual", _("年度总结")
    QUARTERLY = "quarterly", _("季度简报")
    TEMPLATE = "template", _("按模板")


class TemplateQuerySet(models.QuerySet["Template"]):
    def for_post(self, post: Post | None) -> TemplateQuerySet:
        """Officers, leads and auditors see the templates of their street that are in use; others none."""
        return self.ever(post).filter(dropped_at=None)

    def ever(self, post: Post | None) -> TemplateQuerySet:
        """Those too that were dropped, or replaced by a newer version."""
        if post is None or post.kind in (PostKind.ADMIN, PostKind.WORKER):
            return self.none()
        return self.filter(unit=post.tenant, ours="").defer("source")


class Template(models.Model):
    """A clerk's Word file with names where figures go, as it was uploaded. A dropped one stays for its reports.

    A mended file is a version that `replaces` the one before, which is dropped in that moment and stays as it was.

    One that Yiben brought along is kept as it was when a report was first drafted by it; `ours` is its slug.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    name = models.CharField(_("名称"), max_length=60)
    filename = models.CharField(_("文件"), max_length=120)
    source = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64)
    names = models.JSONField(_("用到的名称"), default=list)
    ours = models.SlugField(max_length=20, blank=True)
    kept_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(auto_now_add=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(dropped_at__isnull=True, ours=""),
                name="template_name_unique",
                violation_error_message=_("已经有叫这个名称的模板"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def act_detail(self) -> dict[str, Any]:
        return {"name": self.name, "sha256": self.sha256}


class ReportQuerySet(models.QuerySet["Report"]):
    def for_post(self, post: Post | None) -> ReportQuerySet:
        """Officers, leads and auditors read the reports of their subtree; workers and administrators none.

        An officer of some lines reads what is issued, and the drafts that are of her lines alone.
        """
        if post is None or post.kind in (PostKind.ADMIN, PostKind.WORKER):
            return self.none()
        seen = self.filter(unit__path__gte=post.unit.path, unit__path__lt=post.unit.path + "~").select_related("unit")
        if post.kind == PostKind.OFFICER and post.line_slugs:
            lines = Report.lines.through.objects.filter(report=models.OuterRef("pk"))
            hers = models.Exists(lines) & ~models.Exists(lines.exclude(line__in=post.line_slugs))
            return seen.filter(Q(state=State.ISSUED) | hers)
        return seen


class Report(models.Model):
    """A document being drafted, or issued and frozen: then `document` and `sources` are its bytes for good."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    genre = models.CharField(_("种类"), max_length=12, choices=Genre.choices)
    template = models.ForeignKey(Template, models.PROTECT, null=True, blank=True, related_name="reports")
    title = models.CharField(_("标题"), max_length=200)
    start = models.DateField(_("自"))
    end = models.DateField(_("至"))
    lines = models.ManyToManyField(Line, blank=True, related_name="+")
    body = models.TextField(_("正文"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTED)
    drafted_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)
    as_of = models.DateTimeField(null=True, blank=True)
    number = models.CharField(_("发文字号"), max_length=60, blank=True)
    date = models.DateField(_("成文日期"), null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    document = models.BinaryField(null=True, editable=False)
    sources = models.BinaryField(null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True)
    heads = models.JSONField(default=dict, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-drafted_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="report_state_known"),
            models.CheckConstraint(condition=Q(genre__in=Genre.values), name="report_genre_known"),
            models.CheckConstraint(
                condition=Q(genre=Genre.TEMPLATE, template__isnull=False)
                | (~Q(genre=Genre.TEMPLATE) & Q(template__isnull=True)),
                name="report_by_template_has_one",
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="report_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(state=State.ISSUED)
                | Q(document__isnull=False, issued_at__isnull=False, date__isnull=False, as_of__isnull=False),
                name="issued_report_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    def is_for(self, post: Post) -> bool:
        """Whether a post may work on it while it is a draft: below its unit, and of none but its lines."""
        lines = {line.slug for line in self.lines.all()}
        within = not post.line_slugs or (bool(lines) and lines <= set(post.line_slugs))
        return within and post.unit.reaches(self.unit)

    def act_detail(self) -> dict[str, Any]:
        return {"title": self.title, "state": self.state, "sha256": self.sha256}


class Citation(models.Model):
    """A figure as an issued report printed it: its trace code, what was asked, and what the answer was then."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="citations")
    order = models.PositiveIntegerField()
    code = models.CharField(_("溯源码"), max_length=16, unique=True)
    name = models.CharField(max_length=300)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="+")
    line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="+")
    start = models.DateField()
    end = models.DateField()
    as_of = models.DateTimeField()
    value = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    printed = models.CharField(max_length=60)
    approx = models.PositiveIntegerField(default=0)
    entries = models.PositiveIntegerField(default=0)
    words = models.TextField()

    class Meta:
        ordering: ClassVar = ["report", "order"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "order"], name="citation_order_unique")]

    def __str__(self) -> str:
        return f"{self.name} {self.printed}"


class Remark(models.Model):
    """A move of a report from one state to the next: by whom, when, with which words."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="remarks")
    move = models.CharField(max_length=10, choices=Move.choices)
    words = models.TextField(_("意见"), blank=True)
    by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(move=Move.RETURN) | ~Q(words=""),
                name="return_says_why",
                violation_error_message=_("退回要写明意见"),
            )
        ]

    def __str__(self) -> str:
        return self.words
