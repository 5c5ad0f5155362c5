import contextlib
import gc
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection as default_connection
from django.db import connections, transaction
from django.db.utils import OperationalError
from django.test.utils import CaptureQueriesContext

from yiben.lib.sqlite.base import DatabaseWrapper
from yiben.lib.sqlite.gate import FairLock, Gate, GateTimeout, gate_of

ROOT = Path(__file__).parents[3]

WRITER = """
import sys, django
from django.conf import settings
path, count = sys.argv[1], int(sys.argv[2])
options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL"}
settings.configure(DATABASES={"default": {"ENGINE": "yiben.lib.sqlite", "NAME": path, "OPTIONS": options}})
django.setup()
from django.db import connection, transaction
for _ in range(count):
    with transaction.atomic(), connection.cursor() as cursor:
        # Read, then write what was read: an update is lost where two do it at once.
        [number] = cursor.execute("SELECT number FROM counter").fetchone()
        cursor.execute("UPDATE counter SET number = %s", [number + 1])
"""


@pytest.fixture
def database(tmp_path, django_db_blocker):
    """A connection to a database of its own in a file, and a way to open more to the same."""
    made = []

    def connect(**options):
        settings = default_connection.settings_dict | {
            "NAME": str(tmp_path / "street.sqlite3"),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 5, "init_command": "PRAGMA journal_mode=WAL"}
            | options,
            "AUTOCOMMIT": True,
        }
        made.append(DatabaseWrapper(settings, alias=f"street{len(made)}"))
        made[-1].inc_thread_sharing()
        return made[-1]

    with django_db_blocker.unblock():
        with connect().cursor() as cursor:
            cursor.execute("CREATE TABLE counter (number integer)")
            cursor.execute("INSERT INTO counter VALUES (0)")
        yield connect
        for connection in made:
            connection.close()


@pytest.fixture
def atomic(django_db_blocker):
    """transaction.atomic on a connection that is not in settings."""
    known = set()

    def begin(connection, **options):
        known.add(connection.alias)
        setattr(connections._connections, connection.alias, connection)
        return transaction.atomic(using=connection.alias, **options)

    with django_db_blocker.unblock():
        yield begin
    for alias in known:
        delattr(connections._connections, alias)


def count(connection):
    with connection.cursor() as cursor:
        return cursor.execute("SELECT number FROM counter").fetchone()[0]


def add_one(connection):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE counter SET number = number + 1")


def is_free(connection):
    gate = gate_of(connection.settings_dict["NAME"])
    try:
        gate.enter(0)
    except GateTimeout:
        return False
    gate.leave()
    return True


def test_the_gate_is_held_from_begin_to_commit(database, atomic):
    connection = database()
    with atomic(connection):
        assert not is_free(connection)
        with atomic(connection):
            add_one(connection)
        assert not is_free(connection), "an inner atomic is a savepoint and lets nobody in"
    assert is_free(connection)
    assert count(connection) == 1


def test_the_gate_is_left_when_the_block_raises(database, atomic):
    connection = database()
    with contextlib.suppress(ZeroDivisionError), atomic(connection):
        add_one(connection)
        raise ZeroDivisionError
    assert is_free(connection)
    assert count(connection) == 0


def test_the_gate_is_left_when_the_connection_is_closed_inside(database, atomic):
    connection = database()
    with atomic(connection):
        add_one(connection)
        connection.close()
        assert is_free(connection)
    assert is_free(connection)
    assert count(connection) == 0


def test_the_gate_is_left_when_begin_fails(database, atomic):
    connection = database(timeout=0.1, gate_timeout=5)
    outsider = database()
    with outsider.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"), atomic(connection):
        pass
    assert is_free(connection)
    outsider.connection.rollback()
    with atomic(connection):
        add_one(connection)
    assert count(connection) == 1


def test_the_gate_is_left_when_a_connection_is_forgotten(database):
    settings = database().settings_dict
    connection = DatabaseWrapper(settings, alias="forgotten")
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert not is_free(connection)
    del connection
    gc.collect()
    assert is_free(database())


def test_a_manual_commit_and_rollback_leave_it_too(database):
    connection = database()
    for end in (connection.commit, connection.rollback):
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        assert not is_free(connection)
        end()
        assert is_free(connection)
        connection.set_autocommit(True)


def test_a_durable_atomic_passes_as_well(database, atomic):
    connection = database()
    with atomic(connection, durable=True):
        add_one(connection)
    assert is_free(connection)


def test_waiting_too_long_is_told_in_a_sentence(database, atomic):
    one, other = database(), database(gate_timeout=0.05)
    with atomic(one), pytest.raises(OperationalError, match=r"waited 0\.05 s for other writers"), atomic(other):
        pass
    with atomic(other):
        add_one(other)
    assert count(one) == 1


def test_readers_do_not_wait(database, atomic):
    one, other = database(), database(gate_timeout=0.05)
    with atomic(one):
        add_one(one)
        assert count(other) == 0


def test_a_folder_without_room_for_the_lock_is_told(database, atomic, tmp_path):
    connection = database()
    gate = gate_of(connection.settings_dict["NAME"])
    gate.lock_file = tmp_path / "nowhere" / "street.writer"
    with pytest.raises(OperationalError, match="no lock file for writers at"), atomic(connection):
        pass


@pytest.mark.parametrize("name", [":memory:", "file:memorydb?mode=memory&cache=shared"])
def test_a_database_in_memory_has_no_gate(name, atomic, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    connection = DatabaseWrapper(default_connection.settings_dict | {"NAME": name, "OPTIONS": {}}, alias="memory")
    with atomic(connection):
        assert connection._entered is None
    assert list(tmp_path.iterdir()) == []
    connection.connection.close()


def test_a_transaction_costs_no_more_queries(database, atomic):
    connection = database(init_command="")
    with CaptureQueriesContext(connection) as queries, atomic(connection):
        add_one(connection)
    assert [query["sql"].split()[0] for query in queries] == ["BEGIN", "UPDATE", "COMMIT"]


def test_threads_lose_no_write(database, atomic):
    wrappers = [database() for _ in range(6)]
    blocks = [[atomic(wrapper) for _ in range(20)] for wrapper in wrappers]
    problems = []

    def work(wrapper, turns):
        setattr(connections._connections, wrapper.alias, wrapper)
        try:
            for turn in turns:
                with turn:
                    before = count(wrapper)
                    with wrapper.cursor() as cursor:
                        cursor.execute("UPDATE counter SET number = %s", [before + 1])
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=work, args=pair) for pair in zip(wrappers, blocks, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert problems == []
    assert count(database()) == 120


def test_processes_lose_no_write(database):
    connection = database()
    command = [sys.executable, "-c", WRITER, connection.settings_dict["NAME"], "50"]
    writers = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    said = [writer.communicate(timeout=60)[1] for writer in writers]
    assert said == [""] * 4
    assert count(connection) == 200


def test_a_killed_process_leaves_the_gate_open(tmp_path):
    lock_file = tmp_path / "street.writer"
    script = f"import time, pathlib; from yiben.lib.sqlite.gate import Gate; g = Gate(pathlib.Path({str(lock_file)!r}))"
    script += "; g.enter(5); print('in', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "in\n"
    gate = Gate(lock_file)
    with pytest.raises(GateTimeout):
        gate.enter(0.05)
    holder.kill()
    holder.communicate()
    gate.enter(5)
    gate.leave()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_child_does_not_open_its_parents_gate(tmp_path):
    gate = gate_of(str(tmp_path / "street.sqlite3"))
    gate.enter(1)
    child = os.fork()
    if not child:
        gate.leave()
        own = gate_of(str(tmp_path / "street.sqlite3"))
        try:
            own.enter(0.05)
        except GateTimeout:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    gate.leave()


def test_turns_are_given_in_the_order_of_asking():
    lock, order = FairLock(), []
    lock.acquire(1)

    def wait(number):
        lock.acquire(5)
        order.append(number)
        lock.release()

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(8)]
    for asked, thread in enumerate(threads, start=1):
        thread.start()
        until = time.monotonic() + 5
        while len(lock._queue) < asked and time.monotonic() < until:
            time.sleep(0.001)
    lock.release()
    for thread in threads:
        thread.join(5)
    assert order == list(range(8))


def test_whoever_gives_up_leaves_the_queue():
    lock = FairLock()
    lock.acquire(1)
    assert not lock.acquire(0.01)
    lock.release()
    assert lock.acquire(0)


def test_one_file_has_one_gate(tmp_path):
    (tmp_path / "link.sqlite3").symlink_to(tmp_path / "street.sqlite3")
    direct = gate_of(str(tmp_path / "street.sqlite3"))
    assert gate_of(str(tmp_path / "link.sqlite3")) is direct
    assert gate_of(f"file:{tmp_path / 'street.sqlite3'}?mode=rwc") is direct
