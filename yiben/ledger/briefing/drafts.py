"""What a brief says, as values: entries to be looked at and saved, each field with the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Span(NamedTuple):
    """Where in the brief words stand."""

    start: int
    end: int


NOWHERE = Span(0, 0)


class Words(NamedTuple):
    """A name as the brief writes it or as the book knows it, and where it stands."""

    name: str
    span: Span


class Source(NamedTuple):
    """The words that a field was read from."""

    field: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of a metric: 30余名志愿者 is 31..39 名 of volunteers. `text` are its words, `approx` as in gongwen."""

    metric: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    span: Span
    text: str = ""
    approx: str = ""
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One activity of a brief. What the brief doesn't say is None or empty; `planned` is what has yet to be done."""

    start: date | None = None
    end: date | None = None
    unit: str | None = None
    cohosts: tuple[str, ...] = ()
    place: str | None = None
    kind: str | None = None
    lines: tuple[str, ...] = ()
    title: str = ""
    quantities: tuple[Quantity, ...] = ()
    planned: bool = False
    span: Span = NOWHERE
    sources: tuple[Source, ...] = ()

    def words_of(self, field: str) -> tuple[Span, ...]:
        """Where the words stand that a field was read from, in order."""
        return tuple(source.span for source in self.sources if source.field == field)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is odd about a brief and a person should settle: where, which field, and a sentence for her."""

    span: Span
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Brief:
    """The entries that a brief tells, in its order, and what is odd about it."""

    entries: tuple[Draft, ...] = ()
    findings: tuple[Finding, ...] = ()
