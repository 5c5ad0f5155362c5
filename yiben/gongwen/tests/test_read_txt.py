"""Plain text in the encodings that offices save it in."""

import pytest

from yiben.gongwen import read
from yiben.gongwen.tests.shapes import shape

TEXT = "2024年工会工作要点\r\n一、组织建设\r\n新建企业工会３家，举办“春送岗位”活动2场。\r\n\r\n二、服务职工\r\n"

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_encoding_is_found(encoding):
    document = read(TEXT.encode(encoding))
    assert document.title == "2024年工会工作要点"
    assert shape(document.outline) == "一 组织建设\n  ¶\n二 服务职工"
    assert document.findings == ()


def test_every_line_is_a_paragraph():
    assert [block.index for block in read(TEXT.encode()).blocks] == [0, 1, 2, 3, 4]


def test_a_path_is_read(tmp_path):
    path = tmp_path / "要点.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    assert read(path) == read(str(path)) == read(TEXT)


def test_a_cut_character_is_found():
    document = read("一、工会工作\n走访20户".encode()[:-1])
    assert shape(document.outline) == "一 工会工作\n  ¶"
    assert [finding.kind for finding in document.findings] == ["encoding"]


def test_old_line_ends_count():
    assert [block.text for block in read("甲\r乙\n丙\u2028丁").blocks] == ["甲", "乙", "丙", "丁"]


def test_marks_of_markdown_are_taken_as_what_they_mean():
    document = read(
        "# 2025年红十字会工作计划\n\n## 一、重点任务\n\n- 新增救护站2个\n- **组织**无偿献血4场\n\n## 二、保障措施"
    )
    assert document.title == "2025年红十字会工作计划"
    assert shape(document.outline) == "一 重点任务\n  •\n  •\n二 保障措施"
    assert document.blocks[5].text == "• 组织无偿献血4场"


def test_a_dash_alone_makes_no_markdown():
    assert read("工作安排\n- 3 -\n一、工会工作").blocks[1].role == "page"
