from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiben.terms.counting import Counting
from yiben.terms.models import IndicatorVersion, Kind, Metric, Topic, definitions
from yiben.ui.fields import DayField
from yiben.units.models import Line, Unit


class FindForm(forms.Form):
    """Narrow the catalogue to a line, or to names with these characters in them."""

    q = forms.CharField(label=gettext_lazy("名称"), required=False, max_length=40)
    line = forms.ChoiceField(label=gettext_lazy("条线"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [(line.slug, line.name) for line in Line.objects.filter(active=True)]
        self.fields["line"].choices = [("", _("全部")), *lines]  # type: ignore[attr-defined]


ADDS = (
    ("sum", gettext_lazy("相加：逐条记录加起来")),
    ("last", gettext_lazy("取期末的数：存量，如队伍数、阵地数")),
    ("max", gettext_lazy("取最大的一个：如单场最多")),
    ("distinct", gettext_lazy("数有几个单位做过，不重复")),
    ("ratio", gettext_lazy("两数相除：如办结率")),
)
HELD = (
    ("held", gettext_lazy("只算主办的")),
    ("held-or-cohosted", gettext_lazy("主办和联合举办的都算")),
)


class CountingForm(forms.Form):
    """What an indicator counts and how it adds up: the part that makes a version."""

    words = forms.CharField(
        label=gettext_lazy("口径"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=600,
        help_text=gettext_lazy("用两三句话写清：算什么，不算什么，各单位的数怎样合起来。"),
    )
    metric = forms.ChoiceField(label=gettext_lazy("计什么"))
    adds = forms.ChoiceField(label=gettext_lazy("怎样合计"), choices=ADDS)
    line = forms.ChoiceField(label=gettext_lazy("条线"), required=False)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("活动类型"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("一个也不选，就是不限。期末的数只取自“情况”。"),
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("事项"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("一个也不选，就是不限。"),
    )
    held = forms.ChoiceField(label=gettext_lazy("联合举办的"), choices=HELD)
    numerator = forms.ChoiceField(
        label=gettext_lazy("被除的指标"), required=False, help_text=gettext_lazy("只在两数相除时填。")
    )
    denominator = forms.ChoiceField(
        label=gettext_lazy("作除数的指标"), required=False, help_text=gettext_lazy("只在两数相除时填。")
    )
    sensitive = forms.BooleanField(
        label=gettext_lazy("对外公布时，1至4写作“少于5”"),
        required=False,
        help_text=gettext_lazy("帮扶、福利、筛查一类的数要选。"),
    )
    since = DayField(label=gettext_lazy("自哪一天起"))
    why = forms.CharField(label=gettext_lazy("为何"), max_length=300)

    def __init__(self, *args: Any, tenant: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = [(d.slug, f"{d.name}（{d.unit}）") for d in definitions(tenant).values() if d.adds != "ratio"]
        offered = {
            "metric": [(m.slug, f"{m.name}（{m.unit}）") for m in Metric.objects.filter(active=True)],
            "line": [("", _("不分条线")), *Line.objects.filter(active=True).values_list("slug", "name")],
            "kinds": list(Kind.objects.filter(active=True).values_list("slug", "name")),
            "topics": list(Topic.objects.filter(active=True).values_list("slug", "name")),
            "numerator": [("", "—"), *plain],
            "denominator": [("", "—"), *plain],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def counting(self) -> Counting:
        """What was said, as the verbs take it."""
        said = {name: self.cleaned_data[name] for name in Counting.__dataclass_fields__}
        return Counting(**said | {"kinds": tuple(said["kinds"]), "topics": tuple(said["topics"])})


class DefineForm(CountingForm):
    """A street's own indicator."""

    name = forms.CharField(
        label=gettext_lazy("名称"), max_length=60, help_text=gettext_lazy("写明计量，如“护河巡查志愿服务场次”。")
    )
    unit = forms.CharField(label=gettext_lazy("单位"), max_length=10, help_text=gettext_lazy("如场、人次、件、%。"))
    aliases = forms.CharField(
        label=gettext_lazy("也写作"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("工作要点、汇报里的其他写法，用顿号隔开。读工作要点时按这些写法找到它。"),
    )

    even_so = forms.BooleanField(
        label=gettext_lazy("和别的指标数的一样也要建"),
        required=False,
        help_text=gettext_lazy("一般不用选：同一个数换个叫法，写进那个指标的“也写作”就行。"),
    )

    field_order = ("name", "unit", "aliases", *CountingForm.base_fields, "even_so")

    def clean_aliases(self) -> list[str]:
        found = [word.strip() for word in re.split("[、,，;；]", self.cleaned_data["aliases"])]
        return list(dict.fromkeys(word for word in found if word))


class ReviseForm(CountingForm):
    """The next version, beginning with what the present one says."""

    after = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, newest: IndicatorVersion, tenant: Unit) -> None:
        plain = ("words", "adds", "kinds", "topics", "held", "sensitive")
        keys = ("metric", "line", "numerator", "denominator")
        shown = {name: getattr(newest, name) for name in plain}
        shown |= {name: getattr(newest, f"{name}_id") or "" for name in keys}
        super().__init__(data, initial=shown | {"after": newest.number}, tenant=tenant)


class RetireForm(forms.Form):
    """Why an indicator is offered no more."""

    reason = forms.CharField(
        label=gettext_lazy("停用的原因"), max_length=300, error_messages={"required": gettext_lazy("请写明停用的原因")}
    )
