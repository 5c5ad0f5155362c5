"""A report made of a book and read back against it: the year of a real work report, and that of the sample street."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from tests import people
from tests.running import ROOT, surroundings, yiben
from yiben.gongwen import read
from yiben.lib.periods import Period
from yiben.reports import actions
from yiben.reports.checking.reading import check, stock

YEAR = Period.of_year(2023)
# What tests/samples/work-report-2023 tells of a year: kind, topic, line, amounts.
TOLD = [
    ("study", "study-youth", "youth", {"times": 12}),
    ("lecture", "league-class", "youth", {"times": 23}),
    ("volunteering", "", "youth", {"times": 104, "hours": 416}),
    ("themed", "", "youth", {"times": 22}),
    ("themed", "", "women", {"times": 62, "attendances": 1860}),
    ("lecture", "women-rights", "women", {"times": 16, "materials": 800}),
    ("publicity", "women-rights", "women", {"times": 28, "materials": 9300, "attendances": 10200}),
    ("meeting", "women-talk", "women", {"times": 124}),
    ("dues", "union-dues", "union", {"people": 206, "money": 21994}),
    ("screening", "two-cancer-screening", "union", {"people": 56}),
    ("screening", "eye-screening", "union", {"attendances": 613}),
    ("training", "", "union", {"times": 35}),
    ("donation", "charity-day", "redcross", {"money": 14109}),
    ("publicity", "disaster-drill", "redcross", {"times": 20, "materials": 2040}),
    ("milestone", "project-stage", "liaison", {"items": 2}),
]
FIVE = {"21994元": "29194元", "14109元": "14190元", "56人次": "65人次", "124场": "142场", "104场": "114场"}


def changed(data: bytes, five: Mapping[str, str]) -> bytes:
    """The document with each of these changed where it stands first in a run of text, but not as a goal."""
    word, left = Document(io.BytesIO(data)), dict(five)
    for paragraph in word.paragraphs:
        for run in paragraph.runs:
            for old in list(left):
                at = run.text.find(old)
                if at >= 0 and "目标" not in run.text[max(0, at - 6) : at] and not run.text[at - 1 : at].isdigit():
                    run.text = run.text.replace(old, left.pop(old), 1)
    assert not left
    kept = io.BytesIO()
    word.save(kept)
    return kept.getvalue()


@pytest.mark.django_db
def test_a_year_as_a_real_report_tells_it_is_built_read_back_and_five_errors_are_found() -> None:
    place = people.street()
    for kind, topic, line, amounts in TOLD:
        said = {"kind": kind, "topic": topic, "lines": (line,), "title": f"{line}全年工作"}
        people.entry(place.riverside, by=place.alice, on=date(2023, 6, 1), amounts=amounts, **said)
    report = actions.build(by=place.bob, unit=place.street, genre="annual", period=YEAR)
    document, _sources = actions.preview(report)
    held = stock(place.street, YEAR)
    assert {one.verdict.value for one in check(read(document), held)} == {"supported"}
    found = check(read(changed(document, FIVE)), held)
    assert {one.claim.text for one in found if one.verdict.value != "supported"} == set(FIVE.values())


@pytest.mark.slow
def test_the_sample_streets_own_report_is_supported_and_five_changed_numbers_are_just_those_found(
    demo: Path, tmp_path: Path
) -> None:
    report = next(demo.glob("*总结.docx"))
    period = ("--unit", "青棠街道", "--period", "2025-01-01..2025-11-20", "--json")
    whole = json.loads(yiben(demo, "check", str(report), *period).stdout)
    assert len(whole) > 150
    assert {row["verdict"] for row in whole} == {"supported"}
    assert all(row["figure"]["name"] for row in whole if row["figure"])
    five = {"405场": "415场", "20392元": "20932元", "52场": "57场", "655人次": "665人次", "163次": "136次"}
    path = tmp_path / "改过五个数.docx"
    path.write_bytes(changed(report.read_bytes(), five))
    wrong = [
        row for row in json.loads(yiben(demo, "check", str(path), *period).stdout) if row["verdict"] != "supported"
    ]
    assert {row["text"] for row in wrong} == set(five.values())
    assert {row["verdict"] for row in wrong} == {"contradicted"}
    assert {row["value"] + row["text"].lstrip("0123456789") for row in wrong} == set(five)


@pytest.mark.slow
def test_our_documents_with_planted_errors_are_read_as_well_as_promised(demo: Path) -> None:
    command = [sys.executable, str(ROOT / "benchmarks/check.py"), "--all", "--show"]
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings(demo), check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
