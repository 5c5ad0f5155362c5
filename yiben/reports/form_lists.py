"""The page of a list within a form: which entries stand in its rows, and what each column says of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from yiben.reports import form_said
from yiben.reports.form_cells import form_url
from yiben.reports.form_choosing import CountedForm, entries_words, held
from yiben.reports.form_doubts import areas
from yiben.reports.form_grid import list_url
from yiben.reports.form_models import Workbook
from yiben.reports.workbooks import keeping
from yiben.reports.workbooks.desk import Desk, desk
from yiben.reports.workbooks.kept import itself
from yiben.reports.workbooks.known import Known
from yiben.reports.workbooks.listing import Listed
from yiben.reports.workbooks.selection import Selection
from yiben.ui.fields import done
from yiben.ui.spans import span
from yiben.units.models import PostKind
from yiben.units.scope import StaffRequest, for_posts

WRONG = 422
UNKNOWN = "-"
ENTRIES = ("kind", "line", "topic", "titles", "when", "period")
FIELDS = (
    ("serial", _lazy("序号")),
    ("start", _lazy("日期")),
    ("end", _lazy("结束日期")),
    ("start+place", _lazy("日期和地点")),
    ("year", _lazy("年")),
    ("month", _lazy("月")),
    ("day", _lazy("日")),
    ("title", _lazy("活动名称")),
    ("place", _lazy("地点")),
    ("unit", _lazy("举办单位")),
    ("kind", _lazy("哪一类活动")),
    ("topic", _lazy("专题")),
    ("lines", _lazy("条线")),
    ("cohosts", _lazy("联合单位")),
    ("note", _lazy("说明")),
    ("money*万元", _lazy("金额（万元）")),
    ("hours*分钟", _lazy("时长（分钟）")),
)


class ListForm(CountedForm):
    """Which entries a list has, and the field of each column."""

    def __init__(self, *args: Any, listed: Listed, when: str, known: Known, **kwargs: Any) -> None:
        chosen = listed.selection or Selection()
        if chosen.kinds == held(known):  # every kind of what is held
            chosen = replace(chosen, kinds=frozenset())
        said = span(listed.period) if listed.period is not None and not when else ""
        super().__init__(*args, known=known, selection=chosen, when=when, said=said, **kwargs)
        self.listed, self.chosen_before = listed, when
        if listed.selection is None:
            kinds = [("", _("各类活动")), *((one.slug, one.name) for one in known.kinds)]
            self._choices("kind", [(UNKNOWN, _("先不填，都手填")), *kinds])
            self.initial["kind"] = UNKNOWN
        self._columns = sorted({**listed.fields, **listed.others})
        for column in self._columns:
            self.fields[f"column{column}"] = self._field(column)

    def _field(self, column: int) -> forms.ChoiceField:
        now = self.listed.fields.get(column, "")
        names = dict(FIELDS) | {
            one.slug: f"{one.name}（{one.unit}）" for one in self.known.metrics if one.slug != "rate"
        }
        choices = [("", _("账本不填，手填")), *names.items(), *([(now, now)] if now and now not in names else [])]
        label = self.listed.heads.get(column, "").replace("/", " · ")
        return forms.ChoiceField(label=label, choices=choices, required=False, initial=now)

    @property
    def simple(self) -> list[forms.BoundField]:
        return [self[name] for name in ENTRIES]

    @property
    def columns(self) -> list[forms.BoundField]:
        return [self[f"column{column}"] for column in self._columns]

    @property
    def told_fields(self) -> dict[int, str]:
        """The columns that were given another field."""
        return {
            column: self.cleaned_data[f"column{column}"]
            for column in self._columns
            if self.has_other(f"column{column}")
        }

    @property
    def told_selection(self) -> Selection | None:
        """The entries, where others were chosen or their time was."""
        if not (self.selects_anew or self.times_anew):
            return None
        chosen = self.selection()
        kinds = chosen.kinds - {UNKNOWN}
        return replace(chosen, kinds=kinds or held(self.known))

    @property
    def told_when(self) -> str:
        return self.chosen_when if self.times_anew else self.chosen_before


def lists_of(on: Desk) -> list[tuple[str, str, str, str]]:
    """The lists of a form: sheet, rows, what stands in them, and where that is changed."""
    return [
        (
            one.sheet,
            areas((row, min(one.heads, default=1)) for row in one.rows[:1]),
            _entries(on, one),
            list_url(on.form, number),
        )
        for number, one in enumerate(on.found.form.lists)
    ]


def _entries(on: Desk, one: Listed) -> str:
    if one.selection is None:
        return form_said.said(one.reason)
    span = one.period or on.known.period
    return f"{entries_words(one.selection, on.known)}，{span.label()}"


@for_posts(PostKind.OFFICER)
def listed(request: StaffRequest, pk: UUID, number: int) -> HttpResponse:
    """Which entries stand in a list's rows and what its columns say; put right here, and remembered with the form."""
    kept = get_object_or_404(Workbook.objects.for_post(request.post), pk=pk)
    on = desk(kept)
    if number >= len(on.found.form.lists):
        raise Http404
    one = on.found.form.lists[number]
    before = on.kept.get(on.keys[one.sheet, itself(one)])
    when = str(before.asked.get("when", "")) if before is not None and before.changed else ""
    form = ListForm(request.POST or None, listed=one, when=when, known=on.known)
    if done(form, lambda: _correct(request, on, number, form)):
        messages.success(request, _("清单就这样填，下次同一份表也这样填"))
        return redirect(form_url(kept, one.sheet))
    context = {
        "form_kept": kept,
        "sheet": one.sheet,
        "now": _entries(on, one),
        "form": form,
        "refused": [(one.heads[column], form_said.said(why)) for column, why in one.refused.items()],
    }
    return render(request, "reports/form_listed.html", context, status=WRONG if form.is_bound else 200)


def _correct(request: StaffRequest, on: Desk, number: int, form: ListForm) -> Workbook:
    if not form.told_fields and form.told_selection is None:
        return on.form
    return keeping.correct_list(
        on.form,
        by=request.post,
        number=number,
        fields=form.told_fields,
        selection=form.told_selection,
        when=form.told_when,
    )
