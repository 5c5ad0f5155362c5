"""The writer gate: one writer at a time, in the order of asking, first among threads, then among processes.

SQLite lets one connection write and has the others sleep and retry, which is unfair and slow at the tail. Here a
writer waits its turn before it asks SQLite at all. The lock between processes is on a file beside the database, which
holds nothing and may be deleted while the site is down. It goes with the process that held it, even if that was killed.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

_FIRST_PAUSE = 0.0001
# Only one process on the machine is ever next, so it may look often; the others wait for its place at their leisure.
_NEXT_PAUSE, _LATER_PAUSE = 0.0004, 0.003


class GateTimeout(Exception):
    """Other writers held the gate for longer than this one was ready to wait."""


class FairLock:
    """A lock that is handed to whoever has waited longest; threads that give up leave the queue."""

    def __init__(self) -> None:
        # Re-entrant, for a connection may be collected, and leave the gate, while this thread asks for it.
        self._guard = threading.RLock()
        self._queue: deque[threading.Event] = deque()
        self._held = False

    def acquire(self, timeout: float) -> bool:
        turn = threading.Event()
        with self._guard:
            if not self._held:
                self._held = True
                return True
            self._queue.append(turn)
        return turn.wait(max(timeout, 0)) or self._left(turn)

    def release(self) -> None:
        with self._guard:
            assert self._held, "released without being held"
            if self._queue:
                self._queue.popleft().set()
            else:
                self._held = False

    def _left(self, turn: threading.Event) -> bool:
        """Leave the queue; true if the turn came in the same moment, for then it must be taken."""
        with self._guard:
            if turn.is_set():
                return True
            self._queue.remove(turn)
            return False


class Gate:
    """The gate of one database file, shared by all threads of this process."""

    def __init__(self, lock_file: Path) -> None:
        self.lock_file = lock_file
        self._threads = FairLock()
        self._descriptor: int | None = None
        self._pid = os.getpid()

    def enter(self, timeout: float) -> None:
        """Wait for the turn, at most `timeout` seconds in all; raises GateTimeout, or OSError without a lock file."""
        until = time.monotonic() + timeout
        if not self._threads.acquire(timeout):
            raise GateTimeout
        try:
            self._enter_before_other_processes(until)
        except BaseException:
            self._threads.release()
            raise

    def leave(self) -> None:
        # After a fork the lock is the parent's, and the child has a gate of its own.
        if os.getpid() != self._pid:
            return
        try:
            if self._descriptor is not None:
                _unlock(self._descriptor, _WRITING)
        finally:
            self._threads.release()

    def _enter_before_other_processes(self, until: float) -> None:
        # Whoever waits holds the place of the next one meanwhile: a process with many writers can't go twice in a row.
        descriptor = self._opened()
        _lock(descriptor, _NEXT, until, _LATER_PAUSE)
        try:
            _lock(descriptor, _WRITING, until, _NEXT_PAUSE)
        finally:
            _unlock(descriptor, _NEXT)

    def _opened(self) -> int:
        if self._descriptor is None:
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
            self._descriptor = os.open(self.lock_file, flags, 0o600)
        return self._descriptor


_gates: dict[str, Gate] = {}
_gates_guard = threading.Lock()


def gate_of(database: str) -> Gate:
    """The gate of the database at this path: one in a process, whatever the path is called by."""
    path = os.path.realpath(url2pathname(urlsplit(database).path) if database.startswith("file:") else database)
    with _gates_guard:
        if path not in _gates:
            _gates[path] = Gate(Path(f"{path}.writer"))
        return _gates[path]


def _forget_after_fork() -> None:
    global _gates_guard
    _gates_guard = threading.Lock()
    _gates.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_after_fork)


# --- the lock between processes: two bytes of a file, locked by the system, and freed by it when a process dies -----

_WRITING, _NEXT = 0, 1


def _lock(descriptor: int, byte: int, until: float, longest_pause: float) -> None:
    pause = _FIRST_PAUSE
    while not _try_lock(descriptor, byte):
        if time.monotonic() >= until:
            raise GateTimeout
        time.sleep(pause)
        pause = min(pause * 2, longest_pause)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int, byte: int) -> bool:
        os.lseek(descriptor, byte, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int, byte: int) -> None:
        os.lseek(descriptor, byte, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(descriptor: int, byte: int) -> bool:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _unlock(descriptor: int, byte: int) -> None:
        fcntl.lockf(descriptor, fcntl.LOCK_UN, 1, byte)
