from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any, ClassVar, Self

from django.db import connection, models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiben.lib.canonical import plain_decimal, uuid7
from yiben.lib.periods import Period
from yiben.lib.rows import load
from yiben.plans.models import Measure
from yiben.terms.models import Kind, Metric, Topic
from yiben.units.models import Line, Person, Post, PostKind, Unit

SENT_FOR = "page:for:"
"""The origin of an entry that one person sent for another, before that person's key."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def delete(self) -> tuple[int, dict[str, int]]:
        raise AssertionError("facts are added, never deleted")

    def update(self, **kwargs: Any) -> int:
        raise AssertionError("facts are added, never edited")


class Head(models.Model):
    """The end of a unit's chain. Its row is the lock under which the unit's next fact gets its number."""

    unit = models.OneToOneField(Unit, models.PROTECT, primary_key=True, related_name="head")
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.unit_id}:{self.number}"


class Chained(models.Model):
    """A fact in its unit's chain: the unit's next number, when and by whom, and the digest over its predecessor's."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    number = models.PositiveBigIntegerField()
    recorded_at = models.DateTimeField(_("登记时间"))
    by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"), db_index=False)
    digest = models.CharField(max_length=64)

    class Meta:
        abstract = True


class EntryQuerySet(models.QuerySet["Entry"]):
    def delete(self) -> tuple[int, dict[str, int]]:
        raise AssertionError("entries are never deleted; void them")

    def for_post(self, post: Post | None) -> Self:
        """The entries a post may read: a worker her unit's and co-hosted, an officer her lines', others all."""
        if post is None or post.kind == PostKind.ADMIN:
            return self.none()
        reach = self.filter(unit__path__gte=post.unit.path, unit__path__lt=post.unit.path + "~")
        if post.kind == PostKind.WORKER:
            return self.filter(
                Q(unit__in=post.unit.carried)
                | Q(pk__in=Cohost.objects.filter(unit__in=post.unit.carried).values("entry"))
            )
        if post.kind == PostKind.OFFICER and post.line_slugs:
            lined = Attribution.objects.standing().filter(line__isnull=False).values("entry")
            return reach.filter(Q(pk__in=lined.filter(line__in=post.line_slugs)) | ~Q(pk__in=lined))
        return reach

    def standing(self, as_of: datetime | None = None) -> Self:
        """Entries in force: neither void nor replaced, now or as the book stood at `as_of`."""
        if as_of is None:
            return self.filter(void=False, replaced_by=None)
        later = Entry.objects.filter(replaces=models.OuterRef("pk"), recorded_at__lte=as_of)
        return self.filter(void=False, recorded_at__lte=as_of).filter(~models.Exists(later))

    def within(self, period: Period) -> Self:
        """Entries whose start day lies in the period; they count whole there."""
        return self.filter(start__gte=period.start, start__lte=period.end)

    def held_under(self, unit: Unit) -> Self:
        return self.filter(unit__path__gte=unit.path, unit__path__lt=unit.path + "~")

    # As a set, not as a question to each row: SQLite would answer that one by the index of withdrawals.
    def bearing_line(self, line: str, as_of: datetime | None = None) -> Self:
        return self.filter(pk__in=Attribution.objects.standing(as_of).filter(line=line).values("entry"))

    def for_measure(self, measure: Measure | str, as_of: datetime | None = None) -> Self:
        return self.filter(pk__in=Attribution.objects.standing(as_of).filter(measure=measure).values("entry"))

    def for_list(self) -> Self:
        """With everything that a row of a list shows, in three queries whatever the number of rows."""
        return self.select_related("unit", "kind", "topic", "replaced_by").prefetch_related(
            models.Prefetch("quantities", Quantity.objects.select_related("metric")),
            models.Prefetch("attributions", Attribution.objects.standing().select_related("line", "measure")),
        )


class Entry(Chained):
    """One fact, logged once: what a unit held, when, where, and how many. Never edited.

    `replaces` puts it in the place of an earlier one (更正); with `void` it withdraws that one (作废).
    `macs` holds the HMACs of title, place and note under `salt`: erasing text and salt leaves the chain whole.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    start = models.DateField(_("开始日期"))
    end = models.DateField(_("结束日期"), null=True, blank=True)
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+", verbose_name=_("活动类型"), db_index=False)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("事项"))
    title = models.CharField(_("活动名称"), max_length=200, blank=True)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    note = models.TextField(_("备注"), blank=True)
    salt = models.BinaryField(max_length=32, null=True, editable=False)
    macs = models.JSONField(default=dict, editable=False)
    summary = models.BooleanField(_("补录汇总"), default=False)
    late = models.BooleanField(_("补录"), default=False)
    reason = models.CharField(_("原因"), max_length=300, blank=True)
    origin = models.CharField(max_length=80, default="page")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    void = models.BooleanField(default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        # The key last: a page must begin where the one before it ended.
        ordering: ClassVar = ["-start", "-recorded_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["start", "kind"], name="entry_start_kind"),
            models.Index(fields=["unit", "start"], name="entry_unit_start"),
            models.Index(fields=["origin"], name="entry_origin"),
            models.Index(fields=["end"], name="entry_end", condition=Q(end__isnull=False)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "number"], name="entry_number_unique"),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")),
                name="entry_ends_after_it_begins",
                violation_error_message=_("结束日期不能早于开始日期"),
            ),
            models.CheckConstraint(
                condition=Q(void=False) | Q(replaces__isnull=False), name="void_withdraws_something"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def act_detail(self) -> dict[str, Any]:
        return {"unit": self.unit.code, "number": self.number}

    @property
    def receipt(self) -> str:
        """What the author keeps as proof: unit code, number in the chain, the digest's beginning."""
        return f"{self.unit.code}-{self.number}-{self.digest[:8]}"

    @property
    def sent_for(self) -> Person | None:
        """Who saved it on a device, where another person sent it from a file."""
        _for, _mark, person = self.origin.partition(SENT_FOR)
        return Person.objects.filter(pk=person).first() if person.isdecimal() else None

    @property
    def erased(self) -> bool:
        return self.salt is None

    @property
    def state(self) -> str:
        """standing, corrected or void (a withdrawal is void itself). Lists load `replaced_by` with the rows."""
        later = getattr(self, "replaced_by", None)
        if self.void or (later is not None and later.void):
            return "void"
        return "corrected" if later is not None else "standing"

    def lineage(self) -> list[Entry]:
        """All that ever stood in this entry's place, from the first to the one in force or the withdrawal."""
        facts = (
            Entry.objects.filter(pk__in=self.lineage_keys()).select_related("by__person", "by__unit").order_by("number")
        )
        return list(facts.prefetch_related("quantities__metric"))

    def lineage_keys(self) -> list[Any]:
        """The keys of its lineage, in one query."""
        key = Entry._meta.pk.get_db_prep_value(self.pk, connection)
        with connection.cursor() as cursor:
            cursor.execute(_LINEAGE, [key, key])
            return [row[0] for row in cursor.fetchall()]

    @property
    def lines(self) -> list[Line]:
        return [a.line for a in self._standing_attributions() if a.line is not None]

    @property
    def measures(self) -> list[Measure]:
        return [a.measure for a in self._standing_attributions() if a.measure is not None]

    def _standing_attributions(self) -> list[Attribution]:
        prefetched = getattr(self, "_prefetched_objects_cache", {}).get("attributions")
        if prefetched is not None:
            return list(prefetched)
        return list(Attribution.objects.standing().filter(entry=self).select_related("line", "measure"))


# UNION, not UNION ALL: rows that were tampered into a ring end the search.
_LINEAGE = f"""
    WITH RECURSIVE
    earlier(id, replaces_id) AS (
        SELECT id, replaces_id FROM {Entry._meta.db_table} WHERE id = %s
        UNION SELECT e.id, e.replaces_id FROM {Entry._meta.db_table} e JOIN earlier ON e.id = earlier.replaces_id
    ),
    later(id) AS (
        SELECT id FROM {Entry._meta.db_table} WHERE id = %s
        UNION SELECT e.id FROM {Entry._meta.db_table} e JOIN later ON e.replaces_id = later.id
    )
    SELECT id FROM earlier UNION SELECT id FROM later
"""  # noqa: S608 - the table's own name, no input


_ABOUT = "余多几约近超逾至少不于大概将达过以上左右十百千万亿"


class Quantity(models.Model):
    """How many of a metric an entry tells. `amount` is an integer of 10^-places units (fen, hundredths of an hour).

    `words` are the words of a number that came as 30余: the mark 约数 until somebody types the exact one.
    """

    # The constraint's own index serves both; each further one costs a list of 100,000 rows half a second.
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="quantities", db_index=False)
    metric = models.ForeignKey(Metric, models.PROTECT, related_name="+", db_index=False)
    amount = models.BigIntegerField()
    words = models.CharField(max_length=40, blank=True)
    noun = models.CharField(max_length=40, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["entry", "metric__order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "metric", "noun"], name="quantity_once"),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="quantity_not_negative",
                violation_error_message=_("数量不能是负数"),
            ),
        ]

    def __str__(self) -> str:
        return self.called + (self.about or f"{plain_decimal(self.value)}{self.metric.unit}")

    @property
    def called(self) -> str:
        """What it counts, where the unit doesn't say: 场 and 人次 do, 人 and 小时 don't."""
        return "" if self.metric.unit in self.metric.name else self.metric.name

    @property
    def about(self) -> str:
        """An approximate number in its words, with the unit where they leave it out: 30余人次."""
        told = self.words and any("\u4e00" <= mark <= "\u9fff" and mark not in _ABOUT for mark in self.words)
        return self.words if told or not self.words else f"{self.words}{self.metric.unit}"

    @property
    def value(self) -> Decimal:
        return Decimal(self.amount).scaleb(-self.metric.places)


class Cohost(models.Model):
    """A unit that held an entry together with the one that logged it."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="cohosts", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "unit"], name="cohost_once")]

    def __str__(self) -> str:
        return str(self.unit)


class AttributionQuerySet(AppendOnlyQuerySet):
    def standing(self, as_of: datetime | None = None) -> Self:
        """Attributions in force: not a withdrawal, and not withdrawn, now or at `as_of`."""
        added = self.filter(withdraws=None)
        if as_of is None:
            return added.filter(withdrawn_by=None)
        later = Attribution.objects.filter(withdraws=models.OuterRef("pk"), recorded_at__lte=as_of)
        return added.filter(recorded_at__lte=as_of).filter(~models.Exists(later))


class Attribution(Chained):
    """That an entry bears a line or answers a measure; or, with `withdraws`, that it no longer does.

    One made together with its entry shares the entry's number and digest; a later one is a fact of its own.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="attributions", db_index=False)
    line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="+")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="+", db_index=False)
    # Unique by a partial index below: SQLite takes a whole one for "withdraws IS NULL", and reads every row.
    withdraws = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="withdrawn_by")

    objects = AttributionQuerySet.as_manager()

    class Meta:
        # Both columns at once: "does this entry bear that line" is asked of every row of a list.
        indexes: ClassVar = [
            models.Index(fields=["entry", "line"], name="attribution_entry_line"),
            models.Index(
                fields=["entry", "measure"], name="attribution_entry_measure", condition=Q(measure__isnull=False)
            ),
            models.Index(
                fields=["measure", "entry"], name="attribution_measure_entry", condition=Q(measure__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(line__isnull=False, measure=None) | Q(line=None, measure__isnull=False),
                name="attribution_to_one_thing",
            ),
            models.UniqueConstraint(
                fields=["withdraws"], condition=Q(withdraws__isnull=False), name="attribution_withdrawn_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.line_id or self.measure_id}"


class Erasure(Chained):
    """That an entry's words were erased on a lawful ground. The figures and the chain stay."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="erasure")
    ground = models.CharField(_("依据"), max_length=300)

    objects = AppendOnlyQuerySet.as_manager()

    def __str__(self) -> str:
        return self.ground


class EvidenceQuerySet(AppendOnlyQuerySet):
    def standing(self) -> Self:
        """Files in force: neither withdrawn nor erased."""
        return self.filter(withdrawals=None)

    def of(self, entry: Entry) -> Self:
        """The files of an activity: of an entry, and of all that ever stood in its place."""
        return self.filter(entry__in=entry.lineage_keys())

    def clear(self) -> None:
        """Take away all that tells what the files were; only an erasure, which says so, may."""
        Look.objects.filter(evidence__in=self).delete()
        models.QuerySet.update(self, name="", sha256="", likeness="", salt=None)


class Evidence(Chained):
    """A file beside an entry: a photograph, a notice, a list. Always optional, counted nowhere, never edited.

    The content lies in the store under `sha256`. `macs` holds the HMACs of name, digest, likeness and of what was sent
    under a salt of the file's own: erasing those and the salt leaves the chain whole, and nothing can be guessed back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="evidence")
    name = models.CharField(_("文件名"), max_length=120, blank=True)
    type = models.CharField(max_length=8)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    likeness = models.CharField(max_length=65, blank=True)
    salt = models.BinaryField(max_length=32, null=True, editable=False)
    macs = models.JSONField(default=dict, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["recorded_at", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "number"], name="evidence_number_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    def act_detail(self) -> dict[str, Any]:
        # No name: it may tell of a person, and a trace is never erased.
        return {"unit": self.unit.code, "number": self.number}

    @property
    def erased(self) -> bool:
        return self.salt is None

    @property
    def is_picture(self) -> bool:
        return self.type in ("jpeg", "png")


class Look(models.Model):
    """What a picture is found by when it was turned, or one was cut out of the other (`evidence_looks`, `lib.cutouts`):
    64 × 64 grey points of it and signs of its parts; empty where there is nothing to find.

    An index: it can be thrown away, and is made anew.
    """

    evidence = models.OneToOneField(Evidence, models.CASCADE, primary_key=True, related_name="look")
    grey = models.BinaryField()
    signs = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)


class Withdrawal(Chained):
    """That a file was withdrawn from its entry, and why; with `erased`, that its content, name and digest were erased
    on a lawful ground."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="withdrawals")
    erased = models.BooleanField(default=False)
    reason = models.CharField(_("原因"), max_length=300)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evidence", "erased"], name="file_withdrawn_once"),
        ]

    def __str__(self) -> str:
        return self.reason

    def act_detail(self) -> dict[str, Any]:
        return {"unit": self.unit.code, "number": self.number, "reason": self.reason}


class Gram(models.Model):
    """Where in a unit's chain two characters stand side by side in an entry's words: so that they are found quickly.

    A block is so many numbers of the chain (`grams.py`); `places` are those of the block, two bytes each. Nothing but
    a shortcut: it can be thrown away and is made anew.
    """

    gram = models.CharField(max_length=2)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False)
    block = models.PositiveIntegerField()
    places = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["gram", "unit", "block"], name="gram_once_a_block")]

    def __str__(self) -> str:
        return f"{self.gram}@{self.unit_id}:{self.block}"


class Indexed(models.Model):
    """How far along a unit's chain its entries' words are found by `Gram`; those behind are read through."""

    unit = models.OneToOneField(Unit, models.CASCADE, primary_key=True, related_name="+")
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.unit_id}:{self.number}"


class Cell(models.Model):
    """A sum: what a unit and all below it held in a month, by line ("" = all lines), kind, topic and metric."""

    # The constraint's own index begins with the unit.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    month = models.PositiveIntegerField()
    line = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=40)
    topic = models.CharField(max_length=40, blank=True)
    metric = models.CharField(max_length=40)
    amount = models.BigIntegerField(default=0)
    entries = models.IntegerField(default=0)
    approx = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "month", "line", "kind", "topic", "metric"], name="cell_unique")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month} {self.metric}={self.amount}"


class Closing(models.Model):
    """That a street closed a span of days, or reopened it; the newest that covers a day decides."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField()
    closed = models.BooleanField()
    reason = models.CharField(_("原因"), max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed=True) | ~Q(reason=""),
                name="reopening_needs_a_reason",
                violation_error_message=_("重新打开要写明原因"),
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="closing_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.start}..{self.end}"

    def act_detail(self) -> dict[str, Any]:
        return {"start": str(self.start), "end": str(self.end), "closed": self.closed, "reason": self.reason}


def closed_on(tenant: Unit, days: set[date]) -> set[date]:
    """Those of the days that the street has closed."""
    if not days:
        return set()
    spans = sorted(load(Closing, unit=[tenant.pk]), key=attrgetter("at", "pk"), reverse=True)
    newest = {day: next((s for s in spans if s.start <= day <= s.end), None) for day in days}
    return {day for day, span in newest.items() if span is not None and span.closed}


class BatchState(models.TextChoices):
    READING = "reading", _("正在读取")
    PREVIEW = "preview", _("待确认")
    ENTERING = "entering", _("正在导入")
    UNDOING = "undoing", _("正在撤销")
    DONE = "done", _("已导入")
    UNDONE = "undone", _("已撤销")
    DROPPED = "dropped", _("已放弃")


WORKING = (BatchState.READING, BatchState.ENTERING, BatchState.UNDOING)


class BatchStep(models.TextChoices):
    """Where work under way stands, as the page says it."""

    READING = "reading", _("正在读取表格")
    CHECKING = "checking", _("正在逐行核对")
    COMPARING = "comparing", _("正在查找重复")
    ENTERING = "entering", _("正在记入账本")
    UNDOING = "undoing", _("正在逐条作废")


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def for_post(self, post: Post | None) -> ImportBatchQuerySet:
        if post is None or post.kind == PostKind.ADMIN:
            return self.none()
        if post.kind in (PostKind.WORKER, PostKind.OFFICER):
            return self.filter(by__in=post.stands_for)
        return self.filter(unit__path__gte=post.unit.path, unit__path__lt=post.unit.path + "~")

    def with_counts(self) -> ImportBatchQuerySet:
        """With `good_rows`, `bad_rows` and `recorded_rows` for a list of batches."""
        listed = self.select_related("unit", "by__person").order_by("-at")
        return listed.annotate(
            good_rows=models.Count("rows", filter=Q(rows__good=True)),
            bad_rows=models.Count("rows", filter=Q(rows__good=False)),
            recorded_rows=models.Count("rows__entered"),
        )


class ImportBatch(models.Model):
    """One list that came as a file. The file isn't kept: its hash, the mapping and the accepted cells are.

    `mapping` tells each sheet's columns, `contexts` what holds for all its rows (year, month, unit). Guesses by content
    leave the mapping unconfirmed until a person has seen it. `heads` are the rows that a person pointed at as heads,
    by sheet; `looks` is what stands around a sheet's first rows, kept for the preview only.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    contexts = models.JSONField(default=dict)
    heads = models.JSONField(default=dict)
    looks = models.JSONField(default=dict)
    confirmed = models.BooleanField(default=True)
    notices = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.PREVIEW)
    # How far work under way is, and what stopped it.
    step = models.CharField(max_length=10, choices=BatchStep.choices, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    reason = models.CharField(max_length=300, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="batch_state_known")
        ]

    def __str__(self) -> str:
        return self.filename

    def act_detail(self) -> dict[str, Any]:
        return {"filename": self.filename, "sha256": self.sha256, "state": self.state}

    def counts(self) -> dict[str, int]:
        """How many rows there are: to be entered, bad, entered, left out by a person, maybe told twice; and of those
        that wait, to be entered or left out, how many the book has already, number for number."""
        same = Q(good=True, same=True, entered=None)
        told = self.rows.aggregate(
            rows=models.Count("pk"),
            good_rows=models.Count("pk", filter=Q(good=True)),
            recorded_rows=models.Count("entered"),
            skipped_rows=models.Count("pk", filter=Q(skipped=True, good=True)),
            twin_rows=models.Count("pk", filter=Q(good=True) & ~Q(twins=[])),
            same_rows=models.Count("pk", filter=same & Q(skipped=False)),
            same_left=models.Count("pk", filter=same & Q(skipped=True)),
        )
        total, good, skipped = told["rows"], told["good_rows"], told["skipped_rows"]
        return {
            "total": total,
            "good": good - skipped,
            "bad": total - good,
            "recorded": told["recorded_rows"],
            "skipped": skipped,
            "twins": told["twin_rows"],
            "same": told["same_rows"],
            "same_left": told["same_left"],
        }

    @property
    def working(self) -> bool:
        """Whether work on it goes on beside the pages."""
        return self.state in WORKING

    @property
    def origin(self) -> str:
        """What an entry of this list says of where it came from."""
        return f"import:{self.pk}"


class ImportUpload(models.Model):
    """A long list's file, kept from its upload until it has been read, beside the pages or after a break."""

    batch = models.OneToOneField(ImportBatch, models.CASCADE, primary_key=True, related_name="upload")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.batch)


class ImportRow(models.Model):
    """A row of a list: its accepted cells as read, and what is wrong with it.

    In the preview `cells` holds every column within the boundary; once the list is entered, only those that were taken.
    `twins` are what may be the same activity, in the list or in the book; a person may leave a row out for it. `same`
    tells that the book has it already, number for number.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    sheet = models.CharField(max_length=60, blank=True)
    cells = models.JSONField(default=dict)
    draft = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    good = models.BooleanField(default=False)
    twins = models.JSONField(default=list)
    same = models.BooleanField(default=False)
    skipped = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["batch", "sheet", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "sheet", "number"], name="import_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}:{self.number}"


class Entered(models.Model):
    """That a row of a list is in the book, as which entry; written together with the entry.

    Beside the row, for rows are entered by unit and day: marking them would write all of a long list's pages each time.
    """

    row = models.OneToOneField(ImportRow, models.CASCADE, primary_key=True, related_name="entered")
    entry_id = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.row_id} → {self.entry_id}"


class ImportMapping(models.Model):
    """What a person confirmed that the columns under these heads are; offered again for lists alike in the street."""

    tenant = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    signature = models.CharField(max_length=64)
    fields = models.JSONField(default=dict)
    by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "signature"], name="import_mapping_once"),
        ]

    def __str__(self) -> str:
        return "、".join(self.fields)


class SetAside(models.Model):
    """That somebody looked at an entry and found that it answers no measure: it isn't offered in bulk again.

    A remark about the work of attributing, no fact of the book: attributing the entry after all needs no withdrawal.
    """

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="set_aside")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.entry)


class AskQuerySet(models.QuerySet["Ask"]):
    def for_post(self, post: Post | None) -> Self:
        """A worker reads what her unit was asked, those above what was asked below them, within an officer's lines."""
        if post is None or post.kind == PostKind.ADMIN:
            return self.none()
        if post.kind == PostKind.WORKER:
            return self.filter(unit__in=post.unit.carried)
        below = self.filter(unit__path__gte=post.unit.path, unit__path__lt=post.unit.path + "~")
        if post.kind == PostKind.OFFICER and post.line_slugs:
            hers = Q(measure__line__in=post.line_slugs) | Q(measure__line=None, measure__isnull=False)
            return below.filter(
                hers | Q(by__in=post.stands_for) | Q(entry__in=Entry.objects.for_post(post).values("pk"))
            )
        return below

    def open(self) -> Self:
        """Not answered, not taken back; and, where a correction was asked for, the entry still stands as it did."""
        return self.filter(answered_at=None, taken_back_at=None).exclude(
            Q(correction=True) & Q(entry__replaced_by__recorded_at__gte=F("asked_at"))
        )

    def for_list(self) -> Self:
        related = ("unit", "entry__unit", "measure__plan", "by__person", "by__unit", "answered_by__person")
        return self.select_related(*related, "entry__replaced_by").defer("measure__plan__source")


class Ask(models.Model):
    """A question put to a unit about a measure or an entry, or the wish that an entry be corrected; answered once."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("问哪个单位"))
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="+")
    correction = models.BooleanField(default=False)
    text = models.TextField(max_length=500)
    due = models.DateField(_("请在这天前答复"), null=True, blank=True)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["unit", "answered_at"], name="ask_unit_answered")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(entry=None, measure__isnull=False) | Q(entry__isnull=False, measure=None),
                name="ask_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(correction=False) | Q(entry__isnull=False), name="ask_corrects_an_entry"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="ask_says_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="ask_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def act_detail(self) -> dict[str, Any]:
        return {"unit": self.unit.code}

    @property
    def state(self) -> str:
        """answered, taken_back, corrected (what was asked was done), or open."""
        if self.answered_at is not None:
            return "answered"
        if self.taken_back_at is not None:
            return "taken_back"
        later = getattr(self.entry, "replaced_by", None) if self.correction else None
        return "corrected" if later is not None and later.recorded_at >= self.asked_at else "open"


class Distinct(models.Model):
    """That somebody looked at two records that sounded alike and said: not the same activity. `one` is the earlier id.

    A remark that keeps the pair from being told again, no fact of the book.
    """

    one = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    other = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="distinct_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="distinct_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one} / {self.other}"
