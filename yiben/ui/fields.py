"""Form fields that several rooms ask for, and the one way in which a form hears a refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django import forms

from yiben.lib.dates import read_day
from yiben.lib.refused import Refused

R = TypeVar("R")


def done(form: forms.BaseForm, act: Callable[[], R]) -> R | None:
    """What the act gives; None where the form is not filled in, or where the rules say no, which it then tells."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return None


class DayField(forms.DateField):
    """A day, from the browser's calendar or typed in any manner."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def to_python(self, value: Any) -> date | None:
        reading = read_day(value)
        if reading.problem:
            raise forms.ValidationError(reading.problem)
        return reading.value
