from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiben.ui.fields import DayField
from yiben.units.accounts import why_shut
from yiben.units.models import Line, Person, Post, PostKind, Unit, UnitKind
from yiben.units.reorganising import NewUnit
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

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if why := why_shut(user):
            raise forms.ValidationError(why, code="shut")

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
    until = DayField(label=gettext_lazy("离任日期"), required=False, help_text=gettext_lazy("含这一天；不知道就不填。"))

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
        days = {"since": said["since"], "until": said.get("until")}
        return {"unit": said["unit"], "kind": said["kind"], "lines": lines} | days


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

    field_order = ("name", "login", "unit", "kind", "lines", "since", "until")

    def clean_login(self) -> str:
        login: str = self.cleaned_data["login"]
        if login.isdigit() and len(login) >= 11:
            raise forms.ValidationError(_("登录名不要用手机号或身份证号"))
        return login


class HeirField(forms.TypedChoiceField):
    """Whom open work is handed to; nobody where none is open, which the rules tell."""

    def __init__(self, posts: Sequence[Post], *, label: Any, nobody: str = "") -> None:
        able = {str(post.pk): post for post in posts}
        offered = [("", nobody or _("没有要交接的")), *((key, _called(post)) for key, post in able.items())]
        super().__init__(label=label, choices=offered, required=False, coerce=able.__getitem__, empty_value=None)


def _called(post: Post) -> str:
    lines = f"（{post.lines_told}）" if post.lines_told else ""
    return f"{post.person.name}　{post.title}{lines}"


class EndPostForm(forms.Form):
    until = DayField(label=gettext_lazy("离任日期"), help_text=gettext_lazy("含这一天。办过的事仍记在这个岗位名下。"))

    def __init__(self, *args: Any, heirs: Sequence[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = HeirField(heirs, label=_("没办完的事交给"))


class LeaveForm(forms.Form):
    """Somebody leaves: the day, and for each of her posts who goes on with what is open in it."""

    until = DayField(
        label=gettext_lazy("最后一天"), help_text=gettext_lazy("含这一天。所有岗位同日终止，办过的事都留在原处。")
    )

    def __init__(self, *args: Any, heirs: Mapping[Post, Sequence[Post]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [post.pk for post in heirs]
        for post, able in heirs.items():
            lines = f"（{post.lines_told}）" if post.lines_told else ""
            label = _("“%(post)s%(lines)s”没办完的事交给") % {"post": post.title, "lines": lines}
            self.fields[f"to_{post.pk}"] = HeirField(able, label=label)

    def heirs(self) -> dict[int, Post]:
        """By the key of the post that ends."""
        said = {key: self.cleaned_data.get(f"to_{key}") for key in self.keys}
        return {key: post for key, post in said.items() if post is not None}


class TransferForm(_PostFields):
    """Another post in this one's place, and whoever goes on with what is open in this one."""

    def __init__(self, *args: Any, heirs: Sequence[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["until"]
        self.fields["since"].label = _("从哪天起到新岗位")
        self.fields["since"].help_text = _("原岗位到前一天为止。")
        nobody = _("本人接着办（新岗位管得到的话）")
        self.fields["to"] = HeirField(heirs, label=_("原岗位没办完的事交给"), nobody=nobody)


class NameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=40)


class PeopleListForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("人员表"),
        help_text=gettext_lazy("Excel（.xlsx、.xls）、ods 或 csv，一人一个岗位占一行。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )


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
        help_text=gettext_lazy("岗位和没办完的事转到那里；过去的数字仍是原单位的，不会算到那里名下。"),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "successor", Unit.objects.filter(tenant=unit.tenant_id, until=None).exclude(pk=unit.pk))


class RenameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("新名称"), max_length=80)
    short_names = forms.CharField(
        label=gettext_lazy("简称"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("多个用顿号隔开。旧名称会自动加在后面，表格里还写旧名的照样认得。"),
    )
    on = DayField(label=gettext_lazy("从哪天起"))

    def clean_short_names(self) -> list[str]:
        return split_names(self.cleaned_data["short_names"])


class _NewUnitFields(forms.Form):
    """A unit that begins, where one does."""

    name = forms.CharField(label=gettext_lazy("新单位的名称"), max_length=80, required=False)
    short_names = forms.CharField(label=gettext_lazy("新单位的简称"), max_length=80, required=False)
    code = forms.CharField(label=gettext_lazy("新单位的代码"), max_length=20, required=False)

    def new(self) -> NewUnit | None:
        said = self.cleaned_data
        if not said.get("name"):
            return None
        return NewUnit(said["name"], said.get("code") or "", split_names(said.get("short_names") or ""))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("name") and not said.get("code"):
            self.add_error("code", _("新单位要有代码"))
        return said


class MergeForm(_NewUnitFields):
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=gettext_lazy("与哪些单位合并"), widget=forms.CheckboxSelectMultiple
    )
    into = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("合并后是"),
        required=False,
        empty_label=gettext_lazy("一个新单位（填在下面）"),
    )
    on = DayField(label=gettext_lazy("从哪天起"), help_text=gettext_lazy("原单位到前一天为止。"))

    field_order = ("units", "into", "name", "short_names", "code", "on")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        like = Unit.objects.filter(parent=unit.parent_id, kind=unit.kind, until=None)
        _offer(self, "units", like.exclude(pk=unit.pk))
        _offer(self, "into", like)


MOST_PARTS = 3


class SplitForm(forms.Form):
    on = DayField(label=gettext_lazy("从哪天起"))
    stays = forms.BooleanField(
        label=gettext_lazy("原单位保留，只分出一部分"),
        required=False,
        help_text=gettext_lazy("不勾：原单位撤销，至少分成两个，没办完的事由第一个接着办。"),
    )

    def __init__(self, *args: Any, posts: Iterable[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(1, MOST_PARTS + 1):
            self._add_part(at)
        self.keys = [post.pk for post in posts]
        offered = [("", _("跟原单位；原单位撤销的，跟第一个"))]
        offered += [(str(at - 1), _("第%(at)d个") % {"at": at}) for at in range(1, MOST_PARTS + 1)]
        for post in posts:
            label = _("%(name)s（%(kind)s）到") % {"name": post.person.name, "kind": post.get_kind_display()}
            self.fields[f"post_{post.pk}"] = forms.ChoiceField(label=label, choices=offered, required=False)

    def _add_part(self, at: int) -> None:
        said = {"at": at}
        name = forms.CharField(label=_("第%(at)d个的名称") % said, max_length=80, required=at == 1)
        self.fields[f"name_{at}"] = name
        self.fields[f"code_{at}"] = forms.CharField(label=_("第%(at)d个的代码") % said, max_length=20, required=at == 1)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for at in range(1, MOST_PARTS + 1):
            if said.get(f"name_{at}") and not said.get(f"code_{at}"):
                self.add_error(f"code_{at}", _("新单位要有代码"))
        return said

    def parts(self) -> list[NewUnit]:
        said = self.cleaned_data
        named = [at for at in range(1, MOST_PARTS + 1) if said.get(f"name_{at}")]
        return [NewUnit(said[f"name_{at}"], said[f"code_{at}"]) for at in named]

    def moved(self) -> dict[int, int]:
        """The part that each post goes to, by the post's key."""
        said = {key: self.cleaned_data.get(f"post_{key}", "") for key in self.keys}
        return {key: int(at) for key, at in said.items() if at}


def _offer(form: forms.Form, name: str, units: QuerySet[Unit]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField | forms.ModelMultipleChoiceField)
    field.queryset = units
