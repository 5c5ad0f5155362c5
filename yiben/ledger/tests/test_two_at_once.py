"""Two people press at once, in a book that lies in a file as a street's does."""

import os
import subprocess
import sys

import pytest

SCENE = """
import sys
from threading import Barrier, Thread

import django

django.setup()
from django.core.management import call_command
from django.db import connection

call_command("migrate", verbosity=0)
from tests.people import content, entry, street
from yiben.ledger import actions, seals
from yiben.ledger.models import Entry
from yiben.lib.refused import Refused

s = street()
told, start, said = entry(s.riverside, by=s.alice), Barrier(2), []


def press(verb):
    start.wait()
    try:
        verb()
        said.append("done")
    except Refused as refused:
        said.append(str(refused))
    finally:
        connection.close()


def correct(by, title):
    return lambda: actions.correct(Entry.objects.get(pk=told.pk), by=by, title=title)


def many(unit, by):
    return lambda: [entry(unit, by=by) for _time in range(20)]


scenes = {
    "correct": [correct(s.alice, "安宁改的"), correct(s.bob, "卜文改的")],
    "void": [correct(s.alice, "改"), lambda: actions.void(Entry.objects.get(pk=told.pk), by=s.bob, reason="重复")],
    "record": [many(s.riverside, s.alice), many(s.riverside, s.bob)],
}
threads = [Thread(target=press, args=[verb]) for verb in scenes[sys.argv[1]]]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print("|".join(sorted(said)), Entry.objects.count(), seals.verify().holds)
"""


def play(scene, folder):
    environment = os.environ | {"YIBEN_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "yiben.config.settings"}
    played = subprocess.run(
        [sys.executable, "-c", SCENE, scene], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert played.returncode == 0, played.stderr
    return played.stdout.strip()


@pytest.mark.slow
@pytest.mark.parametrize("scene", ["correct", "void"])
def test_of_two_who_change_one_entry_one_is_told(scene, tmp_path):
    said, entries, holds = play(scene, tmp_path).split(" ")
    told = set(said.split("|")) - {"done"}
    assert said.count("done") == 1
    assert len(told) == 1
    assert "最新的一条" in told.pop()
    assert (entries, holds) == ("2", "True")


@pytest.mark.slow
def test_two_who_log_at_once_get_numbers_without_gaps(tmp_path):
    assert play("record", tmp_path) == "done|done 41 True"
