from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiben.ui.fields import DayField
from yiben.units.models import Line, Person, Post, PostKind, Unit, UnitKind
from yiben.units.tree import BELOW, split_names


def _secret(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    # Blanks are part of a password; 128 characters bound what is hashed.
    box = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=box, strip=False, max_length=128, help_text=help_text)


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": gettext_lazy("登录名或密码不对，请重新输入。忘了密码请找本单位管理员重设。"),
        "inactive": gettext_lazy("登录名或密码不对，请重新输入。忘了密码请找本单位管理员重设。"),
    }

    def __init__(self, request: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].label = _("密码")


class PasswordForm(forms.Form):
    """A new password of one's own; the one in use is asked for, save when it was made by an administrator."""

    old = _secret(gettext_lazy("现在的密码"), "current-password")
    password = _secret(
        gettext_lazy("新密码"), "new-password", gettext_lazy("至少 10 个字符，不要用姓名、登录名或全是数字。")
    )
    again = _secret(gettext_lazy("再输一遍新密码"), "new-password")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if person.passing:
            del self.fields["old"]

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.person.check_password(old):
            raise forms.ValidationError(_("现在的密码不对"))
        return old

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "password" in said and "again" in said and said["password"] != said["again"]:
            self.add_error("again", _("两遍输入的新密码不一样"))
        if "password" in said and self.person.check_password(said["password"]):
            self.add_error("password", _("新密码不能和现在的一样"))
        return said


class ConfirmForm(forms.Form):
    password = _secret(gettext_lazy("现在的密码"), "current-password")


class CodeForm(forms.Form):
    """The code of the second step: from the phone, or one from the paper."""

    code = forms.CharField(
        label=gettext_lazy("验证码"),
        max_length=20,
        help_text=gettext_lazy("手机验证器上的 6 位数字；手机不在身边时，用一个恢复码。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class FirstCodeForm(forms.Form):
    """The first code from a new secret, and the password: an open screen must not be enough to bind another phone."""

    code = forms.CharField(
        label=gettext_lazy("验证器上显示的 6 位数字"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    password = _secret(gettext_lazy("现在的密码"), "current-password")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.person.check_password(password):
            raise forms.ValidationError(_("现在的密码不对"))
        return password


class FeedbackForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("哪里不好用，缺什么，错在哪里"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("只说一本本身的事，不要写居民的姓名、电话。"),
    )
    page = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("答复"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class _PostFields(forms.Form):
    """What a post is, to be given by an administrator in her own subtree."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("单位"), empty_label=gettext_lazy("请选择"))
    kind = forms.ChoiceField(label=gettext_lazy("岗位"), choices=PostKind.choices)
    lines = forms.ModelMultipleChoiceField(
        Line.objects.none(),
        label=gettext_lazy("条线"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("一条也不选，就是负责全部条线。"),
    )
    since = DayField(label=gettext_lazy("到任日期"))

    def __init__(self, *args: Any, by: Post, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, lines = self.fields["unit"], self.fields["lines"]
        assert isinstance(unit, forms.ModelChoiceField)
        assert isinstance(lines, forms.ModelMultipleChoiceField)
        unit.queryset = Unit.objects.for_post(by).on(today)
        lines.queryset = Line.objects.filter(active=True)
        self.fields["since"].initial = today

    def post(self) -> dict[str, Any]:
        """The post as `give_post` takes it."""
        said = self.cleaned_data
        lines = [line.slug for line in said["lines"]]
        return {"unit": said["unit"], "kind": said["kind"], "since": said["since"], "lines": lines}


class GivePostForm(_PostFields):
    pass


class TakeOnForm(_PostFields):
    login = forms.CharField(
        label=gettext_lazy("登录名"),
        max_length=60,
        help_text=gettext_lazy("字母和数字，如姓名的拼音；不要用身份证号或手机号。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=40)

    field_order = ("name", "login", "unit", "kind", "lines", "since")

    def clean_login(self) -> str:
        login: str = self.cleaned_data["login"]
        if login.isdigit() and len(login) >= 11:
            raise forms.ValidationError(_("登录名不要用手机号或身份证号"))
        return login


class EndPostForm(forms.Form):
    until = DayField(label=gettext_lazy("离任日期"), help_text=gettext_lazy("含这一天。办过的事仍记在这个岗位名下。"))


class UnitForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("单位名称"), max_length=80)
    short_names = forms.CharField(
        label=gettext_lazy("简称"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("表格和文件里怎么称呼它，多个用顿号隔开，第一个显示在页面上。"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=UnitKind.choices)
    code = forms.CharField(label=gettext_lazy("单位代码"), max_length=20)
    since = DayField(label=gettext_lazy("成立日期"))

    def __init__(self, *args: Any, parent: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = BELOW[parent.kind]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in below]  # type: ignore[attr-defined]

    def clean_short_names(self) -> list[str]:
        return split_names(self.cleaned_data["short_names"])


class EndUnitForm(forms.Form):
    until = DayField(label=gettext_lazy("撤销日期"), help_text=gettext_lazy("含这一天。在这里的岗位同日终止。"))
    successor = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("并入"),
        required=False,
        empty_label=gettext_lazy("不并入别的单位"),
        help_text=gettext_lazy("过去的数字仍是原单位的，不会算到并入的单位名下。"),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        successor = self.fields["successor"]
        assert isinstance(successor, forms.ModelChoiceField)
        successor.queryset = Unit.objects.filter(tenant=unit.tenant_id, until=None).exclude(pk=unit.pk)
