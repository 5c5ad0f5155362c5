from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiben.units.models import Line


class FindForm(forms.Form):
    """Narrow the catalogue to a line, or to names with these characters in them."""

    q = forms.CharField(label=gettext_lazy("名称"), required=False, max_length=40)
    line = forms.ChoiceField(label=gettext_lazy("条线"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [(line.slug, line.name) for line in Line.objects.filter(active=True)]
        self.fields["line"].choices = [("", _("全部")), *lines]  # type: ignore[attr-defined]
