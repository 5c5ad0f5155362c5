"""The page of the cells that a unit was asked to type: what each asks by its heads, for whom, until when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from yiben.lib import workbooks
from yiben.lib.workbooks import Place
from yiben.reports.form_models import CellAsk
from yiben.reports.form_typing import typed_field, understood
from yiben.reports.workbooks import keeping
from yiben.reports.workbooks.layout import Layout
from yiben.units.models import PostKind
from yiben.units.scope import StaffRequest, for_posts

WRONG = 422
_RELATIVE = re.compile("同比|环比|增长|增幅|降幅|占比|比重|其中|完成率")


@dataclass
class Heads:
    """What a sheet says of one of its cells."""

    layout: Layout
    place: Place
    title: str = ""
    above: list[str] = field(init=False)
    left: list[str] = field(init=False)

    def __post_init__(self) -> None:
        places = self.layout.heads_over(self.place)[0]
        self.above = [self.layout.text(one) for one in reversed(places)]
        self.left = [self.layout.text(one) for one in reversed(self.layout.stub_before(self.place))]
        top = min([row for row, _column in places], default=self.place[0])
        self.title = next(iter(self.layout.lines_above(top)), "")

    @property
    def said(self) -> str:
        """The heads from both sides, and what stands before where they only make sense beside it."""
        sides = (_("上边“%(words)s”"), self.above), (_("左边“%(words)s”"), self.left)
        told = [words % {"words": " · ".join(heads)} for words, heads in sides if heads]
        if before := self._before:
            told.append(_("前一项是“%(words)s”") % {"words": before})
        return "，".join([workbooks.named(*self.place), *told])

    @property
    def _before(self) -> str:
        """The head before one that compares: growth of what."""
        row, column = self.place
        for heads, place in ((self.left, (row - 1, column)), (self.above, (row, column - 1))):
            if heads and _RELATIVE.search(heads[-1]) and min(place) > 0:
                near = self.layout.stub_before(place) if heads is self.left else self.layout.heads_over(place)[0]
                return self.layout.text(near[0]) if near else ""
        return ""


class AnswerForm(forms.Form):
    """A field for each cell that the unit was asked, sheet by sheet."""

    def __init__(self, *args: Any, asked: CellAsk, said: dict[tuple[str, int, int], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        book = workbooks.opened(bytes(asked.workbook.content))
        choices = workbooks.Choices(book)
        layouts = {name: Layout(book.sheet(name)) for name in {one["sheet"] for one in asked.cells}}
        self._sheets: dict[str, tuple[str, list[str]]] = {}
        for number, one in enumerate(asked.cells):
            place, name = (one["row"], one["column"]), f"cell{number}"
            heads = Heads(layouts[one["sheet"]], place)
            self.fields[name] = self._field(one, heads, choices.at(book.sheet(one["sheet"]), place), said)
            self._sheets.setdefault(one["sheet"], (heads.title, []))[1].append(name)

    def _field(self, one: dict[str, Any], heads: Heads, options: Sequence[str], said: Any) -> forms.Field:
        words = [*heads.left, *heads.above] or [one["words"]]
        initial = said.get((one["sheet"], *heads.place), "")
        made = typed_field(one["words"] or workbooks.named(*heads.place), words, options, initial)
        made.help_text = "。".join(part for part in (heads.said, str(made.help_text)) if part)
        return made

    @property
    def sheets(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The sheets by name, each with its title and its fields."""
        return [(name, title, [self[one] for one in names]) for name, (title, names) in self._sheets.items()]

    @property
    def values(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.fields]


@for_posts(PostKind.WORKER, PostKind.OFFICER, PostKind.LEAD, PostKind.AUDITOR)
def asked(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The cells that a unit was asked, to be typed by it."""
    one = get_object_or_404(CellAsk.objects.for_post(request.post).select_related("by__person", "by__unit"), pk=pk)
    rows = one.workbook.typed.filter(Q(unit=one.unit)).values_list("sheet", "row", "column", "value")
    form = AnswerForm(request.POST or None, asked=one, said={(sheet, row, at): value for sheet, row, at, value in rows})
    if form.is_bound and form.is_valid():
        keeping.answer(one, by=request.post, values=form.values)
        messages.success(request, _("已经交给街道"))
        for typed, kept in understood(form):
            messages.info(request, _("“%(typed)s”记作 %(kept)s；不对请改") % {"typed": typed, "kept": kept})
        return redirect("reports:form-asked", pk)
    context = {"asked": one, "form": form, "may": keeping.answer.may(request.post) and not one.merged_at}
    return render(request, "reports/form_asked.html", context, status=WRONG if form.is_bound else 200)
