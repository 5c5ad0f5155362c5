"""Rows by the hundred thousand: put into a table by one statement, without the object for each of `bulk_create`."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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


_USUAL = gc.get_threshold()
_SELDOM = (200_000, 20, 20)


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Python looks for rings among objects as often as they are made: of rows it makes millions, and rings are none.
    Left alone that takes a third of the time."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*_USUAL)
        gc.unfreeze()
