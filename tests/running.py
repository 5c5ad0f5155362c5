"""The real command in a process of its own, on data of its own: what a person at a terminal would run."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
STARTS_WITHIN = 60
"""Seconds. A machine that is busy with other tests takes a while to import everything."""
STOPS_WITHIN = 30
"""Seconds, fewer than after which `yiben serve` ends its workers by force."""


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of a command that works in `folder`, whatever else this machine has set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("YIBEN_", "DJANGO_"))}
    return kept | {"YIBEN_DATA": str(folder), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


def yiben(folder: Path, *words: str, within: float = 120) -> subprocess.CompletedProcess[str]:
    """`yiben …` run to its end on that folder."""
    return subprocess.run(
        [sys.executable, "-m", "yiben.config.cli", "--data", str(folder), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=within,
        env=surroundings(folder),
        cwd=folder.parent,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    folder: Path, command: str = "serve", more: Mapping[str, str] | None = None, words: Sequence[str] = ()
) -> Iterator[str]:
    """The site on that folder, as `yiben serve` (or `yiben demo`) serves it, with `more` in its environment and
    `words` behind the command; gives its address."""
    port = free_port()
    with (folder.parent / f"serve-{port}.log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "yiben.config.cli", "--data", str(folder), command, "--port", str(port), *words],
            stdout=log,
            stderr=log,
            env=surroundings(folder) | dict(more or {}),
            cwd=folder.parent,
            start_new_session=True,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/units/sign-in/", process, log.name)
            yield f"http://127.0.0.1:{port}"
        finally:
            _stop(process)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: str) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, f"the server ended:\n{Path(log).read_text(encoding='utf-8')}"
        try:
            with urlopen(address, timeout=5) as answer:
                assert answer.status == 200
                return
        except (URLError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"no answer within {STARTS_WITHIN} s:\n{Path(log).read_text(encoding='utf-8')}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """As Ctrl+C does: the command and the processes that it started are told at once, and all of them end."""
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(STOPS_WITHIN)
    except subprocess.TimeoutExpired as late:
        os.killpg(process.pid, signal.SIGKILL)
        raise AssertionError(f"the site did not stop within {STOPS_WITHIN} s of Ctrl+C") from late
