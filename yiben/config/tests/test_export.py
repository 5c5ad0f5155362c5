"""The whole book in open formats: everything that counts is in it, nothing that opens a door, and the sums hold."""

import base64
import hashlib
import json

import pytest
from click.testing import CliRunner
from django.apps import apps

from tests import people
from yiben.config.cli import FOUND
from yiben.config.commands import export as command
from yiben.config.keeping.tables import LEFT_OUT, tables
from yiben.ledger import actions, evidence, evidence_store
from yiben.ledger.models import Entry, Evidence, Head
from yiben.lib.refused import Refused
from yiben.lib.tests.photos import photo
from yiben.units.models import Act, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    return people.street()


@pytest.fixture
def entry(street):
    told = people.entry(
        street.riverside, by=street.alice, title="=送药到家", amounts={"volunteers": 12, "money": "20.5"}
    )
    evidence.attach(told, by=street.alice, name="开场.jpg", content=photo("开场"))
    return told


def run(*words):
    return CliRunner().invoke(command.command, [str(word) for word in words], catch_exceptions=False)


def rows(folder, table):
    return [json.loads(line) for line in (folder / "tables" / f"{table}.jsonl").read_text().splitlines()]


def test_every_table_of_the_rooms_is_the_books_or_left_out_on_purpose():
    ours = {model._meta.label for model in apps.get_models() if model.__module__.startswith("yiben.")}
    assert ours - {model._meta.label for model in tables()} == LEFT_OUT


def test_every_table_comes_after_those_that_it_points_at():
    order = [model._meta.db_table for model in tables()]
    for model in tables():
        for field in model._meta.concrete_fields:
            if field.related_model not in (None, model):
                assert order.index(field.related_model._meta.db_table) < order.index(model._meta.db_table), field


def test_every_file_stands_in_the_sums_and_the_sums_hold(entry, tmp_path):
    out = tmp_path / "out"
    assert run(out).exit_code == 0
    told = dict(reversed(line.split("  ")) for line in (out / "SHA256SUMS").read_text().splitlines())
    lying = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert lying == told.keys() | {"SHA256SUMS"}
    assert all(hashlib.sha256((out / name).read_bytes()).hexdigest() == digest for name, digest in told.items())


def test_what_is_told_of_an_entry_is_all_that_its_digest_covers(entry, tmp_path):
    run(tmp_path / "out")
    (row,) = rows(tmp_path / "out", "ledger_entry")
    assert row["digest"] == entry.digest
    assert base64.b64decode(row["salt"]) == bytes(entry.salt)
    assert row["macs"] == entry.macs
    assert row["title"] == "=送药到家"
    told = {(amount["metric_id"], amount["amount"]) for amount in rows(tmp_path / "out", "ledger_quantity")}
    assert told == {("volunteers", 12), ("money", 2050), ("times", 1)}
    made = json.loads((tmp_path / "out" / "manifest.json").read_text())
    head = Head.objects.get()
    assert made["seal"]["heads"]["910101000001"] == {"number": 2, "digest": head.digest}
    assert next(t for t in made["tables"] if t["table"] == "ledger_entry")["rows"] == Entry.objects.count()


def test_a_spreadsheet_reads_no_formula_from_it(entry, tmp_path):
    run(tmp_path / "out")
    assert "'=送药到家" in (tmp_path / "out" / "tables" / "ledger_entry.csv").read_text(encoding="utf-8-sig")


def test_files_lie_in_it_as_they_are(entry, tmp_path):
    run(tmp_path / "out")
    (file,) = Evidence.objects.all()
    (lying,) = (tmp_path / "out" / "evidence").rglob("*.jpeg")
    assert lying.name == f"{file.sha256}.jpeg"
    assert lying.read_bytes() == evidence_store.read(file.sha256)


def test_a_lost_file_is_told(entry, tmp_path):
    (file,) = Evidence.objects.all()
    evidence_store.place_of(file.sha256).unlink()
    said = run(tmp_path / "out")
    assert said.exit_code == FOUND
    assert "910101000001-2：附件的文件不见了" in said.output


def test_nothing_in_it_opens_a_door(entry, street, tmp_path):
    run(tmp_path / "out")
    everything = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert all(person.password.encode() not in everything for person in Person.objects.all())
    assert "阿达".encode() in everything


def test_erased_words_are_not_in_it(entry, street, tmp_path):
    actions.erase(entry, by=street.bob, ground="本人要求")
    run(tmp_path / "out")
    everything = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert "送药到家".encode() not in everything
    assert not (tmp_path / "out" / "evidence").exists()


def test_it_leaves_a_trace_and_only_an_administrator_may(entry, street, tmp_path):
    run(tmp_path / "out", "--by", "ada")
    assert Act.objects.get(verb="config.export").post == street.ada
    with pytest.raises(Refused, match="只有管理员"):
        run(tmp_path / "other", "--by", "bob")


def test_it_is_written_beside_nothing_and_not_into_the_data(settings, street, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with pytest.raises(Refused, match="已经有东西了"):
        run(tmp_path / "full")
    settings.DATA = tmp_path / "data"
    with pytest.raises(Refused, match="在数据文件夹里面"):
        run(tmp_path / "data" / "out")
    assert not (tmp_path / "data").exists()


def test_parquet_has_the_same_rows_with_their_types(entry, tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="Parquet is written where DuckDB is installed")
    run(tmp_path / "out")
    asked = f"SELECT id, start, void, digest FROM '{tmp_path}/out/tables/ledger_entry.parquet'"
    assert duckdb.sql(asked).fetchall() == [(entry.pk, entry.start, False, entry.digest)]
