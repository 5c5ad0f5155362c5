"""Several people press at once, in a book that lies where a street's does: in a file, or on a PostgreSQL server."""

import json
import os
import subprocess
import sys
from contextlib import nullcontext

import pytest

from tests.postgres.server import database_of_its_own

pytestmark = [pytest.mark.slow, pytest.mark.db]
SERVER = os.environ.get("YIBEN_DATABASE", "")
SCENES = """
import json
from dataclasses import replace
from datetime import date
from threading import Barrier, Thread

import django

django.setup()
from django.core.management import call_command
from django.db import connection

call_command("migrate", verbosity=0)
from tests.people import content, entry, street
from yiben.ledger import actions, grams, seals
from yiben.ledger.models import Entry
from yiben.lib.refused import Refused

s = street()
first, second = entry(s.riverside, by=s.alice), entry(s.riverside, by=s.alice)
once, twice = content(s.riverside, title="同一条"), content(s.riverside, title="两处用的编号")
late = {"reason": "漏报", "cohosts": (s.street.pk,)}


def press(verb, start, said):
    start.wait()
    try:
        verb()
        said.append("done")
    except Refused as refused:
        said.append(str(refused))
    finally:
        connection.close()


def correct(told, by, title):
    return lambda: actions.correct(Entry.objects.get(pk=told.pk), by=by, title=title)


def void(told, by):
    return lambda: actions.void(Entry.objects.get(pk=told.pk), by=by, reason="重复")


def many(unit, by, said=()):
    return lambda: [entry(unit, by=by, **dict(said)) for _time in range(20)]


def record(said, by):
    return lambda: actions.record(said, by=by)


def shut():
    actions.close(s.street, by=s.carol, start=date(2025, 3, 1), end=date(2025, 3, 31))


def index():
    for _time in range(20):
        grams.follow(1)


scenes = {
    "correct": [correct(first, s.alice, "安宁改的"), correct(first, s.bob, "卜文改的")],
    "void": [correct(second, s.alice, "改"), void(second, s.bob)],
    "log": [many(s.riverside, s.alice), many(s.riverside, s.bob)],
    "one entry": [record(once, s.alice)] * 4,
    "one id": [record(twice, s.alice), record(replace(twice, unit_id=s.hilltop.pk), s.amy)],
    "close": [many(s.riverside, s.alice, late), many(s.hilltop, s.amy, late), many(s.office, s.bob, late), shut, index],
}
told = {}
for name, verbs in scenes.items():
    start, said, before = Barrier(len(verbs)), [], Entry.objects.count()
    threads = [Thread(target=press, args=[verb, start, said]) for verb in verbs]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    told[name] = [sorted(said), Entry.objects.count() - before, seals.verify().holds]
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """What was said to each, how many entries came of it, and whether chains and tally hold, by scene."""
    with database_of_its_own(SERVER) if SERVER else nullcontext("") as address:
        place = {"YIBEN_DATA": str(tmp_path_factory.mktemp("data")), "YIBEN_DATABASE": address}
        done = subprocess.run(
            [sys.executable, "-c", SCENES],
            env=os.environ | place | {"DJANGO_SETTINGS_MODULE": "yiben.config.settings"},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("scene", ["correct", "void"])
def test_of_two_who_change_one_entry_one_is_told(played, scene):
    said, entries, holds = played[scene]
    assert said[0] == "done"
    assert "最新的一条" in said[1]
    assert (entries, holds) == (1, True)


def test_two_who_log_at_once_get_numbers_without_gaps(played):
    assert played["log"] == [["done", "done"], 40, True]


def test_one_entry_sent_four_times_at_once_is_one(played):
    assert played["one entry"] == [["done"] * 4, 1, True]


def test_of_two_units_that_use_one_id_at_once_one_is_told(played):
    assert played["one id"] == [["done", "这个编号已经用过，请重新登记"], 1, True]


def test_units_log_while_their_street_closes_the_month_and_the_index_follows(played):
    assert played["close"] == [["done"] * 5, 60, True]
