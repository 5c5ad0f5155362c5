"""What is worked out in a child comes as if it had been worked out here, and the child never outlives its parent."""

import multiprocessing
import os
import signal
import time

import pytest

from yiben.lib import aside as child
from yiben.lib.aside import Asks, BrokeOff, aside
from yiben.lib.refused import Refused

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no children without fork")


def counting(most=3):
    yield from range(most)
    told = yield Asks("how many more")
    yield from range(most, most + told)


def heard(talk):
    said, answer = [], None
    while True:
        try:
            one = talk.send(answer)
        except StopIteration:
            return said
        answer = 2 if isinstance(one, Asks) else None
        said.append(one)


def test_it_says_and_is_told_the_same_as_here():
    assert heard(aside(counting)) == heard(counting()) == [0, 1, 2, Asks("how many more"), 3, 4]


def test_without_fork_it_is_done_here(monkeypatch):
    monkeypatch.delattr(child.os, "fork")
    assert list(aside(lambda: (pid() for pid in [os.getpid]))) == [os.getpid()]


def test_what_is_refused_there_is_refused_here():
    def work():
        yield 1
        raise Refused("读不了", field="file")

    talk = aside(work)
    assert next(talk) == 1
    with pytest.raises(Refused) as refused:
        next(talk)
    assert (refused.value.sentence, refused.value.field) == ("读不了", "file")


def test_a_mistake_there_is_told_here():
    with pytest.raises(BrokeOff, match="ZeroDivisionError"):
        next(aside(lambda: (1 // nought for nought in [0])))


def test_a_child_that_is_killed_is_told():
    def work():
        yield os.getpid()
        time.sleep(60)

    talk = aside(work)
    os.kill(next(talk), signal.SIGKILL)
    with pytest.raises(BrokeOff):
        next(talk)


def test_whoever_stops_listening_ends_it():
    def work():
        while True:
            yield os.getpid()

    talk = aside(work)
    pid = next(talk)
    assert _lives(pid)
    talk.close()
    assert not _lives(pid)
    assert list(talk) == []


def test_it_begins_before_anybody_listens(tmp_path):
    begun = tmp_path / "begun"
    talk = aside(lambda: (begun.touch() for _once in range(1)))
    until = time.monotonic() + 30
    while not begun.exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert begun.exists()
    talk.close()


def test_it_ends_with_its_parent():
    def work():
        yield os.getpid()
        while True:
            yield "x" * 100_000

    pipe, there = multiprocessing.Pipe()
    parent = os.fork()
    if not parent:
        there.send(next(talk := aside(work)))
        time.sleep(60)
        talk.close()
        os._exit(0)
    grandchild = pipe.recv()
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    until = time.monotonic() + 30
    while _lives(grandchild) and time.monotonic() < until:
        time.sleep(0.01)
    assert not _lives(grandchild)


def _lives(pid):
    try:
        with open(f"/proc/{pid}/stat") as told:
            return told.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
