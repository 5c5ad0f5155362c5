"""Rows of plain values put into a table by one statement: what `bulk_create` writes, without an object for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows into a model's table. Values come as the database keeps them: days and moments as text, UUIDs as 32
    hexadecimal digits, JSON as written."""
    if not rows:
        return
    named = ", ".join(connection.ops.quote_name(column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", rows)  # noqa: S608 - names of our own


def rewrite(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Change these columns in the rows of a model's table; each row ends with its integer key."""
    if not rows:
        return
    named = ", ".join(f"{connection.ops.quote_name(column)} = %s" for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {named} WHERE id = %s", rows)  # noqa: S608 - names of our own
