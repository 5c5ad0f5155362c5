"""Turns among those who write.

SQLite lets one transaction write at a time (`lib/sqlite`): what a writer has read stays true until it has written.
PostgreSQL lets many; there a lock that is held to the transaction's end gives the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_ALL, _ONE = 0x5942, 0x5943
"""What our locks are called by: those on all books, those on one."""


def needed() -> bool:
    return connection.vendor == "postgresql"


def take(book: int | None, *, alone: bool) -> None:
    """Wait, inside a transaction and before anything else is locked there, until nobody stands in the way.

    `alone` in this book, or beside others who aren't alone, because each locks what it changes. No book is all books.
    """
    assert connection.in_atomic_block, "a turn lasts as long as its transaction"
    with connection.cursor() as cursor:
        if book is None:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [_ALL])
            return
        one = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        cursor.execute(f"SELECT pg_advisory_xact_lock_shared(%s, 0), {one}(%s, %s)", [_ALL, _ONE, book])


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is read as it stood at one moment, whoever writes meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if needed() and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
