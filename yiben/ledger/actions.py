from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.ledger import chain
from yiben.ledger.content import Amount, Content, macs
from yiben.ledger.heads import LABELS, Column, Words, label_of
from yiben.ledger.imports import Draft, Finding, Line, Table, content_of_draft, left_out, read_lines, read_list
from yiben.ledger.mappings import Saved, heads_of, may_be, signature
from yiben.ledger.models import (
    Attribution,
    BatchState,
    Closing,
    Cohost,
    Entry,
    EntryQuerySet,
    Erasure,
    Head,
    ImportBatch,
    ImportMapping,
    ImportRow,
    Quantity,
    closed_on,
)
from yiben.ledger.rules import Book, check
from yiben.ledger.suspects import Activity, Suspect, suspects
from yiben.ledger.tally import Counted, Deltas, counted, tree_of
from yiben.ledger.words import words_for
from yiben.lib.canonical import sha256_hex, uuid7
from yiben.lib.periods import Period, today
from yiben.lib.refused import Refused
from yiben.lib.sheets import Limits, read_sheets
from yiben.lib.uploads import safe_name
from yiben.units.acts import WRITERS, verb
from yiben.units.models import Post, PostKind, Unit
from yiben.units.scope import writes_for


@verb("ledger.record", posts=WRITERS)
def record(content: Content, *, by: Post | None) -> Entry:
    """Enter one fact. The same id, author and content again gives the same entry; otherwise that id is refused.

    Raises Refused, in the user's words, for what the book can't take: a day to come, a unit out of reach, an
    unknown word, a closed month without a reason.
    """
    return append([content], by=by)[0]


@dataclass(frozen=True)
class Recorded:
    """Entries that came in by one press."""

    entries: list[Entry]

    def act_detail(self) -> dict[str, Any]:
        return {"rows": len(self.entries)}


@verb("ledger.record_many", posts=WRITERS)
def record_many(contents: Sequence[Content], *, by: Post | None) -> Recorded:
    """Enter several facts at one press, all or none, in the order given; sent again, they are as harmless as one."""
    return Recorded(append(contents, by=by))


def append(contents: Sequence[Content], *, by: Post | None) -> list[Entry]:
    """The one door in, inside a caller's transaction: lock heads, check, chain, write, tally. Entries come in the
    order asked. Verbs of this room and of those above that write an entry in a transaction of their own call it."""
    if not contents:
        return []
    book = Book.open(contents)
    heads = chain.locked({content.unit_id for content in contents})
    known = {entry.id: entry for entry in Entry.objects.filter(pk__in=[c.id for c in contents])}
    fresh: dict[UUID, Content] = {}
    for content in contents:
        if content.id in known:
            _same_or_refuse(known[content.id], content, book, by)
        elif content.id in fresh:
            raise Refused(_("同一编号出现了两次"))
        else:
            fresh[content.id] = content
    entries = _write(list(fresh.values()), book, heads, by)
    return [known.get(c.id) or entries[c.id] for c in contents]


@verb("ledger.correct", posts=WRITERS)
def correct(entry: Entry, *, by: Post | None, reason: str = "", id: UUID | None = None, **changes: Any) -> Entry:
    """Put a mistake right by a new entry that stands in the old one's place; `changes` are fields of Content."""
    if "unit_id" in changes and changes["unit_id"] != entry.unit_id:
        raise Refused(_("更正不能改换单位，请作废这条并在正确的单位重新登记"))
    return _succeed(entry, by, replace(content_of(entry), **changes), reason=reason, id=id)


@verb("ledger.void", posts=WRITERS)
def void(entry: Entry, *, by: Post | None, reason: str, id: UUID | None = None) -> Entry:
    """Withdraw an entry for good, with a reason. "Copy as new" is the way back."""
    return withdraw(entry, by=by, reason=reason, id=id)


def withdraw(entry: Entry, *, by: Post | None, reason: str, id: UUID | None = None) -> Entry:
    """`void` inside a caller's transaction and Act."""
    if not reason.strip():
        raise Refused(_("请写明作废的原因"), field="reason")
    return _succeed(entry, by, _withdrawal(entry), reason=reason, id=id)


def _withdrawal(entry: Entry) -> Content:
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


@verb("ledger.attribute", posts=WRITERS)
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
    and in the list that it came from. Numbers and places in the chain stay."""
    if not ground.strip():
        raise Refused(_("请写明删除的法律依据"), field="ground")
    if not writes_for(by, entry.unit):
        raise Refused(_("只能删除本单位记录的文字"))
    head = chain.locked({entry.unit_id})[entry.unit_id]
    worded = [fact for fact in entry.lineage() if not fact.void and not fact.erased]
    if not worded:
        raise Refused(_("这条记录的文字已经删除过"))
    for one in worded:
        fact = Erasure(entry=one, ground=ground.strip())
        chain.link(head, fact, entry.unit, by, chain.now(head))
        fact.save(force_insert=True)
    head.save()
    erased = [one.pk for one in worded]
    Entry.objects.filter(pk__in=erased).update(title="", place="", note="", salt=None)
    ImportRow.objects.filter(entry_id__in=erased).update(cells={}, draft={}, findings=[])
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


@verb("ledger.begin_import", posts=WRITERS)
def begin_import(*, by: Post | None, unit: Unit, filename: str, data: bytes) -> ImportBatch:
    """Read a list for preview: drafts and findings row by row. The file is not kept; nothing is in the book yet.

    Rows that name no unit are the given unit's. Raises Refused for a file that can't be read, has no head that we
    know, or has been imported for this unit already.
    """
    if not writes_for(by, unit) or unit.tenant is None:
        raise Refused(_("只能导入本单位的记录"), field="unit")
    hashed = sha256_hex(data)
    _not_imported_before(unit, hashed)
    _put_stale_aside(unit.tenant)
    sheets = read_sheets(data, limits=Limits(rows=MOST_ROWS))
    words = words_for(by, unit, today())
    reading = read_list(sheets, words, filename=filename, saved=_saved_mappings(unit.tenant))
    if not reading.tables:
        if lying := next((notice for notice in reading.notices if "横着" in notice), ""):
            raise Refused(lying, field="file")
        raise Refused(_("没有认出表头：至少要有“日期”和“活动名称”两列，可以先下载模板对照"), field="file")
    if not reading.drafts:
        raise Refused(_("表头下面没有记录"), field="file")
    _check_drafts(reading.drafts, _headings(reading.tables), unit.tenant)
    _tell_suspects(reading.drafts, unit.tenant, by)
    batch = ImportBatch.objects.create(
        unit=unit,
        by=by,
        filename=safe_name(filename),
        sha256=hashed,
        mapping={sheet: [column.kept() for column in table.columns] for sheet, table in reading.tables.items()},
        contexts={sheet: table.context() for sheet, table in reading.tables.items()},
        confirmed=reading.sure,
        notices=reading.notices,
    )
    ImportRow.objects.bulk_create([_row_of(batch, draft) for draft in reading.drafts], batch_size=500)
    return batch


Fields = Mapping[str, Mapping[int, str]]
"""What a form or a command takes columns for: by sheet, by column, the field or an empty text."""


def try_mapping(batch: ImportBatch, fields: Fields, words: Words, *, most: int = 200) -> list[Draft]:
    """The first rows of a list in preview as they would be read with its columns so taken; nothing is written."""
    return _read_again(batch, mapped(batch, fields, words), words, most=most)


@verb("ledger.map_import", posts=WRITERS)
def map_import(batch: ImportBatch, *, by: Post | None, fields: Fields) -> ImportBatch:
    """Take a list's columns for these fields, read its rows anew, and keep the mapping for lists alike."""
    batch = ImportBatch.objects.select_for_update().select_related("unit__tenant").get(pk=batch.pk)
    if batch.state != BatchState.PREVIEW or batch.rows.filter(recorded=True).exists():
        raise Refused(_("这份表已经导入或放弃，不能再改各列的认法"))
    words = words_for(by, batch.unit, today())
    tables = mapped(batch, fields, words)
    if any(_fields(table.columns) != _fields(_columns(batch, sheet)) for sheet, table in tables.items()):
        drafts = _read_again(batch, tables, words)
        assert batch.unit.tenant is not None
        _tell_suspects(drafts, batch.unit.tenant, by)
        batch.rows.all().delete()
        ImportRow.objects.bulk_create([_row_of(batch, draft) for draft in drafts], batch_size=500)
    gone = {text for sheet in batch.mapping for text in _notices(sheet, _columns(batch, sheet))}
    kept = [notice for notice in batch.notices if notice not in gone]
    batch.notices = kept + [text for sheet, table in tables.items() for text in _notices(sheet, table.columns)]
    batch.mapping = {sheet: [column.kept() for column in table.columns] for sheet, table in tables.items()}
    batch.confirmed = True
    batch.save()
    for table in tables.values():
        _save_mapping(batch, table.columns, by)
    return batch


def _notices(sheet: str, columns: Sequence[Column]) -> list[str]:
    return [f"{sheet}：{text}" for text in left_out(columns)]


def _fields(columns: Sequence[Column]) -> list[str]:
    return [column.field for column in columns]


def _columns(batch: ImportBatch, sheet: str) -> list[Column]:
    return [Column.of(kept) for kept in batch.mapping[sheet]]


def mapped(batch: ImportBatch, fields: Fields, words: Words) -> dict[str, Table]:
    """The batch's tables with their columns taken for these fields; Refused where that makes no sense."""
    tables = {}
    for sheet in batch.mapping:
        columns = [_taken(column, fields.get(sheet, {}), words) for column in _columns(batch, sheet)]
        _make_sense(columns)
        tables[sheet] = Table(columns=columns, **batch.contexts[sheet])
    return tables


def _taken(column: Column, fields: Mapping[int, str], words: Words) -> Column:
    name = fields.get(column.at, column.field)
    if name == column.field:
        return replace(column, sure=True)
    if column.refused:
        raise Refused(column.refused)
    if not may_be(name, {metric.slug for metric in words.metrics}, words):
        raise Refused(_("没有这种列"))
    label = label_of(name, words.metrics, words) if name else ""
    return replace(column, field=name, label=label, why=_("您选的") if name else _("您定为不要"), sure=True)


def _make_sense(columns: Sequence[Column]) -> None:
    taken: dict[str, Column] = {}
    for column in columns:
        for name in filter(None, column.field.partition("*")[0].split("/")):
            if name in taken:
                said = {"first": taken[name].header, "second": column.header, "field": column.label}
                raise Refused(_("“%(first)s”和“%(second)s”两列都认作“%(field)s”，请把一列改成“不要”") % said)
            taken[name] = column
    for name in ("start", "title"):
        if name not in taken:
            raise Refused(_("还没有一列认作“%(field)s”") % {"field": LABELS[name]})


def _read_again(batch: ImportBatch, tables: Mapping[str, Table], words: Words, most: int | None = None) -> list[Draft]:
    lines = [Line(row.sheet, row.number, row.cells) for row in batch.rows.order_by("pk")[:most]]
    drafts = []
    for sheet, table in tables.items():
        drafts += read_lines([line for line in lines if line.sheet == sheet[:60]], table, words)
    assert batch.unit.tenant is not None
    _check_drafts(drafts, _headings(tables), batch.unit.tenant)
    return drafts


def _headings(tables: Mapping[str, Table]) -> dict[str, dict[str, str]]:
    return {sheet[:60]: {c.field: c.header for c in table.columns} for sheet, table in tables.items()}


def _saved_mappings(tenant: Unit) -> list[Saved]:
    kept = ImportMapping.objects.filter(tenant=tenant).select_related("by__person")[:MOST_MAPPINGS]
    return [Saved(one.fields, _said_of(one)) for one in kept]


def _said_of(one: ImportMapping) -> str:
    day = timezone.localtime(one.at)
    who = one.by.person.name if one.by else _("系统")
    return _("%(who)s %(year)d年%(month)d月%(day)d日") % {
        "who": who,
        "year": day.year,
        "month": day.month,
        "day": day.day,
    }


def _save_mapping(batch: ImportBatch, columns: Sequence[Column], by: Post | None) -> None:
    fields = heads_of(columns)
    kept = {"fields": fields, "by": by}
    ImportMapping.objects.update_or_create(tenant=batch.unit.tenant, signature=signature(fields), defaults=kept)


def commit_import(
    batch: ImportBatch,
    *,
    by: Post | None,
    reason: str = "",
    progress: Callable[[int, int], None] | None = None,
    chunks: int | None = None,
) -> ImportBatch:
    """Enter the good rows, so many in a transaction; begun again after a break it goes on where it was.

    `chunks` stops after that many. `reason` is asked for where rows fall in closed months.
    """
    while chunks is None or chunks > 0:
        _commit_chunk(batch, by=by, reason=reason.strip())
        batch.refresh_from_db()
        if progress:
            counts = batch.counts()
            progress(counts["recorded"], counts["good"])
        if batch.state != BatchState.PREVIEW:
            break
        chunks = None if chunks is None else chunks - 1
    return batch


def undo_import(batch: ImportBatch, *, by: Post | None, reason: str = "") -> int:
    """Void what of a list still stands; gives how many. What was corrected since stays as it was corrected."""
    while _undo_chunk(batch, by=by, reason=reason.strip() or _("撤销导入")).state != BatchState.UNDONE:
        pass
    return Entry.objects.filter(void=True, replaces__in=_entries_of(batch)).count()


def late_rows(batch: ImportBatch) -> int:
    """How many good rows not yet entered fall on closed days: they need a reason."""
    assert batch.unit.tenant is not None
    waiting = batch.rows.filter(good=True, recorded=False, skipped=False).values_list("draft__start", flat=True)
    days = [date.fromisoformat(start) for start in waiting]
    closed = closed_on(batch.unit.tenant, set(days))
    return sum(day in closed for day in days)


@verb("ledger.skip_import_row", posts=WRITERS)
def skip_row(batch: ImportBatch, row: int, *, by: Post | None, skip: bool = True) -> ImportBatch:
    """Leave a row of a list in preview out, for it tells what is recorded already; or take it after all."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != BatchState.PREVIEW:
        raise Refused(_("这份表已经导入或放弃"))
    changed = batch.rows.filter(pk=row, good=True, recorded=False).update(skipped=skip)
    if not changed:
        raise Refused(_("这一行不在可以导入的行里"))
    return batch


@verb("ledger.drop_import", posts=WRITERS)
def drop_import(batch: ImportBatch, *, by: Post | None) -> ImportBatch:
    """Put a list aside that nothing was entered from; its cells go."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != BatchState.PREVIEW or batch.rows.filter(recorded=True).exists():
        raise Refused(_("这份表已经导入，不能放弃，只能撤销"))
    return _put_aside(batch)


def _put_stale_aside(tenant: Unit) -> None:
    """What nobody confirmed within a month goes, with the cells that were kept for its preview."""
    old = ImportBatch.objects.filter(unit__tenant=tenant, state=BatchState.PREVIEW, at__lt=timezone.now() - STALE)
    for batch in old.exclude(rows__recorded=True):
        _put_aside(batch)


def _put_aside(batch: ImportBatch) -> ImportBatch:
    batch.rows.all().delete()
    batch.state = BatchState.DROPPED
    batch.save()
    return batch


ROWS_AT_ONCE = 500
MOST_ROWS = 20_000
MOST_MAPPINGS = 200
MOST_TWINS = 5
STALE = timedelta(days=30)


def _not_imported_before(unit: Unit, hashed: str) -> None:
    for earlier in ImportBatch.objects.filter(unit=unit, sha256=hashed):
        recorded = earlier.counts()["recorded"]
        if earlier.state == BatchState.DONE or (earlier.state == BatchState.PREVIEW and recorded):
            said = {"day": f"{timezone.localtime(earlier.at):%Y-%m-%d %H:%M}", "rows": recorded}
            raise Refused(
                _("这份文件已在 %(day)s 导入过，记了 %(rows)d 条；要重新导入，先撤销那一次") % said, field="file"
            )
        if earlier.state == BatchState.PREVIEW:
            _put_aside(earlier)


def _check_drafts(drafts: Sequence[Draft], headings: Mapping[str, Mapping[str, str]], tenant: Unit) -> None:
    """Hold the drafts against the book's own rules, so that the preview tells what the book would."""
    good = [(d, content_of_draft(d.said, id=uuid7(), origin="import")) for d in drafts if d.good]
    if not good:
        return
    book = Book.open([content for _draft, content in good])
    for draft, content in good:
        try:
            check(content, book)
        except Refused as refused:
            named = headings[draft.sheet[:60]]
            draft.findings.append(Finding(named.get(refused.field or "", ""), refused.sentence))


def _tell_suspects(drafts: Sequence[Draft], tenant: Unit, by: Post | None) -> None:
    """Say beside a row which other row, or which entry that its author may read, may be the same activity."""
    good = [(d, content_of_draft(d.said, id=uuid7(), origin="import")) for d in drafts if d.good]
    if not good:
        return
    rows = {(draft.sheet, draft.number): draft for draft, _content in good}
    fresh = [_activity((draft.sheet, draft.number), content) for draft, content in good]
    days = [content.start for _draft, content in good]
    names = [name for unit in Unit.objects.under(tenant) for name in (unit.name, *unit.short_names)]
    for found in suspects([*fresh, *_standing_activities(tenant, min(days), max(days), by)], names):
        _tell_suspect(rows, found)


def _tell_suspect(rows: Mapping[Any, Draft], found: Suspect) -> None:
    draft, twin = rows[found.one], rows.get(found.other)
    if len(draft.twins) == MOST_TWINS:
        return
    told: dict[str, Any] = {"why": found.why}
    if twin is None:
        told["entry"] = str(found.other)
        where = _("账本里已有的记录")
        same = _("账本里已有同日同名的记录，请看是否重复")
    else:
        told |= {"sheet": twin.sheet[:60], "number": twin.number}
        row = _("第%(row)d行") % {"row": twin.number}
        where = row if twin.sheet == draft.sheet else f"{twin.sheet}{row}"
        same = _("与%(where)s同日同名，请看是否重复") % {"where": where}
    alike = _("与%(where)s像是同一件事（%(why)s），请看是否重复") % {"where": where, "why": found.why}
    draft.twins.append(told)
    draft.findings.append(Finding("", same if found.exact else alike, bad=False))


def _activity(key: Any, content: Content) -> Activity:
    return Activity(
        key=key,
        unit=content.unit_id,
        start=content.start,
        title=content.title,
        place=content.place,
        cohosts=frozenset(content.cohosts),
    )


def _standing_activities(tenant: Unit, first: date, last: date, by: Post | None) -> list[Activity]:
    entries = Entry.objects.for_post(by) if by else Entry.objects.all()
    standing = entries.standing().filter(unit__tenant=tenant).within(Period(first, last))
    hosts: dict[UUID, set[int]] = {}
    for entry, unit in Cohost.objects.filter(entry__in=standing.order_by()).values_list("entry_id", "unit_id"):
        hosts.setdefault(entry, set()).add(unit)
    told = standing.values_list("pk", "unit_id", "start", "title", "place")
    return [
        Activity(pk, unit, start, title, place, frozenset(hosts.get(pk, ())), fresh=False)
        for pk, unit, start, title, place in told
    ]


def _row_of(batch: ImportBatch, draft: Draft) -> ImportRow:
    return ImportRow(
        batch=batch,
        sheet=draft.sheet[:60],
        number=draft.number,
        cells=draft.cells,
        draft=draft.said if draft.good else {},
        findings=[finding.kept() for finding in draft.findings],
        good=draft.good,
        twins=draft.twins if draft.good else [],
    )


@verb("ledger.commit_import", posts=WRITERS)
def _commit_chunk(batch: ImportBatch, *, by: Post | None, reason: str) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().select_related("unit__tenant").get(pk=batch.pk)
    if batch.state == BatchState.DONE:
        return batch
    if batch.state != BatchState.PREVIEW:
        raise Refused(_("这次导入已经撤销或放弃，请重新上传"))
    if not batch.rows.filter(good=True, skipped=False).exists():
        raise Refused(_("没有可以导入的行，请按提示修改后重新上传"))
    if not batch.confirmed:
        raise Refused(_("有的列是按内容猜的，请先看一下各列认作什么"))
    if _entered_by_another(batch):
        raise Refused(_("同一份文件已由另一次导入记入，这一次请放弃"))
    rows = list(batch.rows.filter(good=True, recorded=False, skipped=False).order_by("pk")[:ROWS_AT_ONCE])
    _record_rows(batch, rows, by, reason)
    if len(rows) < ROWS_AT_ONCE:
        _let_go(batch)
        batch.state = BatchState.DONE
        batch.save()
    return batch


def _let_go(batch: ImportBatch) -> None:
    """Drop the cells of columns that were not taken: they were kept for the preview only."""
    wanted = {sheet[:60]: {str(c["at"]) for c in columns if c["field"]} for sheet, columns in batch.mapping.items()}
    if all(bool(c["field"]) or bool(c["refused"]) for columns in batch.mapping.values() for c in columns):
        return
    changed = []
    for row in batch.rows.only("cells", "sheet").iterator(chunk_size=2000):
        kept = {at: cell for at, cell in row.cells.items() if at in wanted[row.sheet]}
        if len(kept) < len(row.cells):
            row.cells = kept
            changed.append(row)
    ImportRow.objects.bulk_update(changed, ["cells"], batch_size=500)


def _entered_by_another(batch: ImportBatch) -> bool:
    """Whether two who uploaded the same file at once are both about to enter it."""
    others = ImportBatch.objects.filter(unit=batch.unit, sha256=batch.sha256).exclude(pk=batch.pk)
    entered = others.filter(state__in=[BatchState.DONE, BatchState.PREVIEW], rows__recorded=True)
    return entered.exists()


def _record_rows(batch: ImportBatch, rows: list[ImportRow], by: Post | None, reason: str) -> None:
    assert batch.unit.tenant is not None
    closed = closed_on(batch.unit.tenant, {date.fromisoformat(row.draft["start"]) for row in rows})
    contents = {
        row: content_of_draft(
            row.draft,
            id=row.entry_id,
            origin=batch.origin,
            reason=reason if date.fromisoformat(row.draft["start"]) in closed else "",
        )
        for row in rows
    }
    try:
        with transaction.atomic():
            append(list(contents.values()), by=by)
    except Refused as refused:
        if refused.field == "reason":
            raise
        rows = [row for row in rows if _record_row(row, contents[row], by)]
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(recorded=True)


def _record_row(row: ImportRow, content: Content, by: Post | None) -> bool:
    """One row by itself, when the book would not take its chunk: it has changed since the preview."""
    try:
        with transaction.atomic():
            append([content], by=by)
    except Refused as refused:
        row.findings.append(Finding(LABELS.get(refused.field or "", ""), refused.sentence).kept())
        row.good, row.draft = False, {}
        row.save()
        return False
    return True


def _entries_of(batch: ImportBatch) -> EntryQuerySet:
    return Entry.objects.filter(pk__in=batch.rows.filter(recorded=True).values("entry_id"))


@verb("ledger.undo_import", posts=WRITERS)
def _undo_chunk(batch: ImportBatch, *, by: Post | None, reason: str) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == BatchState.DROPPED:
        raise Refused(_("这份表没有导入过"))
    standing = list(_entries_of(batch).standing().order_by("unit", "number")[:ROWS_AT_ONCE])
    withdrawals = [replace(_withdrawal(entry), replaces=entry.pk, reason=reason) for entry in standing]
    append(withdrawals, by=by)
    if len(standing) < ROWS_AT_ONCE:
        batch.state = BatchState.UNDONE
        batch.save()
    return batch


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


def _write(contents: list[Content], book: Book, heads: dict[int, Head], by: Post | None) -> dict[UUID, Entry]:
    entries, quantities, cohosts, attributions = [], [], [], []
    deltas = Deltas(book.tree)
    late_days = closed_on(book.tenant, book.days)
    replaced = book.replaced()
    for content in contents:
        unit = book.units[content.unit_id]
        if not writes_for(by, unit):
            raise Refused(_("只能登记本单位的记录"))
        content = check(content, book)
        _takes_a_place(content, replaced)
        late = content.start in late_days or _replaces_closed(content, replaced, late_days)
        if late and not content.reason:
            raise Refused(_("这个月已经结账，补录、更正或作废要写明原因"), field="reason")
        amounts = book.integers(content)
        entry = _entry(content, late)
        chain.link_entry(heads[unit.pk], entry, content, book, amounts, by, chain.now(heads[unit.pk]))
        entries.append(entry)
        quantities += [Quantity(entry=entry, metric_id=m, noun=n, amount=a, words=w) for m, n, a, w in amounts]
        cohosts += [Cohost(entry=entry, unit_id=pk) for pk in sorted(set(content.cohosts))]
        attributions += _born_with(entry, content)
        if not content.void:
            deltas.add(_counted(content, unit, amounts))
        if content.replaces in replaced:
            deltas.add(counted(replaced[content.replaces]), sign=-1)
    Entry.objects.bulk_create(entries, batch_size=500)
    Quantity.objects.bulk_create(quantities, batch_size=1000)
    Cohost.objects.bulk_create(cohosts, batch_size=1000)
    Attribution.objects.bulk_create(attributions, batch_size=1000)
    Head.objects.bulk_update(heads.values(), ["number", "digest", "recorded_at"])
    deltas.apply()
    return {entry.pk: entry for entry in entries}


def _takes_a_place(content: Content, replaced: dict[UUID, Entry]) -> None:
    """What replaces an entry replaces one that stands already, of the same unit; else the tally could not follow."""
    if content.replaces is None:
        return
    old = replaced.get(content.replaces)
    if old is None or old.unit_id != content.unit_id:
        raise Refused(_("被更正或作废的记录不在本单位的账本里"))


def _replaces_closed(content: Content, replaced: dict[UUID, Entry], closed: set[date]) -> bool:
    return content.replaces in replaced and replaced[content.replaces].start in closed


def _entry(content: Content, late: bool) -> Entry:
    salt = secrets.token_bytes(32)
    return Entry(
        id=content.id,
        unit_id=content.unit_id,
        start=content.start,
        end=content.end,
        kind_id=content.kind,
        topic_id=content.topic or None,
        title=content.title,
        place=content.place,
        note=content.note,
        salt=salt,
        macs=macs(salt, content),
        summary=content.summary,
        late=late,
        reason=content.reason,
        origin=content.origin,
        replaces_id=content.replaces,
        void=content.void,
    )


def _born_with(entry: Entry, content: Content) -> list[Attribution]:
    shared = {
        "entry": entry,
        "unit_id": entry.unit_id,
        "number": entry.number,
        "recorded_at": entry.recorded_at,
        "by_id": entry.by_id,
        "digest": entry.digest,
    }
    born = [Attribution(line_id=line, **shared) for line in sorted(set(content.lines))]
    return born + [Attribution(measure_id=pk, **shared) for pk in sorted(set(content.measures), key=str)]


def _counted(content: Content, unit: Unit, amounts: Sequence[tuple[str, str, int, str]]) -> Counted:
    return Counted(
        path=unit.path,
        day=content.start,
        kind=content.kind,
        topic=content.topic,
        lines=frozenset(content.lines),
        amounts=tuple((metric, amount, bool(words)) for metric, _noun, amount, words in amounts),
    )
