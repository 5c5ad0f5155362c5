"""The book as it stands at one moment, read while people go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def snapshot() -> Iterator[BaseDatabaseWrapper]:
    """Within it, this thread reads everything as of one moment and can write nothing.

    It stands on a connection of its own: on SQLite one that passes the writers' gate, which an ordinary transaction
    would hold until the end; on PostgreSQL one that reads repeatably.
    """
    usual = connections[DEFAULT_DB_ALIAS]
    in_memory = usual.vendor == "sqlite" and usual.is_in_memory_db()  # type: ignore[attr-defined]  # only SQLite's has it
    if in_memory or usual.in_atomic_block:
        # A book in memory, and what a transaction has written, are seen by their own connection only.
        yield usual
        return
    reading = connections.create_connection(DEFAULT_DB_ALIAS)
    reading.settings_dict = deepcopy(reading.settings_dict)
    if reading.vendor == "sqlite":
        reading.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    connections[DEFAULT_DB_ALIAS] = reading
    try:
        with transaction.atomic():
            _begin()
            yield reading
    finally:
        reading.close()
        connections[DEFAULT_DB_ALIAS] = usual


def _begin() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # SQLite takes its moment at the first read.
        cursor.execute("SELECT count(*) FROM django_migrations")
        cursor.fetchone()
