"""Which schema the database has, against the one that this program was written for."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from functools import lru_cache

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from yiben.lib.refused import Refused


@lru_cache(maxsize=1)
def known_migrations() -> frozenset[str]:
    """Every migration that this program brings, as app.name."""
    return frozenset(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


def waiting(applied: set[str] | None = None) -> list[str]:
    """The migrations that the program has and the database has not."""
    return sorted(known_migrations() - (_applied() if applied is None else applied))


def unknown(applied: set[str] | None = None) -> list[str]:
    """The migrations that the database has and the program has not: a newer one has been here."""
    ours = {name.split(".")[0] for name in known_migrations()}
    others = (_applied() if applied is None else applied) - known_migrations()
    return sorted(name for name in others if name.split(".")[0] in ours)


def _applied() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}


def check_schema() -> None:
    """Refused, in one sentence, where program and database don't belong together."""
    applied = _applied()
    if newer := unknown(applied):
        told = {"count": len(newer), "step": newer[-1]}
        raise Refused(_("数据库比程序新 %(count)d 步（%(step)s）：请换上新版本的程序，不要用旧程序打开它") % told)
    if behind := waiting(applied):
        raise Refused(
            _("数据库结构落后于程序 %(count)d 步：请运行 yiben upgrade，后面写备份到哪里") % {"count": len(behind)}
        )


def bring_up() -> None:
    """Bring the database to this program's schema, where it is behind."""
    if waiting():
        call_command("migrate", verbosity=0)


class Watch:
    """Stops a running site when somebody brings its database to another schema: it would answer wrongly, or write what
    the other program can't read. `found` tells why it stopped."""

    every = 30.0

    def __init__(self, stop: Callable[[], None] | None = None) -> None:
        self.found = ""
        self._stop = stop or _interrupt
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._thread.join(timeout=5)

    def _watch(self) -> None:
        while not self._ended.wait(self.every):
            try:
                check_schema()
            except Refused as refused:
                self.found = str(refused)
                self._stop()
                return
            # Gone for a while: the health page says so, and requests are told.
            except DatabaseError:
                connection.close()
                continue
            connection.close()


def _interrupt() -> None:
    """As Ctrl+C would: the server ends its workers and itself."""
    os.kill(os.getpid(), signal.SIGINT)
