"""What the server tells of itself: one JSON object a line, and in it nothing of anybody.

No name, no login, no title, no address of a device, no query string, no address as typed: a page is named by its
pattern (`entries/<uuid:pk>/`). Messages are kept before their arguments are put in, and of an error its kind and
places: what it says may hold a row.
"""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from django.http import HttpRequest, HttpResponse

OURS = ("yiben", "django")
_TOLD = ("method", "route", "status", "status_code", "ms")
_ROOT = Path(__file__).resolve().parent.parent.parent
_PLACES = 12


class Lines(logging.Formatter):
    """A record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
        }
        said |= {name: getattr(record, name) for name in _TOLD if hasattr(record, name)}
        if record.exc_info and record.exc_info[0] is not None:
            said["error"] = {"kind": record.exc_info[0].__name__, "places": _places(record.exc_info[2])}
        return json.dumps(said, ensure_ascii=False, default=str)


def _event(record: logging.LogRecord) -> str:
    """The message before its arguments are put in. One that came with them put in already is not known to be clean."""
    ours = record.name.startswith("yiben")
    return str(record.msg) if ours or (record.args and record.name.startswith(OURS)) else ""


def _places(trace: TracebackType | None) -> list[str]:
    """Where it happened, the innermost last: file, line and function, without what stood in them."""
    frames = traceback.extract_tb(trace)[-_PLACES:]
    return [f"{_relative(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _relative(file: str) -> str:
    path = Path(file)
    if path.is_relative_to(_ROOT) and "site-packages" not in path.parts:
        return str(path.relative_to(_ROOT))
    return "/".join(path.parts[-3:])


class AccessLog:
    """A line for each page that was asked for: by what pattern, how it ended, how long it took. Not by whom."""

    log = logging.getLogger("yiben.access")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        said = {
            "method": request.method,
            "route": match.route if match else "",
            "status": response.status_code,
            "ms": round((time.perf_counter() - began) * 1000),
        }
        self.log.info("page", extra=said)
        return response
