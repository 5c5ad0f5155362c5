"""Every sentence that reading a form can say has words in the reader's language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils import translation

from yiben.reports import form_said

ROOM = Path(form_said.__file__).parent / "workbooks"
WORDS = {"words", "dressing", "folding", "marks"}
"""Modules that hold what is looked for in forms, and say nothing."""
NO_SENTENCES = {"%s居民委员会"}
SENTENCE = re.compile("[\u4e00-\u9fff].*" * 5)
LOOKING = re.compile(r"[|\\\[\]^$ ]|[*+?]\)?$")


def _texts(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_"]
    aside = {id(argument) for call in said for argument in call.args}
    aside |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            aside |= {id(part) for part in node.values}
            yield "".join(part.value if isinstance(part, ast.Constant) else "%s" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside:
            yield node.value


def sentences() -> list[tuple[str, str]]:
    texts = ((path.stem, text) for path in sorted(ROOM.glob("*.py")) if path.stem not in WORDS for text in _texts(path))
    found = {one for one in texts if SENTENCE.search(one[1]) and not LOOKING.search(one[1])}
    return sorted(one for one in found if one[1] not in NO_SENTENCES)


def test_each_sentence_of_a_form_has_a_shape(monkeypatch):
    known = {shape: "said " + " ".join(re.findall(r"%\(\w+\)s", shape)) for shape in form_said.SHAPES}
    monkeypatch.setattr("yiben.lib.spoken.gettext", lambda text: known.get(text, text))
    with translation.override("en"):
        found = sentences()
        untold = [one for one in found if not form_said.said(one[1].replace("%s", "甲")).startswith("said")]
    assert len(found) > 40
    assert not untold, f"put these into yiben/reports/form_said.py: {untold}"


def test_in_chinese_it_is_as_it_was_said():
    with translation.override("zh-hans"):
        assert form_said.said("账本里没有“甲”，请手填") == "账本里没有“甲”，请手填"
