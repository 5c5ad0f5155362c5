"""Work that takes much memory, done in a child of this process, so that the memory goes with it.

What the child says comes through a pipe, which holds little: a child that is ahead waits. Only where the system can
fork; elsewhere the same work is done here. The child must leave the database alone, for the connection is its parent's.
"""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Callable, Generator
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, TypeAlias

from yiben.lib.refused import Refused

Talk: TypeAlias = Generator[Any, Any, None]
"""Work that says one thing after the other; where it says `Asks`, an answer is sent to it."""


class Asks(NamedTuple):
    """What work wants to be told before it goes on."""

    what: Any


class BrokeOff(RuntimeError):
    """The child went wrong, or is gone."""


def aside(work: Callable[[], Talk]) -> Talk:
    """What `work` says, worked out in a child. Raises what it was refused with; closing it ends the child."""
    if "fork" not in multiprocessing.get_all_start_methods():
        yield from work()
        return
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    child = context.Process(target=_told, args=(work, here, there), daemon=True)
    child.start()
    there.close()
    try:
        yield from _heard(here)
    finally:
        here.close()
        # By force, for it has inherited how this process takes a milder signal.
        child.kill()
        child.join()


def _heard(pipe: Connection) -> Talk:
    while True:
        try:
            said = pipe.recv()
        except EOFError:
            raise BrokeOff("the child is gone") from None
        if isinstance(said, _End):
            return said.end()
        answer = yield said
        if isinstance(said, Asks):
            pipe.send(answer)


class _End(NamedTuple):
    """How it ended: refused, by a mistake of ours (told in full), or well."""

    refused: Refused | None = None
    broken: str = ""

    def end(self) -> None:
        if self.refused:
            raise self.refused
        if self.broken:
            raise BrokeOff(self.broken)


def _told(work: Callable[[], Talk], here: Connection, there: Connection) -> None:
    # Held open here too, the parent's end would outlive the parent, and this child with it.
    here.close()
    try:
        there.send(_talked(work(), there))
    except (BrokenPipeError, ConnectionResetError, EOFError):
        return


def _talked(talk: Talk, pipe: Connection) -> _End:
    answer = None
    try:
        while True:
            said = talk.send(answer)
            pipe.send(said)
            answer = pipe.recv() if isinstance(said, Asks) else None
    except StopIteration:
        return _End()
    except Refused as refused:
        return _End(refused=refused)
    except (BrokenPipeError, ConnectionResetError, EOFError):
        raise
    except BaseException:
        return _End(broken=traceback.format_exc())
