"""A book that was exported (`export.py`), put into an empty one on either database: the same keys, the same digests.

All or nothing: the sums of the files, the schema, every reference, and in the end every chain and every total against
the heads that the export wrote down.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.config.keeping.export import FORMAT
from yiben.config.keeping.tables import SECRET, Column, columns, tables
from yiben.ledger import evidence_store, seals
from yiben.ledger.seals import Seal
from yiben.lib.refused import Refused
from yiben.lib.rows import insert
from yiben.units.acts import trace
from yiben.units.models import Unit

ROWS = 2000

Progress = Callable[[str, int], None]


@dataclass
class Imported:
    """What came in."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    facts: int = 0


@dataclass(frozen=True)
class Export:
    """A folder that `yiben export` wrote, its sums and its schema looked at."""

    folder: Path
    sums: dict[str, str]
    manifest: dict[str, Any]

    @property
    def seal(self) -> Seal:
        return seals.read_seal(json.dumps(self.manifest["seal"]).encode())

    @property
    def demo(self) -> str | None:
        """The day on which the demo's calendar stands, where it is a demo's book."""
        day = self.manifest.get("demo")
        return None if day is None else str(day)


def opened(folder: Path) -> Export:
    """An export, whole and unchanged and of this program's schema; Refused where it is not."""
    try:
        sums = dict(_sums(folder))
        manifest = json.loads((folder / "manifest.json").read_bytes())
        known = manifest["format"] == FORMAT
        told = {str(table["table"]): list(table["columns"]) for table in manifest["tables"]}
        migrations = set(manifest["migrations"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(_("%(folder)s 不是 yiben export 导出的文件夹") % {"folder": folder}) from error
    if not known:
        raise Refused(_("这份导出的格式这个版本不认识"))
    _unchanged(folder, sums)
    if migrations != _migrations() or told != {m._meta.db_table: [c.attname for c in columns(m)] for m in tables()}:
        raise Refused(_("这份导出来自另一个版本的程序：请用同一个版本导入，再升级"))
    return Export(folder, sums, manifest)


def _sums(folder: Path) -> Iterator[tuple[str, str]]:
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _blank, name = line.partition("  ")
        place = PurePosixPath(name)
        if len(digest) != 64 or place.is_absolute() or ".." in place.parts or "\\" in name:
            raise ValueError(name)
        yield name, digest


def _unchanged(folder: Path, sums: dict[str, str]) -> None:
    for name, digest in sums.items():
        try:
            with (folder / name).open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == digest
        except OSError as error:
            raise Refused(_("导出的文件夹里少了 %(name)s") % {"name": name}) from error
        if not same:
            raise Refused(_("导出的 %(name)s 被改动过，不能导入") % {"name": name})


def _migrations() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}


def import_book(export: Export, *, progress: Progress | None = None) -> Imported:
    """Put an export into this book, which is empty. Refused, with nothing put in, where something doesn't hold."""
    if Unit.objects.exists():
        raise Refused(_("这里已经有账本了，不会覆盖；请用 --data 另选一个文件夹，或用一个空的数据库"))
    imported = Imported()
    # Files first: one too many does no harm, one too few would.
    for name in export.sums:
        if name.startswith("evidence/"):
            evidence_store.keep(_content(export, name))
            imported.files += 1
    with transaction.atomic():
        for model in reversed(tables()):
            _empty(model)
        for model in tables():
            count = imported.rows[model._meta.db_table] = _fill(model, export)
            (progress or _silent)(model._meta.db_table, count)
        _go_on_counting()
        trace(None, "config.import_book", None)
        imported.facts = _proven(export)
    return imported


def _silent(table: str, rows: int) -> None:
    pass


def _empty(model: type[models.Model]) -> None:
    """Take out what the shipped catalogue put in: the export has its own."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - our own name


def _fill(model: type[models.Model], export: Export) -> int:
    shown, count = columns(model), 0
    secret = [column for column in model._meta.concrete_fields if f"{model._meta.label}.{column.name}" in SECRET]
    names = [str(column.column) for column in (*shown, *secret)]
    keepers = [(column.attname, _keeper(column, export)) for column in shown]
    for rows in _parts(export, f"tables/{model._meta.db_table}.jsonl"):
        try:
            kept = [tuple(keep(row[name]) for name, keep in keepers) for row in rows]
        except (ValueError, KeyError, TypeError, ValidationError) as error:
            raise Refused(_("导出的 %(name)s 里有读不出来的内容") % {"name": model._meta.db_table}) from error
        insert(model, names, [(*row, *(make_password(None) for _column in secret)) for row in kept])
        count += len(kept)
    return count


def _parts(export: Export, name: str) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    with (export.folder / name).open("rb") as file:
        for line in file:
            rows.append(json.loads(line))
            if len(rows) == ROWS:
                yield rows
                rows = []
    yield rows


def _keeper(column: Column, export: Export) -> Callable[[Any], Any]:
    """What makes of a value in JSON what this database keeps."""
    meant: Column = column.target_field if column.is_relation else column  # type: ignore[attr-defined]
    match meant:
        case models.BinaryField():
            return lambda said: None if said is None else _bytes(said, export)
        case models.JSONField():
            return lambda said: json.dumps(said)
        case models.DateTimeField():
            adapt = connection.ops.adapt_datetimefield_value
            return lambda said: None if said is None else adapt(datetime.fromisoformat(said))
    return lambda said: None if said is None else meant.get_db_prep_save(meant.to_python(said), connection)


def _bytes(said: Any, export: Export) -> bytes:
    return base64.b64decode(said) if isinstance(said, str) else _content(export, str(said["file"]))


def _content(export: Export, name: str) -> bytes:
    """A file that the sums name: looked at already, and none outside the folder."""
    if name not in export.sums:
        raise ValueError(name)
    return (export.folder / name).read_bytes()


def _go_on_counting() -> None:
    """PostgreSQL gives out keys without looking at those that are there."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
    try:
        connection.check_constraints()
    except IntegrityError as error:
        raise Refused(_("导出里有指向不存在的内容：%(why)s") % {"why": error}) from error


def _proven(export: Export) -> int:
    """How many facts were walked: every chain holds, ends where the export says, and adds up."""
    proof = seals.verify(export.seal)
    if not proof.holds or seals.seal(timezone.now())["heads"] != export.manifest["seal"]["heads"]:
        found = [f"{one.unit} {one.number}：{one.what}" for one in proof.breaks[:3]]
        raise Refused(_("导入的账本核验不过，什么都没有导入。%(found)s") % {"found": "；".join(found)})
    return proof.facts
