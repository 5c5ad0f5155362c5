"""What somebody types to find an entry again: words of its title, place or note; a unit; a day, a month or a year.

All that is typed must hold. What could be a unit or a day may as well stand in the words: 3月5日 finds what was held on
that day in any year, and what says so. Text search is text search: there are no categories of it, and none is kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, reduce
from operator import and_, or_
from typing import cast

from django.core.paginator import Page, Paginator
from django.db.models import Q

from yiben.ledger import grams
from yiben.ledger.models import Cohost, Entry, EntryQuerySet
from yiben.lib.dates import read_days
from yiben.lib.periods import EARLIEST, LATEST, Period
from yiben.lib.plain import plain
from yiben.units.models import Post, Unit

MOST_WORDS = 8
FEW = 2000
"""Entries that the index names are asked for by their keys up to so many. A word that stands in more is no help to the
database: from the newest on, it soon meets enough that contain it."""


@dataclass(frozen=True)
class Word:
    """One of the words typed, and what it may mean besides: units by key, stretches of days."""

    text: str
    units: tuple[int, ...] = ()
    spans: tuple[Period, ...] = ()

    @property
    def plain(self) -> bool:
        return not self.units and not self.spans


def sought(entries: EntryQuerySet, typed: str, *, post: Post) -> EntryQuerySet:
    """Those of the entries for which all holds that was typed."""
    if not typed.strip():
        return entries
    reach = _Reach(post)
    words = read(typed, units=reach.units, years=reach.years)
    for word in words:
        if not word.plain:
            entries = entries.filter(reach.containing([word.text]) | reach.held(word))
    told = [word.text for word in words if word.plain]
    return entries.filter(reach.containing(told)) if told else entries


class _Reach:
    """Where a post's entries lie: asked for as far as it is needed."""

    def __init__(self, post: Post) -> None:
        self.post = post

    @cached_property
    def units(self) -> list[Unit]:
        # A worker's list has what others held together with her unit: their words are in the chains of those.
        return list(Unit.objects.under(self.post.tenant))

    @cached_property
    def years(self) -> range:
        """The years of the book, from its first entry to its last."""
        days = Entry.objects.order_by("start").values_list("start", flat=True)
        first, last = days.first(), days.last()
        return range(first.year, last.year + 1) if first and last else range(0)

    @cached_property
    def _keys(self) -> list[int]:
        return [unit.pk for unit in self.units]

    @cached_property
    def _unread(self) -> dict[int, tuple[int, int]]:
        return grams.behind(self._keys)

    def held(self, word: Word) -> Q:
        """That it was held by a unit or on a day that the word calls."""
        called = [_few(Entry.objects.all(), days) for span in word.spans for days in _on(span)]
        if word.units:
            together = Cohost.objects.filter(unit__in=word.units).values("entry")
            called.append(Q(unit__in=word.units) | Q(pk__in=together))
        return reduce(or_, called)

    def containing(self, texts: Sequence[str]) -> Q:
        """That an entry's title, place or note contains each of these texts."""
        said = reduce(and_, map(_says, texts))
        narrowed = self._narrowed(texts)
        return said if narrowed is None else _few(Entry.objects.filter(narrowed), said)

    def _narrowed(self, texts: Sequence[str]) -> Q | None:
        """Where the index says that they stand, and what it hasn't come to yet; None if that is no shorter way."""
        left = sum(end - come for come, end in self._unread.values())
        if left > FEW:
            return None
        numbers = _in_all([grams.numbers_with(text, self._keys) for text in texts])
        if left + sum(map(len, numbers.values())) > FEW:
            return None
        found = [Q(unit=unit, number__in=some) for unit, some in numbers.items() if some]
        found += [Q(unit=unit, number__gt=come) for unit, (come, _end) in self._unread.items()]
        return reduce(or_, found, Q(pk__in=[]))


class Newest(Paginator[Entry]):
    """Pages of entries from the newest on. Of many, a page is looked for among the last days that hold enough: all of
    them would have to be sorted to show fifty."""

    SORTED = 1000
    MANY = 2000

    def page(self, number: int | str) -> Page[Entry]:
        number = self.validate_number(number)
        end = min(number * self.per_page, self.count)
        found = self._of_last_days(end) if self.count >= self.SORTED else self._entries
        return Page(found[(number - 1) * self.per_page : end], number, self)

    @cached_property
    def _entries(self) -> EntryQuerySet:
        return cast("EntryQuerySet", self.object_list)

    def _of_last_days(self, wanted: int) -> EntryQuerySet:
        newest = Entry.objects.order_by("-start").values_list("start", flat=True)[0]
        for days in (30, 120, 480, 1920):
            found = self._entries.filter(start__gte=newest - timedelta(days))
            if found.order_by().values("pk")[:wanted].count() == wanted:
                return found
        return self._entries


class Pages(Newest):
    """Pages of what was searched for. Of very many it tells that they are more than `MANY`, and shows so many: to count
    them all takes longer than to find them, and who sees that types another word."""

    @cached_property
    def count(self) -> int:
        return min(self._counted, self.MANY)

    @cached_property
    def more(self) -> bool:
        """Whether there are more than are counted."""
        return self._counted > self.MANY

    @cached_property
    def _counted(self) -> int:
        return self._entries.order_by().values("pk")[: self.MANY + 1].count()


def _on(span: Period) -> tuple[Q, Q]:
    """What began in these days, and what went on into them: a question each, for each has an index of its own."""
    return Q(start__gte=span.start, start__lte=span.end), Q(start__lt=span.start, end__gte=span.start)


def _few(entries: EntryQuerySet, asked: Q) -> Q:
    """Entries by their keys where they are few, as they were asked for where they aren't."""
    keys = list(entries.filter(asked).order_by().values_list("pk", flat=True)[: FEW + 1])
    return Q(pk__in=keys) if len(keys) <= FEW else asked


def _says(text: str) -> Q:
    return Q(title__icontains=text) | Q(place__icontains=text) | Q(note__icontains=text)


def _in_all(each: Sequence[grams.Numbers]) -> grams.Numbers:
    first, *others = each
    return {unit: some.intersection(*(other.get(unit, set()) for other in others)) for unit, some in first.items()}


def spans_in(text: str, typed: str) -> list[tuple[int, int]]:
    """Where the words that were typed stand in a text, to be marked there."""
    words = [re.escape(word) for word in typed.split()[:MOST_WORDS]]
    return [found.span() for found in re.finditer("|".join(words), text, re.IGNORECASE)] if words else []


# -- reading what was typed


def read(typed: str, *, units: Collection[Unit], years: range) -> list[Word]:
    """The words that were typed, each with the units and days that it may mean."""
    return [Word(text, _units_called(text, units), _days_called(text, years)) for text in typed.split()[:MOST_WORDS]]


def _units_called(text: str, units: Collection[Unit]) -> tuple[int, ...]:
    """The units whose name, or a short form of it, begins so; 社区 alone calls none."""
    if len(text) < 2:
        return ()
    return tuple(unit.pk for unit in units if any(name.startswith(text) for name in (unit.name, *unit.short_names)))


_MONTH = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:份)?|(\d{4})[-./](\d{1,2})", re.ASCII)
_NAMED = re.compile(r"\d{4}(?:[Hh][12]|[Qq][1-4])?年?", re.ASCII)
_DAYS = re.compile(r"\d{4}[-./年]\d{1,2}[-./月]\d.*|\d{8}|.*月.*[日号\d].*", re.ASCII)


def _days_called(text: str, years: range) -> tuple[Period, ...]:
    """The stretches of days that a text names: one, or without a year one in each year of the book."""
    said = plain(text)
    if month := _MONTH.fullmatch(said):
        year, at = month[1] or month[3], int(month[2] or month[4])
        named = [int(year)] if year else years
        return tuple(Period.of_month(one, at) for one in named if 1 <= at <= 12 and EARLIEST <= one <= LATEST)
    if _NAMED.fullmatch(said) and EARLIEST <= int(said[:4]) <= LATEST:
        return (Period.parse(said.rstrip("年").upper()),)
    if not _DAYS.fullmatch(said):
        return ()
    found = {read_days(said, year=year).value for year in years}
    return tuple(Period(*days) for days in sorted(filter(None, found)))
