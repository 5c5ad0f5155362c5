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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.proofs.load.clients import Round
from tests.running import ROOT, serving, surroundings, yiben

BATCH = 50
SHAPES = {"yardstick": ("/yardstick/", 0), "single": ("/capture/entries/", 1), "batch": ("/capture/entries/", BATCH)}
BARS = {"single / yardstick": 0.5, "batch / yardstick": 3.0}
TAIL = 5.0
TMPFS = Path("/dev/shm")


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


@contextmanager
def on_tmpfs(within: Path | None = None) -> Iterator[Path]:
    """A folder that no disk is asked about, where the machine has such."""
    chosen = within or (TMPFS if TMPFS.is_dir() else None)
    with tempfile.TemporaryDirectory(prefix="yiben-load-", dir=chosen) as folder:
        yield Path(folder)


def busy() -> str:
    """How busy the machine was over the last minutes, by its own account."""
    return ", ".join(f"{one:.1f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"


def summed(seen: dict[str, list[Round]]) -> dict[str, Told]:
    return {shape: Told.of(rounds) for shape, rounds in seen.items()}


def ratios(told: dict[str, Told]) -> dict[str, float]:
    """What counts: entries as multiples of the yardstick's requests, and how long the slowest wait."""
    yardstick = told["yardstick"].requests
    multiples = {f"{shape} / yardstick": round(told[shape].entries / yardstick, 2) for shape in ("single", "batch")}
    return multiples | {f"p99 / median of {shape}": round(one.p99 / one.median, 2) for shape, one in told.items()}


def under_the_bar(told: dict[str, Told]) -> list[str]:
    """What falls short, in words. The yardstick's own tail is told, and bound by nothing."""
    seen = ratios(told)
    short = [f"{name} {seen[name]} < {bar}" for name, bar in BARS.items() if seen[name] < bar]
    tails = [f"p99 / median of {shape}" for shape in ("single", "batch")]
    short += [f"{name} {seen[name]} > {TAIL}" for name in tails if seen[name] > TAIL]
    return short + [f"{one.errors} errors of {shape}" for shape, one in told.items() if one.errors]


def table(told: dict[str, Told]) -> str:
    rows = [f"{'':10}{'requests/s':>12}{'entries/s':>12}{'median ms':>12}{'p99 ms':>10}{'errors':>8}"]
    for shape, one in told.items():
        figures = f"{one.requests:12.0f}{one.entries:12.0f}{one.median:12.1f}{one.p99:10.1f}{one.errors:8}"
        rows.append(f"{shape:10}{figures}")
    return "\n".join([*rows, *(f"{name} {value}" for name, value in ratios(told).items())])


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--seconds", type=float, default=2.0)
    asked.add_argument("--folder", type=Path, default=TMPFS if TMPFS.is_dir() else None)
    asked.add_argument("--full", action="store_true", help="synchronous=FULL, as a street's book is kept")
    said = asked.parse_args()
    synchronous = "FULL" if said.full else "NORMAL"
    with on_tmpfs(said.folder) as folder:
        print(f"{said.rounds} rounds of {said.seconds:g} s in {folder}, synchronous={synchronous}; load {busy()}")
        told = summed(play(folder / "data", rounds=said.rounds, seconds=said.seconds, synchronous=synchronous))
    print(table(told))
    short = [] if said.full else under_the_bar(told)
    sys.exit(f"under the bar: {', '.join(short)}" if short else 0)


if __name__ == "__main__":
    main()
