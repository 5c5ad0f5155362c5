"""What takes a while to make is made once for all tests: the demo, which nobody changes, and a street to be copied."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import ROOT, surroundings, yiben

MADE_WITHIN = 180
Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished demo."""
    return _made_once(tmp_path_factory, "demo", lambda folder: yiben(folder, "demo", "--no-serve", within=MADE_WITHIN))


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a street without a plan or an entry; its people are those of `tests/people.py`."""
    return _made_once(tmp_path_factory, "founded", _found)


def _found(folder: Path) -> Done:
    words = [sys.executable, "-m", "tests.browser.found"]
    return subprocess.run(
        words, env=surroundings(folder), cwd=ROOT, check=False, timeout=MADE_WITHIN, capture_output=True, text=True
    )


def _made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Done]) -> Path:
    """The folder that `make` filled; where tests run in several processes, one makes it and the others wait."""
    base = factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    folder = shared / f"made-{name}" / name
    try:
        folder.parent.mkdir()
    except FileExistsError:
        _wait_for(folder.parent / "told")
        return folder
    done = make(folder)
    (folder.parent / "told").write_text(f"{done.returncode}\n{done.stdout}{done.stderr}", encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return folder


def _wait_for(told: Path) -> None:
    until = time.monotonic() + MADE_WITHIN
    while not told.exists():
        assert time.monotonic() < until, f"nobody finished {told.parent.name}"
        time.sleep(0.2)
    assert told.read_text(encoding="utf-8").startswith("0\n"), told.read_text(encoding="utf-8")
