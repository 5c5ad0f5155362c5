"""The page of one cell of a superior's form: what is proposed and why, accepted with one press, or changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST
from rapidfuzz import fuzz, process

from yiben.ledger.models import Entry
from yiben.lib import workbooks
from yiben.lib.refused import Refused
from yiben.lib.workbooks import Place
from yiben.reports import form_said
from yiben.reports.form_choosing import CountedForm, entries_words, metrics
from yiben.reports.form_doubts import Alike, areas
from yiben.reports.form_figures import elsewhere, figure_url
from yiben.reports.form_grid import list_at, said
from yiben.reports.form_models import Workbook
from yiben.reports.form_typing import typed_field
from yiben.reports.workbooks import asking, hand, keeping, whens
from yiben.reports.workbooks.desk import Desk, desk
from yiben.reports.workbooks.filling import Row
from yiben.reports.workbooks.kept import PARTS_UNSURE
from yiben.reports.workbooks.known import Known
from yiben.reports.workbooks.known import Place as Unit
from yiben.reports.workbooks.proposals import Asked, Sort
from yiben.reports.workbooks.selection import Selection
from yiben.reports.workbooks.units_said import Units
from yiben.ui.spans import span
from yiben.units.models import PostKind
from yiben.units.scope import StaffRequest, for_posts

SEE = (PostKind.OFFICER, PostKind.LEAD, PostKind.AUDITOR)
WRONG = 422
SPANS = ("one", "column", "row", "all")
CLOSER = ("kind", "line", "topic", "titles", "metric", "when", "period")


class CellForm(CountedForm):
    """What a cell is bound to: a unit and an indicator, or what is counted more closely, or a value typed by hand; and
    which cells like it as well."""

    indicator = forms.ChoiceField(label=_lazy("填什么数"), required=False)
    unit = forms.ChoiceField(label=_lazy("哪个单位"), required=False)
    own = forms.BooleanField(label=_lazy("只算它本级举办的"), required=False)
    typed = forms.CharField(label=_lazy("或手填"), max_length=hand.LONGEST_TYPED, required=False)
    span = forms.ChoiceField(label=_lazy("改哪些格"), required=False, widget=forms.RadioSelect)
    metric = forms.ChoiceField(label=_lazy("按什么数"), required=False)
    field_order = ("indicator", "unit", "own", "typed", "span")

    def __init__(self, *args: Any, on: Desk, row: Row, alike: Alike, **kwargs: Any) -> None:
        one, self.chosen_before = row.proposal, _when(on, row)
        asked = one.asked
        said = span(asked.period) if asked is not None and not self.chosen_before else ""
        selection = asked.selection if asked is not None else Selection()
        super().__init__(*args, known=on.known, selection=selection, when=self.chosen_before, said=said, **kwargs)
        self.initial["metric"] = asked.metric.partition("|")[0] if asked is not None else "times"
        self._choices("metric", metrics(on.known))
        like = on.found.like.get(one.sheet, {}).get(one.place[0], one.place[0])
        options = workbooks.Choices(on.found.workbook).at(on.found.workbook.sheet(one.sheet), (like, one.place[1]))
        sentence = on.found.workbook.sheet(one.sheet).value(*one.place) is not None
        self.fields["typed"] = typed_field(_("或手填"), () if sentence else one.words, options)
        self._choices("unit", [(str(place.pk), place.name) for place in on.known.places])
        self._choices("indicator", _offered(on.known, one.words))
        spans = _spans(alike.with_it(row, "column"), alike.with_it(row, "row"))
        self._choices("span", spans)
        left_out = ["span"] if len(spans) == 1 else []
        if (one.sheet, one.place) not in on.keys:  # of a list, whose columns say what each cell is
            left_out = ["indicator", "unit", "own", "span", *CLOSER]
            self.fields["typed"].label = _("手填")
        for name in left_out:
            del self.fields[name]

    @property
    def simple(self) -> list[forms.BoundField]:
        """What most want to change."""
        return [self[name] for name in self.fields if name not in CLOSER]

    @property
    def closer(self) -> list[forms.BoundField]:
        """What is counted, word by word."""
        return [self[name] for name in CLOSER if name in self.fields]

    @property
    def closer_anew(self) -> bool:
        """Whether it was said more closely what is counted."""
        return bool(self.closer) and (self.selects_anew or self.times_anew or self.has_other("metric"))

    @property
    def told_when(self) -> str:
        return self.chosen_when if self.times_anew else self.chosen_before


def _when(on: Desk, row: Row) -> str:
    """The time that a person chose for a cell before."""
    before = on.kept.get(on.keys.get((row.proposal.sheet, row.proposal.place), ""))
    return str(before.asked.get("when", "")) if before is not None and before.changed else ""


def _spans(down: Sequence[Row], across: Sequence[Row]) -> list[tuple[str, str]]:
    """Which cells an answer may be for: this one, and those of its column or its row that ask the same."""
    told = [("one", _("只这一格"))]
    if len(down) > 1:
        told.append(("column", _("这一列都这样（%(n)d 格）") % {"n": len(down)}))
    if len(across) > 1:
        told.append(("row", _("这一行都这样（%(n)d 格）") % {"n": len(across)}))
    return told


def _offered(known: Known, words: Sequence[str]) -> list[tuple[str, Any]]:
    """All that may be counted, what is called most like the cell's own words first."""
    named = {one.slug: f"{one.name}（{one.unit}）" for one in known.definitions}
    names = {one.slug: one.name for one in known.definitions}
    near = [slug for _name, _score, slug in process.extract("".join(words), names, scorer=fuzz.partial_ratio, limit=6)]
    rest = [(slug, name) for slug, name in named.items() if slug not in near]
    return [
        ("", _("（不变）")),
        ("-", _("账本不填，手填")),
        (_("和这一格的字最像的"), [(slug, named[slug]) for slug in near]),
        (_("其他的"), rest),
    ]


@for_posts(*SEE)
def cell(request: StaffRequest, pk: UUID, cell: str) -> HttpResponse:
    """One cell: what it asks, by which words, what it rests on, and how to accept or change it."""
    on, row = _at(request, pk, cell)
    if request.method == "POST" and not keeping.bind.may(request.post):
        return redirect("reports:form", pk)
    alike = Alike(on)
    change = CellForm(request.POST or None, on=on, row=row, alike=alike, initial=_first(on, row))
    if change.is_bound and change.is_valid():
        try:
            _change(request, on, alike, row, change)
            return redirect(form_url(on.form, row.proposal.sheet))
        except Refused as refused:
            change.add_error(None, refused.sentence)
    context = _cell_page(request, on, alike, row, change)
    return render(request, "reports/form_cell.html", context, status=WRONG if change.errors else 200)


@require_POST
@for_posts(PostKind.OFFICER)
def accept(request: StaffRequest, pk: UUID, cell: str) -> HttpResponse:
    """What is proposed for an unsure cell is right, and for those like it that go with it."""
    on, row = _at(request, pk, cell)
    span = request.POST.get("span", "one")
    rows = Alike(on).unsure_with(row, span if span in SPANS else "one")
    keeping.accept(on.form, by=request.post, cells=[(one.proposal.sheet, one.proposal.place) for one in rows])
    messages.success(request, _("%(n)d 格就按账本的数填，下次同一份表也这样填") % {"n": len(rows)})
    return redirect(form_url(on.form, row.proposal.sheet))


def _at(request: StaffRequest, pk: UUID, cell: str) -> tuple[Desk, Row]:
    on = desk(get_object_or_404(Workbook.objects.for_post(request.post), pk=pk))
    row = on.rows.get((request.GET.get("sheet", ""), place_of(cell)))
    if row is None:
        raise Http404
    return on, row


def place_of(cell: str) -> Place:
    """The place that a cell of an address names."""
    try:
        return workbooks.at(cell)
    except ValueError as error:
        raise Http404 from error


def form_url(form: Workbook, sheet: str) -> str:
    """Where a sheet of a form is shown."""
    return f"{reverse('reports:form', args=[form.pk])}?sheet={quote(sheet)}"


def _first(on: Desk, row: Row) -> dict[str, Any]:
    asked, typed = row.proposal.asked, on.typed.get((row.proposal.sheet, row.proposal.place))
    unit, own = (asked.units[0], asked.own) if asked and asked.units else _unit_of(on, row)
    return {"unit": str(unit.pk), "own": own, "typed": typed.value if typed and typed.merged else "", "span": "one"}


def _unit_of(on: Desk, row: Row) -> tuple[Unit, bool]:
    """Whose a cell is by its own words, where nothing is proposed for it."""
    units = Units(on.known)
    named = next((one for word in row.proposal.words if (one := units.find(word)) and one.place), None)
    return (named.place, named.own) if named is not None and named.place is not None else (on.known.home, False)


# --- a change ---------------------------------------------------------------------------------------------------------


def _change(request: StaffRequest, on: Desk, alike: Alike, row: Row, change: CellForm) -> None:
    said = change.cleaned_data
    sheet, place = row.proposal.sheet, row.proposal.place
    rows = {one.proposal.place: one for one in [row, *alike.with_it(row, said.get("span") or "one")]}
    typed, chosen = said["typed"].strip(), said.get("indicator", "")
    if typed or (sheet, place) in on.typed:
        keeping.type_in(on.form, by=request.post, sheet=sheet, place=place, value=typed, alike=rows.keys() - {place})
    if chosen == "-":
        asked: dict[Place, Asked | None] = dict.fromkeys(rows)
    elif chosen or change.closer_anew or ("unit" in said and _moved(row.proposal.asked, said)):
        asked = {one: _asked(on, other, change, its_own=other is not row) for one, other in rows.items()}
    else:
        return
    first, when = asked.pop(place), change.told_when if chosen != "-" else ""
    if first is not None or chosen == "-":
        keeping.bind(on.form, by=request.post, sheet=sheet, place=place, asked=first, alike=asked, when=when)


def _moved(asked: Asked | None, said: dict[str, Any]) -> bool:
    return asked is not None and (str(asked.units[0].pk) != said["unit"] or asked.own != said["own"])


def _asked(on: Desk, row: Row, change: CellForm, *, its_own: bool = False) -> Asked | None:
    """What was chosen, as this cell asks it: a neighbour of its own unit."""
    before, said = row.proposal.asked, change.cleaned_data
    units, own = _units(on, row, said, its_own)
    period = before.period if before is not None else on.known.period
    if change.told_when:
        period = whens.span(change.told_when, on.known.period)
    if said["indicator"]:
        selection, metric = _of_indicator(on, said["indicator"])
        scale = before.scale if before is not None else Decimal(1)
    elif before is None and not change.closer_anew:
        return None
    else:
        selection = before.selection if before is not None else Selection()
        metric, scale = (before.metric, before.scale) if before is not None else ("times", Decimal(1))
    if change.selects_anew:
        selection = change.selection(replace(selection, figure=""))
    if change.has_other("metric"):
        metric, scale = said["metric"], Decimal(1)
    marks = before.marks if before is not None else ()
    return Asked(units, own, selection, metric, period, scale, marks)


def _of_indicator(on: Desk, slug: str) -> tuple[Selection, str]:
    """The entries and the metric of an indicator of the catalogue."""
    one = next(d for d in on.known.definitions if d.slug == slug)
    if one.adds != "sum" or one.held != "held":
        return Selection(figure=one.slug), one.metric
    metric = "attendances|people" if one.metric == "people" and one.unit == "人次" else one.metric
    return Selection(one.kinds, frozenset({one.line} - {""}), (), one.topics), metric


def _units(on: Desk, row: Row, said: dict[str, Any], its_own: bool) -> tuple[tuple[Unit, ...], bool]:
    if its_own and row.proposal.asked is not None:
        return row.proposal.asked.units, row.proposal.asked.own
    if its_own:
        unit, own = _unit_of(on, row)
        return (unit,), own
    return (next((one for one in on.known.places if str(one.pk) == said["unit"]), on.known.home),), said["own"]


# --- what the page says -----------------------------------------------------------------------------------------------


def _cell_page(request: StaffRequest, on: Desk, alike: Alike, row: Row, change: CellForm) -> dict[str, Any]:
    one = row.proposal
    ids = row.answer.entries if row.answer else ()
    entries = Entry.objects.for_post(request.post).standing().filter(pk__in=list(ids)[:500]).for_list()
    state, here = on.state((one.sheet, one.place), row), (one.sheet, one.place)
    may = keeping.bind.may(request.post)
    unsure = {span: len(alike.unsure_with(row, span)) for span in SPANS} if state == "unsure" else {}
    return {
        "form_kept": on.form,
        "sheet": one.sheet,
        "cell": one.cell,
        "row": row,
        "state": state,
        "value": said(row.value),
        "typed": on.typed.get(here),
        "beside": on.beside.get(here, []),
        "may_ask": may and state in ("open", "blank") and any(one.cell == here for one in asking.askable(on)),
        "list": list_at(on, one.sheet, one.place),
        "may_change_list": may and bool(list_at(on, one.sheet, one.place)),
        "may_take": hand.take.may(request.post),
        "before": on.before.get(on.keys.get(here, ""), ""),
        "asked": one.asked,
        "said": selection_words(one.asked, on.known) if one.asked else "",
        "parts": areas(one.parts),
        "reason": form_said.said(row.answer.reason if row.answer else "") or alike.reason(row),
        "unsure": {span: n for span, n in unsure.items() if n > 1},
        "entries": entries[:50],
        "count": len(ids),
        "elsewhere": elsewhere(on, one.asked),
        "figure_url": figure_url(request.post, one.asked, on.known),
        "form": change,
        "may_accept": may and state == "unsure" and one.reason != PARTS_UNSURE,
        "may": may and one.sort != Sort.REFUSED and (one.sort != Sort.FIELD or row.value is None),
        "open": state in ("open", "waiting", "blank") or bool(change.errors),
    }


def selection_words(asked: Asked, known: Known) -> str:
    """What is counted, in words."""
    if asked.selection.figure:
        slug = asked.selection.figure
        return next((one.words for one in known.definitions if one.slug == slug), slug)
    metric = next((one.name for one in known.metrics if one.slug == asked.metric.partition("|")[0]), "")
    return " · ".join(part for part in (entries_words(asked.selection, known), metric) if part)
