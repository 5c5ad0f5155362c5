from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiben.lib.periods import Period, today
from yiben.lib.refusals import spoken
from yiben.lib.refused import Refused
from yiben.lib.uploads import Type, Upload, received
from yiben.reports.clerks import MOST_FILE
from yiben.reports.defaults import Ours, ours
from yiben.reports.models import Genre, Template
from yiben.units.models import Post, Unit, UnitKind

DRAFTED = [(genre.value, genre.label) for genre in (Genre.ANNUAL, Genre.QUARTERLY)]
OURS = "ours"


def offered(post: Post) -> list[Ours]:
    """The templates brought along whose figures a post may all cite."""
    return [one for one in ours().values() if _all_hers(one, post)]


def _all_hers(one: Ours, post: Post) -> bool:
    return not post.line_slugs or (not one.all_lines and (not one.line or one.line in post.line_slugs))


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


class TemplateForm(forms.Form):
    """A Word file to draft reports by."""

    file = forms.FileField(
        label=_("Word 文件"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=_("在 Word 或 WPS 里做好，另存为 .docx；要填数字的地方写 {{ 名称 }}。"),
    )
    name = forms.CharField(
        label=_("名称"), max_length=60, required=False, help_text=_("不写则用文件的名称；换下一份时，不写就不改名称")
    )
    replaces = forms.ModelChoiceField(
        label=_("换下"),
        queryset=Template.objects.none(),
        required=False,
        empty_label=_("不换，另加一份"),
        help_text=_("改好的新一版选它换下的那份：以后起草用新的，以前的每一版都留着。"),
    )

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["replaces"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Template.objects.for_post(post)
        if not field.queryset.exists():
            del self.fields["replaces"]

    def clean_file(self) -> Upload:
        try:
            return received(self.cleaned_data["file"], types={Type.DOCX}, most=MOST_FILE)
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused


class RemarksForm(forms.Form):
    remarks = forms.CharField(
        label=_("意见"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class IssueForm(forms.Form):
    """What is typed when a report is issued."""

    number = forms.CharField(label=_("发文字号"), max_length=60, required=False, help_text=_("如 青棠办〔2025〕36号"))
    date = forms.DateField(label=_("成文日期"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
