"""The journal of erasures, beside the book: what was erased by law stays erased when an older backup is restored.

A line for each, sealed with the field key, so that a disk of backups tells nobody what was erased. It is appended once
an erasure is in the book: in the data folder, and at every place that backups go to. A backup writes there all that its
book knows. So a restored book knows of every erasure but those since the last backup whose place was out of reach.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from yiben.ledger.models import Erasure, Withdrawal
from yiben.lib.sealing import Unsealable, seal, unseal

NAME = "erasures.journal"
PLACES = "backup-places"
"""A file of the data folder: the places that backups go to, one a line."""
ENTRY, FILE = "entry", "file"
_ABOUT = "erasure"


@dataclass(frozen=True)
class Erased:
    """An erasure as the journal keeps it: of what sort, its id, on what ground, and when."""

    what: str
    id: str
    ground: str
    at: str


def tell(fact: Erasure | Withdrawal) -> None:
    """Append an erasure when the present transaction is through. What fails then is made up for by the next backup."""
    transaction.on_commit(partial(_append, [_told(fact)]), robust=True)


def known() -> Iterator[Erased]:
    """Every erasure that the book knows of."""
    # By the columns' names: a backup before an upgrade asks a book that has not got all the others yet.
    entries = Erasure.objects.order_by("recorded_at").values_list("entry_id", "ground", "recorded_at")
    files = Withdrawal.objects.filter(erased=True).order_by("recorded_at")
    for what, facts in ((ENTRY, entries), (FILE, files.values_list("evidence_id", "reason", "recorded_at"))):
        for id, ground, at in facts.iterator():
            yield Erased(what, str(id), ground, at.isoformat(timespec="seconds"))


def read(journal: Path, key: str) -> list[Erased]:
    """What a journal tells, in the order of its lines; nothing where there is none. A line that a power cut left half
    written, or that another key sealed, is passed over."""
    found = []
    with suppress(FileNotFoundError):
        for line in journal.read_text(encoding="ascii", errors="replace").splitlines():
            with suppress(Unsealable, ValueError, TypeError):
                found.append(Erased(**json.loads(unseal(line, key=key, about=_ABOUT))))
    return found


def add(journal: Path, erased: Iterable[Erased]) -> None:
    """Bring a journal up to these, leaving what it tells already."""
    has = {(one.what, one.id) for one in read(journal, settings.FIELD_KEY)}
    _write(journal, [one for one in erased if (one.what, one.id) not in has])


def places() -> list[Path]:
    """Where backups go, as far as this server knows."""
    with suppress(OSError):
        lines = (Path(settings.DATA) / PLACES).read_text(encoding="utf-8").splitlines()
        return [Path(line) for line in lines if line.strip()]
    return []


def _told(fact: Erasure | Withdrawal) -> Erased:
    at = fact.recorded_at.isoformat(timespec="seconds")
    if isinstance(fact, Erasure):
        return Erased(ENTRY, str(fact.entry_id), fact.ground, at)
    return Erased(FILE, str(fact.evidence_id), fact.reason, at)


def _append(erased: list[Erased]) -> None:
    for folder in (Path(settings.DATA), *places()):
        # A disk that is not plugged in gets it at the next backup.
        if folder.is_dir():
            _write(folder / NAME, erased)


def _write(journal: Path, erased: list[Erased]) -> None:
    lines = "".join(f"{seal(json.dumps(asdict(one)), key=settings.FIELD_KEY, about=_ABOUT)}\n" for one in erased)
    if not lines:
        return
    descriptor = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with open(descriptor, "ab") as file:
        # After half a line that a power cut left, begin a new one.
        file.write(b"\n" + lines.encode() if file.tell() and not _ends_a_line(journal) else lines.encode())
        file.flush()
        os.fsync(file.fileno())


def _ends_a_line(journal: Path) -> bool:
    with journal.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
