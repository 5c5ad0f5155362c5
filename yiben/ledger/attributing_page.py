"""The page on which many entries are attributed at one press: each with the measures that it may answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from yiben.ledger.attributing import Attributed, Offer, attribute_all, offers, promises_for, unattributed
from yiben.ledger.models import Entry, EntryQuerySet
from yiben.lib.refused import Refused
from yiben.plans.models import Measure
from yiben.plans.offering import answerable
from yiben.plans.suggesting import Suggestion
from yiben.units.acts import WRITERS
from yiben.units.models import Line, Post, PostKind, Unit
from yiben.units.scope import StaffRequest, for_posts

ROWS = 20


class OpenForm(forms.Form):
    """Which of the open entries: of a unit, of a line, or logged before their year's plan was confirmed."""

    unit = forms.ChoiceField(label=gettext_lazy("单位"), required=False)
    line = forms.ChoiceField(label=gettext_lazy("条线"), required=False)
    logged = forms.ChoiceField(
        label=gettext_lazy("登记时间"),
        required=False,
        choices=[("", gettext_lazy("全部")), ("before", gettext_lazy("要点确认以前登记的"))],
    )

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every: list[tuple[str, str | Words]] = [("", _("全部"))]
        self.units = [] if post.kind == PostKind.WORKER else list(Unit.objects.for_post(post))
        if len(self.units) > 1:
            self._offer("unit", [*every, *((unit.code, unit.short_name) for unit in self.units)])
        else:
            del self.fields["unit"]
        lines = [line for line in Line.objects.filter(active=True) if post.answers_for(line.slug)]
        self._offer("line", [*every, *((line.slug, line.short) for line in lines)])

    def _offer(self, name: str, choices: list[tuple[str, str | Words]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def narrow(self, entries: EntryQuerySet, measures: Iterable[Measure]) -> EntryQuerySet:
        """Those of the entries that pass."""
        self.is_valid()
        asked = self.cleaned_data
        if unit := next((one for one in self.units if one.code == asked.get("unit")), None):
            entries = entries.held_under(unit)
        if line := asked.get("line"):
            entries = entries.bearing_line(line)
        days = [measure.plan.confirmed_at for measure in measures if measure.plan.confirmed_at]
        return entries.filter(recorded_at__lt=max(days)) if asked.get("logged") and days else entries


@dataclass(frozen=True)
class Row:
    """An entry, and each measure that it may answer with why; the best is ticked where it is clear."""

    entry: Entry
    choices: list[tuple[Measure, Suggestion, bool]]


@for_posts(*WRITERS)
def attribute_many(request: StaffRequest) -> HttpResponse:
    """Entries without a measure, the clear suggestions first and ticked; one press keeps the page."""
    if request.method == "POST":
        _say(request, attribute_all(**_said(request), by=request.post))
        return redirect(f"{request.path}?{request.GET.urlencode()}")
    post, filters = request.post, OpenForm(request.GET, post=request.post)
    measures = list(answerable(post.tenant, post))
    open_ = filters.narrow(unattributed(post, {measure.plan.year for measure in measures}), measures)
    found = offers(open_, measures, promises_for(post.tenant, post, measures))
    page = Paginator(found.rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "page": page,
        "rows": _rows(page.object_list, found.measures),
        "found": found,
        "planned": bool(measures),
    }
    return render(request, "ledger/attribute_many.html", context)


def _rows(shown: Iterable[Offer], measures: dict[UUID, Measure]) -> list[Row]:
    shown = list(shown)
    entries = {entry.pk: entry for entry in Entry.objects.filter(pk__in=[offer.entry for offer in shown]).for_list()}
    return [
        Row(
            entries[offer.entry],
            [(measures[s.measure], s, offer.clear and at == 0) for at, s in enumerate(offer.suggestions)],
        )
        for offer in shown
        if offer.entry in entries
    ]


def _said(request: StaffRequest) -> dict[str, Any]:
    """What was ticked, as the verb takes it: of entries and measures that the post reads."""
    chosen: defaultdict[UUID, set[UUID]] = defaultdict(set)
    try:
        for pair in filter(None, request.POST.getlist("m")):
            entry, _colon, measure = pair.partition(":")
            chosen[UUID(entry)].add(UUID(measure))
        aside = {UUID(entry) for entry in request.POST.getlist("none")}
    except ValueError as error:
        raise Refused(_("没有看懂提交的内容，请刷新页面再试")) from error
    read = set(Entry.objects.for_post(request.post).filter(pk__in={*chosen, *aside}).values_list("pk", flat=True))
    known = set(answerable(request.post.tenant, request.post).values_list("pk", flat=True))
    if not {*chosen, *aside} <= read or any(not measures <= known for measures in chosen.values()):
        raise Refused(_("有的记录或任务已经不在您的范围里，请刷新页面再试"))
    return {"choices": chosen, "aside": aside}


def _say(request: StaffRequest, done: Attributed) -> None:
    told = [_("已归集 %(n)d 条") % {"n": done.entries}] if done.entries else []
    told += [_("不对应任务的 %(n)d 条，不再列出") % {"n": done.aside}] if done.aside else []
    told += [_("%(n)d 条刚被更正或作废，没有动") % {"n": done.missed}] if done.missed else []
    if told:
        messages.success(request, _("；").join(told) + _("。"))
    else:
        messages.info(request, _("没有勾选，什么都没有变。"))


@require_safe
@for_posts(*WRITERS)
def other_measures(request: StaffRequest, pk: UUID) -> HttpResponse:
    """All measures that an entry may answer, to choose one that was not suggested."""
    entry = get_object_or_404(Entry.objects.for_post(request.post), pk=pk)
    groups: dict[str, list[Measure]] = {}
    for measure in answerable(request.post.tenant, request.post).filter(plan__year=entry.start.year):
        groups.setdefault(measure.line.name if measure.line else _("未分条线"), []).append(measure)
    return render(request, "ledger/_other_measures.html", {"entry": entry, "groups": groups.items()})
