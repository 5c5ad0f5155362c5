"""What a row of the book shows of an entry: `{% load ledger %}`."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yiben.ledger.models import Entry, Quantity
from yiben.ledger.search import spans_in
from yiben.ui.templatetags.ui import highlight, number

register = template.Library()


AROUND = 14
"""So many characters of a note are shown on either side of what was found in it."""


@register.filter
def found(text: str, typed: str) -> SafeString:
    """A text with what somebody searched for marked."""
    return highlight(text, spans_in(text, typed))


@register.simple_tag
def found_beside(entry: Entry, typed: str) -> SafeString:
    """Of an entry that was searched for, the place and the part of its note in which a word was found."""
    said = [entry.place] if spans_in(entry.place, typed) else []
    if spans := spans_in(entry.note, typed):
        first, last = max(0, spans[0][0] - AROUND), spans[0][1] + AROUND
        said.append(("…" if first else "") + entry.note[first:last] + ("…" if last < len(entry.note) else ""))
    return format_html_join("", '<small class="found">{}</small>', ((found(text, typed),) for text in said))


@register.simple_tag
def counts(entry: Entry) -> SafeString:
    """How many an entry tells, in a line: 志愿者 30 人 66 人次. One 场次 goes without saying; 约数 are marked."""
    told = [quantity for quantity in entry.quantities.all() if quantity.metric_id != "times" or quantity.amount != 1]
    return format_html_join(" ", '<span class="count">{}{}</span>', ((_what(q), how_many(q)) for q in told))


def _what(quantity: Quantity) -> str:
    noun = quantity.noun or (quantity.metric.name if quantity.metric_id == "volunteers" else "")
    return f"{noun} " if noun else ""


@register.filter
def how_many(quantity: Quantity) -> SafeString:
    """One quantity: 66 人次, 1,200.50 元, 98.5%; an approximate one in its own words, with its mark."""
    if quantity.words:
        return format_html('{} <small class="about">{}</small>', quantity.about, _("约数"))
    value = number(quantity.value, "money" if quantity.metric_id == "money" else "")
    blank = "" if quantity.metric_id == "rate" else " "
    return format_html("{}{}{}", value, blank, quantity.metric.unit)
