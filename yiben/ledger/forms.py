from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiben.ledger.amounts import read_amount, said
from yiben.ledger.content import Amount, Content
from yiben.ledger.models import Entry, EntryQuerySet, Quantity
from yiben.ledger.words import units_written_for
from yiben.lib.canonical import uuid7
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.plans.models import Measure
from yiben.terms.models import Kind, Metric, Topic
from yiben.ui.fields import DayField
from yiben.units.models import Line, Post, PostKind, Unit

Choices = list[tuple[Any, Any]]
IN_SIGHT = ("attendances", "people", "volunteers", "money")
"""The counts that stand open in the form; the others are folded."""


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


class AmountField(forms.CharField):
    """How many of a metric; "30余" is kept with its words. Empty means not told."""

    def __init__(self, metric: Metric, noun: str = "") -> None:
        label = f"{metric.name}（{noun or metric.unit}）" if noun or metric.unit not in metric.name else metric.name
        keys = forms.TextInput(attrs={"class": "n", "inputmode": "decimal", "autocomplete": "off"})
        super().__init__(required=False, max_length=40, label=label, widget=keys)
        self.metric, self.noun = metric, noun

    def clean(self, value: Any) -> Amount | None:
        reading = read_amount(super().clean(value), self.metric.slug)
        if reading.problem:
            raise ValidationError(reading.problem)
        amount = reading.value
        return Amount(amount.metric, amount.value, amount.words, self.noun) if amount else None


class MeasureBoxes(forms.Form):
    """A form that asks which of the street's tracked measures an entry answers."""

    measures = forms.TypedMultipleChoiceField(
        label=gettext_lazy("对应任务"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    def offer_measures(self, tenant: Unit, borne: Iterable[UUID] = ()) -> None:
        self.tracked = measures_of(tenant, borne)
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
    ) -> None:
        shown = (_initial(standing) if standing else {}) | (initial or {})
        super().__init__(data, initial=shown)
        self.post, self.fixed = post, unit
        self._offer_units(today)
        self._offer_words(standing)
        self._offer_amounts(standing)

    def _offer_units(self, today: date) -> None:
        units = [self.fixed] if self.fixed else units_written_for(self.post, today)
        self._field("unit").choices = [(unit.pk, unit.name) for unit in units]
        if len(units) == 1:
            # A worker has one unit; asking her would be a tap for nothing.
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial["unit"] = units[0].pk
        street = Unit.objects.under(self.post.tenant).on(today)
        own = {unit.pk for unit in units} if len(units) == 1 else set()
        self._field("cohosts").choices = [(unit.pk, unit.short_name) for unit in street if unit.pk not in own]

    def _offer_words(self, standing: Content | None) -> None:
        kinds = [(kind.slug, kind.name) for kind in Kind.objects.filter(active=True)]
        self._field("kind").choices = [("", _("请选择")), *kinds]
        self._field("topic").choices = topic_choices()
        self._field("lines").choices = line_choices()
        self.offer_measures(self.post.tenant, standing.measures if standing else ())

    def _offer_amounts(self, standing: Content | None) -> None:
        metrics = {metric.slug: metric for metric in Metric.objects.filter(active=True)}
        for slug, metric in metrics.items():
            self.fields[slug] = AmountField(metric)
        for number, amount in enumerate(a for a in (standing.amounts if standing else ()) if a.noun):
            self.fields[f"{amount.metric}-{number}"] = AmountField(metrics[amount.metric], amount.noun)
            self.initial[f"{amount.metric}-{number}"] = said(amount)

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


def _initial(content: Content) -> dict[str, Any]:
    names = ("kind", "title", "start", "end", "place", "topic", "note", "summary", "lines", "measures", "cohosts")
    shown = {name: getattr(content, name) for name in names} | {"unit": content.unit_id}
    return shown | {amount.metric: said(amount) for amount in content.amounts if not amount.noun}


def refuse(form: forms.Form, refused: Refused) -> None:
    """Put what the rules said beside the field that it is about."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)


class ReasonForm(forms.Form):
    """Why: for a void or an erasure. Its id makes a second press harmless."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    reason = forms.CharField(
        label=gettext_lazy("原因"), max_length=300, error_messages={"required": gettext_lazy("请写明原因")}
    )


class AttributeForm(MeasureBoxes):
    """Which lines an entry bears and which measures it answers."""

    lines = forms.MultipleChoiceField(label=gettext_lazy("条线"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, entry: Entry) -> None:
        assert entry.unit.tenant is not None
        borne = [measure.pk for measure in entry.measures]
        super().__init__(data, initial={"lines": [line.slug for line in entry.lines], "measures": borne})
        cast("forms.ChoiceField", self.fields["lines"]).choices = line_choices()
        self.offer_measures(entry.unit.tenant, borne)


class PeriodField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, **kwargs)

    def clean(self, value: Any) -> Period | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return Period.parse(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error


STATES = {
    "": gettext_lazy("有效"),
    "late": gettext_lazy("有效，补录的"),
    "approx": gettext_lazy("有效，含约数的"),
    "corrected": gettext_lazy("已更正"),
    "void": gettext_lazy("已作废"),
    "all": gettext_lazy("全部"),
}


class FilterForm(forms.Form):
    """The filters of the list, as they stand in the URL. What can't be read is told and left out."""

    period = PeriodField(label=gettext_lazy("时段"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("单位"), required=False)
    line = forms.ChoiceField(label=gettext_lazy("条线"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("类型"), required=False)
    words = forms.CharField(label=gettext_lazy("文字"), required=False, max_length=60)
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False, choices=list(STATES.items()))
    measure = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, post: Post, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.post = post
        every: Choices = [("", _("全部"))]
        self.units = [] if post.kind == PostKind.WORKER else list(Unit.objects.for_post(post))
        if len(self.units) > 1:
            self._offer("unit", every + [(unit.code, unit.short_name) for unit in self.units])
        else:
            del self.fields["unit"]
        self._offer("line", [*every, *Line.objects.values_list("slug", "short")])
        self._offer("kind", [*every, *Kind.objects.values_list("slug", "name")])
        self.fields["period"].widget.attrs.update({"placeholder": f"{today.year}、{today.year}Q1、{today.year}-03"})

    def _offer(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def entries(self) -> EntryQuerySet:
        """The entries of the post that pass the filters."""
        self.is_valid()
        asked = self.cleaned_data
        found = _in_state(Entry.objects.for_post(self.post), asked.get("state", ""))
        if period := asked.get("period"):
            found = found.within(period)
        if unit := next((u for u in self.units if u.code == asked.get("unit")), None):
            found = found.held_under(unit)
        if line := asked.get("line"):
            found = found.bearing_line(line)
        if kind := asked.get("kind"):
            found = found.filter(kind=kind)
        if measure := asked.get("measure"):
            found = found.for_measure(measure)
        for word in asked.get("words", "").split():
            found = found.filter(Q(title__icontains=word) | Q(place__icontains=word) | Q(note__icontains=word))
        return found


def _in_state(entries: EntryQuerySet, state: str) -> EntryQuerySet:
    # A withdrawal is told by the entry that it withdraws; it is no row of its own.
    facts = entries.filter(void=False)
    match state:
        case "all":
            return facts
        case "void":
            return facts.filter(replaced_by__void=True)
        case "corrected":
            return facts.filter(replaced_by__void=False)
        case "late":
            return facts.standing().filter(late=True)
        case "approx":
            return facts.standing().filter(pk__in=Quantity.objects.exclude(words="").values("entry"))
    return facts.standing()


class ClosingForm(forms.Form):
    period = PeriodField(label=gettext_lazy("时段"))
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=300, required=False)


class UploadForm(forms.Form):
    """A list as a file, and the unit whose rows name none."""

    file = forms.FileField(
        label=gettext_lazy("表格文件"),
        help_text=gettext_lazy("xlsx、xls、ods 或 csv，不超过 20 MB。文件读完即弃，只保留导入的内容。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"required": gettext_lazy("请选一个文件")},
    )
    unit = forms.TypedChoiceField(
        label=gettext_lazy("表里没写单位的，记在"), coerce=int, help_text=gettext_lazy("表里有“单位”一列的，以表为准。")
    )

    def __init__(self, *args: Any, post: Post, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in units_written_for(post, today)}
        cast("forms.ChoiceField", self.fields["unit"]).choices = [(u.pk, u.name) for u in self.units.values()]
        if len(self.units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial["unit"] = next(iter(self.units))

    def chosen_unit(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]
