"""New entries as rows of their four tables, written by one statement a table: lists come by the hundred thousand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, TypedDict, Unpack

from django.db import connection

from yiben.ledger.content import Content
from yiben.ledger.models import Attribution, Cohost, Entry, Quantity
from yiben.lib.rows import insert_flat

_ENTRY = (
    *("id", "unit_id", "number", "recorded_at", "by_id", "digest", "start", "end", "kind_id", "topic_id"),
    *("title", "place", "note", "salt", "macs", "summary", "late", "reason", "origin", "replaces_id", "void"),
)
_QUANTITY = ("entry_id", "metric_id", "noun", "amount", "words")
_COHOST = ("entry_id", "unit_id")
_ATTRIBUTION = ("entry_id", "unit_id", "number", "recorded_at", "by_id", "digest", "line_id", "measure_id")


@lru_cache(maxsize=1024)
def kept_moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def kept_macs(title: str, place: str, note: str) -> str:
    # Hexadecimal digits need no escaping.
    return f'{{"title": "{title}", "place": "{place}", "note": "{note}"}}'


class Born(TypedDict):
    """What the door adds to what was said."""

    macs: dict[str, str]
    late: bool
    by: int | None
    at: datetime


class Pen:
    """Gathers what is born with each entry; `write` puts it down, inside the caller's transaction."""

    def __init__(self) -> None:
        # Their values one after another: a row of its own for each would cost as much as to write it.
        self._entries: list[Any] = []
        self._quantities: list[Any] = []
        self._cohosts: list[Any] = []
        self._attributions: list[Any] = []

    def entry(
        self,
        content: Content,
        amounts: Sequence[tuple[str, str, int, str]],
        *,
        number: int,
        digest: str,
        salt: bytes,
        **born: Unpack[Born],
    ) -> None:
        at, by, macs, late = born["at"], born["by"], born["macs"], born["late"]
        key, moment = content.id.hex, kept_moment(at)
        end, replaces = content.end, content.replaces
        fact = (key, content.unit_id, number, moment, by, digest)
        self._entries += (
            *(*fact, content.start.isoformat(), end.isoformat() if end else None),
            *(content.kind, content.topic or None, content.title, content.place, content.note, salt),
            kept_macs(macs["title"], macs["place"], macs["note"]),
            *(content.summary, late, content.reason, content.origin, replaces.hex if replaces else None),
            content.void,
        )
        for amount in amounts:
            self._quantities += (key, *amount)
        for pk in sorted(set(content.cohosts)):
            self._cohosts += (key, pk)
        for line in sorted(set(content.lines)):
            self._attributions += (*fact, line, None)
        for measure in sorted(set(content.measures), key=str):
            self._attributions += (*fact, None, measure.hex)

    def write(self) -> None:
        insert_flat(Entry, _ENTRY, self._entries)
        insert_flat(Quantity, _QUANTITY, self._quantities)
        insert_flat(Cohost, _COHOST, self._cohosts)
        insert_flat(Attribution, _ATTRIBUTION, self._attributions)
        for told in (self._entries, self._quantities, self._cohosts, self._attributions):
            told.clear()


class ListPen:
    """`Pen` for thousands of a list, of values as they are kept already: no co-hosts, measures or nouns, and none of
    them late, or in the place of another."""

    def __init__(self, origin: str, by: int | None) -> None:
        self._entries: list[Any] = []
        self._quantities: list[Any] = []
        self._attributions: list[Any] = []
        self._same = {"by_id": by, "late": False, "reason": "", "origin": origin, "replaces_id": None, "void": False}

    def entry(
        self,
        fact: tuple[str, int, int, Any, str],
        said: tuple[Any, ...],
        *,
        lines: Sequence[str],
        numbers: Sequence[tuple[Any, ...]],
    ) -> None:
        """What all facts have; what an entry says, from its day on; its lines; and metric, noun, amount and words of
        each of its numbers."""
        key, quantities = fact[0], self._quantities
        self._entries += fact
        self._entries += said
        for metric, _noun, amount, words, _written in numbers:
            quantities += (key, metric, amount, words)
        for line in lines:
            self._attributions += (*fact, line)

    def write(self) -> None:
        insert_flat(Entry, _LISTED, self._entries, same=self._same)
        insert_flat(Quantity, _COUNTED, self._quantities, same={"noun": ""})
        insert_flat(Attribution, _LINED, self._attributions, same={"by_id": self._same["by_id"], "measure_id": None})
        for told in (self._entries, self._quantities, self._attributions):
            told.clear()


_FACT = ("id", "unit_id", "number", "recorded_at", "digest")
_LISTED = (
    *_FACT,
    *("start", "end", "kind_id", "topic_id", "title", "place", "note", "salt", "macs", "summary"),
)
_COUNTED = ("entry_id", "metric_id", "amount", "words")
_LINED = ("entry_id", *_FACT[1:], "line_id")
