"""The demo, made once for every test that looks at it. Those tests don't change its book."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.running import yiben

MADE_WITHIN = 180


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished demo; where tests run in several processes, one makes it and the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    folder = shared / "sample" / "demo"
    try:
        folder.parent.mkdir()
    except FileExistsError:
        _wait_for(folder.parent / "told")
        return folder
    done = yiben(folder, "demo", "--no-serve", within=MADE_WITHIN)
    (folder.parent / "told").write_text(f"{done.returncode}\n{done.stdout}{done.stderr}", encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return folder


def _wait_for(told: Path) -> None:
    until = time.monotonic() + MADE_WITHIN
    while not told.exists():
        assert time.monotonic() < until, "nobody finished the demo"
        time.sleep(0.2)
    assert told.read_text(encoding="utf-8").startswith("0\n"), told.read_text(encoding="utf-8")
