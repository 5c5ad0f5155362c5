"""The book of a test as a file of its own, for what a book in memory can't show: other connections, threads, a full disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections


@contextmanager
def filed(folder: Path) -> Iterator[Path]:
    """Within it, every thread of this process works on a copy of the test's book that lies in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    file, usual, said = folder / "book.sqlite3", connections[DEFAULT_DB_ALIAS], connections.settings[DEFAULT_DB_ALIAS]
    usual.ensure_connection()
    # What the test has written so far is in a transaction that is never committed: SQLite's own backup would wait for it.
    file.write_bytes(usual.connection.serialize())
    connections.settings[DEFAULT_DB_ALIAS] = {**said, "NAME": str(file)}
    connections[DEFAULT_DB_ALIAS] = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        yield file
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections.settings[DEFAULT_DB_ALIAS] = said
        connections[DEFAULT_DB_ALIAS] = usual
