"""Lists that come in as files: read for preview, put before a person, entered in chunks, undone as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any, TypeAlias, cast
from uuid import UUID

import orjson
from django.db import IntegrityError, transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.ledger import actions, bulk
from yiben.ledger.content import Content, content_told
from yiben.ledger.heads import LABELS, Column, Words, label_of
from yiben.ledger.imports import (
    Draft,
    Finding,
    Line,
    Reading,
    Table,
    left_out,
    read_lines,
    read_list,
)
from yiben.ledger.mappings import Saved, heads_of, make_sense, may_be, signature
from yiben.ledger.models import (
    BatchState,
    BatchStep,
    Closing,
    Cohost,
    Entry,
    EntryQuerySet,
    ImportBatch,
    ImportMapping,
    ImportRow,
    ImportUpload,
    closed_on,
)
from yiben.ledger.rules import Book, check
from yiben.ledger.suspects import Activity, Suspect, suspects
from yiben.ledger.words import words_for
from yiben.lib.canonical import sha256_hex, uuid7
from yiben.lib.periods import Period, today
from yiben.lib.refused import Refused
from yiben.lib.rows import insert, rewrite, seldom_collecting
from yiben.lib.sheets import Limits, read_sheets
from yiben.lib.uploads import safe_name
from yiben.units.acts import WRITERS, verb
from yiben.units.models import Post, Unit
from yiben.units.scope import writes_for

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told which step work is at (a BatchStep), how many rows are done, and of how many; 0 where that isn't known yet."""


def silent(step: str, done: int, total: int) -> None:
    pass


@verb("ledger.begin_import", posts=WRITERS)
def begin_import(
    *, by: Post | None, unit: Unit, filename: str, data: bytes, progress: Progress = silent
) -> ImportBatch:
    """Read a list for preview: drafts and findings row by row. The file is not kept; nothing is in the book yet.

    Rows that name no unit are the given unit's. Raises Refused for a file that can't be read, has no head that we
    know, or has been imported for this unit already.
    """
    batch = take_in(by=by, unit=unit, filename=filename, data=data)
    batch.save(force_insert=True)
    read(batch, data, progress=progress)
    batch.save()
    return batch


def take_in(*, by: Post | None, unit: Unit, filename: str, data: bytes) -> ImportBatch:
    """A batch for this file, not saved yet; Refused where the post may not, or the file has been imported before."""
    if not writes_for(by, unit) or unit.tenant is None:
        raise Refused(_("只能导入本单位的记录"), field="unit")
    hashed = sha256_hex(data)
    _not_imported_before(unit, hashed)
    _put_stale_aside(unit.tenant)
    return ImportBatch(unit=unit, by=by, filename=safe_name(filename), sha256=hashed)


@seldom_collecting()
def read(batch: ImportBatch, data: bytes, *, progress: Progress = silent) -> None:
    """The list's rows, read and checked, into the preview; what is known of the whole onto the batch, not saved yet.

    Begun again after a break it reads anew. Raises Refused for a file in which no rows are found.
    """
    progress(BatchStep.READING, 0, 0)
    tenant = _book_of(batch)
    words = words_for(batch.by, batch.unit, today())
    sheets = read_sheets(data, limits=Limits(rows=MOST_ROWS, file=MOST_BYTES))
    reading = read_list(sheets, words, filename=batch.filename, saved=_saved_mappings(tenant))
    _found_something(reading)
    batch.rows.all().delete()
    batch.mapping = {sheet: [column.kept() for column in table.columns] for sheet, table in reading.tables.items()}
    batch.contexts = {sheet: table.context() for sheet, table in reading.tables.items()}
    batch.confirmed, batch.notices = reading.sure, reading.notices
    del sheets
    _keep(batch, _used_up(reading), reading.rows, reading.tables, _insert, progress)


def _used_up(reading: Reading) -> Iterator[Draft]:
    """The rows' drafts; each row is let go when it has been read, for a long list's would fill the memory."""
    while reading.parts:
        lines, table, words = reading.parts.pop(0)
        lines.reverse()
        yield from read_lines((lines.pop() for _at in range(len(lines))), table, words)


def _found_something(reading: Reading) -> None:
    if reading.rosters and not reading.tables:
        raise Refused(
            _("这是一人一行的名单，一本不逐人登记：请一项活动合计成一行（日期、名称、人数）再上传"), field="file"
        )
    if not reading.tables:
        raise Refused(_("没有认出表头：至少要有“日期”和“活动名称”两列，可以先下载模板对照"), field="file")
    if not reading.rows:
        raise Refused(_("表头下面没有记录"), field="file")


def _keep(
    batch: ImportBatch,
    drafts: Iterable[Draft],
    total: int,
    tables: Mapping[str, Table],
    keep: Callable[[ImportBatch, Sequence[Draft]], None],
    progress: Progress,
) -> None:
    """Drafts checked and kept, so many in a transaction; in the end told which may be the same activity."""
    headings, tenant, done = _headings(tables), _book_of(batch), 0
    activities: list[Activity] = []
    state = batch.state
    for chunk in _chunks(drafts):
        _check_drafts(chunk, headings, tenant)
        with transaction.atomic():
            if not still(batch, state):
                raise Refused(_("这份表已经放弃"))
            keep(batch, chunk)
        activities += [_activity(draft) for draft in chunk if draft.good]
        done += len(chunk)
        progress(BatchStep.CHECKING, done, total)
    progress(BatchStep.COMPARING, 0, 0)
    _tell_suspects(batch, activities, tenant)


def _chunks(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    waiting = iter(drafts)
    while chunk := list(islice(waiting, ROWS_AT_ONCE)):
        yield chunk


Fields = Mapping[str, Mapping[int, str]]
"""What a form or a command takes columns for: by sheet, by column, the field or an empty text."""


def try_mapping(batch: ImportBatch, fields: Fields, words: Words, *, most: int = 200) -> list[Draft]:
    """The first rows of a list in preview as they would be read with its columns so taken; nothing is written."""
    tables = mapped(batch, fields, words)
    drafts = list(_drafts_again(batch, tables, words, most=most))
    _check_drafts(drafts, _headings(tables), _book_of(batch))
    return drafts


@verb("ledger.map_import", posts=WRITERS)
def map_import(batch: ImportBatch, *, by: Post | None, fields: Fields, progress: Progress = silent) -> ImportBatch:
    """Take a list's columns for these fields, read its rows anew, and keep the mapping for lists alike."""
    batch = take_for(batch, by=by, fields=fields)
    batch.save()
    if batch.state == BatchState.READING:
        read_again(batch, progress=progress)
        batch.state = BatchState.PREVIEW
        batch.save()
    return batch


def take_for(batch: ImportBatch, *, by: Post | None, fields: Fields) -> ImportBatch:
    """The batch with its columns taken for these fields, not saved yet; READING where its rows are to be read anew."""
    batch = _locked(batch)
    if batch.state != BatchState.PREVIEW or batch.rows.filter(recorded=True).exists():
        raise Refused(_("这份表已经导入或放弃，不能再改各列的认法"))
    tables = mapped(batch, fields, words_for(by, batch.unit, today()))
    if any(_fields(table.columns) != _fields(_columns(batch, sheet)) for sheet, table in tables.items()):
        batch.state = BatchState.READING
    gone = {text for sheet in batch.mapping for text in _notices(sheet, _columns(batch, sheet))}
    kept = [notice for notice in batch.notices if notice not in gone]
    batch.notices = kept + [text for sheet, table in tables.items() for text in _notices(sheet, table.columns)]
    batch.mapping = {sheet: [column.kept() for column in table.columns] for sheet, table in tables.items()}
    batch.confirmed, batch.problem = True, ""
    for table in tables.values():
        _save_mapping(batch, table.columns, by)
    return batch


@seldom_collecting()
def read_again(batch: ImportBatch, *, progress: Progress = silent) -> None:
    """The kept rows read anew, as the batch's columns are taken now; harmless again after a break."""
    words = words_for(batch.by, batch.unit, today())
    tables = {sheet: Table(columns=_columns(batch, sheet), **batch.contexts[sheet]) for sheet in batch.mapping}
    _keep(batch, _drafts_again(batch, tables, words), batch.rows.count(), tables, _rewrite, progress)


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
        tables[sheet] = Table(columns=columns, **batch.contexts[sheet])
        make_sense(columns, titled=bool(tables[sheet].title))
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


def _drafts_again(
    batch: ImportBatch, tables: Mapping[str, Table], words: Words, most: int | None = None
) -> Iterator[Draft]:
    lines = [Line(row.sheet, row.number, row.cells) for row in batch.rows.order_by("pk")[:most]]
    for sheet, table in tables.items():
        yield from read_lines([line for line in lines if line.sheet == sheet[:60]], table, words)


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
    begin_entering(batch, by=by, reason=reason)
    enter(batch, by=by, progress=_only_how_far(progress), chunks=chunks)
    batch.refresh_from_db()
    return batch


def _only_how_far(progress: Callable[[int, int], None] | None) -> Progress:
    return (lambda _step, done, total: progress(done, total)) if progress else silent


@verb("ledger.commit_import", posts=WRITERS)
def begin_entering(batch: ImportBatch, *, by: Post | None, reason: str = "", beside: bool = False) -> ImportBatch:
    """Ask whether a list may be entered now, and keep why; `beside` the pages it is marked as being entered."""
    batch = _locked(batch)
    if batch.state == BatchState.DONE:
        return batch
    if batch.state == BatchState.ENTERING:
        raise Refused(_("这份表正在导入，稍等就好"))
    if batch.state != BatchState.PREVIEW:
        raise Refused(_("这次导入已经撤销或放弃，请重新上传"))
    if not batch.rows.filter(good=True, skipped=False).exists():
        raise Refused(_("没有可以导入的行，请按提示修改后重新上传"))
    if not batch.confirmed:
        raise Refused(_("有的列是按内容猜的，请先看一下各列认作什么"))
    if _entered_by_another(batch):
        raise Refused(_("同一份文件已由另一次导入记入，这一次请放弃"))
    if not reason.strip() and late_rows(batch):
        raise Refused(_("这个月已经结账，补录、更正或作废要写明原因"), field="reason")
    batch.reason, batch.problem = reason.strip(), ""
    if beside:
        batch.state, batch.step = BatchState.ENTERING, ""
    batch.save()
    return batch


@seldom_collecting()
def enter(
    batch: ImportBatch, *, by: Post | None, progress: Progress = silent, chunks: int | None = None
) -> ImportBatch:
    """Enter what waits of a list, so many rows in a transaction. What a killed process left is taken up here."""
    order = _in_order(batch)
    done = batch.rows.filter(recorded=True).count()
    total = done + len(order)
    progress(BatchStep.ENTERING, done, total)
    for first in range(0, len(order) or 1, ENTERED_AT_ONCE)[:chunks]:
        last = first + ENTERED_AT_ONCE >= len(order)
        batch, entered = _enter_chunk(batch, by, order[first : first + ENTERED_AT_ONCE], last=last)
        done += entered
        progress(BatchStep.ENTERING, done, total)
    return batch


def _in_order(batch: ImportBatch) -> list[int]:
    """The rows that wait to be entered: by unit and day, so that each transaction touches few of the street's cells."""
    waiting = batch.rows.filter(good=True, recorded=False, skipped=False)
    return list(waiting.order_by("draft__unit", "draft__start", "pk").values_list("pk", flat=True))


def undo_import(batch: ImportBatch, *, by: Post | None, reason: str = "", progress: Progress = silent) -> int:
    """Void what of a list still stands; gives how many. What was corrected since stays as it was corrected."""
    undo(begin_undoing(batch, by=by, reason=reason), by=by, progress=progress)
    batch.refresh_from_db()
    return Entry.objects.filter(void=True, replaces__origin=batch.origin).count()


@verb("ledger.undo_import", posts=WRITERS)
def begin_undoing(batch: ImportBatch, *, by: Post | None, reason: str = "") -> ImportBatch:
    """Ask whether a list may be undone now, and mark it as being undone."""
    batch = _locked(batch)
    if batch.state in (BatchState.READING, BatchState.ENTERING, BatchState.UNDOING):
        raise Refused(_("这份表正在处理，等它办完再撤销"))
    if batch.state == BatchState.DROPPED:
        raise Refused(_("这份表没有导入过"))
    batch.reason, batch.problem = reason.strip() or _("撤销导入"), ""
    batch.state, batch.step = BatchState.UNDOING, ""
    batch.save()
    return batch


@seldom_collecting()
def undo(batch: ImportBatch, *, by: Post | None, progress: Progress = silent) -> ImportBatch:
    """Void what still stands of a list that is being undone, so many entries in a transaction."""
    total, done, after = _standing_of(batch).count(), 0, None
    progress(BatchStep.UNDOING, done, total)
    while True:
        batch, undone, after = _undo_chunk(batch, by, after)
        done += undone
        progress(BatchStep.UNDOING, done, total)
        if after is None:
            return batch


def late_rows(batch: ImportBatch) -> int:
    """How many good rows not yet entered fall on closed days: they need a reason."""
    tenant = _book_of(batch)
    if not Closing.objects.filter(unit=tenant, closed=True).exists():
        return 0
    waiting = batch.rows.filter(good=True, recorded=False, skipped=False)
    days = {date.fromisoformat(day) for day in waiting.order_by().values_list("draft__start", flat=True).distinct()}
    closed = [day.isoformat() for day in closed_on(tenant, days)]
    return waiting.filter(draft__start__in=closed).count() if closed else 0


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
    batch = _locked(batch)
    if batch.state not in (BatchState.PREVIEW, BatchState.READING) or batch.rows.filter(recorded=True).exists():
        raise Refused(_("这份表已经导入，不能放弃，只能撤销"))
    return _put_aside(batch)


def _put_stale_aside(tenant: Unit) -> None:
    """What nobody confirmed within a month goes, with the cells that were kept for its preview."""
    old = ImportBatch.objects.filter(unit__tenant=tenant, state=BatchState.PREVIEW, at__lt=timezone.now() - STALE)
    for batch in old.exclude(rows__recorded=True):
        _put_aside(batch)


def _put_aside(batch: ImportBatch) -> ImportBatch:
    batch.rows.all().delete()
    ImportUpload.objects.filter(batch=batch).delete()
    batch.state = BatchState.DROPPED
    batch.save()
    return batch


def stop(batch: ImportBatch, why: str) -> None:
    """Work on a list beside the pages could not go on: it stands where a person can take it up, and says why."""
    with transaction.atomic():
        batch = _locked(batch)
        if not batch.working:
            return
        batch.problem = why
        if batch.state == BatchState.READING and not batch.mapping:
            _put_aside(batch)
            return
        # Rows half read as newly taken: nothing of them is entered before the columns were looked at again.
        batch.confirmed = batch.confirmed and batch.state != BatchState.READING
        batch.state = BatchState.DONE if batch.state == BatchState.UNDOING else BatchState.PREVIEW
        batch.save()


def still(batch: ImportBatch, state: str) -> bool:
    """Whether a list is in this state yet, its row locked: somebody may have put it aside meanwhile."""
    return ImportBatch.objects.select_for_update().filter(pk=batch.pk, state=state).exists()


def _locked(batch: ImportBatch) -> ImportBatch:
    found: ImportBatch = (
        ImportBatch.objects.select_for_update(of=("self",)).select_related("unit__tenant", "by").get(pk=batch.pk)
    )
    return found


def _book_of(batch: ImportBatch) -> Unit:
    assert batch.unit.tenant is not None
    return batch.unit.tenant


ROWS_AT_ONCE = 2500
FEW_DRAFTS = 400
ENTERED_AT_ONCE = 4000
"""Others who write wait for so many."""
MOST_ROWS = 110_000
MOST_BYTES = 30 << 20
MOST_MAPPINGS = 200
MOST_TWINS = 5
STALE = timedelta(days=30)


def _not_imported_before(unit: Unit, hashed: str) -> None:
    for earlier in ImportBatch.objects.filter(unit=unit, sha256=hashed):
        if earlier.working:
            raise Refused(_("这份文件正在处理，请在下面“导入过的表”里看进度"), field="file")
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
    odd = _odd([draft for draft in drafts if draft.good], tenant)
    if not odd:
        return
    contents = [content_told(draft.said, id=uuid7(), origin="import") for draft in odd]
    book = Book.open(contents)
    for draft, content in zip(odd, contents, strict=True):
        try:
            check(content, book)
        except Refused as refused:
            named = headings[draft.sheet[:60]]
            draft.findings.append(Finding(named.get(refused.field or "", ""), refused.sentence))


def _odd(drafts: Sequence[Draft], tenant: Unit) -> list[Draft]:
    """The drafts that the rules have to be asked about one by one: all of a short list, with fewer queries."""
    if len(drafts) <= FEW_DRAFTS:
        return list(drafts)
    sieve = bulk.Sieve.open(tenant)
    sieve.look_ahead(draft.said for draft in drafts)
    return [draft for draft in drafts if sieve.numbers(draft.said) is None]


def _tell_suspects(batch: ImportBatch, fresh: Sequence[Activity], tenant: Unit) -> None:
    """Say beside a row which other row, or which entry that its author may read, may be the same activity."""
    if not fresh:
        return
    days = [activity.start for activity in fresh]
    names = [name for unit in Unit.objects.under(tenant) for name in (unit.name, *unit.short_names)]
    told: dict[Any, list[tuple[dict[str, Any], Finding]]] = {}
    for found in suspects([*fresh, *_standing_activities(tenant, min(days), max(days), batch.by)], names):
        twins = told.setdefault(found.one, [])
        if len(twins) < MOST_TWINS:
            twins.append(_twin(found))
    _keep_twins(batch, told)


def _twin(found: Suspect) -> tuple[dict[str, Any], Finding]:
    told: dict[str, Any] = {"why": found.why}
    if isinstance(found.other, UUID):
        told["entry"] = str(found.other)
        where = _("账本里已有的记录")
        same = _("账本里已有同日同名的记录，请看是否重复")
    else:
        sheet, number = cast("tuple[str, int]", found.other)
        own_sheet, _number = cast("tuple[str, int]", found.one)
        told |= {"sheet": sheet[:60], "number": number}
        row = _("第%(row)d行") % {"row": number}
        where = row if sheet == own_sheet else f"{sheet}{row}"
        same = _("与%(where)s同日同名，请看是否重复") % {"where": where}
    alike = _("与%(where)s像是同一件事（%(why)s），请看是否重复") % {"where": where, "why": found.why}
    return told, Finding("", same if found.exact else alike, bad=False)


def _keep_twins(batch: ImportBatch, told: Mapping[Any, Sequence[tuple[dict[str, Any], Finding]]]) -> None:
    wanted = {(sheet[:60], number): twins for (sheet, number), twins in told.items()}
    numbers = sorted({number for _sheet, number in wanted})
    for first in range(0, len(numbers), ROWS_AT_ONCE):
        part = batch.rows.filter(number__in=numbers[first : first + ROWS_AT_ONCE])
        changed = []
        for pk, sheet, number, findings in part.values_list("pk", "sheet", "number", "findings"):
            if twins := wanted.get((sheet, number)):
                findings += [finding.kept() for _twin, finding in twins]
                changed.append((_json([twin for twin, _finding in twins]), _json(findings), pk))
        with transaction.atomic():
            rewrite(ImportRow, ("twins", "findings"), changed)


def _activity(draft: Draft) -> Activity:
    said = draft.said
    return Activity(
        key=(draft.sheet, draft.number),
        unit=said["unit"],
        start=date.fromisoformat(said["start"]),
        title=said["title"],
        place=said["place"],
        cohosts=frozenset(said["cohosts"]),
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


def _insert(batch: ImportBatch, drafts: Sequence[Draft]) -> None:
    key = batch.pk.hex
    told = [
        (key, draft.sheet[:60], draft.number, uuid7().hex, _json(draft.cells), *_read_of(draft), _NONE, False, False)
        for draft in drafts
    ]
    insert(ImportRow, _ROW, told)


_ROW = (
    *("batch_id", "sheet", "number", "entry_id", "cells", "draft", "findings", "good"),
    *("twins", "recorded", "skipped"),
)
_NONE = "[]"


def _rewrite(batch: ImportBatch, drafts: Sequence[Draft]) -> None:
    numbers = [draft.number for draft in drafts]
    known = {
        (sheet, number): pk
        for pk, sheet, number in batch.rows.filter(number__in=numbers).values_list("pk", "sheet", "number")
    }
    told = [(*_read_of(draft), _NONE, False, known[draft.sheet[:60], draft.number]) for draft in drafts]
    rewrite(ImportRow, ("draft", "findings", "good", "twins", "skipped"), told)


def _read_of(draft: Draft) -> tuple[str, str, bool]:
    findings = _json([finding.kept() for finding in draft.findings]) if draft.findings else _NONE
    return _json(draft.said) if draft.good else "{}", findings, draft.good


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


@transaction.atomic
def _enter_chunk(batch: ImportBatch, by: Post | None, keys: Sequence[int], *, last: bool) -> tuple[ImportBatch, int]:
    """Enter these rows, as far as they wait yet; gives how many. With the last ones the list is done."""
    batch = _locked(batch)
    if batch.state not in (BatchState.PREVIEW, BatchState.ENTERING):
        return batch, 0
    waiting = batch.rows.filter(good=True, recorded=False, skipped=False, pk__in=keys)
    told = dict(waiting.annotate(said=Cast("draft", TextField())).values_list("pk", "said"))
    # The ids are made here: in the order of entering each index grows at its end.
    entered = _record_rows(batch, [bulk.Row(pk, uuid7(), orjson.loads(told[pk])) for pk in keys if pk in told], by)
    if last:
        _let_go(batch)
        batch.state = BatchState.DONE
        batch.save()
    return batch, entered


def _let_go(batch: ImportBatch) -> None:
    """Drop the cells of columns that were not taken: they were kept for the preview only."""
    wanted = {sheet[:60]: {str(c["at"]) for c in columns if c["field"]} for sheet, columns in batch.mapping.items()}
    if all(bool(c["field"]) or bool(c["refused"]) for columns in batch.mapping.values() for c in columns):
        return
    changed = []
    for pk, sheet, cells in batch.rows.values_list("pk", "sheet", "cells").iterator(chunk_size=2000):
        kept = {at: cell for at, cell in cells.items() if at in wanted[sheet]}
        if len(kept) < len(cells):
            changed.append((_json(kept), pk))
    rewrite(ImportRow, ("cells",), changed)


def _entered_by_another(batch: ImportBatch) -> bool:
    """Whether two who uploaded the same file at once are both about to enter it."""
    others = ImportBatch.objects.filter(unit=batch.unit, sha256=batch.sha256).exclude(pk=batch.pk)
    entered = others.filter(state__in=[BatchState.DONE, BatchState.PREVIEW], rows__recorded=True)
    return entered.exists() or others.filter(state=BatchState.ENTERING).exists()


def _record_rows(batch: ImportBatch, rows: list[bulk.Row], by: Post | None) -> int:
    if not rows:
        return 0
    try:
        with transaction.atomic():
            bulk.enter(rows, tenant=_book_of(batch), origin=batch.origin, reason=batch.reason, by=by)
    except (Refused, IntegrityError) as refused:
        if isinstance(refused, Refused) and refused.field == "reason":
            raise
        rows = [row for row, content in _contents(batch, rows) if _record_row(row, content, by)]
    rewrite(ImportRow, ("entry_id", "recorded"), [(row.entry.hex, True, row.pk) for row in rows])
    return len(rows)


def _contents(batch: ImportBatch, rows: Sequence[bulk.Row]) -> Iterator[tuple[bulk.Row, Content]]:
    closed = closed_on(_book_of(batch), {date.fromisoformat(row.said["start"]) for row in rows})
    for row in rows:
        reason = batch.reason if date.fromisoformat(row.said["start"]) in closed else ""
        yield row, content_told(row.said, id=row.entry, origin=batch.origin, reason=reason)


def _record_row(row: bulk.Row, content: Content, by: Post | None) -> bool:
    """One row by itself, when the book would not take its chunk: it has changed since the preview."""
    try:
        with transaction.atomic():
            actions.enter([content], by=by)
    except Refused as refused:
        kept = ImportRow.objects.get(pk=row.pk)
        kept.findings.append(Finding(LABELS.get(refused.field or "", ""), refused.sentence).kept())
        kept.good, kept.draft = False, {}
        kept.save()
        return False
    return True


def _standing_of(batch: ImportBatch) -> EntryQuerySet:
    """What of a list still stands as it was entered: a correction keeps the origin, and stands in another's place."""
    return Entry.objects.filter(origin=batch.origin, replaces=None).standing()


@transaction.atomic
def _undo_chunk(batch: ImportBatch, by: Post | None, after: UUID | None) -> tuple[ImportBatch, int, UUID | None]:
    batch = _locked(batch)
    if batch.state != BatchState.UNDOING:
        return batch, 0, None
    standing = _standing_of(batch).order_by("pk")
    entries = list((standing.filter(pk__gt=after) if after else standing)[:ROWS_AT_ONCE])
    if entries:
        said = [actions.withdrawal(entry).but(replaces=entry.pk, reason=batch.reason) for entry in entries]
        actions.enter(said, by=by)
    if len(entries) == ROWS_AT_ONCE:
        return batch, len(entries), entries[-1].pk
    batch.state = BatchState.UNDONE
    batch.save()
    return batch, len(entries), None
