"""The pages on which an administrator adds lines, kinds and topics, and lets others and indicators rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from yiben.lib.refused import Refused
from yiben.terms import vocabulary
from yiben.terms.models import Indicator, Kind, Topic
from yiben.ui.fields import done
from yiben.units.models import Line, PostKind
from yiben.units.scope import StaffRequest, for_posts
from yiben.units.tree import split_names

WRONG = 422


class _WordForm(forms.Form):
    aliases = forms.CharField(
        label=gettext_lazy("也叫"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("几个用顿号隔开。读简讯、表格和报表时认得这些叫法。"),
    )

    def clean_aliases(self) -> list[str]:
        return list(split_names(self.cleaned_data["aliases"]))


class LineForm(_WordForm):
    name = forms.CharField(label=gettext_lazy("条线名称"), max_length=40)
    short = forms.CharField(label=gettext_lazy("简称"), max_length=20)
    field_order = ("name", "short", "aliases")


class KindForm(_WordForm):
    name = forms.CharField(label=gettext_lazy("活动类型"), max_length=60)
    counts = forms.BooleanField(label=gettext_lazy("办一次算一场"), required=False, initial=True)
    field_order = ("name", "aliases", "counts")


class TopicForm(_WordForm):
    name = forms.CharField(label=gettext_lazy("事项"), max_length=60)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("属于哪些活动类型"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("记录选了这些类型，才能再选这个事项。"),
    )
    lines = forms.MultipleChoiceField(
        label=gettext_lazy("条线"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("一个也不选，就是哪条线都可以。"),
    )
    field_order = ("name", "aliases", "kinds", "lines")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, model in (("kinds", Kind), ("lines", Line)):
            offered = list(model._default_manager.filter(active=True).values_list("slug", "name"))
            self.fields[field].choices = offered  # type: ignore[attr-defined]


@for_posts(PostKind.ADMIN)
def add_line(request: StaffRequest) -> HttpResponse:
    """A line of the street's own."""
    return _add(request, LineForm(request.POST or None), vocabulary.add_line, "lines", _("增加条线"))


@for_posts(PostKind.ADMIN)
def add_kind(request: StaffRequest) -> HttpResponse:
    """A kind of activity of the street's own."""
    return _add(request, KindForm(request.POST or None), vocabulary.add_kind, "kinds", _("增加活动类型"))


@for_posts(PostKind.ADMIN)
def add_topic(request: StaffRequest) -> HttpResponse:
    """A topic of the street's own."""
    return _add(request, TopicForm(request.POST or None), vocabulary.add_topic, "topics", _("增加事项"))


def _add(request: StaffRequest, form: forms.Form, act: Callable[..., Any], part: str, heading: str) -> HttpResponse:
    back = f"{reverse('terms:list')}?part={part}"
    added = done(form, lambda: act(by=request.post, **form.cleaned_data))
    if added is None:
        context = {"form": form, "heading": heading, "back": back, "crumbs": [(_("口径目录"), back)]}
        return render(request, "terms/add_word.html", context, status=WRONG if form.errors else 200)
    messages.success(request, _("已增加“%(name)s”。") % {"name": added.name})
    return redirect(back)


@require_POST
@for_posts(PostKind.ADMIN)
def switch_line(request: StaffRequest, slug: str) -> HttpResponse:
    """Let a line rest, or use it again."""
    return _switch(request, get_object_or_404(Line, pk=slug), "lines")


@require_POST
@for_posts(PostKind.ADMIN)
def switch_kind(request: StaffRequest, slug: str) -> HttpResponse:
    """Let a kind rest, or use it again."""
    return _switch(request, get_object_or_404(Kind, pk=slug), "kinds")


@require_POST
@for_posts(PostKind.ADMIN)
def switch_topic(request: StaffRequest, slug: str) -> HttpResponse:
    """Let a topic rest, or use it again."""
    return _switch(request, get_object_or_404(Topic, pk=slug), "topics")


@require_POST
@for_posts(PostKind.ADMIN)
def switch_indicator(request: StaffRequest, slug: str) -> HttpResponse:
    """Let a shipped indicator rest, or use it again."""
    return _switch(request, get_object_or_404(Indicator, pk=slug, tenant=None), "indicators")


def _switch(request: StaffRequest, word: Line | Kind | Topic | Indicator, part: str) -> HttpResponse:
    on = request.POST.get("on") == "1"
    try:
        vocabulary.switch(word, by=request.post, on=on)
        told = _("已启用“%(name)s”。") if on else _("已停用“%(name)s”：不再提供选用，已有的记录照旧计数。")
        messages.success(request, told % {"name": word.name})
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect(f"{reverse('terms:list')}?part={part}")
