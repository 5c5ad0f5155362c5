"""Rows by the hundred thousand: put into a table by one statement, without the object for each of `bulk_create`. And
the few that every entry asks for: what Django takes ten times as long to compose as the database to answer."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from typing import Any, TypeVar

import orjson
from django.db import DEFAULT_DB_ALIAS, connection, connections, models

M = TypeVar("M", bound=models.Model)


def load(model: type[M], *, lock: bool = False, **among: Iterable[Any]) -> list[M]:
    """The rows of a model whose one named field is among these values, in the order of their keys; `lock` keeps them
    from others until the transaction ends. The same objects as `filter(field__in=values).order_by("pk")` gives."""
    ((name, values),) = among.items()
    here = connections[DEFAULT_DB_ALIAS]
    asked = [model._meta.get_field(name).get_db_prep_value(value, here) for value in values]  # type: ignore[union-attr]
    if not asked:
        return []
    select, order, names = _select(model, name)
    locked = here.ops.for_update_sql() if lock and here.features.has_select_for_update else ""
    with here.cursor() as cursor:
        cursor.execute(f"{select} ({', '.join(['%s'] * len(asked))}) {order} {locked}", asked)
        rows = cursor.fetchall()
    readers = [(place, column, _converters(column, here)) for place, column in _read_anew(model)] if rows else []
    return [model.from_db(here.alias, names, _read(row, readers, here)) for row in rows]


@lru_cache(maxsize=64)
def _select(model: type[models.Model], name: str) -> tuple[str, str, list[str]]:
    fields, quoted = model._meta.concrete_fields, connection.ops.quote_name
    named = ", ".join(quoted(str(field.column)) for field in fields)
    by = quoted(str(model._meta.get_field(name).column))  # type: ignore[union-attr]
    select = f"SELECT {named} FROM {quoted(model._meta.db_table)} WHERE {by} IN"  # noqa: S608 - names of our own
    return select, f"ORDER BY {quoted(_key(model))}", [field.attname for field in fields]


def _key(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)


@lru_cache(maxsize=64)
def _read_anew(model: type[models.Model]) -> list[tuple[int, Any]]:
    """The columns, with their places, whose raw values Django makes something else of."""
    columns = [field.get_col(model._meta.db_table) for field in model._meta.concrete_fields]
    return [(place, column) for place, column in enumerate(columns) if _converters(column, connection)]


def _converters(column: Any, here: Any) -> list[Any]:
    return [*here.ops.get_db_converters(column), *column.get_db_converters(here)]


def _read(row: Sequence[Any], readers: list[tuple[int, Any, list[Any]]], here: Any) -> list[Any]:
    read = list(row)
    for place, column, converters in readers:
        for converter in converters:
            read[place] = converter(read[place], column, here)
    return read


def told(model: type[models.Model], columns: Sequence[str], keys: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Some columns of the rows with these keys, in no order, as the database keeps them: JSON as text."""
    quoted, rows = connection.ops.quote_name, list[tuple[Any, ...]]()
    named, table = ", ".join(map(quoted, columns)), quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        for first in range(0, len(keys), _MOST_KEYS):
            asked = keys[first : first + _MOST_KEYS]
            among = f"{quoted(_key(model))} IN ({', '.join(['%s'] * len(asked))})"
            cursor.execute(f"SELECT {named} FROM {table} WHERE {among}", asked)  # noqa: S608 - names of our own
            rows += cursor.fetchall()
    return rows


_MOST_KEYS = 900


def as_json(value: Any) -> str:
    """JSON as it is written into a table."""
    return orjson.dumps(value).decode()


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows into a model's table. Values come as the database keeps them: days and moments as text, UUIDs as 32
    hexadecimal digits, JSON as written."""
    insert_flat(model, columns, tuple(chain.from_iterable(rows)))


def insert_flat(
    model: type[models.Model],
    columns: Sequence[str],
    values: Sequence[Any],
    *,
    same: Mapping[str, Any] | None = None,
    then: str = "",
) -> None:
    """`insert`, of rows whose values follow one another. `same` are further columns that hold one value in all rows:
    told once a statement; `then` is what else the statement says (ON CONFLICT ...)."""
    if same and connection.vendor == "postgresql":
        # There a value's type is told by the column that it is meant for.
        columns, values, same = (*columns, *same), _woven(values, len(columns), tuple(same.values())), None
    width, count, ends = len(columns), len(values) // len(columns), tuple((same or {}).values())
    if not count:
        return
    if connection.vendor == "postgresql" and count > _MOST_AT_ONCE and not then:
        _copy(model, columns, (values[first : first + width] for first in range(0, len(values), width)))
        return
    # A statement for some dozens of rows: what one costs beside its rows would else be half of all.
    most = max(1, min(_MOST_AT_ONCE, ((connection.features.max_query_params or _MOST_VALUES) - len(ends)) // width))
    whole, step = (count - count % most) * width, most * width
    named = (*columns, *(same or ()))
    with connection.cursor() as cursor:
        if whole:
            parts = [(*ends, *values[first : first + step]) for first in range(0, whole, step)]
            cursor.executemany(_insertion(model, named, most, len(ends), then), parts)
        if count % most:
            told = (*ends, *values[whole:])
            cursor.execute(_insertion(model, named, count % most, len(ends), then), told)


def _woven(values: Sequence[Any], width: int, ends: tuple[Any, ...]) -> list[Any]:
    return [value for first in range(0, len(values), width) for value in (*values[first : first + width], *ends)]


_MOST_AT_ONCE, _MOST_VALUES = 100, 10_000


@lru_cache(maxsize=128)
def _insertion(model: type[models.Model], columns: tuple[str, ...], count: int, same: int, then: str) -> str:
    """The statement for so many rows; the last `same` columns, whose values come first, are those of all of them."""
    quoted, width = connection.ops.quote_name, len(columns) - same
    named = ", ".join(map(quoted, columns[width:] + columns[:width]))
    rows = f"VALUES {', '.join([_marks(width)] * count)}"
    if same:
        rows = f"SELECT {', '.join(['%s'] * same)}, * FROM ({rows}) AS told WHERE true"  # noqa: S608 - question marks
    return f"INSERT INTO {quoted(model._meta.db_table)} ({named}) {rows} {then}"


def _marks(count: int) -> str:
    return f"({', '.join(['%s'] * count)})"


def _copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """PostgreSQL's own way for many."""
    quoted = connection.ops.quote_name
    into = f"COPY {quoted(model._meta.db_table)} ({', '.join(map(quoted, columns))}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)


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
def by_the_thousand() -> Iterator[None]:
    """What goes over a great many rows: rings are seldom sought, and SQLite holds few pages."""
    with seldom_collecting(), _few_pages():
        yield


_FEW_PAGES = {"mmap_size": 0, "cache_size": -16_384}


@contextmanager
def _few_pages() -> Iterator[None]:
    """What SQLite maps and keeps of the book grows with the book, to some hundred megabytes; writing at its end needs
    little of it, and is no slower with as much as this."""
    here = connections[DEFAULT_DB_ALIAS]
    if here.vendor != "sqlite":
        yield
        return
    here.ensure_connection()
    # Past Django, which asks nothing of a connection whose transaction is broken.
    bare = here.connection
    had = {name: bare.execute(f"PRAGMA {name}").fetchone() for name in _FEW_PAGES}
    _set(bare, _FEW_PAGES)
    try:
        yield
    finally:
        if here.connection is bare:
            _set(bare, {name: told[0] for name, told in had.items() if told})


def _set(bare: Any, pragmas: Mapping[str, int]) -> None:
    for name, value in pragmas.items():
        bare.execute(f"PRAGMA {name}={value}").fetchall()


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
