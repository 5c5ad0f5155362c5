"""A street moves: its book is exported from a file and put into an empty one, on whichever database the tests run."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import date

import pytest
from django.db import transaction
from django.test import override_settings

from tests.people import entry, street
from tests.postgres.server import database_of_its_own
from tests.running import yiben
from yiben.config.keeping.export import export_book
from yiben.config.keeping.importing import import_book, opened
from yiben.ledger import actions, evidence, evidence_store, seals
from yiben.ledger.models import Entry, Evidence
from yiben.lib.refused import Refused
from yiben.lib.tests.photos import photo
from yiben.units.models import Act, Person, Unit

pytestmark = pytest.mark.django_db
SERVER = os.environ.get("YIBEN_DATABASE", "")
ON_SQLITE = """
import sys
from pathlib import Path

import django

django.setup()
from django.core.management import call_command

call_command("migrate", verbosity=0)
from yiben.config.tests.test_import_book import export_a_street

export_a_street(Path(sys.argv[1]))
"""


def export_a_street(out):
    s = street()
    said = {"volunteers": 30, "hours": "2.5", "money": "200.05"}
    first = entry(s.riverside, by=s.alice, amounts=said, note="晴，“好”")
    actions.correct(first, by=s.alice, title="学雷锋志愿服务月", reason="名称有误")
    other = entry(s.hilltop, by=s.amy, cohosts=(s.riverside.pk,), end=date(2025, 3, 6))
    actions.attribute(other, by=s.amy, lines=["women", "youth"])
    actions.erase(entry(s.hilltop, by=s.amy, title="某人的事"), by=s.bob, ground="本人要求删除")
    evidence.attach(other, by=s.amy, name="开场.jpg", content=photo("开场"))
    gone = evidence.attach(other, by=s.amy, name="有人脸的.jpg", content=photo("有人脸的"))
    evidence.erase(gone, by=s.bob, ground="本人要求删除")
    actions.close(s.street, by=s.carol, start=date(2025, 3, 1), end=date(2025, 3, 31))
    export_book(out)


@pytest.fixture(scope="module")
def exported(tmp_path_factory, django_db_setup, django_db_blocker):
    """A street of SQLite's, exported: where the tests run on a server, by a process of its own."""
    folder = tmp_path_factory.mktemp("moving")
    if SERVER:
        place = {"YIBEN_DATA": str(folder), "YIBEN_DATABASE": "", "DJANGO_SETTINGS_MODULE": "yiben.config.settings"}
        command = [sys.executable, "-c", ON_SQLITE, str(folder.parent / "out")]
        done = subprocess.run(command, env=os.environ | place, capture_output=True, text=True, timeout=240, check=False)
        assert done.returncode == 0, done.stderr
        return folder.parent / "out"
    with django_db_blocker.unblock(), override_settings(FILES=folder / "files"), transaction.atomic():
        export_a_street(folder / "out")
        transaction.set_rollback(True)
    return folder / "out"


@pytest.fixture
def out(exported, tmp_path):
    """A copy that may be spoilt."""
    return shutil.copytree(exported, tmp_path / "out")


def rows(folder):
    """Every row of an export, but for what each moving adds itself."""
    files = sorted((folder / "tables").glob("*.jsonl"))
    told = {file.stem: [json.loads(line) for line in file.read_text("utf-8").splitlines()] for file in files}
    told["units_act"] = [act for act in told["units_act"] if not act["verb"].startswith("config.")]
    return told


def test_a_street_moves_with_its_keys_its_heads_and_its_files(exported, tmp_path):
    moved = import_book(opened(exported))
    seal = json.loads((exported / "manifest.json").read_text("utf-8"))["seal"]
    assert seals.verify(seals.read_seal(json.dumps(seal).encode())).holds
    assert moved.facts == 11
    assert (moved.files, moved.rows["ledger_entry"]) == (1, 4)
    assert evidence_store.read(Evidence.objects.exclude(sha256="").get().sha256)
    assert rows(export_book(tmp_path / "again").folder) == rows(exported)


def test_work_goes_on_where_the_street_has_moved_to(exported):
    import_book(opened(exported))
    kept = set(Unit.objects.values_list("pk", flat=True))
    fresh = Unit.objects.create(code="9", name="新的", kind="district", path="9999", since="2025-01-01")
    assert fresh.pk not in kept
    assert Act.objects.filter(verb="config.import_book").count() == 1


def test_nobody_brings_a_password(exported):
    import_book(opened(exported))
    assert not any(person.has_usable_password() for person in Person.objects.all())


def spoil(out, name, old, new, *, summed):
    file = out / name
    spoilt = file.read_bytes().replace(old.encode(), new.encode())
    assert spoilt != file.read_bytes()
    was, now = hashlib.sha256(file.read_bytes()).hexdigest(), hashlib.sha256(spoilt).hexdigest()
    file.write_bytes(spoilt)
    if summed:
        sums = out / "SHA256SUMS"
        sums.write_text(sums.read_text("utf-8").replace(was, now), "utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "summed", "said"),
    [
        ("tables/ledger_entry.jsonl", "学雷锋", "学习", False, "被改动过"),
        ("tables/ledger_entry.jsonl", "学雷锋志愿服务月", "学雷锋志愿服务周", True, "核验不过"),
        ("tables/ledger_entry.jsonl", '"start":"2025-03-05"', '"start":"2025-03-99"', True, "读不出来"),
        ("tables/ledger_quantity.jsonl", '"amount":30', '"amount":31', True, "核验不过"),
        ("tables/ledger_head.jsonl", '"number":', '"nummer":', True, "读不出来"),
        ("manifest.json", "yiben-export/1", "yiben-export/9", True, "格式"),
        ("manifest.json", "ledger.0001_initial", "ledger.0001_another", True, "另一个版本"),
        ("SHA256SUMS", "README.md", "../README.md", False, "不是 yiben export"),
    ],
)
def test_what_was_changed_on_the_way_is_refused_and_nothing_comes_in(out, name, old, new, summed, said):
    spoil(out, name, old, new, summed=summed)
    with pytest.raises(Refused, match=said):
        import_book(opened(out))
    assert not Entry.objects.exists()
    assert not Unit.objects.exists()


def test_a_file_that_is_missing_is_named(out):
    next((out / "evidence").rglob("*.jpeg")).unlink()
    with pytest.raises(Refused, match="少了 evidence/"):
        opened(out)


def test_a_book_is_never_written_over(exported):
    import_book(opened(exported))
    with pytest.raises(Refused, match="已经有账本"):
        import_book(opened(exported))


def test_any_other_folder_is_none(tmp_path):
    with pytest.raises(Refused, match="不是 yiben export"):
        opened(tmp_path)


@pytest.mark.skipif(not SERVER, reason="the tests run on SQLite; make test-postgres has a server")
def test_the_command_moves_a_street_to_a_server_and_its_folder_says_where(exported, tmp_path):
    folder = tmp_path / "data"
    with database_of_its_own(SERVER) as address:
        moved = yiben(folder, "import-book", str(exported), "--database", address, "--admin", "ada")
        assert moved.returncode == 0, moved.stderr
        assert "管理员 ada 的一次性密码：" in moved.stdout
        walked = yiben(folder, "verify")
        assert "链条完整，合计与逐条重算一致" in walked.stdout
        assert "已经有账本" in yiben(folder, "import-book", str(exported)).stderr
    gone = yiben(folder, "verify")
    assert (gone.returncode, len(gone.stderr.splitlines())) == (1, 1)
    assert "连不上数据库服务器" in gone.stderr
