"""A clerk's template filled in a child process, which gets plain strings and gives back a document.

A child serves many jobs, for starting one takes longer than filling. It is ended after so many, and at once when a job
went wrong in it: what a template does to its child harms no other.
"""

from __future__ import annotations

import base64
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

import yiben
from yiben.lib.plain import legible
from yiben.lib.refused import Refused
from yiben.reports import filling
from yiben.reports.grammar import LOOPS, Reading, Vocabulary
from yiben.reports.said import say as _

WAIT = 12
JOBS = 400
IDLE = 2
MOST_ANSWER = 64 << 20
ROOM = 1 << 20
TRIED = 3
MOST_PICTURES = 80
_HOME = Path(yiben.__file__).resolve().parent.parent
_KEPT = ("SYSTEMROOT", "SYSTEMDRIVE", "PATH", "TEMP", "TMP")
"""What a process needs to start, on Windows too. Nothing else of ours goes with it: no settings, no keys."""
_REASONS = {
    filling.TOO_LONG: _("模板里的循环次数太多，没有完成；请把模板改得简单些"),
    filling.TOO_LARGE: _("填写这份模板用的内存太多，没有完成；请把模板改得简单些"),
}
_TOO_SLOW = _("填写这份模板用的时间太长，没有完成；请把模板改得简单些")
_FAILED = _("这份模板没有填写成功，请用 WPS 或 Word 另存一份再上传")


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture (PNG), which may be drawn meanwhile, and what it shows in words."""

    drawn: bytes | Future[bytes]
    label: str = ""

    @property
    def waits(self) -> bool:
        return isinstance(self.drawn, Future) and not self.drawn.done()

    @property
    def png(self) -> bytes:
        return self.drawn if isinstance(self.drawn, bytes) else self.drawn.result(timeout=WAIT)


Sheet = dict[tuple[bytes, str], int]
"""The pictures of a document with their words, each once, by its place."""


@dataclass
class Turn:
    """What the names say in one turn of a loop, or in the whole document; its pictures; and the turns within it."""

    words: dict[str, str] = field(default_factory=dict)
    turns: dict[str, list[Turn]] = field(default_factory=dict)
    pictures: dict[str, list[Picture]] = field(default_factory=dict)

    @property
    def waits(self) -> bool:
        """Whether any of its pictures is still being drawn."""
        shown = any(one.waits for some in self.pictures.values() for one in some)
        return shown or any(turn.waits for some in self.turns.values() for turn in some)

    def told(self, sheet: Sheet) -> dict[str, object]:
        """As the child hears it. Each picture goes once into the `sheet`, however often it is shown."""
        return {
            "words": {name: legible(value) for name, value in self.words.items()},
            "turns": {loop: [turn.told(sheet) for turn in some] for loop, some in self.turns.items()},
            "pictures": {
                name: [sheet.setdefault((one.png, legible(one.label)), len(sheet)) for one in some]
                for name, some in self.pictures.items()
            },
        }


@dataclass
class Values:
    """What the names of a template say in one document."""

    whole: Turn = field(default_factory=Turn)


def fill(prepared: bytes, known: Vocabulary, values: Values) -> bytes:
    """The document, the same bytes for the same values. Refused where it takes too long, or too much memory."""
    return begin(prepared, known, values).document()


def begin(prepared: bytes, known: Vocabulary, values: Values) -> Begun | Later:
    """Have it filled while something else is done. `document()` must be asked for."""
    if values.whole.waits:
        return Later(partial(_job, prepared, known, values))
    return POOL.begin(_job(prepared, known, values))


def _job(prepared: bytes, known: Vocabulary, values: Values) -> bytes:
    sheet: Sheet = {}
    said = values.whole.told(sheet)
    if len(sheet) > MOST_PICTURES:
        raise Refused(_("一份文件最多放%(n)s张图，请少放几张", n=str(MOST_PICTURES)))
    told = {
        "template": base64.b64encode(prepared).decode(),
        "known": known.told,
        "values": said,
        "pictures": [(base64.b64encode(png).decode(), label) for png, label in sheet],
    }
    return json.dumps(told).encode()


def trial(prepared: bytes, known: Vocabulary, reading: Reading) -> None:
    """Fill it once with ones before it is kept: what never ends is refused now, not in December. In a child of its
    own, which nobody else gets."""
    alone = Pool(idle=0)
    alone.begin(_job(prepared, known, Values(_ones(reading, ())))).document()


def _ones(reading: Reading, path: tuple[str, ...]) -> Turn:
    words: Iterable[str] = reading.names if not path else reading.in_turns.get(path, ())
    own = LOOPS[path[-1].partition("|")[0]] if path else ()
    inside = {way[len(path)] for way in reading.in_turns if len(way) == len(path) + 1 and way[: len(path)] == path}
    turns = {loop: [_ones(reading, (*path, loop))] * TRIED for loop in inside}
    return Turn(dict.fromkeys([*own, *words], "1"), turns, {key: [_DOT] for key in reading.pictures.get(path, ())})


_DOT = Picture(
    base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
)


# --- children -------------------------------------------------------------------------------------------------------


class _Gone(Exception):
    """The child has ended, or doesn't answer."""


class _Child:
    """One process that fills templates."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | {"PYTHONPATH": str(_HOME)}
        command = [sys.executable, "-X", "utf8", "-B", "-m", filling.__name__]
        self.process = subprocess.Popen(  # noqa: S603 - our own words
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        for pipe in (self.process.stdin, self.process.stdout):
            _widen(pipe)
        self.done = 0
        self.answers: queue.Queue[tuple[int, bytes] | None] = queue.Queue()
        assert self.process.stdout is not None
        # A thread that reads can be waited for so long and no longer, on Windows too.
        threading.Thread(target=_listen, args=(self.process.stdout, self.answers), daemon=True).start()

    def tell(self, job: bytes) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(filling.FRAME.pack(len(job)) + job)
            self.process.stdin.flush()
        except OSError:
            raise _Gone from None

    def hear(self) -> tuple[int, bytes]:
        """How it went, and the document. Raises queue.Empty where it takes too long."""
        answer = self.answers.get(timeout=WAIT)
        if answer is None:
            raise _Gone
        self.done += 1
        return answer

    def end(self) -> None:
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                _close(stream)
        self.process.wait()


def _widen(pipe: IO[bytes] | None) -> None:
    """Where the system can, room for a whole job: whoever tells it needn't wait until it is heard."""
    try:
        import fcntl

        assert pipe is not None
        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, ROOM)
    except (ImportError, AttributeError, OSError):  # Windows, macOS; or no more is allowed
        return


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError:
        return  # what it had not been told any more


def _listen(stream: IO[bytes], answers: queue.Queue[tuple[int, bytes] | None]) -> None:
    try:
        while head := stream.read(1 + filling.FRAME.size):
            size = filling.FRAME.unpack(head[1:])[0]
            if size > MOST_ANSWER:
                break
            answers.put((head[0], stream.read(size)))
    except (OSError, ValueError, filling.struct.error):
        pass  # it was ended
    answers.put(None)


class Pool:
    """Children that wait for jobs: none until one is needed, a few afterwards."""

    def __init__(self, idle: int = IDLE) -> None:
        self.most, self.waiting, self.lock, self.owner = idle, list[_Child](), threading.Lock(), os.getpid()

    def begin(self, job: bytes) -> Begun:
        child = self._child()
        try:
            child.tell(job)
        except _Gone:  # it has ended while it waited
            child.end()
            child = _Child()
            child.tell(job)
        return Begun(self, child)

    def _child(self) -> _Child:
        with self.lock:
            if self.owner != os.getpid():  # after a fork they are the parent's
                self.waiting, self.owner = [], os.getpid()
            return self.waiting.pop() if self.waiting else _Child()

    def back(self, child: _Child) -> None:
        """Let it wait for the next job, unless it has had enough."""
        with self.lock:
            if child.done < JOBS and len(self.waiting) < self.most:
                self.waiting.append(child)
                return
        child.end()


@dataclass
class Begun:
    """A document that is being filled."""

    pool: Pool
    child: _Child

    def document(self) -> bytes:
        """It, when it is done. Refused where it can't be."""
        try:
            outcome, document = self.child.hear()
        except (queue.Empty, _Gone) as error:
            self.child.end()
            raise Refused(_TOO_SLOW if isinstance(error, queue.Empty) else _FAILED) from None
        if outcome == filling.DONE:
            self.pool.back(self.child)
            return document
        self.child.end()
        raise Refused(_REASONS.get(outcome, _FAILED))

    def drop(self) -> None:
        """Nobody wants it any more."""
        self.child.end()


@dataclass
class Later:
    """A document whose pictures are still being drawn: that takes longer than to fill it, once they are there."""

    job: Callable[[], bytes]

    def document(self) -> bytes:
        return POOL.begin(self.job()).document()

    def drop(self) -> None:
        """Nobody wants it any more; nothing has begun."""


POOL = Pool()
