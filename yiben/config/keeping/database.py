"""A copy of the database's own, taken while people write, and put in the place of an empty one."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.db import DatabaseError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from yiben.config.settings import kept_address
from yiben.lib.refused import Refused

SQLITE, POSTGRES = "sqlite", "postgresql"


def copy_to(file: Path, reading: BaseDatabaseWrapper) -> None:
    """The database as `reading` (a snapshot's connection) sees it: SQLite's own file, or what `pg_dump` writes."""
    if reading.vendor == POSTGRES:
        _dump(file, reading)
        return
    assert reading.connection is not None
    with sqlite3.connect(file) as copy:
        # In one step, within the snapshot: SQLite would begin anew whenever somebody wrote between two.
        reading.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    copy.close()


def check_file(file: Path, vendor: str) -> None:
    """Refuse a copy that is damaged inside."""
    if vendor == POSTGRES:
        _run("pg_restore", "--list", str(file))
        return
    with sqlite3.connect(file) as copy:
        found = copy.execute("PRAGMA integrity_check").fetchall()
        loose = copy.execute("PRAGMA foreign_key_check").fetchmany(1)
    copy.close()
    why = "" if found == [("ok",)] else str(found[0][0])
    if why or loose:
        raise Refused(_("备份里的数据库副本有损坏：%(why)s") % {"why": why or str(loose[0][0])})


def put_back(file: Path, name: str = "") -> None:
    """Fill PostgreSQL's empty database (or another of this name) with what `pg_dump` wrote, all of it or nothing."""
    said = _said()
    how = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    _run("pg_restore", *how, f"--dbname={name or said['dbname']}", str(file), said=said)


def address_of(data: Path) -> str:
    """Where the book of this folder lies when a server keeps it; nothing where it lies in the folder."""
    return os.environ.get("YIBEN_DATABASE", "") or kept_address(data)


@contextmanager
def scratch() -> Iterator[str]:
    """The name of an empty database beside the book's, thrown away afterwards; nothing where we may make none."""
    name = f"yiben_try_{secrets.token_hex(6)}"
    try:
        _ask(f'CREATE DATABASE "{name}"')
    except DatabaseError:
        yield ""
        return
    try:
        yield name
    finally:
        _ask(f'DROP DATABASE "{name}"')


def _ask(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def beside(address: str, name: str) -> str:
    """The address of another database on the same server."""
    return urlsplit(address)._replace(path=f"/{name}").geturl()


def settle(file: Path) -> None:
    """Leave a SQLite database in one file, without a log beside it, so that it can be moved."""
    with sqlite3.connect(file) as book:
        book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        book.execute("PRAGMA journal_mode=DELETE")
    book.close()


def _dump(file: Path, reading: BaseDatabaseWrapper) -> None:
    with reading.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (name,) = cursor.fetchone()
    said = _said()
    _run("pg_dump", "--format=custom", f"--snapshot={name}", f"--file={file}", f"--dbname={said['dbname']}", said=said)


def _said() -> dict[str, str]:
    told = connections.settings["default"]
    return {
        "dbname": str(told["NAME"]),
        "PGHOST": str(told["HOST"]),
        "PGPORT": str(told["PORT"]),
        "PGUSER": str(told["USER"]),
        "PGPASSWORD": str(told["PASSWORD"]),
    }


def _run(program: str, *words: str, said: dict[str, str] | None = None) -> str:
    """One of PostgreSQL's programs. The password goes by the environment, where no other user reads it."""
    found = shutil.which(program, path=os.environ.get("YIBEN_PG_BIN") or None)
    if found is None:
        raise Refused(_("没有找到 %(program)s：请装上 PostgreSQL 的客户端程序") % {"program": program})
    told = {name: value for name, value in (said or {}).items() if name.startswith("PG") and value}
    done = subprocess.run(  # noqa: S603 - our own words
        [found, *words], env=os.environ | told, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        why = (done.stderr.strip().splitlines() or [str(done.returncode)])[-1]
        raise Refused(_("%(program)s 没有办成：%(why)s") % {"program": program, "why": why})
    return done.stdout


def is_empty() -> bool:
    """Whether the database holds no table yet."""
    return not connection.introspection.table_names()
