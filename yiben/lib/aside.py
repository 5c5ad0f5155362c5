"""Work that takes much memory or time, done in a child of this process: what it took goes with it.

What the child says comes through a pipe, which holds little: a child that is ahead waits. Only where the system can
fork; elsewhere the same work is done here. The child must leave the database alone, for the connection is its parent's.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from collections.abc import Callable, Generator
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, NoReturn, TypeAlias

from yiben.lib.refused import Refused

log = logging.getLogger(__name__)

Talk: TypeAlias = Generator[Any, Any, None]
"""Work that says one thing after the other; where it says `Asks`, an answer is sent to it."""


class Asks(NamedTuple):
    """What work wants to be told before it goes on."""

    what: Any


class BrokeOff(RuntimeError):
    """The child went wrong, or is gone."""


def aside(work: Callable[[], Talk]) -> Talk:
    """What `work` says, worked out in a child from now on. Raises what it was refused with; closing it ends the
    child."""
    return _Child(work) if hasattr(os, "fork") else work()


class _End(NamedTuple):
    """How it ended: refused, by a mistake of ours (told in full), or well."""

    refused: Refused | None = None
    broken: str = ""


class _Child(Generator[Any, Any, None]):
    def __init__(self, work: Callable[[], Talk]) -> None:
        self._pipe, there = multiprocessing.Pipe()
        self._asked = False
        self._whose = os.getpid()
        self._pid = os.fork()
        if not self._pid:
            _tell(work, self._pipe, there)
        there.close()

    def send(self, answer: Any) -> Any:
        if not self._pid:
            raise StopIteration
        try:
            if self._asked:
                self._pipe.send(answer)
            said = self._pipe.recv()
        except (EOFError, OSError):
            said = _End(broken="the child is gone")
        if isinstance(said, _End):
            self._finish(said)
        self._asked = isinstance(said, Asks)
        return said

    def _finish(self, end: _End) -> NoReturn:
        self.close()
        if end.refused:
            raise end.refused
        if end.broken:
            raise BrokeOff(end.broken)
        raise StopIteration

    def throw(self, kind: Any, value: Any = None, tb: Any = None, /) -> Any:
        self.close()
        super().throw(kind, value, tb)

    def close(self) -> None:
        # A child that was forked later has this too, and it isn't its own.
        if not self._pid or os.getpid() != self._whose:
            return
        self._pipe.close()
        # By force, for it has inherited how this process takes a milder signal.
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        self._pid = 0

    def __del__(self) -> None:
        self.close()


def _tell(work: Callable[[], Talk], here: Connection, there: Connection) -> NoReturn:
    """The child's whole life."""
    try:
        # Held open here too, the parent's end would outlive the parent, and this child with it.
        here.close()
        pipe = _Pipe(there)
        pipe.say(_told(work(), pipe))
    except _ParentGone:
        pass
    finally:
        os._exit(0)


class _ParentGone(Exception):
    """Or has heard enough."""


class _Pipe:
    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def say(self, said: Any) -> Any:
        """Say something, and hear the answer if it is asked for."""
        try:
            self._pipe.send(said)
            return self._pipe.recv() if isinstance(said, Asks) else None
        except (EOFError, OSError) as error:
            raise _ParentGone from error


def _told(talk: Talk, pipe: _Pipe) -> _End:
    answer = None
    try:
        while True:
            answer = pipe.say(talk.send(answer))
    except StopIteration:
        return _End()
    except Refused as refused:
        return _End(refused=refused)
    except _ParentGone:
        raise
    except BaseException as error:
        # Here, where it is known how it came to that.
        log.exception("work in a child broke off")
        return _End(broken=type(error).__name__)
