"""What an entry asks, wherever it is asked: on the book's own page, on a phone, and of a brief that was read.

It stands apart from `forms.py` because the rooms above ask the same questions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiben.ledger.amounts import read_amount, said
from yiben.ledger.content import Amount, Content
from yiben.ledger.models import Entry
from yiben.ledger.unusual import Activity, for_browser, unusual
from yiben.ledger.words import units_written_for
from yiben.lib.canonical import plain_decimal, uuid7
from yiben.plans.models import Measure, Upcoming
from yiben.plans.upcoming import settle
from yiben.terms.models import Kind, Metric, Topic
from yiben.ui.fields import DayField
from yiben.ui.templatetags.ui import number
from yiben.units.models import Line, Post, Unit

Choices = list[tuple[Any, Any]]
SURE = gettext_lazy("确实是 %(many)s")
IN_SIGHT = ("attendances", "people", "volunteers", "money")
"""The counts that stand open in the form; the others are folded."""
_USUAL = 6


def line_choices() -> Choices:
    return [(line.slug, line.name) for line in Line.objects.filter(active=True)]


def measures_of(tenant: Unit, borne: Iterable[UUID] = ()) -> list[Measure]:
    """What can be answered: the street's tracked measures, the newest plan first; and those that an entry answers
    already, though a revision has left them out since."""
    tracked = Measure.objects.tracked().filter(plan__unit=tenant).values("pk")
    answered = Measure.objects.filter(Q(pk__in=tracked) | Q(pk__in=list(borne)))
    return list(answered.select_related("plan", "line").order_by("-plan__year", "plan", "order"))


def topic_choices() -> Choices:
    """Topics under the kinds that they belong to."""
    kinds = dict(Kind.objects.values_list("slug", "name"))
    groups: dict[str, Choices] = {}
    for topic in Topic.objects.filter(active=True):
        words = "、".join(str(kinds[slug]) for slug in topic.kinds if slug in kinds) or _("不限类型")
        groups.setdefault(words, []).append((topic.slug, topic.name))
    return [("", "—"), *groups.items()]


def as_announced(asked: str, post: Post) -> dict[str, Any]:
    """The form's values for an activity that stands in the calendar; empty where it isn't this post's."""
    try:
        found = Upcoming.objects.for_post(post).open().filter(pk=UUID(asked)).first()
    except ValueError:
        return {}
    if found is None:
        return {}
    said = {"upcoming": found.pk, "unit": found.unit_id, "kind": found.kind_id, "title": found.title}
    return said | {"start": found.start, "end": found.end, "place": found.place}


def usual_kinds(post: Post, today: date) -> list[str]:
    """The kinds that the post's unit, or what lies below it, held most in the last half year, the most usual first."""
    lately = Entry.objects.for_post(post).filter(start__gte=today - timedelta(days=183), start__lte=today, void=False)
    counted = lately.order_by().values_list("kind").annotate(times=Count("pk")).order_by("-times", "kind")
    return [kind for kind, _times in counted[:_USUAL]]


class AmountField(forms.CharField):
    """How many of a metric; "30余" is kept with its words. Empty means not told."""

    def __init__(self, metric: Metric, noun: str = "") -> None:
        label = f"{metric.name}（{noun or metric.unit}）" if noun or metric.unit not in metric.name else metric.name
        told = {"data-metric": metric.slug, "data-noun": noun}
        keys = forms.TextInput(attrs={"class": "n", "inputmode": "decimal", "autocomplete": "off"} | told)
        super().__init__(required=False, max_length=40, label=label, widget=keys)
        self.metric, self.noun = metric, noun
        self.asked: Asked | None = None

    def clean(self, value: Any) -> Amount | None:
        reading = read_amount(super().clean(value), self.metric.slug)
        if reading.problem:
            raise ValidationError(reading.problem)
        amount = reading.value
        return Amount(amount.metric, amount.value, amount.words, self.noun) if amount else None


class Asked(NamedTuple):
    """An amount that is asked back beside its field: the box that says it is so, what it says, whether it is ticked."""

    name: str
    value: str
    label: str
    ticked: bool


@dataclass(frozen=True)
class Offers:
    """What a post may choose from in the form of an entry, looked up once for any number of forms."""

    units: list[Unit]
    cohosts: list[Unit]
    kinds: list[Kind]
    topics: Choices
    lines: Choices
    metrics: dict[str, Metric]
    measures: list[Measure]

    @classmethod
    def to(cls, post: Post, today: date, *, borne: Iterable[UUID] = (), unit: Unit | None = None) -> Offers:
        units = [unit] if unit else units_written_for(post, today)
        own = {one.pk for one in units} if len(units) == 1 else set()
        return cls(
            units=units,
            cohosts=[one for one in Unit.objects.under(post.tenant).on(today) if one.pk not in own],
            kinds=list(Kind.objects.filter(active=True)),
            topics=topic_choices(),
            lines=line_choices(),
            metrics={metric.slug: metric for metric in Metric.objects.filter(active=True)},
            measures=measures_of(post.tenant, borne),
        )


class MeasureBoxes(forms.Form):
    """A form that asks which of the street's tracked measures an entry answers."""

    measures = forms.TypedMultipleChoiceField(
        label=gettext_lazy("对应任务"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    def offer_measures(self, tenant: Unit, borne: Iterable[UUID] = ()) -> None:
        self.offer_these(measures_of(tenant, borne))

    def offer_these(self, measures: list[Measure]) -> None:
        self.tracked = measures
        choices = [(measure.pk, f"{measure.path} {measure.title}".strip()) for measure in self.tracked]
        cast("forms.ChoiceField", self.fields["measures"]).choices = choices

    def measure_rows(self) -> list[tuple[str, list[tuple[Measure, BoundWidget]], bool]]:
        """The measures with their boxes, by the plan and line that they stand in; whether any of them is ticked."""
        ticked = {str(value) for value in self["measures"].value() or ()}
        groups: dict[str, list[tuple[Measure, BoundWidget]]] = {}
        for measure, box in zip(self.tracked, self["measures"].subwidgets, strict=True):
            line = measure.line.name if measure.line else _("未分条线")
            groups.setdefault(f"{measure.plan.year} · {line}", []).append((measure, box))
        return [
            (group, rows, any(str(measure.pk) in ticked for measure, _box in rows)) for group, rows in groups.items()
        ]


class EntryForm(MeasureBoxes):
    """One entry: new, in the place of another (`standing` is what that one says), or copied from one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    upcoming = forms.UUIDField(widget=forms.HiddenInput, required=False)
    unit = forms.TypedChoiceField(label=gettext_lazy("单位"), coerce=int)
    kind = forms.ChoiceField(label=gettext_lazy("活动类型"), error_messages={"required": gettext_lazy("请选活动类型")})
    title = forms.CharField(
        label=gettext_lazy("活动名称"),
        max_length=200,
        help_text=gettext_lazy("一句话写清做了什么，不写个人信息。"),
        error_messages={"required": gettext_lazy("请写活动名称")},
    )
    start = DayField(label=gettext_lazy("哪一天"), error_messages={"required": gettext_lazy("请选日期")})
    end = DayField(label=gettext_lazy("结束日期"), required=False, help_text=gettext_lazy("一天的活动不用填。"))
    place = forms.CharField(label=gettext_lazy("地点"), max_length=120, required=False)
    topic = forms.ChoiceField(label=gettext_lazy("事项"), required=False)
    lines = forms.MultipleChoiceField(label=gettext_lazy("条线"), required=False, widget=forms.CheckboxSelectMultiple)
    cohosts = forms.TypedMultipleChoiceField(
        label=gettext_lazy("联合单位"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=gettext_lazy("备注"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    summary = forms.BooleanField(
        label=gettext_lazy("补录汇总"), required=False, help_text=gettext_lazy("这一条合计了多场活动，场次照实填写。")
    )
    reason = forms.CharField(
        label=gettext_lazy("原因"), max_length=300, required=False, help_text=gettext_lazy("已结账的月份要写明。")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        post: Post,
        today: date,
        standing: Content | None = None,
        unit: Unit | None = None,
        initial: dict[str, Any] | None = None,
        prefix: str | None = None,
        offers: Offers | None = None,
    ) -> None:
        shown = (initial_of(standing) if standing else {}) | (initial or {})
        super().__init__(data, initial=shown, prefix=prefix)
        borne = standing.measures if standing else ()
        self._offer(offers or Offers.to(post, today, borne=borne, unit=unit))
        self._offer_named(standing)

    def _offer(self, offers: Offers) -> None:
        self._field("unit").choices = [(unit.pk, unit.name) for unit in offers.units]
        if len(offers.units) == 1:
            # A worker has one unit; asking her would be a tap for nothing.
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial["unit"] = offers.units[0].pk
        self._field("cohosts").choices = [(unit.pk, unit.short_name) for unit in offers.cohosts]
        self._field("kind").choices = [("", _("请选择")), *((kind.slug, kind.name) for kind in offers.kinds)]
        self._field("kind").widget.attrs["data-most"] = _usual(offers)
        self._field("topic").choices = offers.topics
        self._field("lines").choices = offers.lines
        self.offer_these(offers.measures)
        for slug, metric in offers.metrics.items():
            self.fields[slug] = AmountField(metric)
        self.metrics = offers.metrics

    def _offer_named(self, standing: Content | None) -> None:
        """An amount that has a noun of its own keeps a field of its own."""
        for at, amount in enumerate(a for a in (standing.amounts if standing else ()) if a.noun):
            self.fields[f"{amount.metric}-{at}"] = AmountField(self.metrics[amount.metric], amount.noun)
            self.initial[f"{amount.metric}-{at}"] = said(amount)

    def _field(self, name: str) -> forms.ChoiceField:
        return cast("forms.ChoiceField", self.fields[name])

    # -- what the template asks for

    def first_fields(self) -> list[BoundField]:
        return [self[name] for name in ("unit", "kind", "title", "start")]

    def counts_in_sight(self) -> list[BoundField]:
        return [self[name] for name in IN_SIGHT]

    def other_counts(self) -> list[BoundField]:
        named = [name for name, field in self.fields.items() if isinstance(field, AmountField)]
        return [self[name] for name in named if name not in IN_SIGHT]

    def other_fields(self) -> list[BoundField]:
        return [self[name] for name in ("place", "end", "topic", "lines", "cohosts", "note", "summary")]

    def told(self, fields: Iterable[BoundField]) -> bool:
        """Whether any of these is filled in or wrong: then their fold stands open."""
        return any(field.errors or field.value() for field in fields)

    def counts_open(self) -> bool:
        return self.told(self.other_counts())

    def others_open(self) -> bool:
        return self.told(self.other_fields())

    def measures_open(self) -> bool:
        return self.told([self["measures"]])

    # -- what it says

    def clean(self) -> dict[str, Any]:
        """An amount that is seldom true is asked back, until the box beside it says that it is."""
        said = super().clean() or self.cleaned_data
        told = Activity(said.get("kind", ""), said.get("start"), said.get("end"), bool(said.get("summary")))
        amounts = {n: a for n, a in said.items() if isinstance(self.fields.get(n), AmountField) and a}
        most = {a.metric: max(b.value for b in amounts.values() if b.metric == a.metric) for a in amounts.values()}
        asked = unusual(told, most.items())
        for name, amount in amounts.items():
            if amount.metric in asked and amount.value == most[amount.metric]:
                self._ask(name, amount)
        return said

    def _ask(self, name: str, amount: Amount) -> None:
        field = cast(AmountField, self.fields[name])
        many = f"{number(amount.value)} {amount.noun or field.metric.unit}"
        box = self.add_prefix(f"{name}-sure")
        ticked = self.data.get(box) == plain_decimal(amount.value)
        field.asked = Asked(box, plain_decimal(amount.value), SURE % {"many": many}, ticked)
        if not ticked:
            self.add_error(name, _("比平常多得多，请核对；没有错就勾上"))

    def settle(self, post: Post) -> None:
        """What was announced, and is logged with this, leaves the calendar."""
        if asked := self.cleaned_data["upcoming"]:
            for one in Upcoming.objects.for_post(post).filter(pk=asked):
                settle(one)

    def content(self) -> dict[str, Any]:
        """The fields of Content that were typed, but for unit, id and reason."""
        said = self.cleaned_data
        amounts = tuple(v for name, v in said.items() if isinstance(self.fields[name], AmountField) and v)
        plain = {name: said[name] for name in ("kind", "title", "start", "end", "place", "topic", "note", "summary")}
        several = {name: tuple(said[name]) for name in ("lines", "measures", "cohosts")}
        return plain | several | {"amounts": amounts}

    def new_content(self) -> Content:
        said = self.cleaned_data
        return Content(unit_id=said["unit"], id=said["id"], reason=said["reason"].strip(), **self.content())

    def clean_title(self) -> str:
        return " ".join(str(self.cleaned_data["title"]).split())


def _usual(offers: Offers) -> str:
    """What a browser that sends by itself asks back, and in which words."""
    units = {slug: metric.unit for slug, metric in offers.metrics.items()}
    words = {"ask": _("比平常多得多，请核对；没有错就勾上"), "sure": SURE % {"many": "{many}"}}
    return json.dumps({**for_browser(kind.slug for kind in offers.kinds), "units": units, **words}, ensure_ascii=False)


def initial_of(content: Content) -> dict[str, Any]:
    """What the form of an entry shows of it, by the names of its fields."""
    names = ("kind", "title", "start", "end", "place", "topic", "note", "summary", "lines", "measures", "cohosts")
    shown = {name: getattr(content, name) for name in names} | {"unit": content.unit_id}
    return shown | {amount.metric: said(amount) for amount in content.amounts if not amount.noun}
