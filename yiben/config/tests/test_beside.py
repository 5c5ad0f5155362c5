"""The worker beside the site: kept alive, ended with it, and not begun a fourth time where it dies."""

import subprocess
import sys
import time

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests import people
from yiben.config import beside
from yiben.ledger import tasks
from yiben.ledger.tests.lists import HEAD, row, workbook

SLEEPER = [sys.executable, "-c", "import sys; sys.stdin.read()"]


def wait_for(happened):
    until = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_one_that_dies_is_begun_anew_and_the_last_ends_with_the_site(monkeypatch):
    monkeypatch.setattr(beside, "_WORDS", SLEEPER)
    with beside.Keeper() as keeper:
        wait_for(lambda: keeper.child is not None)
        first = keeper.child
        first.kill()
        wait_for(lambda: keeper.child is not first)
        second = keeper.child
        assert second.poll() is None
    assert second.wait(timeout=10) == 0


def test_the_worker_ends_when_the_pipe_from_its_parent_closes():
    words = "import sys, time; from yiben.config.beside import die_with; die_with(sys.stdin.buffer); time.sleep(60)"
    scene = f"import django; django.setup(); {words}"
    with subprocess.Popen([sys.executable, "-c", scene], stdin=subprocess.PIPE) as child:
        child.stdin.close()
        assert child.wait(timeout=30) == 0


@pytest.mark.django_db
def test_what_a_killed_worker_left_is_queued_again_but_not_for_ever():
    street = people.street()
    batch = tasks.store(by=street.bob, unit=street.street, filename="全年.xlsx", data=workbook([HEAD, row()]))
    task = DBTaskResult.objects.get()
    for time_round in range(beside.MOST_TRIES):
        task.refresh_from_db()
        batch.refresh_from_db()
        assert task.status == TaskResultStatus.READY
        assert batch.working
        task.claim(f"worker {time_round}")
        beside._take_up()
    task.refresh_from_db()
    batch.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED
    assert not batch.working, "its page would say for ever that it waits its turn"
    assert batch.problem
