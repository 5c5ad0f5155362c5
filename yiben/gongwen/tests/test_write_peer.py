"""Our report before somebody else's checker of official layout (gongwen-skill), and before our own reader."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from yiben.gongwen import read
from yiben.gongwen.tests.write_sample import REPORT
from yiben.gongwen.writing import Heading, Run, Table, write

# It wants 28/28/27/27 mm (with 2 mm to spare), after a province's own rules; the standard has 37/35/28/26.
MARGINS = {"CHK-C001", "CHK-C002", "CHK-C003", "CHK-C011"}


VARIANTS = {
    "report": REPORT,
    "plain": replace(REPORT, number=None, addressees=(), attachments=(), notes=()),
    "subtitle": replace(REPORT, number=None, addressees=(), subtitle="（统战群团工作方面）"),
    "two organs": replace(REPORT, body="中共云澜街道工作委员会\n云澜街道办事处"),
    "run-in": replace(REPORT, blocks=(*REPORT.blocks, Heading(3, text="学习。", then=(Run("全年学习12次。"),)))),
    "across": replace(REPORT, blocks=(*REPORT.blocks, Table("附表", ("甲",), (("1",),), landscape=True))),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_it_finds_nothing_grave_but_the_margins(variant, tmp_path):
    """It also wants 33 pt between lines, which no 22 lines have; it looks for that in a paragraph and its own style,
    and ours stands once in the base style, so it has nothing to say."""
    pytest.importorskip("gongwen", reason="gongwen-skill is not installed")
    path = tmp_path / "report.docx"
    path.write_bytes(write(VARIANTS[variant]))
    command = [sys.executable, "-m", "gongwen", "check", str(path), "-t", "report", "--json"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120, env={"HOME": str(tmp_path)})
    grave = {issue["rule_id"] for issue in json.loads(done.stdout) if issue["severity"] in ("P0", "P1")}
    assert grave - MARGINS == set()
    assert "CHK-C001" in grave, "the checker has looked"


def test_our_own_reader_reads_what_we_write():
    document = read(write(REPORT))
    assert (document.title, document.docnum, document.body) == (REPORT.title, REPORT.number, REPORT.body)
    assert (document.date, document.addressees) == (REPORT.date, REPORT.addressees)
    assert [node.title for node in document.outline if node.level == 1] == [
        "主要工作完成情况",
        "存在的主要问题",
        "下一步工作打算",
    ]
    assert document.findings == ()
