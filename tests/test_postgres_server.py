"""The server that tests on PostgreSQL run on leaves nothing behind, however those tests end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.postgres import server
from tests.running import ROOT

HOLD = "from tests.postgres.server import server\nwith server() as address: print(address, flush=True); input()"


def gone(folder, within=20.0):
    until = time.monotonic() + within
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.1)
    return not folder.exists()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the server is reached by a socket's path")
def test_it_goes_with_who_asked_for_it_even_if_that_was_killed():
    try:
        server.programs()
    except server.NoServer as why:
        pytest.skip(str(why))
    with subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as holder:
        address = holder.stdout.readline().strip()
        folder = Path(unquote(urlsplit(address).netloc.partition("@")[2]))
        assert (folder / "data" / "PG_VERSION").exists()
        holder.send_signal(signal.SIGKILL)
    assert gone(folder)


def test_where_none_is_installed_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(server, "PLACES", tmp_path)
    with pytest.raises(server.NoServer, match="Debian the package postgresql"):
        server.programs()
