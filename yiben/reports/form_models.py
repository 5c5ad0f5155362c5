"""Superiors' workbooks as they came, what their cells are bound to, and what was typed or asked of units."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiben.lib.canonical import uuid7
from yiben.lib.periods import Period
from yiben.units.models import Post, PostKind, Unit


class Frequency(models.TextChoices):
    ONCE = "once", _("一次性")
    WEEKLY = "weekly", _("每周")
    MONTHLY = "monthly", _("每月")
    QUARTERLY = "quarterly", _("每季度")
    HALF_YEARLY = "half", _("每半年")
    YEARLY = "yearly", _("每年")


class WorkbookQuerySet(models.QuerySet["Workbook"]):
    def for_post(self, post: Post | None) -> WorkbookQuerySet:
        """Officers, leads and auditors see the forms of their street; workers and administrators none."""
        if post is None or post.kind in (PostKind.ADMIN, PostKind.WORKER):
            return self.none()
        return self.filter(unit__path__gte=post.unit.path, unit__path__lt=post.unit.path + "~").select_related(
            "unit__tenant"
        )

    def light(self) -> WorkbookQuerySet:
        """Without the files."""
        return self.defer("content", "result")


class Workbook(models.Model):
    """A superior's form as it was sent, for one period. `series` holds the same form of other months together.

    `result` is the file as it was filled last; `counts` how many cells were of which sort then. While a long list is
    filled beside the pages, `queued_at` is set, and `done` of `total` rows are written; `trouble` is why it stopped.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    name = models.CharField(_("报表名称"), max_length=120)
    series = models.CharField(max_length=120, db_index=True)
    asker = models.CharField(_("谁要的"), max_length=80, blank=True)
    document = models.CharField(_("依据的文件"), max_length=120, blank=True)
    frequency = models.CharField(_("多久一次"), max_length=10, choices=Frequency.choices, default=Frequency.ONCE)
    due = models.DateField(_("报送期限"), null=True, blank=True)
    start = models.DateField(_("时段自"))
    end = models.DateField(_("时段至"))
    filename = models.CharField(_("文件"), max_length=120)
    content = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64)
    converted = models.BooleanField(default=False)
    settings = models.JSONField(default=dict)
    result = models.BinaryField(null=True, editable=False)
    counts = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    filled_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    filled_at = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField(null=True, editable=False)
    done = models.PositiveIntegerField(default=0, editable=False)
    total = models.PositiveIntegerField(default=0, editable=False)
    trouble = models.CharField(max_length=200, blank=True, editable=False)

    objects = WorkbookQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def act_detail(self) -> dict[str, Any]:
        return {"title": self.name, "sha256": self.sha256}

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    @property
    def share(self) -> int | None:
        """Of the cells that something belongs into, how many per cent the book answered when it was filled."""
        answered = self.counts.get("answered", 0)
        whole = answered + self.counts.get("unsure", 0) + self.counts.get("typed", 0)
        return round(100 * answered / whole) if whole else None


class Binding(models.Model):
    """What a cell is bound to, kept under its own words so that next month's cell finds it.

    `key` names the cell by its sheet and words; `figure` names what is asked, for telling what was reported already.
    `changed` tells that a person chose it. `value` is what was written when the form was filled.
    """

    workbook = models.ForeignKey(Workbook, models.CASCADE, related_name="bindings")
    sheet = models.CharField(max_length=64)
    row = models.PositiveIntegerField()
    column = models.PositiveIntegerField()
    key = models.CharField(max_length=300, db_index=True)
    sort = models.CharField(max_length=10)
    asked = models.JSONField(default=dict)
    figure = models.CharField(max_length=200, blank=True, db_index=True)
    changed = models.BooleanField(default=False)
    value = models.CharField(max_length=60, blank=True)
    entries = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["sheet", "row", "column"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workbook", "sheet", "row", "column"], name="binding_once")
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row},{self.column}"


class Typed(models.Model):
    """A value that a person typed into a cell (手填): never a figure. `unit`: the unit that answered it when asked;
    none: the street's own. Both stay, each with who and when; `merged` is the one that goes into the file."""

    workbook = models.ForeignKey(Workbook, models.CASCADE, related_name="typed")
    sheet = models.CharField(max_length=64)
    row = models.PositiveIntegerField()
    column = models.PositiveIntegerField()
    key = models.CharField(max_length=300, db_index=True)
    value = models.CharField(_("手填的内容"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    merged = models.BooleanField(default=True)
    by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["sheet", "row", "column"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workbook", "sheet", "row", "column", "unit"], name="typed_once_a_unit"),
            models.UniqueConstraint(
                fields=["workbook", "sheet", "row", "column"], condition=Q(unit=None), name="typed_once_by_the_street"
            ),
            models.UniqueConstraint(
                fields=["workbook", "sheet", "row", "column"], condition=Q(merged=True), name="typed_one_goes_in"
            ),
        ]

    def __str__(self) -> str:
        return self.value

    @property
    def cell(self) -> tuple[str, tuple[int, int]]:
        return self.sheet, (self.row, self.column)

    @property
    def number(self) -> Decimal | None:
        """The value where it is a plain number."""
        try:
            found = Decimal(self.value)
        except ArithmeticError:
            return None
        return found if found.is_finite() else None


class CellAskQuerySet(models.QuerySet["CellAsk"]):
    def for_post(self, post: Post | None) -> CellAskQuerySet:
        """A worker sees what her unit was asked; officers, leads and auditors what units of theirs were."""
        if post is None or post.kind == PostKind.ADMIN:
            return self.none()
        below = Q(unit__path__gte=post.unit.path, unit__path__lt=post.unit.path + "~")
        if post.kind == PostKind.WORKER:
            below = Q(unit__in=post.unit.carried)
        return self.filter(below).select_related("workbook__unit", "unit")

    def open(self) -> CellAskQuerySet:
        """Those of whom something is still expected."""
        return self.filter(answered_at=None)

    def unsettled(self) -> CellAskQuerySet:
        """Those that aren't answered, or whose answers the street hasn't merged."""
        return self.filter(Q(answered_at=None) | Q(merged_at=None) | Q(merged_at__lt=F("answered_at")))


class CellAsk(models.Model):
    """Cells of a form that a unit was asked to type, each with the words that say what for; none where all were taken
    back. `answered_at`: since when nothing more is expected of it; `merged_at`: when its answers were last taken in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workbook = models.ForeignKey(Workbook, models.CASCADE, related_name="asks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    due = models.DateField(_("期限"))
    cells = models.JSONField(default=list)
    by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    merged_at = models.DateTimeField(null=True, blank=True)

    objects = CellAskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["unit__path"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["workbook", "unit"], name="unit_asked_once")]

    def __str__(self) -> str:
        return f"{self.workbook} {self.unit}"

    def act_detail(self) -> dict[str, Any]:
        return {"title": self.workbook.name, "unit": self.unit.code}
