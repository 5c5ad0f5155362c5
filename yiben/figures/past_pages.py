"""The page where last year's figures are typed from its documents, for a street whose book begins this year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from yiben.figures.models import PastFigure
from yiben.figures.past import take_back_past, type_past
from yiben.lib.periods import Period, today
from yiben.lib.refusals import spoken
from yiben.lib.refused import Refused
from yiben.terms.models import definitions
from yiben.units.models import PostKind, Unit, UnitKind
from yiben.units.scope import StaffRequest, for_posts

SEE = (PostKind.OFFICER, PostKind.LEAD, PostKind.AUDITOR)
PER_PAGE = 50
WRONG = 422


class PastForm(forms.Form):
    """A figure, whose, of which days, and the document that told it."""

    indicator = forms.ChoiceField(label=_lazy("指标"))
    unit = forms.ModelChoiceField(label=_lazy("单位"), queryset=Unit.objects.none(), empty_label=None)
    period = forms.CharField(label=_lazy("时段"), max_length=30, help_text=_lazy("如 2024，或 2024-01-01..2024-11-20"))
    value = forms.DecimalField(label=_lazy("数值"), max_digits=18, decimal_places=2, min_value=0)
    document = forms.CharField(
        label=_lazy("出自哪份文件"), max_length=200, help_text=_lazy("如：《2024年度工作总结》，青办〔2024〕58号")
    )

    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units, indicators = self.fields["unit"], self.fields["indicator"]
        assert isinstance(units, forms.ModelChoiceField)
        assert isinstance(indicators, forms.ChoiceField)
        units.queryset = Unit.objects.for_post(request.post).on(today()).exclude(kind=UnitKind.DISTRICT)
        known = definitions(request.post.tenant).values()
        hers = [one for one in known if request.post.answers_for(one.line or None)]
        indicators.choices = [("", "—"), *((one.slug, f"{one.name}（{one.unit}）") for one in hers)]
        self.initial.setdefault("unit", request.post.unit_id)
        self.initial.setdefault("period", str(today().year - 1))

    def clean_period(self) -> Period:
        """The period typed."""
        try:
            return Period.parse(self.cleaned_data["period"])
        except ValueError as error:
            raise forms.ValidationError(spoken(str(error))) from error


@require_http_methods(["GET", "POST"])
@for_posts(*SEE)
def past(request: StaffRequest) -> HttpResponse:
    """What was typed, and a form to type the next."""
    may = type_past.may(request.post)
    kept = {name: request.GET[name] for name in ("period", "document", "unit") if request.GET.get(name)}
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = PastForm(request.POST or None, request=request, initial=kept)
    if request.method == "POST" and form.is_valid():
        try:
            typed = type_past(by=request.post, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("已录入%(name)s") % {"name": typed.indicator.name})
            return redirect("figures:past")
    seen = PastFigure.objects.for_post(request.post).standing().select_related("indicator", "unit", "typed_by__person")
    page = Paginator(seen, PER_PAGE).get_page(request.GET.get("page"))
    status = WRONG if request.method == "POST" else 200
    return render(request, "figures/past.html", {"form": form, "page": page, "may": may}, status=status)


@require_POST
@for_posts(PostKind.OFFICER)
def take_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Take one back."""
    found = get_object_or_404(PastFigure.objects.for_post(request.post).standing(), pk=pk)
    take_back_past(found, by=request.post)
    messages.success(request, _("已撤回，不再用来比较"))
    return redirect("figures:past")
