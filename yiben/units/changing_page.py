"""Renaming, merging, splitting and closing a unit: filled in, looked at with all that changes, confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from yiben.lib.periods import today
from yiben.ui.fields import done
from yiben.ui.templatetags.ui import day
from yiben.units import reorganising
from yiben.units.forms import EndUnitForm, MergeForm, RenameForm, SplitForm
from yiben.units.models import Post, PostKind, Unit
from yiben.units.scope import StaffRequest, for_posts

WRONG = 422


@for_posts(PostKind.ADMIN)
def rename(request: StaffRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    short = "、".join(unit.short_names)
    form = RenameForm(request.POST or None, initial={"name": unit.name, "short_names": short, "on": today()})

    def act() -> Unit:
        return reorganising.rename_unit(unit, by=request.post, **form.cleaned_data)

    notes = [
        _("数字和记录都不变，只是以后的页面和文件写新名称；已经出具的汇报仍是旧名。"),
        _("还写旧名称的表格和文件照样认得。"),
    ]
    said = {"unit": unit, "heading": _("%(unit)s改名") % {"unit": unit.name}, "notes": notes}
    return _in_two_steps(request, form, act, said, lambda: [], _renamed)


def _renamed(unit: Unit) -> str:
    return _("已改名为%(unit)s，已经出具的文件仍是旧名") % {"unit": unit.name}


@for_posts(PostKind.ADMIN)
def merge(request: StaffRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    form = MergeForm(request.POST or None, unit=unit, initial={"on": today()})

    def whole() -> list[Unit]:
        return [unit, *form.cleaned_data["units"]]

    def act() -> Unit:
        into, on = form.cleaned_data["into"], form.cleaned_data["on"]
        return reorganising.merge_units(whole(), by=request.post, on=on, into=into, new=form.new())

    def ending() -> Sequence[Unit]:
        return [one for one in whole() if one != form.cleaned_data["into"]]

    notes = [*_past(), _("合并后的单位的数字页上可以选“连同前身”，看合在一起的数。")]
    said = {"unit": unit, "heading": _("%(unit)s与别的单位合并") % {"unit": unit.name}, "notes": notes}
    said["posts_word"] = _("转过去的岗位")
    return _in_two_steps(request, form, act, said, lambda: _changes(ending(), _last(form)), _merged)


def _merged(unit: Unit) -> str:
    return _("合并已办好，以后是%(unit)s；过去的记录和数字不变") % {"unit": unit.name}


@for_posts(PostKind.ADMIN)
def split(request: StaffRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    posts = list(Post.objects.filter(unit=unit).exclude(until__lt=today()).select_related("person", "unit"))
    form = SplitForm(request.POST or None, posts=posts, initial={"on": today()})

    def act() -> Unit:
        said = form.cleaned_data
        parts = reorganising.split_unit(
            unit, by=request.post, on=said["on"], parts=form.parts(), stays=said["stays"], posts=form.moved()
        )
        return parts[0]

    notes = [*_past(), _("分设以前的数字分不开，一直是原单位的，不算到分出的单位名下。")]
    said = {"unit": unit, "heading": _("分设%(unit)s") % {"unit": unit.name}, "notes": notes}
    said["posts_word"] = _("现在的岗位")
    return _in_two_steps(request, form, act, said, lambda: _changes([unit], _last(form)), _split)


def _split(unit: Unit) -> str:
    return _("分设已办好，第一个是%(unit)s；过去的记录和数字仍在原单位名下") % {"unit": unit.name}


@for_posts(PostKind.ADMIN)
def end(request: StaffRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    form = EndUnitForm(request.POST or None, unit=unit, initial={"until": today()})

    def act() -> Unit:
        return reorganising.end_unit(unit, by=request.post, **form.cleaned_data)

    said = {"unit": unit, "heading": _("撤销%(unit)s") % {"unit": unit.name}, "notes": _past()}
    said["posts_word"] = _("终止或转过去的岗位")
    return _in_two_steps(request, form, act, said, lambda: _changes([unit], form.cleaned_data["until"]), _ended)


def _ended(unit: Unit) -> str:
    return _("已撤销%(unit)s，它过去的记录和数字不变") % {"unit": unit}


def _past() -> list[str]:
    return [
        _("那天以前的每个数字都不变：记录留在原单位名下，街道的合计照旧。已经出具的汇报再下载、再打印，一字不差。"),
        _("那天以后的记录记在那时在的单位名下，任务看板也只列那时在的单位。"),
    ]


def _last(form: forms.Form) -> date:
    """The last day before the new order."""
    on: date = form.cleaned_data["on"]
    return on - timedelta(days=1)


_changes = reorganising.changes


def _in_two_steps(
    request: StaffRequest,
    form: forms.Form,
    act: Callable[[], Unit],
    said: dict[str, Any],
    changes: Callable[[], list[reorganising.Change]],
    told: Callable[[Unit], str],
) -> HttpResponse:
    """First the form, then what would change, with everything typed carried along; then it is done."""
    if "confirmed" in request.POST:
        changed = done(form, act)
        if changed is not None:
            messages.success(request, told(changed))
            return redirect("units:detail", changed.pk)
    elif done(form, lambda: reorganising.rehearsed(act)):
        return render(
            request, "units/changing.html", said | {"changes": changes(), "told": _told(form), "typed": _typed(form)}
        )
    status = WRONG if form.errors else 200
    return render(request, "units/change.html", said | {"form": form}, status=status)


def _typed(form: forms.Form) -> list[tuple[str, str]]:
    """What was typed, to be sent again."""
    names = [field.html_name for field in form]
    return [(name, value) for name in names for value in form.data.getlist(name) if value]  # type: ignore[attr-defined]


def _told(form: forms.Form) -> list[tuple[str, Any]]:
    """What was typed, in words."""
    said = [(str(field.label), form.cleaned_data.get(field.name), form.fields[field.name]) for field in form]
    return [(label, _in_words(value, field)) for label, value, field in said if value]


def _in_words(value: Any, field: forms.Field) -> Any:
    match value:
        case True:
            return _("是")
        case date():
            return day(value)
        case str() if isinstance(field, forms.ChoiceField):
            return dict(field.choices)[value]  # type: ignore[arg-type]
        case str():
            return value
    return "、".join(map(str, value)) if isinstance(value, Iterable) else str(value)


def _unit(request: StaffRequest, pk: int) -> Unit:
    return get_object_or_404(Unit.objects.for_post(request.post).filter(until=None).select_related("parent"), pk=pk)
