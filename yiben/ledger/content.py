"""What an entry says, as a value, before it has a number; and the canonical form that the chain digests."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson

from yiben.lib.canonical import uuid7

FORMAT = b"yiben/1"
ERASABLE = ("title", "place", "note")
ERASABLE_OF_FILE = ("name", "sha256", "likeness")


@dataclass(frozen=True, order=True)
class Amount:
    """So many of a metric: the exact value, or the words of an approximate one (30余 → value 30, words 30余)."""

    metric: str
    value: Decimal
    words: str = ""
    noun: str = ""


@dataclass(frozen=True)
class Content:
    """All that an author says in an entry. Slugs for kind, topic and lines; primary keys for units and measures."""

    unit_id: int
    start: date
    kind: str
    title: str
    end: date | None = None
    topic: str = ""
    place: str = ""
    note: str = ""
    lines: tuple[str, ...] = ()
    measures: tuple[UUID, ...] = ()
    cohosts: tuple[int, ...] = ()
    amounts: tuple[Amount, ...] = ()
    summary: bool = False
    reason: str = ""
    origin: str = "page"
    void: bool = False
    replaces: UUID | None = None
    id: UUID = field(default_factory=uuid7)

    def but(self, **changed: Any) -> Content:
        """A copy with that changed: `dataclasses.replace` for a hundred thousand at a time."""
        copy = object.__new__(Content)
        copy.__dict__.update(self.__dict__)
        copy.__dict__.update(changed)
        return copy


@lru_cache(maxsize=65_536)
def amount_told(metric: str, value: str, words: str, noun: str) -> Amount:
    """An amount from its kept words. Lists tell the same ones over and over."""
    return Amount(metric, Decimal(value), words, noun)


def content_told(said: Mapping[str, Any], *, id: UUID, origin: str, reason: str = "") -> Content:
    """What a kept draft of a list's row says in the book: days and keys as text, amounts as their words."""
    content = object.__new__(Content)
    end = said["end"]
    content.__dict__.update(
        unit_id=said["unit"],
        start=_day(said["start"]),
        end=_day(end) if end else None,
        kind=said["kind"],
        topic=said["topic"],
        title=said["title"],
        place=said["place"],
        note=said["note"],
        lines=tuple(said["lines"]),
        measures=tuple([UUID(pk) for pk in said["measures"]]),
        cohosts=tuple(said["cohosts"]),
        amounts=tuple([amount_told(*amount) for amount in said["amounts"]]),
        summary=said["summary"],
        reason=reason,
        origin=origin,
        void=False,
        replaces=None,
        id=id,
    )
    return content


_day = lru_cache(maxsize=4096)(date.fromisoformat)


def mac(salt: bytes, name: str, text: str) -> str:
    return hmac.digest(salt, f"{name}\n{text}".encode(), "sha256").hex()


def macs(salt: bytes, content: Content) -> dict[str, str]:
    """The HMACs of an entry's erasable words under its own salt."""
    return {name: mac(salt, name, getattr(content, name)) for name in ERASABLE}


def digest(previous: str, payload: dict[str, Any]) -> str:
    """The chain's step: SHA-256 over the format version, the previous digest and the fact's canonical JSON (RFC 8785).

    A payload holds texts, small integers, truths and None under ASCII keys: of these orjson writes the canonical form.
    """
    written = orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(b"\n".join((FORMAT, previous.encode(), written))).hexdigest()


def entry_payload(
    *,
    id: UUID,
    unit: str,
    number: int,
    recorded_at: str,
    by: int | None,
    start: date,
    end: date | None,
    kind: str,
    topic: str | None,
    macs: dict[str, str],
    lines: Iterable[str],
    measures: Iterable[UUID],
    cohosts: Iterable[str],
    amounts: Iterable[tuple[str, str, int, str]],
    summary: bool,
    late: bool,
    reason: str,
    origin: str,
    void: bool,
    replaces: UUID | None,
) -> dict[str, Any]:
    """The fact as the chain sees it. `amounts` are (metric, noun, integer amount, words); integers go in as text, so
    that no size of number can be misread."""
    return {
        "what": "entry",
        "id": str(id),
        "unit": unit,
        "number": number,
        "recorded_at": recorded_at,
        "by": by,
        "start": str(start),
        "end": str(end) if end else None,
        "kind": kind,
        "topic": topic,
        "text": macs,
        "lines": sorted(lines),
        "measures": sorted([str(measure) for measure in measures]),
        "cohosts": sorted(cohosts),
        "amounts": sorted([(metric, noun, str(amount), words) for metric, noun, amount, words in amounts]),
        "summary": summary,
        "late": late,
        "reason": reason,
        "origin": origin,
        "void": void,
        "replaces": str(replaces) if replaces else None,
    }
