from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiben.ledger.asking import Choices, MeasureBoxes, line_choices
from yiben.ledger.models import Entry, EntryQuerySet, Quantity
from yiben.ledger.search import sought
from yiben.ledger.sign_in_sheet import MOST_PEOPLE, SignInSheet
from yiben.ledger.words import units_written_for
from yiben.lib.canonical import uuid7
from yiben.lib.periods import Period
from yiben.lib.refusals import spoken
from yiben.lib.refused import Refused
from yiben.terms.models import Kind
from yiben.ui.fields import DayField
from yiben.units.models import Line, Post, PostKind, Unit


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
            raise ValidationError(spoken(str(error))) from error


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

    words = forms.CharField(
        label=gettext_lazy("搜索"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": gettext_lazy("名称、地点、单位、日期")}),
    )
    period = PeriodField(label=gettext_lazy("时段"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("单位"), required=False)
    line = forms.ChoiceField(label=gettext_lazy("条线"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("类型"), required=False)
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

    @property
    def typed(self) -> str:
        """What is searched for."""
        self.is_valid()
        return str(self.cleaned_data.get("words", ""))

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
        return sought(found, self.typed, post=self.post)


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
        help_text=gettext_lazy("xlsx、xls、ods 或 csv，不超过 30 MB、十万行。文件读完即弃，只保留导入的内容。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"required": gettext_lazy("请选一个文件")},
    )
    unit = forms.TypedChoiceField(
        label=gettext_lazy("表里没写单位的，记在"), coerce=int, help_text=gettext_lazy("表里有“单位”一列的，以表为准。")
    )

    sheet = forms.CharField(required=False, max_length=200, strip=False, widget=forms.HiddenInput())
    head = forms.IntegerField(
        label=gettext_lazy("表头在第几行"),
        help_text=gettext_lazy("照 Excel 左边的行号填，再选一次这份文件；各列认作什么，读出来再选。"),
        required=False,
        min_value=1,
        max_value=10_000,
        widget=forms.HiddenInput(),
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

    def heads(self) -> dict[str, int]:
        """The row that was pointed at as a head, by its sheet; by "" for any in which none is found."""
        return {self.cleaned_data["sheet"]: head} if (head := self.cleaned_data["head"]) else {}

    def ask_for_the_head(self) -> None:
        """Show the field for it: none was found."""
        self.fields["head"].widget = forms.NumberInput(attrs={"class": "n", "min": 1})


class SignInSheetForm(forms.Form):
    """What a blank sheet to sign shall say. It is asked for by its address alone: nothing is kept."""

    title = forms.CharField(
        label=gettext_lazy("活动名称"), max_length=60, error_messages={"required": gettext_lazy("请写活动名称")}
    )
    start = DayField(label=gettext_lazy("哪一天"), required=False, help_text=gettext_lazy("不填就留空，现场手写。"))
    place = forms.CharField(label=gettext_lazy("地点"), max_length=60, required=False)
    people = forms.IntegerField(
        label=gettext_lazy("几个人签"),
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"class": "n"}),
    )
    addresses = forms.BooleanField(
        label=gettext_lazy("要“单位或住址”一栏"),
        required=False,
        help_text=gettext_lazy("用不着就不要：少留一样是一样。"),
    )

    def sheet(self, unit: Unit) -> SignInSheet:
        return SignInSheet(unit=unit.name, **self.cleaned_data)
