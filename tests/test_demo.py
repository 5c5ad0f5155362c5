"""`yiben demo`, as `make demo` runs it: it leaves a finished street, and touches nothing else."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from decimal import Decimal
from pathlib import Path
from urllib.request import urlopen

import pytest
from docx import Document

from tests.running import serving, yiben

REPORT = "青棠街道2025年度群团和民生工作总结"
TABLES = ("ledger_entry", "plans_plan", "reports_report", "units_act", "units_person")

pytestmark = pytest.mark.slow


def rows(folder: Path) -> dict[str, int]:
    with sqlite3.connect(f"file:{folder / 'book.sqlite3'}?mode=ro", uri=True) as book:
        return {name: book.execute(f"select count(*) from {name}").fetchone()[0] for name in TABLES}


def words_of(path: Path) -> str:
    document = Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def cited(folder: Path) -> dict[str, list[str]]:
    """The street's own figures of the period as the source table tells them, each with its row."""
    document = Document(str(folder / f"{REPORT}（来源说明）.docx"))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    return {row[1]: row for row in rows}


def figure(folder: Path, name: str) -> Decimal:
    done = yiben(folder, "figure", name, "--period", "2025-01-01..2025-11-20", "--json")
    assert done.returncode == 0, done.stderr
    return Decimal(json.loads(done.stdout)["value"])


def test_it_leaves_a_street_with_its_report_issued(demo: Path) -> None:
    assert (demo / "READY").exists()
    assert (demo / "DEMO").exists()
    found = rows(demo)
    assert found["ledger_entry"] >= 1900
    assert found["plans_plan"] == found["reports_report"] == 1
    assert found["units_person"] >= 25


@pytest.mark.parametrize(
    ("name", "unit"),
    [("志愿服务场次", "场"), ("两癌筛查人次", "人次"), ("工会会费收缴金额", "元"), ("走访企业次数", "次")],
)
def test_its_report_says_what_the_book_says(demo: Path, name: str, unit: str) -> None:
    value = f"{figure(demo, name).normalize():f}"
    assert value in cited(demo)[name]
    assert f"{value}{unit}" in words_of(demo / f"{REPORT}.docx")


def test_its_source_table_gives_every_figure_a_trace_code(demo: Path) -> None:
    document = Document(str(demo / f"{REPORT}（来源说明）.docx"))
    codes = [row.cells[-1].text for table in document.tables for row in table.rows if row.cells[0].text.isdigit()]
    assert len(codes) > 50
    assert all(re.fullmatch(r"[0-9A-F]{10}", code) for code in codes)
    assert len(set(codes)) == len(codes)


def test_again_makes_nothing_anew(demo: Path) -> None:
    before, made = rows(demo), (demo / "READY").stat().st_mtime_ns
    again = yiben(demo, "demo", "--no-serve", within=60)
    assert again.returncode == 0, again.stderr
    assert REPORT in again.stdout
    assert rows(demo) == before
    assert (demo / "READY").stat().st_mtime_ns == made


def test_its_book_holds(demo: Path) -> None:
    done = yiben(demo, "verify")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("kept", ["book.sqlite3", "通讯录.xlsx"])
def test_it_refuses_a_folder_that_holds_something_else(tmp_path: Path, kept: str) -> None:
    folder = tmp_path / "street"
    folder.mkdir()
    (folder / kept).write_bytes(b"somebody's own")
    done = yiben(folder, "demo", "--no-serve")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert (folder / kept).read_bytes() == b"somebody's own"
    assert not (folder / "DEMO").exists()


def test_it_is_served_on_this_machine_only(demo: Path) -> None:
    done = yiben(demo, "serve", "--host", "0.0.0.0", "--proxy")
    assert done.returncode == 1
    assert "127.0.0.1" in done.stderr


def test_it_serves_the_street_and_says_that_it_is_made_up(demo: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(demo, tmp_path / "demo"))
    with serving(folder, "demo") as address, urlopen(f"{address}/units/sign-in/", timeout=10) as answer:
        assert "演示数据" in answer.read().decode()
