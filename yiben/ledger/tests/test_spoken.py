"""Every sentence that reading a list can say has words in the reader's language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from yiben.ledger import spoken
from yiben.ledger.headings import LABELS

PACKAGE = Path(spoken.__file__).resolve().parent.parent
OTHERS = {"spoken", "deeds", "telling", "surroundings", "prose", "lined", "words", "brief", "sign_in_sheet"}
"""Modules that say nothing of a list, or are told elsewhere."""
PURE = [PACKAGE / "lib" / f"{name}.py" for name in ("dates", "numbers", "boundary")] + [
    path
    for path in sorted((PACKAGE / "ledger").glob("*.py"))
    if "django" not in path.read_text() and path.stem not in OTHERS
]
CHINESE = re.compile("[\u4e00-\u9fff]")
# What these are given is looked for in somebody's text, or is translated by itself.
LOOKING = {"compile", "fullmatch", "match", "search", "sub", "split", "findall", "endswith", "startswith", "get"}
LOOKING |= {"replace", "strip", "partition", "rpartition", "removeprefix", "removesuffix", "find", "_", "gettext"}
# Parts of sentences that are put together of several, and names and units that are no sentences.
PARTS = set(
    "是合计 是小标题 是表尾说明 是填写示例 没有填活动 接着写上一行的活动，没有另记，其中的数量没有加上 ，没有导入 （相加） ，括号里的没有记 "
    "，其中的约数已标明 有不止一项任务这样写 没有找到这项任务 看不出是哪一天 只有年和月，缺日 一样 差不多 ，新的列请看一下 确认过 定为不要 "
    "，地点相同 单位名称 活动类型 条线名称 事项 全部 没有列名的一列 只用来看活动办没办 认不出 名称 表名 小标题".split()
)
NAMES = re.compile(
    "是|否|不要|人次|人\\(次\\)|元月|1月|一|%s社区|%s人数|%s季度|等 %s |·第%s项|%s(·第%s项|·第%s行起|·%s列起)|%s(月|%s)?日-%s日|%s月%s日(-%s日)?|"
    "%s：%s（打勾）|%s%s日-%s日"
)
FRAMES = {
    *"%s的格子是%s %s，这一列的内容没有保存 %s：%s，没有归集 %s：第%s行%s".split(),
    "%s%s，请写成 2025-3-5",
    "%s按 %s 计%s",
}
"""Sentences whose parts are sentences, or words of which each is told with it."""


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _told(node: ast.AST) -> Iterator[str]:
    """The texts in Chinese that some code makes, with %s for what it puts in."""
    if isinstance(node, ast.Compare | ast.Subscript) or (isinstance(node, ast.Call) and _name(node) in LOOKING):
        keywords = node.keywords if isinstance(node, ast.Call) else []
        yield from (text for one in keywords for text in _told(one.value))
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "%s" for part in node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant)):
            yield from _told(child)


def sentences() -> Iterator[tuple[str, str]]:
    for path in PURE:
        functions = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))
        found = {text for function in functions for line in function.body for text in _told(line)}
        found |= set(re.findall(r'(?m)^[A-Z_]+ = "([^"(|]{4,}[，；][^"(|]{4,})"$', path.read_text()))
        yield from ((path.stem, text) for text in sorted(found) if CHINESE.search(text))


@pytest.fixture
def english(monkeypatch):
    known = {shape: "said " + " ".join(re.findall(r"%\(\w+\)s", shape)) for shape in spoken.SHAPES}
    known |= dict.fromkeys(spoken.COLUMNS, "name")
    monkeypatch.setattr("yiben.lib.spoken.gettext", lambda text: known.get(text, text))
    monkeypatch.setattr("yiben.ledger.spoken.gettext", lambda text: known.get(text, text))
    with translation.override("en"):
        yield


def test_each_sentence_of_reading_has_a_shape(english):
    found = [(where, text) for where, text in sentences() if text not in PARTS | FRAMES and not NAMES.fullmatch(text)]
    filled = [(where, text, text.replace("%s：", "表1：", 1).replace("%s", "“甲”")) for where, text in found]
    untold = [(where, text) for where, text, said in filled if not spoken.noticed(said, ["表1"]).count("said")]
    assert len(found) > 100
    assert not untold, "put these into yiben/ledger/spoken.py: " + "; ".join(map(str, untold))


def test_each_field_has_a_name(english):
    assert [label for label in LABELS.values() if spoken.column_name(label) != "name"] == []
    assert spoken.column_name("金额（万元）：慰问金") == "name (万元): 慰问金"
    assert spoken.column_name("人次（人次）、场次（场）") == "name (人次), name (场)"
    assert spoken.column_name("巡河里程（公里）") == "巡河里程 (公里)"


def test_what_a_list_says_of_itself_stays_in_its_quotation_marks(english):
    assert spoken.said("“单位”不是日期") == "said “单位”"
    assert spoken.noticed("表：二：第3、4行是合计，没有导入", ["表", "表：二"]) == "表：二: said 3、4"
    assert spoken.noticed("表1：没有表头，各列按内容认出；随便什么", ["表1"]) == "表1: said ; 随便什么"


def test_in_chinese_all_is_as_it_was_said():
    with translation.override("zh-hans"):
        assert spoken.noticed("表1：没有日期", ["表1"]) == "表1：没有日期"
        assert spoken.column_name("单位") == "单位"
