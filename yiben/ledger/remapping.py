"""What a list's columns are taken for, once it has been read: tried, taken, its rows read anew, the mapping kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import orjson
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.ledger.batches import Progress, book_of, locked, silent
from yiben.ledger.bulk import Sieve
from yiben.ledger.heads import Column, Words, label_of
from yiben.ledger.imports import Draft, Line, Table, kept_columns, left_out, read_lines
from yiben.ledger.keeping import ROWS_AT_ONCE, hold, keep, lots, rewrite_rows
from yiben.ledger.mappings import Saved, heads_of, make_sense, may_be, signature
from yiben.ledger.models import BatchState, ImportBatch, ImportMapping, ImportRow
from yiben.ledger.words import names_under, words_for
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.lib.rows import by_the_thousand, told
from yiben.units.acts import WRITERS, verb
from yiben.units.models import Post, Unit

Fields = Mapping[str, Mapping[int, str]]
"""What a form or a command takes columns for: by sheet, by column, the field or an empty text."""

MOST_MAPPINGS = 200


def try_mapping(
    batch: ImportBatch, fields: Fields, words: Words, *, most: int = 200, leave: Collection[str] = ()
) -> list[Draft]:
    """The first rows of a list in preview as they would be read with its columns so taken, and some tables left out;
    nothing is written."""
    tables = mapped(batch, fields, words, leave)
    drafts = list(_drafts_again(batch, tables, words, most=most))
    hold(drafts, kept_columns(tables))
    return drafts


@verb("ledger.map_import", posts=WRITERS)
def map_import(
    batch: ImportBatch, *, by: Post | None, fields: Fields, leave: Collection[str] = (), progress: Progress = silent
) -> ImportBatch:
    """Take a list's columns for these fields, read its rows anew, and keep the mapping for lists alike; of the tables
    to `leave` nothing is kept."""
    batch = take_for(batch, by=by, fields=fields, leave=leave)
    batch.save()
    if batch.state == BatchState.READING:
        read_again(batch, progress=progress)
        batch.state = BatchState.PREVIEW
        batch.save()
    return batch


def take_for(batch: ImportBatch, *, by: Post | None, fields: Fields, leave: Collection[str] = ()) -> ImportBatch:
    """The batch with its columns taken for these fields, not saved yet; READING where its rows are to be read anew."""
    batch = locked(batch)
    if batch.state != BatchState.PREVIEW or batch.rows.filter(entered__isnull=False).exists():
        raise Refused(_("这份表已经导入或放弃，不能再改各列的认法"))
    tables = mapped(batch, fields, words_for(by, batch.unit, today()), leave)
    _leave_out(batch, leave)
    if any(_fields(table.columns) != _fields(_columns(batch, sheet)) for sheet, table in tables.items()):
        batch.state = BatchState.READING
    gone = {text for sheet in batch.mapping for text in _notices(sheet, _columns(batch, sheet))}
    kept = [notice for notice in batch.notices if notice not in gone]
    batch.notices = kept + [text for sheet, table in tables.items() for text in _notices(sheet, table.columns)]
    batch.mapping = kept_columns(tables)
    batch.confirmed, batch.problem = True, ""
    for table in tables.values():
        _save_mapping(batch, table.columns, by)
    return batch


def _leave_out(batch: ImportBatch, sheets: Collection[str]) -> None:
    """Let tables go that a person will not have imported."""
    for sheet in sheets:
        batch.rows.filter(sheet=sheet[:60]).delete()
        batch.notices = [notice for notice in batch.notices if not notice.startswith(f"{sheet}：")]
        batch.notices.append(_("“%(sheet)s”按您定的没有导入") % {"sheet": sheet})
        for kept in (batch.mapping, batch.contexts, batch.looks):
            kept.pop(sheet, None)


@by_the_thousand()
def read_again(batch: ImportBatch, *, progress: Progress = silent) -> None:
    """The kept rows read anew, as the batch's columns are taken now; harmless again after a break."""
    words = words_for(batch.by, batch.unit, today())
    tables = {sheet: Table(columns=_columns(batch, sheet), **batch.contexts[sheet]) for sheet in batch.mapping}
    drafts, tenant = _drafts_again(batch, tables, words), book_of(batch)
    talk = lots(drafts, lambda: Sieve.open(tenant), names_under(tenant))
    keep(batch, talk, batch.rows.count(), rewrite_rows, progress)


def _notices(sheet: str, columns: Sequence[Column]) -> list[str]:
    return [f"{sheet}：{text}" for text in left_out(columns)]


def _fields(columns: Sequence[Column]) -> list[str]:
    return [column.field for column in columns]


def _columns(batch: ImportBatch, sheet: str) -> list[Column]:
    return [Column.of(kept) for kept in batch.mapping[sheet]]


def mapped(batch: ImportBatch, fields: Fields, words: Words, leave: Collection[str] = ()) -> dict[str, Table]:
    """The batch's tables, but for those to leave, with their columns taken for these fields; Refused where that makes
    no sense."""
    tables = {}
    if set(batch.mapping) <= set(leave):
        raise Refused(_("各张表都定为不导入了；整份都不要，请选“放弃这份表”"))
    for sheet in (sheet for sheet in batch.mapping if sheet not in leave):
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
    rows = list(batch.rows.order_by("pk").values_list("pk", "sheet")[:most])
    for sheet, table in tables.items():
        yield from read_lines(_lines([pk for pk, named in rows if named == sheet[:60]]), table, words)


def _lines(keys: Sequence[int]) -> Iterator[Line]:
    """The kept rows, some at a time: a long list's cells would fill the memory."""
    for first in range(0, len(keys), ROWS_AT_ONCE):
        part = told(ImportRow, ("id", "sheet", "number", "cells"), keys[first : first + ROWS_AT_ONCE])
        for _pk, sheet, number, cells in sorted(part):
            yield Line(sheet, number, orjson.loads(cells))


def saved_mappings(tenant: Unit) -> list[Saved]:
    """What persons of the street confirmed of lists, the newest first."""
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
    if not fields:
        # A list without a head is like no other by its names.
        return
    kept = {"fields": fields, "by": by}
    ImportMapping.objects.update_or_create(tenant=batch.unit.tenant, signature=signature(fields), defaults=kept)
