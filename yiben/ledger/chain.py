"""The chain: each unit's facts in the order of their numbers, every digest over the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import merge
from typing import TYPE_CHECKING, Any

from yiben.ledger.content import ERASABLE, Content, digest, entry_payload, mac, macs
from yiben.ledger.models import Attribution, Entry, Erasure, Head
from yiben.units.models import Post, Unit

if TYPE_CHECKING:
    from yiben.ledger.rules import Book


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def link(head: Head, fact: Attribution | Erasure, unit: Unit, by: Post | None, at: datetime) -> None:
    """Give a later fact its number and digest, and move the (locked) head to it."""
    fact.unit, fact.number, fact.recorded_at, fact.by = unit, head.number + 1, at, by
    fact.digest = digest(head.digest, payload_of(fact, unit.code))
    head.number, head.digest, head.recorded_at = fact.number, fact.digest, at


def link_entry(
    head: Head,
    entry: Entry,
    content: Content,
    book: Book,
    amounts: Sequence[tuple[str, str, int, str]],
    by: Post | None,
    at: datetime,
) -> None:
    """Give a new entry, with what it was born with, its number and digest, and move the (locked) head to it."""
    entry.number, entry.recorded_at, entry.by_id = head.number + 1, at, by.pk if by else None  # type: ignore[assignment]
    payload = entry_payload(
        **_own(entry, book.units[entry.unit_id].code),
        lines=set(content.lines),
        measures=set(content.measures),
        cohosts=[book.units[pk].code for pk in set(content.cohosts)],
        amounts=amounts,
    )
    entry.digest = digest(head.digest, payload)
    head.number, head.digest, head.recorded_at = entry.number, entry.digest, at


def _own(entry: Entry, unit_code: str) -> dict[str, Any]:
    return {
        "id": entry.id,
        "unit": unit_code,
        "number": entry.number,
        "recorded_at": stamp(entry.recorded_at),
        "by": entry.by_id,
        "start": entry.start,
        "end": entry.end,
        "kind": entry.kind_id,
        "topic": entry.topic_id,
        "macs": entry.macs,
        "summary": entry.summary,
        "late": entry.late,
        "reason": entry.reason,
        "origin": entry.origin,
        "void": entry.void,
        "replaces": entry.replaces_id,
    }


def payload_of(fact: Entry | Attribution | Erasure, unit_code: str) -> dict[str, Any]:
    """A stored fact as the chain digested it. For an entry: quantities, cohosts and attributions come prefetched."""
    if isinstance(fact, Entry):
        born = [a for a in fact.attributions.all() if a.number == fact.number]
        return entry_payload(
            **_own(fact, unit_code),
            lines=[a.line_id for a in born if a.line_id],
            measures=[a.measure_id for a in born if a.measure_id],
            cohosts=[cohost.unit.code for cohost in fact.cohosts.all()],
            amounts=[(q.metric_id, q.noun, q.amount, q.words) for q in fact.quantities.all()],
        )
    common = {
        "unit": unit_code,
        "number": fact.number,
        "recorded_at": stamp(fact.recorded_at),
        "by": fact.by_id,
        "entry": str(fact.entry_id),
    }
    if isinstance(fact, Erasure):
        return common | {"what": "erasure", "ground": fact.ground}
    withdrawn = fact.withdraws
    return common | {
        "what": "attribution",
        "line": fact.line_id,
        "measure": str(fact.measure_id) if fact.measure_id else None,
        "withdraws": withdrawn.number if withdrawn else None,
    }


def says_the_same(entry: Entry, content: Content, book: Book) -> bool:
    """Whether content sent again (checked already) is what the entry was born with."""
    assert entry.salt is not None
    unit = book.units[content.unit_id]
    said = {
        "start": content.start,
        "end": content.end,
        "kind": content.kind,
        "topic": content.topic or None,
        "macs": macs(bytes(entry.salt), content),
        "summary": content.summary,
        "reason": content.reason,
        "origin": content.origin,
        "void": content.void,
        "replaces": content.replaces,
    }
    again = entry_payload(
        **(_own(entry, unit.code) | said),
        lines=set(content.lines),
        measures=set(content.measures),
        cohosts=[book.units[pk].code for pk in set(content.cohosts)],
        amounts=book.integers(content),
    )
    return unit.pk == entry.unit_id and again == payload_of(entry, unit.code)


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold: unit, number, and what is wrong, in the user's words."""

    unit: str
    number: int
    what: str


@dataclass(frozen=True)
class Walk:
    """What a walk along one unit's chain found."""

    unit: str
    facts: int
    erased: int
    breaks: tuple[Break, ...]


def walk(unit: Unit, head: Head, sealed: Mapping[int, str] | None = None) -> Walk:
    """Work every digest of a unit's chain out again. `sealed` maps numbers to digests that a seal recorded."""
    breaks: list[Break] = []
    previous, expected, erased, digests = "", 1, 0, {}
    last_at: datetime | None = None
    for fact in _facts(unit):
        problem = _problem(fact, unit, previous, expected, last_at)
        if problem:
            breaks.append(Break(unit.name, fact.number, problem))
        erased += isinstance(fact, Entry) and fact.erased
        previous, expected, last_at = fact.digest, fact.number + 1, fact.recorded_at
        digests[fact.number] = fact.digest
    if (head.number, head.digest) != (expected - 1, previous):
        breaks.append(
            Break(unit.name, head.number, f"链头记着第{head.number}条，实际到第{expected - 1}条，末尾有缺失或改动")
        )
    for number, seal in (sealed or {}).items():
        if digests.get(number) != seal:
            gone = number not in digests
            what = "封存时有第{n}条，现在没有了，尾部被截去" if gone else "第{n}条与封存时不同，被改写过"
            breaks.append(Break(unit.name, number, what.format(n=number)))
    return Walk(unit.name, len(digests), erased, tuple(breaks))


def _problem(
    fact: Entry | Attribution | Erasure, unit: Unit, previous: str, expected: int, last_at: datetime | None
) -> str:
    if fact.number != expected:
        return f"编号应为{expected}，实际是{fact.number}，中间有缺失"
    if last_at is not None and fact.recorded_at < last_at:
        return "登记时间早于上一条"
    if digest(previous, payload_of(fact, unit.code)) != fact.digest:
        return "内容与摘要不符，登记后被改动过"
    if isinstance(fact, Entry):
        return _text_problem(fact)
    return ""


def _text_problem(entry: Entry) -> str:
    """Whether the words still match their HMACs; erased ones can't and needn't, but an erasure must say so."""
    if entry.salt is None:
        return "" if hasattr(entry, "erasure") else "文字被清除，但没有删除的登记"
    salt = bytes(entry.salt)
    changed = [name for name in ERASABLE if mac(salt, name, getattr(entry, name)) != entry.macs.get(name)]
    words = {"title": "活动名称", "place": "地点", "note": "备注"}
    return "、".join(words[name] for name in changed) + "登记后被改动过" if changed else ""


def _facts(unit: Unit) -> Iterator[Entry | Attribution | Erasure]:
    """All facts of a unit in the order of their numbers, merged from three tables without holding them all."""
    entries = (
        Entry.objects.filter(unit=unit)
        .select_related("erasure")
        .prefetch_related("quantities", "cohosts__unit", "attributions")
        .order_by("number")
    )
    born = Entry.objects.filter(unit=unit).values("number")
    later = (
        Attribution.objects.filter(unit=unit).exclude(number__in=born).select_related("withdraws").order_by("number")
    )
    erasures = Erasure.objects.filter(unit=unit).order_by("number")
    return _merge([entries.iterator(chunk_size=500), later.iterator(chunk_size=500), erasures.iterator(chunk_size=500)])


def _merge(streams: Sequence[Iterator[Any]]) -> Iterator[Any]:
    return merge(*streams, key=lambda fact: fact.number)


def heads(tenant: Unit) -> dict[str, dict[str, Any]]:
    """What a seal keeps: for each unit of the street its code, the last number and its digest."""
    rows = Head.objects.filter(unit__in=Unit.objects.under(tenant)).select_related("unit").order_by("unit__path")
    return {head.unit.code: {"number": head.number, "digest": head.digest} for head in rows}
