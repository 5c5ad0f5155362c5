"""Every sentence with which something is refused can be put into the reader's language: it is made by gettext where it
is said, or, where no Django is known, its shape stands in `yiben/lib/refusals.py`."""

from __future__ import annotations

import ast
import pickle
import subprocess
import sys
from collections.abc import Iterator, Set
from pathlib import Path

import pytest

import yiben
from yiben.ledger.spoken import SHAPES as OF_LISTS
from yiben.lib import spoken as lib_spoken
from yiben.lib.boundary import What, allows
from yiben.lib.refusals import SHAPES, spoken
from yiben.lib.refused import Refused
from yiben.lib.uploads import Type, not_asked
from yiben.plans.said import said as of_points

ROOT = Path(yiben.__file__).parent

RAISED = {"Refused"}
ALSO = {"gongwen": "Unreadable", "periods.py": "ValueError"}
"""Told to whoever sent a document, and beside a field where a period was typed."""


def sentences(tree: ast.AST, raised: Set[str] = frozenset(RAISED)) -> Iterator[tuple[int, str]]:
    """What each `Refused(…)` says by itself, with 7 for what is put in; what gettext or a variable gives is not."""
    constants = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in raised and node.args:
            said = node.args[0]
            said = constants.get(said.id, said) if isinstance(said, ast.Name) else said
            if (text := written(said)) is not None:
                yield node.lineno, text


def written(said: ast.expr) -> str | None:
    if isinstance(said, ast.Constant) and isinstance(said.value, str):
        return said.value
    if isinstance(said, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in said.values)
    return None


def all_sentences() -> list[tuple[str, int, str]]:
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            raised = RAISED | {name for part, name in ALSO.items() if part in path.parts}
            said = sentences(ast.parse(path.read_text(encoding="utf-8")), raised)
            found += [(str(path.relative_to(ROOT)), line, text) for line, text in said]
    return found


def test_every_refusal_that_no_gettext_makes_has_its_shape() -> None:
    told = all_sentences()
    assert len(told) > 70
    assert [one for one in told if not spoken.knows(one[2])] == []


def findings(tree: ast.AST) -> Iterator[str]:
    """The sentences that a reader's `Finding(…)`, `_find(…)` or `what` say."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            named = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            told = node.args if named in ("Finding", "_find") else []
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "what":
            told = [node.value]
        else:
            continue
        yield from (text for one in told if (text := written(one)) and text.endswith("。"))


def test_what_is_found_in_work_points_has_its_shape() -> None:
    paths = [*(ROOT / "gongwen").glob("*.py"), ROOT / "plans" / "reading.py"]
    told = [text for path in paths for text in findings(ast.parse(path.read_text(encoding="utf-8")))]
    assert len(told) > 12
    assert [text for text in told if not of_points.knows(text.replace("从“7”7“7”", "从“7”跳到“7”"))] == []
    assert of_points.knows(f"{allows('党员人数', what=What.FIELD).reason}。原文仍在。")


def test_a_sentence_that_nobody_wrote_down_would_be_found() -> None:
    tree = ast.parse(
        'LATER = "以后再说"\nraise Refused(f"没有{n}的说法")\nraise Refused(LATER)\nraise Refused(_("有"))'
    )
    assert [text for _line, text in sentences(tree)] == ["没有7的说法", "以后再说"]
    assert not spoken.knows("没有7的说法")


@pytest.mark.parametrize("name", ["", "报名表.doc", "名单.bin"])
def test_what_is_said_of_a_file_of_another_type_has_its_shape(name: str) -> None:
    for kind in Type:
        assert spoken.knows(not_asked(kind, {Type.XLSX}, name)), kind


@pytest.mark.parametrize(
    "name", ["党员人数", "民族", "信教群众登记", "归侨台账", "舆情研判", "重点人员名单", "社区排名"]
)
def test_what_the_boundary_says_has_its_shape_and_what_it_is_about_a_word(name: str) -> None:
    reason = allows(name, what=What.FIELD).reason
    assert spoken.knows(reason)
    about = reason.partition("”涉及")[2].partition("，一本")[0]
    assert about in {*map(str, OF_LISTS), *SHAPES}


@pytest.fixture
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {
        "%(said)s涉及%(about)s，一本不记录，已略去": "%(said)s is about %(about)s, which Yiben does not record: left out",
        "民族": "ethnicity",
        "表格超过 %(most)s 行，请拆分后上传": "More than %(most)s rows: split it",
    }
    monkeypatch.setattr(lib_spoken, "get_language", lambda: "en")
    monkeypatch.setattr(lib_spoken, "gettext", lambda text: told.get(text, text))


@pytest.mark.usefixtures("in_english")
def test_a_refusal_is_told_in_the_readers_language_and_kept_as_it_was_written() -> None:
    refused = Refused(allows("民族", what=What.FIELD).reason)
    assert refused.sentence == str(refused) == "“民族” is about ethnicity, which Yiben does not record: left out"
    assert refused.said.endswith("一本不记录，已略去")
    sent = pickle.loads(pickle.dumps(Refused("表格超过 100000 行，请拆分后上传", field="file")))
    assert (sent.said, sent.sentence, sent.field) == (
        "表格超过 100000 行，请拆分后上传",
        "More than 100000 rows: split it",
        "file",
    )


def test_what_a_child_without_django_refuses_is_said_as_it_was_written() -> None:
    code = "from yiben.lib.refused import Refused; print(str(Refused('文件是空的')) == '文件是空的')"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT.parent)
    assert told.stdout == "True\n"
