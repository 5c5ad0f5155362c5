"""Whether the server can do its work, for machines that watch it: states only, no numbers, no names, no version."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from yiben.config.keeping import schema
from yiben.lib.refused import Refused

LEAST_FREE = 512 << 20
"""Bytes. Below, an import or a backup may fill the disk."""


def health() -> dict[str, str]:
    """`status` is ok or failing, and each part that it depends on is ok or says what it is instead."""
    parts = {"database": _database(), "disk": _disk()}
    return {"status": "ok" if set(parts.values()) == {"ok"} else "failing"} | parts


def _database() -> str:
    try:
        schema.check_schema()
        return "ok"
    except Refused:
        return "other schema"
    except (DatabaseError, OSError):
        # A connection that broke is made anew at the next asking.
        connection.close()
        return "gone"


def _disk() -> str:
    try:
        return "ok" if shutil.disk_usage(_place()).free >= LEAST_FREE else "low"
    except OSError:
        return "gone"


def _place() -> Path:
    """The data folder, or where it will be."""
    data = Path(settings.DATA).absolute()
    return next(place for place in (data, *data.parents) if place.exists())
