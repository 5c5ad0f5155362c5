"""The tables as Parquet, too, where DuckDB is installed (`pip install duckdb`): it writes them as they stream by."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.db import models

from yiben.config.keeping.tables import Column, is_file

_TYPES = {
    "BooleanField": "BOOLEAN",
    "DateField": "DATE",
    "DateTimeField": "TIMESTAMPTZ",
    "JSONField": "JSON",
    "UUIDField": "UUID",
}
_FILE = "STRUCT(file VARCHAR, sha256 VARCHAR, size BIGINT)"


def is_here() -> bool:
    return find_spec("duckdb") is not None


def write_parquet(lines: Path, shown: Sequence[Column]) -> Path:
    """The table of a .jsonl beside it, with its columns' types; salts stay in base64."""
    out = lines.with_suffix(".parquet")
    types = ", ".join(f"'{column.attname}': '{_type(column)}'" for column in shown)
    read = f"read_json({_quoted(lines)}, format = 'newline_delimited', columns = {{{types}}})"
    connection = import_module("duckdb").connect()
    try:
        # Our own names, no input; a path's quotes are doubled.
        connection.execute(f"COPY (SELECT * FROM {read}) TO {_quoted(out)} (FORMAT parquet)")  # noqa: S608
    finally:
        connection.close()
    return out


def _type(column: Column) -> str:
    if is_file(column):
        return _FILE
    # A key has the type of what it points at.
    while column.related_model is not None:
        column = column.target_field  # type: ignore[attr-defined]  # of a foreign key
    if isinstance(column, models.DecimalField):
        return f"DECIMAL({column.max_digits}, {column.decimal_places})"
    if isinstance(column, models.IntegerField | models.AutoField):
        return "BIGINT"
    return _TYPES.get(column.get_internal_type(), "VARCHAR")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
