"""Rows by the hundred thousand: put into a table by one statement, without the object for each of `bulk_create`. And
the few that every entry asks for: what Django takes ten times as long to compose as the database to answer."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


def load(model: type[M], *, lock: bool = False, **among: Iterable[Any]) -> list[M]:
    """The rows of a model whose one named field is among these values, in the order of their keys; `lock` keeps them
    from others until the transaction ends. The same objects as `filter(field__in=values).order_by("pk")` gives."""
    ((name, values),) = among.items()
    field: models.Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    asked = [field.get_db_prep_value(value, connection) for value in values]
    if not asked:
        return []
    select, order, names = _select(model, str(field.column))
    locked = connection.ops.for_update_sql() if lock and connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(f"{select} ({', '.join(['%s'] * len(asked))}) {order} {locked}", asked)
        rows = cursor.fetchall()
    readers = _readers(model) if rows else []
    return [model.from_db(connection.alias, names, _read(row, readers)) for row in rows]


@lru_cache(maxsize=64)
def _select(model: type[models.Model], column: str) -> tuple[str, str, list[str]]:
    fields, quoted = model._meta.concrete_fields, connection.ops.quote_name
    named = ", ".join(quoted(str(field.column)) for field in fields)
    select = f"SELECT {named} FROM {quoted(model._meta.db_table)} WHERE {quoted(column)} IN"  # noqa: S608
    return select, f"ORDER BY {quoted(_key(model))}", [field.attname for field in fields]


def _key(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)


def _readers(model: type[models.Model]) -> list[tuple[int, Any, list[Any]]]:
    """What this thread's connection makes of a column's raw value, where it makes anything of it."""
    columns = [field.get_col(model._meta.db_table) for field in model._meta.concrete_fields]
    found = [connection.ops.get_db_converters(column) + column.get_db_converters(connection) for column in columns]
    return [(place, columns[place], converters) for place, converters in enumerate(found) if converters]


def _read(row: Sequence[Any], readers: list[tuple[int, Any, list[Any]]]) -> list[Any]:
    read = list(row)
    for place, column, converters in readers:
        for converter in converters:
            read[place] = converter(read[place], column, connection)
    return read


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
    """Change these columns in the rows of a model's table; each row ends with its key."""
    if not rows:
        return
    named = ", ".join(f"{connection.ops.quote_name(column)} = %s" for column in columns)
    table, key = (connection.ops.quote_name(name) for name in (model._meta.db_table, _key(model)))
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {named} WHERE {key} = %s", rows)  # noqa: S608 - names of our own


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
