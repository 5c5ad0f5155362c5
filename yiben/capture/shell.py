"""What a browser keeps to open the entry page without a network: one empty page and the files that it is made of."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

from yiben.lib.canonical import sha256_hex

FILES = (
    "ui/yiben.css",
    "ui/ui.js",
    "ui/seal.svg",
    "ui/outbox.js",
    "ui/sending.js",
    "ui/pictures.js",
    "vendor/idb.js",
    "vendor/htmx.min.js",
    "ledger/ledger.css",
    "ledger/tapping.js",
    "capture/capture.css",
    "capture/capture.js",
)


def shell() -> dict[str, object]:
    """For the service worker: the page, its files, the pages it stands in for, and where one signs out."""
    found = {name: path for name in FILES if isinstance(path := finders.find(name), str)}
    files = [static(name) for name in found]
    return {
        "page": reverse("capture:offline"),
        "files": files,
        "entrances": [reverse(name) for name in ("ledger:new", "capture:paste", "capture:unsent")] + ["/"],
        "leaving": reverse("units:sign_out"),
        "version": _version(tuple(found.values())),
    }


@lru_cache
def _version(paths: tuple[str, ...]) -> str:
    """Another for other content, so that browsers fetch the files anew."""
    return sha256_hex(b"".join(Path(path).read_bytes() for path in paths))[:16]
