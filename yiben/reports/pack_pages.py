"""The page of evidence packs: what to pack, what for, and the zip as it is read."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yiben.lib.periods import Period, today
from yiben.lib.refusals import spoken
from yiben.lib.refused import Refused
from yiben.plans.models import Measure
from yiben.reports.packs import Pack, Subject, hand_out, prepare
from yiben.units.acts import READERS
from yiben.units.models import Line, Unit, UnitKind
from yiben.units.scope import StaffRequest, for_posts

WRONG = 422


class PackForm(forms.Form):
    """What to pack: a unit and some days, of one line or all; and what for."""

    unit = forms.ModelChoiceField(label=_("单位"), queryset=Unit.objects.none(), empty_label=None)
    line = forms.ModelChoiceField(
        label=_("条线"), queryset=Line.objects.none(), required=False, empty_label=_("各条线")
    )
    period = forms.CharField(label=_("时段"), max_length=30, help_text=_("如 2025、2025Q3，或 2025-01-01..2025-11-20"))
    reason = forms.CharField(
        label=_("用途"), min_length=2, max_length=200, help_text=_("如：区总工会检查。附件可能拍到人，带走要留痕。")
    )

    def __init__(self, *args: Any, request: StaffRequest, measure: Measure | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure
        if measure is not None:
            for name in ("unit", "line", "period"):
                del self.fields[name]
            return
        units, lines = self.fields["unit"], self.fields["line"]
        assert isinstance(units, forms.ModelChoiceField)
        assert isinstance(lines, forms.ModelChoiceField)
        units.queryset = Unit.objects.for_post(request.post).on(today()).exclude(kind=UnitKind.DISTRICT)
        hers = [one.slug for one in Line.objects.filter(active=True) if request.post.answers_for(one.slug)]
        lines.queryset = Line.objects.filter(slug__in=hers)
        asked = {name: request.GET[name] for name in ("line", "period") if request.GET.get(name)}
        unit = units.queryset.filter(code=request.GET.get("unit", "")).first() or request.post.unit
        self.initial = {"unit": unit.pk, "period": str(today().year)} | asked

    def clean_period(self) -> Period:
        """The period typed."""
        try:
            return Period.parse(self.cleaned_data["period"])
        except ValueError as error:
            raise forms.ValidationError(spoken(str(error))) from error

    def subject(self, unit: Unit) -> Subject:
        """What was asked for; a measure's entries are those of its plan's year that `unit` and all below it held."""
        if self.measure is not None:
            return Subject(unit, Period.of_year(self.measure.plan.year), None, self.measure)
        said = self.cleaned_data
        return Subject(said["unit"], said["period"], said["line"])


@require_http_methods(["GET", "POST"])
@for_posts(*READERS)
def pack(request: StaffRequest) -> HttpResponse:
    """Ask for a pack; it comes as a download that is sent while it is read."""
    measure = _measure(request)
    form = PackForm(request.POST or None, request=request, measure=measure)
    if request.method == "POST" and form.is_valid():
        try:
            return _sent(_packed(request, form, measure))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    status = WRONG if request.method == "POST" else 200
    return render(request, "reports/pack.html", {"form": form, "measure": measure}, status=status)


def _measure(request: HttpRequest) -> Measure | None:
    asked = request.GET.get("measure", "")
    if not asked:
        return None
    assert hasattr(request, "post")
    try:
        found = Measure.objects.for_post(request.post).select_related("plan__unit")
        return get_object_or_404(found, pk=UUID(asked))
    except ValueError as error:
        raise Http404 from error


def _packed(request: StaffRequest, form: PackForm, measure: Measure | None) -> Pack:
    whole = request.post.unit
    if measure is not None and whole.reaches(measure.plan.unit):
        whole = measure.plan.unit
    made = prepare(form.subject(whole), request.post, at=timezone.now())
    return hand_out(made, by=request.post, reason=form.cleaned_data["reason"])


def _sent(made: Pack) -> HttpResponse:
    length, chunks = made.zipped()
    answer = StreamingHttpResponse(chunks, content_type="application/zip")
    answer["Content-Length"] = str(length)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(made.subject.title + '.zip', safe='')}"
    answer["Cache-Control"] = "no-store"
    return answer  # type: ignore[return-value]  # Django's two kinds of answer have no common name
