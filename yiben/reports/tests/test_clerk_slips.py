"""What a hand or an input method makes of a template: understood where it can mean one thing, else named and mended."""

import pytest
from docx import Document
from docx.oxml.ns import qn

from yiben.reports.clerks import check
from yiben.reports.grammar import MAY_BE_EMPTY
from yiben.reports.rendering import Turn, Values, fill
from yiben.reports.tests.test_clerk_check import KNOWN, lines, opened_rows, saved, template, what


def written(*paragraphs):
    checked = check(template(*paragraphs), KNOWN)
    assert checked.findings == ()
    return [line.replace(MAY_BE_EMPTY, "") for line in lines(checked.prepared)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("共｛｛　志愿服务场次　｝｝场", "共{{ 志愿服务场次 }}场"),
        ("共{｛志愿服务场次｜工会｝}场", "共{{ 志愿服务场次|工会 }}场"),
        ("｛％ if 志愿服务场次 ％｝有｛％ endif ％｝", "{% if 志愿服务场次 %}有{% endif %}"),
        ("{% If 志愿服务场次 %}有{% EndIf %}", "{% if 志愿服务场次 %}有{% endif %}"),
        ("{%ｉｆ 志愿服务场次%}有{%end if%}", "{% if 志愿服务场次 %}有{% endif %}"),
        ("{%for社区in各社区%}{{社区}}{%ENDFOR%}", "{% for 社区 in 各社区 %}{{ 社区 }}{% endfor %}"),
        ("增长5％，｛不是名称｝", "增长5％，｛不是名称｝"),
    ],
)
def test_what_can_mean_one_thing_only_is_understood(typed, meant):
    assert written(typed, "{{ 标题 }}") == [meant, "{{ 标题 }}"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("{{ “志愿服务场次” }}", "是不是要写 {{ 志愿服务场次 }}"),
        ("{{ '志愿服务场次' }}", "是不是要写 {{ 志愿服务场次 }}"),
        ("{{【志愿服务场次】}}", "是不是要写 {{ 志愿服务场次 }}"),
        ("{{ 志愿服务场次。}}", "是不是要写 {{ 志愿服务场次 }}"),
        ("{{ 志愿 服务场次 }}", "是不是要写 {{ 志愿服务场次 }}"),
        ("{{ 志愿服务场次（工会） }}", "是不是要写 {{ 志愿服务场次|工会 }}"),
        ("{{ 2025年志愿服务场次 }}", "没有叫“2025年志愿服务场次”的数字，是不是“志愿服务场次”"),
        ("{{ 政治面貌 }}", "一本里没有“政治面貌”这样的数"),
        ("{% if not 志愿服务场次 %}{% endif %}", "不能写 not"),
        ("{% if 志愿服务场次 and 目标项数 %}{% endif %}", "不能写 and"),
        ("{% set 甲 = 1 %}", "模板里不能写“set”"),
        ("{% endif 志愿服务场次 %}", "后面不写别的：{% endif %}"),
        ("{# 记得改 #}", "不能写注释"),
        ("共{{ 志愿服务场次 }场", "这里少了一个“}}”"),
        ("共{{ 志愿服务场次 场，{{ 标题 }}", "这里少了一个“}}”"),
        ("共{ 志愿服务场次 }}场", "这里少了一个“{{”"),
        ("{% if 志愿服务场次 }}有{% endif %}", "这里少了一个“%}”"),
    ],
)
def test_what_was_meant_is_proposed_beside_what_was_written(typed, told):
    [(where, said)] = what(template("正文", typed))
    assert where == "第2段"
    assert told in said


def test_a_file_in_which_nothing_is_to_be_filled_in_is_told():
    [(where, told)] = what(template("全年开展志愿服务若干场。"))
    assert (where, "没有要填的地方" in told, "{{ 志愿服务场次 }}" in told) == ("文件", True, True)


def test_names_in_other_brackets_are_told_where_there_are_no_others():
    found = what(template("共【志愿服务场次】场", "会费《工会会费收缴金额》，见《中国工会章程》"))
    assert found == [
        ("第1段", "要写两个花括号：{{ 志愿服务场次 }}"),
        ("第2段", "要写两个花括号：{{ 工会会费收缴金额 }}"),
    ]
    assert written("共{{ 志愿服务场次 }}场，见《志愿服务场次》") == ["共{{ 志愿服务场次 }}场，见《志愿服务场次》"]


def test_an_end_that_is_missing_is_told_at_its_beginning():
    found = what(template("一", "{% if 志愿服务场次 %}有", "{{ 标题 }}"))
    assert found == [("第2段", "后面缺少“{% endif %}”，请补在它管到的地方的末尾")]


def test_an_inner_end_that_is_missing_is_told_with_where_it_should_stand():
    found = what(template("{% for 社区 in 各社区 %}", "{% if 志愿服务场次 %}", "{{ 社区 }}", "{% endfor %}"))
    assert found == [("第2段", "缺少“{% endif %}”，要补在第4段的“{% endfor %}”前面：后开头的先结尾")]


def test_ends_in_the_wrong_order_are_one_finding():
    paragraphs = ["{% for 社区 in 各社区 %}", "{% if 志愿服务场次 %}", "{{ 社区 }}", "{% endfor %}", "{% endif %}"]
    found = what(template(*paragraphs))
    assert found == [("第5段", "写晚了：“{% if 志愿服务场次 %}”后开头，要先结尾，请移到第4段的“{% endfor %}”前面")]


def test_an_end_too_many_is_told():
    assert what(template("{{ 标题 }}", "{% endif %}")) == [("第2段", "前面没有与它成对的“{% if … %}”：多写了就删掉")]


def test_findings_stand_in_the_order_of_the_document():
    found = what(template("{% if 志愿服务场次 %}", "{{ 甲 }}", "{{ 乙 }}"))
    assert [where for where, _told in found] == ["第1段", "第2段", "第3段"]


ONE_ROW = [("社区", "场次"), ("{% for 社区 in 各社区 %}{{ 社区 }}", "{{ 志愿服务场次 }}{% endfor %}"), ("合计", "5")]


@pytest.mark.parametrize("prefix", ["", "tr "])
def test_a_row_that_begins_with_for_and_ends_with_its_end_is_written_for_each(prefix):
    rows = [tuple(cell.replace("{% ", "{%" + prefix) for cell in row) for row in ONE_ROW]
    checked = check(template(table=rows), KNOWN)
    assert checked.findings == ()
    turns = [Turn({"社区": name, "志愿服务场次": str(at)}) for at, name in enumerate(["临水社区", "望山社区"])]
    made = fill(checked.prepared, KNOWN, Values(Turn({}, {"各社区": turns})))
    assert opened_rows(made) == [["社区", "场次"], ["临水社区", "0"], ["望山社区", "1"], ["合计", "5"]]


def test_a_tag_as_wps_splits_it_is_joined():
    """WPS parts letters of full width from Latin ones, and gives each part a font of its own."""
    document = Document()
    paragraph = document.add_paragraph("共")
    for text, hint in (
        ("｛", "eastAsia"),
        ("{ ", "default"),
        ("志愿服务", "eastAsia"),
        ("场次", ""),
        (" }", "default"),
        ("}", ""),
    ):
        run = paragraph.add_run(text)
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        if hint:
            fonts.set(qn("w:hint"), hint)
    paragraph.add_run("场")
    checked = check(saved(document), KNOWN)
    assert checked.findings == ()
    assert [line.replace(MAY_BE_EMPTY, "") for line in lines(checked.prepared)] == ["共{{ 志愿服务场次 }}场"]
