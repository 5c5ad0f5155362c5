"""Our report before somebody else's checker of official layout (gongwen-skill), and before our own reader."""

import json
import subprocess
import sys

import pytest

from yiben.gongwen import read
from yiben.gongwen.tests.write_sample import REPORT
from yiben.gongwen.writing import write

# It wants 28/28/27/27 mm (with 2 mm to spare), after a province's own rules; the standard has 37/35/28/26.
MARGINS = {"CHK-C001", "CHK-C002", "CHK-C003", "CHK-C011"}


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(write(REPORT))
    return path


@pytest.mark.parametrize("kind", ["report", "summary", "notice"])
def test_it_finds_nothing_grave_but_the_margins(report, kind):
    """It also wants 33 pt between lines, which no 22 lines have; it looks for that in a paragraph and its own style,
    and ours stands once in the base style, so it has nothing to say."""
    pytest.importorskip("gongwen", reason="gongwen-skill is not installed")
    command = [sys.executable, "-m", "gongwen", "check", str(report), "-t", kind, "--json"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120, env={"HOME": str(report.parent)})
    issues = json.loads(done.stdout)
    grave = {issue["rule_id"] for issue in issues if issue["severity"] in ("P0", "P1")}
    assert grave - MARGINS == set()
    assert "CHK-C001" in grave, "the checker has looked"


def test_our_own_reader_reads_what_we_write(report):
    document = read(report)
    assert (document.title, document.docnum, document.body) == (REPORT.title, REPORT.number, REPORT.body)
    assert (document.date, document.addressees) == (REPORT.date, REPORT.addressees)
    assert [node.title for node in document.outline if node.level == 1] == [
        "主要工作完成情况",
        "存在的主要问题",
        "下一步工作打算",
    ]
    assert document.findings == ()
