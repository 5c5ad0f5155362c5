"""Lists that come in as files: read for preview, put before a person, entered in chunks, undone as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.ledger.again import look_again, skip_same
from yiben.ledger.batches import (
    Progress,
    book_of,
    drop_import,
    put_aside,
    put_stale_aside,
    silent,
    skip_row,
    still,
    stop,
)
from yiben.ledger.bulk import Sieve
from yiben.ledger.entering import begin_entering, commit_import, enter, late_rows
from yiben.ledger.heads import Words
from yiben.ledger.imports import UNIT_LEFT_OPEN, Reading, kept_columns, read_list
from yiben.ledger.keeping import insert_rows, keep, lots
from yiben.ledger.looks import Look, sealed_looks
from yiben.ledger.mappings import Saved
from yiben.ledger.models import BatchState, BatchStep, ImportBatch
from yiben.ledger.remapping import Fields, map_import, read_again, saved_mappings, take_for, try_mapping
from yiben.ledger.undoing import begin_undoing, undo, undo_import
from yiben.ledger.words import names_under, words_for
from yiben.lib.aside import Talk, aside
from yiben.lib.canonical import sha256_hex
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.lib.rows import by_the_thousand
from yiben.lib.sheets import Limits, read_sheets
from yiben.lib.uploads import safe_name
from yiben.units.acts import WRITERS, verb
from yiben.units.models import Post, Unit
from yiben.units.scope import writes_for

__all__ = [
    "Fields",
    "Progress",
    "begin_entering",
    "begin_import",
    "begin_undoing",
    "commit_import",
    "drop_import",
    "enter",
    "late_rows",
    "look_again",
    "map_import",
    "read",
    "read_again",
    "skip_row",
    "skip_same",
    "still",
    "stop",
    "take_for",
    "take_in",
    "try_mapping",
    "undo",
    "undo_import",
]

MOST_ROWS = 110_000
MOST_BYTES = 30 << 20
SHORT_FILE = 200_000
"""A file of so many bytes, some three thousand rows, is read while its sender waits."""


@verb("ledger.begin_import", posts=WRITERS)
def begin_import(
    *,
    by: Post | None,
    unit: Unit,
    filename: str,
    data: bytes,
    heads: Mapping[str, int] | None = None,
    progress: Progress = silent,
) -> ImportBatch:
    """Read a list for preview: drafts and findings row by row. The file is not kept; nothing is in the book yet.

    Rows that name no unit are the given unit's. Raises Refused for a file that can't be read, has no head that we
    know, or has been imported for this unit already. `heads` are the rows that a person says are heads, by sheet.
    """
    batch = take_in(by=by, unit=unit, filename=filename, data=data, heads=heads)
    batch.save(force_insert=True)
    read(batch, data, progress=progress)
    batch.save()
    return batch


def take_in(
    *, by: Post | None, unit: Unit, filename: str, data: bytes, heads: Mapping[str, int] | None = None
) -> ImportBatch:
    """A batch for this file, not saved yet; Refused where the post may not, or the file has been imported before."""
    if not writes_for(by, unit) or unit.tenant is None:
        raise Refused(_("只能导入本单位的记录"), field="unit")
    hashed = sha256_hex(data)
    _not_imported_before(unit, hashed)
    put_stale_aside(unit.tenant)
    return ImportBatch(unit=unit, by=by, filename=safe_name(filename), sha256=hashed, heads=heads or {})


@by_the_thousand()
def read(batch: ImportBatch, data: bytes, *, progress: Progress = silent) -> None:
    """The list's rows, read and checked, into the preview; what is known of the whole onto the batch, not saved yet.

    Begun again after a break it reads anew. Raises Refused for a file in which no rows are found. A long list is read
    in a child: its cells fill a hundred megabytes or two.
    """
    progress(BatchStep.READING, 0, 0)
    talk = _talk(batch, data, beside=len(data) > SHORT_FILE)
    with closing(talk):
        whole = next(talk)
        batch.rows.all().delete()
        batch.mapping, batch.contexts, batch.notices = whole.mapping, whole.contexts, _naming(batch.unit, whole)
        batch.confirmed, batch.looks = whole.sure, sealed_looks(batch, whole.looks)
        keep(batch, talk, whole.rows, insert_rows, progress)


def _naming(unit: Unit, whole: Whole) -> list[str]:
    return [notice.replace(UNIT_LEFT_OPEN, f"都记在{unit.name}名下") for notice in whole.notices]


class Whole(NamedTuple):
    """What is known of a list as a whole, before its rows."""

    mapping: dict[str, list[dict[str, Any]]]
    contexts: dict[str, dict[str, Any]]
    notices: list[str]
    looks: dict[str, Look]
    sure: bool
    rows: int


def _talk(batch: ImportBatch, data: bytes, *, beside: bool) -> Talk:
    """What reading the file says: the whole, then its rows. All that is asked of the database beforehand is here."""
    tenant = book_of(batch)
    words, saved = words_for(batch.by, batch.unit, today()), saved_mappings(tenant)
    names = names_under(tenant)
    if not beside:
        return _read(_Asked(data, batch.filename, batch.heads), words, saved, lambda: Sieve.open(tenant), names)
    sieve, asked = Sieve.open(tenant), _Asked(data, batch.filename, batch.heads)
    return aside(lambda: _read(asked, words, saved, lambda: sieve, names))


class _Asked(NamedTuple):
    """A file to be read, and the rows that a person says are its heads."""

    data: bytes
    filename: str
    heads: Mapping[str, int]


def _read(
    asked: _Asked, words: Words, saved: Sequence[Saved], opened: Callable[[], Sieve], unit_names: Sequence[str]
) -> Talk:
    sheets = read_sheets(asked.data, limits=Limits(rows=MOST_ROWS, file=MOST_BYTES))
    reading = read_list(sheets, words, filename=asked.filename, saved=saved, heads=asked.heads)
    _found_something(reading)
    contexts = {sheet: table.context() for sheet, table in reading.tables.items()}
    yield Whole(kept_columns(reading.tables), contexts, reading.notices, reading.looks, reading.sure, reading.rows)
    del sheets
    yield from lots(reading.used_up(), opened, unit_names)


def _found_something(reading: Reading) -> None:
    if reading.rosters and not reading.tables:
        raise Refused(
            _("这是一人一行的名单，一本不逐人登记：请一项活动合计成一行（日期、名称、人数）再上传"), field="file"
        )
    if not reading.tables:
        raise Refused(no_head(), field="file")
    if not reading.rows:
        raise Refused(_("表头下面没有记录"), field="file")


def no_head() -> str:
    """What is said of a file in which no head was found."""
    return _("没有认出表头：至少要有“日期”和“活动名称”两列，可以先下载模板对照")


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
            put_aside(earlier)
