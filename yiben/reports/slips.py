"""What a hand or an input method makes of what stands between braces, and what was meant.

Pure. What can mean only one thing is read as that: letters and braces of full width, capitals, blanks left out. For
the rest there is at most a proposal, which a person writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

HALF = str.maketrans("｛｝％｜　\xa0", "{}%|  ")
"""Letter for letter, so that a place in the text stays what it is."""
_LETTERS = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF21, 0xFF5B)} | {"\u200b": "", "\ufeff": ""}
)
_KEYWORD = re.compile(r"(end\s*for|end\s*if|else\s*if|elif|else|for|if)(?![A-Za-z0-9_])\s*", re.IGNORECASE)
_THROUGH = re.compile(r"([^\sA-Za-z]+)\s*in\s*(?=[^\sA-Za-z])", re.IGNORECASE)
_PREFIX = re.compile(r"(tr|p)\s+", re.IGNORECASE)
_MARKS = str.maketrans(dict.fromkeys("“”‘’\"'＂《》〈〉【】「」『』", ""))
_ENDS = "，。、；：！？,.;:!? "
_BRACKET = re.compile(r"[（(]([^（）()]+)[）)]$")


def prefixed(inner: str) -> tuple[str, str]:
    """tr or p before the word of a tag (none as a rule), and the rest."""
    found = _PREFIX.match(inner)
    return (found[1].lower(), inner[found.end() :]) if found else ("", inner)


def spelled(inner: str) -> str:
    """The inside of a tag as Jinja wants it: EndFor → endfor, for社区in各社区 → for 社区 in 各社区."""
    inner = inner.translate(_LETTERS).strip()
    found = _KEYWORD.match(inner)
    if not found:
        return inner
    word, rest = "".join(found[1].lower().split()), inner[found.end() :]
    if word == "for":
        rest = _THROUGH.sub(r"\1 in ", rest, count=1)
    return f"{word} {rest}".strip()


def bare(inner: str) -> str:
    """Without quotation marks around it or in it, and without a full stop behind it."""
    return inner.translate(_MARKS).strip(_ENDS)


def proposals(inner: str) -> Iterator[str]:
    """What somebody may have meant by words that no name is."""
    said = bare(inner)
    yield said
    yield "".join(said.split())
    yield _BRACKET.sub(r"|\1", said)


def bracketed(text: str) -> Iterator[str]:
    """Words in single braces or other brackets, as other programs mark the places that they fill in."""
    yield from (found[1].strip() for found in _OTHERS.finditer(text))


_OTHERS = re.compile(r"[{｛\[［【〔<＜《«]\s*([^\s{}｛｝\[\]［］【】〔〕<>＜＞《》«»]{2,40})\s*[}｝\]］】〕>＞》»]")
