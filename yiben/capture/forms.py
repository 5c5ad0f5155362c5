from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy

from yiben.capture.drafts import LONGEST, Sheet
from yiben.ledger.amounts import read_amount
from yiben.ledger.asking import AmountField, EntryForm, Offers
from yiben.plans.models import Measure
from yiben.plans.suggesting import Suggestion
from yiben.units.models import Post

MOST = 20
"""So many activities of one brief are looked at together."""


class BriefForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("简讯"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 9, "data-brief": True}),
        error_messages={"required": gettext_lazy("请粘贴一段简讯")},
    )


class DraftForm(EntryForm):
    """One activity of a brief, each field with the words that it was read from."""

    planned = forms.BooleanField(required=False, widget=forms.HiddenInput)
    drop = forms.BooleanField(label=gettext_lazy("这一条不记"), required=False)
    done = forms.BooleanField(label=gettext_lazy("已经办完，记进账本"), required=False)

    def __init__(self, data: Any = None, *, offers: Offers, sheet: Sheet | None = None, **said: Any) -> None:
        super().__init__(data, offers=offers, initial=sheet.initial if sheet else None, **said)
        self.sheet = sheet
        for number, (metric, noun, written) in enumerate(sheet.nouned if sheet else self._nouned(data)):
            self.fields[f"{metric}-{number}"] = AmountField(offers.metrics[metric], noun)
            self.initial[f"{metric}-{number}"] = written
        if self.is_planned():
            self.fields["kind"].required = False
        if sheet:
            self.initial["planned"] = sheet.planned
            known = {measure.pk: measure for measure in offers.measures}
            self.offer_these([known[one.measure] for one in sheet.suggestions if one.measure in known])

    def _nouned(self, data: Mapping[str, str] | None) -> list[tuple[str, str, str]]:
        """The amounts with a noun of their own, as an earlier page sent them: each noun beside its field."""
        named = re.compile(rf"{re.escape(self.prefix or '')}-noun-([a-z]+)-\d+")
        found = [(match[1], value) for name, value in (data or {}).items() if (match := named.fullmatch(name))]
        return [(metric, noun[:40], "") for metric, noun in found if metric in self.metrics]

    def nouns(self) -> list[tuple[str, str]]:
        """The hidden companions of amounts that have a noun of their own."""
        named = [(n, f) for n, f in self.fields.items() if isinstance(f, AmountField) and f.noun]
        return [(f"{self.prefix}-noun-{name}", field.noun) for name, field in named]

    def is_planned(self) -> bool:
        """Whether it has yet to be held, and goes into the calendar."""
        if self.sheet:
            return self.sheet.planned
        return self["planned"].value() in (True, "True", "on") and not self["done"].value()

    # -- what the template asks for

    def announces(self) -> bool:
        """Whether the brief spoke of what has yet to be held, whatever she says of it."""
        return self["planned"].value() in (True, "True", "on")

    def told_fields(self) -> list[tuple[BoundField, list[str], bool]]:
        """What stands open: what every entry says, and what this brief told; each with the words it was read from, and
        whether it is but about so many."""
        named = ["unit", "title", "kind", "start", "end", "place"]
        named += [name for name, field in self.fields.items() if isinstance(field, AmountField)]
        return [(self[name], self._words(name), self._is_about(name)) for name in named if self._is_open(name)]

    def _is_about(self, name: str) -> bool:
        field = self.fields[name]
        if not isinstance(field, AmountField):
            return False
        amount = read_amount(self[name].value(), field.metric.slug).value
        return bool(amount and amount.words)

    def folded_fields(self) -> list[BoundField]:
        named = ["kind", "end", "place", "topic", "note"]
        named += [name for name, field in self.fields.items() if isinstance(field, AmountField)]
        return [self[name] for name in named if not self._is_open(name)]

    def several_fields(self) -> list[tuple[BoundField, str, list[str]]]:
        """Lines and co-hosts: what is ticked, in words, and the words of the brief."""
        return [(self[name], self._ticked(name), self._words(name)) for name in ("lines", "cohosts")]

    def offered_measures(self) -> list[tuple[Measure, Any, str]]:
        """The measures that it may answer, each with its box and the reason."""
        reasons = {one.measure: one.reason for one in self._suggestions()}
        boxes = zip(self.tracked, self["measures"].subwidgets, strict=True)
        ticked = {str(value) for value in self["measures"].value() or ()}
        return [(m, box, reasons.get(m.pk, "")) for m, box in boxes if m.pk in reasons or str(m.pk) in ticked]

    def _suggestions(self) -> Sequence[Suggestion]:
        return self.sheet.suggestions if self.sheet else ()

    def _is_open(self, name: str) -> bool:
        field = self[name]
        if (
            name in ("title", "start")
            or (name == "kind" and not self.is_planned())
            or (name == "unit" and not field.is_hidden)
        ):
            return True
        return name != "unit" and bool(field.errors or field.value())

    def _words(self, name: str) -> list[str]:
        return self.sheet.words.get(name.partition("-")[0], []) if self.sheet else []

    def _ticked(self, name: str) -> str:
        chosen = {str(value) for value in self[name].value() or ()}
        return "、".join(box.data["label"] for box in self[name].subwidgets if str(box.data["value"]) in chosen)


class PhotoForm(forms.Form):
    """A photo that waited in an outbox, and the entry that it belongs to."""

    id = forms.UUIDField()
    entry = forms.UUIDField()
    file = forms.FileField(max_length=200)


def draft_forms(data: Any, *, post: Post, today: date, offers: Offers) -> list[DraftForm]:
    """The drafts that a page sends back, in its order."""
    prefixes = list(dict.fromkeys(m[1] for name in data if (m := re.fullmatch(r"(d\d{1,2})-id", name))))[:MOST]
    return [DraftForm(data, post=post, today=today, prefix=prefix, offers=offers) for prefix in prefixes]
