"""The documents as Word sees them, and as the peer gongwen-skill checks an official layout."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import docx

from tests.people import entry
from yiben.ledger import actions as ledger
from yiben.reports import actions
from yiben.reports.tests.drafts import PERIOD, drafted, issued, worked

# The four page margins, where the peer departs from GB/T 9704-2012 (37, 35, 28 and 26 mm) and we don't.
MARGINS = {"CHK-C001", "CHK-C002", "CHK-C003", "CHK-C011"}


def tables_of(data):
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(BytesIO(data)).tables]


def grave(path):
    """The ids of the rules of severity P0 and P1 that the document breaks."""
    command = Path(sys.executable).with_name("gongwen")
    told = subprocess.run([command, "check", "--json", path], capture_output=True, text=True, check=False).stdout
    found = json.loads(told[told.index("[\n") :])
    return {one["rule_id"] for one in found if one["severity"] in ("P0", "P1")}


def test_the_peer_finds_nothing_grave_in_an_issued_report_but_the_margins(street, tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(issued(street).document)
    found = grave(path)
    assert found <= MARGINS
    assert found, "the margins are always found: else the answer was not read"


def test_the_table_of_communities_ends_in_their_sum(street):
    table = tables_of(issued(street).document)[-1]
    assert table[0] == ["单位", "活动场次", "活动参与人次", "志愿服务场次", "发放宣传资料份数"]
    assert table[1] == ["临水社区", "2", "80", "2", "0"]
    assert table[-1] == ["合计", "5", "420", "3", "200"]


def test_the_table_of_targets_tells_what_was_asked_done_and_how_it_stands(street):
    table = next(table for table in tables_of(issued(street).document) if table[0][0] == "任务")
    assert ["每个社区都有服务", "每个社区不少于2场", "3", "有风险"] in table
    assert ["规范会费收缴", "不少于900元", "820.5", "已逾期"] in table
    assert ["开展“春送岗位”活动", "不少于1场", "1", "已完成"] in table


def test_the_source_table_tells_every_figure_once_with_its_entries_and_code(street):
    report = issued(street)
    told = [row for table in tables_of(report.sources) if table[0][0] == "序号" for row in table[1:]]
    assert [row[0] for row in told] == [str(number) for number in range(1, len(told) + 1)]
    assert {row[-1] for row in told} == set(report.citations.values_list("code", flat=True))
    assert all(row[-3].isdecimal() for row in told)


def test_the_source_table_says_each_definition_in_words(street):
    definitions = tables_of(issued(street).sources)[-1]
    assert definitions[0] == ["数字", "版本", "口径"]
    names = [row[0] for row in definitions[1:]]
    assert len(names) == len(set(names))
    assert "志愿服务场次" in names


def test_a_report_over_a_corrected_and_a_void_entry_tells_what_stands(street):
    worked(street)
    wrong = entry(street.riverside, title="数错的一场", amounts={"attendances": 1000})
    gone = entry(street.riverside, title="没有办成的一场", amounts={"attendances": 2000})
    ledger.correct(wrong, by=street.alice, title="改正的一场", amounts=())
    ledger.void(gone, by=street.alice, reason="没有办成")
    report = actions.build(by=street.bob, unit=street.street, genre="annual", period=PERIOD)
    words = "\n".join(p.text for p in docx.Document(BytesIO(actions.preview(report)[0])).paragraphs)
    assert "参与居民420人次" in words
    assert "开展志愿服务4场" in words
    assert "没有办成的一场" not in words


def test_the_same_report_gives_the_same_bytes(street):
    report = drafted(street)
    assert actions.preview(report)[0] == actions.preview(report)[0]
