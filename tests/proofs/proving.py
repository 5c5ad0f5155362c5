"""What a proof is, how it goes on where it stopped, and what it writes: docs/proof/NAME.json, and NAME.md to be read."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.running import ROOT

FOLDER = ROOT / "docs" / "proof"


@dataclass(frozen=True)
class Proof:
    """So many steps of one kind, done `at_once` at a time by `step(folder, how many, first)`, which tells what it saw."""

    name: str
    says: str
    steps: int
    at_once: int
    minutes: int
    step: Callable[[Path, int, int], dict[str, Any]]


@dataclass
class Seen:
    """What a proof has seen so far."""

    done: int = 0
    seconds: float = 0.0
    told: list[dict[str, Any]] = field(default_factory=list)
    failed: str = ""


def prove(proof: Proof, *, anew: bool, small: bool) -> bool:
    """Runs what is left of a proof, within its minutes; True when all of it held."""
    kept = FOLDER / f"{proof.name}.json"
    seen = Seen() if anew or small else _kept(kept)
    steps = max(1, proof.steps // 20) if small else proof.steps
    until = time.monotonic() + proof.minutes * 60
    print(f"{proof.name}: {proof.says}; {seen.done} of {steps} done", flush=True)
    while seen.done < steps and not seen.failed and time.monotonic() < until:
        _step(proof, seen, min(proof.at_once, steps - seen.done))
        if not small:
            _write(proof, seen, kept)
        print(f"  {seen.done} / {steps}  {seen.seconds:.0f} s", flush=True)
    if seen.failed:
        print(seen.failed, flush=True)
    return not seen.failed and seen.done >= steps


def _kept(path: Path) -> Seen:
    if not path.exists():
        return Seen()
    told = json.loads(path.read_text(encoding="utf-8"))
    # What failed is tried again from where it failed.
    return Seen(told["done"], told["seconds"], told["told"])


def _step(proof: Proof, seen: Seen, many: int) -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="yiben-proof-") as folder:
        try:
            told = proof.step(Path(folder) / "data", many, seen.done)
            seen.told.append(told)
            # Hypothesis plays more days than it was asked for; each is looked at to its end.
            seen.done += told.get("runs", many)
        except AssertionError as error:
            seen.failed = str(error) or repr(error)
    seen.seconds += time.monotonic() - began


def _write(proof: Proof, seen: Seen, path: Path) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    told = {
        "name": proof.name,
        "says": proof.says,
        "held": not seen.failed and seen.done >= proof.steps,
        "done": seen.done,
        "of": proof.steps,
        "seconds": round(seen.seconds, 1),
        "failed": seen.failed,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "told": seen.told,
    }
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    path.with_suffix(".md").write_text(_readable(told), encoding="utf-8")


def _readable(told: dict[str, Any]) -> str:
    state = "held" if told["held"] else ("FAILED" if told["failed"] else "not finished")
    lines = [f"# {told['name']}: {state}", "", told["says"] + ".", ""]
    lines += [f"{told['done']} of {told['of']} in {told['seconds'] / 60:.1f} min, {told['at']}.", ""]
    lines += [f"- {name}: {value}" for name, value in told["machine"].items()]
    if told["failed"]:
        lines += ["", "```", told["failed"], "```"]
    lines += ["", *(f"- {name}: {value}" for name, value in _sums(told["told"]).items())]
    return "\n".join(lines) + "\n"


def _sums(told: list[dict[str, Any]]) -> dict[str, Any]:
    sums: dict[str, Any] = {}
    for one in told:
        for name, value in one.items():
            if isinstance(value, int | float):
                sums[name] = sums.get(name, 0) + value
    return sums


def machine() -> dict[str, str]:
    """What it ran on."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    return {
        "system": f"{platform.system()} {platform.release()} {platform.machine()}, {os.cpu_count()} cores, {pages >> 30} GiB",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in ("django", "granian", "playwright", "hypothesis")},
        "commit": commit.stdout.strip(),
    }


# -- the proofs


def _weather(folder: Path, many: int, first: int) -> dict[str, Any]:
    from tests.browser.conftest import launched
    from tests.browser.network import network
    from tests.browser.phone import Book, cookies_of
    from tests.proofs.killing import found_street
    from tests.proofs.weather import Place, run
    from tests.running import serving

    found_street(folder)
    with ExitStack() as stack:
        browser = stack.enter_context(launched())
        line = stack.enter_context(network(stack.enter_context(serving(folder))))
        alice, amy = (cookies_of(browser, line.address, login) for login in ("alice", "amy"))
        place = Place(browser, line, Book(folder), alice, amy)
        run(place, many)
    assert place.runs >= many, f"only {place.runs} runs"
    return {"runs": place.runs, "entries": place.saved, "faults": len(place.befell)}


def _killing(folder: Path, many: int, first: int) -> dict[str, Any]:
    from tests.proofs.killing import ENTRIES, run

    told = run(folder, many, seed=first + 1)
    amid = sum(0 < one.acknowledged_at_kill < ENTRIES for one in told)
    each = [one.acknowledged_at_kill for one in told]
    return {
        "kills": len(told),
        "in the middle": amid,
        "entries": sum(one.in_book for one in told),
        "acknowledged at each kill": each,
    }


def _keeping(folder: Path, many: int, first: int) -> dict[str, Any]:
    from tests.proofs.keeping import run

    return run(folder, many, seed=first + 1)


def _replay(folder: Path, many: int, first: int) -> dict[str, Any]:
    from tests.proofs.replaying import run

    return run(folder, many)


def _load(folder: Path, many: int, first: int) -> dict[str, Any]:
    from tests.proofs.load.run import busy, on_tmpfs, play, ratios, summed, table, under_the_bar

    before, synchronous = busy(), ("NORMAL", "FULL")[first]
    with on_tmpfs() as place:
        told = summed(play(place / "data", rounds=7, seconds=2, synchronous=synchronous))
    # FULL, as a book is kept, is run for being right (the book has been verified) and told.
    short = under_the_bar(told) if synchronous == "NORMAL" else [name for name, one in told.items() if one.errors]
    assert not short, f"{', '.join(short)}\n{table(told)}\nload {before}"
    figures = {f"{name}, {synchronous}": value for name, value in ratios(told).items()}
    figures |= {f"{shape} requests/s, {synchronous}": round(one.requests) for shape, one in told.items()}
    return figures | {"load before": before}


PROOFS = {
    one.name: one
    for one in (
        Proof(
            "weather",
            "1,000 random days of a phone in bad weather end with the book being what was saved, each once",
            1000,
            25,
            36,
            _weather,
        ),
        Proof(
            "killing",
            "the server killed 20 times in the middle of a sync of 200 entries: nothing acknowledged is missing",
            20,
            4,
            7,
            _killing,
        ),
        Proof(
            "load",
            "16 clients at once: entries ≥ 50 % of a plain insert's requests, batches of 50 ≥ 3 × its entries, "
            "p99 ≤ 5 × the median, no error; once more with synchronous=FULL; the book verified each time",
            2,
            1,
            5,
            _load,
        ),
        Proof(
            "keeping",
            "a backup killed 20 times in its middle while a phone sends: what calls itself a backup restores, verifies, "
            "and has all that was acknowledged before",
            20,
            5,
            7,
            _keeping,
        ),
        Proof("replay", "one id sent 1,000 times, by eight at once, makes one entry", 1000, 1000, 3, _replay),
    )
}
