"""The scripts run in Chromium 86 and Safari 14: no newer syntax, nothing newer that isn't asked for first."""

import re
from pathlib import Path

import pytest

import yiben

PACKAGE = Path(yiben.__file__).parent
SCRIPTS = sorted(path for path in PACKAGE.glob("*/static/**/*.js") if "vendor" not in path.parts)
NEWER = {
    "logical assignment": r"\?\?=|\|\|=|&&=",
    "a private member": r"[{;]\s*(?:static\s+)?#\w+|this\.#",
    "a static block": r"\bstatic\s*\{",
    "await outside a function": r"^await\b",
    "a numeric separator or a bigint": r"\b\d+_\d+\b|\b\d+n\b",
    "structuredClone": r"\bstructuredClone\b",
    "crypto.randomUUID": r"\brandomUUID\b",
    "BroadcastChannel": r"\bBroadcastChannel\b",
    "AbortSignal.timeout": r"AbortSignal\.(?:timeout|any)\b",
    "a newer method": r"\.(?:at|findLast|toSorted|toReversed|hasOwn|groupBy|replaceAll)\(",
    "a lookbehind, which Safari 14 can't read": r"\(\?<[=!]",
}


def bare(text: str) -> str:
    """Without comments and strings."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"(?m)//[^\n\"']*$", "", text)
    return re.sub(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", '""', text)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_it_is_read_by_the_oldest_browsers(path):
    text = bare(path.read_text("utf-8"))
    assert [name for name, pattern in NEWER.items() if re.search(pattern, text, re.M)] == []


@pytest.mark.parametrize("text", ["a ??= b", "await x()", "structuredClone(a)", "list.at(-1)", "this.#a", "/(?<!a)b/"])
def test_what_is_newer_is_seen(text):
    assert any(re.search(pattern, bare(text), re.M) for pattern in NEWER.values())


def test_what_not_every_browser_has_is_asked_for_first():
    outbox = (PACKAGE / "ui/static/ui/outbox.js").read_text("utf-8")
    assert "if (navigator.locks)" in outbox
    assert "window.isSecureContext && navigator.serviceWorker && window.crypto.subtle" in outbox
