"""The chain: each unit's facts in the order of their numbers, every digest over the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from heapq import merge
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import connection
from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from yiben.ledger.content import ERASABLE, ERASABLE_OF_FILE, Content, digest, entry_payload, mac, macs
from yiben.ledger.evidence_store import Condition, condition
from yiben.ledger.models import Attribution, Entry, Erasure, Evidence, Head, Withdrawal
from yiben.lib.rows import load, rewrite
from yiben.units.models import Post, Unit

if TYPE_CHECKING:
    from yiben.ledger.rules import Book


Later: TypeAlias = Attribution | Erasure | Evidence | Withdrawal
"""A fact beside an entry, with a number of its own."""


def locked(unit_ids: set[int]) -> dict[int, Head]:
    """The heads of these units, locked in order of their keys, made where missing."""
    heads = load(Head, lock=True, unit=unit_ids)
    if len(heads) < len(unit_ids):
        Head.objects.bulk_create([Head(unit_id=pk) for pk in sorted(unit_ids)], ignore_conflicts=True)
        heads = load(Head, lock=True, unit=unit_ids)
    return {head.pk: head for head in heads}


def move(heads: Iterable[Head]) -> None:
    """Keep where these (locked) heads have come to."""
    told = connection.ops.adapt_datetimefield_value
    moved = [(head.number, head.digest, told(head.recorded_at), head.pk) for head in heads]
    rewrite(Head, ("number", "digest", "recorded_at"), moved)


def now(head: Head) -> datetime:
    """The clock, never before the head's own: a clock set back moves no fact before its predecessor."""
    now = timezone.now()
    return max(now, head.recorded_at) if head.recorded_at else now


@lru_cache(maxsize=1024)
def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def link(head: Head, fact: Later, unit: Unit, by: Post | None, at: datetime) -> None:
    """Give a later fact its number and digest, and move the (locked) head to it."""
    fact.unit, fact.number, fact.recorded_at, fact.by = unit, head.number + 1, at, by
    fact.digest = digest(head.digest, payload_of(fact, unit.code))
    head.number, head.digest, head.recorded_at = fact.number, fact.digest, at


def link_entry(
    head: Head,
    content: Content,
    book: Book,
    amounts: Sequence[tuple[str, str, int, str]],
    *,
    macs: dict[str, str],
    late: bool,
    by: int | None,
    at: datetime,
) -> tuple[int, str]:
    """The number and the digest of a new entry with what it is born with; the (locked) head moves to it."""
    number = head.number + 1
    payload = entry_payload(
        id=content.id,
        unit=book.units[content.unit_id].code,
        number=number,
        recorded_at=stamp(at),
        by=by,
        start=content.start,
        end=content.end,
        kind=content.kind,
        topic=content.topic or None,
        macs=macs,
        summary=content.summary,
        late=late,
        reason=content.reason,
        origin=content.origin,
        void=content.void,
        replaces=content.replaces,
        lines=set(content.lines),
        measures=set(content.measures),
        cohosts=[book.units[pk].code for pk in set(content.cohosts)],
        amounts=amounts,
    )
    head.number, head.digest, head.recorded_at = number, digest(head.digest, payload), at
    return number, head.digest


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


def payload_of(fact: Entry | Later, unit_code: str) -> dict[str, Any]:
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
    }
    if isinstance(fact, Withdrawal):
        said = {"evidence": str(fact.evidence_id), "erased": fact.erased, "reason": fact.reason}
        return common | {"what": "withdrawal"} | said
    common["entry"] = str(fact.entry_id)
    if isinstance(fact, Evidence):
        file = {"id": str(fact.id), "type": fact.type, "size": str(fact.size), "file": fact.macs}
        return common | {"what": "evidence"} | file
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
    """What a walk along one unit's chain found. `cleared` names the files that were erased by law: nothing is amiss;
    `files` are those that should lie in the store."""

    unit: str
    facts: int
    erased: int
    breaks: tuple[Break, ...]
    cleared: tuple[Break, ...] = ()
    files: tuple[Evidence, ...] = ()


class Unreadable:
    """A row that the database gives back broken: a byte that makes no day, no number, no JSON."""

    def __init__(self, number: int) -> None:
        self.number = number


Fact: TypeAlias = Entry | Later | Unreadable


def walk(unit: Unit, head: Head | None, sealed: Mapping[int, str] | None = None, *, stored: bool = True) -> Walk:
    """Work every digest of a unit's chain out again. `sealed` maps numbers to digests that a seal recorded.

    Every attached file must be there at its size; `changed_files` reads them through. Not `stored`: the files lie
    elsewhere, and are not asked for.
    """
    breaks: list[Break] = []
    cleared: list[Break] = []
    files: list[Evidence] = []
    previous, expected, erased, digests = "", 1, 0, {}
    last_at: datetime | None = None
    for fact in _facts(unit):
        if isinstance(fact, Unreadable):
            breaks.append(Break(unit.name, fact.number or expected, "这一条读不出来，登记后被改动过"))
            continue
        problem = _problem(fact, unit, previous, expected, last_at)
        if problem:
            breaks.append(Break(unit.name, fact.number, problem))
        elif isinstance(fact, Evidence) and (erasure := _erasure_of(fact)):
            cleared.append(Break(unit.name, fact.number, f"附件已依法清除，依据：{erasure.reason}"))
        elif isinstance(fact, Evidence) and stored and (lost := _lost(fact)):
            breaks.append(Break(unit.name, fact.number, lost))
        elif isinstance(fact, Evidence) and stored:
            files.append(fact)
        erased += isinstance(fact, Entry) and fact.erased
        previous, expected, last_at = fact.digest, fact.number + 1, fact.recorded_at
        digests[fact.number] = fact.digest
    breaks += _against_head(unit, head, expected - 1, previous, last_at)
    breaks += _against_seal(unit, digests, sealed or {})
    return Walk(unit.name, len(digests), erased, tuple(breaks), tuple(cleared), tuple(files))


def _against_head(unit: Unit, head: Head | None, number: int, digest: str, at: datetime | None) -> list[Break]:
    if head is None:
        return [Break(unit.name, number, "链头不见了")] if number else []
    if (head.number, head.digest) != (number, digest):
        return [Break(unit.name, head.number, f"链头记着第{head.number}条，实际到第{number}条，末尾有缺失或改动")]
    if head.recorded_at != at:
        return [Break(unit.name, number, "链头的时间与最后一条不符")]
    return []


def _against_seal(unit: Unit, digests: Mapping[int, str], sealed: Mapping[int, str]) -> list[Break]:
    breaks = []
    for number, seal in sealed.items():
        if number not in digests:
            breaks.append(Break(unit.name, number, f"封存时有第{number}条，现在没有了，尾部被截去"))
        elif digests[number] != seal:
            breaks.append(Break(unit.name, number, f"第{number}条与封存时不同，被改写过"))
    return breaks


def _problem(fact: Entry | Later, unit: Unit, previous: str, expected: int, last_at: datetime | None) -> str:
    if fact.number != expected:
        return f"编号应为{expected}，实际是{fact.number}，中间有缺失或重复"
    try:
        if last_at is not None and fact.recorded_at < last_at:
            return "登记时间早于上一条"
        again = digest(previous, payload_of(fact, unit.code))
        loose = _loose_ends(fact)
    # Whatever a changed byte makes of a row, the walk goes on and names it.
    except Exception:
        return "内容读不出来，登记后被改动过"
    if again != fact.digest:
        return "内容与摘要不符，登记后被改动过"
    return loose


def _loose_ends(fact: Entry | Later) -> str:
    """What the digest doesn't cover: copies of the chain's own columns, and what a withdrawal points at."""
    if isinstance(fact, Entry):
        born = [a for a in fact.attributions.all() if a.number == fact.number]
        return _text_problem(fact) or ("" if all(_born_of(a, fact) for a in born) else "归集的登记被改动过")
    if isinstance(fact, Evidence):
        return _file_problem(fact)
    if isinstance(fact, Attribution) and fact.withdraws_id is not None:
        was = fact.withdraws
        same = was is not None and (was.entry_id, was.line_id, was.measure_id) == (
            fact.entry_id,
            fact.line_id,
            fact.measure_id,
        )
        return "" if same else "撤出的不是原来归入的那一条"
    return ""


def _born_of(born: Attribution, entry: Entry) -> bool:
    shared = ("unit_id", "recorded_at", "by_id", "digest")
    return born.withdraws_id is None and all(getattr(born, name) == getattr(entry, name) for name in shared)


def _text_problem(entry: Entry) -> str:
    """Whether the words still match their HMACs; erased ones can't and needn't, but an erasure must say so."""
    if entry.salt is None:
        if not hasattr(entry, "erasure"):
            return "文字被清除，但没有清除的登记"
        return "文字已清除，却又有了文字" if any(getattr(entry, name) for name in ERASABLE) else ""
    if hasattr(entry, "erasure"):
        return "登记过清除文字，密钥却还在"
    salt = bytes(entry.salt)
    changed = [name for name in ERASABLE if mac(salt, name, getattr(entry, name)) != entry.macs.get(name)]
    words = {"title": "活动名称", "place": "地点", "note": "备注"}
    return "、".join(words[name] for name in changed) + "登记后被改动过" if changed else ""


def _file_problem(file: Evidence) -> str:
    """Whether what the book says of a file still matches its HMACs; `_lost` asks the file itself."""
    if file.salt is None:
        if _erasure_of(file) is None:
            return "附件的信息被清除，但没有清除的登记"
        return "附件已清除，却又有了内容" if any(getattr(file, name) for name in ERASABLE_OF_FILE) else ""
    if _erasure_of(file) is not None:
        return "登记过清除附件，密钥却还在"
    salt = bytes(file.salt)
    words = {"name": "文件名", "sha256": "文件摘要", "likeness": "相似特征"}
    changed = [name for name in ERASABLE_OF_FILE if mac(salt, name, getattr(file, name)) != file.macs.get(name)]
    return "附件的" + "、".join(words[name] for name in changed) + "登记后被改动过" if changed else ""


def _erasure_of(file: Evidence) -> Withdrawal | None:
    return next((fact for fact in file.withdrawals.all() if fact.erased), None)


def changed_files(walked: Walk) -> list[Break]:
    """The files of a walk that, read through to the end, aren't what was attached. Needs no transaction, and may take
    long; one erased meanwhile is no break."""
    lost = [(file, _lost(file, thorough=True)) for file in walked.files]
    still = set(Evidence.objects.filter(pk__in=[f.pk for f, what in lost if what]).exclude(salt=None).values_list("pk"))
    return [Break(walked.unit, file.number, what) for file, what in lost if (file.pk,) in still]


def _lost(file: Evidence, *, thorough: bool = False) -> str:
    match condition(file.sha256, file.size, thorough=thorough):
        case Condition.MISSING:
            return f"附件“{file.name}”的文件不见了"
        case Condition.CHANGED:
            return f"附件“{file.name}”的文件内容被改动过"
    return ""


def _facts(unit: Unit) -> Iterator[Fact]:
    """All facts of a unit in the order of their numbers, merged from their tables without holding them all."""
    entries = (
        Entry.objects.filter(unit=unit)
        .select_related("erasure")
        .prefetch_related("quantities", "cohosts__unit", "attributions")
        .order_by("number")
    )
    # One born with an entry bears its number; any other is a fact of its own and must have a number of its own.
    born = Q(entry__unit=unit, entry__number=F("number"))
    later = Attribution.objects.filter(unit=unit).exclude(born).select_related("withdraws").order_by("number")
    erasures = Erasure.objects.filter(unit=unit).order_by("number")
    files = Evidence.objects.filter(unit=unit).prefetch_related("withdrawals").order_by("number")
    withdrawals = Withdrawal.objects.filter(unit=unit).order_by("number")
    tables = (entries, later, erasures, files, withdrawals)
    return merge(*(_rows(facts) for facts in tables), key=lambda fact: fact.number)


def _rows(facts: QuerySet[Any]) -> Iterator[Any]:
    """The rows in order, a part at a time; from the first part that can't be read on, one by one."""
    after = 0
    try:
        while part := list(facts.filter(number__gt=after)[:500]):
            for fact in part:
                if not isinstance(fact.number, int):
                    raise TypeError("a number that is none")
                yield fact
                after = fact.number
    except Exception:
        yield from _one_by_one(facts, after)


def _one_by_one(facts: QuerySet[Any], after: int) -> Iterator[Any]:
    as_text = {"raw_pk": Cast("pk", CharField()), "raw_number": Cast("number", CharField())}
    for pk, number in list(facts.annotate(**as_text).values_list("raw_pk", "raw_number")):
        told = int(number) if str(number).isdecimal() else 0
        if told > after or not told:
            yield _row(facts, pk) or Unreadable(told)


def _row(facts: QuerySet[Any], pk: str) -> Any:
    try:
        fact = facts.get(pk=pk)
    except Exception:
        return None
    return fact if isinstance(fact.number, int) else None


def heads(tenant: Unit) -> dict[str, dict[str, Any]]:
    """What a seal keeps: for each unit of the street its code, the last number and its digest."""
    rows = Head.objects.filter(unit__in=Unit.objects.under(tenant)).select_related("unit").order_by("unit__path")
    return {head.unit.code: {"number": head.number, "digest": head.digest} for head in rows}
