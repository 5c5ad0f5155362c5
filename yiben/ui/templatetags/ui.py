"""Tags and filters of every page: `{% load ui %}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.templatetags.static import static
from django.utils import timezone
from django.utils.choices import flatten_choices
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yiben.lib.periods import Period
from yiben.ui import spans
from yiben.ui.states import state_of

register = template.Library()

NOTHING = "—"
FEN = Decimal("0.01")


# -- numbers and days


@register.filter
def number(value: int | Decimal | None, manner: str = "") -> str:
    """1286 → 1,286; None → —. Manner "money" writes two decimals, only when there are fen to show."""
    if value is None or value == "":
        return NOTHING
    assert not isinstance(value, float), "numbers are int or Decimal, never float"
    exact = Decimal(value)
    if manner == "money":
        exact = exact.quantize(FEN, ROUND_HALF_UP)
    if exact == exact.to_integral_value():
        return f"{int(exact):,}"
    return f"{exact:,.2f}" if manner == "money" else f"{exact.normalize():,f}"


@register.filter
def day(value: date | datetime | None, manner: str = "") -> str:
    """2025年3月5日; "short" leaves the year out, "time" adds hour and minute. A moment is told in local time."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    parts = {"year": value.year, "month": value.month, "day": value.day}
    if manner == "short":
        return _("%(month)d月%(day)d日") % parts
    whole = _("%(year)d年%(month)d月%(day)d日") % parts
    return f"{whole} {value:%H:%M}" if manner == "time" else whole


@register.filter
def span(period: Period) -> str:
    """2025年第四季度; Q4 2025 to who reads English."""
    return spans.span(period)


@register.simple_tag
def figure(value: int | Decimal | None, url: str = "", approx: int = 0, unit: str = "", manner: str = "") -> str:
    """A number about work: a link to what it rests on. Without a value, an empty mark that says so."""
    if value is None:
        return format_html('<span class="empty-figure" title="{}">{}</span>', _("账本里没有可作答的记录"), NOTHING)
    text = format_html("{}{}{}", _part("value", number(value, manner)), _part("unit", unit), _approx(approx))
    if not url:
        return format_html('<span class="figure-plain">{}</span>', text)
    return format_html('<a class="figure" href="{}">{}</a>', url, text)


def _approx(count: int) -> str:
    return _part("approx", _("（含约数 %(count)d 条）") % {"count": count}) if count else ""


def _part(name: str, text: str) -> str:
    return format_html('<span class="figure-{}">{}</span>', name, text) if text else ""


@register.inclusion_tag("ui/_bar.html")
def bar(done: int | Decimal | None, total: int | Decimal, expected: int | Decimal | None = None) -> dict[str, object]:
    """How far a target is, as a thin line; a tick stands where it should be today. The number stands beside it."""
    return {"share": _share(done or 0, total), "tick": None if expected is None else _share(expected, total)}


def _share(part: int | Decimal, whole: int | Decimal) -> int:
    return max(0, min(100, int(Decimal(part) * 100 / Decimal(whole)))) if whole else 0


# -- states and marked text


@register.inclusion_tag("ui/_chip.html")
def state(name: str, word: str = "") -> dict[str, object]:
    """A chip: glyph, word and colour of a state of `yiben.ui.states`; `word` says it more closely."""
    found = state_of(name)
    return {"glyph": found.glyph, "word": word or found.word, "colour": found.colour}


@register.filter
def highlight(text: str, spans: Iterable[Any]) -> SafeString:
    """The text with its spans marked; spans are (start, end), mappings or objects with `start` and `end`.

    A span may carry a `kind`, which becomes a class of its mark. Of two that overlap the earlier is marked.
    """
    pieces: list[tuple[str, ...]] = []
    done = 0
    for start, end, kind in sorted(_edges(span) for span in spans):
        end = min(end, len(text))
        if start < done or start >= end:
            continue
        pieces.append((text[done:start], kind, text[start:end]))
        done = end
    marked = format_html_join("", '{}<mark class="mark {}">{}</mark>', pieces)
    return format_html("{}{}", marked, text[done:])


def _edges(span: Any) -> tuple[int, int, str]:
    if isinstance(span, Mapping):
        return span["start"], span["end"], str(span.get("kind", ""))
    if isinstance(span, (tuple, list)):
        return span[0], span[1], str(span[2]) if len(span) > 2 else ""
    return span.start, span.end, str(getattr(span, "kind", ""))


# -- links and pages


@register.filter
def chosen(form: BaseForm) -> str:
    """What a form of filters asks for, in words (单位：河畔　条线：工会), for paper, which shows no form."""
    fields = [field for field in form if not field.is_hidden and field.value() not in (None, "", [])]
    return "　".join(_("%(what)s：%(which)s") % {"what": one.label, "which": _which(one)} for one in fields)


def _which(field: BoundField) -> str:
    value = field.value()
    choices: Iterable[tuple[Any, Any]] = flatten_choices(getattr(field.field, "choices", ()))
    words = {str(one): str(word) for one, word in choices}
    return _("、").join(words.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: object) -> str:
    """The present query with these parameters set; None or "" takes one out. A changed filter begins at page 1."""
    query = context["request"].GET.copy() if "request" in context else QueryDict(mutable=True)
    if "page" not in changes:
        query.pop("page", None)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/_pager.html", takes_context=True)
def page_of(context: template.Context, page: Page[Any]) -> dict[str, object]:
    """The pager of a page of rows; other query parameters stay."""
    return {"request": context.get("request"), "page": page}


@register.simple_tag
def elided(page: Page[Any]) -> list[int | str]:
    """Page numbers to offer, with … where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


# -- what the page loads


@register.simple_tag
def vendor(name: str) -> str:
    """The script of a package that npm brought at build; nothing where it was not brought, and the page still works."""
    if not _brought(name):
        return ""
    return format_html('<script src="{}" defer></script>', static(f"vendor/{name}"))


@lru_cache(maxsize=32)
def _brought(name: str) -> bool:
    return finders.find(f"vendor/{name}") is not None
