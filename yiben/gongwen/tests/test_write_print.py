"""The printed page: LibreOffice sets our report, poppler measures it."""

import re
import shutil
import subprocess
from collections import Counter

import docx
import pytest

from yiben.gongwen.pages import CHAR, LINE
from yiben.gongwen.tests.write_sample import REPORT
from yiben.gongwen.writing import Paper, Para, write

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice: soffice is not on PATH"),
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="no poppler: pdftotext is not on PATH"),
]
FULL = Paper(title="满页", blocks=(Para("春江花月夜同舟共济" * 400),))
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Both documents as PDF: paths by name."""
    place = tmp_path_factory.mktemp("print")
    for name, paper in {"report": REPORT, "full": FULL}.items():
        (place / f"{name}.docx").write_bytes(write(paper))
    command = ["soffice", f"-env:UserInstallation=file://{place}/profile", "--headless", "--convert-to", "pdf"]
    files = [str(path) for path in sorted(place.glob("*.docx"))]
    subprocess.run([*command, "--outdir", str(place), *files], check=True, capture_output=True, timeout=300)
    return place


def text_of(path):
    return subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True).stdout.decode()


def lines_of(path, page):
    """Lines of a page without its number: top, left, right and text, in points."""
    command = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(path), "-"]
    found = WORD.findall(subprocess.run(command, check=True, capture_output=True).stdout.decode())
    words = [(float(top), float(left), float(right), text) for left, top, right, _, text in found]
    return [word for word in words if word[0] < (297 - 35) * 72 / 25.4]


def test_a_full_page_has_twenty_two_lines_of_twenty_eight_characters(printed):
    lines = lines_of(printed / "full.pdf", 2)
    assert [len(text) for *_, text in lines] == [28] * 22


def test_lines_stand_28_95_points_apart(printed):
    tops = [top for top, *_ in lines_of(printed / "full.pdf", 2)]
    assert (tops[-1] - tops[0]) / 21 == pytest.approx(LINE / 20, abs=0.1)


def test_lines_fill_the_type_area_from_edge_to_edge(printed):
    lines = lines_of(printed / "full.pdf", 2)
    assert all(abs(left - 28 / 25.4 * 72) < 0.5 for _, left, _, _ in lines)
    assert all(abs(right - (210 - 26) / 25.4 * 72) < 2 for _, _, right, _ in lines)


def test_a_first_line_has_twenty_six(printed):
    first = lines_of(printed / "full.pdf", 1)[1]
    assert len(first[3]) == 26
    assert first[1] == pytest.approx(28 / 25.4 * 72 + 2 * CHAR / 20, abs=0.5)


def test_the_report_is_eight_pages_each_with_its_number(printed):
    text = text_of(printed / "report.pdf")
    assert [int(number) for number in re.findall(r"—\s*(\d+)\s*—", text)] == list(range(1, 9))


def test_nothing_is_lost_in_print(printed):
    """Seen: a mark hung over the edge of a justified line was not printed at all."""
    document = docx.Document(str(printed / "report.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    wanted = Counter("".join([*cells, *(paragraph.text for paragraph in document.paragraphs)]))
    given = Counter(text_of(printed / "report.pdf"))
    assert {char: wanted[char] - given[char] for char in wanted if char.strip() and wanted[char] > given[char]} == {}
