"""Rounds of the yardstick, of single entries and of batches in turn, on a folder of its own; medians, and the book
verified.

    .venv/bin/python -m tests.proofs.load.run [--rounds 7] [--seconds 2] [--folder /dev/shm] [--full]

What counts are the ratios: single entries ≥ 50 % of the yardstick's requests, batches ≥ 3 × its entries (one a
request), p99 ≤ 5 × the median, no error.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.proofs.load.clients import Round
from tests.running import ROOT, serving, surroundings, yiben

BATCH = 50
SHAPES = {"yardstick": ("/yardstick/", 0), "single": ("/capture/entries/", 1), "batch": ("/capture/entries/", BATCH)}
SINGLE, BATCHED, TAIL = 0.5, 3.0, 5.0


@dataclass(frozen=True)
class Told:
    """The medians over a shape's rounds."""

    requests: float
    entries: float
    median: float
    p99: float
    errors: int

    @classmethod
    def of(cls, rounds: list[Round]) -> Told:
        middle = statistics.median
        return cls(
            middle(len(one.milliseconds) / one.seconds for one in rounds),
            middle(one.recorded / one.seconds for one in rounds),
            middle(middle(one.milliseconds) for one in rounds),
            middle(statistics.quantiles(one.milliseconds, n=100)[98] for one in rounds),
            sum(len(one.errors) for one in rounds),
        )


def found(folder: Path) -> list[Any]:
    words = [sys.executable, "-m", "tests.proofs.load.found"]
    done = subprocess.run(words, env=surroundings(folder), cwd=ROOT, check=True, timeout=120, stdout=subprocess.PIPE)
    signed_in: list[Any] = json.loads(done.stdout)
    return signed_in


def play(folder: Path, *, rounds: int, seconds: float, synchronous: str) -> dict[str, list[Round]]:
    """The rounds by shape, each shape in turn; the book is verified before it is left."""
    signed_in = found(folder)
    site = {"DJANGO_SETTINGS_MODULE": "tests.proofs.load.settings", "LOAD_SYNCHRONOUS": synchronous}
    seen: dict[str, list[Round]] = {shape: [] for shape in SHAPES}
    with serving(folder, more=site) as address, _clients(urlsplit(address).port, signed_in) as clients:
        for shape in SHAPES:
            _ask(clients, shape, min(seconds, 1.0), seen[shape])
        warm = {shape: found.pop() for shape, found in seen.items()}
        for _round in range(rounds):
            for shape in SHAPES:
                _ask(clients, shape, seconds, seen[shape])
        assert clients.stdin is not None
        clients.stdin.close()
    verify(folder, [*warm.values(), *(one for rounds in seen.values() for one in rounds)])
    return seen


def _clients(port: int | None, signed_in: list[Any]) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.proofs.load.clients"]
    clients = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert clients.stdin is not None
    clients.stdin.write(json.dumps({"port": port, "signed_in": signed_in}) + "\n")
    return clients


def _ask(clients: subprocess.Popen[str], shape: str, seconds: float, seen: list[Round]) -> None:
    assert clients.stdin is not None
    assert clients.stdout is not None
    path, entries = SHAPES[shape]
    clients.stdin.write(json.dumps({"path": path, "entries": entries, "seconds": seconds}) + "\n")
    clients.stdin.flush()
    seen.append(Round(**json.loads(clients.stdout.readline())))


def verify(folder: Path, rounds: list[Round]) -> None:
    """Every entry that was acknowledged is in the book, and no other; chains and tally hold."""
    acknowledged = sum(one.recorded for one in rounds)
    with sqlite3.connect(folder / "book.sqlite3") as book:
        (entries,) = book.execute("SELECT count(*) FROM ledger_entry").fetchone()
        (told,) = book.execute("SELECT count(*) FROM ledger_quantity WHERE metric_id = 'volunteers'").fetchone()
    assert entries == told == acknowledged, (entries, told, acknowledged)
    done = yiben(folder, "verify", within=600)
    assert done.returncode == 0, done.stdout + done.stderr


def tell(seen: dict[str, list[Round]]) -> list[str]:
    """Prints the table; gives what is under its bar."""
    told = {shape: Told.of(rounds) for shape, rounds in seen.items()}
    print(f"{'':12}{'requests/s':>12}{'entries/s':>12}{'median ms':>12}{'p99 ms':>10}{'p99/median':>12}{'errors':>8}")
    for shape, one in told.items():
        figures = f"{one.requests:12.0f}{one.entries:12.0f}{one.median:12.1f}{one.p99:10.1f}"
        print(f"{shape:12}{figures}{one.p99 / one.median:12.1f}{one.errors:8}")
    yardstick, single, batch = told["yardstick"].requests, told["single"].entries, told["batch"].entries
    print(
        f"single / yardstick {single / yardstick:.2f} (bar {SINGLE}), batch / yardstick {batch / yardstick:.2f} (bar {BATCHED})"
    )
    under = [] if single / yardstick >= SINGLE else ["single entries"]
    under += [] if batch / yardstick >= BATCHED else ["batches"]
    under += [f"p99 of {shape}" for shape, one in told.items() if one.p99 > TAIL * one.median]
    return under + [f"errors of {shape}" for shape, one in told.items() if one.errors]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--seconds", type=float, default=2.0)
    asked.add_argument("--folder", type=Path, default=Path("/dev/shm") if Path("/dev/shm").is_dir() else None)
    asked.add_argument("--full", action="store_true", help="synchronous=FULL, as a street's book is kept")
    said = asked.parse_args()
    synchronous = "FULL" if said.full else "NORMAL"
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    with tempfile.TemporaryDirectory(prefix="yiben-load-", dir=said.folder) as folder:
        print(f"{said.rounds} rounds of {said.seconds:g} s, {folder}, synchronous={synchronous}; load before: {load}")
        under = tell(play(Path(folder) / "data", rounds=said.rounds, seconds=said.seconds, synchronous=synchronous))
    sys.exit(f"under the bar: {', '.join(under)}" if under and not said.full else 0)


if __name__ == "__main__":
    main()
