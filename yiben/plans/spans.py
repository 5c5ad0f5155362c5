"""Cutting a promise in two, and finding again which paragraph each part stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

P = TypeVar("P")

SEAM = "\n"
"""Stands between the texts of measures that were merged across paragraphs."""
_CLAUSE = re.compile(r"[。！？；，：、\n]")
_LEAST = 4  # characters on either side of a cut
_NUMBER = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|[一二三四五六七八九十]是|第[一二三四五六七八九十]，)\s*"
)


class Span(NamedTuple):
    """A piece of one paragraph."""

    start: int
    end: int


def pieces(text: str) -> list[tuple[int, str]]:
    """The clauses of a text, each with where it ends; a text is offered to be cut at these ends."""
    ends = [found.end() for found in _CLAUSE.finditer(text) if _LEAST <= found.end() <= len(text) - _LEAST]
    return [(end, text[start:end]) for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


def halves(text: str, at: int) -> tuple[str, str]:
    """The two parts of a text that is cut, without blanks where it was cut."""
    return text[:at].rstrip(), text[at:].lstrip()


def called(text: str) -> str:
    """What to call a part: its first clause, without a number."""
    rest = _NUMBER.sub("", text.strip())
    clause = _CLAUSE.split(rest, maxsplit=1)[0]
    return (clause if len(clause) >= _LEAST else rest.rstrip("。；"))[:60]


def located(text: str, paragraphs: Iterable[tuple[P, str]]) -> tuple[P, Span] | None:
    """The first of the paragraphs in which the text stands word for word."""
    for paragraph, words in paragraphs:
        start = words.find(text)
        if start >= 0:
            return paragraph, Span(start, start + len(text))
    return None
