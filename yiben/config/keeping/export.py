"""The whole book in open formats, as it stands at one moment, streamed.

What lies in the folder (format `yiben-export/1`; `yiben import-book` reads it):

    README.md            what this is, for people
    SHA256SUMS           of every other file, as `sha256sum -c` reads it
    manifest.json        format, made_at, program, migrations, heads (the seal), tables: [{table, model, rows, columns}]
    columns.csv          what each column is: table, column, type, Chinese name, table that it points at
    tables/TABLE.jsonl   one object a row, in the order of its primary key; keys are the columns' attnames (unit_id)
    tables/TABLE.parquet the same, where DuckDB is installed
    tables/TABLE.csv     the same for Excel and WPS (empty for null; text that would be a formula begins with ')
    files/TABLE/PK-COLUMN.docx      what a binary column holds; the row has {"file": …, "sha256": …, "size": …}
    evidence/ab/SHA256.jpeg         files beside entries, by the digest and type in ledger_evidence

`manifest.json` lists tables so that each comes after those that it points at (`parent`, `replaces`, `withdraws` point
into their own table, at a row that may come later). Values in .jsonl: days and moments in ISO 8601 (moments in UTC to
the microsecond), Decimals as text, UUIDs as their 36 characters, JSON as JSON, salts in base64, null for null. Primary
keys are the book's own, for the chain's digests cover some of them.

Passwords, second factors, sessions and the queue are not in it: people come without a way to sign in. Sealed columns
come as ciphertext, which only the field key opens.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from yiben.config.keeping import parquet
from yiben.config.keeping.snapshot import snapshot
from yiben.config.keeping.tables import Column, columns, is_file, tables
from yiben.ledger import evidence_store, seals
from yiben.ledger.models import Evidence
from yiben.lib.refused import Refused
from yiben.lib.tables import write_csv
from yiben.lib.uploads import type_of

FORMAT = "yiben-export/1"
ROWS = 500
"""Read at a time; of a table with files in its rows only a few."""
WITH_FILES = 8

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Missing:
    """A file that the book cites and the store has not, or has changed."""

    where: str
    what: str


@dataclass
class Exported:
    """What an export wrote."""

    folder: Path
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    missing: list[Missing] = field(default_factory=list)


def export_book(folder: Path, *, progress: Progress | None = None) -> Exported:
    """Write the book into a folder, which is new or empty: whole or not at all. Refused where it can't be written."""
    check_place(folder)
    begun = folder.with_name(f".{folder.name}.begun")
    shutil.rmtree(begun, ignore_errors=True)
    try:
        begun.mkdir(mode=0o700, parents=True)
        with snapshot():
            exported = _write(Sums(begun), Exported(folder), progress or _silent)
        if folder.exists():
            folder.rmdir()
        os.replace(begun, folder)
    except OSError as error:
        raise Refused(_("写不了 %(folder)s：%(why)s") % {"folder": folder, "why": error.strerror}) from error
    finally:
        shutil.rmtree(begun, ignore_errors=True)
    return exported


def check_place(folder: Path) -> None:
    """Refuse a folder that holds anything already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(_("%(folder)s 里已经有东西了，请换一个空的文件夹") % {"folder": folder})
    outside_the_data(folder)


def outside_the_data(folder: Path) -> None:
    """Refuse a folder in the data folder: what lies there is lost together with the book."""
    if folder.resolve().is_relative_to(Path(settings.DATA).resolve()):
        raise Refused(_("%(folder)s 在数据文件夹里面，请放到别处") % {"folder": folder})


def _silent(table: str, rows: int) -> None:
    pass


class Sums:
    """Files written below a folder, each with its digest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.digests: dict[str, str] = {}

    def write(self, name: str, pieces: Iterator[bytes]) -> int:
        """Write a file piece by piece; how many pieces there were."""
        place, digest, count = self.folder / name, hashlib.sha256(), 0
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as file:
            for count, piece in enumerate(pieces, start=1):  # noqa: B007 - told when they are all written
                digest.update(piece)
                file.write(piece)
        self.digests[name] = digest.hexdigest()
        return count

    def put(self, name: str, content: bytes) -> dict[str, object]:
        """Write a file whole; what a row tells of it."""
        self.write(name, iter((content,)))
        return {"file": name, "sha256": self.digests[name], "size": len(content)}

    def add(self, place: Path) -> None:
        """Count in a file that stands there already."""
        with place.open("rb") as file:
            self.digests[str(place.relative_to(self.folder).as_posix())] = file_digest(file, "sha256").hexdigest()

    def close(self) -> None:
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(self.digests.items()))
        (self.folder / "SHA256SUMS").write_text(lines, encoding="utf-8")


def _write(sums: Sums, exported: Exported, progress: Progress) -> Exported:
    told = []
    for model in tables():
        table, shown = model._meta.db_table, columns(model)
        exported.rows[table] = _write_table(model, shown, sums)
        names = [column.attname for column in shown]
        told.append({"table": table, "model": model._meta.label, "rows": exported.rows[table], "columns": names})
        progress(table, exported.rows[table])
    _write_evidence(sums, exported)
    sums.write("columns.csv", write_csv(_DICTIONARY, _dictionary()))
    made = _manifest() | {"tables": told}
    sums.put("manifest.json", json.dumps(made, ensure_ascii=False, indent=1).encode())
    sums.put("README.md", _read_me(made, exported).encode())
    exported.files = sum(name.startswith(("files/", "evidence/")) for name in sums.digests)
    sums.close()
    return exported


def _manifest() -> dict[str, Any]:
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "format": FORMAT,
        "made_at": timezone.now().astimezone(UTC).isoformat(timespec="seconds"),
        "program": version("yiben"),
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
        "seal": seals.seal(timezone.now()),
        "demo": settings.DEMO_DAY if settings.DEMO else None,
    }


# -- tables


def _write_table(model: type[models.Model], shown: Sequence[Column], sums: Sums) -> int:
    """The files of a table; how many rows it has."""
    table = model._meta.db_table
    lines = (_line(row) for row in _rows(model, shown, sums))
    count = sums.write(f"tables/{table}.jsonl", lines)
    names = [column.attname for column in shown]
    kept = sums.folder / f"tables/{table}.jsonl"
    sums.write(f"tables/{table}.csv", write_csv(names, _for_people(kept, names)))
    if parquet.is_here():
        sums.add(parquet.write_parquet(kept, shown))
    return count


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _rows(model: type[models.Model], shown: Sequence[Column], sums: Sums) -> Iterator[dict[str, Any]]:
    at_a_time = WITH_FILES if any(is_file(column) for column in shown) else ROWS
    stored = model._base_manager.order_by("pk").values_list(*(column.attname for column in shown))
    names = [column.attname for column in shown]
    key = names.index(model._meta.pk.attname)
    for row in stored.iterator(chunk_size=at_a_time):
        told = [_told(value, column, row[key], sums) for value, column in zip(row, shown, strict=True)]
        yield dict(zip(names, told, strict=True))


def _told(value: Any, column: Column, key: Any, sums: Sums) -> Any:
    """A value as JSON has it."""
    match value:
        case bytes() | memoryview():
            return _binary(bytes(value), column, key, sums)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() | UUID():
            return str(value)
        case Decimal():
            return format(value, "f")
    return value


def _binary(content: bytes, column: Column, key: Any, sums: Sums) -> Any:
    if not is_file(column):
        return base64.b64encode(content).decode()
    name = f"files/{column.model._meta.db_table}/{key}-{column.attname}.{type_of(content)}"
    return sums.put(name, content)


def _for_people(lines: Path, names: Sequence[str]) -> Iterator[list[Any]]:
    with lines.open("rb") as file:
        for line in file:
            row = json.loads(line)
            yield [_cell(row[name]) for name in names]


def _cell(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() == {"file", "sha256", "size"}:
        return value["file"]
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return {True: "1", False: "0"}[value] if isinstance(value, bool) else value


_DICTIONARY = ("table", "column", "type", "name", "points at")


def _dictionary() -> Iterator[list[str]]:
    with override("zh-hans"):
        for model in tables():
            for column in columns(model):
                to = column.related_model._meta.db_table if column.related_model else ""
                kind = "file" if is_file(column) else column.get_internal_type()
                yield [model._meta.db_table, column.attname, kind, str(column.verbose_name), to]


# -- files


def _write_evidence(sums: Sums, exported: Exported) -> None:
    cited = Evidence.objects.exclude(sha256="").order_by("sha256").values_list("sha256", "type", "unit__code", "number")
    for digest, kind, unit, number in cited.iterator(chunk_size=ROWS):
        name = f"evidence/{digest[:2]}/{digest}.{kind}"
        if name in sums.digests:
            continue
        content = evidence_store.read(digest)
        if content is None:
            exported.missing.append(Missing(f"{unit}-{number}", _("附件的文件不见了或被改动过")))
        else:
            sums.put(name, content)


def _read_me(made: dict[str, Any], exported: Exported) -> str:
    return render_to_string("keeping/export_readme.md", {"made": made, "missing": exported.missing})
