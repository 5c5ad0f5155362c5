from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from yiben.ledger import chain, evidence, grams, journal
from yiben.ledger.content import Amount, Content, macs
from yiben.ledger.models import (
    Attribution,
    Closing,
    Entry,
    Erasure,
    Evidence,
    Head,
    ImportRow,
    closed_on,
)
from yiben.ledger.pen import Born, Pen
from yiben.ledger.rules import Book, check
from yiben.ledger.tally import Counted, Deltas, counted, tree_of
from yiben.lib.canonical import uuid7
from yiben.lib.refused import Refused
from yiben.lib.rows import load
from yiben.units.acts import WRITERS, verb
from yiben.units.models import Post, PostKind, Unit
from yiben.units.scope import writes_for


@verb("ledger.record", posts=WRITERS, alone=False)
def record(content: Content, *, by: Post | None) -> Entry:
    """Enter one fact. The same id, author and content again gives the same entry; otherwise that id is refused.

    Raises Refused, in the user's words, for what the book can't take: a day to come, a unit out of reach, an
    unknown word, a closed month without a reason.
    """
    return _append_once([content], by)[0]


@dataclass(frozen=True)
class Recorded:
    """Entries that came in by one press."""

    entries: list[Entry]

    def act_detail(self) -> dict[str, Any]:
        return {"rows": len(self.entries)}


@verb("ledger.record_many", posts=WRITERS, alone=False)
def record_many(contents: Sequence[Content], *, by: Post | None) -> Recorded:
    """Enter several facts at one press, all or none, in the order given; sent again, they are as harmless as one."""
    return Recorded(_append_once(contents, by))


def _append_once(contents: Sequence[Content], by: Post | None) -> list[Entry]:
    """`append`, of ids that somebody in another unit, whose head isn't locked here, may be using at this moment."""
    try:
        return append(contents, by=by)
    except IntegrityError as error:
        raise Refused(_("这个编号已经用过，请重新登记")) from error


def append(contents: Sequence[Content], *, by: Post | None) -> list[Entry]:
    """The one door in, inside a caller's transaction: lock heads, check, chain, write, tally. Entries come in the
    order asked. Verbs of this room and of those above that write an entry in a transaction of their own call it."""
    if not contents:
        return []
    book = _enter(contents, by)
    entries = {entry.pk: entry for entry in load(Entry, id=[content.id for content in contents])}
    for entry in entries.values():
        entry.unit = book.units[entry.unit_id]
    return [entries[content.id] for content in contents]


def enter(contents: Sequence[Content], *, by: Post | None) -> None:
    """`append`, without giving the entries back."""
    if contents:
        _enter(contents, by)


def _enter(contents: Sequence[Content], by: Post | None) -> Book:
    book = Book.open(contents)
    heads = chain.locked({content.unit_id for content in contents})
    known = {entry.id: entry for entry in load(Entry, id=[content.id for content in contents])}
    fresh: dict[UUID, Content] = {}
    for content in contents:
        if content.id in known:
            _same_or_refuse(known[content.id], content, book, by)
        elif content.id in fresh:
            raise Refused(_("同一编号出现了两次"))
        else:
            fresh[content.id] = content
    if fresh:
        _write(list(fresh.values()), book, heads, by)
    return book


def enter_fresh(contents: Sequence[Content], *, by: Post | None) -> None:
    """`enter` for thousands whose ids were made here. Raises IntegrityError where one is in the book already."""
    if contents:
        _write(contents, Book.open(contents), chain.locked({content.unit_id for content in contents}), by)


@verb("ledger.correct", posts=WRITERS, alone=False)
def correct(entry: Entry, *, by: Post | None, reason: str = "", id: UUID | None = None, **changes: Any) -> Entry:
    """Put a mistake right by a new entry that stands in the old one's place; `changes` are fields of Content."""
    if "unit_id" in changes and changes["unit_id"] != entry.unit_id:
        raise Refused(_("更正不能改换单位，请作废这条并在正确的单位重新登记"))
    return _succeed(entry, by, replace(content_of(entry), **changes), reason=reason, id=id)


@verb("ledger.void", posts=WRITERS, alone=False)
def void(entry: Entry, *, by: Post | None, reason: str, id: UUID | None = None) -> Entry:
    """Withdraw an entry for good, with a reason. "Copy as new" is the way back."""
    return withdraw(entry, by=by, reason=reason, id=id)


def withdraw(entry: Entry, *, by: Post | None, reason: str, id: UUID | None = None) -> Entry:
    """`void` inside a caller's transaction and Act."""
    if not reason.strip():
        raise Refused(_("请写明作废的原因"), field="reason")
    return _succeed(entry, by, withdrawal(entry), reason=reason, id=id)


def withdrawal(entry: Entry) -> Content:
    """What withdraws an entry, before it says which."""
    return Content(
        unit_id=entry.unit_id, start=entry.start, kind=entry.kind_id, topic=entry.topic_id or "", title="", void=True
    )


def corrected_here(entry: Entry) -> bool:
    """Whether an entry is corrected in this room; one that another room wrote is corrected there."""
    return entry.origin.partition(":")[0] in ("page", "import", "cli")


def _succeed(entry: Entry, by: Post | None, content: Content, *, reason: str, id: UUID | None) -> Entry:
    """Append what stands in an entry's place; two people pressing at once: the second is told."""
    if not writes_for(by, entry.unit):
        raise Refused(_("只能更正或作废本单位的记录"))
    if not corrected_here(entry):
        raise Refused(_("这条记录由其他业务生成，请在那里更正"))
    if id is None or not Entry.objects.filter(pk=id).exists():
        _still_standing(entry)
    content = replace(content, replaces=entry.pk, reason=reason.strip(), id=id or uuid7())
    try:
        return append([content], by=by)[0]
    except IntegrityError as error:
        raise Refused(_("这条记录刚刚被别人更正或作废了，请打开最新的一条")) from error


def _still_standing(entry: Entry) -> None:
    if entry.void:
        raise Refused(_("这是一条作废记录，不能再更正"))
    if Entry.objects.filter(replaces=entry).exists():
        raise Refused(_("这条记录已经更正或作废过，请打开最新的一条"))


@verb("ledger.attribute", posts=WRITERS, alone=False)
def attribute(
    entry: Entry,
    *,
    by: Post | None,
    lines: Iterable[str] = (),
    measures: Iterable[UUID] = (),
) -> Entry:
    """Make an entry bear exactly these lines and measures: what is new is added, what is gone is withdrawn."""
    if not writes_for(by, entry.unit):
        raise Refused(_("只能归集本单位的记录"))
    head = chain.locked({entry.unit_id})[entry.unit_id]
    _still_standing(entry)
    standing = list(Attribution.objects.standing().filter(entry=entry))
    wanted_lines, wanted_measures = set(lines), set(measures)
    had = {a.line_id for a in standing if a.line_id} | {a.measure_id for a in standing if a.measure_id}
    # What it bears already may stay, though a revision has left that measure out since.
    Book.open([content_of(entry)]).check_attributions(entry.unit, wanted_lines - had, wanted_measures - had)
    before = counted(entry)
    facts = [
        Attribution(entry=entry, line_id=a.line_id, measure_id=a.measure_id, withdraws=a)
        for a in standing
        if (a.line_id or a.measure_id) not in wanted_lines | wanted_measures
    ]
    facts += [Attribution(entry=entry, line_id=line) for line in sorted(wanted_lines - had)]
    facts += [Attribution(entry=entry, measure_id=measure) for measure in sorted(wanted_measures - had, key=str)]
    for fact in facts:
        chain.link(head, fact, entry.unit, by, chain.now(head))
        fact.save(force_insert=True)
    head.save()
    deltas = Deltas(tree_of(_tenant(entry.unit)))
    deltas.add(before, lines=sorted(before.lines - wanted_lines), sign=-1)
    deltas.add(before, lines=sorted(wanted_lines - before.lines))
    deltas.apply()
    return Entry.objects.get(pk=entry.pk)


@verb("ledger.erase", posts=[PostKind.OFFICER])
def erase(entry: Entry, *, by: Post | None, ground: str) -> Entry:
    """Erase an entry's words and their salt on a lawful ground, in whatever it replaced or was replaced by as well,
    in the list that it came from, and its files. Numbers and places in the chain stay."""
    if not ground.strip():
        raise Refused(_("请写明删除的法律依据"), field="ground")
    if not writes_for(by, entry.unit):
        raise Refused(_("只能删除本单位记录的文字"))
    head = chain.locked({entry.unit_id})[entry.unit_id]
    worded = [fact for fact in entry.lineage() if not fact.void and not fact.erased]
    files = list(Evidence.objects.of(entry).exclude(salt=None))
    if not worded and not files:
        raise Refused(_("这条记录的文字已经删除过"))
    for one in worded:
        fact = Erasure(entry=one, ground=ground.strip())
        chain.link(head, fact, entry.unit, by, chain.now(head))
        fact.save(force_insert=True)
        journal.tell(fact)
    head.save()
    evidence.erase_all(files, head, by, ground)
    erased = [one.pk for one in worded]
    grams.forget(worded)
    Entry.objects.filter(pk__in=erased).update(title="", place="", note="", salt=None)
    ImportRow.objects.filter(entered__entry_id__in=erased).update(cells={}, draft={}, findings=[])
    return Entry.objects.get(pk=entry.pk)


@verb("ledger.close", posts=[PostKind.LEAD, PostKind.ADMIN])
def close(tenant: Unit, *, by: Post | None, start: date, end: date, reason: str = "") -> Closing:
    """Close a span of days: what is corrected or entered there afterwards needs a reason and is marked."""
    _keeps_book_of(tenant, by)
    return Closing.objects.create(unit=tenant, start=start, end=end, closed=True, reason=reason, by=by)


@verb("ledger.reopen", posts=[PostKind.LEAD, PostKind.ADMIN])
def reopen(tenant: Unit, *, by: Post | None, start: date, end: date, reason: str) -> Closing:
    _keeps_book_of(tenant, by)
    if not reason.strip():
        raise Refused(_("重新打开要写明原因"), field="reason")
    return Closing.objects.create(unit=tenant, start=start, end=end, closed=False, reason=reason.strip(), by=by)


def _keeps_book_of(tenant: Unit, by: Post | None) -> None:
    if tenant.tenant_id != tenant.pk or (by is not None and not by.unit.reaches(tenant)):
        raise Refused(_("只能为本街道的账本结账"))


def content_of(entry: Entry) -> Content:
    """What an entry says, as a value to change and record anew (correct, copy as new)."""
    return Content(
        unit_id=entry.unit_id,
        start=entry.start,
        end=entry.end,
        kind=entry.kind_id,
        topic=entry.topic_id or "",
        title=entry.title,
        place=entry.place,
        note=entry.note,
        lines=tuple(line.slug for line in entry.lines),
        measures=tuple(measure.pk for measure in entry.measures),
        cohosts=tuple(cohost.unit_id for cohost in entry.cohosts.all()),
        amounts=tuple(Amount(q.metric_id, q.value, q.words, q.noun) for q in entry.quantities.select_related("metric")),
        summary=entry.summary,
        origin=entry.origin,
    )


def _tenant(unit: Unit) -> Unit:
    assert unit.tenant is not None, f"{unit} belongs to no street's book"
    return unit.tenant


def _same_or_refuse(entry: Entry, content: Content, book: Book, by: Post | None) -> None:
    """A replay is harmless when it says the same; anything else is refused without telling what stands there."""
    same_author = entry.by_id == (by.pk if by else None)
    if not (same_author and entry.salt and chain.says_the_same(entry, check(content, book), book)):
        raise Refused(_("这个编号已经用过，请重新登记"))


def _write(contents: Sequence[Content], book: Book, heads: dict[int, Head], by: Post | None) -> None:
    pen, deltas = Pen(), Deltas(book.tree)
    late_days = closed_on(book.tenant, book.days)
    replaced = book.replaced()
    hers = {pk: writes_for(by, book.units[pk]) for pk in {content.unit_id for content in contents}}
    salts, author = secrets.token_bytes(SALT * len(contents)), by.pk if by else None
    # One transaction, one moment: but a clock set back moves no fact before its predecessor.
    moments = {pk: chain.now(heads[pk]) for pk in hers}
    for place, asked in enumerate(contents):
        if not hers[asked.unit_id]:
            raise Refused(_("只能登记本单位的记录"))
        content, unit, head = check(asked, book), book.units[asked.unit_id], heads[asked.unit_id]
        _takes_a_place(content, replaced)
        late = content.start in late_days or _replaces_closed(content, replaced, late_days)
        if late and not content.reason:
            raise Refused(_("这个月已经结账，补录、更正或作废要写明原因"), field="reason")
        amounts = book.integers(content)
        salt = salts[SALT * place : SALT * (place + 1)]
        born: Born = {"macs": macs(salt, content), "late": late, "by": author, "at": moments[unit.pk]}
        number, digest = chain.link_entry(head, content, book, amounts, **born)
        pen.entry(content, amounts, number=number, digest=digest, salt=salt, **born)
        if not place % AT_A_TIME:
            pen.write()
        if not content.void:
            deltas.add(_counted(content, unit, amounts))
        if content.replaces in replaced:
            deltas.add(counted(replaced[content.replaces]), sign=-1)
    pen.write()
    chain.move(heads.values())
    deltas.apply()


SALT = 32
AT_A_TIME = 2500
"""So many entries are held before they are put down."""


def _takes_a_place(content: Content, replaced: dict[UUID, Entry]) -> None:
    """What replaces an entry replaces one that stands already, of the same unit; else the tally could not follow."""
    if content.replaces is None:
        return
    old = replaced.get(content.replaces)
    if old is None or old.unit_id != content.unit_id:
        raise Refused(_("被更正或作废的记录不在本单位的账本里"))


def _replaces_closed(content: Content, replaced: dict[UUID, Entry], closed: set[date]) -> bool:
    return content.replaces in replaced and replaced[content.replaces].start in closed


def _counted(content: Content, unit: Unit, amounts: Sequence[tuple[str, str, int, str]]) -> Counted:
    return Counted(
        path=unit.path,
        day=content.start,
        kind=content.kind,
        topic=content.topic,
        lines=frozenset(content.lines),
        amounts=tuple((metric, amount, bool(words)) for metric, _noun, amount, words in amounts),
    )
