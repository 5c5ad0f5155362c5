"""A backup is killed (SIGKILL) in its middle, again and again, while a phone goes on sending.

Whatever calls itself a backup afterwards is one: it restores, verifies, and has every entry that was acknowledged before
it began. What was killed leaves nothing that hinders the next.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.proofs.killing import Browser, Server, found_street
from tests.running import surroundings, yiben
from yiben.lib.canonical import uuid7


@dataclass
class Phone:
    """Sends entries, one after the other, and remembers which were acknowledged."""

    browser: Browser
    post: int
    unit: int
    acknowledged: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def send(self) -> None:
        said = {"unit": self.unit, "kind": "volunteering", "start": "2025-03-05", "title": "备份时记的"}
        while not self.stopped.is_set():
            answers = self.browser.send([{"id": str(uuid7()), "post": self.post, "said": said}])
            self.acknowledged += [one["id"] for one in answers if one["state"] == "recorded"]


@dataclass
class Told:
    """What befell one backup: after how many seconds it was killed, and whether it was one by then."""

    after: float
    whole: bool
    acknowledged_before: int


def backup(folder: Path, disk: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "yiben.config.cli", "--data", str(folder), "backup", str(disk)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=surroundings(folder),
        cwd=folder.parent,
        start_new_session=True,
    )


def killed(folder: Path, disk: Path, phone: Phone, after: float) -> Told:
    """One backup, killed so many seconds after it began."""
    before, had = len(phone.acknowledged), len(list(disk.glob("backup-*")))
    process = backup(folder, disk)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return Told(after, len(list(disk.glob("backup-*"))) > had, before)


def restored(whole: Path, key: Path, into: Path, before: list[str]) -> int:
    """How many entries a backup brings back, verified; all that were acknowledged before it began are among them."""
    done = yiben(into, "restore", str(whole), "--key", str(key))
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(f"file:{into / 'book.sqlite3'}?mode=ro", uri=True) as book:
        there = {id for (id,) in book.execute("SELECT id FROM ledger_entry")}
    missing = [id for id in before if id.replace("-", "") not in there]
    assert not missing, f"{whole.name}: {len(missing)} of {len(before)} acknowledged entries are missing"
    return len(there)


def run(folder: Path, kills: int, seed: int = 1) -> dict[str, Any]:
    """So many backups killed in their middle, then one that is left alone."""
    post, unit = found_street(folder)
    disk, server, dice = folder.parent / "disk", Server(folder), random.Random(seed)
    server.start()
    phone = Phone(Browser(server.port), post, unit)
    phone.browser.sign_in("alice")
    sending = threading.Thread(target=phone.send, daemon=True)
    sending.start()
    try:
        began = time.monotonic()
        assert backup(folder, disk).wait() == 0
        took = time.monotonic() - began
        told = [killed(folder, disk, phone, dice.uniform(0.15, 1.0) * took) for _kill in range(kills)]
        before = list(phone.acknowledged)
        assert backup(folder, disk).wait() == 0, "what was killed hinders the next"
        meanwhile = len(phone.acknowledged) - len(before)
    finally:
        phone.stopped.set()
        sending.join()
        server.kill()
    assert not list(disk.glob(".begun-*"))
    assert not (folder / ".keeping").exists()
    counts = [1, *(one.acknowledged_before for one in told if one.whole), len(before)]
    backups = sorted(disk.glob("backup-*"))
    assert len(backups) == len(counts), (len(backups), told)
    for number, (whole, count) in enumerate(zip(backups[1:], counts[1:], strict=True)):
        restored(whole, folder / "field-key", folder.parent / f"restored{number}", phone.acknowledged[:count])
    return {"kills": kills, "whole all the same": sum(one.whole for one in told), "sent meanwhile": meanwhile}
