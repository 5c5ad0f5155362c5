"""`--database URL`: where a new book lies, if not in its folder."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import click
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from yiben.lib.refused import Refused

DATABASE = click.option(
    "--database",
    metavar="URL",
    help=_("账本放在 PostgreSQL 里：postgres://用户:密码@主机/库名；地址记在数据文件夹里。不写则放在数据文件夹里"),
)
"""What is asked for takes effect before the command begins (`cli.py`): all of Django must know it."""


def check_place(address: str | None) -> None:
    """Refuse a folder that keeps a book itself, for a book that shall lie elsewhere; and a server that can't be had."""
    if address and _keeps_a_book(settings.DATA / "book.sqlite3"):
        raise Refused(_("%(folder)s 里已经有账本了，不会覆盖；另建一个请用 --data") % {"folder": settings.DATA})
    if address:
        connection.ensure_connection()


def _keeps_a_book(file: Path) -> bool:
    """Whether there is a book in the file; any command that looked for one leaves an empty file."""
    if not file.exists():
        return False
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as book:
        return bool(book.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def put_down(address: str | None) -> None:
    """Keep the address in the folder, for its owner's eyes: it holds a password."""
    if address:
        with open(os.open(settings.DATA / "database", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(address + "\n")
