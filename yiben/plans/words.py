"""What the reader of plans is told of lines and indicators: out of the book, or out of the shipped catalogue."""

from __future__ import annotations

from yiben.plans.reading import IndicatorWord, LineWord
from yiben.terms.actions import shipped
from yiben.terms.models import Indicator, IndicatorVersion
from yiben.units.models import Line, Unit

Words = tuple[list[LineWord], list[IndicatorWord]]


def words_of_book(tenant: Unit | None = None) -> Words:
    """The lines and indicators that this street uses, with the names they go by. Two queries."""
    lines = [LineWord(line.slug, line.name, line.aliases) for line in Line.objects.filter(active=True)]
    seen = Indicator.objects.seen_by(tenant).filter(active=True)
    newest = IndicatorVersion.objects.newest().filter(indicator__in=seen).order_by("indicator__order", "indicator")
    return lines, [_indicator_word(version) for version in newest]


def _indicator_word(version: IndicatorVersion) -> IndicatorWord:
    named = version.indicator
    return IndicatorWord(named.slug, named.name, named.aliases, named.unit, named.line_id or "", version.kinds)


def words_as_shipped() -> Words:
    """The same from the catalogue that the program brings; it needs no database."""
    lines = [LineWord(row["slug"], row["name"], row.get("aliases", [])) for row in shipped("lines")]
    indicators = [
        IndicatorWord(
            row["slug"], row["name"], row.get("aliases", []), row["unit"], row.get("line", ""), row.get("kinds", [])
        )
        for row in shipped("indicators")
    ]
    return lines, indicators
