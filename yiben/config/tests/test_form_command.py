"""`yiben form` does what pages do: the manner of a form, what was chosen before, what doesn't add up, long lists."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests import people
from yiben.config.commands.form import command
from yiben.reports.models import Workbook
from yiben.reports.workbooks import filling

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> people.Street:
    place = people.street()
    for on in (date(2025, 3, 5), date(2025, 4, 6)):
        people.entry(place.riverside, by=place.alice, on=on, kind="relief", title="慰问困难家庭",
                     amounts={"money": 5000, "people": 3, "attendances": 4})  # fmt: skip
    return place


def written(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def run(*words: object) -> Result:
    done = CliRunner().invoke(command, [str(word) for word in (*words, "--unit", "青石", "--period", "2025")])
    assert done.exit_code == 0, done.output
    return done


def relief(path: Path) -> Path:
    return written(path, ["2025年慰问情况表"], ["社区", "慰问人数", "慰问金额", "合计"], ["临水社区"], ["望山社区"])


def test_the_manner_is_chosen_kept_and_holds_the_next_time(place: people.Street, tmp_path: Path) -> None:
    out = tmp_path / "b.xlsx"
    file = relief(tmp_path / "a.xlsx")
    run("fill", file, "-o", out, "--money", "万元", "--people", "attendances", "--blank-zeros", "--keep", "--by", "bob")
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert [sheet[cell].value for cell in ("B3", "C3", "B4", "C4")] == [8, 1, None, None]
    form = Workbook.objects.get()
    assert (form.uploaded_by, form.filled_by, bool(form.result)) == (place.bob, place.bob, True)
    cells = {one["cell"]: one for one in json.loads(run("propose", file, "--json").stdout)}
    assert cells["C3"]["value"] == "1"


def test_what_does_not_add_up_is_told(place: people.Street, tmp_path: Path) -> None:
    file = written(tmp_path / "a.xlsx", ["2025年慰问情况表"], ["社区", "慰问金额"], ["临水社区"], ["合计", 9])
    assert "A!B4" not in run("fill", file, "-o", tmp_path / "b.xlsx").stderr
    assert "Sheet!B4：9，与所加各格之和不符（10000）" in run("fill", file, "-o", tmp_path / "b.xlsx").stderr


def test_a_long_list_is_told_and_filled_to_its_end(
    place: people.Street, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "LONG", 1)
    monkeypatch.setattr(filling, "SHOWN", 1)
    file = written(tmp_path / "a.xlsx", ["2025年慰问台账"], ["日期", "社区", "活动名称"])
    cells = json.loads(run("propose", file, "--json").stdout)
    assert [one["cell"] for one in cells] == ["A3", "B3", "C3", "A4", "B4", "C4"]
    done = run("fill", file, "-o", tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["A"][2:]] == ["2025-03-05", "2025-04-06"]
    assert "填了 6 格" in done.stderr
