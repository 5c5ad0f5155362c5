"""A backup read back and tried on a copy: only what came out whole, and verifies, is called a backup."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from yiben.config.keeping import database
from yiben.config.keeping.schema import known_migrations
from yiben.config.keeping.vault import Backup, Vault
from yiben.lib.canonical import sha256_hex
from yiben.lib.refused import Refused

SEAL = "seal.json"

log = logging.getLogger(__name__)


def rehearse(vault: Vault, backup: Backup, copy: Path, *, read: Collection[str] | None = None) -> None:
    """Unseal the database into the folder `copy`, bring it to this program's schema, and verify it against the seal.
    Of the files those in `read` are read through, all where none are named. Refused, saying what doesn't hold."""
    copy.mkdir(mode=0o700)
    file = book_of(vault, backup, copy)
    database.check_file(file, backup.engine)
    if backup.engine == database.SQLITE:
        _try(copy, backup, "")
    else:
        _try_beside(copy, backup, file)
    check_evidence(vault, backup, read)


def _try(copy: Path, backup: Backup, address: str) -> None:
    check_age(backup)
    done = yiben(copy, "verify", "--bring-up", "--without-files", "--seal", str(seal_of(backup, copy)), address=address)
    if done.returncode:
        raise Refused(_("备份读回来核验没有通过：%(why)s") % {"why": last_said(done)})


def _try_beside(copy: Path, backup: Backup, file: Path) -> None:
    """On the same server in a database of its own, where we may make one; else the dump itself has to do."""
    with database.scratch() as name:
        if name:
            database.put_back(file, name)
            _try(copy, backup, database.beside(database.address_of(Path(settings.DATA)), name))
        else:
            log.warning("the backup was read back but not tried: no right to make a database")


def book_of(vault: Vault, backup: Backup, folder: Path) -> Path:
    """The database of a backup, unsealed into a folder."""
    file = folder / ("book.sqlite3" if backup.engine == database.SQLITE else "book.dump")
    if vault.take_to(backup.folder / "book.sealed", file, about=f"{backup.id}/book") != backup.said["book"]["sha256"]:
        raise Refused(_("备份里的数据库与清单不符"))
    return file


def check_age(backup: Backup) -> None:
    """Refuse a backup that a newer program made; an older one's database is brought to this one's schema."""
    if newer := sorted(set(backup.said["migrations"]) - known_migrations()):
        raise Refused(_("备份是更新的程序做的（%(step)s），请先升级程序") % {"step": newer[0]})


def seal_of(backup: Backup, folder: Path) -> Path:
    """The backup's seal as a file."""
    seal = folder / SEAL
    seal.write_text(json.dumps(backup.said["seal"], ensure_ascii=False), encoding="utf-8")
    return seal


def check_evidence(vault: Vault, backup: Backup, read: Collection[str] | None) -> None:
    for digest, _size in evidence_of(vault, backup):
        if read is None or digest in read:
            if sha256_hex(b"".join(vault.take(vault.evidence(digest), about=f"evidence/{digest}"))) != digest:
                raise Refused(_("备份里有附件的内容对不上"))
        elif not vault.evidence(digest).is_file():
            raise Refused(_("备份里缺附件"))


def evidence_of(vault: Vault, backup: Backup) -> Iterator[tuple[str, int]]:
    """Digest and size of every file that the backup's book cites."""
    told = b"".join(vault.take(backup.folder / "evidence.sealed", about=f"{backup.id}/evidence"))
    for line in told.decode("ascii").splitlines():
        digest, size = line.split()
        yield digest, int(size)


def yiben(folder: Path, *words: str, address: str = "") -> subprocess.CompletedProcess[str]:
    """The command, run to its end on another data folder, whose database is its own or at `address`."""
    said = os.environ | {"YIBEN_DATA": str(folder), "YIBEN_DATABASE": address, "PYTHONUTF8": "1"}
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "yiben.config.cli", "--data", str(folder), *words],
        env=said,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def last_said(done: subprocess.CompletedProcess[str]) -> str:
    """What a command said last, which is where it says why."""
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return lines[-1].strip() if lines else str(done.returncode)
