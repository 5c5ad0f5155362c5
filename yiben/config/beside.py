"""The process that does what takes long, beside those that answer pages; and who keeps it while the site is up."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from typing import IO

from django.conf import settings
from django.db import close_old_connections
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from yiben.ledger import evidence_looks, grams, tasks
from yiben.lib.sqlite.gate import Gate, GateTimeout
from yiben.reports import form_tasks

LOOKS_EVERY = 1.0
SELDOM = 60.0
"""Pictures without a look come from a book that was brought here, or from before there were looks: hardly ever."""
MOST_TRIES = 3
"""A task in whose middle its worker died so many times is not begun again: it may be what kills it."""


def work(*, until_done: bool = False) -> None:
    """Do what is queued, one thing after the other, for ever or until nothing is left. One process a data folder works;
    another waits to take its place. What a killed one left half done is begun again."""
    _take_place()
    _take_up()
    looked = 0.0
    while True:
        close_old_connections()
        if DBTaskResult.objects.ready().exists():
            _worker().run()
        elif grams.follow() or (time.monotonic() >= looked and evidence_looks.follow()):
            continue
        elif until_done:
            return
        else:
            looked = looked if time.monotonic() < looked else time.monotonic() + SELDOM
            time.sleep(LOOKS_EVERY)


def _worker() -> Worker:
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{os.getpid()}-{time.time_ns()}",
        excluded_queue_names=[],
    )


def _take_place() -> None:
    """The place is a lock that the system takes back when its holder dies, however it dies."""
    place = Gate(settings.DATA / "worker.lock")
    while True:
        try:
            place.enter(LOOKS_EVERY)
        except GateTimeout:
            continue
        _PLACES.append(place)
        return


_PLACES: list[Gate] = []


def _take_up() -> None:
    for task in DBTaskResult.objects.running():
        if len(task.worker_ids) >= MOST_TRIES:
            task.set_failed(RuntimeError("its worker died in its middle too often"))
        else:
            task.status = TaskResultStatus.READY
            task.save(update_fields=["status"])
    _give_up()


def _give_up() -> None:
    """What failed outside its own doing (it died too often, or could not even begin) is told to whom it concerns."""
    for carry_on, give_up in ((tasks.carry_on, tasks.give_up), (form_tasks.carry_on, form_tasks.give_up)):
        mine = DBTaskResult.objects.filter(task_path=carry_on.module_path)
        waiting = {task.args_kwargs["args"][0] for task in mine.filter(status=TaskResultStatus.READY)}
        for task in mine.filter(status=TaskResultStatus.FAILED):
            if (pk := task.args_kwargs["args"][0]) not in waiting:
                give_up(pk)


def die_with(parent: IO[bytes]) -> None:
    """End this process when the pipe from its parent closes, as it does however the parent ends."""

    def watch() -> None:
        while parent.read(1):
            pass
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


class Keeper:
    """Keeps one working process beside the site: begun anew if it dies, ended with the site."""

    longest_pause = 30.0

    def __init__(self) -> None:
        self.child: subprocess.Popen[bytes] | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> Keeper:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        if self.child is not None and self.child.stdin is not None:
            self.child.stdin.close()
        self._thread.join(timeout=5)

    def _keep(self) -> None:
        pause = 1.0
        while not self._ended.is_set():
            begun = time.monotonic()
            self.child = subprocess.Popen(  # noqa: S603 - our own words
                _WORDS, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
            )
            if self._ended.is_set() and self.child.stdin is not None:
                self.child.stdin.close()
            self.child.wait()
            # One that can't even begin is not begun again without a pause.
            pause = 1.0 if time.monotonic() - begun > self.longest_pause else min(2 * pause, self.longest_pause)
            self._ended.wait(pause)


_WORDS = [sys.executable, "-m", "yiben.config.cli", "worker", "--under-serve"]
