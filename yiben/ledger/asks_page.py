"""Pages of questions: asking, the list, answering."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from yiben.ledger import actions, asks
from yiben.ledger.models import Ask, Entry
from yiben.lib.periods import today
from yiben.plans.models import Measure
from yiben.ui.fields import DayField, done
from yiben.units.acts import READERS
from yiben.units.models import Post, PostKind, Unit
from yiben.units.scope import StaffRequest, for_posts

ROWS = 50
WRONG = 422
ASKERS = (PostKind.OFFICER, PostKind.LEAD)


class AskForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("问什么"), max_length=asks.LONGEST_ASK, widget=forms.Textarea(attrs={"rows": 4})
    )
    due = DayField(label=gettext_lazy("请在这天前答复"), required=False)
    correction = forms.BooleanField(
        label=gettext_lazy("请他们更正这条记录"),
        required=False,
        help_text=gettext_lazy("更正或作废以后，这件事自动了结。"),
    )


class MeasureAskForm(AskForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("问哪个单位"), empty_label=None)
    field_order = ("unit", "text", "due")

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["correction"]
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = Unit.objects.for_post(post).on(today()).filter(tenant__isnull=False)


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("答复"), max_length=asks.LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 4})
    )


@require_safe
@for_posts(*READERS)
def listed(request: StaffRequest) -> HttpResponse:
    """What was asked and answered: those that wait first."""
    hers = Ask.objects.for_post(request.post).for_list()
    waiting = list(hers.open().order_by(F("due").asc(nulls_last=True), "asked_at")[:ROWS])
    page = Paginator(hers.exclude(pk__in=hers.open().values("pk")), ROWS).get_page(request.GET.get("page"))
    context = {"waiting": waiting, "page": page, "today": today()}
    if len(waiting) == ROWS:
        context["more"] = hers.open().count() - ROWS
    return render(request, "ledger/asks.html", context)


@for_posts(*ASKERS)
def about_entry(request: StaffRequest, pk: UUID) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.for_post(request.post).filter(void=False).select_related("unit"), pk=pk)
    form = AskForm(request.POST or None)
    asked = done(form, lambda: asks.ask(by=request.post, entry=entry, **form.cleaned_data))
    return _asking_page(request, form, asked, entry=entry)


@for_posts(*ASKERS)
def about_measure(request: StaffRequest, pk: UUID) -> HttpResponse:
    measure = get_object_or_404(Measure.objects.for_post(request.post).select_related("plan"), pk=pk)
    chosen = Unit.objects.for_post(request.post).filter(code=request.GET.get("unit", "")).first()
    form = MeasureAskForm(request.POST or None, post=request.post, initial={"unit": chosen})
    asked = done(form, lambda: asks.ask(by=request.post, measure=measure, **form.cleaned_data))
    return _asking_page(request, form, asked, measure=measure)


def _asking_page(request: StaffRequest, form: forms.Form, asked: Ask | None, **about: Any) -> HttpResponse:
    if asked is None:
        return render(request, "ledger/ask.html", {"form": form} | about, status=WRONG if form.errors else 200)
    messages.success(request, _("已问%(unit)s，答复会出现在“问答”里") % {"unit": asked.unit})
    return redirect("ledger:ask", asked.pk)


@for_posts(*READERS)
def one(request: StaffRequest, pk: int) -> HttpResponse:
    """A question, where it is answered."""
    asked = _found(request, pk)
    form = AnswerForm(request.POST or None)
    if done(form, lambda: asks.answer(asked, by=request.post, text=form.cleaned_data["text"])) is not None:
        messages.success(request, _("已答复"))
        return redirect("ledger:asks")
    context = {"asked": asked, "form": form, "may": _may(asked, request.post)}
    return render(request, "ledger/asked.html", context, status=WRONG if form.errors else 200)


def _may(asked: Ask, post: Post) -> dict[str, bool]:
    waits = asked.state == "open"
    asked_herself = asked.by.person_id == post.person_id or asked.by_id in post.stands_for
    hers = waits and asked.unit_id in post.unit.carried
    return {
        "answer": hers and asks.answer.may(post),
        "correct": hers and asked.correction and actions.correct.may(post),
        "take_back": waits and asked_herself and asks.take_back.may(post),
    }


@require_POST
@for_posts(*ASKERS)
def take_back(request: StaffRequest, pk: int) -> HttpResponse:
    asks.take_back(_found(request, pk), by=request.post)
    messages.success(request, _("已撤回"))
    return redirect("ledger:asks")


def _found(request: StaffRequest, pk: int) -> Ask:
    found: Ask = get_object_or_404(Ask.objects.for_post(request.post).for_list(), pk=pk)
    return found
