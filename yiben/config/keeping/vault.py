"""A place for backups: what lies in it, how it is sealed and opened.

Format `yiben-backup/1`:

    backup-20261122-093500-123/manifest.json     in clear: when, by which program, which key, sizes, digests, the seal
    backup-20261122-093500-123/book.sealed       the database, compressed
    backup-20261122-093500-123/folder.sealed     a tar of what else the data folder keeps: certificates, a demo's mark
    backup-20261122-093500-123/evidence.sealed   digest and size of every file that the book cites, a line each
    evidence/ab/….sealed                     those files, each once for all backups, under a name that tells nothing
    erasures.journal                         what was erased by law, for an older backup to be restored without it

Sealed parts are encrypted (lib/sealed_files) with a key made from the field key, and the manifest bears a MAC under the
same. The field key itself is in no backup: it is on paper.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils.translation import gettext as _

from yiben.config.keeping.paper import key_name
from yiben.lib.canonical import canonical
from yiben.lib.refused import Refused
from yiben.lib.sealed_files import seal_stream, unseal_stream
from yiben.lib.sealing import Unsealable

FORMAT = "yiben-backup/1"
MANIFEST = "manifest.json"
_PREFIX = "backup-"
_PIECE = 1 << 20
_QUICKLY = 3


@dataclass(frozen=True)
class Backup:
    """One backup: its folder and what its manifest says."""

    folder: Path
    said: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.said["id"])

    @property
    def made_at(self) -> str:
        return str(self.said["made_at"])

    @property
    def engine(self) -> str:
        return str(self.said["engine"])


@dataclass(frozen=True)
class Vault:
    """A place for backups, with the field key that opens them."""

    place: Path
    key: str

    @cached_property
    def _secret(self) -> bytes:
        return HKDF(SHA256(), 32, None, b"yiben backup").derive(base64.urlsafe_b64decode(self.key))

    # -- sealed files

    def put(self, file: Path, pieces: Iterable[bytes], *, about: str) -> None:
        """Write a sealed file, whole or not at all, and let it reach the disk."""
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        begun = file.with_name(f".{file.name}.begun")
        write_through(begun, seal_stream(pieces, key=self._secret, about=about))
        os.replace(begun, file)

    def take(self, file: Path, *, about: str) -> Iterator[bytes]:
        """The content of a sealed file. Refused where it is missing, cut off, changed, or another's."""
        try:
            with file.open("rb") as sealed:
                yield from unseal_stream(sealed, key=self._secret, about=about)
        except FileNotFoundError as error:
            raise Refused(_("备份不全：缺 %(file)s") % {"file": file.name}) from error
        except Unsealable as error:
            raise Refused(_("备份里的 %(file)s 损坏了，或被换过") % {"file": file.name}) from error

    def take_to(self, file: Path, out: Path, *, about: str) -> str:
        """Unseal what was packed into a file; the digest of what it holds."""
        digest = hashlib.sha256()
        with out.open("xb") as plain:
            for piece in unpacked(self.take(file, about=about)):
                digest.update(piece)
                plain.write(piece)
        return digest.hexdigest()

    def evidence(self, digest: str) -> Path:
        """Where a file beside an entry lies. The name tells nobody whether a file that he has is among them."""
        name = hmac.digest(self._secret, f"evidence\n{digest}".encode(), "sha256").hex()
        return self.place / "evidence" / name[:2] / f"{name}.sealed"

    # -- manifests

    def mac(self, said: dict[str, Any]) -> str:
        body = {name: value for name, value in said.items() if name != "mac"}
        return hmac.digest(self._secret, b"manifest\n" + canonical(body), "sha256").hex()

    def backups(self) -> list[Backup]:
        """The whole backups that lie here, the oldest first. Refused where one is another key's, or was changed."""
        return [self.open(folder) for folder in folders(self.place)]

    def open(self, folder: Path) -> Backup:
        said = manifest(folder)
        if said["key"] != key_name(self.key):
            told = {"folder": folder.name, "theirs": said["key"], "ours": key_name(self.key)}
            raise Refused(_("%(folder)s 是用另一把密钥（%(theirs)s）加密的，这里的密钥是 %(ours)s") % told)
        if not hmac.compare_digest(self.mac(said), str(said.get("mac", ""))):
            raise Refused(_("%(folder)s 的清单被改动过，不能使用") % {"folder": folder.name})
        return Backup(folder, said)


def folders(place: Path) -> list[Path]:
    """The folders of whole backups at a place, the oldest first."""
    return sorted(found.parent for found in place.glob(f"{_PREFIX}*/{MANIFEST}"))


def folder_for(moment: str) -> str:
    return f"{_PREFIX}{moment}"


def manifest(folder: Path) -> dict[str, Any]:
    """What a backup says of itself in clear. Refused where it is none."""
    said: Any = None
    with suppress(OSError, ValueError):
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if not isinstance(said, dict) or not {"format", "id", "key", "made_at", "engine"} <= said.keys():
        raise Refused(_("%(folder)s 不是一本的备份") % {"folder": folder})
    if said["format"] != FORMAT:
        raise Refused(_("这份备份的格式这个版本不认识：%(format)s") % {"format": str(said["format"])[:40]})
    return said


def write_through(file: Path, pieces: Iterable[bytes]) -> None:
    """Write a file and let it reach the disk, which may be unplugged a moment later."""
    with file.open("wb") as out:
        for piece in pieces:
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())


def pieces_of(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            yield piece


def packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same, compressed: a book shrinks to a quarter or less, and thirty of them have to lie on a disk."""
    packing = zlib.compressobj(_QUICKLY)
    for piece in pieces:
        yield packing.compress(piece)
    yield packing.flush()


def unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same again, never more than a piece at a time in memory."""
    unpacking = zlib.decompressobj()
    for piece in pieces:
        while piece:
            yield unpacking.decompress(piece, _PIECE)
            piece = unpacking.unconsumed_tail
    yield unpacking.flush()


def digest_of(file: Path) -> str:
    digest = hashlib.sha256()
    for piece in pieces_of(file):
        digest.update(piece)
    return digest.hexdigest()
