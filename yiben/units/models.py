from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiben.lib.periods import today


class UnitKind(models.TextChoices):
    DISTRICT = "district", _("区")
    STREET = "street", _("街道")
    COMMUNITY = "community", _("社区")
    OFFICE = "office", _("站办所")


class UnitQuerySet(models.QuerySet["Unit"]):
    def under(self, unit: Unit) -> UnitQuerySet:
        """The unit and all below it, in the tree's order."""
        return self.filter(path__gte=unit.path, path__lt=unit.path + "~")

    def on(self, day: date) -> UnitQuerySet:
        """Units that exist on that day."""
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))

    def for_post(self, post: Post | None) -> UnitQuerySet:
        """What a post may look at: its own unit and all below it, and those that ended into its own."""
        if post is None:
            return self.none()
        below = self.under(post.unit)
        # What ended into her unit stands elsewhere in the tree.
        return below | self.filter(pk__in=post.unit.carried) if post.unit.carries else below


class Unit(models.Model):
    """A node of the tree. Its parent never changes: a merger or move ends it and names a successor.

    `path` is the parent's path and four digits of its own, so that the tree's order is the path's order, and a
    subtree is a range. `tenant` is the street in whose book it writes; a district has none. `origin` is the unit that
    it was split from; `carries` tells the keys of ended units whose open work it goes on with, and from which day; kept
    here because every page of a worker asks.
    """

    code = models.CharField(_("单位代码"), max_length=20, unique=True)
    name = models.CharField(_("单位名称"), max_length=80)
    short_names = models.JSONField(_("简称"), default=list, blank=True)
    kind = models.CharField(_("类别"), max_length=12, choices=UnitKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    tenant = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    path = models.CharField(max_length=80, unique=True)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    carries = models.JSONField(default=list, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="unit_ends_after_it_begins",
                violation_error_message=_("撤销日期不能早于成立日期"),
            ),
            models.CheckConstraint(condition=Q(kind__in=UnitKind.values), name="unit_kind_known"),
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=Q(until=None),
                name="unit_name_unique_under_parent",
                violation_error_message=_("同一上级下已有同名单位"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def act_detail(self) -> dict[str, Any]:
        return {"unit": self.code}

    @property
    def short_name(self) -> str:
        return self.short_names[0] if self.short_names else self.name

    def reaches(self, other: Unit) -> bool:
        """Whether the other unit is this one or below it."""
        return other.path.startswith(self.path)

    @property
    def carried(self) -> list[int]:
        """Whose work is this unit's to go on with: its own, and that of those which ended into it."""
        return [self.pk, *(key for key, since in self.carries if since <= str(today()))]

    def carry(self, other: Unit, since: date) -> None:
        """Go on with another's work, and with what that one went on with, from a day on. Not saved here."""
        known = {key for key, _since in self.carries}
        fresh = [key for key in (other.pk, *(key for key, _since in other.carries)) if key not in known]
        self.carries = [*self.carries, *([key, str(since)] for key in fresh)]

    def called_on(self, day: date) -> str:
        """Its name on that day."""
        former = sorted((one for one in self.former_names.all() if one.until >= day), key=lambda one: one.until)
        return former[0].name if former else self.name

    @property
    def chain_paths(self) -> list[str]:
        """The paths of this unit and of every unit above it, the top first."""
        return [self.path[:end] for end in range(4, len(self.path) + 1, 4)]


class FormerName(models.Model):
    """What a unit was called up to and on a day. Lists that still use the name are read by its short names."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="former_names")
    name = models.CharField(_("单位名称"), max_length=80)
    until = models.DateField(_("至"))

    class Meta:
        ordering: ClassVar = ["until"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "until"], name="one_former_name_a_day")]

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """A line of work (条线), as data."""

    slug = models.SlugField(primary_key=True, max_length=20)
    name = models.CharField(_("条线"), max_length=40)
    short = models.CharField(_("简称"), max_length=20)
    aliases = models.JSONField(default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(_("启用"), default=True)

    class Meta:
        ordering: ClassVar = ["order", "slug"]

    def __str__(self) -> str:
        return self.short

    @property
    def own(self) -> bool:
        """Whether a street added it; its slug begins as no shipped one does."""
        return self.slug.startswith("own-")

    def act_detail(self) -> dict[str, Any]:
        return {"title": self.name, "on": self.active}


class PersonQuerySet(models.QuerySet["Person"]):
    def for_post(self, post: Post | None) -> PersonQuerySet:
        """Those an administrator looks after: who holds or held a post in her subtree."""
        if post is None or post.kind != PostKind.ADMIN:
            return self.none()
        return self.filter(pk__in=Post.objects.under(post.unit).values("person"))


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(login=username)


class Person(AbstractBaseUser):
    """Somebody who can sign in. When and how often she does is not ours to record: there is no last_login.

    `passing` tells that an administrator made the password: nothing but choosing another one is open to her then, and
    that until the day `passing_until`. `open_until` is the end of the month in which an account that stays unused is
    closed (`accounts.py`): it tells no day of use, and is shown nowhere before.
    """

    last_login = None
    login = models.CharField(_("登录名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=40)
    is_active = models.BooleanField(default=True)
    passing = models.BooleanField(default=False)
    passing_until = models.DateField(null=True, blank=True)
    open_until = models.DateField(null=True, blank=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar = ["name"]

    objects = PersonManager()

    def __str__(self) -> str:
        return self.name

    def act_detail(self) -> dict[str, Any]:
        return {"login": self.login}


class Factor(models.Model):
    """A person's second factor. `last_step` is the time step of the last code, which RFC 6238 lets open only once:
    overwritten at each sign-in, shown nowhere."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="factor")
    secret = models.TextField()
    last_step = models.BigIntegerField(default=-1)

    def act_detail(self) -> dict[str, Any]:
        return {"login": self.person.login}


class RecoveryCode(models.Model):
    """A code on paper for the day the phone is lost. It opens once: the row goes with it."""

    factor = models.ForeignKey(Factor, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["factor", "digest"], name="recovery_code_once")]


class PostKind(models.TextChoices):
    WORKER = "worker", _("社区工作者")
    OFFICER = "officer", _("条线干部")
    LEAD = "lead", _("分管领导")
    AUDITOR = "auditor", _("督查审计")
    ADMIN = "admin", _("管理员")


class PostQuerySet(models.QuerySet["Post"]):
    def under(self, unit: Unit) -> PostQuerySet:
        """Posts of the unit and of all below it."""
        return self.filter(unit__path__gte=unit.path, unit__path__lt=unit.path + "~")

    def on(self, day: date) -> PostQuerySet:
        """Posts that are held on that day by a person who may sign in."""
        held = self.filter(since__lte=day, person__is_active=True)
        return held.filter(Q(until=None) | Q(until__gte=day)).select_related("person", "unit__tenant")


class Post(models.Model):
    """A person acting for a unit, in a kind of post, for lines, from–to. Whoever acts, acts in a post."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    kind = models.CharField(_("岗位"), max_length=12, choices=PostKind.choices)
    lines = models.ManyToManyField(Line, blank=True, related_name="posts")
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=PostKind.values), name="post_kind_known"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="post_ends_after_it_begins",
                violation_error_message=_("离任日期不能早于到任日期"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_kind_display()} · {self.person}"

    @property
    def title(self) -> str:
        return f"{self.unit.short_name} · {self.get_kind_display()}"

    @property
    def lines_told(self) -> str:
        """What tells an officer's posts apart where one person holds several: the lines that each is for."""
        if self.kind != PostKind.OFFICER:
            return ""
        return "、".join(line.short for line in self.lines.all()) or str(_("各条线"))

    def act_detail(self) -> dict[str, Any]:
        until = str(self.until) if self.until else None
        return {"login": self.person.login, "unit": self.unit.code, "kind": str(self.kind), "until": until}

    @cached_property
    def line_slugs(self) -> tuple[str, ...]:
        """The lines the post is for; none named means all of them."""
        return tuple(line.slug for line in self.lines.all())

    def manages(self, person: Person) -> bool:
        """Whether all the posts that somebody ever held lie below: who opens her account opens every one of them."""
        units = [post.unit for post in person.posts.select_related("unit")]
        return bool(units) and all(self.unit.reaches(unit) for unit in units)

    def answers_for(self, line: str | None) -> bool:
        return not self.line_slugs or line is None or line in self.line_slugs

    @cached_property
    def stands_for(self) -> frozenset[int]:
        """The keys of the posts whose work is hers to go on with: this one, and what was handed over to it."""
        found, fresh = {self.pk}, {self.pk}
        while fresh:
            handed = Handover.objects.filter(to__in=fresh, since__lte=today()).values_list("post", flat=True)
            fresh = set(handed) - found
            found |= fresh
        return frozenset(found)

    @property
    def tenant(self) -> Unit:
        """The street in whose book this post writes; a district's post reads from its own unit down."""
        return self.unit.tenant or self.unit


class Handover(models.Model):
    """What was open in one post is gone on with in another, from a day on. What was done in it stays its own."""

    post = models.OneToOneField(Post, models.PROTECT, related_name="handed_over")
    to = models.ForeignKey(Post, models.PROTECT, related_name="taken_over")
    since = models.DateField(_("自"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(post=F("to")), name="handed_over_to_another_post"),
        ]

    def act_detail(self) -> dict[str, Any]:
        return {"login": self.post.person.login, "to": self.to.person.login, "start": str(self.since)}


class ActQuerySet(models.QuerySet["Act"]):
    def for_post(self, post: Post | None) -> ActQuerySet:
        """An auditor reads what was done in her subtree, an administrator what was done there to units and people."""
        if post is None or post.kind not in (PostKind.AUDITOR, PostKind.ADMIN):
            return self.none()
        below = Q(post__unit__path__gte=post.unit.path, post__unit__path__lt=post.unit.path + "~")
        # What the system did by itself concerns the whole tree, and is seen from its top.
        seen = self.filter(below | Q(post=None) if post.unit.parent_id is None else below)
        # An administrator keeps people, units and the catalogue, and sees what was done to those.
        hers = Q(verb__startswith="units.") | Q(verb__startswith="terms.")
        return seen if post.kind == PostKind.AUDITOR else seen.filter(hers)


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def for_post(self, post: Post | None) -> FeedbackQuerySet:
        """An administrator reads what was said below her unit; everybody what she said herself."""
        if post is None:
            return self.none()
        hers = Q(by=post.person_id)
        if post.kind == PostKind.ADMIN:
            hers |= Q(unit__path__gte=post.unit.path, unit__path__lt=post.unit.path + "~")
        return self.filter(hers).select_related("by", "unit", "answered_by")


class Feedback(models.Model):
    """What somebody says of Yiben itself, and what the administrator answers."""

    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    page = models.CharField(max_length=200, blank=True)
    text = models.TextField(_("您的意见"), max_length=2000)
    at = models.DateTimeField()
    answer = models.TextField(_("答复"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="feedback_says_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="feedback_answered_by_somebody",
            ),
        ]

    def act_detail(self) -> dict[str, Any]:
        return {"unit": self.unit.code}


class Act(models.Model):
    """Who did what, when, about what: written by every verb in its own transaction, never changed."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=40)
    about = models.CharField(max_length=80, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()

    objects = ActQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["about"]), models.Index(fields=["at"])]

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AssertionError("an act is never deleted")
