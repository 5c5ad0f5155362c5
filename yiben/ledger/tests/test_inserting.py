"""Rows put down by the hundred, each of them as it was told."""

import pytest
from django.db import connection, transaction

from tests.people import street
from yiben.ledger.models import Cell
from yiben.lib.rows import by_the_thousand, insert_flat

pytestmark = pytest.mark.django_db

COLUMNS = ("unit_id", "month", "metric", "amount")
SAME = {"line": "", "kind": "lecture", "topic": "", "entries": 2, "approx": 0}


@pytest.mark.parametrize("count", [0, 1, 99, 100, 321])
def test_what_all_rows_share_is_told_once(count):
    unit = street().riverside
    rows = [(unit.pk, 202501 + number, "people", number) for number in range(count)]
    insert_flat(Cell, COLUMNS, [value for row in rows for value in row], same=SAME)
    kept = Cell.objects.order_by("month").values_list(*COLUMNS, *SAME)
    assert list(kept) == [(*row, *SAME.values()) for row in rows]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own pages")
def test_few_pages_are_held_while_there_are_a_great_many_rows_and_as_many_as_before_afterwards():
    def held():
        return connection.connection.execute("PRAGMA cache_size").fetchone()[0]

    def goes_wrong():
        with transaction.atomic(), by_the_thousand():
            assert held() == -16_384
            connection.set_rollback(True)
            raise ZeroDivisionError

    connection.ensure_connection()
    before = held()
    with pytest.raises(ZeroDivisionError):
        goes_wrong()
    assert held() == before != -16_384
