"""The page that an empty book shows: a street of one's own, without a command."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.portal import founding
from yiben.terms.actions import shipped
from yiben.ui.fields import done
from yiben.units.units_sheet import Reading, read_typed, read_units

WRONG = 422
FIRST, LAST = 2000, 2100


class BeginForm(forms.Form):
    """What a book needs to begin with: who, from when, which lines, and one person who keeps order."""

    key = forms.CharField(
        label=gettext_lazy("开启码"),
        max_length=40,
        help_text=gettext_lazy("启动网站的窗口里印着它；只有能碰到这台服务器的人才看得到。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    street = forms.CharField(label=gettext_lazy("街道名称"), max_length=80, required=False)
    district = forms.CharField(label=gettext_lazy("所在区县"), max_length=80, required=False)
    year = forms.IntegerField(
        label=gettext_lazy("从哪一年记起"),
        min_value=FIRST,
        max_value=LAST,
        help_text=gettext_lazy("以前年度的记录也要补进来的，写更早的年份。"),
    )
    below = forms.CharField(
        label=gettext_lazy("社区和站办所"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("一行一个，简称写在括号里，如：临水社区（临水、临水居委会）。"),
    )
    file = forms.FileField(
        label=gettext_lazy("或用 Excel 单位表"),
        required=False,
        help_text=gettext_lazy("列：单位名称、简称、类别、上级单位，可有成立日期。有了它，上面的街道和单位就不用填。"),
    )
    lines = forms.MultipleChoiceField(label=gettext_lazy("启用的条线"), widget=forms.CheckboxSelectMultiple)
    name = forms.CharField(label=gettext_lazy("管理员姓名"), max_length=40)
    login = forms.CharField(
        label=gettext_lazy("管理员登录名"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=gettext_lazy("管理员密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("至少 10 个字符。"),
    )
    again = forms.CharField(
        label=gettext_lazy("再输一遍密码"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines, field = shipped("lines"), self.fields["lines"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(row["slug"], row["name"]) for row in lines]
        field.initial = [row["slug"] for row in lines]
        self.reading = Reading()

    def clean_key(self) -> str:
        if not founding.opens(self.cleaned_data["key"]):
            raise forms.ValidationError(_("开启码不对。请看启动网站的窗口，或数据文件夹里的 founding-key 文件。"))
        return str(self.cleaned_data["key"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("password") != said.get("again") and "again" in said:
            self.add_error("again", _("两遍密码不一样"))
        # Nothing that was sent is read before the key is right.
        if "key" in said and "year" in said:
            self._read(said)
        return said

    def _read(self, said: dict[str, Any]) -> None:
        field = "file" if said.get("file") else "below"
        if field == "below" and not said.get("street"):
            self.add_error("street", _("请填写街道名称，或上传单位表"))
            return
        try:
            self.reading = read_units(said["file"].read()) if field == "file" else self._typed(said)
        except Refused as refused:
            self.add_error(field, refused.sentence)
            return
        for finding in self.reading.findings:
            if finding.bad:
                self.add_error(field, str(finding))

    def _typed(self, said: dict[str, Any]) -> Reading:
        since = date(said["year"], 1, 1)
        return read_typed(street=said["street"], district=said.get("district", ""), below=said["below"], since=since)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A street of one's own: its units, its lines, its first administrator. Once founded, the page is gone."""
    if not founding.is_empty():
        return redirect("units:sign_in")
    asked = {"year": today().year, "key": request.GET.get("key", "")}
    form = BeginForm(request.POST or None, request.FILES or None, initial=asked)

    def act() -> Any:
        said = {name: form.cleaned_data[name] for name in ("lines", "login", "name", "password")}
        return founding.found_street(form.reading.units, passing=False, **said)

    founded = done(form, act)
    if founded is None:
        return render(request, "portal/begin.html", {"form": form}, status=WRONG if form.errors else 200)
    founding.lose_key()
    messages.success(request, _("%(unit)s的账本建好了。请用刚才的登录名和密码登录。") % {"unit": founded.name})
    return redirect("units:sign_in")
