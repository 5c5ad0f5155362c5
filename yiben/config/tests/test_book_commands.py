"""The commands leave the same trace as the pages, and end with the codes that scripts rely on."""

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner
from django.db import connection

from tests.people import entry, street
from yiben.config.cli import FOUND
from yiben.config.commands import entries, seal, verify
from yiben.ledger import actions
from yiben.ledger.content import Amount
from yiben.ledger.models import Entry, ImportBatch
from yiben.ledger.tests.lists import HEAD, row, workbook
from yiben.lib.refused import Refused

pytestmark = pytest.mark.django_db


def run(command, *words):
    return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def liste(tmp_path):
    file = tmp_path / "登记表.xlsx"
    file.write_bytes(workbook([HEAD, row(), row(unit="桃花源"), row(title="清洁家园", volunteers="20余")]))
    return file


def test_entries_import_enters_good_rows_and_puts_bad_ones_aside(liste):
    s = street()
    said = run(entries.command, "import", liste, "--by", "bob")
    assert said.exit_code == FOUND
    assert "已记入 2 条" in said.output
    assert (liste.parent / "登记表-未导入.xlsx").exists()
    assert set(Entry.objects.values_list("by", flat=True)) == {s.bob.pk}


def test_a_dry_run_leaves_nothing(liste):
    street()
    said = run(entries.command, "import", liste, "--dry-run", "--unit", "青石")
    assert said.exit_code == FOUND
    assert "没有这个单位" in said.output
    read = [line for line in said.output.splitlines() if "2025-03-05" in line]
    assert len(read) == 2
    assert "清洁家园" in read[1]
    assert "20余" in read[1]
    assert not Entry.objects.exists()
    assert not ImportBatch.objects.exists()
    assert not (liste.parent / "登记表-未导入.xlsx").exists()


def test_columns_taken_by_content_are_told_and_entered(tmp_path):
    street()
    file = tmp_path / "表.xlsx"
    file.write_bytes(
        workbook([["日期", "活动名称", "效果怎样"], ["2025-03-05", "春季义诊", "参加30人，发放资料200份"]])
    )
    said = run(entries.command, "import", file, "--by", "alice")
    assert said.exit_code == 0
    assert "“效果怎样”一列按内容认作“文字里的数量”" in said.output
    told = {quantity.metric_id: quantity.value for quantity in Entry.objects.get().quantities.all()}
    assert told == {"times": 1, "attendances": 30, "materials": 200}


def test_a_clean_list_ends_with_zero(tmp_path):
    street()
    file = tmp_path / "表.xlsx"
    file.write_bytes(workbook([HEAD, row()]))
    assert run(entries.command, "import", file, "--by", "alice").exit_code == 0


def test_importing_the_same_file_again_is_refused(liste):
    street()
    run(entries.command, "import", liste, "--by", "bob")
    with pytest.raises(Refused, match="导入过"):
        run(entries.command, "import", liste, "--by", "bob")


def test_rows_that_the_book_has_already_are_told_and_left_out_if_asked(tmp_path):
    street()
    first, second = tmp_path / "一月.xlsx", tmp_path / "二月.xlsx"
    first.write_bytes(workbook([HEAD, row()]))
    second.write_bytes(workbook([HEAD, row(), row(title="清洁家园")]))
    run(entries.command, "import", first, "--by", "bob")
    assert (
        "其中 1 条账本里已有一样的，会再记一遍"
        in run(entries.command, "import", second, "--dry-run", "--by", "bob").output
    )
    said = run(entries.command, "import", second, "--skip-same", "--by", "bob").output
    assert "1 条账本里已有一样的，不再记" in said
    assert Entry.objects.count() == 2


def test_entries_export_tells_one_entry_a_line():
    s = street()
    told = entry(s.riverside, by=s.alice, amounts={"volunteers": 30, "money": "219.40"}, place="小广场")
    entry(s.riverside, by=s.alice, on=told.start.replace(year=2024))
    said = run(entries.command, "export", "--jsonl", "--period", "2025", "--unit", "临水")
    (line,) = [json.loads(text) for text in said.output.splitlines()]
    assert line == {
        "id": str(told.pk),
        "unit": "临水社区",
        "date": "2025-03-05",
        "end": None,
        "kind": "volunteering",
        "topic": None,
        "title": "学雷锋志愿服务",
        "place": "小广场",
        "lines": ["volunteering"],
        "measures": [],
        "metrics": {"times": 1, "volunteers": 30, "money": 219.4},
        "approx": [],
    }


def test_entries_export_tells_what_stands_and_what_is_approximate():
    s = street()
    old = entry(s.riverside, by=s.alice)
    actions.correct(old, by=s.alice, amounts=(Amount("volunteers", Decimal(30), words="30余"),))
    actions.void(entry(s.hilltop, by=s.amy), by=s.amy, reason="重复")
    lines = [json.loads(text) for text in run(entries.command, "export", "--jsonl").output.splitlines()]
    assert [(line["metrics"], line["approx"]) for line in lines] == [({"times": 1, "volunteers": 30}, ["volunteers"])]


def test_entries_export_shows_a_post_only_what_it_reads():
    s = street()
    entry(s.riverside, by=s.alice)
    assert run(entries.command, "export", "--jsonl", "--by", "dan").output == ""


def test_verify_ends_with_zero_where_the_book_holds():
    s = street()
    entry(s.riverside, by=s.alice)
    said = run(verify.command)
    assert (said.exit_code, "链条完整" in said.output) == (0, True)


def test_verify_names_a_break_and_ends_with_three():
    s = street()
    told = entry(s.riverside, by=s.alice)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Entry._meta.db_table} SET title = 'x' WHERE id = %s", [told.pk.hex])
    said = run(verify.command)
    assert said.exit_code == FOUND
    assert "断裂：临水社区 第1条" in said.output


def test_seal_writes_the_heads_and_verify_compares(tmp_path):
    s = street()
    entry(s.riverside, by=s.alice)
    file = tmp_path / "seal.json"
    assert run(seal.command, "--out", file).exit_code == 0
    assert json.loads(file.read_text())["heads"][s.riverside.code]["number"] == 1
    entry(s.riverside, by=s.alice)
    said = run(verify.command, "--seal", file)
    assert (said.exit_code, "的封存一致" in said.output) == (0, True)


def test_a_changed_seal_file_ends_with_three(tmp_path):
    s = street()
    entry(s.riverside, by=s.alice)
    file = tmp_path / "seal.json"
    run(seal.command, "--out", file)
    file.write_text(file.read_text().replace('"number": 1', '"number": 0'))
    assert run(verify.command, "--seal", file).exit_code == FOUND
