"""Lists that come in as files: read for preview, put before a person, entered in chunks, undone as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.ledger.actions import append, withdrawal
from yiben.ledger.content import Content
from yiben.ledger.heads import LABELS, Column, Words, label_of
from yiben.ledger.imports import Draft, Finding, Line, Table, content_of_draft, left_out, read_lines, read_list
from yiben.ledger.mappings import Saved, heads_of, may_be, signature
from yiben.ledger.models import (
    BatchState,
    Cohost,
    Entry,
    EntryQuerySet,
    ImportBatch,
    ImportMapping,
    ImportRow,
    closed_on,
)
from yiben.ledger.rules import Book, check
from yiben.ledger.suspects import Activity, Suspect, suspects
from yiben.ledger.words import words_for
from yiben.lib.canonical import sha256_hex, uuid7
from yiben.lib.periods import Period, today
from yiben.lib.refused import Refused
from yiben.lib.sheets import Limits, read_sheets
from yiben.lib.uploads import safe_name
from yiben.units.acts import WRITERS, verb
from yiben.units.models import Post, Unit
from yiben.units.scope import writes_for


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
    withdrawals = [replace(withdrawal(entry), replaces=entry.pk, reason=reason) for entry in standing]
    append(withdrawals, by=by)
    if len(standing) < ROWS_AT_ONCE:
        batch.state = BatchState.UNDONE
        batch.save()
    return batch
