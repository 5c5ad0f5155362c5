"""A backup: the whole deployment as it stands at one moment, taken while people write, unreadable without the key, and
called one only when it has been read back and verified (`vault` tells what lies where)."""

from __future__ import annotations

import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.config.keeping import database
from yiben.config.keeping.export import outside_the_data
from yiben.config.keeping.notes import note
from yiben.config.keeping.paper import key_name
from yiben.config.keeping.rehearsal import evidence_of, rehearse
from yiben.config.keeping.snapshot import snapshot
from yiben.config.keeping.vault import (
    FORMAT,
    MANIFEST,
    Backup,
    Vault,
    digest_of,
    folder_for,
    folders,
    packed,
    pieces_of,
    write_through,
)
from yiben.ledger import chain, evidence_store, journal, seals
from yiben.ledger.models import Evidence, Head
from yiben.lib import canonical
from yiben.lib.canonical import uuid7
from yiben.lib.refused import Refused
from yiben.lib.sqlite.gate import GateTimeout, gate_of

KEPT = 30
ALSO = ("DEMO", "READY", "tls")
"""What else of the data folder a restored one needs. The keys stay out: whoever finds the disk must not find them."""
_WORK = ".keeping"


@dataclass
class Made:
    """A backup that was made: how large its database is, how many files are beside it, how many of them are new."""

    backup: Backup
    files: int = 0
    fresh: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)

    def act_detail(self) -> dict[str, Any]:
        return {"number": self.backup.folder.name, "sha256": self.backup.said["book"]["sha256"]}


def back_up(place: Path, *, keep: int = KEPT) -> Made:
    """Make a backup at a place, read it back, and let go of all but the newest ones. Refused, saying why there is none;
    what was begun is gone then, and older backups stay as they are."""
    outside_the_data(place)
    vault = Vault(place.absolute(), settings.FIELD_KEY)
    try:
        with _alone() as work:
            _prepare(vault)
            made = _make(vault, work)
            _remember(vault, made)
            _let_go(vault, keep)
    except OSError as error:
        raise Refused(_("备份没有做成：%(why)s") % {"why": f"{place}：{error.strerror or error}"}) from error
    return made


@contextmanager
def _alone() -> Iterator[Path]:
    """A folder to work in, on the disk where the book is readable anyway; one backup at a time has it."""
    gate = gate_of(str(Path(settings.DATA) / "backup"))
    try:
        gate.enter(0)
    except GateTimeout:
        raise Refused(_("另一个备份正在进行")) from None
    work = Path(settings.DATA) / _WORK
    try:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(mode=0o700)
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        gate.leave()


def _prepare(vault: Vault) -> None:
    """Clear what a broken backup left. Refused where another key's backups lie, which this one's could be taken for."""
    vault.place.mkdir(mode=0o700, parents=True, exist_ok=True)
    vault.backups()
    for begun in vault.place.glob(".begun-*"):
        shutil.rmtree(begun)


def _make(vault: Vault, work: Path) -> Made:
    begun = vault.place / f".begun-{uuid7()}"
    begun.mkdir(mode=0o700)
    try:
        made = _write(vault, begun, work)
        rehearse(vault, made.backup, work / "copy", read=made.fresh)
        # What was erased while it was made, too: it may be in the snapshot.
        journal.add(vault.place / journal.NAME, journal.known())
        whole = vault.place / folder_for(timezone.localtime().strftime("%Y%m%d-%H%M%S-%f")[:-3])
        os.replace(begun, whole)
    finally:
        shutil.rmtree(begun, ignore_errors=True)
    made.backup = Backup(whole, made.backup.said)
    return made


def _write(vault: Vault, begun: Path, work: Path) -> Made:
    """Everything but the proof."""
    id, plain = str(uuid7()), work / "book"
    with snapshot() as reading:
        said = _said(id, reading)
        database.copy_to(plain, reading)
        cited = _cited()
    vault.put(begun / "book.sealed", packed(pieces_of(plain)), about=f"{id}/book")
    said["book"] = {"size": plain.stat().st_size, "sha256": digest_of(plain)}
    plain.unlink()
    vault.put(begun / "folder.sealed", iter((_folder(),)), about=f"{id}/folder")
    made = Made(Backup(begun, said))
    kept = [f"{digest} {size}" for digest, size in cited if _keep(vault, digest, made)]
    vault.put(begun / "evidence.sealed", iter(("\n".join(kept).encode(),)), about=f"{id}/evidence")
    said["evidence"] = made.files = len(kept)
    said["lost"] = len(made.lost)
    said["mac"] = vault.mac(said)
    write_through(begun / MANIFEST, iter((json.dumps(said, ensure_ascii=False, indent=1).encode(),)))
    return made


def _said(id: str, reading: BaseDatabaseWrapper) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "id": id,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "program": version("yiben"),
        "engine": reading.vendor,
        "key": key_name(settings.FIELD_KEY),
        "migrations": sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
        "demo": settings.DEMO,
        "seal": _seal(),
    }


# An upgrade backs up before it migrates: only columns that are named are asked for, none that this program adds.


def _seal() -> dict[str, Any]:
    heads = Head.objects.order_by("unit__path").values_list("unit__code", "number", "digest")
    body = {
        "format": seals.FORMAT,
        "made_at": chain.stamp(timezone.now()),
        "heads": {code: {"number": number, "digest": digest} for code, number, digest in heads},
    }
    return body | {"digest": canonical.digest(body)}


def _cited() -> list[tuple[str, int]]:
    """Digest and size of every file that the book cites."""
    told = Evidence.objects.exclude(sha256="").order_by("sha256").values_list("sha256", "size")
    return list(told.distinct())


def _folder() -> bytes:
    """A tar of the rest of the data folder: a few kilobytes."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name in ALSO:
            if (Path(settings.DATA) / name).exists():
                tar.add(Path(settings.DATA) / name, arcname=name)
    return packed.getvalue()


def _keep(vault: Vault, digest: str, made: Made) -> bool:
    """Put a file beside the backups, if it isn't there; whether the backup has it."""
    place = vault.evidence(digest)
    if place.is_file():
        return True
    content = evidence_store.read(digest)
    if content is None:
        # Erased since the snapshot, or lost: then the backup can't have what the book has not.
        if Evidence.objects.filter(sha256=digest).exists():
            made.lost.append(digest)
        return False
    vault.put(place, iter((content,)), about=f"evidence/{digest}")
    made.fresh.add(digest)
    return True


def _remember(vault: Vault, made: Made) -> None:
    """Tell the erasures to come where backups lie, and the administrator's page that there is one."""
    known = journal.places()
    if vault.place not in known:
        lines = "".join(f"{place}\n" for place in [*known, vault.place])
        (Path(settings.DATA) / journal.PLACES).write_text(lines, encoding="utf-8")
    said = made.backup.said
    note(
        "backup",
        at=said["made_at"],
        place=str(vault.place),
        size=said["book"]["size"],
        files=made.files,
        lost=len(made.lost),
        same_disk=os.stat(vault.place).st_dev == os.stat(settings.DATA).st_dev,
    )


def _let_go(vault: Vault, keep: int) -> None:
    """Remove all but the newest backups, and the files that none of the others cites."""
    for folder in folders(vault.place)[:-keep]:
        # Its manifest first: half a backup is none.
        (folder / MANIFEST).unlink()
        shutil.rmtree(folder)
    cited = {vault.evidence(digest) for backup in vault.backups() for digest, _size in evidence_of(vault, backup)}
    for file in (vault.place / "evidence").glob("*/*"):
        if file not in cited:
            with suppress(OSError):
                file.unlink()
