"""The page of the cells that a unit was asked to type: what each asks by its heads, for whom, until when."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zlib import crc32

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from yiben.lib import workbooks
from yiben.lib.workbooks import Place
from yiben.reports.form_models import CellAsk
from yiben.reports.form_typing import typed_field, understood
from yiben.reports.workbooks import asking
from yiben.reports.workbooks.hand import Cell
from yiben.reports.workbooks.layout import Layout
from yiben.units.models import PostKind
from yiben.units.scope import StaffRequest, for_posts

WRONG = 422
RELATIVE = re.compile("同比|环比|增长|增幅|降幅|占比|比重|其中|完成率")


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
            if heads and RELATIVE.search(heads[-1]) and min(place) > 0:
                near = self.layout.stub_before(place) if heads is self.left else self.layout.heads_over(place)[0]
                return self.layout.text(near[0]) if near else ""
        return ""


class AnswerForm(forms.Form):
    """A field for each cell that the unit was asked and that isn't merged yet, sheet by sheet."""

    def __init__(self, *args: Any, asked: CellAsk, said: Mapping[Cell, str], fixed: Collection[Cell], **more: Any):
        super().__init__(*args, **more)
        book = workbooks.opened(bytes(asked.workbook.content))
        choices = workbooks.Choices(book)
        layouts = {name: Layout(book.sheet(name)) for name in {one["sheet"] for one in asked.cells}}
        self._sheets: dict[str, tuple[str, list[str]]] = {}
        self._told: list[tuple[str, str]] = []
        self._cells = {cell: said.get(cell, "") for cell in asking.cells_of(asked)}
        for cell, one in zip(self._cells, asked.cells, strict=True):
            heads = Heads(layouts[cell[0]], cell[1])
            made = self._field(one, heads, choices.at(book.sheet(cell[0]), cell[1]), said.get(cell, ""))
            self._told.append((str(made.label), said.get(cell, "")))
            if cell not in fixed:
                self.fields[field_name(cell)] = made
                self._sheets.setdefault(cell[0], (heads.title, []))[1].append(field_name(cell))
        if asked.answered_by_id is not None and self.fields and not all(self._cells.values()):
            self.fields["blanks"] = forms.BooleanField(
                label=_("空着的格没有数可填，就这样交"), required=False, initial=asked.answered_at is not None
            )

    def _field(self, one: dict[str, Any], heads: Heads, options: Sequence[str], initial: str) -> forms.Field:
        words = [*heads.left, *heads.above] or [one["words"]]
        made = typed_field(one["words"] or workbooks.named(*heads.place), words, options, initial)
        made.help_text = "。".join(part for part in (heads.said, str(made.help_text)) if part)
        return made

    @property
    def sheets(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The sheets by name, each with its title and its fields."""
        return [(name, title, [self[one] for one in names]) for name, (title, names) in self._sheets.items()]

    @property
    def told(self) -> list[tuple[str, str]]:
        """What stands in each cell, by its words."""
        return self._told

    @property
    def values(self) -> list[str]:
        """What each cell was given; of those merged what stands there."""
        return [self.cleaned_data.get(field_name(cell), value) for cell, value in self._cells.items()]

    @property
    def blank(self) -> list[str]:
        """The words of the cells that are empty yet."""
        return [words for (words, _said), value in zip(self._told, self.values, strict=True) if not value]


def field_name(cell: Cell) -> str:
    """A field by its cell: another page's number never finds its way into it."""
    return f"{crc32(cell[0].encode()):x}-{workbooks.named(*cell[1])}"


@for_posts(PostKind.WORKER, PostKind.OFFICER, PostKind.LEAD, PostKind.AUDITOR)
def asked(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The cells that a unit was asked, to be typed by it."""
    one = get_object_or_404(CellAsk.objects.for_post(request.post).select_related("by__person", "by__unit"), pk=pk)
    said = {typed.cell: typed.value for typed in one.workbook.typed.filter(unit=one.unit)}
    form = AnswerForm(request.POST or None, asked=one, said=said, fixed=asking.taken_in(one))
    if form.is_bound and form.is_valid():
        blanks = form.cleaned_data.get("blanks", False)
        asking.answer(one, by=request.post, values=form.values, blanks=blanks)
        _tell(request, form, blanks=blanks)
        return redirect("reports:form-asked", pk)
    left = sum(not value for _words, value in form.told)
    context = {
        "asked": one,
        "form": form,
        "left": left,
        "given": len(form.told) - left,
        "may": asking.answer.may(request.post) and bool(form.fields),
    }
    return render(request, "reports/form_asked.html", context, status=WRONG if form.is_bound else 200)


def _tell(request: StaffRequest, form: AnswerForm, *, blanks: bool) -> None:
    """What became of it: all is handed in, or what is still empty."""
    if blanks or not form.blank:
        messages.success(request, _("已经交给街道"))
    else:
        told = {"n": len(form.values) - len(form.blank), "left": len(form.blank), "words": "、".join(form.blank[:8])}
        said = _("交了 %(n)d 格，还有 %(left)d 格空着：%(words)s。填好再交；确实没有的，勾上“没有数可填”再交。")
        messages.warning(request, said % told)
    for typed, kept in understood(form):
        messages.info(request, _("“%(typed)s”记作 %(kept)s；不对请改") % {"typed": typed, "kept": kept})
