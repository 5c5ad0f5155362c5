from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.people import Street, street
from yiben.config.cli import FOUND
from yiben.config.commands.plan import command
from yiben.config.sample.points import measures, points_docx
from yiben.lib.refused import Refused
from yiben.plans.models import Plan, PlanState
from yiben.units.models import Act

SAMPLES = Path(__file__).resolve().parents[3] / "tests" / "samples"


@pytest.fixture
def points(tmp_path: Path) -> Path:
    path = tmp_path / "要点.docx"
    path.write_bytes(points_docx())
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=True)


def test_reading_needs_no_database_and_prints_the_tree(points: Path) -> None:
    told = run("read", points)
    assert told.exit_code == 0
    assert "一、工会工作〔工会工作〕" in told.stdout
    assert "不少于36场 → 工会教育培训场次" in told.stdout


def test_json_has_each_measure_under_its_number_with_its_targets(points: Path) -> None:
    told = json.loads(run("read", points, "--json").stdout)
    read = {measure["path"]: measure for line in told["lines"] for measure in line["measures"]}
    assert set(measures()) <= set(read)
    assert {"number", "path", "text", "paragraph", "targets"} <= set(read["一（一）1"])
    assert read["一（一）1"]["targets"] == [
        {
            "indicator": None, "comparator": "ge", "value": 1, "unit": "次",
            "scope": "total", "deadline": None, "frequency": "quarterly",
        }
    ]  # fmt: skip
    assert (told["title"], told["body"], told["date"]) == (
        "青棠街道2025年度群团和民生工作要点",
        "青棠街道办事处",
        "2025-02-27",
    )


def test_what_is_odd_is_told_and_sets_the_exit_code() -> None:
    told = run("read", SAMPLES / "work-points-2023.docx")
    assert told.exit_code == FOUND
    assert "编号从“四”跳到“七”" in told.stdout


def test_a_file_that_can_not_be_read_is_refused_in_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "x.docx"
    broken.write_bytes(b"%PDF-1.7")
    told = run("read", broken)
    assert isinstance(told.exception, Refused)


@pytest.mark.django_db
class TestImport:
    @pytest.fixture
    def place(self) -> Street:
        return street()

    def test_a_draft_waits_to_be_confirmed(self, place: Street, points: Path) -> None:
        told = run("import", points, "--by", "bob")
        plan = Plan.objects.get()
        assert told.exit_code == (FOUND if plan.findings else 0)
        assert (plan.state, plan.unit, plan.uploaded_by) == (PlanState.DRAFT, place.street, place.bob)
        assert plan.title in told.stdout

    def test_it_is_confirmed_at_once_when_asked(self, place: Street, points: Path) -> None:
        run("import", points, "--by", "bob", "--confirm")
        assert Plan.objects.get().state == PlanState.CONFIRMED
        assert Act.objects.filter(verb="plans.confirm", post=place.bob).exists()

    def test_a_unit_is_named(self, place: Street, points: Path) -> None:
        run("import", points, "--unit", "青石街道", "--year", "2024")
        assert (Plan.objects.get().unit, Plan.objects.get().year) == (place.street, 2024)

    def test_a_worker_may_not(self, place: Street, points: Path) -> None:
        assert isinstance(run("import", points, "--by", "alice").exception, Refused)
        assert not Plan.objects.exists()
