from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiben.lib.numbers import number_reading
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.lib.uploads import DOCUMENTS, Upload, received
from yiben.plans.actions import Goal
from yiben.plans.models import Comparator, Frequency, Measure, Scope, Target
from yiben.terms.models import Indicator
from yiben.ui.fields import DayField
from yiben.units.models import Line, Post, Unit, UnitKind

R = TypeVar("R")
Choices = list[tuple[Any, Any]]
_TOO_MUCH = Decimal(10) ** 12


def tried(form: forms.BaseForm, act: Callable[[], R]) -> R | None:
    """What the act gives; None where the form is not filled in, or where the rules say no, which it then tells."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return None


def line_choices() -> Choices:
    return [("", _("不分条线")), *((line.slug, line.name) for line in Line.objects.filter(active=True))]


def indicator_choices(tenant: Unit | None = None) -> Choices:
    """Every indicator with its unit, under the line that it belongs to."""
    groups: dict[str, Choices] = {}
    for indicator in Indicator.objects.seen_by(tenant).filter(active=True).select_related("line"):
        home = indicator.line.name if indicator.line else _("各条线")
        groups.setdefault(home, []).append((indicator.slug, f"{indicator.name}（{indicator.unit}）"))
    return [("", _("请选择指标")), *groups.items()]


class ValueField(forms.CharField):
    """The number of a target, typed in any manner: 2万, １０, 1,286."""

    widget = forms.TextInput(attrs={"class": "n", "inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal:
        # 95% stands as 95 and its unit; elsewhere a percentage is read as 0.95.
        reading = number_reading(super().clean(value).rstrip("%％"))
        if reading.value is None:
            raise forms.ValidationError(reading.problem or _("请填写数字"))
        if reading.value != round(reading.value, 2) or reading.value >= _TOO_MUCH:
            raise forms.ValidationError(_("最多十二位整数、两位小数"))
        return reading.value


class UploadForm(forms.Form):
    """A work-points document; the year only where the document doesn't say it."""

    file = forms.FileField(
        label=gettext_lazy("工作要点文件"),
        help_text=gettext_lazy("Word 文件（.docx）或纯文本（.txt），不超过 20 MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt"}),
    )
    unit = forms.TypedChoiceField(label=gettext_lazy("哪个单位的"), coerce=int)
    year = forms.IntegerField(
        label=gettext_lazy("年度"),
        min_value=2000,
        max_value=2099,
        required=False,
        help_text=gettext_lazy("文件标题里写明了的不用填。"),
    )

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in Unit.objects.for_post(post).on(today())}
        self.fields["unit"].choices = [(pk, unit.name) for pk, unit in self.units.items()]  # type: ignore[attr-defined]
        self.initial.setdefault("unit", post.unit_id)
        if len(self.units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()

    def clean_file(self) -> Upload:
        return _document(self.cleaned_data["file"])

    def said(self) -> dict[str, Any]:
        """What the verb takes."""
        upload = self.cleaned_data["file"]
        unit = self.units[self.cleaned_data["unit"]]
        return {"unit": unit, "filename": upload.name, "data": upload.content, "year": self.cleaned_data["year"]}


class ReviseForm(forms.Form):
    """The revised document of a plan that is tracked."""

    file = forms.FileField(
        label=gettext_lazy("修订稿文件"),
        help_text=gettext_lazy("Word 文件（.docx）或纯文本（.txt），不超过 20 MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt"}),
    )

    def clean_file(self) -> Upload:
        return _document(self.cleaned_data["file"])

    def said(self) -> dict[str, Any]:
        """What the verb takes."""
        upload = self.cleaned_data["file"]
        return {"filename": upload.name, "data": upload.content}


def _document(file: Any) -> Upload:
    try:
        return received(file, types=DOCUMENTS)
    except Refused as refused:
        raise forms.ValidationError(refused.sentence) from refused


class MeasureForm(forms.Form):
    """What a measure is called, whose it is and by when."""

    title = forms.CharField(label=gettext_lazy("任务"), max_length=200)
    line = forms.ChoiceField(label=gettext_lazy("条线"), required=False)
    deadline = DayField(label=gettext_lazy("完成时限"), required=False)
    lead_unit = forms.CharField(label=gettext_lazy("牵头单位"), max_length=80, required=False)
    support_units = forms.CharField(label=gettext_lazy("配合单位"), max_length=200, required=False)
    leader = forms.CharField(label=gettext_lazy("分管领导"), max_length=80, required=False)

    def __init__(self, data: Any = None, *, measure: Measure) -> None:
        names = ("title", "deadline", "lead_unit", "support_units", "leader")
        shown = {name: getattr(measure, name) for name in names} | {"line": measure.line_id or ""}
        super().__init__(data, initial=shown, prefix=f"m{measure.pk}")
        self.fields["line"].choices = line_choices()  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What the verb takes."""
        return self.cleaned_data | {"line": self.cleaned_data["line"] or None}


class TargetForm(forms.Form):
    """One number promised: of what, how much, in all or in each community, by when or how often."""

    indicator = forms.ChoiceField(label=gettext_lazy("指标"), required=False)
    comparator = forms.ChoiceField(label=gettext_lazy("要求"), choices=Comparator.choices)
    value = ValueField(label=gettext_lazy("目标值"), max_length=20)
    unit = forms.CharField(label=gettext_lazy("单位"), max_length=20, required=False)
    scope = forms.ChoiceField(label=gettext_lazy("范围"), choices=Scope.choices)
    frequency = forms.ChoiceField(
        label=gettext_lazy("频次"), choices=[("", gettext_lazy("全年")), *Frequency.choices[:-1]], required=False
    )
    deadline = DayField(label=gettext_lazy("完成时限"), required=False)
    own = forms.BooleanField(label=gettext_lazy("只计对应本任务的记录"), required=False)

    def __init__(self, data: Any = None, *, measure: Measure, offered: Choices, target: Target | None = None) -> None:
        shown = _shown(target) if target else {"own": True, "comparator": Comparator.AT_LEAST, "scope": Scope.TOTAL}
        super().__init__(data, initial=shown, prefix=f"t{target.pk}" if target else f"n{measure.pk}")
        self.fields["indicator"].choices = offered  # type: ignore[attr-defined]
        self.target = target

    @property
    def goal(self) -> Goal:
        """What was typed, as the verbs take it."""
        return Goal(**self.cleaned_data | {"indicator": self.cleaned_data["indicator"] or None})


def _shown(target: Target) -> dict[str, Any]:
    names = ("comparator", "unit", "scope", "frequency", "deadline", "own")
    plain = {name: getattr(target, name) for name in names}
    return plain | {"indicator": target.indicator_id or "", "value": f"{target.value.normalize():f}"}


class IssueForm(forms.Form):
    """Which units a plan goes to: those that don't have it yet, communities and offices ticked."""

    units = forms.TypedMultipleChoiceField(
        label=gettext_lazy("下发到"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, offered: Sequence[Unit]) -> None:
        self.offered = {unit.pk: unit for unit in offered}
        ticked = [unit.pk for unit in offered if unit.kind in (UnitKind.COMMUNITY, UnitKind.OFFICE)]
        super().__init__(data, initial={"units": ticked})
        self.fields["units"].choices = [(pk, unit.name) for pk, unit in self.offered.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Unit]:
        """The units that were ticked, as the verb takes them."""
        return [self.offered[pk] for pk in self.cleaned_data["units"]]


class NoteForm(forms.Form):
    """What a unit says when a plan has arrived; it need not say anything."""

    note = forms.CharField(
        label=gettext_lazy("说明"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("如分工、疑问；可以不写。"),
    )


class ReasonForm(forms.Form):
    """Why a measure is called done, or no longer."""

    reason = forms.CharField(
        label=gettext_lazy("依据"), max_length=300, help_text=gettext_lazy("如验收文件、会议纪要、对应的记录。")
    )
