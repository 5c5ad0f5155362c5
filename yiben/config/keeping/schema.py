"""Which schema the database has, against the one that this program was written for."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from yiben.lib.refused import Refused


def known_migrations() -> set[str]:
    """Every migration that this program brings, as app.name."""
    loader = MigrationLoader(None)
    return {f"{app}.{name}" for app, name in loader.disk_migrations}


def waiting() -> list[str]:
    """The migrations that the program has and the database has not."""
    return sorted(known_migrations() - applied())


def unknown() -> list[str]:
    """The migrations that the database has and the program has not: a newer one has been here."""
    ours = {name.split(".")[0] for name in known_migrations()}
    return sorted(name for name in applied() - known_migrations() if name.split(".")[0] in ours)


def applied() -> set[str]:
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return {f"{app}.{name}" for app, name in cursor.fetchall()}


def check_schema() -> None:
    """Refused, in one sentence, where program and database don't belong together."""
    if newer := unknown():
        told = {"count": len(newer), "step": newer[-1]}
        raise Refused(_("数据库比程序新 %(count)d 步（%(step)s）：请换上新版本的程序，不要用旧程序打开它") % told)
    if behind := waiting():
        raise Refused(_("数据库结构落后于程序 %(count)d 步：请运行 yiben upgrade") % {"count": len(behind)})
