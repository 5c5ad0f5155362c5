"""A worker is killed in the middle of a list, and the next one goes on: nothing twice, nothing missing."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

BEGIN = """
import django

django.setup()
from yiben.ledger import tasks
from yiben.ledger.tests.lists import HEAD, row, workbook
from yiben.units.models import Post

bob = Post.objects.get(person__login="bob")
rows = [row(title=f"第{n}场", unit=("临水", "望山")[n % 2], note=f"{n}") for n in range(300)]
tasks.store(by=bob, unit=bob.unit, filename="全年.xlsx", data=workbook([HEAD, *rows]))
"""

WORK = """
import time

import django

django.setup()
from yiben.config import beside
from yiben.ledger import entering, importing, keeping

keeping.ROWS_AT_ONCE, entering.ENTERED_AT_ONCE = 20, 20
importing.SHORT_FILE = 0
"""

# Slow enough to be killed in its middle.
SLOWLY = """
keep, record = importing.insert_rows, entering._record_rows


def slowly(act):
    def slow(*args):
        time.sleep(0.3)
        return act(*args)

    return slow


importing.insert_rows, entering._record_rows = slowly(keep), slowly(record)
"""

GO = """
beside.work(until_done=True)
"""

ENTER = """
import django

django.setup()
from yiben.ledger import tasks
from yiben.ledger.models import ImportBatch

tasks.FEW_ROWS = 0
batch = ImportBatch.objects.get()
tasks.commit(batch, by=batch.by)
"""

END = """
import django

django.setup()
from yiben.ledger import seals
from yiben.ledger.models import Entry
from yiben.ledger.tally import kept, recount
from yiben.units.models import Unit

street = Unit.objects.get(name="青石街道")
print(Entry.objects.count(), Entry.objects.values("title").distinct().count(), kept(street) == recount(street))
print(seals.verify().holds)
"""


def play(scene, folder):
    return subprocess.run([sys.executable, "-c", scene], env=place(folder), capture_output=True, text=True, check=True)


def place(folder):
    return os.environ | {
        "YIBEN_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "yiben.config.settings",
        "PYTHONPATH": os.getcwd(),
    }


def told(folder):
    with sqlite3.connect(folder / "book.sqlite3", timeout=20) as book:
        (state,) = book.execute("SELECT state FROM ledger_importbatch").fetchone()
        (rows,) = book.execute("SELECT count(*) FROM ledger_importrow").fetchone()
        (recorded,) = book.execute("SELECT count(*) FROM ledger_entered").fetchone()
        return state, rows, recorded


def kill_when(folder, reached):
    """A worker, killed as soon as the list stands where `reached` says; what it had done by then."""
    worker = subprocess.Popen([sys.executable, "-c", WORK + SLOWLY + GO], env=place(folder))
    until = time.monotonic() + 60
    while not reached(*(now := told(folder))) and time.monotonic() < until:
        assert worker.poll() is None, now
        time.sleep(0.02)
    worker.kill()
    worker.wait()
    return told(folder)


@pytest.mark.slow
def test_a_killed_worker_is_followed_by_one_that_goes_on(founded, tmp_path):
    folder = Path(shutil.copytree(founded, tmp_path / "book"))
    play(BEGIN, folder)
    state, rows, _recorded = kill_when(folder, lambda _state, rows, _recorded: rows >= 20)
    assert state == "reading"
    assert 0 < rows < 300
    play(WORK + GO, folder)
    assert told(folder) == ("preview", 300, 0)
    play(ENTER, folder)
    state, _rows, recorded = kill_when(folder, lambda _state, _rows, recorded: recorded >= 20)
    assert state == "entering"
    assert 0 < recorded < 300
    play(WORK + GO, folder)
    assert told(folder) == ("done", 300, 300)
    assert play(END, folder).stdout.split() == ["300", "300", "True", "True"]
