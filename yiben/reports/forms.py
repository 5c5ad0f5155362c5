from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiben.lib.periods import Period, today
from yiben.lib.refusals import spoken
from yiben.reports.clerk_templates import offered
from yiben.reports.models import Genre, Template
from yiben.units.models import Post, Unit, UnitKind

DRAFTED = [(genre.value, genre.label) for genre in (Genre.ANNUAL, Genre.QUARTERLY)]
OURS = "ours"


class BuildForm(forms.Form):
    """Which report: of whom, for when."""

    genre = forms.ChoiceField(label=_("种类"), choices=DRAFTED)
    period = forms.CharField(label=_("时段"), max_length=30, help_text=_("如 2025、2025Q3，或 2025-01-01..2025-11-20"))
    unit = forms.ModelChoiceField(label=_("单位"), queryset=Unit.objects.none(), empty_label=None)
    title = forms.CharField(label=_("标题"), max_length=200, required=False, help_text=_("不写则按种类和时段拟定"))

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = Unit.objects.for_post(post).on(today()).exclude(kind=UnitKind.DISTRICT)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = reached
        self.templates = {f"{Genre.TEMPLATE}:{one.pk}": one for one in Template.objects.for_post(post)}
        self.brought = {f"{OURS}:{one.slug}": one for one in offered(post)}
        genre = self.fields["genre"]
        assert isinstance(genre, forms.ChoiceField)
        genre.choices = [
            (_("由一本拟稿，文字可以改"), DRAFTED),
            (_("按一本自带的模板"), [(key, one.called) for key, one in self.brought.items()]),
            *(
                [(_("按本街道的模板"), [(key, one.name) for key, one in self.templates.items()])]
                if self.templates
                else []
            ),
        ]
        self.initial.setdefault("unit", post.unit_id)
        self.initial.setdefault("period", f"{today().year}-01-01..{today()}")

    def clean(self) -> dict[str, Any]:
        """A template chosen is a genre and which one."""
        said = super().clean() or self.cleaned_data
        chosen = said.get("genre", "")
        said["template"] = self.templates.get(chosen)
        said["brought"] = self.brought[chosen].slug if chosen in self.brought else ""
        if said["template"] is not None or said["brought"]:
            said["genre"] = Genre.TEMPLATE
        return said

    def clean_period(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["period"])
        except ValueError as error:
            raise forms.ValidationError(spoken(str(error))) from error


class EditForm(forms.Form):
    """A draft's words. `was` is the text that the page showed, so that nobody's saving is overwritten."""

    title = forms.CharField(label=_("标题"), max_length=200)
    body = forms.CharField(
        label=_("正文"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 28}),
        help_text=_("数字写作 {{ 名称 }}，由账本填入；【表】后写名称列出各社区；【目标表】列出目标完成情况。"),
    )
    was = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class RemarksForm(forms.Form):
    remarks = forms.CharField(
        label=_("意见"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class IssueForm(forms.Form):
    """What is typed when a report is issued."""

    number = forms.CharField(label=_("发文字号"), max_length=60, required=False, help_text=_("如 青棠办〔2025〕36号"))
    date = forms.DateField(label=_("成文日期"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
