"""Whether something was held, as forms want it said: √ or ×, 是 or 否, 已开展 or 未开展."""

from __future__ import annotations

import re
from collections.abc import Sequence

HELD = "held"
"""The metric of a cell that asks only whether."""
DEFAULT = ("是", "否")
_YES = re.compile("[√✓✔☑■是有已YＹy1]")
_NO = re.compile("[×✗✕✘xXｘ□否无未没不NＮn0]")
_SHOWN = re.compile(
    "[打划画用填以选]?[“\"']?([√✓✔是有])[”\"']?(?:[/／、,，或;；|]?[“\"']?([×✗✕xX否无])[”\"']?)?(?:表示|填写|选填)?"
)
_SAID = re.compile("[打划画]上?[“\"']?([√✓✔])")
_NOT_SAID = re.compile("[打划画用]上?[“\"']?([×✗✕])")
_WHETHER = re.compile(
    "^(?:是否|有无|有没有)(?:已经?|按时|按要求|定期|有)?(?:开展|举办|组织|召开|进行|参加|落实|完成|办)?(?:了|过)?|"
    "(?:是否(?:已)?(?:开展|举办|组织|召开|进行|完成)(?:过|了)?|开展与否)$"
)


def asked(phrase: str) -> str | None:
    """What stands behind 是否开展; None where it isn't asked whether."""
    found = _WHETHER.search(phrase)
    return phrase[: found.start()] + phrase[found.end() :] if found else None


def in_brackets(inside: str) -> tuple[str, ...]:
    """The marks of (√/×), (是/否), (打√); none where the brackets say something else."""
    found = _SHOWN.fullmatch(inside)
    return (found[1], found[2] or "") if found and (found[2] or len(inside) > 1 or found[1] in "√✓✔") else ()


def in_a_note(text: str) -> tuple[str, ...]:
    """The marks that a note asks for: 已开展的打“√”，未开展的打“×”."""
    yes, no = _SAID.search(text), _NOT_SAID.search(text)
    return (yes[1], no[1] if no else "") if yes else ()


def said(held: bool, marks: Sequence[str], options: Sequence[str]) -> str:
    """The mark for this cell, one of its drop-down where it has one; "" where nothing is to be written."""
    if options:
        shape = _YES if held else _NO
        fitting = [word for word in options if shape.match(word)]
        return fitting[0] if len(fitting) == 1 else ""
    return (marks or DEFAULT)[0 if held else 1]
