"""What the server remembers of its keeping, beside the book: the last backup, the key's paper copy.

It stands in a file because it is about this server, not about the street: a restored book must not believe that it has
a backup here, and the health page reads it also when the database is gone.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings

_NAME = "kept.json"


def noted(what: str) -> dict[str, Any]:
    """What was noted of this last; nothing where it never was, or can't be read."""
    told = _read().get(what, {})
    return told if isinstance(told, dict) else {}


def note(what: str, **said: Any) -> None:
    """Note it in place of what was noted before."""
    place = _place()
    begun = place.with_name(f".{_NAME}.{secrets.token_hex(4)}")
    begun.write_text(json.dumps(_read() | {what: said}, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(begun, place)


def _read() -> dict[str, Any]:
    try:
        told = json.loads(_place().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _place() -> Path:
    return Path(settings.DATA) / _NAME
