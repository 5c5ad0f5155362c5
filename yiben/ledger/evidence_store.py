"""Where attached files lie: each under the SHA-256 of its content, once, written whole or not at all, never changed.

Nothing is served from here by path; a view reads by digest what a post may see.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from django.conf import settings

from yiben.lib.canonical import sha256_hex

_DIGEST = re.compile(r"[0-9a-f]{64}")
_UNFINISHED, _LEAVING = "unfinished", "leaving"


class Condition(StrEnum):
    """How a stored file is found."""

    WHOLE = "whole"
    MISSING = "missing"
    CHANGED = "changed"


def place_of(digest: str) -> Path:
    assert _DIGEST.fullmatch(digest), "a digest that is none"
    return Path(settings.FILES) / digest[:2] / digest[2:4] / digest


def keep(content: bytes) -> str:
    """The digest under which the content now lies on the disk, whatever happens to the power afterwards.

    What lies there already and is whole stays; what was damaged is whole again.
    """
    digest = sha256_hex(content)
    if condition(digest, len(content), thorough=True) is not Condition.WHOLE:
        place = place_of(digest)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = _written(content)
        # Windows puts nothing in the place of what is read-only.
        with suppress(OSError):
            place.chmod(stat.S_IRUSR | stat.S_IWUSR)
        os.replace(unfinished, place)
        _settle(place.parent)
    return digest


def read(digest: str) -> bytes | None:
    """The content under a digest; None where it is missing or isn't what was kept."""
    try:
        content = place_of(digest).read_bytes()
    except OSError:
        return None
    return content if sha256_hex(content) == digest else None


def condition(digest: str, size: int, *, thorough: bool) -> Condition:
    """Whether the file is there and, read through to the end when thorough, still what was kept."""
    place = place_of(digest)
    try:
        if place.stat().st_size != size:
            return Condition.CHANGED
        whole = not thorough or sha256_hex(place.read_bytes()) == digest
    except OSError:
        return Condition.MISSING
    return Condition.WHOLE if whole else Condition.CHANGED


def let_go(digest: str, *, needed: Callable[[], bool]) -> bool:
    """Remove a content that nothing needs any more; whether it went.

    It is put aside before anybody is asked: who attaches the same content in that moment finds it gone and writes it
    anew, and who did just before is seen by `needed`.
    """
    place = place_of(digest)
    aside = _folder(_LEAVING) / f"{digest}-{secrets.token_hex(4)}"
    try:
        os.replace(place, aside)
    except FileNotFoundError:
        return False
    if needed():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.replace(aside, place)
        return False
    _remove(aside)
    _settle(place.parent)
    return True


def drop_unfinished(before: float, *, needed: Callable[[str], bool]) -> int:
    """Clear what a crash left halfway before a moment: begun and not finished goes, put aside and needed comes back.
    How many files went."""
    begun = [place for name in (_UNFINISHED, _LEAVING) for place in _folder(name).iterdir()]
    old = [place for place in begun if place.stat().st_mtime < before]
    back = [place for place in old if place.parent.name == _LEAVING and needed(place.name[:64])]
    for place in old:
        if place in back:
            os.replace(place, place_of(place.name[:64]))
        else:
            _remove(place)
    return len(old) - len(back)


def stored() -> Iterator[tuple[str, Path]]:
    """Every file that is kept, as digest and place, in the order of the digests: what a backup copies."""
    root = Path(settings.FILES)
    for outer in sorted(root.glob("[0-9a-f][0-9a-f]")):
        for place in sorted(outer.glob("[0-9a-f][0-9a-f]/*")):
            if _DIGEST.fullmatch(place.name):
                yield place.name, place


def _folder(name: str) -> Path:
    folder = Path(settings.FILES) / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _written(content: bytes) -> Path:
    unfinished = _folder(_UNFINISHED) / secrets.token_hex(16)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.chmod(stat.S_IRUSR)
    return unfinished


def _settle(folder: Path) -> None:
    """Let the folder itself reach the disk; Windows knows no such thing and needs none."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(place: Path) -> None:
    # Windows removes nothing that is read-only.
    with suppress(OSError):
        place.chmod(stat.S_IRUSR | stat.S_IWUSR)
    place.unlink()
