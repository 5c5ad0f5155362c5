"""A backup put into an empty data folder: proven aside before it takes its place, and without what was erased since."""

from __future__ import annotations

import io
import os
import shutil
import stat
import tarfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from yiben.config.keeping import database
from yiben.config.keeping.backup import ALSO
from yiben.config.keeping.rehearsal import SEAL, book_of, check_age, evidence_of, last_said, seal_of, yiben
from yiben.config.keeping.schema import bring_up
from yiben.config.keeping.vault import MANIFEST, Backup, Vault, folders
from yiben.ledger import actions, evidence, journal, seals
from yiben.ledger.models import Entry, Evidence
from yiben.lib.canonical import sha256_hex
from yiben.lib.refused import Refused
from yiben.units.acts import trace

KEY, BOOK = "field-key", "book.sqlite3"
_WORK = ".restoring"
# What stands in a folder without a book: keys (made by whatever command came first), and what outlived the book.
_HARMLESS = {KEY, "secret-key", "database", "static", journal.NAME, journal.PLACES, "kept.json", _WORK}
_LOCKS = (".lock", ".writer")


@dataclass
class Restored:
    """What a restore brought back."""

    backup: Backup
    files: int
    erased: int

    @property
    def lost(self) -> int:
        """How many files the book had lost already when it was backed up."""
        return int(self.backup.said.get("lost", 0))


def found(source: Path) -> Path:
    """The folder of the backup that is meant: the one named, or the newest at a place."""
    named = source.parent if source.name == MANIFEST else source
    if (named / MANIFEST).is_file():
        return named.absolute()
    whole = folders(named)
    if not whole:
        raise Refused(_("%(folder)s 里没有一本的备份") % {"folder": source})
    return whole[-1].absolute()


def check_target() -> None:
    """Refuse a data folder that holds anything but keys: a book is never overwritten."""
    data = Path(settings.DATA)
    there = {path.name for path in data.iterdir()} if data.is_dir() else set()
    if left := sorted(name for name in there - _HARMLESS if not name.endswith(_LOCKS)):
        said = {"folder": data, "name": left[0]}
        raise Refused(_("%(folder)s 里已经有数据（%(name)s），不会覆盖；请用 --data 换一个空的文件夹") % said)
    if connection.vendor == database.POSTGRES and not database.is_empty():
        raise Refused(_("数据库里已经有表，不会覆盖；请换一个空的数据库"))


def restore(folder: Path, *, key: str, journals: Iterable[Path] = ()) -> Restored:
    """Put a backup into this data folder: everything or nothing. Refused, saying why."""
    check_target()
    vault = Vault(folder.parent, key)
    backup = vault.open(folder)
    if backup.engine != connection.vendor:
        raise Refused(_("这份备份是 %(engine)s 的；换数据库请用 yiben export 和 yiben import-book") % backup.said)
    work = Path(settings.DATA) / _WORK
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700, parents=True)
    try:
        files = _lay_out(vault, backup, work)
        erased = _finish(vault, backup, work, journals)
        _move_in(work)
    except OSError as error:
        raise Refused(_("没有恢复成：%(why)s") % {"why": error.strerror or error}) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Restored(backup, files, erased)


def _lay_out(vault: Vault, backup: Backup, work: Path) -> int:
    """The backup's parts as a data folder of their own; how many files there are."""
    book = book_of(vault, backup, work)
    database.check_file(book, backup.engine)
    _unpack(b"".join(vault.take(backup.folder / "folder.sealed", about=f"{backup.id}/folder")), work)
    (work / KEY).write_text(vault.key)
    files = list(evidence_of(vault, backup))
    for digest, _size in files:
        _put_file(work, digest, b"".join(vault.take(vault.evidence(digest), about=f"evidence/{digest}")))
    if backup.engine == database.POSTGRES:
        database.put_back(book)
        book.unlink()
    return len(files)


def _unpack(packed: bytes, work: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        for member in tar.getmembers():
            if Path(member.name).parts[:1] and Path(member.name).parts[0] in ALSO:
                tar.extract(member, work, filter="data")


def _put_file(work: Path, digest: str, content: bytes) -> None:
    if sha256_hex(content) != digest:
        raise Refused(_("备份里有附件的内容对不上"))
    place = work / "files" / digest[:2] / digest[2:4] / digest
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.write_bytes(content)
    place.chmod(stat.S_IRUSR)


def _finish(vault: Vault, backup: Backup, work: Path, journals: Iterable[Path]) -> int:
    """Prove it, and erase again what was erased since, in a process of its own; how much that was."""
    address = database.address_of(Path(settings.DATA))
    check_age(backup)
    seal_of(backup, work)
    known = [vault.place / journal.NAME, Path(settings.DATA) / journal.NAME, *journals]
    lines = [line for kept in known if kept.is_file() for line in kept.read_bytes().splitlines()]
    if lines:
        (work / journal.NAME).write_bytes(b"".join(line + b"\n" for line in dict.fromkeys(lines)))
    done = yiben(work, "restore", "--finish", str(backup.folder), address=address)
    (work / SEAL).unlink()
    if done.returncode:
        raise Refused(_("没有恢复成：%(why)s") % {"why": last_said(done)})
    return int(last_said(done))


def finish(folder: str) -> int:
    """In the restored folder itself: bring it to this program's schema, prove it against the seal, erase what its
    journal tells of, and leave a trace."""
    bring_up()
    # The files were compared with their digests when they were laid out; one that the book had lost before the backup
    # must not keep the rest from coming back.
    _prove(seals.verify(seals.read_seal((Path(settings.DATA) / SEAL).read_bytes()), stored=False))
    erased = sum(map(_erase, journal.read(Path(settings.DATA) / journal.NAME, settings.FIELD_KEY)))
    if erased:
        _prove(seals.verify(stored=False))
    with transaction.atomic():
        trace(None, "config.restore", _Named(Path(folder).name))
    return erased


def _prove(proof: seals.Proof) -> None:
    if not proof.holds:
        said = {"count": len(proof.breaks) + len(proof.differences)}
        raise Refused(_("备份恢复出来核验没有通过，有 %(count)d 处") % said)


@dataclass
class _Named:
    name: str

    def act_detail(self) -> dict[str, str]:
        return {"number": self.name}


def _erase(one: journal.Erased) -> bool:
    """Whether there was something to erase: what came into the book after the backup is not in it."""
    ground = _("恢复备份后重做：%(ground)s") % {"ground": one.ground}
    if one.what == journal.ENTRY:
        entry = Entry.objects.filter(pk=one.id).exclude(salt=None).first()
        if entry is not None:
            actions.erase(entry, by=None, ground=ground[:300])
        return entry is not None
    file = Evidence.objects.filter(pk=one.id).exclude(salt=None).first()
    if file is not None:
        evidence.erase(file, by=None, ground=ground[:300])
    return file is not None


def _move_in(work: Path) -> None:
    """Into the data folder, the book last: until it is there, there is no book."""
    if (work / BOOK).exists():
        database.settle(work / BOOK)
    for path in sorted(work.iterdir(), key=lambda path: path.name == BOOK):
        if path.name == "secret-key" or path.name.endswith(_LOCKS) or path.name.endswith(("-wal", "-shm")):
            continue
        target = Path(settings.DATA) / path.name
        if target.is_dir():
            shutil.rmtree(target)
        os.replace(path, target)
    with suppress(OSError):
        (Path(settings.DATA) / "kept.json").unlink()
