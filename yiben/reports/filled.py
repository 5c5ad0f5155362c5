"""A report by a clerk's template: its figures worked out and cited as any other's, its document filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext as _

from yiben.lib.refused import Refused
from yiben.reports.clerks import Checked, Finding, check
from yiben.reports.grammar import Asked, Vocabulary
from yiben.reports.models import Report
from yiben.reports.render import Rendered, Shelf
from yiben.reports.rendering import Begun, Later, begin
from yiben.reports.said import Said
from yiben.reports.text import Text
from yiben.reports.turns import Teller
from yiben.reports.vocabularies import vocabulary


def fill_in(
    report: Report, stock: Shelf, *, number: str = "", on: date | None = None
) -> tuple[Rendered, Begun | Later]:
    """The figures that it cites, and its document, which is being filled meanwhile. Refused as by `fitting`."""
    known, checked = fitting(report, stock)
    assert checked.prepared is not None
    rendered = Rendered(Text((), ()))
    # A document is in Chinese, whatever language its author's pages are in.
    with translation.override("zh-hans"):
        values = Teller(checked.reading, known, rendered, stock, number, on).values()
    return rendered, begin(checked.prepared, known, values)


def fitting(report: Report, stock: Shelf) -> tuple[Vocabulary, Checked]:
    """Its template as read. Refused where the catalogue has lost a name, or one is of a line not the report's."""
    assert report.template is not None
    known = vocabulary(report.unit, stock.catalogue, stock.all_lines)
    checked = _checked(bytes(report.template.source), known.told)
    if checked.prepared is None:
        told = "；".join(f"{one.where}：{one.what}" for one in map(in_words, checked.findings[:3]))
        raise Refused(_("模板“%(name)s”现在不能用了。%(told)s") % {"name": report.template.name, "told": told})
    if others := _of_other_lines(checked, known, stock):
        raise Refused(_("模板里有别的条线的数字：%(names)s") % {"names": "、".join(others[:5])}, field="genre")
    return known, checked


@lru_cache(maxsize=16)
def _checked(source: bytes, known: str) -> Checked:
    """Read once, as long as neither the template nor the catalogue changes."""
    return check(source, Vocabulary.heard(known))


def _of_other_lines(checked: Checked, known: Vocabulary, stock: Shelf) -> list[str]:
    lines = {line.slug for line in stock.lines}
    asked = [Asked.of(key, known) for key in checked.reading.keys]
    lost = [one.name for one in asked if one.name in known.figures and one.name not in stock.by_name]
    narrowed = {loop.partition("|")[2] for path in checked.reading.in_turns for loop in path} | {a.line for a in asked}
    others = [name for name in narrowed if name and lines and known.lines[name] not in lines]
    return list(dict.fromkeys([*lost, *sorted(others)]))


def in_words(finding: Finding) -> Finding:
    """The finding in the reader's language."""
    return replace(finding, where=_told(finding.where), what=_told(finding.what))


def _told(said: str) -> str:
    if not isinstance(said, Said):
        return _(said)
    return _(said.form) % {name: _told(part) if isinstance(part, Said) else part for name, part in said.parts.items()}
