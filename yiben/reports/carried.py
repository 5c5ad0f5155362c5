"""Sections of last year's report taken over into this year's draft: words stay, figures that were cited become this
year's, every other number is marked until a person has looked at it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from yiben.gongwen import Mention, quantities
from yiben.reports.text import CARRIED, LEVELS, TOKEN

_STAY = frozenset({"enumerator", "ordinal", "frequency", "term"})
_YEAR = re.compile(r"20\d\d年(?:度)?")


@dataclass(frozen=True)
class Section:
    """A heading with all that stands under it until the next of its level or above; `number` is the heading's."""

    level: int
    number: str
    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def sections(body: str) -> list[Section]:
    """The sections of a text, each heading of level 1 and 2 beginning one; a section holds none of its parts."""
    found: list[Section] = []
    for raw in body.splitlines():
        line = raw.strip().strip("\u3000")
        head = _head(line)
        if head:
            found.append(head)
        elif line and found:
            found[-1] = replace(found[-1], lines=(*found[-1].lines, line))
    return found


def _head(line: str) -> Section | None:
    for level, pattern in LEVELS[:2]:
        if number := pattern.match(line):
            title = line[number.end() :].partition("。")[0]
            if len(title) <= MOST_TITLE and not TOKEN.search(title):
                return Section(level, number[0], title.strip(), (line,))
    return None


MOST_TITLE = 40
Cites = Callable[[Mention], str]
"""The name of the figure that a number in an issued text was, or nothing."""


def carried(line: str, cites: Cites) -> str:
    """A line of last year's text for this year's draft."""
    made, at = "", 0
    for token in TOKEN.finditer(line):
        made += _marked(line[at : token.start()], cites) + token[0]
        at = token.end()
    return made + _marked(line[at:], cites)


def _marked(text: str, cites: Cites) -> str:
    head = next((found for _level, pattern in LEVELS if (found := pattern.match(text))), None)
    first = head.end() if head else 0
    made, at = text[:first], first
    for start, end, words in sorted(_numbers(text, first, cites), key=lambda one: (one[0], -one[1])):
        if start >= at:
            made, at = made + text[at:start] + words, end
    return made + text[at:]


def _numbers(text: str, first: int, cites: Cites) -> Iterator[tuple[int, int, str]]:
    """Where a number stands that is another one this year, and what is put there."""
    for one in quantities(text):
        if one.start < first or one.kind in _STAY:
            continue
        name = cites(one)
        digits = re.match(r"[0-9.]+", one.text)
        if name and digits:
            yield one.start, one.start + digits.end(), f"{{{{ {name} }}}}"
        else:
            yield one.start, one.end, f"{CARRIED}{one.text}〕"
    for year in _YEAR.finditer(text, first):
        yield year.start(), year.end(), f"{CARRIED}{year[0]}〕"


def taken_over(body: str, taken: Iterable[Section]) -> str:
    """The draft with these sections: in the place of its own of that title, else at its end."""
    lines = body.splitlines()
    for section in taken:
        lines = _put(lines, section)
    return "\n".join(lines)


def _put(lines: Sequence[str], section: Section) -> list[str]:
    own = [(at, head) for at, line in enumerate(lines) if (head := _head(line.strip().strip("\u3000")))]
    for place, (at, head) in enumerate(own):
        if (head.level, head.title) == (section.level, section.title):
            end = own[place + 1][0] if place + 1 < len(own) else len(lines)
            first = head.number + section.lines[0].removeprefix(section.number)
            return [*lines[:at], first, *section.lines[1:], *lines[end:]]
    return [*lines, *section.lines]


def marks(line: str) -> list[tuple[int, int]]:
    """Where the numbers stand that wait to be looked at."""
    return [found.span() for found in re.finditer(f"{CARRIED}[^〕]*〕", line)]
