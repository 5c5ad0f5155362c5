"""Whatever is changed behind the book's back is named by unit and number; what was erased by law is told as erased."""

import json
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.people import entry, street
from yiben.ledger import actions, evidence, seals
from yiben.ledger.models import Attribution, Cell, Cohost, Entry, Erasure, Evidence, Head, Quantity, Withdrawal
from yiben.lib.refused import Refused
from yiben.lib.tests.photos import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def book():
    """A small book in which every column is filled somewhere, and every sort of fact stands."""
    s = street()
    said = {"end": date(2025, 3, 6), "place": "小广场", "note": "晴", "cohosts": (s.hilltop.pk,)}
    first = entry(s.riverside, by=s.alice, amounts={"volunteers": 30, "hours": "2.5"}, **said)
    second = entry(s.riverside, by=s.alice, kind="screening", topic="two-cancer-screening", lines=("women", "union"))
    actions.attribute(second, by=s.alice, lines=["women", "youth"])
    actions.correct(first, by=s.alice, title="学雷锋志愿服务月", reason="名称有误")
    wrong = entry(s.riverside, by=s.alice, title="重复的")
    actions.void(wrong, by=s.alice, reason="重复登记")
    gone = entry(s.riverside, by=s.alice, title="某人的事")
    actions.erase(gone, by=s.bob, ground="本人要求删除")
    actions.close(s.street, by=s.carol, start=date(2025, 3, 1), end=date(2025, 3, 31))
    entry(s.riverside, by=s.alice, title="补记", reason="漏报", summary=True)
    other = entry(s.hilltop, by=s.amy, amounts={"volunteers": 12}, on=date(2025, 4, 1))
    evidence.attach(other, by=s.amy, name="开场.jpg", content=photo("开场"))
    taken_off = evidence.attach(other, by=s.amy, name="发错的.jpg", content=photo("发错的"))
    cleared = evidence.attach(other, by=s.amy, name="有人脸的.jpg", content=photo("有人脸的"))
    evidence.withdraw(taken_off, by=s.amy, reason="发错了")
    evidence.erase(cleared, by=s.bob, ground="本人要求删除")
    return s


def test_an_untouched_book_holds_and_erasures_are_told(book):
    proof = seals.verify()
    assert proof.holds
    assert proof.erased == 1
    assert {walk.unit: walk.facts for walk in proof.walks} == {"临水社区": 10, "望山社区": 6}


# A surrogate key says nothing; Act and Closing are no part of the chain.
SAYS_NOTHING = {
    (Quantity, "id"),
    (Cohost, "id"),
    (Attribution, "id"),
    (Erasure, "id"),
    (Cell, "id"),
    (Withdrawal, "id"),
}
TABLES = [Head, Entry, Quantity, Cohost, Attribution, Erasure, Evidence, Withdrawal, Cell]


def changes(value):
    """That value with one byte changed, in ways that a database would take."""
    match value:
        case None:
            yield from ("1", 1)
        case bytes():
            yield bytes([value[0] ^ 1]) + value[1:]
        case bool():
            yield not value
        case int():
            yield from (value ^ 1, "x")
        case str():
            yield from (value + "x", chr(ord(value[0]) ^ 1) + value[1:] if value else "y")
        case _:
            yield "x"
            yield str(value)[:-1] + ("1" if str(value)[-1] != "1" else "2")


def noticed(table) -> bool:
    """Whether the walk along the chains alone finds it; a cell is no part of a chain."""
    if table is Cell:
        return not seals.verify().holds
    return any(seals._walk(unit, None).breaks for unit in seals._chained())


def let_keys_hang(cursor):
    """What a row points at may be gone until the transaction ends."""
    cursor.execute("PRAGMA defer_foreign_keys=ON" if connection.vendor == "sqlite" else "SET CONSTRAINTS ALL DEFERRED")


def tampered(table, key, column, value) -> bool:
    """Whether the database let it be written at all."""
    name, pk = table._meta.db_table, table._meta.pk.column
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            let_keys_hang(cursor)
            cursor.execute(f'UPDATE {name} SET "{column}" = %s WHERE {pk} = %s', [value, key])
    except DatabaseError:
        return False
    return True


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_one_byte_changed_in_any_column_is_found(book, table):
    columns = [field.column for field in table._meta.concrete_fields if (table, field.column) not in SAYS_NOTHING]
    with connection.cursor() as cursor:
        pk = table._meta.pk.column
        # A cell that has come back to nothing tells nothing, wherever it is moved.
        telling = "WHERE entries > 0 LIMIT 3" if table is Cell else ""
        named = ", ".join(f'"{column}"' for column in columns)
        cursor.execute(f"SELECT {pk}, {named} FROM {table._meta.db_table} {telling}")
        rows = cursor.fetchall()
    unnoticed = []
    for row in rows:
        for column, value in zip(columns, row[1:], strict=True):
            for changed in changes(value):
                if changed == value or (table is Head and column == "recorded_at" and value is None):
                    continue
                with transaction.atomic():
                    if tampered(table, row[0], column, changed) and not noticed(table):
                        unnoticed.append((column, value, changed))
                    transaction.set_rollback(True)
    assert rows
    assert unnoticed == []


def test_a_break_is_named_by_unit_and_number(book):
    changed = Entry.objects.get(title="学雷锋志愿服务月")
    Entry.objects.filter(pk=changed.pk).update(title="学雷锋志愿服务周")
    (found,) = seals.verify().breaks
    assert (found.unit, found.number) == ("临水社区", changed.number)
    assert "活动名称" in found.what


def test_a_changed_quantity_is_named_and_its_cells_no_longer_add_up(book):
    told = Entry.objects.get(title="学雷锋志愿服务月")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Quantity._meta.db_table} SET amount = amount + 1 WHERE entry_id = %s", [told.pk.hex])
    proof = seals.verify()
    assert {(found.unit, found.number) for found in proof.breaks} == {("临水社区", told.number)}
    assert {difference.unit for difference in proof.differences} == {"临水社区", "青石街道"}


def cut_tail(unit):
    """Take a chain's last fact out, and set the head back as if it had never been."""
    last = Entry.objects.filter(unit=unit).order_by("-number")[0]
    before = Entry.objects.filter(unit=unit).order_by("-number")[1:2]
    number, digest, at = (before[0].number, before[0].digest, before[0].recorded_at) if before else (0, "", None)
    with connection.cursor() as cursor:
        for table in (Quantity, Cohost, Attribution):
            cursor.execute(f"DELETE FROM {table._meta.db_table} WHERE entry_id = %s", [last.pk.hex])
        cursor.execute(f"DELETE FROM {Entry._meta.db_table} WHERE id = %s", [last.pk.hex])
        cursor.execute(f"DELETE FROM {Cell._meta.db_table}")
    Head.objects.filter(unit=unit).update(number=number, digest=digest, recorded_at=at)
    return last


def test_a_tail_cut_off_is_named_against_a_seal():
    s = street()
    entry(s.riverside, by=s.alice)
    entry(s.riverside, by=s.alice)
    sealed = seals.read_seal(json.dumps(seals.seal(timezone.now())).encode())
    assert seals.verify(sealed).holds
    last = cut_tail(s.riverside)
    assert seals.verify().breaks == []
    (found,) = seals.verify(sealed).breaks
    assert (found.unit, found.number) == ("临水社区", last.number)
    assert "尾部被截去" in found.what


def test_a_whole_book_that_is_gone_is_named_against_a_seal():
    s = street()
    entry(s.hilltop, by=s.amy)
    sealed = seals.read_seal(json.dumps(seals.seal(timezone.now())).encode())
    cut_tail(s.hilltop)
    Head.objects.filter(unit=s.hilltop).delete()
    (found,) = seals.verify(sealed).breaks
    assert "没有了" in found.what


def test_a_chain_that_has_grown_since_the_seal_holds(book):
    sealed = seals.read_seal(json.dumps(seals.seal(timezone.now())).encode())
    entry(book.hilltop, by=book.amy, on=date(2025, 5, 1))
    assert seals.verify(sealed).holds


def test_a_chain_written_anew_is_named_against_a_seal():
    s = street()
    entry(s.riverside, by=s.alice)
    sealed = seals.read_seal(json.dumps(seals.seal(timezone.now())).encode())
    cut_tail(s.riverside)
    entry(s.riverside, by=s.alice, title="另写的")
    (found,) = seals.verify(sealed).breaks
    assert "被改写过" in found.what


@pytest.mark.parametrize("said", [b"", b"{}", b"[]", b"\xff", b'{"format": 1, "made_at": 2, "heads": 3, "digest": 4}'])
def test_what_is_no_seal_is_refused(said):
    with pytest.raises(Refused, match="不是封存文件"):
        seals.read_seal(said)


def test_a_seal_that_was_changed_is_refused(book):
    sealed = seals.seal(timezone.now())
    sealed["heads"][book.riverside.code]["number"] -= 1
    with pytest.raises(Refused, match="封存文件本身被改动过"):
        seals.read_seal(json.dumps(sealed).encode())


@pytest.mark.parametrize(
    "table", [Entry, Quantity, Cohost, Attribution, Erasure, Evidence, Withdrawal], ids=lambda table: table.__name__
)
def test_a_row_taken_out_is_named(book, table):
    kept_quiet = []
    for pk in list(table.objects.values_list("pk", flat=True)):
        with transaction.atomic(), connection.cursor() as cursor:
            let_keys_hang(cursor)
            raw = table._meta.pk.get_db_prep_value(pk, connection)
            cursor.execute(f"DELETE FROM {table._meta.db_table} WHERE {table._meta.pk.column} = %s", [raw])
            if not noticed(table):
                kept_quiet.append(pk)
            transaction.set_rollback(True)
    assert kept_quiet == []


def test_an_attribution_slipped_in_under_another_facts_number_is_named(book):
    told = Entry.objects.get(title="补记")
    for number in range(1, 12):
        with transaction.atomic():
            born = told.attributions.first()
            Attribution.objects.bulk_create(
                [
                    Attribution(
                        entry=told,
                        line_id="union",
                        unit=told.unit,
                        number=number,
                        recorded_at=born.recorded_at,
                        by=born.by,
                        digest=born.digest,
                    )
                ]
            )
            assert noticed(Attribution), number
            transaction.set_rollback(True)


def test_a_unit_whose_head_is_gone_is_named(book):
    Head.objects.filter(unit=book.hilltop).delete()
    assert [(found.unit, found.what) for found in seals.verify().breaks] == [("望山社区", "链头不见了")]
